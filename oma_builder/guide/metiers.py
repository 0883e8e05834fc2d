"""One trade: the author's document → the linked `Metier`, in the readers' words."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from oma_builder.content import reference, schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds import metier as written
from oma_builder.content.kinds.base import Riasec
from oma_builder.content.kinds.secteur import Secteur
from oma_builder.content.markdown import Node
from oma_builder.content.short_codes import code_of
from oma_builder.content.typography import french
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.campuses import Campus
from oma_builder.guide.discovery import Setting, setting
from oma_builder.guide.editions import Copies, Printed, printed
from oma_builder.guide.events import Event
from oma_builder.guide.films import Film
from oma_builder.guide.hosts import HostOffer, Rule, rules_for
from oma_builder.guide.interests import Interest
from oma_builder.guide.pictures import Picture
from oma_builder.guide.recruitment import Demand
from oma_builder.guide.references import References
from oma_builder.guide.studies import StudyPath, study_paths
from oma_builder.guide.tastes import Tastes, tastes
from oma_builder.guide.values import Card, GenderedTitle, Link, Source, bound, gendered, source, sources

MetierDocument = Document[written.Metier]
Cards = Mapping[str, Card]

SIMILAR = 3
"""How many similar trades a page shows at least, when ROME knows of so many."""

MOST_SIMILAR = 12
"""How many it shows at most, beyond the editors' choice: a hundred trades may name the same one."""

MOST_PICTURED = 5
"""How many of them have their pictures there: each is a file that the page asks for."""

SYNONYMS = 8
"""How many other names of a trade its page and its sheet tell at once: those of some trades are a hundred."""


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

    @property
    def territories(self) -> tuple[Link, ...]:
        """Where it is true: one territory."""
        return (self.territory,)


@dataclass(frozen=True, slots=True)
class Metier:
    """One trade, complete; `file` is the author's file, for messages.

    `required_number` is the level that one must have to begin the shortest studies, 0 for none; `level_number` that of the
    diploma that opens the trade, which is only advised where one can do without. `code` ends the short address of the trade
    (`m/<code>`); `former` are the sheets that it replaces; `printed` is None when no recorded edition has it.
    """

    id: str
    route: str
    code: str
    former: tuple[str, ...]
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
    tastes: Tastes
    required_number: int
    level_number: int
    is_advised: bool
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
    demand: Demand | None
    recruiting: tuple[Recruiting, ...]
    employers: tuple[str, ...]
    prospects: tuple[str, ...]
    similar: tuple[Card, ...]
    picture: Picture | None
    films: tuple[Film, ...]
    hosts: tuple[HostOffer, ...]
    rules: tuple[Rule, ...]
    campuses: tuple[Campus, ...]
    events: tuple[Event, ...]
    sources: tuple[Source, ...]
    reviewed: datetime.date
    printed: Printed | None

    @property
    def required(self) -> str:
        """What one must have to begin the shortest studies."""
        return vocabulary.REQUIRED[self.required_number]

    @property
    def first_synonyms(self) -> tuple[GenderedTitle, ...]:
        """The other names that are told at once: all, if they are but one more."""
        return self.synonyms if len(self.synonyms) <= SYNONYMS + 1 else self.synonyms[:SYNONYMS]

    @property
    def further_synonyms(self) -> tuple[GenderedTitle, ...]:
        """The other names beyond these, which the search and the index know."""
        return self.synonyms[len(self.first_synonyms) :]

    @property
    def level(self) -> str:
        """The level of the diploma that opens it."""
        return vocabulary.AT_LEVEL[self.level_number]

    @property
    def advised(self) -> str:
        """That one can do without this diploma, where it is so."""
        return vocabulary.ADVISED if self.is_advised else ""

    @property
    def studies(self) -> str:
        """From where to where one studies, in a few words."""
        return vocabulary.studies(self.required_number, self.level_number)

    @property
    def studies_named(self) -> str:
        """The same where nothing around says what it is."""
        return f"études : {self.studies}"

    @property
    def years(self) -> str:
        """How long one studies for it after the 3e, by its ways: `2 à 3 ans`; empty where one of them does not tell."""
        known = [path.years for path in self.paths]
        lengths = sorted({years for years in known if years})
        if not lengths or len(lengths) < len(set(known)):
            return ""
        return (
            f"{' à '.join(map(str, dict.fromkeys((lengths[0], lengths[-1]))))}\u00a0an{'s' if lengths[-1] > 1 else ''}"
        )

    @property
    def setting(self) -> Setting:
        """Where and when one works, in the words of the interest discovery."""
        return setting(self.tastes)

    @property
    def are_near_pictured(self) -> bool:
        """Whether the cards of near trades show their pictures: as long as they are few."""
        return len(self.similar) <= MOST_PICTURED

    @property
    def fact(self) -> str:
        """The one thing that a card of results says: its own planned recruitments where a few words can be true, or its studies."""
        return (self.demand and self.demand.in_short) or self.studies

    @property
    def diploma(self) -> str:
        """The level of its diploma, and whether one can do without."""
        return ", ".join(filter(None, (self.level, self.advised)))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What the rest of the guide knows of trades, by their route, computed before them; rules stand for all."""

    cards: Cards
    by_rome: Mapping[str, tuple[str, ...]]
    chosen_by: Mapping[str, tuple[str, ...]]
    interests: Mapping[str, Interest]
    hosts: Mapping[str, tuple[HostOffer, ...]]
    rules: tuple[Rule, ...]
    campuses: Mapping[str, tuple[Campus, ...]]
    events: Mapping[str, tuple[Event, ...]]
    films: Mapping[str, tuple[Film, ...]]
    demands: Mapping[str, Demand]
    copies: Copies


def link_metier(document: MetierDocument, refs: References, near: Neighbours) -> Metier:
    """Resolve all that a trade names; what is not shown today is left out."""
    entry, route = document.entry, routes.metier(document.id)
    sector, rome = refs.get(schema.SECTEURS, entry.secteur), reference.rome().get(entry.rome)
    hosts, demand = near.hosts.get(route, ()), near.demands.get(document.id)
    return Metier(
        id=document.id,
        route=route,
        code=code_of(document),
        former=entry.remplace,
        file=document.path,
        title=_title(entry),
        synonyms=tuple(map(gendered, entry.synonymes)),
        keywords=entry.mots_cles,
        hook=entry.accroche,
        sector=next(iter(refs.links(schema.SECTEURS, (entry.secteur,))), Link("", routes.SECTORS)),
        colour=sector.entry.couleur if sector else "mer",
        other_sectors=refs.links(schema.SECTEURS, (name for name in entry.secteurs_associes if name != entry.secteur)),
        rome_code=entry.rome,
        rome_label=bound(french(rome.label)) if rome else "",
        interests=tuple(near.interests[letter] for letter in _letters(entry.interets)),
        tastes=tastes(entry),
        required_number=entry.acces,
        level_number=entry.niveau,
        is_advised=entry.sans_diplome,
        missions=entry.missions,
        day=refs.text(document, "journee"),
        conditions=_conditions(entry.conditions),
        skills=entry.competences,
        qualities=entry.qualites,
        paths=study_paths(entry.etudes, refs),
        subjects=entry.matieres,
        apprenticeship=entry.apprentissage or "",
        regulation=_regulation(entry.reglementation),
        salary=_salary(entry.salaire),
        demand=demand,
        recruiting=tuple(_recruiting(document, refs)),
        employers=entry.employeurs,
        prospects=entry.evolutions,
        similar=_similar(document, near),
        picture=_picture(document, sector, refs),
        films=near.films.get(route, ()),
        hosts=hosts,
        rules=rules_for(hosts, near.rules),
        campuses=near.campuses.get(route, ()),
        events=near.events.get(route, ()),
        sources=sources(entry.sources),
        reviewed=entry.revu_le,
        printed=printed(document, demand, near.copies),
    )


def card(document: MetierDocument, refs: References) -> Card:
    """Return what a list shows of a trade."""
    sector = refs.get(schema.SECTEURS, document.entry.secteur)
    return Card(
        id=document.id,
        title=_title(document.entry),
        hook=document.entry.accroche,
        route=routes.metier(document.id),
        sector=sector.entry.nom if sector else "",
        colour=sector.entry.couleur if sector else "mer",
        studies=vocabulary.studies(document.entry.acces, document.entry.niveau),
        picture=refs.picture(document, ("illustration",), document.entry.illustration),
    )


def _title(entry: written.Metier) -> GenderedTitle:
    short, shown = entry.titre_court, entry.genre_image
    return replace(
        gendered(entry.titre),
        short=(short.masculin, short.feminin) if short else None,
        is_feminine_first=shown == "feminin" if shown else None,
    )


def _letters(given: written.Interests) -> tuple[Riasec, ...]:
    return (given.principal, given.secondaire) if given.secondaire else (given.principal,)


def _picture(document: MetierDocument, sector: Document[Secteur] | None, refs: References) -> Picture | None:
    """Return the picture of a trade, or that of its sector, which says nothing of the trade: it decorates."""
    own = refs.picture(document, ("illustration",), document.entry.illustration)
    if own or sector is None:
        return own
    borrowed = refs.picture(sector, ("illustration",), sector.entry.illustration)
    return replace(borrowed, alt="", is_borrowed=True) if borrowed else None


def _conditions(given: written.Conditions) -> Conditions:
    return Conditions(given.lieux, given.horaires, given.tenue or "", given.contraintes)


def _regulation(given: written.Regulation | None) -> Regulation | None:
    return Regulation(given.texte, source(given.source)) if given else None


def _salary(given: written.Salary | None) -> Salary | None:
    return Salary(given.debutant, given.confirme, source(given.source)) if given else None


def _recruiting(document: MetierDocument, refs: References) -> Iterator[Recruiting]:
    for claim in document.entry.recrute:
        for where in refs.links(schema.TERRITOIRES, (claim.territoire,)):
            yield Recruiting(where, claim.constat, source(claim.source))


def _similar(document: MetierDocument, near: Neighbours) -> tuple[Card, ...]:
    """Return the editors' choice, then those that chose this one, then, up to `SIMILAR`, those ROME says one moves to."""
    sheet = reference.rome().get(document.entry.rome)
    own = tuple(name for name in document.entry.similaires if name in near.cards)
    related = dict.fromkeys((*own, *(name for name in near.chosen_by.get(document.id, ()) if name in near.cards)))
    chosen = [name for name in related if name != document.id][: max(len(own), MOST_SIMILAR)]
    others = (
        name for code in (document.entry.rome, *(sheet.moves if sheet else ())) for name in near.by_rome.get(code, ())
    )
    while len(chosen) < SIMILAR and (name := next(others, None)):
        if name not in chosen and name != document.id:
            chosen.append(name)
    return tuple(near.cards[name] for name in chosen)
