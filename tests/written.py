"""Documents as authors write them, with every field of their kind filled: made from the models, so that none is forgotten."""

import json
import typing
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import AfterValidator, BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from oma_builder.content import fields
from oma_builder.content.fields import LONGEST_TEXT, MarkdownField
from oma_builder.content.kinds.base import Refers
from oma_builder.content.kinds.site import Repository
from oma_builder.content.schema import KINDS

Names = Mapping[str, tuple[str, ...]]
"""What a document names, by kind; a field for one name takes the first."""

Words = Callable[[str, int], str]
"""Returns the text of a field, given its name and the most characters that it may have."""

MODELS = {kind.name: kind.model for kind in KINDS if not kind.written_by}
"""What people write."""

_CODES = {
    "debut": "2027-01-14",
    "fin": "2027-01-15",
    "heure_debut": "09:00",
    "changements": "2026-09-01",
    "heure_fin": "17:30",
    "label_jusqu_au": "2027-08-31",
    "valable_jusqu_au": "2027-08-31",
    "expire_le": "2027-08-31",
    "date": "2026-09-01",
    "revu_le": "2026-09-01",
    "label_du": "2025-09-01",
    "valable_du": "2025-09-01",
    "a_partir_du": "2025-09-01",
    "jusqu_au": "2027-08-31",
    "courriel": "stages@exemple.example",
    "siret": "73282932000074",
    "uai": "0310001H",
    "rncp": "RNCP12345",
    "rome": "A1502",
    "fichier": "exemple.svg",
    "cadrage": "haut",
    "mois": "11",
    "icone": "exemple.svg",
    "reference": "dossier-1",
    "adresse": "https://exemple.example/adresse",
    "peertube": "https://exemple.example/w/exemple",
    "depot": "https://exemple.example/films/",
    "validations": "metiers",
    "octets": "3400000",
    "empreinte": "0" * 64,
    "affiche": "1" * 64,
    "onisep": "FOR.2246",
    "releve_le": "2026-09-01",
    "acces": "0",
    "niveau": "3",
    "acces_min": "0",
    "acces_max": "8",
    "niveau_min": "3",
    "niveau_max": "8",
    "duree": "2",
    "annee": "2026",
    "jours": "2",
    "rang": "10",
    "mots": "exemple",
    "debutant": "1850",
    "confirme": "2400",
    "principal": "R",
    "secondaire": "I",
    "lettre": "R",
    "code": "31",
    "fap": "D1X33",
    "nom": "Texte de nom",
    "chiffres": "region 76: 5 projets, 0-4 difficiles, 0-4 saisonniers",
    "largeur": "1280",
    "hauteur": "720",
    "minimum": "25",
    "maximum": "25",
    "plus_faible": "-24",
    "plus_fort": "-16",
    "signes_par_seconde": "17",
    "signes_par_ligne": "42",
    "code_court": "7kq2m",
    "page": "12",
    "pages": "96",
    "champs": "accroche=0123456789ab",
    "metier": "exemple",
    "films": "exemple",
    "contact": "contact@exemple.example",
    "signalement": "https://exemple.example/signaler",
    "arretee_le": "2026-09-01",
    "epaisseur_papier": "100",
    "epaisseur_couverture": "300",
    "profil": "imprimeur.icc",
    "revision_mois": "24",
    "critere": "1.1",
    "valable_mois": "12",
    "signee_le": "2021-03-18",
    "duree_annees": "2",
    "copie": 'accroche = "Exemple"',
}
"""Values of the fields whose form is fixed, by name."""


def filled(kind: str, words: Words, names: Names, **changes: Any) -> dict[str, Any]:
    """Return what an author may write at most in a document of a kind, with these changes to its fields."""
    return {**_filled(MODELS[kind], words, names), **changes}


def every_field(model: type[BaseModel], words: Words, names: Names) -> dict[str, Any]:
    """Return what an author may write at most under a model of any kind, single files among them."""
    return _filled(model, words, names)


def bare(kind: str, words: Words, names: Names, **changes: Any) -> dict[str, Any]:
    """Return what an author must write at least, and all the same every reference: it may lead to nothing shown."""
    model = MODELS[kind]
    kept = {name for name, field in model.model_fields.items() if field.is_required() or _refers(field)}
    written = {name: value for name, value in filled(kind, words, names).items() if name in kept}
    return {**written, **changes}


def write(content: Path, kind: str, identifier: str, entry: Mapping[str, Any]) -> None:
    """Write a document into a content folder; JSON is YAML, and needs no care about signs."""
    folder = content / kind
    folder.mkdir(exist_ok=True)
    if "corps" in entry:
        head = {name: value for name, value in entry.items() if name != "corps"}
        (folder / f"{identifier}.md").write_text(f"---\n{_yaml(head)}\n---\n{entry['corps']}\n", encoding="utf-8")
    else:
        (folder / f"{identifier}.yaml").write_text(_yaml(entry), encoding="utf-8")


def _yaml(entry: Mapping[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False, indent=0)


_WHOLE: Mapping[type[BaseModel], Mapping[str, str]] = {
    Repository: {"hote": "gitlab", "nom": "exemple/guide", "branche": "main", "application": "a" * 64},
}
"""Parts whose fields are names of other systems: what else is called by these words is a text."""


def _filled(model: type[BaseModel], words: Words, names: Names) -> dict[str, Any]:
    if model in _WHOLE:
        return dict(_WHOLE[model])
    found = ((name, _value(name, field, words, names)) for name, field in model.model_fields.items())
    return {name: value for name, value in found if value not in ([], None)}


def _value(name: str, field: FieldInfo, words: Words, names: Names) -> Any:
    if name == "remplace":
        return []  # no two sheets may take the place of the same one
    parts = [*_parts(field.annotation), *field.metadata]
    many = any(typing.get_origin(part) is tuple for part in parts)
    if refers := next((part for part in parts if isinstance(part, Refers)), None):
        found = names.get(refers.kind, ())
        others = found[1:] if name == "ou" else found  # a step's other diplomas, beside its first
        return [*others] if many else next(iter(found), None)
    one = _one(name, parts, words, names)
    if isinstance(one, str) and many and one not in _CODES.values():
        least = max((getattr(mark, "min_length", None) or 1 for mark in field.metadata), default=1)
        return [one if index == 0 else _text(f"{name} {index + 1}", parts, words) for index in range(least)]
    return [one] if many and not isinstance(one, list) else one


def _refers(field: FieldInfo) -> bool:
    return any(isinstance(part, Refers) for part in (*_parts(field.annotation), *field.metadata))


def _one(name: str, parts: list[Any], words: Words, names: Names) -> Any:
    if _is_text(parts):
        return _text(name, parts, words)
    if inner := next((part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)), None):
        return _filled(inner, words, names)
    if name in _CODES:
        return _CODES[name]
    if bool in parts:
        return "non"
    choice = next(typing.get_args(part) for part in parts if typing.get_origin(part) is Literal)
    return [*choice] if any(typing.get_origin(part) is tuple for part in parts) else choice[-1]


def _text(name: str, parts: list[Any], words: Words) -> str:
    limits = (getattr(part, "max_length", None) for part in parts if isinstance(part, StringConstraints))
    return words(name, min(filter(None, limits), default=LONGEST_TEXT))


def _is_text(parts: list[Any]) -> bool:
    return any(
        isinstance(part, MarkdownField)
        or (isinstance(part, AfterValidator) and part.func in (fields._plain, fields._prose, fields._typed))
        for part in parts
    )


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield an annotation and all it is made of."""
    yield annotation
    for part in (*typing.get_args(annotation), *getattr(annotation, "__metadata__", ())):
        if typing.get_origin(annotation) is not Literal:
            yield from _parts(part)
