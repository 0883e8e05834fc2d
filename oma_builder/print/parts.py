"""The small parts that every chapter of the book is made of, as plain data."""

import datetime
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast, get_type_hints

from oma_builder.content.markdown import Node, retarget, to_data
from oma_builder.guide import routes
from oma_builder.guide.pictures import Picture
from oma_builder.guide.values import Card, GenderedTitle, Link, Source
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

    def fields(self, view: Any, names: str) -> Data:
        """Return these fields of a view, each as paper shows its type; `names` are attributes, separated by spaces.

        Typst's names have hyphens. Only what is named gets into the data, and so into the digest of what is printed.
        """
        types = _types(cast(Hashable, type(view)))
        return {name.replace("_", "-"): self._shown(getattr(view, name), types[name]) for name in names.split()}

    def _shown(self, value: Any, declared: Hashable) -> Any:
        """Return a value as its declared type is shown: an empty list says nothing of what it would hold."""
        show = _SHOWN.get(declared)
        return show(self, value) if show else value

    def target(self, route: str) -> str:
        """Return where a link leads: to a place of the book or, else, to the site or farther."""
        if routes.leads_outside(route) or not route:
            scheme, colon, rest = route.partition(":")
            return f"{scheme.lower()}{colon}{rest}"
        return self.places.get(route) or self.address + route

    def text(self, nodes: tuple[Node, ...]) -> list[Data]:
        """Return a text whose links and pictures can be followed on paper."""
        return to_data(retarget(nodes, self._aim))

    def _aim(self, node: Node) -> str:
        return self.files.get(node.text, "") if node.tag == "img" else self.target(node.text)

    def picture(self, shown: Picture | None) -> Data | None:
        """Return the file of a picture, its alternative, its proportions and what a frame keeps of it."""
        if shown is None:
            return None
        ratio = shown.width / shown.height
        return {"file": self.files[shown.original], "alt": shown.alt, "ratio": ratio, "focus": shown.focus}

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


def others_online(rest: int) -> str:
    """Return what ends a list that the sheet of a trade cuts short."""
    return f"et {rest} autres, sur la fiche en ligne"


def told(source: Source) -> str:
    """Return a source and the day it was read."""
    return f"{source.title}, {french_date(source.date)}"


def told_all(sources: Iterable[Source]) -> str:
    """Return several of them in one line."""
    return " ; ".join(map(told, sources))


_SHOWN: Mapping[Hashable, Callable[[Paper, Any], Any]] = {
    tuple[Node, ...]: Paper.text,
    tuple[Link, ...]: Paper.links,
    tuple[Card, ...]: Paper.metiers,
    tuple[Source, ...]: lambda _, sources: told_all(sources),
    tuple[GenderedTitle, ...]: lambda _, titles: [title.both for title in titles],
    Source: lambda _, source: told(source),
    GenderedTitle: lambda _, title: title.both,
    Picture | None: Paper.picture,
    datetime.date: lambda _, day: french_date(day),
}
"""How paper shows what a view holds, by its declared type; whatever else stays as it is."""


@cache
def _types(view: Any) -> Mapping[str, Hashable]:
    """Return the declared types of the fields and properties of a view."""
    computed = {name: attribute for name, attribute in vars(view).items() if isinstance(attribute, property)}
    return get_type_hints(view) | {
        name: get_type_hints(attribute.fget)["return"] for name, attribute in computed.items()
    }
