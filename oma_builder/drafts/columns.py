r"""Fields of a kind ↔ columns of a table: `titre.masculin`, lists with bars between their items.

A column under several lists has as many bars as there are lists from there on: `etudes.etapes.formation` holds
`cap-macon | bp-macon || bac-pro-macon`, two paths, of two steps and of one. A bar that is meant as such is written `\|`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.drafts.document import DRAFT
from oma_builder.editor import json_schema, manual
from oma_builder.editor.json_schema import Node

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_FLAGS = {"vrai": "oui", "faux": "non"}
"""What French spreadsheets make of yes and no."""


@dataclass(frozen=True, slots=True)
class Column:
    """One field that holds values: its path, which names on it are lists, and the form of one value."""

    path: tuple[str, ...]
    lists: tuple[bool, ...]
    node: Node = field(compare=False)

    @property
    def name(self) -> str:
        """What the first row of a table calls it."""
        return ".".join(self.path)


def columns(kind: Kind[Author]) -> tuple[Column, ...]:
    """Return the columns that a table of a kind may have, in the order of the models: not that each row is a draft."""
    every = _columns(kind.model, json_schema.fields(kind.model)["properties"], (), ())
    settled = {(name, part) for name, parts in DRAFT.items() for part in parts}
    return tuple(column for column in every if column.path not in settled)


def _columns(
    model: type[Author], properties: Node, above: tuple[str, ...], lists: tuple[bool, ...]
) -> Iterator[Column]:
    for name, its_field in model.model_fields.items():
        node, inner = properties[name], manual.model_in(its_field.annotation)
        form, within = node.get("items", node), (*lists, node.get("type") == "array")
        if inner:
            yield from _columns(inner, form["properties"], (*above, name), within)
        else:
            yield Column((*above, name), within, form)


def data(known: Iterable[Column], cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields that the cells of one row fill, in the order of the models; empty cells fill none."""
    return _mapping({column: cells[column.name] for column in known if cells.get(column.name)}, 0)


def _mapping(given: Mapping[Column, str], at: int) -> dict[str, Any]:
    """Return the fields of a document, or of a part of it, whose names stand at one place of the paths."""
    names = dict.fromkeys(column.path[at] for column in given)
    groups = {name: {column: text for column, text in given.items() if column.path[at] == name} for name in names}
    made = {name: _value(group, at) for name, group in groups.items()}
    return {name: value for name, value in made.items() if value}


def _value(given: Mapping[Column, str], at: int) -> Any:
    """Return the value of one field: a text, texts, a part or parts, as the model has it."""
    column, text = next(iter(given.items()))
    if len(column.path) == at + 1:
        return [_meant(item, column) for item in _items(text)] if column.lists[at] else _meant(text, column)
    if not column.lists[at]:
        return _mapping(given, at + 1)
    split = {column: _split(text, sum(column.lists[at:])) for column, text in given.items()}
    rows = (
        {column: texts[rank] for column, texts in split.items() if rank < len(texts) and texts[rank]}
        for rank in range(max(map(len, split.values())))
    )
    return [part for row in rows if (part := _mapping(row, at + 1))]


def _items(text: str) -> list[str]:
    """Return the items of a list of texts: between bars, or a line each."""
    return [item for part in _split(text, 1) for line in part.split("\n") if (item := line.strip())]


def _split(text: str, bars: int) -> list[str]:
    return [part.strip() for part in re.split(rf"(?<![\\|])\|{{{bars}}}(?!\|)", text)]


def _meant(text: str, column: Column) -> str:
    """Return a value as files have it, where spreadsheets have their own way to write it."""
    if column.node.get("format") == "date" and (day := _DAY.fullmatch(text)):
        return f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}"
    if True in column.node.get("enum", ()):
        return _FLAGS.get(text.casefold(), text)
    return text.replace("\\|", "|")
