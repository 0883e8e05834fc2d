"""Fan-out of pure work over processes, in order."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Generic

from oma_builder.problems import BuildError
from oma_builder.workers import Failed, Item, Job, Result, Worker, forks, hear, started

Tick = Callable[[int, int], None]

_STEP = 0.005
"""Seconds after which workers are heard by whoever works with them."""


def no_tick(done: int, total: int) -> None:
    """Tell nobody."""


def no_name(item: object) -> str:
    """Call nothing by a name."""
    return ""


def fan_out(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int,
    *,
    batch: int = 1,
    apart: bool = False,
    joined: bool = False,
    name: Callable[[Item], str] = no_name,
    tick: Tick = no_tick,
) -> Iterator[Result]:
    """Yield `work(item)` for each item, in the order of the items.

    `work` and the items reach each worker once (inherited by fork on Linux, pickled elsewhere); only results
    travel. With one job, or no more than one batch, everything runs in this process, unless the work must be kept
    `apart`: see the function of that name. Work that is `joined` is this process's too, which else only waits: one
    worker less copies what it touches. `tick(done, total)` is told of progress. What escapes from the work knows the
    `name` of its item (`workers.working_on`). Raises `BuildError` when a worker dies.
    """
    job = Job(work, list(items), name)
    here = not apart and (jobs <= 1 or len(job.items) <= batch)
    done = 0
    ranges = _ranges(len(job.items), batch)
    for results in _in_batches(job, ranges) if here else _pooled(job, jobs, ranges, joined=joined):
        done += len(results)
        tick(done, len(job.items))
        yield from results


@contextmanager
def begun(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int,
    *,
    batch: int = 1,
    lead: int = 0,
    joined: bool = False,
    name: Callable[[Item], str] = no_name,
) -> Iterator[Iterator[Result]]:
    """Let processes of their own begin with the work, and give the way to its results, in the order of the items.

    This process is free for other work until it asks for them, and gives no batch meanwhile: the first that each worker gets
    has `lead` items. What is left then ends with the block. The rest is as in `fan_out`, but no work is ever done by this process
    before it asks.
    """
    job = Job(work, list(items), name)
    ranges = _ranges(len(job.items), batch, lead, jobs - joined)
    with _under_way(job, jobs, ranges, joined=joined) as made:
        yield (result for results in made for result in results)


def apart(work: Callable[[Item], Result], item: Item, *, name: str = "") -> Result:
    """Return `work(item)`, computed in a process of its own.

    Meant for libraries that start threads: a process with threads can no longer be forked safely.
    """
    return next(_pooled(Job(work, [item], partial(_constant, name)), 1, [range(1)]))[0]


@contextmanager
def alongside(work: Callable[[], Result], jobs: int, name: str = "") -> Iterator["Pending[Result]"]:
    """Let a process of its own do some work during the block, and give the way to its result; with one job, that does it.

    Only where processes are forked: elsewhere all that the work looks at would have to travel.
    """
    job = Job(partial(_call, work), [None], partial(_constant, name))
    if jobs <= 1 or not forks():
        yield Pending(job, [])
        return
    with started(job, 1) as workers:
        workers[0].give(range(1))
        yield Pending(job, workers)


class Pending(Generic[Result]):
    """Work that a process of its own is at; called, it waits for the result. Without a process, the call does the work."""

    def __init__(self, job: Job[None, Result], workers: "list[Worker]") -> None:
        self._job, self._workers = job, workers
        self._made: dict[int, list[Result] | Failed] = {}

    def __call__(self) -> Result:
        while self._workers and not self._made:
            hear(self._workers, self._job, deque(), self._made)
        return _results(self._made.pop(0))[0] if self._workers else self._job.do(0)

    def is_at_work(self, seconds: float) -> bool:
        """Wait for so many seconds at most, and say whether the process is still at it; of one that died, the call tells."""
        end = time.monotonic() + seconds
        try:
            while self._workers and not self._made and (left := end - time.monotonic()) > 0:
                hear(self._workers, self._job, deque(), self._made, left)
        except BuildError:
            return False
        return bool(self._workers) and not self._made


def _call(work: Callable[[], Result], _: None) -> Result:
    return work()


def _constant(value: str, _: object) -> str:
    return value


def _ranges(count: int, batch: int, lead: int = 0, leading: int = 0) -> list[range]:
    """Return the numbers of the items of each batch: those of the first `leading` ones are as many as `lead`, if that is more."""
    found, start = list[range](), 0
    while start < count:
        size = max(batch, lead) if len(found) < leading else batch
        found.append(range(start, min(start + size, count)))
        start += size
    return found


def _in_batches(job: Job[Item, Result], ranges: Iterable[range]) -> Iterator[list[Result]]:
    for numbers in ranges:
        yield [job.do(number) for number in numbers]


def _pooled(
    job: Job[Item, Result], jobs: int, ranges: Sequence[range], *, joined: bool = False
) -> Iterator[list[Result]]:
    with _under_way(job, jobs, ranges, joined=joined) as made:
        yield from made


@contextmanager
def _under_way(
    job: Job[Item, Result], jobs: int, ranges: Sequence[range], *, joined: bool = False
) -> Iterator[Iterator[list[Result]]]:
    """Give every worker its first batch, and the way to the results of all."""
    left = deque(ranges)
    with started(job, min(jobs, len(ranges)) - joined) as workers:
        for worker in workers:
            worker.give(left.popleft())
        yield _awaited(job, ranges, left, workers, joined=joined)


def _awaited(
    job: Job[Item, Result], ranges: Iterable[range], left: deque[range], workers: Iterable[Worker], *, joined: bool
) -> Iterator[list[Result]]:
    made: dict[int, list[Result] | Failed] = {}
    ours = _our_part(job, left, made) if joined else iter(())
    for numbers in ranges:
        while numbers.start not in made:
            hear(workers, job, left, made, next(ours, None))
        yield _results(made.pop(numbers.start))  # in its turn: the first that fails is the same with any number of jobs


def _our_part(job: Job[Item, Result], left: deque[range], made: "dict[int, list[Result] | Failed]") -> Iterator[float]:
    """Do batches that are left, and yield after every small step for how many seconds the workers may be waited for: none."""
    due = time.monotonic() + _STEP
    while left:
        batch = left.pop()  # from the end: who works on neighbours copies less of the memory that all share
        results = []
        try:
            for number in batch:
                results.append(job.do(number))
                if time.monotonic() > due:
                    yield 0.0
                    due = time.monotonic() + _STEP
            made[batch.start] = results
        except Exception as error:  # noqa: BLE001 - it is raised again in its turn
            made[batch.start] = Failed(error)
        yield 0.0


def _results(outcome: "list[Result] | Failed") -> list[Result]:
    if isinstance(outcome, Failed):
        raise outcome.again()
    return outcome
