"""The trades of industry."""

from tests.illustrations.clothes import Clothes
from tests.illustrations.hands import Tool
from tests.illustrations.heads import Head
from tests.illustrations.palette import (
    AMBER,
    AUBURN,
    BARK,
    BRICK,
    BROWN,
    DARK,
    DEEP,
    FOG,
    GARRIGUE,
    HONEY,
    INK,
    JET,
    LEAF,
    MAROON,
    MIST,
    NIGHT,
    OCHRE,
    PAPER,
    PEACH,
    SEA,
    SKY,
    SLATE,
    STEEL,
    TAN,
    TERRACOTTA,
    TIMBER,
    shade,
)
from tests.illustrations.people import Person, figure
from tests.illustrations.places import counter, floor, halo, shadow
from tests.illustrations.shapes import box, disc, moved, oval, path, stroke
from tests.illustrations.sheet import Scene
from tests.illustrations.things import gear, screen, spark, toolbox, wheel

# A line holds what lies together in the picture, painted from the ground up: the formatter would give each word its own.
# fmt: off

def drone(hull: str, dark: str, arm: str, disk: str) -> list[str]:
    """Return a drone seen from three quarters, some 360 wide about the origin: four arms, four propellers."""
    def rotor(x: float, y: float, size: float) -> str:
        return moved([box(-13, -24, 26, 34, arm, 5), oval(0, -26, 76, 17, disk, 0.55), path("M-74 -30Q-30 -40 0 -26Q30 -12 74 -22Q30 -34 0 -26Q-30 -18 -74 -30Z", arm), disc(0, -27, 7, OCHRE)], x, y, size)

    return [
        stroke("M-20 -6L-112 -44M20 -6L112 -44", arm, 13), rotor(-116, -48, 0.82), rotor(116, -48, 0.82),
        stroke("M-52 36L-66 76M52 36L66 76M-86 78H-42M42 78H86", arm, 9),
        path("M-78 6C-76 -26 -40 -38 0 -38C40 -38 76 -26 78 6C76 36 40 48 0 48C-40 48 -76 36 -78 6Z", hull),
        path("M-78 6C-76 36 -40 48 0 48C40 48 76 36 78 6C50 24 -50 24 -78 6Z", dark),
        stroke("M-46 14L-150 34M46 14L150 34", arm, 16), rotor(-154, 34, 1), rotor(154, 34, 1),
        oval(0, -14, 40, 15, dark), disc(0, 40, 20, INK), disc(0, 42, 11, SKY),
    ]


def ingenieur_recherche_developpement() -> Scene:
    woman = figure(Person(
        (166, 200), 0.72, Head(TAN, "bun", JET, glasses="safety", open_eyes=True), Clothes(SEA, "coat", PAPER, "long", INK), lean=8,
        far=(408, 336), near=(312, 396), grips=("point", "pinch"), turns=(-6, 20),
    ))
    car = [
        path("M-150 26C-150 0 -120 -16 -84 -22C-50 -60 40 -66 84 -28C124 -24 150 -8 152 26Q152 34 142 34H-142Q-150 34 -150 26Z", TERRACOTTA),
        path("M-66 -20C-38 -48 30 -52 64 -24Z", SKY), path("M-150 22H152V26Q152 34 142 34H-142Q-150 34 -150 26Z", BRICK), wheel(-88, 34, 26, FOG), wheel(92, 34, 26, FOG),
    ]
    over = "".join(f"M396 {y}H440C490 {y} 500 {y - lift} 590 {y - lift}S690 {y} 786 {y}" for y, lift in ((196, 52), (168, 46), (140, 34), (114, 20)))
    return "Une ingénieure en blouse teste en soufflerie le prototype d’une voiture : des filets de fumée glissent sur la carrosserie, et ses mesures s’affichent en courbe.", [
        *halo("#1F6F8B", 200, 170, "#F6E3C5", 140),
        # her sketch of it
        moved([box(-66, -50, 132, 100, PAPER, 3), moved(car[:1], 0, 6, 0.34), stroke("M-50 34H50M-50 28V40M50 28V40", SEA, 3), disc(0, -42, 6, BRICK)], 70, 86, 1, -6),
        # the wind tunnel
        box(372, 40, 440, 252, SLATE, 18), box(392, 60, 420, 212, "#12344A", 8), stroke("M396 232H800", "#1D4C66", 6), disc(800, 160, 64, SLATE), disc(800, 160, 12, FOG),
        *(f'<path d="M-8 -10C-26 -30 -20 -52 0 -60C10 -40 10 -24 8 -10Z" fill="{FOG}" transform="translate(800 160) rotate({turn})"/>' for turn in range(0, 360, 60)),
        stroke(over, PAPER, 4, 0.85), moved(car, 590, 190, 0.82), stroke("M590 226V250", FOG, 12), box(548, 246, 84, 18, FOG, 5),
        woman.body, *counter(430, FOG, SLATE), *screen(470, 312, 250, 110, "#12344A", stand=False), stroke("M486 406V326M486 406H704", SKY, 3), stroke("M486 398C540 396 560 388 590 366S650 338 704 334", OCHRE, 6), disc(704, 334, 7, OCHRE),
        path("M250 430L274 392H432L446 430Z", INK), path("M262 424L280 400H426L434 424Z", SLATE), woman.far, disc(334, 404, 13, TERRACOTTA), box(360, 404, 24, 8, LEAF, 3), woman.near,
    ]


def mecanicien_avion() -> Scene:
    wrench = Tool((box(-52, -7, 96, 14, BRICK, 7), path("M36 -9L62 -20Q88 -24 94 -6L76 0L94 8Q88 24 62 20L36 9Z", FOG)), 2)
    woman = figure(Person(
        (286, 112), 0.48, Head(PEACH, "bun", AUBURN, "cap", OCHRE), Clothes(TERRACOTTA, "overalls", DEEP, "rolled", "#2C5F7C", INK),
        lean=12, far=(470, 192), near=(384, 258), holds=(Tool((), -50), wrench), legs=((332, 376), (256, 376)),
    ))
    fan = "".join(f'<g transform="rotate({t})">' + path("M0 0C30 -20 40 -70 12 -106C-8 -100 -16 -40 0 0Z", FOG) + "</g>" for t in range(0, 360, 40))
    return "Une mécanicienne, perchée sur une plateforme dans un hangar, serre un boulon sur le réacteur d’un avion de ligne.", [
        *halo("#1F6F8B", 620, 170, "#F6E3C5", 150),
        stroke("M-20 200L100 -20M100 -20H700M700 -20L820 200M-20 60H820", "#1E617C", 12),
        # the aircraft
        path("M-40 20C100 -10 500 -20 840 0V170C600 190 300 190 120 170C20 150 -40 80 -40 20Z", PAPER),
        path("M-40 60C20 150 300 150 840 120V170C600 190 300 190 120 170C20 150 -40 90 -40 60Z", MIST),
        path("M-40 96C100 150 500 130 840 104V120C500 150 100 166 -30 106Z", TERRACOTTA),
        *(box(x, 50, 22, 32, DEEP, 11) for x in range(60, 800, 56)), path("M430 170L840 96V150L620 210H470Z", STEEL),
        path("M430 170L620 210H470Z", SLATE), path("M520 190H720V230H520Z", SLATE),
        path("M560 180H720C780 190 800 220 810 290C800 360 780 390 720 400H560Z", PAPER),
        path("M560 320H806C796 370 776 392 720 400H560Z", MIST), path("M600 178L640 90L760 110L730 184Z", TERRACOTTA),
        path("M600 178L640 90L664 94L632 180Z", BRICK), oval(560, 290, 104, 122, SEA), oval(560, 290, 92, 110, PAPER), *(disc(560 + 98 * x, 290 + 116 * y, 6, FOG) for x, y in ((-0.97, -0.26), (-0.97, 0.26), (-0.7, -0.7), (-0.7, 0.7), (0, -1), (0, 1), (0.7, -0.7), (0.7, 0.7), (1, 0))),
        oval(560, 290, 82, 100, NIGHT), f'<g transform="translate(560 290) scale(.72 .9)">{fan}</g>',
        oval(560, 290, 22, 27, TERRACOTTA), path("M556 272C574 280 572 300 556 306", "none"),
        stroke("M550 280Q564 284 560 300", PAPER, 5), *floor(456, "#1B4A60"), shadow(600, 478, 170),
        # the platform
        stroke("M120 404L150 490M360 404L330 490M140 450H340", OCHRE, 12), box(110, 396, 270, 16, AMBER, 4),
        stroke("M120 396V290M120 290H196", OCHRE, 9), disc(150, 490, 11, INK), disc(330, 490, 11, INK), woman.body, woman.far,
        woman.near, toolbox(404, 492, 0.8),
    ]


def soudeur() -> Scene:
    torch = Tool((stroke("M40 0H104L138 16", STEEL, 12), box(-44, -10, 90, 20, INK, 9)), 6)
    man = figure(Person(
        (590, 220), 0.82, Head(BROWN, "nape", JET, "mask", INK), Clothes(TERRACOTTA, "apron", BARK, "long", gloves=GARRIGUE), lean=10,
        nod=12, turned=True, far=(368, 374), near=(416, 300), grips=("flat", "fist"), turns=(4, None), holds=(None, torch),
    ))
    return "Un soudeur masqué soude deux gros tuyaux d’acier ; l’arc électrique lance des gerbes d’étincelles.", [
        *halo("#1C3B54", 270, 300, OCHRE, 90), stroke("M0 40H800M0 90H520M120 40V0M360 90V0", "#234C68", 16),
        *(path(f"M{x} 330V150Q{x} 110 {x + 26} 110Q{x + 52} 110 {x + 52} 150V330Z", tone) + path(f"M{x} 330V150Q{x} 110 {x + 20} 112V330Z", shade(tone)) + box(x + 16, 88, 20, 26, STEEL, 3) for x, tone in ((20, LEAF), (84, BRICK))),
        box(0, 326, 160, 14, SLATE), man.body, *spark(270, 330, 66),
        # pipes
        path("M-10 340H262V440H-10Z", STEEL), path("M-10 340H262V364H-10Z", FOG), path("M-10 412H262V440H-10Z", SLATE),
        path("M276 340H424A20 50 0 0 1 424 440H276Z", STEEL), path("M276 340H424V364H276Z", FOG),
        path("M276 412H424V440H276Z", SLATE), oval(424, 390, 22, 50, FOG), oval(425, 390, 15, 40, NIGHT), path("M262 334H276V446H262Z", TERRACOTTA),
        path("M262 334H276V380H262Z", OCHRE), path("M264 330H274V352H264Z", PAPER), man.far,
        stroke("M452 300C500 330 470 420 500 500", INK, 11), man.near, *spark(270, 332, 30),
        stroke("M200 260L176 226M330 262L356 230M150 320L110 300M220 420L196 452M300 450L320 486M240 230L232 190M180 380L150 396M306 236L312 200", HONEY, 5),
        *(disc(x, y, 5, PAPER) for x, y in ((160, 250), (210, 200), (340, 200), (130, 350), (180, 460), (340, 470), (100, 270), (284, 170))),
        box(0, 440, 800, 70, "#14283A"), box(40, 440, 70, 60, SLATE), box(420, 440, 70, 60, SLATE),
    ]


def technicien_maintenance_industrielle() -> Scene:
    wrench = Tool((box(-64, -10, 170, 20, FOG, 8), path("M92 -13L130 -30Q162 -34 170 -10L146 0L170 10Q162 34 130 30L92 13Z", FOG), path("M92 0L148 0L170 10Q162 34 130 30L92 13Z", STEEL)), -22)
    woman = figure(Person(
        (206, 226), 0.78, Head(DARK, "braid", JET, "hard hat", SKY, glasses="safety"), Clothes(SLATE, "overalls", BRICK, "rolled"),
        lean=8, far=(454, 340), near=(404, 262), holds=(Tool((), -90), wrench),
    ))
    return "Une technicienne de maintenance serre un écrou dans une machine d’usine ouverte, pleine d’engrenages ; un cadenas rouge coupe le courant.", [
        *halo("#2A5E7A", 300, 190, "#F6E3C5", 140), stroke("M0 56H440M60 56V0M200 56V0", "#244F68", 18), woman.body,
        box(440, 40, 380, 400, OCHRE, 14), box(440, 40, 380, 40, AMBER, 14), box(470, 96, 290, 310, NIGHT, 10),
        gear(560, 196, 62, STEEL, SLATE), gear(684, 160, 46, TERRACOTTA, MAROON), gear(664, 300, 74, FOG, SLATE),
        gear(532, 332, 42, SKY, DEEP), disc(560, 196, 10, FOG), disc(664, 300, 12, OCHRE), stroke("M456 110V420", AMBER, 10),
        box(770, 200, 26, 60, BRICK, 6), stroke("M774 200V180Q783 162 792 180V200", FOG, 7), disc(800, 120, 20, TERRACOTTA),
        woman.far, woman.near,
        # biscuits waiting
        box(-10, 452, 820, 60, "#1D3F55"), box(-10, 440, 820, 18, INK), *(disc(x, 478, 18, STEEL) + disc(x, 478, 7, INK) for x in range(20, 820, 90)),
        *(oval(x, 432, 30, 10, TIMBER) + oval(x, 428, 30, 9, HONEY) + "".join(disc(x + d, 428, 3, BARK) for d in (-12, 0, 12)) for x in (200, 280, 360, 520, 600, 680)),
        toolbox(14, 440, 1, SEA),
    ]


TRADES = (ingenieur_recherche_developpement, mecanicien_avion, soudeur, technicien_maintenance_industrielle)
