"""What ROME says of the taste for a trade, beyond its two themes: what its know-how asks for, and in what setting it is done.

`python -m tests.rome_extract FOLDER` makes the embedded table of it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from statistics import fmean, pstdev
from typing import NamedTuple

from oma_builder.content.kinds.metier import Company, Hours, Place, Posture
from oma_builder.rome.sheets import Sheet

LETTERS = "RIASEC"
_LEAST, _MOST = -1.0, 2.0
"""How far a theme of the know-how counts at most, in standard deviations: a few rare skills must not make a trade."""

_PLACES: Mapping[Place, frozenset[str]] = {
    "dehors": frozenset(
        (
            "En extérieur",
            "Sur chantier",
            "En environnement climatique difficile",
            "En altitude",
            "En milieu maritime",
            "En zone portuaire",
            "Exploitation agricole",
        )
    ),
    "atelier": frozenset(
        (
            "En atelier",
            "En ligne ou ilot de production",
            "En milieu industriel",
            "En milieu nucléaire",
            "En laboratoire",
            "En salle blanche",
            "En zone frigorifique",
            "Industries chimiques",
            "Laboratoire de recherche et développement",
            "Laboratoire de biologie médicale",
        )
    ),
    "accueil": frozenset(
        (
            "Bar, Brasserie",
            "Commerce de proximité",
            "Crèche, halte-garderie",
            "Etablissement de restauration rapide",
            "Etablissement de restauration traditionnelle",
            "Etablissement de santé",
            "Etablissement scolaire",
            "Etablissement social ou médico-social (EHPAD, résidence senior, ...)",
            "Hébergement et hôtellerie de plein air",
            "Hôtellerie",
            "Hôtellerie / Restauration",
            "Institution culturelle",
            "Officine",
            "Structure de loisirs, culturelle ou touristique",
            "Structure médico-sociale",
            "Structure sportive",
        )
    ),
    "bureau": frozenset(("Possibilité de télétravail", "En bureau d'études", "Centres d'appels")),
    "route": frozenset(
        ("Zone départementale", "Zone régionale", "Zone nationale", "Zone européenne", "Zone internationale")
    ),
}
_SEATED, _ALONE = "Station assise prolongée", "Travail en autonomie et en situation isolée"
_DRESSED = "Port de tenue professionnelle ou d'uniforme"
"""Who sits all day sits in an office, unless alone or in uniform: at the wheel."""

_HOURS: Mapping[Hours, frozenset[str]] = {
    "journee": frozenset(("Travail en journée",)),
    "decales": frozenset(
        (
            "Travail de nuit",
            "Travail en horaires décalés",
            "Travail en horaires fractionnés",
            "Travail le dimanche",
            "Travail les week-ends et jours fériés",
            "Travail par roulement",
            "Travail posté (2x8, 3x8, 5x8, etc.)",
        )
    ),
}
_PUBLICS, _PARTNERS = (
    "5",
    frozenset(
        (
            "Clientèle d'affaires",
            "Clientèle d'entreprises",
            "Clientèle d'organismes publics",
            "Clientèle de particuliers",
            "Clientèle de professionnels",
            "Créateurs d'entreprise",
            "Partenaires Publics et Privés",
            "Particuliers",
            "Professionnels de santé",
            "Salariés",
            "Travail avec des organisations ou partenaires internationaux",
        )
    ),
)
"""The kind of settings that tell whom one meets, and those of them who are customers or partners, not by themselves a public."""

_COMPANY: Mapping[Company, frozenset[str]] = {
    "public": frozenset(("En contact avec du public",)),
    "equipe": frozenset(("Avoir l'esprit d'équipe",)),
    "autonomie": frozenset(("Faire preuve d'autonomie", _ALONE)),
}
_STANDING = frozenset(("Station debout prolongée", "Port et manipulation de charges lourdes ou encombrantes"))
"""What keeps one on one's feet. Nothing of ROME says that one walks: a load is carried about in a workshop too."""


class Row(NamedTuple):
    """One sheet of ROME: its themes and its settings.

    For each theme, how far its know-how asks for it beyond the mean trade, in hundredths of a standard deviation.
    """

    code: str
    skills: tuple[int, ...]
    places: tuple[Place, ...]
    hours: tuple[Hours, ...]
    company: tuple[Company, ...]
    postures: tuple[Posture, ...]


def rows(sheets: Sequence[Sheet], themes: Callable[[str], Iterable[str]]) -> Iterator[Row]:
    """Yield a row a sheet; `themes` returns those of the know-how of a code, two letters at most a skill, the major first."""
    shares = {sheet.code: _shares(themes(sheet.code)) for sheet in sheets}
    told = [share for share in shares.values() if share]
    means = [fmean(share[at] for share in told) for at in range(len(LETTERS))]
    spreads = [pstdev(share[at] for share in told) or 1.0 for at in range(len(LETTERS))]
    for sheet in sheets:
        beyond = [
            (part - mean) / spread for part, mean, spread in zip(shares[sheet.code], means, spreads, strict=False)
        ]
        skills = tuple(round(100 * min(max(far, _LEAST), _MOST)) for far in beyond) or (0,) * len(LETTERS)
        yield Row(sheet.code, skills, *_settings(sheet))


def _shares(themes: Iterable[str]) -> tuple[float, ...]:
    """Return the part of each theme: a skill counts three times, twice for its major theme where it has a minor."""
    counted: Counter[str] = Counter()
    for letters in themes:
        counted[letters[0]] += 3 - len(letters[1:])
        counted.update(letters[1:])
    total = counted.total()
    return tuple(counted[letter] / total for letter in LETTERS) if total else ()


def _settings(sheet: Sheet) -> tuple[tuple[Place, ...], tuple[Hours, ...], tuple[Company, ...], tuple[Posture, ...]]:
    labels = {setting.label for setting in sheet.settings} | {skill.label for skill in sheet.skills}
    meets = any(setting.kind == _PUBLICS and setting.label not in _PARTNERS for setting in sheet.settings)
    seat: tuple[Place, ...] = ()
    if _SEATED in labels:
        seat = ("route",) if labels & {_ALONE, _DRESSED} else ("bureau",)
    places = tuple(place for place, signs in _PLACES.items() if labels & signs or place in seat)
    company = tuple(one for one, signs in _COMPANY.items() if labels & signs or (one == "public" and meets))
    hours = tuple(one for one, signs in _HOURS.items() if labels & signs)
    return places, hours, company, tuple(_postures(labels, places))


def _postures(labels: set[str], places: tuple[Place, ...]) -> Iterator[Posture]:
    """Yield how one holds oneself: outdoors one moves, unless in a seat; at a desk one sits."""
    if "dehors" in places and _SEATED not in labels:
        yield "mouvement"
    if labels & _STANDING:
        yield "debout"
    if _SEATED in labels or "bureau" in places:
        yield "assis"
