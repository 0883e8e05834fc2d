"""The words of the guide, in French order, each with what it leads to."""

import datetime
from dataclasses import dataclass

from oma_builder.content.documents import Document
from oma_builder.content.kinds.glossaire import Glossaire
from oma_builder.content.kinds.glossaire import Term as TermEntry
from oma_builder.content.typography import slugify
from oma_builder.guide import routes
from oma_builder.guide.values import Link, Source, sources


@dataclass(frozen=True, slots=True)
class Term:
    """One word; `stands_for` is empty unless it is an abbreviation."""

    id: str
    name: str
    stands_for: str
    definition: str
    see: tuple[Link, ...]
    sources: tuple[Source, ...]
    route: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """All the words, with the day they were last read again."""

    terms: tuple[Term, ...]
    reviewed: datetime.date
    file: str


def link_glossary(document: Document[Glossaire] | None) -> Glossary | None:
    """Return the glossary, if the guide has one; accents and capitals do not count in its order.

    What a word leads to and is not there was reported by `content.rules.glossaire`.
    """
    if document is None:
        return None
    entries = sorted(document.entry.termes, key=lambda term: (slugify(term.terme), term.terme))
    names = {slugify(entry.terme): entry.terme for entry in entries}
    return Glossary(tuple(_term(entry, names) for entry in entries), document.entry.revu_le, document.path)


def _term(entry: TermEntry, names: dict[str, str]) -> Term:
    identifier = slugify(entry.terme)
    seen = (slugify(other) for other in entry.voir)
    return Term(
        id=identifier,
        name=entry.terme,
        stands_for=entry.sigle_de or "",
        definition=entry.definition,
        see=tuple(Link(names[other], routes.term(other)) for other in seen if other in names),
        sources=sources(entry.sources),
        route=routes.term(identifier),
    )
