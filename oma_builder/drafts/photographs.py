"""A photograph from anywhere → a file of the content: upright, without what it tells of people, no larger than needed."""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from oma_builder.content.filenames import right_stem, short_stem
from oma_builder.content.pictures import MAX_PIXELS, inspect
from oma_builder.drafts.existing import free_stem, taken
from oma_builder.problems import BuildError, Checked, ExitCode, Problem, has_errors
from oma_builder.publish.output import write_one
from oma_builder.raster import cleaning, segments
from oma_builder.raster.kinds import SAVE_AGAIN
from oma_builder.raster.reading import DamagedError, read, turn_of

LONGEST = 3_000
"""Pixels of the longer side: the widest picture of the printed guide has some 2,550 at 300 an inch."""

HEAVIEST = 4_000_000
"""Bytes of what is kept as it came: Git keeps every version for ever."""

LARGEST = 100_000_000
"""Bytes of a file that is looked at: telephones write up to 80 million."""

_MOST_OF_JPEG = 178_000_000
"""Pixels of a JPEG, which is decoded at a part of its size; Pillow opens no more."""

_SAVE: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "quality": 90, "optimize": True, "progressive": True},
    "png": {"format": "PNG", "optimize": True},
}
_STARTS = {"jpg": segments.is_jpeg, "png": segments.is_png, "webp": segments.is_webp}


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture that was taken in: its bytes, the end of its name, its size before and after, and what was done to it."""

    content: bytes
    suffix: str
    before: tuple[int, int]
    after: tuple[int, int]
    done: tuple[str, ...]


def take_in(raw: bytes, path: str, inks: bytes) -> Checked[Taken | None]:
    """Return a photograph, or a drawing, as the content keeps it; `inks` are those of CMYK without a profile.

    Nothing is coded anew where only metadata must go.
    """
    suffix = next((suffix for suffix, begins in _STARTS.items() if begins(raw)), _suffix(path))
    found, problems = inspect(raw, path, f"photo.{suffix}", _MOST_OF_JPEG if suffix == "jpg" else MAX_PIXELS)
    if found is None or has_errors(problems):
        return Checked(None, problems)
    size = found.width, found.height
    if suffix == "svg":
        return Checked(Taken(raw, suffix, size, size, ()))
    try:
        reasons = tuple(_reasons(raw, size))
        notes = ("données cachées retirées",) if cleaning.has_notes(raw) else ()
        made = _coded_anew(raw, suffix, inks) if reasons else (cleaning.cleaned(raw, inks), suffix, size)
    except DamagedError:
        message = "l’image est abîmée : elle ne s’ouvre pas jusqu’au bout"
        return Checked(None, (Problem(path, 0, "image-illisible", message, SAVE_AGAIN),))
    content, suffix, after = made
    return Checked(Taken(content, suffix, size, after, (*reasons, *notes)))


def _suffix(path: str) -> str:
    return "svg" if path.lower().endswith(".svg") else "jpg"


def _reasons(raw: bytes, size: tuple[int, int]) -> Iterator[str]:
    """Yield why a photograph must be coded anew."""
    if turn_of(raw) != 1:
        yield "redressée"
    if max(size) > LONGEST:
        yield "réduite"
    elif len(raw) > HEAVIEST:
        yield "allégée"
    with warnings.catch_warnings(action="ignore"):  # Pillow's remarks on many pixels are not for editors
        mode = Image.open(io.BytesIO(raw)).mode
    if mode == "CMYK":
        yield "couleurs d’imprimerie (CMJN) passées en couleurs d’écran"
    if mode.startswith("I") or (segments.is_png(raw) and raw[24] == 16):
        yield "ramenée de 16 à 8 bits par couleur"


def _coded_anew(raw: bytes, suffix: str, inks: bytes) -> tuple[bytes, str, tuple[int, int]]:
    """Return a photograph in sRGB; as a JPEG, unless it is see-through, or came as a light PNG. Raises `DamagedError`."""
    picture = read(raw, inks, LONGEST)
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS, reducing_gap=3.0)
    is_clear = picture.mode == "RGBA"
    content = _encoded(picture, "png") if is_clear or suffix == "png" else b""
    if content and (is_clear or len(content) <= HEAVIEST):
        return content, "png", picture.size
    return _encoded(picture, "jpg"), "jpg", picture.size


def _encoded(picture: Image.Image, suffix: str) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, **_SAVE[suffix])
    return stream.getvalue()


def put(picture: Taken, stem: str, folder: Path) -> tuple[str, bool]:
    """Write a picture into the folder of images; return its name, and whether it was not there yet. Raises `BuildError`.

    The same bytes under any name are there already; others are never written over.
    """
    name = f"{short_stem(right_stem(stem))}.{picture.suffix}"
    if there := _same(picture.content, folder):
        return there, False
    if other := taken(folder / name):
        hint = f"si c’est une autre photo, donnez-lui un autre nom : --nom {free_stem(folder / name)}"
        raise BuildError(f"une autre image s’appelle déjà {folder.name}/{other}", hint, ExitCode.USAGE)
    write_one(folder / name, picture.content)
    return name, True


def _same(content: bytes, folder: Path) -> str:
    """Return the name of the file of a folder that has these bytes, if one has."""
    files = sorted(folder.glob("[!.]*")) if folder.is_dir() else []
    alike = (file for file in files if file.is_file() and file.stat().st_size == len(content))
    return next((file.name for file in alike if file.read_bytes() == content), "")
