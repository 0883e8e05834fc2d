"""The guide cut to one sector, to one territory, or to chosen trades: a smaller guide, of the same shape."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
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
    """Keep the trades of one sector, with the diplomas that lead to them."""
    (sector,) = (sector for sector in guide.sectors if sector.id == identifier)
    ids = {card.id for card in sector.metiers}
    cut = _keep(guide, ids)
    return replace(cut, cover=sector.picture or guide.cover), Part(sector.name, _counted(len(ids)))


def to_metiers(guide: Guide, identifiers: Collection[str]) -> tuple[Guide, Part]:
    """Keep the named trades, with the diplomas that lead to them."""
    names = [metier.title.both for metier in guide.metiers if metier.id in identifiers]
    few = ", ".join(names) if len(names) <= 6 else _counted(len(names))
    return _keep(guide, set(identifiers)), Part("Ma sélection", few)


def to_territory(guide: Guide, identifier: str) -> tuple[Guide, Part]:
    """Keep every trade, and of what is local only what stands in one territory, around it or within it.

    A trade is practised everywhere: what a place changes is who recruits, who opens its doors, and what happens.
    """
    (territory,) = (territory for territory in guide.territories if territory.id == identifier)
    near = _near(territory, guide)

    def here(places: Iterable[Link]) -> bool:
        return any(place.route in near for place in places)

    kept = tuple(_locally(found, here) for found in guide.territories if found.route in near)
    cut = replace(
        guide,
        metiers=tuple(_recruiting_at(metier, here) for metier in guide.metiers),
        territories=kept,
        academies=tuple(academies(kept)),
        campuses=_only(guide.campuses, lambda campus: here(campus.territories)),
        hosts=_only(guide.hosts, lambda offer: here(offer.territories)),
        events=_only(guide.events, lambda event: not event.territories or here(event.territories)),
        initiatives=_only(guide.initiatives, lambda action: not action.territories or here(action.territories)),
        actors=_only(guide.actors, lambda actor: here(actor.territories)),
    )
    return cut, Part(territory.name, _counted(len(guide.metiers)))


def _counted(count: int) -> str:
    return plural(count, "métier")


_Thing = TypeVar("_Thing")


def _only(things: Iterable[_Thing], keep: Callable[[_Thing], bool]) -> tuple[_Thing, ...]:
    return tuple(filter(keep, things))


def _keep(guide: Guide, ids: set[str]) -> Guide:
    def chosen(cards: Iterable[Card]) -> tuple[Card, ...]:
        return _only(cards, lambda card: card.id in ids)

    sectors = (
        replace(sector, metiers=chosen(sector.metiers), shared=chosen(sector.shared)) for sector in guide.sectors
    )
    interests = (replace(page, major=chosen(page.major), minor=chosen(page.minor)) for page in guide.interests)
    formations = (replace(found, metiers=chosen(found.metiers)) for found in guide.formations)
    return replace(
        guide,
        metiers=_only(guide.metiers, lambda metier: metier.id in ids),
        sectors=_only(sectors, lambda sector: bool(sector.metiers)),
        interests=tuple(interests),
        formations=_only(formations, lambda found: bool(found.metiers)),
        cards=chosen(guide.cards),
    )


def _near(territory: Territory, guide: Guide) -> set[str]:
    """Return the routes of a territory, of those around it and of those within it."""
    within = {territory.route}
    for _ in range(2):  # the region, its academies, their departments
        within |= {child.route for found in guide.territories if found.route in within for child in found.children}
    return within | {parent.route for parent in territory.parents}


def _locally(territory: Territory, here: Callable[[Iterable[Link]], bool]) -> Territory:
    return replace(
        territory,
        children=_only(territory.children, lambda child: here((child,))),
        hosts=_only(territory.hosts, lambda offer: here(offer.territories)),
        campuses=_only(territory.campuses, lambda campus: here(campus.territories)),
        events=_only(territory.events, lambda event: here(event.territories)),
        actors=_only(territory.actors, lambda actor: here(actor.territories)),
    )


def _recruiting_at(metier: Metier, here: Callable[[Iterable[Link]], bool]) -> Metier:
    return replace(
        metier,
        recruiting=_only(metier.recruiting, lambda claim: here((claim.territory,))),
        hosts=_only(metier.hosts, lambda offer: here(offer.territories)),
        campuses=_only(metier.campuses, lambda campus: here(campus.territories)),
        events=_only(metier.events, lambda event: not event.territories or here(event.territories)),
    )
