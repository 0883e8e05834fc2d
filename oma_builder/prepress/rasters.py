"""Images inside a PDF (ISO 32000-1, 8.9) in other inks."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from PIL import Image, ImageChops

from oma_builder.prepress.photographs import compressed
from oma_builder.prepress.spaces import Space, Spaces

_KEPT = ("/Type", "/Subtype", "/Width", "/Height", "/SMask", "/Mask", "/Intent", "/Interpolate", "/SMaskInData")
_MODES = {1: "L", 3: "RGB", 4: "CMYK"}
_LONG = {
    "/BPC": "/BitsPerComponent",
    "/CS": "/ColorSpace",
    "/D": "/Decode",
    "/DP": "/DecodeParms",
    "/F": "/Filter",
    "/H": "/Height",
    "/IM": "/ImageMask",
    "/I": "/Interpolate",
    "/W": "/Width",
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/LZW": "/LZWDecode",
    "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
}
"""What images that stand in a page's text call things (8.9.7, tables 93 and 94)."""
_LOSSY = {"/DCTDecode", "/JPXDecode"}


def repainted_image(document: Pdf, image: Any, spaces: Spaces, named: Callable[[Any], Space] | None = None) -> Any:
    """Return an image in the inks of `spaces`, its masks kept; one that has no colour to change is returned itself."""
    if image.get("/ImageMask", False):
        return image
    space = (named or spaces.read)(image.ColorSpace)
    if space.paint is None:
        return image if space.kept == image.ColorSpace else _renamed(document, image, space)
    pixels = _pixels(image, space)
    drawn = spaces.mix.picture(pixels)
    fresh = _as_stream(document, image, drawn)
    fresh.ColorSpace = Name.DeviceGray if drawn.mode == "L" else Name(spaces.mix.space)
    if isinstance(image.get("/Mask"), Array):
        # A range of the old colours means nothing in the new ones.
        del fresh["/Mask"]
        fresh.SMask = _keyed(document, pixels, [int(value) for value in image.Mask])
    return fresh


def standalone(document: Pdf, inline: pikepdf.PdfInlineImage) -> Stream:
    """Return an image that stood in the text of a page (8.9.7) as an object, its colour space as it was named."""
    head, _, data = inline.unparse().removeprefix(b"BI").removesuffix(b"EI").partition(b"ID")
    written = Object.parse(b"<<" + head + b">>")
    details = {_LONG.get(key, key): value for key, value in written.items()}
    if "/Filter" in details:
        filters = details["/Filter"]
        named = filters if isinstance(filters, Array) else [filters]
        details["/Filter"] = Array([Name(_LONG.get(str(name), str(name))) for name in named])
    # One white space parts the word from the data, and one the data from the last word.
    return document.make_stream(data[1:-1], Dictionary({**details, "/Type": Name.XObject, "/Subtype": Name.Image}))


def _renamed(document: Pdf, image: Any, space: Space) -> Stream:
    fresh = document.make_stream(image.read_raw_bytes(), Dictionary(dict(image.items())))
    fresh.ColorSpace = space.kept
    return fresh


def _filters(image: Any) -> set[str]:
    named = image.get("/Filter", [])
    return {str(name) for name in (named if isinstance(named, Array) else [named])}


def _pixels(image: Any, space: Space) -> Image.Image:
    """Return the colours of an image, eight bits each, as its `/Decode` has them."""
    if "/SMask" in image and "/Matte" in image.SMask:
        raise ValueError("an image blended with its matte cannot be recoloured")
    if _filters(image) & _LOSSY:
        if len(_filters(image)) > 1:
            raise ValueError("a photograph packed twice cannot be recoloured")
        pixels: Image.Image = Image.open(io.BytesIO(image.read_raw_bytes()))
        if pixels.mode == "CMYK":
            # Pillow always undoes Adobe's inversion; in PDF, `/Decode` says whether there is one.
            pixels = ImageChops.invert(pixels)
    else:
        pixels = _plain(image, _MODES[space.size])
    return _decoded(pixels, [float(end) for end in image.get("/Decode", [])])


def _plain(image: Any, mode: str) -> Image.Image:
    """Return the pixels of an image without losses."""
    bits, size = int(image.BitsPerComponent), (int(image.Width), int(image.Height))
    raw = image.read_bytes()
    if bits == 16:
        return Image.frombytes(mode, size, raw[::2])
    if bits == 8:
        return Image.frombytes(mode, size, raw)
    return _unpacked(raw, bits, mode, size)


def _unpacked(raw: bytes, bits: int, mode: str, size: tuple[int, int]) -> Image.Image:
    """Return pixels of 1, 2 or 4 bits; each line starts at a byte."""
    values = size[0] * len(mode)
    line = (values * bits + 7) // 8
    most, each = (1 << bits) - 1, 8 // bits
    spread = [bytes((byte >> (8 - bits * (at + 1)) & most) * 255 // most for at in range(each)) for byte in range(256)]
    lines = (b"".join(map(spread.__getitem__, raw[at * line : (at + 1) * line]))[:values] for at in range(size[1]))
    return Image.frombytes(mode, size, b"".join(lines))


def _decoded(pixels: Image.Image, decode: list[float]) -> Image.Image:
    """Return pixels carried into the intervals of `/Decode`, where it has any but the plain ones."""
    pairs = list(zip(decode[::2], decode[1::2], strict=True))
    if all(pair == (0, 1) for pair in pairs):
        return pixels
    table = [round((low + value / 255 * (high - low)) * 255) for low, high in pairs for value in range(256)]
    return pixels.point(table)


def _as_stream(document: Pdf, image: Any, drawn: Image.Image) -> Stream:
    """Return the pixels as a photograph if they were one, else without losses."""
    kept = {key: image[key] for key in _KEPT if key in image}
    if not _filters(image) & _LOSSY:
        return document.make_stream(drawn.tobytes(), Dictionary({**kept, "/BitsPerComponent": 8}))
    # A JPEG of four inks holds them inverted, as Adobe has it.
    inverted = {"/Decode": [1, 0] * 4} if drawn.mode == "CMYK" else {}
    details = {**kept, **inverted, "/Filter": Name.DCTDecode, "/BitsPerComponent": 8}
    return document.make_stream(compressed(drawn), Dictionary(details))


def _keyed(document: Pdf, pixels: Image.Image, ranges: list[int]) -> Stream:
    """Return a mask that hides the colours of a range (8.9.6.4)."""
    hidden = Image.new("L", pixels.size, 255)
    for channel, low, high in zip(pixels.split(), ranges[::2], ranges[1::2], strict=True):
        inside = channel.point([255 if low <= value <= high else 0 for value in range(256)])
        hidden = ImageChops.multiply(hidden, inside)
    return document.make_stream(
        ImageChops.invert(hidden).tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=pixels.width,
        Height=pixels.height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
