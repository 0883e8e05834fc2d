"""The trades of shops and offices."""

from tests.illustrations.clothes import Clothes
from tests.illustrations.hands import Tool
from tests.illustrations.heads import Head
from tests.illustrations.palette import (
    AUBERGINE,
    AUBURN,
    BARK,
    BLUSH,
    BRICK,
    DARK,
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
    PLUM,
    ROSE,
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
    shade,
)
from tests.illustrations.people import Person, figure
from tests.illustrations.places import counter, floor, halo, shelf
from tests.illustrations.shapes import box, capsules, disc, moved, oval, path, ring, stroke
from tests.illustrations.sheet import Scene
from tests.illustrations.things import bars, binders, flower, gear, plant

# A line holds what lies together in the picture, painted from the ground up: the formatter would give each word its own.
# fmt: off

def comptable() -> Scene:
    man = figure(Person(
        (206, 224), 0.8, Head(FAIR, "short", STRAW, glasses="round"), Clothes(LILAC, "", PAPER, "long", collar=PAPER), lean=5,
        far=(396, 326), near=(420, 384), grips=("pinch", "point"), turns=(-40, 6),
    ))
    keys = [
        box(446 + 34 * column, 380 + 22 * row, 26, 16, OCHRE if column == 3 else PAPER, 4)
        for row in range(3) for column in range(4)
    ]
    return "Un comptable à lunettes tape des sommes sur sa machine à calculer, d’où sort un long ruban ; classeurs, factures et graphiques l’entourent.", [
        *halo(PLUM, 330, 190, "#DA9CB2", 140), shelf(560, 130, 240, "#96507F"), shelf(560, 260, 240, "#96507F"),
        binders(580, 130, 96, (TERRACOTTA, SKY, OCHRE, LEAF, VIOLET, SKY, ROSE)),
        binders(580, 260, 96, (SKY, SKY, OCHRE, TERRACOTTA, LILAC)), plant(764, 260, 0.6, SAND), box(30, 50, 130, 100, PAPER, 6),
        bars(46, 136, (28, 44, 36, 64), 16, (SKY, TERRACOTTA, OCHRE, GARRIGUE)), man.body, *counter(440, TIMBER, AUBERGINE),
        man.far,
        moved([path("M-40 -64H50V70L38 62L26 70L14 62L2 70L-10 62L-22 70L-40 62Z", PAPER), stroke("M-24 -44H32M-24 -24H32M-24 -4H12M-24 16H32", STEEL, 6), stroke("M10 40H32", TERRACOTTA, 8)], 420, 270, 1, 8),
        # the adding machine and its ribbon
        path("M470 330C470 250 520 250 522 200C524 176 560 176 560 200C560 280 548 280 548 330Z", PAPER),
        path("M548 330C548 280 560 280 560 200C560 186 548 180 540 182C548 240 530 270 530 330Z", MIST),
        stroke("M496 306H524M500 286H528M512 264H536M522 240H542M528 218H548", STEEL, 5), path("M432 330H590L606 446H416Z", SLATE),
        box(446, 340, 132, 32, LEAF, 5), stroke("M510 356H564", INK, 7), *keys, man.near,
        path("M640 440L656 404H780L796 440Z", SEA), path("M650 432L664 402Q690 394 716 402V432Q690 424 650 432Z", PAPER),
        path("M716 402Q744 394 770 402L786 432Q744 424 716 432Z", MIST),
        *(box(16 + 6 * (n % 3), 430 - 9 * n, 140, 9, PAPER if n % 2 else tone, 2) for n, tone in enumerate((SKY, MIST, ROSE, MIST, OCHRE, MIST))),
        stroke("M30 380L110 372", TERRACOTTA, 9), stroke("M110 372L124 370", SAND, 7),
    ]


def fleuriste() -> Scene:
    woman = figure(Person(
        (560, 226), 0.78, Head(PEACH, "knot", AUBURN, "band", OCHRE), Clothes(PAPER, "apron", GARRIGUE, "rolled"), lean=5,
        turned=True, far=(392, 300), near=(408, 352), grips=("fist", "fist"), turns=(-10, 12),
    ))
    blooms = ((330, 190, 38, ROSE), (400, 170, 40, PAPER), (290, 240, 34, OCHRE), (370, 230, 42, TERRACOTTA), (440, 220, 36, LILAC), (318, 150, 26, LILAC), (450, 156, 28, ROSE))
    return "Une fleuriste compose un gros bouquet dans sa boutique, entre les seaux de fleurs, ses ciseaux et un rouleau de papier.", [
        *halo("#7A2E63", 390, 230, "#DA9CB2", 170),
        *(path(f"M{x} 0h80v46c0 36-80 36-80 0Z", tone) for x, tone in zip(range(0, 800, 80), (PAPER, ROSE) * 5, strict=True)),
        *(path(f"M{x} 38h80v8c0 36-80 36-80 0Z", tone) for x, tone in zip(range(0, 800, 80), (MIST, "#903E60") * 5, strict=True)),
        shelf(640, 250, 170, "#96507F"), plant(690, 250, 0.8, TERRACOTTA), plant(766, 250, 0.6, SKY), woman.body,
        *(stroke(f"M400 340L{x} {y}", GARRIGUE, 7) for x, y, _, _ in blooms),
        path("M300 300C280 250 300 220 322 230C340 260 360 290 396 320ZM420 320C440 280 470 250 492 262C490 300 460 320 430 330Z", LEAF),
        *(flower(x, y, r, tone, OCHRE if tone != OCHRE else BRICK) for x, y, r, tone in blooms),
        path("M290 268Q370 310 476 262L424 420H366Z", SKY), path("M290 268Q330 300 376 296L388 420H366Z", "#5B9FB4"), woman.far,
        path("M372 340H424L432 364H366Z", TERRACOTTA), path("M396 352L352 380L372 392ZM398 352L440 384L420 394Z", BRICK),
        woman.near, *counter(432, SAND, AUBERGINE), stroke("M520 424L566 402M520 404L566 424", FOG, 8),
        ring(578, 396, 12, TERRACOTTA, 7), ring(580, 426, 12, TERRACOTTA, 7), oval(690, 420, 76, 18, BLUSH),
        oval(758, 420, 10, 18, PAPER), disc(758, 420, 5, BARK),
        *(stroke(f"M{x} 420L{x + d} 300", GARRIGUE, 6) for x, d in ((70, -30), (90, 0), (110, 26), (180, -10), (200, 24))),
        *(flower(x, y, 30, tone) for x, y, tone in ((36, 290, OCHRE), (88, 266, ROSE), (140, 296, OCHRE), (64, 330, PAPER), (118, 336, ROSE))),
        *(path(f"M{x} {y}C{x - 24} {y - 30} {x - 16} {y - 56} {x} {y - 64}C{x + 16} {y - 56} {x + 24} {y - 30} {x} {y}Z", tone) for x, y, tone in ((172, 330, TERRACOTTA), (206, 318, BRICK), (232, 336, TERRACOTTA))),
        path("M26 360H146L134 446H38Z", STEEL), path("M26 360H62L68 446H38Z", SLATE), path("M154 376H250L240 446H164Z", SKY),
        path("M154 376H184L188 446H164Z", "#5B9FB4"),
    ]


def technico_commercial() -> Scene:
    seller = figure(Person(
        (150, 178), 0.62, Head(DARK, open_eyes=True), Clothes(PAPER, "jacket", SEA, "long"), lean=6, far=(352, 262), near=(262, 330),
        holds=(Tool((gear(0, -34, 40, OCHRE, INK),), 0), Tool((
            box(-62, -134, 124, 160, PAPER, 4), gear(-34, -100, 17, OCHRE, PAPER), stroke("M-46 -62H44M-46 -44H44M-46 -26H-24", STEEL, 5),
            stroke("M46 -118A22 22 0 1 0 46 -82M0 -107H30M0 -94H30", BRICK, 7)), 4)),
    ))
    client = figure(Person(
        (588, 190), 0.6, Head(PEACH, "ponytail", STRAW, "hard hat", OCHRE, open_eyes=True), Clothes(TERRACOTTA, "overalls", GARRIGUE, "rolled"),
        lean=4, turned=True, far=(468, 282), near=(492, 330), grips=("palm", "flat"), turns=(-24, -6),
    ))
    return "Un technico-commercial en veste montre un engrenage de sa valise d’échantillons à une cliente casquée et lui tend le devis ; derrière, l’atelier de l’usine et son robot.", [
        *halo(PLUM, 360, 170, HONEY, 130),
        # the workshop, which is the client's
        box(0, 0, 800, 26, AUBERGINE), *(stroke(f"M{x} 26L{x + 60} 60H{x + 110}L{x + 170} 26", AUBERGINE, 8) for x in (-40, 190, 420, 650)), *floor(396, AUBERGINE),
        box(688, 330, 130, 80, SAND, 6), capsules(((748, 330), (776, 196)), (34, 26), OCHRE), capsules(((776, 190), (676, 116)), (27, 18), OCHRE),
        disc(748, 326, 22, INK), disc(748, 326, 9, STEEL), disc(776, 194, 20, INK), disc(776, 194, 8, STEEL), disc(676, 118, 15, INK), stroke("M676 122V150M676 152L656 170V192M676 152L696 170V192", INK, 10),
        client.far, client.body, seller.body, *counter(410, TIMBER, BARK),
        # the case of samples
        path("M408 312H592L604 396H396Z", BARK), path("M420 322H580L590 396H410Z", SAND), stroke("M434 396V366H468V396", STEEL, 13), gear(516, 378, 22, STEEL, SAND), capsules(((556, 396), (564, 352)), (9, 9), TERRACOTTA),
        box(384, 388, 232, 46, BARK, 8), box(384, 388, 232, 12, "#8A5A33", 6), stroke("M474 420V444H526V420", INK, 8), box(416, 392, 22, 20, OCHRE, 3), box(562, 392, 22, 20, OCHRE, 3),
        seller.far, client.near, seller.near,
    ]


def vendeur_pret_a_porter() -> Scene:
    man = figure(Person(
        (190, 206), 0.66, Head(TAN, "bun", JET, beard=JET), Clothes(SEA, "tape", OCHRE, "long", "#3A2338", collar=PAPER), lean=3,
        far=(392, 162), near=(330, 330), grips=("fist", "palm"), turns=(-20, -6), legs=((230, 640), (150, 640)),
    ))
    client = figure(Person(
        (632, 214), 0.64, Head(FAIR, "bob", SILVER, glasses="round", open_eyes=True), Clothes(TERRACOTTA, "skirt", VIOLET, "long"),
        turned=True, far=None, near=(478, 300), grips=("flat", "flat"), turns=(None, 6),
    ))
    dress = [
        stroke("M412 132Q412 112 428 116M412 132L360 168M412 132L464 168", BARK, 8),
        path("M356 168Q412 196 468 168L454 252L496 420H328L370 252Z", ROSE),
        path("M356 168L384 182L392 252L370 420H328L370 252Z", "#903E60"), box(368, 244, 88, 16, OCHRE),
        *(disc(x, y, 7, BLUSH) for x, y in ((400, 300), (440, 320), (420, 360), (460, 380), (380, 390), (416, 210))),
    ]
    return "Un vendeur de vêtements présente une robe sur un cintre à une cliente, devant un portant et des piles de pulls.", [
        *halo("#8E3B6E", 410, 210, BLUSH, 150), stroke("M-10 96H170", SAND, 8),
        *(stroke(f"M{x} 100V112L{x - 24} 128M{x} 112L{x + 24} 128", SAND, 5) + path(f"M{x - 26} 126Q{x} 142 {x + 26} 126L{x + 22} 190L{x + 34} 290H{x - 34}L{x - 22} 190Z", tone) + path(f"M{x - 26} 126L{x - 12} 134L{x - 8} 190L{x - 14} 290H{x - 34}L{x - 22} 190Z", shade(tone)) for x, tone in ((26, OCHRE), (84, SKY), (142, TERRACOTTA))),
        shelf(690, 150, 120, "#B0648F"), shelf(690, 250, 120, "#B0648F"),
        *(box(700, y, 84, 18, tone, 6) for y, tone in ((130, SKY), (112, PAPER), (94, OCHRE), (230, TERRACOTTA), (212, LEAF))),
        *floor(430, AUBERGINE), client.body, man.body, *dress, man.far, man.near, client.near, path("M36 392H134V500H36Z", SKY),
        path("M36 392H66V500H36Z", "#5B9FB4"), stroke("M60 392C60 350 110 350 110 392", INK, 6),
    ]


TRADES = (comptable, fleuriste, technico_commercial, vendeur_pret_a_porter)
