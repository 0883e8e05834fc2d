"""Functions of PDF (ISO 32000-1, 7.10) that give colours: worked out, and written anew for other inks."""

import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Pdf, Stream

from oma_builder.prepress import calculator

Values = Sequence[float]
Function = Callable[[Values], list[float]]
Paint = Callable[[Values], Values]
"""One colour → the same colour in other inks."""

STEPS = {1: 256, 2: 96}
"""Samples along each input of a function that is written anew."""

CURVE = 64
"""Samples of a plain passage between two colours."""

SAME = 0.05
"""Two colours whose parts differ by less are joined by a straight line in any inks."""


def repainted(pdf: Pdf, function: Any, paint: Paint) -> pikepdf.Object:
    """Return a function, or an array of one function per component, whose colours are in other inks."""
    if isinstance(function, Array):
        return _sampled(pdf, worked(function), function[0].Domain, paint)
    kind = int(function.FunctionType)
    if kind == 3:
        parts = Array([repainted(pdf, part, paint) for part in function.Functions])
        kept = {key: function[key] for key in ("/Domain", "/Bounds", "/Encode")}
        return pdf.make_indirect(Dictionary({"/FunctionType": 3, "/Functions": parts, **kept}))
    if kind == 2 and _is_straight(function):
        return pdf.make_indirect(
            Dictionary(
                FunctionType=2,
                Domain=function.Domain,
                N=1,
                C0=_numbers(paint(_floats(function.C0))),
                C1=_numbers(paint(_floats(function.C1))),
            )
        )
    size = len(function.get("/Range", [])) // 2
    if kind == 4 and (program := _mixed_program(function.read_bytes(), size, paint)):
        outputs = len(paint([0.0] * size))
        return pdf.make_stream(program, FunctionType=4, Domain=function.Domain, Range=[0, 1] * outputs)
    return _sampled(pdf, worked(function), function.Domain, paint, CURVE if kind == 2 else None)


def _mixed_program(source: bytes, size: int, paint: Paint) -> bytes | None:
    """Return a program of Typst's with its colours mixed, or nothing when it is not one.

    Typst works out gradients that turn, repeat or mirror by the calculator: where between two colours, and each part
    of the colour as `0 index <first> exch <second> <first> sub mul add`, the place below them all.
    """
    part = rb"(\d+) index ([-.\d]+) exch ([-.\d]+) ([-.\d]+) sub mul add"

    def passage(found: re.Match[bytes]) -> bytes:
        parts = re.findall(part, found[0])
        first, second = (paint([float(numbers[at]) for numbers in parts]) for at in (1, 2))
        ends = enumerate(zip(first, second, strict=True))
        mixed = " ".join(f"{at} index {low:.4f} exch {high:.4f} {low:.4f} sub mul add" for at, (low, high) in ends)
        return f"{mixed} {len(first) + 1} -1 roll pop".encode()

    def constant(found: re.Match[bytes]) -> bytes:
        mixed = paint([float(number) for number in found[2].split()])
        return found[1] + b" ".join(b"%.4f" % value for value in mixed) + b" }"

    passages, count = re.subn(rb"(?:" + part + rb" )+\d -1 roll pop", passage, source)
    # A colour that stands alone between braces; a single number before a plain `if` is a guard, not a colour.
    mixed = re.sub(rb"(\{ (?:pop )?)((?:[-.\d]+ ){%d})\}(?! if )" % size, constant, passages)
    return mixed if count else None


def worked(function: Any) -> Function:
    """Return what computes a function; a kind that PDF does not know is a `ValueError`."""
    if isinstance(function, Array):
        parts = [worked(part) for part in function]
        return lambda inputs: [value for part in parts for value in part(inputs)]
    kinds = {0: _table, 2: _power, 3: _stitched, 4: _program}
    kind = int(function.FunctionType)
    if kind not in kinds:
        raise ValueError(f"function of type {kind}")
    inner, domain, reach = kinds[kind](function), _pairs(function.Domain), _pairs(function.get("/Range", []))
    return lambda inputs: _clipped(inner(_clipped(inputs, domain)), reach)


def _sampled(pdf: Pdf, function: Function, domain: Any, paint: Paint, steps: int | None = None) -> Stream:
    ends = _pairs(domain)
    size = steps or STEPS.get(len(ends))
    if size is None:
        raise ValueError(f"a function of {len(ends)} inputs would take too many samples")
    # The first input varies fastest (7.10.2).
    places = (place[::-1] for place in itertools.product(range(size), repeat=len(ends)))
    colours = [
        paint(function([low + at / (size - 1) * (high - low) for at, (low, high) in zip(place, ends, strict=True)]))
        for place in places
    ]
    outputs = len(colours[0])
    return pdf.make_stream(
        bytes(round(min(1.0, max(0.0, part)) * 255) for colour in colours for part in colour),
        FunctionType=0,
        Domain=domain,
        Range=[0, 1] * outputs,
        Size=[size] * len(ends),
        BitsPerSample=8,
    )


def _is_straight(function: Any) -> bool:
    if float(function.N) != 1 or "/C0" not in function or "/C1" not in function:
        return False
    ends = zip(_floats(function.C0), _floats(function.C1), strict=True)
    return all(abs(first - last) <= SAME for first, last in ends)


def _power(function: Any) -> Function:
    """Return a function of type 2: a passage between two colours (7.10.3)."""
    first, last = _floats(function.get("/C0", [0])), _floats(function.get("/C1", [1]))
    exponent = float(function.N)
    return lambda inputs: [low + inputs[0] ** exponent * (high - low) for low, high in zip(first, last, strict=True)]


def _stitched(function: Any) -> Function:
    """Return a function of type 3: one function after the other (7.10.4)."""
    parts = [worked(part) for part in function.Functions]
    low, high = _floats(function.Domain)
    bounds, encode = _floats(function.Bounds), _pairs(function.Encode)
    edges = [low, *bounds, high]

    def stitched(inputs: Values) -> list[float]:
        at = sum(bound <= inputs[0] for bound in bounds)
        return parts[at]([_between(inputs[0], (edges[at], edges[at + 1]), encode[at])])

    return stitched


def _table(function: Any) -> Function:
    """Return a function of type 0: a table of samples, interpolated (7.10.2)."""
    sizes = [int(size) for size in function.Size]
    domain, reach = _pairs(function.Domain), _pairs(function.Range)
    encode = _pairs(function.get("/Encode", [end for size in sizes for end in (0, size - 1)]))
    decode = _pairs(function.get("/Decode", function.Range))
    samples = list(_samples(function.read_bytes(), int(function.BitsPerSample), math.prod(sizes) * len(reach)))

    def sample(place: Sequence[int]) -> list[float]:
        at = 0
        for index, size in zip(reversed(place), reversed(sizes), strict=True):
            at = at * size + index
        found = samples[at * len(reach) : (at + 1) * len(reach)]
        return [low + value * (high - low) for value, (low, high) in zip(found, decode, strict=True)]

    def table(inputs: Values) -> list[float]:
        encoded = map(_between, inputs, domain, encode)
        places = [min(max(value, 0.0), size - 1.0) for value, size in zip(encoded, sizes, strict=True)]
        return _interpolated(places, sizes, sample)

    return table


def _interpolated(
    places: Sequence[float], sizes: Sequence[int], sample: Callable[[Sequence[int]], list[float]]
) -> list[float]:
    """Return the mean of the corners around a place, each by its nearness."""
    floors = [min(int(place), max(size - 2, 0)) for place, size in zip(places, sizes, strict=True)]
    total: list[float] = []
    for corner in itertools.product((0, 1), repeat=len(places)):
        weight = math.prod(
            place - floor if up else 1 - (place - floor)
            for place, floor, up in zip(places, floors, corner, strict=True)
        )
        if weight:
            values = sample([floor + up for floor, up in zip(floors, corner, strict=True)])
            total = [sum(pair) for pair in zip(total or [0.0] * len(values), (weight * v for v in values), strict=True)]
    return total


def _samples(raw: bytes, bits: int, count: int) -> Iterator[float]:
    """Yield samples as 0 to 1; they stand one after the other, however many bits each takes."""
    stream, most = int.from_bytes(raw, "big"), (1 << bits) - 1
    length = len(raw) * 8
    if bits == 8:
        yield from (value / 255 for value in raw[:count])
    else:
        yield from ((stream >> (length - (at + 1) * bits) & most) / most for at in range(count))


def _program(function: Any) -> Function:
    """Return a function of type 4: a program of PostScript's calculator (7.10.5)."""
    program, outputs = calculator.parsed(function.read_bytes()), len(function.Range) // 2
    return lambda inputs: calculator.run(program, inputs)[-outputs:]


def _between(value: float, source: tuple[float, float], target: tuple[float, float]) -> float:
    """Return a value carried from one interval to another; an interval of no length leads to the first end."""
    width = source[1] - source[0]
    return target[0] + (value - source[0]) / width * (target[1] - target[0]) if width else target[0]


def _clipped(values: Iterable[float], ends: Sequence[tuple[float, float]]) -> list[float]:
    if not ends:
        return list(values)
    return [min(max(value, low), high) for value, (low, high) in zip(values, ends, strict=True)]


def _floats(values: Any) -> list[float]:
    return [float(value) for value in values]


def _pairs(values: Any) -> list[tuple[float, float]]:
    numbers = _floats(values)
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _numbers(values: Values) -> Array:
    return Array([round(float(value), 4) for value in values])
