"""The publics of the agreement and our own, each with what it finds here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from oma_builder.content import schema
from oma_builder.content.kinds.public import Public
from oma_builder.content.markdown import Node
from oma_builder.guide import routes
from oma_builder.guide.actors import Actor
from oma_builder.guide.briefs import Cahier
from oma_builder.guide.events import Event
from oma_builder.guide.hosts import HostOffer, Rule
from oma_builder.guide.initiatives import Initiative
from oma_builder.guide.pages import Handbook
from oma_builder.guide.references import References
from oma_builder.guide.values import leading_to

_audiences = attrgetter("audiences")


@dataclass(frozen=True, slots=True)
class Audience:
    """One public: its entry page; `door` is its name in the header of the site, empty without a place there."""

    id: str
    route: str
    file: str
    name: str
    hook: str
    door: str
    body: tuple[Node, ...]
    handbooks: tuple[Handbook, ...]
    briefs: tuple[Cahier, ...]
    hosts: tuple[HostOffer, ...]
    rules: tuple[Rule, ...]
    events: tuple[Event, ...]
    initiatives: tuple[Initiative, ...]
    actors: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """All that may be meant for a public."""

    handbooks: Sequence[Handbook]
    briefs: Sequence[Cahier]
    hosts: Sequence[HostOffer]
    rules: Sequence[Rule]
    events: Sequence[Event]
    initiatives: Sequence[Initiative]
    actors: Sequence[Actor]


def link_audiences(refs: References, offered: Offered) -> tuple[Audience, ...]:
    """Return the publics, in the order of their rank, each with what names it."""
    documents = sorted(refs.every(schema.PUBLICS), key=lambda document: (document.entry.rang, document.id))
    return tuple(
        Audience(
            id=document.id,
            route=routes.audience(document.id),
            file=document.path,
            name=document.entry.nom,
            hook=document.entry.accroche,
            door=document.entry.porte or "",
            body=refs.text(document, "presentation"),
            handbooks=tuple(leading_to(offered.handbooks, _audiences, {routes.audience(document.id)})),
            briefs=tuple(leading_to(offered.briefs, _audiences, {routes.audience(document.id)})),
            hosts=tuple(offer for offer in offered.hosts if offer.kind in document.entry.accueils),
            rules=tuple(_rules(document.entry, offered.rules)),
            events=tuple(leading_to(offered.events, _audiences, {routes.audience(document.id)})),
            initiatives=tuple(leading_to(offered.initiatives, _audiences, {routes.audience(document.id)})),
            actors=tuple(leading_to(offered.actors, _audiences, {routes.audience(document.id)})),
        )
        for document in documents
    )


def _rules(public: Public, rules: Sequence[Rule]) -> Iterator[Rule]:
    """Yield the rules of what a public is offered, in words for it."""
    for rule in rules:
        if not set(rule.kinds).isdisjoint(public.accueils):
            yield rule.to_adults if public.pronom == "vous" else rule
