"""What a school copies in black and white, and what it staples: safe in grey, large enough, in the right order."""

import re
import sys
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from oma_builder.guide.model import Guide
from oma_builder.prepress.inks import Inks, mixer
from oma_builder.prepress.recolour import recolour
from oma_builder.print.forms import STAPLED
from tests.folding import read_through
from tests.papers import bare, chapter, chapter_pages, chapters, foreign_fonts, index_names, run
from tests.press_reading import MM, boxes, foreign_colours, images, sound
from tests.printed import Print, printed, source, trades_on
from tests.tools import ROOT
from tests.type_reading import Word, codes_read, faint_words, letters, without_letters, words
from tests.typst_samples import typeset

pytestmark = [pytest.mark.paper, pytest.mark.slow]

SMALLEST = 7
"""Points: the size of the notes of a newspaper."""

LEAST_CONTRAST = 4.5
"""For text (WCAG 2.2, 1.4.3), which copiers make no better."""

STAMP = r"Épreuve du [^\n]+ – empreinte \w+\n+"
FOLD = r"(?:Cahier \d+ sur \d+ · )?Feuille \d+ sur \d+\n+"


@pytest.fixture(scope="module", params=["real", "full"])
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def copy(name: str, tmp_path_factory: pytest.TempPathFactory) -> Print:
    return printed(source(tmp_path_factory, name), "photocopie")


@pytest.fixture(scope="module")
def booklet(name: str, tmp_path_factory: pytest.TempPathFactory) -> Print:
    return printed(source(tmp_path_factory, name), "livret")


@pytest.fixture(scope="module", params=["photocopie", "livret"])
def paper(request: pytest.FixtureRequest, name: str, tmp_path_factory: pytest.TempPathFactory) -> Print:
    return printed(source(tmp_path_factory, name), request.param)


@cache
def halves(booklet: Print) -> list[tuple[str, str]]:
    """Return the text of the left and of the right half of each side, in the order of printing."""
    columns = []
    for left in ("0", "421"):
        region = ("-x", left, "-y", "0", "-W", "421", "-H", "596")
        told = run("pdftotext", "-enc", "UTF-8", *region, booklet.pdf, "-").split("\f")[:-1]
        columns.append([re.sub(f"{STAMP}|{FOLD}", "", page) for page in told])
    return list(zip(*columns, strict=True))


@cache
def small_pages(booklet: Print) -> tuple[str, ...]:
    """Return the text of each small page, in the order in which they lie once the sheets are folded."""
    sides = halves(booklet)
    return tuple(read_through(sides, 2 * len(sides), STAPLED))


def numbers_told(title: str, pages: tuple[str, ...]) -> list[int]:
    """Return the page numbers that the contents, which may take several pages, give for a title."""
    start = next(at for at, text in enumerate(pages) if text.startswith("Sommaire\n"))
    end = next(at for at in range(start, len(pages)) if pages[at].startswith("Secteur\n"))
    told = bare("".join(re.sub(rf"^{at + 1}$", "", pages[at], flags=re.MULTILINE) for at in range(start, end)))
    return [int(number) for number in re.findall(rf"{re.escape(bare(title))}\.*(\d+)", told)]


def test_every_page_is_a4_to_the_edge(copy: Print, booklet: Print) -> None:
    for paper, size in ((copy, [210 * MM, 297 * MM]), (booklet, [297 * MM, 210 * MM])):
        for page in boxes(paper.pdf.read_bytes()):
            assert page["Media"] == pytest.approx([0, 0, *size], abs=0.03)
            assert page["Trim"] == page["Bleed"] == page["Crop"] == page["Media"]


def test_there_is_only_grey(paper: Print, tmp_path: Path) -> None:
    raw = paper.pdf.read_bytes()
    assert foreign_colours(raw, "DeviceGray") == set()
    assert {line[5] for line in images(raw, tmp_path)} <= {"gray"}


def test_fonts_and_syntax_are_sound(paper: Print, tmp_path: Path) -> None:
    assert foreign_fonts(paper.pdf) == []
    assert sound(paper.pdf.read_bytes(), tmp_path)


def test_every_word_stands_out_from_what_is_behind_it(copy: Print, tmp_path: Path) -> None:
    """The booklet has the same words on the same grounds, but smaller."""
    assert faint_words(copy.pdf, tmp_path, LEAST_CONTRAST) == []


def test_a_faint_word_is_found(tmp_path: Path) -> None:
    file = tmp_path / "faint.pdf"
    drawn = """
    #set text(font: "Atkinson Hyperlegible Next", size: 20pt)
    #text(fill: luma(0))[clair] #box(fill: luma(40%), text(fill: luma(60%))[pris]) #text(fill: luma(70%))[perdu]
    """
    file.write_bytes(recolour(typeset(drawn, {}), mixer(Inks.GREY, ROOT / "assets")))
    assert faint_words(file, tmp_path, LEAST_CONTRAST) == ["1: pris", "1: perdu"]


def test_nothing_is_set_too_small(paper: Print) -> None:
    with pikepdf.open(paper.pdf) as document:
        small = {
            number
            for number, page in enumerate(document.pages, 1)
            for part in letters(page)
            if part.size < SMALLEST - 0.01
        }
    assert small == set()


def test_academies_are_told_apart_on_the_map(copy: Print, tmp_path: Path) -> None:
    guide = copy.source.guide
    number = chapter_pages(copy, guide, "Près de chez moi")[0]
    on_page = words(copy.pdf)[number - 1]
    behind = background(copy.pdf, number, tmp_path)
    for rank, academie in enumerate(guide.academies):
        marks = [around(behind, label(on_page, found.code)) for found in academie.departements]
        assert marks
        # Lines at an angle, or white paper with a border at most.
        assert all((0.08 < dark < 0.5) if rank % 2 == 0 else dark < 0.08 for dark in marks), (
            academie.territory.name,
            marks,
        )
        assert (swatch(behind, on_page, academie.territory.name) > 0.05) == (rank % 2 == 0)


def test_nothing_stands_under_the_numbers_of_the_map(copy: Print, tmp_path: Path) -> None:
    guide = copy.source.guide
    number = chapter_pages(copy, guide, "Près de chez moi")[0]
    on_page, behind = words(copy.pdf)[number - 1], background(copy.pdf, number, tmp_path)
    for code in (found.code for academie in guide.academies for found in academie.departements):
        word = label(on_page, code)
        box = (int(word.left) + 1, int(word.top) + 3, int(word.right), int(word.bottom) - 2)
        assert behind.crop(box).getextrema() == (255, 255), code


def test_the_real_map_has_both_academies(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert len(source(tmp_path_factory, "real").guide.academies) == 2


def background(pdf: Path, number: int, place: Path) -> Image.Image:
    """Return a page without its letters, a pixel a point."""
    file, page = place / "background.pdf", str(number)
    file.write_bytes(without_letters(pdf.read_bytes()))
    run("pdftoppm", "-r", "72", "-gray", "-f", page, "-l", page, "-singlefile", file, place / "background")
    with Image.open(place / "background.pgm") as drawn:
        return drawn.convert("L")


def label(on_page: list[Word], code: str) -> Word:
    """Return the number of a department on the map, which stands above all other places of it."""
    return min((word for word in on_page if word.text == code), key=lambda word: word.top)


def around(behind: Image.Image, word: Word) -> float:
    """Return which share of what is around a word is dark."""
    box = (int(word.left) - 5, int(word.top) - 3, int(word.right) + 6, int(word.bottom) + 4)
    pixels = behind.crop(box).tobytes()
    return sum(255 - value for value in pixels) / 255 / len(pixels)


def swatch(behind: Image.Image, on_page: list[Word], name: str) -> float:
    """Return which share of the little field before a name of the key is dark, its frame apart."""
    first, *others = name.split()
    start = next(
        at
        for at in range(len(on_page))
        if [word.text for word in on_page[at : at + 1 + len(others)]] == [first, *others]
    )
    word = on_page[start]
    across, down = int(word.left - 4 * MM), int((word.top + word.bottom) / 2)
    pixels = behind.crop((across - 3, down - 2, across + 3, down + 2)).tobytes()
    return sum(255 - value for value in pixels) / 255 / len(pixels)


def test_copies_have_the_page_numbers_of_the_screen(copy: Print) -> None:
    screen, guide = printed(copy.source, "ecran"), copy.source.guide
    assert trades_on(copy.pages, guide) == trades_on(screen.pages, guide)
    for title in (title for title, exists in chapters(guide).items() if exists):
        assert chapter(copy, guide, title)[0] == chapter(screen, guide, title)[0]


def test_folded_sheets_read_from_first_to_last(booklet: Print) -> None:
    pages = small_pages(booklet)
    assert len(pages) % 4 == 0
    last = max(at for at, text in enumerate(pages, 1) if text.strip())
    assert len(pages) - last < 4
    assert bare(booklet.source.guide.site.title) in bare(pages[0])
    for number, text in list(enumerate(pages[:last], 1))[1:]:
        assert re.search(rf"^{number}$", text, re.MULTILINE), number


def test_no_booklet_is_too_thick_for_a_stapler(booklet: Print) -> None:
    """A booklet begins where a front has on its right a page beyond all those that came before."""
    farthest, starts = 0, []
    fronts = halves(booklet)[::2]
    for sheet, front in enumerate(fronts):
        left, right = (folio(half) for half in front)
        if right > farthest:
            starts.append(sheet)
        farthest = max(farthest, left, right)
    assert starts[0] == 0
    thick = [end - start for start, end in zip(starts, [*starts[1:], len(fronts)], strict=True)]
    assert max(thick) <= 20
    assert max(thick) - min(thick) <= 1


def folio(half: str) -> int:
    """Return the number at the foot of a page; the cover has none, and blank pages end the last booklet."""
    found = re.findall(r"^\d+$", half, re.MULTILINE)
    return int(found[-1]) if found else 1 if half.strip() else sys.maxsize


def test_booklets_say_the_real_pages(booklet: Print) -> None:
    guide, pages = booklet.source.guide, small_pages(booklet)
    ends = trades_on(pages, guide)
    for metier in guide.metiers:
        (start,), (end,) = numbers_told(metier.title.both, pages), ends[metier.id]
        assert bare(metier.title.both) in bare(pages[start - 1]), metier.id
        assert bare(metier.hook) in bare(pages[start - 1]), metier.id
        assert 0 <= end - start < 4
        # A trade of several pages is seen at once, where pages face each other: the left one is even.
        assert start == end or start % 2 == 0, metier.id
    for title, exists in chapters(guide).items():
        if exists:
            (number,) = numbers_told(title, pages)
            assert pages[number - 1].startswith(f"{title}\n")


def test_the_index_of_a_booklet_gives_the_real_pages(booklet: Print) -> None:
    guide, pages = booklet.source.guide, small_pages(booklet)
    (start,) = numbers_told("Index des métiers", pages)
    told = bare("".join(pages[start - 1 :]))
    for metier in guide.metiers:
        (number,) = numbers_told(metier.title.both, pages)
        assert re.search(rf"{re.escape(bare(f'{index_names(metier.title)[-1]}, {number}'))}", told), metier.id


def test_a_sector_opens_on_one_page(paper: Print) -> None:
    guide = paper.source.guide
    pages = paper.pages if paper.pdf.stem.endswith("photocopie") else small_pages(paper)
    for sector in guide.sectors:
        opening = bare(f"Secteur{sector.name}{sector.hook}")
        (at,) = (at for at, text in enumerate(pages) if bare(text).startswith(opening))
        if sector.federation:
            assert bare(sector.federation.name) in bare(pages[at]), sector.name
        if sector.metiers:
            after = bare(pages[at + 1])
            assert bare(sector.metiers[0].title.both) in after or "Mesnotes" in after, sector.name


def test_codes_on_paper_lead_to_the_trade(paper: Print, tmp_path: Path) -> None:
    guide: Guide = paper.source.guide
    shown = some(trades_on(paper.pages, guide))
    codes = {metier.id: f"{guide.site.address}m/{metier.code}" for metier in guide.metiers}
    read = codes_read(paper.pdf, sorted({at for _, page in shown for at in (page - 1, page)}), tmp_path)
    for identifier, page in shown:
        # A small sheet may end on the page after its code.
        assert codes[identifier] in (*read[page - 1], *read[page]), identifier


def some(pages: dict[str, list[int]]) -> list[tuple[str, int]]:
    """Return three trades at most, each with its page: reading a code takes seconds, and one template makes them all."""
    every = [(identifier, found[-1]) for identifier, found in pages.items()]
    return every[:: max(1, (len(every) + 2) // 3)]
