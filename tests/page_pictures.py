"""Pages as small pictures: drawn by poppler, laid side by side, compared with those that were looked at."""

import tempfile
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Change:
    """One page that is not what it was: its number, and the share of its pixels that differ strongly, in percent."""

    page: int
    percent: float

    def __str__(self) -> str:
        return f"page {self.page}: {self.percent:.2f} % of it"


def drawn(pdf: Path) -> list[Image.Image]:
    """Return each page in few greys."""
    with tempfile.TemporaryDirectory() as place:
        run("pdftoppm", "-r", str(DPI), "-gray", "-png", pdf, Path(place) / "page")
        files = sorted(Path(place).iterdir(), key=lambda file: int(file.stem.rpartition("-")[2]))
        return [_few_greys(Image.open(file)) for file in files]


def _few_greys(page: Image.Image) -> Image.Image:
    step = 255 / (_GREYS - 1)
    return page.convert("L").point(lambda grey: round(round(grey / step) * step))


def sheet(pages: list[Image.Image]) -> Image.Image:
    """Return pages side by side, row by row: all of one size, on black."""
    width, height = pages[0].size
    rows = -(-len(pages) // COLUMNS)
    made = Image.new("L", (width * min(COLUMNS, len(pages)), height * rows))
    for at, page in enumerate(pages):
        made.paste(page, (at % COLUMNS * width, at // COLUMNS * height))
    return made


def cut(made: Image.Image, size: tuple[int, int]) -> list[Image.Image]:
    """Return the pages of a sheet, each of a size; where there is none, the place is black."""
    width, height = size
    places = [(x, y) for y in range(0, made.height, height) for x in range(0, made.width, width)]
    cells = [made.crop((x, y, x + width, y + height)) for x, y in places]
    return [cell for cell in cells if cell.getextrema() != (0, 0)]


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
