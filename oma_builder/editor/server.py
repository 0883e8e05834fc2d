"""Preview while writing: each save rebuilds, and the browser reloads by itself."""

import errno
import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import livereload
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler, StaticFileHandler
from livereload.server import LiveScriptInjector
from tornado import web

from oma_builder import pipeline
from oma_builder.parallel import apart
from oma_builder.problems import BuildError, Problem
from oma_builder.progress import silent

HOST = "127.0.0.1"

Report = Callable[[pipeline.Summary, Iterable[Problem]], None]


def serve(project: pipeline.Project, port: int, report: Report) -> None:
    """Build, then serve `project.output` on the loopback and rebuild at every save, until Ctrl-C."""
    rebuild = partial(_rebuild, project, report)
    rebuild()
    print(f"Aperçu : http://localhost:{port}/ (Ctrl-C pour l’arrêter). Enregistrez un fichier : la page se met à jour.")
    preview = _Preview()
    watched = partial(_rebuild_or_tell, rebuild)
    for folder in (project.content, project.root / "templates" / "web", project.root / "assets"):
        preview.watch(str(folder), watched)
    try:
        preview.serve(port=port, host=HOST, root=str(project.output))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise BuildError(f"l’aperçu n’a pas pu démarrer : {error.strerror}", "vérifiez vos droits") from error
        raise BuildError(
            f"le port {port} est déjà pris", f"fermez l’autre aperçu, ou donnez --port {port + 1}"
        ) from error


def _rebuild_or_tell(rebuild: Callable[[], None]) -> None:
    """Keep the preview alive through a full disk or a dead worker: the next save may succeed."""
    try:
        rebuild()
    except BuildError as error:
        print(f"{error.message}\n  → {error.hint}")


def _rebuild(project: pipeline.Project, report: Report) -> None:
    # A process of its own each time: templates are read anew, and no state survives from build to build.
    report(*apart(partial(pipeline.build, notify=silent), project))


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
        LiveReloadHandler.DEFAULT_RELOAD_TIME = 0  # by default a save within three seconds of another is not shown
        handlers: list[Any] = [
            (r"/livereload", _LocalReload),
            (r"/livereload.js", LiveReloadJSHandler),
            (r"/(.*)", _LocalFile, {"path": self.root, "default_filename": self.default_filename}),
        ]
        web.Application(handlers, transforms=[_ScriptLink]).listen(port, address=host)


class _ScriptLink(LiveScriptInjector):  # type: ignore[misc] # livereload has no types
    script = b'<script src="/livereload.js" async></script>'


def _is_local(name: str) -> bool:
    return urlsplit(f"//{name}").hostname in ("localhost", HOST)


class _LocalReload(LiveReloadHandler):  # type: ignore[misc] # livereload has no types
    def check_origin(self, origin: str) -> bool:
        return _is_local(urlsplit(origin).netloc)


class _LocalFile(StaticFileHandler):  # type: ignore[misc] # livereload has no types
    def prepare(self) -> None:
        if not _is_local(self.request.host):
            raise web.HTTPError(403)
