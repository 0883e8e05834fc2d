"""Which films the edition for folders takes along: those that were asked for, as long as there is room."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from oma_builder.content.loader import Corpus
from oma_builder.content.schema import SECTEURS, TERRITOIRES
from oma_builder.problems import BuildError, ExitCode, nearest

Taken = Literal["taken", "left", ""]
"""What became of a film: taken along, left for want of room, or not asked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a film belongs: the sector of its trade, and the department of its school (its code, or empty)."""

    sector: str
    departement: str


@dataclass(frozen=True, slots=True)
class FilmSelection:
    """What to take along: films of these sectors and departments, or all, up to `budget` bytes together."""

    budget: int
    sectors: frozenset[str] = frozenset()
    departements: frozenset[str] = frozenset()

    def wants(self, place: Place) -> bool:
        """Say whether a film of this place was asked for."""
        anywhere = not (self.sectors or self.departements)
        return anywhere or place.sector in self.sectors or place.departement in self.departements


def chosen(choices: Iterable[str], budget: int, corpus: Corpus) -> FilmSelection:
    """Return what `tous`, `secteur:<name>` and `territoire:<name>` ask for.

    A territory stands for the departments within it. Raises `BuildError` for a name that the content does not have.
    """
    wanted = tuple(choices)
    if "tous" in wanted:
        return FilmSelection(budget)
    named = [choice.partition(":")[::2] for choice in wanted]
    known = {
        "secteur": {document.id for document in corpus.of(SECTEURS)},
        "territoire": {document.id for document in corpus.of(TERRITOIRES)},
    }
    for kind, name in named:
        if name not in known.get(kind, set()):
            raise _unknown(f"{kind}:{name}" if name else kind, known)
    return FilmSelection(
        budget,
        frozenset(name for kind, name in named if kind == "secteur"),
        frozenset(code for kind, name in named if kind == "territoire" for code in _departements(name, corpus)),
    )


def _unknown(choice: str, known: Mapping[str, set[str]]) -> BuildError:
    choices = ["tous", *(f"{kind}:{name}" for kind, names in known.items() for name in sorted(names))]
    meant = nearest(choice, choices)
    hint = f"vouliez-vous dire {meant} ?" if meant else "écrivez tous, secteur:<fiche> ou territoire:<fiche>"
    return BuildError(f"« {choice} » ne désigne pas de films", hint, ExitCode.USAGE)


def _departements(name: str, corpus: Corpus) -> Iterator[str]:
    for document in corpus.of(TERRITOIRES):
        if document.id == name and document.entry.type == "departement":
            yield document.entry.code
        elif document.entry.rattachement == name:
            yield from _departements(document.id, corpus)


def selected(offered: Iterable[tuple[str, int, Place]], wanted: FilmSelection) -> Mapping[str, Taken]:
    """Say of each film, given as (id, bytes, place), what becomes of it: the small ones first, so that most find room."""
    told: dict[str, Taken] = {}
    room = wanted.budget
    for name, octets, _ in sorted(
        (film for film in offered if wanted.wants(film[2])), key=lambda film: (film[1], film[0])
    ):
        told[name] = "taken" if octets <= room else "left"
        room -= octets if told[name] == "taken" else 0
    return told
