"""The index: every name of every trade, pupils' words, and what pupils ask for that no trade of the guide is about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from oma_builder.content.typography import slugify
from oma_builder.guide import vocabulary
from oma_builder.guide.model import Guide
from oma_builder.guide.values import GenderedTitle
from oma_builder.guide.wishes import Wish
from oma_builder.print.parts import Data

_TELLING = 3
"""How many letters tell two words of a wish apart: « chien » and « chiens » stand side by side in an index."""


def index_chapter(guide: Guide) -> list[Data]:
    """Return the entries by first letter, each with its trades as the book has them, or with what is said instead."""
    entries = {entry["name"].casefold(): entry for entry in _missing(guide)} if guide.metiers else {}
    entries |= {entry["name"].casefold(): entry for entry in _named(guide)}
    ordered = sorted(entries.values(), key=lambda entry: (slugify(entry["name"]), entry["name"]))
    return [
        {"letter": letter, "entries": list(group)}
        for letter, group in groupby(ordered, key=lambda entry: vocabulary.initial(entry["name"]))
    ]


def _ranks(guide: Guide) -> dict[str, int]:
    """Return the trades of the book, in its order."""
    return {card.id: rank for rank, card in enumerate(card for sector in guide.sectors for card in sector.metiers)}


def _named(guide: Guide) -> Iterator[Data]:
    """Yield every name with its trades.

    Both genders of a name are one entry where they begin alike, and so is a word with and without a capital letter; the names of
    sheets are told apart from all others.
    """
    ranks = _ranks(guide)
    found = defaultdict[str, list[str]](list)
    names: set[str] = set()
    titles: set[str] = set()
    for metier in sorted(guide.metiers, key=lambda metier: ranks[metier.id]):
        own = _names(metier.title)
        others = {name for title in metier.synonyms for name in _names(title)}
        titles.update(map(str.casefold, own))
        names.update(own, others)
        for key in {name.casefold() for name in (*own, *others, *metier.keywords)}:
            found[key].append(f"metier-{metier.id}")
    called = _written({word for metier in guide.metiers for word in metier.keywords}) | _written(names)
    for key, places in found.items():
        yield _entry(called[key], places, is_title=key in titles)


def _written(names: Iterable[str]) -> dict[str, str]:
    """Return how each name is written, by the same without capital letters: with the fewest of them."""
    return {name.casefold(): name for name in sorted(names)}


def _missing(guide: Guide) -> Iterator[Data]:
    """Yield what pupils ask for and no trade answers: what the search says of it, under its first word; its others lead there."""
    ranks = _ranks(guide)
    for wish in guide.spoken.wishes:
        if wish.members and not wish.instead:
            continue
        nearest = sorted((name for name, _ in wish.members if name in ranks), key=ranks.__getitem__)
        told = wish.instead or "Aucune fiche de ce guide n’y répond encore."
        yield _entry(wish.words[0], [f"metier-{name}" for name in nearest], told=told)
        for word in _others(wish):
            yield _entry(word, [], see=wish.words[0])


def _others(wish: Wish) -> Iterator[str]:
    """Yield the single words of a wish that one would look up elsewhere than the words before."""
    seen = {slugify(wish.words[0])[:_TELLING]}
    for word in wish.words[1:]:
        begun = slugify(word)[:_TELLING]
        if " " not in word and begun not in seen:
            seen.add(begun)
            yield word


def _entry(name: str, places: Iterable[str], *, is_title: bool = False, told: str = "", see: str = "") -> Data:
    return {"name": name, "places": list(places), "is-title": is_title, "told": told, "see": see}


def _names(title: GenderedTitle) -> tuple[str, ...]:
    """Return how a name stands in the index: once for both genders, unless one would look for them in two places."""
    if vocabulary.initial(title.masculine) == vocabulary.initial(title.feminine):
        return (title.both,)
    return (title.masculine, title.feminine)
