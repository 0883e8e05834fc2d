"""Drawings (SVG) in their clean form → pixels, as Typst draws them.

Typst starts threads, and a process with threads can no longer be forked safely: call this in a process of its own.
"""

import base64
import io
from typing import Any
from xml.etree import ElementTree

from PIL import Image, ImageFilter

VERSION = "1"
"""Version of what is drawn here; raise it when the same drawing gives other pixels."""

_NAME = "drawing.svg"
_FRINGE = 12
"""Pixels around what is seen whose hidden colour may be mixed in: when paper of 350 an inch is shown at 30."""
_FAINT = 8
"""Of 255: what lets more be seen through it has too few colours left to tell which it was."""


def png(svg: bytes, width: int, height: int, share: float = 1.0, paper: str = "") -> bytes:
    """Return a drawing in a frame of so many pixels: `share` of the frame is filled, on `paper` or on nothing.

    A drawing wider or higher than its frame is cut.
    """
    import typst  # takes a moment, and most runs draw nothing

    compile_files: Any = typst.compile  # its stubs know of no files in memory
    files = {"main.typ": _page(width, height, share, paper), _NAME: svg}
    drawn: bytes = compile_files(files, format="png", ppi=72.0, ignore_system_fonts=True)
    return drawn


def as_pixels(svg: bytes, width: int, height: int) -> bytes:
    """Return a drawing that looks the same and holds but one picture, of so many pixels; it is as wide and high."""
    across, down = frame(svg)
    pixels = base64.b64encode(_with_fringe(png(svg, width, height))).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}">'
        f'<image width="{across}" height="{down}" preserveAspectRatio="none" href="data:image/png;base64,{pixels}"/></svg>'
    ).encode()


def _with_fringe(drawn: bytes) -> bytes:
    """Return pixels whose colours go on where nothing is seen, not black: who shows them smaller mixes both in."""
    pixels = Image.open(io.BytesIO(drawn))
    seen = pixels.getchannel("A")
    if seen.getextrema() == (255, 255):
        return drawn
    near = pixels.convert("RGBa").filter(ImageFilter.BoxBlur(_FRINGE)).convert("RGBA")
    told = near.getchannel("A").point([255 * (value > _FAINT) for value in range(256)])
    hidden = Image.composite(near.convert("RGB"), Image.new("RGB", pixels.size, "white"), told)
    shown = Image.composite(pixels.convert("RGB"), hidden, seen.point([255 * (value > 0) for value in range(256)]))
    shown.putalpha(seen)
    target = io.BytesIO()
    shown.save(target, "PNG", compress_level=1)
    return target.getvalue()


def has_gradients(svg: bytes) -> bool:
    """Return whether colours pass into one another in a clean drawing: it defines no gradient that it does not use."""
    return b"Gradient" in svg


def frame(svg: bytes) -> tuple[float, float]:
    """Return the width and height of a clean drawing, in its own units: both sides are said, or its `viewBox` is."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - made by ourselves
    box = root.get("viewBox", "").replace(",", " ").split()
    across, down = (root.get("width"), root.get("height")) if root.get("width") else box[2:]
    return _number(across), _number(down)


def _number(side: str | None) -> float:
    return float((side or "").removesuffix("px"))


def _page(width: int, height: int, share: float, paper: str) -> bytes:
    """Return the Typst source of one page; at 72 points an inch, a point is a pixel."""
    fill = f'rgb("{paper}")' if paper else "none"
    return (
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: {fill})\n"
        f'#place(center + horizon, image("{_NAME}", width: {width * share}pt, height: {height * share}pt, fit: "cover"))\n'
    ).encode()
