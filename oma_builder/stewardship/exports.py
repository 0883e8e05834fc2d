"""Lists of contacts as French spreadsheets open them: CSV, or a workbook with its choices. No cell of them is run."""

import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oma_builder.problems import BuildError, ExitCode
from oma_builder.spreadsheet import as_csv, harmless
from oma_builder.stewardship.contacts import COLUMNS, ROLES, Column, WrongCell
from oma_builder.stewardship.tables import HELP_SHEET, Line

if TYPE_CHECKING:  # openpyxl is there only where somebody works on contacts
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

SUFFIXES = (".csv", ".xlsx")

_LAST_ROW = 1_048_576
"""Of a sheet, in every spreadsheet of today."""

_WIDTHS = {"role": 44, "organisation": 34, "mail": 32, "purpose": 40}
_AS_TEXT, _AS_DATE = "@", "dd/mm/yyyy"


def require_form(file: Path) -> None:
    """Refuse a file that is called neither a CSV nor a workbook. Raises `BuildError`."""
    if file.suffix.lower() not in SUFFIXES:
        hint = "son nom finit par .xlsx (classeur) ou par .csv"
        raise BuildError(f"« {file.name} » n’a pas un nom de liste de contacts", hint, ExitCode.USAGE)


def template(file: Path) -> bytes:
    """Return an empty list in the form that the name of `file` asks for."""
    titles = [column.title for column in COLUMNS]
    return written(file, titles, (), dict(enumerate(COLUMNS)))


def written(file: Path, head: Sequence[str], lines: Iterable[Line], places: Mapping[int, Column]) -> bytes:
    """Return a list in the form that the name of `file` asks for: known columns set in one way, others as they were.

    Raises `BuildError` where openpyxl is not installed.
    """
    if file.suffix.lower() == ".csv":
        rows = ([_shown(cell, places.get(place)) for place, cell in enumerate(line.cells)] for line in lines)
        return as_csv(map(harmless, head), rows)
    return _workbook(head, lines, places)


def _value(cell: str, column: Column | None) -> Any:
    """Return what a cell means, or its text where nobody can tell."""
    if column is None or not cell.strip():
        return None
    try:
        return column.read(cell)
    except WrongCell:
        return None


def _shown(cell: str, column: Column | None) -> str:
    value = _value(cell, column)
    return cell if value is None or column is None else column.show(value)


def _workbook(head: Sequence[str], lines: Iterable[Line], places: Mapping[int, Column]) -> bytes:
    try:
        import openpyxl
    except ImportError as error:
        message = "il manque openpyxl, qui écrit les classeurs"
        raise BuildError(message, "lancez : pip install -r requirements-contacts.txt, ou nommez un .csv") from error
    book = openpyxl.Workbook(write_only=True)  # 100,000 lines would take a gigabyte as cells
    sheet: WriteOnlyWorksheet = book.create_sheet("Contacts")
    _dress(sheet, len(head), places)
    sheet.append([_titled(sheet, title) for title in head])
    for line in lines:
        sheet.append([_cell(sheet, cell, places.get(place)) for place, cell in enumerate(line.cells)])
    _explain(book)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def _titled(sheet: "WriteOnlyWorksheet", title: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, harmless(title))
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: "WriteOnlyWorksheet", cell: str, column: Column | None) -> Any:
    from openpyxl.cell import WriteOnlyCell

    value = _value(cell, column)
    if not isinstance(value, datetime.date):
        return harmless(cell if value is None or column is None else column.show(value))
    dated = WriteOnlyCell(sheet, value)
    dated.number_format = _AS_DATE
    return dated


def _dress(sheet: "WriteOnlyWorksheet", width: int, places: Mapping[int, Column]) -> None:
    """Set the form of each column, so that a spreadsheet neither rounds a number nor takes a zero away."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.freeze_panes = "A2"
    for place in range(width):
        letter, column = get_column_letter(place + 1), places.get(place)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.field, 18) if column else 18
        sheet.column_dimensions[letter].number_format = _AS_DATE if column and column.is_date else _AS_TEXT
        if column and column.field == "role":
            choices = DataValidation("list", f"'{HELP_SHEET}'!$D$2:$D${len(ROLES) + 1}", allow_blank=True)
            choices.error = "Choisissez l’un des rôles de la liste."
            choices.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.data_validations.append(choices)


def _explain(book: "Workbook") -> None:
    """Add the sheet that says what goes into each column, and which roles there are."""
    sheet = book.create_sheet(HELP_SHEET)
    rows: list[list[str]] = [["Colonne", "Ce qu’elle contient", "Obligatoire", "Les rôles"]]
    for rank in range(max(len(COLUMNS), len(ROLES))):
        column = COLUMNS[rank] if rank < len(COLUMNS) else None
        told = [column.title, column.help, "oui" if column.is_required else ""] if column else ["", "", ""]
        rows.append([*told, ROLES[rank] if rank < len(ROLES) else ""])
    for letter, width in zip("ABCD", (20, 60, 14, 50), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in rows:
        sheet.append(row)
