"""The trades of the land and of food."""

from tests.illustrations.clothes import Clothes
from tests.illustrations.hands import Tool
from tests.illustrations.heads import Head
from tests.illustrations.palette import (
    AMBER,
    BARK,
    BLUSH,
    BRICK,
    BROWN,
    CHESTNUT,
    DARK,
    EMBER,
    FAIR,
    FOG,
    GARRIGUE,
    HONEY,
    INK,
    JET,
    LEAF,
    LILAC,
    MAROON,
    MIST,
    NIGHT,
    OCHRE,
    PAPER,
    PINE,
    ROSE,
    SAND,
    SEA,
    SKY,
    SLATE,
    STEEL,
    TAN,
    TERRACOTTA,
    TIMBER,
    VIOLET,
    WOOD,
    shade,
)
from tests.illustrations.people import Person, figure
from tests.illustrations.places import (
    bricks,
    bush,
    counter,
    cypress,
    halo,
    hills,
    house,
    mountains,
    shadow,
    shelf,
    vines,
)
from tests.illustrations.shapes import box, disc, moved, oval, path, stroke
from tests.illustrations.sheet import Scene
from tests.illustrations.things import bars, crate, flower, loaf, plant, wheel

# A line holds what lies together in the picture, painted from the ground up: the formatter would give each word its own.
# fmt: off

def grapes(x: float, y: float, size: float = 1) -> str:
    """Return a bunch of grapes that hangs from a point."""
    rows = ((0, -26), (0, 0), (0, 26), (1, -14), (1, 13), (1, 40), (1, -40), (2, -28), (2, 0), (2, 26), (3, -13), (3, 13), (4, 0))
    return moved([stroke("M0 -22V6", BARK, 7), *(disc(dx, 14 + row * 23, 16, VIOLET if (row + index) % 3 else "#8666B2") + disc(dx - 5, 9 + row * 23, 4, LILAC) for index, (row, dx) in enumerate(rows))], x, y, size)


def leaf(x: float, y: float, size: float, turn: float, colour: str = LEAF) -> str:
    """Return a vine leaf."""
    return moved([path("M0 0C-30 -6 -50 -30 -44 -50L-26 -46L-30 -78L-10 -66L0 -92L12 -66L32 -76L26 -46L46 -50C50 -28 30 -6 0 0Z", colour), stroke("M0 -6V-62M0 -24L-24 -40M0 -24L24 -40", shade(colour), 4)], x, y, size, turn)


def boulanger() -> Scene:
    woman = figure(Person(
        (206, 226), 0.8, Head(TAN, "bun", CHESTNUT, "baker", PAPER, earring=OCHRE), Clothes(SKY, "apron", PAPER, "rolled"), lean=6,
        far=(410, 346), near=(300, 368), holds=(Tool((), -9), Tool((), -9)),
    ))
    loaves = [loaf(x, y, 0.5) for y in (112, 196, 280) for x in (26, 96)]
    peel = [stroke("M150 390L530 334", WOOD, 15), path("M520 326L694 322Q710 328 696 336L520 350Q506 340 520 326Z", TIMBER), path("M520 342L698 330Q702 334 696 336L520 350Z", WOOD)]
    return "Une boulangère enfourne un pain avec une longue pelle de bois sur la sole d’un four de briques, à côté de deux pains dorés.", [
        *halo("#C87A2E", 620, 250, HONEY, 150), *(shelf(-10, y, 160) for y in (126, 210, 294)), *loaves,
        bricks(470, 0, 330, 500, BRICK, 40), path("M500 360V230C500 90 780 90 780 230V360Z", EMBER),
        path("M524 352V236C524 120 756 120 756 236V352Z", MAROON),
        # a vault that glows, its stone floor, two loaves that are done
        path("M552 352V246C552 150 728 150 728 246V352Z", "#8E3F2C"), path("M580 352V262C580 190 700 190 700 262V352Z", BRICK), path("M524 316H756V352H524Z", AMBER), path("M524 316H756V324H524Z", OCHRE),
        loaf(586, 306, 0.46), loaf(694, 306, 0.46), box(480, 352, 320, 26, "#7E3238"),
        box(480, 352, 320, 8, TERRACOTTA), woman.body, *peel, loaf(612, 306, 0.86, -3), woman.far, woman.near,
        *counter(446, TIMBER, BARK, -10, 440), loaf(330, 434, 0.62),
        path("M40 446C30 400 60 372 100 376C140 370 166 404 156 446Z", PAPER),
        path("M40 446C30 400 60 372 90 376C64 396 62 424 70 446Z", MIST), path("M64 378Q98 356 134 378L124 392H74Z", SAND),
    ]


def viticulteur() -> Scene:
    secateurs = Tool((stroke("M-44 -10Q6 -14 52 2", TERRACOTTA, 11), stroke("M-44 14Q6 20 52 2", TERRACOTTA, 11), path("M48 -8Q82 -24 106 -10Q82 6 52 8Z", FOG), path("M52 8Q80 14 94 2L106 10Q80 30 48 12Z", STEEL)), -16)
    man = figure(Person(
        (196, 236), 0.8, Head(BROWN, "short", JET, "straw", HONEY), Clothes(PAPER, "overalls", SEA, "rolled"), lean=6,
        far=(470, 318), near=(406, 236), grips=("palm", "fist"), turns=(-4, None), holds=(None, secateurs),
    ))
    return "Un viticulteur coiffé d’un chapeau de paille coupe une grappe de raisin au sécateur, dans les rangs de vigne.", [
        *halo("#B9BE80", 360, 150, OCHRE, 100), *mountains(250, "#7FA59A", 90), hills(270, GARRIGUE, 26), house(96, 262, 80, 44),
        cypress(70, 262, 80), cypress(196, 264, 64), *vines(280, 6), man.body,
        stroke("M520 500C530 400 500 330 540 250C560 200 640 180 800 170", BARK, 26),
        stroke("M540 250C520 210 480 190 440 186", BARK, 16), stroke("M400 120H800M400 300H800", STEEL, 4),
        *(leaf(x, y, s, t, tone) for x, y, s, t, tone in ((470, 200, 0.9, -40, GARRIGUE), (560, 190, 1.1, 10, LEAF), (650, 210, 1.2, -20, GARRIGUE), (740, 190, 1.2, 24, LEAF), (790, 290, 1.2, 60, GARRIGUE), (600, 130, 1, 40, LEAF), (700, 120, 1, -10, GARRIGUE))),
        man.far, grapes(508, 232, 1.05), grapes(640, 226, 1.15), grapes(742, 250, 0.95),
        *(leaf(x, y, s, t, tone) for x, y, s, t, tone in ((560, 250, 0.9, 150, LEAF), (690, 250, 1, 190, LEAF), (590, 210, 0.9, -60, GARRIGUE))),
        man.near, *(grapes(x, y, 0.8) for x, y in ((60, 380), (120, 370), (180, 378), (240, 384))),
        crate(10, 424, 280, 90, TIMBER),
    ]


def paysagiste() -> Scene:
    woman = figure(Person(
        (196, 142), 0.46, Head(DARK, "locs", JET, "cap", TERRACOTTA),
        Clothes(LEAF, "overalls", "#3F5B4A", "short", "#3F5B4A", AMBER, OCHRE), lean=6, far=(322, 214), near=(300, 276), holds=(Tool((box(-40, -6, 104, 12, WOOD, 6), path("M54 -8H70L172 6L170 14L54 8Z", STEEL)), 22), Tool((box(-40, -6, 122, 12, WOOD, 6), path("M70 -8H88L194 -6L196 2L70 9Z", FOG)), -28)), legs=((232, 434), (158, 434)),
    ))
    return "Une paysagiste taille un buisson en boule avec de grandes cisailles ; une brouette porte les plantes à mettre en terre.", [
        *halo("#8CC7D6", 560, 140, PAPER, 96), hills(290, "#A9B375", 40), hills(320, "#8FA35A", 30), bush(70, 330, 60, GARRIGUE),
        cypress(700, 330, 210), cypress(752, 336, 160), house(590, 316, 90, 60), box(0, 318, 800, 60, "#D9C3A8"),
        stroke("M0 338H800M0 358H800M60 318V338M180 318V338M320 318V338M620 318V338M120 338V358M260 338V358M560 338V358M700 338V358", "#BFA684", 4),
        box(0, 310, 800, 12, SAND), box(0, 376, 800, 130, GARRIGUE), path("M0 440C200 400 560 410 800 450V500H0Z", LEAF),
        shadow(200, 458, 90), woman.body, box(452, 330, 20, 110, BARK), disc(462, 250, 104, "#3D5E47"),
        path("M462 146A104 104 0 0 1 462 354Z", GARRIGUE),
        stroke("M420 210Q440 190 462 190M480 270Q510 262 520 240M430 300Q450 290 462 296", LEAF, 8),
        *(path(f"M{x} {y}l14 -8l4 12Z", LEAF) for x, y in ((380, 330), (402, 372), (366, 396), (420, 410), (350, 360))), woman.far,
        woman.near, disc(377, 234, 8, INK), stroke("M720 424L794 392M600 452L584 484", WOOD, 12), path("M566 384H742L706 452H606Z", TERRACOTTA),
        path("M566 384H620L640 452H606Z", BRICK), stroke("M690 452L704 492H722", INK, 9), stroke("M560 430L610 452", INK, 9), wheel(556, 466, 29),
        plant(620, 386, 0.72, BRICK), flower(668, 352, 24, ROSE), flower(706, 360, 22, PAPER),
        stroke("M668 376V388M706 376V388", PINE, 6),
    ]


def conducteur_ligne_agroalimentaire() -> Scene:
    woman = figure(Person(
        (200, 226), 0.8, Head(FAIR, "nape", CHESTNUT, "mob", SKY), Clothes(PAPER, "coat", PAPER, "long", gloves=SKY), lean=3,
        far=(420, 300), near=(398, 236), grips=("flat", "point"), turns=(-8, -6),
    ))
    pots = [
        path(f"M{x} 352H{x + 54}L{x + 46} 408H{x + 8}Z", PAPER) + path(f"M{x} 352H{x + 16}L{x + 20} 408H{x + 8}Z", MIST) + box(x + 12, 372, 34, 18, tone, 3) + box(x - 3, 344, 60, 11, tone, 5)
        for x, tone in ((20, ROSE), (104, ROSE), (188, ROSE), (272, ROSE), (356, ROSE))
    ]
    open_pots = [
        path(f"M{x} 352H{x + 54}L{x + 46} 408H{x + 8}Z", PAPER) + path(f"M{x} 352H{x + 16}L{x + 20} 408H{x + 8}Z", MIST) + oval(x + 27, 353, 25, 6, BLUSH)
        for x in (520, 604, 688)
    ]
    return "Une conductrice de ligne, charlotte sur les cheveux, règle au tableau de commande la machine qui remplit des pots de dessert.", [
        *halo("#2F7F7A", 330, 200, "#BFE0D8", 150), stroke("M0 70H800M0 100H520", "#25686A", 16),
        box(40, 40, 26, 90, "#25686A", 4), woman.body, box(510, 40, 250, 210, STEEL, 12), box(510, 40, 76, 210, SLATE, 12),
        box(534, 70, 200, 60, SKY, 6), stroke("M546 112Q580 84 620 110T724 92", PAPER, 6), box(540, 20, 190, 26, FOG, 8),
        *(path(f"M{x} 250H{x + 38}L{x + 27} 300H{x + 11}Z", FOG) + stroke(f"M{x + 19} 304V344", BLUSH, 11) for x in (528, 612, 696)),
        box(404, 250, 16, 110, SLATE),
        moved([box(-50, -60, 100, 112, NIGHT, 8), box(-40, -50, 80, 54, SKY, 3), bars(-30, 0, (18, 34, 26), 14, (PAPER, OCHRE, PAPER)), disc(-24, 28, 11, TERRACOTTA), disc(6, 28, 9, LEAF), disc(30, 28, 9, OCHRE)], 446, 226, 1),
        woman.near, *pots, *open_pots, box(0, 424, 800, 60, "#22595A"), box(0, 408, 800, 22, INK), stroke("M20 419H790", STEEL, 5),
        *(disc(x, 446, 18, STEEL) + disc(x, 446, 7, INK) for x in range(30, 800, 92)), box(0, 462, 800, 40, "#1B4A4C"),
    ]


TRADES = (boulanger, conducteur_ligne_agroalimentaire, paysagiste, viticulteur)
