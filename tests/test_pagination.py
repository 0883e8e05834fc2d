"""Page numbers: each section tells where all that it names stands, however its own numbers move what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.print.layout import Laid
from oma_builder.print.pagination import Numbers, paginated


@dataclass(frozen=True)
class Text:
    """A section of so many lines, ten on a page, that begins with its place; each number that it shows takes as many as figures."""

    lines: int
    named: tuple[str, ...] = ()
    opens_on_left: bool = False


@dataclass
class Typesetter:
    """Lays such texts out as Typst would, and notes what it was asked."""

    texts: Sequence[Text]
    asked: list[tuple[int, int, Numbers | None]] = field(default_factory=list)

    def lay(self, rank: int, first: int, numbers: Numbers | None) -> Laid:
        self.asked.append((rank, first, numbers))
        text = self.texts[rank]
        rooms = [max(len(str(page)), room) for page, room in (numbers or dict.fromkeys(text.named, (0, 2))).values()]
        blank = text.opens_on_left and first % 2
        pages = -(-(text.lines + sum(rooms)) // 10) + blank
        return Laid(pages, {}, places={f"place-{rank}": first + blank}, named=text.named)


NAMES = st.lists(st.integers(0, 39), max_size=30, unique=True)
BOOKS = st.lists(
    st.builds(Text, st.integers(1, 400), NAMES.map(lambda ranks: tuple(map(str, ranks))), st.booleans()),
    min_size=1,
    max_size=40,
)


def named(texts: Sequence[Text]) -> list[Text]:
    """Return the same texts, each of which names places that there are."""
    return [
        Text(text.lines, tuple(f"place-{rank}" for rank in text.named if int(rank) < len(texts)), text.opens_on_left)
        for text in texts
    ]


@given(BOOKS)
def test_every_number_is_the_page_of_its_place(book: list[Text]) -> None:
    texts = named(book)
    made = paginated(len(texts), Typesetter(texts).lay)
    first, places = 1, dict[str, int]()
    for rank, (laid, numbers) in enumerate(made):
        assert laid == Typesetter(texts).lay(rank, first, numbers)
        places |= laid.places
        first += laid.pages
    for text, (_, numbers) in zip(texts, made, strict=True):
        assert {name: page for name, (page, _) in numbers.items()} == {name: places[name] for name in text.named}
        assert all(len(str(page)) <= room for page, room in numbers.values())


def test_sections_that_name_nothing_are_laid_out_by_their_first_page_alone() -> None:
    typesetter = Typesetter([Text(35), Text(5)])
    made = paginated(2, typesetter.lay)
    assert [numbers for _, numbers in made] == [{}, {}]
    assert {(rank, first) for rank, first, _ in typesetter.asked} == {(0, 1), (1, 5)}


def test_a_number_that_moves_its_own_place_settles() -> None:
    """With « 9 », the place would stand on page 10; with « 10 », on page 9: it ends with the room of two figures."""

    def lay(rank: int, first: int, numbers: Numbers | None) -> Laid:
        page, room = (numbers or {"there": (9, 1)})["there"]
        place = 10 if max(len(str(page)), room) == 1 else 9
        return Laid(20, {}, places={"there": place}, named=("there",))

    ((laid, numbers),) = paginated(1, lay)
    assert (laid.places, numbers) == ({"there": 9}, {"there": (9, 2)})


def test_what_never_settles_is_our_fault() -> None:
    def lay(rank: int, first: int, numbers: Mapping[str, tuple[int, int]] | None) -> Laid:
        page = numbers["there"][0] if numbers else 1
        return Laid(20, {}, places={"there": page % 9 + 1}, named=("there",))

    with pytest.raises(RuntimeError, match="do not settle"):
        paginated(1, lay)


def test_a_place_that_no_section_has_is_our_fault() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        paginated(1, Typesetter([Text(5, ("nowhere",))]).lay)
