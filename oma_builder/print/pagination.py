"""Page numbers: sections are laid out one after the other until each tells the pages on which all that it names stands."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from oma_builder.print.layout import Laid

Numbers = Mapping[str, tuple[int, int]]
"""The page of each place that a section names, and how many figures its number has room for."""

Lay = Callable[[int, int, Numbers | None], Laid]
"""Lays a section out, given its rank, its first page, and the numbers that it shows; None as long as none is known."""

_MOST_PASSES = 20
"""Far more than any book needs; the real guide takes three."""


def paginated(count: int, lay: Lay) -> tuple[tuple[Laid, Numbers], ...]:
    """Return each of `count` sections as it ends up, with the numbers that it shows.

    A number never takes less room than it once did, so that none can move for ever what it names: it ends as soon as no
    page moves and no number grows.
    """
    laid = tuple(_laid(lay, [None] * count))
    numbers: Sequence[Numbers] = ()
    rooms: dict[str, int] = {}
    for _ in range(_MOST_PASSES):
        places = {name: page for section in laid for name, page in section.places.items()}
        rooms |= {name: max(rooms.get(name, 0), len(str(page))) for name, page in places.items()}
        shown = [{name: (places[name], rooms[name]) for name in section.named} for section in laid]
        again = tuple(_laid(lay, shown))
        if shown == list(numbers) and again == laid:
            return tuple(zip(again, shown, strict=True))
        laid, numbers = again, shown
    raise RuntimeError("page numbers do not settle: a reference moves the place that it names")


def _laid(lay: Lay, numbers: Iterable[Numbers | None]) -> Iterator[Laid]:
    first = 1
    for rank, shown in enumerate(numbers):
        laid = lay(rank, first, shown)
        first += laid.pages
        yield laid
