"""The trades of wood."""

from tests.illustrations.clothes import Clothes
from tests.illustrations.hands import Tool
from tests.illustrations.heads import Head
from tests.illustrations.palette import (
    AMBER,
    AUBERGINE,
    AUBURN,
    BARK,
    BRICK,
    BROWN,
    FAIR,
    FOG,
    GARRIGUE,
    HONEY,
    INK,
    JET,
    LEAF,
    MAROON,
    NIGHT,
    OCHRE,
    PAPER,
    PEACH,
    PINE,
    SAND,
    SEA,
    SILVER,
    SKY,
    SLATE,
    STEEL,
    TAN,
    TERRACOTTA,
    TIMBER,
    WOOD,
    mixed,
    shade,
)
from tests.illustrations.people import Person, figure
from tests.illustrations.places import counter, fir, floor, halo, hills, shadow, shelf, window
from tests.illustrations.shapes import box, disc, moved, oval, path, polygon, ring, stroke
from tests.illustrations.sheet import Scene
from tests.illustrations.things import jar

# A line holds what lies together in the picture, painted from the ground up: the formatter would give each word its own.
# fmt: off

def log(x: float, y: float, r: float) -> str:
    """Return the end of a felled trunk."""
    return disc(x, y, r, BARK) + disc(x, y, r * 0.82, HONEY) + ring(x, y, r * 0.52, WOOD, 4) + disc(x, y, r * 0.2, WOOD)


def bucheron() -> Scene:
    man = figure(Person(
        (210, 190), 0.68, Head(PEACH, "crop", AUBURN, "forester", TERRACOTTA, beard=AUBURN),
        Clothes(OCHRE, "vest", TERRACOTTA, "long", SEA, BARK, INK), lean=10, far=(396, 296), near=(320, 354), holds=(Tool((), 12), Tool((), 84)),
        legs=((330, 560), (170, 580)),
    ))
    saw = [
        stroke("M372 316Q396 270 420 322", INK, 12),
        path("M330 322H452Q462 322 462 334V378Q462 388 452 388H352Q330 388 326 366Z", TERRACOTTA),
        path("M330 360H462V378Q462 388 452 388H352Q334 388 330 372Z", BRICK), box(300, 346, 44, 18, INK, 8),
        path("M460 342H640Q664 354 640 372H460Z", FOG), path("M460 358H652Q650 368 640 372H460Z", STEEL),
        stroke("M466 340H640M466 374H640", INK, 4), disc(420, 356, 15, INK),
    ]
    return "Un bûcheron protégé par un casque à visière coupe un grand arbre à la tronçonneuse ; les copeaux volent dans la forêt.", [
        *halo("#2F5D3A", 380, 190, PAPER, 110),
        *(fir(x, y, h, tone) for x, y, h, tone in ((60, 330, 230, "#62864F"), (300, 310, 150, "#62864F"), (460, 316, 200, "#4F7A4A"), (400, 330, 110, "#729153"), (760, 340, 260, "#62864F"), (140, 350, 300, "#3D5E47"))),
        hills(350, "#355246", 16), hills(420, PINE, 14), man.body,
        *(log(x, y, 32) for x, y in ((34, 474), (100, 474), (166, 474), (66, 418), (132, 418))),
        path("M560 -10H720L716 320L736 500H530L566 320Z", BARK), path("M650 -10H720L716 320L736 500H640Z", "#593024"),
        stroke("M600 20V180M604 230V300M680 60V260M592 400V470M690 360V480M636 120V200", "#4A271E", 8),
        path("M546 356L650 340L650 376L548 386Z", HONEY), path("M716 330L650 357L720 384Z", "#3A1F18"), man.far, *saw, man.near,
        *(path(f"M{x} {y}l12 -7l6 10Z", HONEY) for x, y in ((520, 400), (498, 424), (540, 430), (474, 452), (510, 462), (552, 462), (450, 416), (530, 320), (508, 306))),
    ]


def conducteur_machines_bois() -> Scene:
    woman = figure(Person(
        (650, 206), 0.68, Head(TAN, "curls", JET, "earmuffs", TERRACOTTA, glasses="safety"), Clothes(SEA, "vest", OCHRE, "rolled", INK),
        lean=4, turned=True, far=(536, 300), near=(578, 318), grips=("point", "fist"), turns=(18, None), holds=(None, Tool((stroke("M-40 0H34", STEEL, 9), disc(42, 0, 16, PAPER)), -90)), legs=((620, 640), (700, 640)),
    ))
    return "Une conductrice de machine, casque antibruit et lunettes, commande au levier une scie circulaire qui débite un tronc entier en planches.", [
        *halo("#355246", 260, 180, SAND, 140), stroke("M0 30H800", "#26402F", 24),
        *(log(x, y, 32) for x, y in ((470, 396), (536, 396), (503, 340), (768, 396), (735, 340), (790, 330))), *floor(428, "#26402F"),
        woman.body,
        # the saw, which hangs over the log
        box(150, 0, 70, 70, SLATE, 6), box(130, 56, 190, 40, SLATE, 8), box(130, 56, 190, 14, STEEL, 8),
        # the log: its front half is off on the left, where the blade has run along it
        path("M-10 268H300V392H-10Z", HONEY), stroke("M-10 298H210M-10 364H222M30 332C80 318 120 322 150 332C120 342 80 346 30 332ZM-10 332H30", TIMBER, 5), path("M-10 262H300V276H-10ZM-10 382H300V394H-10Z", BARK),
        moved([f'<g fill="{STEEL}">' + "".join(f'<path d="M-9 -127L8 -146L12 -127Z" transform="rotate({turn})"/>' for turn in range(0, 360, 15)) + "</g>", disc(0, 0, 130, STEEL), disc(0, 0, 104, mixed(STEEL, SLATE, 0.35)), disc(0, 0, 34, SLATE), disc(0, 0, 12, INK)], 232, 246),
        path("M98 246A134 134 0 0 1 366 246L334 246A102 102 0 0 0 130 246Z", OCHRE), path("M98 246A134 134 0 0 1 198 117L206 147A102 102 0 0 0 130 246Z", AMBER),
        path("M340 268H420V392H262C306 372 338 330 340 268Z", BARK), stroke("M356 290H396M352 316H404M330 344H400M312 370H404", "#4A271E", 6),
        oval(420, 330, 34, 62, BARK), oval(420, 330, 27, 52, HONEY), f'<ellipse cx="420" cy="330" rx="17" ry="34" fill="none" stroke="{WOOD}" stroke-width="4"/>', oval(420, 330, 6, 12, WOOD),
        # boards that are done, on the rollers
        *(disc(x, y, r, HONEY) for x, y, r in ((92, 352, 7), (70, 372, 6), (108, 374, 5), (52, 350, 5), (84, 330, 4))),
        box(-10, 392, 470, 20, STEEL), *(disc(x, 402, 13, FOG) + disc(x, 402, 5, INK) for x in range(20, 450, 62)), box(-10, 414, 460, 90, SLATE), box(-10, 414, 460, 14, NIGHT),
        *(box(30 - 8 * (n % 2), 482 - 18 * n, 250, 16, tone, 2) for n, tone in enumerate((TIMBER, HONEY, TIMBER))), path("M310 500C330 450 380 440 420 500Z", HONEY),
        # the console, beside her
        path("M508 500L516 356H616L624 500Z", NIGHT), path("M500 332H622L632 362H498Z", STEEL), woman.far, disc(520, 328, 12, TERRACOTTA), box(508, 330, 26, 8, OCHRE, 3), disc(600, 346, 7, LEAF), box(526, 384, 76, 44, SKY, 4), stroke("M538 416L556 400L570 410L592 394", PAPER, 5), woman.near,
    ]


def ebeniste() -> Scene:
    man = figure(Person(
        (556, 158), 0.7, Head(FAIR, "short", SILVER, glasses="round", beard=SILVER), Clothes(SEA, "apron", AUBERGINE, "rolled", INK),
        lean=14, turned=True, far=(322, 188), near=(396, 200), grips=("fist", "fist"), holds=(Tool((), -76), Tool((), -64)), legs=((620, 640), (700, 640)),
    ))

    def front(y: float, missing: bool) -> str:
        """Return the front of a drawer: a frame, lozenges of three woods, and what is not glued in yet."""
        lozenges = [
            polygon([(x, y + 10), (x + 44, y + 36), (x, y + 62), (x - 44, y + 36)], HONEY) + polygon([(x, y + 10), (x + 44, y + 36), (x, y + 36)], BARK)
            + ("" if missing and x == 320 else polygon([(x, y + 62), (x - 44, y + 36), (x, y + 36)], AMBER))
            for x in (144, 232, 320)
        ]
        return box(76, y, 312, 72, WOOD, 3) + stroke(f"M84 {y + 8}H380V{y + 64}H84Z", SAND, 4) + "".join(lozenges) + disc(232, y + 36, 10, OCHRE)

    grain = "M74 234Q200 226 392 236M74 340Q230 352 392 338M60 440Q240 430 404 442"
    plane = [
        path("M322 212H516V236H322Z", HONEY), path("M322 212Q322 192 344 190H420L430 206H516V214H322Z", SAND), path("M404 206L424 168H442L428 206Z", STEEL),
        stroke("M392 206V186", BARK, 17), stroke("M464 210Q462 190 474 178", BARK, 15), box(326, 232, 184, 6, BARK, 2),
    ]
    return "Un ébéniste rabote à deux mains le dessus d’une commode en bois ; des copeaux s’enroulent, et la marqueterie d’un tiroir ouvert n’est pas finie.", [
        *halo("#6B3F2A", 400, 170, OCHRE, 130), *window(660, 50, 110, 130, SAND, SKY), shelf(16, 110, 210, WOOD),
        *(box(x, 110 - h, 22, h, tone, 2) + stroke(f"M{x + 7} {116 - h}V104M{x + 15} {118 - h}V104", shade(tone), 2) for x, h, tone in ((30, 70, TIMBER), (58, 60, BARK), (86, 74, HONEY), (114, 64, AMBER))),
        jar(160, 110, 40, 46, OCHRE), *floor(440, "#4A2A1F"), shadow(232, 482, 210), man.body,
        # the chest on its short legs
        box(70, 450, 28, 36, BARK, 2), box(366, 450, 28, 36, BARK, 2), box(60, 258, 344, 198, TIMBER, 3), box(60, 258, 40, 198, WOOD, 3), stroke(grain, WOOD, 4),
        front(272, False), box(40, 238, 384, 22, TIMBER, 4), box(40, 238, 384, 7, HONEY, 3), stroke("M60 252H180M220 253H330M360 252H410", WOOD, 3),
        # the open drawer
        path("M76 356H388L402 378H62Z", MAROON), path("M92 360H372L380 372H84Z", BARK), moved([front(372, True)], -18, -26, 1.08), path("M60 456H404V462H60Z", BARK, 0.6),
        moved(plane, -66, 0), man.far, man.near,
        # shavings
        stroke("M268 214C248 156 188 164 196 198C200 218 226 212 220 196", SAND, 9), stroke("M116 236C96 200 142 190 140 216C138 228 122 226 124 214", SAND, 9),
        *counter(430, WOOD, BARK, 610, 200), polygon([(640, 428), (684, 412), (682, 428)], AMBER), polygon([(690, 428), (710, 404), (732, 428)], HONEY), stroke("M752 426L800 416", OCHRE, 12),
    ]


def menuisier() -> Scene:
    saw = Tool((path("M-30 -32H26Q36 -30 34 -18L30 26Q26 36 14 34H-24Q-38 20 -30 -32ZM-12 -14V16H12L14 -14Z", WOOD), path("M30 -30L250 10L250 34L28 30Z", FOG), path("M28 22L250 26V34L28 30Z", STEEL)), 40)
    woman = figure(Person(
        (220, 224), 0.8, Head(BROWN, "afro", JET, earring=OCHRE), Clothes(GARRIGUE, "apron", SAND, "rolled"), lean=12,
        far=(340, 366), near=(404, 262), grips=("flat", "fist"), turns=(10, None), holds=(None, saw),
    ))
    return "Une menuisière scie une planche sur son établi ; derrière elle, une porte et une fenêtre neuves, et les outils au mur.", [
        *halo("#2F5D3A", 330, 190, HONEY, 140),
        # tools on the wall
        box(20, 60, 140, 10, BARK), stroke("M50 70V100M100 70V100", STEEL, 8), box(42, 96, 16, 50, OCHRE, 6),
        box(92, 96, 16, 50, TERRACOTTA, 6), path("M126 70H160V90H146V150H126Z", FOG),
        # a door and a window
        box(560, 40, 130, 330, TIMBER), box(560, 40, 20, 330, WOOD), box(596, 66, 76, 110, WOOD), box(596, 200, 76, 140, WOOD),
        disc(584, 220, 8, INK), box(704, 130, 120, 190, PAPER), box(720, 146, 40, 72, SKY), box(772, 146, 40, 72, SKY),
        box(720, 232, 40, 72, SKY), box(772, 232, 40, 72, SKY), woman.body, box(0, 420, 800, 36, TIMBER),
        box(0, 420, 800, 10, HONEY), box(0, 456, 800, 50, BARK), box(60, 456, 60, 50, "#593024"), box(680, 456, 60, 50, "#593024"),
        box(560, 396, 90, 26, BARK, 4), box(720, 340, 60, 80, SLATE, 4), box(700, 350, 20, 14, FOG),
        stroke("M690 330V390", WOOD, 10), path("M250 376L640 376L640 420H250Z", SAND), path("M250 398H640V420H250Z", HONEY),
        stroke("M280 388H360M400 386H440M520 388H600", OCHRE, 4), woman.far, woman.near, box(480, 392, 160, 8, SAND), path("M250 398H640V420H250Z", HONEY), path("M540 390L556 398V420H564V398L552 390Z", BARK), stroke("M590 410H626M290 410H420", OCHRE, 4),
        box(480, 420, 200, 36, TIMBER), box(480, 420, 200, 10, HONEY),
        *(disc(x, y, 5, HONEY) for x, y in ((500, 430), (484, 440), (516, 442), (498, 452))),
        path("M470 420Q496 404 524 420Z", SAND), stroke("M120 420C110 396 140 384 146 402", SAND, 8),
        stroke("M60 420C44 384 88 372 92 398C94 412 76 410 78 400", HONEY, 8),
    ]


TRADES = (bucheron, conducteur_machines_bois, ebeniste, menuisier)
