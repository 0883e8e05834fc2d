"""The parts that JPEG, PNG and WebP files are made of, without decoding a pixel."""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"


class Part(NamedTuple):
    """One segment (JPEG), or chunk (PNG, WebP): its name, what it holds, and all its bytes, frame included."""

    name: str
    body: bytes
    whole: bytes


REST = "rest"
"""What follows a picture in its file: other views, a film, anything."""

PIXELS = "pixels"
"""The compressed pixels of a JPEG that follow one start of scan."""

_ALONE = (0x01, *range(0xD0, 0xD8))
_SCANNED = re.compile(rb"\xff[^\x00\xd0-\xd7]")
"""The first marker after compressed data, or the filling before it: FF 00 is a value, FF D0 to D7 a restart."""


def is_jpeg(raw: bytes) -> bool:
    """Return whether a file begins as a JPEG does."""
    return raw.startswith(JPEG)


def is_png(raw: bytes) -> bool:
    """Return whether a file begins as a PNG does."""
    return raw.startswith(PNG)


def is_webp(raw: bytes) -> bool:
    """Return whether a file begins as a WebP does."""
    return raw[:4] == b"RIFF" and raw[8:12] == b"WEBP"


def parts(raw: bytes) -> Iterator[Part]:
    """Yield the parts of a file in their order, up to where it breaks off; nothing of what is none of the three."""
    if is_jpeg(raw):
        return _of_jpeg(raw)
    if is_png(raw):
        return _of_png(raw)
    return _of_webp(raw) if is_webp(raw) else iter(())


def png_chunk(name: str, body: bytes) -> bytes:
    """Return a chunk of PNG with its length and checksum."""
    named = name.encode() + body
    return struct.pack(">I", len(body)) + named + struct.pack(">I", zlib.crc32(named))


def jpeg_segment(marker: int, body: bytes) -> bytes:
    """Return a segment of JPEG with its length."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def webp_chunk(name: str, body: bytes) -> bytes:
    """Return a chunk of WebP with its length, filled up to an even one."""
    return name.encode().ljust(4) + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _of_jpeg(raw: bytes) -> Iterator[Part]:
    """Yield segments named by their marker in hexadecimal digits (ITU-T T.81, annex B)."""
    at = 0
    while at + 2 <= len(raw) and raw[at] == 0xFF:
        while at + 2 < len(raw) and raw[at + 1] == 0xFF:
            at += 1
        marker = raw[at + 1]
        end = at + 2
        if marker not in (*_ALONE, 0xD8, 0xD9):
            end += int.from_bytes(raw[end : end + 2], "big")
        yield Part(f"{marker:02X}", raw[at + 4 : end], raw[at:end])
        if marker == 0xD9:
            break
        at = end
        if marker == 0xDA:
            match = _SCANNED.search(raw, end)
            at = match.start() if match else len(raw)
            yield Part(PIXELS, raw[end:at], raw[end:at])
    else:
        end = at
    if raw[end:]:
        yield Part(REST, raw[end:], raw[end:])


def _of_png(raw: bytes) -> Iterator[Part]:
    at, name = len(PNG), ""
    while at + 12 <= len(raw) and name != "IEND":
        (length,) = struct.unpack_from(">I", raw, at)
        name, end = raw[at + 4 : at + 8].decode("latin-1"), at + 12 + length
        yield Part(name, raw[at + 8 : at + 8 + length], raw[at:end])
        at = end
    if raw[at:]:
        yield Part(REST, raw[at:], raw[at:])


def _of_webp(raw: bytes) -> Iterator[Part]:
    (size,) = struct.unpack_from("<I", raw.ljust(12), 4)
    at, stop = 12, min(len(raw), size + 8)
    while at + 8 <= stop:
        (length,) = struct.unpack_from("<I", raw, at + 4)
        end = at + 8 + length + length % 2
        yield Part(raw[at : at + 4].decode("latin-1"), raw[at + 8 : at + 8 + length], raw[at:end])
        at = end
    if raw[at:]:
        yield Part(REST, raw[at:], raw[at:])
