"""What scripts know of the trades: small cards for lists, short sheets to compare and to show in class.

Texts are plain; routes start at the site's root.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from oma_builder.guide.discovery import traits
from oma_builder.guide.metiers import Metier
from oma_builder.guide.pictures import CENTRE, Picture
from oma_builder.web import shards
from oma_builder.web.shards import Shard

SHEETS = "fiches"


def scripts(metiers: Iterable[Metier]) -> Iterator[Shard]:
    """Yield the files of `catalogue` (cards, from A to Z) and those of `fiches` (sheets, by name: scripts ask for some of them)."""
    listed = tuple(metiers)
    yield from shards.objects("catalogue", ((metier.id, card(metier)) for metier in listed))
    by_name = sorted(listed, key=lambda metier: metier.id)
    yield from shards.objects(SHEETS, ((metier.id, sheet(metier)) for metier in by_name))


def card(metier: Metier) -> dict[str, Any]:
    """Return what a list needs of a trade; a picture that comes back on card after card is none."""
    told: dict[str, Any] = {
        "titre": metier.title.both,
        "formes": metier.title.in_turn,
        "accroche": metier.hook,
        "page": metier.route,
        "secteur": metier.sector.title,
        "couleur": metier.colour,
        "parcours": metier.studies,
        "fait": metier.fact,
        "interets": "".join(interest.letter for interest in metier.interests),
        "profil": metier.tastes.profile,
        "cadre": " ".join(traits(metier.tastes, metier.level_number)),
    }
    if metier.picture and not metier.picture.is_borrowed:
        told["image"] = _picture(metier.picture, metier.picture.thumbnail)
    return told


def sheet(metier: Metier) -> dict[str, Any]:
    """Return the facts of a trade in the order of reading; empty ones are left out."""
    salary = metier.salary
    facts = {
        "acces": metier.required,
        "diplome": metier.diploma,
        "missions": metier.missions,
        "lieux": metier.conditions.places,
        "horaires": metier.conditions.hours,
        "contraintes": metier.conditions.constraints,
        "competences": metier.skills,
        "qualites": metier.qualities,
        "interets": [interest.name for interest in metier.interests],
        "matieres": metier.subjects,
        "etudes": [[path.title, [_step(step.formations) for step in path.steps]] for path in metier.paths],
        "employeurs": metier.employers,
        "debut": salary.beginner if salary else None,
        "confirme": salary.experienced if salary else None,
        "image": _picture(metier.picture, metier.picture.route) if metier.picture else None,
    }
    return {name: value for name, value in facts.items() if value}


def _picture(picture: Picture, route: str) -> list[Any]:
    """Return the route of a file of a picture, and the attributes that keep its focus in a frame."""
    across, down = picture.quarters
    kept = {"data-x": across, "data-y": down}
    return [route, {name: quarter for name, quarter in kept.items() if quarter != CENTRE}]


def _step(formations: Iterable[Any]) -> str:
    return " ou ".join(link.title for link in formations)
