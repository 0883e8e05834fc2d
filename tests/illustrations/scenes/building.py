"""The trades of building."""

from tests.illustrations.clothes import Clothes
from tests.illustrations.hands import Tool
from tests.illustrations.heads import Head
from tests.illustrations.palette import (
    AMBER,
    AUBURN,
    BARK,
    BLUSH,
    BRICK,
    BROWN,
    DARK,
    FAIR,
    FOG,
    GARRIGUE,
    HONEY,
    INK,
    JET,
    LEAF,
    MIST,
    NIGHT,
    OCHRE,
    PAPER,
    PEACH,
    ROSE,
    SAND,
    SEA,
    SKY,
    SLATE,
    STEEL,
    TERRACOTTA,
    TIMBER,
    WHITE,
    WOOD,
)
from tests.illustrations.people import Person, figure
from tests.illustrations.places import (
    bell_tower,
    bricks,
    clouds,
    cypress,
    floor,
    halo,
    hills,
    house,
    mountains,
    shadow,
    tiles,
    window,
)
from tests.illustrations.shapes import box, disc, oval, path, ring, solid, stroke
from tests.illustrations.sheet import Scene
from tests.illustrations.things import drop, toolbox

# A line holds what lies together in the picture, painted from the ground up: the formatter would give each word its own.
# fmt: off

SKY_RED = "#C4503F"


def macon() -> Scene:
    trowel = Tool((stroke("M-46 0H34", WOOD, 17), stroke("M34 0L54 -16H74", STEEL, 8), path("M70 -34L186 -8Q190 0 184 4L70 14Z", FOG), path("M70 -8L186 -2Q190 0 184 4L70 14Z", STEEL)), 2)
    brick = Tool((box(-52, -4, 128, 50, TERRACOTTA, 3), box(-52, -4, 128, 12, "#EDB095", 3), box(-52, -4, 28, 50, BRICK, 3)))
    man = figure(Person(
        (236, 236), 0.84, Head(BROWN, "crop", JET, "hard hat", OCHRE, beard=JET), Clothes(BRICK, "overalls", SEA, "rolled"),
        lean=8, far=(476, 326), near=(330, 396), holds=(brick, trowel),
    ))
    return "Un maçon barbu, casque sur la tête, pose une brique rose sur un mur, la truelle à la main ; au loin, un clocher de Toulouse.", [
        *halo(SKY_RED, 500, 170, SAND, 120), *clouds(SKY_RED, (40, 60), (620, 50)), hills(330, "#9A3B38"), cypress(60, 330, 170),
        cypress(106, 336, 120), bell_tower(672, 330, 1.25), house(560, 330, 70, 60, BLUSH), house(730, 334, 90, 130),
        box(0, 330, 800, 180, "#7E3238"), stroke("M300 300H740", PAPER, 3), man.body, bricks(300, 386, 500, 120, "#E08A6B", 38),
        bricks(620, 310, 180, 76, "#E08A6B", 38), bricks(708, 234, 100, 76, "#E8A080", 38),
        path("M300 380C340 366 380 378 430 372C480 368 560 380 620 372V392H300Z", FOG), man.far, man.near,
        solid(24, 432, 120, 80, INK, 8), oval(84, 432, 60, 15, STEEL), oval(84, 429, 48, 10, FOG),
    ]


def plombier() -> Scene:
    wrench = Tool((box(-84, -9, 130, 18, BRICK, 9), path("M38 -12L84 -26Q116 -36 128 -12L106 -2L108 13L94 9L82 13L40 13Z", FOG), path("M108 13L126 2L132 26Q116 40 94 28Z", STEEL)), -38)
    man = figure(Person(
        (322, 190), 0.64, Head(FAIR, "curls", AUBURN), Clothes(OCHRE, "overalls", SEA, "rolled", SEA, AMBER), lean=14, far=(536, 216),
        near=(430, 346), grips=("fist", "fist"), turns=(-20, None), holds=(Tool((), -84), wrench), bends=(-1, 1),
        legs=(((412, 398), (404, 474)), ((298, 466), (180, 474))), feet=(0, 66),
    ))
    return "Un plombier, un genou à terre sous un lavabo, serre l’écrou d’un tuyau avec une grosse clé ; l’eau qui fuit tombe dans un seau.", [
        tiles(0, 0, 800, 500, "#2C7F95", 58), disc(520, 170, 214, "#4B92A9", 0.5), disc(520, 170, 150, "#8CC7D6", 0.35),
        *window(70, 40, 110, 110, PAPER, HONEY), *floor(430, "#2A6277"), shadow(306, 488, 190),
        # the basin on the wall, its tap and the pipes under it
        stroke("M700 206V330H810", STEEL, 16), box(690, 250, 20, 26, OCHRE, 4),
        stroke("M546 170V300C546 352 636 352 636 300V286H810", FOG, 30), stroke("M555 170V300C555 340 627 340 627 300", WHITE, 6),
        box(524, 246, 44, 26, STEEL, 5), box(614, 272, 44, 24, STEEL, 5),
        path("M440 96H652L640 148Q632 176 598 176H494Q460 176 452 148Z", PAPER),
        path("M440 96H474L494 176Q460 176 452 148Z", MIST), box(428, 84, 236, 20, PAPER, 10), box(428, 95, 236, 9, MIST, 4),
        stroke("M606 84V52Q606 30 582 30Q562 30 562 48", STEEL, 15), box(592, 70, 28, 16, STEEL, 4), box(612, 56, 34, 10, TERRACOTTA, 5),
        man.body, man.far, man.near,
        drop(584, 366, 9), drop(590, 396, 10),
        path("M534 424H648L636 496H546Z", OCHRE), path("M534 424H572L576 496H546Z", AMBER), oval(591, 424, 57, 13, SKY),
        stroke("M534 424C536 386 646 386 648 424", INK, 5), toolbox(668, 494, 1.02),
    ]


def electricien_batiment() -> Scene:
    driver = Tool((stroke("M34 0H120", FOG, 9), box(-46, -13, 84, 26, SKY, 12), box(118, -6, 14, 12, STEEL, 2)), -12)
    woman = figure(Person(
        (226, 232), 0.84, Head(DARK, "ponytail", JET, "cap", ROSE, glasses="safety", earring=OCHRE),
        Clothes(OCHRE, "overalls", SLATE, "long", gloves=BRICK), lean=4, far=(478, 366), near=(458, 250), grips=("pinch", "fist"),
        turns=(-14, None), holds=(None, driver),
    ))
    breakers = [
        box(x, y, 34, 62, tone, 4) + box(x + 9, y + 16, 16, 26, INK, 4) + box(x + 11, y + (16 if (x + y) % 3 else 29), 12, 12, OCHRE if tone == PAPER else WHITE, 3)
        for y in (92, 184) for x, tone in ((574, PAPER), (612, PAPER), (650, SKY), (688, PAPER))
    ]
    return "Une électricienne en gants isolants, tournevis en main, branche les fils de couleur d’un tableau électrique ouvert.", [
        *halo("#845400", 300, 210, HONEY, 130), stroke("M0 60H210M40 60V0M640 0V60", "#6B4400", 16), stroke("M388 0V60", INK, 5),
        box(376, 58, 24, 24, STEEL, 4), disc(388, 104, 30, PAPER), disc(388, 104, 17, OCHRE),
        stroke("M338 104H322M438 104H454M352 140L342 150M424 140L434 150", PAPER, 6), woman.body, box(540, 56, 204, 360, STEEL, 8),
        box(552, 68, 180, 336, NIGHT, 4), *breakers, box(566, 158, 164, 9, FOG), box(566, 250, 164, 9, FOG),
        stroke("M590 259C590 330 500 300 506 372", TERRACOTTA, 9), stroke("M628 259C628 350 540 320 520 378", SKY, 9),
        stroke("M666 259C666 380 570 330 530 390", LEAF, 9), stroke("M704 259C710 340 690 360 700 404", TERRACOTTA, 9),
        stroke("M690 259C676 330 668 360 664 404", SKY, 9), path("M744 56H790Q800 56 800 66V406Q800 416 790 416H744Z", FOG),
        path("M772 150L800 206H744Z", OCHRE), path("M776 166L764 190H774L768 204L786 182H776Z", INK), *floor(452, "#5A3A00"),
        woman.far, woman.near, disc(78, 440, 62, BRICK), disc(78, 440, 46, TERRACOTTA), ring(78, 440, 34, BRICK, 6),
        disc(78, 440, 16, INK), stroke("M132 462C190 500 230 476 300 494", TERRACOTTA, 8),
    ]


def charpentier() -> Scene:
    hammer = Tool((box(-34, -6, 118, 12, WOOD, 6), path("M68 -24H88V30Q88 38 80 38H72Q66 38 66 30V-4L60 -28Z", INK)), -58)
    chisel = Tool((stroke("M20 0H62", FOG, 8), box(-30, -8, 54, 16, OCHRE, 7)), -4)
    woman = figure(Person(
        (222, 150), 0.42, Head(PEACH, "braid", AUBURN, "hard hat", PAPER), Clothes(ROSE, "harness", OCHRE, "long", INK, AMBER),
        lean=6, far=(344, 238), near=(292, 100), holds=(chisel, hammer), nod=4,
        legs=((264, 417), (186, 417)),
    ))
    beams = (stroke("M62 470L420 92L778 470", TIMBER, 34) + stroke("M76 464L420 100", HONEY, 8) + stroke("M420 110V440", WOOD, 30) + stroke("M420 400L250 300M420 400L590 300", WOOD, 24))
    return "Une charpentière debout sur les poutres d’un toit assemble la charpente à coups de marteau, face aux Pyrénées.", [
        *halo("#E3A32B", 560, 150, PAPER, 100), *mountains(330, "#8666B2", 170), hills(330, LEAF, 20),
        *(house(x, 380, w, h, wall) for x, w, h, wall in ((20, 70, 60, SAND), (640, 80, 66, BLUSH), (716, 70, 50, SAND))),
        hills(390, GARRIGUE, 16), stroke("M172 440L530 62L888 440", "#B98A4C", 22), stroke("M530 80V430", "#A2763E", 20),
        stroke("M420 92L530 62M250 272L360 242M590 272L700 242M140 388L250 358M694 382L800 352", TIMBER, 20), beams,
        box(0, 446, 800, 36, TIMBER), box(0, 446, 800, 10, HONEY), box(0, 482, 800, 18, "#6B3F2A"), woman.far,
        woman.body, woman.near, box(186, 276, 36, 40, BARK, 6),
    ]


TRADES = (charpentier, electricien_batiment, macon, plombier)
