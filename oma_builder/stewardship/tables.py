"""A list as somebody saved it: CSV of any French spreadsheet, or a workbook, becomes lines of cells.

Messages name lines and columns, never what a cell holds: a file without titles has a person in its first line.
"""

import csv
import datetime
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from oma_builder.content.typography import slugify
from oma_builder.problems import BuildError, Checked, Problem
from oma_builder.spreadsheet import as_written

_LARGEST, _LARGEST_UNPACKED = 60_000_000, 600_000_000
"""Bytes: 100,000 contacts are 15 million as CSV, 8 million as a workbook, 90 million unpacked."""

_TITLES_WITHIN = 20
"""Lines above the titles, at most."""

_DELIMITERS = {";": "des points-virgules", "\t": "des tabulations", ",": "des virgules"}
_WIDE, _NARROW = (("utf-16", "UTF-16"),), (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252"))
"""Encodings, each with the name that people know it by, in the order in which they are tried."""

HELP_SHEET = "Mode d’emploi"
"""The sheet by which our workbooks explain themselves: no list is on it."""

_SAVE_AGAIN = "ouvrez la liste dans un tableur, et enregistrez-la en .xlsx ou en « CSV UTF-8 »"


class Line(NamedTuple):
    """One line: its number in the file, and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: `head` are its titles, `form` says how it is written.

    `above` counts the lines above the titles, `left` the other sheets that have cells: neither is read.
    """

    name: str
    head: Line
    lines: Sequence[Line]
    form: str
    above: int = 0
    left: int = 0


def open_table(file: Path, titles: Mapping[str, object]) -> Checked[Table | None]:
    """Read a list, whose line of titles is the one that knows most of these. Raises `BuildError` when the disk refuses."""
    try:
        if file.stat().st_size > _LARGEST:
            message = f"ce fichier pèse plus de {_LARGEST // 1_000_000} Mo : ce n’est pas une liste de contacts"
            return _unreadable(file, message, "vérifiez le nom du fichier")
        raw = file.read_bytes()
    except OSError as error:
        raise BuildError(f"lecture impossible de {file} : {error.strerror}", "vérifiez vos droits") from error
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        message = "c’est un classeur d’un ancien format (.xls), ou protégé par un mot de passe"
        return _unreadable(file, message, _SAVE_AGAIN)
    return _of_workbook(raw, file, titles) if raw.startswith(b"PK") else _of_text(raw, file, titles)


def _unreadable(file: Path, message: str, hint: str = _SAVE_AGAIN, line: int = 0) -> Checked[None]:
    return Checked(None, (Problem(file.name, line, "contacts-illisible", message, hint),))


def _known(cells: Iterable[str], titles: Mapping[str, object]) -> int:
    return len({id(titles[name]) for cell in cells if (name := slugify(cell)) in titles})


def _table(file: Path, lines: Sequence[Line], titles: Mapping[str, object], form: str) -> Table | None:
    best = max(lines[:_TITLES_WITHIN], key=lambda line: _known(line.cells, titles), default=None)
    if best is None or not _known(best.cells, titles):
        return None
    above = lines.index(best)
    return Table(file.name, best, lines[above + 1 :], form, above)


def _without_titles(file: Path) -> Checked[None]:
    message = "aucune des premières lignes n’a les titres d’une liste de contacts"
    hint = "partez du modèle : python build.py contacts template, puis le nom d’un nouveau fichier"
    return Checked(None, (Problem(file.name, 0, "contacts-colonnes", message, hint),))


def _of_text(raw: bytes, file: Path, titles: Mapping[str, object]) -> Checked[Table | None]:
    decoded = _decoded(raw)
    if decoded is None:
        return _unreadable(file, "ce n’est ni un classeur (.xlsx), ni un texte (.csv)")
    text, encoding = decoded
    best = max(_DELIMITERS, key=lambda delimiter: _known_with(text, delimiter, titles))
    lines: list[Line] = []
    try:
        lines.extend(_lines(text, best))
    except csv.Error:
        start = lines[-1].number + 1 if lines else 1
        return _unreadable(file, "un guillemet ouvert dans cette ligne n’est pas refermé", "ajoutez-le", start)
    table = _table(file, lines, titles, f"CSV, {encoding}, séparé par {_DELIMITERS[best]}")
    return Checked(table) if table else _without_titles(file)


def _decoded(raw: bytes) -> tuple[str, str] | None:
    """Return a text and the name of its encoding; old ones of Windows and Unix differ in signs that no list holds."""
    is_wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for codec, name in _WIDE if is_wide else _NARROW:
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else (text, name)
    return None


def _known_with(text: str, delimiter: str, titles: Mapping[str, object]) -> int:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return max((_known(cells, titles) for _, cells in zip(range(_TITLES_WITHIN), reader, strict=False)), default=0)
    except csv.Error:
        return 0


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    """Yield the lines that are not empty; one with line breaks in a cell has the number of its first."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    for cells in reader:
        if any(map(str.strip, cells)):
            yield Line(start, tuple(map(as_written, cells)))
        start = reader.line_num + 1


def _of_workbook(raw: bytes, file: Path, titles: Mapping[str, object]) -> Checked[Table | None]:
    """Read the sheet with most titles. What its formulas would reckon is not asked: they are text like any other."""
    try:
        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        message = "il manque openpyxl, qui ouvre les classeurs"
        raise BuildError(message, "lancez : pip install -r requirements-contacts.txt") from error
    broken = "ce classeur est incomplet ou abîmé"
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _LARGEST_UNPACKED:
                return _unreadable(file, "ce classeur est bien trop gros pour être une liste de contacts")
        with warnings.catch_warnings(action="ignore"):  # it tells of styles and choices that it passes over
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True)
            sheets = [tuple(_sheet_lines(sheet)) for sheet in book.worksheets if sheet.title != HELP_SHEET]
    except (zipfile.BadZipFile, zlib.error, InvalidFileException, OSError, EOFError, NotImplementedError):
        return _unreadable(file, broken)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError):  # what openpyxl lets escape
        return _unreadable(file, broken)
    tables = [_table(file, lines, titles, "classeur") for lines in sheets]
    found = max((table for table in tables if table), key=lambda table: _known(table.head.cells, titles), default=None)
    if found is None:
        return _without_titles(file)
    others = sum(bool(lines) for lines, table in zip(sheets, tables, strict=True) if table is not found)
    return Checked(replace(found, left=others))


def _sheet_lines(sheet: Any) -> Iterator[Line]:
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # what a file says of its own size is not to be believed
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if any(cell is not None for cell in cells):
            yield Line(number, tuple(map(_text_of, cells)))


def _text_of(cell: Any) -> str:
    """Return what a cell says, whether a spreadsheet made a number or a date of it or not."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return as_written(str(cell))
