"""Who opens its doors, and the dated rules of visits, internships and apprenticeship."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds.accueil import Accueil
from oma_builder.content.typography import slugify
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.references import References
from oma_builder.guide.values import Card, Link, Source, source, sources


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in force: `kinds` are codes of host offers; `since` is None when it always was; `formal` is how adults read it."""

    id: str
    route: str
    title: str
    text: str
    kinds: tuple[str, ...]
    since: datetime.date | None
    months: tuple[int, ...]
    reviewed: datetime.date
    sources: tuple[Source, ...]
    formal: tuple[str, str] = ("", "")

    @property
    def is_told_to_adults(self) -> bool:
        """Whether it has words for adults."""
        return any(self.formal)

    @property
    def to_adults(self) -> "Rule":
        """The same rule in the words for adults, where it has some."""
        title, text = self.formal
        return replace(self, title=title or self.title, text=text or self.text)


@dataclass(frozen=True, slots=True)
class HostOffer:
    """An open offer to visit, watch or work; `days` is None when it does not matter; a sample is no real offer."""

    id: str
    kind: str
    label: str
    host: str
    siret: str
    metiers: tuple[Card, ...]
    departement: Link
    days: int | None
    how: str
    address: str
    until: datetime.date
    is_sample: bool
    source: Source

    @property
    def territories(self) -> tuple[Link, ...]:
        """Where it is: one department."""
        return (self.departement,)


def link_rules(refs: References) -> tuple[Rule, ...]:
    """Return the rules in force, in the order of their rank."""
    documents = sorted(refs.every(schema.REGLES), key=lambda document: (document.entry.rang, document.id))
    return tuple(
        Rule(
            id=document.id,
            route=routes.rule(document.id),
            title=document.entry.titre,
            text=document.entry.texte,
            kinds=document.entry.types,
            since=document.entry.valable_du,
            months=document.entry.mois,
            reviewed=document.entry.revu_le,
            sources=sources(document.entry.sources),
            formal=(said.titre or "", said.texte) if (said := document.entry.vous) else ("", ""),
        )
        for document in documents
    )


def rules_for(offers: Iterable[HostOffer], rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return the rules that govern any of the offers."""
    kinds = {offer.kind for offer in offers}
    return tuple(rule for rule in rules if not kinds.isdisjoint(rule.kinds)) if kinds else ()


def link_hosts(refs: References, cards: Mapping[str, Card]) -> tuple[HostOffer, ...]:
    """Return the open offers, by kind, then by name; one whose department is unknown is dropped."""
    kinds = list(vocabulary.HOST_OFFERS)
    offers = filter(None, (_offer(document, refs, cards) for document in refs.every(schema.ACCUEILS)))
    return tuple(sorted(offers, key=lambda offer: (kinds.index(offer.kind), slugify(offer.host), offer.id)))


def _offer(document: Document[Accueil], refs: References, cards: Mapping[str, Card]) -> HostOffer | None:
    entry = document.entry
    places = refs.links(schema.TERRITOIRES, (entry.departement,))
    if not places:
        return None
    return HostOffer(
        id=document.id,
        kind=entry.type,
        label=vocabulary.HOST_OFFERS[entry.type],
        host=entry.organisme,
        siret=entry.siret or "",
        metiers=tuple(cards[name] for name in entry.metiers if name in cards),
        departement=places[0],
        days=entry.jours,
        how=entry.demande or "",
        address=entry.adresse or "",
        until=entry.valable_jusqu_au,
        is_sample=entry.exemple,
        source=source(entry.source),
    )
