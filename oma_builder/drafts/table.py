"""A table as somebody saved it (CSV, whatever the encoding and separator of the spreadsheet) → its rows by their columns."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oma_builder.problems import Checked, Problem

LARGEST = 50_000_000
"""Bytes of a table: the national list of diplomas has some 3 million."""

_SEPARATORS = (";", ",", "\t")
_DECLARED = "sep="
"""How a first line tells Excel the separator."""

_SAVE = "dans votre tableur, choisissez « Enregistrer sous », puis « CSV UTF-8 »"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file where it begins, and its cells that are not empty, by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table, in their order, and its rows that are not empty."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(raw: bytes, path: str) -> Checked[Table | None]:
    """Return a table, or what keeps it from being read; its first row names the columns."""
    text = _text(raw)
    if text is None:
        kind = "un classeur Excel" if raw.startswith(b"PK\x03\x04") else "un fichier d’un autre type"
        return Checked(None, (_unreadable(path, 0, f"ce n’est pas un tableau CSV, mais {kind}"),))
    text, separator, skipped = _separated(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, broken = _lines(reader, skipped)
    if broken:
        message = "un guillemet est ouvert et n’est jamais fermé, ou une case est bien trop longue"
        return Checked(None, (_unreadable(path, broken, message),))
    if not rows:
        return Checked(None, (_unreadable(path, 0, "ce tableau est vide"),))
    (_, head), *others = rows
    columns = tuple(" ".join(name.split()) for name in head)
    problems = tuple(_misfits(columns, others, path))
    made = tuple(Row(line, dict(_cells(columns, cells))) for line, cells in others)
    return Checked(Table(tuple(filter(None, columns)), made), problems)


def _text(raw: bytes) -> str | None:
    """Return the text of a file in UTF-8, in UTF-16 as Excel and PowerShell write it, or in Windows-1252."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(raw, "utf-16")
    text = _decoded(raw, "utf-8-sig")
    return _decoded(raw, "cp1252") if text is None else text


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _separated(text: str) -> tuple[str, str, int]:
    """Return a text without the line that tells its separator, the separator, and how many lines are gone."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith(_DECLARED) and first[len(_DECLARED) :].strip("\r\n ") in _SEPARATORS:
        return rest, first[len(_DECLARED) :].strip("\r\n "), 1
    return text, max(_SEPARATORS, key=first.count), 0


def _lines(reader: Any, skipped: int) -> tuple[list[tuple[int, list[str]]], int]:
    """Return the rows that are not empty, with the line where each begins; then that of a row that does not end, or 0."""
    rows: list[tuple[int, list[str]]] = []
    first = skipped + 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                rows.append((first, [cell.replace("\r\n", "\n").replace("\r", "\n").strip() for cell in cells]))
            first = reader.line_num + skipped + 1
    except csv.Error:
        return rows, first
    return rows, 0


def _cells(columns: tuple[str, ...], cells: list[str]) -> Iterator[tuple[str, str]]:
    yield from ((name, cell) for name, cell in zip(columns, cells, strict=False) if name and cell)


def _misfits(columns: tuple[str, ...], rows: list[tuple[int, list[str]]], path: str) -> Iterator[Problem]:
    """Tell of columns that stand twice, and of cells that stand in no column."""
    for name in dict.fromkeys(filter(None, columns)):
        if columns.count(name) > 1:
            yield Problem(path, 1, "import-csv-colonne", f"la colonne « {name} » figure deux fois", "gardez-en une")
    for line, cells in rows:
        lost = [cell for at, cell in enumerate(cells) if cell and (at >= len(columns) or not columns[at])]
        if lost:
            message = f"« {lost[0][:60]} » n’est dans aucune colonne"
            hint = "donnez un titre à sa colonne ; un texte qui contient le séparateur s’écrit entre guillemets"
            yield Problem(path, line, "import-csv-ligne", message, hint)


def _unreadable(path: str, line: int, message: str) -> Problem:
    return Problem(path, line, "import-csv-illisible", message, _SAVE)
