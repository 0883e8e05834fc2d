"""The stages of a command: how long each takes, and a progress bar on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

Notify = Callable[[str, int, int], None]
"""Told the French name of a stage, how much of it is done, and of how much (0 of 0: it starts)."""


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


class Clock:
    """Times the stages of one build and tells of them."""

    def __init__(self, notify: Notify) -> None:
        self.notify = notify
        self.taken: list[tuple[str, float]] = []

    def seconds(self) -> tuple[tuple[str, float], ...]:
        return tuple(self.taken)

    @contextmanager
    def stage(self, name: str) -> Iterator[Callable[[int, int], None]]:
        self.notify(name, 0, 0)
        start = time.perf_counter()
        yield partial(self.notify, name)
        self.taken.append((name, time.perf_counter() - start))


@contextmanager
def watching() -> Iterator[Notify]:
    """Give a `Notify` that draws on the terminal, or prints one line for each stage."""
    if not sys.stderr.isatty():
        yield _line
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    # No refresh thread: a process with threads can no longer be forked safely.
    with Progress(
        TextColumn("{task.description:<14}"), BarColumn(), MofNCompleteColumn(),
        console=Console(stderr=True), auto_refresh=False, transient=True,
    ) as bar:  # fmt: skip
        task = bar.add_task("")

        def draw(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total or None, refresh=True)

        yield draw


def _line(stage: str, done: int, total: int) -> None:
    if not total:
        print(f"… {stage}", file=sys.stderr, flush=True)
