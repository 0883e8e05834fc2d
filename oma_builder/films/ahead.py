"""Work in threads: some steps ahead of who uses it, or side by side. FFmpeg frees Python while it works."""

import queue
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")

_PATIENCE = 0.1
"""Seconds after which a thread that waits looks whether it waits in vain."""
_END, _CUT = object(), object()


@dataclass(frozen=True, slots=True)
class _Failed:
    error: BaseException


class _CutError(Exception):
    """Whoever gave the items has failed: what they were to become must not be taken for whole."""


@contextmanager
def ahead(items: Generator[Item, None, None], room: int) -> Iterator[Iterator[Item]]:
    """Give the items, made at most `room` ahead; what making them raises is raised where they are used.

    On leaving, the thread stops at its next item and has ended.
    """
    ready: queue.Queue[Any] = queue.Queue(room)
    is_over = threading.Event()
    worker = threading.Thread(target=_make, args=(items, ready, is_over), daemon=True)
    worker.start()
    try:
        yield _taken(ready)
    finally:
        is_over.set()
        worker.join()


def _make(items: Generator[Any, None, None], ready: queue.Queue[Any], is_over: threading.Event) -> None:
    try:
        for item in items:
            if not _put(item, ready, is_over):
                return
        _put(_END, ready, is_over)
    except BaseException as error:  # noqa: BLE001 - it is raised again, in the thread that waits for it
        _put(_Failed(error), ready, is_over)
    finally:
        items.close()


def _put(item: object, ready: queue.Queue[Any], is_over: threading.Event) -> bool:
    """Put an item into a queue, unless nobody takes from it any more; say which."""
    while not is_over.is_set():
        with suppress(queue.Full):
            ready.put(item, timeout=_PATIENCE)
            return True
    return False


def _taken(ready: queue.Queue[Any]) -> Iterator[Any]:
    while (item := ready.get()) is not _END:
        if isinstance(item, _Failed):
            raise item.error
        yield item


def side_by_side(
    groups: Iterable[tuple[int, Iterable[Item]]], work: Callable[[int, Iterator[Item]], Made], workers: int, room: int
) -> dict[int, Made]:
    """Return what `work` makes of each group, by its number; `workers` are at work at once, each with a thread.

    At most `room` items of a group wait. Raises what the groups raise, or the work; a group that broke off is not made.
    """
    made: dict[int, Future[Made]] = {}
    with ThreadPoolExecutor(workers) as pool:
        for number, items in groups:
            feed: queue.Queue[Any] = queue.Queue(room)
            made[number] = pool.submit(work, number, _fed(feed))
            last = _CUT
            try:
                for item in items:
                    _hand(item, feed, made[number])
                last = _END
            finally:
                _hand(last, feed, made[number])
    return {number: found.result() for number, found in made.items()}


def _fed(feed: queue.Queue[Any]) -> Iterator[Any]:
    while (item := feed.get()) is not _END:
        if item is _CUT:
            raise _CutError
        yield item


def _hand(item: object, feed: queue.Queue[Any], user: Future[Any]) -> None:
    """Put an item into a queue, or raise what its user has died of."""
    while True:
        try:
            return feed.put(item, timeout=_PATIENCE)
        except queue.Full:
            if user.done():
                user.result()
