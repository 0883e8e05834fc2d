"""What the fonts of `assets/fonts` are, and what every face draws: written by `python -m tests.fonts`."""

FACES = {
    "AtkinsonHyperlegibleNext_400Regular.ttf": (
        "Atkinson Hyperlegible Next",
        400,
        False,
        "3dbc751e3b389d63c2ffa8f862028e786b6dff2e0f8075f66865e1d5da2fceeb",
    ),
    "AtkinsonHyperlegibleNext_400Regular_Italic.ttf": (
        "Atkinson Hyperlegible Next",
        400,
        True,
        "81e368a2042e061277e0c94fe711a032dfa099a032251b4ddb5abce4c172d019",
    ),
    "AtkinsonHyperlegibleNext_700Bold.ttf": (
        "Atkinson Hyperlegible Next",
        700,
        False,
        "d5545c78ef74aece1f7411cce2d2e27c833a22810989ba8209c079593a996d35",
    ),
    "AtkinsonHyperlegibleNext_700Bold_Italic.ttf": (
        "Atkinson Hyperlegible Next",
        700,
        True,
        "98ecb8209a9a5d5128365d959a6b53304700cb6843a41b7bf78b450e95338812",
    ),
    "BricolageGrotesque_700Bold.ttf": (
        "Bricolage Grotesque",
        700,
        False,
        "46ca96c924a8869f6c85a92e6cfcffca9846ef7736a758ee80fa983bf01473cc",
    ),
    "BricolageGrotesque_800ExtraBold.ttf": (
        "Bricolage Grotesque",
        800,
        False,
        "8c24222118068fd1cdfac78c56afbcc0762a0c3e576cb903f8340177abe8bba5",
    ),
}
"""Family, weight, whether it is italic, and SHA-256 of each face that prints."""

WEB = {
    "atkinson-400.woff2": "24bc2d878aadc54077ac0a30e06289190f78db050fc92df367b2e3208b827ac6",
    "atkinson-700.woff2": "db5ad9bfbff381464658ffc22a91a9dea3a4810b9648c15cc06a344fc247a6ca",
    "bricolage-800.woff2": "00b1be3d04ed982ca31e3f22df89ef98d5023034832fb66ba177c0c98e6669b3",
}
"""SHA-256 of each font of the site."""

DRAWN = "\u0020-\u007e\u00a0-\u00a3\u00a5-\u00ac\u00ae-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123\u0126-\u0127\u012a-\u012b\u012e-\u0133\u0136-\u0137\u0139-\u013e\u0141-\u0148\u0150-\u0155\u0158-\u015b\u015e-\u0161\u0164-\u0165\u016a-\u016b\u016e-\u017e\u0218-\u021b\u0237\u02c6-\u02c7\u02d8-\u02dd\u0300-\u0304\u0306-\u0308\u030a-\u030c\u0312\u0326-\u0328\u0394\u03a9\u03bc\u03c0\u1e80-\u1e85\u1e9e\u1ef2-\u1ef3\u2009\u2013-\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u202f-\u2030\u2032-\u2033\u2039-\u203a\u2044\u2070\u2074-\u2079\u2080-\u2089\u20ac\u20b9\u2113\u2122\u2126\u212e\u2202\u2206\u220f\u2211-\u2212\u221a\u221e\u222b\u2248\u2260\u2264-\u2265"
"""The signs that every face draws, as a class of a regular expression."""
