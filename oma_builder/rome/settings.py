"""Where a sheet of the guide tells each setting of ROME (*contexte de travail*): what is a place, a dress, a hardship."""

from collections.abc import Iterable
from typing import NamedTuple

from oma_builder.rome.sheets import Setting

_WORK, _HOURS, _AREAS, _STRUCTURES = "1", "2", "3", "6"
"""Kinds of settings, as their table numbers them; of publics (5) and statuses (7), the guide has no field."""

_PLACES = frozenset(
    (
        "Au domicile d'un particulier",
        "Au domicile de l'intervenant",
        "Déplacements professionnels",
        "En altitude",
        "En atelier",
        "En bloc opératoire",
        "En bureau d'études",
        "En chambre mortuaire ou funéraire",
        "En chambre noire",
        "En club sportif",
        "En extérieur",
        "En grande hauteur",
        "En laboratoire",
        "En ligne ou ilot de production",
        "En milieu aquatique",
        "En milieu industriel",
        "En milieu maritime",
        "En milieu nucléaire",
        "En milieu occupé",
        "En salle blanche",
        "En salle d'accouchement",
        "En studio",
        "En zone aéroportuaire",
        "En zone frigorifique",
        "En zone portuaire",
        "En zone à atmosphère contrôlée",
        "Possibilité de télétravail",
        "Sur chantier",
    )
)
_DRESS = frozenset(
    (
        "Port d'équipement d'hygiène",
        "Port d'équipement de protection individuelle (EPI) : gants, chaussures, casque, protections auditives",
        "Port de gilet pare-balles",
        "Port de tenue professionnelle ou d'uniforme",
    )
)
_NEITHER_NOR = frozenset(
    (
        "Activités de motricité fine (dextérité...)",
        "En contact avec du public",
        "Polyactivité",
        "Santé publique",
        "Travail avec des animaux",
        "Travail en mode projet",
    )
)
"""What is neither a place nor hard by itself: no field of the guide says it."""


class Told(NamedTuple):
    """The settings of a trade by what they tell, and how many have no field."""

    places: tuple[str, ...]
    hours: tuple[str, ...]
    dress: tuple[str, ...]
    hardships: tuple[str, ...]
    employers: tuple[str, ...]
    untold: int


def told(settings: Iterable[Setting]) -> Told:
    """Sort the settings of a trade."""
    given = tuple(settings)
    work = [setting.label for setting in given if setting.kind == _WORK]

    def of(kind: str) -> tuple[str, ...]:
        return tuple(setting.label for setting in given if setting.kind == kind)

    places = (*(label for label in work if label in _PLACES), *of(_AREAS))
    dress = tuple(label for label in work if label in _DRESS)
    hardships = tuple(label for label in work if label not in _PLACES | _DRESS | _NEITHER_NOR)
    counted = len(places) + len(dress) + len(hardships) + len(of(_HOURS)) + len(of(_STRUCTURES))
    return Told(places, of(_HOURS), dress, hardships, of(_STRUCTURES), len(given) - counted)


def enumerated(labels: Iterable[str]) -> str:
    """Return several labels as one line: « Travail de nuit, travail en astreinte »."""
    first, *others = labels
    return ", ".join([first, *(label[0].lower() + label[1:] for label in others)])
