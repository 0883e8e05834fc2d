"""The words that the search hears besides names: those of the sheets themselves, and those of pupils.

One file says of each word in which trades it stands; `assets/js/search/` cuts the words and weighs them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.rome.search import words_of
from oma_builder.web import shards
from oma_builder.web.shards import Shard

KIND = "paroles"

STEPS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""How many trades one goes on to the next that has a word, one sign each; the last sign goes on without stopping."""

MEANT = "="
"""Begins what a word of pupils means, where others have their trades."""

_SHORTEST = 3
"""Letters of a word that says something; fewer do where there is a figure among them: « 3D »."""


def scripts(guide: Guide) -> Iterator[Shard]:
    """Yield the files: each word with its trades, each word of pupils with what it means."""
    said = ((said, f"{MEANT}{'|'.join(saying.meant)}") for saying in guide.spoken.sayings for said in saying.said)
    told = ((word, steps(ranks)) for word, ranks in _standing(guide.metiers).items())
    return shards.objects(KIND, sorted((*told, *said)))


def steps(ranks: Iterable[int]) -> str:
    """Return rising ranks in as few signs as they need."""
    signs, last, most = [], -1, len(STEPS) - 1
    for rank in ranks:
        over, step = divmod(rank - last - 1, most)
        signs.append(STEPS[most] * over + STEPS[step])
        last = rank
    return "".join(signs)


def _standing(metiers: Sequence[Metier]) -> Mapping[str, list[int]]:
    """Return the ranks of the trades that say each word, but for those by which they are found anyway."""
    ranks: dict[str, list[int]] = defaultdict(list)
    for rank, metier in enumerate(metiers):
        names = (metier.title.both, metier.hook, *(title.both for title in metier.synonyms), *metier.keywords)
        known = set(words_of("\n".join(names)))
        for word in dict.fromkeys(words_of("\n".join(_texts(metier)))):
            if word not in known and (len(word) >= _SHORTEST or not word.isalpha()):
                ranks[word].append(rank)
    return ranks


def _texts(metier: Metier) -> Iterator[str]:
    conditions = metier.conditions
    yield from metier.missions
    yield from (*conditions.places, conditions.hours, conditions.clothing, *conditions.constraints)
    yield from (*metier.skills, *metier.qualities, *metier.subjects, *metier.employers)
