"""The kit of illustrations: its people are whole, and what it drew for the guide is what the guide shows."""

import gzip
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content import drawings
from tests.illustrations.clothes import Clothes
from tests.illustrations.hair import HAIR
from tests.illustrations.hands import Tool, handshake
from tests.illustrations.hats import HATS
from tests.illustrations.heads import Head, head
from tests.illustrations.palette import mixed, shade
from tests.illustrations.people import Person, figure, joint
from tests.illustrations.scenes import SCENES
from tests.illustrations.shapes import number
from tests.illustrations.sheet import document
from tests.tools import ROOT

IMAGES = ROOT / "content" / "images"
HEAVIEST = 12_000
"""Bytes of a drawing once a server has packed it."""

places = st.tuples(st.integers(-900, 900), st.integers(-900, 900))
lengths = st.integers(20, 300)


@pytest.mark.parametrize("name", SCENES)
def test_the_guide_shows_what_the_kit_draws(name: str) -> None:
    file = IMAGES / f"{name}.svg"
    assert not file.exists() or file.read_text(encoding="utf-8") == document(*SCENES[name]())


@pytest.mark.parametrize("name", SCENES)
def test_every_drawing_is_light_has_its_own_ground_and_is_published(name: str) -> None:
    read = drawings.read(document(*SCENES[name]()).encode(), name)
    assert read.problems == ()
    assert read.value
    assert (read.value.width, read.value.height) == (800, 500)
    assert not read.value.needs_ground
    assert len(gzip.compress(read.value.content)) <= HEAVIEST


def test_no_two_drawings_say_the_same() -> None:
    alternatives = [scene()[0] for scene in SCENES.values()]
    assert len(set(alternatives)) == len(alternatives)
    assert all(40 < len(text) <= 240 and text.endswith(".") for text in alternatives)


@given(places, places, lengths, lengths, st.sampled_from((-1, 1)))
def test_an_elbow_joins_both_bones(
    start: tuple[int, int], end: tuple[int, int], first: int, second: int, side: int
) -> None:
    """What is within reach is reached with bones of their length; beyond, the limb is straight."""
    elbow, reach = joint(start, end, first, second, side), math.dist(start, end)
    if reach >= first + second:
        assert math.dist(start, elbow) + math.dist(elbow, end) == pytest.approx(reach, abs=0.01)
    elif reach > abs(first - second):
        assert math.dist(start, elbow) == pytest.approx(first, abs=0.01)
        assert math.dist(elbow, end) == pytest.approx(second, abs=0.01)


@pytest.mark.parametrize("hair", HAIR)
def test_every_head_is_a_drawing(hair: str) -> None:
    for hat in HATS:
        parts = "".join(head(Head(hair=hair, hat=hat)))
        assert "{" not in parts
        assert drawings.read(document("Une tête.", [parts]).encode(), "x.svg").value


def test_who_turns_round_still_reaches_the_same_point() -> None:
    """A mirror about the neck brings a hand that is reached for back to where it was asked."""
    one = figure(Person((400, 200), 0.5, Head(), Clothes(), near=(300, 300)))
    other = figure(Person((400, 200), 0.5, Head(), Clothes(), near=(500, 300), turned=True))
    assert one.near in other.near


@pytest.mark.parametrize("side", ["far", "near"])
@given(place=places, turn=st.integers(-180, 180))
def test_a_hand_closes_about_its_tool(side: str, place: tuple[int, int], turn: int) -> None:
    """The palm is behind the handle, where it was asked for, and the fingers before it."""
    tools = Tool(("<i/>",), turn)
    holds = (tools, None) if side == "far" else (None, tools)
    arms = figure(Person((0, 0), 0.5, Head(), far=place, near=place, holds=holds))
    behind, before = (arms.far if side == "far" else arms.near).split("<i/>")
    assert behind.endswith(f'translate({number(place[0])} {number(place[1])}) rotate({number(turn)})">') or not turn
    assert behind.rfind("<rect") > behind.rfind("<path")
    assert before.count("<path") == 3


def test_hands_that_shake_are_of_two_people() -> None:
    assert {"#F0C0A4", "#6B3A2E"} <= set(handshake(0, 0, 1, "#F0C0A4", "#6B3A2E").split('"'))


@given(st.floats(-9999, 9999))
def test_numbers_are_short_and_true(value: float) -> None:
    assert float(number(value)) == pytest.approx(value, abs=0.051)
    assert len(number(value)) <= 7


@given(st.integers(0, 0xFFFFFF))
def test_a_mixture_and_a_shade_are_colours(colour: int) -> None:
    told = f"#{colour:06X}"
    assert mixed(told, told, 0.5) == told
    assert len(shade(told)) == 7
