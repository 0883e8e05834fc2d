"""Colour spaces of PDF (ISO 32000-1, 8.6): what the numbers of each mean, and what takes its place in other inks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

import pikepdf
from pikepdf import Array, Name, Pdf
from PIL import Image

from oma_builder.prepress import functions
from oma_builder.prepress.inks import Components, Inks, Mixer
from oma_builder.prepress.photographs import picture

Numbers = Sequence[Any]


class Mix(Protocol):
    """What recolours one document, or one mask in it."""

    @property
    def space(self) -> str:
        """Return the device space that everything ends in."""

    def rgb(self, red: float, green: float, blue: float) -> Components:
        """Return the inks of an sRGB colour."""

    def grey(self, value: float) -> Components:
        """Return the inks of a grey coded as sRGB."""

    def cmyk(self, *inks: float) -> Components:
        """Return the inks that stand for four inks."""

    def picture(self, image: Image.Image) -> Image.Image:
        """Return an image in these inks."""


@dataclass(frozen=True)
class Printed:
    """What is seen: mixed by a mixer."""

    mixer: Mixer

    @property
    def space(self) -> str:
        """Return the device space that everything ends in."""
        return self.mixer.space

    def rgb(self, red: float, green: float, blue: float) -> Components:
        """Return the inks of an sRGB colour."""
        return self.mixer.rgb(red, green, blue)

    def grey(self, value: float) -> Components:
        """Return the inks of a grey coded as sRGB."""
        return self.mixer.grey(value)

    def cmyk(self, *inks: float) -> Components:
        """Return the inks that stand for four inks."""
        return self.mixer.cmyk(*inks)

    def picture(self, image: Image.Image) -> Image.Image:
        """Return an image in these inks."""
        return picture(image, self.mixer)


@dataclass(frozen=True)
class Masking:
    """What only says how much of something else is seen (11.5.3): its luminosity must stay, to the letter."""

    space: str = Inks.GREY.space

    def rgb(self, red: float, green: float, blue: float) -> Components:
        """Return the luminosity of a colour (10.3.5.2: what viewers use in a luminosity mask)."""
        return (round(0.3 * red + 0.59 * green + 0.11 * blue, 4),)

    def grey(self, value: float) -> Components:
        """Return the value itself."""
        return (value,)

    def cmyk(self, *inks: float) -> Components:
        """Return the luminosity of four inks (10.3.5.4)."""
        cyan, magenta, yellow, black = inks
        return (round(1 - min(1.0, 0.3 * cyan + 0.59 * magenta + 0.11 * yellow + black), 4),)

    def picture(self, image: Image.Image) -> Image.Image:
        """Return the luminosity of each pixel."""
        return image.convert("L")


@dataclass(frozen=True)
class Space:
    """A colour space of the old document.

    `paint` mixes its numbers, or is nothing when they stay; `kept` then is what stands for the space afterwards.
    `size` counts its numbers, 0 for one that takes none.
    """

    size: int
    paint: Callable[[Sequence[float]], Components] | None = None
    kept: pikepdf.Object | Name | None = None

    def mixed(self, numbers: Numbers) -> list[Decimal]:
        """Return the numbers of a colour as they are written afterwards."""
        if self.paint is None:
            return list(numbers)
        return [Decimal(f"{part:.4g}") for part in self.paint([float(number) for number in numbers])]


class Spaces:
    """Reads the colour spaces of one document, each shared one once."""

    def __init__(self, pdf: Pdf, mix: Mix) -> None:
        self.pdf, self.mix = pdf, mix
        self._known: dict[tuple[int, int], Space] = {}
        stays = mix.space == Inks.CMYK.space
        four = Space(4, kept=Name.DeviceCMYK) if stays else Space(4, lambda parts: mix.cmyk(*parts))
        self._device = {
            "/DeviceRGB": Space(3, lambda parts: mix.rgb(*parts)),
            "/CalRGB": Space(3, lambda parts: mix.rgb(*parts)),
            "/CalGray": Space(1, lambda parts: mix.grey(*parts)),
            "/DeviceGray": Space(1, kept=Name.DeviceGray),
            "/DeviceCMYK": four,
            "/Pattern": Space(0, kept=Name.Pattern),
            # Their short names, in images that stand in a page's text.
            "/RGB": Space(3, lambda parts: mix.rgb(*parts)),
            "/G": Space(1, kept=Name.DeviceGray),
            "/CMYK": four,
        }

    def device(self, size: int) -> Space:
        """Return the device space with so many components."""
        return self._device[{1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}[size]]

    def read(self, space: Any) -> Space:
        """Return what a space means; one that no drawing of ours can hold is a `ValueError`."""
        if isinstance(space, Name):
            return self._named(str(space))
        if not space.is_indirect:
            return self._composed(space)
        if space.objgen not in self._known:
            self._known[space.objgen] = self._composed(space)
        return self._known[space.objgen]

    def _named(self, name: str) -> Space:
        if name not in self._device:
            raise ValueError(f"colour space {name}")
        return self._device[name]

    def _composed(self, space: Array) -> Space:
        family = str(space[0])
        if family == "/ICCBased":
            # Typst and our media room put everything in sRGB, or in a grey coded like it.
            profiled = {1: "/CalGray", 3: "/CalRGB", 4: "/DeviceCMYK"}
            return self._device[profiled[int(space[1].N)]]
        if family == "/Indexed":
            return self._indexed(space)
        if family == "/Pattern" and len(space) == 2:
            return self._uncoloured(self.read(space[1]))
        if family in ("/Separation", "/DeviceN"):
            return self._spot(space)
        return self._named(family)

    def _indexed(self, space: Array) -> Space:
        """Return a palette whose every colour is mixed (8.6.6.3)."""
        base = self.read(space[1])
        if base.paint is None:
            return Space(1, kept=Array([Name.Indexed, base.kept, space[2], space[3]]))
        raw = space[3].read_bytes() if isinstance(space[3], pikepdf.Stream) else bytes(space[3])
        colours = (raw[at : at + base.size] for at in range(0, len(raw), base.size))
        mixed = (base.paint([part / 255 for part in colour]) for colour in colours)
        palette = bytes(round(part * 255) for colour in mixed for part in colour)
        return Space(1, kept=Array([Name.Indexed, Name(self.mix.space), space[2], pikepdf.String(palette)]))

    def _uncoloured(self, base: Space) -> Space:
        """Return the space of patterns drawn in a colour given with them (8.7.3.3)."""
        target = Name(self.mix.space) if base.paint else base.kept
        return Space(base.size, base.paint, Array([Name.Pattern, target]))

    def _spot(self, space: Array) -> Space:
        """Return named inks, whose stand-in is mixed (8.6.6.4)."""
        size = 1 if str(space[0]) == "/Separation" else len(space[1])
        base = self.read(space[2])
        if base.paint is None:
            return Space(size, kept=space)
        mixed = functions.repainted(self.pdf, space[3], base.paint)
        return Space(size, kept=Array([space[0], space[1], Name(self.mix.space), mixed]))
