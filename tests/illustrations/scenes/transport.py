"""The trades of transport and logistics."""

from tests.illustrations.clothes import Clothes
from tests.illustrations.hands import Tool
from tests.illustrations.heads import Head
from tests.illustrations.palette import (
    AUBURN,
    BRICK,
    BROWN,
    DARK,
    DEEP,
    FAIR,
    FOG,
    GARRIGUE,
    HONEY,
    INK,
    JET,
    MIST,
    OCHRE,
    PAPER,
    PEACH,
    SAND,
    SEA,
    SILVER,
    SKY,
    SLATE,
    STEEL,
    STRAW,
    TAN,
    TERRACOTTA,
    TIMBER,
    VIOLET,
    WHITE,
    WOOD,
)
from tests.illustrations.people import Person, figure
from tests.illustrations.places import bell_tower, clouds, floor, halo, hills, house, mountains, shadow
from tests.illustrations.shapes import box, disc, mirrored, moved, path, stroke
from tests.illustrations.sheet import Scene
from tests.illustrations.things import carton, tablet, wheel

# A line holds what lies together in the picture, painted from the ground up: the formatter would give each word its own.
# fmt: off

GROUND = "#44566C"


def barcode(x: float, y: float, size: float = 1) -> str:
    """Return a label with its bars."""
    return moved([box(0, 0, 76, 46, PAPER, 3), *(box(8 + dx, 7, w, 32, INK) for dx, w in ((0, 5), (8, 3), (14, 7), (24, 3), (30, 5), (40, 3), (46, 7), (56, 4)))], x, y, size)


def lorry(x: float, y: float, size: float, colour: str) -> str:
    """Return a small lorry in profile."""
    return moved([box(0, -62, 90, 54, PAPER, 4), box(0, -62, 26, 54, FOG, 4), path("M94 -46H116Q122 -46 126 -40L136 -22V-8H94Z", colour), box(104, -40, 16, 16, SKY, 2), wheel(24, -4, 12), wheel(66, -4, 12), wheel(114, -4, 12)], x, y, size)


def conducteur_bus() -> Scene:
    driver = figure(Person(
        (566, 196), 0.42, Head(DARK, "knot", JET, open_eyes=True, earring=OCHRE), Clothes(SEA, "", PAPER, "long", collar=PAPER),
        lean=4, nod=2, far=(672, 226), near=(664, 262), holds=(Tool(()), Tool((), -66)),
    ))
    riders = [
        str(figure(Person((x, 240), 0.3, look, Clothes(tone))))
        for x, tone, look in ((104, OCHRE, Head(FAIR, "bob", AUBURN)), (216, VIOLET, Head(BROWN, "short", JET, open_eyes=True)), (322, GARRIGUE, Head(PEACH, "short", SILVER, glasses="round", open_eyes=True)))
    ]
    return "Une conductrice de bus, mains sur le grand volant, part de l’arrêt avec ses passagers ; derrière, la ville de briques roses.", [mirrored([  # who drives sits on the left
        *halo(GROUND, 400, 120, OCHRE, 110),
        *(house(x, 340, w, h, tone) for x, w, h, tone in ((20, 110, 260, "#E08A6B"), (140, 100, 300, "#E8A080"), (560, 120, 280, "#E08A6B"), (690, 130, 300, "#ECB89A"))),
        bell_tower(330, 340, 1.6), box(0, 400, 800, 110, "#33435A"), box(0, 400, 800, 8, "#566A82"),
        stroke("M20 476H110M240 476H340M470 476H570M700 476H790", PAPER, 8), shadow(390, 442, 400, 0.5),
        path("M-20 100Q-20 76 10 76H690Q730 76 742 110L768 250V410Q768 424 752 424H-20Z", TERRACOTTA),
        path("M-20 340H768V410Q768 424 752 424H-20Z", BRICK), box(-20, 316, 788, 18, PAPER), box(10, 88, 440, 26, INK, 6),
        stroke("M30 101H110M126 101H180M196 101H290", OCHRE, 7), box(10, 126, 420, 174, "#D8EAEE", 10), *riders,
        box(-20, 300, 460, 40, TERRACOTTA), box(-20, 340, 460, 14, BRICK), box(-20, 316, 460, 18, PAPER),
        path("M176 126H236L160 300H100Z", WHITE, 0.3), stroke("M163 126V300M270 126V300M376 126V300", TERRACOTTA, 12),
        stroke("M10 142H430", OCHRE, 6), path("M470 126H690Q704 126 710 142L738 296Q738 302 730 302H470Z", "#D8EAEE"), driver.far,
        driver.body, box(500, 250, 40, 52, DEEP, 10),
        f'<ellipse cx="676" cy="262" rx="15" ry="48" fill="none" stroke="{INK}" stroke-width="10" transform="rotate(24 676 262)"/>',
        stroke("M680 262L716 300", INK, 9), driver.near, path("M470 296H740V340H470Z", TERRACOTTA), box(470, 316, 298, 18, PAPER),
        path("M640 126H690Q704 126 710 142L720 196L640 126Z", WHITE, 0.4), stroke("M746 176H784V220", INK, 8),
        box(770, 200, 22, 54, INK, 8), box(446, 122, 12, 300, BRICK), box(730, 350, 36, 26, HONEY, 8), wheel(150, 424, 50, STEEL),
        wheel(620, 424, 50, STEEL),
    ], 400)]


def conducteur_routier() -> Scene:
    woman = figure(Person(
        (456, 196), 0.46, Head(PEACH, "bob", SILVER, glasses="round", open_eyes=True, earring=OCHRE),
        Clothes(GARRIGUE, "", PAPER, "rolled"), lean=2, nod=2, far=(574, 240), near=(564, 272), holds=(Tool((), -64), Tool((), -62)),
    ))
    piers = [
        path(f"M{x - 7} 120L{x} 60L{x + 7} 120L{x + 12} 400H{x - 12}Z", PAPER) + stroke("".join(f"M{x} {66 + 9 * n}L{x - 26 * n} 158M{x} {66 + 9 * n}L{x + 26 * n} 158" for n in range(1, 5)), PAPER, 3)
        for x in (740,)
    ]
    return "Une conductrice routière roule au volant de son gros camion sur une route des Causses ; au loin, le viaduc de Millau.", [mirrored([  # who drives sits on the left
        *halo(GROUND, 620, 120, OCHRE, 90), *clouds(GROUND, (120, 40)), *mountains(300, "#5F7388", 90, "#7F93A6"),
        hills(330, "#5E7A4E", 30), *piers, box(0, 154, 800, 14, SAND), box(0, 164, 800, 6, HONEY), hills(372, GARRIGUE, 20),
        box(0, 400, 800, 110, "#33435A"), box(0, 400, 800, 8, PAPER),
        stroke("M20 480H110M240 480H340M470 480H570M700 480H790", PAPER, 8), shadow(360, 448, 400, 0.5),
        # trailer and cab
        box(-20, 110, 366, 280, PAPER, 8), box(320, 110, 26, 280, MIST),
        path("M-20 250C60 180 160 300 320 210V280C160 370 60 250 -20 320Z", SEA),
        path("M-20 290C60 220 160 340 320 250V276C160 366 60 246 -20 318Z", SKY), box(-20, 386, 430, 22, INK, 4),
        path("M370 70H560Q600 76 616 120L650 250Q672 262 672 290V400Q672 416 656 416H370Z", TERRACOTTA),
        path("M370 70H400V416H370Z", BRICK), path("M370 70Q380 40 430 46Q520 48 560 70Z", BRICK),
        path("M412 112H552Q576 112 584 132L612 250Q614 290 600 290H412Z", "#D8EAEE"), woman.far, woman.body,
        f'<ellipse cx="572" cy="268" rx="13" ry="44" fill="none" stroke="{INK}" stroke-width="9" transform="rotate(28 572 268)"/>',
        woman.near, path("M400 288H612L650 300V404H400Z", TERRACOTTA), stroke("M404 110V404M404 294H612", BRICK, 6),
        box(430, 316, 46, 12, INK, 6), path("M556 112Q576 112 584 132L590 156L560 112Z", WHITE, 0.5),
        stroke("M612 150H646", INK, 8), box(636, 140, 22, 84, INK, 8), box(640, 306, 34, 34, HONEY, 8),
        box(640, 376, 44, 40, INK, 6), stroke("M530 350H620M530 368H620", BRICK, 8), box(398, 396, 60, 16, STEEL, 4),
        wheel(60, 420, 48, STEEL), wheel(166, 420, 48, STEEL), wheel(550, 420, 52, STEEL),
    ], 400)]


def operateur_logistique() -> Scene:
    woman = figure(Person(
        (236, 216), 0.74, Head(FAIR, "braid", STRAW, open_eyes=True), Clothes(SEA, "vest", OCHRE, "long", INK), lean=4,
        far=(478, 384), near=(392, 268), grips=("flat", "fist"), turns=(6, None), holds=(None, Tool((), -70)), legs=((250, 660), (170, 660)),
    ))
    racks = [
        carton(x, y - h, w, h)
        for y in (130, 250) for x, w, h in ((-10, 70, 64), (66, 50, 50), (300, 80, 70), (390, 60, 52), (680, 70, 60), (760, 60, 76))
    ]
    scanner = [
        path("M-8 -14H74Q86 -14 86 -2V14Q86 22 76 22H26L16 62H-18L-8 20Z", INK), box(78, -8, 14, 26, TERRACOTTA, 4),
        box(6, -24, 44, 12, OCHRE, 4),
    ]
    return "Une opératrice logistique scanne le code-barres d’un carton avant de charger sa palette ; les rayons de l’entrepôt montent derrière elle.", [
        *halo(GROUND, 400, 190, SAND, 140), *(box(x, 0, 14, 450, BRICK) for x in (120, 280, 470, 664)),
        box(-10, 130, 820, 14, TERRACOTTA), box(-10, 250, 820, 14, TERRACOTTA), *racks, *floor(440, "#2C3A4F"), woman.body,
        # the pallet
        carton(520, 210, 180, 110), carton(480, 320, 130, 110), carton(616, 320, 150, 110), barcode(566, 236, 1.2),
        barcode(504, 372, 0.7), barcode(650, 372, 0.7), box(464, 430, 320, 14, WOOD), box(474, 444, 40, 22, WOOD),
        box(604, 444, 40, 22, WOOD), box(734, 444, 40, 22, WOOD), box(464, 466, 320, 12, TIMBER),
        path("M468 258L606 246V284Z", TERRACOTTA, 0.55), stroke("M470 260L620 266", BRICK, 5), woman.far, moved(scanner, 394, 240, 1, 0),
        woman.near,
    ]


def responsable_logistique() -> Scene:
    man = figure(Person(
        (560, 206), 0.7, Head(TAN, "short", SILVER, "headset", INK, open_eyes=True, beard=SILVER),
        Clothes(PAPER, "vest", OCHRE, "long", INK, collar=SEA), lean=0, turned=True, far=(352, 190), near=(470, 330),
        grips=("point", "palm"), turns=(-10, 0), legs=((530, 660), (610, 660)),
    ))
    return "Un responsable logistique, casque-micro et tablette en main, organise les tournées des camions sur une carte, au-dessus des quais de l’entrepôt.", [
        *halo(GROUND, 470, 180, OCHRE, 120),
        # the docks behind the window
        box(620, 60, 200, 220, PAPER, 4), box(630, 70, 190, 200, SKY), box(630, 190, 190, 80, SLATE),
        lorry(640, 240, 0.9, TERRACOTTA), path("M630 70H760L690 190H630Z", WHITE, 0.25), box(716, 60, 8, 220, PAPER),
        # the map of the rounds
        box(20, 30, 390, 310, INK, 12), box(32, 42, 366, 286, "#E5F0DA", 6),
        path("M32 220C100 200 140 240 200 250C260 262 330 300 398 290V328H32Z", SKY),
        path("M60 90C120 60 180 100 240 80C300 62 350 90 370 130C380 190 340 240 280 250C200 240 120 220 80 190C50 160 44 120 60 90Z", "#C9DDB0"),
        stroke("M90 150L160 110L230 150L300 110L350 170", TERRACOTTA, 7), stroke("M90 150L150 200L240 220L310 200", SEA, 7),
        stroke("M230 150L240 220", OCHRE, 7),
        *(path(f"M{x} {y}C{x - 26} {y - 30} {x - 20} {y - 56} {x} {y - 56}C{x + 20} {y - 56} {x + 26} {y - 30} {x} {y}Z", tone) + disc(x, y - 34, 9, PAPER) for x, y, tone in ((90, 150, BRICK), (230, 150, VIOLET), (350, 170, SEA), (310, 206, BRICK), (160, 112, SEA))),
        lorry(120, 304, 0.66, TERRACOTTA), lorry(250, 300, 0.66, SEA), *floor(440, "#2C3A4F"), man.far, man.body,
        tablet(440, 312, 1, 8, "#BFE0D8"), man.near, carton(30, 380, 120, 100), carton(150, 400, 100, 80), barcode(60, 420, 0.8),
    ]


TRADES = (conducteur_bus, conducteur_routier, operateur_logistique, responsable_logistique)
