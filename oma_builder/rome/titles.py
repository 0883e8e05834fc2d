"""Both genders of a name, as ROME writes them: « Conducteur / Conductrice d'engins agricoles ».

The first half stands alone, the second with what both share. Where the half after the bar is shorter, what both share
comes first: « Artiste Plasticien / Plasticienne ». A name with one form stays as it is in both genders, unless one of
its words is among those to which ROME itself gives another feminine elsewhere. No form is ever made up.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_BAR = " / "
_WORD = re.compile(r"[ -]")
_BOTH = re.compile(r"\((e)\)|\.e\b")
_LINKS = frozenset(
    ("de", "du", "des", "à", "au", "aux", "en", "et", "ou", "pour", "sur", "dans", "par", "sans", "sous", "auprès")
)
"""Words after which a name tells of something else than the person."""

_OTHER_WORDS = frozenset({("Steward", "Hôtesse"), ("Homme", "Femme"), ("Garçon", "Fille"), ("Valet", "Femme")})
"""Pairs of words that are not alike, and are what ROME calls a man and a woman of one trade."""


class Gendered(NamedTuple):
    """Both forms of a name."""

    masculine: str
    feminine: str


def masculine_words(labels: Iterable[str]) -> frozenset[str]:
    """Return, in small letters, every word to which one of these names gives another feminine."""
    return frozenset(word for label in labels for word in _changing(label))


def gendered(label: str, masculine: frozenset[str]) -> Gendered | None:
    """Return both forms of a name, or None where ROME does not give them; `masculine` are the words that change."""
    if _BAR not in label:
        return None if any(word in masculine for word in _of_person(label)) else Gendered(label, label)
    his, _, hers = label.partition(_BAR)
    if _BAR in hers:
        return None
    if his.casefold().endswith(f" {hers.casefold()}"):
        return Gendered(his, hers)
    pair = _shared_after(his, hers) or _shared_before(his, hers)
    return Gendered(_BOTH.sub("", pair.masculine), _BOTH.sub("e", pair.feminine)) if pair else None


def _shared_after(his: str, hers: str) -> Gendered | None:
    """Read « Chef boulanger / Cheffe boulangère de nuit »: word by word alike, then what both share."""
    if not _are_alike(his, hers):
        return None
    shared = hers.split(" ")[len(his.split(" ")) :]
    return Gendered(" ".join([his, *shared]), hers)


def _shared_before(his: str, hers: str) -> Gendered | None:
    """Read « Médecin anesthésiste réanimateur / Réanimatrice (MAR) »: the last words alone have two forms."""
    words = his.split(" ")
    for start in range(1, len(words)):
        last = " ".join(words[start:])
        if _are_alike(last, hers):
            form = hers if last[0].isupper() else hers[0].lower() + hers[1:]
            shared = hers.split(" ")[len(words) - start :]
            return Gendered(" ".join([his, *shared]), " ".join([*words[:start], form]))
    return None


def _are_alike(his: str, hers: str) -> bool:
    """Say whether every word of the first form has its counterpart at the same place of the second."""
    if (his, hers.partition(" ")[0]) in _OTHER_WORDS:
        return True
    ours, theirs = _WORD.split(his), _WORD.split(hers)
    has_room = len(theirs) >= len(ours) and len(hers.split(" ")) >= len(his.split(" "))
    return has_room and all(map(_is_counterpart, ours, theirs))


def _is_counterpart(word: str, other: str) -> bool:
    """Say whether two words may be genders of one: as many first letters in common as half of the shorter, two at least."""
    word, other = word.casefold(), other.casefold()
    shared = next((at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), len(word))
    return word == other or shared >= max(2, min(len(word), len(other)) // 2)


def _changing(label: str) -> Iterator[str]:
    his, _, hers = label.partition(_BAR)
    if hers and _BAR not in hers and _are_alike(his, hers):
        for word, other in zip(_WORD.split(his), _WORD.split(hers), strict=False):
            if word.casefold() != other.casefold():
                yield word.casefold()


def _of_person(label: str) -> Iterator[str]:
    """Yield, in small letters, the first words of a name, which tell of the person."""
    for word in label.split(" "):
        if word.casefold() in _LINKS or word.casefold().startswith(("d'", "l'", "(", "-")):
            return
        yield from _WORD.split(word.casefold())
