"""The digital trades."""

from tests.illustrations.clothes import Clothes
from tests.illustrations.hands import Tool
from tests.illustrations.heads import Head
from tests.illustrations.palette import (
    BARK,
    BLUSH,
    BRICK,
    BROWN,
    CHESTNUT,
    FAIR,
    FOG,
    GARRIGUE,
    INK,
    JET,
    LEAF,
    LILAC,
    NIGHT,
    OCHRE,
    PAPER,
    PEACH,
    ROSE,
    SEA,
    SKY,
    SLATE,
    STEEL,
    STRAW,
    TAN,
    TERRACOTTA,
    TIMBER,
    VIOLET,
)
from tests.illustrations.people import Person, figure
from tests.illustrations.places import counter, floor, halo
from tests.illustrations.shapes import box, disc, moved, oval, path, ring, stroke
from tests.illustrations.sheet import Scene
from tests.illustrations.things import bars, mug, plant, screen

# A line holds what lies together in the picture, painted from the ground up: the formatter would give each word its own.
# fmt: off

def bug(x: float, y: float, size: float = 1) -> str:
    """Return the beetle that stands for harmful programs."""
    return moved([stroke("M-26 -14L-44 -26M-28 4H-48M-26 20L-44 34M26 -14L44 -26M28 4H48M26 20L44 34M-10 -34L-18 -50M10 -34L18 -50", TERRACOTTA, 7), oval(0, 6, 28, 36, TERRACOTTA), disc(0, -26, 17, BRICK), stroke("M0 -16V40", BRICK, 5)], x, y, size)


def code(x: float, y: float, rows: int, colours: tuple[str, ...]) -> str:
    """Return lines of a program."""
    widths = (60, 96, 44, 110, 72, 54)
    parts = []
    for row in range(rows):
        indent = (0, 24, 48, 48, 24, 0)[row % 6]
        first, second = widths[row % 6], widths[(row + 2) % 6] * 0.6
        parts += [
            box(x + indent, y + row * 24, first, 11, colours[row % len(colours)], 5),
            box(x + indent + first + 12, y + row * 24, second, 11, colours[(row + 1) % len(colours)], 5),
        ]
    return "".join(parts)


def analyste_cybersecurite() -> Scene:
    woman = figure(Person(
        (196, 232), 0.82, Head(BROWN, "locs", JET, "headset", SEA, glasses="round", open_eyes=True),
        Clothes(TERRACOTTA, "hoodie", TERRACOTTA, "long"), lean=4, far=(420, 400), near=(372, 404), grips=("flat", "flat"),
        turns=(4, 4),
    ))
    return "Une analyste en cybersécurité veille de nuit devant ses écrans : un bouclier à cadenas arrête les virus qui attaquent un réseau.", [
        *halo("#2B2350", 470, 200, VIOLET, 200), stroke("M0 90H70L100 120M0 300H50L70 320M800 60H740L720 80", "#54408F", 6),
        disc(104, 124, 8, LILAC), disc(74, 324, 8, OCHRE), disc(716, 84, 8, ROSE), *screen(330, 50, 300, 250, "#1B2F52"),
        *screen(660, 90, 200, 200, "#1B2F52"), ring(480, 175, 104, "#35598A", 4), ring(480, 175, 70, "#35598A", 4),
        path("M480 70L566 100C570 190 540 246 480 276C420 246 390 190 394 100Z", SKY),
        path("M480 70L566 100C570 190 540 246 480 276Z", "#5B9FB4"),
        stroke("M456 160V138Q456 114 480 114Q504 114 504 138V160", PAPER, 13), box(440, 156, 80, 66, OCHRE, 10),
        disc(480, 182, 11, INK), box(475, 184, 10, 22, INK, 4), bug(360, 96, 0.7), bug(602, 250, 0.7), bug(596, 84, 0.6),
        path("M740 120L790 210H690Z", TERRACOTTA), stroke("M740 152V180", PAPER, 9), disc(740, 196, 5, PAPER),
        stroke("M684 250H720L736 230L752 268L768 250H800", LEAF, 6), woman.body, *counter(430, "#54408F", "#1D1838"), woman.far,
        box(330, 414, 190, 18, INK, 6), stroke("M346 420H504", SLATE, 5), woman.near, mug(590, 430, OCHRE),
        stroke("M604 366C596 352 616 344 608 328M624 366C616 352 636 344 628 328", LILAC, 5),
    ]


def data_analyst() -> Scene:
    lens = Tool((box(-52, -9, 110, 18, BARK, 9), ring(138, 0, 88, INK, 14)), -20)
    man = figure(Person(
        (150, 200), 0.74, Head(PEACH, "crop", CHESTNUT, glasses="round", beard=CHESTNUT),
        Clothes(OCHRE, "", PAPER, "long", INK, collar=PAPER), lean=4, far=(300, 396), near=(336, 268), grips=("flat", "fist"),
        turns=(4, None), holds=(None, lens), legs=((190, 650), (110, 650)),
    ))
    tones = (LILAC, SKY, LILAC, "#D9CCEE", SKY)
    cells = [
        box(336 + 88 * column, 78 + 34 * row, (52, 66, 40, 60, 48)[(column * 2 + row * 3) % 5], 14, TERRACOTTA if (column, row) in ((4, 6), (1, 7)) else tones[(column + row) % 5], 5)
        for row in range(9) for column in range(5)
    ]
    return "Un data analyst promène une grande loupe sur un tableau plein de données : dans le verre, elles deviennent un graphique où une barre dépasse les autres.", [
        *halo("#6C4A9E", 330, 190, LILAC, 160), *floor(456, "#43306B"), *screen(322, 34, 450, 356, PAPER),
        box(322, 34, 450, 30, VIOLET), *cells, stroke("M322 102H772M322 136H772M322 170H772M322 204H772M322 238H772M322 272H772M322 306H772M322 340H772M322 374H772M412 64V390M500 64V390M588 64V390M676 64V390", "#E4DAF2", 3),
        # what the lens shows
        disc(466, 221, 86, "#F3FAFC"), bars(412, 262, (26, 40, 32, 88), 20, (SEA, SEA, SEA, TERRACOTTA)), stroke("M404 264H532", INK, 5), stroke("M412 204L446 188L476 194", OCHRE, 6),
        man.body, *counter(430, "#54408F", "#33264F"), box(236, 414, 130, 16, INK, 6), stroke("M250 420H350", SLATE, 5), man.far, man.near, plant(40, 432, 0.9, TERRACOTTA), mug(690, 430, TERRACOTTA),
    ]


def developpeur_web() -> Scene:
    man = figure(Person(
        (604, 232), 0.82, Head(TAN, "curls", JET, "headset", ROSE, open_eyes=True), Clothes(GARRIGUE, "hoodie", GARRIGUE, "long"),
        lean=5, turned=True, far=(372, 398), near=(420, 404), grips=("flat", "flat"), turns=(6, 6),
    ))
    return "Un développeur web tape du code au clavier ; à côté, la page de site qu’il construit s’affiche sur un second écran et sur un téléphone.", [
        *halo("#6C4A9E", 350, 210, "#CDB8EA", 180),
        stroke("M620 70L590 110L620 150M700 70L730 110L700 150M676 60L644 160", LILAC, 12), *screen(20, 66, 230, 260, PAPER),
        box(20, 66, 230, 28, FOG), *(disc(x, 80, 6, tone) for x, tone in ((36, TERRACOTTA), (54, OCHRE), (72, LEAF))),
        box(90, 73, 140, 14, PAPER, 7), box(34, 106, 202, 96, SKY), disc(196, 136, 18, OCHRE),
        path("M34 202V180L90 130L130 172L160 150L236 202Z", VIOLET), box(34, 214, 94, 12, INK, 6), box(34, 234, 202, 8, FOG, 4),
        box(34, 248, 180, 8, FOG, 4), *(box(x, 266, 60, 48, tone, 5) for x, tone in ((34, TERRACOTTA), (105, OCHRE), (176, LEAF))),
        *screen(280, 60, 260, 260, NIGHT), code(300, 82, 9, (SKY, OCHRE, BLUSH, LEAF)), box(300, 300, 10, 14, PAPER), man.body,
        *counter(424, TIMBER, "#3B2A63"), man.far, box(310, 404, 180, 22, INK, 6), stroke("M324 411H476M330 419H470", SLATE, 4),
        man.near,
        moved([box(-36, -66, 72, 132, INK, 12), box(-30, -56, 60, 108, PAPER, 5), box(-24, -48, 48, 40, SKY), path("M-24 -8L-6 -30L24 -8Z", VIOLET), box(-24, 0, 30, 7, INK, 3), box(-24, 14, 48, 6, FOG, 3), box(-24, 28, 48, 16, TERRACOTTA, 5)], 180, 372, 0.86, -8),
        mug(60, 424, OCHRE),
    ]


def technicien_reseaux() -> Scene:
    woman = figure(Person(
        (204, 222), 0.78, Head(FAIR, "ponytail", STRAW, earring=SKY), Clothes(SEA, "", PAPER, "long", collar=OCHRE), lean=5,
        far=(436, 196), near=(316, 374), grips=("fist", "palm"), turns=(None, -6), holds=(Tool((box(-8, -12, 70, 24, PAPER, 5), box(-40, -6, 36, 12, OCHRE, 6), box(60, -8, 18, 16, FOG, 2)), -6), None),
    ))
    lights = [
        disc(x, y, 5, tone)
        for y in range(70, 420, 56) for x, tone in ((700, LEAF), (718, LEAF if y % 3 else OCHRE), (736, SKY))
    ]
    rack = [
        box(520, 10, 270, 470, INK, 8), box(536, 30, 238, 430, "#121D30", 4),
        *(box(544, y, 222, 44, SLATE, 4) + box(544, y, 222, 8, STEEL, 4) for y in range(48, 440, 56)),
        *(box(556 + 20 * n, y + 16, 14, 16, INK, 2) for y in range(48, 440, 56) for n in range(6)), *lights,
        *(stroke(d, tone, 7) for d, tone in (("M563 128C540 150 540 180 563 184", OCHRE), ("M603 128C640 150 590 220 603 240", TERRACOTTA), ("M643 184C690 200 690 280 643 296", SKY), ("M583 296C540 320 550 340 583 352", LEAF), ("M623 240C650 280 600 320 623 408", ROSE), ("M563 352C530 380 540 400 563 408", SKY))),
    ]
    return "Une technicienne réseaux branche un câble dans une armoire de serveurs aux voyants allumés, son ordinateur portable sur le bras.", [
        *halo("#54408F", 330, 200, LILAC, 160), *(box(x, 20, 12, 440, "#43306B") for x in (20, 60)), box(0, 20, 90, 10, "#43306B"),
        *floor(456, "#33264F"), moved(rack, -30, 0),
        woman.body, stroke("M400 200C360 240 450 330 480 490", OCHRE, 9), woman.far,
        path("M270 350L300 250Q303 242 312 242H430L400 350Z", NIGHT), path("M286 344L312 254H416L392 344Z", SKY),
        stroke("M310 320L330 290L350 308L380 270", PAPER, 6), path("M262 350H404L380 366H250Z", STEEL), woman.near,
    ]


TRADES = (analyste_cybersecurite, data_analyst, developpeur_web, technicien_reseaux)
