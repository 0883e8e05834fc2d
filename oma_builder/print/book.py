"""The guide as data for Typst: what the templates of `templates/print/` draw, ready to be JSON."""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from oma_builder.content import reference, schema
from oma_builder.content.kind import Chapter, Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.typography import slugify
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.model import Guide
from oma_builder.guide.pictures import Picture
from oma_builder.print import chapters
from oma_builder.print.cuts import Part
from oma_builder.print.metiers import sector_data
from oma_builder.print.parts import Data, Paper, told
from oma_builder.print.recruitment import recruitment_chapter
from oma_builder.print.territories import has_territories, shown_territories, territory_chapter


def book(guide: Guide, part: Part, files: Mapping[str, str]) -> Data:
    """Return everything the book shows; `files` names, for each original picture, the file to print."""
    paper = Paper(dict(_places(guide)), files, guide.site.address)
    hints = {page.interest.letter: page.interest for page in guide.interests}
    return {
        **_cover(guide, part, paper),
        "levels": [{"number": number, "name": name} for number, name in vocabulary.LEVELS.items()],
        "interests": [
            {"name": hints[letter].name, "hint": hints[letter].hint} if letter in hints else {"name": name, "hint": ""}
            for letter, name in vocabulary.INTERESTS.items()
        ],
        "sectors": [sector_data(sector, guide, paper) for sector in guide.sectors],
        "chapters": list(_chapters(guide, paper)),
    }


def cover(guide: Guide, part: Part, files: Mapping[str, str]) -> Data:
    """Return what a cover shows."""
    return _cover(guide, part, Paper({}, files, guide.site.address))


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
    credited = sorted({picture.credit for picture in pictures(guide) if picture.credit})
    for label, title, content in (
        *((_chapter(kind).label, _chapter(kind).title, fill(guide, paper)) for kind, fill in CHAPTERS.items()),
        ("glossaire", "Les mots du guide", chapters.glossary_chapter(guide, paper)),
        ("index", _chapter(schema.METIERS).title, _index(guide)),
        (
            "ours",
            "À propos de cette édition",
            {"credits": credited, "surveys": [told(guide.survey.source)] if guide.survey else []},
        ),
    ):
        if content:
            yield {"label": label, "title": title, "content": content}


CHAPTERS: Mapping[Kind[Author], Callable[[Guide, Paper], list[Data] | Data]] = {
    schema.INTERETS: chapters.interest_chapter,
    schema.FORMATIONS: chapters.formation_chapter,
    schema.ACCUEILS: chapters.host_chapter,
    schema.INITIATIVES: chapters.initiative_chapter,
    schema.RECRUTEMENT: recruitment_chapter,
    schema.TERRITOIRES: territory_chapter,
    schema.EVENEMENTS: chapters.agenda_chapter,
}
"""What fills the chapter of each kind, in the order of the book; `templates/print/<label>.typ` draws it."""

WITHOUT_CHAPTER: Mapping[Kind[Author], str] = {
    schema.METIERS: "the chapters of their sectors, and the index",
    schema.SECTEURS: "a chapter each",
    schema.REGLES: "the chapter of what they govern",
    schema.CAMPUS: "the chapter of territories",
    schema.ACTEURS: "the chapter of territories",
    schema.FILMS: "the pages of their trades",
    schema.PUBLICS: "the site alone: paper is handed out by them",
    schema.GUIDES: "a PDF of their own",
    schema.CAHIERS: "a PDF of their own",
    schema.PAGES: "the site alone",
    schema.EDITIONS: "nowhere: they record what paper said",
}
"""The other kinds, and where paper has them instead."""


def _chapter(kind: Kind[Author]) -> Chapter:
    assert kind.chapter, kind.name
    return kind.chapter


def _index(guide: Guide) -> list[Data]:
    """Return every name of every trade and its pupils' words, by first letter, each with its trades as the book has them."""
    ranks = {card.id: rank for rank, card in enumerate(card for sector in guide.sectors for card in sector.metiers)}
    found: dict[str, list[str]] = {}
    for metier in sorted(guide.metiers, key=lambda metier: ranks[metier.id]):
        titles = (metier.title, *metier.synonyms)
        names = {name for title in titles for name in (title.masculine, title.feminine)}
        for name in sorted({*names, *metier.keywords}):
            found.setdefault(name, []).append(f"metier-{metier.id}")
    ordered = sorted(found, key=lambda name: (slugify(name), name))
    return [
        {"letter": letter, "entries": [{"name": name, "places": found[name]} for name in group]}
        for letter, group in groupby(ordered, key=vocabulary.initial)
    ]


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
    if guide.glossary:
        yield from ((term.route, f"#mot-{term.id}") for term in guide.glossary.terms)
        yield routes.GLOSSARY, "#glossaire"
