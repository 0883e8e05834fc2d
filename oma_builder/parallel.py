"""Fan-out of pure work over processes, in order."""

import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, TypeVar

from oma_builder.problems import BuildError

Item = TypeVar("Item")
Result = TypeVar("Result")

Tick = Callable[[int, int], None]


def no_tick(done: int, total: int) -> None:
    """Tell nobody."""


_shared_work: Callable[[Any], Any] | None = None  # set once in each worker process, never in ours


def _start_worker(work: Callable[[Any], Any]) -> None:
    global _shared_work  # noqa: PLW0603 - a worker process has no other place to keep its task
    _shared_work = work


def _run_batch(batch: Sequence[Any]) -> list[Any]:
    assert _shared_work is not None
    return [_shared_work(item) for item in batch]


def fan_out(
    work: Callable[[Item], Result], items: Iterable[Item], jobs: int, *, batch: int = 1, tick: Tick = no_tick
) -> Iterator[Result]:
    """Yield `work(item)` for each item, in the order of the items.

    `work` and its bound arguments reach each worker once (by fork on Linux, pickled elsewhere). With one
    job, or no more than one batch, everything runs in this process. `tick(done, total)` is told of progress.
    Raises `BuildError` when a worker dies.
    """
    listed = list(items)
    batches = [listed[start : start + batch] for start in range(0, len(listed), batch)]
    here = jobs <= 1 or len(batches) <= 1
    done = 0
    for results in map(partial(_map, work), batches) if here else _pooled(work, batches, min(jobs, len(batches))):
        done += len(results)
        tick(done, len(listed))
        yield from results


def apart(work: Callable[[Item], Result], item: Item) -> Result:
    """Return `work(item)`, computed in a process of its own.

    Meant for libraries that start threads: a process with threads can no longer be forked safely.
    """
    return next(iter(_pooled(work, [[item]], 1)))[0]


def _map(work: Callable[[Item], Result], batch: Sequence[Item]) -> list[Result]:
    return [work(item) for item in batch]


def _pooled(work: Callable[[Item], Result], batches: Sequence[Sequence[Item]], jobs: int) -> Iterator[list[Result]]:
    # Forking costs 20 ms where spawning costs 280; only Linux forks safely.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(jobs, context, _start_worker, (work,)) as pool:
        try:
            yield from pool.map(_run_batch, batches)
        except BrokenProcessPool as error:
            hint = "la mémoire manque peut-être : fermez des programmes, ou essayez --jobs 1"
            raise BuildError("un processus de travail s’est arrêté brutalement", hint) from error
        finally:
            pool.shutdown(cancel_futures=True)
