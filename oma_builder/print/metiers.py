"""The chapters of the sectors and the sheets of their trades, as plain data."""

from collections.abc import Iterator
from typing import Any

from oma_builder.guide import routes, vocabulary
from oma_builder.guide.campuses import Campus
from oma_builder.guide.events import Event
from oma_builder.guide.films import Film
from oma_builder.guide.hosts import HostOffer
from oma_builder.guide.metiers import Metier, Recruiting
from oma_builder.guide.model import Guide
from oma_builder.guide.sectors import Sector
from oma_builder.guide.studies import Step
from oma_builder.guide.vocabulary import french_date
from oma_builder.print.parts import Data, Paper, others_online, told
from oma_builder.print.recruitment import sheet_demand

MOST_RELATED = 5
"""How many offers, events, campuses or places that recruit the sheet of a trade names."""
MOST_SIMILAR = 6
"""How many similar trades."""
MOST_FILMS = 3
"""How many films, each of which has a QR code."""


def sector_data(sector: Sector, guide: Guide, paper: Paper) -> Data:
    """Return a sector's opening page and its trades."""
    ids = {card.id for card in sector.metiers}
    federation = sector.federation
    return {
        **paper.fields(sector, "id name hook colour picture icon body shared"),
        "federation": federation and paper.fields(federation, "name address source"),
        "metiers": [metier_data(metier, paper) for metier in guide.metiers if metier.id in ids],
    }


def metier_data(metier: Metier, paper: Paper) -> Data:
    """Return the sheet of a trade."""
    return {
        **paper.fields(
            metier,
            "id title hook colour picture required level advised missions day skills qualities subjects",
        ),
        "synonyms": _other_names(metier),
        **paper.fields(metier, "apprenticeship employers prospects reviewed"),
        **paper.fields(metier.conditions, "places hours clothing constraints"),
        "sector": metier.sector.title,
        "other-sectors": [link.title for link in metier.other_sectors],
        "interests": [paper.fields(interest, "name hint") for interest in metier.interests],
        "paths": [{"title": path.title, "steps": [_step(step, paper) for step in path.steps]} for path in metier.paths],
        "similar": _similar(metier, paper),
        "rome": metier.rome_code,
        "sources": [told(source) for source in metier.sources],
        "address": paper.address + metier.route,
        "code": address_code(paper.address + routes.typed(metier.code)),
        **_claims(metier, paper),
    }


def _other_names(metier: Metier) -> list[str]:
    """Return the other names of a trade, the last of which may say how many more the index has."""
    further = len(metier.further_synonyms)
    return [*(title.both for title in metier.first_synonyms), *([f"et {further} autres noms"] if further else [])]


def _step(step: Step, paper: Paper) -> Data:
    alternatives = [{**paper.link(one.link), "facts": ", ".join(one.facts)} for one in step.alternatives]
    return {"alternatives": alternatives, "facts": ", ".join(step.facts), **paper.fields(step, "note is_further")}


def _claims(metier: Metier, paper: Paper) -> dict[str, Any]:
    """Return what a trade may honestly lack: pay, rules, planned recruitments, claims, host offers, campuses, events, films."""
    salary, regulation = metier.salary, metier.regulation
    return {
        "salary": salary and {"text": _pay(salary.beginner, salary.experienced), "source": told(salary.source)},
        "regulation": regulation and paper.fields(regulation, "text source"),
        "demand": sheet_demand(metier.demand),
        "claims": _few([_claim(claim) for claim in metier.recruiting]),
        "hosts": _few([_host(offer) for offer in metier.hosts]),
        "rules": paper.target(routes.HOSTS) if metier.rules else "",
        "campuses": _few([_campus(campus, paper) for campus in metier.campuses]),
        "events": _few([_event(event, paper) for event in metier.events]),
        "films": _films(metier, paper),
    }


def _similar(metier: Metier, paper: Paper) -> list[Data]:
    rest = len(metier.similar) - MOST_SIMILAR
    shown = metier.similar if rest <= 1 else metier.similar[:MOST_SIMILAR]
    more = [paper.way(others_online(rest), "")] if rest > 1 else []
    return [*paper.metiers(shown), *more]


def _few(things: list[Data], most: int = MOST_RELATED) -> list[Data]:
    """Return what other documents say of a trade, cut where their number would push its own words off the page."""
    rest = len(things) - most
    if rest <= 1:
        return things
    return [*things[:most], {"text": others_online(rest), "to": "", "is-sample": False, "code": None}]


def _claim(claim: Recruiting) -> Data:
    text = f"{claim.territory.title} : {claim.statement} ({told(claim.source)})"
    return {"text": text, "to": "", "is-sample": False}


def _films(metier: Metier, paper: Paper) -> list[Data]:
    """Return the films that paper may name and that somebody who holds it can watch."""
    films = [_film(film, address) for film in metier.films if (address := film.on_paper(paper.address))]
    return _few(films, MOST_FILMS)


def coded(sheet: Data) -> Iterator[str]:
    """Yield the addresses that have a QR code on the sheet of a trade."""
    yield sheet["code"]["address"]
    yield from (film["code"]["address"] for film in sheet["films"] if film["code"])


def _film(film: Film, address: str) -> Data:
    """Return a film with the QR code of the place where one watches it."""
    text = f"{film.title} ({film.lasts}) – {film.makers}"
    return {"text": text, "to": "", "is-sample": film.is_sample, "code": address_code(address)}


def address_code(address: str) -> Data:
    """Return an address that has a QR code, and the same as one types it."""
    return {"address": address, "told": address.partition("://")[2]}


def _pay(beginner: int, experienced: int | None) -> str:
    later = f", {vocabulary.euros(experienced)} avec de l’expérience" if experienced else ""
    return f"{vocabulary.euros(beginner)} au début{later}"


def _host(offer: HostOffer) -> Data:
    until = french_date(offer.until)
    days = f", {days_told(offer.days)}" if offer.days else ""
    text = f"{offer.label} : {offer.host}, {offer.departement.title}{days}, jusqu’au {until} ({told(offer.source)})"
    return {"text": text, "to": "", "is-sample": offer.is_sample}


def days_told(days: int) -> str:
    """Return `1 jour` or `5 jours`."""
    return f"{days} jour{'s' if days > 1 else ''}"


def _campus(campus: Campus, paper: Paper) -> Data:
    text = f"{campus.name} (pour tout le secteur)" if campus.is_for_sectors else campus.name
    return {"text": text, "to": paper.target(campus.route), "is-sample": campus.is_sample}


def _event(event: Event, paper: Paper) -> Data:
    text = f"{event.title}, {event.told}, {event.place}"
    return {"text": text, "to": paper.target(event.route), "is-sample": event.is_sample}
