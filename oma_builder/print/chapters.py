"""The chapters after the trades, as plain data: interests, diplomas, internships, enterprise, agenda, words, handbooks."""

from collections.abc import Iterator
from itertools import groupby

from oma_builder.content import schema
from oma_builder.content.markdown import Node, walk
from oma_builder.guide import vocabulary
from oma_builder.guide.events import Event
from oma_builder.guide.formations import Formation
from oma_builder.guide.hosts import HostOffer, Rule
from oma_builder.guide.initiatives import Initiative
from oma_builder.guide.interests import InterestPage
from oma_builder.guide.model import Guide
from oma_builder.guide.pages import Handbook
from oma_builder.guide.values import Link
from oma_builder.guide.vocabulary import french_date
from oma_builder.print.metiers import days_told
from oma_builder.print.parts import Data, Paper, told, told_all


def interest_chapter(guide: Guide, paper: Paper) -> list[Data]:
    """Return the six themes with their trades."""
    return [_interest(page, paper) for page in guide.interests]


def _interest(page: InterestPage, paper: Paper) -> Data:
    return {**paper.fields(page.interest, "letter name hint"), **paper.fields(page, "body major minor sources")}


def formation_chapter(guide: Guide, paper: Paper) -> list[Data]:
    """Return the diplomas, level by level."""
    return [
        {"name": name, "formations": [_formation(formation, paper) for formation in found]}
        for name, found in groupby(guide.formations, key=lambda formation: formation.level_label)
    ]


def _formation(formation: Formation, paper: Paper) -> Data:
    codes = formation.codes
    read = f"{codes.rncp} (relevé le {french_date(codes.read)})" if codes and codes.rncp else ""
    return {
        **paper.fields(formation, "id title required duration ways about sources metiers later after"),
        "rncp": read,
    }


def host_chapter(guide: Guide, paper: Paper) -> list[Data]:
    """Return the kinds of host offers that have a rule or an offer.

    A rule of several kinds is told once, under the first; the others point to it.
    """
    known: set[str] = set()
    kinds = []
    for kind, label in vocabulary.HOST_OFFERS.items():
        rules = [rule for rule in guide.rules if kind in rule.kinds]
        offers = [_offer(offer, paper) for offer in guide.hosts if offer.kind == kind]
        if rules or offers:
            kinds.append(
                {
                    "label": label,
                    "meant": vocabulary.HOST_OFFERS_MEANT[kind],
                    "rules": [_rule(rule, paper) for rule in rules if rule.id not in known],
                    "elsewhere": [paper.way(rule.title, rule.route) for rule in rules if rule.id in known],
                    "offers": offers,
                }
            )
            known |= {rule.id for rule in rules}
    return kinds


def _rule(rule: Rule, paper: Paper) -> Data:
    since = f"Depuis le {french_date(rule.since)}. " if rule.since else ""
    return {**paper.fields(rule, "id title text"), "sources": since + told_all(rule.sources)}


def _offer(offer: HostOffer, paper: Paper) -> Data:
    days = f", {days_told(offer.days)}" if offer.days else ""
    return {
        **paper.fields(offer, "host how address metiers is_sample source"),
        "facts": f"{offer.departement.title}{days}, jusqu’au {french_date(offer.until)}",
    }


def initiative_chapter(guide: Guide, paper: Paper) -> list[Data]:
    """Return the actions that give a taste for enterprise."""
    return [_initiative(initiative, paper) for initiative in guide.initiatives]


def _initiative(initiative: Initiative, paper: Paper) -> Data:
    facts = _facts(
        ("Organisateur", initiative.organiser),
        ("Pour", _names(initiative.audiences)),
        ("Secteurs", _names(initiative.sectors)),
        ("Où", _names(initiative.territories)),
    )
    return {**paper.fields(initiative, "id name hook body address is_sample sources"), "facts": list(facts)}


def agenda_chapter(guide: Guide, paper: Paper) -> list[Data]:
    """Return what happens, the next event first."""
    return [_event(event, paper) for event in guide.events]


def _event(event: Event, paper: Paper) -> Data:
    facts = _facts(
        ("Lieu", event.place),
        ("Territoires", _names(event.territories)),
        ("Pour", _names(event.audiences)),
        ("Secteurs", _names(event.sectors)),
        ("Organisateur", event.organiser),
    )
    return {
        **paper.fields(event, "id title kind body metiers address is_sample sources"),
        "told": event.told[:1].upper() + event.told[1:],
        "facts": list(facts),
    }


def glossary_chapter(guide: Guide, paper: Paper) -> list[Data]:
    """Return the words of the guide by first letter, each with the words that it leads to."""
    terms = guide.glossary.terms if guide.glossary else ()
    return [
        {"letter": letter, "terms": [paper.fields(term, "id name stands_for definition see sources") for term in group]}
        for letter, group in groupby(terms, key=lambda term: vocabulary.initial(term.name))
    ]


def handbook_chapter(handbook: Handbook, paper: Paper) -> Data:
    """Return a handbook as a chapter of the guide: its own places bear its name, its links lead to those of the book."""
    name = schema.GUIDES.label(handbook.id)
    body = tuple(_anchored(node, name) for node in handbook.body)
    anchors = {f"#{node.text}": f"#titre-{name}-{node.text}" for node in walk(handbook.body) if node.tag == "h"}
    inside = Paper({**paper.places, **anchors}, paper.files, paper.address)
    return {
        **paper.fields(handbook, "description reviewed"),
        "body": inside.text(body),
        "sources": [{"text": told(source), "address": source.address} for source in handbook.sources],
    }


def _anchored(node: Node, name: str) -> Node:
    if node.tag == "h":
        return node._replace(text=f"{name}-{node.text}")
    return node._replace(children=tuple(_anchored(child, name) for child in node.children))


def _facts(*facts: tuple[str, str]) -> Iterator[Data]:
    return ({"name": name, "text": text} for name, text in facts if text)


def _names(links: tuple[Link, ...]) -> str:
    return ", ".join(link.title for link in links)
