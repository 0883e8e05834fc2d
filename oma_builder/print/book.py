"""The guide as data for Typst: what the templates of `templates/print/` draw, ready to be JSON."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from oma_builder.content.markdown import Node, retarget, to_data
from oma_builder.content.typography import slugify
from oma_builder.guide import reference, routes, vocabulary
from oma_builder.guide.model import Academie, Card, Guide, HostOffer, Metier, Sector, Source, Territory
from oma_builder.guide.pictures import Picture
from oma_builder.guide.vocabulary import french_date

Data = dict[str, Any]
Places = Mapping[str, str]


def book(guide: Guide, tokens: Mapping[str, Any], files: Mapping[str, str]) -> Data:
    """Return everything the book shows; `files` names, for each original picture, the file to print."""
    places = _places(guide)
    return {
        "tokens": tokens,
        "site": _site(guide),
        "cover": _picture(guide.cover, files),
        "levels": [{"number": number, "name": name} for number, name in vocabulary.LEVELS.items()],
        "interests": [
            {"name": name, "hint": vocabulary.INTEREST_HINTS[letter]} for letter, name in vocabulary.INTERESTS.items()
        ],
        "sectors": [_sector(sector, guide, places, files) for sector in guide.sectors],
        "academies": [_academie(academie, places, guide) for academie in guide.academies],
        "has_claims": any(territory.recruiting for territory in guide.territories),
        "index": _index(guide.metiers),
        "credits": sorted({picture.credit for picture in _pictures(guide) if picture.credit}),
    }


def _site(guide: Guide) -> Data:
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
        "address": site.address,
        "licence": site.licence,
        "rome": reference.ROME_VERSION,
    }


def _pictures(guide: Guide) -> Iterable[Picture]:
    owned = (*(metier.picture for metier in guide.metiers), *(sector.picture for sector in guide.sectors), guide.cover)
    return (shown for shown in owned if shown)


def _picture(shown: Picture | None, files: Mapping[str, str]) -> Data | None:
    return {"file": files[shown.original], "alt": shown.alt} if shown else None


def _sector(sector: Sector, guide: Guide, places: Places, files: Mapping[str, str]) -> Data:
    ids = {card.id for card in sector.metiers}
    return {
        "id": sector.id,
        "name": sector.name,
        "hook": sector.hook,
        "colour": sector.colour,
        "picture": _picture(sector.picture, files),
        "body": _text(sector.body, places, guide.site.address),
        "metiers": [_metier(metier, places, guide.site.address, files) for metier in guide.metiers if metier.id in ids],
        "shared": [_reference(card) for card in sector.shared],
    }


def _metier(metier: Metier, places: Places, address: str, files: Mapping[str, str]) -> Data:
    return {
        "id": metier.id,
        "title": metier.title.both,
        "hook": metier.hook,
        "sector": metier.sector.title,
        "colour": metier.colour,
        "picture": _picture(metier.picture, files),
        "level": metier.level,
        "interests": [{"name": interest.name, "hint": interest.hint} for interest in metier.interests],
        "places": metier.conditions.places,
        "hours": metier.conditions.hours,
        "clothing": metier.conditions.clothing,
        "constraints": metier.conditions.constraints,
        "subjects": metier.subjects,
        "qualities": metier.qualities,
        "synonyms": [title.both for title in metier.synonyms],
        "missions": metier.missions,
        "day": _text(metier.day, places, address),
        "skills": metier.skills,
        "paths": [
            {
                "title": path.title,
                "steps": [
                    {"diploma": step.diploma, "level": step.level, "duration": step.duration, "ways": step.ways}
                    for step in path.steps
                ],
            }
            for path in metier.paths
        ],
        "apprenticeship": metier.apprenticeship,
        "employers": metier.employers,
        "prospects": metier.prospects,
        "similar": [_reference(card) for card in metier.similar],
        "reviewed": french_date(metier.reviewed),
        "rome": metier.rome_code,
        "sources": [_source(source) for source in metier.sources],
        "address": address + metier.route,
        **_claims(metier),
    }


def _claims(metier: Metier) -> Data:
    """Return what a trade may honestly lack: pay, rules, recruiting, host offers, campuses, film."""
    salary, rule, film = metier.salary, metier.regulation, metier.paper_film
    return {
        "salary": salary and {"text": _pay(salary.beginner, salary.experienced), "source": _source(salary.source)},
        "regulation": rule and {"text": rule.text, "source": _source(rule.source)},
        "claims": [
            f"{claim.territory.title} : {claim.statement} ({_source(claim.source)})" for claim in metier.recruiting
        ],
        "hosts": [_host(offer) for offer in metier.hosts],
        "campuses": [f"{campus.name} ({_source(campus.source)})" for campus in metier.campuses],
        "film": f"{film.title} – {film.makers}, {film.seconds} secondes : {film.address}" if film else "",
    }


def _pay(beginner: int, experienced: int | None) -> str:
    later = f", {vocabulary.euros(experienced)} avec de l’expérience" if experienced else ""
    return f"{vocabulary.euros(beginner)} au début{later}"


def _host(offer: HostOffer) -> str:
    days = f", {offer.days} jour{'s' if offer.days > 1 else ''}" if offer.days else ""
    until = french_date(offer.until)
    return f"{offer.kind} : {offer.host}, {offer.departement.title}{days}, jusqu’au {until} ({_source(offer.source)})"


def _reference(card: Card) -> Data:
    return {"id": card.id, "title": card.title.both}


def _source(source: Source) -> str:
    return f"{source.title}, {french_date(source.date)}"


def _academie(academie: Academie, places: Places, guide: Guide) -> Data:
    below = [_departement(territory, places, guide) for territory in academie.departements]
    return {"name": academie.territory.name, "departements": below}


def _departement(territory: Territory, places: Places, guide: Guide) -> Data:
    return {
        "name": territory.name,
        "code": territory.code,
        "body": _text(territory.body, places, guide.site.address),
        "claims": [
            {"id": card.id, "text": f"{card.title.both} : {claim.statement} ({_source(claim.source)})"}
            for card, claim in territory.recruiting
        ]
        + [{"id": card.id, "text": f"{card.title.both} – {_host(offer)}"} for card, offer in territory.hosts],
    }


def _index(metiers: Iterable[Metier]) -> list[Data]:
    """Return every name of every trade and its pupils' words, with the trades behind each, by first letter."""
    found: dict[str, list[str]] = {}
    for metier in metiers:
        titles = (metier.title, *metier.synonyms)
        names = {name for title in titles for name in (title.masculine, title.feminine)}
        for name in {*names, *metier.keywords}:
            found.setdefault(name, []).append(metier.id)
    ordered = sorted(found, key=lambda name: (slugify(name), name))
    return [
        {"letter": letter, "entries": [{"name": name, "ids": found[name]} for name in group]}
        for letter, group in groupby(ordered, key=vocabulary.initial)
    ]


def _places(guide: Guide) -> Places:
    """Return the label of each page that has a place in the book, by its route."""
    return {
        **{metier.route: f"#metier-{metier.id}" for metier in guide.metiers},
        **{sector.route: f"#secteur-{sector.id}" for sector in guide.sectors},
    }


def _text(nodes: tuple[Node, ...], places: Places, address: str) -> list[Data]:
    """Return a text whose links lead to a place of the book (`#label`) or, else, to the site."""
    return to_data(retarget(nodes, lambda node: places.get(node.text) or _absolute(node.text, address)))


def _absolute(target: str, address: str) -> str:
    return target if routes.leads_outside(target) or not target else address + target
