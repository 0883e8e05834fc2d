"""The authorisations of pupils' films: which end soon, which are no longer good, and on which paper their film still stands."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from oma_builder.content.documents import Document
from oma_builder.content.kinds.film import Consent, Film
from oma_builder.guide.editions import Edition
from oma_builder.guide.films import FOLDER

SOON = 90
"""Days: what a school year leaves to ask a family again."""

State = Literal["bientot", "expiree", "retiree", "absente"]
"""Ends within `SOON` days, has ended, was withdrawn, or was never given."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One authorisation that somebody must look after; `reference` and `until` are empty when there is none.

    `papers` are the printed editions that name the film: paper cannot be called back. `places` are where the film, no
    longer shown, is or may still be: its files at hand, those in the store of films, its pages elsewhere.
    """

    film: str
    title: str
    state: State
    reference: str
    until: datetime.date | None
    papers: tuple[str, ...]
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the files of films are: the names of those in their folder, and the address of their store, or empty."""

    files: frozenset[str] = frozenset()
    store: str = ""

    def places(self, document: Document[Film]) -> tuple[str, ...]:
        """Return where a film is or may be."""
        names = [document.id + suffix for suffix in (".mp4", ".jpg")]
        here = (f"{FOLDER}/{name}" for name in names if name in self.files)
        stored = (self.store + name for name in names if self.store and document.entry.fichier)
        return (*here, *stored, *filter(None, (document.entry.peertube, document.entry.adresse)))


def standings(
    films: Iterable[Document[Film]], editions: Iterable[Edition], shelf: Shelf, today: datetime.date
) -> tuple[Standing, ...]:
    """Return what is to be looked after: the withdrawn first, then the missing, then by the day on which they end."""
    papers = _papers(editions)
    found = (standing for film in films for standing in _standings(film, papers.get(film.id, ()), shelf, today))
    order = ("retiree", "absente", "expiree", "bientot")
    return tuple(sorted(found, key=lambda one: (order.index(one.state), one.until or today, one.film, one.reference)))


def _papers(editions: Iterable[Edition]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for edition in editions:
        for name in sorted({film for sheet in edition.sheets for film in sheet.films}):
            found[name] += (edition.name,)
    return found


def _standings(
    document: Document[Film], papers: tuple[str, ...], shelf: Shelf, today: datetime.date
) -> Iterator[Standing]:
    entry, places = document.entry, shelf.places(document)
    if not entry.autorisations:
        yield Standing(document.id, entry.titre, "absente", "", None, papers, places)
    for consent in entry.autorisations:
        if state := _state(consent, today):
            told = () if state == "bientot" else places
            yield Standing(document.id, entry.titre, state, consent.reference, consent.expire_le, papers, told)


def _state(consent: Consent, today: datetime.date) -> State | None:
    if consent.etat == "retiree":
        return "retiree"
    if consent.expire_le < today:
        return "expiree"
    return "bientot" if consent.expire_le <= today + datetime.timedelta(days=SOON) else None
