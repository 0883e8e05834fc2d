"""Pictures of `content/images/`: what they are, told from their header alone, and which are refused."""

import io
import re
import warnings
from dataclasses import dataclass
from hashlib import sha256
from xml.etree import ElementTree

from PIL import Image

from oma_builder.problems import Checked, Problem

MAX_PIXELS = 60_000_000
MAX_SIDE = 20_000
MAX_BYTES = 50_000_000
SUFFIXES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".svg": "SVG"}

_ORIENTATION = 0x0112  # EXIF tag; 5 to 8 lie on their side
_ON_ITS_SIDE = (5, 6, 7, 8)
_SVG = "{http://www.w3.org/2000/svg}"
_SVG_TAGS = frozenset(
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


@dataclass(frozen=True, slots=True)
class ImageFile:
    """An accepted picture: its name, digest and size in pixels once turned upright."""

    name: str
    path: str
    digest: str
    format: str
    width: int
    height: int


def inspect(raw: bytes, path: str, name: str) -> Checked[ImageFile | None]:
    """Tell what a picture is without decoding its pixels; `name` is its file name."""
    wanted = SUFFIXES["." + name.rpartition(".")[2]]
    size, problem = _svg_size(raw, path) if wanted == "SVG" else _photo_size(raw, path, wanted)
    if problem or size is None:
        return Checked(None, (problem,) if problem else ())
    return Checked(ImageFile(name, path, sha256(raw).hexdigest(), wanted, *size))


_Size = tuple[tuple[int, int] | None, Problem | None]


def _photo_size(raw: bytes, path: str, wanted: str) -> _Size:
    try:
        with warnings.catch_warnings(action="ignore"):  # Pillow's remarks on odd metadata are not for editors
            header = Image.open(io.BytesIO(raw))
            width, height = header.size
            if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
                return None, _too_large(path, width, height)
            if header.format != wanted and (header.format, wanted) != ("MPO", "JPEG"):
                hint = f"enregistrez-la en {wanted}, ou donnez à son nom la fin qui convient"
                return None, Problem(path, 0, "image-format", f"cette image est en réalité du {header.format}", hint)
            on_its_side = orientation(header) in _ON_ITS_SIDE
            header.verify()
    except Image.DecompressionBombError:
        return None, _too_large(path, 0, 0)
    except Exception:  # noqa: BLE001 - Pillow raises anything at all on damaged files
        hint = "ouvrez-la dans un logiciel de dessin et enregistrez-la à nouveau en JPEG ou PNG"
        return None, Problem(path, 0, "image-illisible", "l’image est abîmée ou n’en est pas une", hint)
    return ((height, width) if on_its_side else (width, height)), None


def orientation(header: Image.Image) -> int:
    """Return the EXIF orientation, 1 when there is none or it cannot be understood.

    Reads no further than the header: Pillow's own `PngImageFile.getexif` decodes all the pixels.
    """
    try:
        value = Image.Image.getexif(header).get(_ORIENTATION)
    except Exception:  # noqa: BLE001 - metadata are anybody's bytes; the pixels may be fine
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _too_large(path: str, width: int, height: int) -> Problem:
    size = f" ({width} × {height})" if width else ""
    hint = "réduisez-la : 3 000 pixels de large suffisent au guide imprimé"
    return Problem(path, 0, "image-trop-grande", f"l’image a trop de pixels{size}", hint)


def _svg_size(raw: bytes, path: str) -> _Size:
    if len(raw) > 500_000:
        return None, _svg_problem(path, "il pèse plus de 500 ko")
    if _INSTRUCTION.search(raw) or b"\x00" in raw:  # a NUL: UTF-16, in which the search would find nothing
        return None, _svg_problem(path, "il contient une instruction DOCTYPE ou xml-stylesheet, ou n’est pas en UTF-8")
    try:
        root = ElementTree.fromstring(raw)  # noqa: S314 - without DOCTYPE no entity can be declared
    except (ElementTree.ParseError, ValueError, LookupError):
        return None, Problem(
            path, 0, "image-illisible", "ce dessin SVG est abîmé", "enregistrez-le à nouveau en « SVG simple »"
        )
    if root.tag != f"{_SVG}svg":
        return None, _svg_problem(path, "son premier élément n’est pas <svg>")
    if foreign := _foreign_part(root):
        return None, _svg_problem(path, foreign)
    size = _svg_dimensions(root)
    return (
        (size, None)
        if size
        else (None, _svg_problem(path, "il ne dit pas sa taille (viewBox, ou largeur et hauteur en pixels)"))
    )


def _svg_problem(path: str, why: str) -> Problem:
    hint = "enregistrez-le en « SVG optimisé », styles convertis en attributs : des formes et des dégradés, sans texte, lien, image ni script"
    return Problem(path, 0, "svg-refuse", f"ce dessin SVG est refusé : {why}", hint)


def _foreign_part(root: ElementTree.Element) -> str:
    """Return what a drawing must not hold, by an allow-list of elements and a look at every attribute."""
    for element in root.iter():
        tag = str(element.tag)
        if tag.removeprefix(_SVG) not in _SVG_TAGS or not tag.startswith(_SVG):
            return f"élément <{tag.rpartition('}')[2]}>"
        for name, value in element.attrib.items():
            if name.startswith(("on", "{")) or name in ("style", "href", "class"):
                return f"attribut {name.rpartition('}')[2]}"
            if any(
                mark in value.casefold() for mark in ("url(", "//", "\\", "image(", "image-set(")
            ) and not _INNER_REFERENCE.fullmatch(value.strip()):
                return f"adresse dans l’attribut {name}"
    return ""


def _svg_dimensions(root: ElementTree.Element) -> tuple[int, int] | None:
    width, height = (_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height"))
    box = root.get("viewBox", "").replace(",", " ").split()
    sides = (width[1], height[1]) if width and height else tuple(box[2:]) if len(box) == 4 else ()
    try:
        across, down = (round(float(side)) for side in sides)
    except (ValueError, OverflowError):
        return None
    return (across, down) if 0 < across <= MAX_SIDE and 0 < down <= MAX_SIDE else None
