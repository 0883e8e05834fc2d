"""What templates see: a page as a narrow frozen view, and the menus around it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from oma_builder.content import schema
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.guide import routes
from oma_builder.guide.model import Guide
from oma_builder.guide.values import Link


def list_link(kind: Kind[Author]) -> Link:
    """Return the link to the list page of a kind, as menus and crumbs have it."""
    return Link(kind.listing.name, kind.listing.route) if kind.listing else HOME


HOME = Link("Accueil", routes.HOME)
METIERS = list_link(schema.METIERS)
SECTORS = list_link(schema.SECTEURS)
INTERESTS = list_link(schema.INTERETS)
QUIZ = Link("Ce qui m’intéresse", routes.QUIZ)
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
    own `parts` of such lists are known by their names.
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


def with_shares(views: tuple[PageView, ...], shares: Mapping[str, Share]) -> tuple[PageView, ...]:
    """Give each page its own share image, or the home page's; `shares` is by the route of their pages."""
    if not shares:
        return views
    return tuple(replace(view, share=shares.get(view.route, shares[routes.HOME])) for view in views)


@dataclass(frozen=True, slots=True)
class Menus:
    """Links of the header and the footer."""

    header: tuple[Link, ...]
    footer: tuple[Link, ...]


def menus(guide: Guide) -> Menus:
    """Return the sections that have something to show, then the pages that ask for a place.

    Every page says how accessible the site is (decree 2019-768): that is the name of its last link.
    """
    top = tuple(Link(page.title, page.route) for page in guide.pages if page.menu == "haut")
    foot = tuple(Link(page.title, page.route) for page in guide.pages if page.menu == "pied")
    header = (METIERS, SECTORS, INTERESTS, FORMATIONS, HOSTS, TERRITORIES)
    footer = (AGENDA, ENTERPRISE, FILMS, HANDBOOKS, CLASSROOM)
    declaration = Link(f"{ACCESSIBILITY.title} : {guide.accessibility.mention}", ACCESSIBILITY.route)
    return Menus((*_shown(header, guide), *top), (*_shown(footer, guide), *foot, declaration, UNPLUGGED))


def _shown(links: tuple[Link, ...], guide: Guide) -> tuple[Link, ...]:
    return tuple(link for link in links if link.route in guide.lists)
