"""Page numbers: each section tells where all that it names stands, however its own numbers move what follows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.print.layout import Laid
from oma_builder.print.pagination import Numbers, paginated


@dataclass(frozen=True)
class Text:
    """A section of so many signs, ten on a page, that begins with its place; each number that it shows takes as many as figures."""

    signs: int
    named: tuple[str, ...] = ()
    opens_on_left: bool = False


@dataclass(frozen=True)
class Draft:
    """A section whose numbers all have room for two figures."""

    rank: int
    laid: Laid


@dataclass
class Typesetter:
    """Lays such texts out as Typst would, and notes the first pages that it was asked for."""

    texts: Sequence[Text]
    asked: set[tuple[int, int]] = field(default_factory=set)

    def draft(self, rank: int, first: int) -> Draft:
        return Draft(rank, self._laid(rank, first, [2] * len(self.texts[rank].named)))

    def lay(self, draft: Draft, first: int, numbers: Numbers) -> Laid:
        return self._laid(draft.rank, first, [max(len(str(page)), room) for page, room in numbers.values()])

    def _laid(self, rank: int, first: int, rooms: list[int]) -> Laid:
        self.asked.add((rank, first))
        text = self.texts[rank]
        blank = text.opens_on_left and first % 2
        pages = -(-(text.signs + sum(rooms)) // 10) + blank
        return Laid(pages, {}, places={f"place-{rank}": first + blank}, named=text.named)


NAMES = st.lists(st.integers(0, 39), max_size=30, unique=True).map(lambda ranks: tuple(map(str, ranks)))
BOOKS = st.lists(st.builds(Text, st.integers(1, 400), NAMES, st.booleans()), min_size=1, max_size=40)


def named(texts: Sequence[Text]) -> list[Text]:
    """Return the same texts, each of which names places that there are."""
    return [
        Text(text.signs, tuple(f"place-{rank}" for rank in text.named if int(rank) < len(texts)), text.opens_on_left)
        for text in texts
    ]


@given(BOOKS)
def test_every_number_is_the_page_of_its_place(book: list[Text]) -> None:
    texts = named(book)
    typesetter = Typesetter(texts)
    made = paginated(len(texts), typesetter.draft, typesetter.lay)
    first, places = 1, dict[str, int]()
    for section in made:
        assert (section.first, section.laid) == (first, typesetter.lay(section.draft, first, section.numbers))
        places |= section.laid.places
        first += section.laid.pages
    for text, section in zip(texts, made, strict=True):
        assert {name: page for name, (page, _) in section.numbers.items()} == {
            name: places[name] for name in text.named
        }
        assert all(len(str(page)) <= room for page, room in section.numbers.values())


def test_sections_that_name_nothing_are_laid_out_by_their_first_page_alone() -> None:
    typesetter = Typesetter([Text(35), Text(5)])
    made = paginated(2, typesetter.draft, typesetter.lay)
    assert [section.numbers for section in made] == [{}, {}]
    assert typesetter.asked == {(0, 1), (1, 5)}


def test_a_number_that_moves_its_own_place_settles() -> None:
    """With « 9 », the place would stand on page 10; with « 10 », on page 9: it ends with the room of two figures."""

    def at(place: int) -> Laid:
        return Laid(20, {}, places={"there": place}, named=("there",))

    def lay(_: Draft, __: int, numbers: Numbers) -> Laid:
        page, room = numbers["there"]
        return at(10 if max(len(str(page)), room) == 1 else 9)

    (section,) = paginated(1, lambda rank, _: Draft(rank, at(9)), lay)
    assert (section.laid.places, section.numbers) == ({"there": 9}, {"there": (9, 2)})


def test_what_never_settles_is_our_fault() -> None:
    def at(place: int) -> Laid:
        return Laid(20, {}, places={"there": place}, named=("there",))

    with pytest.raises(RuntimeError, match="do not settle"):
        paginated(1, lambda rank, _: Draft(rank, at(1)), lambda _, __, numbers: at(numbers["there"][0] % 9 + 1))


def test_a_place_that_no_section_has_is_our_fault() -> None:
    typesetter = Typesetter([Text(5, ("nowhere",))])
    with pytest.raises(KeyError, match="nowhere"):
        paginated(1, typesetter.draft, typesetter.lay)
