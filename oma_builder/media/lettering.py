"""Words set in a box: broken into lines, and made smaller until they fit."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

Font = ImageFont.FreeTypeFont

_DOTS = "…"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size; `fits` is false when they take more room than there was."""

    lines: tuple[str, ...]
    font: Font
    leading: int
    fits: bool

    @property
    def height(self) -> int:
        """Return the room that the lines take."""
        return len(self.lines) * self.leading


@dataclass(frozen=True, slots=True)
class Lettering:
    """Our fonts, in the folder `fonts`."""

    fonts: Path

    def display(self, size: int) -> Font:
        """Return the font of titles."""
        return _font(self.fonts / "BricolageGrotesque_800ExtraBold.ttf", size)

    def bold(self, size: int) -> Font:
        """Return the font of what stands out."""
        return _font(self.fonts / "AtkinsonHyperlegibleNext_700Bold.ttf", size)

    def plain(self, size: int) -> Font:
        """Return the font of running text."""
        return _font(self.fonts / "AtkinsonHyperlegibleNext_400Regular.ttf", size)

    def block(
        self, texts: tuple[str, ...], font: Callable[[int], Font], sizes: Iterable[int], width: int, height: int
    ) -> Block:
        """Set texts, each from a line of its own, at the largest size that fits the box; else at the smallest, cut."""
        made = None
        for size in sizes:
            made = _set(texts, font(size), width, height)
            if made.fits:
                return made
        assert made is not None
        return _cut(made, width, height)


@cache
def _font(path: Path, size: int) -> Font:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _set(texts: tuple[str, ...], font: Font, width: int, height: int) -> Block:
    joined = " ".join(texts)
    whole = (joined,) if font.getlength(joined) <= width else texts
    lines = tuple(line for text in whole for line in _lines(text, font, width))
    leading = round(font.size * 1.14)
    fits = len(lines) * leading <= height and all(font.getlength(line) <= width for line in lines)
    return Block(lines, font, leading, fits)


def _lines(text: str, font: Font, width: int) -> Iterator[str]:
    """Break a text at its plain spaces; a word longer than the line stays whole."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and font.getlength(longer) > width:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _cut(block: Block, width: int, height: int) -> Block:
    """Return what a box holds of a text that is too long even at the smallest size, its end marked."""
    room = max(1, height // block.leading)
    kept = [fitted(line, block.font, width) for line in block.lines[:room]]
    if len(block.lines) > room:
        kept[-1] = fitted(f"{kept[-1].removesuffix(_DOTS)}{_DOTS}", block.font, width)
    return Block(tuple(kept), block.font, block.leading, fits=False)


def fitted(text: str, font: Font, width: int) -> str:
    """Return a text cut to one line of a width, with an ellipsis where something is missing."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + _DOTS) > width:
        text = text[:-1]
    return text.rstrip() + _DOTS
