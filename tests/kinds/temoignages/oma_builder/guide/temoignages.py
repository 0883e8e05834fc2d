"""What people at work say of their trades."""

from collections.abc import Mapping
from dataclasses import dataclass

from oma_builder.content import schema
from oma_builder.content.markdown import Node
from oma_builder.guide.references import References
from oma_builder.guide.values import Card


@dataclass(frozen=True, slots=True)
class Temoignage:
    """One account of a trade."""

    id: str
    route: str
    file: str
    title: str
    hook: str
    body: tuple[Node, ...]
    metiers: tuple[Card, ...]


def link_temoignages(refs: References, cards: Mapping[str, Card]) -> tuple[Temoignage, ...]:
    """Return the accounts, by identifier."""
    return tuple(
        Temoignage(
            id=document.id,
            route=schema.TEMOIGNAGES.route(document.id),
            file=document.path,
            title=document.entry.titre,
            hook=document.entry.accroche,
            body=refs.text(document, "texte"),
            metiers=tuple(cards[name] for name in document.entry.metiers if name in cards),
        )
        for document in refs.every(schema.TEMOIGNAGES)
    )
