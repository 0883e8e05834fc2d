"""Whether a photograph says where it was taken, wherever its file may say so."""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress

from PIL import Image

from oma_builder.raster import segments
from oma_builder.raster.segments import REST, Part

_GPS = 0x8825  # EXIF tag of the directory of places
_PLACES = (2, 4, 20, 22, 28)
"""In it: latitude and longitude, of where one stood and of what was looked at, and the name of the area."""

_EXIF = b"Exif\0\0"
_TOLD = re.compile(rb"GPS(?:Dest)?L(?:at|ong)itude", re.IGNORECASE)
_FILMED = (b"\xa9xyz", b"location.ISO6709")
"""Where films say it: a telephone may write a short one after the photograph."""

_END = b"\xff\xd9"
"""Of a JPEG; no pixels of one hold it."""

_VIEWS = 100
"""Pictures in one file that are looked at: a telephone writes a few, and thousands would take for ever."""

_MOST = 10_000_000
"""Bytes of a packed text that are looked at."""


def has_place(raw: bytes) -> bool:
    """Return whether a JPEG, PNG or WebP holds the place where it was taken, in any of its views and notes."""
    for _ in range(_VIEWS):
        rest = b""
        for part in _headed(raw):
            if _tells(part):
                return True
            if part.name == REST:
                rest = part.body
        at = rest.find(segments.JPEG)
        if at < 0:
            break
        raw = rest[at:]
    return False


def _headed(raw: bytes) -> Iterator[Part]:
    """Yield the parts of a file; of a JPEG that ends with its pixels, only those before them: the way is long."""
    at = 0
    for part in segments.parts(raw):
        yield part
        at += len(part.whole)
        if part.name == "DA" and raw.find(_END, at) in (-1, len(raw) - len(_END)):
            break


def _tells(part: Part) -> bool:
    if part.name == REST and any(mark in part.body for mark in _FILMED):
        return True
    # Without zeros, UTF-16 reads as ASCII does.
    return any(_is_placed(note) or _TOLD.search(note.replace(b"\0", b"")) for note in _notes(part))


def _notes(part: Part) -> Iterator[bytes]:
    """Yield what a part says beside pixels: EXIF as it is, XMP and other texts unpacked."""
    if part.name == REST:
        yield part.body
    elif part.name in ("E1", "ED", "FE", "eXIf", "EXIF", "XMP ", "tEXt"):
        yield _from_hexadecimal(part.body)
    elif part.name in ("zTXt", "iTXt"):
        yield _from_hexadecimal(_unpacked(part))


def _unpacked(part: Part) -> bytes:
    """Return the text of a chunk, unpacked if it was packed (PNG, 11.3.3)."""
    keyword, _, rest = part.body.partition(b"\0")
    packed = rest[1:]
    if part.name == "iTXt":
        if rest[:1] == b"\0":
            return part.body
        packed = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    with suppress(zlib.error):
        return keyword + b"\0" + zlib.decompressobj().decompress(packed, _MOST)
    return b""


def _from_hexadecimal(note: bytes) -> bytes:
    """Return EXIF that ImageMagick wrote as digits in a text, or the note as it is."""
    if b"Raw profile type" not in note[:40]:
        return note
    digits = b"".join(note.partition(b"\0")[2].split()[2:])
    with suppress(ValueError):
        return bytes.fromhex(digits.decode("ascii", "replace"))
    return note


def _is_placed(note: bytes) -> bool:
    """Return whether a directory of EXIF names a place."""
    start = note.find(_EXIF)
    packet = note[start:] if start >= 0 else _EXIF + note if note[:4] in (b"II*\0", b"MM\0*") else b""
    if not packet:
        return False
    exif = Image.Exif()
    try:
        exif.load(packet)
        places = exif.get_ifd(_GPS)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - metadata are anybody's bytes
        return False
    return any(tag in places for tag in _PLACES)
