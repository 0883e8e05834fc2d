"""What the numbers of a picture mean: its colour profile, whether the file holds one or only describes it.

Source: Portable Network Graphics, third edition (W3C, 2025), 4.3 and 11.3.2; ITU-T H.273 for the numbers of `cICP`;
ICC.1:2001-04 for the profile that is made of them.
"""

import io
import math
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from PIL import Image, ImageCms

from oma_builder.raster import segments

Profile = ImageCms.ImageCmsProfile
Point = tuple[float, float]
"""Chromaticity: x and y of CIE 1931."""
Curve = Callable[[float], float]
"""What light a coded value stands for; both are 0 to 1."""
Primaries = tuple[Point, Point, Point, Point]
"""White, red, green and blue."""
_Row = tuple[float, float, float]
_Matrix = tuple[_Row, _Row, _Row]

_D65 = (0.3127, 0.3290)
_SRGB: Primaries = (_D65, (0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
_PRIMARIES: Mapping[int, Primaries] = {
    1: _SRGB,
    4: ((0.310, 0.316), (0.67, 0.33), (0.21, 0.71), (0.14, 0.08)),
    5: (_D65, (0.64, 0.33), (0.29, 0.60), (0.15, 0.06)),
    6: (_D65, (0.630, 0.340), (0.310, 0.595), (0.155, 0.070)),
    7: (_D65, (0.630, 0.340), (0.310, 0.595), (0.155, 0.070)),
    9: (_D65, (0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    11: ((0.314, 0.351), (0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
    12: (_D65, (0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
}
_SPACES = {"L": ("GRAY", "RGB"), "RGB": ("RGB",), "CMYK": ("CMYK",)}
"""The spaces that a profile may be of, for the mode of the pixels: greys may also be read as colours without any."""

_STEPS = 4096
_PAPER_WHITE = 203
"""The light of white paper in pictures of high dynamic range, in candelas per square metre (ITU-R BT.2408)."""


def profiles(picture: Image.Image, raw: bytes) -> Iterator[Profile]:
    """Yield the profiles that a picture may be read through, the best first; one that does not fit its mode is left out."""
    embedded = picture.info.get("icc_profile")
    described = _described(raw) if segments.is_png(raw) else ()
    for found in (*described[:1], embedded, *described[1:]):
        if found and (profile := _opened(found)) and _fits(profile, picture.mode):
            yield profile


def cmyk_profile(raw: bytes) -> Profile:
    """Return the profile of four inks that no file brings along."""
    return Profile(io.BytesIO(raw))


def _opened(raw: bytes) -> Profile | None:
    with suppress(OSError, ImageCms.PyCMSError, TypeError, ValueError):
        return Profile(io.BytesIO(raw))
    return None


def _fits(profile: Profile, mode: str) -> bool:
    header = profile.profile
    colours = "CMYK" if mode == "CMYK" else "L" if mode in ("1", "L", "LA") or mode.startswith("I") else "RGB"
    is_of_device = (header.device_class or "").strip() in ("scnr", "mntr", "prtr", "spac")
    return is_of_device and (header.xcolor_space or "").strip() in _SPACES[colours]


def _described(raw: bytes) -> tuple[bytes, bytes]:
    """Return the profiles that the chunks of a PNG describe, before and after an embedded one in rank; or nothing."""
    chunks: dict[str, bytes] = {}
    for part in segments.parts(raw):
        if part.name in ("IDAT", "IEND"):
            break
        chunks.setdefault(part.name, part.body)
    return _coded(chunks.get("cICP", b"")), b"" if "sRGB" in chunks else _measured(chunks)


def _coded(body: bytes) -> bytes:
    """Return the profile of code points (`cICP`); those we do not know, and YCbCr, are as good as none."""
    if len(body) != 4 or body[2] != 0 or body[3] > 1:
        return b""
    primaries, curve = _PRIMARIES.get(body[0]), _curve(body[1])
    if primaries is None or curve is None:
        return b""
    return matrix_profile(primaries, curve if body[3] else lambda value: curve(max(0.0, (value * 255 - 16) / 219)))


def _measured(chunks: Mapping[str, bytes]) -> bytes:
    """Return the profile of a gamma and of chromaticities (`gAMA`, `cHRM`), where they say another thing than sRGB."""
    gamma = _numbers(chunks.get("gAMA", b""), 1)
    places = _numbers(chunks.get("cHRM", b""), 8)
    points = tuple(zip(places[::2], places[1::2], strict=True))
    primaries: Primaries = (points[0], points[1], points[2], points[3]) if points else _SRGB
    pairs = zip(
        (part for point in primaries for part in point), (part for point in _SRGB for part in point), strict=True
    )
    is_of_srgb = all(abs(one - other) < 0.002 for one, other in pairs)
    # 1/2.2 is what writers of sRGB have always put there.
    if is_of_srgb and (not gamma or abs(gamma[0] - 1 / 2.2) < 0.005):
        return b""
    if gamma and not 0.05 <= gamma[0] <= 20:
        return b""
    return matrix_profile(primaries, (lambda value: value ** (1 / gamma[0])) if gamma else _srgb)


def _numbers(body: bytes, count: int) -> tuple[float, ...]:
    if len(body) != 4 * count:
        return ()
    return tuple(value / 100_000 for value in struct.unpack(f">{count}I", body))


def _srgb(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _pq(value: float) -> float:
    """Return SMPTE ST 2084, with the white of paper as the lightest that a screen shows."""
    root = value ** (32 / 2523)
    light = max(0.0, root - 0.8359375) / (18.8515625 - 18.6875 * root)
    return min(1.0, float(light ** (8192 / 1305)) * 10_000 / _PAPER_WHITE)


def _hlg(value: float) -> float:
    """Return ARIB STD-B67 at 1,000 candelas, with the white of paper (three quarters of the code) as the lightest."""

    def scene(coded: float) -> float:
        return coded**2 / 3 if coded <= 0.5 else (math.exp((coded - 0.55991073) / 0.17883277) + 0.28466892) / 12

    return min(1.0, float((scene(value) / scene(0.75)) ** 1.2))


def _curve(number: int) -> Curve | None:
    """Return the transfer of a code point. Those of television are shown as screens show them: in a gamma of 2.4."""
    if number in (1, 6, 14, 15):
        return lambda value: float(value**2.4)
    gammas = {4: 2.2, 5: 2.8, 8: 1.0}
    if number in gammas:
        return lambda value: float(value ** gammas[number])
    return {13: _srgb, 16: _pq, 18: _hlg}.get(number)


def matrix_profile(primaries: Primaries, curve: Curve) -> bytes:
    """Return an ICC profile of RGB: three primaries, their white, and one curve. Nothing when they are no space."""
    columns = _columns(primaries)
    if columns is None:
        return b""
    samples = [min(65535, max(0, round(curve(step / (_STEPS - 1)) * 65535))) for step in range(_STEPS)]
    shared = b"curv" + bytes(4) + struct.pack(f">I{_STEPS}H", _STEPS, *samples)
    bodies = {b"wtpt": _xyz(_D50)} | {
        name: _xyz(column) for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)
    }
    tags = [*bodies.items(), (b"rTRC", shared)]
    start = 128 + 4 + 12 * (len(tags) + 2)
    table, data = b"", b""
    for name, body in tags:
        table += struct.pack(">4sII", name, start + len(data), len(body))
        data += body
    place = struct.pack(">II", start + len(data) - len(shared), len(shared))
    table += b"gTRC" + place + b"bTRC" + place
    head = struct.pack(">I4sI4s4s4s12x4s", start + len(data), bytes(4), 0x02400000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    head = head.ljust(68, b"\0") + _xyz(_D50)[8:]
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags) + 2) + table + data


_D50: _Row = (0.9642, 1.0, 0.8249)
_CONES: _Matrix = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))
"""What the eye's cones see of XYZ (Bradford), for the step from one white to another."""


def _columns(primaries: Primaries) -> tuple[_Row, ...] | None:
    """Return XYZ of red, green and blue as they look when white is D50."""
    if any(y <= 0 for _, y in primaries):
        return None
    white, *lights = [(x / y, 1.0, (1 - x - y) / y) for x, y in primaries]
    basis = _transposed((lights[0], lights[1], lights[2]))
    inverse, cones = _inverse(basis), _inverse(_CONES)
    if inverse is None or cones is None:
        return None
    scale = _applied(inverse, white)
    seen, wanted = _applied(_CONES, white), _applied(_CONES, _D50)
    columns = []
    for light, share in zip(lights, scale, strict=True):
        response = _applied(_CONES, (light[0] * share, share, light[2] * share))
        moved = [part * to / of for part, to, of in zip(response, wanted, seen, strict=True)]
        columns.append(_applied(cones, (moved[0], moved[1], moved[2])))
    return tuple(columns)


def _applied(matrix: _Matrix, vector: _Row) -> _Row:
    first, second, third = (sum(one * other for one, other in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _transposed(matrix: _Matrix) -> _Matrix:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    return (a, d, g), (b, e, h), (c, f, i)


def _inverse(matrix: _Matrix) -> _Matrix | None:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    size = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    if abs(size) < 1e-9:
        return None
    return (
        ((e * i - f * h) / size, (c * h - b * i) / size, (b * f - c * e) / size),
        ((f * g - d * i) / size, (a * i - c * g) / size, (c * d - a * f) / size),
        ((d * h - e * g) / size, (b * g - a * h) / size, (a * e - b * d) / size),
    )


def _xyz(value: _Row) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(part * 65536) for part in value))
