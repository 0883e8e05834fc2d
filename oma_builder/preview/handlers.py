"""What the preview answers, and to whom: its own pages alone."""

import time
from asyncio import Future
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, StaticFileHandler
from livereload.server import LiveScriptInjector
from tornado import escape, web
from tornado.routing import Matcher, PathMatches, Rule

from oma_builder.content import schema
from oma_builder.editor import bridge
from oma_builder.guide import routes
from oma_builder.preview import manual
from oma_builder.preview.documents import Origin, missing_fields, origin
from oma_builder.preview.session import APPROVALS, Session
from oma_builder.preview.told import state
from oma_builder.project import Approved
from oma_builder.running import tell

_PDF = r"/([a-z0-9/-]+\.pdf)"
_NAMES = ("localhost", "127.0.0.1")
_OURS = "apercu/"
"""Where the preview's own script and style sheet are, on no published site."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page around a guide to print may do."""

_PAGE = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<title>{title} – aperçu</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/apercu/page.css"></head>'
    "<body{kind}>{body}</body></html>\n"
)
_UNTOLD = _PAGE.format(title="Demande inconnue", kind="", body="<p>L’aperçu ne sait pas répondre à cette demande.</p>")
_PRINTING = "<p>Le guide à imprimer se prépare : il se montrera ici de lui-même, en quelques secondes.</p>"
_UNBUILT = _PAGE.format(
    title="Aperçu", kind="", body="<p>L’aperçu se prépare : cette page se montrera d’elle-même.</p>"
)


def application(session: Session, port: int) -> web.Application:
    """Return what answers for a preview at a port of this machine."""
    site = {"path": str(session.project.output), "default_filename": routes.HOME}
    ours = {"path": str(session.project.root / "assets" / "preview")}
    found: list[Any] = [
        (r"/livereload", _Client),
        *bridge.handlers(session.project.root / "assets", session.project.content, bridge.new_token()),
        *((address, _Manual, {"name": name}) for name, address in manual.ADDRESSES.items()),
        (f"/{APPROVALS}", _Approvals),
        (rf"/{_OURS}(.*)", _Own, ours),
        Rule(_Looked(_PDF), _Viewer),
        (_PDF, _Print, {"path": str(session.printed.output)}),
        Rule(_IsAhead(session), _Ahead),
        (r"/(.*)", _File, site),
    ]
    return _Local(port, found, session=session, loaded={}, transforms=[_ScriptLink])


class _Local(web.Application):
    """Answers pages of its own alone: whoever names it otherwise, or asks from elsewhere, gets nothing at all."""

    def __init__(self, port: int, handlers: list[Any], **settings: Any) -> None:
        super().__init__(handlers, default_handler_class=_Lost, **settings)
        self.names = {f"{name}:{port}" for name in _NAMES}

    def find_handler(self, request: Any, **kwargs: Any) -> Any:
        asked_from = request.headers.get_list("Origin") + request.headers.get_list("Sec-Websocket-Origin")
        origins = {f"http://{name}" for name in self.names}
        if request.host.lower() in self.names and origins.issuperset(asked_from):
            return super().find_handler(request, **kwargs)
        return self.get_handler_delegate(request, _Stranger)


class _ScriptLink(LiveScriptInjector):  # type: ignore[misc] # livereload has no types
    script = b'<script src="/apercu/preview.js" defer></script>'


class _Client(LiveReloadHandler):  # type: ignore[misc] # livereload has no types
    """A page that is open: told where the preview stands, and to load again when it shows what has changed since."""

    route = ""
    loaded = 0.0

    def on_message(self, message: str) -> None:
        super().on_message(message)
        said = escape.json_decode(message)
        if said.get("command") == "info":
            path = unquote(urlsplit(said.get("url", "")).path)
            self.route, self.loaded = route_of(path), self.settings["loaded"].get(path, 0.0)
            self.tell(())

    def write_message(self, message: str | bytes | dict[str, Any], binary: bool = False) -> Future[None]:
        """Send it, and mind no failure: a page may be closed at any moment, and an editor need not read of it."""
        sent: Future[None] = super().write_message(message, binary)
        sent.add_done_callback(_mind_nothing)
        return sent

    def tell(self, sheets: tuple[str, ...]) -> None:
        session: Session = self.settings["session"]
        is_old = session.is_old(self.route, self.loaded)
        self.send_message(
            {
                "command": "oma",
                "state": state(session.standing, self.route, session.project),
                "reload": is_old,
                "sheets": sheets,
            }
        )
        if is_old:
            self.loaded = time.monotonic()  # told once


def _mind_nothing(sent: Future[None]) -> None:
    if not sent.cancelled():
        sent.exception()  # a failure that nobody asks for is told in the terminal, at length


def route_of(path: str) -> str:
    """Return the route of the page at a path of the server: `/` is the home page."""
    return f"{path.removeprefix('/')}{routes.HOME}" if path.endswith("/") else path.removeprefix("/")


class _Stranger(web.RequestHandler):
    def prepare(self) -> None:
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("L’aperçu ne répond qu’à cet ordinateur.\n")


class _French(web.RequestHandler):
    """Tells what went wrong on a page of ours: the site's own, once it is built; of a document that could not be shown, why."""

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Content-Security-Policy", "frame-ancestors 'none'")

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        if not isinstance(value, web.HTTPError):
            tell(value)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.settings["loaded"][self.request.path] = time.monotonic()
        self.finish(self._lost() if status_code == 404 else _UNTOLD)

    def _lost(self) -> bytes | str:
        session: Session = self.settings["session"]
        shown = origin(route_of(unquote(self.request.path)), session.project.content)
        if shown and shown.kind is not schema.SITE:
            return _PAGE.format(title=shown.id, kind="", body=_unshown(shown))
        try:
            return (session.project.output / routes.NOT_FOUND).read_bytes()
        except OSError:
            return _UNBUILT


def _unshown(shown: Origin) -> str:
    """Return what is said in the place of a document that has no page yet."""
    lacking = missing_fields(shown)
    why = f"Il y manque : {', '.join(lacking)}." if lacking else "La barre du bas dit ce qui ne va pas."
    return f"<h1>{shown.kind.heading} « {shown.id} »</h1><p>Cette fiche existe, et ne peut pas encore se montrer. {why} La page viendra d’elle-même.</p>"


class _Lost(_French):
    def prepare(self) -> None:
        raise web.HTTPError(404)


class _File(_French, StaticFileHandler):  # type: ignore[misc] # livereload has no types
    """The files of the site, as they are after the last build that was fine."""

    async def get(self, path: str, include_body: bool = True) -> None:
        self.settings["loaded"][self.request.path] = time.monotonic()
        await super().get(path, include_body)  # type: ignore[misc] # tornado says it may return None, and never does

    def parse_url_path(self, url_path: str) -> str:
        if "\0" in url_path or any(part.startswith(".") for part in url_path.split("/")):
            raise web.HTTPError(404)  # such as our list of files, which is no part of the site
        return str(super().parse_url_path(url_path))


class _Ahead(_French):
    """A page as the build that is being made will leave it."""

    def get(self) -> None:
        session: Session = self.settings["session"]
        self.settings["loaded"][self.request.path] = time.monotonic()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(session.ahead[route_of(unquote(self.request.path))])


class _IsAhead(Matcher):
    """Requests of a page that is shown ahead of its build."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def match(self, request: Any) -> dict[str, Any] | None:
        return {} if route_of(unquote(request.path)) in self.session.ahead else None


class _Own(_File):
    """The preview's own script and style sheets."""


class _Manual(_French):
    """The editors' guide, and what it leads to."""

    def initialize(self, name: str) -> None:
        self.name = name

    def get(self) -> None:
        session: Session = self.settings["session"]
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        body = f"<main>{manual.as_html(session.project.root, self.name)}</main>"
        self.finish(_PAGE.format(title="Mode d’emploi", kind=' class="manual"', body=body))


class _Approvals(_French):
    """Where both parties stand about every document that needs their agreement."""

    def get(self) -> None:
        session: Session = self.settings["session"]
        outcome = session.standing.outcome
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.settings["loaded"][self.request.path] = time.monotonic()
        self.finish(_approvals_page(outcome.summary.approvals) if outcome else _UNBUILT)


def _approvals_page(approvals: Iterable[Approved]) -> str:
    rows = "".join(map(_approval_row, approvals))
    table = f"<table><thead><tr><th>Fiche<th>Où en sont les accords</thead><tbody>{rows}</tbody></table>"
    body = f"<h1>Les accords des deux parties</h1>{table if rows else '<p>Aucune fiche n’a besoin d’un accord.</p>'}"
    return _PAGE.format(title="Accords", kind="", body=body)


def _approval_row(approval: Approved) -> str:
    kind = _KINDS[approval.kind]
    name = escape.xhtml_escape(f"{approval.kind}/{approval.id}")
    place = kind.place(approval.id)
    linked = f'<a href="/{place}">{name}</a>' if place else name
    return f"<tr><td>{linked}<td>{escape.xhtml_escape(approval.told)}"


_KINDS = {kind.name: kind for kind in schema.KINDS}


class _Print(_File):
    """A guide to print; it is printed when somebody first asks for one."""

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Content-Security-Policy", "frame-ancestors 'self'")

    async def get(self, path: str, include_body: bool = True) -> None:
        self.settings["session"].print()
        await super().get(path, include_body)


class _Viewer(_French):
    """A page around a guide to print, which is loaded again when it was printed anew."""

    def get(self, path: str) -> None:
        session: Session = self.settings["session"]
        session.print()
        self.settings["loaded"][self.request.path] = time.monotonic()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", _POLICY)
        is_there = (session.printed.output / path).is_file()
        address = escape.xhtml_escape(self.request.path)
        body = f'<embed src="{address}" type="application/pdf">' if is_there else _PRINTING
        self.finish(_PAGE.format(title=address.rpartition("/")[2], kind=' class="print"', body=body))


class _Looked(PathMatches):
    """Requests of somebody who opens a file to look at it, not of the page around it."""

    def match(self, request: Any) -> dict[str, Any] | None:
        is_opened = request.headers.get("Sec-Fetch-Dest") == "document"
        return super().match(request) if is_opened else None
