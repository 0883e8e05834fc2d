"""Fan-out of pure work over processes, in order. Workers live no longer than whoever started them.

The pools of Python's own library do not serve here: none can end its workers at once, tell which item one of them died
of, or let them end with their parent; and each keeps a thread, so that its process can no longer be forked safely.
"""

import ctypes
import os
import pickle
import signal
import sys
import threading
import time
import traceback
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

Tick = Callable[[int, int], None]

STOPS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
"""The signals that ask a program to stop; whole groups of processes get them, and it is for the first to answer."""

_ON = "en travaillant sur "
_PR_SET_PDEATHSIG = 1


def forks() -> bool:
    """Say whether processes are forked, in 20 ms: only Linux does so safely; elsewhere one costs 280 ms, and all that it imports."""
    return sys.platform == "linux"


def no_tick(done: int, total: int) -> None:
    """Tell nobody."""


def no_name(item: object) -> str:
    """Call nothing by a name."""
    return ""


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
class _Job(Generic[Item, Result]):
    """What is to be done to each of the items, and how messages name one."""

    work: Callable[[Item], Result]
    items: Sequence[Item]
    name: Callable[[Item], str]

    def do(self, number: int) -> Result:
        item = self.items[number]
        with naming(self.name(item)):
            return self.work(item)


def fan_out(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int,
    *,
    batch: int = 1,
    apart: bool = False,
    name: Callable[[Item], str] = no_name,
    tick: Tick = no_tick,
) -> Iterator[Result]:
    """Yield `work(item)` for each item, in the order of the items.

    `work` and the items reach each worker once (inherited by fork on Linux, pickled elsewhere); only results
    travel. With one job, or no more than one batch, everything runs in this process, unless the work must be kept
    `apart`: see the function of that name. `tick(done, total)` is told of progress. What escapes from the work knows
    the `name` of its item (`working_on`). Raises `BuildError` when a worker dies.
    """
    job = _Job(work, list(items), name)
    here = not apart and (jobs <= 1 or len(job.items) <= batch)
    done = 0
    for results in _in_batches(job, batch) if here else _pooled(job, jobs, batch):
        done += len(results)
        tick(done, len(job.items))
        yield from results


def apart(work: Callable[[Item], Result], item: Item, *, name: str = "") -> Result:
    """Return `work(item)`, computed in a process of its own.

    Meant for libraries that start threads: a process with threads can no longer be forked safely.
    """
    return next(_pooled(_Job(work, [item], partial(_constant, name)), 1, 1))[0]


@contextmanager
def alongside(work: Callable[[], Result], jobs: int, name: str = "") -> Iterator["Pending[Result]"]:
    """Let a process of its own do some work during the block, and give the way to its result; with one job, that does it.

    Only where processes are forked: elsewhere all that the work looks at would have to travel.
    """
    job = _Job(partial(_call, work), [None], partial(_constant, name))
    if jobs <= 1 or not forks():
        yield Pending(job, [])
        return
    with _workers(job, 1) as workers:
        workers[0].give(range(1))
        yield Pending(job, workers)


class Pending(Generic[Result]):
    """Work that a process of its own is at; called, it waits for the result. Without a process, the call does the work."""

    def __init__(self, job: _Job[None, Result], workers: "list[_Worker]") -> None:
        self._job, self._workers = job, workers
        self._made: dict[int, list[Result] | _Failed] = {}

    def __call__(self) -> Result:
        while self._workers and not self._made:
            _hear(self._workers, self._job, iter(()), self._made)
        return _results(self._made.pop(0))[0] if self._workers else self._job.do(0)

    def is_at_work(self, seconds: float) -> bool:
        """Wait for so many seconds at most, and say whether the process is still at it; of one that died, the call tells."""
        end = time.monotonic() + seconds
        try:
            while self._workers and not self._made and (left := end - time.monotonic()) > 0:
                _hear(self._workers, self._job, iter(()), self._made, left)
        except BuildError:
            return False
        return bool(self._workers) and not self._made


def _call(work: Callable[[], Result], _: None) -> Result:
    return work()


def _constant(value: str, _: object) -> str:
    return value


def _in_batches(job: _Job[Item, Result], batch: int) -> Iterator[list[Result]]:
    for start in range(0, len(job.items), batch):
        yield [job.do(number) for number in _numbers(job, start, batch)]


def _numbers(job: _Job[Any, Any], start: int, batch: int) -> range:
    return range(start, min(start + batch, len(job.items)))


@dataclass(slots=True)
class _Worker:
    """A process, the pipe to it, the batch it was given, and the item it is on."""

    process: "BaseProcess"
    pipe: "Connection[Any, Any]"
    batch: range = range(0)
    item: int = 0

    def give(self, batch: range) -> None:
        self.batch, self.item = batch, batch.start
        if batch:
            with suppress(OSError):  # it has died: its pipe will say so
                self.pipe.send(batch)


@dataclass(frozen=True, slots=True)
class _Failed:
    """What escaped from the work, and its traceback, which does not travel by itself."""

    error: BaseException
    trace: str

    def again(self) -> BaseException:
        self.error.__cause__ = _ElsewhereError(f"\n{self.trace}")
        return self.error


class _ElsewhereError(Exception):
    """Stands for the traceback of a worker in that of its parent."""


def _pooled(job: _Job[Item, Result], jobs: int, batch: int) -> Iterator[list[Result]]:
    starts = range(0, len(job.items), batch)
    left = iter([_numbers(job, start, batch) for start in starts])
    made: dict[int, list[Result] | _Failed] = {}
    with _workers(job, min(jobs, len(starts))) as workers:
        for worker in workers:
            worker.give(next(left))
        for start in starts:
            while start not in made:
                _hear(workers, job, left, made)
            yield _results(made.pop(start))  # in its turn: the first that fails is the same with any number of jobs


def _results(outcome: "list[Result] | _Failed") -> list[Result]:
    if isinstance(outcome, _Failed):
        raise outcome.again()
    return outcome


def _hear(
    workers: Iterable[_Worker],
    job: _Job[Any, Any],
    left: Iterator[range],
    made: dict[int, list[Any] | _Failed],
    seconds: float | None = None,
) -> None:
    """Wait for news, for so long at most; whoever has done its batch gets the next one."""
    from multiprocessing.connection import wait

    busy = {worker.pipe: worker for worker in workers if worker.batch}
    dead = {worker.process.sentinel: worker for worker in busy.values()}
    ready = wait([*busy, *dead], seconds)
    heard = [worker for pipe, worker in busy.items() if pipe in ready]
    for worker in heard or [worker for sentinel, worker in dead.items() if sentinel in ready]:
        try:
            news = worker.pipe.recv()
        except (EOFError, OSError) as error:
            raise _death(job.name(job.items[worker.item])) from error
        if isinstance(news, int):
            worker.item = news
        else:
            made[worker.batch.start] = news
            worker.give(next(left, range(0)))


def _death(name: str) -> BuildError:
    where = f" {_ON}{name}" if name else ""
    message = f"un processus de travail s’est arrêté brutalement{where}"
    return BuildError(message, f"la mémoire manque peut-être : {LESS_MEMORY}")


@contextmanager
def _workers(job: _Job[Any, Any], count: int) -> Iterator[list[_Worker]]:
    """Give so many workers, ended at once on leaving, whatever they are at."""
    workers: list[_Worker] = []
    try:
        with unheard():
            workers.extend(_started(job) for _ in range(count))  # those before one that cannot be started are kept
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


def _started(job: _Job[Any, Any]) -> _Worker:
    import multiprocessing

    context: Any = multiprocessing.get_context("fork" if forks() else "spawn")
    try:
        ours, theirs = context.Pipe()
        with theirs:
            process = context.Process(target=_serve, args=(theirs, job, os.getpid() if forks() else 0))
            process.start()
    except OSError as error:
        raise BuildError(f"aucun processus de travail ne peut être lancé : {error.strerror}", LESS_MEMORY) from error
    return _Worker(process, ours)


def _serve(pipe: "Connection[Any, Any]", job: _Job[Any, Any], parent: int) -> None:
    """Do the batches that come through the pipe, until whoever sends them is gone."""
    end_with(parent)
    for stop in STOPS:
        signal.signal(stop, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    with suppress(EOFError, ConnectionError):
        while True:
            pipe.send_bytes(_answer(pipe, job, pipe.recv()))


def end_with(parent: int) -> None:
    """Let this process end with its parent, even one that is killed; `parent` is its number, on Linux alone."""
    if parent:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it has ended already
            os._exit(1)
    else:
        threading.Thread(target=_end_after_parent, daemon=True).start()


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


def _answer(pipe: "Connection[Any, Any]", job: _Job[Any, Any], batch: range) -> bytes:
    """Return the results of a batch, or what escaped from it, as they travel."""
    try:
        results = []
        for number in batch:
            pipe.send(number)
            results.append(job.do(number))
        return pickle.dumps(results)
    except BaseException as error:  # noqa: BLE001 - it is raised again, in the process that waits for it
        return _packed(error)


def _packed(error: BaseException) -> bytes:
    trace = "".join(traceback.format_exception(error))
    try:
        packed = pickle.dumps(_Failed(error, trace))
        pickle.loads(packed)  # noqa: S301 - our own bytes: some errors can be packed, and not unpacked
    except Exception:  # noqa: BLE001 - an error of any library, packed by its own code
        stand_in = RuntimeError(f"{type(error).__name__}: {error}")
        stand_in.__notes__ = list(getattr(error, "__notes__", ()))
        return pickle.dumps(_Failed(stand_in, trace))
    return packed
