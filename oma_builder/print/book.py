"""The guide as data for Typst: what the templates of `templates/print/` draw, ready to be JSON."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from oma_builder.content.typography import slugify
from oma_builder.guide import reference, routes, vocabulary
from oma_builder.guide.model import Guide
from oma_builder.guide.pictures import Picture
from oma_builder.guide.vocabulary import french_date
from oma_builder.print import chapters
from oma_builder.print.cuts import Part
from oma_builder.print.metiers import sector_data
from oma_builder.print.parts import Data, Paper
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
    site = guide.site
    return {
        "title": site.title,
        "slogan": site.slogan,
        "description": site.description,
        "edition": site.edition,
        "notice": site.notice,
        "closed-on": french_date(site.closed_on),
        "publisher": site.publisher,
        "contact": site.contact,
        "contact-to": site.contact_to,
        "address": site.address,
        "licence": site.licence,
        "partners": [{"name": found.name, "role": found.role, "address": found.address} for found in site.partners],
        "rome": reference.ROME_VERSION,
    }


def _chapters(guide: Guide, paper: Paper) -> Iterator[Data]:
    """Yield the chapters that follow the trades, in their order; one without content does not exist."""
    credited = sorted({picture.credit for picture in pictures(guide) if picture.credit})
    for label, title, content in (
        ("interets", "Centres d’intérêt", chapters.interest_chapter(guide, paper)),
        ("formations", "Les formations", chapters.formation_chapter(guide, paper)),
        ("stages", "Stages et visites : les règles", chapters.host_chapter(guide, paper)),
        ("entreprendre", "Envie d’entreprendre", chapters.initiative_chapter(guide, paper)),
        ("territoires", "Près de chez moi", territory_chapter(guide, paper)),
        ("agenda", "Agenda", chapters.agenda_chapter(guide, paper)),
        ("glossaire", "Les mots du guide", chapters.glossary_chapter(guide, paper)),
        ("index", "Index des métiers", _index(guide)),
        ("ours", "À propos de cette édition", {"credits": credited}),
    ):
        if content:
            yield {"label": label, "title": title, "content": content}


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
    for name, shown in (
        ("metier", guide.metiers),
        ("secteur", guide.sectors),
        ("formation", guide.formations),
        ("regle", guide.rules),
        ("initiative", guide.initiatives),
        ("territoire", shown_territories(guide)),
        ("campus", guide.campuses),
        ("evenement", guide.events),
        ("mot", guide.glossary.terms if guide.glossary else ()),
    ):
        yield from ((thing.route, f"#{name}-{thing.id}") for thing in shown)
    yield from ((page.interest.route, f"#interet-{page.interest.letter}") for page in guide.interests)
    for route, label, exists in (
        (routes.METIERS, "index", guide.metiers),
        (routes.SECTORS, "sommaire", True),
        (routes.TERRITORIES, "territoires", has_territories(guide)),
        (routes.CAMPUSES, "campus", guide.campuses),
        (routes.INTERESTS, "interets", guide.interests),
        (routes.FORMATIONS, "formations", guide.formations),
        (routes.HOSTS, "stages", guide.hosts or guide.rules),
        (routes.ENTERPRISE, "entreprendre", guide.initiatives),
        (routes.AGENDA, "agenda", guide.events),
        (routes.GLOSSARY, "glossaire", guide.glossary),
    ):
        if exists:
            yield route, f"#{label}"
