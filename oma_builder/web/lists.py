"""The pages that the program makes by itself: lists of all there is, by one way of looking at it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from oma_builder.guide import routes, vocabulary
from oma_builder.guide.atlas import Atlas, Outline, atlas
from oma_builder.guide.briefs import Cahier
from oma_builder.guide.formations import Formation
from oma_builder.guide.hosts import HostOffer, Rule
from oma_builder.guide.model import Guide
from oma_builder.guide.pages import Handbook
from oma_builder.guide.territories import Academie, Territory
from oma_builder.guide.values import Link
from oma_builder.web import browse, dataset, linked_data
from oma_builder.web.screening import screening
from oma_builder.web.views import (
    AGENDA,
    CAMPUSES,
    COMPARE,
    ENTERPRISE,
    FILMS,
    FORMATIONS,
    HANDBOOKS,
    HOME,
    HOSTS,
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
    """Yield the pages that the program makes by itself."""
    count = len(guide.cards)
    rows: tuple[tuple[Link, str, str, object], ...] = (
        (METIERS, "Les métiers de A à Z", f"Les {count} métiers du guide, dans l’ordre alphabétique.", browse.index(guide)),
        (SECTORS, "Les métiers par secteur", "Tous les secteurs du guide et leurs métiers.", guide.sectors),
        (INTERESTS, "Les métiers par centre d’intérêt", "Six façons d’aimer travailler, et les métiers qui leur vont bien.", guide.interests),
        (FORMATIONS, "Les études", "Du CAP au bac + 5 : les diplômes du guide et les métiers auxquels ils mènent.", _levels(guide)),
        (HOSTS, "Stages et visites", "Qui ouvre ses portes, et les règles à connaître avant d’y aller.", _doors(guide)),
        (TERRITORIES, "Près de chez moi", "Les métiers dans chaque académie et chaque département d’Occitanie.", _territories(guide)),
        (AGENDA, "Agenda", "Forums, portes ouvertes, Semaine École-Entreprise : les rendez-vous à venir.", guide.events),
        (ENTERPRISE, "Envie d’entreprendre", "Des actions pour monter un projet, seul ou à plusieurs, dès le collège.", guide.initiatives),
        (FILMS, "Films d’élèves", "Des élèves ont filmé un métier\u00a0: les gestes, le lieu, les voix.", screening(guide)),
        (CAMPUSES, "Campus des métiers et des qualifications", "Des réseaux de lycées, d’écoles et d’entreprises autour d’une filière.", guide.campuses),
        (HANDBOOKS, "Guides pratiques", "Pour préparer une visite, accueillir un élève ou travailler en classe.", _Documents(guide.handbooks, guide.briefs)),
        (LEVELS, "Les métiers par niveau d’études", "Du CAP au bac + 5 : le premier niveau qui ouvre chaque métier.", browse.levels(guide)),
        (COMPARE, "Comparer des métiers", "Deux ou trois métiers côte à côte, rubrique par rubrique.", None),
        (SELECTION, "Ma sélection", "Les métiers que tu gardes, sur cet appareil seulement.", _Doors(tuple(link for link in (METIERS, SECTORS, INTERESTS, TERRITORIES) if link.route in guide.lists))),
        (OPEN_DATA, "Données ouvertes", "Les métiers du guide à réutiliser : fichiers JSON et CSV, et le sens de chaque champ.", dataset.COLUMNS),
    )  # fmt: skip
    for link, title, description, content in rows:
        scripts, sheets = _OWN.get(link.route, ((), ()))
        yield PageView(
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


def _told(link: Link, guide: Guide) -> Mapping[str, Any] | None:
    """Return what a list says to machines, if anything."""
    if link is AGENDA:
        return linked_data.agenda(guide.events, guide.site.address)
    return linked_data.videos(guide.films, guide.site.address) if link is FILMS else None


_OWN: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    routes.METIERS: (("filters",), ("filters",)),
    routes.FORMATIONS: ((), ("levels",)),
    routes.TERRITORIES: ((), ("atlas",)),
    routes.COMPARE: (("compare",), ("filters", "comparison")),
    routes.SELECTION: (("my-selection",), ("filters", "share")),
    routes.FILMS: (("filters",), ("filters",)),
}
"""The scripts and the style sheets that these pages alone need."""


@dataclass(frozen=True, slots=True)
class _Doors:
    """Ways out of a page that has nothing to show yet."""

    doors: tuple[Link, ...]


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

    `known` counts, by code, the trades of which something is known there.
    """

    regions: tuple[Territory, ...]
    academies: tuple[Academie, ...]
    atlas: Atlas
    outlines: Mapping[str, Outline]
    known: Mapping[str, int]


def _territories(guide: Guide) -> TerritoriesContent:
    return TerritoriesContent(
        regions=tuple(found for found in guide.territories if found.kind == "region"),
        academies=guide.academies,
        atlas=atlas(),
        outlines={outline.code: outline for outline in atlas().outlines},
        known=browse.known(guide),
    )
