"""What tests read of the paragraphs of a tagged PDF: where their lines stand, and where a page or column cuts them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array

from tests.type_reading import Letters, letters

_INLINE = {"/Span", "/Link", "/Em", "/Strong", "/Quote", "/Code", "/Reference", "/Annot"}
"""Elements that are parts of a line; any other is a block of its own (ISO 32000-1, 14.8.4)."""

_APART = 1.7
"""How many times its size a line may stand below the one before, in a paragraph of ours."""

_Spot = tuple[tuple[int, int], int]
"""A page, as the file numbers it, and the mark of a run on it."""


@dataclass(frozen=True)
class Piece:
    """What of a paragraph stands together in one column: its page, and the height of each line from the foot."""

    page: int
    lines: tuple[float, ...]


@dataclass(frozen=True)
class _Line:
    page: int
    y: float
    size: float
    fonts: frozenset[str]


def paragraphs(path: Path) -> Iterator[tuple[Piece, ...]]:
    """Yield the paragraphs of a tagged file, each in as many pieces as pages and columns cut it into."""
    with pikepdf.open(path) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        runs = {page.objgen: _by_mark(page) for page in pdf.pages}
        for block in _blocks(pdf.Root.StructTreeRoot, (0, 0)):
            lines: list[_Line] = []
            for page, mark in block:
                for run in runs[page].get(mark, ()):
                    _add(lines, _Line(numbers[page], run.y, run.size, frozenset({run.font})))
            yield from _paragraphs(lines)


def lines_alone(path: Path) -> list[str]:
    """Return the first lines left alone at the foot of a page or column, and the last ones at the head of the next."""
    found = []
    for pieces in paragraphs(path):
        if len(pieces) > 1:
            found += [f"page {pieces[0].page}: a first line"] if len(pieces[0].lines) == 1 else []
            found += [f"page {pieces[-1].page}: a last line"] if len(pieces[-1].lines) == 1 else []
    return found


def _by_mark(page: pikepdf.Page) -> dict[int, list[Letters]]:
    found: dict[int, list[Letters]] = {}
    for run in letters(page):
        if run.mark is not None:
            found.setdefault(run.mark, []).append(run)
    return found


def _blocks(node: Any, page: tuple[int, int]) -> Iterator[list[_Spot]]:
    """Yield the runs of each block, in reading order; those on both sides of a block within it are two."""
    own: list[_Spot] = []
    yield from _gathered(node, page, own)
    yield own


def _gathered(node: Any, page: tuple[int, int], own: list[_Spot]) -> Iterator[list[_Spot]]:
    """Put the runs of a block into `own`, with those of what is inline."""
    kids = node.get("/K", [])
    for child in kids if isinstance(kids, Array) else [kids]:
        if isinstance(child, int):
            own.append((page, child))
            continue
        at = child.Pg.objgen if "/Pg" in child else page
        if "/MCID" in child:
            own.append((at, int(child.MCID)))
        elif child.get("/S") in _INLINE:
            yield from _gathered(child, at, own)
        elif "/S" in child:
            yield own[:]
            own.clear()
            yield from _blocks(child, at)


def _add(lines: list[_Line], run: _Line) -> None:
    """Add a run to the lines, or to the last of them: raised signs and other sizes stand on the line too."""
    last = lines[-1] if lines else None
    if last and last.page == run.page and abs(last.y - run.y) < 0.5 * max(last.size, run.size):
        larger = max(last, run, key=lambda line: line.size)
        lines[-1] = replace(larger, fonts=last.fonts | run.fonts)
    else:
        lines.append(run)


def _paragraphs(lines: list[_Line]) -> Iterator[tuple[Piece, ...]]:
    """Part the lines of a block into paragraphs, by size and distance, at the head of a page by font too, and these into pieces.

    What Typst is not told to be a paragraph is not tagged as one: a block may have several.
    """
    pieces: list[list[_Line]] = []
    for line in lines:
        last = pieces[-1][-1] if pieces else None
        is_beyond = last and (line.page != last.page or line.y > last.y)
        is_apart = (is_beyond and line.fonts.isdisjoint(last.fonts)) or (
            not is_beyond and last and last.y - line.y > _APART * line.size
        )
        if last and (abs(line.size - last.size) > 0.3 or is_apart):
            yield _cut(pieces)
            pieces = [[line]]
        elif last and not is_beyond:
            pieces[-1].append(line)
        else:
            pieces.append([line])
    if pieces:
        yield _cut(pieces)


def _cut(pieces: list[list[_Line]]) -> tuple[Piece, ...]:
    return tuple(Piece(piece[0].page, tuple(line.y for line in piece)) for piece in pieces)
