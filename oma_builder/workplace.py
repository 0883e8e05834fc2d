"""Folders to work in, under the cache: gone at the end of the work, or, after a kill, with the next build.

Beside each lies the lock of its owner, which the system frees when that process dies, whatever it dies of. (The number of a
process is given to another one day.)
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from oma_builder.problems import as_build_error

_FOLDER = "travail"


@contextmanager
def work_folder(cache: Path) -> Iterator[Path]:
    """Give an empty folder of one's own for the time of the block. Raises `BuildError` when the disk refuses it."""
    place = cache / _FOLDER / secrets.token_hex(8)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(_lock(place)):  # before the folder: one without a lock is nobody's
            place.mkdir()
            try:
                yield place
            finally:
                _remove(place)
    except OSError as error:
        if refused := as_build_error(error):
            raise refused from error
        raise


def sweep(cache: Path) -> None:
    """Take away the folders whose owner has died; what cannot be taken away now waits for the next build."""
    with suppress(OSError):
        for place in {entry.with_suffix("") for entry in (cache / _FOLDER).iterdir()}:
            with suppress(OSError, Timeout), FileLock(_lock(place), timeout=0):
                _remove(place)


def _lock(place: Path) -> Path:
    return place.with_suffix(".lock")


def _remove(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    with suppress(OSError):  # Windows deletes no open file: the next build finds a lock without a folder
        _lock(place).unlink()
