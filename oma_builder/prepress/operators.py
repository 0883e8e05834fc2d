"""Colours in the text of a page (ISO 32000-1, 8.6), written anew for other inks; all else stays, byte for byte."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pikepdf import Array

from oma_builder.prepress.inks import Components, Inks, Mixer

Paint = Callable[..., Components]
"""The numbers of a colour → the same colour in other inks."""

_DIRECT = {
    b"rg": ("fill", "/DeviceRGB"),
    b"RG": ("stroke", "/DeviceRGB"),
    b"k": ("fill", "/DeviceCMYK"),
    b"K": ("stroke", "/DeviceCMYK"),
    b"g": ("fill", "/DeviceGray"),
    b"G": ("stroke", "/DeviceGray"),
}
_SHORT = {place: operator for operator, place in _DIRECT.items()}
_SPACE = {b"cs": "fill", b"CS": "stroke"}
_COLOUR = {b"sc": "fill", b"scn": "fill", b"SC": "stroke", b"SCN": "stroke"}
_SHOWS = {b"Tj", b"TJ"}
_REFUSED = {b"sh": "sh", b"BI": "INLINE IMAGE", b"'": "'", b'"': '"'}
OVERPRINT = "/TextOverprint"
"""The graphics state in which black text is printed over what is behind it, which needs no hole for it then."""

SMALL = 9.0
"""Points under which letters in several inks show every fault of their register: they are black, unless they are light."""

_OVERPRINTED = f" {OVERPRINT} gs ".encode()
_CHANNELS = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
_BLACK = (0.0, 0.0, 0.0, 1.0)
_LIGHT = 0.5
"""Total ink under which text is white, or pale, on a ground."""

_STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\)"
_TOKEN = re.compile(
    rb"(?P<text>" + _STRING + rb"|\[(?:[^()\[\]]++|" + _STRING + rb")*+\]|(?<!<)<(?!<)[\s\da-fA-F]*+>)|(?P<broken>\()"
    rb"|(?P<operator>BI|[cC]S|cs|gs|sh|T[fjJ]|scn?|SCN?|rg|RG|[gGkKqQ'\"])(?![^\s/<\[(])",
    re.DOTALL,
)
"""What is looked at: text, in signs or in hexadecimal digits, with the array that it stands in, so that nothing within is taken
for an operator; operators."""

_BEFORE = frozenset(b"\0\t\n\f\r )>]")
"""What an operator may follow: elsewhere, the same letters end a name."""


def paint_of(space: Any, mix: Mixer) -> Paint | None:
    """Return what mixes the colours of a space, or nothing where they stay: in these inks, or in black.

    Typst puts everything in sRGB, in a grey coded like it, or in the inks that a template names. Any other space is a
    `ValueError`.
    """
    family, channels = _family(space)
    if family == "/DeviceRGB" or (family == "/ICCBased" and channels == 3):
        return mix.rgb
    if family == "/ICCBased" and channels == 1:
        return mix.grey
    if family in ("/DeviceGray", mix.space):
        return None
    raise ValueError(f"colour space {family}: Typst cannot have made it of what it was given")


def _family(space: Any) -> tuple[str, int]:
    """Return the family of a space, and how many numbers a colour has in it; 0 where nobody needs to know."""
    family = str(space[0] if isinstance(space, Array) else space)
    return family, int(space[1].N) if family == "/ICCBased" else _CHANNELS.get(family, 0)


@dataclass(frozen=True, slots=True)
class _Space:
    """How many numbers a colour has, and what mixes them, if anything."""

    channels: int
    paint: Paint | None


class Operators:
    """Writes one stream of instructions anew; `spaces` are those that it names."""

    def __init__(self, spaces: Mapping[str, Any], mix: Mixer) -> None:
        self.spaces, self.mix = spaces, mix
        self.known: dict[str, _Space] = {}
        self.now: dict[str, _Space] = {}
        self.stack: list[tuple[dict[str, _Space], Components]] = []
        self.filled: Components = _BLACK
        self.size = SMALL

    def rewritten(self, content: bytes) -> bytes:
        """Return the instructions with every colour in the inks of the mixer."""
        return b"".join(self._parts(content))

    def _parts(self, content: bytes) -> Iterator[bytes]:
        written = seen = 0  # up to where all is written, and looked at
        shown = -1  # where text begins that is not yet shown
        for token in _TOKEN.finditer(content):
            (start, end), operator = token.span(), token["operator"]
            if token["broken"]:
                raise ValueError("text without end: Typst cannot have made it of what it was given")
            if operator is None:
                shown = start
            elif start and content[start - 1] not in _BEFORE:
                continue
            elif operator in _SHOWS:
                if shown < 0:
                    raise ValueError("text that is not there: Typst cannot have made it of what it was given")
                if self.mix.inks is Inks.CMYK:
                    yield content[written:shown]
                    yield self._before(content[max(0, shown - len(_OVERPRINTED)) : shown])
                    written = shown
                shown = -1
            elif made := self._one(operator, content[seen:start]):
                yield content[written:seen]
                yield made
                written = end
            seen = end
        yield content[written:]

    def _before(self, behind: bytes) -> bytes:
        """Return what stands before text that is shown: small text turns black, and black text overprints."""
        if self.size < SMALL and self.filled != _BLACK and sum(self.filled) > _LIGHT:
            self.filled = _BLACK
            return b" 0 0 0 1 k" + _OVERPRINTED
        return _OVERPRINTED if self.filled == _BLACK and not behind.rstrip().endswith(b"gs") else b""

    def _one(self, operator: bytes, before: bytes) -> bytes:
        """Return an operator, and what stands between it and the one looked at before, in these inks; nothing if all stays."""
        if operator == b"q":
            self.stack.append((dict(self.now), self.filled))
        elif operator == b"Q" and self.stack:
            self.now, self.filled = self.stack.pop()
        elif operator == b"Tf":
            self.size = float(before.split()[-1])
        elif operator in _DIRECT:
            use, family = _DIRECT[operator]
            self.now[use] = self._space(family)
            return self._coloured(before, use, _SHORT[use, self.mix.space])
        elif operator in _SPACE:
            return self._entered(before, _SPACE[operator], operator)
        elif operator in _COLOUR:
            return self._coloured(before, _COLOUR[operator], operator)
        elif operator in _REFUSED:
            raise ValueError(f"operator {_REFUSED[operator]}: Typst cannot have made it of what it was given")
        return b""

    def _space(self, name: str) -> _Space:
        if name not in self.known:
            space = self.spaces.get(name, name)
            self.known[name] = _Space(_family(space)[1], paint_of(space, self.mix))
        return self.known[name]

    def _entered(self, before: bytes, use: str, operator: bytes) -> bytes:
        kept, _, name = before.rpartition(b"/")
        if use == "fill":
            self.filled = _BLACK
        self.now[use] = self._space(f"/{name.strip().decode()}")
        # Both spaces start at black, so what follows may rely on it.
        return b"%s%s %s" % (kept, self.mix.space.encode(), operator) if self.now[use].paint else b""

    def _coloured(self, before: bytes, use: str, operator: bytes) -> bytes:
        if use not in self.now:
            raise ValueError("a colour in a space that is not said")
        space = self.now[use]
        words = before.rsplit(None, space.channels)
        kept = words.pop(0) if len(words) > space.channels else b""
        numbers = tuple(map(float, words))
        if space.paint:
            numbers = space.paint(*numbers)
        if use == "fill":
            self.filled = numbers
        return b"%s %s %s" % (kept, b" ".join(b"%.4g" % number for number in numbers), operator) if space.paint else b""
