"""The map of the region: each department as an outline, ready for SVG."""

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

WIDTH = 1000
"""Units of the drawing from the west to the east of the region."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """One department: the `d` of its SVG path, to be filled by the even-odd rule, and where its number stands."""

    code: str
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Atlas:
    """The whole region, in units of the drawing, from the top left."""

    width: int
    height: int
    outlines: tuple[Outline, ...]


@cache
def atlas() -> Atlas:
    """Return the departments in the order of their codes (IGN, Admin Express; INSEE, COG)."""
    text = (files("oma_builder") / "content" / "data" / "departements-occitanie.geojson").read_text(encoding="utf-8")
    shapes = {feature["properties"]["code"]: _rings(feature["geometry"]) for feature in json.loads(text)["features"]}
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # Equirectangular: on a region of 300 km, a degree of longitude is as long everywhere as at its middle.
    narrow = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / ((east - west) * narrow)

    def project(point: Point) -> Point:
        return (point[0] - west) * narrow * scale, (north - point[1]) * scale

    drawn = {code: [list(map(project, ring)) for ring in rings] for code, rings in shapes.items()}
    return Atlas(
        WIDTH, math.ceil((north - south) * scale), tuple(_outline(code, drawn[code]) for code in sorted(drawn))
    )


def _rings(geometry: Any) -> list[list[Point]]:
    """Return every ring of every part (GeoJSON, RFC 7946): parts apart, and holes, such as Llívia in the 66."""
    nested = geometry["coordinates"]
    return [ring for part in nested for ring in part] if geometry["type"] == "MultiPolygon" else nested


def _outline(code: str, rings: list[list[Point]]) -> Outline:
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    x, y = _centre(largest)
    return Outline(code, "".join(map(_path, rings)), round(x), round(y))


def _path(ring: list[Point]) -> str:
    """Return a closed path in whole units, by relative steps, which are short; steps of nothing are left out."""
    whole = [(round(x), round(y)) for x, y in ring]
    steps = [(x - px, y - py) for (px, py), (x, y) in pairwise(whole)]
    moves = " ".join(f"{dx} {dy}" for dx, dy in steps if dx or dy)
    return f"M{whole[0][0]} {whole[0][1]}l{moves}z"


def _crosses(ring: list[Point]) -> list[tuple[float, float, float]]:
    """Return, for each side, what it adds to the area, and the sums of its ends."""
    return [
        (ax * by - bx * ay, ax + bx, ay + by) for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True)
    ]


def _area(ring: list[Point]) -> float:
    return sum(cross for cross, _, _ in _crosses(ring)) / 2


def _centre(ring: list[Point]) -> Point:
    """Return the centre of gravity of a ring (shoelace formula)."""
    area = _area(ring)
    sides = _crosses(ring)
    return (
        sum(cross * x for cross, x, _ in sides) / (6 * area),
        sum(cross * y for cross, _, y in sides) / (6 * area),
    )
