"""Photographs without what they tell of who took them, where and with what: every pixel stays as it was."""

import struct
from collections.abc import Iterator

from PIL import Image

from oma_builder.raster import segments
from oma_builder.raster.reading import DamagedError, read, turn_of
from oma_builder.raster.segments import PIXELS, REST, Part

_OF_PNG = frozenset(
    [
        "IHDR",
        "PLTE",
        "IDAT",
        "IEND",
        "tRNS",
        "cICP",
        "iCCP",
        "sRGB",
        "gAMA",
        "cHRM",
        "sBIT",
        "bKGD",
        "pHYs",
        "mDCV",
        "cLLI",
    ]
)
_OF_WEBP = frozenset(["VP8X", "ICCP", "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L"])
_WITH_EXIF, _WITH_XMP = 0x08, 0x04  # flags of VP8X


def cleaned(raw: bytes, inks: bytes) -> bytes:
    """Return a photograph without metadata, nothing of it coded anew: its colour profile stays, and how it is held.

    It was opened and looks the same, or `DamagedError` is raised. `inks` is what CMYK without a profile is seen through.
    """
    made = _without_notes(raw, turn_of(raw))
    if not made or not _same(read(raw, inks), read(made, inks)):
        raise DamagedError
    return made


def has_notes(raw: bytes) -> bool:
    """Say whether a photograph tells anything beside its pixels. Raises `DamagedError`."""
    return _without_notes(raw, turn_of(raw)) != raw


def _without_notes(raw: bytes, turn: int) -> bytes:
    if segments.is_jpeg(raw):
        return b"".join(_jpeg(raw, turn))
    if segments.is_png(raw):
        return segments.PNG + b"".join(_png(raw, turn))
    return _webp(raw, turn) if segments.is_webp(raw) else b""


def _same(one: Image.Image, other: Image.Image) -> bool:
    return (one.mode, one.size) == (other.mode, other.size) and one.tobytes() == other.tobytes()


def _jpeg(raw: bytes, turn: int) -> Iterator[bytes]:
    for part in segments.parts(raw):
        if part.name == "E0" and part.body.startswith(b"JFIF\0"):
            yield segments.jpeg_segment(0xE0, part.body[:12] + b"\0\0")  # a preview may follow
        elif _is_of_the_picture(part):
            yield part.whole
        if part.name == "D8" and turn != 1:
            yield segments.jpeg_segment(0xE1, b"Exif\0\0" + _exif(turn))


def _is_of_the_picture(part: Part) -> bool:
    """Return whether a segment of a JPEG says how pixels are coded, and of which colours; comments and notes do not."""
    if part.name == "E2":
        return part.body.startswith(b"ICC_PROFILE\0")
    if part.name == "EE":
        return part.body.startswith(b"Adobe")
    return part.name == PIXELS or (part.name not in ("FE", REST) and not part.name.startswith("E"))


def _png(raw: bytes, turn: int) -> Iterator[bytes]:
    ends = False
    for part in segments.parts(raw):
        if part.name in _OF_PNG:
            yield part.whole
        if part.name == "IHDR" and turn != 1:
            yield segments.png_chunk("eXIf", _exif(turn))
        ends = ends or part.name == "IEND"
    if not ends:  # the file broke off in its last bytes, after all pixels
        yield segments.png_chunk("IEND", b"")


def _webp(raw: bytes, turn: int) -> bytes:
    chunks = [part for part in segments.parts(raw) if part.name in _OF_WEBP]
    flags = _WITH_EXIF if turn != 1 else 0
    body = b"".join(_extended(part, flags) if part.name == "VP8X" else part.whole for part in chunks)
    if turn != 1:
        body += segments.webp_chunk("EXIF", _exif(turn))
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _extended(part: Part, flags: int) -> bytes:
    kept = part.body[0] & ~(_WITH_EXIF | _WITH_XMP) | flags
    return segments.webp_chunk("VP8X", bytes([kept]) + part.body[1:])


def _exif(turn: int) -> bytes:
    """Return EXIF that says how the picture is held, and nothing else."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, turn, 0, 0)
