"""What may be shown, and when: one rule for pages, one for each thing that grows old."""

import datetime

from oma_builder.content.kinds.accueil import Accueil
from oma_builder.content.kinds.base import Publication
from oma_builder.content.kinds.campus import Campus
from oma_builder.content.kinds.evenement import Evenement
from oma_builder.content.kinds.film import Film, Medium
from oma_builder.content.kinds.regle import Regle


def is_public(publication: Publication, today: datetime.date) -> bool:
    """Say whether a document may be seen on `today`: no draft, not before its day, not after its last."""
    starts, ends = publication.a_partir_du, publication.jusqu_au
    return publication.etat == "publie" and (starts is None or starts <= today) and (ends is None or today <= ends)


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
