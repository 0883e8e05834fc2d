"""Colours in the text of a page (ISO 32000-1, 8.6), written anew for other inks."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Name, Operator

from oma_builder.prepress.inks import Components, Inks, Mixer

Paint = Callable[..., Components]
"""The numbers of a colour → the same colour in other inks."""

_DIRECT = {
    "rg": ("fill", "/DeviceRGB"),
    "RG": ("stroke", "/DeviceRGB"),
    "k": ("fill", "/DeviceCMYK"),
    "K": ("stroke", "/DeviceCMYK"),
    "g": ("fill", "/DeviceGray"),
    "G": ("stroke", "/DeviceGray"),
}
_SHORT = {place: Operator(operator) for operator, place in _DIRECT.items()}
_SPACE = {"cs": "fill", "CS": "stroke"}
_COLOUR = {"sc": "fill", "scn": "fill", "SC": "stroke", "SCN": "stroke"}
_SHOWS = {"Tj", "TJ", "'", '"'}
OVERPRINT = Name("/TextOverprint")
"""The graphics state in which black text is printed over what is behind it, which needs no hole for it then."""

SMALL = 9.0
"""Points under which letters in several inks show every fault of their register: they are black, unless they are light."""

_REFUSED = {"sh", "INLINE IMAGE"}


def paint_of(space: Any, mix: Mixer) -> Paint | None:
    """Return what mixes the colours of a space, or nothing where they stay: in these inks, or in black.

    Typst puts everything in sRGB, in a grey coded like it, or in the inks that a template names. Any other space is a
    `ValueError`.
    """
    family = str(space[0] if isinstance(space, Array) else space)
    channels = int(space[1].N) if family == "/ICCBased" else 0
    if family == "/DeviceRGB" or channels == 3:
        return mix.rgb
    if channels == 1:
        return mix.grey
    if family in ("/DeviceGray", mix.space):
        return None
    raise ValueError(f"colour space {family}: Typst cannot have made it of what it was given")


_BLACK = (Decimal(0), Decimal(0), Decimal(0), Decimal(1))
_LIGHT = 0.5
"""Total ink under which text is white, or pale, on a ground."""


class Operators:
    """Writes one stream of instructions anew; `spaces` are those that it names."""

    def __init__(self, spaces: Mapping[str, Any], mix: Mixer) -> None:
        self.spaces, self.mix = spaces, mix
        self.now: dict[str, Paint | None] = {}
        self.stack: list[tuple[dict[str, Paint | None], tuple[Decimal, ...]]] = []
        self.mixed: dict[tuple[Any, ...], list[Decimal]] = {}
        self.filled: tuple[Decimal, ...] = _BLACK
        self.size = SMALL

    def rewritten(self, stream: pikepdf.Object | pikepdf.Page) -> bytes:
        """Return the stream with every colour in the inks of the mixer."""
        written: list[Any] = []
        for instruction in pikepdf.parse_content_stream(stream):
            if self.mix.inks is Inks.CMYK:
                written += self._before(instruction, written)
            written.append(self._one(instruction))
        return pikepdf.unparse_content_stream(written)

    def _before(self, instruction: Any, written: list[Any]) -> Iterator[Any]:
        """Yield what stands before an instruction that shows text: small text turns black, and black text overprints."""
        operator = str(instruction.operator)
        if operator == "Tf":
            self.size = float(instruction.operands[1])
        if operator not in _SHOWS:
            return
        if self.size < SMALL and self._is_dark():
            self.filled = _BLACK
            yield ContentStreamInstruction(list(_BLACK), Operator("k"))
        if self.filled == _BLACK and str(written[-1].operator) != "gs":
            yield ContentStreamInstruction([OVERPRINT], Operator("gs"))

    def _is_dark(self) -> bool:
        return self.filled != _BLACK and sum(self.filled) > _LIGHT

    def _one(self, instruction: Any) -> Any:
        operator = str(instruction.operator)
        if operator == "q":
            self.stack.append((dict(self.now), self.filled))
        elif operator == "Q" and self.stack:
            self.now, self.filled = self.stack.pop()
        elif operator in _DIRECT:
            use, space = _DIRECT[operator]
            self.now[use] = paint_of(space, self.mix)
            return self._coloured(instruction, use, _SHORT[use, self.mix.space])
        elif operator in _SPACE:
            return self._space(instruction, _SPACE[operator])
        elif operator in _COLOUR:
            return self._coloured(instruction, _COLOUR[operator], instruction.operator)
        elif operator in _REFUSED:
            raise ValueError(f"operator {operator}: Typst cannot have made it of what it was given")
        return instruction

    def _space(self, instruction: Any, use: str) -> Any:
        name = instruction.operands[0]
        if use == "fill":
            self.filled = _BLACK
        self.now[use] = paint_of(self.spaces.get(name, name), self.mix)
        # Both spaces start at black, so what follows may rely on it.
        return ContentStreamInstruction([Name(self.mix.space)], instruction.operator) if self.now[use] else instruction

    def _coloured(self, instruction: Any, use: str, operator: Operator) -> Any:
        if use not in self.now:
            raise ValueError("a colour in a space that is not said")
        paint = self.now[use]
        numbers = (
            self._numbers(paint, instruction.operands) if paint else list(map(Decimal, map(str, instruction.operands)))
        )
        if use == "fill":
            self.filled = tuple(numbers)
        return ContentStreamInstruction(numbers, operator) if paint else instruction

    def _numbers(self, paint: Paint, operands: Any) -> list[Decimal]:
        key = (paint, *operands)
        if key not in self.mixed:
            self.mixed[key] = [Decimal(f"{part:.4g}") for part in paint(*map(float, operands))]
        return self.mixed[key]
