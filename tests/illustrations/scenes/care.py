"""The social trades."""

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
    DEEP,
    FAIR,
    FOG,
    GARRIGUE,
    HONEY,
    INK,
    JET,
    LEAF,
    OCHRE,
    PAPER,
    PEACH,
    ROSE,
    SAND,
    SEA,
    SKY,
    STEEL,
    STRAW,
    TAN,
    TERRACOTTA,
    TIMBER,
    VIOLET,
)
from tests.illustrations.people import Person, figure
from tests.illustrations.places import bush, counter, floor, halo, house, shadow, shelf, tree, window
from tests.illustrations.shapes import box, disc, mirrored, moved, oval, path, polygon, ring, stroke
from tests.illustrations.sheet import Scene
from tests.illustrations.things import binders

# A line holds what lies together in the picture, painted from the ground up: the formatter would give each word its own.
# fmt: off

GROUND = "#C4503F"


def accompagnant_educatif_et_social() -> Scene:
    woman = figure(Person(
        (158, 150), 0.47, Head(TAN, "curls", JET, open_eyes=True), Clothes(SEA, "tunic", PAPER, "short", INK, AMBER), lean=14, nod=4,
        far=(262, 256), near=(254, 262), holds=(Tool(()), Tool((), 0)), legs=((64, 446), (196, 450)),
    ))
    man = figure(Person(
        (342, 204), 0.45, Head(FAIR, "short", STRAW, glasses="round", open_eyes=True),
        Clothes(OCHRE, "", PAPER, "long", VIOLET, INK), lean=-4, nod=-4, far=(474, 232), near=(420, 312), grips=("point", "palm"),
        turns=(-12, 14), legs=(((438, 352), (454, 430)), ((432, 358), (438, 434))),
    ))
    chair = [
        stroke("M250 258H282V400", INK, 9), box(276, 250, 18, 130, DEEP, 8), box(282, 358, 130, 16, DEEP, 8), stroke("M410 368L446 448H482", STEEL, 9),
        ring(326, 398, 64, INK, 9), ring(326, 398, 52, STEEL, 5),
        stroke("M326 346V450M274 398H378M289 361L363 435M289 435L363 361", FOG, 3), disc(326, 398, 9, STEEL),
        disc(424, 442, 20, INK), disc(424, 442, 9, STEEL), stroke("M290 332H390", INK, 12),
    ]
    shopping = [
        stroke("M452 246L438 330", TIMBER, 15), path("M458 330C450 290 464 274 474 264C482 282 482 306 474 330Z", GARRIGUE), path("M414 332C408 304 416 294 424 286C432 300 434 316 430 332Z", LEAF),
        path("M388 322H482L474 384H398Z", TERRACOTTA), path("M388 322H414L420 384H398Z", BRICK),
    ]
    return "Une accompagnante éducative et sociale en tunique pousse sur une rampe le fauteuil roulant d’un homme, ses courses sur les genoux ; il lui montre du doigt la porte de chez lui.", [
        *halo(GROUND, 300, 180, SAND, 130), house(6, 400, 96, 180, SAND), tree(540, 400, 180), box(0, 396, 800, 110, "#9A3B38"),
        # his house: steps for some, a ramp for all
        box(596, 40, 220, 380, BLUSH), box(596, 40, 70, 380, "#D98BA2"), path("M572 44H800V10H598Z", BRICK), box(676, 148, 108, 236, PAPER, 6), box(686, 158, 88, 226, SEA, 4),
        box(698, 172, 64, 76, SKY, 3), disc(700, 286, 8, OCHRE), box(612, 168, 40, 64, PAPER, 4), box(618, 174, 28, 52, SKY, 2), box(606, 232, 52, 10, SAND, 3), bush(632, 384, 26, LEAF),
        path("M-20 484L596 384H820V520H-20Z", SAND), path("M-20 484L596 384H820V398H598L-20 498Z", HONEY),
        shadow(130, 462, 120), shadow(350, 464, 140), man.far, man.body, *chair, *shopping, man.near, woman.far, woman.body,
        box(178, 216, 26, 32, PAPER, 3), box(184, 222, 14, 11, SEA, 2), stroke("M184 240H198", STEEL, 3), woman.near,
    ]


def assistant_social() -> Scene:
    man = figure(Person(
        (180, 204), 0.68, Head(DARK, "crop", JET, glasses="round", beard=JET), Clothes(GARRIGUE, "", PAPER, "long", collar=PAPER),
        lean=8, far=(388, 338), near=(340, 378), grips=("palm", "pinch"), turns=(-14, 16),
    ))
    bill = (box(-24, -124, 96, 136, PAPER, 3), stroke("M-8 -108H20M-8 -92H14M-8 -44H54M-8 -28H40", STEEL, 5), stroke("M56 -106A20 20 0 1 0 56 -70M12 -93H40M12 -82H40", BRICK, 7))
    mother = figure(Person(
        (640, 216), 0.64, Head(PEACH, "long", CHESTNUT), Clothes(VIOLET, "", PAPER, "long"), lean=2, nod=10, turned=True, far=None,
        near=(492, 320), grips=("flat", "fist"), holds=(None, Tool((mirrored(bill, 0),), 8)),
    ))
    child = figure(Person(
        (728, 372), 0.4, Head(PEACH, "curls", CHESTNUT, open_eyes=True), Clothes(OCHRE, "", PAPER, "long"), childhood=1.24,
        turned=True, far=None, near=(660, 398), turns=(None, 0), bends=(1, -1),
    ))
    roof = [path("M304 96L404 32L504 96V110H304Z", TERRACOTTA), path("M404 32L504 96V110H404Z", BRICK), box(322, 110, 164, 78, SAND)]
    family = [
        disc(x, y, r, skin) + path(f"M{x - r * 1.5} 188Q{x - r * 1.5} {y + r + 4} {x} {y + r + 4}T{x + r * 1.5} 188Z", tone)
        for x, y, r, skin, tone in ((364, 130, 14, DARK, SEA), (444, 134, 14, FAIR, VIOLET), (404, 152, 10, TAN, GARRIGUE))
    ]
    return "Un assistant social écoute une mère, une facture à la main, et son enfant ; il remplit avec eux un dossier d’aide. Au mur, une affiche montre une famille à l’abri d’un toit, dans deux mains ouvertes.", [
        *halo(GROUND, 400, 190, "#F6E3C5", 150), moved([box(284, 16, 240, 246, PAPER, 8), *roof, *family,  # and the hands that hold them
        path("M300 204C320 196 340 206 356 214L402 214Q402 236 372 238L340 250C316 250 300 236 288 228V206Z", BROWN),
        path("M508 204C488 196 468 206 452 214L406 214Q406 236 436 238L468 250C492 250 508 236 520 228V206Z", PEACH)], 50, 2, 0.82),
        shelf(10, 130, 120, BARK), binders(14, 130, 84, (TERRACOTTA, SKY, LEAF)), *floor(440, "#7E3238"), mother.body, child.body,
        man.body, *counter(408, TIMBER, BARK), path("M262 418L292 388H462L448 418Z", PAPER),
        stroke("M302 398H412M294 408H400", STEEL, 4), path("M110 420L124 392H226L216 420Z", OCHRE),
        path("M122 414L132 386H228L218 414Z", PAPER), man.far, stroke("M366 350L344 398", SEA, 8), man.near, mother.near,
        child.near, box(546, 376, 76, 34, SKY, 4), path("M566 378C562 350 586 356 584 340C602 350 598 366 608 378Z", PAPER),
    ]


def educateur_jeunes_enfants() -> Scene:
    woman = figure(Person(
        (216, 226), 0.56, Head(BROWN, "bun", JET, "band", OCHRE), Clothes(SKY, "", PAPER, "rolled", INK, TERRACOTTA), lean=10,
        far=(388, 300), near=(372, 356), grips=("pinch", "palm"), turns=(0, 10),
        legs=(((320, 408), (388, 452)), ((276, 430), (352, 464))), feet=(-64, -64),
    ))
    toddler = figure(Person(
        (548, 296), 0.31, Head(FAIR, "short", STRAW, open_eyes=True), Clothes(ROSE, "overalls", OCHRE, "long", OCHRE, PAPER),
        childhood=1.5, turned=True, lean=4, far=(478, 306), near=(486, 340), grips=("palm", "flat"), turns=(-10, 0),
        legs=((530, 440), (570, 440)),
    ))
    baby = figure(Person(
        (690, 356), 0.26, Head(DARK, "curls", JET, open_eyes=True), Clothes(LEAF, "", PAPER, "long", VIOLET, PAPER), childhood=1.7,
        turned=True, far=(634, 396), near=(640, 410), grips=("palm", "palm"), turns=(0, 0),
        legs=(((650, 446), (606, 456)), ((644, 452), (600, 464))), feet=(-50, -50),
    ))
    blocks = [
        box(416, 408, 52, 52, SEA, 5), box(424, 358, 48, 50, OCHRE, 5), box(418, 312, 44, 46, ROSE, 5),
        polygon([(416, 312), (440, 276), (464, 312)], BRICK),
    ]
    return "Une éducatrice de jeunes enfants, assise sur le tapis de la crèche, bâtit une tour de cubes avec deux tout-petits.", [
        *halo(GROUND, 420, 180, "#F6E3C5", 150),
        *(stroke(f"M{x} 0V{y}", SAND, 4) + disc(x, y + 18, 20, tone) for x, y, tone in ((330, 60, SKY), (400, 90, OCHRE), (470, 50, LEAF))),
        *window(40, 40, 120, 120, PAPER, SKY), shelf(590, 180, 210, BARK), box(610, 120, 60, 60, SKY, 8),
        disc(640, 150, 16, PAPER), disc(716, 142, 36, BARK), disc(690, 112, 14, BARK), disc(742, 112, 14, BARK),
        oval(716, 154, 16, 12, SAND), disc(704, 136, 4, INK), disc(728, 136, 4, INK), *floor(400, "#9A3B38"),
        oval(420, 470, 390, 62, SAND), oval(420, 470, 330, 46, HONEY), woman.far, woman.body, toddler.far, toddler.body, baby.far,
        baby.body, *blocks, toddler.near, baby.near, disc(622, 398, 22, TERRACOTTA), path("M622 376A22 22 0 0 1 622 420Z", OCHRE),
        woman.near, box(300, 462, 40, 36, LEAF, 4), disc(520, 480, 16, SKY),
    ]


def educateur_specialise() -> Scene:
    man = figure(Person(
        (394, 150), 0.49, Head(PEACH, "short", CHESTNUT, beard=CHESTNUT, open_eyes=True), Clothes(SEA, "", PAPER, "rolled", INK, PAPER), lean=0,
        far=(522, 226), near=(272, 236), grips=("flat", "flat"), turns=(-82, -98), bends=(1, -1), legs=((424, 460), (364, 464)),
    ))
    girl = figure(Person(
        (156, 196), 0.41, Head(DARK, "locs", JET, open_eyes=True), Clothes(OCHRE, "hoodie", OCHRE, "long", VIOLET, PAPER), lean=6, nod=-2,
        far=(238, 268), near=(176, 338), grips=("point", "fist"), turns=(-8, 70), legs=((182, 454), (130, 458)),
    ))
    boy = figure(Person(
        (640, 196), 0.41, Head(TAN, "curls", JET, open_eyes=True), Clothes(ROSE, "hoodie", ROSE, "long", INK, PAPER), lean=6, nod=-2,
        turned=True, far=(560, 272), near=(620, 338), grips=("point", "fist"), turns=(-4, 70), legs=((614, 454), (666, 458)),
    ))
    anger = [
        moved([path("M-66 -34H66Q78 -34 78 -22V24Q78 36 66 36H10L-8 62L-14 36H-66Q-78 36 -78 24V-22Q-78 -34 -66 -34Z", PAPER), path("M-40 -20L-52 4H-38L-46 26L-22 -4H-36L-28 -20ZM6 -20L-6 4H8L0 26L24 -4H10L18 -20ZM52 -20L40 4H54L46 26L70 -4H56L64 -20Z", BRICK)], x, 46, 0.8)
        for x in (138, 664)
    ]
    return "Un éducateur spécialisé, badge au cou, se met entre deux jeunes du foyer qui se disputent et les calme, les deux mains levées ; derrière, un baby-foot et le planning de la semaine.", [
        *halo(GROUND, 394, 190, "#F6E3C5", 140),
        # whose turn it is to cook, to wash, to shop
        box(222, 24, 130, 104, PAPER, 5), box(222, 24, 130, 20, SEA, 5), stroke("M265 44V128M308 44V128M222 72H352M222 100H352", FOG, 3),
        *(disc(x, y, 9, tone) for x, y, tone in ((244, 58, OCHRE), (288, 86, ROSE), (330, 58, GARRIGUE), (244, 114, VIOLET), (330, 114, OCHRE))),
        *floor(400, "#7E3238"),
        # table football, a sofa
        box(540, 312, 250, 20, BARK, 4), box(550, 332, 230, 46, GARRIGUE), stroke("M560 378V452M772 378V452", BARK, 14), stroke("M520 326H800", STEEL, 5), *(box(x, 300, 12, 30, tone, 4) for x, tone in ((706, BRICK), (736, SKY), (766, BRICK))), disc(520, 326, 8, INK),
        box(-30, 296, 130, 110, VIOLET, 16), box(-30, 356, 160, 80, "#544082", 14), box(104, 338, 34, 98, VIOLET, 12), box(10, 436, 16, 20, BARK), box(108, 436, 16, 20, BARK),
        shadow(394, 472, 110), shadow(154, 466, 90), shadow(644, 466, 90), girl.far, girl.body, girl.near, boy.far, boy.body, boy.near, man.far, man.body,
        stroke("M372 156C380 190 396 204 404 216L424 156", OCHRE, 5), box(386, 214, 36, 46, PAPER, 4), disc(404, 231, 8, BROWN), path("M393 248Q404 235 415 248Z", BROWN), box(386, 214, 36, 8, TERRACOTTA, 3),
        man.near, *anger,
    ]


TRADES = (accompagnant_educatif_et_social, assistant_social, educateur_jeunes_enfants, educateur_specialise)
