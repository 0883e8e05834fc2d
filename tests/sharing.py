"""What is costly to make is made once a run, by the first of its processes that asks; the others wait, and read it."""

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock

T = TypeVar("T")

CACHE = "cache"
"""Of the builds and prints that are made once a run, in its folder: what one of them has printed is not printed again."""


def place_of_run(places: pytest.TempPathFactory) -> Path:
    """Return the folder that all processes of a run share; each has one of its own in there."""
    own = places.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def once(folder: Path, make: Callable[[], T]) -> T:
    """Return what `make` gives and keep it beside `folder`, which it may fill; what fails is tried again by the next."""
    kept = folder.with_name(f"{folder.name}.kept")
    with FileLock(kept.with_suffix(".lock")):
        if kept.is_file():
            value: T = pickle.loads(kept.read_bytes())  # noqa: S301 - we wrote it, in this run
            return value
        shutil.rmtree(folder, ignore_errors=True)
        value = make()
        kept.write_bytes(pickle.dumps(value))
        return value
