"""French typography, done once for the site and the guide.

Source of the rules: Imprimerie nationale, *Lexique des règles typographiques en usage*.
`french` runs when an author's text is read (`fields.py`, `markdown.py`); nothing downstream repeats it.
"""

import re
import unicodedata

NARROW = "\u202f"  # espace fine insécable: before ; ! ? and inside numbers
FIXED = "\u00a0"  # espace insécable: before : and inside « »

_SPACE = "[ \u00a0\u202f]"
_DIGITS = "0123456789"
_UNITS = "h|km|m|cm|mm|kg|g|ans?|mois|min|heures?|jours?|semaines?"

_RULES: tuple[tuple[frozenset[str], re.Pattern[str], str], ...] = tuple(
    (frozenset(signs), re.compile(pattern), replacement)
    for signs, pattern, replacement in (
        (".", r"\.\.\.", "…"),
        ("'", r"(?<=\w)'(?=[\w«\"]|$)", "’"),
        ('"', r"\"([^\"]*)\"", r"«\1»"),
        ("«", rf"«{_SPACE}*", "«" + FIXED),
        ("»", rf"(?<!{_SPACE}){_SPACE}*»", FIXED + "»"),
        ("-", r" -(?= )", FIXED + "–"),
        ("–—", r" (?=[–—])", FIXED),
        (";!?", rf"(?:^|(?<=[^\s;!?])){_SPACE}+(?=[;!?])", NARROW),
        (";!?", r"(?<=[\w)»…’%€])(?=[;!?]+(?:\s|$))", NARROW),
        (":", rf"(?:^|(?<=[^\s:])){_SPACE}+(?=:(?:\s|$))", FIXED),
        (":", r"(?<=[\w)»…’%€])(?=:(?:\s|$))", FIXED),
        (_DIGITS, rf"(?<=\d){_SPACE}(?=\d{{3}}(?!\d))", NARROW),
        (_DIGITS, rf"(?<=\d){_SPACE}(?=[€%])", FIXED),
        (_DIGITS, rf"(?<=\d){_SPACE}(?=(?:{_UNITS})\b)", FIXED),
        (_DIGITS, rf"(?<=\d{FIXED}h){_SPACE}(?=\d)", FIXED),
    )
)
"""Each rule beside the signs without which it has nothing to do: most texts hold few of them."""

_SOMETHING_TO_DO = re.compile(r"[':;!?«»\"–—]|\.\.\.| -|\d[ \u00a0\u202f]")

# All but what every print font of `assets/fonts` can draw; `tests/test_theme.py` holds the two together.
_UNPRINTABLE = re.compile(
    rf"[^ -~\u00a0-\u00a3\u00a5-\u00ac\u00ae-\u00b4\u00b6-\u00ff{NARROW}\n\tŒœŸŠšŽž–—‘’‚“”„†‡•…‰‹›€™−≤≥≠]"
)


def french(text: str) -> str:
    """Return `text` with French spacing, apostrophes and quotation marks; applying it twice changes nothing."""
    if _SOMETHING_TO_DO.search(text) is None:
        return text
    present = set(text)
    for signs, pattern, replacement in _RULES:
        if not present.isdisjoint(signs):
            text = pattern.sub(replacement, text)
            present.update(replacement)
    return text


def one_line(text: str) -> str:
    """Fold the line breaks and runs of spaces of a YAML scalar into single spaces."""
    if "\n" in text or "\t" in text or "  " in text:
        text = re.sub(r"[ \t\n]+", " ", text)
    return text.strip()


def unprintable(text: str) -> str:
    """Return the first character that the guide's fonts cannot draw, or an empty string."""
    found = _UNPRINTABLE.search(text)
    return found.group() if found else ""


def slugify(title: str) -> str:
    """Return a title as an anchor or file name: ASCII lower case, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", title.casefold().replace("œ", "oe").replace("æ", "ae"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
