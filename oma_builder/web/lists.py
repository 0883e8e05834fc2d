"""The pages that the program makes by itself: lists of all there is, by one way of looking at it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from oma_builder.content import schema
from oma_builder.content.kind import Listing
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.atlas import Atlas, Outline, atlas
from oma_builder.guide.briefs import Cahier
from oma_builder.guide.formations import Formation
from oma_builder.guide.hosts import HostOffer, Rule
from oma_builder.guide.metier_fields import METIER_FIELDS
from oma_builder.guide.model import Guide
from oma_builder.guide.pages import Handbook
from oma_builder.guide.territories import Academie, Territory
from oma_builder.guide.values import Link
from oma_builder.web import browse, data_catalogue, dataset, linked_data, open_data, open_tables
from oma_builder.web.demand import MapDemand, map_demand
from oma_builder.web.film_list import film_list
from oma_builder.web.long_lists import LongList, apart
from oma_builder.web.views import (
    AGENDA,
    COMPARE,
    FILMS,
    HOME,
    INTERESTS,
    LEVELS,
    METIERS,
    OPEN_DATA,
    SECTORS,
    SELECTION,
    TERRITORIES,
    PageView,
)


def lists(guide: Guide) -> Iterator[PageView]:
    """Yield the pages that the program makes by itself: what there is of each kind, then what shows trades otherwise."""
    count = vocabulary.thousands(len(guide.cards))
    for listing in dict.fromkeys(kind.listing for kind in schema.KINDS if kind.listing):
        link, description = Link(listing.name, listing.route), listing.description.format(count=count)
        if listing.route == routes.METIERS:
            yield from _from_a_to_z(link, listing.title, description, guide)
        else:
            yield _page(link, listing.title, description, _listed(listing, guide), guide)
    yield from _by_level(guide)
    for link, title, description, content in (
        (COMPARE, "Comparer des métiers", "Deux ou trois métiers côte à côte, rubrique par rubrique.", _criteria()),
        (SELECTION, "Ma sélection", "Les métiers que tu gardes, sur cet appareil seulement.", _doors_of(guide)),
    ):  # fmt: skip
        yield _page(link, title, description, content, guide)
    yield _open_data(guide)


def _from_a_to_z(link: Link, title: str, description: str, guide: Guide) -> Iterator[PageView]:
    """Yield the pages of the list of all trades, the first at its own address."""
    for index in browse.index(guide):
        view = _page(link, f"{title} : {index.label}" if index.label else title, description, index, guide)
        if index.pagination:
            view = replace(view, scripts=("cards", "guide-list", *view.scripts))
        is_first = index.route == link.route
        yield view if is_first else replace(view, route=index.route, trail=(*view.trail, link), part_of=link.route)


def _by_level(guide: Guide) -> Iterator[PageView]:
    """Yield the page of trades by level, and in a large guide those of each level."""
    description = "Ce qu’il faut pour commencer les études de chaque métier, et le diplôme où elles mènent."
    starts = browse.starts(guide)
    view = _page(LEVELS, "Les métiers par niveau d’études", description, starts, guide)
    yield view
    for start in starts:
        for level in start.levels:
            if level.apart:
                title = f"Commencer {start.name} : diplôme de {level.name}"
                yield from apart(view, LEVELS.title, LongList("", title, level.cards, level.apart))


@dataclass(frozen=True, slots=True)
class OpenData:
    """The sets of open data, that of trades first, and the columns of the table of planned recruitments, which are none without it."""

    metiers: open_tables.Table
    others: tuple[open_tables.Table, ...]
    recruitments: tuple[dataset.Field, ...]


def _open_data(guide: Guide) -> PageView:
    tables, has_recruitments = open_data.tables(guide), bool(guide.demands)
    content = OpenData(tables[0], tables[1:], dataset.RECRUITMENTS if has_recruitments else ())
    description = "Le guide à réutiliser : métiers, formations, territoires et mots, en JSON et en CSV."
    view = _page(OPEN_DATA, "Données ouvertes", description, content, guide)
    return replace(view, linked_data=data_catalogue.linked(guide, tables, has_recruitments))


def _criteria() -> list[tuple[str, str]]:
    """Return the rows of the comparison, as its script reads them: what each compares, and its heading."""
    return [row for field in METIER_FIELDS for row in field.compared]


def _page(link: Link, title: str, description: str, content: object, guide: Guide) -> PageView:
    scripts, sheets = _OWN.get(link.route, ((), ()))
    return PageView(
        route=link.route,
        template=link.route,
        title=title,
        description=description,
        content=content,
        trail=(HOME,),
        section=link.route,
        linked_data=_told(link, guide),
        scripts=scripts,
        sheets=sheets,
    )


def _listed(listing: Listing, guide: Guide) -> object:
    """Return what a list page shows: more than the documents of its kind where its template asks for more."""
    if listing.route in _SHOWN:
        return _SHOWN[listing.route](guide)
    (kind,) = (kind for kind in schema.KINDS if kind.listing == listing)
    return guide.of(kind)


def _told(link: Link, guide: Guide) -> Mapping[str, Any] | None:
    """Return what a list says to machines, if anything."""
    if link is AGENDA:
        return linked_data.agenda(guide.events, guide.site.address)
    return linked_data.videos(guide.films, guide.site.address) if link is FILMS else None


_OWN: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    routes.METIERS: (("filters",), ("filters",)),
    routes.FORMATIONS: ((), ("levels",)),
    routes.TERRITORIES: (("atlas",), ("atlas", "tiles", "filters")),
    routes.SECTORS: ((), ("tiles",)),
    routes.INTERESTS: ((), ("tiles",)),
    routes.HANDBOOKS: ((), ("tiles",)),
    routes.COMPARE: (("compare",), ("filters", "comparison")),
    routes.SELECTION: (("cards", "my-selection"), ("filters", "share")),
    routes.FILMS: (("filters",), ("filters",)),
}
"""The scripts and the style sheets that these pages alone need."""


@dataclass(frozen=True, slots=True)
class _Doors:
    """Ways out of a page that has nothing to show yet."""

    doors: tuple[Link, ...]


def _doors_of(guide: Guide) -> _Doors:
    return _Doors(tuple(link for link in (METIERS, SECTORS, INTERESTS, TERRITORIES) if link.route in guide.lists))


@dataclass(frozen=True, slots=True)
class _Documents:
    """What there is to read and to hand out besides the guide itself."""

    handbooks: tuple[Handbook, ...]
    briefs: tuple[Cahier, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """The diplomas of one level."""

    number: int
    name: str
    formations: tuple[Formation, ...]


def _levels(guide: Guide) -> tuple[Level, ...]:
    by_level = groupby(guide.formations, lambda formation: formation.level)
    return tuple(Level(number, vocabulary.LEVELS[number], tuple(group)) for number, group in by_level)


@dataclass(frozen=True, slots=True)
class Door:
    """One way of seeing work for real: what it is, who offers it now, the rules that govern it.

    A rule may govern several ways; links lead to its place under the first (`anchored`).
    """

    kind: str
    name: str
    meaning: str
    offers: tuple[HostOffer, ...]
    rules: tuple[Rule, ...]
    anchored: frozenset[str]

    @property
    def is_told_to_adults(self) -> bool:
        """Whether one of its rules has words for adults."""
        return any(rule.is_told_to_adults for rule in self.rules)


def _doors(guide: Guide) -> tuple[Door, ...]:
    doors, seen = [], frozenset[str]()
    for kind, name in vocabulary.HOST_OFFERS.items():
        offers = tuple(offer for offer in guide.hosts if offer.kind == kind)
        rules = tuple(rule for rule in guide.rules if kind in rule.kinds)
        here = frozenset(rule.id for rule in rules)
        if offers or rules:
            doors.append(Door(kind, name, vocabulary.HOST_OFFERS_MEANT[kind], offers, rules, here - seen))
        seen |= here
    return tuple(doors)


@dataclass(frozen=True, slots=True)
class TerritoriesContent:
    """The regions, then the academies with their departments; the map, with the outline of each by its code.

    `known` counts, by code, the trades of which something is known there; `demand` colours the map.
    """

    regions: tuple[Territory, ...]
    academies: tuple[Academie, ...]
    atlas: Atlas
    outlines: Mapping[str, Outline]
    known: Mapping[str, int]
    demand: MapDemand | None


def _territories(guide: Guide) -> TerritoriesContent:
    return TerritoriesContent(
        regions=tuple(territory for territory in guide.territories if territory.kind == "region"),
        academies=guide.academies,
        atlas=atlas(),
        outlines={outline.code: outline for outline in atlas().outlines},
        known=browse.known(guide),
        demand=map_demand(guide),
    )


_SHOWN: Mapping[str, Callable[[Guide], object]] = {
    routes.FORMATIONS: _levels,
    routes.HOSTS: _doors,
    routes.TERRITORIES: _territories,
    routes.FILMS: film_list,
    routes.HANDBOOKS: lambda guide: _Documents(guide.handbooks, guide.briefs),
}
"""What the list pages show that are no mere list of one kind."""
