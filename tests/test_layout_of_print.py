"""Trades on their pages: spreads that open on the left, and how much of a trade is too long."""

import re
import shutil
from pathlib import Path

import pytest

from oma_builder.print.forms import FORMS, SHEET
from oma_builder.printing import Prints, print_apart
from oma_builder.problems import Problem
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.built import TODAY, text_of_pages
from tests.tools import MINIMAL, workshop

pytestmark = [pytest.mark.paper, pytest.mark.slow]

SENTENCE = "Exemple de phrase, qui prend une ligne entière de la fiche une fois imprimée dans le guide. "


def with_day(folder: Path, paragraphs: int) -> Project:
    """Return a copy of the minimal site whose trade tells a day of so many paragraphs."""
    content = Path(shutil.copytree(MINIMAL, folder / "content"))
    file = content / "metiers" / "exemple.yaml"
    told = "\n\n".join(f"  {SENTENCE}" for _ in range(paragraphs))
    text, found = re.subn(r"journee: \|\n(?:  .*\n|\n)+", f"journee: |\n{told}\n", file.read_text("utf-8"))
    assert found == 1
    file.write_text(text, encoding="utf-8")
    return Project(workshop(folder / "project"), content, folder / "out", TODAY)


def printed(project: Project, edition: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the text of each page of an edition, none where it has an error, and its problems."""
    files, problems = print_apart(project, Prints(edition), silent)
    if not files:
        return (), problems
    project.output.mkdir(exist_ok=True)
    (project.output / "made.pdf").write_bytes(files[0].content)
    return text_of_pages(project.output / "made.pdf"), problems


@pytest.mark.parametrize("paragraphs", [50, 55])
def test_a_trade_of_two_pages_is_seen_at_once(tmp_path: Path, paragraphs: int) -> None:
    pages, problems = printed(with_day(tmp_path, paragraphs), "ecran")
    assert problems == ()
    start = next(at for at, text in enumerate(pages, 1) if "Ce que tu feras" in text)
    assert start % 2 == 0
    assert "Fiche relue le" in pages[start]
    assert ["Mes notes" in text for text in pages].count(True) == 1
    assert "Mes notes" in pages[start - 2]  # its opening page is on the left, too


def test_what_does_not_fit_says_how_much_to_cut_and_then_fits(tmp_path: Path) -> None:
    _, (problem,) = printed(with_day(tmp_path / "long", 130), "ecran")
    assert (problem.code, problem.path) == ("fiche-trop-longue", "content/metiers/exemple.yaml")
    assert "prend 3 pages" in problem.message or "prend 4 pages" in problem.message
    asked = int(re.search(r"d’environ (\d+) signes", problem.hint)[1])  # type: ignore[index]
    spared = -(-asked * 11 // 10 // len(SENTENCE))  # no editor cuts to the letter
    assert spared < 100
    pages, problems = printed(with_day(tmp_path / "cut", 130 - spared), "ecran")
    assert problems == ()
    assert pages


def test_a_trade_of_one_page_needs_no_notes(tmp_path: Path) -> None:
    pages, problems = printed(with_day(tmp_path, 20), "ecran")
    assert problems == ()
    assert "Mes notes" not in "".join(pages)


def test_a_sheet_alone_has_two_sides_and_no_page_of_notes(tmp_path: Path) -> None:
    pages, problems = printed(with_day(tmp_path, 50), "fiche")
    assert problems == ()
    assert len(pages) == SHEET.most
    assert "Mes notes" not in "".join(pages)


def test_every_form_gives_a_trade_room_enough() -> None:
    for form in FORMS.values():
        assert form.fit.aim <= form.fit.most
        assert list(form.fit.sizes) == sorted(form.fit.sizes, reverse=True)
        assert min(form.fit.sizes) >= 8
