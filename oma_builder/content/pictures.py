"""Pictures of `content/images/`: what they are, told from their header alone, and which are refused."""

import io
import warnings
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image

from oma_builder.content import drawings
from oma_builder.content.drawings import MAX_SIDE, Size
from oma_builder.problems import Checked, Problem, Severity
from oma_builder.raster import cleaning, kinds, location, segments
from oma_builder.raster.reading import DamagedError, is_on_its_side

MAX_PIXELS = 60_000_000
MAX_HEIGHT = 16_383
"""Pixels of an upright photograph from top to foot: WebP holds no more."""
MAX_BYTES = 50_000_000
SUFFIXES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".svg": "SVG"}


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


def inspect(raw: bytes, path: str, name: str, most: int = MAX_PIXELS) -> Checked[ImageFile | None]:
    """Tell what a picture of at most so many pixels is, without decoding them; `name` is its file name."""
    wanted = SUFFIXES["." + name.rpartition(".")[2]]
    if wanted == "SVG":
        drawing, problems = drawings.read(raw, path)
        if drawing is None:
            return Checked(None, problems)
        sides = drawing.width, drawing.height
        return Checked(ImageFile(name, path, sha256(raw).hexdigest(), wanted, *sides, drawing.needs_ground))
    size, problem = _photo_size(raw, path, wanted, most)
    if problem or size is None:
        return Checked(None, (problem,) if problem else ())
    image = ImageFile(name, path, sha256(raw).hexdigest(), wanted, *size, _may_be_transparent(raw, wanted))
    return Checked(image, (_placed(path),) if location.has_place(raw) else ())


def _may_be_transparent(raw: bytes, wanted: str) -> bool:
    """Say whether a picture whose header was found sound has, or may have, pixels that let its ground through."""
    with warnings.catch_warnings(action="ignore"):
        return wanted != "JPEG" and Image.open(io.BytesIO(raw)).has_transparency_data


def without_notes(raw: bytes, path: str, inks: bytes) -> Checked[bytes | None]:
    """Return a photograph without its metadata, its pixels as they were; `inks` are those of CMYK without a profile."""
    starts = (("jpg", segments.is_jpeg), ("png", segments.is_png), ("webp", segments.is_webp))
    suffix = next((suffix for suffix, begins in starts if begins(raw)), "jpg")
    found, problems = inspect(raw, path, f"photo.{suffix}")
    if found is None:
        return Checked(None, problems)
    try:
        return Checked(cleaning.cleaned(raw, inks))
    except DamagedError:
        message = "l’image est abîmée : elle est restée comme elle était"
        return Checked(None, (Problem(path, 0, "image-illisible", message, kinds.SAVE_AGAIN),))


def _photo_size(raw: bytes, path: str, wanted: str, most: int) -> Size:
    try:
        with warnings.catch_warnings(action="ignore"):  # Pillow's remarks on odd metadata are not for editors
            header = Image.open(io.BytesIO(raw))
            width, height = header.size
            if max(width, height) > MAX_SIDE or width * height > most:
                return None, _too_large(path, width, height)
            if header.format != wanted and (header.format, wanted) != ("MPO", "JPEG"):
                return None, _other_format(path, str(header.format), wanted)
            on_its_side = is_on_its_side(header)
            header.verify()
    except Image.DecompressionBombError:
        return None, _too_large(path, 0, 0)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - Pillow raises anything at all on damaged files
        return None, _unreadable(raw, path)
    size = (height, width) if on_its_side else (width, height)
    return (size, None) if size[1] <= MAX_HEIGHT else (None, _too_large(path, *size))


def _other_format(path: str, kind: str, wanted: str) -> Problem:
    ends = [suffix for suffix, format_ in SUFFIXES.items() if format_ == kind]
    hint = f"enregistrez-la en {wanted}" + (f", ou donnez à son nom la fin {ends[0]}" if ends else "")
    return Problem(path, 0, "image-format", f"cette image est en réalité du {kind}", hint)


def _unreadable(raw: bytes, path: str) -> Problem:
    if found := kinds.told(raw):
        kind, hint = found
        return Problem(path, 0, "image-format", f"ce n’est pas une photo JPEG, PNG ou WebP, mais {kind}", hint)
    hint = f"{kinds.SAVE_AGAIN} en JPEG ou PNG"
    return Problem(path, 0, "image-illisible", "l’image est abîmée ou n’en est pas une", hint)


def _placed(path: str) -> Problem:
    message = "cette photo dit où elle a été prise (GPS)"
    hint = f"le site ne le montre pas, mais Git la gardera telle quelle : python build.py photo clean {path}"
    return Problem(path, 0, "photo-localisee", message, hint, Severity.WARNING)


def _too_large(path: str, width: int, height: int) -> Problem:
    size = f" ({width} × {height})" if width else ""
    if MAX_HEIGHT < height <= MAX_SIDE and width * height <= MAX_PIXELS:
        hint = f"coupez-la en plusieurs : {MAX_HEIGHT} pixels de haut sont le plus qu’un site montre"
        return Problem(path, 0, "image-trop-grande", f"l’image est trop haute{size}", hint)
    hint = "réduisez-la : 3 000 pixels de large suffisent au guide imprimé"
    return Problem(path, 0, "image-trop-grande", f"l’image a trop de pixels{size}", hint)
