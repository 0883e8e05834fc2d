"""The diplomas, what they lead to and the trades whose paths of study pass through them."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds import formation as written
from oma_builder.content.typography import slugify
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.metiers import Cards, Metier
from oma_builder.guide.references import References
from oma_builder.guide.values import Card, Link, Source, sources


@dataclass(frozen=True, slots=True)
class Formation:
    """One diploma; `level` is its number, 3 to 8; `rncp` and `onisep` may be empty."""

    id: str
    route: str
    file: str
    title: str
    level: int
    level_label: str
    duration: str
    ways: str
    about: str
    rncp: str
    onisep: str
    after: tuple[Link, ...]
    before: tuple[Link, ...]
    metiers: tuple[Card, ...]
    sources: tuple[Source, ...]
    reviewed: datetime.date


def link_formations(refs: References, metiers: Sequence[Metier], cards: Cards) -> tuple[Formation, ...]:
    """Return the diplomas, by level, then by name; what leads to each is computed, never written."""
    documents = sorted(
        refs.every(schema.FORMATIONS),
        key=lambda document: (document.entry.niveau, slugify(document.entry.intitule), document.id),
    )
    before: dict[str, list[Link]] = defaultdict(list)
    for document in documents:
        for name in document.entry.mene_a:
            before[name].append(_link(document))
    users: dict[str, list[Card]] = defaultdict(list)
    for metier in metiers:
        through = {link.route for path in metier.paths for step in path.steps for link in step.formations}
        for route in sorted(through):
            users[route].append(cards[metier.id])
    return tuple(_formation(document, refs, before, users) for document in documents)


def _formation(
    document: Document[written.Formation],
    refs: References,
    before: Mapping[str, Sequence[Link]],
    users: Mapping[str, Sequence[Card]],
) -> Formation:
    entry, route = document.entry, routes.formation(document.id)
    return Formation(
        id=document.id,
        route=route,
        file=document.path,
        title=entry.intitule,
        level=entry.niveau,
        level_label=vocabulary.LEVELS[entry.niveau],
        duration=entry.duree,
        ways=vocabulary.ways(entry.voies),
        about=entry.presentation,
        rncp=entry.rncp or "",
        onisep=entry.onisep or "",
        after=tuple(_link(formation) for formation in refs.some(schema.FORMATIONS, entry.mene_a)),
        before=tuple(before.get(document.id, ())),
        metiers=tuple(users.get(route, ())),
        sources=sources(entry.sources),
        reviewed=entry.revu_le,
    )


def _link(document: Document[written.Formation]) -> Link:
    return Link(document.entry.intitule, routes.formation(document.id))
