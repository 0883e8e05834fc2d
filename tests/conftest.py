"""What every test may ask for: golden texts, and the option that renews them."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest_plugins = ["tests.browsing"]

Golden = Callable[[Path, str], None]
"""Compares a text with the file that holds what it should be."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare `--update-golden`: read the diff before committing it."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected texts instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return the comparison with a golden text, or its rewriting under `--update-golden`."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.is_file(), f"{file.name} is missing: run pytest --update-golden, then read it"
        assert text == file.read_text(encoding="utf-8")

    return compare
