"""Heads in profile, looking right, in a square of 500: the one face of the sectors' drawings, with its hair and hats."""

from dataclasses import dataclass

from tests.illustrations.hair import HAIR
from tests.illustrations.hats import HATS
from tests.illustrations.palette import (
    EMBER,
    INK,
    JET,
    OCHRE,
    PAPER,
    ROSE,
    SKY,
    TAN,
    TERRACOTTA,
    light,
    mixed,
    shade,
)
from tests.illustrations.shapes import box, disc, oval, path, ring, stroke

NECK = (240, 304)
"""Where a head sits on its shoulders, in its own square."""

_FACE = (
    "M186 170C186 118 218 96 252 96C292 96 312 124 315 162C316 176 320 186 322 194L341 224Q345 232 336 234"
    "L326 236L330 248Q332 254 326 258Q330 284 306 288C284 292 262 286 250 276L204 290C190 262 182 220 186 170Z"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What tells one head from another: `hair` and `hat` are names in `hair` and `hats`."""

    skin: str = TAN
    hair: str = "short"
    hair_colour: str = JET
    hat: str = ""
    hat_colour: str = OCHRE
    beard: str = ""
    glasses: str = ""
    open_eyes: bool = False
    earring: str = ""


def head(look: Head) -> list[str]:
    """Return the parts of a head, neck first."""
    skin = look.skin
    back, front = HAIR[look.hair]
    return [
        *_coloured(back, look.hair_colour),
        path("M196 240H282V320Q240 352 190 314Z", shade(skin)),
        path(_FACE, skin),
        *_features(look),
        *(_beard(look.beard) if look.beard else ()),
        *_coloured(front, look.hair_colour),
        *(() if look.hair in ("hijab", "afro") and look.hat else _ear(look)),
        *_glasses(look.glasses),
        *_coloured(HATS[look.hat], look.hat_colour),
    ]


def _coloured(parts: list[str], colour: str) -> list[str]:
    tones = {"colour": colour, "dark": shade(colour), "gloss": mixed(colour, PAPER, 0.18), "light": light(colour)}
    return [part.format(**tones) for part in parts]


def _features(look: Head) -> list[str]:
    cheek = ROSE if look.skin == TAN else TERRACOTTA
    lips = "#5A2426" if look.skin[1] in "68" else EMBER
    eye = oval(303, 204, 5, 8, INK) if look.open_eyes else stroke("M294 206Q304 214 313 207", INK, 5)
    brow = "M288 180Q302 170 316 179" if look.open_eyes else "M290 188Q304 179 316 187"
    return [oval(286, 238, 12, 8, cheek, 0.5), eye, stroke(brow, INK, 5), stroke("M302 254Q314 261 323 254", lips, 5)]


def _ear(look: Head) -> list[str]:
    if look.hair == "hijab":
        return []
    jewel = [disc(252, 250, 8, look.earring)] if look.earring else []
    return [oval(252, 222, 13, 19, look.skin), *jewel]


def _beard(colour: str) -> list[str]:
    return [
        path(
            "M250 230C262 250 290 254 302 246L329 249Q333 255 328 260Q334 294 302 298C268 300 240 276 236 250Z", colour
        ),
        stroke("M304 258Q314 262 322 258", mixed(colour, PAPER, 0.7), 5),
    ]


def _glasses(kind: str) -> list[str]:
    if kind == "round":
        return [ring(306, 208, 22, INK, 6), stroke("M284 206L256 212", INK, 6)]
    if kind == "safety":
        return [
            path("M276 186Q310 176 330 190L338 214Q330 232 300 230Q280 228 276 210Z", SKY, 0.75),
            stroke("M276 200L248 206M276 186Q310 176 328 190", INK, 6),
        ]
    if kind == "loupe":
        return [
            box(304, 190, 40, 34, INK, 6),
            box(334, 186, 14, 42, OCHRE, 4),
            stroke("M180 176Q240 190 304 200", INK, 7),
        ]
    return []
