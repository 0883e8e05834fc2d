"""What the search finds: every published thing as a document in plain words, and all of them as scripts.

`assets/js/search/` makes the index of them in the browser, cuts their words, and says what each field weighs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from oma_builder.cache import Memo, made_anew
from oma_builder.content import schema
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.kinds.film import Medium
from oma_builder.guide import routes
from oma_builder.guide.audiences import Audience
from oma_builder.guide.briefs import Cahier
from oma_builder.guide.campuses import Campus
from oma_builder.guide.events import Event
from oma_builder.guide.films import Film
from oma_builder.guide.formations import Formation
from oma_builder.guide.glossary import Term
from oma_builder.guide.initiatives import Initiative
from oma_builder.guide.interests import InterestPage
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.guide.pages import Handbook, TextPage
from oma_builder.guide.sectors import Sector
from oma_builder.guide.territories import Territory
from oma_builder.guide.values import Heading, Link
from oma_builder.guide.wishes import Wish
from oma_builder.web import absent_trades, shards, spoken
from oma_builder.web.shards import Shard
from oma_builder.web.views import PageView

TRADE = schema.METIERS.found_as
WISH = "Envie"
FIRST = ("documents", spoken.KIND)
"""The kinds of data that a search field asks for when it is first used."""

HOOKS = "accroches"
"""What the page of results says of each thing beside its name."""

_NOT_FOUND = frozenset((routes.HOME, routes.SEARCH, routes.UNPLUGGED, *routes.UNLISTED))
"""Pages of the program that nobody looks for."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to find, by the names that the script knows its fields by; `genre` says what it is, `id` its route.

    A wish has what must be refused to say it (`contraires`), and how much each trade, in their order, answers it: a digit.
    """

    id: str
    genre: str
    titre: str
    accroche: str
    couleur: str = ""
    synonymes: tuple[str, ...] = ()
    mots: tuple[str, ...] = ()
    secteur: tuple[str, ...] = ()
    lieux: tuple[str, ...] = ()
    contraires: tuple[str, ...] = ()
    reponses: str = ""


_NAMES = tuple(field.name for field in fields(Document))


def scripts(guide: Guide, views: Iterable[PageView], medium: Medium) -> Iterator[Shard]:
    """Yield the files of `documents`: what can be found, and the hooks."""
    found = documents(guide, views, medium)
    yield from shards.lists("documents", ((document.id, _told(document)) for document in found))
    yield from shards.objects(
        HOOKS, ((document.id, document.accroche) for document in found if _hook_is_apart(document))
    )


def spoken_scripts(guide: Guide, memo: Memo = made_anew) -> Iterator[Shard]:
    """Yield the files that are the same wherever films may be: what the sheets say besides, and the names of trades that are missing."""
    yield from spoken.scripts(guide)
    yield from absent_trades.scripts(guide, memo)


def _hook_is_apart(document: Document) -> bool:
    """Say whether the hook of a document stands in a file of its own, which only the page of results asks for.

    That of a trade is searched, and a wish must say at once what it has not.
    """
    return document.genre not in (TRADE, WISH) and bool(document.accroche)


def _told(document: Document) -> dict[str, Any]:
    """Return the fields of a document that say something."""
    apart = {"accroche"} if _hook_is_apart(document) else set[str]()
    values = ((name, getattr(document, name)) for name in _NAMES)
    return {name: value for name, value in values if value and name not in apart}


def documents(guide: Guide, views: Iterable[PageView], medium: Medium) -> tuple[Document, ...]:
    """Return what can be found: trades first, then the rest of the guide, then the pages that the program makes.

    Films only where this medium, a server or a folder, may show them.
    """
    listed = tuple(views)
    codes = {territory.route: f"{territory.name} {territory.code}" for territory in guide.territories}
    plain = [kind for kind in schema.KINDS if kind.found_as and kind not in FOUND]
    return (
        *(find(document, codes) for kind, find in FOUND.items() for document in _of(kind, guide, medium)),
        *(_page(view, kind) for kind in plain for view in _views_of(kind, guide, listed)),
        *map(_term, guide.glossary.terms if guide.glossary else ()),
        *(_wish(wish, guide) for wish in guide.spoken.wishes),
        *(_program(view, guide) for view in listed if _is_program(view)),
    )


def _of(kind: Kind[Author], guide: Guide, medium: Medium) -> Iterable[Any]:
    return guide.of(kind) if kind is not schema.FILMS else (film for film in guide.films if medium in film.media)


def _views_of(kind: Kind[Author], guide: Guide, views: Iterable[PageView]) -> Iterator[PageView]:
    own = {document.route for document in guide.of(kind)}
    return (view for view in views if view.route in own)


def _page(view: PageView, kind: Kind[Author]) -> Document:
    """Return a kind of which the search knows what its pages say of themselves."""
    return Document(view.route, kind.found_as, view.title, view.description)


def _is_program(view: PageView) -> bool:
    """Say whether the program alone makes a page that may be found; two of them come from a file of their own."""
    return (
        view.route not in _NOT_FOUND
        and not view.part_of
        and (not view.origin or view.route in (routes.ACCESSIBILITY, routes.CONVENTION, routes.GLOSSARY))
    )


def _metier(metier: Metier, codes: Mapping[str, str]) -> Document:
    return Document(
        metier.route,
        TRADE,
        metier.title.both,
        metier.hook,
        couleur=metier.colour,
        synonymes=tuple(title.both for title in metier.synonyms),
        mots=metier.keywords,
        secteur=_titles((metier.sector, *metier.other_sectors)),
        lieux=_places(_where(metier), codes),
    )


def _where(metier: Metier) -> Iterator[Link]:
    """Yield the places that a trade's page names."""
    yield from (claim.territory for claim in metier.recruiting)
    yield from (offer.departement for offer in metier.hosts)
    for campus in metier.campuses:
        yield from campus.territories


def _places(links: Iterable[Link], codes: Mapping[str, str]) -> tuple[str, ...]:
    """Return names of places with their codes, each once: « Haute-Garonne 31 »."""
    return tuple(dict.fromkeys(codes.get(link.route, link.title) for link in links))


def _titles(entries: Iterable[Link | Heading]) -> tuple[str, ...]:
    return tuple(entry.title for entry in entries)


def _sector(sector: Sector, codes: Mapping[str, str]) -> Document:
    return Document(sector.route, schema.SECTEURS.found_as, sector.name, sector.hook, couleur=sector.colour)


def _formation(formation: Formation, codes: Mapping[str, str]) -> Document:
    return Document(formation.route, schema.FORMATIONS.found_as, formation.title, formation.about)


def _campus(campus: Campus, codes: Mapping[str, str]) -> Document:
    return Document(
        campus.route,
        _kind(schema.CAMPUS.found_as, campus.is_sample),
        campus.name,
        campus.about,
        mots=(campus.field, campus.school),
        secteur=_titles(campus.sectors),
        lieux=_places(campus.territories, codes),
    )


def _event(event: Event, codes: Mapping[str, str]) -> Document:
    return Document(
        event.route,
        _kind(schema.EVENEMENTS.found_as, event.is_sample),
        event.title,
        f"{event.told}, {event.place}",
        mots=(event.kind, event.organiser),
        secteur=_titles(event.sectors),
        lieux=_places(event.territories, codes),
    )


def _initiative(initiative: Initiative, codes: Mapping[str, str]) -> Document:
    return Document(
        initiative.route,
        _kind(schema.INITIATIVES.found_as, initiative.is_sample),
        initiative.name,
        initiative.hook,
        mots=(initiative.organiser,),
        secteur=_titles(initiative.sectors),
        lieux=_places(initiative.territories, codes),
    )


def _kind(name: str, is_sample: bool) -> str:
    return f"{name} (exemple)" if is_sample else name


_ASKED_OF_DEMAND = (
    "qui recrute",
    "recrutement",
    "embauche",
    "métiers qui embauchent",
    "recherchés",
    "travail",
    "emploi",
)
"""How pupils ask for what employers plan to recruit."""


def _territory(territory: Territory, codes: Mapping[str, str]) -> Document:
    return Document(
        territory.route,
        territory.kind_label,
        territory.name,
        territory.about,
        mots=(territory.code, *(_ASKED_OF_DEMAND if territory.demand else ())),
        lieux=_titles(territory.parents),
    )


def _interest(page: InterestPage, codes: Mapping[str, str]) -> Document:
    return Document(page.interest.route, schema.INTERETS.found_as, page.interest.name, page.interest.hint)


def _audience(audience: Audience, codes: Mapping[str, str]) -> Document:
    return Document(audience.route, schema.PUBLICS.found_as, audience.name, audience.hook)


def _handbook(handbook: Handbook, codes: Mapping[str, str]) -> Document:
    return Document(
        handbook.route, schema.GUIDES.found_as, handbook.title, handbook.description, mots=_titles(handbook.headings)
    )


def _brief(brief: Cahier, codes: Mapping[str, str]) -> Document:
    return Document(
        brief.route,
        _kind(schema.CAHIERS.found_as, brief.is_sample),
        brief.title,
        brief.description,
        synonymes=("film", "vidéo", "tournage"),
        mots=tuple(clause.name for clause in brief.clauses),
    )


def _film(film: Film, codes: Mapping[str, str]) -> Document:
    return Document(
        film.route,
        _kind(schema.FILMS.found_as, film.is_sample),
        film.title,
        f"{film.metier.title.both}, {film.makers}",
        mots=(film.school,),
    )


def _text(page: TextPage, codes: Mapping[str, str]) -> Document:
    return Document(page.route, schema.PAGES.found_as, page.title, page.description, mots=_titles(page.headings))


def _term(term: Term) -> Document:
    other = (term.stands_for,) if term.stands_for else ()
    return Document(term.route, "Mot du guide", term.name, term.definition, synonymes=other)


def _wish(wish: Wish, guide: Guide) -> Document:
    degrees = dict(wish.members)
    answers = "".join(str(degrees.get(metier.id, 0)) for metier in guide.metiers).rstrip("0")
    return Document(
        f"{routes.METIERS}#envie={wish.id}",
        WISH,
        wish.name,
        wish.instead,
        mots=wish.words,
        contraires=wish.denied,
        reponses=answers,
    )


def _program(view: PageView, guide: Guide) -> Document:
    rules = tuple(rule.title for rule in guide.rules) if view.route == routes.HOSTS else ()
    return Document(view.route, "Page", view.title, view.description, mots=rules)


FOUND: Mapping[Kind[Author], Callable[[Any, Mapping[str, str]], Document]] = {
    schema.METIERS: _metier,
    schema.SECTEURS: _sector,
    schema.FORMATIONS: _formation,
    schema.CAMPUS: _campus,
    schema.EVENEMENTS: _event,
    schema.INITIATIVES: _initiative,
    schema.TERRITOIRES: _territory,
    schema.INTERETS: _interest,
    schema.PUBLICS: _audience,
    schema.GUIDES: _handbook,
    schema.CAHIERS: _brief,
    schema.FILMS: _film,
    schema.PAGES: _text,
}
"""What the search knows of each kind, and the places with their codes, in the order of equal answers.

Of another kind that its row calls by a word (`found_as`), it knows what its pages say of themselves.
"""
