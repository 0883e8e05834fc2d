"""Small documents that tests give to Typst: everything that a page of ours may hold, in a hundred square centimetres."""

import io
import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from PIL import Image

from oma_builder import parallel

MOMENT = 1_795_564_800
"""2026-11-25, as seconds."""

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 300 200">
<defs>
<linearGradient id="fading"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f" stop-opacity=".3"/></linearGradient>
<linearGradient id="three"><stop offset="0" stop-color="#f00"/><stop offset=".4" stop-color="#0f0"/><stop offset="1" stop-color="#00f"/></linearGradient>
<radialGradient id="round"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#14617d"/></radialGradient>
<radialGradient id="greys"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#000"/></radialGradient>
<linearGradient id="mirrored" spreadMethod="reflect" x2=".3"><stop offset="0" stop-color="#fa0"/><stop offset="1" stop-color="#0af"/></linearGradient>
<pattern id="squares" width="10" height="10" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#a63a25"/></pattern>
<clipPath id="clip"><circle cx="50" cy="150" r="30"/></clipPath>
<mask id="mask"><rect x="100" y="100" width="100" height="100" fill="url(#greys)"/></mask>
<filter id="blur"><feGaussianBlur stdDeviation="2"/></filter>
</defs>
<rect width="60" height="60" fill="url(#fading)"/>
<rect x="60" width="60" height="60" fill="url(#three)"/>
<rect x="120" width="60" height="60" fill="url(#round)"/>
<rect x="180" width="60" height="60" fill="url(#squares)"/>
<rect x="240" width="60" height="60" fill="url(#mirrored)" stroke="#123456" stroke-width="3"/>
<g opacity=".5"><rect y="70" width="40" height="40" fill="#5d3e91"/><rect y="80" x="20" width="40" height="40" fill="#b04508"/></g>
<g clip-path="url(#clip)"><rect y="100" width="100" height="100" fill="#3b6637"/></g>
<g mask="url(#mask)"><rect x="100" y="100" width="100" height="100" fill="#a8325b"/></g>
<g style="mix-blend-mode:multiply"><rect x="210" y="80" width="50" height="50" fill="#ffd27a"/><rect x="230" y="100" width="50" height="50" fill="#83cbe3" fill-opacity=".6"/></g>
<rect x="210" y="150" width="40" height="40" fill="#777" filter="url(#blur)"/>
<text x="100" y="80" font-size="14" fill="#c0c">Salut</text>
</svg>"""

EVERYTHING = """
#set document(title: "Essai & contrôle", author: "OMA", keywords: "papier")
#set page(width: 148mm, height: 210mm, bleed: 3mm, fill: rgb("#fffaf2"))
#set text(font: "Atkinson Hyperlegible Next", lang: "fr")
= Essai
Texte #text(fill: luma(40%))[gris] #text(fill: cmyk(0%, 0%, 0%, 100%))[noir] #text(fill: rgb("#a63a25"))[brique]
#link("https://example.org")[lien]
#image("drawing.svg", width: 100mm)
#grid(columns: 6, ..("rgb.jpg", "grey.jpg", "cmyk.jpg", "alpha.png", "palette.png", "grey.png").map(image.with(width: 15mm)))
#rect(width: 40mm, height: 8mm, fill: gradient.linear(red, blue))
#rect(width: 40mm, height: 8mm, fill: gradient.conic(red, blue, green))
#rect(width: 40mm, height: 8mm, fill: gradient.linear(luma(0%), luma(100%)))
#rect(width: 40mm, height: 8mm, fill: tiling(size: (5mm, 5mm), circle(radius: 2mm, fill: rgb("#14617d80"))))
#rect(width: 40mm, height: 8mm, fill: oklch(60%, 0.2, 30deg))
"""

FONTS = Path(__file__).resolve().parent.parent / "assets" / "fonts"


def as_bytes(image: Image.Image, kind: str) -> bytes:
    """Return an image as a file."""
    target = io.BytesIO()
    image.save(target, kind, **({"quality": 95} if kind == "JPEG" else {}))
    return target.getvalue()


def rainbow(side: int = 40) -> Image.Image:
    """Return a square whose red grows to the right and green to the foot."""
    step = 255 // (side - 1)
    pixels = (bytes((x * step, y * step, 120)) for y in range(side) for x in range(side))
    return Image.frombytes("RGB", (side, side), b"".join(pixels))


def noise(side: int = 64) -> Image.Image:
    """Return pixels of every colour, the dark ones most of all: the worst that total ink can meet."""
    dice = random.Random(5)  # noqa: S311 - a picture, no secret
    return Image.frombytes(
        "RGB", (side, side), bytes(dice.choice((0, 0, 0, 20, 60, 255)) for _ in range(side * side * 3))
    )


@cache
def everything() -> bytes:
    """Return a page with text, drawings, gradients, masks, patterns and images of every kind, all in screen colours."""
    colours = rainbow()
    see_through = colours.convert("RGBA")
    see_through.putalpha(Image.linear_gradient("L").resize(colours.size))
    files = {
        "drawing.svg": DRAWING.encode(),
        "rgb.jpg": as_bytes(colours, "JPEG"),
        "grey.jpg": as_bytes(colours.convert("L"), "JPEG"),
        "cmyk.jpg": as_bytes(colours.convert("CMYK"), "JPEG"),
        "alpha.png": as_bytes(see_through, "PNG"),
        "palette.png": as_bytes(colours.convert("P", palette=Image.Palette.ADAPTIVE, colors=16), "PNG"),
        "grey.png": as_bytes(colours.convert("L"), "PNG"),
    }
    return typeset(EVERYTHING, files)


@cache
def numbered(pages: int, width: float = 148, height: float = 210) -> bytes:
    """Return so many pages, each with nothing but `page-` and its number, in millimetres."""
    lines = "\n".join(f"#page[page-{number}]" for number in range(1, pages + 1))
    head = f'#set document(title: "Pages")\n#set page(width: {width}mm, height: {height}mm)\n'
    return typeset(f'{head}#set text(font: "Atkinson Hyperlegible Next")\n{lines}', {})


def typeset(source: str, files: dict[str, bytes]) -> bytes:
    """Return a PDF 1.6; in a process of its own, for what Typst has touched can no longer be forked."""
    return parallel.apart(_typeset, (source, tuple(files.items())))


def _typeset(given: tuple[str, tuple[tuple[str, bytes], ...]]) -> bytes:
    source, files = given
    with TemporaryDirectory(prefix="oma-test-") as place:
        for name, content in files:
            Path(place, name).write_bytes(content)
        Path(place, "main.typ").write_text(source, encoding="utf-8")
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
        made = typst.compile(Path(place, "main.typ"), font_paths=fonts, pdf_standards=["1.6"], timestamp=MOMENT)
    assert isinstance(made, bytes)
    return made
