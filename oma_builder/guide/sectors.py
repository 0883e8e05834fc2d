"""One sector and its trades."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from oma_builder.content.documents import Document
from oma_builder.content.kinds.secteur import Secteur
from oma_builder.content.markdown import Node
from oma_builder.guide import routes
from oma_builder.guide.campuses import Campus
from oma_builder.guide.events import Event
from oma_builder.guide.initiatives import Initiative
from oma_builder.guide.metiers import Cards, Metier
from oma_builder.guide.pictures import Picture
from oma_builder.guide.references import References
from oma_builder.guide.values import Card, Source, leading_to, source


@dataclass(frozen=True, slots=True)
class Federation:
    """The trade federation of a sector; `address` may be empty."""

    name: str
    address: str
    source: Source


@dataclass(frozen=True, slots=True)
class Sector:
    """One sector and its trades: its own first, then those it shares; `has_figures` when recruitments are counted for some."""

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
    campuses: tuple[Campus, ...]
    events: tuple[Event, ...]
    initiatives: tuple[Initiative, ...]
    has_figures: bool


_sectors = attrgetter("sectors")


@dataclass(frozen=True, slots=True)
class Concerning:
    """All that the guide ties to sectors."""

    metiers: Sequence[Metier]
    campuses: Sequence[Campus]
    events: Sequence[Event]
    initiatives: Sequence[Initiative]


def link_sector(document: Document[Secteur], concerning: Concerning, cards: Cards, refs: References) -> Sector:
    """Resolve what a sector shows, and gather its trades and what names it."""
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
        metiers=tuple(cards[metier.id] for metier in concerning.metiers if metier.sector.route == route),
        shared=tuple(
            cards[metier.id] for metier in leading_to(concerning.metiers, attrgetter("other_sectors"), {route})
        ),
        campuses=tuple(leading_to(concerning.campuses, _sectors, {route})),
        events=tuple(leading_to(concerning.events, _sectors, {route})),
        initiatives=tuple(leading_to(concerning.initiatives, _sectors, {route})),
        has_figures=any(metier.demand for metier in concerning.metiers if metier.sector.route == route),
    )


def _federation(entry: Secteur) -> Federation | None:
    given = entry.federation
    return Federation(given.nom, given.adresse or "", source(given.source)) if given else None
