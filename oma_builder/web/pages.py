"""Every page of the site as a view: its route, template and what the template may see."""

import datetime
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from oma_builder.guide import routes, vocabulary
from oma_builder.guide.model import Academie, Card, Guide, Link, Metier, Sector, Territory, TextPage
from oma_builder.guide.pictures import Picture

_HOME = Link("Accueil", routes.HOME)
_METIERS = Link("Métiers", routes.METIERS)
_SECTORS = Link("Secteurs", routes.SECTORS)
_TERRITORIES = Link("Près de chez moi", routes.TERRITORIES)


@dataclass(frozen=True, slots=True)
class PageView:
    """One page to render; `trail` leads to it from the home page, `section` is its entry in the menu."""

    route: str
    template: str
    title: str
    description: str
    content: Any
    trail: tuple[Link, ...] = ()
    section: str = ""
    origin: str = ""
    modified: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """The trades under one letter of the alphabet."""

    letter: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Menus:
    """Links of the header and the footer."""

    header: tuple[Link, ...]
    footer: tuple[Link, ...]


def menus(guide: Guide) -> Menus:
    """Return the fixed sections, then the pages that ask for a place."""
    top = tuple(Link(page.title, page.route) for page in guide.pages if page.menu == "haut")
    foot = tuple(Link(page.title, page.route) for page in guide.pages if page.menu == "pied")
    return Menus((_METIERS, _SECTORS, _TERRITORIES, *top), foot)


def pages(guide: Guide) -> tuple[PageView, ...]:
    """Return every page of the site."""
    site = guide.site
    return (
        PageView(routes.HOME, "home.html", site.slogan, site.description, _home(guide)),
        _metiers_page(guide),
        PageView(routes.SECTORS, "secteurs.html", "Les métiers par secteur", "Tous les secteurs du guide et leurs métiers.", guide.sectors, (_HOME,), routes.SECTORS),
        PageView(routes.TERRITORIES, "territoires.html", "Près de chez moi", "Les métiers dans chaque académie et chaque département d’Occitanie.", _territories(guide), (_HOME,), routes.TERRITORIES),
        *(_metier_page(metier) for metier in guide.metiers),
        *(_sector_page(sector) for sector in guide.sectors),
        *(_territory_page(territory, guide) for territory in guide.territories),
        *(_text_page(page) for page in guide.pages),
        PageView(routes.NOT_FOUND, "404.html", "Page introuvable", "Cette page n’existe pas ou n’existe plus.", None),
    )  # fmt: skip


def letters(cards: tuple[Card, ...]) -> tuple[Letter, ...]:
    """Group cards, sorted by title, under their first letter without accent."""
    return tuple(
        Letter(letter, tuple(group))
        for letter, group in groupby(cards, lambda card: vocabulary.initial(card.title.masculine))
    )


def _metiers_page(guide: Guide) -> PageView:
    description = f"Les {len(guide.cards)} métiers du guide, dans l’ordre alphabétique."
    return PageView(
        routes.METIERS,
        "metiers.html",
        "Les métiers de A à Z",
        description,
        letters(guide.cards),
        (_HOME,),
        routes.METIERS,
    )


def _metier_page(metier: Metier) -> PageView:
    trail = (_HOME, _METIERS, metier.sector)
    return PageView(
        metier.route,
        "metier.html",
        metier.title.both,
        metier.hook,
        metier,
        trail,
        routes.METIERS,
        metier.file,
        metier.reviewed,
    )


def _sector_page(sector: Sector) -> PageView:
    return PageView(
        sector.route, "secteur.html", sector.name, sector.hook, sector, (_HOME, _SECTORS), routes.SECTORS, sector.file
    )


@dataclass(frozen=True, slots=True)
class HomeContent:
    """What the home page shows of the guide."""

    count: int
    cover: Picture | None
    sectors: tuple[Sector, ...]
    departements: tuple[Territory, ...]
    credits: tuple[str, ...]


def _home(guide: Guide) -> HomeContent:
    departements = tuple(territory for territory in guide.territories if territory.kind == "departement")
    shown = (guide.cover, *(sector.picture for sector in guide.sectors))
    credits_ = tuple(sorted({picture.credit for picture in shown if picture}))
    return HomeContent(len(guide.cards), guide.cover, guide.sectors, departements, credits_)


@dataclass(frozen=True, slots=True)
class TerritoryContent:
    """A territory and the doors it opens when nothing sourced is known of it yet."""

    territory: Territory
    sectors: tuple[Link, ...]


def _territory_page(territory: Territory, guide: Guide) -> PageView:
    return PageView(
        route=territory.route,
        template="territoire.html",
        title=territory.name,
        description=f"Les métiers {territory.inside} : qui recrute, qui ouvre ses portes.",
        content=TerritoryContent(territory, tuple(Link(sector.name, sector.route) for sector in guide.sectors)),
        trail=(_HOME, _TERRITORIES, *territory.parents),
        section=routes.TERRITORIES,
        origin=territory.file,
    )


@dataclass(frozen=True, slots=True)
class TerritoriesContent:
    """The regions, then the academies with their departments."""

    regions: tuple[Territory, ...]
    academies: tuple[Academie, ...]


def _territories(guide: Guide) -> TerritoriesContent:
    return TerritoriesContent(tuple(found for found in guide.territories if found.kind == "region"), guide.academies)


def _text_page(page: TextPage) -> PageView:
    return PageView(page.route, "page.html", page.title, page.description, page, (_HOME,), page.route, page.file)
