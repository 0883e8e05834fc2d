"""The trades that a guide does not have: their names in ROME, and the two of the guide that are nearest to each.

The script of the search asks for it when a question is the name of no trade of the guide.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from oma_builder.artifact import Artifact
from oma_builder.cache import Memo, digest, made_anew
from oma_builder.content import reference
from oma_builder.guide.model import Guide
from oma_builder.rome import names
from oma_builder.web import shards
from oma_builder.web.shards import Shard
from oma_builder.web.spoken import steps

KIND = "noms"

NEAREST = 2
"""Trades that are offered in the place of one that is missing."""

_MOVE, _FIELD, _DOMAIN, _INTEREST = 1.0, 0.6, 0.25, 0.1
"""What nearness counts for beside common skills (0 to 1): one moves there by ROME, same field, same domain, same theme."""

NEAR = "="
"""The entry that is no word: the nearest trades of each sheet, in ROME's order."""

OWN = "!"
"""Begins the trades of a sheet that the guide has."""


def scripts(guide: Guide, memo: Memo = made_anew) -> Iterator[Shard]:
    """Yield the files: by word, the sheets that have it in their label, as a whole name, first in a name, and within one.

    Of each sheet stand the words of its label, counted, and its nearest trades; those that the guide has say so. That takes
    a quarter of a second, and nothing of a guide decides it but which trades it has: `memo` keeps it from one build to the next.
    """
    codes = tuple(metier.rome_code for metier in guide.metiers)
    for first, route, text in json.loads(memo(digest(KIND, *codes), partial(_packed, codes))):
        yield Shard(KIND, first, Artifact(route, text.encode()))


def _packed(codes: Sequence[str]) -> bytes:
    told = ((shard.first, shard.file.route, shard.file.content.decode()) for shard in _made(codes))
    return json.dumps(list(told)).encode()


def _made(codes: Sequence[str]) -> Iterator[Shard]:
    """Yield the files for trades of these sheets."""
    own, nearest = set(codes), _nearest(codes)
    near = (
        f"{OWN if sheet.code in own else ''}{sheet.size}:{' '.join(map(str, nearest[sheet.code]))}"
        for sheet in names.embedded().sheets
    )
    entries = ((word, "|".join(map(steps, ranks)).rstrip("|")) for word, ranks in names.embedded().words)
    yield from shards.objects(KIND, ((NEAR, ";".join(near)), *entries) if codes else ())


_ByFeature = Mapping[Any, Sequence[int]]
"""The numbers of the known sheets that have each feature."""


class _Known(NamedTuple):
    """The sheets of which a guide has trades, by number: the ranks of these, what they share with others, how long their vectors are.

    Vectors are of skills; `moves`, `fields`, `domains` and `interests` are what ROME itself says of the nearness of trades.
    """

    numbers: Mapping[str, int]
    ranks: Sequence[Sequence[int]]
    lengths: Sequence[float]
    skills: _ByFeature
    moves: _ByFeature
    fields: _ByFeature
    domains: _ByFeature
    interests: _ByFeature


def _nearest(codes: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
    """Return the ranks of the nearest trades of each sheet, by its code; a sheet that the guide has leads to its own."""
    ranks = defaultdict[str, list[int]](list)
    for rank, own in enumerate(codes):
        ranks[own].append(rank)
    known = _known({code: ranks[code] for code in sorted(ranks) if code in _skills()})
    return {code: tuple(ranks[code])[:NEAREST] if code in ranks else tuple(_near(code, known)) for code in _skills()}


def _known(ranks: Mapping[str, Sequence[int]]) -> _Known:
    rome = reference.rome()

    def by(features: Callable[[str], Iterable[Any]]) -> _ByFeature:
        having = defaultdict[Any, list[int]](list)
        for number, code in enumerate(ranks):
            for feature in features(code):
                having[feature].append(number)
        return having

    return _Known(
        {code: number for number, code in enumerate(ranks)},
        tuple(ranks.values()),
        tuple(map(_length, ranks)),
        by(lambda code: _skills()[code]),
        by(lambda code: rome[code].moves),
        by(lambda code: (code[:3],)),
        by(lambda code: (code[:1],)),
        by(lambda code: (rome[code].major,)),
    )


def _near(code: str, known: _Known) -> Iterator[int]:
    """Yield the ranks of the trades that have the most rare skills in common with a sheet, and the most kinship."""
    shared = [0.0] * len(known.ranks)
    for skill in _skills()[code]:
        weight = _weights()[skill]
        for number in known.skills.get(skill, ()):
            shared[number] += weight
    length, kinship = _length(code), _kinship(code, known)
    nearness = [
        kin + (common and common / (length * other))
        for kin, common, other in zip(kinship, shared, known.lengths, strict=True)
    ]
    found = 0
    while found < NEAREST and max(nearness, default=-1.0) >= 0:  # of equals, the first by its code
        number = nearness.index(max(nearness))
        nearness[number] = -1.0
        yield from known.ranks[number][: NEAREST - found]
        found += len(known.ranks[number])


def _kinship(code: str, known: _Known) -> list[float]:
    """Return how near ROME itself says that each known sheet is to one, in any other respect than skills."""
    own = reference.rome()[code]
    kinship = [0.0] * len(known.ranks)
    moves = {*known.moves.get(code, ()), *(known.numbers[other] for other in own.moves if other in known.numbers)}
    for weight, numbers in (
        (_MOVE, moves),
        (_FIELD, known.fields.get(code[:3], ())),
        (_DOMAIN, known.domains.get(code[:1], ())),
        (_INTEREST, known.interests.get(own.major, ())),
    ):
        for number in numbers:
            kinship[number] += weight
    return kinship


@cache
def _skills() -> Mapping[str, Sequence[int]]:
    """Return the skills of each sheet, by its code."""
    return {sheet.code: sheet.skills for sheet in names.embedded().sheets}


@cache
def _weights() -> Mapping[int, float]:
    """Return what each skill counts for: the square of how rare it is among the sheets."""
    counts = Counter(skill for skills in _skills().values() for skill in skills)
    return {skill: math.log(len(_skills()) / count) ** 2 for skill, count in counts.items()}


def _length(code: str) -> float:
    return math.sqrt(sum(map(_weights().__getitem__, _skills()[code])))
