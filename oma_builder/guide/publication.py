"""What may be shown, and when: the only place that decides, for every output, of a document and the day.

What time or a withdrawal has hidden is told, and never keeps anybody from building: the build that carries it out must succeed.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Protocol, TypeVar

from oma_builder.content.documents import Document
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author, Publication
from oma_builder.content.kinds.film import Film, Medium
from oma_builder.content.loader import Corpus
from oma_builder.content.relations import named
from oma_builder.content.schema import KINDS, METIERS, PAGES, SECTEURS
from oma_builder.guide.approvals import Approval, link_approvals, words
from oma_builder.problems import Problem
from oma_builder.project import Withheld


class Shown(Protocol):
    """Whatever readers see, and may be a sample."""

    @property
    def is_sample(self) -> bool:
        """Say whether it is one."""
        ...


Anything = TypeVar("Anything", bound=Shown)


def true_ones(things: Iterable[Anything]) -> Iterator[Anything]:
    """Yield what is no sample: people are told that one is, what machines read would be taken for true."""
    return (thing for thing in things if not thing.is_sample)


def is_public(publication: Publication, today: datetime.date) -> bool:
    """Say whether a document may be seen on `today`: no draft, not before its day, not after its last."""
    starts, ends = publication.a_partir_du, publication.jusqu_au
    return publication.etat == "publie" and (starts is None or starts <= today) and (ends is None or today <= ends)


def is_draft(entry: Any) -> bool:
    """Say whether an entry is never to be seen, whatever the day."""
    return bool(entry.publication.etat == "brouillon")


def film_media(film: Film, today: datetime.date) -> frozenset[Medium]:
    """Return where a film may be shown on `today`: what every one of its authorisations allows, nothing without one."""
    allowed = [
        frozenset(consent.portee if consent.etat == "valable" and today <= consent.expire_le else ())
        for consent in film.autorisations
    ]
    return frozenset.intersection(*allowed) if allowed else frozenset()


def film_is_allowed(film: Film, today: datetime.date) -> bool:
    """Say whether a film may be shown anywhere on `today`."""
    return bool(film_media(film, today))


def is_current(kind: Kind[Author], entry: Author, today: datetime.date) -> bool:
    """Say whether an entry may be shown on `today`: published, and within the days on which it holds.

    A film lapses by what its authorisations say; what else grows old, by the days in the row of its kind.
    """
    window: Publication | None = getattr(entry, "publication", None)
    if window and not is_public(window, today):
        return False
    if isinstance(entry, Film):
        return film_is_allowed(entry, today)
    return kind.validity is None or kind.validity.covers(entry, today)


def with_all_begun(corpus: Corpus, today: datetime.date) -> Corpus | None:
    """Return the corpus as if all that begins after `today` had begun; None when nothing does.

    What would be wrong with it then is said today: a guide that nobody touches must not fail on a later day.
    """
    begun = {name: tuple(_begun(document, today) for document in listed) for name, listed in corpus.documents.items()}
    return replace(corpus, documents=begun) if begun != corpus.documents else None


_BEGINNINGS = frozenset(kind.validity.since for kind in KINDS if kind.validity and kind.validity.since)


def _begun(document: Document[Any], today: datetime.date) -> Document[Any]:
    entry = document.entry
    changes: dict[str, Any] = {name: None for name in _BEGINNINGS if (getattr(entry, name, None) or today) > today}
    window = getattr(entry, "publication", None)
    if window and (window.a_partir_du or today) > today:
        changes["publication"] = window.model_copy(update={"a_partir_du": None})
    return replace(document, entry=entry.model_copy(update=changes)) if changes else document


def with_unpublished(corpus: Corpus, today: datetime.date) -> Corpus | None:
    """Return the corpus as its authors may see it before others do; None when all of it is published.

    Drafts, and what is to be shown at other times, are as if published. What no longer holds stays away, and so do films:
    their rights are those of pupils.
    """
    shown = {name: tuple(_shown(document, today) for document in listed) for name, listed in corpus.documents.items()}
    return replace(corpus, documents=shown) if shown != corpus.documents else None


def _shown(document: Document[Any], today: datetime.date) -> Document[Any]:
    begun = _begun(document, today)
    window: Publication | None = getattr(begun.entry, "publication", None)
    if window is None or isinstance(begun.entry, Film) or is_public(window, today):
        return document if isinstance(document.entry, Film) else begun
    return replace(begun, entry=begun.entry.model_copy(update={"publication": Publication()}))


def public(
    corpus: Corpus, today: datetime.date, *, for_release: bool = False
) -> Mapping[str, Mapping[str, Document[Any]]]:
    """Return the documents that readers may see on `today`, by kind and identifier."""
    hidden = _reasons(corpus, today, for_release=for_release)
    return {
        kind.name: {document.id: document for document in corpus.of(kind) if (kind.name, document.id) not in hidden}
        for kind in KINDS
    }


def withheld(corpus: Corpus, today: datetime.date, *, for_release: bool = False) -> tuple[Withheld, ...]:
    """Return the documents that may not be seen on `today`, each with the reason; drafts with missing fields among them."""
    unfinished = (Withheld(kind, name, "brouillon") for kind, name in sorted(corpus.unfinished))
    return (*unfinished, *_reasons(corpus, today, for_release=for_release).values())


def _reasons(corpus: Corpus, today: datetime.date, *, for_release: bool) -> dict[tuple[str, str], Withheld]:
    """Return why each document that may not be seen is not; the trades of a sector go with it."""
    approvals = {(one.kind, one.id): one for one in link_approvals(corpus)} if for_release else {}
    found = {
        (kind.name, document.id): reason
        for kind in KINDS
        for document in corpus.of(kind)
        if (reason := _reason(kind, document, today, approvals.get((kind.name, document.id))))
    }
    sectors = {name for kind, name in corpus.known if kind == SECTEURS.name}
    shown = {document.id for document in corpus.of(SECTEURS)} - {name for kind, name in found if kind == SECTEURS.name}
    for document in corpus.of(METIERS):
        if document.entry.secteur in sectors - shown:
            place = METIERS.name, document.id
            found.setdefault(place, Withheld(*place, "secteur", told=document.entry.secteur))
    return found


def _reason(
    kind: Kind[Author], document: Document[Any], today: datetime.date, approval: Approval | None
) -> Withheld | None:
    """Return why a document may not be seen on a day, or None. `approval` says where the parties stand, if that counts."""
    entry, of = document.entry, partial(Withheld, kind.name, document.id)
    window: Publication = getattr(entry, "publication", None) or Publication()
    begins = [day for day in (window.a_partir_du, _first_day(kind, entry)) if day and day > today]
    if window.etat == "brouillon":
        return of("brouillon")
    if begins:
        return of("a-venir", max(begins).isoformat())
    if isinstance(entry, Film) and is_public(window, today) and not film_is_allowed(entry, today):
        return of("droits")
    if not is_current(kind, entry, today):
        return of("expire")
    return of("accord", told=words(approval)) if approval and not approval.is_complete else None


def missing_from_fixed_places(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Report what a place of its own names, a menu or a guide to print, and a release may not show: the place would be empty."""
    reasons = _reasons(corpus, today, for_release=True)
    waiting = {place: reason.told for place, reason in reasons.items() if reason.why == "accord"}
    for page in corpus.of(PAGES):
        if page.entry.menu != "aucun" and (told := waiting.get((PAGES.name, page.id))):
            message = f"cette page est dans un menu, et n’est pas approuvée ({told})"
            yield page.problem(
                ("menu",), "accord-manquant", message, _to_have(PAGES.name, page.id, "sortez-la du menu")
            )
    site = corpus.site
    for name in named(site.entry) if site else ():
        if site and (told := waiting.get((name.kind, name.id))):
            message = f"« {name.id} » a ici une place, et n’est pas approuvé ({told})"
            yield site.problem(name.at, "accord-manquant", message, _to_have(name.kind, name.id, site.removal(name.at)))


def _to_have(kind: str, identifier: str, otherwise: str) -> str:
    return f"obtenez les accords : python build.py approve {kind}/{identifier} ; sinon, {otherwise}"


def _first_day(kind: Kind[Author], entry: Author) -> datetime.date | None:
    since = kind.validity.since if kind.validity else ""
    day: datetime.date | None = getattr(entry, since) if since else None
    return day
