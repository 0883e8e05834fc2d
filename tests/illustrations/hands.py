"""Hands, which point right from a wrist at the origin, and how they close about a tool."""

import math
from dataclasses import dataclass

from tests.illustrations.palette import light, mixed, shade
from tests.illustrations.shapes import Point, box, capsules, group, moved, number, path, stroke

SKIN, DARK, LIGHT = "{skin}", "{dark}", "{light}"

_HANDS: dict[str, list[str]] = {
    "fist": [
        path("M-4 -20C14 -36 40 -38 54 -28C68 -18 66 14 52 24C36 32 12 30 -4 20Z", SKIN),
        stroke("M32 -12H56M32 2H58M30 16H52", DARK, 4),
        path("M4 -18C18 -40 40 -50 52 -46Q58 -38 50 -32C40 -28 34 -20 30 -12Z", LIGHT),
    ],
    "flat": [
        path("M-4 -20C20 -30 60 -18 84 -4Q92 6 82 10L40 14L-4 20Z", SKIN),
        stroke("M44 -6L76 4M40 4L70 10", DARK, 4),
        path("M10 -18C24 -34 42 -36 54 -30Q56 -22 46 -20L28 -8Z", LIGHT),
    ],
    "palm": [
        path("M-4 -18C10 -24 20 -14 40 -10L86 -16Q96 -12 90 -2C70 14 50 24 24 26Q6 26 -4 20Z", SKIN),
        stroke("M44 -2L80 -8M42 8L70 4", DARK, 4),
        path("M16 -14C22 -34 34 -42 44 -40Q50 -32 42 -26L38 -8Z", LIGHT),
    ],
    "pinch": [
        path("M-4 -20C14 -32 34 -30 46 -22L76 -6Q82 4 72 6L48 2C54 12 48 22 36 24C20 28 8 26 -4 20Z", SKIN),
        stroke("M28 4H46M26 14H42", DARK, 4),
        path("M10 8C28 4 48 8 72 2Q80 8 72 14C54 22 34 26 18 22Z", LIGHT),
    ],
    "point": [
        path("M-4 -20C14 -34 34 -32 46 -24L92 -22Q102 -14 92 -8L54 -6C62 10 54 24 40 26C22 30 8 26 -4 20Z", SKIN),
        stroke("M32 2H54M30 14H48", DARK, 4),
    ],
}


@dataclass(frozen=True, slots=True)
class Tool:
    """What a hand closes about.

    Its parts lie along x, the middle of the palm at the origin, the thumb towards the right; `turn` is where it points,
    in degrees, for who looks right. A hand about a thing of the scene has no parts.
    """

    parts: tuple[str, ...]
    turn: float = 0


def closed(tool: Tool, wrist: Point, palm: Point, size: float, skin: str) -> str:
    """Return a hand about a tool: the palm behind the handle, four fingers and the thumb before it."""
    angle = math.radians(tool.turn)
    below = (palm[0] - wrist[0]) * math.sin(angle) - (palm[1] - wrist[1]) * math.cos(angle) < 0
    dark = mixed(skin, shade(skin), 0.9)
    fingers = [
        stroke("M-24 17L-20 -9M-9 21L-7 -11M6 21L7 -11M20 18L20 -9", skin, 17),
        stroke("M-17 24L-14 -14M-1 26L0 -15M13 24L14 -14", dark, 3.5),
        stroke("M34 -18Q32 2 22 8", light(skin), 16),
    ]
    flip = "" if below else " scale(1 -1)"
    place = f"translate({number(palm[0])} {number(palm[1])}) rotate({number(tool.turn)})"
    return (
        capsules((wrist, palm), (20 * size, 24 * size), skin)
        + moved([box(-32, -24, 64, 44, dark, 20)], *palm, size, tool.turn)
        + moved(tool.parts, *palm, 1, tool.turn)
        + group(fingers, f"{place}{flip} scale({size:.3g})")
    )


def hand(kind: str, wrist: Point, angle: float, size: float, skin: str) -> str:
    """Return a hand whose thumb is on top, whichever way it points."""
    upside_down = " scale(1 -1)" if abs((angle + 180) % 360 - 180) > 90 else ""
    turn = f" rotate({number(angle)}){upside_down} scale({size:.3g})"
    tones = {"skin": skin, "dark": mixed(skin, shade(skin), 0.9), "light": light(skin)}
    parts = [part.format(**tones) for part in _HANDS[kind]]
    return group(parts, f"translate({number(wrist[0])} {number(wrist[1])}){turn}")


def handshake(x: float, y: float, size: float, left: str, right: str) -> str:
    """Return two hands that shake, of who stands left and of who stands right; wrists are 46 × `size` from the middle."""
    dark = mixed(left, shade(left), 0.9)
    return moved(
        [
            path("M50 -20C30 -30 -6 -34 -26 -22C-38 -10 -36 16 -20 26C4 34 30 28 50 20Z", right),
            path("M-50 -20C-30 -34 -4 -38 14 -30C34 -24 44 -8 36 6C28 24 -20 30 -50 20Z", left),
            stroke("M36 -14Q44 -2 36 8M26 -2Q34 8 27 17M14 8Q22 15 16 23", dark, 4),
            stroke("M-24 22L-8 22M-26 12L-14 30M-6 14L2 30", right, 13),
            stroke("M30 -22Q12 -34 -4 -22", light(right), 15),
            stroke("M-24 -22Q-6 -42 14 -26", light(left), 15),
        ],
        x,
        y,
        size,
    )
