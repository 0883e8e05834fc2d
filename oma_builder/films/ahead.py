"""Work that is done in a thread of its own, some steps ahead of who uses it: FFmpeg frees Python while it works."""

import queue
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")


@contextmanager
def ahead(items: Iterable[Item], room: int) -> Iterator[Iterator[Item]]:
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

    def _put(found: tuple[Item | None, BaseException | None, bool]) -> bool:
        while not is_over.is_set():
            try:
                ready.put(found, timeout=0.1)
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
