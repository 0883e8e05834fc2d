"""Processes of ours that work beside a program for as long as it lives, and tell it what they see and make."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from oma_builder.workers import STOPS, end_with, forks, unheard

Tell = Callable[[object], None]
"""Sends a value that can be pickled to whoever started the companion."""


@dataclass(frozen=True, slots=True)
class Companion:
    """A process, and the pipe on which it tells."""

    process: BaseProcess
    pipe: "Connection[Any, Any]"

    def end(self) -> None:
        """End it at once, whatever it is at; its own workers end with it."""
        self.process.kill()
        self.process.join()


def started(work: Callable[..., None], *arguments: object) -> Companion:
    """Start `work(tell, *arguments)` in a process of its own, from nothing: whoever starts it may have threads."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    parent = os.getpid() if forks() else 0
    with theirs, unheard():
        process = context.Process(target=_run, args=(theirs, parent, work, arguments))
        process.start()
    return Companion(process, ours)


def _run(pipe: "Connection[Any, Any]", parent: int, work: Callable[..., None], arguments: tuple[object, ...]) -> None:
    end_with(parent)
    for stop in STOPS:
        signal.signal(stop, signal.SIG_IGN)  # whole groups of processes are asked to stop: the first answers
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    with suppress(BrokenPipeError, ConnectionError):  # nobody listens any more
        work(pipe.send, *arguments)
