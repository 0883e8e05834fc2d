"""The map: every department drawn once, where it is, and each number inside its own outline."""

import re

import pytest

from oma_builder.content import reference
from oma_builder.guide.atlas import Outline, atlas

OUTLINES = atlas().outlines


def rings(outline: Outline) -> list[list[tuple[int, int]]]:
    """Follow the path of an outline, as a browser does, to the points of each of its rings."""
    found = []
    for part in outline.path.rstrip("z").split("z"):
        start, steps = part.removeprefix("M").split("l")
        numbers = [int(number) for number in re.findall(r"-?\d+", f"{start} {steps}")]
        ring = [(numbers[0], numbers[1])]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            ring.append((ring[-1][0] + dx, ring[-1][1] + dy))
        found.append(ring)
    return found


def holds(outline: Outline, x: float, y: float) -> bool:
    """Say whether a point is inside, by the even-odd rule."""
    crossings = 0
    for ring in rings(outline):
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
            crossings += (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
    return crossings % 2 == 1


def test_the_departments_are_those_of_the_region() -> None:
    assert [outline.code for outline in OUTLINES] == sorted(reference.departements())


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda outline: outline.code)
def test_a_number_stands_in_its_own_department_and_no_other(outline: Outline) -> None:
    assert [other.code for other in OUTLINES if holds(other, outline.x, outline.y)] == [outline.code]


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda outline: outline.code)
def test_an_outline_closes_inside_the_drawing(outline: Outline) -> None:
    for ring in rings(outline):
        assert ring[0] == ring[-1]
        assert all(0 <= x <= atlas().width and 0 <= y <= atlas().height for x, y in ring)


def test_north_is_up_and_east_is_right() -> None:
    at = {outline.code: outline for outline in OUTLINES}
    assert at["46"].y < at["82"].y < at["31"].y < at["09"].y
    assert at["65"].x < at["31"].x < at["34"].x < at["30"].x


def test_the_map_is_light() -> None:
    assert sum(len(outline.path) for outline in OUTLINES) < 12_000
