"""The parts of CONTRIBUTING.md that are written by the program: its fields and its messages.

Each part stands between two comments, `<!-- début : NAME -->` and `<!-- fin : NAME -->`; all else in the
file belongs to its authors.
"""

import re
import typing
from collections.abc import Iterator, Mapping
from typing import Any

from oma_builder.content.fields import LONGEST_TEXT
from oma_builder.content.kinds.base import Author, Picture, Publication, Source, Title
from oma_builder.content.kinds.recherche import Clues, Criterion
from oma_builder.content.typography import french, slugify
from oma_builder.editor import json_schema
from oma_builder.editor.codes import SECTIONS
from oma_builder.editor.codes_reading import Code
from oma_builder.editor.json_schema import Node
from oma_builder.problems import BuildError

_PART = re.compile(r"(<!-- début : (.+?) -->\n).*?(<!-- fin : \2 -->)", re.DOTALL)
_COMMON: Mapping[type[Author], tuple[str, str]] = {
    Title: ("titre", "[les deux genres](#les-deux-genres)"),
    Source: ("source", "[une source](#sources-et-dates)"),
    Picture: ("image", "[une image](#les-images)"),
    Publication: ("publication", "–"),
    Criterion: ("critere", "[un critère](#un-critère)"),
    Clues: ("indices", "[des indices](#des-indices)"),
}
"""Models that several kinds share: each has one table of its own, to which the others lead."""

_SIZES = {100: "court", 240: "phrase", LONGEST_TEXT: "texte"}
_FORMATS = {"date": "date", "uri": "`https://…`", "email": "adresse électronique"}


def refreshed(text: str) -> str:
    """Return CONTRIBUTING.md with each generated part as it must be today."""
    parts = _parts()
    names = [name for _, name, _ in _PART.findall(text)]
    for name in sorted({*parts, *names}):
        if (name in parts, names.count(name)) != (True, 1):
            message = f"CONTRIBUTING.md doit contenir une fois la partie « {name} », entre ses deux marques"
            hint = f"remettez les lignes <!-- début : {name} --> et <!-- fin : {name} -->"
            raise BuildError(message, hint if name in parts else f"retirez la partie « {name} »")
    return _PART.sub(lambda part: f"{part[1]}\n{typeset(parts[part[2]])}\n{part[3]}", text)


def typeset(text: str) -> str:
    """Give the words French spaces, but not what an author types, between backquotes."""
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(piece if at % 2 else french(piece) for at, piece in enumerate(pieces))


def _parts() -> dict[str, str]:
    tables = {f"champs {kind.name}": _table(kind.model) for kind in json_schema.WRITTEN}
    common = {f"champs {name}": _table(model) for model, (name, _) in _COMMON.items()}
    return {**tables, **common, "messages": _messages()}


def _messages() -> str:
    """Give each code a title of its own: what is printed and shown of a problem leads to it (`problems.explanation`)."""
    texts = (f"### {section}\n\n" + "\n".join(map(_message, codes)) for section, codes in SECTIONS.items())
    return "\n".join(texts)


def _message(code: Code) -> str:
    weight = "*Avertissement.* " if code.is_warning else "*Information.* " if code.is_information else ""
    return f"#### `{code.name}`\n\n{weight}{code.meaning} **Que faire ?** {code.remedy}\n"


def _table(model: type[Author]) -> str:
    head = "| Champ | Obligatoire | Ce qu’on y écrit | Limites |\n|---|---|---|---|\n"
    return head + "".join(_rows(model, ""))


def _rows(model: type[Author], above: str) -> Iterator[str]:
    """Yield a row for each field, followed by those of its own fields: `conditions`, then `conditions › lieux`."""
    properties = json_schema.fields(model)["properties"]
    for name, field in model.model_fields.items():
        path = f"{above}{name}"
        wanted = "oui" if field.is_required() else "non"
        inner = model_in(field.annotation)
        form = _of_parts(properties[name], inner) if inner else limits(properties[name])
        yield f"| `{path}` | {wanted} | {field.description} | {form} |\n"
        if inner and inner not in _COMMON:
            yield from _rows(inner, f"{path} › ")


def model_in(annotation: Any) -> type[Author] | None:
    """Return the model of the parts that a field holds, if it holds any."""
    if isinstance(annotation, type) and issubclass(annotation, Author):
        return annotation
    return next(filter(None, map(model_in, typing.get_args(annotation))), None)


def _of_parts(node: Node, inner: type[Author]) -> str:
    """Say what a field with fields of its own holds: they are told in its own table, or in the rows below."""
    form = _COMMON[inner][1] if inner in _COMMON else "voir ci-dessous"
    return f"{count(node)} ; {form}" if node["type"] == "array" else form


def limits(node: Node) -> str:
    """Say in French what a field without parts may hold, how much of it, and what stands for it where it is not written."""
    if node.get("type") == "array":
        return f"{count(node)} ; {limits(node['items'])}"
    form = _form(node)
    return f"{form} ; sinon `{node['default']}`" if "default" in node else form


def _form(node: Node) -> str:
    if True in node.get("enum", ()):
        return "`oui` ou `non`"
    if "enum" in node:
        meanings = node.get("enumDescriptions") or node["enum"]
        pairs = zip(node["enum"], meanings, strict=True)
        return ", ".join(f"`{code}`{'' if slugify(said) == code else f' ({said})'}" for code, said in pairs)
    if "$comment" in node:
        return f"un fichier de `{node['$comment']}/`"
    if node.get("minimum"):  # a code such as 09 is a text of digits, and starts at 0
        return f"de {node['minimum']} à {node['maximum']}"
    if "maxLength" in node:
        return _SIZES.get(node["maxLength"]) or f"{node['maxLength']:,} caractères".replace(",", " ")
    return _FORMATS.get(node.get("format", ""), "–")


def count(node: Node) -> str:
    """Say how many items a list may have; nothing of what is no list."""
    if node.get("type") != "array":
        return "–"
    low, high = node.get("minItems", 0), node.get("maxItems")
    if high:
        return f"{low} à {high}" if low else f"{high} au plus"
    return f"au moins {low}" if low else "liste"
