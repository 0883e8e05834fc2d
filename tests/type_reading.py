"""What tests read of the letters on a page: their size, their colour, and what is behind them."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pikepdf
import zxingcpp
from pikepdf import Matrix, Name
from PIL import Image

from tests.papers import run

_PAINTS = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}
_SHOWS = {"Tj", "TJ", "'", '"'}


@dataclass(frozen=True)
class Letters:
    """A run of text: where it starts, in points from the foot of the page, how large it is, and its colour.

    `mark` is the number by which the structure of a tagged file calls it (ISO 32000-1, 14.7.4), if it does.
    """

    x: float
    y: float
    size: float
    space: str
    colour: tuple[float, ...]
    mark: int | None = None
    font: str = ""


@dataclass
class _State:
    """As much of the state of graphics (ISO 32000-1, 8.4) as text needs."""

    matrix: Matrix
    space: str = "DeviceGray"
    colour: tuple[float, ...] = (0.0,)
    size: float = 0.0
    line: Matrix = field(default_factory=Matrix)
    text: Matrix = field(default_factory=Matrix)
    marks: tuple[int | None, ...] = ()
    font: str = ""


def letters(page: pikepdf.Page) -> Iterator[Letters]:
    """Yield the runs of text of a page, also of the drawings within it, in the order of drawing."""
    yield from _drawn(page, page.Resources, _State(Matrix()))


def _drawn(stream: Any, resources: Any, state: _State) -> Iterator[Letters]:
    kept: list[_State] = []
    for instruction in pikepdf.parse_content_stream(stream):
        operator, given = str(instruction.operator), instruction.operands
        if operator == "q":
            kept.append(replace(state))
        elif operator == "Q":
            state = replace(kept.pop(), marks=state.marks)
        elif operator in ("BDC", "BMC"):
            state.marks = (*state.marks, _mark(given))
        elif operator == "EMC":
            state.marks = state.marks[:-1]
        elif operator == "Do":
            yield from _inside(resources.XObject[given[0]], resources, state)
        elif operator in _SHOWS:
            yield _run(state)
        else:
            _follow(state, operator, given)


def _inside(drawing: Any, resources: Any, state: _State) -> Iterator[Letters]:
    if drawing.get("/Subtype") == Name.Form:
        at = Matrix(*map(float, drawing.get("/Matrix", (1, 0, 0, 1, 0, 0)))) @ state.matrix
        yield from _drawn(drawing, drawing.get("/Resources", resources), replace(state, matrix=at))


def _follow(state: _State, operator: str, given: Any) -> None:
    """Take one operator into the state."""
    if operator == "cm":
        state.matrix = Matrix(*map(float, given)) @ state.matrix
    elif operator == "BT":
        state.line = state.text = Matrix()
    elif operator == "Tm":
        state.line = state.text = Matrix(*map(float, given))
    elif operator in ("Td", "TD"):
        state.line = state.text = Matrix(1, 0, 0, 1, *map(float, given)) @ state.line
    elif operator == "Tf":
        state.font, state.size = str(given[0]), float(given[1])
    elif operator in _PAINTS:
        state.space, state.colour = _PAINTS[operator], tuple(map(float, given))
    elif operator == "cs":
        state.space, state.colour = str(given[0])[1:], ()
    elif operator in ("sc", "scn"):
        state.colour = tuple(float(part) for part in given if not isinstance(part, Name))


def _run(state: _State) -> Letters:
    at = state.text @ state.matrix
    scale = abs(at.a * at.d - at.b * at.c) ** 0.5
    mark = next((mark for mark in reversed(state.marks) if mark is not None), None)
    return Letters(at.e, at.f, state.size * scale, state.space, state.colour, mark, state.font)


def _mark(given: Any) -> int | None:
    told = given[1] if len(given) > 1 else None
    return int(told.MCID) if isinstance(told, pikepdf.Dictionary) and "/MCID" in told else None


def without_letters(pdf: bytes) -> bytes:
    """Return a document from which every letter is gone and everything behind them stays."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == Name.Form:
                thing.write(_unlettered(thing))
        for page in document.pages:
            page.Contents = document.make_stream(_unlettered(page))
        target = io.BytesIO()
        document.save(target)
    return target.getvalue()


def _unlettered(stream: Any) -> bytes:
    kept = [part for part in pikepdf.parse_content_stream(stream) if str(part.operator) not in _SHOWS]
    return pikepdf.unparse_content_stream(kept)


@dataclass(frozen=True)
class Word:
    """A word on a page, its box in points from the top left corner of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def words(pdf: Path) -> list[list[Word]]:
    """Return the words of each page, as `pdftotext` sees them."""
    box = r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>'
    pages = run("pdftotext", "-bbox", pdf, "-").split("<page ")[1:]
    return [[Word(text, *map(float, sides)) for *sides, text in re.findall(box, page)] for page in pages]


def faint_words(pdf: Path, place: Path, least: float) -> list[str]:
    """Return the words of a grey document whose contrast (WCAG 2.2, 1.4.3) with what lies behind them is too low.

    Dots that lead to a page number are no words. What lies behind is the darkest or lightest point of a band through the
    middle of a word, whichever is worse.
    """
    file = place / "unlettered.pdf"
    file.write_bytes(without_letters(pdf.read_bytes()))
    run("pdftoppm", "-r", "72", "-gray", file, place / "behind")
    drawn = sorted(place.glob("behind*.pgm"))
    found = []
    with pikepdf.open(pdf) as document:
        for number, (page, file, on_page) in enumerate(zip(document.pages, drawn, words(pdf), strict=True), 1):
            height = float(page.mediabox[3] - page.mediabox[1])
            runs = list(letters(page))
            with Image.open(file) as behind:
                found += [
                    f"{number}: {word.text}"
                    for word in on_page
                    if word.text.strip(".") and _contrast(_ink(word, runs, height), word, behind) < least
                ]
    return found


def _ink(word: Word, runs: list[Letters], height: float) -> float:
    """Return the grey of the run of text that a word belongs to: the last that starts on its line, at its left.

    A word that is turned has none there: it belongs to the first run that starts below it, in its column.
    """
    on_line = [run for run in runs if word.top <= height - run.y <= word.bottom and run.x <= word.left + 1]
    below = [run for run in runs if word.left <= run.x <= word.right + 1 and height - run.y >= word.bottom - 1]
    nearest = max(on_line, key=lambda run: run.x) if on_line else max(below, key=lambda run: run.y)
    assert nearest.space == "DeviceGray", word
    return nearest.colour[0]


def _contrast(ink: float, word: Word, behind: Image.Image) -> float:
    third = (word.bottom - word.top) / 3
    band = behind.crop((int(word.left), int(word.top + third), int(word.right) + 1, int(word.bottom - third) + 1))
    return min(_ratio(ink, value / 255) for value in band.convert("L").getextrema())


def _ratio(one: float, other: float) -> float:
    dark, light = sorted(_luminance(grey) for grey in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(grey: float) -> float:
    return grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4


def codes_read(pdf: Path, pages: Iterable[int], place: Path) -> dict[int, list[str]]:
    """Return what the QR codes on these pages say, read from pictures of 150 points per inch: a telephone sees more."""
    read = {}
    for page in pages:
        picture = place / f"{pdf.stem}-{page}"
        number = str(page)
        run("pdftoppm", "-r", "150", "-gray", "-f", number, "-l", number, "-singlefile", pdf, picture)
        with Image.open(picture.with_suffix(".pgm")) as drawn:
            read[page] = sorted(code.text for code in zxingcpp.read_barcodes(drawn))
    return read
