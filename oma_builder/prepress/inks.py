"""Colours of the screen → inks of the paper: RGB, CMYK (FOGRA39) or grey."""

import functools
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

from oma_builder.problems import BuildError

PROFILES = "icc"
PROFILE = f"{PROFILES}/FOGRA39L_coated.icc"
"""The printing condition that is ours, in the folder of assets."""

MOST_INK = 3.0
"""Total ink that coated paper takes in (ISO 12647-2 lets a printer ask for less than 350 %; 300 % suits every press)."""

TEXT_COLOURS = ("ink", "muted")
"""Tokens that set text: on paper, black ink alone, since four inks never lie quite on one another."""

HAIRLINE = 0.4
"""Black of a fine line: a press shows it at half a point, where a paler one would be a row of dots."""

NEUTRAL = 6
"""How far apart the three parts of a grey may lie, of 255, and still be printed in black alone."""

Components = tuple[float, ...]
"""Parts of each ink, 0 to 1."""


class Inks(StrEnum):
    """What a document is printed with."""

    RGB = "rgb"
    CMYK = "cmyk"
    GREY = "grey"

    @property
    def channels(self) -> int:
        """Return how many components a colour has."""
        return {Inks.RGB: 3, Inks.CMYK: 4, Inks.GREY: 1}[self]

    @property
    def space(self) -> str:
        """Return the name of the device space in PDF."""
        return {Inks.RGB: "/DeviceRGB", Inks.CMYK: "/DeviceCMYK", Inks.GREY: "/DeviceGray"}[self]


@dataclass(frozen=True)
class Mixer:
    """Mixes inks. `profile` is an ICC output profile of CMYK; `text` are the colours that print as black alone."""

    inks: Inks
    profile: bytes
    text: frozenset[tuple[int, int, int]] = frozenset()

    @property
    def space(self) -> str:
        """Return the name of the device space in PDF."""
        return self.inks.space

    @functools.cache  # noqa: B019 – a mixer lives as long as the run
    def rgb(self, red: float, green: float, blue: float) -> Components:
        """Return the inks of an sRGB colour; components are 0 to 1."""
        eight = (_eight(red), _eight(green), _eight(blue))
        if self.inks is Inks.RGB:
            return (red, green, blue)
        if self.inks is Inks.GREY:
            return (_encoded(_luminance(eight)),)
        if max(eight) - min(eight) <= NEUTRAL or eight in self.text:
            return (0.0, 0.0, 0.0, black_of(_lightness(_luminance(eight)), self.profile))
        return limited(_separated(eight, self.profile))

    def grey(self, value: float) -> Components:
        """Return the inks of a grey coded as sRGB codes it."""
        return self.rgb(value, value, value)

    def colour(self, code: str) -> list[float]:
        """Return the inks of `#rrggbb`, as whole percents in CMYK, for templates to name."""
        mixed = self.rgb(*(value / 255 for value in _parsed(code)))
        places = 2 if self.inks is Inks.CMYK else 4
        return [round(part, places) for part in limited([round(part, places) for part in mixed])]


def mixer(inks: Inks, assets: Path, profile: str = "") -> Mixer:
    """Return the mixer of the project, with the tokens of its folder of assets and a profile that lies there: ours by default."""
    tokens = json.loads((assets / "tokens.json").read_text(encoding="utf-8"))
    text = frozenset(_parsed(tokens["surfaces"][name][0]) for name in TEXT_COLOURS)
    return Mixer(inks, read_profile(assets / (f"{PROFILES}/{profile}" if profile else PROFILE)), text)


def read_profile(path: Path) -> bytes:
    """Return an ICC output profile of CMYK; any other file, or none, is a `BuildError`."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BuildError(
            f"le profil colorimétrique {path.name} ne peut pas être lu : {error.strerror}",
            f"mettez le fichier {path.name} dans assets/icc/ : l’édition pour l’imprimeur en dépend",
        ) from error
    # ICC.1:2022, 7.2: device class and colour space of the data stand at 12 and 16, the signature at 36.
    if (raw[12:16], raw[16:20], raw[36:40]) != (b"prtr", b"CMYK", b"acsp"):
        raise BuildError(
            f"{path.name} n’est pas un profil d’impression en quadrichromie",
            "demandez à l’imprimeur son profil ICC de sortie CMJN, ou remettez FOGRA39L_coated.icc",
        )
    return raw


def paper_tokens(tokens: Mapping[str, Any], mix: Mixer) -> dict[str, Any]:
    """Return the tokens with, for each colour, its paper twin as a list of components in place of the pair."""
    surfaces = {name: mix.colour(pair[0]) for name, pair in tokens["surfaces"].items()}
    sectors = {
        name: {"tone": mix.colour(tones["tone"][0]), "soft": mix.colour(tones["soft"][0])}
        for name, tones in tokens["sectors"].items()
    }
    if mix.inks is Inks.CMYK:
        # Text is small nearly everywhere: in full black, it has no screen of dots.
        surfaces |= {name: [0.0, 0.0, 0.0, 1.0] for name in TEXT_COLOURS} | {"line": [0.0, 0.0, 0.0, HAIRLINE]}
    return {**tokens, "surfaces": surfaces, "sectors": sectors}


def limited(inks: Sequence[float], most: float = MOST_INK) -> Components:
    """Return inks that stay within a total: black is kept, the three others give way."""
    if len(inks) < 4 or sum(inks) <= most:
        return tuple(inks)
    *colours, black = inks
    share = (most - black) / sum(colours)
    return (*(int(part * share * 1000) / 1000 for part in colours), black)


def black_of(lightness: float, profile: bytes) -> float:
    """Return how much black alone looks as light (L* of CIELAB, 0 to 100), paper being white."""
    scale = _lightness_of_black(profile)
    for at in range(1, 256):
        if scale[at] <= lightness:
            above, below = scale[at - 1], scale[at]
            black = (at - 1 + (above - lightness) / (above - below)) / 255
            # A screen of dots that leaves a few specks white only makes text ragged.
            return 1.0 if black > 0.97 else round(max(0.0, black), 4)
    return 1.0


@dataclass(frozen=True)
class Transform:
    """A colour transform of Pillow (Little CMS)."""

    cms: ImageCms.ImageCmsTransform

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the image in the other space."""
        done = ImageCms.applyTransform(image, self.cms)
        assert done is not None
        done.info.pop("icc_profile", None)
        return done


def _transform(source: Any, target: Any, modes: tuple[str, str], *, compensated: bool = False) -> Transform:
    """Return a transform, relative colorimetric, with or without black point compensation."""
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION if compensated else ImageCms.Flags(0)
    cms = ImageCms.buildTransform(source, target, *modes, ImageCms.Intent.RELATIVE_COLORIMETRIC, flags)
    # Pillow labels each result with the target's profile, which takes a millisecond; nobody reads the label.
    cms.output_profile = _LABEL
    return Transform(cms)


@functools.cache
def separation(profile: bytes, *, photograph: bool) -> Transform:
    """Return sRGB → CMYK, relative colorimetric.

    Flat colours keep their exact lightness, and so their contrast; photographs have their black point compensated:
    it is the shadows' drawing that counts in them.
    """
    target = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    return _transform(ImageCms.createProfile("sRGB"), target, ("RGB", "CMYK"), compensated=photograph)


@functools.cache
def _lightness_of_black(profile: bytes) -> tuple[float, ...]:
    """Return L* of 0 to 255 parts of black ink alone, always falling."""
    blacks = Image.frombytes("CMYK", (256, 1), b"".join(bytes((0, 0, 0, black)) for black in range(256)))
    seen = _transform(ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("LAB"), ("CMYK", "LAB"))
    read = [value / 2.55 for value in seen.apply(blacks).getchannel(0).tobytes()]
    scale = [100.0]
    for at in range(1, 256):
        # Eight bits hold steps of 0.4 only: their mean over neighbours is truer, and must fall.
        near = read[max(0, at - 3) : at + 4]
        scale.append(min(scale[-1] - 0.001, sum(near) / len(near)))
    return tuple(scale)


def _separated(colour: tuple[int, int, int], profile: bytes) -> Components:
    pixel = separation(profile, photograph=False).apply(Image.new("RGB", (1, 1), colour)).tobytes()
    return tuple(round(part / 255, 4) for part in pixel)


def _parsed(code: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(code.removeprefix("#"))
    return red, green, blue


def _eight(part: float) -> int:
    return min(255, max(0, round(part * 255)))


def _luminance(colour: tuple[int, int, int]) -> float:
    """Return the relative luminance of an sRGB colour (IEC 61966-2-1, as WCAG 2.2 uses it)."""
    weights = (0.2126, 0.7152, 0.0722)
    return sum(weight * _LINEAR[part] for weight, part in zip(weights, colour, strict=True))


def _encoded(luminance: float) -> float:
    """Return the grey that has this luminance, coded as sRGB codes it."""
    coded = 12.92 * luminance if luminance <= 0.0031308 else 1.055 * luminance ** (1 / 2.4) - 0.055
    return round(min(1.0, coded), 4)


def _lightness(luminance: float) -> float:
    """Return L* of CIELAB."""
    return 116 * luminance ** (1 / 3) - 16 if luminance > 216 / 24389 else luminance * 24389 / 27


_LABEL = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_LINEAR = tuple(
    value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    for value in (part / 255 for part in range(256))
)
