"""Places: the round sun of the sectors' drawings, the land of Occitania, and what rooms are made of."""

from tests.illustrations.palette import (
    BARK,
    BRICK,
    EMBER,
    FOREST,
    GARRIGUE,
    HONEY,
    INK,
    LEAF,
    OCHRE,
    PAPER,
    PINE,
    SAND,
    SKY,
    TERRACOTTA,
    TIMBER,
    WHITE,
    WOOD,
    light,
    mixed,
    shade,
)
from tests.illustrations.shapes import box, disc, number, oval, path, polygon, stroke

WIDTH, HEIGHT = 800, 500


def halo(ground: str, x: float, y: float, sun: str, radius: float = 120) -> list[str]:
    """Return the ground of a drawing, with a sun in three rings."""
    rings = ((radius + 184, 0.09), (radius + 122, 0.28), (radius + 62, 0.6), (radius, 1))
    return [box(0, 0, WIDTH, HEIGHT, ground), *(disc(x, y, r, mixed(ground, sun, share)) for r, share in rings)]


def clouds(ground: str, *places: tuple[float, float]) -> list[str]:
    """Return long flat clouds, a pair at each place."""
    tone = mixed(ground, PAPER, 0.28)
    return [part for x, y in places for part in (box(x, y, 130, 18, tone, 9), box(x + 50, y + 28, 112, 18, tone, 9))]


def hills(y: float, colour: str, rise: float = 40) -> str:
    """Return soft hills, down to the foot of the picture."""
    tops = [number(value) for value in (y, y - rise * 1.2, y - rise, y - rise * 0.3, y + rise * 0.3, y - rise)]
    a, b, c, d, e, f = tops
    return path(f"M0 {a}C140 {b} 260 {c} 400 {d}C560 {e} 680 {b} 800 {f}V500H0Z", colour)


def mountains(y: float, colour: str, height: float = 150, snow: str = PAPER) -> list[str]:
    """Return the Pyrenees: five peaks, of which three have snow."""
    peaks = ((-60, 0.55), (90, 0.8), (260, 0.5), (430, 1), (600, 0.62), (740, 0.9), (880, 0.5))
    points: list[tuple[float, float]] = [(-160, y)]
    for (x, share), (after, _) in zip(peaks, (*peaks[1:], (960, 0)), strict=True):
        points += [(x, y - height * share), ((x + after) / 2, y - height * share * 0.42)]
    parts = [polygon([*points, (960, y + 40), (-160, y + 40)], colour)]
    for x, share in (peaks[1], peaks[3], peaks[5]):
        top, drop = y - height * share, height * 0.24
        parts.append(polygon([(x, top), (x + 90, y + 20), (x + 24, y + 20), (x - 12, top + drop * 1.6)], shade(colour)))
        parts.append(
            polygon(
                [(x, top), (x + drop, top + drop), (x + drop * 0.4, top + drop * 0.8), (x, top + drop * 1.1),
                 (x - drop * 0.4, top + drop * 0.8), (x - drop, top + drop)],
                snow,
            )
        )  # fmt: skip
    return parts


def cypress(x: float, y: float, height: float) -> str:
    """Return a cypress that stands at a point."""
    wide, top = height * 0.16, y - height
    d = f"C{number(x - wide * 1.5)} {number(y - height * 0.4)} {number(x - wide * 0.5)} {number(top + height * 0.1)} {number(x)} {number(top)}"  # fmt: skip
    e = f"C{number(x + wide * 0.5)} {number(top + height * 0.1)} {number(x + wide * 1.5)} {number(y - height * 0.4)} {number(x + wide)} {number(y)}"  # fmt: skip
    left = f"M{number(x - wide)} {number(y)}{d}"
    return path(f"{left}{e}Z", FOREST) + path(f"{left}V{number(y)}Z", PINE)


def fir(x: float, y: float, height: float, colour: str = GARRIGUE) -> str:
    """Return a fir of three storeys."""
    parts = []
    for low, high, wide in ((0, 0.55, 0.3), (0.26, 0.8, 0.23), (0.52, 1, 0.15)):
        bottom, top, half = y - height * low, y - height * high, height * wide
        parts.append(polygon([(x, top), (x + half, bottom), (x - half, bottom)], colour))
        parts.append(polygon([(x, top), (x + half, bottom), (x, bottom)], light(colour)))
    return box(x - height * 0.03, y - 4, height * 0.06, height * 0.1, BARK) + "".join(parts)


def tree(x: float, y: float, height: float, colour: str = GARRIGUE) -> str:
    """Return a round tree."""
    high, wide = height * 0.36, height * 0.26
    crown = y - height + high
    half = (
        f"M{number(x)} {number(crown - high)}A{number(wide)} {number(high)} 0 0 1 {number(x)} {number(crown + high)}Z"
    )
    trunk = box(x - height * 0.03, crown, height * 0.06, y - crown, BARK)
    return trunk + oval(x, crown, wide, high, colour) + path(half, LEAF if colour == GARRIGUE else light(colour))


def bush(x: float, y: float, size: float, colour: str = GARRIGUE) -> str:
    """Return a low shrub of three balls."""
    return (
        disc(x - size * 0.6, y - size * 0.5, size * 0.6, shade(colour))
        + disc(x + size * 0.6, y - size * 0.5, size * 0.6, colour)
        + disc(x, y - size * 0.8, size * 0.75, light(colour))
    )


def house(x: float, y: float, width: float, height: float, wall: str = SAND, roof: str = BRICK) -> str:
    """Return a house with a flat tiled roof, as in the south."""
    top = y - height
    return (
        box(x, top, width, height, wall)
        + box(x + width * 0.62, top, width * 0.38, height, shade(wall))
        + polygon([(x - 6, top), (x + width * 0.4, top - width * 0.26), (x + width + 6, top)], roof)
        + box(x + width * 0.18, top + height * 0.3, width * 0.16, height * 0.28, INK, 3)
    )


def bell_tower(x: float, y: float, size: float = 1) -> str:
    """Return an eight-sided brick tower of Toulouse."""
    parts = []
    for storey in range(4):
        wide, low = (56 - storey * 10) * size, y - storey * 42 * size
        parts.append(box(x - wide / 2, low - 42 * size, wide, 42 * size, TERRACOTTA))
        parts.append(box(x, low - 42 * size, wide / 2, 42 * size, BRICK))
        parts.append(box(x - wide / 2 - 3, low - 42 * size, wide + 6, 5 * size, SAND))
        parts.append(box(x - 6 * size, low - 30 * size, 12 * size, 20 * size, EMBER, 6 * size))
    top = y - 168 * size
    return "".join(parts) + polygon([(x - 14 * size, top), (x, top - 50 * size), (x + 14 * size, top)], EMBER)


def bricks(x: float, y: float, width: float, height: float, colour: str, row: float = 24) -> str:
    """Return a brick wall: its joints are one line."""
    rows = int(height // row)
    d = [f"M{number(x)} {number(y + index * row)}H{number(x + width)}" for index in range(1, rows + 1)]
    step = row * 2.4
    for index in range(rows):
        start = x + step * (0.5 if index % 2 else 1)
        while start < x + width - 4:
            d.append(f"M{number(start)} {number(y + index * row)}v{number(row)}")
            start += step
    joints = stroke("".join(d), mixed(colour, INK, 0.2), 3)
    return box(x, y, width, height, colour) + joints


def tiles(x: float, y: float, width: float, height: float, colour: str, side: float = 44) -> str:
    """Return a tiled wall."""
    across = "".join(f"M{number(x)} {number(y + side * n)}h{number(width)}" for n in range(1, int(height // side) + 1))
    down = "".join(f"M{number(x + side * n)} {number(y)}v{number(height)}" for n in range(1, int(width // side) + 1))
    return box(x, y, width, height, colour) + stroke(across + down, mixed(colour, INK, 0.13), 3)


def window(x: float, y: float, width: float, height: float, frame: str = PAPER, sky: str = SKY) -> list[str]:
    """Return a window on the sky, of two lights."""
    return [
        box(x - 10, y - 10, width + 20, height + 20, frame, 4),
        box(x, y, width, height, sky),
        path(
            f"M{number(x)} {number(y + height)}L{number(x + width * 0.7)} {number(y)}H{number(x)}Z", light(light(sky))
        ),
        box(x + width / 2 - 4, y, 8, height, frame),
        box(x - 16, y + height + 8, width + 32, 12, shade(frame), 4),
    ]


def floor(y: float, colour: str) -> list[str]:
    """Return the floor of a room, with the line where it begins."""
    return [box(0, y, WIDTH, HEIGHT - y, colour), box(0, y, WIDTH, 9, light(colour))]


def counter(y: float, top: str = TIMBER, front: str = WOOD, x: float = 0, width: float = WIDTH) -> list[str]:
    """Return a counter, a table or a bench before which nobody stands."""
    return [
        box(x, y, width, 22, top, 4),
        box(x, y, width, 8, light(top), 4),
        box(x + 10, y + 22, width - 20, HEIGHT - y, front),
        box(x + 10, y + 22, width - 20, 12, shade(front)),
    ]


def shelf(x: float, y: float, width: float, colour: str = WOOD) -> str:
    """Return a shelf on a wall."""
    return box(x, y, width, 12, shade(colour)) + box(x, y, width, 5, colour)


def water(y: float, colour: str, bright: str = WHITE) -> list[str]:
    """Return water, with light on its waves."""
    low = HEIGHT - y
    waves = "".join(
        f"M{x} {number(y + low * share)}h{width}"
        for x, share, width in ((60, 0.2, 90), (250, 0.42, 70), (460, 0.26, 110), (640, 0.5, 90), (120, 0.7, 110),
                                (400, 0.8, 80), (700, 0.82, 80))
    )  # fmt: skip
    return [box(0, y, WIDTH, low, colour), stroke(waves, mixed(colour, bright, 0.6), 5)]


def vines(y: float, rows: int = 7, colour: str = GARRIGUE) -> list[str]:
    """Return rows of vines that run to the horizon."""
    parts = [box(0, y, WIDTH, HEIGHT - y, AMBERED)]
    for index in range(-rows, rows + 1):
        far, near = 400 + index * 34, 400 + index * 190
        parts.append(polygon([(far - 5, y), (far + 7, y), (near + 66, 500), (near - 40, 500)], colour))
        parts.append(polygon([(far + 1, y), (far + 7, y), (near + 66, 500), (near + 20, 500)], LEAF))
    return parts


AMBERED = mixed(HONEY, TERRACOTTA, 0.45)
"""The earth between vines."""


def shadow(x: float, y: float, width: float, opacity: float = 0.25) -> str:
    """Return the shadow of what stands on the ground."""
    return oval(x, y, width, max(7, width * 0.09), INK, opacity)


def lamp(x: float, y: float, colour: str = OCHRE) -> list[str]:
    """Return a lamp that hangs from the ceiling."""
    return [
        stroke(f"M{number(x)} 0V{number(y)}", INK, 4),
        path(
            f"M{number(x - 38)} {number(y + 34)}Q{number(x)} {number(y - 34)} {number(x + 38)} {number(y + 34)}Z",
            colour,
        ),
        oval(x, y + 34, 20, 9, PAPER),
    ]
