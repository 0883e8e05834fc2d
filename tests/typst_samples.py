"""Small documents that tests give to Typst: everything that a page of ours may hold, in a hundred square centimetres."""

import io
import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from PIL import Image

from oma_builder import parallel

MOMENT = 1_795_564_800
"""2026-11-25, as seconds."""

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200">
<clipPath id="clip"><circle cx="50" cy="150" r="30"/></clipPath>
<clipPath id="odd"><circle cx="150" cy="150" r="30"/><path clip-rule="evenodd" d="M110 110h90v90h-90zM120 120v40h40z"/></clipPath>
<rect width="60" height="60" fill="#f00"/>
<rect x="60" width="60" height="60" fill="#00f" fill-opacity=".3"/>
<rect x="120" width="60" height="60" fill="#14617d"/>
<rect x="180" width="60" height="60" fill="#777"/>
<rect x="240" width="60" height="60" fill="#fa0" stroke="#123456" stroke-width="3"/>
<g opacity=".5"><rect y="70" width="40" height="40" fill="#5d3e91"/><rect y="80" x="20" width="40" height="40" fill="#b04508"/></g>
<g clip-path="url(#clip)"><rect y="100" width="100" height="100" fill="#3b6637"/></g>
<g clip-path="url(#odd)" opacity=".9"><rect x="100" y="100" width="100" height="100" fill="#a8325b"/></g>
<path d="M210 80h50v50z" fill="#ffd27a"/><path d="M230 100h50v50z" fill="#83cbe3" fill-opacity=".6"/>
</svg>"""
"""What a drawing holds once it is clean, gradients apart."""

GRADIENTS = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200">
<linearGradient id="fading"><stop offset="0" stop-color="#c23"/><stop offset="1" stop-color="#24c" stop-opacity=".3"/></linearGradient>
<linearGradient id="three" x2="0" y2="1"><stop offset="0" stop-color="#c60"/><stop offset=".4" stop-color="#486"/><stop offset="1" stop-color="#539"/></linearGradient>
<radialGradient id="round"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#14617d"/></radialGradient>
<radialGradient id="gone" fx=".3"><stop offset=".2" stop-color="#3b6637"/><stop offset="1" stop-color="#3b6637" stop-opacity="0"/></radialGradient>
<linearGradient id="mirrored" spreadMethod="reflect" x2=".3"><stop offset="0" stop-color="#fa0"/><stop offset="1" stop-color="#0af"/></linearGradient>
<linearGradient id="turned" gradientTransform="rotate(30 .5 .5)" spreadMethod="repeat" x2=".4"><stop offset="0"/><stop offset="1" stop-color="#fff"/></linearGradient>
<clipPath id="clip"><circle cx="50" cy="150" r="45"/></clipPath>
<rect width="100" height="100" fill="url(#fading)"/>
<rect x="100" width="100" height="100" fill="url(#three)"/>
<rect x="210" y="10" width="80" height="80" fill="none" stroke="url(#round)" stroke-width="20"/>
<g clip-path="url(#clip)" opacity=".5"><rect y="100" width="60" height="100" fill="url(#mirrored)"/><rect y="100" x="40" width="60" height="100" fill="#5d3e91"/></g>
<circle cx="150" cy="150" r="48" fill="url(#gone)"/>
<rect x="200" y="100" width="100" height="100" rx="30" fill="url(#turned)"/>
</svg>"""
"""Gradients of every kind, with what shows through them."""

EVERYTHING = """
#set document(title: "Essai & contrôle", author: "OMA", keywords: "papier")
#set page(width: 148mm, height: 210mm, bleed: 3mm, fill: rgb("#fffaf2"))
#set text(font: "Atkinson Hyperlegible Next", lang: "fr")
= Essai
Texte #text(fill: luma(40%))[gris] #text(fill: black)[noir] #text(fill: rgb("#a63a25"))[brique]
#link("https://example.org")[lien]
#image("drawing.svg", width: 100mm)
#grid(columns: 3, ..("photo.jpg", "alpha.webp", "colours.png").map(image.with(width: 15mm)))
#rect(width: 40mm, height: 8mm, fill: rgb("#14617d80"), stroke: luma(40%))
#box(clip: true, radius: 3mm, image("photo.jpg", width: 20mm))
"""

FONTS = Path(__file__).resolve().parent.parent / "assets" / "fonts"


def as_bytes(image: Image.Image, kind: str) -> bytes:
    """Return an image as a file."""
    target = io.BytesIO()
    choices: dict[str, dict[str, Any]] = {"JPEG": {"quality": 95}, "WEBP": {"lossless": True}}
    image.save(target, kind, **choices.get(kind, {}))
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
def everything(photograph: str = "CMYK") -> bytes:
    """Return a page with all that a page of ours may hold, in screen colours but for its photograph, which is in inks.

    Those of the photograph are `CMYK`, or `L` on the way to grey.
    """
    colours = rainbow()
    see_through = colours.convert("RGBA")
    see_through.putalpha(Image.linear_gradient("L").resize(colours.size))
    files = {
        "drawing.svg": DRAWING.encode(),
        "photo.jpg": as_bytes(colours.convert(photograph), "JPEG"),
        "alpha.webp": as_bytes(see_through, "WEBP"),
        "colours.png": as_bytes(colours, "PNG"),
    }
    return typeset(EVERYTHING, files)


@cache
def numbered(pages: int, width: float = 148, height: float = 210) -> bytes:
    """Return so many pages, each with nothing but `page-` and its number, in millimetres."""
    lines = "\n".join(f"#page[page-{number}]" for number in range(1, pages + 1))
    head = f'#set document(title: "Pages")\n#set page(width: {width}mm, height: {height}mm)\n'
    return typeset(f'{head}#set text(font: "Atkinson Hyperlegible Next")\n{lines}', {})


def typeset(source: str, files: dict[str, bytes], *, accessible: bool = False, tagged: bool = True) -> bytes:
    """Return a PDF 1.6, or PDF/UA-1; in a process of its own, for what Typst has touched can no longer be forked."""
    return parallel.apart(_typeset, (source, tuple(files.items()), "ua-1" if accessible else "1.6", tagged))


def _typeset(given: tuple[str, tuple[tuple[str, bytes], ...], str, bool]) -> bytes:
    source, files, standard, tagged = given
    with TemporaryDirectory(prefix="oma-test-") as place:
        for name, content in files:
            Path(place, name).write_bytes(content)
        Path(place, "main.typ").write_text(source, encoding="utf-8")
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
        made = typst.compile(
            Path(place, "main.typ"),
            font_paths=fonts,
            pdf_standards=[standard],
            timestamp=MOMENT,
            pdf_tags=tagged,
        )
    assert isinstance(made, bytes)
    return made
