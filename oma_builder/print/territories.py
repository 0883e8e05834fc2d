"""The chapter of the region, its academies and departments, and of its campuses, as plain data."""

from typing import Any

from oma_builder.guide.actors import Actor
from oma_builder.guide.atlas import atlas
from oma_builder.guide.campuses import Campus
from oma_builder.guide.events import Event
from oma_builder.guide.hosts import HostOffer
from oma_builder.guide.metiers import Recruiting
from oma_builder.guide.model import Guide
from oma_builder.guide.territories import Territory
from oma_builder.guide.values import Card, Link
from oma_builder.guide.vocabulary import french_date
from oma_builder.print.parts import Data, Paper, told
from oma_builder.print.recruitment import local_demand


def shown_territories(guide: Guide) -> list[Territory]:
    """Return the territories that have a place in the chapter: the region, then academies with departments."""
    territories = [territory for territory in guide.territories if territory.kind == "region"]
    for academie in guide.academies:
        territories += [academie.territory, *academie.departements]
    return territories


def has_territories(guide: Guide) -> bool:
    """Say whether the chapter has anything to show."""
    return bool(shown_territories(guide) or guide.campuses)


def territory_chapter(guide: Guide, paper: Paper) -> dict[str, Any]:
    """Return the region, the academies with their departments, then every campus once, in full."""
    if not has_territories(guide):
        return {}
    return {
        "atlas": _atlas(guide),
        "regions": [
            _territory(territory, guide, paper) for territory in guide.territories if territory.kind == "region"
        ],
        "academies": [
            {
                "territory": _territory(academie.territory, guide, paper),
                "departements": [_territory(departement, guide, paper) for departement in academie.departements],
            }
            for academie in guide.academies
        ],
        "campuses": [_campus(campus, paper) for campus in guide.campuses],
    }


def _atlas(guide: Guide) -> Data:
    """Return the map: for each academy, the outlines of its departments, each with its place in the chapter.

    The others are there too, so that a guide cut to one department shows where it lies.
    """
    drawn = atlas()
    outlines = {outline.code: outline for outline in drawn.outlines}
    codes = {departement.code for academie in guide.academies for departement in academie.departements}
    return {
        "width": drawn.width,
        "height": drawn.height,
        "around": [outline.path for outline in drawn.outlines if outline.code not in codes],
        "academies": [
            [
                {"id": departement.id, "code": departement.code, "path": line.path, "x": line.x, "y": line.y}
                for departement in academie.departements
                for line in (outlines[departement.code],)
            ]
            for academie in guide.academies
        ],
    }


def _territory(territory: Territory, guide: Guide, paper: Paper) -> Data:
    """Return what is tied to this very place; what stands for all of a larger one is told there."""
    own = territory.route
    return {
        **paper.fields(territory, "id name code body"),
        "demand": local_demand(territory, guide, paper),
        "claims": [_claim(card, claim, paper) for card, claim in territory.recruiting],
        "hosts": [_host(offer, paper) for offer in territory.hosts if _is_at(offer.territories, own)],
        "campuses": [
            paper.way(campus.name, campus.route) for campus in territory.campuses if _is_at(campus.territories, own)
        ],
        "actors": [_actor(actor, paper) for actor in territory.actors if _is_at(actor.territories, own)],
        "events": [_event(event, paper) for event in territory.events if _is_at(event.territories, own)],
    }


def _is_at(places: tuple[Link, ...], route: str) -> bool:
    return any(place.route == route for place in places)


def _claim(card: Card, claim: Recruiting, paper: Paper) -> Data:
    return {**paper.metier(card), "statement": claim.statement, "source": told(claim.source)}


def _host(offer: HostOffer, paper: Paper) -> Data:
    return {
        "metiers": paper.metiers(offer.metiers),
        "text": f"{offer.label} : {offer.host}, jusqu’au {french_date(offer.until)}",
        "is-sample": offer.is_sample,
    }


def _event(event: Event, paper: Paper) -> Data:
    return {**paper.way(event.title, event.route), "told": event.told, "is-sample": event.is_sample}


def _actor(actor: Actor, paper: Paper) -> Data:
    said = paper.fields(actor, "function name role mail mail_to address is_sample sources")
    return {**said, "audiences": ", ".join(audience.title for audience in actor.audiences)}


def _campus(campus: Campus, paper: Paper) -> Data:
    return {
        **paper.fields(campus, "id name category field about school metiers address is_sample sources"),
        "territories": ", ".join(place.title for place in campus.territories),
        "label": _label(campus),
    }


def _label(campus: Campus) -> str:
    since = f"depuis le {french_date(campus.since)}" if campus.since else ""
    until = f"jusqu’au {french_date(campus.until)}" if campus.until else ""
    return ", ".join(filter(None, (since, until)))
