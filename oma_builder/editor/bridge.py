"""The content folder over the loopback, for the forms of the preview.

The page holds a token, which every request about a file gives back: who has not read it gets nothing. What is refused is
said in French, and the form stays open.
"""

import hmac
import json
import mimetypes
import secrets
from pathlib import Path
from typing import Any

from tornado import web

from oma_builder.editor import form_page, forms
from oma_builder.editor.form_files import Place, RefusedError, digest, listed, place, read, remove, told, write

TOKEN = "X-Form-Token"  # noqa: S105 - the name of a header
_RESTARTED = (
    "L’aperçu a redémarré depuis que cette page est ouverte. Rien n’a été écrit. Rechargez la page (touche F5) : vos "
    "changements vous seront proposés."
)


def handlers(assets: Path, content: Path, token: str) -> list[Any]:
    """Return what serves the forms, and answers them about the folder `content`; only who knows `token` is answered."""
    about = {"content": content, "token": token}
    return [
        (r"/admin", web.RedirectHandler, {"url": "/admin/", "permanent": False}),
        (
            r"/admin/(folder\.js)",
            web.StaticFileHandler,
            {"path": str(assets / form_page.FOLDER_SCRIPT.partition("/")[0])},
        ),
        (r"/admin/folder", _Folder, about),
        (r"/admin/folder/(.+)", _File, about),
        (r"/admin/(|config\.json)", _Page, {"token": token}),
        (r"/admin/(.+)", web.StaticFileHandler, {"path": str(assets / form_page.VENDORED)}),
    ]


def new_token() -> str:
    """Return a token for one run of the preview."""
    return secrets.token_urlsafe(24)


class _Answer(web.RequestHandler):
    def initialize(self, content: Path, token: str) -> None:
        self.content, self.token = content, token

    def prepare(self) -> None:
        self.set_header("Cache-Control", "no-store")
        if not hmac.compare_digest(self.request.headers.get(TOKEN, "").encode(), self.token.encode()):
            self._refuse(RefusedError(401, _RESTARTED))

    def _refuse(self, refusal: RefusedError) -> None:
        self.set_status(refusal.status)
        self.finish({"message": refusal.message})

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, RefusedError):
            self._refuse(error)
        elif isinstance(error, OSError):
            self._refuse(RefusedError(507, f"Le disque refuse d’écrire ({error.strerror}). Rien n’a été écrit."))
        else:
            self._refuse(RefusedError(status_code, "L’aperçu a rencontré une erreur : le terminal dit laquelle."))


class _Page(web.RequestHandler):
    """The page of the forms; it does not load again at every save, since somebody is writing in it."""

    def initialize(self, token: str) -> None:
        self.token = token

    def prepare(self) -> None:
        self._transforms = []  # the preview's own script loads pages again
        self.set_header("Cache-Control", "no-store")

    def get(self, name: str) -> None:
        if name:
            self.set_header("Content-Type", "application/json")
            self.finish(
                form_page.text(forms.configuration(forms.LOCAL, f"{self.request.protocol}://{self.request.host}"))
            )
        else:
            self.set_header("X-Frame-Options", "DENY")
            self.finish(form_page.page(form_page.policy(), form_page.with_folder(self.token)))


class _Folder(_Answer):
    def get(self) -> None:
        found = [
            {"path": f"{forms.CONTENT}/{known.path}", "digest": digest(read(known))} for known in listed(self.content)
        ]
        self.finish(json.dumps(found))


class _File(_Answer):
    @property
    def known(self) -> str:
        return self.request.headers.get("If-Match", "").strip('"')

    def _place(self, path: str) -> Place:
        return place(self.content, path.removeprefix(f"{forms.CONTENT}/"))

    def get(self, path: str) -> None:
        raw = read(self._place(path))
        self.set_header("Content-Type", mimetypes.guess_type(path)[0] or "text/plain")
        self.set_header("Etag", f'"{digest(raw)}"')
        self.finish(raw)

    def put(self, path: str) -> None:
        raw, problems = write(self._place(path), self.request.body, self.known)
        self.finish(
            {"digest": digest(raw), "problems": [told(problem, raw.decode(errors="replace")) for problem in problems]}
        )

    def delete(self, path: str) -> None:
        remove(self._place(path), self.known)
        self.finish({})
