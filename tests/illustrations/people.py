"""People: a torso, a head and limbs that reach where they are told, elbows and knees found by themselves."""

import math
from dataclasses import dataclass, field

from tests.illustrations.clothes import Clothes, dressed
from tests.illustrations.hands import Tool, closed, hand
from tests.illustrations.heads import NECK, Head, head
from tests.illustrations.palette import PAPER, mixed, shade
from tests.illustrations.shapes import Point, box, capsules, group, mirrored, moved, number, path

Leg = tuple[Point, Point] | Point
"""Where a leg ends, at the ankle; or knee and ankle."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who looks right, or left if `turned`; points are those of the picture.

    `size` is 1 where head and shoulders fill the picture, and some 0.45 for a whole figure. Hands that are None are
    out of sight; `grips` say how each holds: fist, flat, palm, pinch; `holds` what each is closed about;
    `bends` where each elbow goes.
    A child has a head that is larger by its `childhood`.
    """

    neck: Point
    size: float
    look: Head
    wears: Clothes = field(default_factory=Clothes)
    lean: float = 0
    nod: float = 6
    far: Point | None = None
    near: Point | None = None
    grips: tuple[str, str] = ("fist", "fist")
    holds: tuple[Tool | None, Tool | None] = (None, None)
    bends: tuple[int, int] = (1, 1)
    turns: tuple[float | None, float | None] = (None, None)
    legs: tuple[Leg, Leg] | None = None
    feet: tuple[float, float] = (0, 0)
    build: float = 1
    childhood: float = 1
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A person in three layers, so that a tool may lie between: the far arm, the body, the near arm."""

    far: str
    body: str
    near: str

    def __str__(self) -> str:
        return self.far + self.body + self.near


def figure(person: Person) -> Figure:
    """Draw somebody."""
    axis = person.neck[0]

    def there(point: Point) -> Point:
        return (2 * axis - point[0], point[1]) if person.turned else point

    def placed(*parts: str) -> str:
        return mirrored(parts, axis) if person.turned else "".join(parts)

    arms = [_arm(person, there(hand), side) if hand else "" for side, hand in enumerate((person.far, person.near))]
    legs: list[str] = []
    if person.legs:
        ends = [_ends(leg) for leg in person.legs]
        legs = [_leg(person, [there(point) for point in points], side) for side, points in enumerate(ends)]
    return Figure(placed(arms[0]), placed(*legs, _body(person), _head(person)), placed(arms[1]))


def _ends(leg: Leg) -> list[Point]:
    first, second = leg
    return [first, second] if isinstance(first, tuple) and isinstance(second, tuple) else [(first, second)]  # type: ignore[list-item]


def _local(person: Person, x: float, y: float) -> Point:
    """Return where a point of the torso stands in the picture; a lean goes forwards, about the neck."""
    angle = math.radians(person.lean)
    x, y = x * person.size * person.build, y * person.size
    return (
        person.neck[0] + x * math.cos(angle) - y * math.sin(angle),
        person.neck[1] + x * math.sin(angle) + y * math.cos(angle),
    )


def joint(start: Point, end: Point, first: float, second: float, side: int) -> Point:
    """Return the elbow or knee between two ends; what is too far is reached by a straight limb."""
    across, down = end[0] - start[0], end[1] - start[1]
    reach = math.hypot(across, down) or 1
    along = (first**2 - second**2 + reach**2) / (2 * reach)
    off = math.sqrt(max(0, first**2 - along**2)) if reach < first + second else 0
    along = along if reach < first + second else reach * first / (first + second)
    return (
        start[0] + (across * along - side * down * off) / reach,
        start[1] + (down * along + side * across * off) / reach,
    )


def _arm(person: Person, target: Point, side: int) -> str:
    size, wears, near = person.size, person.wears, side == 1
    shoulder = _local(person, *((-34, 60) if near else (44, 54)))
    elbow = joint(shoulder, target, 152 * size, 168 * size, person.bends[side])
    angle = math.atan2(target[1] - elbow[1], target[0] - elbow[0])
    length = math.hypot(target[0] - elbow[0], target[1] - elbow[1]) - 32 * size
    wrist = (elbow[0] + length * math.cos(angle), elbow[1] + length * math.sin(angle))
    skin = person.look.skin if near else mixed(person.look.skin, shade(person.look.skin), 0.55)
    colour = wears.over_colour if wears.over in ("jacket", "coat") else wears.top
    cloth = mixed(colour, PAPER, 0.07) if near else shade(colour)
    upper = skin if wears.sleeve == "none" else cloth
    lower = cloth if wears.sleeve == "long" else skin
    wide, middle, thin = 38 * size, 29 * size, 19 * size
    parts = []
    if near:
        low = [(x - 5 * size, y + 7 * size) for x, y in (shoulder, elbow)]
        parts.append(capsules(low, (wide, middle), shade(colour)))
    parts.append(capsules((elbow, wrist), (middle if lower == cloth else 24 * size, thin + 3 * size), lower))
    parts.append(capsules((shoulder, elbow), (wide, middle), upper))
    if wears.sleeve == "short":
        half = tuple((2 * one + 3 * two) / 5 for one, two in zip(shoulder, elbow, strict=True))
        parts[-1] = capsules((shoulder, elbow), (wide - 9 * size, 25 * size), skin)
        parts.append(capsules((shoulder, (half[0], half[1])), (wide, 30 * size), cloth))
    if wears.sleeve == "long":
        parts.append(_cuff(wrist, angle, size, wears.gloves or shade(colour)))
    if wears.gloves:
        skin = wears.gloves if near else shade(wears.gloves)
    tool, turn = person.holds[side], person.turns[side]
    if tool:
        parts.append(closed(tool, wrist, target, size, skin))
        return "".join(parts)
    parts.append(hand(person.grips[side], wrist, math.degrees(angle) if turn is None else turn, size, skin))
    return "".join(parts)


def _cuff(wrist: Point, angle: float, size: float, colour: str) -> str:
    turned = math.degrees(angle)
    return moved([box(-20, -25, 22, 50, colour, 6)], *wrist, size, turned)


def _leg(person: Person, ends: list[Point], side: int) -> str:
    size, wears, near = person.size, person.wears, side == 1
    hip = _local(person, *((-36, 306) if near else (34, 306)))
    ankle = ends[-1]
    knee = ends[0] if len(ends) > 1 else joint(hip, ankle, 168 * size, 168 * size, -1)
    cloth = wears.trousers if near else shade(wears.trousers)
    shoe = wears.shoes if near else shade(wears.shoes)
    boot = [
        path("M-30 -26H30V20L66 36Q80 50 64 60H-32Z", shoe),
        box(-34, 54, 108, 12, shade(shoe), 4),
    ]
    return moved(boot, *ankle, size, person.feet[side]) + capsules(
        (hip, knee, ankle), (46 * size, 36 * size, 28 * size), cloth
    )


def _head(person: Person) -> str:
    x, y = (number(value) for value in _local(person, 2, -2))
    turn = number(person.nod + person.lean * 0.4)
    move = f"translate({x} {y}) scale({person.size * person.childhood:.3g}) rotate({turn}) translate({-NECK[0]} {-NECK[1]})"
    return group(head(person.look), move)


def _body(person: Person) -> str:
    wide = f" scale({number(person.build)} 1)" if person.build != 1 else ""
    x, y = (number(value) for value in person.neck)
    turn = f" rotate({number(person.lean)})" if person.lean else ""
    return group(dressed(person.wears), f"translate({x} {y}){turn} scale({person.size:.3g}){wide}")
