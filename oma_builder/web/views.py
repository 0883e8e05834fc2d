"""What templates see: a page as a narrow frozen view, and the menus around it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from oma_builder.content import schema
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.guide import discovery, routes
from oma_builder.guide.approvals import words
from oma_builder.guide.model import Guide
from oma_builder.guide.values import Link


def list_link(kind: Kind[Author]) -> Link:
    """Return the link to the list page of a kind, as menus and crumbs have it."""
    return Link(kind.listing.name, kind.listing.route) if kind.listing else HOME


HOME = Link("Accueil", routes.HOME)
METIERS = list_link(schema.METIERS)
SECTORS = list_link(schema.SECTEURS)
INTERESTS = list_link(schema.INTERETS)
QUIZ = Link(discovery.TITLE, routes.QUIZ)
FORMATIONS = list_link(schema.FORMATIONS)
HOSTS = list_link(schema.ACCUEILS)
TERRITORIES = list_link(schema.TERRITOIRES)
AGENDA = list_link(schema.EVENEMENTS)
ENTERPRISE = list_link(schema.INITIATIVES)
CAMPUSES = list_link(schema.CAMPUS)
HANDBOOKS = list_link(schema.GUIDES)
LEVELS = Link("Par niveau d’études", routes.LEVELS)
COMPARE = Link("Comparer", routes.COMPARE)
SELECTION = Link("Ma sélection", routes.SELECTION)
ACCESSIBILITY = Link("Accessibilité", routes.ACCESSIBILITY)
CONVENTION = Link("La convention", routes.CONVENTION)
GLOSSARY = Link("Les mots du guide", routes.GLOSSARY)
FILMS = list_link(schema.FILMS)
SEARCH = Link("Recherche", routes.SEARCH)
OPEN_DATA = Link("Données ouvertes", routes.OPEN_DATA)
CLASSROOM = Link("En classe", routes.CLASSROOM)
NOTEBOOK = Link("Carnet de découverte", routes.NOTEBOOK)
UNPLUGGED = Link("Sans connexion, sur clé USB", routes.UNPLUGGED)


@dataclass(frozen=True, slots=True)
class Share:
    """The image that stands for a page when it is shared: its route, and its text alternative."""

    route: str
    alt: str


@dataclass(frozen=True, slots=True)
class PageView:
    """One page to render; `trail` leads to it from the home page, `section` is its entry in the menu.

    `linked_data` is what the page says to machines in the words of schema.org; `scripts` and `sheets` name what it runs
    and wears beside what every page has, in order; `share` is the image that stands for it when it is shared
    (none in a preview). A page that goes on with a long list is `part_of` the one at this route, whose
    own `parts` of such lists are known by their names. `awaited` says whose agreement it still lacks.
    """

    route: str
    template: str
    title: str
    description: str
    content: Any
    trail: tuple[Link, ...] = ()
    section: str = ""
    origin: str = ""
    modified: datetime.date | None = None
    linked_data: Mapping[str, Any] | None = None
    scripts: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    share: Share | None = None
    part_of: str = ""
    parts: Mapping[str, Any] = field(default_factory=dict)
    awaited: str = ""


def with_shares(views: tuple[PageView, ...], shares: Mapping[str, Share]) -> tuple[PageView, ...]:
    """Give each page its own share image, or that of the nearest page on the way to it; `shares` is by the route of their pages."""
    return tuple(replace(view, share=_share(view, shares)) for view in views) if shares else views


def _share(view: PageView, shares: Mapping[str, Share]) -> Share:
    way = (view.route, view.part_of, *(link.route for link in reversed(view.trail)))
    return next((shares[route] for route in way if route in shares), shares[routes.HOME])


def with_awaited(views: tuple[PageView, ...], guide: Guide) -> tuple[PageView, ...]:
    """Let each page say whose agreement it lacks, or that something on it lacks one."""
    waiting = [approval for approval in guide.approvals if not approval.is_complete]
    if not waiting:
        return views
    kinds = {kind.name: kind for kind in schema.KINDS}
    told: dict[str, str] = {}
    for approval in waiting:
        kind = kinds[approval.kind]
        route = kind.place(approval.id).partition("#")[0]
        told[route] = f"{_WHOLE} {words(approval)}." if kind.has_page else _IN_PART
    return tuple(replace(view, awaited=told.get(view.part_of or view.route, "")) for view in views)


_WHOLE = "Cette page n’a pas encore l’accord des deux signataires de la convention."
_IN_PART = "Une partie de cette page n’a pas encore l’accord des deux signataires de la convention."


@dataclass(frozen=True, slots=True)
class Menus:
    """Links of the header and the footer; `doors` are the pages of those whom the header calls by their name."""

    header: tuple[Link, ...]
    doors: tuple[Link, ...]
    footer: tuple[Link, ...]


def menus(guide: Guide) -> Menus:
    """Return the sections that have something to show, then the pages that ask for a place.

    Every page says how accessible the site is (decree 2019-768): that is the name of its last link.
    """
    top = tuple(Link(page.title, page.route) for page in guide.pages if page.menu == "haut")
    foot = tuple(Link(page.title, page.route) for page in guide.pages if page.menu == "pied")
    doors = tuple(Link(audience.door, audience.route) for audience in guide.audiences if audience.door)
    header = (METIERS, SECTORS, QUIZ, FORMATIONS, HOSTS, TERRITORIES, AGENDA, CLASSROOM)
    footer = (INTERESTS, ENTERPRISE, FILMS, HANDBOOKS, CONVENTION)
    declaration = Link(f"{ACCESSIBILITY.title} : {guide.accessibility.mention}", ACCESSIBILITY.route)
    return Menus((*_shown(header, guide), *top), doors[:DOORS], (*_shown(footer, guide), *foot, declaration, UNPLUGGED))


DOORS = 4
"""Doors that the header has room for."""


def _shown(links: tuple[Link, ...], guide: Guide) -> tuple[Link, ...]:
    return tuple(link for link in links if link.route in guide.lists)
