"""The bound book as a printer binds and prints it: folds, spine, back cover, condition, black, hairlines."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Name

from oma_builder.prepress.inks import PROFILE
from oma_builder.prepress.press import spine
from tests.built import FULL, TODAY
from tests.papers import bare, run
from tests.press_reading import MM, boxes
from tests.printed import Print, Source, printed, source
from tests.tools import ROOT, workshop
from tests.type_reading import letters

pytestmark = [pytest.mark.paper, pytest.mark.slow]

BLACK = (0.0, 0.0, 0.0, 1.0)


@pytest.fixture(scope="module")
def glued(tmp_path_factory: pytest.TempPathFactory) -> Print:
    """Return one trade of each sector: the templates are the same for all, the colours are the sectors'."""
    given = source(tmp_path_factory, "real-approved")
    trades = tuple(sector.metiers[0].id for sector in given.guide.sectors if sector.metiers)
    return printed(given, "selection", trades, "presse")


@pytest.fixture(scope="module")
def stapled(tmp_path_factory: pytest.TempPathFactory) -> Print:
    """Return the mini-site on uncoated paper, stapled, with the profile of a printer."""
    place = workshop(tmp_path_factory.mktemp("stapled"))
    content = Path(shutil.copytree(FULL, place / "content"))
    (place / "assets").unlink()
    shutil.copytree(ROOT / "assets", place / "assets")
    (place / "assets" / "icc" / "imprimeur.icc").write_bytes((ROOT / "assets" / PROFILE).read_bytes())
    site = content / "site.yaml"
    told = site.read_text(encoding="utf-8")
    for usual, asked in (("colle", "agrafes"), ("FOGRA39\n", "FOGRA52\n"), ("FOGRA39L_coated.icc", "imprimeur.icc")):
        assert usual in told
        told = told.replace(usual, asked)
    site.write_text(told, encoding="utf-8")
    return printed(Source(content, TODAY, place), "presse")


def folds(cover: Path) -> list[float]:
    """Return where a cover has marks of folds, in millimetres from the left of its trim."""
    (page,) = boxes(cover.read_bytes())
    with pikepdf.open(cover) as document:
        (drawn,) = (form for name, form in document.pages[0].Resources.XObject.items() if name.startswith("/CropMarks"))
        _, dashed, after = drawn.read_bytes().decode().partition("] 0 d")
    return (
        sorted(
            {round((float(x) - page["Trim"][0]) / MM, 1) for x in re.findall(r"^([\d.]+) \S+ m", after, re.MULTILINE)}
        )
        if dashed
        else []
    )


def test_the_folds_of_a_glued_cover_are_those_of_its_spine(glued: Print) -> None:
    cover = boxes(glued.files[1].read_bytes())[0]["Trim"]
    width = (cover[2] - cover[0]) / MM
    assert folds(glued.files[1]) == pytest.approx([210, width - 210], abs=0.1)
    with pikepdf.open(glued.files[0]) as document:
        assert not any(
            b"] 0 d" in form.read_bytes() for form in document.pages[0].Resources.XObject.values() if "/BBox" in form
        )


def test_a_stapled_cover_has_one_fold_and_no_spine(stapled: Print) -> None:
    cover = boxes(stapled.files[1].read_bytes())[0]["Trim"]
    assert (cover[2] - cover[0]) / MM == pytest.approx(420, abs=0.02)
    assert folds(stapled.files[1]) == [210]


def test_the_spine_counts_the_cover_where_the_printer_does() -> None:
    assert spine(100, 0.1) == pytest.approx(5)
    assert spine(100, 0.1, cover=0.6) == pytest.approx(5.6)


def test_the_condition_is_that_of_the_printer(stapled: Print) -> None:
    for file in stapled.files:
        with pikepdf.open(file) as document:
            (intent,) = document.Root.OutputIntents
            assert intent.OutputConditionIdentifier == "FOGRA52"
            assert "uncoated" in str(intent.OutputCondition)


def test_the_back_says_what_is_inside_how_to_read_it_and_who_made_it(glued: Print) -> None:
    guide = glued.source.guide
    told = bare(run("pdftotext", "-raw", glued.files[1], "-"))
    assert len(guide.sectors) == 12
    for words in (
        *(sector.name for sector in guide.sectors),
        "Comment lire ce guide",
        guide.site.publisher,
        guide.site.licence,
    ):
        assert bare(words) in told, words


def shown(page: pikepdf.Page) -> Iterator[tuple[tuple[float, ...], bool, float]]:
    """Yield, of each run of text of a page itself, its inks, whether it overprints, and its size."""
    stack: list[Any] = []
    colour, overprints, size = BLACK, False, 0.0
    for instruction in pikepdf.parse_content_stream(page):
        operator, given = str(instruction.operator), instruction.operands
        if operator == "q":
            stack.append((colour, overprints))
        elif operator == "Q":
            colour, overprints = stack.pop()
        elif operator in ("k", "scn", "sc") and len(given) == 4:
            colour = tuple(map(float, given))
        elif operator == "gs":
            overprints = bool(page.Resources.ExtGState[given[0]].get("/op", False))
        elif operator == "Tf":
            size = float(given[1])
        elif operator in ("Tj", "TJ"):
            yield colour, overprints, size


def test_black_text_overprints_and_nothing_else_does(glued: Print) -> None:
    with pikepdf.open(glued.pdf) as document:
        runs = [found for page in document.pages[::3] for found in shown(page)]
        states = [page.Resources.ExtGState["/TextOverprint"] for page in document.pages if "/Font" in page.Resources]
    assert len(runs) > 1000
    assert [found for found in runs if (found[0] == BLACK) != found[1]] == []
    assert all((state.get(Name.op), int(state.OPM)) == (True, 1) for state in states)


def test_small_text_is_full_black_or_light_on_a_ground(glued: Print) -> None:
    with pikepdf.open(glued.pdf) as document:
        small = {run.colour for page in document.pages for run in letters(page) if run.size < 8.99}
    assert {colour for colour in small if colour != BLACK and sum(colour) > 0.5} == set()


def test_hairlines_are_dark_enough_and_half_a_point_wide(glued: Print) -> None:
    lines = set()
    with pikepdf.open(glued.pdf) as document:
        for page in document.pages[::3]:
            lines |= set(_lines(page))
    neutral = {(width, colour[3]) for width, colour in lines if not any(colour[:3]) and colour[3]}
    assert neutral
    assert {line for line in neutral if line[0] < 0.5 or line[1] < 0.4} == set()


def _lines(page: pikepdf.Page) -> Iterator[tuple[float, tuple[float, ...]]]:
    """Yield the width and the inks of each line that a page itself strokes."""
    stack: list[Any] = []
    width, colour = 1.0, BLACK
    for instruction in pikepdf.parse_content_stream(page):
        operator, given = str(instruction.operator), instruction.operands
        if operator == "q":
            stack.append((width, colour))
        elif operator == "Q":
            width, colour = stack.pop()
        elif operator == "w":
            width = float(given[0])
        elif operator in ("K", "SCN", "SC") and len(given) == 4:
            colour = tuple(map(float, given))
        elif operator in ("S", "s"):
            yield width, colour
