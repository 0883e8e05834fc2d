"""Signs that the fonts of the guide cannot draw: each with the word around it, and what to write instead."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from oma_builder.font_table import DRAWN

_FOREIGN = re.compile(f"[^\n\t{DRAWN}]")
_WORD = re.compile(r"\S+")
_AROUND = ".,;:!?…()«»\"'’ "
_LONGEST = 40
_MOST = 6
"""Words that one message names; the others are counted."""

_INVISIBLE = {
    "\u00ad": "césure conditionnelle",
    "\u200b": "espace sans largeur",
    "\u200c": "antiliant",
    "\u200d": "liant",
    "\u2060": "gluon de mots",
    "\ufe0f": "sélecteur d’émoji",
    "\ufeff": "marque d’ordre des octets",
}
LOOK_ALIKES = {
    **dict(zip("АВЕКМНОРСТХаеорсухіЅѕІЈј", "ABEKMHOPCTXaeopcyxiSsIJj", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
}
"""Letters of other alphabets that nobody tells from ours."""

_TWINS = {
    **LOOK_ALIKES,
    **dict.fromkeys(_INVISIBLE, ""),
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "–",
    "\u2015": "—",
    "‧": "·",
    "∙": "·",
    "⋅": "·",
    "・": "·",
    "ʼ": "’",
    "ʹ": "′",
    "‛": "‘",
    "‟": "“",
    "‶": "″",
    "№": "n°",
    "Ţ": "Ț",
    "ţ": "ț",
    "㎡": "m²",
    "㎥": "m³",
}
"""What looks the same, where Unicode does not say so: signs that take no room, hyphens, letters of other alphabets."""
_NOT_ALIKE = frozenset("⁺⁻⁼⁽⁾₊₋₌₍₎")
"""An exponent that loses its height says another number."""


class Word(NamedTuple):
    """A word with signs that cannot be drawn: its place in the text, and how to write it, where that is known."""

    text: str
    start: int
    signs: tuple[str, ...]
    drawn: str


def all_drawn(text: str) -> bool:
    """Say quickly whether the fonts hold every sign of a text."""
    return _FOREIGN.search(text) is None


def foreign(text: str) -> tuple[Word, ...]:
    """Return each word of a text that holds a sign the fonts lack, with its first place."""
    if all_drawn(text):
        return ()
    words: dict[str, Word] = {}
    for match in _WORD.finditer(text):
        if signs := tuple(dict.fromkeys(_FOREIGN.findall(match[0]))):
            word = match[0].strip(_AROUND)
            words.setdefault(word, Word(word, match.start(), signs, _drawable(word)))
    # A foreign space stands between words.
    for match in _FOREIGN.finditer(text):
        if match[0].isspace():
            words.setdefault(match[0], Word(match[0], match.start(), (match[0],), _drawable(match[0])))
    return tuple(sorted(words.values(), key=lambda word: word.start))


def describe(words: Iterable[Word], otherwise: str) -> tuple[str, str]:
    """Return the message and the hint about these words; `otherwise` says what to do where no twin is known."""
    words = tuple(words)
    described = [_told(word) for word in words[:_MOST]]
    more = f", et {len(words) - _MOST} autres mots" if len(words) > _MOST else ""
    if sum(len(word.signs) for word in words) == 1:
        is_seen = not _is_invisible(words[0].signs[0])
        lacks = "un signe n’existe pas dans les polices du guide imprimé"
        message = f"{lacks if is_seen else 'un signe invisible est dans le texte'} : {described[0]}"
    else:
        message = f"des signes n’existent pas dans les polices du guide imprimé : {', '.join(described)}{more}"
    instead = [f"écrivez {_way(word)}" for word in words[:_MOST] if word.drawn]
    if len(instead) < len(words):
        instead.append(otherwise if not instead else f"pour le reste, {otherwise}")
    return message, " ; ".join(instead)


def _told(word: Word) -> str:
    signs = ", ".join(map(_sign, word.signs))
    shown = _shown(word.text)
    return f"{signs} dans « {shown} »" if shown and shown != word.signs[0] else signs


def _sign(sign: str) -> str:
    code = f"U+{ord(sign):04X}"
    if not _is_invisible(sign):
        return f"« {sign} » ({code})"
    return f"{_INVISIBLE[sign]} ({code})" if sign in _INVISIBLE else code


def _way(word: Word) -> str:
    """Say how to write a word, whole where it can be seen."""
    if word.drawn.isspace():
        return f"une espace ordinaire à la place de {_sign(word.signs[0])}"
    return f"« {_cut(word.drawn)} »{' en le retapant' if all(map(_is_invisible, word.signs)) else ''}"


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Zs", "Mn", "Zl", "Zp")


def _shown(text: str) -> str:
    return _cut("".join(sign for sign in text if not _is_invisible(sign)))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _drawable(word: str) -> str:
    """Return a word in signs that can be drawn and look the same, or nothing."""
    drawn = "".join(map(_twin, word))
    return "" if _FOREIGN.search(drawn) else drawn


def _twin(sign: str) -> str:
    if _FOREIGN.fullmatch(sign) is None or sign in _NOT_ALIKE:
        return sign
    return _TWINS.get(sign, unicodedata.normalize("NFKC", sign).replace("\u2044", "/"))
