"""Fan-out of pure work over processes, in order."""

import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from oma_builder.problems import BuildError

Item = TypeVar("Item")
Result = TypeVar("Result")

Tick = Callable[[int, int], None]


def no_tick(done: int, total: int) -> None:
    """Tell nobody."""


_task: tuple[Callable[[Any], Any], Sequence[Any]] | None = None  # set once in each worker process, never in ours


def _start_worker(work: Callable[[Any], Any], items: Sequence[Any]) -> None:
    global _task  # noqa: PLW0603 - a worker process has no other place to keep its task
    _task = work, items


def _run_range(start: int, stop: int) -> list[Any]:
    assert _task is not None
    work, items = _task
    return [work(item) for item in items[start:stop]]


def fan_out(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int,
    *,
    batch: int = 1,
    apart: bool = False,
    tick: Tick = no_tick,
) -> Iterator[Result]:
    """Yield `work(item)` for each item, in the order of the items.

    `work` and the items reach each worker once (inherited by fork on Linux, pickled elsewhere); only results
    travel. With one job, or no more than one batch, everything runs in this process, unless the work must be kept
    `apart`: see the function of that name. `tick(done, total)` is told of progress. Raises `BuildError` when a worker dies.
    """
    listed = list(items)
    here = not apart and (jobs <= 1 or len(listed) <= batch)
    done = 0
    for results in _in_batches(work, listed, batch) if here else _pooled(work, listed, jobs, batch):
        done += len(results)
        tick(done, len(listed))
        yield from results


def apart(work: Callable[[Item], Result], item: Item) -> Result:
    """Return `work(item)`, computed in a process of its own.

    Meant for libraries that start threads: a process with threads can no longer be forked safely.
    """
    return next(iter(_pooled(work, [item], 1, 1)))[0]


def _in_batches(work: Callable[[Item], Result], items: Sequence[Item], batch: int) -> Iterator[list[Result]]:
    for start in range(0, len(items), batch):
        yield [work(item) for item in items[start : start + batch]]


def _pooled(work: Callable[[Item], Result], items: Sequence[Item], jobs: int, batch: int) -> Iterator[list[Result]]:
    # Forking costs 20 ms where spawning costs 280; only Linux forks safely.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    starts = range(0, len(items), batch)
    if not starts:
        return
    with ProcessPoolExecutor(min(jobs, len(starts)), context, _start_worker, (work, items)) as pool:
        try:
            yield from pool.map(_run_range, starts, (start + batch for start in starts))
        except BrokenProcessPool as error:
            hint = "la mémoire manque peut-être : fermez des programmes, ou essayez --jobs 1"
            raise BuildError("un processus de travail s’est arrêté brutalement", hint) from error
        finally:
            pool.shutdown(cancel_futures=True)
