"""Sheets as hands fold them: what a booklet reads like once it is printed, turned and stapled."""

from typing import TypeVar

from oma_builder.prepress.imposition import signatures

Side = tuple[int | None, int | None]
"""The numbers of the pages on the left and right half of one side of a sheet."""

_Page = TypeVar("_Page")


def folded(sides: list[tuple[_Page, _Page]]) -> list[_Page]:
    """Return the pages in the order of reading, after a stack of sheets is folded in the middle.

    A sheet lies with its front up; turned over on its short edge, the back has its left behind the front's right.
    The first sheet is the outermost.
    """
    sheets = [(sides[at], sides[at + 1]) for at in range(0, len(sides), 2)]
    first_half = [page for front, back in sheets for page in (front[1], back[0])]
    second_half = [page for front, back in reversed(sheets) for page in (back[1], front[0])]
    return first_half + second_half


def read_through(sides: list[tuple[_Page, _Page]], pages: int, most: int) -> list[_Page]:
    """Return all pages, one booklet after the other."""
    read: list[_Page] = []
    start = 0
    for sheets in signatures(pages, most):
        read += folded(sides[start : start + 2 * sheets])
        start += 2 * sheets
    assert start == len(sides)
    return read
