"""The authorisations of pupils' films: which end soon, which are no longer good, and on which paper their film still stands."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from oma_builder.content.documents import Document
from oma_builder.content.kinds.film import Consent, Film, Medium
from oma_builder.guide.editions import Edition
from oma_builder.project import FILMS

SOON = 90
"""Days: what a school year leaves to ask a family again."""

State = Literal["bientot", "expiree", "retiree", "absente", "sans-fiche", "hors-papier"]
"""Ends within `SOON` days, has ended, was withdrawn, was never given; or its film, which paper names, has no document
any more, or is still allowed, but no longer on paper."""


_ANYWHERE: frozenset[Medium] = frozenset(get_args(Medium))


@dataclass(frozen=True, slots=True)
class Standing:
    """One authorisation that somebody must look after; `reference` and `until` are empty when there is none.

    `papers` are the printed editions that name the film: paper cannot be called back. `places` are where the film, no
    longer shown, is or may still be: its files at hand, its captions, what builds remember, those in the store of films,
    its pages elsewhere. `copies` are the media on which it was allowed, and on which copies of it may have been handed out.
    """

    film: str
    title: str
    state: State
    reference: str
    until: datetime.date | None
    papers: tuple[str, ...]
    places: tuple[str, ...] = ()
    copies: tuple[Medium, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the files of films are: the names of those in their folder, the address of their store (or empty).

    `captions` are the paths of captions by the name of their film; `cache` is how one names the folder of what builds
    remember: pieces of films, posters, archives that took films along.
    """

    files: frozenset[str] = frozenset()
    store: str = ""
    captions: Mapping[str, str] = field(default_factory=dict)
    cache: str = ""

    def places(self, name: str, entry: Film | None) -> tuple[str, ...]:
        """Return where a film is or may be; without its document, it may also be in the store."""
        names = [name + suffix for suffix in (".mp4", ".jpg")]
        here = (f"{FILMS}/{name}" for name in names if name in self.files)
        stored = (self.store + name for name in names if self.store and (entry is None or entry.fichier))
        elsewhere = (entry.peertube, entry.adresse) if entry else ()
        return (*here, *filter(None, (self.captions.get(name), self.cache)), *stored, *filter(None, elsewhere))


def standings(
    films: Iterable[Document[Film]],
    editions: Iterable[Edition],
    shelf: Shelf,
    today: datetime.date,
    unread: Collection[str] = (),
) -> tuple[Standing, ...]:
    """Return what is to be looked after: the withdrawn first, then the missing, then by the day on which they end.

    Films that only paper still names have no document any more, unless it is there and could not be read (`unread`).
    """
    papers, documents = _papers(editions), {film.id: film for film in films}
    listed = [standing for film in documents.values() for standing in _standings(film, papers, shelf, today)]
    listed += (
        Standing(name, name, "sans-fiche", "", None, papers[name], shelf.places(name, None), ("papier",))
        for name in papers.keys() - documents.keys() - {*unread}
    )
    order = ("retiree", "sans-fiche", "absente", "expiree", "hors-papier", "bientot")
    return tuple(sorted(listed, key=lambda one: (order.index(one.state), one.until or today, one.film, one.reference)))


def _papers(editions: Iterable[Edition]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for edition in editions:
        for name in sorted({film for sheet in edition.sheets for film in sheet.films}):
            found[name] += (edition.name,)
    return found


def _standings(
    document: Document[Film], papers: Mapping[str, tuple[str, ...]], shelf: Shelf, today: datetime.date
) -> Iterator[Standing]:
    entry, named = document.entry, papers.get(document.id, ())
    gone = Standing(document.id, entry.titre, "absente", "", None, named, shelf.places(document.id, entry))
    if not entry.autorisations:
        yield gone
    allowed = frozenset.intersection(*(frozenset(consent.portee) for consent in entry.autorisations), _ANYWHERE)
    gone = replace(gone, copies=tuple(medium for medium in get_args(Medium) if medium in allowed))
    states = [_state(consent, today) for consent in entry.autorisations]
    if named and entry.autorisations and "papier" not in allowed and {*states} <= {None, "bientot"}:
        yield replace(gone, state="hors-papier", places=(), copies=("papier",))
    for consent, state in zip(entry.autorisations, states, strict=True):
        if state:
            soon: dict[str, Any] = {"places": (), "copies": ()} if state == "bientot" else {}
            yield replace(gone, state=state, reference=consent.reference, until=consent.expire_le, **soon)


def _state(consent: Consent, today: datetime.date) -> State | None:
    if consent.etat == "retiree":
        return "retiree"
    if consent.expire_le < today:
        return "expiree"
    return "bientot" if consent.expire_le <= today + datetime.timedelta(days=SOON) else None
