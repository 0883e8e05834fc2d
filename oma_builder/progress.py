"""A progress bar on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Notify = Callable[[str, int, int], None]
"""Told the French name of a stage, how much of it is done, and of how much (0 of 0: it starts)."""


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


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
