"""Holland's six themes, and the trades of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from oma_builder.content import schema
from oma_builder.content.markdown import Node
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.references import References
from oma_builder.guide.values import Card, Source, sources


@dataclass(frozen=True, slots=True)
class Interest:
    """One theme as a trade shows it; without a page of its own, `hint` and `route` are empty."""

    letter: str
    name: str
    hint: str
    route: str


@dataclass(frozen=True, slots=True)
class InterestPage:
    """One theme with its trades: those of which it is the major, then those of which it is the minor."""

    interest: Interest
    file: str
    body: tuple[Node, ...]
    questions: tuple[str, ...]
    major: tuple[Card, ...]
    minor: tuple[Card, ...]
    sources: tuple[Source, ...]

    @property
    def id(self) -> str:
        """Its letter: what tells the six apart on paper."""
        return self.interest.letter

    @property
    def route(self) -> str:
        """Where it is on the site."""
        return self.interest.route


class Themed(Protocol):
    """A trade, as far as its themes go."""

    @property
    def id(self) -> str:
        """Its identifier."""

    @property
    def interests(self) -> tuple[Interest, ...]:
        """Its major theme, then perhaps its minor."""


def themes(refs: References) -> Mapping[str, Interest]:
    """Return the six themes by letter, in Holland's order, in the editors' words where they gave any."""
    documents = {document.entry.lettre: document for document in refs.every(schema.INTERETS)}
    return {
        letter: Interest(
            letter, documents[letter].entry.nom, documents[letter].entry.accroche, routes.interest(documents[letter].id)
        )
        if letter in documents
        else Interest(letter, name, "", "")
        for letter, name in vocabulary.INTERESTS.items()
    }


def link_interests(
    refs: References, interests: Mapping[str, Interest], metiers: Sequence[Themed], cards: Mapping[str, Card]
) -> tuple[InterestPage, ...]:
    """Return the page of each theme that has one, in Holland's order."""
    documents = {document.entry.lettre: document for document in refs.every(schema.INTERETS)}
    return tuple(
        InterestPage(
            interest=interests[letter],
            file=documents[letter].path,
            body=refs.text(documents[letter], "presentation"),
            questions=documents[letter].entry.questions,
            major=tuple(cards[metier.id] for metier in metiers if metier.interests[0].letter == letter),
            minor=tuple(
                cards[metier.id] for metier in metiers if metier.interests[-1].letter == letter and metier.interests[1:]
            ),
            sources=sources(documents[letter].entry.sources),
        )
        for letter in interests
        if letter in documents
    )
