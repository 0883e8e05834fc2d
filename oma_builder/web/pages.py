"""Every page of the site as a view: its route, template and what the template may see."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, groupby

from oma_builder.content import schema
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.accessibility import Declaration
from oma_builder.guide.audiences import Audience
from oma_builder.guide.briefs import Cahier
from oma_builder.guide.campuses import Campus
from oma_builder.guide.convention import Convention
from oma_builder.guide.formations import Formation
from oma_builder.guide.glossary import Glossary, Term
from oma_builder.guide.interests import InterestPage
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.guide.pages import Handbook, TextPage
from oma_builder.guide.recruitment import Survey
from oma_builder.guide.sectors import Sector
from oma_builder.guide.territories import Territory
from oma_builder.guide.values import Link
from oma_builder.web import browse, classroom, home, linked_data, quiz
from oma_builder.web.lists import lists
from oma_builder.web.long_lists import LongList, with_rest
from oma_builder.web.views import (
    ACCESSIBILITY,
    CAMPUSES,
    CONVENTION,
    FORMATIONS,
    GLOSSARY,
    HANDBOOKS,
    HOME,
    HOSTS,
    INTERESTS,
    LEVELS,
    METIERS,
    SEARCH,
    SECTORS,
    TERRITORIES,
    UNPLUGGED,
    PageView,
)


def pages(guide: Guide) -> tuple[PageView, ...]:
    """Return every page of the site."""
    return tuple(_dressed(view) for view in _pages(guide))


def _dressed(view: PageView) -> PageView:
    """Give a page what it wears on a wide screen, where trades and the home page have clothes of their own."""
    return view if view.template in _WITH_THEIR_OWN else replace(view, sheets=("wide", *view.sheets))


_WITH_THEIR_OWN = ("metier.html", "home.html")


def _pages(guide: Guide) -> tuple[PageView, ...]:
    return (
        PageView(
            routes.HOME,
            "home.html",
            guide.site.slogan,
            guide.site.description,
            home.content(guide),
            section=routes.HOME,
            sheets=("home", "entries", "tiles"),
        ),
        *(view for view in lists(guide) if (view.part_of or view.route) in guide.lists),
        *quiz.views(guide),
        *(view for view in classroom.views(guide) if (view.part_of or view.route) in guide.lists),
        _search(guide),
        *(view for made in VIEWS.values() for view in made(guide)),
        *((_glossary(guide.glossary, guide.site.address),) if guide.glossary else ()),
        _declaration(guide.accessibility),
        *((_convention(guide.site.convention),) if guide.site.convention else ()),
        _unplugged(),
        _gone(),
        PageView(routes.NOT_FOUND, "404.html", "Page introuvable", "Cette page n’existe pas ou n’existe plus.", None),
    )


def _search(guide: Guide) -> PageView:
    """Return the page of results, with the other ways of finding: the only ones without JavaScript."""
    ways = (
        (METIERS, "tous les métiers, de A à Z"),
        (SECTORS, "choisis un univers"),
        (INTERESTS, "pars de ce que tu aimes faire"),
        (FORMATIONS, "les diplômes, du CAP au bac + 5"),
        (LEVELS, "du CAP au bac + 5"),
        (TERRITORIES, "choisis ton département"),
        (HOSTS, "qui ouvre ses portes, et les règles"),
        (HANDBOOKS, "pour préparer une visite ou accueillir un élève"),
        (GLOSSARY, "CAP, alternance, brut ou net : ce que cela veut dire"),
    )
    shown = tuple((link, hint) for link, hint in ways if link.route in guide.lists)
    description = "Un métier, un diplôme, un lieu, un mot de tous les jours : écris ce qui te vient."
    return PageView(
        SEARCH.route, "recherche.html", SEARCH.title, description, shown, (HOME,), routes.SEARCH, scripts=("results",)
    )


@dataclass(frozen=True, slots=True)
class TerritoryContent:
    """A territory, the survey its figures come from, of how many trades something is known there, and the doors it opens."""

    territory: Territory
    survey: Survey | None
    known: int
    sectors: tuple[Link, ...]


def _territories(guide: Guide) -> Iterator[PageView]:
    counts, sectors = browse.known(guide), tuple(Link(sector.name, sector.route) for sector in guide.sectors)
    for territory in guide.territories:
        count = counts[territory.code] if territory.kind == "departement" else 0
        yield _territory(TerritoryContent(territory, guide.survey, count, sectors))


def _territory(content: TerritoryContent) -> PageView:
    territory = content.territory
    return PageView(
        route=territory.route,
        template="territoire.html",
        title=territory.name,
        description=territory.about,
        content=content,
        trail=(HOME, TERRITORIES, *territory.parents),
        section=routes.TERRITORIES,
        origin=territory.file,
        sheets=("tiles",),
    )


def _metier(metier: Metier, address: str) -> PageView:
    return PageView(
        route=metier.route,
        template="metier.html",
        title=metier.title.both,
        description=metier.hook,
        content=metier,
        trail=(HOME, METIERS, metier.sector),
        section=routes.METIERS,
        origin=metier.file,
        modified=metier.reviewed,
        linked_data=linked_data.occupation(metier, address),
        sheets=("trade",),
    )


def _sector(sector: Sector) -> Iterator[PageView]:
    trail = (HOME, SECTORS)
    view = PageView(sector.route, "secteur.html", sector.name, sector.hook, sector, trail, routes.SECTORS, sector.file)
    own = LongList("metiers", f"{sector.name} : les métiers", sector.metiers)
    return with_rest(view, sector.name, (own, LongList("shared", f"{sector.name} : aussi", sector.shared, "aussi")))


def _interest(page: InterestPage) -> Iterator[PageView]:
    name, route, trail = page.interest.name, page.interest.route, (HOME, INTERESTS)
    title, description = f"{name} : quels métiers ?", f"Tu aimes {page.interest.hint} : les métiers qui te vont bien."
    view = PageView(route, "interet.html", title, description, page, trail, routes.INTERESTS, page.file)
    major = LongList("major", f"{name} : les métiers où ce goût compte le plus", page.major)
    return with_rest(view, name, (major, LongList("minor", f"{name} : ceux où il compte aussi", page.minor, "aussi")))


def _formation(formation: Formation, address: str) -> Iterator[PageView]:
    name = formation.title
    return with_rest(
        _formation_page(formation, address),
        name,
        (
            LongList("metiers", f"{name} : les métiers", formation.metiers),
            LongList("later", f"{name} : les métiers, avec d’autres études", formation.later, "plus-tard"),
        ),
    )


def _formation_page(formation: Formation, address: str) -> PageView:
    return PageView(
        route=formation.route,
        template="formation.html",
        title=formation.title,
        description=f"{formation.title} : {formation.about}",
        content=formation,
        trail=(HOME, FORMATIONS),
        section=routes.FORMATIONS,
        origin=formation.file,
        modified=formation.reviewed,
        linked_data=linked_data.program(formation, address),
    )


def _campus(campus: Campus) -> PageView:
    trail = (HOME, CAMPUSES)
    return PageView(
        campus.route, "fiche-campus.html", campus.name, campus.about, campus, trail, routes.CAMPUSES, campus.file
    )


def _audience(audience: Audience) -> PageView:
    return PageView(
        audience.route, "public.html", audience.name, audience.hook, audience, (HOME,), audience.route, audience.file
    )


def _handbook(handbook: Handbook) -> PageView:
    return PageView(
        route=handbook.route,
        template="guide.html",
        title=handbook.title,
        description=handbook.description,
        content=handbook,
        trail=(HOME, HANDBOOKS),
        section=routes.HANDBOOKS,
        origin=handbook.file,
        modified=handbook.reviewed,
    )


def _brief(brief: Cahier) -> PageView:
    return PageView(
        route=brief.route,
        template="cahier.html",
        title=brief.title,
        description=brief.description,
        content=brief,
        trail=(HOME, HANDBOOKS),
        section=routes.HANDBOOKS,
        origin=brief.file,
        modified=brief.reviewed,
        sheets=("brief",),
    )


@dataclass(frozen=True, slots=True)
class Initial:
    """The words of the glossary under one letter."""

    letter: str
    terms: tuple[Term, ...]


def _glossary(glossary: Glossary, address: str) -> PageView:
    by_letter = groupby(glossary.terms, lambda term: vocabulary.initial(term.name))
    return PageView(
        route=GLOSSARY.route,
        template="glossaire.html",
        title=GLOSSARY.title,
        description="Les sigles et les mots que l’on rencontre en choisissant ses études ou son métier, expliqués simplement.",
        content=tuple(Initial(letter, tuple(group)) for letter, group in by_letter),
        trail=(HOME,),
        section=GLOSSARY.route,
        origin=glossary.file,
        modified=glossary.reviewed,
        linked_data=linked_data.glossary(glossary, GLOSSARY.title, address),
    )


def _declaration(declaration: Declaration) -> PageView:
    audit = declaration.audit
    return PageView(
        route=ACCESSIBILITY.route,
        template="accessibilite.html",
        title=ACCESSIBILITY.title,
        description=f"Accessibilité : {declaration.mention}. Ce qui a été contrôlé, et comment signaler un obstacle.",
        content=declaration,
        trail=(HOME,),
        section=ACCESSIBILITY.route,
        origin=declaration.file,
        modified=audit.date if audit else None,
        sheets=("criteria",),
    )


def _convention(convention: Convention) -> PageView:
    return PageView(
        route=CONVENTION.route,
        template="convention.html",
        title=CONVENTION.title,
        description="L’accord dont ce guide est issu : qui l’a signé, ce qu’il prévoit, et où il en est aujourd’hui.",
        content=convention,
        trail=(HOME,),
        section=CONVENTION.route,
        origin=convention.file,
    )


def _text(page: TextPage) -> PageView:
    return PageView(page.route, "page.html", page.title, page.description, page, (HOME,), page.route, page.file)


def _gone() -> PageView:
    """Return where the short address of a sheet leads that was printed, and is no longer in the guide."""
    description = "La fiche que tu cherches n’est plus dans le guide, ou pas encore."
    return PageView(routes.GONE, "fiche-absente.html", "Fiche absente du guide", description, None)


def _unplugged() -> PageView:
    return PageView(
        route=UNPLUGGED.route,
        template="sans-connexion.html",
        title="Le guide sans connexion",
        description="Les pages déjà lues restent lisibles sans internet, et tout le site tient sur une clé USB.",
        content=None,
        trail=(HOME,),
        section=UNPLUGGED.route,
        scripts=("sans-connexion",),
    )


VIEWS: Mapping[Kind[Author], Callable[[Guide], Iterable[PageView]]] = {
    schema.METIERS: lambda guide: (_metier(metier, guide.site.address) for metier in guide.metiers),
    schema.SECTEURS: lambda guide: chain.from_iterable(map(_sector, guide.sectors)),
    schema.INTERETS: lambda guide: chain.from_iterable(map(_interest, guide.interests)),
    schema.FORMATIONS: lambda guide: (
        view for formation in guide.formations for view in _formation(formation, guide.site.address)
    ),
    schema.TERRITOIRES: _territories,
    schema.CAMPUS: lambda guide: map(_campus, guide.campuses),
    schema.PUBLICS: lambda guide: map(_audience, guide.audiences),
    schema.GUIDES: lambda guide: map(_handbook, guide.handbooks),
    schema.CAHIERS: lambda guide: map(_brief, guide.briefs),
    schema.PAGES: lambda guide: map(_text, guide.pages),
}
"""The pages of each kind whose documents have pages of their own."""

WITHOUT_PAGE: Mapping[Kind[Author], str] = {
    schema.ACCUEILS: "on the list of internships and visits, and with what it belongs to",
    schema.REGLES: "on the list of internships and visits",
    schema.EVENEMENTS: "on the agenda",
    schema.INITIATIVES: "on the page of enterprise",
    schema.FILMS: "on the page of its trade, and on the list of films",
    schema.ACTEURS: "on the pages of territories and publics",
    schema.RECRUTEMENT: "on the pages of trades and territories, which its figures are about",
    schema.VALIDATIONS: "the agreement of a party: pages that lack one say so",
    schema.EDITIONS: "a record of what was printed: trades show what changed since",
}
"""The other kinds, and where their documents stand instead."""
