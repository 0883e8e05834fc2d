"""Whether a drawing needs a light ground where pages are dark (pure)."""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from PIL import ImageColor

LIGHTEST_LOST = 0.16
"""Relative luminance (WCAG 2) under which a colour stands out from the dark surface by less than 3:1, with some room."""

_INHERITED = ("fill", "stroke", "color", "visibility")
_NEARLY = 0.9
_RECTANGLE = re.compile(r"M0[, ]0h(\d+(?:\.\d+)?)v(\d+(?:\.\d+)?)[Hh]-?[\d.]+[zZ]?")


def needs_ground(drawing: Element) -> bool:
    """Say whether parts of a clean drawing would be lost on a dark page: dark ones, with no ground of its own behind.

    A disc or a rectangle behind all the rest is such a ground, whatever its colour, if something light stands on it.
    """
    paints = {element.get("id", ""): element for element in drawing.iter() if element.tag.endswith("Gradient")}
    box = _box(drawing)
    has_ground, has_light = False, False
    for element, style in _shapes(drawing, {"fill": "black", "stroke": "none", "color": "black"}):
        tones = [_luminance(colour) for colour in _colours(element, style, paints)]
        has_ground = has_ground or (box is not None and _covers(element, style, box))
        has_light = has_light or any(tone >= LIGHTEST_LOST for tone in tones)
        if not has_ground and any(tone < LIGHTEST_LOST for tone in tones):
            return True
    return has_ground and not has_light


def _shapes(element: Element, style: Mapping[str, str]) -> Iterator[tuple[Element, Mapping[str, str]]]:
    """Yield what is drawn, in its order, with the colours that it has or inherits."""
    if element.tag == "defs":
        return
    style = {**style, **{name: value for name in _INHERITED if (value := element.get(name)) not in (None, "inherit")}}
    if element.tag not in ("svg", "g") and style.get("visibility", "visible") == "visible":
        yield element, style
    for child in element:
        yield from _shapes(child, style)


def _colours(element: Element, style: Mapping[str, str], paints: Mapping[str, Element]) -> Iterator[str]:
    for name in ("fill", "stroke"):
        paint = style[name]
        if paint == "none" or (name == "fill" and element.tag == "line"):
            continue
        stops = paints[paint[5:-1]] if paint.startswith("url(") and paint[5:-1] in paints else ()
        for colour in [stop.get("stop-color", "black") for stop in stops] if stops else [paint]:
            yield style["color"] if colour.lower() == "currentcolor" else colour


def _box(drawing: Element) -> tuple[float, ...] | None:
    """Return the left, top, width and height of what a drawing shows."""
    view_box = drawing.get("viewBox", f"0 0 {drawing.get('width')} {drawing.get('height')}").replace(",", " ").split()
    return tuple(map(_number, view_box)) if len(view_box) == 4 else None


def _covers(element: Element, style: Mapping[str, str], box: tuple[float, ...]) -> bool:
    """Say whether an opaque shape reaches, or nearly, all four sides of the drawing."""
    see_through = {"transform", "clip-path", "opacity", "fill-opacity"} & element.attrib.keys()
    if see_through or style["fill"] in ("none", "transparent") or style["fill"].startswith("url("):
        return False
    left, top, across, down = box
    x, y, width, height = _extent(element)
    near_x, near_y = across * (1 - _NEARLY) / 2, down * (1 - _NEARLY) / 2
    ends = x + width >= left + across - near_x and y + height >= top + down - near_y
    return x <= left + near_x and y <= top + near_y and ends


def _extent(element: Element) -> tuple[float, float, float, float]:
    """Return the left, top, width and height of a rectangle or a disc; of other shapes, nothing."""

    def told(name: str) -> float:
        return _number(element.get(name, "0"))

    if element.tag == "rect":
        return told("x"), told("y"), told("width"), told("height")
    if element.tag in ("circle", "ellipse"):
        across, down = (told("r"), told("r")) if element.tag == "circle" else (told("rx"), told("ry"))
        return told("cx") - across, told("cy") - down, 2 * across, 2 * down
    if element.tag == "path" and (match := _RECTANGLE.fullmatch(element.get("d", ""))):
        return 0.0, 0.0, float(match[1]), float(match[2])
    return 0.0, 0.0, 0.0, 0.0


def _number(text: str) -> float:
    try:
        return float(text.removesuffix("px"))
    except ValueError:
        return 0.0


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour; one that is not understood is dark."""
    try:
        channels = [part / 255 for part in ImageColor.getrgb(colour)[:3]]
    except ValueError:
        return 0.0
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
