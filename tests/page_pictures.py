"""Pages as small pictures: drawn by poppler, laid side by side, compared with those that were looked at.

What stands where is compared in greys; in which colours, by a mosaic of each page, one pixel an inch.
"""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from tests.papers import run

DPI = 50
COLUMNS = 6
_GREYS = 16
"""A picture of a page holds so many: enough for the eye, and half the bytes."""

_STRONG = 56
"""Of 255: what one grey must differ by to count; smoothing of edges differs less from one poppler to the next."""

_FEW = 6
"""Pixels that may differ strongly: a letter at this size covers about ten."""

_TINT = 5
"""Of 255: what the mean chroma of a square of an inch must exceed to count; by so much cairo, another renderer, differs."""

_STAMP = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]+>Épreuve</word>(?:\s*<word[^>]+>[^<]+</word>){1,5}?'
    r'\s*<word[^>]+>empreinte</word>\s*<word xMin="[\d.]+" yMin="[\d.]+" xMax="([\d.]+)" yMax="([\d.]+)">\w+</word>'
)


@dataclass(frozen=True)
class Change:
    """One page that is not what it was: its number, and the share of its pixels that differ strongly, in percent."""

    page: int
    percent: float

    def __str__(self) -> str:
        return f"page {self.page}: {self.percent:.2f} % of it"


def drawn(pdf: Path) -> list[Image.Image]:
    """Return each page in colours, without what stamps a draft: its day and digest change with every word of the guide."""
    with tempfile.TemporaryDirectory() as place:
        run("pdftoppm", "-r", str(DPI), pdf, Path(place) / "page")
        files = sorted(Path(place).iterdir(), key=lambda file: int(file.stem.rpartition("-")[2]))
        pages = [Image.open(file).convert("RGB") for file in files]
    for page, told in zip(pages, run("pdftotext", "-bbox", pdf, "-").split("<page ")[1:], strict=True):
        for stamp in _STAMP.finditer(told):
            _hide(page, [float(length) * DPI / 72 for length in stamp.groups()])
    return pages


def _hide(page: Image.Image, box: list[float]) -> None:
    """Paint over a box with the colour that is beside it."""
    left, top, right, bottom = (round(edge) + more for edge, more in zip(box, (-2, -1, 2, 1), strict=True))
    page.paste(page.getpixel((left - 1, top)), (left, top, right, bottom))


def in_greys(page: Image.Image) -> Image.Image:
    """Return a page in few greys, as its picture is kept."""
    step = 255 / (_GREYS - 1)
    return page.convert("L").point(lambda grey: round(round(grey / step) * step))


def tints(page: Image.Image) -> Image.Image:
    """Return a page as a mosaic: one pixel, the mean of its colours, for every square of an inch."""
    return page.resize((-(-page.width // DPI), -(-page.height // DPI)), Image.Resampling.BOX)


def sheet(pages: list[Image.Image]) -> Image.Image:
    """Return pages side by side, row by row: all of one size, on black."""
    width, height = pages[0].size
    rows = -(-len(pages) // COLUMNS)
    made = Image.new(pages[0].mode, (width * min(COLUMNS, len(pages)), height * rows))
    for at, page in enumerate(pages):
        made.paste(page, (at % COLUMNS * width, at // COLUMNS * height))
    return made


def cut(made: Image.Image, size: tuple[int, int]) -> list[Image.Image]:
    """Return the pages of a sheet, each of a size; where there is none, the place is black."""
    width, height = size
    places = [(x, y) for y in range(0, made.height, height) for x in range(0, made.width, width)]
    cells = [made.crop((x, y, x + width, y + height)) for x, y in places]
    return [cell for cell in cells if cell.convert("L").getextrema() != (0, 0)]


def changes(before: list[Image.Image], after: list[Image.Image]) -> list[Change]:
    """Return the pages that differ to the eye; one that came or went differs as a whole."""
    found = [
        Change(number, 100 * strong / (new.width * new.height))
        for number, (old, new) in enumerate(zip(before, after, strict=False), 1)
        if (strong := strongly_different(old, new)) > _FEW
    ]
    few, many = sorted((len(before), len(after)))
    return found + [Change(number, 100) for number in range(few + 1, many + 1)]


def strongly_different(old: Image.Image, new: Image.Image) -> int:
    """Count the pixels whose greys differ strongly once both pages are a little blurred."""
    blurred = (page.filter(ImageFilter.GaussianBlur(0.6)) for page in (old, new))
    return sum(ImageChops.difference(*blurred).histogram()[_STRONG:])


def recoloured(before: list[Image.Image], after: list[Image.Image]) -> list[str]:
    """Return the pages of which some square has another tint, from mosaics, with the square that differs most."""
    found = []
    for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
        most, place = max(_farthest(old, new))
        if most > _TINT:
            was, is_now = (f"#{bytes(mosaic.getpixel(place)).hex()}" for mosaic in (old, new))
            found.append(f"page {number}: {was} is now {is_now} in the square {place}")
    return found


def _farthest(old: Image.Image, new: Image.Image) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield, for each square, how far its chroma is from what it was."""
    _, *chromas = ImageChops.difference(old.convert("YCbCr"), new.convert("YCbCr")).split()
    for place in product(range(old.width), range(old.height)):
        yield max(chroma.getpixel(place) for chroma in chromas), place
