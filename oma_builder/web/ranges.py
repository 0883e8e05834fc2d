"""Long lists in pages: by initials, and by first letters where one initial fills several pages.

A range knows its neighbours by name, « Ca–Ce »: letters say more to a pupil than numbers.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from oma_builder.content.typography import slugify

T = TypeVar("T")

MOST = 150
"""Entries of a page: a list that has no more stays in one."""


@dataclass(frozen=True, slots=True)
class Range(Generic[T]):
    """The entries of one page: what it is called, the initials it is filed under, and its address."""

    label: str
    initials: str
    route: str
    entries: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a page of a list; `here` says whether it is the one shown, or one of its own."""

    label: str
    route: str
    here: bool


@dataclass(frozen=True, slots=True)
class Pagination:
    """The way through a list: its initials, the pages within those shown, the page before and the one after."""

    initials: tuple[PageLink, ...]
    within: tuple[PageLink, ...]
    before: PageLink | None
    after: PageLink | None


def ranges(entries: Iterable[T], name: Callable[[T], str], route: str, first: str = "") -> tuple[Range[T], ...]:
    """Return the pages of a list in alphabetical order, each entry once and in its order.

    The first page is at `first`, else at `route`; from that the addresses of the others are made.
    """
    filed = [(slugify(name(entry)), entry) for entry in entries]
    if len(filed) <= MOST:
        return (Range("", "", first or route, tuple(entry for _, entry in filed)),)
    taken: Counter[str] = Counter()
    pages = [_named(piece, route, taken) for piece in _pieces(filed, 1)]
    return (replace(pages[0], route=first or route), *pages[1:])


def pagination(pages: Sequence[Range[T]], at: int) -> Pagination | None:
    """Return the way through these pages, seen from one of them; none through a single page."""
    if len(pages) < 2:
        return None
    here = pages[at]
    groups = [list(group) for _, group in groupby(pages, lambda page: page.initials)]
    own = next(group for group in groups if here in group)
    return Pagination(
        tuple(PageLink(group[0].initials, group[0].route, group is own) for group in groups),
        tuple(PageLink(page.label, page.route, page is here) for page in own) if len(own) > 1 else (),
        PageLink(pages[at - 1].label, pages[at - 1].route, here=False) if at else None,
        PageLink(pages[at + 1].label, pages[at + 1].route, here=False) if at + 1 < len(pages) else None,
    )


@dataclass(frozen=True, slots=True)
class _Piece(Generic[T]):
    """Entries that make a page: the beginnings of their first and last names, of so many letters."""

    first: str
    last: str
    depth: int
    entries: tuple[T, ...]


def _pieces(filed: Sequence[tuple[str, T]], depth: int) -> Iterator[_Piece[T]]:
    """Yield pages as full as may be of whole beginnings of `depth` letters; a beginning too common for a page is cut further."""
    held: list[tuple[str, T]] = []
    for beginning, group in groupby(filed, lambda pair: pair[0][:depth]):
        same = list(group)
        if held and len(held) + len(same) > MOST:
            yield _piece(held, depth)
            held = []
        if len(same) <= MOST:
            held += same
        elif all(slug == beginning for slug, _ in same):  # one name, many times: no letter tells them apart
            yield from (_piece(same[start : start + MOST], depth) for start in range(0, len(same), MOST))
        else:
            yield from _pieces(same, depth + 1)
    if held:
        yield _piece(held, depth)


def _piece(filed: Sequence[tuple[str, T]], depth: int) -> _Piece[T]:
    return _Piece(filed[0][0][:depth], filed[-1][0][:depth], depth, tuple(entry for _, entry in filed))


def _named(piece: _Piece[T], route: str, taken: Counter[str]) -> Range[T]:
    """Give a piece its name and its address, each once in its list; the first page of a letter has that letter's address."""
    label = _told(piece.first) if piece.first == piece.last else f"{_told(piece.first)}–{_told(piece.last)}"
    letter = piece.first[:1]
    place = piece.first.strip("-") if _address(route, letter, 1) in taken else letter
    taken.update((label, _address(route, place, 1)))
    return Range(
        label=_numbered(label, taken[label]),
        initials=label if piece.depth == 1 else _told(letter),
        route=_address(route, place, taken[_address(route, place, 1)]),
        entries=piece.entries,
    )


def _numbered(label: str, number: int) -> str:
    return label if number == 1 else f"{label} ({number})"


def _told(beginning: str) -> str:
    return beginning.replace("-", " ").strip().capitalize()


def _address(route: str, place: str, number: int) -> str:
    """Return the address of a further page: no document can have it, whose name never has two hyphens in a row."""
    again = f"--{number}" if number > 1 else ""
    return f"{PurePosixPath(route).with_suffix('')}--{place}{again}.html"
