"""The trades of water and energy."""

from tests.illustrations.clothes import Clothes
from tests.illustrations.hands import Tool
from tests.illustrations.heads import Head
from tests.illustrations.palette import (
    AMBER,
    AUBURN,
    BLUSH,
    BRICK,
    BROWN,
    DARK,
    DEEP,
    FAIR,
    FOG,
    GARRIGUE,
    INK,
    JET,
    LAGOON,
    LEAF,
    MIST,
    NIGHT,
    OCHRE,
    PAPER,
    SAND,
    SEA,
    SKY,
    SLATE,
    STEEL,
    TAN,
    TERRACOTTA,
    WHITE,
)
from tests.illustrations.people import Person, figure
from tests.illustrations.places import (
    bell_tower,
    clouds,
    cypress,
    fir,
    floor,
    halo,
    hills,
    house,
    mountains,
    tree,
    water,
)
from tests.illustrations.shapes import box, disc, moved, oval, path, polygon, ring, stroke
from tests.illustrations.sheet import Scene
from tests.illustrations.things import cone, tablet, wheel

# A line holds what lies together in the picture, painted from the ground up: the formatter would give each word its own.
# fmt: off

def agent_reseaux_assainissement() -> Scene:
    man = figure(Person(
        (386, 164), 0.5, Head(TAN, "short", JET, "hard hat", PAPER, beard=JET),
        Clothes(OCHRE, "vest", TERRACOTTA, "long", SEA, INK, INK), lean=4, far=(488, 252), near=(444, 300), holds=(Tool((), -6), Tool((), -78)), legs=((402, 462), (370, 462)),
    ))
    street = 326
    return "Un agent des réseaux d’assainissement descend dans un égout ; on voit sous la rue la canalisation qu’il nettoie au jet d’eau.", [
        *halo(LAGOON, 440, 150, "#BFE0D8", 110), house(6, street, 90, 130), house(96, street, 76, 96, BLUSH),
        bell_tower(214, street, 1), house(690, street, 110, 150, SAND), tree(288, street, 120),
        # the tanker
        box(546, 176, 190, 100, PAPER, 44), box(546, 226, 190, 50, MIST, 30), box(590, 176, 22, 100, SEA),
        box(650, 176, 22, 100, SEA), box(530, 276, 290, 20, INK, 4), wheel(590, 302, 26), wheel(656, 302, 26),
        path("M746 146H830V290H746Z", SEA), path("M768 164H830V216H768Z", SKY), box(0, street, 800, 190, "#7A4A2C"),
        *(oval(x, y, rx, 8, "#94603A") for x, y, rx in ((60, 376, 26), (190, 390, 34), (620, 374, 30), (740, 388, 22))),
        box(0, 404, 800, 100, STEEL), box(0, 416, 800, 74, NIGHT),
        path("M0 464Q60 456 120 464T240 464T360 464T480 464T600 464T720 464T840 464V490H0Z", SKY),
        stroke("M20 474H90M160 478H240M640 474H720", PAPER, 4),
        path(f"M316 {street}H330V404H316ZM464 {street}H478V404H464Z", STEEL), box(330, street, 134, 100, NIGHT),
        stroke("M340 346H362M340 370H362M340 394H362M340 418H362", OCHRE, 8), man.body,
        path("M330 464Q396 456 464 464V490H330Z", SKY), box(330, 490, 134, 14, STEEL), box(0, street, 330, 14, SLATE),
        box(464, street, 340, 14, SLATE), box(310, street - 6, 26, 14, INK, 3), box(458, street - 6, 26, 14, INK, 3),
        box(196, street - 10, 106, 12, INK, 5), cone(150, street, 0.72), cone(60, street, 0.72),
        stroke("M540 250C520 250 506 246 488 252C454 262 440 290 440 330V420C440 450 470 452 500 452", TERRACOTTA, 13),
        stroke("M500 452H522", FOG, 14), stroke("M536 448L590 430M538 454H610M536 460L586 474", PAPER, 6), man.far, man.near,
    ]


def frigoriste() -> Scene:
    woman = figure(Person(
        (206, 226), 0.78, Head(BROWN, "bun", JET, "cap", SEA), Clothes(SEA, "overalls", NIGHT, "rolled"), lean=4, far=(446, 238),
        near=(444, 336), holds=(Tool(()), Tool((stroke("M-70 0H62", OCHRE, 11),), -88)),
    ))

    def dial(x: float, y: float, colour: str, needle: str) -> str:
        return (
            disc(x, y, 42, colour)
            + disc(x, y, 33, PAPER)
            + stroke(f"M{x - 20} {y + 12}A24 24 0 1 1 {x + 20} {y + 12}", STEEL, 5)
            + stroke(f"M{x} {y}{needle}", INK, 5)
        )

    flake = stroke("M0 -50V50M-43 -25L43 25M-43 25L43 -25M-14 -44L0 -30L14 -44M-14 44L0 30L14 44M-45 -10L-26 -15L-31 -34M45 -10L26 -15L31 -34M-45 10L-26 15L-31 34M45 10L26 15L31 34", PAPER, 9)
    return "Une frigoriste mesure la pression d’un groupe froid avec ses manomètres bleu et rouge ; un flocon de glace orne la chambre froide.", [
        *halo("#0E6B82", 330, 190, "#BFE6EC", 150), woman.body, box(560, 20, 260, 380, PAPER, 10), box(560, 20, 40, 380, MIST, 10),
        box(622, 50, 170, 150, SKY, 10), moved([flake], 708, 124, 1), box(580, 226, 210, 164, STEEL, 10),
        box(580, 226, 210, 18, SLATE, 8), disc(686, 318, 62, NIGHT),
        *(f'<g transform="translate(686 318) rotate({t})">' + path("M0 0C24 -10 34 -40 12 -54C-4 -50 -10 -20 0 0Z", FOG) + "</g>" for t in (0, 120, 240)),
        disc(686, 318, 12, OCHRE), ring(686, 318, 62, SLATE, 6), ring(686, 318, 40, SLATE, 4),
        stroke("M586 274H560C530 274 526 284 524 256", TERRACOTTA, 11), stroke("M586 366C520 366 500 330 500 256", SEA, 12), stroke("M586 366C520 366 500 330 500 256", SKY, 5),
        box(576, 262, 28, 24, OCHRE, 4), box(576, 354, 28, 24, OCHRE, 4), box(440, 222, 110, 32, OCHRE, 8), woman.far,
        dial(462, 194, SEA, "l-16 -12"), dial(532, 194, BRICK, "l16 -14"),
        stroke("M472 254C472 276 448 266 446 288M442 392C440 410 420 400 418 420", OCHRE, 11), woman.near,
        *floor(452, "#0A4557"), box(386, 406, 64, 92, LEAF, 18), box(386, 406, 20, 92, GARRIGUE, 14),
        box(406, 388, 24, 22, STEEL, 4),
        *(moved([flake], x, y, s) for x, y, s in ((60, 90, 0.5), (420, 70, 0.44), (110, 200, 0.3))),
    ]


def hydrologue() -> Scene:
    woman = figure(Person(
        (280, 142), 0.5, Head(FAIR, "ponytail", AUBURN, "cap", OCHRE),
        Clothes(TERRACOTTA, "overalls", "#3F5B4A", "long", "#3F5B4A"), lean=4, far=(420, 206), near=(346, 268),
        grips=("fist", "palm"), turns=(-10, -10), legs=((318, 470), (240, 470)),
    ))
    return "Une hydrologue en bottes hautes, debout dans la rivière, mesure la hauteur de l’eau sur une règle graduée, au pied des Cévennes.", [
        *halo("#0B6E74", 560, 150, "#F6E3C5", 110), *clouds("#0B6E74", (40, 50)),
        path("M0 250L120 170L240 236L360 150L500 250L620 176L800 262V340H0Z", "#4C9A9A"), hills(280, "#2F8377", 30),
        *(fir(x, y, h, GARRIGUE) for x, y, h in ((40, 320, 150), (100, 326, 110), (700, 316, 130), (760, 326, 170))),
        path("M0 306C160 300 240 320 320 330L560 330C640 316 700 300 800 306V360H0Z", LEAF), *water(336, "#2D8FA5", WHITE),
        path("M0 336H800V352Q600 344 400 352T0 350Z", SKY), woman.body,
        # the staff gauge
        box(420, 60, 44, 360, PAPER), *(box(420, y, 44 if n % 2 else 24, 18, BRICK) for n, y in enumerate(range(66, 410, 36))),
        stroke("M420 60V420", INK, 5), path("M-10 404Q100 396 200 404T400 404T600 404T810 404V510H-10Z", "#2D8FA5", 0.82),
        stroke("M60 470H150M300 452H380M520 476H620M640 430H720M240 486H300", WHITE, 5, 0.6),
        stroke("M214 402Q252 392 300 400T392 402M400 404Q440 394 500 402", WHITE, 6), woman.far, tablet(372, 258, 0.8, -8),
        woman.near,
        path("M60 500C40 460 90 430 140 440C190 430 220 470 210 500ZM620 500C600 440 660 410 720 430C780 430 800 470 800 500Z", STEEL),
        path("M60 500C40 460 90 430 120 438C100 460 100 480 104 500ZM620 500C600 440 660 410 690 420C660 450 664 480 668 500Z", SLATE),
        moved([path("M-14 -60H14V-36L20 -20V40Q20 50 10 50H-10Q-20 50 -20 40V-20L-14 -36Z", PAPER, 0.9), path("M-20 0H20V40Q20 50 10 50H-10Q-20 50 -20 40Z", SKY), box(-17, -72, 34, 16, TERRACOTTA, 4)], 160, 402, 0.9),
        moved([path("M-14 -60H14V-36L20 -20V40Q20 50 10 50H-10Q-20 50 -20 40V-20L-14 -36Z", PAPER, 0.9), path("M-20 10H20V40Q20 50 10 50H-10Q-20 50 -20 40Z", SKY), box(-17, -72, 34, 16, TERRACOTTA, 4)], 112, 406, 0.9),
    ]


def installateur_solaire() -> Scene:
    man = figure(Person(
        (214, 168), 0.5, Head(DARK, "crop", JET, "hard hat", OCHRE, beard=JET),
        Clothes(SEA, "harness", TERRACOTTA, "long", INK, AMBER, OCHRE), lean=16, far=(408, 190), near=(374, 296), turns=(10, 10),
        legs=((238, 436), (150, 456)), feet=(18, 18),
    ))
    held = [
        box(-8, -8, 286, 176, PAPER, 6),
        *(box(4 + 54 * c, 4 + 54 * r, 48, 48, (SEA, DEEP, "#4089A2")[(c + 2 * r) % 3]) for r in range(3) for c in range(5)),
        path("M120 0H180L60 160H4V156Z", WHITE, 0.16),
    ]

    def laid(x: float, y: float) -> str:
        """Return a panel that lies on the roof already."""
        return polygon([(x, y), (x + 126, y + 34), (x + 100, y + 86), (x - 26, y + 52)], PAPER) + "".join(
            polygon(
                [
                    (x + 6 + 40 * c - 8 * r, y + 6 + 11 * c + 22 * r),
                    (x + 40 + 40 * c - 8 * r, y + 15 + 11 * c + 22 * r),
                    (x + 30 + 40 * c - 8 * r, y + 34 + 11 * c + 22 * r),
                    (x - 4 + 40 * c - 8 * r, y + 25 + 11 * c + 22 * r),
                ],
                (SEA, DEEP)[(c + r) % 2],
            )
            for c in range(3)
            for r in range(2)
        )

    return "Un installateur retenu par un harnais pose un panneau solaire sur un toit de tuiles, sous un grand soleil.", [
        *halo("#1B7F86", 600, 120, OCHRE, 96), *clouds("#1B7F86", (60, 50)), *mountains(280, "#4C9A9A", 110),
        hills(300, "#8FA35A", 20), cypress(740, 330, 120), bell_tower(690, 310, 0.7),
        path("M-10 300L120 250L810 440V510H-10Z", TERRACOTTA),
        *(stroke(f"M-20 {y}" + "q16 14 32 8" * 28, BRICK, 5) for y in (300, 336, 372, 408, 444, 480)), laid(456, 366),
        laid(596, 404), laid(736, 442), laid(420, 440), stroke("M196 232C120 260 90 240 20 290", OCHRE, 6), man.body,
        moved(held, 398, 150, 1, 12), man.far, man.near,
    ]


TRADES = (agent_reseaux_assainissement, frigoriste, hydrologue, installateur_solaire)
