"""The guide as data for Typst: what the templates of `templates/print/` draw, ready to be JSON."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from oma_builder.content import reference, schema
from oma_builder.content.kind import Chapter, Kind
from oma_builder.content.kinds.base import Author
from oma_builder.guide import discovery, routes, vocabulary
from oma_builder.guide.model import Guide
from oma_builder.guide.pictures import Picture
from oma_builder.print import chapters
from oma_builder.print.after_school import after_school_chapter
from oma_builder.print.cuts import Part
from oma_builder.print.discovery import crossing_chapter, discovery_chapter
from oma_builder.print.index import index_chapter
from oma_builder.print.metiers import sector_data
from oma_builder.print.parts import Data, Paper, told
from oma_builder.print.recruitment import recruitment_chapter
from oma_builder.print.territories import has_territories, shown_territories, territory_chapter
from oma_builder.print.year import year_chapter


def book(guide: Guide, part: Part, files: Mapping[str, str], *, is_short: bool = False) -> Data:
    """Return everything the book shows; `files` names, for each original picture, the file to print.

    A short one has no other place than its trades and their diplomas: all else is on the site.
    """
    places = dict(_places(guide))
    if is_short:
        places = {document.route: places[document.route] for kind in OF_SHORT for document in guide.of(kind)}
    paper = Paper(places, files, guide.site.address)
    hints = {page.interest.letter: page.interest for page in guide.interests}
    return {
        **_cover(guide, part, paper),
        "levels": [{"number": number, "name": name} for number, name in vocabulary.LEVELS.items()],
        "interests": [
            {"name": hints[letter].name, "hint": hints[letter].hint} if letter in hints else {"name": name, "hint": ""}
            for letter, name in vocabulary.INTERESTS.items()
        ],
        "sectors": [sector_data(sector, guide, paper) for sector in guide.sectors],
        "chapters": [part for part in _chapters(guide, paper) if not is_short or part["label"] in _LABELS_OF_SHORT],
        "short": is_short,
    }


OF_SHORT = (schema.METIERS, schema.FORMATIONS)
"""The kinds that a short guide tells of."""

_LABELS_OF_SHORT = ("formations", "ours")


def cover(guide: Guide, part: Part, files: Mapping[str, str]) -> Data:
    """Return what a cover shows."""
    paper = Paper({}, files, guide.site.address)
    sectors = [paper.fields(sector, "name hook colour") for sector in guide.sectors if sector.metiers]
    return {**_cover(guide, part, paper), "listed": sectors}


def _cover(guide: Guide, part: Part, paper: Paper) -> Data:
    return {
        "site": site_data(guide),
        "part": {"title": part.title, "about": part.about},
        "cover": paper.picture(guide.cover),
    }


def pictures(guide: Guide) -> Iterator[Picture]:
    """Yield the pictures of the book."""
    for metier in guide.metiers:
        yield from filter(None, (metier.picture,))
    for sector in guide.sectors:
        yield from filter(None, (sector.picture, sector.icon))
    yield from (picture for handbook in guide.handbooks if handbook.is_chapter for _, picture in handbook.pictures)
    yield from filter(None, (guide.cover,))


def site_data(guide: Guide) -> Data:
    """Return what every document says of the edition it belongs to."""
    site, paper = guide.site, Paper({}, {}, guide.site.address)
    return {
        **paper.fields(
            site, "title slogan description edition notice closed_on publisher contact contact_to address licence"
        ),
        "partners": [paper.fields(partner, "name role address") for partner in site.partners],
        "rome": reference.ROME_VERSION,
    }


def _chapters(guide: Guide, paper: Paper) -> Iterator[Data]:
    """Yield the chapters that follow the trades, in their order; one without content does not exist."""
    handbooks = {schema.GUIDES.label(handbook.id) for handbook in guide.handbooks}
    credited = sorted({picture.credit for picture in pictures(guide) if picture.credit})
    for label, title, content in (
        *chain.from_iterable(_with_what_leads_there(kind, guide, paper) for kind in CHAPTERS),
        ("glossaire", "Les mots du guide", chapters.glossary_chapter(guide, paper)),
        ("index", _chapter(schema.METIERS).title, index_chapter(guide)),
        (
            "ours",
            "À propos de cette édition",
            {"credits": credited, "surveys": [told(guide.survey.source)] if guide.survey else []},
        ),
        ("pistes", "Mes pistes", {"blocks": BLOCKS}),
    ):
        if content:
            yield {
                "template": "document" if label in handbooks else label,
                "label": label,
                "title": title,
                "content": content,
            }


def _with_what_leads_there(kind: Kind[Author], guide: Guide, paper: Paper) -> Iterator[tuple[str, str, Any]]:
    """Yield the chapters that stand before that of a kind, then its own."""
    if kind is schema.INITIATIVES:
        for handbook in guide.handbooks:
            if handbook.is_chapter:
                yield schema.GUIDES.label(handbook.id), handbook.title, chapters.handbook_chapter(handbook, paper)
    yield from ((label, title, fill(guide, paper)) for label, title, fill in BEFORE.get(kind, ()))
    yield _chapter(kind).label, _chapter(kind).title, CHAPTERS[kind](guide, paper)


Fill = Callable[[Guide, Paper], list[Data] | Data]

BLOCKS = 6
"""How many trades the page for one's own notes has room for."""

CHAPTERS: Mapping[Kind[Author], Fill] = {
    schema.INTERETS: chapters.interest_chapter,
    schema.FORMATIONS: chapters.formation_chapter,
    schema.ACCUEILS: chapters.host_chapter,
    schema.INITIATIVES: chapters.initiative_chapter,
    schema.RECRUTEMENT: recruitment_chapter,
    schema.TERRITOIRES: territory_chapter,
    schema.EVENEMENTS: chapters.agenda_chapter,
}
"""What fills the chapter of each kind, in the order of the book; `templates/print/<label>.typ` draws it."""

BEFORE: Mapping[Kind[Author], tuple[tuple[str, str, Fill], ...]] = {
    schema.INTERETS: (("gouts", discovery.TITLE, discovery_chapter),),
    schema.FORMATIONS: (
        ("reperes", "Les métiers en un coup d’œil", crossing_chapter),
        ("voies", "Après la 3e, après le bac", after_school_chapter),
    ),
    schema.EVENEMENTS: (("annee", "L’année, mois par mois", year_chapter),),
}
"""Chapters of no kind of their own, before that of a kind: each its label, which is that of its template, and its title."""

WITHOUT_CHAPTER: Mapping[Kind[Author], str] = {
    schema.METIERS: "the chapters of their sectors, and the index",
    schema.SECTEURS: "a chapter each",
    schema.REGLES: "the chapter of what they govern",
    schema.CAMPUS: "the chapter of territories",
    schema.ACTEURS: "the chapter of territories",
    schema.FILMS: "the pages of their trades",
    schema.PUBLICS: "the site alone: paper is handed out by them",
    schema.GUIDES: "a PDF of their own, and a chapter each where they say so",
    schema.CAHIERS: "a PDF of their own",
    schema.PAGES: "the site alone",
    schema.VALIDATIONS: "nowhere: pages that lack one are stamped",
    schema.EDITIONS: "nowhere: they record what paper said",
}
"""The other kinds, and where paper has them instead."""


def _chapter(kind: Kind[Author]) -> Chapter:
    assert kind.chapter, kind.name
    return kind.chapter


def _places(guide: Guide) -> Iterator[tuple[str, str]]:
    """Yield each route that has a place in the book, with its label there."""
    for kind in schema.KINDS:
        if kind.chapter:
            shown = shown_territories(guide) if kind is schema.TERRITOIRES else guide.of(kind)
            yield from ((document.route, f"#{kind.link}-{document.id}") for document in shown if kind.link)
            if kind.listing and (
                kind is schema.SECTEURS or shown or (kind is schema.TERRITOIRES and has_territories(guide))
            ):
                yield kind.list_route, f"#{kind.chapter.label}"
    yield from ((page.route, f"#{schema.GUIDES.label(page.id)}") for page in guide.handbooks if page.is_chapter)
    if routes.QUIZ in guide.lists:
        yield routes.QUIZ, "#gouts"
    if guide.glossary:
        yield from ((term.route, f"#mot-{term.id}") for term in guide.glossary.terms)
        yield routes.GLOSSARY, "#glossaire"
