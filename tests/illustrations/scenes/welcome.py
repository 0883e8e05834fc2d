"""The trades of tourism and restaurants."""

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
    EMBER,
    FAIR,
    FOG,
    GARRIGUE,
    HONEY,
    INK,
    JET,
    LEAF,
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
    WOOD,
    shade,
)
from tests.illustrations.people import Person, figure
from tests.illustrations.places import counter, cypress, floor, halo, hills, house, tiles, tree
from tests.illustrations.shapes import box, capsules, disc, moved, oval, path, polygon, ring, stroke
from tests.illustrations.sheet import Scene
from tests.illustrations.things import bag, bottle, mug, plant

# A line holds what lies together in the picture, painted from the ground up: the formatter would give each word its own.
# fmt: off

def cuisinier() -> Scene:
    spatula = Tool((box(-46, -6, 120, 12, WOOD, 6), path("M66 -8L80 -18H124Q132 -18 132 -10V10Q132 18 124 18H80L66 8Z", TIMBER)), 14)
    handle = Tool((stroke("M-34 0L104 -4", INK, 17),), -8)
    man = figure(Person(
        (206, 250), 0.78, Head(TAN, "nape", JET, "toque", PAPER, beard=JET), Clothes(PAPER, "apron", SEA, "long"), lean=6,
        far=(396, 258), near=(398, 340), holds=(spatula, handle),
    ))
    bits = ((500, 190, TERRACOTTA), (548, 150, LEAF), (590, 196, OCHRE), (634, 160, TERRACOTTA), (566, 224, LEAF), (618, 228, BRICK), (520, 250, OCHRE), (664, 220, LEAF))
    return "Un cuisinier en toque fait sauter des légumes dans une poêle au-dessus des flammes, une spatule à la main, devant ses casseroles de cuivre.", [
        *halo("#E3A32B", 570, 220, PAPER, 130), box(420, 36, 400, 14, BARK),
        *(stroke(f"M{x} 50V72", STEEL, 6) + path(f"M{x - 30} 72H{x + 30}V108Q{x + 30} 120 {x + 18} 120H{x - 18}Q{x - 30} 120 {x - 30} 108Z", tone) + path(f"M{x - 30} 72H{x - 12}V120H{x - 18}Q{x - 30} 120 {x - 30} 108Z", shade(tone)) for x, tone in ((476, TERRACOTTA), (744, TERRACOTTA))),
        tiles(0, 300, 800, 140, "#D99A32", 48), man.body,
        # flames under the pan
        path("M500 440C470 400 500 380 510 350C530 380 540 366 548 340C570 372 590 360 600 336C616 368 640 366 648 344C664 380 690 400 660 440Z", TERRACOTTA),
        path("M524 440C506 414 524 400 534 380C550 400 560 390 572 368C590 396 604 390 614 376C626 400 646 416 632 440Z", OCHRE),
        path("M556 440C546 420 562 412 572 398C586 412 604 424 592 440Z", PAPER), man.far,
        path("M480 296H700C696 340 660 352 630 352H550C516 352 486 336 480 296Z", INK),
        path("M480 296H530C530 330 550 346 572 352H550C516 352 486 336 480 296Z", "#121D30"), oval(590, 296, 110, 18, SLATE),
        oval(590, 298, 94, 12, INK),
        *(disc(x, 290, 14, tone) for x, tone in ((540, LEAF), (572, TERRACOTTA), (606, OCHRE), (640, LEAF))),
        *(moved([box(-12, -12, 24, 24, tone, 6)], x, y, 1, x % 70) for x, y, tone in bits), man.near, box(0, 432, 800, 70, SLATE),
        box(0, 432, 800, 14, STEEL), box(480, 426, 210, 12, INK, 4),
        *(disc(x, 474, 12, INK) + stroke(f"M{x} 474v-9", PAPER, 4) for x in (520, 570, 620, 670)),
        path("M60 432V372H190V432Z", TERRACOTTA), path("M60 432V372H100V432Z", BRICK), box(50, 360, 150, 16, "#E8906F", 6),
        box(112, 346, 26, 16, INK, 6), box(226, 420, 130, 14, TIMBER, 4), disc(262, 408, 14, BRICK), disc(290, 410, 12, BRICK),
        path("M312 420C312 396 346 396 346 420Z", LEAF),
    ]


def guide_accompagnateur() -> Scene:
    flag = Tool((stroke("M-46 0H104", BARK, 8), path("M104 -2L82 92L42 0Z", BRICK), path("M90 0L82 92L42 0Z", EMBER)), -79)
    woman = figure(Person(
        (174, 178), 0.56, Head(TAN, "ponytail", JET, "straw", SAND, open_eyes=True),
        Clothes(PAPER, "scarf", TERRACOTTA, "short", SEA, AMBER), lean=-3, far=(282, 112), near=(312, 250), grips=("fist", "palm"),
        turns=(None, -14), holds=(flag, None), legs=((210, 560), (140, 560)), nod=0,
    ))
    arches = [
        path(f"M{x} {y}V{y - h * 0.5}A{w / 2} {w / 2} 0 0 1 {x + w} {y - h * 0.5}V{y}Z", "#F0D097")
        for x, y, w, h in (*((x, 330, 66, 120) for x in (326, 412, 498, 584, 670, 756)), *((x, 220, 54, 90) for x in (332, 418, 504, 590, 676, 762)))
    ]
    small = [path(f"M{x} 128v-14a12 12 0 0 1 24 0v14Z", "#F0D097") for x in range(318, 800, 36)]
    return "Une guide, petit drapeau levé, montre le pont du Gard à un groupe de touristes, dont l’un prend une photo.", [
        *halo("#E3A32B", 300, 130, PAPER, 90), hills(290, "#C18BAC", 40), path("M560 330C640 250 740 240 800 250V400H560Z", LEAF),
        path("M-10 330C60 260 200 270 340 330V400H-10Z", GARRIGUE), cypress(40, 320, 130),
        # the bridge in three storeys
        box(300, 92, 520, 40, "#C9853A"), box(300, 84, 520, 12, "#B8742E"), box(300, 132, 520, 92, "#D3913F"),
        box(300, 128, 520, 9, "#B8742E"), box(300, 224, 520, 110, "#DB9C49"), box(300, 220, 520, 9, "#B8742E"), *small, *arches,
        box(0, 330, 800, 180, SEA), stroke("M320 350H420M500 366H620M680 346H760M380 384H460", SKY, 5),
        path("M0 400C200 360 500 380 800 410V500H0Z", "#D9B98A"), path("M0 350C100 340 260 372 360 400L300 500H0Z", "#D9B98A"),
        woman.far, woman.body, woman.near,
        # the travellers, from behind
        *(path(f"M{x - w} 510C{x - w} {y + 70} {x - w * 0.6} {y + 44} {x} {y + 44}C{x + w * 0.6} {y + 44} {x + w} {y + 70} {x + w} 510Z", tone) + path(f"M{x} {y + 44}C{x + w * 0.6} {y + 44} {x + w} {y + 70} {x + w} 510H{x + w * 0.4}Z", shade(tone)) + box(x - 15, y + 20, 30, 36, skin) + disc(x, y, 36, hair) for x, y, w, tone, skin, hair in ((420, 360, 66, SEA, FAIR, STRAW), (560, 346, 70, TERRACOTTA, DARK, JET), (712, 366, 70, VIOLET, PEACH, SILVER))),
        path("M366 348Q420 290 474 348Z", HONEY), oval(420, 350, 70, 13, OCHRE), path("M524 350C520 290 600 290 596 350Z", PAPER),
        box(520, 344, 80, 14, MIST, 7), capsules(((656, 430), (630, 360)), (22, 14), VIOLET), disc(628, 346, 15, PEACH),
        box(598, 300, 84, 56, INK, 8), box(606, 308, 68, 40, "#F0D097", 4),
        path("M606 348V330A14 14 0 0 1 634 330V348ZM640 348V330A14 14 0 0 1 668 330V348Z", "#C9853A"),
        box(540, 420, 60, 90, BRICK, 14), box(540, 420, 60, 22, EMBER, 10),
    ]


def receptionniste() -> Scene:
    man = figure(Person(
        (596, 200), 0.68, Head(BROWN, "curls", JET, beard=""), Clothes(PAPER, "jacket", DEEP, "long"), lean=3, turned=True,
        far=(420, 260), near=(510, 352), grips=("pinch", "flat"), turns=(-8, 10),
    ))
    guest = figure(Person(
        (200, 196), 0.66, Head(TAN, "short", JET, glasses="round", open_eyes=True), Clothes(SKY, "hoodie", SKY, "long", VIOLET),
        lean=2, far=(376, 280), near=(120, 372), grips=("palm", "fist"), turns=(-10, 90), bends=(1, 1),
        legs=((240, 640), (160, 640)),
    ))
    keys = [
        ring(x, y, 9, OCHRE, 5) + stroke(f"M{x} {y + 9}v24m0 0h8m-8 -9h8", OCHRE, 5)
        for y in (76, 140) for x in range(450, 780, 64)
    ]
    return "Un réceptionniste d’hôtel tend une clé à un client arrivé avec sa valise ; une sonnette dorée brille sur le comptoir.", [
        *halo("#CF8A2B", 380, 190, PAPER, 120), box(420, 40, 400, 140, BARK, 8),
        *(box(x, y, 56, 54, "#8A5A33", 4) for y in (52, 116) for x in range(432, 780, 64)), *keys, disc(90, 90, 46, BARK),
        disc(90, 90, 38, PAPER), stroke("M90 90V64M90 90L108 100", INK, 6), *floor(450, "#7A4A1F"), man.body, guest.far,
        guest.body, *counter(400, PAPER, BRICK, 330, 480), box(360, 440, 120, 60, EMBER, 6), box(510, 440, 120, 60, EMBER, 6),
        box(660, 440, 120, 60, EMBER, 6), man.far, ring(404, 262, 10, OCHRE, 6),
        stroke("M404 272V316M404 316H416M404 300H414", OCHRE, 7), path("M396 254L372 232L352 250L378 276Z", TERRACOTTA), man.near,
        path("M666 400C666 352 746 352 746 400Z", OCHRE), path("M666 400C666 352 706 350 706 364C690 368 684 380 684 400Z", HONEY),
        box(700, 348, 12, 14, AMBER, 4), box(654, 394, 104, 10, AMBER, 5), bag(112, 500, 1.12, TERRACOTTA), guest.near,
        plant(770, 400, 0.9, SEA),
    ]


def glass(x: float, y: float, drink: str) -> str:
    """Return a glass that stands at a point."""
    return polygon([(x - 15, y - 52), (x + 15, y - 52), (x + 11, y), (x - 11, y)], "#EAF4F4") + polygon([(x - 13, y - 34), (x + 13, y - 34), (x + 11, y), (x - 11, y)], drink)


def serveur() -> Scene:
    woman = figure(Person(
        (236, 170), 0.58, Head(FAIR, "bun", AUBURN, earring=OCHRE), Clothes(PAPER, "waistcoat", INK, "rolled", INK, INK), lean=4,
        far=(420, 168), near=(338, 300), grips=("flat", "palm"), turns=(-76, 0), legs=((262, 560), (210, 560)),
    ))
    drinker = figure(Person(
        (740, 288), 0.42, Head(DARK, "crop", JET, beard=JET), Clothes(SEA, "", PAPER, "long", INK), turned=True, near=(676, 376),
        turns=(None, 0), legs=(((680, 430), (690, 520)), ((690, 430), (710, 520))),
    ))
    return "Une serveuse en tablier noir porte un plateau de boissons à bout de bras sur une terrasse, sous les platanes et les parasols.", [
        *halo("#E3A32B", 420, 170, PAPER, 110),
        *(house(x, 340, w, h, wall, BRICK) for x, w, h, wall in ((-20, 130, 230, "#E8A080"), (640, 180, 220, "#ECB89A"))),
        *(box(x, y, 26, 40, SEA, 3) for x, y in ((20, 150), (66, 150), (670, 160), (730, 160), (670, 230))),
        tree(160, 356, 260, GARRIGUE), box(0, 340, 800, 170, "#D9B98A"), path("M0 340H800V356H0Z", "#C7A472"),
        # guests under a parasol
        stroke("M660 130V450", BARK, 10), path("M470 190Q660 40 850 190Z", TERRACOTTA),
        path("M560 190Q620 90 660 106V190ZM760 190Q700 90 660 106V190Z", PAPER), drinker, oval(620, 400, 96, 16, PAPER),
        path("M524 402Q620 428 716 402V410Q620 436 524 410Z", MIST), stroke("M620 420V490", INK, 12),
        stroke("M580 492H660", INK, 12), glass(600, 398, OCHRE), mug(640, 398, TERRACOTTA), woman.body,
        path("M186 330C180 400 180 460 176 510H300C300 460 298 400 292 334Q240 352 186 330Z", INK),
        path("M186 330C180 400 180 460 176 510H206C206 440 206 390 210 338Z", "#121D30"),
        stroke("M182 330Q240 352 296 332", "#121D30", 10), woman.far, oval(436, 136, 112, 13, STEEL), oval(436, 131, 112, 12, FOG),
        glass(372, 130, TERRACOTTA), bottle(408, 132, 84, GARRIGUE), glass(462, 130, OCHRE), mug(486, 130, PAPER), woman.near,
        path("M262 300L318 304L326 396L300 402L290 394L268 398Z", PAPER), path("M262 300L280 301L290 394L268 398Z", MIST),
        stroke("M312 330L316 384", MIST, 4),
    ]


TRADES = (cuisinier, guide_accompagnateur, receptionniste, serveur)
