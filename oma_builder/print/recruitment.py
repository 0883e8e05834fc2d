"""What employers planned to recruit, as plain data: on the sheet of a trade, in a territory, and in a table of them all."""

from collections.abc import Mapping

from oma_builder.guide.model import Guide
from oma_builder.guide.recruitment import Demand, Figure, LocalDemand
from oma_builder.guide.territories import Territory
from oma_builder.print.parts import Data, Paper, others_online, told

MOST_DEPARTEMENTS = 5
"""How many departments the sheet of a trade names."""

MOST_TRADES = 10
"""How many trades, or families of trades, a territory names."""

TINTS = (100, 300, 1000)
"""Recruitments from which a cell of the table takes the next darker tint: each holds about a third of what the one before holds."""


def sheet_demand(demand: Demand | None) -> Data | None:
    """Return what the sheet of a trade tells of the region and its first departments."""
    if demand is None or demand.region is None:
        return None
    region = demand.region
    return {
        "year": demand.year,
        "number": region.short,
        "inside": region.inside,
        "seasonal": region.seasonal,
        "family": demand.family,
        "statement": " ".join(filter(None, (region.statement, demand.trend))),
        "departements": _departements(demand.departements),
        "source": told(demand.source),
    }


def _departements(figures: tuple[Figure, ...]) -> list[str]:
    rest = len(figures) - MOST_DEPARTEMENTS
    shown = figures if rest <= 1 else figures[:MOST_DEPARTEMENTS]
    more = [others_online(rest)] if rest > 1 else []
    return [*(f"{figure.territory.title} ({figure.brief})" for figure in shown), *more]


def local_demand(territory: Territory, guide: Guide, paper: Paper) -> Data | None:
    """Return the trades for which most is planned in a territory, and the way to the others."""
    if not territory.demand or not guide.survey:
        return None
    survey, rest = guide.survey, len(territory.demand) - MOST_TRADES
    shown = territory.demand if rest <= 1 else territory.demand[:MOST_TRADES]
    return {
        "year": survey.year,
        "rows": [{**_counted(local, paper), "number": local.figure.brief} for local in shown],
        "more": paper.way(f"et {rest} autres, sur le site", territory.route) if rest > 1 else None,
        "source": told(survey.source),
    }


def _counted(local: LocalDemand, paper: Paper) -> Data:
    """Return what one figure counts: a trade, or trades and the family that it tells them in."""
    return {"metiers": paper.metiers(local.metiers), "family": local.family}


def recruitment_chapter(guide: Guide, paper: Paper) -> Data:
    """Return the table of all trades by departments, in the order of the region's numbers."""
    region = next((territory for territory in guide.territories if territory.kind == "region"), None)
    if region is None or not region.demand or not guide.survey:
        return {}
    demands, columns = guide.demands, _columns(guide)
    return {
        "year": guide.survey.year,
        "source": told(guide.survey.source),
        "region": region.name,
        "inside": region.inside,
        "tints": TINTS,
        "departements": columns,
        "rows": [_row(local, demands[local.metiers[0].id], columns, paper) for local in region.demand],
    }


def _columns(guide: Guide) -> list[Data]:
    """Return the departments by their numbers, each with its academy: small pages have a table for each."""
    inside = [(place, academie.territory.name) for academie in guide.academies for place in academie.departements]
    return [
        {"id": place.id, "code": place.code, "name": place.name, "academie": academie}
        for place, academie in sorted(inside, key=lambda pair: pair[0].code)
    ]


def _row(local: LocalDemand, demand: Demand, columns: list[Data], paper: Paper) -> Data:
    figures: Mapping[str, Figure] = {figure.code: figure for figure in demand.departements}
    told_there = [figures.get(column["code"]) for column in columns]
    return {
        **_counted(local, paper),
        "number": local.figure.short,
        "seasonal": local.figure.seasonal,
        "cells": [_cell(figure) if figure else None for figure in told_there],
    }


def _cell(figure: Figure) -> Data:
    tint = sum(figure.low >= least for least in TINTS)
    return {"number": figure.short, "tint": tint, "is-seasonal": bool(figure.seasonal)}
