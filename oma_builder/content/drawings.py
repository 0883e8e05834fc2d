"""Drawings (SVG) of `content/images/`: their size, and which are refused."""

import re
from xml.etree import ElementTree

from oma_builder.problems import Problem

MAX_SIDE = 20_000
"""Pixels of a side, of a photograph too."""

Size = tuple[tuple[int, int] | None, Problem | None]
"""Width and height in pixels, or what is wrong."""

_SVG = "{http://www.w3.org/2000/svg}"
_TAGS = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polygon",
        "polyline",
        "linearGradient",
        "radialGradient",
        "stop",
        "defs",
        "clipPath",
        "title",
        "desc",
    ]
)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
_INSTRUCTION = re.compile(rb"<!DOCTYPE|<!ENTITY|<\?(?!xml\s)", re.IGNORECASE)
_INNER_REFERENCE = re.compile(r"url\(\s*#[\w-]+\s*\)")


def size(raw: bytes, path: str) -> Size:
    """Return the width and height of a drawing, or why it is refused."""
    if len(raw) > 500_000:
        return None, _refused(path, "il pèse plus de 500 ko")
    if _INSTRUCTION.search(raw) or b"\x00" in raw:  # a NUL: UTF-16, in which the search would find nothing
        return None, _refused(path, "il contient une instruction DOCTYPE ou xml-stylesheet, ou n’est pas en UTF-8")
    try:
        root = ElementTree.fromstring(raw)  # noqa: S314 - without DOCTYPE no entity can be declared
    except (ElementTree.ParseError, ValueError, LookupError):
        return None, Problem(
            path, 0, "image-illisible", "ce dessin SVG est abîmé", "enregistrez-le à nouveau en « SVG simple »"
        )
    if root.tag != f"{_SVG}svg":
        return None, _refused(path, "son premier élément n’est pas <svg>")
    if foreign := _foreign_part(root):
        return None, _refused(path, foreign)
    size = _dimensions(root)
    return (
        (size, None)
        if size
        else (None, _refused(path, "il ne dit pas sa taille (viewBox, ou largeur et hauteur en pixels)"))
    )


def _refused(path: str, why: str) -> Problem:
    hint = "enregistrez-le en « SVG optimisé », styles convertis en attributs : des formes et des dégradés, sans texte, lien, image ni script"
    return Problem(path, 0, "svg-refuse", f"ce dessin SVG est refusé : {why}", hint)


def _foreign_part(root: ElementTree.Element) -> str:
    """Return what a drawing must not hold, by an allow-list of elements and a look at every attribute."""
    for element in root.iter():
        tag = str(element.tag)
        if tag.removeprefix(_SVG) not in _TAGS or not tag.startswith(_SVG):
            return f"élément <{tag.rpartition('}')[2]}>"
        for name, value in element.attrib.items():
            if name.startswith(("on", "{")) or name in ("style", "href", "class"):
                return f"attribut {name.rpartition('}')[2]}"
            if any(
                mark in value.casefold() for mark in ("url(", "//", "\\", "image(", "image-set(")
            ) and not _INNER_REFERENCE.fullmatch(value.strip()):
                return f"adresse dans l’attribut {name}"
    return ""


def _dimensions(root: ElementTree.Element) -> tuple[int, int] | None:
    width, height = (_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height"))
    box = root.get("viewBox", "").replace(",", " ").split()
    sides = (width[1], height[1]) if width and height else tuple(box[2:]) if len(box) == 4 else ()
    try:
        across, down = (round(float(side)) for side in sides)
    except (ValueError, OverflowError):
        return None
    return (across, down) if 0 < across <= MAX_SIDE and 0 < down <= MAX_SIDE else None
