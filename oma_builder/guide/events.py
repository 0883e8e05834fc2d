"""What happens, when and where; what is over is no longer here."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds.evenement import Evenement
from oma_builder.content.markdown import Node
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.references import References
from oma_builder.guide.values import Card, Link, Source, sources


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `begins` and `ends` are hours like `09:30`, empty for whole days; `told` is its French date.

    Over several days, the hours are those of each; where `ends` is not after `begins`, those of each night, and the last
    ends on the last day. `changes` are the days on which it was moved after it had been announced.
    """

    id: str
    route: str
    title: str
    kind: str
    first: datetime.date
    last: datetime.date
    begins: str
    ends: str
    told: str
    place: str
    territories: tuple[Link, ...]
    audiences: tuple[Link, ...]
    sectors: tuple[Link, ...]
    metiers: tuple[Card, ...]
    body: tuple[Node, ...]
    organiser: str
    address: str
    is_sample: bool
    changes: tuple[datetime.date, ...]
    sources: tuple[Source, ...]

    @property
    def is_by_night(self) -> bool:
        """Say whether it passes midnight."""
        return bool(self.ends) and self.ends <= self.begins

    @property
    def changed(self) -> str:
        """The last day on which it was moved, as readers are told it; empty when it never was."""
        return vocabulary.french_date(max(self.changes)) if self.changes else ""


def link_events(refs: References, cards: Mapping[str, Card]) -> tuple[Event, ...]:
    """Return the events to come, the next one first."""
    documents = sorted(refs.every(schema.EVENEMENTS), key=lambda document: (document.entry.debut, document.id))
    return tuple(_event(document, refs, cards) for document in documents)


def _event(document: Document[Evenement], refs: References, cards: Mapping[str, Card]) -> Event:
    entry = document.entry
    begins, ends = entry.heure_debut or "", entry.heure_fin or ""
    last = entry.fin or entry.debut
    return Event(
        id=document.id,
        route=routes.event(document.id),
        title=entry.titre,
        kind=vocabulary.EVENTS[entry.type],
        first=entry.debut,
        last=last,
        begins=begins,
        ends=ends,
        told=vocabulary.french_period(entry.debut, last, begins, ends),
        place=entry.lieu,
        territories=refs.links(schema.TERRITOIRES, entry.territoires),
        audiences=refs.links(schema.PUBLICS, entry.publics),
        sectors=refs.links(schema.SECTEURS, entry.secteurs),
        metiers=tuple(cards[name] for name in entry.metiers if name in cards),
        body=refs.text(document, "presentation"),
        organiser=entry.organisateur,
        address=entry.adresse or "",
        is_sample=entry.exemple,
        changes=entry.changements,
        sources=sources(entry.sources),
    )
