"""The booklet: printed, turned, cut into its booklets and folded, its pages follow each other."""

import io
import re
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Name
from PIL import Image, ImageStat

from oma_builder.prepress.imposition import booklet, imposed, signatures
from tests.folding import Side, folded, read_through
from tests.papers import run
from tests.press_reading import boxes, drawn_by_poppler, said_in_xmp, sound
from tests.typst_samples import everything, numbered

A4 = [0, 0, 841.89, 595.276]


def read_sides(pdf: bytes, place: Path) -> list[Side]:
    """Return the page numbers on the left and right half of each side, where `pdftotext` sees them."""
    file = place / "booklet.pdf"
    file.write_bytes(pdf)
    sides: list[Side] = []
    for page in run("pdftotext", "-bbox", file, "-").split("<page ")[1:]:
        halves: dict[bool, int] = {}
        for left, number in re.findall(r'<word xMin="([-\d.]+)".*?>page-(\d+)</word>', page):
            assert (float(left) > A4[2] / 2) not in halves, "two pages on one half"
            halves[float(left) > A4[2] / 2] = int(number)
        sides.append((halves.get(False), halves.get(True)))
    return sides


@given(st.integers(1, 400), st.integers(1, 30))
def test_folding_gives_the_pages_in_order(pages: int, most: int) -> None:
    read = read_through(list(imposed(pages, most)), pages, most)
    assert read == [*range(1, pages + 1), *[None] * (-pages % 4)]


@given(st.integers(1, 400), st.integers(1, 30))
def test_no_booklet_is_too_thick_and_all_are_alike(pages: int, most: int) -> None:
    sheets = signatures(pages, most)
    assert max(sheets) <= most
    assert max(sheets) - min(sheets) <= 1
    assert sum(sheets) == -(-pages // 4)
    assert len(sheets) == -(-sum(sheets) // most)


def test_a_stapler_that_takes_no_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="one sheet"):
        signatures(8, 0)


@pytest.mark.parametrize(("pages", "most"), [(1, 15), (4, 15), (7, 15), (8, 1), (22, 3), (22, 15)])
def test_the_file_holds_that_order_to_be_folded(pages: int, most: int, tmp_path: Path) -> None:
    made = booklet(numbered(pages), most)
    sides = read_sides(made, tmp_path)
    assert read_through(sides, pages, most) == [*range(1, pages + 1), *[None] * (-pages % 4)]
    assert sound(made, tmp_path)


def test_sheets_are_a4_and_turned_on_their_short_edge() -> None:
    made = booklet(numbered(8), 15)
    assert all(page["Media"] == pytest.approx(A4, abs=0.01) for page in boxes(made))
    with pikepdf.open(io.BytesIO(made)) as document:
        assert document.Root.ViewerPreferences.Duplex == Name.DuplexFlipShortEdge
        assert set(document.Root.keys()) == {"/Type", "/Pages", "/Lang", "/Metadata", "/ViewerPreferences"}


def test_pages_touch_the_fold_and_stand_in_the_middle(tmp_path: Path) -> None:
    """Seen in the picture: the sample's paper is tinted, the rest of the sheet is white."""
    (side, _) = drawn_by_poppler(booklet(everything(), 15), tmp_path, 72)
    inked = side.convert("L").point(lambda value: 255 if value < 254 else 0).getbbox()
    assert inked is not None
    left, top, right, bottom = inked
    # The first page stands on the right; it is trimmed: of the bleed, nothing is left.
    assert left == pytest.approx(A4[2] / 2, abs=1.5)
    assert right == pytest.approx(A4[2] / 2 + 148 * 72 / 25.4, abs=1.5)
    assert (top, bottom) == pytest.approx((0, A4[3]), abs=1.5)
    assert ImageStat.Stat(side).stddev[0] > 10


def test_larger_pages_are_made_to_fit(tmp_path: Path) -> None:
    made = booklet(numbered(4, 210, 297), 15)
    sides = read_sides(made, tmp_path)
    assert folded(sides) == [1, 2, 3, 4]
    with pikepdf.open(io.BytesIO(made)) as document:
        scales = [
            float(one.operands[0])
            for one in pikepdf.parse_content_stream(document.pages[0])
            if str(one.operator) == "cm"
        ]
    assert scales == pytest.approx([148.5 / 210] * 2, rel=0.001)


def test_pages_stay_vector_and_share_their_fonts() -> None:
    source, made = numbered(22), booklet(numbered(22), 3)
    with pikepdf.open(io.BytesIO(source)) as before, pikepdf.open(io.BytesIO(made)) as after:
        programs = [
            [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing]
            for document in (before, after)
        ]
        assert len(programs[0]) == len(programs[1]) == 1
        forms = [form for page in after.pages for form in page.Resources.XObject.values()]
        assert len(forms) == 22
        assert all(form.Subtype == Name.Form for form in forms)


def test_the_same_pages_give_the_same_bytes() -> None:
    assert booklet(numbered(7), 15) == booklet(numbered(7), 15)
    assert booklet(everything(), 15) == booklet(everything(), 15)


def test_it_says_that_it_is_a_booklet(tmp_path: Path) -> None:
    made = booklet(everything(), 15)
    assert said_in_xmp(made)["title"] == "Essai & contrôle – livret"
    file = tmp_path / "booklet.pdf"
    file.write_bytes(made)
    assert re.search(r"^Title: +Essai & contrôle – livret$", run("pdfinfo", file), re.MULTILINE)


def test_the_half_without_a_page_is_white(tmp_path: Path) -> None:
    sides = drawn_by_poppler(booklet(numbered(1), 15), tmp_path, 40)
    middle = sides[0].width // 2

    def ink(image: Image.Image) -> float:
        return max(255 - low for low, _ in image.getextrema())  # type: ignore[misc]

    halves = [side.crop(box) for side in sides for box in ((0, 0, middle, side.height), (middle, 0, *side.size))]
    assert [ink(half) > 0 for half in halves] == [False, True, False, False]


def test_numbered_pages_are_told_apart() -> None:
    assert all(first != second for first, second in pairwise(imposed(22, 3)))
