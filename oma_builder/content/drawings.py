"""Drawings (SVG) of `content/images/`: their size, their clean form, and which are refused."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.parsers.expat import errors

from oma_builder.content.svg_cleaning import SVG, clean
from oma_builder.content.svg_grounds import needs_ground
from oma_builder.content.svg_values import Refused
from oma_builder.problems import Checked, Problem

VERSION = "1"
"""Version of the clean form; raise it when the same drawing gives other bytes."""

MAX_SIDE = 20_000
"""Pixels of a side, of a photograph too."""

Size = tuple[tuple[int, int] | None, Problem | None]
"""Width and height in pixels, or what is wrong."""

_MAX_BYTES = 500_000
_NO_MEMORY = errors.codes[errors.XML_ERROR_NO_MEMORY]
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
_ENCODING = re.compile(rb"""\A<\?xml[^>]{0,60}encoding=["'](iso-8859-15?|windows-1252|us-ascii)["']""", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^<>\[\]]*+>")
_INSTRUCTION = re.compile(r"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as it is published: `content` holds shapes and gradients alone.

    One that `needs_ground` has dark parts on nothing, which a dark page would swallow.
    """

    width: int
    height: int
    content: bytes
    needs_ground: bool


def read(raw: bytes, path: str) -> Checked[Drawing | None]:
    """Return the clean form of a drawing, or why it is refused."""
    try:
        return Checked(_read(raw))
    except Refused as refusal:
        return Checked(None, (_refused(path, str(refusal)),))
    except (ElementTree.ParseError, ValueError) as error:
        if getattr(error, "code", 0) == _NO_MEMORY:
            raise MemoryError from error  # the machine's fault, not the drawing's
        hint = "enregistrez-le à nouveau en « SVG simple »"
        return Checked(None, (Problem(path, 0, "image-illisible", "ce dessin SVG est abîmé", hint),))


def _read(raw: bytes) -> Drawing:
    if len(raw) > _MAX_BYTES:
        raise Refused("il pèse plus de 500 ko")
    text = _DOCTYPE.sub("", _decoded(raw), count=1)  # of old tools: it names a standard, and declares nothing
    if _INSTRUCTION.search(text):
        raise Refused("il contient une déclaration ENTITY ou une instruction xml-stylesheet")
    root = ElementTree.fromstring(text)  # noqa: S314 - without DOCTYPE no entity can be declared
    if root.tag != f"{SVG}svg":
        raise Refused("son premier élément n’est pas <svg>")
    drawing = clean(root)
    size = _dimensions(drawing)
    if size is None:
        raise Refused("il ne dit pas sa taille (viewBox, ou largeur et hauteur en pixels)")
    _frame(drawing)
    content = ElementTree.tostring(drawing, encoding="unicode") + "\n"
    return Drawing(*size, content.encode(), needs_ground(drawing))


def _decoded(raw: bytes) -> str:
    """Return the text of a drawing: in UTF-8, or in what its first line says of the encodings of old tools."""
    if b"\x00" not in raw:  # a NUL: UTF-16
        declared = _ENCODING.match(raw)
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            if declared:
                return raw.decode(declared[1].decode(), "replace")
    raise Refused("il n’est pas en UTF-8")


def _refused(path: str, why: str) -> Problem:
    hint = "enregistrez-le en « SVG optimisé », textes convertis en tracés : des formes et des dégradés, sans lien, image, filtre ni script"
    return Problem(path, 0, "svg-refuse", f"ce dessin SVG est refusé : {why}", hint)


def _dimensions(root: ElementTree.Element) -> tuple[int, int] | None:
    width, height = (_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height"))
    box = root.get("viewBox", "").replace(",", " ").split()
    sides = (width[1], height[1]) if width and height else tuple(box[2:]) if len(box) == 4 else ()
    try:
        across, down = (round(float(side)) for side in sides)
    except (ValueError, OverflowError):
        return None
    return (across, down) if 0 < across <= MAX_SIDE and 0 < down <= MAX_SIDE else None


def _frame(drawing: ElementTree.Element) -> None:
    """Keep the sides that are pixels only: the others say how large a page shows it, which is for the page to say."""
    if not all(_LENGTH.fullmatch(drawing.get(side, "")) for side in ("width", "height")):
        for side in ("width", "height", "x", "y"):
            drawing.attrib.pop(side, None)
