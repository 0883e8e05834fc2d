"""What tests read in a file for the printer, whoever made it: colours, boxes, ink, pixels."""

import io
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageSequence

from tests.tools import need

MM = 72 / 25.4
_PAINTS = {
    "rg": "DeviceRGB",
    "RG": "DeviceRGB",
    "g": "DeviceGray",
    "G": "DeviceGray",
    "k": "DeviceCMYK",
    "K": "DeviceCMYK",
}
_SPACES = {"DeviceRGB", "DeviceGray", "DeviceCMYK", "CalRGB", "CalGray", "Lab", "Pattern"}
_SHORT = {"RGB": "DeviceRGB", "G": "DeviceGray", "CMYK": "DeviceCMYK", "I": "Indexed"}


def colour_spaces(pdf: bytes) -> Counter[str]:
    """Return every colour space of a file, wherever one may stand, and how often: as `Separation All`.

    Objects are read one by one, not from the pages down: nothing can hide in what no page seems to use. Streams of
    instructions are read for their operators, the inline images among them.
    """
    found: Counter[str] = Counter()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            found.update(_spaces_in(thing))
            if isinstance(thing, Stream) and _holds_instructions(thing):
                found.update(_spaces_of_operators(thing))
        for page in document.pages:
            found.update(_spaces_of_operators(page))
    return found


def _spaces_in(thing: Any) -> Iterator[str]:
    """Yield the spaces that an object names, down to where other objects begin."""
    if isinstance(thing, Array):
        if len(thing) >= 2 and isinstance(thing[0], Name):
            yield from _family(thing)
        for part in thing:
            if not getattr(part, "is_indirect", False):
                yield from _spaces_in(part)
    elif isinstance(thing, Dictionary | Stream):
        for key, value in thing.items():
            if isinstance(value, Name) and key in ("/ColorSpace", "/CS"):
                yield str(value)[1:]
            elif not getattr(value, "is_indirect", False):
                yield from _spaces_in(value)
        if isinstance(thing.get("/ColorSpace"), Dictionary):
            yield from (str(space)[1:] for space in thing.ColorSpace.values() if isinstance(space, Name))


def _family(space: Array) -> Iterator[str]:
    family = str(space[0])[1:]
    if family == "ICCBased":
        yield f"ICCBased {int(space[1].N)}"
    elif family in ("CalRGB", "CalGray", "Lab"):
        yield family
    elif family == "Separation":
        yield f"Separation {str(space[1])[1:]}"
        yield from (str(base)[1:] for base in (space[2],) if isinstance(base, Name))
    elif family in ("Indexed", "Pattern", "DeviceN"):
        base = space[2] if family == "DeviceN" else space[1]
        yield family
        if isinstance(base, Name):
            yield str(base)[1:]


def _holds_instructions(stream: Stream) -> bool:
    """Return whether a stream draws: a form, a tiling pattern, a glyph of Type 3 (known by its first operator)."""
    if stream.get("/Subtype") == Name.Form or stream.get("/PatternType") == 1:
        return True
    plain = not {"/Type", "/Subtype", "/FunctionType", "/ShadingType", "/N", "/Length1"} & set(stream.keys())
    return plain and re.match(rb"[-.\d\s]+d[01]\s", stream.read_bytes()) is not None


def _spaces_of_operators(stream: Any) -> Iterator[str]:
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if operator in _PAINTS:
            yield _PAINTS[operator]
        elif operator in ("cs", "CS"):
            name = str(instruction.operands[0])[1:]
            yield from (known for known in (name,) if known in _SPACES)
        elif operator == "INLINE IMAGE":
            space = re.search(rb"/(?:CS|ColorSpace)\s*\[?\s*/(\w+)", instruction.iimage.unparse())
            name = space[1].decode() if space else "DeviceGray"
            yield _SHORT.get(name, name)


def foreign_colours(pdf: bytes, *allowed: str) -> set[str]:
    """Return the colour spaces that should not be in the file."""
    return set(colour_spaces(pdf)) - set(allowed)


def boxes(pdf: bytes) -> list[dict[str, list[float]]]:
    """Return, for each page, its boxes in points as `pdfinfo` reads them."""
    told = _run("pdfinfo", "-box", "-f", "1", "-l", "100000", "-", given=pdf).decode()
    pages: dict[str, dict[str, list[float]]] = {}
    for number, name, sides in re.findall(r"^Page\s+(\d+) (\w+)Box:\s+([-.\d ]+)$", told, re.MULTILINE):
        pages.setdefault(number, {})[name] = [float(side) for side in sides.split()]
    return list(pages.values())


def bled(trim: list[float], number: int = 0) -> list[float]:
    """Return the bleed box that a trimmed page must have, by its number in a bound book: there is none at the spine."""
    left, foot, right, head = trim
    at_left, at_right = (0 if number and number % 2 else 3, 0 if number and not number % 2 else 3)
    return [left - at_left * MM, foot - 3 * MM, right + at_right * MM, head + 3 * MM]


def most_ink(pdf: bytes, place: Path, dpi: int = 36) -> list[float]:
    """Return, for each page, the most ink that any point inside its trim takes, in percent of one ink.

    Ghostscript separates the page, so transparency is counted as it prints. Any warning of it fails the test.
    """
    every = boxes(pdf)
    inks = []
    for frame, page in zip(separated(pdf, place, dpi), every, strict=True):
        inside = frame.crop(_pixels(page["Trim"], page["Media"], dpi))
        colours = inside.getcolors(inside.width * inside.height)
        assert colours is not None
        inks.append(max(sum(colour) for _, colour in colours) / 2.55)  # type: ignore[arg-type]
    return inks


def separated(pdf: bytes, place: Path, dpi: int) -> list[Image.Image]:
    """Return each page as CMYK pixels, drawn by Ghostscript."""
    return _ghostscript(pdf, place, dpi, "tiff32nc")


def drawn_by_ghostscript(pdf: bytes, place: Path, dpi: int) -> list[Image.Image]:
    """Return each page as RGB pixels, drawn by Ghostscript."""
    return _ghostscript(pdf, place, dpi, "tiff24nc")


def drawn_by_poppler(pdf: bytes, place: Path, dpi: int) -> list[Image.Image]:
    """Return each page as RGB pixels, drawn by poppler, which packs a PNG for longer than it draws."""
    _run("pdftoppm", "-r", str(dpi), "-", str(place / "poppler"), given=pdf)
    return [Image.open(file).convert("RGB") for file in sorted(place.glob("poppler*.ppm"))]


def _ghostscript(pdf: bytes, place: Path, dpi: int, device: str) -> list[Image.Image]:
    source, target = place / "drawn.pdf", place / f"{device}.tif"
    source.write_bytes(pdf)
    arguments = ("-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONWARNING", f"-sDEVICE={device}", f"-r{dpi}")
    said = _run("gs", *arguments, f"-sOutputFile={target}", str(source))
    assert said == b"", said.decode()
    with Image.open(target) as pages:
        return [page.copy() for page in ImageSequence.Iterator(pages)]


def _pixels(inner: list[float], outer: list[float], dpi: int) -> tuple[int, int, int, int]:
    """Return where a box lies among the pixels of another; pixels count from the top."""
    scale = dpi / 72
    left, right = (inner[0] - outer[0]) * scale, (inner[2] - outer[0]) * scale
    top, bottom = (outer[3] - inner[3]) * scale, (outer[3] - inner[1]) * scale
    return (int(left) + 1, int(top) + 1, int(right), int(bottom))


def said_in_xmp(pdf: bytes) -> dict[str, str]:
    """Return the simple properties and the first entries of lists in the XMP packet, by their local names."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/Filter" not in document.Root.Metadata, "a packet is for programs that do not know PDF"
        packet = document.Root.Metadata.read_bytes().decode()
    description = ElementTree.fromstring(re.sub(r"<\?.*?\?>", "", packet))[0][0]  # noqa: S314 - our own file
    return {element.tag.rpartition("}")[2]: "".join(element.itertext()).strip() for element in description}


def sound(pdf: bytes, place: Path) -> bool:
    """Return whether qpdf finds the syntax and every stream sound."""
    file = place / "sound.pdf"
    file.write_bytes(pdf)
    return b"No syntax or stream encoding errors found" in _run("qpdf", "--check", str(file))


def images(pdf: bytes, place: Path) -> list[list[str]]:
    """Return the lines of `pdfimages -list`, in columns: page, number, type, width, height, colour, components, and so on."""
    file = place / "images.pdf"
    file.write_bytes(pdf)
    return [line.split() for line in _run("pdfimages", "-list", str(file)).decode().splitlines()[2:]]


def _run(tool: str, *arguments: str, given: bytes | None = None) -> bytes:
    done = subprocess.run([need(tool), *arguments], input=given, capture_output=True, check=False)
    assert done.returncode == 0, (tool, done.stdout.decode(), done.stderr.decode())
    assert tool != "gs" or done.stderr == b"", done.stderr.decode()
    return done.stdout
