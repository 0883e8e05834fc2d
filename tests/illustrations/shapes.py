"""The strokes of the drawings: each function returns one or few elements of SVG, in as few letters as they need."""

import math
from collections.abc import Iterable, Sequence

from tests.illustrations.palette import shade

Point = tuple[float, float]


def number(value: float) -> str:
    """Write a number as short as a tenth of a pixel allows."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def path(d: str, fill: str, opacity: float = 1) -> str:
    """Return a filled shape."""
    return f'<path d="{d}" fill="{fill}"{_see_through("fill", opacity)}/>'


def stroke(d: str, colour: str, width: float, opacity: float = 1) -> str:
    """Return a line with round ends."""
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{number(width)}" stroke-linecap="round"'
        f' stroke-linejoin="round"{_see_through("stroke", opacity)}/>'
    )


def disc(x: float, y: float, r: float, fill: str, opacity: float = 1) -> str:
    """Return a disc."""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="{fill}"{_see_through("fill", opacity)}/>'


def oval(x: float, y: float, rx: float, ry: float, fill: str, opacity: float = 1) -> str:
    """Return an ellipse."""
    return (
        f'<ellipse cx="{number(x)}" cy="{number(y)}" rx="{number(rx)}" ry="{number(ry)}" fill="{fill}"'
        f"{_see_through('fill', opacity)}/>"
    )


def box(x: float, y: float, width: float, height: float, fill: str, radius: float = 0, opacity: float = 1) -> str:
    """Return a rectangle, whose corners may be round."""
    corner = f' rx="{number(radius)}"' if radius else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" fill="{fill}"{corner}'
        f"{_see_through('fill', opacity)}/>"
    )


def solid(x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> str:
    """Return a rectangle whose left third lies in the shade."""
    return box(x, y, width, height, fill, radius) + box(x, y, width * 0.3, height, shade(fill), radius)


def polygon(points: Sequence[Point], fill: str) -> str:
    """Return a shape of straight sides."""
    return path("M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z", fill)


def group(parts: Iterable[str], transform: str = "") -> str:
    """Return parts that are moved together."""
    return f"<g{f' transform={chr(34)}{transform}{chr(34)}' if transform else ''}>{''.join(parts)}</g>"


def moved(parts: Iterable[str], x: float, y: float, size: float = 1, turn: float = 0) -> str:
    """Return parts at another place, size and angle."""
    turned = f" rotate({number(turn)})" if turn else ""
    sized = f" scale({size:.3g})" if size != 1 else ""
    return group(parts, f"translate({number(x)} {number(y)}){turned}{sized}")


def mirrored(parts: Iterable[str], axis: float) -> str:
    """Return parts as a mirror that stands upright at `axis` shows them."""
    return group(parts, f"matrix(-1 0 0 1 {number(2 * axis)} 0)")


def ring(x: float, y: float, r: float, colour: str, width: float) -> str:
    """Return a circle that is a line."""
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="none" stroke="{colour}"'
        f' stroke-width="{number(width)}"/>'
    )


def capsules(points: Sequence[Point], radii: Sequence[float], fill: str) -> str:
    """Return a limb: a chain of points, as thick at each as its radius says, with round joints."""
    return path("".join(_capsule(*each) for each in zip(points, points[1:], radii, radii[1:], strict=False)), fill)


def _capsule(start: Point, end: Point, thick: float, thin: float) -> str:
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    across = (math.sin(angle), -math.cos(angle))
    corners = [
        (x + side * radius * across[0], y + side * radius * across[1])
        for (x, y), radius, side in ((start, thick, 1), (end, thin, 1), (end, thin, -1), (start, thick, -1))
    ]
    a, b, c, d = (f"{number(x)} {number(y)}" for x, y in corners)
    far, near = number(thin), number(thick)
    return f"M{a}L{b}A{far} {far} 0 0 1 {c}L{d}A{near} {near} 0 0 1 {a}Z"


def _see_through(what: str, opacity: float) -> str:
    return "" if opacity == 1 else f' {what}-opacity="{opacity:.2g}"'
