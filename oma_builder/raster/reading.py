"""The one reader of photographs: whatever their mode and profile, site and paper start from the same pixels."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageCms

from oma_builder.problems import BuildError
from oma_builder.raster import segments
from oma_builder.raster.profiles import Profile, cmyk_profile, profiles

VERSION = "1"
"""Version of this reader; raise it when the same file gives other pixels, with what depends on them."""

_ORIENTATION = 0x0112  # EXIF tag
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each EXIF orientation. `ImageOps.exif_transpose` also rewrites the metadata, and fails on odd ones."""

_GREYS = 65536


class DamagedError(Exception):
    """A file does not hold the picture that it promises."""


def read(raw: bytes, inks: bytes, side: int | None = None) -> Image.Image:
    """Return a picture upright, in sRGB of eight bits, and nothing else of its file.

    It is `RGB`, or `RGBA` where something shows through it. `inks` is the ICC profile of a CMYK picture that has none of
    its own. A JPEG whose sides are more than twice `side` may come smaller, never below it. Raises `DamagedError`.
    """
    with _damage_told(), warnings.catch_warnings(action="ignore"):
        picture: Image.Image = Image.open(io.BytesIO(raw))
        turn = _UPRIGHT.get(orientation(picture))
        if side:
            picture.draft("RGB", (side, side))
        picture.load()
        seen = _mask(picture, raw)
        shown = _in_srgb(_plain(picture), tuple(profiles(picture, raw)), inks)
        if seen and seen.getextrema() != (255, 255):
            shown.putalpha(seen)
        shown = shown.transpose(turn) if turn is not None else shown
        shown.info.clear()
        return shown


def on_ground(picture: Image.Image, ground: str = "white") -> Image.Image:
    """Return a picture without anything to be seen through it, laid on a colour."""
    if picture.mode != "RGBA":
        return picture
    return Image.alpha_composite(Image.new("RGBA", picture.size, ground), picture).convert("RGB")


def orientation(header: Image.Image) -> int:
    """Return the EXIF orientation, 1 when there is none or it cannot be understood.

    Reads no further than the header: Pillow's own `PngImageFile.getexif` decodes all the pixels.
    """
    try:
        value = Image.Image.getexif(header).get(_ORIENTATION)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - metadata are anybody's bytes; the pixels may be fine
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def turn_of(raw: bytes) -> int:
    """Return the EXIF orientation of a file, 1 when it says none. Raises `DamagedError`."""
    with _damage_told(), warnings.catch_warnings(action="ignore"):
        return orientation(Image.open(io.BytesIO(raw)))


def upright_size(raw: bytes) -> tuple[int, int]:
    """Return the width and height of a picture once it is upright, without decoding it."""
    header = Image.open(io.BytesIO(raw))
    across, down = header.size
    return (down, across) if is_on_its_side(header) else (across, down)


def is_on_its_side(header: Image.Image) -> bool:
    """Return whether a picture is stored turned by a quarter."""
    return orientation(header) >= 5


def original(path: Path, wanted: str) -> bytes:
    """Return the bytes that were inspected, of this digest; others, stored under their name, would be served for ever.

    Raises `BuildError`.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BuildError(f"lecture impossible de {path} : {error.strerror}", "relancez la construction") from error
    if sha256(raw).hexdigest() != wanted:
        raise BuildError(f"l’image {path.name} a changé pendant la construction", "relancez-la")
    return raw


@contextmanager
def memory_for(name: str) -> Iterator[None]:
    """Tell missing memory for what it is: no fault of the picture of this name. Raises `BuildError`."""
    try:
        yield
    except MemoryError as error:
        hint = "fermez des programmes ou ajoutez --jobs 1 ; sinon, réduisez l’image : 3 000 pixels de large suffisent"
        raise BuildError(f"la mémoire de l’ordinateur ne suffit pas pour ouvrir {name}", hint) from error


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:  # Pillow raises anything at all on damaged files
        raise DamagedError from error


def _mask(picture: Image.Image, raw: bytes) -> Image.Image | None:
    """Return how much of each pixel is seen, or nothing when all of it is."""
    if not picture.has_transparency_data:
        return None
    clear = picture.info.get("transparency")
    if picture.mode.startswith("I") and isinstance(clear, int):
        return picture.convert("I").point([0 if tone == clear else 255 for tone in range(_GREYS)], "L")
    if picture.mode == "RGB" and isinstance(clear, tuple) and _is_deep(raw):
        picture.info["transparency"] = tuple(tone >> 8 for tone in clear)  # its pixels were cut to eight bits too
    return picture.convert("RGBA").getchannel("A")


def _is_deep(raw: bytes) -> bool:
    return segments.is_png(raw) and raw[24] == 16  # the depth, in the first chunk


def _plain(picture: Image.Image) -> Image.Image:
    """Return the colours of a picture as `L`, `RGB` or `CMYK`, in its own space."""
    if picture.mode.startswith("I"):  # 16 bits of grey: Pillow would clip them, not scale them
        return picture.convert("I").point([tone >> 8 for tone in range(_GREYS)], "L")
    picture.info.pop("transparency", None)
    if picture.mode in ("1", "L", "LA"):
        return picture.convert("L")
    if picture.mode in ("P", "PA"):
        picture = picture.convert("RGBA")
    return picture if picture.mode in ("RGB", "CMYK") else picture.convert("RGB")


def _in_srgb(picture: Image.Image, profiles: tuple[Profile, ...], inks: bytes) -> Image.Image:
    """Return pixels in sRGB by the first profile that works; without any they are what they are, or in usual inks."""
    usual = (cmyk_profile(inks),) if picture.mode == "CMYK" else ()
    for profile in (*profiles, *usual):
        source = picture
        if picture.mode == "L" and (profile.profile.xcolor_space or "").strip() == "RGB":
            source = picture.convert("RGB")
        try:
            # As photographs are told to be printed: white stays white, and what is darkest stays so.
            done = ImageCms.profileToProfile(
                source,
                profile,
                ImageCms.createProfile("sRGB"),
                ImageCms.Intent.RELATIVE_COLORIMETRIC,
                "RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            continue  # a broken profile says nothing about the pixels
        assert done is not None
        return done
    return picture if picture.mode == "RGB" else picture.convert("RGB")
