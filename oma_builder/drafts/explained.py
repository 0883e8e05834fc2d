"""The fields of a kind as lines to fill in: each explained by its model, written when it is known, else as a remark.

A remark that explains has a space after its sign; a field that waits to be filled in has none, as in the settings of
many programs: who takes the sign away has the field.
"""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from oma_builder.content.fields import LONGEST_TEXT
from oma_builder.content.kinds.base import Author, Picture
from oma_builder.content.writing import yaml_lines
from oma_builder.editor import json_schema, manual
from oma_builder.editor.json_schema import Node

_WIDTH = 118
_NAMED_AT_MOST = 25
"""Documents that a relation may lead to and that are all named."""

_ITEMS_AT_MOST = 3
"""Items of an empty list that are laid out."""

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is told beside the models: the documents that exist, by kind, and remarks on single fields."""

    existing: Mapping[str, tuple[str, ...]]
    remarks: Mapping[str, tuple[str, ...]]


def lines(model: type[Author], values: Data, around: Surroundings) -> Iterator[str]:
    """Yield the lines of all fields of a model, those of `values` written; models that recur are explained once."""
    properties = json_schema.fields(model)["properties"]
    explained: set[type[Author]] = set()
    for name, field in model.model_fields.items():
        yield ""
        yield from _explanation(name, field, properties[name], around, explained, "")
        for remark in around.remarks.get(name, ()):
            yield from remarked(remark, "  ")
        if name != json_schema.BODY:
            yield from _field(name, field, properties[name], values)


def _explanation(
    name: str, field: FieldInfo, node: Node, around: Surroundings, explained: set[type[Author]], indent: str
) -> Iterator[str]:
    """Yield what is said of a field, then of its parts, unless these were told before."""
    inner = manual.model_in(field.annotation)
    wanted = "obligatoire" if field.is_required() else "facultatif"
    limits = "".join(f" ; {limit}" for limit in _limits(field, node))
    yield from remarked(f"{name} ({wanted}{limits}) : {field.description}{_choice(node, around)}", indent)
    if inner and inner not in explained:
        explained.add(inner)
        parts = node.get("items", node)["properties"]
        for part, its_field in inner.model_fields.items():
            yield from _explanation(part, its_field, parts[part], around, explained, f"{indent}  ")


def picture_lines(file: str) -> Iterator[str]:
    """Yield the lines of a picture to be pasted into a document: what is known, and what is to be written."""
    yield "illustration:"
    for name, field in Picture.model_fields.items():
        if name == "fichier":
            yield f"  {name}: {file}"
        elif field.is_required():
            yield from (f"  {line}" for line in remarked(field.description or ""))
            yield f"  {name}:"


def _limits(field: FieldInfo, node: Node) -> list[str]:
    """Return what limits a field, without the folder that its description names and what its parts say."""
    told = manual.count(node) if manual.model_in(field.annotation) else manual.limits(node)
    description = field.description or ""
    return [limit for limit in told.split(" ; ") if limit != "–" and limit.removeprefix("un ") not in description]


def _choice(node: Node, around: Surroundings) -> str:
    """Name the documents that a relation may lead to, unless they are too many."""
    folder = node.get("$comment") or node.get("items", {}).get("$comment")
    names = around.existing.get(folder, ()) if folder else ()
    return f" ; au choix : `{'`, `'.join(names)}`" if 0 < len(names) <= _NAMED_AT_MOST else ""


def remarked(text: str, indent: str = "") -> list[str]:
    """Return a sentence as remarks of a width that one reads at ease."""
    said = json_schema.plain(manual.typeset(text)).replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    return textwrap.wrap(
        said,
        _WIDTH,
        initial_indent=f"# {indent}",
        subsequent_indent=f"#   {indent}",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _field(name: str, field: FieldInfo, node: Node, values: Data) -> Iterator[str]:
    """Yield the line of a field with its value, or as it waits for one."""
    if name not in values:
        yield from map(_waiting, _blank(name, field, node))
        return
    inner, value = manual.model_in(field.annotation), values[name]
    if inner is None or not isinstance(value, Mapping):
        yield from yaml_lines({name: value})
        return
    yield f"{name}:"
    for part, its_field in inner.model_fields.items():
        yield from (f"  {line}" for line in _field(part, its_field, node["properties"][part], value))


def _waiting(line: str) -> str:
    """Return a line that waits to be filled in: its sign touches its first word."""
    return f"{' ' * (len(line) - len(line.lstrip()))}#{line.lstrip()}"


def _blank(name: str, field: FieldInfo, node: Node) -> list[str]:
    """Return the lines of a field to be filled in, and of all its parts."""
    inner, is_list = manual.model_in(field.annotation), node.get("type") == "array"
    if inner:
        parts = _blank_parts(inner, node.get("items", node)["properties"])
        return [f"{name}:", *(f"  {line}" for line in (_as_item(parts) if is_list else parts))]
    if is_list:
        return [f"{name}:", *["  -"] * max(1, min(node.get("minItems", 0), _ITEMS_AT_MOST))]
    if node.get("maxLength") == LONGEST_TEXT:
        return [f"{name}: |"]
    return [f"{name}: {node['default']}" if "default" in node else f"{name}:"]


def _blank_parts(model: type[Author], properties: Node) -> list[str]:
    """Return the lines of the fields of a part; those that it needs come first, so that an item never begins with another."""
    fields = sorted(model.model_fields.items(), key=lambda pair: not pair[1].is_required())
    return [line for name, field in fields for line in _blank(name, field, properties[name])]


def _as_item(parts: list[str]) -> list[str]:
    first, *others = parts
    return [f"- {first}", *(f"  {line}" for line in others)]
