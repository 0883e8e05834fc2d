"""The small values that every noun of the guide is made of."""

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from oma_builder.content.kinds import base
from oma_builder.content.markdown import Node

Thing = TypeVar("Thing")


class LinkedText(tuple[Node, ...]):
    """A text whose links lead somewhere, which knows from where it comes and what its links had been.

    `field` is where it is written, as `metiers/soudeur.yaml#journee`; `links` gives what each of its links leads to. Only a text
    without headings and pictures is one: of these, other pages and lists may show something too.
    """

    field: str
    links: tuple[tuple[str, str], ...]

    def __new__(cls, nodes: Iterable[Node], field: str, links: tuple[tuple[str, str], ...]) -> "LinkedText":
        """Return the nodes as such a text."""
        text = super().__new__(cls, nodes)
        text.field, text.links = field, links
        return text

    def __getnewargs__(self) -> tuple[Any, ...]:
        """Return what it is made of again in another process."""
        return tuple(self), self.field, self.links


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
    """What a list shows of a trade; `colour` is its sector's, `studies` say from where to where one studies."""

    id: str
    title: GenderedTitle
    hook: str
    route: str
    sector: str
    colour: str
    studies: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from; `address` may be empty; `date` is the day it was read."""

    title: str
    address: str
    date: datetime.date


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's contents."""

    title: str
    anchor: str


def leading_to(
    things: Iterable[Thing], links: Callable[[Thing], Iterable[Link]], routes: Collection[str]
) -> Iterator[Thing]:
    """Yield the things of which one of these links leads to one of these routes: the other side of a relation."""
    return (thing for thing in things if any(link.route in routes for link in links(thing)))


def source(given: base.Source) -> Source:
    """Return a source as readers see it."""
    return Source(given.titre, given.adresse or "", given.date)


def sources(given: tuple[base.Source, ...]) -> tuple[Source, ...]:
    """Return sources as readers see them."""
    return tuple(map(source, given))


def gendered(title: base.Title) -> GenderedTitle:
    """Return both forms of a title."""
    return GenderedTitle(title.masculin, title.feminin)
