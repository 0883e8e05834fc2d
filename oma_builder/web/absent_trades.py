"""The trades that a guide does not have: their names in ROME, and the two of the guide that are nearest to each.

The script of the search asks for it when a question is the name of no trade of the guide.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from heapq import nsmallest
from typing import Any, NamedTuple

from oma_builder.artifact import Artifact
from oma_builder.cache import Memo, digest, made_anew
from oma_builder.content import reference
from oma_builder.guide.model import Guide
from oma_builder.rome import extract
from oma_builder.rome.search import plain, words_in, words_of
from oma_builder.rome.sheets import Sheet
from oma_builder.web import shards
from oma_builder.web.shards import Shard
from oma_builder.web.spoken import steps

KIND = "noms"

NEAREST = 2
"""Trades that are offered in the place of one that is missing."""

_MOVE, _FIELD, _DOMAIN, _INTEREST = 1.0, 0.6, 0.25, 0.1
"""What nearness counts for beside common skills (0 to 1): one moves there by ROME, same field, same domain, same theme."""

_COMMON = 100
"""Sheets beyond which a word that only goes on with their names tells none of them."""

_PERSONS = frozenset(("homme", "femme"))
"""First words of names that name no trade by themselves."""

NEAR = "="
"""The entry that is no word: the nearest trades of each sheet, in ROME's order."""


OWN = "!"
"""Begins the trades of a sheet that the guide has."""


def scripts(guide: Guide, memo: Memo = made_anew) -> Iterator[Shard]:
    """Yield the files: by word, the sheets that have it in their label, as a whole name, first in a name, and within one.

    Of each sheet stand the words of its label, counted, and its nearest trades; those that the guide has say so. That takes
    half a second, and nothing of a guide decides it but which trades it has: `memo` keeps it from one build to the next.
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
        f"{OWN if sheet.code in own else ''}{size}:{' '.join(map(str, nearest[sheet.code]))}"
        for sheet, size in zip(extract.embedded(), _sizes(), strict=True)
    )
    entries = ((word, "|".join(map(steps, ranks)).rstrip("|")) for word, ranks in sorted(_index().items()))
    yield from shards.objects(KIND, ((NEAR, ";".join(near)), *entries) if codes else ())


class _Words(NamedTuple):
    """The words of the names of a sheet, by where they stand."""

    label: Iterable[str]
    alone: Iterable[str]
    first: Iterable[str]
    further: Iterable[str]


@cache
def _sizes() -> tuple[int, ...]:
    """Return how many words the label of each sheet has, in one gender."""
    return tuple(len(set(words_of(sheet.label.split(" / ")[0]))) for sheet in extract.embedded())


@cache
def _index() -> Mapping[str, tuple[list[int], ...]]:
    """Return, by word, the ranks of the sheets in whose names it stands, by where."""
    found = [defaultdict[str, list[int]](list) for _ in _Words._fields]
    for rank, names in enumerate(_all_names()):
        for ranks, words in zip(found, _words(names), strict=True):
            for word in words:
                ranks[word].append(rank)
    label, alone, first, further = found
    telling = {word for word, ranks in further.items() if len(ranks) <= _COMMON}
    return {
        word: (label[word], alone[word], first[word], further[word] if word in telling else [])
        for word in {*label, *alone, *first, *telling}
    }


_Name = tuple[tuple[str, ...], int]
"""The words of a name, and how many of them begin it: more than one in « sapeur-pompier »."""


def _all_names() -> Iterator[list[_Name]]:
    """Yield the names of each sheet in both genders, those of its label before the others."""
    forms = [
        [
            form
            for label in (sheet.label, *(name.label for name in sheet.names if not name.is_rare))
            for form in label.split(" / ")
        ]
        for sheet in extract.embedded()
    ]
    folded = iter(plain("\n".join(form for listed in forms for form in listed)).split("\n"))  # at once: far quicker
    for listed in forms:
        lines = [next(folded) for _ in listed]
        yield [(words_in(line), len(words_in(line.partition(" ")[0]))) for line in lines]


def _words(names: Sequence[_Name]) -> _Words:
    """Return the words of the names of a sheet, without feminines that the stems know; its label stands first."""
    first = _apart(word for words, begin in names for word in words[:begin] if word not in _PERSONS)
    alone = _apart(words[0] for words, _ in names if len(words) == 1)
    label = _apart(names[0][0])
    every = _apart(word for words, _ in names for word in words if len(word) > 1)
    return _Words(label, alone, first, [word for word in every if word not in first and word not in label])


def _apart(words: Iterable[str]) -> list[str]:
    distinct = dict.fromkeys(words)
    stems = defaultdict[str, list[str]](list)
    for word in distinct:
        stems[word[:3]].append(word)
    return [word for word in distinct if not any(_is_feminine(word, other) for other in stems[word[:3]])]


def _is_feminine(word: str, masculine: str) -> bool:
    """Say whether a word is the feminine of another that shares its stem: « soudeuse », but not « hôtesse »."""
    is_longer = 4 < len(masculine) < len(word) and word.endswith("e") and not word.endswith("esse")
    return is_longer and word.startswith(masculine[:-2]) and len(word) <= len(masculine) + 3


class _Known(NamedTuple):
    """A sheet of which the guide has trades, by their ranks, and how long the vector of its skills is."""

    sheet: Sheet
    ranks: tuple[int, ...]
    length: float


def _nearest(codes: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
    """Return the ranks of the nearest trades of each sheet, by its code; a sheet that the guide has leads to its own."""
    ranks = defaultdict[str, list[int]](list)
    for rank, own in enumerate(codes):
        ranks[own].append(rank)
    sheets = {sheet.code: sheet for sheet in extract.embedded()}
    known = {code: _Known(sheets[code], tuple(at), _length(code)) for code, at in ranks.items() if code in sheets}
    having = _by(known, lambda code: _skills()[code])
    kin = _kin(known)
    return {
        code: known[code].ranks[:NEAREST] if code in known else _near(sheet, known, having, kin)
        for code, sheet in sheets.items()
    }


_ByFeature = Mapping[Any, Sequence[str]]


def _by(codes: Iterable[str], features: Callable[[str], Iterable[Any]]) -> _ByFeature:
    """Return, by feature, the codes that have it."""
    having = defaultdict[Any, list[str]](list)
    for code in codes:
        for feature in features(code):
            having[feature].append(code)
    return having


class _Kin(NamedTuple):
    """What ROME itself says of the nearness of trades: their codes by what they share with others."""

    moves: _ByFeature
    fields: _ByFeature
    domains: _ByFeature
    interests: _ByFeature


def _kin(codes: Iterable[str]) -> _Kin:
    rome, listed = reference.rome(), tuple(codes)
    return _Kin(
        _by(listed, lambda code: rome[code].moves),
        _by(listed, lambda code: (code[:3],)),
        _by(listed, lambda code: (code[:1],)),
        _by(listed, lambda code: (rome[code].major,)),
    )


def _near(sheet: Sheet, known: Mapping[str, _Known], having: _ByFeature, kin: _Kin) -> tuple[int, ...]:
    """Return the ranks of the trades that have the most rare skills in common with a sheet, and the most kinship."""
    shared, score = defaultdict[str, float](float), _kinship(sheet, known, kin)
    for skill in _skills()[sheet.code]:
        weight = _weights()[skill]
        for code in having.get(skill, ()):
            shared[code] += weight
    length = _length(sheet.code)
    for code, common in shared.items():
        score[code] += common / (length * known[code].length or 1)
    if len(score) < NEAREST:  # those that share nothing serve too, where no others are left
        score = {code: score.get(code, 0.0) for code in known}
    best = nsmallest(NEAREST, ((-worth, code) for code, worth in score.items()))
    return tuple(rank for _, code in best for rank in known[code].ranks)[:NEAREST]


def _kinship(sheet: Sheet, known: Mapping[str, _Known], kin: _Kin) -> dict[str, float]:
    """Return how near ROME itself says that some trades are to a sheet, in any other respect than skills."""
    own = reference.rome()[sheet.code]
    near = defaultdict[str, float](float)
    for code in {*kin.moves.get(sheet.code, ()), *(code for code in own.moves if code in known)}:
        near[code] += _MOVE
    for weight, codes in (
        (_FIELD, kin.fields.get(sheet.code[:3], ())),
        (_DOMAIN, kin.domains.get(sheet.code[:1], ())),
        (_INTEREST, kin.interests.get(own.major, ())),
    ):
        for code in codes:
            near[code] += weight
    return near


@cache
def _skills() -> Mapping[str, frozenset[str]]:
    """Return the skills of each sheet, by its code."""
    return {sheet.code: frozenset(skill.label for skill in sheet.skills) for sheet in extract.embedded()}


@cache
def _weights() -> Mapping[str, float]:
    """Return what each skill counts for: the square of how rare it is among the sheets."""
    counts = Counter(skill for skills in _skills().values() for skill in skills)
    return {skill: math.log(len(_skills()) / count) ** 2 for skill, count in counts.items()}


def _length(code: str) -> float:
    return math.sqrt(sum(map(_weights().__getitem__, _skills()[code])))
