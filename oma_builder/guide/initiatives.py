"""Actions that give a taste for enterprise (agreement of 18 March 2021, article 4.2)."""

from dataclasses import dataclass

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds import initiative as written
from oma_builder.content.markdown import Node
from oma_builder.guide import routes
from oma_builder.guide.references import References
from oma_builder.guide.values import Link, Source, sources


@dataclass(frozen=True, slots=True)
class Initiative:
    """One action; without territories it exists everywhere."""

    id: str
    route: str
    name: str
    hook: str
    body: tuple[Node, ...]
    organiser: str
    audiences: tuple[Link, ...]
    sectors: tuple[Link, ...]
    territories: tuple[Link, ...]
    address: str
    months: tuple[int, ...]
    is_sample: bool
    sources: tuple[Source, ...]


def link_initiatives(refs: References) -> tuple[Initiative, ...]:
    """Return the actions, in the order of their rank."""
    documents = sorted(refs.every(schema.INITIATIVES), key=lambda document: (document.entry.rang, document.id))
    return tuple(_initiative(document, refs) for document in documents)


def _initiative(document: Document[written.Initiative], refs: References) -> Initiative:
    entry = document.entry
    return Initiative(
        id=document.id,
        route=routes.initiative(document.id),
        name=entry.nom,
        hook=entry.accroche,
        body=refs.text(document, "presentation"),
        organiser=entry.organisateur,
        audiences=refs.links(schema.PUBLICS, entry.publics),
        sectors=refs.links(schema.SECTEURS, entry.secteurs),
        territories=refs.links(schema.TERRITOIRES, entry.territoires),
        address=entry.adresse or "",
        months=entry.mois,
        is_sample=entry.exemple,
        sources=sources(entry.sources),
    )
