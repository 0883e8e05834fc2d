"""The territories of the synthetic content: Occitanie's own, with invented texts."""

from oma_builder.content import reference
from oma_builder.content.typography import slugify
from tests.benchmarks.writing import Data, source

_ACADEMIES = {"11": "Montpellier", "16": "Toulouse"}


def departements() -> list[str]:
    """Return the identifiers of the departments, in the order of their codes."""
    return [slugify(departement.name) for departement in reference.departements().values()]


def academies() -> list[str]:
    """Return the identifiers of the academies."""
    return [slugify(f"Académie de {town}") for town in _ACADEMIES.values()]


def territories() -> dict[str, Data]:
    """Return the region, its academies and its departments, by identifier."""
    made = {"occitanie": territory("region", "Occitanie", "en Occitanie", "76")}
    for code, town in _ACADEMIES.items():
        name = f"Académie de {town}"
        made[slugify(name)] = territory("academie", name, f"dans l'académie de {town}", code, "occitanie")
    for code, departement in reference.departements().items():
        parent = slugify(f"Académie de {_ACADEMIES[departement.academie_code]}")
        inside = f"dans le département {departement.name}"
        made[slugify(departement.name)] = territory("departement", departement.name, inside, code, parent)
    return made


def territory(kind: str, name: str, inside: str, code: str, parent: str = "") -> Data:
    """Return one territory."""
    return {
        "type": kind,
        "nom": name,
        "dans": inside,
        "code": code,
        **({"rattachement": parent} if parent else {}),
        "presentation": f"Ici, {inside}, on trouve des villes, des villages et des ateliers de toutes tailles.\n"
        "Retourne à [la région](territoire:occitanie) pour comparer.\n",
        "sources": [source("Code officiel géographique")],
    }
