"""Photographs for tests, drawn with Pillow: gradients that compress like real ones, and corners that tell which is which."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms

CORNERS = ((200, 40, 40), (40, 160, 60), (50, 60, 200), (220, 200, 40))
"""Colours of the four quarters of an upright photograph: top left, top right, bottom left, bottom right."""

CANARY = "canari-de-la-vie-privee"
"""A word hidden in the metadata: no published file may hold it."""


def photo(width: int, height: int) -> Image.Image:
    """Return four coloured quarters under a soft gradient, so that every corner can be told."""
    small = Image.new("RGB", (2, 2))
    small.putdata(CORNERS)
    quarters = small.resize((width, height), Image.Resampling.NEAREST)
    shade = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    return Image.blend(quarters, shade, 0.1)


def encoded(picture: Image.Image, format_name: str, **options: Any) -> bytes:
    """Return the picture as the bytes of a file."""
    stream = io.BytesIO()
    picture.save(stream, format_name, **options)
    return stream.getvalue()


def decoded(raw: bytes) -> Image.Image:
    """Return the pixels of a file."""
    picture = Image.open(io.BytesIO(raw))
    picture.load()
    return picture


def quarters(picture: Image.Image) -> tuple[int, ...]:
    """Say which of the `CORNERS` each quarter of the picture shows, in their order."""
    width, height = picture.size
    centres = [(width * x // 4, height * y // 4) for y in (1, 3) for x in (1, 3)]
    return tuple(_nearest(picture.convert("RGB").getpixel(centre)) for centre in centres)


def _nearest(colour: Any) -> int:
    return min(range(4), key=lambda index: sum((a - b) ** 2 for a, b in zip(colour, CORNERS[index], strict=True)))


def stored_as(upright: Image.Image, orientation: int) -> Image.Image:
    """Return the picture as a camera held that way stores it: what undoes EXIF `orientation`."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    return upright.transpose(undo[orientation]) if orientation in undo else upright


def exif(orientation: int = 1, note: str = CANARY) -> Image.Exif:
    """Return what a phone writes: orientation, maker, a comment, the place."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = note  # Make
    made[0x9286] = note.encode()  # UserComment
    made.get_ifd(0x8825).update({1: "N", 2: (43.0, 36.0, 16.0), 3: "E", 4: (1.0, 26.0, 38.0), 29: note})
    return made


def odd_exif(orientation: int, *, as_text: bool = False) -> bytes:
    """Return EXIF as careless devices write it: a resolution, perhaps also the orientation, stored as text."""
    turn = struct.pack("<HHI4s", 0x0112, 2, 2, b"%d\0" % orientation)
    if not as_text:
        turn = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    resolution = struct.pack("<HHI4s", 0x011A, 2, 3, b"72\0")
    return b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2) + turn + resolution + bytes(4)


def xmp(note: str = CANARY) -> bytes:
    """Return an XMP packet that holds the note."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="{note}"/></rdf:RDF></x:xmpmeta>'
    ).encode()


def swapped_profile() -> bytes:
    """Return an RGB colour profile with red and green swapped: nobody can overlook whether it was applied."""
    raw = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack_from(">I", raw, 128)[0]
    entries = {bytes(raw[at : at + 4]): at + 4 for at in range(132, 132 + 12 * count, 12)}
    red, green = entries[b"rXYZ"], entries[b"gXYZ"]
    raw[red : red + 8], raw[green : green + 8] = raw[green : green + 8], raw[red : red + 8]
    return bytes(raw)


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds next to nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return png((b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG file made of these chunks, each with its checksum."""
    sealed = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(sealed)


def grey_16_bits(width: int, height: int, value: int, *, transparent: int | None = None) -> bytes:
    """Return a PNG of one grey on 65,536, where `transparent`, if given, is the grey that does not show."""
    rows = (b"\0" + struct.pack(">H", value) * width) * height
    clear = [(b"tRNS", struct.pack(">H", transparent))] if transparent is not None else []
    header = struct.pack(">IIBBBBB", width, height, 16, 0, 0, 0, 0)
    return png((b"IHDR", header), *clear, (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
