"""What may be shown, and when: one rule for pages, one for each thing that grows old."""

import datetime
from dataclasses import replace
from typing import Any

from oma_builder.content.documents import Document
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author, Publication
from oma_builder.content.kinds.film import Film, Medium
from oma_builder.content.loader import Corpus
from oma_builder.content.schema import KINDS


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
