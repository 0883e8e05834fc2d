"""What several test files share: outside tools that may be missing, and the minimal site."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from oma_builder.content import spelling
from oma_builder.content.spelling import Dictionary

ROOT = Path(__file__).resolve().parent.parent
MINIMAL = ROOT / "tests" / "sites" / "minimal" / "content"


def need(*names: str) -> str:
    """Return the path of an outside tool, by any of its names; without it the test skips, or fails on the CI machine."""
    return next(filter(None, map(shutil.which, names)), None) or missing(f"{names[0]} is not installed")


def chromium() -> str:
    """Return the path of Chromium: where the system has it, the same browser without its windows, which takes a third."""
    return need("chromium-headless-shell", "chromium")


def node_package(name: str) -> Path:
    """Return the folder of a package of `tests/node`; without it the test is skipped, or fails on the CI machine."""
    folder = ROOT / "tests" / "node" / "node_modules" / name
    return folder if folder.is_dir() else missing(f"{name} is not installed: npm ci --prefix tests/node")


def missing(reason: str) -> NoReturn:
    """Skip the test, or fail it on the CI machine, where everything must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def need_french() -> Dictionary:
    """Return the French dictionary; without it the test is skipped, or fails on the CI machine."""
    return spelling.french() or missing("PyEnchant or the French dictionary is not installed (Debian: hunspell-fr)")


def workshop(folder: Path, cache: Path | None = None) -> Path:
    """Return `folder` made into a project root of its own: our templates and assets, a cache apart or shared with others."""
    folder.mkdir(exist_ok=True)
    for name in ("templates", "assets"):
        (folder / name).symlink_to(ROOT / name)
    if cache:
        cache.mkdir(exist_ok=True)
        (folder / ".cache").symlink_to(cache)
    return folder


def search_scripts() -> list[Path]:
    """Return the scripts of the search, in the order in which the site bundles them."""
    return sorted((ROOT / "assets" / "js" / "search").glob("*.js"))
