from enum import StrEnum
from typing import Any


class Inks(StrEnum):
    RGB = "rgb"
    CMYK = "cmyk"
    GREY = "grey"


def _c(h, inks):
    r, g, b = [int(h[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    if inks is Inks.RGB:
        return [r, g, b]
    if inks is Inks.GREY:
        return [0.3 * r + 0.59 * g + 0.11 * b]
    k = 1 - max(r, g, b)
    d = (1 - k) or 1
    return [(1 - r - k) / d, (1 - g - k) / d, (1 - b - k) / d, k]


def paper_tokens(inks: Inks, tokens: Any) -> Any:
    return {
        **tokens,
        "surfaces": {k: _c(v[0], inks) for k, v in tokens["surfaces"].items()},
        "sectors": {k: {n: _c(v[0], inks) for n, v in t.items()} for k, t in tokens["sectors"].items()},
    }


def photograph(inks, raw):
    return raw
