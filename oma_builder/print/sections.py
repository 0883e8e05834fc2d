"""A book in sections: runs of pages that are laid out apart, so that what one of them says makes no other anew."""

import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from oma_builder.print.parts import Data

_PLACE = re.compile(r'"#?([a-z]+-[a-z0-9-]+)"')
"""What names a place in what a section says, as a link or by its label."""

_OF_ALL = ("part", "short", "tokens", "screen", "form")
_OF_SITE = ("title", "edition")


@dataclass(frozen=True, slots=True)
class Section:
    """One of them: the label of its place, what its template draws, and the sheets of its trades among that."""

    name: str
    data: Data
    sheets: Mapping[str, Data] = field(default_factory=dict)

    def names(self, said: str) -> frozenset[str]:
        """Return the labels of places that it seems to name, and some words that are none; `said` are its data as JSON."""
        listed = self.data["opening"]["sectors"] if "opening" in self.data else ()
        trades = (metier["id"] for sector in listed for metier in sector["metiers"])
        own = (f"metier-{name}" for name in (*self.sheets, *trades))
        return frozenset((*own, *(f"secteur-{sector['id']}" for sector in listed), *_PLACE.findall(said)))


@dataclass(frozen=True, slots=True)
class Rooms:
    """How many figures page numbers will probably have, before any is known: those of some places, by label, and the rest.

    Where that is right, the numbers move nothing, and sections need not be laid out a third time.
    """

    known: Mapping[str, int]
    rest: int

    def of(self, names: Collection[str]) -> "Rooms":
        """Return those of some places, and the rest."""
        return Rooms({name: figures for name, figures in self.known.items() if name in names}, self.rest)


NO_ROOMS = Rooms({}, 2)


def sections(data: Data) -> Iterator[Section]:
    """Yield the sections of a book: what opens it, each sector with its trades, each chapter.

    All of them tell what the guide is called, and one of them what else it says of itself; none holds the digest of the
    whole but the imprint, which tells it: it changes with every word.
    """
    site = {name: value for name, value in data["site"].items() if name != "digest"}
    common = {name: data[name] for name in _OF_ALL} | {"site": {name: site[name] for name in _OF_SITE}}
    yield Section("ouverture", common | {"opening": _opening(data), "site": site})
    for rank, sector in enumerate(data["sectors"]):
        if sector["metiers"] or not data["short"]:
            sheets = {metier["id"]: metier for metier in sector["metiers"]}
            of_sector = {"sector": sector, "rank": rank, "count": len(data["sectors"])}
            yield Section(f"secteur-{sector['id']}", common | of_sector, sheets)
    for chapter in data["chapters"]:
        told = {"site": data["site"]} if chapter["label"] == "ours" else {}
        yield Section(chapter["label"], common | {"chapter": chapter} | told)


def _opening(data: Data) -> Data:
    """Return what stands before the sectors, the contents of all that follows among it."""
    sectors = [
        {name: sector[name] for name in ("id", "name", "colour")}
        | {"metiers": [{"id": metier["id"], "title": metier["title"]} for metier in sector["metiers"]]}
        for sector in data["sectors"]
    ]
    chapters = [{"label": chapter["label"], "title": chapter["title"]} for chapter in data["chapters"]]
    return {name: data[name] for name in ("cover", "levels", "interests")} | {"sectors": sectors, "chapters": chapters}


def rooms(data: Data) -> Rooms:
    """Return how many figures the numbers of a book will have, its places reckoned rather too far than too near."""
    is_small = data["form"]["paper"] == "a5"
    # Trades on small pages have pages of notes between them: nearly one of ten pages, or so.
    share = 1.12 if is_small else 1.02
    # Of the contents, a page holds about 70 trades; of the opening of a sector, the first page 24, each other page 60.
    page = 4 + sum(len(sector["metiers"]) for sector in data["sectors"]) // 70
    known = {}
    for sector in data["sectors"]:
        known[f"secteur-{sector['id']}"] = _figures(page * share)
        page += 1 + math.ceil(max(len(sector["metiers"]) - 24, 0) / 60)
        for metier in sector["metiers"]:
            known[f"metier-{metier['id']}"] = _figures(page * share)
            page += 2 if is_small else 1
    return Rooms(known, _figures(page * share + _PAGES_AFTER))


_PAGES_AFTER = 50
"""About where the middle of what stands after the trades is, from where it begins: the chapters are much the same in any guide."""


def _figures(page: float) -> int:
    return len(str(math.floor(page)))
