"""The guide cut to one sector, to one territory, or to chosen trades: a smaller guide, of the same shape.

A cut looks at the trades, sectors and territories that a view names, so that it is right for kinds it never heard of: only
what it cuts by (trades, territories), and what is there for its trades alone, is known to it by name.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import Any

from oma_builder.content import schema
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.guide import routes
from oma_builder.guide.metiers import Metier, Recruiting
from oma_builder.guide.model import Guide
from oma_builder.guide.recruitment import demands_at
from oma_builder.guide.territories import Territory, academies
from oma_builder.guide.values import Card, Link
from oma_builder.problems import plural


@dataclass(frozen=True, slots=True)
class Part:
    """What the guide is cut to, as its cover says it; both are empty for the whole guide."""

    title: str = ""
    about: str = ""


WHOLE = Part()

Cut = Callable[[Guide], tuple[Guide, Part]]


def to_sector(guide: Guide, identifier: str) -> tuple[Guide, Part]:
    """Keep the trades of one sector, with the diplomas that lead to them and what concerns it."""
    (sector,) = (sector for sector in guide.sectors if sector.id == identifier)
    ids = {card.id for card in sector.metiers}
    cut = _to_trades(guide, ids)
    return replace(cut, cover=sector.picture or guide.cover), Part(sector.name, _counted(len(ids)))


def to_metiers(guide: Guide, identifiers: Collection[str]) -> tuple[Guide, Part]:
    """Keep the named trades, with the diplomas that lead to them and what concerns them."""
    names = [metier.title.both for metier in guide.metiers if metier.id in identifiers]
    few = ", ".join(names) if len(names) <= 6 else _counted(len(names))
    return _to_trades(guide, set(identifiers)), Part("Ma sélection", few)


def to_territory(guide: Guide, identifier: str) -> tuple[Guide, Part]:
    """Keep every trade, and of what is local only what stands in one territory, around it or within it.

    A trade is practised everywhere: what a place changes is who recruits, who opens its doors, and what happens.
    """
    (territory,) = (territory for territory in guide.territories if territory.id == identifier)
    near = _near(territory, guide)

    def stays(kind: Kind[Author], document: Any) -> bool:
        if kind is schema.TERRITOIRES:
            return document.route in near
        return _is_near(document, near)

    cut = _cut(guide, stays, lambda value: not isinstance(value, Recruiting) or _is_near(value, near))
    places = tuple(_with_children(place, near) for place in cut.territories)
    metiers = tuple(_with_figures(metier, near) for metier in cut.metiers)
    smaller = replace(cut, metiers=metiers, territories=places, academies=tuple(academies(places)))
    return smaller, Part(territory.name, _counted(len(guide.metiers)))


def _counted(count: int) -> str:
    return plural(count, "métier")


def _near(territory: Territory, guide: Guide) -> set[str]:
    """Return the routes of a territory, of those around it and of those within it."""
    within = {territory.route}
    for _ in range(2):  # the region, its academies, their departments
        within |= {
            child.route for territory in guide.territories if territory.route in within for child in territory.children
        }
    return within | {parent.route for parent in territory.parents}


def _is_near(thing: Any, near: Collection[str]) -> bool:
    """Say whether something stands in one of these territories; what names none stands everywhere."""
    places: tuple[Link, ...] = getattr(thing, "territories", ())
    return not places or any(place.route in near for place in places)


def _with_children(territory: Territory, near: Collection[str]) -> Territory:
    return replace(territory, children=tuple(child for child in territory.children if child.route in near))


def _with_figures(metier: Metier, near: Collection[str]) -> Metier:
    if metier.demand is None:
        return metier
    figures = tuple(figure for figure in metier.demand.figures if figure.territory.route in near)
    return replace(metier, demand=replace(metier.demand, figures=figures))


def _to_trades(guide: Guide, ids: Collection[str]) -> Guide:
    """Keep the trades of these identifiers, and what concerns them or their sectors, or the whole region."""
    sectors = {sector.route for sector in guide.sectors if any(card.id in ids for card in sector.metiers)}

    def stays(kind: Kind[Author], document: Any) -> bool:
        if kind is schema.METIERS:
            return document.id in ids
        named = (getattr(document, name, ()) for name in ("metiers", "later"))
        trades = (*chain.from_iterable(named), *filter(None, (getattr(document, "metier", None),)))
        if kind in _FOR_TRADES or trades or getattr(document, "sectors", ()):
            of_sector = any(sector.route in sectors for sector in getattr(document, "sectors", ()))
            return of_sector or any(card.id in ids for card in trades)
        return True

    cut = _cut(guide, stays, lambda value: not isinstance(value, Card) or value.id in ids, whole=(schema.METIERS,))
    cards = tuple(card for card in guide.cards if card.id in ids)
    places = tuple(_with_demand(place, cut.metiers, cards) for place in cut.territories)
    # Whoever holds trades that somebody chose is not asked which they would choose.
    lists = guide.lists - {routes.QUIZ}
    return replace(cut, cards=cards, territories=places, academies=tuple(academies(places)), lists=lists)


def _with_demand(territory: Territory, metiers: Iterable[Metier], cards: Iterable[Card]) -> Territory:
    """Tell of a territory what is planned for these trades alone: a figure of a family stays for those that are left."""
    by_id = {card.id: card for card in cards}
    demands = ((by_id[metier.id], metier.demand) for metier in metiers if metier.demand)
    return replace(territory, demand=demands_at(territory.route, demands))


_FOR_TRADES = (schema.SECTEURS, schema.FORMATIONS)
"""Kinds that are there for their trades: without any they say nothing."""


def _cut(
    guide: Guide,
    stays: Callable[[Kind[Author], Any], bool],
    keeps: Callable[[Any], bool],
    whole: Collection[Kind[Author]] = (),
) -> Guide:
    """Keep the documents that stay, and of what each of them shows only what stays and what `keeps` lets pass.

    Documents of the kinds `whole` stay as they are.
    """
    documents = {kind: guide.of(kind) for kind in schema.KINDS}
    kept = {kind: tuple(document for document in listed if stays(kind, document)) for kind, listed in documents.items()}
    staying = {id(document) for listed in kept.values() for document in listed}
    gone = {id(document) for listed in documents.values() for document in listed} - staying
    smaller: dict[int, Any] = {}

    def narrowed(value: Any) -> Any:
        """Return what is left of a value, or None."""
        if type(value) is tuple:  # a node of a text is one with names
            parts = tuple(map(narrowed, value))
            return None if None in parts else parts
        if id(value) in gone or not keeps(value):
            return None
        if id(value) not in staying:
            return value
        if id(value) not in smaller:
            smaller[id(value)] = _with_lists(value, narrowed)
        return smaller[id(value)]

    return guide.with_views(
        {kind.name: listed if kind in whole else tuple(map(narrowed, listed)) for kind, listed in kept.items()}
    )


def _with_lists(document: Any, narrowed: Callable[[Any], Any]) -> Any:
    """Return a view whose lists hold what is left of each of their members."""
    lists = {field.name: getattr(document, field.name) for field in fields(document)}
    left = {
        name: tuple(part for part in map(narrowed, members) if part is not None)
        for name, members in lists.items()
        if type(members) is tuple
    }
    return replace(document, **left)
