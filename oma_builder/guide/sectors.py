"""One sector and its trades."""

from collections.abc import Sequence
from dataclasses import dataclass

from oma_builder.content.documents import Document
from oma_builder.content.kinds.secteur import Secteur
from oma_builder.content.markdown import Node
from oma_builder.guide import routes
from oma_builder.guide.metiers import Cards, Metier
from oma_builder.guide.pictures import Picture
from oma_builder.guide.references import References
from oma_builder.guide.values import Card, Source, source


@dataclass(frozen=True, slots=True)
class Federation:
    """The trade federation of a sector; `address` may be empty."""

    name: str
    address: str
    source: Source


@dataclass(frozen=True, slots=True)
class Sector:
    """One sector and its trades: its own first, then those it shares."""

    id: str
    route: str
    file: str
    name: str
    hook: str
    body: tuple[Node, ...]
    colour: str
    picture: Picture | None
    icon: Picture | None
    federation: Federation | None
    metiers: tuple[Card, ...]
    shared: tuple[Card, ...]


def link_sector(document: Document[Secteur], metiers: Sequence[Metier], cards: Cards, refs: References) -> Sector:
    """Resolve what a sector shows, and gather its trades."""
    entry, route = document.entry, routes.sector(document.id)
    return Sector(
        id=document.id,
        route=route,
        file=document.path,
        name=entry.nom,
        hook=entry.accroche,
        body=refs.text(document, "presentation"),
        colour=entry.couleur,
        picture=refs.picture(document, ("illustration",), entry.illustration),
        icon=refs.icon(document, ("icone",), entry.icone),
        federation=_federation(entry),
        metiers=tuple(cards[metier.id] for metier in metiers if metier.sector.route == route),
        shared=tuple(
            cards[metier.id] for metier in metiers if any(other.route == route for other in metier.other_sectors)
        ),
    )


def _federation(entry: Secteur) -> Federation | None:
    given = entry.federation
    return Federation(given.nom, given.adresse or "", source(given.source)) if given else None
