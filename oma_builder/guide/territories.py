"""The region, its academies and departments, with what is known of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds.territoire import Territoire
from oma_builder.content.markdown import Node
from oma_builder.content.typography import slugify
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.actors import Actor
from oma_builder.guide.campuses import Campus
from oma_builder.guide.events import Event
from oma_builder.guide.hosts import HostOffer, Rule, rules_for
from oma_builder.guide.initiatives import Initiative
from oma_builder.guide.metiers import Metier, Recruiting
from oma_builder.guide.recruitment import Figure, LocalDemand, demands_at
from oma_builder.guide.references import References
from oma_builder.guide.values import Card, Link, Source, leading_to, sources

TerritoryDocument = Document[Territoire]


_places = attrgetter("territories")


@dataclass(frozen=True, slots=True)
class Territory:
    """The region, an academy or a department, with what is known there.

    `kind` is "region", "academie" or "departement", `kind_label` its French; `inside` reads "dans l’Aude".
    `total` is what employers there plan to recruit in all trades together, `demand` in those of the guide.
    """

    id: str
    route: str
    file: str
    kind: str
    kind_label: str
    name: str
    inside: str
    code: str
    parents: tuple[Link, ...]
    children: tuple[Link, ...]
    body: tuple[Node, ...]
    total: Figure | None
    demand: tuple[LocalDemand, ...]
    recruiting: tuple[tuple[Card, Recruiting], ...]
    hosts: tuple[HostOffer, ...]
    rules: tuple[Rule, ...]
    campuses: tuple[Campus, ...]
    events: tuple[Event, ...]
    initiatives: tuple[Initiative, ...]
    actors: tuple[Actor, ...]
    sources: tuple[Source, ...]

    @property
    def about(self) -> str:
        """What its page is about, in one line."""
        return f"Les métiers {self.inside} : recrutements prévus, campus, stages et visites."


@dataclass(frozen=True, slots=True)
class Academie:
    """An academy with its departments, by name."""

    territory: Territory
    departements: tuple[Territory, ...]


@dataclass(frozen=True, slots=True)
class Local:
    """All that the guide ties to places."""

    metiers: Sequence[Metier]
    totals: Mapping[str, Figure]
    hosts: Sequence[HostOffer]
    rules: tuple[Rule, ...]
    campuses: Sequence[Campus]
    events: Sequence[Event]
    initiatives: Sequence[Initiative]
    actors: Sequence[Actor]


def link_territories(refs: References, cards: Iterable[Card], local: Local) -> tuple[Territory, ...]:
    """Return every territory, from the region down, each with what is tied to it or to what lies above it."""
    by_id = {card.id: card for card in cards}
    documents = tuple(refs.every(schema.TERRITOIRES))
    made = (_territory(document, documents, refs, by_id, local) for document in documents)
    order = list(vocabulary.TERRITORIES)
    return tuple(sorted(made, key=lambda territory: (order.index(territory.kind), slugify(territory.name))))


def academies(territories: Sequence[Territory]) -> Iterator[Academie]:
    """Yield each academy with its departments."""
    for territory in territories:
        if territory.kind == "academie":
            inside = {child.route for child in territory.children}
            yield Academie(territory, tuple(below for below in territories if below.route in inside))


def _territory(
    document: TerritoryDocument,
    documents: Sequence[TerritoryDocument],
    refs: References,
    cards: dict[str, Card],
    local: Local,
) -> Territory:
    entry, route = document.entry, routes.territory(document.id)
    below = sorted(
        (other for other in documents if other.entry.rattachement == document.id),
        key=lambda other: slugify(other.entry.nom),
    )
    parents = tuple(reversed([*_ancestors(document, refs)]))
    above, inside = {route, *(parent.route for parent in parents)}, _within(document.id, documents)
    hosts = tuple(leading_to(local.hosts, _places, inside))
    return Territory(
        id=document.id,
        route=route,
        file=document.path,
        kind=entry.type,
        kind_label=vocabulary.TERRITORIES[entry.type],
        name=entry.nom,
        inside=entry.dans,
        code=entry.code,
        parents=parents,
        children=tuple(map(_link, below)),
        body=refs.text(document, "presentation"),
        total=local.totals.get(document.id),
        demand=demands_at(route, ((cards[metier.id], metier.demand) for metier in local.metiers if metier.demand)),
        recruiting=tuple(
            (cards[metier.id], claim)
            for metier in local.metiers
            for claim in metier.recruiting
            if claim.territory.route == route
        ),
        hosts=hosts,
        rules=rules_for(hosts, local.rules),
        campuses=tuple(leading_to(local.campuses, _places, inside)),
        events=tuple(leading_to(local.events, _places, above | inside)),
        initiatives=tuple(leading_to(local.initiatives, _places, above)),
        actors=tuple(leading_to(local.actors, _places, above)),
        sources=sources(entry.sources),
    )


def _within(identifier: str, documents: Sequence[TerritoryDocument]) -> set[str]:
    """Return the routes of a territory, of its academies and of their departments."""
    inside = {identifier}
    for _ in range(2):
        inside |= {other.id for other in documents if other.entry.rattachement in inside}
    return set(map(routes.territory, inside))


def _link(document: TerritoryDocument) -> Link:
    return Link(document.entry.nom, routes.territory(document.id))


def _ancestors(document: TerritoryDocument, refs: References) -> Iterator[Link]:
    """Yield the territories above, nearest first; at most two, so that a circle of mistakes ends."""
    current = document
    for _ in range(2):
        parent = refs.get(schema.TERRITOIRES, current.entry.rattachement or "")
        if parent is None:
            return
        yield _link(parent)
        current = parent
