"""Things that more than one trade has about it."""

from tests.illustrations.palette import (
    AMBER,
    BRICK,
    FOG,
    GARRIGUE,
    HONEY,
    INK,
    LEAF,
    NIGHT,
    OCHRE,
    PAPER,
    ROSE,
    SAND,
    SKY,
    STEEL,
    TERRACOTTA,
    TIMBER,
    VIOLET,
    light,
    shade,
)
from tests.illustrations.shapes import box, disc, moved, number, oval, path, ring, solid, stroke


def carton(x: float, y: float, width: float, height: float, colour: str = TIMBER) -> str:
    """Return a cardboard box with its tape."""
    return solid(x, y, width, height, colour) + box(x + width * 0.46, y, width * 0.18, height * 0.36, SAND)


def crate(x: float, y: float, width: float, height: float, colour: str = TIMBER) -> str:
    """Return a crate of slats."""
    slats = "".join(f"M{number(x)} {number(y + height * n / 3)}h{number(width)}" for n in (1, 2))
    return solid(x, y, width, height, colour, 3) + stroke(slats, shade(colour), 4)


def screen(x: float, y: float, width: float, height: float, shows: str = PAPER, stand: bool = True) -> list[str]:
    """Return a monitor; what it shows is drawn on it afterwards."""
    middle = x + width / 2
    foot = [
        box(middle - 16, y + height, 32, 36, INK),
        box(middle - 60, y + height + 30, 120, 10, INK, 5),
    ]
    return [
        *(foot if stand else ()),
        box(x - 9, y - 9, width + 18, height + 18, INK, 10),
        box(x, y, width, height, shows, 3),
    ]


def laptop(x: float, y: float, size: float = 1, colour: str = NIGHT, shows: str = SKY) -> str:
    """Return a laptop seen from behind its reader, who sits left of it."""
    return moved(
        [
            path("M0 0L34 -112Q37 -120 46 -120H168Q178 -120 176 -110L146 0Z", colour),
            path("M16 -8L46 -108H164L136 -8Z", shows),
            box(-30, -6, 178, 12, shade(colour), 6),
        ],
        x,
        y,
        size,
    )


def bars(x: float, y: float, heights: tuple[float, ...], wide: float, colours: tuple[str, ...]) -> str:
    """Return a bar chart that stands on a line."""
    return "".join(
        box(x + index * wide * 1.5, y - high, wide, high, colours[index % len(colours)], 3)
        for index, high in enumerate(heights)
    )


def pie(x: float, y: float, r: float, one: str = OCHRE, two: str = TERRACOTTA, three: str = SKY) -> str:
    """Return a pie chart of three parts."""
    top = f"M{number(x)} {number(y)}V{number(y - r)}"
    return (
        disc(x, y, r, one)
        + path(f"{top}A{number(r)} {number(r)} 0 0 1 {number(x + r * 0.87)} {number(y + r * 0.5)}Z", two)
        + path(
            f"M{number(x)} {number(y)}L{number(x + r * 0.87)} {number(y + r * 0.5)}"
            f"A{number(r)} {number(r)} 0 0 1 {number(x - r * 0.5)} {number(y + r * 0.87)}Z",
            three,
        )
    )


def gear(x: float, y: float, r: float, colour: str, hole: str = INK) -> str:
    """Return a toothed wheel."""
    tooth = f"M{number(-r * 0.2)} {number(-r * 1.22)}H{number(r * 0.2)}L{number(r * 0.28)} 0H{number(-r * 0.28)}Z"
    teeth = "".join(f'<path d="{tooth}" transform="rotate({turn})"/>' for turn in range(0, 360, 45))
    return moved([f'<g fill="{colour}">{teeth}</g>', disc(0, 0, r, colour), disc(0, 0, r * 0.42, hole)], x, y)


def wheel(x: float, y: float, r: float, hub: str = SKY) -> str:
    """Return the wheel of a vehicle."""
    return disc(x, y, r, INK) + disc(x, y, r * 0.52, hub) + disc(x, y, r * 0.24, shade(hub))


def plant(x: float, y: float, size: float = 1, pot: str = TERRACOTTA) -> str:
    """Return a plant in a pot."""
    return moved(
        [
            path("M0 -44C-50 -60 -60 -110 -46 -128C-14 -110 0 -80 0 -44Z", GARRIGUE),
            path("M0 -44C50 -60 60 -110 46 -128C14 -110 0 -80 0 -44Z", LEAF),
            path("M0 -40C-22 -90 -16 -130 2 -150C18 -130 22 -90 0 -40Z", light(GARRIGUE)),
            path("M-32 -50H32L24 0H-24Z", pot),
            path("M-32 -50H-10L-8 0H-24Z", shade(pot)),
        ],
        x,
        y,
        size,
    )


def flower(x: float, y: float, r: float, colour: str, heart: str = OCHRE) -> str:
    """Return a flower of five petals."""
    petals = ((0, -0.62), (0.6, -0.18), (0.37, 0.52), (-0.37, 0.52), (-0.6, -0.18))
    return "".join(disc(x + r * a, y + r * b, r * 0.48, colour) for a, b in petals) + disc(x, y, r * 0.34, heart)


def toolbox(x: float, y: float, size: float = 1, colour: str = TERRACOTTA) -> str:
    """Return a box of tools that stands on the ground."""
    return moved(
        [
            stroke("M34 -66V-92H86V-66", INK, 9),
            box(0, -66, 120, 66, colour, 6),
            box(0, -66, 120, 22, shade(colour), 6),
            box(50, -52, 20, 18, OCHRE, 3),
        ],
        x,
        y,
        size,
    )


def cone(x: float, y: float, size: float = 1) -> str:
    """Return a traffic cone."""
    return moved(
        [
            box(-34, -10, 68, 12, BRICK, 4),
            path("M-8 -92H8L26 -10H-26Z", TERRACOTTA),
            path("M-13 -68H13L18 -44H-18Z", PAPER),
        ],
        x,
        y,
        size,
    )


def mug(x: float, y: float, colour: str = SKY) -> str:
    """Return a mug that stands on a table."""
    return ring(x + 42, y - 24, 13, colour, 7) + solid(x, y - 48, 42, 48, colour, 5)


def bottle(x: float, y: float, height: float, colour: str) -> str:
    """Return a bottle."""
    wide = height * 0.3
    return (
        box(x + wide * 0.32, y - height, wide * 0.36, height * 0.4, shade(colour), 3)
        + solid(x, y - height * 0.68, wide, height * 0.68, colour, wide * 0.24)
        + box(x, y - height * 0.42, wide, height * 0.2, PAPER)
    )


def jar(x: float, y: float, width: float, height: float, colour: str, lid: str = SAND) -> str:
    """Return a jar with its lid."""
    return solid(x, y - height, width, height, colour, 6) + box(x + 3, y - height - 10, width - 6, 14, lid, 4)


def binders(x: float, y: float, height: float, colours: tuple[str, ...]) -> str:
    """Return binders in a row on a shelf."""
    return "".join(
        solid(x + index * 30, y - height, 28, height, colour, 3)
        + box(x + index * 30 + 8, y - height * 0.8, 14, height * 0.3, PAPER)
        for index, colour in enumerate(colours)
    )


def clipboard(x: float, y: float, size: float = 1, turn: float = 0) -> str:
    """Return a clipboard with lines of writing."""
    return moved(
        [
            box(-44, -58, 88, 116, AMBER, 7),
            box(-36, -46, 72, 96, PAPER, 2),
            box(-18, -64, 36, 16, INK, 4),
            stroke("M-24 -24H24M-24 -4H14M-24 16H22M-24 34H6", STEEL, 6),
        ],
        x,
        y,
        size,
        turn,
    )


def tablet(x: float, y: float, size: float = 1, turn: float = 0, shows: str = SKY) -> str:
    """Return a tablet; its picture is a curve."""
    return moved(
        [box(-54, -40, 108, 80, INK, 8), box(-46, -32, 92, 64, shows, 3), stroke("M-32 16L-10 -6L8 8L34 -18", ROSE, 7)],
        x,
        y,
        size,
        turn,
    )


def table(x: float, y: float, width: float, height: float, colour: str = TIMBER) -> str:
    """Return a table on two legs."""
    return (
        box(x + 16, y + 14, 16, height, shade(colour))
        + box(x + width - 32, y + 14, 16, height, shade(colour))
        + box(x, y, width, 18, colour, 4)
        + box(x, y, width, 7, light(colour), 4)
    )


def bag(x: float, y: float, size: float = 1, colour: str = VIOLET) -> str:
    """Return a suitcase on wheels."""
    return moved(
        [
            stroke("M-18 -110V-150H18V-110", STEEL, 8),
            box(-44, -112, 88, 106, colour, 12),
            box(-44, -112, 28, 106, shade(colour), 12),
            stroke("M0 -96V-22M24 -96V-22", shade(colour), 6),
            disc(-28, -4, 9, INK),
            disc(28, -4, 9, INK),
        ],
        x,
        y,
        size,
    )


def loaf(x: float, y: float, size: float = 1, turn: float = 0) -> str:
    """Return a loaf with its cuts."""
    return moved(
        [
            path("M-70 20C-78 -10 -50 -38 0 -40C50 -38 78 -10 70 20Q0 34 -70 20Z", AMBER),
            path("M-60 -4C-48 -26 -26 -38 0 -40C50 -38 74 -14 71 8Q20 -14 -60 -4Z", OCHRE),
            stroke("M-34 -22L-22 0M-6 -28L6 -4M22 -26L34 -2", SAND, 8),
        ],
        x,
        y,
        size,
        turn,
    )


def drop(x: float, y: float, r: float, colour: str = SKY) -> str:
    """Return a drop of water."""
    return path(
        f"M{number(x)} {number(y - r * 1.7)}C{number(x + r * 0.5)} {number(y - r * 0.8)} {number(x + r)} "
        f"{number(y - r * 0.4)} {number(x + r)} {number(y)}A{number(r)} {number(r)} 0 0 1 {number(x - r)} {number(y)}"
        f"C{number(x - r)} {number(y - r * 0.4)} {number(x - r * 0.5)} {number(y - r * 0.8)} {number(x)} "
        f"{number(y - r * 1.7)}Z",
        colour,
    )


def spark(x: float, y: float, r: float) -> list[str]:
    """Return what flies about where metal melts."""
    rays = "".join(
        f"M{number(x + r * a)} {number(y + r * b)}L{number(x + r * a * far)} {number(y + r * b * far)}"
        for a, b, far in ((0.9, -0.4, 1.7), (0.5, -0.9, 1.9), (-0.2, -1, 1.6), (-0.8, -0.7, 1.8), (1, 0.3, 1.6),
                          (0.6, 0.9, 1.5), (-0.9, 0.4, 1.5), (-0.3, 1, 1.6), (0.2, -0.9, 2.3), (1.1, -0.9, 1.6))
    )  # fmt: skip
    return [
        disc(x, y, r * 1.5, OCHRE, 0.25),
        disc(x, y, r * 0.95, OCHRE, 0.5),
        stroke(rays, HONEY, 5),
        path(
            "M" + "L".join(
                f"{number(x + r * s * a)} {number(y + r * s * b)}"
                for s, a, b in ((0.9, 0, -1), (0.3, 0.7, -0.7), (0.9, 1, 0), (0.3, 0.7, 0.7), (0.9, 0, 1),
                                (0.3, -0.7, 0.7), (0.9, -1, 0), (0.3, -0.7, -0.7))
            ) + "Z",
            PAPER,
        ),
    ]  # fmt: skip


def bed(x: float, y: float, width: float, sheet: str = SKY) -> list[str]:
    """Return a hospital bed, its head on the left."""
    return [
        stroke(f"M{number(x)} {number(y - 60)}V{number(y + 120)}M{number(x + width)} {number(y - 20)}v140", FOG, 12),
        disc(x, y + 124, 12, INK),
        disc(x + width, y + 124, 12, INK),
        box(x, y + 26, width, 18, STEEL, 6),
        box(x, y, width, 34, PAPER, 12),
        box(x + width * 0.3, y - 8, width * 0.7, 56, sheet, 12),
        box(x + width * 0.3, y - 8, 26, 56, light(sheet), 10),
        oval(x + 50, y - 8, 56, 22, PAPER),
    ]
