"""Coloured drawings → line drawings, for copiers: every shape is white, with a black outline (pure).

What lies over another shape still hides it, so a drawing reads as before, and costs a fiftieth of the toner.
"""

import copy
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

VERSION = "1"
"""Version of what is drawn here; raise it when the same drawing gives other lines."""

SHARE, OF_ICON = 0.0014, 0.008
"""Width of a line beside that of the drawing: a point across a page, a quarter of one in a corner of it; an icon is small."""

_INK = "#444"
_SPACE = "http://www.w3.org/2000/svg"
_SHAPES = {"path", "rect", "circle", "ellipse", "polygon", "polyline", "line", "text"}
_FAINT = 0.7
"""Opacity under which a shape only shades what is behind it: as a line, it would be a thing of its own."""


def as_lines(svg: bytes) -> bytes:
    """Return a clean drawing as a line drawing of the same frame; what holds a photograph stays as it is."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - made by ourselves
    if any(_name(element) == "image" for element in root.iter()):
        return svg
    ElementTree.register_namespace("", _SPACE)
    box = root.get("viewBox", f"0 0 {root.get('width', '100')} {root.get('height', '100')}").replace(",", " ").split()
    across, down = (float(side.removesuffix("px")) for side in box[2:])
    share = OF_ICON if across == down else SHARE
    _draw(root, {"fill": "#000", "stroke": "none", "stroke-width": "1"}, across * share)
    return ElementTree.tostring(root)


def _draw(element: Element, style: dict[str, str], line: float) -> None:
    for index, child in reversed(list(enumerate(element))):
        name = _name(child)
        if name in ("defs", "clipPath", "title", "desc"):
            continue
        own = {**style, **{key: child.get(key, style[key]) for key in style}}
        if name in _SHAPES:
            element[index : index + 1] = list(_outlined(child, own, line))
        elif float(child.get("opacity", "1")) < _FAINT:
            element.remove(child)
        else:
            _draw(child, own, line)
    for key in style:
        element.attrib.pop(key, None)


def _outlined(shape: Element, style: dict[str, str], line: float) -> Iterator[Element]:
    """Yield a shape as lines: nothing of one that only shades; of a thick stroke, both its edges."""
    if float(shape.get("opacity", "1")) < _FAINT or float(shape.get("fill-opacity", "1")) < _FAINT:
        return
    is_filled = style["fill"] != "none" and _name(shape) != "line"
    width = float(style["stroke-width"].removesuffix("px")) if style["stroke"] != "none" else 0.0
    fill = "#fff" if is_filled else "none"
    if not is_filled and width > 4 * line:
        yield _painted(shape, "none", _INK, width)
        yield _painted(shape, "none", "#fff", width - 2 * line)
    elif is_filled or width:
        yield _painted(shape, fill, _INK, line)


def _painted(shape: Element, fill: str, stroke: str, width: float) -> Element:
    painted = copy.deepcopy(shape)
    painted.attrib.update({"fill": fill, "stroke": stroke, "stroke-width": f"{width:.4g}"})
    for name in ("opacity", "fill-opacity", "stroke-opacity"):
        painted.attrib.pop(name, None)
    return painted


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
