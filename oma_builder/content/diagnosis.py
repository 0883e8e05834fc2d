"""Pydantic's errors → problems in plain French, at the line of the value."""

import typing
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from oma_builder.content.hidden_signs import is_blank, misleading, retyped
from oma_builder.content.parser import Parsed, Pointer
from oma_builder.problems import Problem, nearest, plural

_WANTED = {
    "string_type": ("doit être un texte", "écrivez le texte sur la même ligne que le champ"),
    "tuple_type": ("doit être une liste", "mettez chaque élément sur sa propre ligne, précédé de « - »"),
    "model_type": ("doit contenir des champs", "passez à la ligne et écrivez ses champs avec deux espaces de retrait"),
}

_MANY = 12

_READ_BY_MACHINES = frozenset(
    [
        "accord-abime",
        "cadrage-invalide",
        "adresse-invalide",
        "chemin-refuse",
        "chiffres-invalides",
        "choix-invalide",
        "code-court",
        "code-territoire",
        "critere-inconnu",
        "date-invalide",
        "dossier-invalide",
        "empreinte-invalide",
        "fap-forme",
        "heure-invalide",
        "mot-invalide",
        "nombre-invalide",
        "oui-ou-non",
        "onisep-forme",
        "profil-forme",
        "reference-invalide",
        "rncp-forme",
        "depot-forme",
        "rome-forme",
        "siret-invalide",
        "uai-invalide",
    ]
)
"""Codes of values that are no sentences: a sign that nobody sees makes them wrong."""


def diagnose(error: ValidationError, model: type[BaseModel], path: str, parsed: Parsed) -> tuple[Problem, ...]:
    """Explain each error of `model` in the document `path`, at the lines that the parser has noted."""
    blank = set(blank_values(parsed))
    errors = error.errors()
    misspelt = {_meant_field(item, model) for item in errors if item["type"] == "extra_forbidden"}
    return tuple(
        _explain(item, model, path, parsed)
        for item in errors
        if item["loc"] not in blank  # `blanks` tells of these
        and not _is_echo(item, errors)
        and not (item["type"] == "missing" and item["loc"] in misspelt)
    )


def blanks(model: type[BaseModel], path: str, parsed: Parsed) -> Iterator[Problem]:
    """Report each value that shows nothing, though something was typed: spaces and invisible signs."""
    for at in blank_values(parsed):
        yield empty(model, path, line_at(parsed.lines, at), at)


def empty(model: type[BaseModel], path: str, line: int, at: Pointer) -> Problem:
    """Return the error of a value, on this line, that says nothing."""
    return Problem(path, line, "champ-vide", *_empty(model, at))


def blank_values(parsed: Parsed) -> Iterator[Pointer]:
    """Yield where the texts stand that were typed and show nothing; an empty one is for the schema to judge."""
    return (at for at, text in parsed.texts if text and is_blank(text))


def swallowed_fields(model: type[BaseModel], path: str, parsed: Parsed) -> Iterator[Problem]:
    """Report the lines of a text that name a field which is missing, there or around it: their indent is too deep."""
    for at, line, name in parsed.swallowed:
        for depth in range(len(at) - 1, -1, -1):
            group: Any = parsed.data
            for part in at[:depth]:
                group = group[part]
            if isinstance(group, dict) and name not in group and name in _keys_at(model, at[:depth]):
                message = f"« {name} » est pris pour la suite du texte de « {_field_name(at)} »"
                hint = f"retirez les espaces de trop devant « {name}: » : ce nom s’aligne sur ceux des autres champs"
                yield Problem(path, line, "ligne-avalee", message, hint)
                break


def _meant_field(item: Any, model: type[BaseModel]) -> Pointer:
    """Return the field that an unknown one was most likely meant to be: its absence needs no second message."""
    at: Pointer = item["loc"]
    return (*at[:-1], nearest(retyped(str(at[-1])).casefold(), _keys_at(model, at[:-1])))


def _is_echo(item: Any, errors: Collection[Any]) -> bool:
    """Say whether a list is only "too short" because its wrong items, reported themselves, are not counted."""
    if item["type"] != "too_short" or not isinstance(item["input"], list):
        return False
    at = item["loc"]
    has_wrong_items = any(len(other["loc"]) > len(at) and other["loc"][: len(at)] == at for other in errors)
    return has_wrong_items and len(item["input"]) >= item["ctx"]["min_length"]


def _explain(item: Any, model: type[BaseModel], path: str, parsed: Parsed) -> Problem:
    at: Pointer = item["loc"]
    context = item.get("ctx") or {}
    code, message, hint = _describe(item, str(at[-1]) if at else "", model, at)
    if code == "champ-inconnu" and (meant := _meant_field(item, model)) in parsed.lines:
        hint = f"« {meant[-1]} » est déjà écrit, ligne {parsed.lines[meant]} : gardez l’un des deux"
    if code == "doublon" and len(item["input"]) <= _fewest(model, at):
        hint = "écrivez autre chose à la place"
    if "at" in context:  # a rule over several values says which one is wrong
        at = (*at, context["at"])
    if at in parsed.blocks:  # a rule over a long text says how far down
        return Problem(path, parsed.blocks[at] + context.get("lines_down", 0), code, message, hint)
    return Problem(path, line_at(parsed.lines, at), code, message, hint)


def line_at(lines: Mapping[Pointer, int], at: Pointer) -> int:
    """Return the line of the value at `at`, or of its nearest written ancestor."""
    while at and at not in lines:
        at = at[:-1]
    return lines.get(at, 1)


def _describe(item: Any, name: str, model: type[BaseModel], at: Pointer) -> tuple[str, str, str]:
    """Return the code, message and hint of one error; a value that gives none is a gap of ours."""
    kind, context = item["type"], item.get("ctx") or {}
    if kind == "missing":
        return _describe_missing(name, at)
    if kind == "extra_forbidden":
        return _describe_unknown(name, _keys_at(model, at[:-1]))
    if kind == "champ-vide":
        return kind, item["msg"], context["hint"]
    if item["input"] == "" or (kind.endswith("too_short") and isinstance(item["input"], str)):
        return "champ-vide", *_empty(model, at)
    return _describe_value(item, at)


def _describe_value(item: Any, at: Pointer) -> tuple[str, str, str]:
    """Explain a value that says something, and not what is asked."""
    kind, context = item["type"], item.get("ctx") or {}
    if kind.endswith("too_long") and isinstance(item["input"], str):
        length, most = len(item["input"]), context["max_length"]
        hint = f"{most} au plus : retirez-en au moins {length - most}"
        return "texte-trop-long", f"texte trop long : {length} caractères", hint
    if "hint" in context:
        code, message, hint = kind, item["msg"], context["hint"]
    else:
        code, message, hint = _describe_form(item, _field_name(at), at)
    if code in _READ_BY_MACHINES and isinstance(item["input"], str) and (odd := misleading(item["input"])):
        return code, *_retype(item["input"], odd, hint)
    return code, message, hint


def _describe_unknown(name: str, known: Collection[str]) -> tuple[str, str, str]:
    odd, meant = misleading(name), retyped(name)
    hint = _meant(meant, known)
    if not odd:
        return "champ-inconnu", f"champ inconnu « {name} »", hint
    if meant in known:
        hint = f"effacez ce nom et retapez-le au clavier : {meant}"
    return "champ-inconnu", f"champ inconnu « {meant} » : il contient {odd}", hint


def _retype(typed: str, odd: str, hint: str) -> tuple[str, str]:
    """Say which sign makes a code, a name or a date wrong; one with a space within stays wrong once it is retyped."""
    meant = retyped(typed)
    retype = f"effacez-le et retapez-le au clavier : {meant}"
    return f"« {meant} » contient {odd}", hint if " " in meant or not meant else retype


def _describe_missing(name: str, at: Pointer) -> tuple[str, str, str]:
    where = f"ajoutez-le sous « {_field_name(at[:-1])} »" if len(at) > 1 else "ajoutez-le à la fiche"
    if name in ("source", "sources"):
        hint = f"{where} : d’où vient cette information, et quand vous l’avez lue ; sans cela, elle ne se publie pas"
        return "source-manquante", f"il manque le champ « {name} »", hint
    return "champ-manquant", f"il manque le champ « {name} »", where


def _describe_form(item: Any, field: str, at: Pointer) -> tuple[str, str, str]:
    """Explain a value of the wrong form: not a text, not a list, not one of the choices, too many, too few."""
    kind, context, typed = item["type"], item.get("ctx") or {}, item["input"]
    if kind == "string_type" and isinstance(typed, dict) and isinstance(at[-1], int):
        return (
            "type-inattendu",
            "un « : » coupe cet élément de liste en deux",
            'entourez tout le texte de guillemets "…"',
        )
    if kind == "tuple_type" and str(typed).startswith(("–", "—")):
        return "type-inattendu", f"« {field} » doit être une liste", "écrivez « - », le tiret court, et une espace"
    if kind in _WANTED:
        wanted, hint = _WANTED[kind]
        return "type-inattendu", f"« {field} » {wanted}", hint
    if kind == "literal_error" and not isinstance(typed, str):
        message = f"une seule valeur est attendue pour « {field} »"
        return "type-inattendu", message, "écrivez-la sur la même ligne que le champ"
    if kind == "literal_error":
        allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        message = f"« {typed} » n’est pas un choix possible pour « {field} »"
        return "choix-invalide", message, _meant(str(typed), allowed)
    if kind in ("too_short", "too_long"):
        return _describe_length(kind, field, context)
    raise AssertionError(f"no French for the schema error {kind!r}")


def _describe_length(kind: str, field: str, context: Mapping[str, Any]) -> tuple[str, str, str]:
    message = f"la liste « {field} » a {plural(context['actual_length'], 'élément')}"
    if kind == "too_short":
        return "liste-trop-courte", message, f"il en faut au moins {context['min_length']}"
    return "liste-trop-longue", message, f"gardez-en {context['max_length']} au plus"


def _empty(model: type[BaseModel], at: Pointer) -> tuple[str, str]:
    """Explain an empty value: its line may only go where nothing asks for it."""
    if at and isinstance(at[-1], int):
        hint = "écrivez quelque chose, ou supprimez la ligne si la liste reste assez longue"
        return f"un élément de la liste « {_field_name(at)} » est vide", hint
    field = _model_at(model, at[:-1]).model_fields.get(str(at[-1])) if at else None
    is_asked = field is not None and field.is_required()
    hint = "écrivez quelque chose" if is_asked else "écrivez quelque chose, ou supprimez la ligne"
    return f"le champ « {_field_name(at)} » est vide", hint


def _fewest(model: type[BaseModel], at: Pointer) -> int:
    """Return how many items a list needs."""
    field = _model_at(model, at[:-1]).model_fields.get(str(at[-1])) if at else None
    marks = (*field.metadata, *_marks(field.annotation)) if field else ()
    return max((mark.min_length for mark in marks if hasattr(mark, "min_length")), default=0)


def _marks(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for part in typing.get_args(annotation):
        yield from _marks(part)


def _field_name(at: Pointer) -> str:
    return next((str(part) for part in reversed(at) if isinstance(part, str)), "fiche")


def _meant(typed: str, known: Collection[str]) -> str:
    if close := nearest(typed.casefold(), known):
        return f"vouliez-vous dire « {close} » ?"
    choices = sorted(known)
    if len(choices) > _MANY:
        return "vérifiez son orthographe, et les espaces au début de la ligne"
    return f"choix possibles : {', '.join(choices)}"


def _keys_at(model: type[BaseModel], at: Pointer) -> tuple[str, ...]:
    """Return the keys an author may write at `at`."""
    return tuple(_model_at(model, at).model_fields)


def _model_at(model: type[BaseModel], at: Pointer) -> type[BaseModel]:
    """Return the model of what stands at `at`, by walking the annotations; one without fields where there is none."""
    for part in at:
        if isinstance(part, str):
            field = model.model_fields.get(part)
            model = (_model_in(field.annotation) if field else None) or BaseModel
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, typing.get_args(annotation))), None)
