"""One command at a time on a folder: the system frees the lock of a process that died."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from oma_builder.problems import BuildError


@contextmanager
def alone(place: Path, owner: Path, busy: Callable[[str], BuildError]) -> Iterator[None]:
    """Hold the lock `place`, and the number of this process in `owner`, for the time of the block.

    Raises what `busy` makes of the number of the process that holds it.
    """
    lock = FileLock(place, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        pid = "inconnu"
        with suppress(OSError):  # the other may end, and take its number away, at this very moment
            pid = owner.read_text(encoding="ascii")
        raise busy(pid) from error
    try:
        owner.write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        # Taken away while it is still held: afterwards it may already be another's lock.
        for file in (owner, place):
            with suppress(OSError):  # Windows deletes no open file: the lock stays there, empty and free
                file.unlink(missing_ok=True)
        lock.release()
