"""What the system does with files: share, flush, exchange."""

import ctypes
import os
import shutil
import sys
from collections.abc import Collection
from pathlib import Path

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def keep(source: Path, place: Path) -> None:
    """Put a file at `place` as it is, without a second copy where the disk can."""
    try:
        os.link(source, place, follow_symlinks=False)
    except OSError:  # a disk without hard links, such as a USB key
        shutil.copy2(source, place, follow_symlinks=False)


_FEW = 8
"""Files for which the disk is not asked to write down what other programs have written meanwhile."""


def flush(folder: Path, files: Collection[Path]) -> None:
    """Wait until the disk holds what was written below `folder`: a power cut must not empty what is live.

    Linux does so for all files at once, in a fifth of the time.
    """
    sync = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None) if sys.platform == "linux" else None
    if sync is None or len(files) <= _FEW:
        for file in files:
            with file.open("rb+") as stream:
                os.fsync(stream.fileno())
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if sync(handle):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(handle)


def exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step where the system can (Linux); say whether it did."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done = rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE)
    return bool(done == 0)
