"""Signs that nobody sees, or takes for others: what they are called, and what was meant (pure).

They are harmless in a sentence. In a name, a code or the structure of a file they make of it something that looks
right and is not, so that the message must name the sign.
"""

import re
import unicodedata

from oma_builder.content.signs import LOOK_ALIKES

_SHOW_NOTHING = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Signs of other classes that show nothing all the same: fillers, joiners, the empty Braille cell."""

_VARIATIONS = re.compile("[\ufe00-\ufe0f\u180b-\u180d\U000e0100-\U000e01ef]")

_NAMES = {
    "\t": "une tabulation",
    "\u00a0": "une espace insécable",
    "\u202f": "une espace fine insécable",
    "\u00ad": "un trait d’union conditionnel",
    "\u200b": "une espace de largeur nulle",
    "\u200c": "un séparateur de largeur nulle",
    "\u200d": "un liant de largeur nulle",
    "\u200e": "une marque de sens d’écriture",
    "\u200f": "une marque de sens d’écriture",
    "\u2060": "un gluon de largeur nulle",
    "\ufeff": "une marque d’ordre des octets",
    "\u2010": "un trait d’union typographique",
    "\u2011": "un trait d’union insécable",
    "\u2012": "un tiret de la largeur d’un chiffre",
    "\u2013": "un tiret demi-cadratin",
    "\u2014": "un tiret cadratin",
    "\u2212": "un signe moins",
}
_ALPHABETS = {"CYRILLIC": "cyrillique", "GREEK": "grecque", "ARMENIAN": "arménienne", "CHEROKEE": "cherokee"}

_MEANT = str.maketrans(
    LOOK_ALIKES | dict(zip("һԁԛԝвгкмнтУ" + "νρακιτυχ" + "‐‑‒–—−", "hdqwbrkmhtY" + "vpakitux" + "------", strict=True))
)
"""What letters of other alphabets are taken for, also those that one could tell, and what long dashes stand for."""


def is_blank(text: str) -> bool:
    """Say whether a text shows nothing: it is empty, or made of spaces and invisible signs of any kind."""
    if text[:1].isascii() and text[:1].isalnum():  # nearly all of them
        return False
    return all(sign.isspace() or is_unseen(sign) for sign in text)


def is_unseen(sign: str) -> bool:
    """Say whether a sign shows nothing, and is none of the spaces and line breaks of a keyboard."""
    if sign.isascii():
        return False
    seen_by_class = unicodedata.category(sign) not in ("Cc", "Cf", "Zs", "Zl", "Zp")
    return not seen_by_class or sign in _SHOW_NOTHING or bool(_VARIATIONS.match(sign))


def is_misleading(sign: str) -> bool:
    """Say whether a sign is unseen, a letter of another alphabet, or a dash that is not the one of the keyboard."""
    if sign.isascii():
        return False
    return is_unseen(sign) or sign in _NAMES or (sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN"))


def named(sign: str) -> str:
    """Return what a sign is called in French, with its number."""
    code = f"U+{ord(sign):04X}"
    if sign in _NAMES:
        return f"{_NAMES[sign]} ({code})"
    if not is_unseen(sign):
        alphabet = _ALPHABETS.get(unicodedata.name(sign, "").partition(" ")[0], "d’un autre alphabet")
        return f"une lettre {alphabet} « {sign} » ({code})"
    return f"une espace spéciale ({code})" if sign.isspace() else f"un signe invisible ({code})"


def misleading(text: str) -> str:
    """Name the first misleading sign of a text, with where it is; return an empty string when there is none."""
    found = next((index for index, sign in enumerate(text) if is_misleading(sign)), None)
    if found is None:
        return ""
    before = text[:found]
    where = f"après « {before} »" if text[found + 1 :] else "à la fin"
    return f"{named(text[found])}, {where if before else 'au début'}"


def retyped(text: str) -> str:
    """Return a text as the keyboard gives it: without unseen signs, with the letters that were meant."""
    if text.isascii() and text.isprintable():
        return text.strip()
    spaced = "".join(" " if sign.isspace() else "" if is_unseen(sign) else sign for sign in text)
    return unicodedata.normalize("NFKC", spaced.translate(_MEANT)).strip()
