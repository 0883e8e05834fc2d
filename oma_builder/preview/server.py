"""Preview while writing: each save rebuilds, and the browser shows it by itself."""

import errno
import logging
import time
from typing import Any

import livereload
from livereload.handlers import LiveReloadHandler
from tornado import ioloop

from oma_builder.preview import handlers
from oma_builder.preview.session import Report, Session
from oma_builder.problems import BuildError
from oma_builder.project import Project

HOST = "127.0.0.1"


def serve(project: Project, port: int, report: Report) -> None:
    """Build, serve `project.output` on the loopback, and build again at every save, until Ctrl-C."""
    preview = _Preview()
    session = Session(project, report, ioloop.IOLoop.current().add_callback, preview.tell)
    preview.session = session
    try:
        preview.serve(port=port, host=HOST, root=str(project.output))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise BuildError(f"l’aperçu n’a pas pu démarrer : {error.strerror}", "vérifiez vos droits") from error
        raise BuildError(
            f"le port {port} est déjà pris", f"fermez l’autre aperçu, ou donnez --port {port + 1}"
        ) from error
    finally:
        session.end()


class _Preview(livereload.Server):  # type: ignore[misc] # livereload has no types
    """livereload's server, for local visitors only, with builds beside its loop and a script of ours in the pages.

    Its own script would be inline, which our pages forbid, and knows nothing of errors, nor of names that change with the bytes.
    """

    session: Session

    def _setup_logging(self) -> None:
        # The editor reads our French, not two libraries' English journals; a handler that says nothing keeps
        # tornado from installing its own.
        for name in ("livereload", "tornado"):
            logging.getLogger(name).addHandler(logging.NullHandler())
            logging.getLogger(name).propagate = False

    def application(self, port: int, host: str, liveport: Any = None, debug: Any = None, live_css: bool = True) -> None:
        LiveReloadHandler.watcher = self.watcher
        # With it, livereload does not begin to look for changes itself.
        LiveReloadHandler._last_reload_time = time.time()
        handlers.application(self.session, port).listen(port, address=host)
        address = f"http://localhost:{port}/"
        print(f"Aperçu : {address} (Ctrl-C pour l’arrêter). Enregistrez un fichier : la page se met à jour.")
        print(f"Écran des fiches : {address}admin/")
        self.session.start()

    def tell(self, sheets: tuple[str, ...]) -> None:
        """Tell every page that is open where the preview stands, and which style sheets it has now where only these have changed."""
        for page in tuple(LiveReloadHandler.waiters):
            page.tell(sheets)
