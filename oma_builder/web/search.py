"""What the search finds: every published thing as a document, and their index as a script.

The reader's words are cut the same way by `assets/js/search.js`, which also says what each field weighs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from oma_builder.artifact import Artifact
from oma_builder.content import schema
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.guide import routes
from oma_builder.guide.audiences import Audience
from oma_builder.guide.briefs import Cahier
from oma_builder.guide.campuses import Campus
from oma_builder.guide.events import Event
from oma_builder.guide.formations import Formation
from oma_builder.guide.glossary import Term
from oma_builder.guide.initiatives import Initiative
from oma_builder.guide.interests import InterestPage
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.guide.pages import Handbook, TextPage
from oma_builder.guide.sectors import Sector
from oma_builder.guide.territories import Territory
from oma_builder.guide.values import GenderedTitle, Heading, Link
from oma_builder.web import catalogue
from oma_builder.web.minisearch import Document, serialised
from oma_builder.web.stemming import words
from oma_builder.web.views import PageView

FIELDS = ("titre", "synonymes", "mots", "secteur", "lieux", "accroche")
TRADE = schema.METIERS.found_as
_NOT_FOUND = frozenset((routes.HOME, routes.SEARCH, routes.UNPLUGGED, *routes.UNLISTED))
"""Pages of the program that nobody looks for."""


def index(guide: Guide, views: Iterable[PageView]) -> Artifact:
    """Return the script that sets `oma.index`, in the format of MiniSearch."""
    return catalogue.script("index", serialised(documents(guide, views), FIELDS))


def documents(guide: Guide, views: Iterable[PageView]) -> tuple[Document, ...]:
    """Return what can be found: trades first, then the rest of the guide, then the pages that the program makes."""
    listed = tuple(views)
    codes = {territory.route: f"{territory.name} {territory.code}" for territory in guide.territories}
    plain = [kind for kind in schema.KINDS if kind.found_as and kind not in FOUND]
    return (
        *(find(document, codes) for kind, find in FOUND.items() for document in guide.of(kind)),
        *(_page(view, kind) for kind in plain for view in _views_of(kind, guide, listed)),
        *map(_term, guide.glossary.terms if guide.glossary else ()),
        *(_program(view, guide) for view in listed if _is_program(view)),
    )


def _views_of(kind: Kind[Author], guide: Guide, views: Iterable[PageView]) -> Iterator[PageView]:
    own = {document.route for document in guide.of(kind)}
    return (view for view in views if view.route in own)


def _page(view: PageView, kind: Kind[Author]) -> Document:
    """Return a kind of which the search knows what its pages say of themselves."""
    return _document(view.route, kind.found_as, (view.title,), view.description)


def _is_program(view: PageView) -> bool:
    """Say whether the program alone makes a page that may be found; two of them come from a file of their own."""
    return view.route not in _NOT_FOUND and (not view.origin or view.route in (routes.ACCESSIBILITY, routes.GLOSSARY))


def _document(
    route: str,
    kind: str,
    titles: Sequence[str],
    hook: str,
    *,
    colour: str = "",
    synonyms: Iterable[str] = (),
    keywords: Iterable[str] = (),
    shown: Iterable[str] = (),
    sectors: Iterable[Link] = (),
    places: Iterable[str] = (),
) -> Document:
    """Return a document; of its synonyms and keywords, an answer shows those of `shown` by which it was found."""
    texts = (titles, synonyms, keywords, (link.title for link in sectors), places, (hook,))
    terms = ((field, _terms(found)) for field, found in zip(FIELDS, texts, strict=True))
    stored = {"titre": " / ".join(titles), "genre": kind, "accroche": hook, "couleur": colour, "mots": list(shown)}
    return Document(
        route,
        {field: found for field, found in terms if found},
        {name: value for name, value in stored.items() if value},
    )


def _terms(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the stems of texts, each once: a title that has one form must weigh as much as one that has two."""
    return tuple(dict.fromkeys(stem for text in texts for stem in words(text)))


def _metier(metier: Metier, codes: Mapping[str, str]) -> Document:
    return _document(
        metier.route,
        TRADE,
        _forms(metier.title),
        metier.hook,
        colour=metier.colour,
        synonyms=(form for title in metier.synonyms for form in _forms(title)),
        keywords=metier.keywords,
        shown=(*metier.keywords, *(title.both for title in metier.synonyms)),
        sectors=(metier.sector, *metier.other_sectors),
        places=_places(_where(metier), codes),
    )


def _forms(title: GenderedTitle) -> tuple[str, ...]:
    return tuple(dict.fromkeys((title.masculine, title.feminine)))


def _where(metier: Metier) -> Iterator[Link]:
    """Yield the places that a trade's page names."""
    yield from (claim.territory for claim in metier.recruiting)
    yield from (offer.departement for offer in metier.hosts)
    for campus in metier.campuses:
        yield from campus.territories


def _places(links: Iterable[Link], codes: Mapping[str, str]) -> Iterator[str]:
    """Yield names of places with their codes: « Haute-Garonne 31 »."""
    return (codes.get(link.route, link.title) for link in links)


def _sector(sector: Sector, codes: Mapping[str, str]) -> Document:
    return _document(sector.route, schema.SECTEURS.found_as, (sector.name,), sector.hook, colour=sector.colour)


def _formation(formation: Formation, codes: Mapping[str, str]) -> Document:
    return _document(formation.route, schema.FORMATIONS.found_as, (formation.title,), formation.about)


def _campus(campus: Campus, codes: Mapping[str, str]) -> Document:
    return _document(
        campus.route,
        _kind(schema.CAMPUS.found_as, campus.is_sample),
        (campus.name,),
        campus.about,
        keywords=(campus.field, campus.school),
        sectors=campus.sectors,
        places=_places(campus.territories, codes),
    )


def _event(event: Event, codes: Mapping[str, str]) -> Document:
    return _document(
        event.route,
        _kind(schema.EVENEMENTS.found_as, event.is_sample),
        (event.title,),
        f"{event.told}, {event.place}",
        keywords=(event.kind, event.organiser),
        sectors=event.sectors,
        places=_places(event.territories, codes),
    )


def _initiative(initiative: Initiative, codes: Mapping[str, str]) -> Document:
    return _document(
        initiative.route,
        _kind(schema.INITIATIVES.found_as, initiative.is_sample),
        (initiative.name,),
        initiative.hook,
        keywords=(initiative.organiser,),
        sectors=initiative.sectors,
        places=_places(initiative.territories, codes),
    )


def _kind(name: str, is_sample: bool) -> str:
    return f"{name} (exemple)" if is_sample else name


def _territory(territory: Territory, codes: Mapping[str, str]) -> Document:
    hook = f"Les métiers {territory.inside} : qui recrute, qui ouvre ses portes."
    places = (link.title for link in territory.parents)
    return _document(
        territory.route, territory.kind_label, (territory.name,), hook, keywords=(territory.code,), places=places
    )


def _interest(page: InterestPage, codes: Mapping[str, str]) -> Document:
    return _document(page.interest.route, schema.INTERETS.found_as, (page.interest.name,), page.interest.hint)


def _audience(audience: Audience, codes: Mapping[str, str]) -> Document:
    return _document(audience.route, schema.PUBLICS.found_as, (audience.name,), audience.hook)


def _handbook(handbook: Handbook, codes: Mapping[str, str]) -> Document:
    return _document(
        handbook.route,
        schema.GUIDES.found_as,
        (handbook.title,),
        handbook.description,
        keywords=_titles(handbook.headings),
    )


def _brief(brief: Cahier, codes: Mapping[str, str]) -> Document:
    return _document(
        brief.route,
        _kind(schema.CAHIERS.found_as, brief.is_sample),
        (brief.title,),
        brief.description,
        synonyms=("film", "vidéo", "tournage"),
        keywords=(clause.name for clause in brief.clauses),
    )


def _text(page: TextPage, codes: Mapping[str, str]) -> Document:
    return _document(
        page.route, schema.PAGES.found_as, (page.title,), page.description, keywords=_titles(page.headings)
    )


def _term(term: Term) -> Document:
    return _document(
        term.route, "Mot du guide", (term.name,), term.definition, synonyms=filter(None, (term.stands_for,))
    )


def _titles(headings: Iterable[Heading]) -> tuple[str, ...]:
    return tuple(heading.title for heading in headings)


def _program(view: PageView, guide: Guide) -> Document:
    keywords = tuple(rule.title for rule in guide.rules) if view.route == routes.HOSTS else ()
    return _document(view.route, "Page", (view.title,), view.description, keywords=keywords)


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
    schema.PAGES: _text,
}
"""What the search knows of each kind, and the places with their codes, in the order of equal answers.

Of another kind that its row calls by a word (`found_as`), it knows what its pages say of themselves.
"""
