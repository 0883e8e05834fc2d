"""A copy of the program, so that neither its cache nor anyone editing it meets the measures."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-12-01"
"""The day of every build: after all that synthetic content was read on."""

_PARTS = ("oma_builder", "templates", "assets", "tests/benchmarks")
_LEFT = shutil.ignore_patterns("node_modules", "__pycache__")


def project_copy(folder: Path) -> Path:
    """Copy the program and the stages that benchmarks run into `folder`, and return it."""
    for name in _PARTS:
        shutil.copytree(ROOT / name, folder / name, ignore=_LEFT)
    shutil.copy2(ROOT / "build.py", folder)
    return folder
