"""What a machine lacks is told in one French sentence, before anything of ours needs it."""

import ast
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import click
import pytest

from tests.tools import MINIMAL, ROOT

pytestmark = pytest.mark.slow

BUILD = ROOT / "build.py"
TOO_OLD = (
    "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0); runpy.run_path(sys.argv[1], run_name='__main__')"
)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a Python without any library."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder)
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def said(command: list[str | Path], cwd: Path = ROOT, **environment: str) -> str:
    """Run what must not start; return its one sentence."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False, env={**clean, **environment}
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1), done.stderr
    return done.stderr


@pytest.mark.parametrize("arguments", [[], ["check"], ["--help"], ["serve"]])
def test_without_libraries_it_says_what_to_type(bare: Path, arguments: list[str]) -> None:
    assert said([bare, BUILD, *arguments]) == (
        "Il manque la bibliothèque « click » : tapez « python -m pip install -r requirements.txt », "
        "puis relancez la commande.\n"
    )


def test_from_another_folder_the_command_names_the_file(bare: Path, tmp_path: Path) -> None:
    (typed,) = re.findall(r'-r "(.+)"', said([bare, BUILD, "check"], tmp_path))
    assert Path(typed).samefile(ROOT / "requirements.txt")


def test_a_library_that_is_needed_late_is_told_likewise(bare: Path, tmp_path: Path) -> None:
    """Who takes a newer version of the program may lack what it needs only now."""
    (tmp_path / "click").symlink_to(Path(click.__file__).parent)
    told = said([bare, BUILD, "check", "--content", MINIMAL], PYTHONPATH=str(tmp_path))
    assert re.match(r"Il manque la bibliothèque « (?!click)\w+ »", told)


@pytest.mark.parametrize("library", ["click", "pydantic"])
def test_a_library_that_does_not_load_sends_to_the_doctor(library: str, tmp_path: Path) -> None:
    """Windows so refuses a compiled file that it may not run; it is no bug of ours."""
    (tmp_path / f"{library}.py").write_text("raise ImportError('DLL load failed', name=__name__ + '._core')", "utf-8")
    told = said([sys.executable, BUILD, "check", "--content", MINIMAL], PYTHONPATH=str(tmp_path))
    assert told.startswith(
        f"La bibliothèque « {library} » est là, mais ne se charge pas : tapez « python build.py doctor »"
    )


def test_a_python_too_old_is_told() -> None:
    told = said([sys.executable, "-c", TOO_OLD, BUILD])
    assert told.startswith("Python 3.9 est trop ancien : installez Python 3.11 ou plus récent")


def test_an_old_python_can_read_what_tells_it() -> None:
    ast.parse(BUILD.read_text(encoding="utf-8"), feature_version=(3, 7))
