"""Planned recruitments where readers choose: the map, the list of trades, the home page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oma_builder.content.figures import Interval, added
from oma_builder.guide import recruitment_words as words
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.guide.recruitment import Figure, LocalDemand, Survey
from oma_builder.guide.values import Link
from oma_builder.guide.vocabulary import thousands

SHADES = 4
"""Tints of the map, from the least to the most."""

_SECTORS, _TRADES = 3, 6
"""How many sectors and trades the home page names."""


@dataclass(frozen=True, slots=True)
class Shade:
    """One tint of the map (1, the palest, to `SHADES`) and the numbers that have it."""

    number: int
    least: str
    most: str


@dataclass(frozen=True, slots=True)
class MapDemand:
    """The map coloured by planned recruitments: those of all trades first, by the codes of departments.

    `choices` are the trades that it may show instead: a name, and for each place of `codes` what the map has room for and
    the whole figure (« 1 400 +=1 420 »), or "".
    """

    survey: Survey
    totals: dict[str, Figure]
    shades: dict[str, int]
    key: tuple[Shade, ...]
    choices: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The departments of `choices`, in their order."""
        return tuple(sorted(self.totals))


def map_demand(guide: Guide) -> MapDemand | None:
    """Return what colours the map, or None without a survey."""
    totals = {place.code: place.total for place in guide.territories if place.kind == "departement" and place.total}
    if not guide.survey or not totals:
        return None
    codes = tuple(sorted(totals))
    shades = _shades(totals)
    choices = (
        (
            _named(metier),
            tuple(f"{figures[code].least}={figures[code].brief}" if code in figures else "" for code in codes),
        )
        for metier in guide.metiers
        if metier.demand and (figures := {figure.code: figure for figure in metier.demand.departements})
    )
    return MapDemand(guide.survey, totals, shades, tuple(_key(totals, shades)), tuple(choices))


def _named(metier: Metier) -> str:
    """Return a trade's name for a choice, with that of the family that is counted."""
    family = metier.demand.family if metier.demand else ""
    return f"{metier.title.both}{f' (ensemble des {family})' if family else ''}"


def _shades(totals: dict[str, Figure]) -> dict[str, int]:
    """Share the departments out among the tints, as many in each."""
    ranked = sorted(totals, key=lambda code: (totals[code].low, code))
    return {code: rank * SHADES // len(ranked) + 1 for rank, code in enumerate(ranked)}


def _key(totals: dict[str, Figure], shades: dict[str, int]) -> Iterable[Shade]:
    for number in range(1, SHADES + 1):
        inside = [totals[code] for code, shade in shades.items() if shade == number]
        if inside:
            least, most = min(figure.low for figure in inside), max(figure.high for figure in inside)
            yield Shade(number, thousands(least), thousands(most))


@dataclass(frozen=True, slots=True)
class HomeDemand:
    """What most is planned of in the region: sectors with the sum of what their trades are counted in, then trades."""

    survey: Survey
    sectors: tuple[tuple[Link, str], ...]
    trades: tuple[LocalDemand, ...]


def home_demand(guide: Guide) -> HomeDemand | None:
    """Return what the home page says of the region, or None where nothing is known."""
    region = next((place for place in guide.territories if place.kind == "region" and place.demand), None)
    if not guide.survey or region is None:
        return None
    sums = _sums(guide.metiers)
    ranked = sorted((sector for sector in guide.sectors if sector.route in sums), key=lambda one: -sums[one.route].low)
    sectors = ((Link(sector.name, sector.route), words.number(sums[sector.route])) for sector in ranked[:_SECTORS])
    return HomeDemand(guide.survey, tuple(sectors), region.demand[:_TRADES])


def _sums(metiers: Sequence[Metier]) -> dict[str, Interval]:
    """Return, by the route of a sector, the sum of the region's figures: one that several trades share counts once."""
    by_sector: dict[str, dict[str, Figure]] = defaultdict(dict)
    for metier in metiers:
        if metier.demand and metier.demand.region:
            by_sector[metier.sector.route][metier.demand.code] = metier.demand.region
    return {
        route: added(Interval(figure.low, figure.high) for figure in figures.values())
        for route, figures in by_sector.items()
    }


def listed(metier: Metier) -> str:
    """Return what the list of trades sorts by: « 76=5 526|31=1 420 », the region first."""
    figures = metier.demand.figures if metier.demand else ()
    return "|".join(f"{figure.code}={figure.brief}" for figure in figures if figure.kind != "academie")
