"""One preview from its start to Ctrl-C: the processes that build and print, where they stand, and which pages must be loaded again."""

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from oma_builder.companion import Companion, started
from oma_builder.preview import builder, prints
from oma_builder.preview.ahead import Ahead
from oma_builder.preview.builder import Begun, Outcome, Outdated, Slow
from oma_builder.preview.told import Standing
from oma_builder.problems import Problem
from oma_builder.project import Project, Summary

Report = Callable[[Summary, Iterable[Problem]], None]
Later = Callable[..., Any]
"""Calls a function, with its arguments, in the loop of the server; any thread may ask it to."""

_REST = 1.0
"""Seconds after which a builder that died is started anew."""

_ALONE = (".html", ".css", ".pdf", ".xml", ".atom", ".ics", ".txt", ".csv", ".json")
"""What ends the names of files that no other page shows a part of."""

_SHEETS = "assets/css/"

_OF_THE_PREVIEW = ("apercu/", "admin/")
"""Where nothing comes from the site: a form is not to be loaded again while somebody writes."""
APPROVALS = "apercu/accords"
"""The route of the page that says where both parties stand, on no published site."""


class Session:
    """What the server knows between two requests. It lives in the loop of the server, and is told there of all that happens.

    `changed` is called after each piece of news, with the pages' new style sheets where nothing else has changed. `ahead` are pages of
    what was saved last, by their route, until the build has made them.
    """

    def __init__(
        self, project: Project, report: Report, later: Later, changed: Callable[[tuple[str, ...]], None]
    ) -> None:
        self.project, self.report, self.later, self.changed = project, report, later, changed
        self.printed = prints.project_of(project)
        self.standing = Standing()
        self._builder: Companion | None = None
        self._printer: Companion | None = None
        self._are_prints_wanted = False
        self.ahead: dict[str, bytes] = {}
        self._written: dict[str, float] = {}
        self._others_written = 0.0
        self._current: dict[str, float] = {}

    def start(self, changed: tuple[str, ...] = ()) -> None:
        """Start to build what has `changed`."""
        self._builder = started(builder.watch, self.project, changed)
        self._listen(self._builder, self._hear, self._lose)

    def end(self) -> None:
        """End all that works for the preview."""
        for companion in (self._builder, self._printer):
            if companion:
                companion.end()

    def print(self) -> None:
        """Make the guides to print, now and after each save: somebody looks at them."""
        if not self._are_prints_wanted:
            self._are_prints_wanted = True
            self._print()

    def is_old(self, route: str, loaded: float) -> bool:
        """Say whether what a page shows has changed since it was loaded (seconds of the monotonic clock)."""
        is_ours = route.endswith(".pdf") or route.startswith(_OF_THE_PREVIEW)
        shows_others = not is_ours and self._current.get(route, 0.0) < self._others_written
        return loaded < max(self._written.get(route, 0.0), self._others_written if shows_others else 0.0)

    def sheets(self) -> tuple[str, ...]:
        """Return the routes of the style sheets of the site."""
        folder = Path(self.project.output)
        return tuple(path.relative_to(folder).as_posix() for path in sorted((folder / "assets").glob("*.css")))

    def _listen(self, companion: Companion, hear: Callable[[Any], None], lose: Callable[[Companion], None]) -> None:
        def forward() -> None:
            with suppress(EOFError, OSError):
                while True:
                    self.later(hear, companion.pipe.recv())
            self.later(lose, companion)

        threading.Thread(target=forward, daemon=True).start()

    def _hear(self, news: Ahead | Begun | Outcome | Outdated | Slow) -> None:
        if isinstance(news, Outdated):
            self.start(news.changed)
        elif isinstance(news, Ahead):
            self.ahead |= news.pages
            self._note(news.pages)
            self.changed(())
        elif isinstance(news, Slow):
            print(
                f"Ce dossier répond lentement (lecteur réseau, WSL ?) : un enregistrement se voit en {news.seconds:.0f} s environ."
            )
        elif isinstance(news, Begun):
            self.standing = replace(self.standing, is_building=True)
            self.changed(())
        else:
            self._take(news)

    def _take(self, outcome: Outcome) -> None:
        """Take in what came of a build, tell of it in the terminal and to all pages, and print what it has changed."""
        self.standing = replace(
            self.standing, outcome=_with_withheld(outcome, self.standing.outcome), is_building=False
        )
        if not outcome.refused:
            self.report(outcome.summary, outcome.problems)
        is_dressed = bool(outcome.changed) and all(path.startswith(_SHEETS) for path in outcome.changed)
        if outcome.summary.written and not is_dressed:
            self._written[APPROVALS] = time.monotonic()  # it is told of every build, and lies in no folder
            self._note(route for route, _ in outcome.summary.written.changes if route not in self.ahead)
        self._settle(outcome)
        self.changed(self.sheets() if is_dressed and outcome.is_fine else ())
        if outcome.is_fine and self._are_prints_wanted and outcome.changed:
            self._print()

    def _settle(self, outcome: Outcome) -> None:
        """Let pages that were shown ahead of a build give way to what is in the folder; one that is the same is not loaded again.

        Data that scripts ask for have other names now: they look for them once more when they need them.
        """
        if outcome.is_fine and not outcome.is_latest:
            return
        for route, content in self.ahead.items():
            if _is_in(self.project.output / route, content):
                self._current[route] = time.monotonic()
            else:
                self._note((route,))
        self.ahead = {}

    def _note(self, routes: Iterable[str]) -> None:
        now = time.monotonic()
        for route in routes:
            self._written[route] = now
            if not route.endswith(_ALONE):
                self._others_written = now

    def _lose(self, companion: Companion) -> None:
        """Start another builder in the place of one that has died."""
        if companion is self._builder and companion.process.exitcode != 0:
            self._take(Outcome(refused=builder.DIED))
            threading.Timer(_REST, self.later, (self.start,)).start()

    def _print(self) -> None:
        if self._printer:
            self._printer.end()
        self.standing = replace(self.standing, is_printing=True)
        self._printer = started(prints.print_all, self.printed)
        self._listen(self._printer, self._take_prints, self._lose_printer)
        self.changed(())

    def _take_prints(self, outcome: Outcome) -> None:
        self.standing = replace(self.standing, on_paper=outcome.problems, is_printing=False)
        if outcome.summary.written:
            self._note(route for route, _ in outcome.summary.written.changes)
        self.changed(())

    def _lose_printer(self, companion: Companion) -> None:
        if companion is self._printer and self.standing.is_printing:
            self.standing = replace(self.standing, is_printing=False)
            self.changed(())


def _is_in(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except OSError:
        return False


def _with_withheld(outcome: Outcome, before: Outcome | None) -> Outcome:
    """Return an outcome that says what the pages on screen do not publish: of a build that was stopped, what the one before said."""
    if outcome.is_fine or before is None:
        return outcome
    told = before.summary
    return replace(outcome, summary=replace(outcome.summary, withheld=told.withheld, approvals=told.approvals))
