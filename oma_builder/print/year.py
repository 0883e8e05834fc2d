"""The school year on one page, as plain data: what comes back each year, what is dated, and room for the rest."""

import datetime
from collections.abc import Iterator

from oma_builder.guide.model import Guide
from oma_builder.guide.publication import true_ones
from oma_builder.guide.vocabulary import MONTHS
from oma_builder.print.parts import Data, Paper, told, told_all

_FIRST = 9
"""The month in which a school year begins."""


def year_chapter(guide: Guide, paper: Paper) -> Data:
    """Return the twelve months from September on, each with what a source says of it; nothing where none says anything."""
    months = [(number - 1) % 12 + 1 for number in range(_FIRST, _FIRST + 12)]
    told_by_month = {month: list(_entries(month, guide, paper)) for month in months}
    if not any(told_by_month.values()):
        return {}
    return {"months": [{"name": MONTHS[month - 1], "entries": told_by_month[month]} for month in months]}


def _entries(month: int, guide: Guide, paper: Paper) -> Iterator[Data]:
    for event in true_ones(guide.events):
        if month in _months_of(event.first, event.last):
            yield {**paper.way(event.title, event.route), "told": event.told, "sources": told_all(event.sources)}
    for action in true_ones(guide.initiatives):
        if month in action.months:
            yield {**paper.way(action.name, action.route), "told": "chaque année", "sources": told(action.sources[0])}
    for rule in guide.rules:
        if month in rule.months:
            yield {**paper.way(rule.title, rule.route), "told": rule.text, "sources": told(rule.sources[0])}


def _months_of(first: datetime.date, last: datetime.date) -> set[int]:
    between = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return {at % 12 + 1 for at in between}
