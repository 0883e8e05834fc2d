"""The Campus des métiers et des qualifications whose label is valid."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds import campus as written
from oma_builder.content.typography import slugify
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.references import References
from oma_builder.guide.values import Card, Link, Source, sources


@dataclass(frozen=True, slots=True)
class Campus:
    """One campus; its trades are all those of its sectors when it `is_for_sectors`.

    What is unknown of its school, label and address is empty or None.
    """

    id: str
    route: str
    file: str
    name: str
    category: str
    field: str
    about: str
    school: str
    territories: tuple[Link, ...]
    sectors: tuple[Link, ...]
    metiers: tuple[Card, ...]
    is_for_sectors: bool
    since: datetime.date | None
    until: datetime.date | None
    address: str
    is_sample: bool
    sources: tuple[Source, ...]


def link_campuses(refs: References, cards: Mapping[str, Card]) -> tuple[Campus, ...]:
    """Return the campuses, by name."""
    documents = sorted(refs.every(schema.CAMPUS), key=lambda document: (slugify(document.entry.nom), document.id))
    return tuple(_campus(document, refs, cards) for document in documents)


def _campus(document: Document[written.Campus], refs: References, cards: Mapping[str, Card]) -> Campus:
    entry = document.entry
    return Campus(
        id=document.id,
        route=routes.campus(document.id),
        file=document.path,
        name=entry.nom,
        category=vocabulary.CAMPUS[entry.categorie],
        field=entry.filiere,
        about=entry.presentation,
        school=_school(entry.etablissement),
        territories=refs.links(schema.TERRITOIRES, entry.departements),
        sectors=refs.links(schema.SECTEURS, entry.secteurs),
        metiers=tuple(_metiers(entry, refs, cards)),
        is_for_sectors=not entry.metiers,
        since=entry.label_du,
        until=entry.label_jusqu_au,
        address=entry.adresse or "",
        is_sample=entry.exemple,
        sources=sources(entry.sources),
    )


def _metiers(entry: written.Campus, refs: References, cards: Mapping[str, Card]) -> Iterator[Card]:
    """Return the trades that a campus names; one that names none is for all those of its sectors."""
    if entry.metiers:
        return (cards[name] for name in entry.metiers if name in cards)
    of_sectors = {
        document.id
        for document in refs.every(schema.METIERS)
        if set(document.entry.sectors).intersection(entry.secteurs)
    }
    return (card for name, card in cards.items() if name in of_sectors)


def _school(given: written.School | None) -> str:
    if given is None:
        return ""
    uai = f"UAI {given.uai}" if given.uai else ""
    return ", ".join(filter(None, (given.nom, given.commune, uai)))
