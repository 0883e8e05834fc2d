"""Lists of trades too long for the page they belong to: it shows their beginning, and they go on in pages of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from oma_builder.guide.values import Card, Link
from oma_builder.web.ranges import MOST, Pagination, pagination, ranges
from oma_builder.web.views import PageView


@dataclass(frozen=True, slots=True)
class LongList:
    """A list of trades of a document: its name in the template, its title on further pages.

    `aside` tells its further pages from those of the document's first list.
    """

    name: str
    title: str
    cards: tuple[Card, ...]
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What one page shows of a list, and the way to the rest."""

    cards: tuple[Card, ...]
    pagination: Pagination | None


def with_rest(view: PageView, name: str, lists: Iterable[LongList]) -> Iterator[PageView]:
    """Yield the page of a document called `name` with the beginnings of its long lists, then the pages where these go on."""
    long = [listed for listed in lists if len(listed.cards) > MOST]
    parts = {listed.name: _parts(listed, view.route, first=view.route) for listed in long}
    yield replace(view, parts={name: pages[0][1] for name, pages in parts.items()}) if parts else view
    for listed in long:
        for page in parts[listed.name][1:]:
            yield _page(view, Link(name, view.route), listed, *page)


def apart(view: PageView, name: str, listed: LongList) -> Iterator[PageView]:
    """Yield the pages of a list that none of its cards stands on the page it belongs to."""
    for page in _parts(listed, view.route):
        yield _page(view, Link(name, view.route), listed, *page)


def route_apart(route: str, aside: str) -> str:
    """Return the address of the first page of a list that stands apart."""
    return f"{PurePosixPath(route).with_suffix('')}--{aside}.html"


def _parts(listed: LongList, route: str, first: str = "") -> list[tuple[tuple[str, str], Part]]:
    """Return each page of a list, after its label and its address."""
    base = route_apart(route, listed.aside) if listed.aside else route
    pages = ranges(listed.cards, lambda card: card.title.masculine, base, first)
    return [((page.label, page.route), Part(page.entries, pagination(pages, at))) for at, page in enumerate(pages)]


def _page(view: PageView, home: Link, listed: LongList, place: tuple[str, str], part: Part) -> PageView:
    label, route = place
    title = f"{listed.title}, {label}" if label else listed.title
    return PageView(
        route=route,
        template="liste.html",
        title=title,
        description=f"{title}.",
        content=part,
        trail=(*view.trail, home),
        section=view.section,
        origin=view.origin,
        part_of=view.route,
    )
