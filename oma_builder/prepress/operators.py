"""Colour operators in the text of a page (ISO 32000-1, 8.6.8), written anew for other inks."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import ContentStreamInlineImage, ContentStreamInstruction, Name, Operator

from oma_builder.prepress.spaces import Space, Spaces

Written = list[ContentStreamInstruction | ContentStreamInlineImage]
InlineImage = Callable[[Any], Name]
"""An image that stands in the text → the name of what takes its place."""

_DIRECT = {
    "rg": ("fill", 3),
    "RG": ("stroke", 3),
    "k": ("fill", 4),
    "K": ("stroke", 4),
    "g": ("fill", 1),
    "G": ("stroke", 1),
}
_SHORT = {
    ("/DeviceGray", "fill"): Operator("g"),
    ("/DeviceGray", "stroke"): Operator("G"),
    ("/DeviceRGB", "fill"): Operator("rg"),
    ("/DeviceRGB", "stroke"): Operator("RG"),
    ("/DeviceCMYK", "fill"): Operator("k"),
    ("/DeviceCMYK", "stroke"): Operator("K"),
}
_SPACE = {"cs": "fill", "CS": "stroke"}
_COLOUR = {"sc": "fill", "scn": "fill", "SC": "stroke", "SCN": "stroke"}


class Operators:
    """Writes one stream of instructions anew; `named` finds the colour spaces that it names."""

    def __init__(self, spaces: Spaces, named: Callable[[Name], Space], inline: InlineImage) -> None:
        self.spaces, self.named, self.inline = spaces, named, inline
        self.target = spaces.mix.space
        # The space of each colour, where this stream has set it: a form may go on in its caller's.
        self.now: dict[str, Space | None] = {"fill": None, "stroke": None}
        self.stack: list[dict[str, Space | None]] = []
        self.mixed: dict[tuple[Any, ...], list[Decimal]] = {}

    def rewritten(self, stream: pikepdf.Object | pikepdf.Page) -> bytes:
        """Return the stream with every colour in the inks of the mix."""
        return pikepdf.unparse_content_stream(list(map(self._one, pikepdf.parse_content_stream(stream))))

    def _one(self, instruction: Any) -> Any:
        operator = str(instruction.operator)
        if operator == "q":
            self.stack.append(dict(self.now))
        elif operator == "Q" and self.stack:
            self.now = self.stack.pop()
        elif operator in _DIRECT:
            return self._direct(instruction, *_DIRECT[operator])
        elif operator in _SPACE:
            return self._space(instruction, _SPACE[operator])
        elif operator in _COLOUR:
            return self._colour(instruction, _COLOUR[operator])
        elif operator == "INLINE IMAGE":
            return ContentStreamInstruction([self.inline(instruction.iimage)], Operator("Do"))
        return instruction

    def _direct(self, instruction: Any, use: str, size: int) -> Any:
        space = self.spaces.device(size)
        self.now[use] = space
        if space.paint is None:
            return instruction
        return ContentStreamInstruction(self._numbers(space, instruction.operands), _SHORT[self.target, use])

    def _space(self, instruction: Any, use: str) -> Any:
        space = self.named(instruction.operands[0])
        self.now[use] = space
        if space.paint is None or space.kept is not None:
            return instruction
        # Both spaces start at black, so what follows may rely on it.
        return ContentStreamInstruction([Name(self.target)], instruction.operator)

    def _colour(self, instruction: Any, use: str) -> Any:
        operands = list(instruction.operands)
        pattern = [operands.pop()] if operands and isinstance(operands[-1], Name) else []
        space = self.now[use] or (self.spaces.device(len(operands)) if len(operands) in (1, 3, 4) else None)
        if space is None or space.paint is None or not operands:
            return instruction
        return ContentStreamInstruction([*self._numbers(space, operands), *pattern], instruction.operator)

    def _numbers(self, space: Space, operands: list[Any]) -> list[Decimal]:
        key = (id(space), *operands)
        if key not in self.mixed:
            self.mixed[key] = space.mixed(operands)
        return self.mixed[key]
