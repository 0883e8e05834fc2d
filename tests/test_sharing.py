"""What is costly is made once a run, whichever process asks first."""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tests.sharing import once


def made(folder: Path) -> int:
    """Say which process made it, slowly enough for others to ask meanwhile."""
    folder.mkdir()
    (folder / str(os.getpid())).touch()
    time.sleep(0.2)
    return os.getpid()


def asked(folder: Path) -> tuple[int, int]:
    return os.getpid(), once(folder, partial(made, folder))


def test_the_first_makes_it_and_the_others_read_it(tmp_path: Path) -> None:
    with ProcessPoolExecutor(3) as pool:
        askers, makers = zip(*pool.map(asked, [tmp_path / "thing"] * 3), strict=True)
    assert len(set(askers)) > 1
    assert len(set(makers)) == 1
    assert [file.name for file in (tmp_path / "thing").iterdir()] == [str(makers[0])]


def test_what_failed_is_made_anew_from_an_empty_folder(tmp_path: Path) -> None:
    folder = tmp_path / "thing"
    folder.mkdir()
    (folder / "half").touch()

    def fail() -> int:
        (tmp_path / "thing").mkdir()
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        once(folder, fail)
    once(folder, partial(made, folder))
    assert not (folder / "half").exists()
