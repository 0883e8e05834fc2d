"""What scripts know of the trades: small cards for lists, short sheets to compare and to show in class.

Classic scripts, because `file://` lets a page load nothing else. Texts are plain; routes start at the site's root.
"""

import json
from collections.abc import Iterable
from typing import Any

from oma_builder.artifact import Artifact
from oma_builder.guide.metiers import Metier
from oma_builder.web.theme import named


def scripts(metiers: Iterable[Metier]) -> dict[str, Artifact]:
    """Return `catalogue` (cards) and `fiches` (sheets), each a script that fills `oma`."""
    listed = tuple(metiers)
    return {
        "catalogue": script("catalogue", {metier.id: card(metier) for metier in listed}),
        "fiches": script("fiches", {metier.id: sheet(metier) for metier in listed}),
    }


def script(name: str, value: Any) -> Artifact:
    """Return a script that sets `oma.<name>` to a value."""
    # « < » is the one sign that could end a script; JSON is JavaScript since ECMAScript 2019.
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return named(f"{name}.js", f"window.oma.{name}={data};\n".encode())


def card(metier: Metier) -> dict[str, Any]:
    """Return what a list needs of a trade."""
    return {
        "titre": metier.title.both,
        "accroche": metier.hook,
        "page": metier.route,
        "secteur": metier.sector.title,
        "couleur": metier.colour,
        "parcours": metier.studies,
        "recrutements": metier.demand.told if metier.demand else "",
        "interets": "".join(interest.letter for interest in metier.interests),
    }


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
        "image": metier.picture.route if metier.picture else None,
    }
    return {name: value for name, value in facts.items() if value}


def _step(formations: Iterable[Any]) -> str:
    return " ou ".join(link.title for link in formations)
