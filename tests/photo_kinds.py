"""One picture as every sort of file that an editor may bring: all of them must be seen in the same colours."""

import io
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from PIL import Image, ImageCms, ImageOps

from oma_builder.prepress.inks import PROFILE
from tests.photos import encoded, png, swapped_profile
from tests.tools import ROOT

SIZE = (120, 80)
INKS = (ROOT / "assets" / PROFILE).read_bytes()
"""The profile of the paper, which is also that of inks that name none."""

_D50 = (0.9642, 1.0, 0.8249)
# Primaries on D50, as the profiles that everybody uses hold them, to four places.
_ADOBE = ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446))
_P3 = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))
_PROPHOTO = ((0.7977, 0.2880, 0.0), (0.1352, 0.7119, 0.0), (0.0313, 0.0001, 0.8249))


def seen() -> Image.Image:
    """Return the picture: a field of every hue that paper can print, and its greys."""
    hues = Image.merge(
        "HSV",
        (
            ImageOps.mirror(Image.linear_gradient("L").rotate(90)).resize((120, 48)),
            Image.new("L", (120, 48), 80),
            Image.linear_gradient("L").resize((120, 48)).point(lambda value: 110 + value * 120 // 255),
        ),
    )
    picture = Image.new("RGB", SIZE, "white")
    picture.paste(hues.convert("RGB"), (0, 0))
    picture.paste(Image.linear_gradient("L").rotate(90).resize((120, 24)), (0, 48))
    return picture


def shape() -> Image.Image:
    """Return how much of it is seen, where not all of it is: an oval."""
    from PIL import ImageDraw

    mask = Image.new("L", SIZE, 0)
    ImageDraw.Draw(mask).ellipse((10, 5, 110, 75), fill=255)
    return mask


def profile(primaries: tuple[tuple[float, float, float], ...] | None, gamma: float) -> bytes:
    """Return a profile of RGB with these primaries, or of greys when there are none, and one gamma."""
    xyz = {
        name: b"XYZ " + bytes(4) + struct.pack(">3i", *(round(part * 65536) for part in value))
        for name, value in zip((b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ"), (_D50, *(primaries or ())), strict=False)
    }
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    curves = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC") if primaries else (b"kTRC",), curve)
    table, data = b"", b""
    tags = {**xyz, **curves}
    for name, body in tags.items():
        table += struct.pack(">4sII", name, 132 + 12 * len(tags) + len(data), len(body))
        data += body
    space = b"RGB " if primaries else b"GRAY"
    head = struct.pack(
        ">I4sI4s4s4s12x4s", 132 + len(table) + len(data), b"", 0x02100000, b"mntr", space, b"XYZ ", b"acsp"
    )
    head = (head.ljust(68, b"\0") + xyz[b"wtpt"][8:]).ljust(128, b"\0")
    return head + struct.pack(">I", len(tags)) + table + data


def through(picture: Image.Image, icc: bytes, mode: str) -> Image.Image:
    """Return the picture as this space codes it."""
    space = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    black = ImageCms.Flags.BLACKPOINTCOMPENSATION
    done = ImageCms.profileToProfile(picture, ImageCms.createProfile("sRGB"), space, intent, mode, flags=black)
    assert done is not None
    done.info.clear()
    return done


def deep(picture: Image.Image, *chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG of 16 bits a channel."""
    channels = len(picture.getbands())
    raw = picture.tobytes()
    step = picture.width * channels
    rows = (
        b"\0" + bytes(value for byte in raw[at : at + step] for value in (byte, byte))
        for at in range(0, len(raw), step)
    )
    colour = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    header = struct.pack(">IIBBBBB", *picture.size, 16, colour, 0, 0, 0)
    return png((b"IHDR", header), *chunks, (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))


def with_chunks(picture: Image.Image, *chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG with these chunks after its header."""
    raw = encoded(picture, "PNG")
    made = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    return raw[:33] + made + raw[33:]


def linear(value: int) -> int:
    """Return a value of sRGB as the light that it stands for."""
    part = value / 255
    return round(255 * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4))


@cache
def photographs() -> Mapping[str, tuple[bytes, str]]:
    """Return the files by name, each with what is seen in it: `colours`, `greys`, or the `oval` of colours."""
    picture, oval = seen(), shape()
    grey = picture.convert("L")
    adobe, p3, wide = (
        through(picture, profile(space, gamma), "RGB") for space, gamma in ((_ADOBE, 2.2), (_P3, 2.2), (_PROPHOTO, 1.8))
    )
    cut = see_through()
    cut_adobe = adobe.convert("RGBA")
    cut_adobe.putalpha(oval)
    inked = through(picture, INKS, "CMYK")
    best = {"quality": 95, "subsampling": 0}
    chromaticities = struct.pack(">8I", 31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000)
    files: dict[str, tuple[bytes, str]] = {
        "plain.jpg": (encoded(picture, "JPEG", **best), "colours"),
        "progressive.jpg": (encoded(picture, "JPEG", progressive=True, **best), "colours"),
        "adobe.jpg": (encoded(adobe, "JPEG", icc_profile=profile(_ADOBE, 2.2), **best), "colours"),
        "p3.jpg": (encoded(p3, "JPEG", icc_profile=profile(_P3, 2.2), **best), "colours"),
        "prophoto.jpg": (encoded(wide, "JPEG", icc_profile=profile(_PROPHOTO, 1.8), **best), "colours"),
        "inks.jpg": (encoded(inked, "JPEG", icc_profile=INKS, **best), "colours"),
        "inks-alone.jpg": (encoded(inked, "JPEG", **best), "colours"),
        "inks-broken.jpg": (encoded(inked, "JPEG", icc_profile=INKS[:500], **best), "colours"),
        "inks-of-screens.jpg": (encoded(inked, "JPEG", icc_profile=profile(_P3, 2.2), **best), "colours"),
        "cut.jpg": (encoded(picture, "JPEG", icc_profile=swapped_profile()[:200], **best), "colours"),
        "no-profile.jpg": (encoded(picture, "JPEG", icc_profile=b"not a profile", **best), "colours"),
        "profile-of-inks.jpg": (encoded(picture, "JPEG", icc_profile=INKS, **best), "colours"),
        "profile-of-greys.jpg": (encoded(picture, "JPEG", icc_profile=profile(None, 2.2), **best), "colours"),
        "greys.jpg": (encoded(grey, "JPEG", **best), "greys"),
        "greys-profiled.jpg": (encoded(grey.point(_to(1.8)), "JPEG", icc_profile=profile(None, 1.8), **best), "greys"),
        "greys-of-colours.jpg": (encoded(grey, "JPEG", icc_profile=profile(_ADOBE, 2.2), **best), "greys"),
        "palette.png": (encoded(adobe.quantize(256), "PNG", icc_profile=profile(_ADOBE, 2.2)), "colours"),
        "see-through.png": (encoded(cut, "PNG"), "oval"),
        "see-through-adobe.png": (encoded(cut_adobe, "PNG", icc_profile=profile(_ADOBE, 2.2)), "oval"),
        "opaque.png": (encoded(adobe.convert("RGBA"), "PNG", icc_profile=profile(_ADOBE, 2.2)), "colours"),
        "deep.png": (deep(picture), "colours"),
        "deep-see-through.png": (deep(cut), "oval"),
        "deep-one-clear.png": (deep(on_green(picture, oval), (b"tRNS", struct.pack(">3H", 0, 0xFFFF, 0))), "oval"),
        "deep-greys.png": (deep(grey), "greys"),
        "deep-greys-see-through.png": (deep(Image.merge("LA", (grey, Image.new("L", SIZE, 255)))), "greys"),
        "greys.png": (encoded(grey, "PNG"), "greys"),
        "gamma-one.png": (
            with_chunks(
                picture.point([linear(value) for value in range(256)] * 3), (b"gAMA", struct.pack(">I", 100_000))
            ),
            "colours",
        ),
        "chromaticities.png": (
            with_chunks(adobe, (b"gAMA", struct.pack(">I", 45_455)), (b"cHRM", chromaticities)),
            "colours",
        ),
        "code-points.png": (
            with_chunks(through(picture, profile(_P3, 2.2), "RGB"), (b"cICP", bytes([12, 4, 0, 1]))),
            "colours",
        ),
        "code-points-first.png": (encoded(p3, "PNG", icc_profile=swapped_profile()), "colours"),
        "srgb-before-gamma.png": (
            with_chunks(picture, (b"sRGB", b"\0"), (b"gAMA", struct.pack(">I", 100_000))),
            "colours",
        ),
        "unknown-code-points.png": (with_chunks(picture, (b"cICP", bytes([99, 99, 0, 1]))), "colours"),
        "p3.webp": (encoded(p3, "WEBP", quality=95, icc_profile=profile(_P3, 2.2)), "colours"),
        "see-through.webp": (encoded(cut, "WEBP", lossless=True), "oval"),
    }
    raw = files["code-points-first.png"][0]
    files["code-points-first.png"] = (raw[:33] + png((b"cICP", bytes([12, 4, 0, 1])))[8:] + raw[33:], "colours")
    return files


def _to(gamma: float) -> Callable[[int], int]:
    return lambda value: round(255 * (linear_part(value)) ** (1 / gamma))


def linear_part(value: int) -> float:
    """Return the light of a value of sRGB, 0 to 1."""
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def on_green(picture: Image.Image, mask: Image.Image) -> Image.Image:
    """Return the picture on pure green outside of a mask."""
    return Image.composite(
        picture, Image.new("RGB", picture.size, (0, 255, 0)), mask.point(lambda value: 255 if value else 0)
    )


def see_through() -> Image.Image:
    """Return the oval of colours on nothing."""
    cut = seen().convert("RGBA")
    cut.putalpha(shape())
    return cut


def expected(what: str, ground: str = "white") -> Image.Image:
    """Return what is seen of a sort on this ground."""
    picture = seen()
    if what == "oval":
        return Image.composite(picture, Image.new("RGB", SIZE, ground), shape())
    return picture.convert("L").convert("RGB") if what == "greys" else picture
