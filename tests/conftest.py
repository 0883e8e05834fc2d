"""What every test may ask for: golden texts, the option that renews them, the order of tests, and how Hypothesis works."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# What helpers assert is told as fully as what tests do.
HELPERS = {file.stem for file in Path(__file__).parent.glob("[!_]*.py")} - {"conftest"}
pytest.register_assert_rewrite(*(f"tests.{name}" for name in sorted(HELPERS)))

settings.register_profile(
    "oma",
    # In CI the same examples every time: a change turns red by its own doing.
    settings.get_profile("ci" if os.environ.get("CI") else "default"),
    # A loaded machine is no fault of a test's, and our builds are slower than what Hypothesis expects.
    deadline=None,
    suppress_health_check=[HealthCheck.data_too_large, HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("oma")

pytest_plugins = ["tests.browsing"]

Golden = Callable[[Path, str], None]
"""Compares a text with the file that holds what it should be."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare `--update-golden`: read the diff before committing it."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected texts instead of comparing")


SLOWEST = ("browser", "paper", "film", "slow")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put slow tests first: quick ones fill the workers up to the end."""
    items.sort(key=lambda item: next((at for at, name in enumerate(SLOWEST) if item.get_closest_marker(name)), 9))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return the comparison with a golden text, or its rewriting under `--update-golden`."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.is_file(), f"{file.name} is missing: run pytest --update-golden, then read it"
        assert text == file.read_text(encoding="utf-8")

    return compare
