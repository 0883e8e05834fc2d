"""Work in threads: some steps ahead of who uses it, or side by side. FFmpeg frees Python while it works."""

import queue
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")

_PATIENCE = 0.1
"""Seconds after which a thread that waits looks whether it waits in vain."""
_END, _CUT = object(), object()


class _CutError(Exception):
    """Whoever gave the items has failed: what they were to become must not be taken for whole."""


@contextmanager
def ahead(items: Generator[Item, None, None], room: int) -> Iterator[Iterator[Item]]:
    """Give the items, made at most `room` ahead; what making them raises is raised where they are used.

    On leaving, the thread stops at its next item and has ended.
    """
    ready: queue.Queue[tuple[Item | None, BaseException | None, bool]] = queue.Queue(room)
    is_over = threading.Event()

    def make() -> None:
        try:
            for item in items:
                if not _put((item, None, False)):
                    return
            _put((None, None, True))
        except BaseException as error:  # noqa: BLE001 - it is raised again, in the thread that waits for it
            _put((None, error, True))
        finally:
            items.close()

    def _put(found: tuple[Item | None, BaseException | None, bool]) -> bool:
        while not is_over.is_set():
            try:
                ready.put(found, timeout=_PATIENCE)
            except queue.Full:
                continue
            return True
        return False

    def given() -> Iterator[Item]:
        while True:
            item, error, is_last = ready.get()
            if error:
                raise error
            if is_last:
                return
            yield item  # type: ignore[misc] # None only beside an error or the end

    worker = threading.Thread(target=make, daemon=True)
    worker.start()
    try:
        yield given()
    finally:
        is_over.set()
        worker.join()


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
