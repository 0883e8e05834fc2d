"""The linked guide: what readers get, before it is HTML or paper.

Everything is frozen; relations are small views (`Link`, `Card`) instead of references to whole documents.
Texts already carry French typography; Markdown is a tree whose link targets are routes or addresses.
"""

import datetime
from dataclasses import dataclass

from oma_builder.content.markdown import Node
from oma_builder.guide.pictures import Derivative, Picture


@dataclass(frozen=True, slots=True)
class Link:
    """A titled way to a page of the site."""

    title: str
    route: str


@dataclass(frozen=True, slots=True)
class GenderedTitle:
    """Both forms of a trade's name."""

    masculine: str
    feminine: str

    @property
    def both(self) -> str:
        """`Boulanger / Boulangère`, or the one form of an epicene title."""
        if self.masculine == self.feminine:
            return self.masculine
        return f"{self.masculine} / {self.feminine}"


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of a trade; `colour` is its sector's."""

    id: str
    title: GenderedTitle
    hook: str
    route: str
    sector: str
    colour: str
    level: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from; `address` may be empty; `date` is the day it was read."""

    title: str
    address: str
    date: datetime.date


@dataclass(frozen=True, slots=True)
class Interest:
    """One of Holland's themes."""

    letter: str
    name: str
    hint: str


@dataclass(frozen=True, slots=True)
class Step:
    """One diploma on a path of study."""

    diploma: str
    level: str
    duration: str
    ways: str


@dataclass(frozen=True, slots=True)
class StudyPath:
    """One way to the trade after the collège."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Conditions:
    """Where, when and in what clothes the work is done, and what is hard in it; `clothing` may be empty."""

    places: tuple[str, ...]
    hours: str
    clothing: str
    constraints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Regulation:
    """A sourced rule that restricts access."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Salary:
    """Gross euros a month; `experienced` is None when unknown."""

    beginner: int
    experienced: int | None
    source: Source


@dataclass(frozen=True, slots=True)
class Recruiting:
    """A sourced claim that the trade recruits in a territory."""

    territory: Link
    statement: str
    source: Source


@dataclass(frozen=True, slots=True)
class Film:
    """A pupils' film whose authorisation is valid; `seconds` long."""

    title: str
    address: str
    seconds: int
    makers: str
    transcript: str


@dataclass(frozen=True, slots=True)
class HostOffer:
    """An open offer to visit, watch or work; `days` is None when it does not matter."""

    kind: str
    host: str
    departement: Link
    days: int | None
    until: datetime.date
    source: Source


@dataclass(frozen=True, slots=True)
class Campus:
    """A Campus des métiers et des qualifications."""

    name: str
    source: Source


@dataclass(frozen=True, slots=True)
class Metier:
    """One trade, complete; `file` is the author's file, for messages.

    A film may be allowed on the site, on paper (its address), on both or on neither.
    """

    id: str
    route: str
    file: str
    title: GenderedTitle
    synonyms: tuple[GenderedTitle, ...]
    keywords: tuple[str, ...]
    hook: str
    sector: Link
    colour: str
    other_sectors: tuple[Link, ...]
    rome_code: str
    rome_label: str
    interests: tuple[Interest, ...]
    level: str
    missions: tuple[str, ...]
    day: tuple[Node, ...]
    conditions: Conditions
    skills: tuple[str, ...]
    qualities: tuple[str, ...]
    paths: tuple[StudyPath, ...]
    subjects: tuple[str, ...]
    apprenticeship: str
    regulation: Regulation | None
    salary: Salary | None
    recruiting: tuple[Recruiting, ...]
    employers: tuple[str, ...]
    prospects: tuple[str, ...]
    similar: tuple[Card, ...]
    picture: Picture | None
    film: Film | None
    paper_film: Film | None
    hosts: tuple[HostOffer, ...]
    campuses: tuple[Campus, ...]
    sources: tuple[Source, ...]
    reviewed: datetime.date


@dataclass(frozen=True, slots=True)
class Sector:
    """One sector and its trades: its own first, then those it shares."""

    id: str
    route: str
    file: str
    name: str
    hook: str
    body: tuple[Node, ...]
    colour: str
    picture: Picture | None
    metiers: tuple[Card, ...]
    shared: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Territory:
    """The region, an academy or a department, with what is known there.

    `kind` is "region", "academie" or "departement", `kind_label` its French; `inside` reads "dans l’Aude".
    """

    id: str
    route: str
    file: str
    kind: str
    kind_label: str
    name: str
    inside: str
    code: str
    parents: tuple[Link, ...]
    children: tuple[Link, ...]
    body: tuple[Node, ...]
    recruiting: tuple[tuple[Card, Recruiting], ...]
    hosts: tuple[tuple[Card, HostOffer], ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Academie:
    """An academy with its departments, by name."""

    territory: Territory
    departements: tuple[Territory, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's contents."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of text; `menu` is "haut", "pied" or "aucun"."""

    id: str
    route: str
    file: str
    title: str
    description: str
    menu: str
    body: tuple[Node, ...]
    headings: tuple[Heading, ...]
    pictures: tuple[tuple[str, Picture], ...]


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """What is true of every page; `address` ends in a slash, `notice` may be empty."""

    title: str
    slogan: str
    description: str
    address: str
    contact: str
    publisher: str
    notice: str
    edition: str
    closed_on: datetime.date
    licence: str


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole guide, in reading order."""

    site: SiteInfo
    metiers: tuple[Metier, ...]
    sectors: tuple[Sector, ...]
    territories: tuple[Territory, ...]
    academies: tuple[Academie, ...]
    pages: tuple[TextPage, ...]
    cards: tuple[Card, ...]
    derivatives: tuple[Derivative, ...]
    cover: Picture | None
    has_pdf: bool
    today: datetime.date
