"""The benchmarks' synthetic content: valid, and the same bytes every time."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

from oma_builder.content.loader import load
from oma_builder.guide.linker import link
from oma_builder.pipeline import Project, check
from oma_builder.problems import as_text
from oma_builder.progress import silent
from tests.benchmarks.hugo_site import write_site
from tests.benchmarks.synthetic import title, write_content
from tests.benchmarks.weasy_guide import guide_html

ROOT = Path(__file__).resolve().parent.parent


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("count", [1, 12, 60])
def test_content_is_valid_without_a_warning(tmp_path: Path, count: int) -> None:
    folder = tmp_path / "content"
    write_content(folder, count)
    project = Project(ROOT, folder, tmp_path / "public", datetime.date(2026, 12, 1), strict=True)
    _, problems = check(project, silent)
    assert [as_text(problem) for problem in problems] == []
    assert len([*(folder / "metiers").iterdir()]) == count


@pytest.mark.parametrize("count", [1, 12, 60])
def test_same_arguments_give_same_bytes_in_any_process(tmp_path: Path, count: int) -> None:
    write_content(tmp_path / "here", count)
    command = [sys.executable, "-m", "tests.benchmarks.synthetic", str(tmp_path / "there"), str(count)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "1234"}, check=True)
    assert files(tmp_path / "here") == files(tmp_path / "there")


def test_another_seed_gives_other_trades_with_the_same_names(tmp_path: Path) -> None:
    write_content(tmp_path / "a", 12, seed="a")
    write_content(tmp_path / "b", 12, seed="b")
    first, second = files(tmp_path / "a"), files(tmp_path / "b")
    assert first.keys() == second.keys()
    assert all(first[name] != second[name] for name in first if name.startswith("metiers/"))


def test_titles_never_repeat() -> None:
    assert len({title(index) for index in range(30_000)}) == 30_000


def test_both_peers_get_every_trade(tmp_path: Path) -> None:
    """A change of our model must not leave the comparison behind."""
    write_content(tmp_path / "content", 12)
    corpus, _ = load(tmp_path / "content", 1)
    guide, _ = link(corpus, datetime.date(2026, 12, 1))
    assert guide is not None
    html = guide_html(guide, ROOT / "assets")
    assert [metier.id for metier in guide.metiers if f'id="metier-{metier.id}"' not in html] == []
    write_site(tmp_path / "content", tmp_path / "hugo", ROOT / "assets")
    assert len(list((tmp_path / "hugo" / "content" / "metiers").glob("*.md"))) >= len(guide.metiers)
