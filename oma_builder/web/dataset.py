"""The open data, described: tables from which come the schemas, the columns of the CSV files and their documentation.

`open_data.py` fills those of trades, `open_tables.py` has the other sets. A field with `parts` is an object in JSON and as many columns in the CSV; a field that is
`many` is a list in JSON and one cell in the CSV.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

TEXT: Mapping[str, Any] = {"type": "string", "minLength": 1}
SLUG: Mapping[str, Any] = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
DAY: Mapping[str, Any] = {"type": "string", "format": "date"}
ADDRESS: Mapping[str, Any] = {"type": "string", "format": "uri", "pattern": "^[Hh][Tt]{2}[Pp][Ss]://"}
_YEAR: Mapping[str, Any] = {"type": "integer", "minimum": 2000}
_FAP: Mapping[str, Any] = {"type": "string", "pattern": "^[A-Z][0-9A-Z][A-Y][0-9]{2}$"}
TERRITORY_KIND: Mapping[str, Any] = {"enum": ["region", "academie", "departement"]}
TERRITORY_CODE: Mapping[str, Any] = {"type": "string", "pattern": "^[0-9]{2}$"}
COUNT: Mapping[str, Any] = {"type": "integer", "minimum": 1}
_LEAST = "Le plus petit nombre de projets possible : un petit nombre est tenu secret, et son total n’est connu qu’entre deux bornes."
_MOST = "Le plus grand nombre de projets possible, le même que le plus petit quand rien n’est secret."
_EUROS: Mapping[str, Any] = {"type": "integer", "minimum": 1}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the CSV: its header, the place of its values in the JSON, and its French documentation."""

    name: str
    path: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Field:
    """One property of the JSON; `shape` is its schema when it has no `parts`; an `optional` one may be null."""

    name: str
    title: str
    description: str
    shape: Mapping[str, Any] = field(default_factory=lambda: TEXT)
    parts: tuple["Field", ...] = ()
    many: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of the table without parts: the names that lead to it; `many` when there may be several in a cell."""

    path: tuple[str, ...]
    many: bool
    column: Column


def source_of(of: str) -> tuple[Field, ...]:
    """Return the parts of a source, which is that « of » something."""
    return (
        Field("titre", f"Source {of}", "Le document et l’organisme, ou l’article de loi."),
        Field("adresse", f"Adresse de la source {of}", "La page où chacun peut vérifier, si elle est en ligne.", ADDRESS, optional=True),
        Field("date", f"Date de lecture de la source {of}", "Le jour où la source a été lue (AAAA-MM-JJ).", DAY),
    )  # fmt: skip


METIER = (
    Field("id", "Identifiant du métier", "Le nom court et stable du métier, en lettres sans accent, chiffres et tirets.", SLUG),
    Field("titre_masculin", "Titre au masculin", "Le nom du métier au masculin."),
    Field("titre_feminin", "Titre au féminin", "Le nom du métier au féminin, le même si le mot ne change pas."),
    Field("synonymes", "Autres noms", "Les autres noms du métier, aux deux genres.", many=True, parts=(
        Field("masculin", "Autre nom au masculin", "Un autre nom du métier, au masculin."),
        Field("feminin", "Autre nom au féminin", "Le même nom, au féminin."),
    )),
    Field("accroche", "Accroche", "Une phrase qui présente le métier."),
    Field("secteur", "Secteur", "Le secteur principal du métier dans ce guide.", parts=(
        Field("id", "Identifiant du secteur", "Le nom court et stable du secteur.", SLUG),
        Field("nom", "Nom du secteur", "Le nom du secteur, comme sur le site."),
    )),
    Field("rome", "Fiche ROME", "La fiche du ROME 4.0 (France Travail) à laquelle le métier se rattache.", parts=(
        Field("code", "Code ROME", "Une lettre et quatre chiffres.", {"type": "string", "pattern": "^[A-N][0-9]{4}$"}),
        Field("libelle", "Libellé ROME", "L’intitulé de la fiche, vide si le code est plus récent que la version du guide.", optional=True),
    )),
    Field("interets", "Centres d’intérêt", "Le thème principal de Holland, puis le second s’il y en a un.", many=True, parts=(
        Field("lettre", "Lettre du thème", "R, I, A, S, E ou C.", {"enum": ["R", "I", "A", "S", "E", "C"]}),
        Field("nom", "Nom du thème", "Le nom français du thème."),
    )),
    Field("acces", "Accès aux études", "Ce qu’il faut pour commencer les études les plus courtes qui mènent au métier.", parts=(
        Field("numero", "Numéro du niveau demandé", "0 si aucun diplôme n’est demandé, sinon de 3 (CAP) à 8 (doctorat).", {"type": "integer", "minimum": 0, "maximum": 8}),
        Field("libelle", "Niveau demandé", "Ce qu’il faut, en toutes lettres."),
    )),
    Field("niveau", "Diplôme du métier", "Le niveau du premier diplôme qui ouvre le métier.", parts=(
        Field("numero", "Numéro du niveau", "De 3 (CAP) à 8 (doctorat), comme dans le cadre national des certifications.", {"type": "integer", "minimum": 3, "maximum": 8}),
        Field("libelle", "Nom du niveau", "Le même niveau, en toutes lettres."),
    )),
    Field("sans_diplome", "Métier ouvert sans diplôme", "Vrai si une source dit que le métier s’ouvre aussi sans diplôme.", {"type": "boolean"}),
    Field("missions", "Missions", "Ce qu’on fait dans ce métier.", many=True),
    Field("competences", "Compétences", "Ce qu’il faut savoir faire.", many=True),
    Field("qualites", "Qualités", "Les qualités qui aident.", many=True),
    Field("formations", "Formations", "Les diplômes de tous les parcours d’études, chacun une fois.", many=True, parts=(
        Field("id", "Identifiant de la formation", "Le nom court et stable de la formation.", SLUG),
        Field("intitule", "Intitulé de la formation", "Le nom du diplôme."),
    )),
    Field("campus", "Campus", "Les campus des métiers et des qualifications qui préparent au métier.", many=True, parts=(
        Field("id", "Identifiant du campus", "Le nom court et stable du campus.", SLUG),
        Field("nom", "Nom du campus", "Le nom du campus."),
    )),
    Field("similaires", "Métiers proches", "Les identifiants des métiers proches.", SLUG, many=True),
    Field("salaire", "Salaire", "Le salaire brut par mois en France, vide si le guide n’a pas de source.", optional=True, parts=(
        Field("debutant", "Salaire en début de carrière", "En euros brut par mois.", _EUROS),
        Field("confirme", "Salaire avec de l’expérience", "En euros brut par mois, si la source le dit.", _EUROS, optional=True),
        Field("source", "Source du salaire", "D’où viennent ces montants.", parts=source_of("du salaire")),
    )),
    Field("recrutements", "Recrutements prévus", "Ce que les employeurs prévoyaient de recruter, selon l’enquête de France Travail ; vide si aucun de ses chiffres ne convient au métier.", optional=True, parts=(
        Field("annee", "Année des recrutements prévus", "L’année de l’enquête.", _YEAR),
        Field("fap", "Code FAP-2021", "Le code du métier dans l’enquête, le même pour tous les métiers d’une famille.", _FAP),
        Field("famille", "Famille des recrutements prévus", "Les métiers que ce chiffre compte ensemble, quand l’enquête ne compte pas celui-ci à part ; vide sinon.", optional=True),
        Field("territoires", "Territoires des recrutements prévus", "La région, les académies et les départements où 20 projets au moins sont prévus.", many=True, parts=(
            Field("type", "Type du territoire", "region, academie ou departement.", TERRITORY_KIND),
            Field("code", "Code du territoire", "Le code officiel de la région, de l’académie ou du département.", TERRITORY_CODE),
            Field("projets_min", "Recrutements prévus au moins", _LEAST, COUNT),
            Field("projets_max", "Recrutements prévus au plus", _MOST, COUNT),
        )),
        Field("source", "Source des recrutements prévus", "L’enquête, sa licence et le jour où son fichier a été lu.", parts=source_of("des recrutements prévus")),
    )),
    Field("recrute", "Là où le métier recrute", "Les territoires où une source dit que le métier recrute.", many=True, parts=(
        Field("territoire", "Territoire qui recrute", "Le nom de la région, de l’académie ou du département."),
        Field("constat", "Constat sur le territoire", "Ce que dit la source."),
        Field("source", "Source du constat", "D’où vient ce constat.", parts=source_of("du constat")),
    )),
    Field("sources", "Sources", "D’où viennent les informations de la fiche.", many=True, parts=source_of("de la fiche")),
    Field("revu_le", "Dernière relecture", "Le jour de la dernière relecture complète de la fiche (AAAA-MM-JJ).", DAY),
    Field("adresse", "Adresse de la fiche", "La page du métier sur le site.", ADDRESS),
)  # fmt: skip
"""A trade, in the order of the columns."""

RECRUITMENTS = (
    Field("metier", "Identifiant du métier", "Celui de metiers.csv.", SLUG),
    Field("titre_masculin", "Titre au masculin", "Le nom du métier au masculin."),
    Field("titre_feminin", "Titre au féminin", "Le nom du métier au féminin, le même si le mot ne change pas."),
    Field("fap", "Code FAP-2021", "Le code du métier dans l’enquête, le même pour tous les métiers d’une famille : leurs lignes répètent alors le même nombre, qui ne s’additionne pas.", _FAP),
    Field("famille", "Famille", "Les métiers que ce nombre compte ensemble, quand l’enquête ne compte pas celui-ci à part ; vide sinon.", optional=True),
    Field("annee", "Année", "L’année de l’enquête.", _YEAR),
    Field("territoire_type", "Type du territoire", "region, academie ou departement : ne les additionnez pas, ils se recouvrent.", TERRITORY_KIND),
    Field("territoire_code", "Code du territoire", "Le code officiel de la région, de l’académie ou du département.", TERRITORY_CODE),
    Field("territoire", "Territoire", "Le nom de la région, de l’académie ou du département."),
    Field("projets_min", "Projets au moins", _LEAST, COUNT),
    Field("projets_max", "Projets au plus", _MOST, COUNT),
    Field("source", "Source", "L’enquête et l’organisme."),
    Field("source_adresse", "Adresse de la source", "La page où chacun peut vérifier.", ADDRESS, optional=True),
    Field("source_date", "Date de lecture de la source", "Le jour où le fichier de l’enquête a été lu (AAAA-MM-JJ).", DAY),
)  # fmt: skip
"""What employers planned for one trade in one territory: the lines of a table of their own."""

_HEAD = (
    Field("$schema", "Schéma", "L’adresse du schéma qui décrit ce fichier.", ADDRESS),
    Field("titre", "Titre", "Le nom du guide."),
    Field("edition", "Édition", "Le nom de l’édition du guide."),
    Field("arretee_le", "Arrêtée le", "Le jour où les contenus ont été arrêtés (AAAA-MM-JJ).", DAY),
    Field("licence", "Licence", "Ce qu’on a le droit de faire des textes et des dessins du guide."),
    Field("licence_code", "Code de la licence", "L’identifiant de la licence dans la liste SPDX, vide si ses auteurs ne l’ont pas dit.", optional=True),
    Field("licence_adresse", "Adresse de la licence", "La page où se lit le texte de la licence, vide sans code.", ADDRESS, optional=True),
    Field("source", "Source", "L’adresse du site d’où viennent les données.", ADDRESS),
)  # fmt: skip


def file_of(name: str, title: str, description: str, parts: tuple[Field, ...]) -> tuple[Field, ...]:
    """Return the properties of a whole file: what is said of the guide, then a list called `name`."""
    return (*_HEAD, Field(name, title, description, many=True, parts=parts))


DATASET = file_of("metiers", "Métiers", "Les métiers publiés dans le guide.", METIER)
"""The whole file."""


def schema_of(fields: tuple[Field, ...]) -> dict[str, Any]:
    """Return the JSON Schema of an object that has these fields, all of them and no other."""
    return {
        "type": "object",
        "required": [one.name for one in fields],
        "additionalProperties": False,
        "properties": {one.name: _property(one) for one in fields},
    }


def _property(one: Field) -> dict[str, Any]:
    described = {"title": one.title, "description": one.description}
    inner = schema_of(one.parts) if one.parts else dict(one.shape)
    if one.many:
        return {**described, "type": "array", "items": inner}
    if one.optional:
        inner["type"] = [inner["type"], "null"]
    return {**described, **inner}


def _leaves(fields: tuple[Field, ...], above: tuple[Field, ...] = ()) -> Iterator[Leaf]:
    for one in fields:
        way = (*above, one)
        if one.parts:
            yield from _leaves(one.parts, way)
        else:
            names = tuple(step.name for step in way)
            yield Leaf(names, any(step.many for step in way), _column(way))


def _column(way: tuple[Field, ...]) -> Column:
    return Column(
        name="_".join(step.name for step in way),
        path=".".join(step.name + "[]" * step.many for step in way),
        title=way[-1].title,
        description=way[-1].description,
    )


def table_schema(fields: tuple[Field, ...]) -> dict[str, Any]:
    """Return the Table Schema (Data Package 1) of a table whose columns are these fields, none of which has parts."""
    return {"fields": [_table_field(one) for one in fields], "missingValues": [""]}


def _table_field(one: Field) -> dict[str, Any]:
    bounds = {name: one.shape[name] for name in ("pattern", "enum", "minimum") if name in one.shape}
    return {
        "name": one.name,
        "title": one.title,
        "description": one.description,
        "type": "date" if one.shape is DAY else one.shape.get("type", "string"),
        "constraints": {"required": not one.optional, **bounds},
    }


def leaves(fields: tuple[Field, ...]) -> tuple[Leaf, ...]:
    """Return the values that make the columns of a CSV, in order."""
    return tuple(_leaves(fields))


LEAVES = leaves(METIER)
COLUMNS = tuple(leaf.column for leaf in LEAVES)
"""The columns of the CSV of trades, in order, as the page of the open data shows them."""
