"""Both genders: pairs of titles, and masculine names of persons that stand alone.

Source of the pairs: *Femme, j'écris ton nom… Guide d'aide à la féminisation des noms de métiers, titres, grades et
fonctions* (CNRS and INaLF, La Documentation française, 1999), and the circular of 5 May 2021 (BO 18).
"""

import re
from collections.abc import Iterable, Iterator

from oma_builder.content.spelling import bare, words
from tests.language.words import listed, plain, sentences

_FEMININE = {
    "teur": ("trice", "teuse"),
    "eur": ("euse", "eure"),
    "er": ("ère",),
    "en": ("enne",),
    "on": ("onne",),
    "el": ("elle",),
    "f": ("ve", "ffe"),
    "eux": ("euse",),
    "e": ("e", "esse"),
    "": ("e",),
}
"""What an ending becomes; the longest that fits a word is the one that counts."""

# Nouns set beside a title do not agree, nor do first parts in -o; words taken from English have one form.
_APPOSED = ("avion", "bois", "développement", "et", "informatiques", "r&d", "réseaux", "télécoms")
_FIRST_PARTS = ("médico", "socio", "technico")
_ENGLISH = ("analyst", "data", "designer", "end", "front", "full", "stack", "web")
_UNCHANGED = frozenset((*_APPOSED, *_FIRST_PARTS, *_ENGLISH))
_PREPOSITION = re.compile(r" (?=(?:de|des|du|en|à|au|aux|sur)\b|d’)")
_NEUTRAL = frozenset(("personne", "personnes"))


def feminine(word: str) -> tuple[str, ...]:
    """Return the feminine forms that a masculine word may have."""
    ending = max((ending for ending in _FEMININE if word.endswith(ending)), key=len)
    stem = word.removesuffix(ending)
    return tuple(stem + other for other in _FEMININE[ending])


def title_faults(masculine: str, feminine_title: str) -> Iterator[str]:
    """Yield what makes a pair of titles implausible."""
    (his, *his_rest), (hers, *her_rest) = _PREPOSITION.split(masculine, 1), _PREPOSITION.split(feminine_title, 1)
    ours, theirs = re.split("[ -]", his.lower()), re.split("[ -]", hers.lower())
    if his_rest != her_rest or len(ours) != len(theirs):
        yield f"« {masculine} » et « {feminine_title} » ne se répondent pas"
        return
    for one, other in zip(ours, theirs, strict=True):
        if one == other and not one.endswith("e") and one not in _UNCHANGED:
            yield f"« {one} » reste au masculin dans « {feminine_title} »"
        elif one != other and other not in feminine(one):
            yield f"« {other} » n’est pas le féminin de « {one} »"


def lonely_masculines(texts: Iterable[str]) -> list[str]:
    """Return the masculine names of persons, as written, whose sentence has neither the feminine nor "personne"."""
    found = set()
    for text in texts:
        for sentence in sentences(text):
            said = {bare(word).lower() for word in words(sentence)}
            if said.isdisjoint(_NEUTRAL):
                found |= {word for word in said & _MASCULINE.keys() if said.isdisjoint(_MASCULINE[word])}
    return sorted(found, key=plain)


def _forms(noun: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield a noun and its plural, each with the feminine words that may answer it."""
    answers = frozenset(form + plural for form in feminine(noun) for plural in ("", "s"))
    yield noun, answers
    yield f"{noun}s", answers


_MASCULINE = dict(pair for noun in listed("masculine-nouns.txt") for pair in _forms(noun))
"""Each form of the nouns that we watch for, and its answers.

The list leaves out names of both genders (élève), and those that are also a verb, a thing or a company (conseiller,
serveur, fabricant).
"""
