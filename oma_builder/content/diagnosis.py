"""Pydantic's errors → problems in plain French, at the line of the value."""

import difflib
import typing
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from oma_builder.content.parser import Pointer
from oma_builder.problems import Problem

_WANTED = {
    "string_type": ("un texte", "écrivez le texte sur la même ligne que le champ"),
    "tuple_type": ("une liste", "mettez chaque élément sur sa propre ligne, précédé de « - »"),
    "model_type": ("des champs", "passez à la ligne et écrivez ses champs avec deux espaces de retrait"),
}


def diagnose(
    error: ValidationError, model: type[BaseModel], path: str, lines: Mapping[Pointer, int]
) -> tuple[Problem, ...]:
    """Explain each error of `model` in the document `path`; `lines` is the parser's table."""
    return tuple(_explain(item, model, path, lines) for item in error.errors())


def _explain(item: Any, model: type[BaseModel], path: str, lines: Mapping[Pointer, int]) -> Problem:
    at: Pointer = item["loc"]
    code, message, hint = _describe(item, str(at[-1]) if at else "", model, at)
    return Problem(path, line_at(lines, at), code, message, hint)


def line_at(lines: Mapping[Pointer, int], at: Pointer) -> int:
    """Return the line of the value at `at`, or of its nearest written ancestor."""
    while at and at not in lines:
        at = at[:-1]
    return lines.get(at, 1)


def _describe(item: Any, name: str, model: type[BaseModel], at: Pointer) -> tuple[str, str, str]:
    """Return the code, message and hint of one error; a value that gives none is a gap of ours."""
    kind, context = item["type"], item.get("ctx") or {}
    if kind == "missing":
        return "champ-manquant", f"il manque le champ « {name} »", _where_missing(at)
    if kind == "extra_forbidden":
        return "champ-inconnu", f"champ inconnu « {name} »", _nearest(name, _keys_at(model, at[:-1]))
    if item["input"] == "" or kind == "string_too_short":
        return "champ-vide", f"le champ « {name} » est vide", "remplissez-le, ou supprimez la ligne"
    if "hint" in context:
        return kind, item["msg"], context["hint"]
    return _describe_form(kind, _field_name(at), str(item["input"]), context)


def _describe_form(kind: str, field: str, typed: str, context: Mapping[str, Any]) -> tuple[str, str, str]:
    """Explain a value of the wrong form: not a text, not a list, not one of the choices, too many, too few."""
    if kind in _WANTED:
        wanted, hint = _WANTED[kind]
        return "type-inattendu", f"« {field} » doit être {wanted}", hint
    if kind == "literal_error":
        allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        message = f"« {typed} » n’est pas un choix possible pour « {field} »"
        return "choix-invalide", message, _nearest(typed, allowed)
    if kind == "too_short":
        message = f"la liste « {field} » est trop courte ({context['actual_length']})"
        return "liste-trop-courte", message, f"il en faut au moins {context['min_length']}"
    if kind == "too_long":
        return (
            "liste-trop-longue",
            f"la liste « {field} » est trop longue",
            f"gardez-en {context['max_length']} au plus",
        )
    raise AssertionError(f"no French for the schema error {kind!r}")


def _field_name(at: Pointer) -> str:
    return next((str(part) for part in reversed(at) if isinstance(part, str)), "fiche")


def _where_missing(at: Pointer) -> str:
    return f"ajoutez-le sous « {_field_name(at[:-1])} »" if len(at) > 1 else "ajoutez-le à la fiche"


def _nearest(typed: str, known: Iterable[str]) -> str:
    choices = sorted(known)
    close = difflib.get_close_matches(typed.casefold(), choices, n=1, cutoff=0.6)
    return f"vouliez-vous dire « {close[0]} » ?" if close else f"choix possibles : {', '.join(choices)}"


def _keys_at(model: type[BaseModel], at: Pointer) -> tuple[str, ...]:
    """Return the keys an author may write at `at`, by walking the annotations of the models."""
    for part in at:
        if isinstance(part, str):
            inner = _model_in(model.model_fields[part].annotation)
            if inner is None:
                return ()
            model = inner
    return tuple(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, typing.get_args(annotation))), None)
