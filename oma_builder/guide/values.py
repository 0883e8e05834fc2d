"""The small values that every noun of the guide is made of."""

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from zlib import crc32

from oma_builder.content.kinds import base
from oma_builder.content.markdown import Node
from oma_builder.guide.pictures import Picture

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
    """Both forms of a trade's name.

    `short` has both as cards show them, where the name is long; `is_feminine_first` says whom its picture shows, if it is one person.
    """

    masculine: str
    feminine: str
    short: tuple[str, str] | None = None
    is_feminine_first: bool | None = None

    @property
    def both(self) -> str:
        """`Boulanger / Boulangère`, or the one form of an epicene title; no line ends with the slash."""
        return _both(self.masculine, self.feminine)

    @property
    def led(self) -> str:
        """Both forms, that of whom its picture shows first."""
        return _both(self.feminine, self.masculine) if self.is_feminine_first else self.both

    @property
    def in_turn(self) -> tuple[str, str]:
        """The form that a narrow place shows, and what is only read out there ("" for an epicene title that is not long).

        It is that of whom the picture shows. Of other trades about half show their feminine form; each shows the same one
        everywhere, whatever trades there are.
        """
        is_feminine = self.is_feminine_first
        if is_feminine is None:
            is_feminine = bool(crc32(self.masculine.encode()) % 2)
        if self.short:
            return self.short[is_feminine], self.led
        if self.masculine == self.feminine:
            return self.masculine, ""
        return (self.feminine, self.masculine) if is_feminine else (self.masculine, self.feminine)


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of a trade; `colour` is its sector's, `studies` say from where to where one studies.

    Its `picture` is its own: that of its sector would come back on card after card.
    """

    id: str
    title: GenderedTitle
    hook: str
    route: str
    sector: str
    colour: str
    studies: str
    picture: Picture | None = None


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


def bound(names: str) -> str:
    """Bind each slash between two names to the name after it: no line ends with a slash."""
    return names.replace(" / ", " /\u00a0")


def _both(first: str, second: str) -> str:
    return first if first == second else bound(f"{first} / {second}")


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
