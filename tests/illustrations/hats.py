"""Hats and what else a head wears at work, in the square of a head.

Their colours are names in braces, which `heads` fills in.
"""

from tests.illustrations.palette import HONEY, INK, OCHRE, PAPER, SEA, TERRACOTTA, shade
from tests.illustrations.shapes import box, disc, path, stroke

COLOUR, DARK, LIGHT = "{colour}", "{dark}", "{light}"

_DOME = "M164 160C160 90 206 52 262 54C308 58 334 96 332 146Z"
_SHADOW = "M164 160C160 90 206 52 262 54C222 70 206 110 208 156Z"

HATS: dict[str, list[str]] = {
    "": [],
    "hard hat": [
        path(_DOME, COLOUR),
        path(_SHADOW, DARK),
        path("M154 152Q250 126 352 140Q368 144 362 158L354 162Q250 148 158 176Z", DARK),
        stroke("M262 54V96", DARK, 16),
    ],
    "cap": [
        path(_DOME, COLOUR),
        path(_SHADOW, DARK),
        path("M168 156Q250 132 330 136L392 152Q402 162 390 168Q300 152 172 176Z", DARK),
    ],
    "straw": [
        path("M180 134C184 80 214 56 256 58C300 60 322 88 324 128Z", COLOUR),
        path("M178 132Q250 118 326 124L328 144Q250 134 176 154Z", TERRACOTTA),
        path("M100 168Q240 110 400 142Q412 150 396 158Q250 136 112 182Q96 180 100 168Z", DARK),
    ],
    "toque": [
        path(
            "M174 122C110 120 104 46 164 44C176 2 236 -6 258 20C292 -2 346 22 336 62C372 82 350 128 322 128"
            "L310 146H190Z",
            PAPER,
        ),
        path("M174 122C110 120 104 46 164 44C150 70 164 100 196 122Z", shade(PAPER)),
        path("M258 20C244 40 246 60 254 74C262 52 276 38 300 30C286 18 270 14 258 20Z", shade(PAPER)),
        path("M168 116Q246 142 326 116L320 166Q246 184 174 168Z", PAPER),
        path("M168 116L200 124L204 174L174 168Z", shade(PAPER)),
    ],
    "baker": [
        path("M158 136C140 66 214 34 262 40C324 46 354 92 330 134Z", COLOUR),
        path("M158 136C140 66 214 34 262 40C208 58 190 96 196 136Z", DARK),
        path("M166 124Q250 104 328 120L326 150Q250 138 170 166Z", COLOUR),
        path("M166 124L200 117L202 157L170 166Z", DARK),
    ],
    "hairnet": [
        path(
            "M160 160C140 80 206 40 262 46C326 52 350 106 330 146Q296 128 256 190Q226 262 196 258Q164 220 160 160Z",
            COLOUR,
        ),
        stroke("M328 146Q296 130 258 190Q230 254 198 256", DARK, 9),
        stroke("M190 150Q200 96 250 74M224 170Q240 110 290 92", DARK, 5),
    ],
    "mask": [
        path(
            "M206 176C196 112 226 84 270 88C322 92 350 124 356 170L366 262C368 318 330 346 288 348"
            "C262 330 244 300 236 262Z",
            INK,
        ),
        path(
            "M270 88C322 92 350 124 356 170L366 262C368 318 330 346 288 348C320 330 330 300 324 262L312 172C308 128 296 104 270 88Z",
            SEA,
        ),
        path("M274 168L346 176L354 220L280 212Z", OCHRE),
        path("M318 173L346 176L354 220L334 218Z", PAPER),
        disc(216, 190, 20, SEA),
    ],
    "forester": [
        path(_DOME, COLOUR),
        path(_SHADOW, DARK),
        path("M154 152Q250 126 352 140Q368 144 362 158L354 162Q250 148 158 176Z", DARK),
        path("M300 150L366 156L376 268Q340 276 322 264Z", INK, 0.32),
        stroke("M366 158L376 268M306 160L324 264", INK, 6),
        box(226, 176, 46, 62, INK, 18),
        box(234, 184, 18, 46, TERRACOTTA, 9),
    ],
    "earmuffs": [
        stroke("M246 196Q236 70 270 66", COLOUR, 14),
        box(224, 180, 50, 68, COLOUR, 20),
        box(232, 190, 18, 48, LIGHT, 9),
    ],
    "headset": [
        stroke("M246 200Q230 70 268 66", INK, 12),
        box(228, 190, 44, 60, COLOUR, 18),
        stroke("M252 246Q262 284 306 276", INK, 7),
        disc(310, 275, 9, INK),
    ],
    "band": [
        path("M176 150C180 136 186 126 194 116C236 128 280 132 320 126Q324 138 318 150Q240 164 176 150Z", COLOUR),
        path("M176 150C180 136 186 126 194 116L216 121Q206 136 206 154Z", DARK),
    ],
    "lamp": [path("M176 150Q246 128 322 132V152Q250 146 178 170Z", INK), box(310, 118, 34, 38, HONEY, 8)],
    "mob": [
        path("M166 176C150 100 206 62 262 66C316 70 338 110 322 142Q240 130 206 246Q176 226 166 176Z", COLOUR),
        path("M166 176C150 100 206 62 262 66C206 84 186 150 196 240Q174 222 166 176Z", DARK),
    ],
}
