"""Page numbers: sections are laid out one after the other until each tells the pages on which all that it names stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from oma_builder.print.layout import Laid

Numbers = Mapping[str, tuple[int, int]]
"""The page of each place that a section names, and how many figures its number has room for."""

_MOST_PASSES = 20
"""Far more than any book needs; the real guide takes three."""


class Drafted(Protocol):
    """A section laid out while no page number was known."""

    @property
    def laid(self) -> Laid:
        """Return how."""


Draft = TypeVar("Draft", bound=Drafted)


@dataclass(frozen=True, slots=True)
class Paged(Generic[Draft]):
    """A section in its place in the book: what it began with, its first page, the numbers that it shows, and how it is laid out."""

    draft: Draft
    first: int
    numbers: Numbers
    laid: Laid


def paginated(
    count: int, draft: Callable[[int, int], Draft], lay: Callable[[Draft, int, Numbers], Laid]
) -> tuple[Paged[Draft], ...]:
    """Return `count` sections as they end up.

    `draft` lays a section out, given its rank and its first page; `lay` does so again, given its first page and the numbers that it
    shows. A number never takes less room than it once did, so that none can move for ever what it names: it ends as soon as no
    page moves and no number grows.
    """
    paged = tuple(_drafted(count, draft))
    rooms: dict[str, int] = {}
    for _ in range(_MOST_PASSES):
        places = {name: page for section in paged for name, page in section.laid.places.items()}
        rooms |= {name: max(rooms.get(name, 0), len(str(page))) for name, page in places.items()}
        again = tuple(_again(paged, {name: (page, rooms[name]) for name, page in places.items()}, lay))
        if again == paged:
            return paged
        paged = again
    raise RuntimeError("page numbers do not settle: a reference moves the place that it names")


def _drafted(count: int, draft: Callable[[int, int], Draft]) -> Iterator[Paged[Draft]]:
    first = 1
    for rank in range(count):
        drafted = draft(rank, first)
        yield Paged(drafted, first, {}, drafted.laid)
        first += drafted.laid.pages


def _again(
    paged: Sequence[Paged[Draft]], numbers: Numbers, lay: Callable[[Draft, int, Numbers], Laid]
) -> Iterator[Paged[Draft]]:
    first = 1
    for section in paged:
        shown = {name: numbers[name] for name in section.laid.named}
        laid = lay(section.draft, first, shown)
        yield Paged(section.draft, first, shown, laid)
        first += laid.pages
