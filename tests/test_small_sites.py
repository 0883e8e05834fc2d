"""Each small site of `tests/sites` says what it is made to say, and no other test asserts that."""

import pytest

from oma_builder.problems import as_text
from tests.built import SITES, full, small
from tests.conftest import Golden

pytestmark = pytest.mark.slow

SMALL = sorted(folder.name for folder in SITES.iterdir() if folder.is_dir() and folder.name != "full")


def test_the_full_site_has_the_faults_that_it_shows(golden: Golden, tmp_path_factory: pytest.TempPathFactory) -> None:
    told = "".join(f"{as_text(problem)}\n" for problem in full(tmp_path_factory).problems)
    golden(SITES / "full" / "golden" / "problems.txt", told)


@pytest.mark.parametrize("name", SMALL)
def test_a_small_site_is_built_without_a_problem(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert [as_text(problem) for problem in small(tmp_path_factory, name).problems] == []


def test_every_small_site_says_what_it_is_about() -> None:
    told = (SITES / "README.md").read_text(encoding="utf-8")
    assert [name for name in (*SMALL, "full") if f"| `{name}` |" not in told] == []
