"""The file of the survey as it was downloaded: its rows, by the names of their columns."""

import datetime
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from oma_builder.content.typography import slugify
from oma_builder.problems import BuildError, Checked, Problem

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Cell: TypeAlias = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta

YEAR, TRADE, NAME, REGION, DEPARTEMENT = "annee", "code-metier-bmo", "nom-metier-bmo", "reg", "dept"
PROJECTS, DIFFICULT, SEASONAL = "met", "xmet", "smet"
COLUMNS = {
    YEAR: "annee",
    TRADE: "Code métier BMO",
    NAME: "Nom métier BMO",
    REGION: "REG",
    DEPARTEMENT: "Dept",
    PROJECTS: "met",
    DIFFICULT: "xmet",
    SEASONAL: "smet",
}
"""The columns that are read, as `slugify` writes them, and as the file does: they change places from year to year."""

_LARGEST, _LARGEST_UNPACKED = 60_000_000, 1_000_000_000
"""Bytes: the file of 2025 has 3 million, 26 million unpacked."""

_HEADER_WITHIN = 20
"""Rows above the table, at most."""

_AGAIN = "téléchargez de nouveau le fichier « Base open data BMO » sur data.gouv.fr, sans l’ouvrir dans un tableur"


@dataclass(frozen=True, slots=True)
class Table:
    """The sheet that holds the survey: the place of each column, then its rows, each with its number in the file.

    `edition` is the year that the titles of columns give (`NOMBE25`: 2025), or None.
    """

    columns: Mapping[str, int]
    rows: Sequence[tuple[int, Sequence[Cell]]]
    edition: int | None


def open_table(file: Path) -> Checked[Table | None]:
    """Read the table of a workbook, whatever its sheets are called. Raises `BuildError` where calamine is not installed."""
    try:
        import python_calamine
    except ImportError as error:
        message = "il manque python-calamine, qui ouvre les classeurs"
        raise BuildError(message, "lancez : pip install -r requirements-bmo.txt") from error
    raw = _raw(file)
    if odd := _not_a_workbook(raw):
        return Checked(None, (Problem(file.name, 0, "bmo-illisible", odd, _AGAIN),))
    try:
        workbook = python_calamine.CalamineWorkbook.from_object(io.BytesIO(raw))
        sheets = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
        tables = [_table(sheet) for sheet in sheets]
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        message = f"ce classeur ne s’ouvre pas : il est sans doute incomplet ({error})"
        return Checked(None, (Problem(file.name, 0, "bmo-illisible", message, _AGAIN),))
    return _whole(max(tables, key=lambda table: len(table.columns), default=Table({}, (), None)), file.name)


def _raw(file: Path) -> bytes:
    try:
        return file.read_bytes() if file.stat().st_size <= _LARGEST else b""
    except OSError as error:
        raise BuildError(f"lecture impossible de {file} : {error.strerror}", "vérifiez vos droits") from error


def _not_a_workbook(raw: bytes) -> str:
    """Return what a file is instead of a workbook of today, or an empty string."""
    if not raw:
        return "ce fichier est vide, ou bien trop gros pour être celui de l’enquête"
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        return "c’est un classeur d’un ancien format (.xls), ou protégé par un mot de passe"
    if not raw.startswith(b"PK"):
        return "ce n’est pas un classeur Excel (.xlsx) : peut-être un CSV, ou une page web"
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile:
        return "ce classeur est incomplet : le téléchargement s’est sans doute arrêté"
    return "ce classeur est bien trop gros pour être celui de l’enquête" if size > _LARGEST_UNPACKED else ""


def _table(sheet: "CalamineSheet") -> Table:
    """Return the table of a sheet, with as many columns as its best row of titles has."""
    first = (sheet.start or (0, 0))[0] + 1
    rows = list(enumerate(sheet.to_python(), first))
    best = Table({}, (), None)
    for index, (_, cells) in enumerate(rows[:_HEADER_WITHIN]):
        titles = {slugify(str(cell)): place for place, cell in enumerate(cells)}
        columns = {name: titles[name] for name in COLUMNS if name in titles}
        if len(columns) > len(best.columns):
            best = Table(columns, rows[index + 1 :], _edition(titles))
    return best


def _edition(titles: Mapping[str, int]) -> int | None:
    years = (title.removeprefix("nombe") for title in titles if title.startswith("nombe"))
    return next((2000 + int(year) for year in years if year.isascii() and year.isdigit() and len(year) == 2), None)


def _whole(table: Table, name: str) -> Checked[Table | None]:
    missing = [title for column, title in COLUMNS.items() if column not in table.columns]
    if not missing:
        return Checked(table)
    message = f"aucune feuille n’a toutes les colonnes de l’enquête : il manque {', '.join(missing)}"
    if len(missing) > len(COLUMNS) // 2:
        message = "ce classeur n’est pas celui de l’enquête « Besoins en main-d’œuvre »"
    hint = f"la feuille attendue a pour titres, entre autres, {', '.join(COLUMNS.values())} ; {_AGAIN}"
    return Checked(None, (Problem(name, 0, "bmo-colonnes", message, hint),))


def text_of(cell: Cell) -> str:
    """Return what a cell says, whether a spreadsheet made a number of it or not: `76`, for 76.0 as for " 76 "."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def values(table: Table, names: Sequence[str]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Yield the cells of these columns, row by row, with the number of the row; empty rows are passed over."""
    places = [table.columns[name] for name in names]
    for number, cells in table.rows:
        if any(cell != "" for cell in cells):
            yield number, tuple(cells[place] if place < len(cells) else "" for place in places)
