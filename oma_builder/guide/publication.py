"""What may be shown, and when: one rule for pages, one for each thing that grows old."""

import datetime
from dataclasses import replace
from typing import Any

from oma_builder.content.documents import Document
from oma_builder.content.kinds.accueil import Accueil
from oma_builder.content.kinds.base import Publication
from oma_builder.content.kinds.campus import Campus
from oma_builder.content.kinds.evenement import Evenement
from oma_builder.content.kinds.film import Film, Medium
from oma_builder.content.kinds.regle import Regle
from oma_builder.content.loader import Corpus


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


def offer_is_open(offer: Accueil, today: datetime.date) -> bool:
    """Say whether a host offer is still valid."""
    return today <= offer.valable_jusqu_au


def label_is_valid(campus: Campus, today: datetime.date) -> bool:
    """Say whether a campus has its label on `today`; one without dates is taken at its word."""
    starts, ends = campus.label_du, campus.label_jusqu_au
    return (starts is None or starts <= today) and (ends is None or today <= ends)


def event_is_ahead(event: Evenement, today: datetime.date) -> bool:
    """Say whether an event is not over yet."""
    return today <= (event.fin or event.debut)


def rule_is_in_force(rule: Regle, today: datetime.date) -> bool:
    """Say whether a rule holds on `today`."""
    starts, ends = rule.valable_du, rule.valable_jusqu_au
    return (starts is None or starts <= today) and (ends is None or today <= ends)


def with_all_begun(corpus: Corpus, today: datetime.date) -> Corpus | None:
    """Return the corpus as if all that begins after `today` had begun; None when nothing does.

    What would be wrong with it then is said today: a guide that nobody touches must not fail on a later day.
    """
    begun = {name: tuple(_begun(found, today) for found in listed) for name, listed in corpus.documents.items()}
    return replace(corpus, documents=begun) if begun != corpus.documents else None


def _begun(document: Document[Any], today: datetime.date) -> Document[Any]:
    entry = document.entry
    changes: dict[str, Any] = {
        name: None for name in ("label_du", "valable_du") if (getattr(entry, name, None) or today) > today
    }
    window = getattr(entry, "publication", None)
    if window and (window.a_partir_du or today) > today:
        changes["publication"] = window.model_copy(update={"a_partir_du": None})
    return replace(document, entry=entry.model_copy(update=changes)) if changes else document
