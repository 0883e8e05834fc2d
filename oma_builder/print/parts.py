"""The small parts that every chapter of the book is made of, as plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from oma_builder.content.markdown import Node, retarget, to_data
from oma_builder.guide import routes
from oma_builder.guide.pictures import Picture
from oma_builder.guide.values import Card, Link, Source
from oma_builder.guide.vocabulary import french_date

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """Where things are on paper: routes that have a place in the book, the file to print of each original picture.

    A place is `#label`; `address` is the site's, for what only the site has.
    """

    places: Mapping[str, str]
    files: Mapping[str, str]
    address: str

    def target(self, route: str) -> str:
        """Return where a link leads: to a place of the book or, else, to the site or farther."""
        if routes.leads_outside(route) or not route:
            return route
        return self.places.get(route) or self.address + route

    def text(self, nodes: tuple[Node, ...]) -> list[Data]:
        """Return a text whose links and pictures can be followed on paper."""
        return to_data(retarget(nodes, self._aim))

    def _aim(self, node: Node) -> str:
        return self.files.get(node.text, "") if node.tag == "img" else self.target(node.text)

    def picture(self, shown: Picture | None) -> Data | None:
        """Return the file and the alternative of a picture."""
        return {"file": self.files[shown.original], "alt": shown.alt} if shown else None

    def way(self, title: str, route: str) -> Data:
        """Return a titled way to a page; its page number, if it is in the book, is Typst's to find."""
        return {"title": title, "to": self.target(route)}

    def link(self, link: Link) -> Data:
        """Return a link of the guide as such a way."""
        return self.way(link.title, link.route)

    def links(self, links: Iterable[Link]) -> list[Data]:
        """Return several of them."""
        return [self.link(link) for link in links]

    def metier(self, card: Card) -> Data:
        """Return the way to a trade."""
        return self.way(card.title.both, card.route)

    def metiers(self, cards: Iterable[Card]) -> list[Data]:
        """Return several of them."""
        return [self.metier(card) for card in cards]


def told(source: Source) -> str:
    """Return a source and the day it was read."""
    return f"{source.title}, {french_date(source.date)}"


def told_all(sources: Iterable[Source]) -> str:
    """Return several of them in one line."""
    return " ; ".join(map(told, sources))
