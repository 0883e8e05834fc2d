"""Numbers of the survey of recruitments: a count is an interval, since small ones are kept secret.

A line of `content/recrutement/<year>.yaml` holds the three counts of one trade in one territory:
`departement 31: 225 projets, 180-184 difficiles, 12-16 saisonniers`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias, cast

from oma_builder.content import reference

TerritoryKind: TypeAlias = Literal["region", "academie", "departement"]
Place: TypeAlias = tuple[TerritoryKind, str]
"""A territory by what it is and its official code: an academy and a department may have the same digits."""

_COUNT = r"(\d+)(?:-(\d+))?"
LINE = re.compile(
    rf"(region|academie|departement) (\d\d): {_COUNT} projets, {_COUNT} difficiles, {_COUNT} saisonniers", re.ASCII
)


class Interval(NamedTuple):
    """A count known to lie between two bounds, both possible."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}" if self.low == self.high else f"{self.low}-{self.high}"


class Counts(NamedTuple):
    """What employers of a territory plan for one trade: recruitments, those they deem difficult, the seasonal ones."""

    projects: Interval
    difficult: Interval
    seasonal: Interval


@cache  # the rules and the guide both ask for all of them
def read_table(text: str) -> Mapping[Place, Counts]:
    """Return the counts of one trade by territory, of a text whose every line is a `LINE`."""
    table = {
        cast(Place, (match[1], match[2])): Counts(*(_interval(match, group) for group in (3, 5, 7)))
        for match in map(LINE.fullmatch, text.splitlines())
        if match
    }
    return MappingProxyType(table)


def table_lines(counts: Iterable[tuple[Place, Counts]]) -> Iterator[str]:
    """Yield the lines that `read_table` reads."""
    for (kind, code), (projects, difficult, seasonal) in counts:
        yield f"{kind} {code}: {projects} projets, {difficult} difficiles, {seasonal} saisonniers"


def _interval(match: re.Match[str], group: int) -> Interval:
    return Interval(int(match[group]), int(match[group + 1] or match[group]))


def added(parts: Iterable[Interval]) -> Interval:
    """Return the count of what is told in parts: bounds add up."""
    lows, highs = zip(*parts, strict=True)
    return Interval(sum(lows), sum(highs))


def total(counts: Iterable[Counts]) -> Counts:
    """Return the counts of what is told in parts, one part or more."""
    return Counts(*map(added, zip(*counts, strict=True)))


def with_sums(departements: Mapping[str, Counts]) -> dict[Place, Counts]:
    """Return the counts of the region, of its academies, then of its departments, which are given by their codes."""
    official = reference.departements()
    academies = sorted({official[code].academie_code for code in departements})
    inside = {
        academie: [code for code in departements if official[code].academie_code == academie] for academie in academies
    }
    sums: dict[Place, Counts] = {("region", reference.REGION_CODE): total(departements.values())}
    sums |= {("academie", academie): total(departements[code] for code in codes) for academie, codes in inside.items()}
    return sums | {("departement", code): counts for code, counts in departements.items()}
