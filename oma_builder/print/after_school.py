"""The ways after the third year of collège and after the baccalauréat, as plain data: kinds of diplomas on a line of years."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from oma_builder.guide.formations import Formation
from oma_builder.guide.model import Guide
from oma_builder.guide.vocabulary import LEVELS
from oma_builder.print.parts import Data, Paper
from oma_builder.problems import plural

_KINDS = (
    ("CAP", "CAP"),
    ("Bac général", "Bac général"),
    ("Bac techno", "Bac technologique"),
    ("Bac pro", "Bac professionnel"),
    ("BP ", "Brevet professionnel (BP)"),
    ("Brevet ", "Brevet des métiers d’art"),
    ("BTS", "BTS et BTS agricole"),
    ("BUT", "BUT"),
    ("DN MADE", "DN MADE"),
    ("Licence pro", "Licence professionnelle"),
    ("Licence", "Licence"),
    ("Diplôme d’ingénieur", "Diplôme d’ingénieur"),
    ("Diplôme d’État", "Diplôme d’État"),
    ("Master", "Master"),
    ("Titre professionnel", "Titre professionnel"),
)
"""How the name of a diploma begins, and what its kind is called; any other diploma is a kind of its own."""

_STARTS = {0: 0, 3: 2, 4: 3, 5: 5, 6: 6, 7: 8}
"""How many years after the third year of collège one may have what a diploma asks for, at the earliest."""

_BANDS = {
    0: "Après la 3e",
    3: "Après un CAP",
    4: "Après un bac",
    5: "Après un bac + 2",
    6: "Après un bac + 3",
    7: "Après un bac + 5",
}


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of diplomas that ask for the same and last as long."""

    required: int
    years: int
    name: str
    level: int


def after_school_chapter(guide: Guide, paper: Paper) -> Data:
    """Return the kinds of diplomas by what they ask for, each with its years, its ways, how many there are and where."""
    found: dict[_Kind, list[Formation]] = defaultdict(list)
    for formation in guide.formations:
        years = _years(formation.duration)
        if formation.required_number in _STARTS and years:
            found[_Kind(formation.required_number, years, _name(formation.title), formation.level)].append(formation)
    if not found:
        return {}
    ordered = sorted(found, key=lambda kind: (kind.required, kind.level, kind.years, kind.name))
    return {
        "years": max(_STARTS[kind.required] + kind.years for kind in ordered),
        "bands": [
            {
                "name": name,
                "start": _STARTS[required],
                "kinds": [_kind(kind, found[kind], paper) for kind in ordered if kind.required == required],
            }
            for required, name in _BANDS.items()
            if any(kind.required == required for kind in ordered)
        ],
    }


def _kind(kind: _Kind, formations: Iterable[Formation], paper: Paper) -> Data:
    first, *others = formations
    ways = first.ways if all(other.ways == first.ways for other in others) else ""
    told = (plural(kind.years, "an"), ways, LEVELS[kind.level] if LEVELS[kind.level] not in kind.name else "")
    return {
        "name": kind.name if others else first.title,
        "told": ", ".join(filter(None, told)),
        "years": kind.years,
        "count": len(others) + 1,
        "to": paper.target(first.route),
    }


def _name(title: str) -> str:
    return next((name for start, name in _KINDS if title.startswith(start)), title)


def _years(duration: str) -> int:
    """Return how many whole years a duration in words is, at least; 0 where it says none."""
    numbers = list(_numbers(duration))
    return max(numbers, default=0)


def _numbers(duration: str) -> Iterator[int]:
    for number, unit in re.findall(r"(\d+)\s+(an|mois)", duration):
        yield int(number) if unit == "an" else -(-int(number) // 12)
