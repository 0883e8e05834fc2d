"""A book in sections: runs of pages that are laid out apart, so that what one of them says makes no other anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from oma_builder.print.parts import Data

_OF_ALL = ("part", "short", "tokens", "screen", "form")
_OF_SITE = ("title", "edition")


@dataclass(frozen=True, slots=True)
class Section:
    """One of them: the label of its place, what its template draws, and the sheets of its trades among that."""

    name: str
    data: Data
    sheets: Mapping[str, Data] = field(default_factory=dict)


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
