"""Preview while writing: each save rebuilds, and the browser reloads by itself."""

import errno
import gc
import json
import logging
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import livereload
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler, StaticFileHandler
from livereload.server import LiveScriptInjector
from livereload.watcher import Watcher
from tornado import ioloop, web

from oma_builder import pipeline
from oma_builder.content.listing import is_ignored
from oma_builder.guide import routes
from oma_builder.parallel import apart
from oma_builder.problems import BuildError, Checked, Problem
from oma_builder.progress import silent
from oma_builder.project import Project, Summary
from oma_builder.running import tell
from oma_builder.stamps import stamps

HOST = "127.0.0.1"

_EVERY = 100
"""Milliseconds from one look at the folders to the next."""

_PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Aperçu</title><link rel="icon" href="data:,"></head><body><p>{}</p></body></html>
"""
_UNBUILT = _PAGE.format("Le site n’est pas encore construit : le terminal dit pourquoi.").encode()
_UNTOLD = _PAGE.format("L’aperçu ne sait pas répondre à cette demande.").encode()

Report = Callable[[Summary, Iterable[Problem]], None]


def serve(project: Project, port: int, report: Report) -> None:
    """Build, then serve `project.output` on the loopback and rebuild at every save, until Ctrl-C."""
    rebuild = partial(_rebuild, project, report)
    preview = _Preview(watcher=_Watcher())
    watched = partial(_rebuild_or_tell, rebuild)
    for folder in (project.content, project.root / "templates" / "web", project.root / "assets"):
        preview.watch(str(folder), watched)  # before the first build: what is saved meanwhile is seen after it
    rebuild()
    print(f"Aperçu : http://localhost:{port}/ (Ctrl-C pour l’arrêter). Enregistrez un fichier : la page se met à jour.")
    try:
        preview.serve(port=port, host=HOST, root=str(project.output))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise BuildError(f"l’aperçu n’a pas pu démarrer : {error.strerror}", "vérifiez vos droits") from error
        raise BuildError(
            f"le port {port} est déjà pris", f"fermez l’autre aperçu, ou donnez --port {port + 1}"
        ) from error


def _rebuild_or_tell(rebuild: Callable[[], None]) -> None:
    """Keep the preview alive through a full disk, a dead worker or a bug: the next save may succeed."""
    try:
        rebuild()
    except Exception as error:  # noqa: BLE001 - it is told as at the end of any command
        tell(error)


def _rebuild(project: Project, report: Report) -> None:
    # A process of its own each time: templates are read anew, and no state survives from build to build.
    report(*apart(_built, project))


def _built(project: Project) -> Checked[Summary]:
    gc.disable()  # as on the command line: it ends before there is much to collect
    return pipeline.build(project, silent)


class _Watcher(Watcher):  # type: ignore[misc] # livereload has no types
    """Compares whole folders with what they were when they were last looked at: quick enough for ten times a second."""

    changed_at = 0.0
    """When the last change was seen, in seconds of the monotonic clock."""

    def watch(self, path: str, func: Callable[[], None] | None = None, *_: object, **__: object) -> None:
        super().watch(path, func)
        self._tasks[path]["mtimes"] = stamps(Path(path), is_ignored)

    def is_changed(self, path: str, ignore: object = None) -> bool:
        now = stamps(Path(path), is_ignored)
        changed = sorted(file for file, _ in now.items() ^ self._task_mtimes.items())
        self._task_mtimes.clear()
        self._task_mtimes.update(now)
        if changed:
            self.filepath, self.changed_at = changed[0], time.monotonic()
        return bool(changed)


class _Reload(LiveReloadHandler):  # type: ignore[misc] # livereload has no types
    """Tells a page to load again that was served before the last change, and has begun to listen after it."""

    def on_message(self, message: str) -> None:
        super().on_message(message)
        said = json.loads(message)
        if said.get("command") == "info":
            served = self.settings["served"].get(urlsplit(said.get("url", "")).path)
            if served is not None and served < self.watcher.changed_at:
                self.send_message({"command": "reload", "path": "*", "liveCSS": True, "liveImg": True})


class _Preview(livereload.Server):  # type: ignore[misc] # livereload has no types
    """livereload's server, with its script as a file (our pages forbid inline ones) and local visitors only."""

    def _setup_logging(self) -> None:
        # The editor reads our French, not two libraries' English journals; a handler that says nothing keeps
        # tornado from installing its own.
        for name in ("livereload", "tornado"):
            logging.getLogger(name).addHandler(logging.NullHandler())
            logging.getLogger(name).propagate = False

    def application(self, port: int, host: str, liveport: Any = None, debug: Any = None, live_css: bool = True) -> None:
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = live_css
        LiveReloadHandler._last_reload_time = time.time()  # with it, livereload does not begin to look, every 800 ms
        ioloop.PeriodicCallback(LiveReloadHandler.poll_tasks, _EVERY).start()
        LiveReloadHandler.DEFAULT_RELOAD_TIME = 0  # by default a save within three seconds of another is not shown
        handlers: list[Any] = [
            (r"/livereload", _Reload),
            (r"/livereload.js", LiveReloadJSHandler),
            (r"/(.*)", _File, {"path": self.root, "default_filename": self.default_filename}),
        ]
        _Local(port, handlers, site=self.root, served={}, transforms=[_ScriptLink]).listen(port, address=host)


class _Local(web.Application):
    """Answers pages of its own alone: whoever names it otherwise, or asks from elsewhere, gets nothing at all."""

    def __init__(self, port: int, handlers: list[Any], **settings: Any) -> None:
        super().__init__(handlers, default_handler_class=_Lost, **settings)
        self.names = {f"{name}:{port}" for name in ("localhost", HOST)}

    def find_handler(self, request: Any, **kwargs: Any) -> Any:
        asked_from = request.headers.get_list("Origin") + request.headers.get_list("Sec-Websocket-Origin")
        origins = {f"http://{name}" for name in self.names}
        if request.host.lower() in self.names and origins.issuperset(asked_from):
            return super().find_handler(request, **kwargs)
        return self.get_handler_delegate(request, _Stranger)


class _ScriptLink(LiveScriptInjector):  # type: ignore[misc] # livereload has no types
    script = b'<script src="/livereload.js" async></script>'


class _Stranger(web.RequestHandler):
    def prepare(self) -> None:
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("L’aperçu ne répond qu’à cet ordinateur.\n")


class _French(web.RequestHandler):
    """Tells what went wrong on a page of ours: the site's own, once it is built."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        try:
            page = (Path(self.settings["site"]) / routes.NOT_FOUND).read_bytes() if status_code == 404 else _UNTOLD
        except OSError:
            page = _UNBUILT
        self.finish(page)


class _Lost(_French):
    def prepare(self) -> None:
        raise web.HTTPError(404)


class _File(_French, StaticFileHandler):  # type: ignore[misc] # livereload has no types
    async def get(self, path: str, include_body: bool = True) -> None:
        self.settings["served"][self.request.path] = time.monotonic()
        await super().get(path, include_body)  # type: ignore[misc] # tornado says it may return None, and never does

    def parse_url_path(self, url_path: str) -> str:
        if "\0" in url_path or any(part.startswith(".") for part in url_path.split("/")):
            raise web.HTTPError(404)  # such as our list of files, which is no part of the site
        return str(super().parse_url_path(url_path))
