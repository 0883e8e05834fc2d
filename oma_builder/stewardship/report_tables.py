"""What a report is made of: frozen tables of counted things, in sections; pages, paper and spreadsheets show the same."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from oma_builder.content.figures import Interval
from oma_builder.content.typography import french
from oma_builder.guide import recruitment_words
from oma_builder.guide.vocabulary import thousands


class Percent(NamedTuple):
    """A share known to lie between two whole percentages, both possible."""

    low: int
    high: int


Cell: TypeAlias = str | int | Interval | Percent
Row: TypeAlias = tuple[Cell, ...]

UNKNOWN = "non connu"
"""What stands where a number would be a guess."""

NONE = "–"
"""What stands where there is nothing to name."""


@dataclass(frozen=True, slots=True)
class Table:
    """Counted things, a row each, whose first cell names it; `name` is that of its file, `note` says what was counted and where.

    `bars` is the rank of the column that is drawn as bars beside the table, 0 for none. `total` is the last line, or empty.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    bars: int = 0
    total: Row = ()

    @property
    def lines(self) -> tuple[Row, ...]:
        """The rows, and the total after them."""
        return (*self.rows, self.total) if self.total else self.rows

    def is_number(self, rank: int) -> bool:
        """Say whether a column holds numbers: they are set to the right, and take no more room than they need."""
        return any(not isinstance(row[rank], str) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Section:
    """One subject of the report: what is to be said of it, in whole sentences, then its tables.

    `key` are its few numbers that open the report, each with what it counts.
    """

    name: str
    title: str
    words: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    key: tuple[Row, ...] = ()


def told(cell: Cell) -> str:
    """Return a cell as readers see it: `5 526`, `225 à 255`, `27 à 31 %`, or its words."""
    if isinstance(cell, Interval):
        return recruitment_words.short_number(cell)
    if isinstance(cell, Percent):
        return f"{cell.low}\u00a0%" if cell.low == cell.high else f"{cell.low} à {cell.high}\u00a0%"
    return thousands(cell) if isinstance(cell, int) else cell


def for_spreadsheets(table: Table) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the heads and the lines of a table in numbers that a spreadsheet can count with.

    A column of intervals becomes two, of the least and of the greatest: a spreadsheet knows no interval.
    """
    paired = [any(isinstance(row[rank], tuple) for row in table.lines) for rank in range(len(table.columns))]
    heads = [
        head
        for column, is_pair in zip(table.columns, paired, strict=True)
        for head in ((f"{column} (au moins)", f"{column} (au plus)") if is_pair else (column,))
    ]
    return tuple(heads), tuple(_spread(row, paired) for row in table.lines)


def _spread(row: Row, paired: Iterable[bool]) -> tuple[str, ...]:
    cells: list[str] = []
    for cell, is_pair in zip(row, paired, strict=True):
        ends = cell if isinstance(cell, tuple) else (cell, cell)
        cells += map(str, ends if is_pair else ends[:1])
    return tuple(cells)


def short_date(day: datetime.date) -> str:
    """Return a day as a cell has room for it: `23/11/2026`."""
    return f"{day:%d/%m/%Y}"


def named(things: Iterable[str]) -> str:
    """Return things in one line, or that there is none."""
    return ", ".join(things) or NONE


def named_of(things: Collection[str], total: int) -> str:
    """Return things in one line, or that they are all there are: all of a long list name nothing."""
    return "tous" if things and len(things) == total else named(things)


def in_words(cell: Cell) -> str:
    """Return a number within a sentence: `environ 6 400`, `entre 27 et 31 %`."""
    if isinstance(cell, Interval):
        return recruitment_words.number(cell)
    return (
        f"entre {told(cell).replace(' à ', ' et ')}"
        if isinstance(cell, Percent) and cell.low < cell.high
        else told(cell)
    )


def sums(rows: Sequence[Row], first: str) -> Row:
    """Return the line that adds numbers up, column by column; a column of words stays empty, and so does all without rows."""
    if not rows:
        return ()
    columns = list(zip(*rows, strict=True))[1:]
    return (first, *(sum(column) if all(isinstance(cell, int) for cell in column) else "" for column in columns))


def typeset(section: Section) -> Section:
    """Return a section with French typography in its sentences, titles and heads, and without tables that hold nothing.

    Names are set already.
    """
    tables = tuple(
        replace(table, title=french(table.title), note=french(table.note), columns=tuple(map(french, table.columns)))
        for table in section.tables
        if table.rows
    )
    return replace(section, title=french(section.title), words=tuple(map(french, section.words)), tables=tables)
