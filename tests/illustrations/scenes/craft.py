"""The trades of art and craft."""

from tests.illustrations.clothes import Clothes
from tests.illustrations.hands import Tool
from tests.illustrations.heads import Head
from tests.illustrations.palette import (
    AMBER,
    BARK,
    BLUSH,
    BRICK,
    CHESTNUT,
    DARK,
    DEEP,
    EMBER,
    FAIR,
    FOG,
    GARRIGUE,
    HONEY,
    INK,
    JET,
    LEAF,
    LILAC,
    MIST,
    NIGHT,
    OCHRE,
    OLIVE,
    PAPER,
    PEACH,
    ROSE,
    SAND,
    SEA,
    SKY,
    STEEL,
    TAN,
    TERRACOTTA,
    TIMBER,
    VIOLET,
    WOOD,
)
from tests.illustrations.people import Person, figure
from tests.illustrations.places import counter, floor, halo, shadow, shelf
from tests.illustrations.shapes import box, disc, moved, oval, path, polygon, ring, solid, stroke
from tests.illustrations.sheet import Scene
from tests.illustrations.things import screen

# A line holds what lies together in the picture, painted from the ground up: the formatter would give each word its own.
# fmt: off

def bijoutier() -> Scene:
    tweezers = Tool((stroke("M-50 0L-30 -3L40 -12L124 -3M-30 3L40 10L124 3", FOG, 7),), -44)
    woman = figure(Person(
        (204, 244), 0.82, Head(DARK, "knot", JET, glasses="loupe", earring=OCHRE), Clothes(VIOLET, "apron", BARK, "rolled"),
        lean=12, far=(470, 352), near=(414, 350), grips=("pinch", "fist"), turns=(-14, None), holds=(None, tweezers),
    ))
    gem = [
        polygon([(0, 52), (-46, 0), (-24, -26), (24, -26), (46, 0)], ROSE), polygon([(0, 52), (-20, 0), (20, 0)], "#E486A2"),
        polygon([(-46, 0), (-24, -26), (-20, 0)], BLUSH), polygon([(46, 0), (24, -26), (20, 0)], "#903E60"),
        polygon([(-24, -26), (24, -26), (20, 0), (-20, 0)], "#F7D3DC"),
    ]
    return "Une bijoutière, loupe à l’œil, fixe une pierre rose sur une bague avec une pince fine ; un collier brille sur son présentoir.", [
        *halo(OLIVE, 540, 240, HONEY, 150), shelf(620, 132, 190, BARK),
        *(ring(x, 112, 15, OCHRE, 6) + disc(x, 92, 8, tone) for x, tone in ((650, SKY), (704, LEAF), (758, ROSE))), woman.body,
        # bust with a necklace
        path("M640 440C640 350 660 330 690 318C704 310 704 290 700 270H756C752 290 754 310 768 318C800 330 812 350 812 440Z", DEEP),
        path("M640 440C640 350 660 330 690 318C704 310 704 290 700 270H716C720 320 690 340 680 440Z", "#1C3B54"),
        stroke("M690 322C690 400 766 400 768 322", OCHRE, 7),
        *(disc(x, y, 9, tone) for x, y, tone in ((694, 350, OCHRE), (708, 372, TERRACOTTA), (748, 372, TERRACOTTA), (764, 350, OCHRE))),
        moved(gem, 728, 396, 0.5), *counter(430, TIMBER, BARK), path("M240 430C260 500 520 500 540 430Z", "#593024"),
        path("M262 430C284 490 500 490 520 430Z", AMBER),
        # the ring in its clamp
        box(496, 408, 48, 30, BARK, 4), box(508, 366, 24, 48, WOOD, 4), ring(520, 318, 44, OCHRE, 14),
        stroke("M486 300A40 40 0 0 1 508 280", HONEY, 6), moved(gem, 520, 248, 0.72),
        stroke("M448 206L462 218M520 180V198M592 206L578 218", PAPER, 7), woman.far,
        woman.near, stroke("M30 426H150", STEEL, 8),
        box(130, 414, 60, 20, TERRACOTTA, 8), disc(600, 424, 9, SKY), disc(622, 426, 7, ROSE),
    ]


def ceramiste() -> Scene:
    man = figure(Person(
        (578, 214), 0.76, Head(TAN, "locs", JET, "band", SKY), Clothes(SKY, "apron", SAND, "rolled"), lean=14, turned=True,
        far=(334, 306), near=(452, 322), grips=("flat", "flat"), turns=(50, 30),
    ))
    pots = [
        path("M30 120C10 90 24 60 44 60V44H84V60C104 60 118 90 98 120Z", SEA),
        path("M30 120C10 90 24 60 44 60V44H58V60C40 80 40 100 50 120Z", DEEP), stroke("M26 90H102", SKY, 6),
        path("M140 84H220C220 110 200 120 180 120C160 120 140 110 140 84Z", LEAF),
        path("M140 84H164C164 108 170 116 180 120C160 120 140 110 140 84Z", GARRIGUE),
        path("M36 240C20 200 40 190 52 176H92C104 190 124 200 108 240Z", SAND),
        path("M36 240C20 200 40 190 52 176H66C56 200 50 214 58 240Z", HONEY), stroke("M34 214Q72 226 110 214", BRICK, 6),
        path("M160 240V186H208V240Z", TERRACOTTA), path("M160 240V186H176V240Z", BRICK), ring(214, 210, 16, TERRACOTTA, 8),
    ]
    return "Un céramiste aux mains pleines d’argile tourne un grand bol sur son tour de potier, devant une étagère de pots émaillés.", [
        *halo("#66651B", 360, 220, "#C8BB8F", 160), shelf(0, 120, 250, BARK), shelf(0, 240, 250, BARK), *pots,
        *floor(430, "#45441A"), shadow(380, 474, 260), man.body, box(360, 400, 50, 110, BARK),
        path("M300 500L320 470H450L470 500Z", "#4A2E22"), oval(386, 412, 176, 30, "#3B2A24"), oval(386, 402, 176, 28, WOOD),
        oval(386, 398, 140, 20, "#8A5A33"), man.far,
        path("M268 270H508C508 340 460 392 430 396H346C316 392 268 340 268 270Z", TERRACOTTA),
        path("M268 270H330C330 340 350 380 380 396H346C316 392 268 340 268 270Z", BRICK), oval(388, 270, 120, 25, "#E8906F"),
        oval(388, 272, 100, 18, EMBER), stroke("M300 324Q388 352 478 322M322 356Q388 376 456 354", "#E8906F", 6), man.near,
        stroke("M196 424Q216 452 250 458M576 424Q556 452 522 458", PAPER, 6), solid(640, 420, 100, 80, STEEL, 8),
        oval(690, 420, 50, 13, SKY), path("M70 500C60 440 100 420 150 424C200 428 220 460 214 500Z", TERRACOTTA),
        path("M70 500C60 440 100 420 130 423C104 450 100 476 108 500Z", BRICK),
    ]


def couturier() -> Scene:
    man = figure(Person(
        (206, 218), 0.78, Head(PEACH, "curls", CHESTNUT, glasses="round"), Clothes(ROSE, "tape", OCHRE, "rolled"), lean=12,
        far=(416, 394), near=(352, 408), grips=("flat", "flat"), turns=(4, 4),
    ))
    return "Un couturier, mètre ruban autour du cou, guide un tissu sous l’aiguille de sa machine à coudre ; une robe attend sur un mannequin.", [
        *halo(OLIVE, 560, 210, "#E3D9A8", 150), shelf(-10, 130, 150, BARK),
        *(box(x, 84, 28, 8, SAND, 2) + box(x + 3, 92, 22, 30, tone) + box(x, 122, 28, 8, SAND, 2) for x, tone in ((14, TERRACOTTA), (54, SKY), (94, ROSE))),
        # a dress on a dummy
        stroke("M690 360V470M640 476H740", BARK, 12), disc(690, 62, 14, BARK), box(682, 66, 16, 26, BARK),
        path("M640 100Q690 84 740 100C760 150 744 190 732 210L790 420H590L648 210C636 190 620 150 640 100Z", SEA),
        path("M640 100Q660 92 674 92C650 150 668 190 676 210L640 420H590L648 210C636 190 620 150 640 100Z", DEEP),
        path("M646 204H734L738 222H642Z", OCHRE), stroke("M700 240L724 410M684 240L690 412", DEEP, 5),
        path("M660 94Q690 130 722 94L716 92Q690 108 664 92Z", SAND), man.body, *counter(420, TIMBER, BARK),
        # the machine
        path("M430 250Q430 226 456 226H600Q630 226 630 256V404H570V296H476V330H430Z", PAPER),
        path("M570 296H590V404H570ZM430 296H476V330H430Z", MIST), box(420, 404, 230, 20, PAPER, 6),
        box(420, 414, 230, 10, MIST, 5), disc(636, 280, 26, TERRACOTTA), disc(636, 280, 12, BRICK),
        path("M250 416C330 402 400 420 452 408C500 398 560 414 600 408L640 500H200Z", OCHRE),
        path("M250 416C300 406 330 410 360 412L330 500H200Z", AMBER), stroke("M470 412L500 500M560 412L590 500", AMBER, 6),
        stroke("M430 414L458 410M420 416L412 418M394 418L386 418", PAPER, 4), stroke("M452 330V408", STEEL, 6), path("M436 398H468L472 408H430Z", STEEL), disc(600, 262, 11, SEA), box(496, 196, 26, 30, ROSE, 2),
        box(490, 190, 38, 8, SAND, 2), stroke("M508 196C470 190 452 210 452 330", ROSE, 3), stroke("M500 262H560", SKY, 8),
        man.far, man.near, stroke("M46 440L96 404M50 408L96 436", FOG, 8), ring(34, 448, 14, BRICK, 7),
        ring(38, 400, 14, BRICK, 7),
    ]


def designer_graphique() -> Scene:
    woman = figure(Person(
        (196, 236), 0.82, Head(FAIR, "bob", ROSE, open_eyes=True, earring=SKY), Clothes(INK, "", PAPER, "long", collar=OCHRE),
        lean=5, far=(300, 398), near=(384, 388), grips=("flat", "pinch"), turns=(0, 10),
    ))
    return "Une designer graphique dessine une affiche au stylet sur sa tablette ; à l’écran, des formes de couleur et une courbe à ajuster.", [
        *halo("#66651B", 480, 220, "#E3D9A8", 170), box(20, 40, 96, 128, SAND, 4), disc(68, 96, 30, TERRACOTTA),
        path("M20 168L60 116L90 150L116 130V168Z", SEA), *screen(330, 60, 420, 270, PAPER), box(330, 60, 44, 270, NIGHT),
        *(box(342, y, 20, 20, tone, 5) for y, tone in ((78, ROSE), (110, OCHRE), (142, SKY), (174, LEAF), (206, PAPER))),
        box(420, 78, 190, 236, SKY), disc(536, 150, 44, OCHRE), path("M420 314V250L480 186L530 246L560 214L610 268V314Z", VIOLET),
        path("M420 314V280Q500 250 610 300V314Z", GARRIGUE), path("M480 186L500 210L480 222L464 204Z", PAPER),
        stroke("M420 210C470 120 560 330 610 130", ROSE, 7), stroke("M420 210L456 120M610 130L580 260", INK, 4),
        *(box(x - 8, y - 8, 16, 16, PAPER, 2) + box(x - 5, y - 5, 10, 10, ROSE) for x, y in ((420, 210), (610, 130))),
        disc(456, 120, 8, INK), disc(580, 260, 8, INK),
        *(box(640 + 50 * (n % 2), 84 + 50 * (n // 2), 40, 40, tone, 6) for n, tone in enumerate((BRICK, TERRACOTTA, OCHRE, HONEY, SEA, SKY, VIOLET, LILAC))),
        woman.body, *counter(420, TIMBER, BARK), path("M250 424L280 392H560L580 424Z", NIGHT),
        path("M274 420L298 398H528L542 420Z", STEEL), stroke("M340 412Q400 396 470 410", ROSE, 5), woman.far,
        stroke("M372 402L440 324", INK, 10), stroke("M372 402L366 410", FOG, 6), woman.near,
        *(moved([box(-18, -110, 36, 120, tone, 4), box(-18, -26, 36, 36, PAPER, 4)], 690, 426, 1, turn) for turn, tone in ((-42, BRICK), (-24, OCHRE), (-6, LEAF), (12, SEA), (30, VIOLET))),
        solid(60, 372, 60, 54, TERRACOTTA, 6),
        *(stroke(f"M{x} 372L{x + d} {y}", tone, 9) for x, d, y, tone in ((76, -10, 310, OCHRE), (90, 2, 296, SKY), (104, 14, 316, ROSE))),
    ]


TRADES = (bijoutier, ceramiste, couturier, designer_graphique)
