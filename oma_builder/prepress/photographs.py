"""Photographs in the inks of the paper."""

import functools
import io
from typing import Any

from PIL import Image, ImageChops, ImageFilter

from oma_builder.prepress.inks import MOST_INK, NEUTRAL, Components, Inks, Mixer, limited, separation

QUALITY = 92
"""Of JPEG: below 90, the blocks show in a screen of 150 lines."""

PICTURE_INK = MOST_INK - 0.2
"""Total ink of a photograph before JPEG, whose rounding may add some at sharp edges."""

SIDE = 33
"""Steps of each colour in the table that photographs are read through; between them it is interpolated."""


def jpeg(image: Image.Image, mix: Mixer) -> bytes:
    """Return the pixels of a photograph, in sRGB, as JPEG of these inks: nothing that came with them, always the same.

    In CMYK the file is as Adobe writes it (values inverted, marked so): Typst passes it through as DeviceCMYK.
    """
    bare = picture(image, mix).copy()
    bare.info.clear()  # Pillow writes the comment of one JPEG into the next
    target = io.BytesIO()
    bare.save(target, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return target.getvalue()


def picture(image: Image.Image, mix: Mixer) -> Image.Image:
    """Return pixels in sRGB in these inks; what holds greys only is printed in black alone."""
    image = image.convert("RGB")
    if mix.inks is Inks.RGB:
        return image
    grey = _as_grey(image)
    if grey is None:
        drawn = image.filter(_table(mix))
        return drawn if mix.inks is Inks.CMYK else drawn.getchannel(0)
    return grey if mix.inks is Inks.GREY else _black_alone(grey, mix)


def _as_grey(image: Image.Image) -> Image.Image | None:
    """Return the grey pixels of an image without any colour, or nothing."""
    red, green, blue = image.split()
    # A colour profile, or JPEG, leaves greys a step or two apart.
    apart = (ImageChops.difference(green, other).getextrema() for other in (red, blue))
    return green if all(high <= NEUTRAL for _, high in apart) else None  # type: ignore[operator]


def _black_alone(grey: Image.Image, mix: Mixer) -> Image.Image:
    blacks = [round(mix.grey(value / 255)[3] * 255) for value in range(256)]
    none = Image.new("L", grey.size, 0)
    return Image.merge("CMYK", (none, none, none, grey.point(blacks)))


@functools.cache
def _table(mix: Mixer) -> ImageFilter.Color3DLUT:
    """Return the table from RGB to these inks; the limit holds at its nodes, so it holds between them."""
    steps = [at / (SIDE - 1) for at in range(SIDE)]
    # Pillow's table runs through red fastest.
    nodes = [(red, green, blue) for blue in steps for green in steps for red in steps]
    if mix.inks is Inks.CMYK:
        values: Any = map(_limited, _separated(nodes, mix))
        return ImageFilter.Color3DLUT(SIDE, list(values), channels=4, target_mode="CMYK")
    return ImageFilter.Color3DLUT(SIDE, [mix.rgb(*node) * 3 for node in nodes])


def _separated(nodes: list[tuple[float, float, float]], mix: Mixer) -> list[Components]:
    pixels = bytes(round(part * 255) for node in nodes for part in node)
    image = separation(mix.profile, photograph=True).apply(Image.frombytes("RGB", (len(nodes), 1), pixels))
    raw = image.tobytes()
    return [tuple(part / 255 for part in raw[at : at + 4]) for at in range(0, len(raw), 4)]


def _limited(inks: Components) -> Components:
    return limited(inks, PICTURE_INK)
