"""What templates see: a page as a narrow frozen view, and the menus around it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oma_builder.guide import routes
from oma_builder.guide.model import Guide
from oma_builder.guide.values import Link

HOME = Link("Accueil", routes.HOME)
METIERS = Link("Métiers", routes.METIERS)
SECTORS = Link("Secteurs", routes.SECTORS)
INTERESTS = Link("Centres d’intérêt", routes.INTERESTS)
FORMATIONS = Link("Études", routes.FORMATIONS)
HOSTS = Link("Stages et visites", routes.HOSTS)
TERRITORIES = Link("Près de chez moi", routes.TERRITORIES)
AGENDA = Link("Agenda", routes.AGENDA)
ENTERPRISE = Link("Envie d’entreprendre", routes.ENTERPRISE)
CAMPUSES = Link("Campus des métiers", routes.CAMPUSES)
HANDBOOKS = Link("Guides pratiques", routes.HANDBOOKS)
SEARCH = Link("Recherche", routes.SEARCH)
OPEN_DATA = Link("Données ouvertes", routes.OPEN_DATA)


@dataclass(frozen=True, slots=True)
class PageView:
    """One page to render; `trail` leads to it from the home page, `section` is its entry in the menu.

    `linked_data` is what the page says to machines in the words of schema.org; `scripts` names what it runs beside the
    shell, in order; `picture` is the route of the image that stands for it when it is shared.
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
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Menus:
    """Links of the header and the footer."""

    header: tuple[Link, ...]
    footer: tuple[Link, ...]


def menus(guide: Guide) -> Menus:
    """Return the sections that have something to show, then the pages that ask for a place."""
    top = tuple(Link(page.title, page.route) for page in guide.pages if page.menu == "haut")
    foot = tuple(Link(page.title, page.route) for page in guide.pages if page.menu == "pied")
    header = (METIERS, SECTORS, INTERESTS, FORMATIONS, HOSTS, TERRITORIES)
    footer = (AGENDA, ENTERPRISE, HANDBOOKS)
    return Menus((*_shown(header, guide), *top), (*_shown(footer, guide), *foot))


def _shown(links: tuple[Link, ...], guide: Guide) -> tuple[Link, ...]:
    return tuple(link for link in links if link.route in guide.lists)
