"""Style sheets of drawings (SVG): those of tags, classes and identifiers, worked into the elements (pure)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from oma_builder.content import svg_values
from oma_builder.content.svg_values import Reference, Refused, refuse_action

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}\s*")
_SELECTOR = re.compile(r"(\*|[a-zA-Z]+)?((?:[.#][\w-]+)*)")
_MOST_RULES = 200

_INERT = frozenset(
    [
        "id",
        "class",
        "style",
        "href",
        "lang",
        "type",
        "version",
        "baseProfile",
        "role",
        "tabindex",
        "focusable",
        "zoomAndPan",
        "contentScriptType",
        "contentStyleType",
        "requiredFeatures",
        "externalResourcesRequired",
    ]
)

Declarations = Mapping[str, str]


class Rule(NamedTuple):
    """What one selector asks for; `rank` counts its identifiers, classes and tags."""

    rank: tuple[int, int, int]
    tag: str
    identifiers: frozenset[str]
    classes: frozenset[str]
    plain: Declarations
    important: Declarations

    def matches(self, tag: str, identifier: str, classes: frozenset[str]) -> bool:
        """Say whether an element is one of those meant."""
        return self.tag in ("", tag) and self.identifiers <= {identifier} and self.classes <= classes


def rules(sheets: Sequence[str]) -> tuple[Rule, ...]:
    """Read style sheets, weakest rule first. Raises `Refused` for anything but simple selectors."""
    found: list[Rule] = []
    for sheet in sheets:
        text, at = _COMMENT.sub(" ", sheet).strip(), 0
        while at < len(text):
            rule = _RULE.match(text, at)
            if not rule or "@" in rule[1]:
                raise Refused("feuille de style qui n’est pas simple")
            found += (_rule(selector.strip(), rule[2]) for selector in rule[1].split(","))
            at = rule.end()
    if len(found) > _MOST_RULES:
        raise Refused("feuille de style démesurée")
    return tuple(sorted(found, key=lambda rule: rule.rank))


def _rule(selector: str, body: str) -> Rule:
    parts = _SELECTOR.fullmatch(selector)
    if not selector or not parts:
        raise Refused(f"sélecteur « {selector[:40]} » d’une feuille de style")
    tag = "" if parts[1] in (None, "*") else parts[1]
    names = re.findall(r"[.#][\w-]+", parts[2])
    identifiers = frozenset(name[1:] for name in names if name[0] == "#")
    classes = frozenset(name[1:] for name in names if name[0] == ".")
    plain, important = declarations(body)
    return Rule((len(identifiers), len(classes), bool(tag)), tag, identifiers, classes, plain, important)


def declarations(text: str) -> tuple[Declarations, Declarations]:
    """Return the properties that a style says, and those among them that it calls important."""
    plain: dict[str, str] = {}
    important: dict[str, str] = {}
    for name, value in _declared(_COMMENT.sub(" ", text)):
        refuse_action(name, value)
        bare, mark, weight = value.partition("!")
        (important if mark and weight.strip().lower() == "important" else plain)[name] = bare.strip()
    return plain, important


def _declared(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()
        elif part.strip():
            refuse_action("style", part)


def attributes(element: Element, tag: str, sheet: Sequence[Rule], reference: Reference) -> dict[str, str]:
    """Return the clean attributes of an element, what styles say of it among them, in the order of their names."""
    kept = {}
    for name, value in element.attrib.items():
        if name[0] != "{" and name not in _INERT and not name.startswith(("data-", "aria-", "xmlns")):
            pairs = svg_values.attribute(tag, name, value, reference)
            if pairs is not None:
                kept[name] = pairs
    for name, value in _styles(element, tag, sheet).items():
        pairs = svg_values.declared(name, value, reference)
        if pairs is not None:
            kept[name] = pairs
    return dict(sorted(kept.items()))


def _styles(element: Element, tag: str, sheet: Sequence[Rule]) -> Declarations:
    """Return the properties that style sheets and its own style give an element: the last word is the strongest."""
    written = element.get("style")
    if not sheet and written is None:
        return {}
    classes, identifier = frozenset(element.get("class", "").split()), element.get("id", "")
    matching = [rule for rule in sheet if rule.matches(tag, identifier, classes)]
    own, own_important = declarations(written or "")
    found: dict[str, str] = {}
    for layer in (*(rule.plain for rule in matching), own, *(rule.important for rule in matching), own_important):
        found.update(layer)
    return found
