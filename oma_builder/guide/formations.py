"""The diplomas, who may begin them, what comes before and after, and the trades that each opens, at once or later."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds import formation as written
from oma_builder.content.typography import slugify
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.metiers import Cards, Metier
from oma_builder.guide.references import References
from oma_builder.guide.values import Card, Link, Source, sources

FormationDocument = Document[written.Formation]
LinksOf = Mapping[str, Sequence[Link]]
CardsOf = Mapping[str, Sequence[Card]]


@dataclass(frozen=True, slots=True)
class Codes:
    """What registers call a diploma, as they did on `read`; `rncp` and `onisep` may be empty."""

    rncp: str
    onisep: str
    read: datetime.date

    @property
    def rncp_address(self) -> str:
        """Where the national register describes it, or nothing."""
        return f"https://www.francecompetences.fr/recherche/rncp/{self.rncp.removeprefix('RNCP')}/" if self.rncp else ""

    @property
    def onisep_address(self) -> str:
        """Where the ONISEP describes it, and lists the schools that prepare for it, or nothing."""
        return f"https://www.onisep.fr/http/redirection/formation/slug/{self.onisep}" if self.onisep else ""


@dataclass(frozen=True, slots=True)
class Formation:
    """One diploma; `level` is its number, 3 to 8; `required`, what one must have to begin it, may be empty.

    `required_number` is its level, 0 where nothing is asked for, None where nobody said.

    `metiers` are the trades that it opens, `later` those that ask for other studies after it.
    """

    id: str
    route: str
    file: str
    title: str
    level: int
    level_label: str
    required: str
    required_number: int | None
    duration: str
    ways: str
    about: str
    codes: Codes | None
    after: tuple[Link, ...]
    before: tuple[Link, ...]
    metiers: tuple[Card, ...]
    later: tuple[Card, ...]
    sources: tuple[Source, ...]
    reviewed: datetime.date


def link_formations(refs: References, metiers: Sequence[Metier], cards: Cards) -> tuple[Formation, ...]:
    """Return the diplomas, by level, then by name; what leads to each is computed, never written."""
    documents = sorted(
        refs.every(schema.FORMATIONS),
        key=lambda document: (document.entry.niveau, slugify(document.entry.intitule), document.id),
    )
    around = _Around(*_chains(documents, metiers), *_opened(metiers, cards))
    return tuple(_formation(document, around) for document in documents)


@dataclass(frozen=True, slots=True)
class _Around:
    """What each diploma comes after and leads to, by its route; `later` are trades that ask for more than it."""

    after: LinksOf
    before: LinksOf
    metiers: CardsOf
    later: CardsOf


def _chains(documents: Sequence[FormationDocument], metiers: Iterable[Metier]) -> tuple[LinksOf, LinksOf]:
    """Return what follows each diploma, then what it follows: editors wrote so, or the way to a trade asks for it."""
    links = {routes.formation(document.id): _link(document) for document in documents}
    ranks = {route: rank for rank, route in enumerate(links)}
    pairs = {*_written(documents), *_asked_for(metiers)}
    after: dict[str, list[Link]] = defaultdict(list)
    before: dict[str, list[Link]] = defaultdict(list)
    for first, following in sorted(pairs, key=lambda pair: (ranks.get(pair[0], -1), ranks.get(pair[1], -1))):
        if first in links and following in links:
            after[first].append(links[following])
            before[following].append(links[first])
    return after, before


def _written(documents: Iterable[FormationDocument]) -> Iterator[tuple[str, str]]:
    for document in documents:
        for name in document.entry.mene_a:
            yield routes.formation(document.id), routes.formation(name)


def _asked_for(metiers: Iterable[Metier]) -> Iterator[tuple[str, str]]:
    for path in (path for metier in metiers for path in metier.paths):
        for step, following in pairwise(path.steps):
            yield from ((one.route, other.route) for one in step.formations for other in following.formations)


def _opened(metiers: Iterable[Metier], cards: Cards) -> tuple[CardsOf, CardsOf]:
    """Return the trades that each diploma opens, then those that ask for other studies after it."""
    at_once: dict[str, list[Card]] = defaultdict(list)
    later: dict[str, list[Card]] = defaultdict(list)
    for metier in metiers:
        steps = [step for path in metier.paths for step in path.steps]
        opening = {link.route for step in steps if step.opens for link in step.formations}
        others = {link.route for step in steps for link in step.formations} - opening
        for routes_of, cards_of in ((opening, at_once), (others, later)):
            for route in routes_of:
                cards_of[route].append(cards[metier.id])
    return at_once, later


def _formation(document: FormationDocument, around: _Around) -> Formation:
    entry, route = document.entry, routes.formation(document.id)
    return Formation(
        id=document.id,
        route=route,
        file=document.path,
        title=entry.intitule,
        level=entry.niveau,
        level_label=vocabulary.LEVELS[entry.niveau],
        required=_required(entry),
        required_number=entry.acces,
        duration=entry.duree,
        ways=vocabulary.ways(entry.voies),
        about=entry.presentation,
        codes=_codes(entry.codes),
        after=tuple(around.after.get(route, ())),
        before=tuple(around.before.get(route, ())),
        metiers=tuple(around.metiers.get(route, ())),
        later=tuple(around.later.get(route, ())),
        sources=sources(entry.sources),
        reviewed=entry.revu_le,
    )


def _required(entry: written.Formation) -> str:
    diploma = "" if entry.acces is None else vocabulary.REQUIRED[entry.acces]
    return " ; ".join(filter(None, (diploma, entry.entree)))


def _codes(given: written.Codes | None) -> Codes | None:
    return Codes(given.rncp or "", given.onisep or "", given.releve_le) if given else None


def _link(document: Document[written.Formation]) -> Link:
    return Link(document.entry.intitule, routes.formation(document.id))
