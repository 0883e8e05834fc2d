"""French typography, done once for the site and the guide.

Source of the rules: Imprimerie nationale, *Lexique des règles typographiques en usage*.
`french` runs when an author's text is read (`fields.py`, `markdown.py`); nothing downstream repeats it.
"""

import re

NARROW = "\u202f"  # espace fine insécable: before ; ! ? and inside numbers
FIXED = "\u00a0"  # espace insécable: before : and inside « »

_SPACE = "[ \u00a0\u202f]"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"(?<=\w)'(?=[\w«\"])"), "’"),
    (re.compile(r"\"([^\"]*)\""), r"«\1»"),
    (re.compile(rf"«{_SPACE}*"), "«" + FIXED),
    (re.compile(rf"{_SPACE}*»"), FIXED + "»"),
    (re.compile(r" -(?= )"), FIXED + "–"),
    (re.compile(r" –"), FIXED + "–"),
    (re.compile(rf"(?:^|(?<=[^\s;!?])){_SPACE}+(?=[;!?])"), NARROW),
    (re.compile(r"(?<=[\w)»…’%€])(?=[;!?]+(?:\s|$))"), NARROW),
    (re.compile(rf"(?:^|(?<=[^\s:])){_SPACE}+(?=:(?:\s|$))"), FIXED),
    (re.compile(r"(?<=[\w)»…’%€])(?=:(?:\s|$))"), FIXED),
    (re.compile(rf"(?<=\d){_SPACE}(?=\d{{3}}(?!\d))"), NARROW),
    (re.compile(rf"(?<=\d){_SPACE}(?=[€%])"), FIXED),
    (re.compile(rf"(?<=\d){_SPACE}(?=(?:h|km|m|cm|mm|kg|g|ans?|mois|min|heures?|jours?|semaines?)\b)"), FIXED),
)

# What every print font of `assets/fonts` can draw; `tests/test_typography.py` holds the two together.
_PRINTABLE = frozenset(
    [*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x100)), *"ŒœŸŠšŽž–—‘’‚“”„†‡•…‰‹›€™−≤≥≠\n\t", NARROW]
) - {"\u00ad"}


def french(text: str) -> str:
    """Return `text` with French spacing, apostrophes and quotation marks; applying it twice changes nothing."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def one_line(text: str) -> str:
    """Fold the line breaks and runs of spaces of a YAML scalar into single spaces."""
    return re.sub(r"[ \t\n]+", " ", text).strip()


def unprintable(text: str) -> str:
    """Return the first character that the guide's fonts cannot draw, or an empty string."""
    return next((character for character in text if character not in _PRINTABLE), "")
