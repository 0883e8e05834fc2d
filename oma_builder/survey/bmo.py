"""Rows of the survey → the figures of our region, trade by trade and territory by territory.

*Besoins en main-d’œuvre* (France Travail, Crédoc): a row tells one trade in one employment area of one department.
A number under five is hidden: `*` stands for 1 to 4 recruitments, and for 0 to 4 that are difficult or seasonal (the
smallest number that 50,000 printed rows of 2025 hold is 5, and a row without recruitments does not exist). Bounds are
kept all along. Departments are summed, since an employment area may lie in two of them.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from oma_builder.content import reference
from oma_builder.content.figures import Counts, Interval, Place, total, with_sums
from oma_builder.content.official_codes import FAP
from oma_builder.guide import recruitment_words as words
from oma_builder.guide.vocabulary import thousands
from oma_builder.problems import Checked, Problem
from oma_builder.survey import workbook
from oma_builder.survey.workbook import Cell, Table, text_of

FIRST_YEAR = 2024
"""The first survey whose trades are those of FAP-2021."""

HIDDEN = "*"
_PLAUSIBLE = range(80_000, 600_001)
"""Recruitments planned in Occitanie in a year: 218,000 in 2025, 280,000 in 2023 (France Travail Occitanie)."""

_TOLD = 3
"""Faults of one kind that are told one by one."""

_Counted = tuple[str, str, Counts]
"""A trade's code, a department's, and what a row counts."""


@dataclass(frozen=True, slots=True)
class Trade:
    """One trade of the survey: its code in FAP-2021, what the survey calls it, its counts by territory."""

    code: str
    name: str
    counts: Mapping[Place, Counts]


class Survey(NamedTuple):
    """The region's part of one year's survey, in the order of codes."""

    year: int
    trades: tuple[Trade, ...]


def read_survey(table: Table, name: str, today: datetime.date) -> Checked[Survey | None]:
    """Return the region's figures, or what keeps them from being published; `name` is the file's, for messages."""
    year, problems = _year(table, name, today)
    if year is None:
        return Checked(None, problems)
    counted: list[_Counted] = []
    names: dict[str, str] = {}
    for number, row in workbook.values(table, tuple(workbook.COLUMNS)):
        cells = dict(zip(workbook.COLUMNS, row, strict=True))
        if text_of(cells[workbook.REGION]) == reference.REGION_CODE:
            value, found = _counted(cells, name, number)
            problems += found
            if value is not None:
                counted.append(value)
                names[value[0]] = text_of(cells[workbook.NAME])
    problems = _first(problems) or tuple(_implausible(counted, name))
    return Checked(None if problems else Survey(year, tuple(_trades(counted, names))), problems)


def _year(table: Table, name: str, today: datetime.date) -> Checked[int | None]:
    """Return the year of the survey: one alone, that the titles of columns do not contradict."""
    years = dict.fromkeys(text_of(cell) for _, (cell,) in workbook.values(table, (workbook.YEAR,)))
    if len(years) != 1 or not (told := next(iter(years))).isdigit():
        message = f"la colonne « annee » devrait donner une seule année : {', '.join(list(years)[:_TOLD]) or 'rien'}"
        return Checked(None, (Problem(name, 0, "bmo-annee", message, "prenez un fichier par année"),))
    year = int(told)
    if table.edition not in (None, year):
        message = f"la colonne « annee » dit {year}, et les titres des colonnes {table.edition}"
        return Checked(None, (Problem(name, 0, "bmo-annee", message, "reprenez le fichier officiel"),))
    if year > today.year:
        message, hint = f"l’enquête {year} n’a pas encore eu lieu", "vérifiez la colonne « annee », et le jour donné"
        return Checked(None, (Problem(name, 0, "bmo-annee", message, hint),))
    if year < FIRST_YEAR:
        message = f"l’enquête {year} range les métiers autrement (FAP-2009) : ses codes n’y désignent pas les mêmes"
        hint = f"prenez l’enquête de {FIRST_YEAR} ou d’après"
        return Checked(None, (Problem(name, 0, "bmo-nomenclature", message, hint),))
    return Checked(year)


def _counted(cells: Mapping[str, Cell], name: str, number: int) -> Checked[_Counted | None]:
    """Return what one row of the region counts."""
    code = text_of(cells[workbook.TRADE]).upper()
    departement = text_of(cells[workbook.DEPARTEMENT]).zfill(2)
    if not FAP.fullmatch(code):
        message = f"« {code} » n’est pas un code de métier de la FAP-2021"
        hint = "ces codes ont la forme V0X60 ; ceux d’avant 2024 (FAP-2009) ne conviennent pas"
        return Checked(None, (Problem(name, number, "bmo-nomenclature", message, hint),))
    if departement not in reference.departements():
        message = f"le département « {departement} » n’est pas en Occitanie, et la ligne dit qu’il y est"
        return Checked(None, (Problem(name, number, "bmo-region", message, "reprenez le fichier officiel"),))
    projects, odd = _interval(cells[workbook.PROJECTS], 1)
    difficult, more = _interval(cells[workbook.DIFFICULT], 0)
    seasonal, most = _interval(cells[workbook.SEASONAL], 0)
    if wrong := odd or more or most:
        hint = "une case contient un nombre entier, ou * quand il est secret ; reprenez le fichier officiel"
        return Checked(None, (Problem(name, number, "bmo-nombre", wrong, hint),))
    if max(difficult.low, seasonal.low) > projects.high:
        message = "il y a plus de projets difficiles ou saisonniers que de projets"
        return Checked(None, (Problem(name, number, "bmo-nombre", message, "reprenez le fichier officiel"),))
    parts = (Interval(part.low, min(part.high, projects.high)) for part in (difficult, seasonal))
    return Checked((code, departement, Counts(projects, *parts)))


def _interval(cell: Cell, least: int) -> tuple[Interval, str]:
    """Return the bounds that a cell gives, or what is wrong with it."""
    text = text_of(cell).replace("\u202f", "").replace("\xa0", "").replace(" ", "")
    if text == HIDDEN:
        return Interval(least, 4), ""
    if text.isascii() and text.isdigit() and len(text) <= 6 and not isinstance(cell, bool):
        return Interval(int(text), int(text)), ""
    return Interval(0, 0), f"« {text} » n’est pas un nombre de projets" if text else "une case de nombre est vide"


def _first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Keep the first problems of each code: a whole column may be wrong in one way."""
    by_code: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_code[problem.code].append(problem)
    return tuple(problem for alike in by_code.values() for problem in alike[:_TOLD])


def _implausible(counted: Iterable[_Counted], name: str) -> Iterator[Problem]:
    """Say that a file has no row of the region, or that its sum is out of all that years have seen."""
    whole = [counts for _, _, counts in counted]
    if not whole:
        message = f"aucune ligne n’est celle de la région {reference.REGION_CODE}, l’Occitanie"
        yield Problem(name, 0, "bmo-region", message, "prenez le fichier de toute la France, non celui d’une région")
        return
    projects = total(whole).projects
    if projects.low > _PLAUSIBLE[-1] or projects.high < _PLAUSIBLE[0]:
        message = f"le total de l’Occitanie serait : {words.number(projects)} projets, ce qui n’est pas vraisemblable"
        hint = f"on attend de {thousands(_PLAUSIBLE[0])} à {thousands(_PLAUSIBLE[-1])} ; une partie du fichier manque, ou y est deux fois"
        yield Problem(name, 0, "bmo-totaux", message, hint)


def _trades(counted: Iterable[_Counted], names: Mapping[str, str]) -> Iterator[Trade]:
    by_trade: dict[str, dict[str, list[Counts]]] = defaultdict(lambda: defaultdict(list))
    for code, departement, counts in counted:
        by_trade[code][departement].append(counts)
    for code in sorted(by_trade):
        departements = {there: total(by_trade[code][there]) for there in sorted(by_trade[code])}
        yield Trade(code, names[code], with_sums(departements))
