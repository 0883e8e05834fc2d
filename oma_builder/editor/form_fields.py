"""How each field of a document is asked in a form: what the schemas say of it, in the words of Sveltia CMS.

Nothing is known here of a single field: the form of its value decides, and its limits, its help and its choices come
along. All that is written is text, as all that our parser reads is: a number is a text of digits.
"""

import re
from collections.abc import Mapping

from oma_builder.content.fields import IMAGE_NAME, LONGEST_TEXT
from oma_builder.content.markdown import Rules
from oma_builder.content.numbers import DIGITS
from oma_builder.content.pictures import SUFFIXES
from oma_builder.editor.json_schema import Node, singular, title

_LINE = 100
"""Characters up to which a text is asked on one line: those of a label."""

_BUTTONS = ("bold", "italic", "code", "link", "quote", "bulleted-list", "numbered-list")
_HEADINGS = ("heading-two", "heading-three", "heading-four")
_ANSWERS = ("oui", "non")
_DIGITS = DIGITS.pattern
_PICTURES = "Une photo ou un dessin : JPEG, PNG, WebP ou SVG. Décrivez-le juste en dessous."
_PICKED = "à choisir dans la liste"
_FILE = re.compile(r"(?: :)? \(?(?:le )?noms? d’un fichier de [^);]*\)?")
"""What the help of a file says of names of others: a form shows their titles."""

_PICTURE = IMAGE_NAME.pattern


def fields(node: Node, titles: Mapping[str, str], rules: Rules) -> list[Node]:
    """Return the fields of a form for what `json_schema` says of a model, in its order.

    `titles` tell by which of its fields a document of each kind is called, `rules` what its Markdown may hold.
    """
    wanted = node.get("required", ())
    return [
        {**_said(name, part, is_wanted=name in wanted), **_asked(part, titles, rules, is_wanted=name in wanted)}
        for name, part in node["properties"].items()
    ]


def title_path(node: Node) -> str:
    """Return the field that names a document or a part of one: the first that is one line of text, however deep."""
    for name, part in node["properties"].items():
        if part.get("type") == "object":
            if inner := title_path(part):
                return f"{name}.{inner}"
        elif _is_line(part):
            return str(name)
    return ""


def _said(name: str, node: Node, *, is_wanted: bool) -> Node:
    """Return what a field is called, and the help that stands below it."""
    said = node["description"]
    if _names_documents(node):
        said = _FILE.sub("", f" {said}").strip() or _PICKED
    if "default" in node:
        said += f" ; sans réponse : « {node['default']} »"
    return {"name": name, "label": _LABELS.get(name, node["title"]), "hint": _sentence(said), "required": is_wanted}


_LABELS = {"alt": "Ce que montre l’image"}
"""Labels of fields whose names are no words of an office."""


def _names_documents(node: Node) -> bool:
    return "$comment" in node or "$comment" in node.get("items", {})


def _sentence(said: str) -> str:
    return said[0].upper() + said[1:] + ("" if said.endswith((".", "…", "!", "?")) else ".")


def _asked(node: Node, titles: Mapping[str, str], rules: Rules, *, is_wanted: bool = True) -> Node:
    """Return how a value is asked; a part that may be absent is folded once it is filled."""
    if node.get("type") == "array":
        return _list(node, titles, rules)
    if node.get("type") == "object":
        folding = {} if is_wanted else {"collapsed": "auto", **_summary(node)}
        return {"widget": "object", "fields": fields(node, titles, rules), **folding}
    return _single(node, titles) or _text(node, rules)


def _single(node: Node, titles: Mapping[str, str]) -> Node:
    """Return how a value is picked, or nothing where it is written."""
    if "enum" in node:
        return {"widget": "select", "options": _options(node)}
    if "$comment" in node:
        return _relation(node["$comment"], titles)
    if node.get("format") == "date":
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    if _PICTURE in node.get("pattern", ""):
        return {"widget": "image", "accept": ",".join(SUFFIXES), "choose_url": False, "hint": _PICTURES}
    return {}


def _list(node: Node, titles: Mapping[str, str], rules: Rules) -> Node:
    """Return how a list is asked: documents and choices are picked, all else is written item by item."""
    item = node["items"]
    limits = {"min": node.get("minItems"), "max": node.get("maxItems")}
    said = {name: limit for name, limit in limits.items() if limit is not None}
    named = {"label_singular": singular(node["title"])}
    if item.get("type") == "object":
        parts = fields(item, titles, rules)
        return {"widget": "list", "collapsed": "auto", "fields": parts, **_summary(item), **named, **said}
    asked = _asked(item, titles, rules)
    if asked["widget"] in ("select", "relation"):
        return {**asked, "multiple": True, **said}
    return {"widget": "list", **named, **said}


def _summary(node: Node) -> Node:
    """Return what a folded part shows of itself."""
    path = title_path(node)
    return {"summary": f"{{{{{path}}}}}"} if path else {}


def _options(node: Node) -> list[Node]:
    """Return the choices, as readers are told them."""
    choices = _ANSWERS if True in node["enum"] else node["enum"]
    meanings = node.get("enumDescriptions") or [title(choice.replace("-", "_")) for choice in choices]
    return [{"label": meaning, "value": choice} for choice, meaning in zip(choices, meanings, strict=True)]


def _relation(kind: str, titles: Mapping[str, str]) -> Node:
    """Return how a document of a kind is picked: by its title; what is written is the name of its file."""
    shown_as = f"{{{{{titles[kind]}}}}}"
    return {
        "widget": "relation",
        "collection": kind,
        "value_field": "{{slug}}",
        "display_fields": [shown_as],
        "search_fields": [titles[kind]],
    }


def _text(node: Node, rules: Rules) -> Node:
    longest = node.get("maxLength")
    if longest == LONGEST_TEXT:
        modes = ["raw", "rich_text"] if rules.first_heading else ["rich_text", "raw"]
        buttons = [*_BUTTONS, *(_HEADINGS if rules.first_heading else ())]
        components = ["code-block", *(["image"] if rules.pictures else [])]
        return {"widget": "richtext", "modes": modes, "buttons": buttons, "editor_components": components}
    limits = {"maxlength": longest} if longest else {}
    if longest and longest > _LINE:
        return {"widget": "text", **limits}
    if _DIGITS in node.get("pattern", ""):
        return {"widget": "number", "value_type": "int/string", "min": node["minimum"], "max": node["maximum"]}
    form = [node["pattern"], _sentence(node["patternErrorMessage"])] if "pattern" in node else None
    return {"widget": "string", "use_emoji_autocomplete": False, **limits, **({"pattern": form} if form else {})}


def _is_line(node: Node) -> bool:
    return node.get("maxLength") == _LINE
