"""Pictures of `content/images/`: what they are, told from their header alone, and which are refused."""

import io
import warnings
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image

from oma_builder.content import drawings
from oma_builder.content.drawings import MAX_SIDE, Size
from oma_builder.problems import Checked, Problem

MAX_PIXELS = 60_000_000
MAX_BYTES = 50_000_000
SUFFIXES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".svg": "SVG"}

_ORIENTATION = 0x0112  # EXIF tag; 5 to 8 lie on their side
_ON_ITS_SIDE = (5, 6, 7, 8)


@dataclass(frozen=True, slots=True)
class ImageFile:
    """An accepted picture: its name, digest and size in pixels once turned upright.

    One that `needs_ground` has, or may have, dark parts on nothing: a dark page would swallow them.
    """

    name: str
    path: str
    digest: str
    format: str
    width: int
    height: int
    needs_ground: bool = False


def inspect(raw: bytes, path: str, name: str) -> Checked[ImageFile | None]:
    """Tell what a picture is without decoding its pixels; `name` is its file name."""
    wanted = SUFFIXES["." + name.rpartition(".")[2]]
    if wanted == "SVG":
        drawing, problems = drawings.read(raw, path)
        if drawing is None:
            return Checked(None, problems)
        sides = drawing.width, drawing.height
        return Checked(ImageFile(name, path, sha256(raw).hexdigest(), wanted, *sides, drawing.needs_ground))
    size, problem = _photo_size(raw, path, wanted)
    if problem or size is None:
        return Checked(None, (problem,) if problem else ())
    return Checked(ImageFile(name, path, sha256(raw).hexdigest(), wanted, *size, _may_be_transparent(raw, wanted)))


def _may_be_transparent(raw: bytes, wanted: str) -> bool:
    """Say whether a picture whose header was found sound has, or may have, pixels that let its ground through."""
    with warnings.catch_warnings(action="ignore"):
        return wanted != "JPEG" and Image.open(io.BytesIO(raw)).has_transparency_data


def _photo_size(raw: bytes, path: str, wanted: str) -> Size:
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
