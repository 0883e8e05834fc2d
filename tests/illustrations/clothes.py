"""What people wear, about a torso whose neck is at the origin and whose hips are 330 below it."""

from dataclasses import dataclass

from tests.illustrations.palette import AMBER, BRICK, INK, PAPER, SEA, TERRACOTTA, shade
from tests.illustrations.shapes import box, path, stroke

COLOUR, DARK, TOP, TOP_DARK = "{colour}", "{dark}", "{top}", "{top_dark}"
"""Of what lies on the shirt, and of the shirt: filled in when somebody is dressed."""

_TORSO = "M-98 335C-106 180 -106 60 -67 6C-32 -34 54 -30 80 16C102 116 96 248 94 335Q0 362 -98 335Z"
_BACK = "M-98 335C-106 180 -106 60 -67 6L-32 -13C-66 92 -62 250 -44 346Q-72 344 -98 335Z"
_COAT = "M-106 520C-112 240 -106 60 -67 6C-32 -34 54 -30 80 16C104 116 104 300 108 520Q0 548 -106 520Z"
_COAT_BACK = "M-106 520C-112 240 -106 60 -67 6L-32 -13C-66 92 -62 320 -50 534Q-80 530 -106 520Z"
_SKIRT = "M-98 320C-116 400 -124 460 -128 540Q0 572 124 540C116 460 104 400 94 320Z"
_SKIRT_BACK = "M-98 320C-116 400 -124 460 -128 540Q-98 550 -66 553C-64 460 -58 400 -46 330Z"
_BIB = "M-20 120H84C96 200 98 260 96 335Q40 352 -52 346C-56 250 -44 180 -20 120Z"


@dataclass(frozen=True, slots=True)
class Clothes:
    """What somebody wears: `over` names what lies on the shirt, `sleeve` is long, rolled or none."""

    top: str = SEA
    over: str = ""
    over_colour: str = PAPER
    sleeve: str = "long"
    trousers: str = INK
    shoes: str = AMBER
    gloves: str = ""
    collar: str = ""


def dressed(wears: Clothes) -> list[str]:
    """Return the torso of somebody."""
    colour, top = wears.over_colour, wears.top
    tones = {"colour": colour, "dark": shade(colour), "top": top, "top_dark": shade(top)}
    parts = [path(_TORSO, TOP), path(_BACK, TOP_DARK), *_OVER[wears.over]]
    if wears.collar:
        parts.append(path("M-52 -12Q-4 36 62 -8L70 24Q0 70 -64 18Z", wears.collar))
    return [part.format(**tones) for part in parts]


_OVER: dict[str, list[str]] = {
    "": [],
    "apron": [
        path("M-16 120H86C98 220 100 330 104 500Q30 520 -60 506C-60 320 -48 190 -16 120Z", COLOUR),
        path("M-16 120H12C-20 200 -28 340 -26 511Q-46 510 -60 506C-60 320 -48 190 -16 120Z", DARK),
        stroke("M-14 124C-40 80 -44 30 -36 -10M74 122L62 0", COLOUR, 12),
        stroke("M-100 236Q-60 250 -44 246", DARK, 10),
    ],
    "overalls": [
        path(_BIB, COLOUR),
        path("M-98 230C-98 270 -98 300 -98 335Q0 362 94 335V230Q0 262 -98 230Z", COLOUR),
        path("M-98 230V335Q-72 344 -44 346L-44 240Q-72 238 -98 230Z", DARK),
        stroke("M-12 130C-44 90 -52 40 -48 2M72 128L62 2", COLOUR, 18),
        box(14, 160, 50, 40, DARK, 6),
    ],
    "vest": [
        path(_TORSO, COLOUR),
        path(_BACK, DARK),
        path("M-102 196Q0 226 98 196V236Q0 266 -102 236Z", PAPER),
        stroke("M-50 -4Q-30 110 -34 208M58 -4Q76 110 70 208", PAPER, 22),
    ],
    "coat": [
        path(_COAT, COLOUR),
        path(_COAT_BACK, DARK),
        path("M20 -24L66 -4L54 120L30 60Z", DARK),
        stroke("M54 120L60 528", DARK, 6),
        box(70, 300, 26, 56, DARK, 5),
    ],
    "tunic": [
        path("M-98 335V400Q0 426 98 400V335Q0 362 -98 335Z", TOP),
        path("M-98 335V400Q-72 410 -44 414V346Q-72 344 -98 335Z", TOP_DARK),
        path("M-6 -24L44 80L66 -2Z", COLOUR),
        box(24, 250, 60, 60, TOP_DARK, 6),
        stroke("M64 236V270", TERRACOTTA, 8),
    ],
    "jacket": [
        path(_TORSO, COLOUR),
        path(_BACK, DARK),
        path("M-2 -24L50 150L74 0Z", TOP),
        path("M-6 -26L-22 40L50 170L34 60ZM74 -2L84 50L54 170L62 70Z", DARK),
        path("M44 20L60 22L58 130L48 134Z", TERRACOTTA),
    ],
    "waistcoat": [
        path(_TORSO, COLOUR),
        path(_BACK, DARK),
        path("M-30 -22L40 150L74 0Z", TOP),
        path("M-8 6L34 26L70 6V52L34 34L-8 54Z", BRICK),
    ],
    "skirt": [path(_SKIRT, COLOUR), path(_SKIRT_BACK, DARK)],
    "harness": [
        stroke("M-50 0C-10 110 40 200 92 250M62 -6C40 110 -20 200 -98 250M-100 260Q0 292 96 260", COLOUR, 18),
    ],
    "scarf": [
        path("M-50 -14Q-4 34 60 -10L70 26Q0 72 -60 20Z", COLOUR),
        path("M30 34L70 116L40 124L14 44Z", DARK),
    ],
    "tape": [stroke("M-44 -6C-40 60 -6 150 8 230M56 -6C76 60 66 130 62 200", COLOUR, 18)],
    "hoodie": [
        path("M-74 4C-60 -44 -20 -50 -10 -36Q-30 10 20 44L-10 70Q-70 50 -74 4Z", DARK),
        path("M-20 230H70L84 300H-36Z", DARK),
        stroke("M30 40V110M52 34V96", PAPER, 6),
    ],
}
