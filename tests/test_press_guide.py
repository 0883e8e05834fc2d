"""The real guide and the full mini-site as the printer gets them, read back with tools that are not ours."""

import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pikepdf
import pytest
import yaml
from pikepdf import Name

from oma_builder.problems import Severity
from tests.built import FULL, TODAY
from tests.papers import bare, chapter, chapters, foreign_fonts, run
from tests.photos import encoded, photo
from tests.press_reading import MM, bled, boxes, foreign_colours, images, most_ink, said_in_xmp, sound
from tests.printed import Print, Source, facts, printed, source, trades_on
from tests.tools import workshop
from tests.type_reading import letters, words

pytestmark = [pytest.mark.paper, pytest.mark.slow]

A4 = [210 * MM, 297 * MM]
DPI = 40
"""Ink has no need of detail: a coloured area has the same ink at any resolution, and letters have one ink."""

MOST_INK = 300
IN_PRESS = ("DeviceCMYK", "DeviceGray", "Separation All")


@pytest.fixture(scope="module", params=["real", "full"])
def press(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Print:
    return printed(source(tmp_path_factory, request.param), "presse")


@pytest.fixture(scope="module", params=["inside", "cover"])
def file(request: pytest.FixtureRequest, press: Print) -> Path:
    inside, cover = press.files
    return inside if request.param == "inside" else cover


@cache
def raw(file: Path) -> bytes:
    return file.read_bytes()


def size(box: list[float]) -> list[float]:
    return [box[2] - box[0], box[3] - box[1]]


def sheet_thickness(press: Print) -> float:
    """Return the thickness of a sheet in millimetres, as the editors wrote it, or the one they are told they get."""
    site = yaml.safe_load((press.source.content / "site.yaml").read_text(encoding="utf-8"))
    return site.get("impression", {}).get("epaisseur_papier", 100) / 1000


def spine(press: Print) -> float:
    """Return the width of the spine in points: two pages are a sheet, and the cover counts twice where its thickness is known."""
    cover = press.source.guide.site.prints.cover_thickness
    return (int(facts(press.files[0])["Pages"]) / 2 * sheet_thickness(press) + cover) * MM


def test_the_book_and_its_cover_are_two_files(press: Print) -> None:
    assert [file.name for file in press.files] == ["oma-guide-presse.pdf", "oma-guide-presse-couverture.pdf"]
    assert not [problem for problem in press.problems if problem.severity is Severity.ERROR]


def test_every_page_is_trimmed_to_a4_within_its_bleed_and_its_marks(press: Print) -> None:
    for file, width in zip(press.files, (A4[0], 2 * A4[0] + spine(press)), strict=True):
        for number, page in enumerate(boxes(raw(file)), 1):
            trim, margin = page["Trim"], 13 * MM
            assert size(trim) == pytest.approx([width, A4[1]], abs=0.03)
            assert page["Bleed"] == pytest.approx(bled(trim, 0 if width > A4[0] + 1 else number), abs=0.03)
            around = [trim[0] - margin, trim[1] - margin, trim[2] + margin, trim[3] + margin]
            assert page["Media"] == pytest.approx(around, abs=0.03)


def test_the_pages_fill_whole_sheets_and_the_cover_is_one(press: Print) -> None:
    inside, cover = (len(boxes(raw(file))) for file in press.files)
    assert inside % 4 == 0
    assert inside - len(printed(press.source, "ecran").pages) in range(4)
    assert cover == 1


def test_paper_and_screen_have_the_same_page_numbers(press: Print) -> None:
    screen, guide = printed(press.source, "ecran"), press.source.guide
    places = trades_on(press.pages, guide)
    assert places == trades_on(screen.pages, guide)
    assert all(len(pages) == 1 for pages in places.values())
    for title in (title for title, exists in chapters(guide).items() if exists):
        assert chapter(press, guide, title)[0] == chapter(screen, guide, title)[0]


def test_the_contents_give_the_real_pages(press: Print) -> None:
    guide = press.source.guide
    told = bare(chapter(press, guide, "Sommaire")[1])
    found = {metier.title.both: trades_on(press.pages, guide)[metier.id] for metier in guide.metiers}
    found |= {title: [chapter(press, guide, title)[0]] for title, exists in chapters(guide).items() if exists}
    for title, pages in found.items():
        assert [int(number) for number in re.findall(rf"{re.escape(bare(title))}\.*(\d+)", told)] == pages, title


def test_every_page_with_text_is_numbered(press: Print) -> None:
    for number, text in list(enumerate(press.pages, 1))[1:]:
        assert not text.strip() or re.search(rf"^{number}$", text, re.MULTILINE), number


def test_every_font_is_ours_embedded_and_subset(file: Path) -> None:
    assert foreign_fonts(file) == []


def test_qpdf_finds_it_sound(file: Path, tmp_path: Path) -> None:
    assert sound(raw(file), tmp_path)


def test_no_colour_is_of_the_screen(file: Path, tmp_path: Path) -> None:
    assert foreign_colours(raw(file), *IN_PRESS) == set()
    assert {line[5] for line in images(raw(file), tmp_path)} <= {"cmyk", "gray"}


def test_the_photograph_of_the_full_site_is_in_inks(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    full = printed(source(tmp_path_factory, "full"), "presse")
    for file in full.files:
        assert any(line[2] == "image" and line[5] == "cmyk" for line in images(raw(file), tmp_path)), file.name


def test_too_few_pixels_are_told_with_their_page(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    full = printed(source(tmp_path_factory, "full"), "presse")
    coarse = {
        (int(line[0]), min(int(line[12]), int(line[13])))
        for line in images(raw(full.pdf), tmp_path)
        if line[2] == "image" and min(int(line[12]), int(line[13])) < 200
    }
    told = [problem.message for problem in full.problems if problem.code == "photo-peu-definie"]
    found = [re.search(r"à la page (\d+) .* \((\d+) points", message) for message in told]
    assert coarse
    assert {int(match[1]) for match in found if match} == {page for page, _ in coarse}
    for match in filter(None, found):
        assert any(page == int(match[1]) and abs(ppi - int(match[2])) <= 1 for page, ppi in coarse), match[0]


def test_large_photographs_keep_enough_pixels(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    place = workshop(tmp_path / "large")
    content = Path(shutil.copytree(FULL, place / "content"))
    (content / "images" / "photo.jpg").write_bytes(encoded(photo(4200, 2800), "JPEG", quality=80))
    made = printed(Source(content, TODAY, place), "presse")
    shown = [line for file in made.files for line in images(raw(file), tmp_path) if line[2] == "image"]
    assert shown
    assert min(int(density) for line in shown for density in line[12:14]) >= 250
    assert not [problem for problem in made.problems if problem.code == "photo-peu-definie"]


def test_it_names_the_printing_condition(file: Path) -> None:
    with pikepdf.open(file) as document:
        (intent,) = document.Root.OutputIntents
        assert (intent.S, str(intent.OutputConditionIdentifier)) == (Name.GTS_PDFX, "FOGRA39")
        profile = intent.DestOutputProfile.read_bytes()
        assert (profile[12:16], profile[16:20], profile[36:40]) == (b"prtr", b"CMYK", b"acsp")
        assert document.docinfo["/Trapped"] == Name("/False")
        assert not document.is_encrypted


def test_it_claims_the_standard(file: Path, press: Print) -> None:
    said, told = said_in_xmp(raw(file)), facts(file)
    assert said["GTS_PDFXVersion"] == "PDF/X-4"
    assert said["title"] == told["Title"]
    assert said["Trapped"] == "False"
    assert told["PDF version"] == "1.6"
    assert said["CreateDate"].startswith(press.source.day.isoformat())


def test_ink_dries_and_ghostscript_has_nothing_to_say(file: Path, tmp_path: Path) -> None:
    inks = most_ink(raw(file), tmp_path, DPI)
    assert max(inks) <= MOST_INK, {page: ink for page, ink in enumerate(inks, 1) if ink > MOST_INK}
    # A measure that could only pass would see no ink at all.
    assert max(inks) > 150


def test_text_is_black_ink_alone(press: Print) -> None:
    with pikepdf.open(press.pdf) as document:
        runs = [run for page in document.pages for run in letters(page)]
    assert {run.space for run in runs} == {"DeviceCMYK"}
    # The dots that lead to page numbers are pale, and many.
    dark = Counter(run.colour for run in runs if sum(run.colour) > 0.5)
    assert dark.most_common(1)[0][0] == (0, 0, 0, 1)
    assert dark[(0, 0, 0, 1)] > dark.total() / 2


@pytest.mark.parametrize("name", ["real-approved", "full-approved"])
def test_small_text_is_in_one_ink(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """In several inks, small letters show every fault of their register: they are black, or white on a colour."""
    given = source(tmp_path_factory, name)
    # One trade of each sector: the templates are the same for all, the colours are the sectors'.
    trades = tuple(sector.metiers[0].id for sector in given.guide.sectors if sector.metiers)
    with pikepdf.open(printed(given, "selection", trades, "presse").pdf) as document:
        small = {run.colour for page in document.pages for run in letters(page) if run.size < 7.05}
    assert small
    assert {colour for colour in small if colour[:3] != (0, 0, 0)} == set()


def test_no_letter_leaves_the_trim(file: Path) -> None:
    safe = 4 * MM
    for page, on_page in zip(boxes(raw(file)), words(file), strict=True):
        left, top = page["Trim"][0] - page["Media"][0], page["Media"][3] - page["Trim"][3]
        right, bottom = left + size(page["Trim"])[0], top + size(page["Trim"])[1]
        outside = [
            word
            for word in on_page
            if word.left < left + safe
            or word.right > right - safe
            or word.top < top + safe
            or word.bottom > bottom - safe
        ]
        assert outside == []


def test_nothing_of_it_moves_or_answers(file: Path) -> None:
    with pikepdf.open(file) as document:
        assert all("/Annots" not in page for page in document.pages)
        assert not {"/AcroForm", "/Outlines", "/OpenAction", "/Names"} & set(document.Root.keys())


def test_the_cover_says_which_edition_it_is_and_a_thick_spine_too(press: Print) -> None:
    (text,) = (run("pdftotext", "-raw", press.files[1], "-"),)
    guide = press.source.guide
    assert bare(guide.site.title) in bare(text)
    assert bare(f"Édition {guide.site.edition}") in bare(text)
    on_spine = [
        word
        for word in words(press.files[1])[0]
        if abs((word.left + word.right) / 2 - (13 * MM + A4[0] + spine(press) / 2)) <= spine(press) / 2
    ]
    assert bool(on_spine) == (spine(press) >= 5 * MM)
