"""Coloured drawings become line drawings: what hides still hides, nothing is filled with a tone."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from oma_builder.prepress.lines import as_lines
from tests.tools import ROOT

FRAME = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 500"'


def lines(inside: str, frame: str = FRAME) -> str:
    return as_lines(f"<svg {frame}>{inside}</svg>".encode()).decode()


def shapes(drawn: str) -> list[dict[str, str]]:
    """Return the attributes of every shape, in the order of drawing."""
    tree = ElementTree.fromstring(drawn)  # noqa: S314 - made here
    return [dict(element.attrib) for element in tree.iter() if "stroke-width" in element.attrib]


def test_a_shape_is_white_with_an_outline() -> None:
    (rect,) = shapes(lines('<rect width="10" height="10" fill="#a63a25"/>'))
    assert (rect["fill"], rect["stroke"], rect["stroke-width"]) == ("#fff", "#444", "1.4")


def test_colours_that_are_inherited_are_lines_too() -> None:
    found = shapes(
        lines(
            '<g fill="none" stroke="#123456" stroke-width="2"><path d="M0 0h9"/><g fill="red"><path d="M1 1h9"/></g></g>'
        )
    )
    assert [shape["fill"] for shape in found] == ["none", "#fff"]
    assert "#123456" not in lines('<g stroke="#123456"><path d="M0 0h9"/></g>')


def test_a_thick_stroke_keeps_both_its_edges() -> None:
    outer, inner = shapes(lines('<path d="M0 0h99" fill="none" stroke="red" stroke-width="30"/>'))
    assert (outer["stroke"], outer["stroke-width"]) == ("#444", "30")
    assert (inner["stroke"], float(inner["stroke-width"])) == ("#fff", pytest.approx(30 - 2 * 1.4))


@pytest.mark.parametrize(
    "faint",
    [
        '<rect width="9" height="9" opacity="0.3"/>',
        '<g opacity=".5"><rect width="9" height="9"/></g>',
        '<rect width="9" height="9" fill-opacity="0.2"/>',
    ],
)
def test_what_only_shades_is_left_out(faint: str) -> None:
    assert shapes(lines(faint + '<circle r="3"/>')) == shapes(lines('<circle r="3"/>'))


def test_what_cuts_stays_as_it_is() -> None:
    cut = (
        '<defs><clipPath id="i1"><path d="M0 0h9v9z"/></clipPath></defs><g clip-path="url(#i1)"><path d="M0 0h5"/></g>'
    )
    drawn = lines(cut)
    assert '<clipPath id="i1"><path d="M0 0h9v9z" /></clipPath>' in drawn
    assert 'clip-path="url(#i1)"' in drawn
    assert len(shapes(drawn)) == 1


def test_an_icon_has_lines_that_show() -> None:
    (small,) = shapes(lines('<circle r="3"/>', 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"'))
    assert float(small["stroke-width"]) == pytest.approx(0.512)


def test_a_drawing_of_pixels_stays_as_it_is() -> None:
    given = f'<svg {FRAME}><image href="data:image/png;base64,AA=="/></svg>'.encode()
    assert as_lines(given) == given


DRAWINGS = [file for file in sorted((ROOT / "content" / "images").glob("*.svg")) if b"<image" not in file.read_bytes()]


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_our_drawings_keep_no_colour(drawing: Path) -> None:
    drawn = as_lines(drawing.read_bytes()).decode()
    found = shapes(drawn)
    assert found
    assert {shape["fill"] for shape in found} <= {"#fff", "none"}
    assert {shape["stroke"] for shape in found} <= {"#fff", "#444"}
