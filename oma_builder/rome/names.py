"""The names of all trades of ROME, by word, and which skills their sheets share: what is the same for any guide.

Reckoning it takes longer than all else that a small guide asks for, so it is embedded: `python -m tests.rome_extract FOLDER` makes
the file anew from the official archive.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from oma_builder.content import reference
from oma_builder.rome.extract import compressed, decompressed
from oma_builder.rome.search import plain, words_in, words_of
from oma_builder.rome.sheets import Sheet

FILE = f"rome-v{reference.ROME_VERSION}-noms.json.gz"

_COMMON = 100
"""Sheets beyond which a word that only goes on with their names tells none of them."""

_PERSONS = frozenset(("homme", "femme"))
"""First words of names that name no trade by themselves."""


class NamedSheet(NamedTuple):
    """A sheet: its code, how many words its label has in one gender, and its skills, each by a number."""

    code: str
    size: int
    skills: Sequence[int]


class Names(NamedTuple):
    """The sheets in ROME's order, and each word of their names with the ranks of those that have it.

    These are in their label, as a whole name, first in a name, and within one. Words are in their order.
    """

    sheets: Sequence[NamedSheet]
    words: Sequence[tuple[str, Sequence[Sequence[int]]]]


def names_of(sheets: Sequence[Sheet]) -> Names:
    """Return the names of some sheets."""
    skills: dict[str, int] = {}
    named = (
        NamedSheet(
            sheet.code,
            len(set(words_of(sheet.label.split(" / ")[0]))),
            [*dict.fromkeys(skills.setdefault(skill.label, len(skills)) for skill in sheet.skills)],
        )
        for sheet in sheets
    )
    return Names([*named], sorted(_index(sheets)))


def pack(names: Names) -> bytes:
    """Return names as one file, the same bytes for the same names."""
    return compressed(names)


@cache
def embedded() -> Names:
    """Return those of the 1,584 sheets of ROME 4.0 version 60."""
    sheets, words = decompressed(reference.data(FILE))
    return Names([NamedSheet(*values) for values in sheets], words)


class _Words(NamedTuple):
    """The words of the names of a sheet, by where they stand."""

    label: Iterable[str]
    alone: Iterable[str]
    first: Iterable[str]
    further: Iterable[str]


def _index(sheets: Iterable[Sheet]) -> Iterator[tuple[str, Sequence[Sequence[int]]]]:
    """Yield each word with the ranks of the sheets in whose names it stands, by where."""
    found = [defaultdict[str, list[int]](list) for _ in _Words._fields]
    for rank, named in enumerate(_all_names(sheets)):
        for ranks, words in zip(found, _words(named), strict=True):
            for word in words:
                ranks[word].append(rank)
    label, alone, first, further = found
    telling = {word for word, ranks in further.items() if len(ranks) <= _COMMON}
    for word in {*label, *alone, *first, *telling}:
        yield word, (label[word], alone[word], first[word], further[word] if word in telling else [])


_Name = tuple[tuple[str, ...], int]
"""The words of a name, and how many of them begin it: more than one in « sapeur-pompier »."""


def _all_names(sheets: Iterable[Sheet]) -> Iterator[list[_Name]]:
    """Yield the names of each sheet in both genders, those of its label before the others."""
    forms = [
        [
            form
            for label in (sheet.label, *(name.label for name in sheet.names if not name.is_rare))
            for form in label.split(" / ")
        ]
        for sheet in sheets
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
    return [word for word in distinct if not _is_feminine(word, stems[word[:3]])]


def _is_feminine(word: str, others: Iterable[str]) -> bool:
    """Say whether a word is the feminine of another that shares its stem: « soudeuse », but not « hôtesse »."""
    if not word.endswith("e") or word.endswith("esse"):
        return False
    longer = (other for other in others if 4 < len(other) < len(word) <= len(other) + 3)
    return any(word.startswith(masculine[:-2]) for masculine in longer)
