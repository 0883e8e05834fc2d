"""The benchmarks' synthetic content is valid, and the same bytes every time; every benchmark still runs."""

import datetime
import os
import re
import subprocess
import sys
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from oma_builder.content.loader import load
from oma_builder.content.schema import KINDS
from oma_builder.guide import routes
from oma_builder.guide.linker import link
from oma_builder.pipeline import build, read
from oma_builder.problems import as_text
from oma_builder.progress import Clock, silent
from oma_builder.project import Project
from tests.benchmarks import bare, films, national, peer_sites, search
from tests.benchmarks.hugo_site import SPARED, compared, hugo_binary, write_site
from tests.benchmarks.synthetic import documents, title, write_content
from tests.benchmarks.weasy_guide import guide_html
from tests.tools import need

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("count", [1, 12, 60])
def test_content_is_valid_without_a_warning(tmp_path: Path, count: int) -> None:
    folder = tmp_path / "content"
    write_content(folder, count)
    project = Project(ROOT, folder, tmp_path / "public", datetime.date(2026, 12, 1), strict=True)
    _, problems = read(project, Clock(silent))
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


def test_every_kind_of_document_is_there(tmp_path: Path) -> None:
    write_content(tmp_path, 12)
    written = {
        kind.name for kind in KINDS if not kind.written_by
    }  # what the program alone writes is not content to build
    assert {folder.name for folder in tmp_path.iterdir() if folder.is_dir()} == written | {"images"}


@pytest.mark.parametrize(
    ("count", "formations", "offers", "campuses", "events"),
    [(1, 6, 1, 1, 1), (12, 36, 3, 1, 1), (100, 258, 25, 12, 3), (1_000, 258, 250, 12, 21)],
)
def test_what_surrounds_the_trades_grows_with_them(
    count: int, formations: int, offers: int, campuses: int, events: int
) -> None:
    made = documents(count, "oma")
    sizes = [len(made[kind]) for kind in ("formations", "accueils", "campus", "evenements")]
    assert sizes == [formations, offers, campuses, events]


def test_weasyprint_gets_every_trade_and_diploma(tmp_path: Path) -> None:
    """A change of our model must not leave the comparison behind."""
    write_content(tmp_path, 12)
    corpus, _ = load(tmp_path, 1)
    guide, _ = link(corpus, datetime.date(2026, 12, 1))
    assert guide is not None
    html = guide_html(guide, ROOT / "assets")
    shown = {f"metier-{metier.id}" for metier in guide.metiers} | {f"formations-{one.id}" for one in guide.formations}
    assert [place for place in sorted(shown) if f'id="{place}"' not in html] == []
    broken = set(re.findall(r'href="#([^"]+)"', html)) - set(re.findall(r'id="([^"]+)"', html))
    assert broken == set()


SHORTER = {f"{name}.html" for name in ("guides", "index", "metiers", "territoires")}
"""Single pages of which Hugo makes the lists, and is spared the filters, the search field and the doors around them."""


def test_hugo_makes_our_pages_with_our_words(tmp_path: Path) -> None:
    """A change of our templates must not leave the comparison behind: same pages, more than eight words of ten in common."""
    write_content(tmp_path / "content", 12)
    write_site(tmp_path / "content", tmp_path / "hugo", ROOT / "assets")
    subprocess.run([hugo_binary(), "--panicOnWarning", "--quiet"], cwd=tmp_path / "hugo", check=True)
    project = Project(ROOT, tmp_path / "content", tmp_path / "public", datetime.date(2026, 12, 1), with_pdf=False)
    build(project, silent)
    ours, theirs = (words(folder) for folder in (tmp_path / "public", tmp_path / "hugo" / "public"))
    assert len([*(tmp_path / "public" / routes.SHORT).rglob("*.html")]) == 12
    assert all((tmp_path / "public" / name).is_file() for name in SPARED)
    assert ours.keys() == theirs.keys()
    assert [
        name for name in theirs.keys() - SHORTER if (ours[name] & theirs[name]).total() < 0.85 * ours[name].total()
    ] == []


def words(site: Path) -> dict[str, Counter[str]]:
    """Return the words of the main part of each page that is compared."""
    found = {}
    for name, path in compared(site).items():
        main = re.search(r"<main.*?</main>", path.read_text(encoding="utf-8"), re.DOTALL)
        assert main, name
        found[name] = Counter(re.findall(r"\w+", unescape(re.sub(r"<[^>]+>", " ", main.group()))))
    return found


@pytest.mark.parametrize("frame", peer_sites.FRAMES, ids=lambda frame: frame.name)
def test_the_other_peers_get_our_pages_with_our_words(tmp_path: Path, frame: peer_sites.Frame) -> None:
    """A change of our model must not leave the comparison behind, even where no peer is installed.

    The templates that all three share are filled here as Pelican and MkDocs would: same pages, four words of five in common.
    """
    write_content(tmp_path / "content", 12)
    peer_sites.write_site(frame, tmp_path / "content", tmp_path / frame.name, ROOT / "assets")
    project = Project(ROOT, tmp_path / "content", tmp_path / "public", datetime.date(2026, 12, 1), with_pdf=False)
    build(project, silent)
    ours = {name: count for name, count in words(tmp_path / "public").items() if name not in peer_sites.SPARED}
    bare.write(tmp_path / frame.name, frame, tmp_path / "theirs", lambda work, items: [*map(work, items)])
    theirs = words(tmp_path / "theirs")
    assert ours.keys() == theirs.keys()
    poor = [
        name
        for name in theirs
        if name.startswith("metiers/") and (ours[name] & theirs[name]).total() < 0.8 * ours[name].total()
    ]
    assert poor == []


def test_films_are_timed(capsys: pytest.CaptureFixture[str]) -> None:
    films.main(["--seconds", "1", "--records", "3", "--runs", "1"])
    told = capsys.readouterr().out
    assert told.startswith("3 films by their records")
    assert len(re.findall(r"^ratio of pairs +\d", told, re.MULTILINE)) == 2


def test_the_search_is_timed(capsys: pytest.CaptureFixture[str]) -> None:
    need("chromium")  # which the benchmark itself looks for
    search.main(["--trades", "12", "--alone"])
    assert re.match(r"12 trades, \d+ questions, .*\nours \(MiniSearch\) +median +\d", capsys.readouterr().out)


def test_a_national_guide_is_built_and_weighed(capsys: pytest.CaptureFixture[str]) -> None:
    national.main([str(ROOT / "tests" / "rome"), "--trades", "3", "--no-pdf"])
    told = capsys.readouterr().out
    assert "aucun problème" in told
    assert re.search(r"^3 trades: \d+\.\d s, \d+\.\d s of processors, [1-9]\d* MiB", told, re.MULTILINE)
    assert re.search(r"^ZIP +1 files +\d+\.\d MB, the largest 0\.[1-9]", told, re.MULTILINE)


def test_every_benchmark_is_run_here() -> None:
    """What nobody runs stops working in silence."""
    commands = {
        path.stem
        for path in (ROOT / "tests" / "benchmarks").glob("*.py")
        if "argparse.ArgumentParser(" in path.read_text(encoding="utf-8")
    }
    # What `peers` does needs the network: CI runs it before the tests.
    assert commands == {"films", "image_stage", "national", "pdf_stage", "peers", "run", "search", "synthetic"}
