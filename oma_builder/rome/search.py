"""Words → the codes of ROME that bear them: accents, capitals, plurals and genders need no minding."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from oma_builder.problems import nearest
from oma_builder.rome.sheets import Sheet

_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = frozenset(
    (
        "a",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "par",
        "pour",
        "sur",
        "un",
        "une",
    )
)
_SHORTEST_START = 3
"""Letters with which a word may be begun: « coif » finds the hairdressers."""

_ABSENT = 9
"""The distance of a word that a name has not."""


class Found(NamedTuple):
    """A sheet that was found, and the name by which it was, empty when that is its own label."""

    code: str
    label: str
    name: str


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text that say something, as they are compared."""
    return words_in(plain(text))


def words_in(text: str) -> tuple[str, ...]:
    """Return those of a text that is `plain` already."""
    return tuple(_singular(word) for word in _WORD.findall(text) if word not in _EMPTY)


def find(text: str, sheets: Iterable[Sheet]) -> tuple[Found, ...]:
    """Return the sheets with as many of the words as any name has, the nearest first: each by its best name."""
    wanted = words_of(text)
    best: dict[str, tuple[tuple[int, int, int, int, str], Found]] = {}
    for sheet, rank, label, name in _names(sheets) if wanted else ():
        if any(word in name for word in wanted):
            missing, distance, others = _distance(wanted, name)
            found = Found(sheet.code, sheet.label, label if rank else "")
            order = ((missing, distance, min(rank, 1), others, sheet.code), found)
            best[sheet.code] = min(best.get(sheet.code, order), order)
    least = min((order[0] for order, _ in best.values()), default=len(wanted))
    return tuple(found for order, found in sorted(best.values()) if order[0] == least < len(wanted))


def meant(text: str, sheets: Iterable[Sheet]) -> str:
    """Return the text with each unknown word as it was probably meant, or an empty string when nothing is near."""
    known = {word for *_, name in _names(sheets) for word in map(_singular, _WORD.findall(name))}
    words = [word if word in known else nearest(word, known) for word in words_of(text)]
    return " ".join(words) if all(words) else ""


def _names(sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, int, str, str]]:
    """Yield every name of each sheet, its label first: with its rank, as it is written, and as it is compared."""
    named = [
        (sheet, rank, label)
        for sheet in sheets
        for rank, label in enumerate(chain([sheet.label], (name.label for name in sheet.names)))
    ]
    names = plain("\n".join(label for *_, label in named)).split("\n")  # at once: one by one takes five times as long
    yield from ((*name, text) for name, text in zip(named, names, strict=True))


def plain(text: str) -> str:
    """Return a text without capitals, accents nor ligatures."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return re.sub("[\u0300-\u036f]+", "", bare)


@cache  # texts say the same words again and again
def _singular(word: str) -> str:
    """Return a word as it is compared: the plurals in -s, -ux and -aux as their singular; others stay alike on both sides."""
    if len(word) > 4 and word.endswith("aux") and not word.endswith("eaux"):
        return f"{word[:-3]}al"
    return word[:-1] if len(word) > 3 and word.endswith(("s", "ux")) else word


def _distance(wanted: Iterable[str], name: str) -> tuple[int, int, int]:
    """Return how many words a name lacks, how far its own are from the others, and how many it has besides."""
    there = set(words_in(name))
    each = [_apart(word, there) for word in wanted]
    return each.count(_ABSENT), sum(each), len(there)


def _apart(word: str, there: Iterable[str]) -> int:
    if word in there:
        return 0
    begun = len(word) >= _SHORTEST_START and any(other.startswith(word) for other in there)
    return 1 if begun else _ABSENT
