"""The yearly report as files: asked for as an editor does, a page that needs nothing, an accessible PDF, tables that open in Excel."""

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser

from oma_builder.publish.target import MANIFEST
from tests.browsing import CUT_OFF, violations
from tests.built import FULL, TODAY, Page, text_of_pages
from tests.papers import (
    UA,
    bare,
    destinations,
    foreign_fonts,
    heading_levels,
    links_astray,
    run,
    structure,
    words_off_the_page,
)
from tests.sharing import once, place_of_run
from tests.tools import MINIMAL, ROOT, need

pytestmark = pytest.mark.slow

COMMAND = (sys.executable, ROOT / "build.py", "report", "--today", f"{TODAY}")

TABLES = (FULL.parent / "golden" / "bilan.txt").read_text(encoding="utf-8").count("\n## ")


def ask(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the full mini-site where no Git knows it: what a clone remembers differs."""
    place = place_of_run(tmp_path_factory) / "reported"
    return once(place, lambda: Path(shutil.copytree(FULL, place / "content")))


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory, content: Path) -> Path:
    """Return the report of the full mini-site, made once a run by the command line."""
    place = place_of_run(tmp_path_factory) / "report"

    def make() -> None:
        done = ask("--content", content, "--output", place)
        assert done.returncode == 0, done.stdout + done.stderr
        assert f"Une page, un PDF et {TABLES} tableaux en CSV" in done.stdout

    once(place, make)
    return place


@pytest.fixture
def page(folder: Path) -> Page:
    return Page((folder / "bilan-2026.html").read_text(encoding="utf-8"))


@pytest.fixture
def pdf(folder: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(folder / "bilan-2026.pdf") as opened:
        yield opened


def test_the_page_asks_nobody_and_runs_nothing(page: Page) -> None:
    assert not list(page.every("script", "link", "img", "iframe"))
    assert "url(" not in page.source
    assert "Exemple d’avertissement, en phase d’essai." in page.source
    policy = page.first("meta", **{"http-equiv": "Content-Security-Policy"})["content"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_each_table_has_its_caption_its_heads_and_its_file(page: Page, folder: Path) -> None:
    tables = len(list(page.every("table")))
    assert tables == len(list(page.every("caption"))) == len(list((folder / "tableaux").glob("*.csv"))) == TABLES
    assert all(head.get("scope") in ("col", "row") for _, head in page.every("th"))
    links = [link["href"] for _, link in page.every("a")]
    assert all((folder / link).is_file() for link in links if not link.startswith("#"))
    assert {link[1:] for link in links if link.startswith("#")} <= {*page.ids}


def test_each_drawing_is_named_and_stands_in_a_table_too(page: Page) -> None:
    drawings = [drawing for _, drawing in page.every("svg")]
    assert drawings
    assert all(drawing["role"] == "img" and "dans le tableau" in drawing["aria-label"] for drawing in drawings)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_accessible_and_fits_the_screen(browser: Browser, folder: Path, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type] # one of two
    )
    opened, asked = context.new_page(), []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto((folder / "bilan-2026.html").as_uri())
    assert violations(opened) == []
    assert opened.evaluate(CUT_OFF) == []
    assert len(asked) == 1
    context.close()


@pytest.mark.paper
def test_the_pdf_is_accessible_and_sound(folder: Path, pdf: pikepdf.Pdf) -> None:
    file = folder / "bilan-2026.pdf"
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", file)
    assert foreign_fonts(file) == []
    assert words_off_the_page(file) == []
    assert pdf.open_metadata()[UA] == "1"
    assert str(pdf.Root.Lang) == "fr-FR"
    levels = heading_levels(pdf)
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert links_astray(pdf) == []


@pytest.mark.paper
def test_its_contents_give_the_true_pages(folder: Path, pdf: pikepdf.Pdf) -> None:
    places = destinations(pdf)
    contents = bare(text_of_pages(folder / "bilan-2026.pdf")[0])
    for name, title in (("films", "Les films d’élèves"), ("methode", "Comment ce bilan est fait")):
        told = re.search(rf"{bare(title)}\.*(\d+)", contents)
        assert told
        assert int(told[1]) == places[f"bilan-{name}"]


@pytest.mark.paper
def test_the_pdf_says_what_the_page_says(folder: Path, page: Page, pdf: pikepdf.Pdf) -> None:
    whole = bare("".join(text_of_pages(folder / "bilan-2026.pdf")))
    for tag, text in page.texts:
        if tag in ("h2", "h3", "caption"):
            assert bare(text) in whole
    figures = [element for element in structure(pdf.Root.StructTreeRoot) if str(element.S) == "/Figure"]
    assert len(figures) == len(list(page.every("svg")))
    assert all(str(figure.Alt).startswith("Barres : ") for figure in figures)


def test_tables_open_in_a_french_spreadsheet(folder: Path) -> None:
    raw = (folder / "tableaux" / "recrutements-par-departement.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    lozere = next(row for row in rows if row["Département"] == "Lozère (48)")
    assert (lozere["Tous métiers (au moins)"], lozere["Tous métiers (au plus)"]) == ("25", "31")


def test_the_same_content_gives_the_same_bytes(folder: Path, content: Path, tmp_path: Path) -> None:
    assert ask("--content", content, "--output", tmp_path / "again").returncode == 0
    for file in folder.rglob("*.*"):
        if file.is_file() and not file.name.startswith("."):
            assert file.read_bytes() == (tmp_path / "again" / file.relative_to(folder)).read_bytes(), file.name


def test_what_changed_is_counted_from_the_commits_of_the_year(tmp_path: Path) -> None:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    git = (need("git"), "-C", content, "-c", "user.name=Exemple", "-c", "user.email=exemple@exemple.fr")
    stamp = {**os.environ, "GIT_COMMITTER_DATE": "2025-12-30T12:00:00+01:00"}
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "Exemple")):
        subprocess.run([*git, *command], check=True, capture_output=True, env=stamp)
    trade = content / "metiers" / "exemple.yaml"
    trade.write_text(trade.read_text("utf-8").replace("Un métier d'exemple.", "Une accroche neuve."), encoding="utf-8")
    for year, between in (
        ("2026", "du 30 décembre 2025 et celui du 23 novembre 2026"),
        ("2025", "ne remonte pas au 1er"),
    ):
        assert ask("--content", content, "--output", tmp_path / year, "--year", year).returncode == 0
        text = (tmp_path / year / f"bilan-{year}.html").read_text(encoding="utf-8")
        assert between in text
        assert ("0 métier ajouté, 0 métier retiré, 1 métier reformulé" in text) is (year == "2026")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--year", "2031"), "donnez une année de 2021 à 2026"),
        (("--year", "1999"), "donnez une année de 2021 à 2026"),
        (("--since", "01/01/2026"), "« 01/01/2026 » n’est pas une date comme 2026-01-01"),
        (("--since", "2026-12-31"), "donnez un jour de 2026, ou d’avant, et déjà venu"),
        (("--year", "2025", "--since", "2026-02-01"), "donnez un jour de 2025, ou d’avant, et déjà venu"),
    ],
)
def test_what_no_report_can_be_of_is_refused(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    done = ask("--content", MINIMAL, "--output", tmp_path / "out", *arguments)
    assert done.returncode == 2
    assert told in done.stdout + done.stderr
    assert not (tmp_path / "out").exists()


def test_with_a_mistake_in_the_content_nothing_is_written(tmp_path: Path) -> None:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    (content / "metiers" / "exemple.yaml").write_text("titre: faux\n", encoding="utf-8")
    done = ask("--content", content, "--output", tmp_path / "out")
    assert done.returncode == 1
    assert "le bilan n’a pas été fait" in done.stdout
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("place", [".", "bilan"])
def test_the_folder_of_a_site_is_never_taken(tmp_path: Path, place: str) -> None:
    for name in (MANIFEST, "index.html"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    done = ask("--content", MINIMAL, "--output", tmp_path / place)
    assert done.returncode == 2
    assert "c’est le site" in done.stdout + done.stderr
    assert {file.name for file in tmp_path.iterdir()} == {MANIFEST, "index.html"}


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("à garder", encoding="utf-8")
    done = ask("--content", MINIMAL, "--output", tmp_path)
    assert done.returncode == 2
    assert "est refusé" in done.stdout + done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]
