"""Pictures with light beyond white (HDR) as any screen shows them: a table of colours, for FFmpeg's `lut3d`.

Sources: ITU-R BT.2100 (the curves HLG and PQ), BT.2408 (white of 203 cd/m²; a grey card of 18 % gives 26 cd/m²),
BT.1886 (the curve of screens), BT.2087 (colours of BT.2020 in BT.709).
"""

import math
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from typing import TypeAlias

from oma_builder.films.probe import Dynamic

_WHITE = 203.0
"""cd/m²: what is white on paper, in both curves; it becomes the white of any screen."""
_PEAK = 1_000 / _WHITE
"""The brightest light that is told from what is brighter, in parts of white."""
_KNEE = 0.9
"""What is darker keeps its light; from here on, brighter things come ever nearer to what a screen can show."""
_SCREEN = 1 / 2.4
_NODES: dict[Dynamic, int] = {"HLG": 33, "PQ": 32}
"""How many steps of each colour are told: so many that one of them is white, since between two a colour is guessed."""
_LUMA = (0.2126, 0.7152, 0.0722)
_TO_709 = ((1.6605, -0.5876, -0.0728), (-0.1246, 1.1329, -0.0083), (-0.0182, -0.1006, 1.1187))
_LUMA_2020 = (0.2627, 0.6780, 0.0593)

Colour: TypeAlias = tuple[float, float, float]


@cache
def table(dynamic: Dynamic) -> str:
    """Return the table, as a text in the format `.cube`: red turns fastest."""
    light = _LIGHT[dynamic]
    nodes = _NODES[dynamic]
    steps = [node / (nodes - 1) for node in range(nodes)]
    lines = (_line(_on_screen(light((red, green, blue)))) for blue, green, red in product(steps, repeat=3))
    return "\n".join((f"LUT_3D_SIZE {nodes}", *lines)) + "\n"


def _line(colour: Colour) -> str:
    return " ".join(f"{part:.5f}" for part in colour)


def _hlg(signal: Colour) -> Colour:
    """Return light in parts of white, as a screen of 1,000 cd/m² gives it (BT.2100, tables 5)."""
    scene = [_unpacked(part) for part in signal]
    gain = (1_000 / _WHITE) * max(_dot(_LUMA_2020, scene), 1e-9) ** 0.2
    red, green, blue = (gain * part for part in scene)
    return red, green, blue


def _unpacked(part: float) -> float:
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    return part * part / 3 if part <= 0.5 else (math.exp((part - c) / a) + b) / 12


def _pq(signal: Colour) -> Colour:
    """Return light in parts of white (BT.2100, table 4)."""
    m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
    powers = [part ** (1 / m2) for part in signal]
    red, green, blue = (10_000 / _WHITE * (max(part - c1, 0) / (c2 - c3 * part)) ** (1 / m1) for part in powers)
    return red, green, blue


_LIGHT: dict[Dynamic, Callable[[Colour], Colour]] = {"HLG": _hlg, "PQ": _pq}


def _on_screen(light: Colour) -> Colour:
    """Return what a usual screen is told, for light in the colours of BT.2020: no hue turns where it is bright."""
    brightest = max(light)
    dimmed = [part * _rolled(brightest) / brightest for part in light] if brightest > _KNEE else list(light)
    narrow = [_dot(row, dimmed) for row in _TO_709]
    red, green, blue = (min(part, 1.0) ** _SCREEN for part in _within(narrow))
    return red, green, blue


def _rolled(light: float) -> float:
    """Return light that a screen can show: it bends at the knee without a break, and is 1 at the peak."""
    over, room = (min(light, _PEAK) - _KNEE) / (1 - _KNEE), (_PEAK - _KNEE) / (1 - _KNEE)
    return _KNEE + (1 - _KNEE) * over * (1 + over / room**2) / (1 + over)


def _within(colour: list[float]) -> Iterator[float]:
    """Yield a colour that BT.709 does not have as the nearest grey makes it one that it has."""
    luma, least = _dot(_LUMA, colour), min(colour)
    share = luma / (luma - least) if least < 0 < luma else 1.0
    return (max(luma + (part - luma) * share, 0.0) for part in colour)


def _dot(row: tuple[float, ...], colour: list[float]) -> float:
    return sum(weight * part for weight, part in zip(row, colour, strict=True))
