"""The tables of our fonts: what they lack is drawn, then what they hold is written down (`python -m tests.fonts`).

Atkinson Hyperlegible Next has no « ₂ », « ″ » nor « µ », Bricolage Grotesque no « μ »: what a guide of trades writes (CO₂,
24″, 5 µm). They are made of the fonts' own outlines, so that paper, share images and site draw them without knowing of it.
"""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from tests.tools import ROOT

FONTS = ROOT / "assets" / "fonts"
TABLE = ROOT / "oma_builder" / "font_table.py"
ALIASES = {0x00B5: 0x03BC, 0x2126: 0x03A9, 0x2206: 0x0394}
"""Signs that Unicode holds twice, and that look the same: micro and mu, ohm and omega, increment and delta."""

_MARK = ";OMA"
_SMALL = 0.563
"""The height of « ² » beside that of « 2 »."""
_DOWN = -140
_ARROWS = "U+2190-2193"  # in the site's subsets for its own pages, drawn by the reader's device where they lack
_WEB = {
    "atkinson-400.woff2": "AtkinsonHyperlegibleNext_400Regular.ttf",
    "atkinson-700.woff2": "AtkinsonHyperlegibleNext_700Bold.ttf",
    "bricolage-800.woff2": "BricolageGrotesque_800ExtraBold.ttf",
}


_OF_TITLES = (
    "U+0020-007E,U+00A0-00FF,U+0152-0153,U+0178,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+202F,U+2039-203A,"
    "U+2082-2083,U+20AC"
)
"""What titles of the site are written with: whatever else one holds comes from the reader's device. Every page loads these."""


def faces() -> list[Path]:
    """Return the files of the faces that print."""
    return sorted(FONTS.glob("*.ttf"))


def characters(face: Path) -> frozenset[str]:
    """Return what a face can draw."""
    with TTFont(face, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def described(face: Path) -> tuple[str, int, bool]:
    """Return the family, the weight and whether it is italic, as the face's own tables say."""
    with TTFont(face, lazy=True) as font:
        family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
        return family, font["OS/2"].usWeightClass, bool(font["OS/2"].fsSelection & 1)


def table() -> str:
    """Return the module that says what the fonts are and what all of them draw."""
    drawn = frozenset.intersection(*map(characters, faces()))
    web = [f'    "{name}": "{_digest(FONTS / "web" / name)}",' for name in _WEB]
    return "\n".join(
        (
            '"""What the fonts of `assets/fonts` are, and what every face draws: written by `python -m tests.fonts`."""',
            "",
            "FACES = {",
            *(line for face in faces() for line in _row(face)),
            "}",
            '"""Family, weight, whether it is italic, and SHA-256 of each face that prints."""',
            "",
            "WEB = {",
            *web,
            "}",
            '"""SHA-256 of each font of the site."""',
            "",
            f'DRAWN = "{"".join(_ranges(drawn))}"',
            '"""The signs that every face draws, as a class of a regular expression."""',
            "",
        )
    )


def _row(face: Path) -> Iterator[str]:
    family, weight, italic = described(face)
    parts = (f'"{family}"', str(weight), str(italic), f'"{_digest(face)}"')
    yield f'    "{face.name}": ('
    yield from (f"        {part}," for part in parts)
    yield "    ),"


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _ranges(drawn: Iterable[str]) -> Iterator[str]:
    codes = sorted(map(ord, drawn))
    start = 0
    for at, code in enumerate(codes):
        if at + 1 == len(codes) or codes[at + 1] != code + 1:
            yield _escaped(codes[start]) if codes[start] == code else f"{_escaped(codes[start])}-{_escaped(code)}"
            start = at + 1


def _escaped(code: int) -> str:
    return f"\\u{code:04x}"


def complete(face: Path, bold: Path) -> None:
    """Add to a face what it lacks; `bold` is the face of its slope whose outlines, made small, are as thick as its own."""
    font = TTFont(face, recalcTimestamp=False)
    before = len(font.getBestCmap())
    held = font.getBestCmap()
    for one, other in (*ALIASES.items(), *((new, old) for old, new in ALIASES.items())):
        if one not in held and other in held:
            _name(font, one, held[other])
    heavy = TTFont(bold)
    for value in range(10):
        digit = 0x30 + value
        _add(font, 0x2080 + value, heavy, digit, (_SMALL, 0, 0, _SMALL, 0, _DOWN))
        _add(font, 0x2070 + value, heavy, digit, (_SMALL, 0, 0, _SMALL, 0, 403))
    _add(font, 0x202F, font, 0x20, (1, 0, 0, 1, 0, 0), advance=167)
    _add_primes(font)
    if len(font.getBestCmap()) > before:
        _stamp(font)
        font.save(face)


def _add_primes(font: Any) -> None:
    """Draw a prime as a leaning apostrophe, and a double one as two."""
    advance = font["hmtx"]["quotesingle"][0]
    lean = (1, 0, 0.2, 1, -0.2 * 447, 0)
    _add(font, 0x2032, font, 0x27, lean, advance=advance + 30)
    _add(font, 0x2033, font, 0x27, lean, (*lean[:4], lean[4] + advance - 20, 0), advance=2 * advance + 10)


def _add(font: Any, code: int, source: Any, drawn: int, *places: tuple[float, ...], advance: int = 0) -> None:
    """Draw a sign as another one of `source`, moved to each of the places, unless the font has it."""
    if code in font.getBestCmap() or code in (0x2071, 0x2072, 0x2073):
        return
    glyphs, name = source.getGlyphSet(), source.getBestCmap()[drawn]
    pen = TTGlyphPen(None)
    for place in places:
        glyphs[name].draw(TransformPen(pen, place))
    new = f"uni{code:04X}"
    font.setGlyphOrder([*font.getGlyphOrder(), new])
    font["glyf"][new] = glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][new] = (advance or round(glyphs[name].width * _SMALL), getattr(glyph, "xMin", 0))
    font["GDEF"].table.GlyphClassDef.classDefs[new] = 1
    _name(font, code, new)


def _name(font: Any, code: int, glyph: str) -> None:
    for part in font["cmap"].tables:
        part.cmap[code] = glyph


def _stamp(font: Any) -> None:
    """Say in the version that the font is no longer quite its authors' (its licence reserves no name)."""
    font["OS/2"].recalcUnicodeRanges(font)
    for record in font["name"].names:
        if record.nameID == 5 and not str(record).endswith(_MARK):
            record.string = f"{record}{_MARK}"


def make_web(name: str, face: Path, drawn: str) -> None:
    """Make the subset that the site gives to its readers: what authors may write."""
    options = [
        "--flavor=woff2",
        "--no-hinting",
        "--desubroutinize",
        "--layout-features=kern,mark,liga,locl,tnum",
        f"--output-file={FONTS / 'web' / name}",
        f"--unicodes={drawn}",
    ]
    subset.main([str(face), *options])


def main() -> None:
    """Complete the faces, cut those of the site anew, and write down what they hold."""
    for face in faces():
        complete(face, face.with_name(face.name.replace("400Regular", "700Bold")))
    drawn = frozenset.intersection(*map(characters, faces()))
    unicodes = ",".join(f"U+{ord(sign):04X}" for sign in sorted(drawn))
    for name, face in _WEB.items():
        make_web(name, FONTS / face, _OF_TITLES if name.startswith("bricolage") else f"{unicodes},{_ARROWS}")
    TABLE.write_text(table(), encoding="utf-8")
    sys.stdout.write(f"{len(drawn)} signs that every face draws\n")


if __name__ == "__main__":
    main()
