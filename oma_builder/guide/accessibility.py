"""The declaration of accessibility: what the audit found, counted as French law asks.

The law (decree 2019-768, order of 20 September 2019) knows three words: a site conforms wholly at 100 % of the
criteria that apply to it, partly from 50 %, and else not at all. A criterion that nobody has checked is not met.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from oma_builder.content import reference
from oma_builder.content.documents import Document
from oma_builder.content.kinds.accessibilite import Accessibilite
from oma_builder.content.kinds.accessibilite import Criterion as CriterionEntry
from oma_builder.content.markdown import Node
from oma_builder.content.rules.dates import age_in_months
from oma_builder.content.typography import french
from oma_builder.guide.references import References
from oma_builder.guide.values import Heading

MET, FAILED, APART, UNCHECKED = "conforme", "non-conforme", "non-applicable", "non-verifie"
BY_HAND = "main"
WHOLLY, PARTLY, NOT = "totalement conforme", "partiellement conforme", "non conforme"
_PARTLY_FROM = 50


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion and what was found; `plan` says how a failure will be mended, or is empty."""

    number: str
    title: str
    state: str
    by_hand: bool
    note: str
    plan: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many criteria are in each state."""

    met: int
    failed: int
    apart: int
    unchecked: int

    @property
    def applicable(self) -> int:
        """Count the criteria that apply to the site."""
        return self.met + self.failed + self.unchecked

    @property
    def percent(self) -> int:
        """Return the rate of conformity, never rounded up: 99.9 % is not all."""
        return 100 * self.met // self.applicable if self.applicable else 0


@dataclass(frozen=True, slots=True)
class Topic:
    """The criteria of one topic of RGAA."""

    name: str
    criteria: tuple[Criterion, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that the site was looked at with."""

    name: str
    version: str
    use: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What was looked at, with what, and what was found; `is_over` says that it is too old to count."""

    date: datetime.date
    is_over: bool
    version: str
    by: str
    introduction: tuple[Node, ...]
    years_plan: str
    year_plan: str
    technologies: tuple[str, ...]
    tools: tuple[Tool, ...]
    environments: tuple[str, ...]
    sample: tuple[Node, ...]
    exemptions: tuple[Node, ...]
    out_of_scope: tuple[Node, ...]
    topics: tuple[Topic, ...]
    tally: Tally
    by_machine: Tally
    by_hand: Tally

    @property
    def failures(self) -> tuple[Criterion, ...]:
        """Return the criteria that were found not to be met."""
        return tuple(criterion for topic in self.topics for criterion in topic.criteria if criterion.state == FAILED)

    @property
    def unseen(self) -> int:
        """Count the criteria that no person has looked at, whatever a program says of them."""
        return sum(not criterion.by_hand for topic in self.topics for criterion in topic.criteria)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the site says of its accessibility, with or without an audit; `headings` are those of its page."""

    mention: str
    audit: Audit | None
    version: str
    headings: tuple[Heading, ...]
    file: str


def declare(document: Document[Accessibilite] | None, refs: References, today: datetime.date) -> Declaration:
    """Return the declaration that an audit allows; without one, a site has to call itself not conforming."""
    audit = _audit(document, refs, today) if document else None
    headings = tuple(Heading(title, anchor) for anchor, title in HEADINGS.items() if audit or anchor not in _OF_AUDITS)
    return Declaration(_mention(audit), audit, reference.RGAA_VERSION, headings, document.path if document else "")


HEADINGS: Mapping[str, str] = {
    "etat": "État de conformité",
    "resultats": "Résultats des tests",
    "non-accessibles": "Contenus non accessibles",
    "etablissement": "Établissement de cette déclaration",
    "contact": "Retour d’information et contact",
    "recours": "Voies de recours",
    "criteres": "Le détail, critère par critère",
}
"""The parts of the declaration, in the order that the law gives them; the detail comes last."""

_OF_AUDITS = frozenset({"criteres"})


def _mention(audit: Audit | None) -> str:
    """Return the legal words. As long as a person has not looked at everything, programs prove too little."""
    if audit is None or audit.is_over or audit.unseen or audit.tally.percent < _PARTLY_FROM:
        return NOT
    return WHOLLY if audit.tally.met == audit.tally.applicable else PARTLY


def _audit(document: Document[Accessibilite], refs: References, today: datetime.date) -> Audit:
    entry = document.entry
    topics = tuple(_topics(entry.criteres))
    every = [criterion for topic in topics for criterion in topic.criteria]

    def text(name: str) -> tuple[Node, ...]:
        return refs.text(document, name) if name in document.texts else ()

    return Audit(
        date=entry.audit.date,
        is_over=age_in_months(entry.audit.date, today) > entry.audit.valable_mois,
        version=entry.audit.version,
        by=entry.audit.par,
        introduction=text("presentation"),
        years_plan=entry.schema_pluriannuel,
        year_plan=entry.plan_action,
        technologies=entry.technologies,
        tools=tuple(Tool(tool.nom, tool.version, tool.usage) for tool in entry.outils),
        environments=entry.environnements,
        sample=text("echantillon"),
        exemptions=text("derogations"),
        out_of_scope=text("hors_obligation"),
        topics=topics,
        tally=_tally(every),
        by_machine=_tally(finding for finding in every if not finding.by_hand and finding.state != UNCHECKED),
        by_hand=_tally(finding for finding in every if finding.by_hand),
    )


def _topics(entries: Iterable[CriterionEntry]) -> Iterator[Topic]:
    """Yield the topics in the order of RGAA, whatever that of the file."""
    by_number = {entry.critere: entry for entry in entries}
    judged = [(number, asked) for number, asked in reference.rgaa().items() if number in by_number]
    for name, group in groupby(judged, lambda pair: pair[1].topic):
        criteria = tuple(_criterion(by_number[number], asked.title) for number, asked in group)
        yield Topic(name, criteria, _tally(criteria))


def _criterion(entry: CriterionEntry, title: str) -> Criterion:
    return Criterion(
        number=entry.critere,
        title=french(title),
        state=entry.etat,
        by_hand=entry.controle == BY_HAND,
        note=entry.note,
        plan=entry.prevu or "",
    )


def _tally(criteria: Iterable[Criterion]) -> Tally:
    states = [criterion.state for criterion in criteria]
    return Tally(states.count(MET), states.count(FAILED), states.count(APART), states.count(UNCHECKED))
