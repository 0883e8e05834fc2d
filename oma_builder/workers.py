"""Processes that do the batches of a job. They live no longer than whoever started them.

The pools of Python's own library do not serve here: none can end its workers at once, tell which item one of them died
of, or let them end with their parent; and each keeps a thread, so that its process can no longer be forked safely.
"""

import ctypes
import mmap
import os
import pickle
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from oma_builder.problems import LESS_MEMORY, BuildError

if TYPE_CHECKING:  # what brings sockets along is imported with the first worker: most builds have nothing to do
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Item = TypeVar("Item")
Result = TypeVar("Result")

STOPS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
"""The signals that ask a program to stop; whole groups of processes get them, and it is for the first to answer."""

_ON = "en travaillant sur "
_PR_SET_PDEATHSIG = 1


def forks() -> bool:
    """Say whether processes are forked, in 20 ms: only Linux does so safely; elsewhere one costs 280 ms, and all that it imports."""
    return sys.platform == "linux"


def working_on(error: BaseException) -> str:
    """Return the name of the item that was being worked on, or an empty text when nobody knows."""
    notes = getattr(error, "__notes__", ())
    return next((note.removeprefix(_ON) for note in notes if note.startswith(_ON)), "")


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Let what escapes from the block know what was being worked on (`working_on`)."""
    try:
        yield
    except BaseException as error:
        if name:
            error.add_note(f"{_ON}{name}")
        raise


@dataclass(frozen=True, slots=True)
class Job(Generic[Item, Result]):
    """What is to be done to each of the items, and how messages name one."""

    work: Callable[[Item], Result]
    items: Sequence[Item]
    name: Callable[[Item], str]

    def do(self, number: int) -> Result:
        item = self.items[number]
        with naming(self.name(item)):
            return self.work(item)


@dataclass(slots=True)
class Worker:
    """A process, the pipe to it, the number of the item it is on, which both can see, and the batch it was given."""

    process: "BaseProcess"
    pipe: "Connection[Any, Any]"
    item: ctypes.c_int64
    batch: range = range(0)

    def give(self, batch: range) -> None:
        self.batch, self.item.value = batch, batch.start
        if batch:
            with suppress(OSError):  # it has died: its pipe will say so
                self.pipe.send(batch)


@dataclass(frozen=True, slots=True)
class Failed:
    """What escaped from the work, and its traceback, which does not travel by itself."""

    error: BaseException
    trace: str = ""

    def again(self) -> BaseException:
        if self.trace:
            self.error.__cause__ = _ElsewhereError(f"\n{self.trace}")
        return self.error


class _ElsewhereError(Exception):
    """Stands for the traceback of a worker in that of its parent."""


def hear(
    workers: Iterable[Worker],
    job: Job[Any, Any],
    left: deque[range],
    made: dict[int, list[Any] | Failed],
    seconds: float | None = None,
) -> None:
    """Wait for news, for so long at most; whoever has done its batch gets the next one."""
    from multiprocessing.connection import wait

    busy = {worker.pipe: worker for worker in workers if worker.batch}
    dead = {worker.process.sentinel: worker for worker in busy.values()}
    ready = wait([*busy, *dead], seconds)
    heard = [worker for pipe, worker in busy.items() if pipe in ready]
    for worker in heard or [worker for sentinel, worker in dead.items() if sentinel in ready]:
        _listen(worker, job, left, made)


def _listen(worker: Worker, job: Job[Any, Any], left: deque[range], made: dict[int, list[Any] | Failed]) -> None:
    """Hear what a worker has made of its batch, and give it the next one."""
    try:
        made[worker.batch.start] = worker.pipe.recv()
    except (EOFError, OSError) as error:
        raise _death(job.name(job.items[worker.item.value])) from error
    worker.give(left.popleft() if left else range(0))


def _death(name: str) -> BuildError:
    where = f" {_ON}{name}" if name else ""
    message = f"un processus de travail s’est arrêté brutalement{where}"
    return BuildError(message, f"la mémoire manque peut-être : {LESS_MEMORY}")


@contextmanager
def started(job: Job[Any, Any], count: int) -> Iterator[list[Worker]]:
    """Give so many workers, ended at once on leaving, whatever they are at."""
    workers: list[Worker] = []
    try:
        with unheard():
            workers.extend(_start(job) for _ in range(count))  # those before one that cannot be started are kept
        yield workers
    finally:
        with unheard():
            for worker in workers:
                worker.process.kill()
            for worker in workers:
                worker.process.join()
                worker.pipe.close()


def end_workers() -> None:
    """End the workers that are left: whoever asks us to stop may do so while others are being ended."""
    if "multiprocessing" in sys.modules:
        for process in sys.modules["multiprocessing"].active_children():
            process.kill()


@contextmanager
def unheard() -> Iterator[None]:
    """Hold back the signals to stop: a worker that gets one before it has learned to ignore it would say so at length."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(job: Job[Any, Any]) -> Worker:
    import multiprocessing

    context: Any = multiprocessing.get_context("fork" if forks() else "spawn")
    try:
        item = ctypes.c_int64.from_buffer(mmap.mmap(-1, 8)) if forks() else context.RawValue(ctypes.c_int64)
        ours, theirs = context.Pipe()
        with theirs:
            process = context.Process(target=_serve, args=(theirs, item, job, os.getpid() if forks() else 0))
            process.start()
    except OSError as error:
        raise BuildError(f"aucun processus de travail ne peut être lancé : {error.strerror}", LESS_MEMORY) from error
    return Worker(process, ours, item)


def _serve(pipe: "Connection[Any, Any]", item: ctypes.c_int64, job: Job[Any, Any], parent: int) -> None:
    """Do the batches that come through the pipe, until whoever sends them is gone."""
    end_with(parent)
    for stop in STOPS:
        signal.signal(stop, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    with suppress(EOFError, ConnectionError):
        while True:
            pipe.send_bytes(_answer(item, job, pipe.recv()))


def end_with(parent: int) -> None:
    """Let this process end with its parent, even one that is killed; `parent` is its number, on Linux alone."""
    if parent:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it has ended already
            os._exit(1)
    else:
        threading.Thread(target=_end_after_parent, daemon=True).start()


def give_back() -> None:
    """Give the system back what was freed, where it can be told so (glibc): processes to be forked share less to copy."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if forks() else None
    if trim:
        trim(0)


def ending_with_us() -> Callable[[], None] | None:
    """Return what a program that we start must do first to end with us, even when we are killed (`preexec_fn`).

    None on systems that have no such promise.
    """
    return partial(end_with, os.getpid()) if forks() else None


def _end_after_parent() -> None:
    import multiprocessing

    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _answer(item: ctypes.c_int64, job: Job[Any, Any], batch: range) -> bytes:
    """Return the results of a batch, or what escaped from it, as they travel."""
    try:
        results = []
        for number in batch:
            item.value = number  # not sent: a pipe that nobody listens to is soon full
            results.append(job.do(number))
        return pickle.dumps(results)
    except BaseException as error:  # noqa: BLE001 - it is raised again, in the process that waits for it
        return _packed(error)


def _packed(error: BaseException) -> bytes:
    trace = "".join(traceback.format_exception(error))
    try:
        packed = pickle.dumps(Failed(error, trace))
        pickle.loads(packed)  # noqa: S301 - our own bytes: some errors can be packed, and not unpacked
    except Exception:  # noqa: BLE001 - an error of any library, packed by its own code
        stand_in = RuntimeError(f"{type(error).__name__}: {error}")
        stand_in.__notes__ = list(getattr(error, "__notes__", ()))
        return pickle.dumps(Failed(stand_in, trace))
    return packed
