"""What authors may write, in JSON Schema: VS Code completes and checks files by it while one types.

Draft 7, the newest that every version of Red Hat's YAML extension understands. The constraints come from
the models themselves; what JSON Schema cannot say (dates in order, names that lead somewhere) stays with
`build.py check`. A scalar without quotes reaches the extension as YAML 1.2 reads it, `09` as the number 9
say, so the schemas accept a little more than the program, and never less.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.schema import KINDS, SINGLES
from oma_builder.guide import vocabulary

Node = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
BODY = "corps"
"""The field that holds the text under a front matter, and so does not stand in it."""

_CHOICES = (
    vocabulary.HOST_OFFERS,
    vocabulary.FUNCTIONS,
    vocabulary.EVENTS,
    vocabulary.CAMPUS,
    vocabulary.WAYS,
    vocabulary.INTERESTS,
    vocabulary.TERRITORIES,
    vocabulary.CRITERIA,
    vocabulary.LANGUAGES,
    vocabulary.BINDINGS,
    vocabulary.CONDITIONS,
    vocabulary.CONTAINERS,
    vocabulary.VIDEO_CODECS,
    vocabulary.AUDIO_CODECS,
)
"""What readers are told in the place of coded choices."""

_ACCENTED = {
    "a": "à",
    "acces": "accès",
    "activite": "activité",
    "annee": "année",
    "arretee": "arrêtée",
    "associes": "associés",
    "categorie": "catégorie",
    "cles": "clés",
    "competences": "compétences",
    "confirme": "confirmé",
    "controle": "contrôle",
    "credit": "crédit",
    "credits": "crédits",
    "critere": "critère",
    "defaut": "défaut",
    "criteres": "critères",
    "debut": "début",
    "debutant": "débutant",
    "definition": "définition",
    "departement": "département",
    "departements": "départements",
    "depot": "dépôt",
    "derogations": "dérogations",
    "diplome": "diplôme",
    "duree": "durée",
    "echantillon": "échantillon",
    "editeur": "éditeur",
    "edition": "édition",
    "editions": "éditions",
    "entree": "entrée",
    "epaisseur": "épaisseur",
    "etablissement": "établissement",
    "etapes": "étapes",
    "etat": "état",
    "etudes": "études",
    "evenements": "événements",
    "evolutions": "évolutions",
    "fap": "FAP",
    "federation": "fédération",
    "feminin": "féminin",
    "filiere": "filière",
    "foret": "forêt",
    "generique": "générique",
    "icone": "icône",
    "interets": "intérêts",
    "intitule": "intitulé",
    "journee": "journée",
    "matieres": "matières",
    "meme": "même",
    "mene": "mène",
    "metier": "métier",
    "metiers": "métiers",
    "onisep": "ONISEP",
    "peertube": "PeerTube",
    "portee": "portée",
    "precision": "précision",
    "prenoms": "prénoms",
    "presentation": "présentation",
    "prevu": "prévu",
    "publie": "publié",
    "qualites": "qualités",
    "realisation": "réalisation",
    "reference": "référence",
    "reglementation": "réglementation",
    "regles": "règles",
    "releve": "relevé",
    "retiree": "retirée",
    "revision": "révision",
    "rncp": "RNCP",
    "role": "rôle",
    "rome": "ROME",
    "schema": "schéma",
    "siret": "SIRET",
    "uai": "UAI",
    "video": "vidéo",
}
"""Words of field names and of choices, which have no accents, as French writes them."""


def text(kind: Kind[Author]) -> str:
    """Return the schema of a kind as the text of its file."""
    node = fields(kind.model)
    if kind.suffix == ".md":
        del node["properties"][BODY]
        node["required"].remove(BODY)
    where = f"content/{kind.file}" if kind in SINGLES else f"content/{kind.name}/"
    head = {"$schema": DRAFT, "title": kind.noun.capitalize(), "description": f"Ce qu’on écrit dans {where}"}
    return json.dumps({**head, **node}, ensure_ascii=False, indent=2) + "\n"


def fields(model: type[Author]) -> Node:
    """Return what JSON Schema says of a model, its parts in place, its words French."""
    whole = model.model_json_schema()
    return _object(whole, whole.get("$defs", {}))


def title(name: str) -> str:
    """Return the name of a field as French writes it: `a_partir_du` → « À partir du »."""
    words = " ".join(_ACCENTED.get(word, word) for word in name.split("_")).replace("jusqu au", "jusqu’au")
    return words[0].upper() + words[1:]


def singular(title: str) -> str:
    """Return what one item of a list is called: « Secteurs associés » → « Secteur associé »."""
    return " ".join(word if word in _INVARIABLE else re.sub(r"(?<=u)x$|s$", "", word) for word in title.split(" "))


_INVARIABLE = frozenset({"Mois"})
"""What ends in « s » in the singular too, of the titles of our lists."""


def _object(node: Node, parts: Node) -> Node:
    """Drop the model's English name and docstring, and describe each of its fields."""
    properties = {name: _field(name, field, parts) for name, field in node["properties"].items()}
    shown = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**shown, "required": node["required"]} if "required" in node else shown


def _field(name: str, node: Node, parts: Node) -> Node:
    form = _form(node, parts)
    said = {"title": title(name), "description": plain(node["description"])}
    folder = form.get("$comment") or form.get("items", {}).get("$comment")
    if folder and "fichier" not in said["description"]:
        said["description"] += f" (nom d’un fichier de content/{folder}/)"
    default = node.get("default")
    if isinstance(default, bool):
        form["default"] = "oui" if default else "non"
    elif isinstance(default, str | int):
        form["default"] = default
    return {**said, **form}


def _form(node: Node, parts: Node) -> Node:
    """Return the form of a value: no `null`, which no author writes, and parts in the place of their names."""
    if "anyOf" in node:
        (node,) = (choice for choice in node["anyOf"] if choice != {"type": "null"})
    if "$ref" in node:
        return _object(parts[node["$ref"].rpartition("/")[2]], parts)
    form = {key: value for key, value in node.items() if key not in ("title", "description", "default")}
    if "items" in form:
        return _list(form, parts)
    if meanings := meanings_of(form.get("enum", ())):
        form["enumDescriptions"] = meanings
    if form.get("type") == "string" and not form.keys() & {"enum", "pattern"}:
        form["type"] = ["string", "number"]  # a name such as 2027, without quotes
    return form


def meanings_of(choices: Sequence[object]) -> list[str]:
    """Return what each of some coded choices means, or nothing when they speak for themselves."""
    for words in _CHOICES:
        if choices and set(choices) <= words.keys():
            return [words[str(choice)] for choice in choices]
    return []


def _list(form: Node, parts: Node) -> Node:
    """Pydantic calls the length of a list that was checked before it is counted that of a text."""
    renamed = {"minLength": "minItems", "maxLength": "maxItems"}
    form |= {counted: form.pop(length) for length, counted in renamed.items() if length in form}
    return {**form, "items": _form(form["items"], parts)}


def plain(description: str) -> str:
    """Return a description without Markdown, for those who would see its signs."""
    without_links = re.sub(r"\[([^\]]+)\]\([^)]*\)", "« \\1 »", description).replace("**", "")
    return re.sub(r"`([^`]+)`", "« \\1 »", without_links)


WRITTEN: tuple[Kind[Author], ...] = (*KINDS, *SINGLES)
"""Every kind that has a schema."""
