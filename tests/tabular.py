"""Documents as rows of a table: the other way round from `drafts.columns`, for tests."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from oma_builder.drafts.columns import Column


def cells(known: Iterable[Column], data: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells of a document, by the names of their columns."""
    made = {column.name: _cell(column, data, 0) for column in known}
    return {name: cell for name, cell in made.items() if cell.strip(" |")}


def _cell(column: Column, value: Any, at: int) -> str:
    if value is None:
        return ""
    if at == len(column.path):
        return str(value).replace("|", "\\|")
    inner = value.get(column.path[at])
    if not column.lists[at]:
        return _cell(column, inner, at + 1)
    bars = "|" * sum(column.lists[at:])
    return f" {bars} ".join(_cell(column, item, at + 1) for item in inner or ())


def written(rows: list[dict[str, str]], separator: str = ";", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """Return rows as the bytes of a file."""
    stream = io.StringIO(newline="")
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(stream, names, delimiter=separator, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode(encoding)
