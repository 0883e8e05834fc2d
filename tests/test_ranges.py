"""Lists in pages: every trade once, in its order, on a page of bounded length whose name and address are its own."""

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content.typography import slugify
from oma_builder.web.ranges import MOST, Range, pagination, ranges

NAMES = st.lists(
    st.text(alphabet="abcé -", min_size=1, max_size=6).map(lambda text: f"t{text}"),
    min_size=MOST - 2,
    max_size=4 * MOST,
)


def paged(names: list[str]) -> tuple[Range[str], ...]:
    return ranges(names, str, "metiers.html")


def check(names: list[str]) -> None:
    pages = paged(names)
    assert [name for page in pages for name in page.entries] == names
    assert all(0 < len(page.entries) <= MOST for page in pages)
    assert len({page.route for page in pages}) == len(pages)
    assert pages[0].route == "metiers.html"
    for at, page in enumerate(pages):
        way = pagination(pages, at)
        assert (way is None) == (len(pages) == 1)
        if way:
            assert sum(step.here for step in way.initials) == 1
            assert not way.within or [step.route for step in way.within if step.here] == [page.route]
            assert (way.before is None, way.after is None) == (at == 0, at == len(pages) - 1)


@given(NAMES)
def test_every_name_stands_once_and_in_order(names: list[str]) -> None:
    check(sorted(names, key=slugify))


@given(NAMES)
def test_even_where_they_come_in_another_order(names: list[str]) -> None:
    check(names)


@pytest.mark.parametrize("count", [1, MOST, MOST + 1, 1_584, 10_000])
def test_lists_of_any_size_are_led_through(count: int) -> None:
    letters = string.ascii_lowercase[:20]
    names = sorted(f"{letters[n % 20]}{letters[n * 7 % 19]}{letters[n * 3 % 17]} {n}" for n in range(count))
    check(names)
    pages = paged(names)
    assert len(pages) <= max(1, 4 * count // MOST)
    first, last = pages[0], pages[-1]
    walked = [first.route]
    while (way := pagination(pages, len(walked) - 1)) and way.after:
        walked.append(way.after.route)
    assert walked == [page.route for page in pages]
    assert walked[-1] == last.route


def test_a_list_that_fits_a_page_has_no_way_through() -> None:
    names = [f"a{number}" for number in range(MOST)]
    (page,) = paged(names)
    assert (page.label, page.route, page.entries) == ("", "metiers.html", tuple(names))
    assert pagination((page,), 0) is None


def test_letters_share_a_page_as_long_as_they_fit() -> None:
    names = [f"{letter} {number:03}" for letter in "abcdé" for number in range(60)]
    assert [(page.label, page.route) for page in paged(names)] == [
        ("A–B", "metiers.html"), ("C–D", "metiers--c.html"), ("E", "metiers--e.html"),
    ]  # fmt: skip


def test_a_letter_too_common_for_a_page_is_cut_by_the_next_ones() -> None:
    names = [f"{start}{number:03}" for start in ("b", "ca", "ce", "cha", "chi", "d") for number in range(100)]
    pages = paged(names)
    assert [page.label for page in pages] == ["B", "Ca", "Ce", "Cha", "Chi", "D"]
    assert [page.route for page in pages][1:4] == ["metiers--c.html", "metiers--ce.html", "metiers--cha.html"]
    way = pagination(pages, 2)
    assert way
    assert [step.label for step in way.initials] == ["B", "C", "D"]
    assert [step.label for step in way.within] == ["Ca", "Ce", "Cha", "Chi"]


def test_one_name_many_times_is_cut_by_number() -> None:
    pages = paged(["soudeur"] * (2 * MOST + 1))
    assert [len(page.entries) for page in pages] == [MOST, MOST, 1]
    assert len({page.label for page in pages}) == len({page.route for page in pages}) == 3


def test_neighbours_are_those_of_the_list() -> None:
    pages = paged([f"{letter}{number:03}" for letter in "abcdef" for number in range(100)])
    for at, (page, following) in enumerate(pairwise(pages)):
        way, back = pagination(pages, at), pagination(pages, at + 1)
        assert way
        assert way.after
        assert back
        assert back.before
        assert (way.after.route, back.before.route) == (following.route, page.route)
