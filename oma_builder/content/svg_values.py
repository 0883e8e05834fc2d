"""Attributes of drawings (SVG): which are kept, in what form; what could act or call out is refused (pure)."""

import re
from collections.abc import Callable
from re import Pattern


class Refused(Exception):  # noqa: N818 - no fault of ours: how a drawing is told to be refused, whatever deep within it
    """A drawing holds what could act, or what cannot be shown as it was meant; the text says what, in French."""


_NUMBER = r"[+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d++)?"  # possessive: no text takes long to fail
_HUGE = re.compile(r"(?<![.\d])\d{10}|[eE]\+?\d\d")
_LEADS_OUT = re.compile(
    r"//|\\|(?:url|image|image-set|src|element|paint|attr|env|expression)\(|script:|data:|@import|-moz-binding",
    re.IGNORECASE,
)
_INNER = r"""url\(\s*+(["']?)#([^\s"'()\\]++)\1\s*+\)"""
_INNER_URL = re.compile(_INNER, re.IGNORECASE)
_PAINT_SERVER = re.compile(rf"{_INNER}\s*+([^()]*|rgba?\([^()]*\))", re.IGNORECASE)
_LENGTH = re.compile(rf"{_NUMBER}(?:px|pt|pc|mm|cm|in|em|ex|%)?", re.IGNORECASE)
_NUMBERS = re.compile(r"[-+\d.eE,\s]*")
_DASHES = re.compile(r"(?:[-+\d.eE,\s%]|px)*|none")
_PATH = re.compile(r"[MmZzLlHhVvCcSsQqTtAaeE\d+\-.,\s]*")
_TRANSFORM = re.compile(r"(?:(?:matrix|translate|scale|rotate|skewX|skewY)\s*+\([-+\d.eE,\s]*\)[\s,]*+)*")
_WORDS = re.compile(r"[a-zA-Z-]++(?: [a-zA-Z-]++)*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]+|(?:rgb|hsl)a?\([-+\d.,%/\s]*+(?:deg)?[-+\d.,%/\s]*+\)")

_GEOMETRY: dict[str, Pattern[str]] = {
    **dict.fromkeys(
        [
            "x",
            "y",
            "width",
            "height",
            "r",
            "rx",
            "ry",
            "cx",
            "cy",
            "fx",
            "fy",
            "fr",
            "x1",
            "x2",
            "y1",
            "y2",
            "pathLength",
            "offset",
        ],
        _LENGTH,
    ),
    **dict.fromkeys(["viewBox", "points"], _NUMBERS),
    **dict.fromkeys(["transform", "gradientTransform"], _TRANSFORM),
    **dict.fromkeys(["gradientUnits", "clipPathUnits", "spreadMethod", "preserveAspectRatio"], _WORDS),
    "d": _PATH,
}
_PLACE = "x y width height"
_COMMON = "gradientUnits gradientTransform spreadMethod"
_GEOMETRY_OF = {
    "svg": f"{_PLACE} viewBox preserveAspectRatio",
    "use": f"{_PLACE} transform",
    "g": "transform",
    "path": "d pathLength transform",
    "rect": f"{_PLACE} rx ry pathLength transform",
    "circle": "cx cy r pathLength transform",
    "ellipse": "cx cy rx ry pathLength transform",
    "line": "x1 y1 x2 y2 pathLength transform",
    "polygon": "points pathLength transform",
    "polyline": "points pathLength transform",
    "clipPath": "clipPathUnits transform",
    "linearGradient": f"x1 y1 x2 y2 {_COMMON}",
    "radialGradient": f"cx cy r fx fy fr {_COMMON}",
    "stop": "offset",
}
_ALLOWED = {tag: frozenset(names.split()) for tag, names in _GEOMETRY_OF.items()}
_STYLE: dict[str, Pattern[str]] = {
    **dict.fromkeys(["stroke-width", "stroke-dashoffset", "stroke-miterlimit", "opacity", "fill-opacity"], _LENGTH),
    **dict.fromkeys(["stroke-opacity", "stop-opacity"], _LENGTH),
    **dict.fromkeys(
        ["fill-rule", "clip-rule", "stroke-linecap", "stroke-linejoin", "display", "visibility", "overflow"], _WORDS
    ),
    **dict.fromkeys(["paint-order", "vector-effect", "shape-rendering"], _WORDS),
    **dict.fromkeys(["stop-color", "color", "fill", "stroke"], _COLOUR),
    "stroke-dasharray": _DASHES,
}
_REFERENCES = ("fill", "stroke", "clip-path")

_LOOKS = frozenset(
    [
        "filter",
        "mask",
        "mask-image",
        "mix-blend-mode",
        "marker",
        "marker-start",
        "marker-mid",
        "marker-end",
        "transform-origin",
        "transform-box",
        "background",
        "background-color",
        "background-image",
        "clip",
        "backdrop-filter",
        "animation",
        "animation-name",
        "transition",
        "offset-path",
        "requiredExtensions",
        "systemLanguage",
    ]
)
"""What changes a drawing and cannot be kept: refused, unless it says nothing."""

_MOVES = frozenset(["transform", "rotate", "scale", "translate", "d", "r", "rx", "ry", "cx", "cy", "x", "y"])
"""What a style may say of places: CSS has units of its own for it."""

_NOTHING = frozenset(["", "none", "normal", "auto", "initial", "inherit", "transparent", "0", "0 0", "view-box"])


Reference = Callable[[str], str | None]
"""Gives the name by which a gradient or a clip is known in the clean drawing, None where there is none."""


def refuse_action(name: str, value: str) -> None:
    """Raise `Refused` for an attribute or a property that acts, or leads out of the drawing."""
    if name.lower().startswith("on"):
        raise Refused(f"attribut {name}")
    if _LEADS_OUT.search(_INNER_URL.sub("", value)):
        raise Refused(f"adresse dans l’attribut {name}")


def attribute(tag: str, name: str, value: str, reference: Reference) -> str | None:
    """Return the value of an attribute in its plain form; None when it is dropped."""
    if name in _GEOMETRY:
        return _plain(name, value, _GEOMETRY[name]) if name in _ALLOWED[tag] else None
    return _styled(name, value, reference)


def declared(name: str, value: str, reference: Reference) -> str | None:
    """Return the value of a property of style in its plain form; None when it is dropped."""
    if name in _MOVES and value.lower() not in _NOTHING:
        raise Refused(f"{name} dans un style")
    return _styled(name, value, reference)


def _styled(name: str, value: str, reference: Reference) -> str | None:
    value = value.strip()
    if name in _REFERENCES and (match := _PAINT_SERVER.fullmatch(value)):
        if target := reference(match[2]):
            return f"url(#{target})"
        return None if name == "clip-path" else _styled(name, match[3] or "none", reference)
    if name in _LOOKS and value.lower() not in _NOTHING:
        refuse_action(name, value)
        raise Refused(f"propriété {name}")
    return _plain(name, value, _STYLE.get(name))


def _plain(name: str, value: str, wanted: Pattern[str] | None) -> str | None:
    """Return a value that has its wanted form; one that readers of SVG ignore is dropped, one that acts refused."""
    value = " ".join(value.split())
    if wanted and wanted.fullmatch(value):
        if wanted not in (_COLOUR, _WORDS) and _HUGE.search(value):
            raise Refused(f"nombre démesuré dans l’attribut {name}")
        return value
    refuse_action(name, value)
    if wanted and "(" in value:
        raise Refused(f"valeur « {value[:40]} » de l’attribut {name}")
    return None
