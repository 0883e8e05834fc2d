"""The trades of health."""

from tests.illustrations.clothes import Clothes
from tests.illustrations.hands import Tool
from tests.illustrations.heads import Head
from tests.illustrations.palette import (
    AMBER,
    AUBURN,
    BROWN,
    CHESTNUT,
    DEEP,
    FAIR,
    FOG,
    GARRIGUE,
    HONEY,
    INK,
    JET,
    LEAF,
    LILAC,
    MIST,
    OCHRE,
    PAPER,
    PEACH,
    ROSE,
    SAND,
    SEA,
    SILVER,
    SKY,
    SLATE,
    STEEL,
    TAN,
    TERRACOTTA,
    TIMBER,
    VIOLET,
    WOOD,
)
from tests.illustrations.people import Person, figure
from tests.illustrations.places import counter, floor, halo, shelf, window
from tests.illustrations.shapes import box, disc, moved, number, oval, path, stroke
from tests.illustrations.sheet import Scene
from tests.illustrations.things import bottle, jar

# A line holds what lies together in the picture, painted from the ground up: the formatter would give each word its own.
# fmt: off

GROUND = "#B84068"


def cross(x: float, y: float, size: float, colour: str) -> str:
    """Return a cross of equal arms."""
    return path(f"M{number(x - size / 3)} {number(y - size)}h{number(size * 2 / 3)}v{number(size * 2 / 3)}h{number(size * 2 / 3)}v{number(size * 2 / 3)}h{number(-size * 2 / 3)}v{number(size * 2 / 3)}h{number(-size * 2 / 3)}v{number(-size * 2 / 3)}h{number(-size * 2 / 3)}v{number(-size * 2 / 3)}h{number(size * 2 / 3)}Z", colour)


def aide_soignant() -> Scene:
    spoon = Tool((stroke("M-40 0H66", FOG, 7), oval(80, 0, 16, 9, FOG), oval(81, 2, 11, 5, OCHRE)), -112)
    aide = figure(Person(
        (216, 186), 0.66, Head(PEACH, "curls", CHESTNUT), Clothes(LILAC, "tunic", PAPER, "short", PAPER), lean=10,
        far=(424, 352), near=(356, 366), grips=("palm", "palm"), turns=(24, 4), legs=((240, 640), (150, 640)),
    ))
    patient = figure(Person(
        (590, 218), 0.64, Head(BROWN, "knot", SILVER, glasses="round", open_eyes=True, earring=OCHRE), Clothes(SKY, "", PAPER, "long"), lean=-10,
        nod=8, turned=True, far=None, near=(506, 268), bends=(1, 1), holds=(None, spoon),
    ))
    return "Un aide-soignant tient le bol de soupe d’une femme âgée, assise dans son lit, qui porte elle-même la cuillère à sa bouche.", [
        *halo(GROUND, 400, 200, "#F2B8C6", 150), *window(60, 50, 110, 130, PAPER, HONEY), cross(700, 70, 22, "#D4728F"),
        cross(640, 110, 12, "#D4728F"), *floor(450, "#8E3352"),
        # the bed
        box(716, 150, 24, 320, FOG, 8), box(730, 200, 70, 20, FOG), path("M560 230C590 190 680 170 716 190L730 380H590Z", PAPER),
        path("M640 196C680 180 700 184 716 190L730 380H660Z", MIST), patient.body,
        path("M330 372C400 350 480 380 560 352C640 330 720 360 800 356V470H330Z", SEA),
        path("M330 372C400 350 480 380 560 352L556 386C480 410 400 384 330 404Z", SKY), box(320, 462, 480, 16, FOG),
        stroke("M350 478V500M760 478V500", STEEL, 12), aide.body,
        # the meal
        aide.far, box(330, 386, 200, 14, PAPER, 7), box(330, 394, 200, 6, MIST, 3),
        path("M352 350H436C436 374 420 386 394 386C368 386 352 374 352 350Z", TERRACOTTA), oval(394, 350, 42, 9, OCHRE),
        stroke("M384 330C376 316 396 308 388 294M408 330C400 316 420 308 412 294", "#F7D3DC", 5), box(462, 344, 34, 42, PAPER, 4),
        box(462, 360, 34, 26, SKY, 4), patient.near, aide.near,
    ]


def infirmier() -> Scene:
    syringe = (stroke("M26 0H50", STEEL, 3), box(-30, -8, 58, 16, PAPER, 3), box(-6, -8, 34, 16, SKY, 3), box(-52, -4, 24, 8, FOG, 2), box(-58, -12, 7, 24, STEEL, 3))
    nurse = figure(Person(
        (306, 176), 0.66, Head(PEACH, "short", AUBURN, beard=AUBURN), Clothes(SEA, "tunic", PAPER, "short", INK, gloves=LILAC),
        lean=12, far=(528, 336), near=(452, 250), grips=("flat", "pinch"), turns=(-4, 14), legs=((340, 640), (246, 640)),
    ))
    girl = figure(Person(
        (604, 196), 0.64, Head(BROWN, "afro", JET, open_eyes=True, earring=OCHRE), Clothes(OCHRE, "", PAPER, "none", DEEP),
        turned=True, far=None, near=(506, 398), grips=("flat", "fist"), turns=(None, 60), bends=(1, -1),
        legs=(((470, 404), (480, 640)), ((476, 410), (500, 640))),
    ))
    return "Un infirmier en tunique bleue et gants vaccine le haut du bras d’une patiente assise ; près de lui, un haricot, du coton et un flacon.", [
        *halo(GROUND, 420, 200, "#F2B8C6", 160), cross(90, 90, 26, "#D4728F"), cross(150, 150, 13, "#D4728F"),
        *window(660, 40, 110, 120, PAPER, HONEY), *floor(450, "#8E3352"),
        box(650, 250, 40, 220, STEEL, 16), box(500, 406, 190, 36, SLATE, 14), box(580, 440, 24, 60, STEEL), moved(syringe, 516, 262, 1.1, 14), girl.body,
        girl.near, nurse.body, nurse.far, nurse.near,
        *counter(440, FOG, STEEL, -10, 250),
        # kidney dish, cotton and a phial
        path("M20 412C20 440 60 448 90 436C112 428 130 432 140 436C170 440 176 412 150 408H36Q20 406 20 412Z", STEEL), path("M36 410H150C160 414 150 422 120 418C100 416 84 422 66 424C44 424 32 418 36 410Z", PAPER),
        disc(62, 408, 14, PAPER), disc(86, 406, 15, MIST), disc(108, 410, 12, PAPER), bottle(160, 440, 64, SKY), box(186, 408, 56, 32, PAPER, 3), cross(214, 424, 9, TERRACOTTA),
    ]


def kinesitherapeute() -> Scene:
    kine = figure(Person(
        (640, 176), 0.6, Head(TAN, "knot", CHESTNUT), Clothes(PAPER, "", PAPER, "short", SEA), lean=16, turned=True,
        far=(430, 236), near=(520, 262), grips=("flat", "fist"), turns=(10, None), holds=(None, Tool((), -80)), legs=((600, 560), (680, 560)),
    ))
    patient = figure(Person(
        (210, 318), 0.52, Head(BROWN, "crop", JET), Clothes(TERRACOTTA, "", PAPER, "short", INK, PAPER), lean=-90, nod=-60,
        far=None, near=(300, 356), grips=("flat", "flat"), turns=(None, 0), bends=(1, -1),
        legs=(((450, 318), (545, 330)), ((404, 218), (520, 252))), feet=(-80, -60),
    ))
    return "Une kinésithérapeute plie le genou d’un patient couché sur une table de soins, près d’un gros ballon et d’un espalier.", [
        *halo(GROUND, 380, 190, "#F2B8C6", 150), box(30, 30, 14, 440, WOOD), box(190, 30, 14, 440, WOOD),
        *(box(36, y, 160, 12, TIMBER, 6) for y in range(60, 300, 40)), *floor(440, "#8E3352"), patient.far,
        stroke("M170 372L150 490M560 372L580 490", STEEL, 14), box(90, 348, 520, 30, SEA, 14), box(90, 348, 520, 10, SKY, 5),
        oval(170, 342, 62, 14, PAPER), patient.body, patient.near, kine.body, kine.far, kine.near, disc(730, 420, 78, SKY),
        path("M730 342A78 78 0 0 0 730 498C690 470 680 380 730 342Z", "#5B9FB4"),
        stroke("M676 390Q730 410 786 390M672 440Q730 460 788 440", "#5B9FB4", 5), stroke("M320 474H400", STEEL, 10),
        *(box(x, 452, 16, 44, INK, 5) for x in (304, 322, 384, 402)),
    ]


def preparateur_en_pharmacie() -> Scene:
    pestle = Tool((stroke("M-42 0H48", PAPER, 22), stroke("M-44 0H-52", MIST, 28)), -122)
    woman = figure(Person(
        (206, 220), 0.78, Head(FAIR, "hijab", SEA), Clothes(SKY, "coat", PAPER, "long"), lean=6, far=(470, 276), near=(414, 316),
        grips=("fist", "fist"), turns=(-6, None), holds=(None, pestle),
    ))
    boxes = [
        box(x, y - h, w, h, PAPER, 2) + box(x, y - h, w, h * 0.36, tone, 2)
        for y in (130, 220) for x, w, h, tone in ((470, 34, 52, SKY), (508, 46, 40, TERRACOTTA), (558, 30, 56, LEAF), (592, 40, 44, OCHRE), (636, 34, 54, ROSE), (674, 50, 38, SKY), (728, 30, 56, VIOLET), (762, 40, 46, LEAF))
    ]
    return "Une préparatrice en pharmacie broie une poudre au mortier, une boîte de médicaments à la main, devant des rayons et une croix verte.", [
        *halo("#2C6B58", 320, 200, "#D4EBDD", 150), box(440, 40, 370, 240, "#235746"), shelf(440, 130, 370, SAND),
        shelf(440, 220, 370, SAND), shelf(440, 310, 370, SAND), *boxes,
        *(bottle(x, 310, 70, tone) for x, tone in ((640, AMBER), (672, AMBER), (704, GARRIGUE), (740, AMBER))),
        box(24, 24, 136, 136, "#1B4A3B", 20), cross(92, 92, 54, "#7FD08A"), cross(92, 92, 34, "#2C6B58"), woman.body,
        *counter(430, PAPER, "#1B4A3B"), woman.far,
        moved([box(-10, -44, 78, 58, PAPER, 3), box(-10, -44, 78, 20, ROSE, 3), path("M24 -14h10v8h8v10h-8v8h-10v-8h-8v-10h8Z", "#7FD08A")], 480, 264, 1, -4),
        # mortar and pestle
        path("M360 352H520C520 400 496 420 470 420H410C384 420 360 400 360 352Z", FOG),
        path("M360 352H398C398 392 410 412 430 420H410C384 420 360 400 360 352Z", STEEL), oval(440, 352, 80, 16, PAPER),
        oval(440, 354, 64, 11, "#BFE0D8"), box(396, 416, 88, 16, STEEL, 5), woman.near, box(560, 400, 110, 34, SKY, 5),
        *(disc(x, 412, 7, PAPER) + disc(x, 426, 7, PAPER) for x in (576, 598, 620, 642)),
        *(oval(x, y, 12, 6, tone) for x, y, tone in ((704, 426, ROSE), (732, 420, OCHRE), (754, 428, ROSE))),
        jar(90, 430, 60, 76, AMBER, PAPER), box(96, 378, 48, 26, PAPER, 2), jar(30, 430, 44, 58, "#5B9FB4", PAPER),
    ]


TRADES = (aide_soignant, infirmier, kinesitherapeute, preparateur_en_pharmacie)
