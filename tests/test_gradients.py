"""A drawing with gradients is pixels where paper has other inks, and looks as it does on a screen; others stay vectors."""

import io
import shutil
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from oma_builder import parallel
from oma_builder.content import drawings
from oma_builder.prepress.inks import Inks, Mixer, mixer
from oma_builder.prepress.photographs import jpeg
from oma_builder.prepress.press import Setup, press_ready
from oma_builder.prepress.recolour import recolour
from oma_builder.raster.drawing import as_pixels, frame, has_gradients
from tests.built import TODAY
from tests.press_reading import (
    colour_spaces,
    drawn_by_ghostscript,
    drawn_by_poppler,
    foreign_colours,
    images,
    most_ink,
    sound,
)
from tests.printed import Print, Source, printed
from tests.test_photographs import NEAR, far
from tests.tools import MINIMAL, ROOT, workshop
from tests.typst_samples import DRAWING, GRADIENTS, typeset

pytestmark = [pytest.mark.paper, pytest.mark.slow]

ASSETS = ROOT / "assets"
CMYK, GREY = (mixer(inks, ASSETS) for inks in (Inks.CMYK, Inks.GREY))
DPI = 127
"""Five pixels a millimetre."""
SIDES = (60, 40)
"""Millimetres of a drawing of a trial: its proportions are 3 to 2."""
CUT = 2
"""Pixels at the edge, where whoever draws has his own idea of the last one."""


def clean(text: str) -> bytes:
    drawing, problems = drawings.read(text.encode(), "drawing.svg")
    assert drawing, problems
    return drawing.content


def page(ground: str, file: str) -> str:
    """Return a page of the size of the drawing, on a ground."""
    size = f"width: {SIDES[0]}mm, height: {SIDES[1]}mm"
    return f'#set document(title: "Essai")\n#set page({size}, bleed: 3mm, margin: 0mm, fill: rgb("{ground}"))\n#image("{file}", width: {SIDES[0]}mm)'


def inked(pdf: bytes, mix: Mixer) -> bytes:
    return press_ready(pdf, mix, Setup(multiple=1)) if mix.inks is Inks.CMYK else recolour(pdf, mix)


def trimmed(drawn: Image.Image) -> Image.Image:
    """Return the middle of a page that is the drawing, whatever bleed and marks are around it."""
    across, down = (round(side * DPI / 25.4) for side in SIDES)
    left, top = (drawn.width - across) // 2, (drawn.height - down) // 2
    return drawn.convert("RGB").crop((left + CUT, top + CUT, left + across - CUT, top + down - CUT))


def pixels(content: bytes, dots: int = 350) -> bytes:
    """Return the drawing as pixels, so many an inch."""
    across, down = (round(side * dots / 25.4) for side in SIDES)
    return parallel.apart(_pixels, (content, across, down))


def _pixels(given: tuple[bytes, int, int]) -> bytes:
    return as_pixels(*given)


@pytest.mark.parametrize("ground", ["#ffffff", "#fff0d8"])
@pytest.mark.parametrize("mix", [CMYK, GREY], ids=lambda mix: mix.inks.value)
def test_gradients_look_on_paper_as_they_do_on_a_screen(mix: Mixer, ground: str, tmp_path: Path) -> None:
    """What poppler draws of the vectors, printed as a plain photograph, is what both viewers must see of the pixels."""
    content = clean(GRADIENTS)
    (seen,) = drawn_by_poppler(typeset(page(ground, "a.svg"), {"a.svg": content}), tmp_path, DPI)
    photograph = inked(typeset(page(ground, "a.jpg"), {"a.jpg": jpeg(_whole(seen), mix)}), mix)
    made = inked(typeset(page(ground, "a.svg"), {"a.svg": pixels(content)}), mix)
    for draw in (drawn_by_ghostscript, drawn_by_poppler):
        (asked,), (found,) = (draw(pdf, tmp_path, DPI) for pdf in (photograph, made))
        assert far(trimmed(asked), trimmed(found)) <= NEAR, draw.__name__
    assert foreign_colours(made, mix.space[1:], "DeviceGray", "Separation All") == set()
    assert sound(made, tmp_path)


def _whole(seen: Image.Image) -> Image.Image:
    across, down = (round(side * DPI / 25.4) for side in SIDES)
    left, top = (seen.width - across) // 2, (seen.height - down) // 2
    return seen.crop((left, top, left + across, top + down))


def test_gradients_take_no_more_ink_than_paper_does(tmp_path: Path) -> None:
    made = inked(typeset(page("#fff0d8", "a.svg"), {"a.svg": pixels(clean(GRADIENTS))}), CMYK)
    assert 150 < max(most_ink(made, tmp_path, DPI)) <= 300


def test_the_tint_behind_shows_through(tmp_path: Path) -> None:
    """A colour that fades away lets the page be seen at its end as it is beside the drawing."""
    text = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><linearGradient id="a">
        <stop stop-color="#a63a25"/><stop offset="1" stop-color="#a63a25" stop-opacity="0"/></linearGradient>
        <rect width="200" height="200" fill="url(#a)"/></svg>"""
    made = inked(typeset(page("#83cbe3", "a.svg"), {"a.svg": pixels(clean(text))}), CMYK)
    for draw in (drawn_by_ghostscript, drawn_by_poppler):
        (drawn,) = draw(made, tmp_path, DPI)
        row = trimmed(drawn)
        bare, late, first = (row.getpixel((round(row.width * at), row.height // 2)) for at in (0.9, 0.66, 0.02))
        assert late == pytest.approx(bare, abs=6), draw.__name__
        assert first[0] > first[2] + 40, draw.__name__
        assert bare[2] > bare[0] + 40, draw.__name__


def test_no_edge_is_darkened_by_what_is_not_seen(tmp_path: Path) -> None:
    """A pale shape on white stays pale up to its edge, however coarsely it is drawn: what lies beyond has no colour."""
    text = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><linearGradient id="a">
        <stop stop-color="#fe9"/><stop offset="1" stop-color="#fd8"/></linearGradient>
        <circle cx="150" cy="100" r="80" fill="url(#a)"/></svg>"""
    made = inked(typeset(page("#ffffff", "a.svg"), {"a.svg": pixels(clean(text))}), GREY)
    for draw in (drawn_by_ghostscript, drawn_by_poppler):
        for dpi in (30, 60, DPI):
            (drawn,) = draw(made, tmp_path, dpi)
            assert drawn.convert("L").getextrema()[0] >= 200, (draw.__name__, dpi)


@pytest.mark.parametrize(
    ("head", "size"),
    [
        ('viewBox="0 0 24.4 10.6"', (24.4, 10.6)),
        ('viewBox="-4,-4 8,5" width="30px" height="20"', (30, 20)),
        ('viewBox="0 0 8 5" width="100%" height="20mm"', (8, 5)),
        ('width="7" height="9"', (7, 9)),
    ],
)
def test_pixels_stand_in_the_frame_of_the_drawing(head: str, size: tuple[float, float]) -> None:
    gradient = '<linearGradient id="a"><stop/><stop offset="1" stop-color="#fff"/></linearGradient>'
    text = f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{gradient}<path fill="url(#a)" d="M0 0h9v9z"/></svg>'
    content = clean(text)
    assert frame(content) == frame(parallel.apart(_pixels, (content, 30, 20))) == size


def test_a_gradient_that_nothing_uses_makes_no_pixels() -> None:
    unused = DRAWING.replace("<clipPath", '<linearGradient id="x"><stop/></linearGradient><clipPath', 1)
    assert not has_gradients(clean(unused))
    assert has_gradients(clean(GRADIENTS))


@pytest.fixture(scope="module", params=["gradients", "flat"])
def drawn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Source:
    """Return a site whose one trade, its sector and the cover show one drawing."""
    place = tmp_path_factory.mktemp(request.param)
    content = Path(shutil.copytree(MINIMAL, place / "content"))
    text = GRADIENTS if request.param == "gradients" else DRAWING
    (content / "images" / "exemple.svg").write_text(text, encoding="utf-8")
    shown = "illustration:\n  fichier: exemple.svg\n  alt: Exemple\n  credit: Exemple\n"
    (trade,) = (content / "metiers").iterdir()
    if "exemple.svg" not in trade.read_text(encoding="utf-8"):
        trade.write_text(shown + trade.read_text(encoding="utf-8"), encoding="utf-8")
    with (content / "site.yaml").open("a", encoding="utf-8") as site:
        site.write("couverture:\n  fichier: exemple.svg\n  alt: Exemple\n  credit: Exemple\n")
    return Source(content, TODAY, workshop(place))


def has(source: Source) -> bool:
    return "Gradient" in (source.content / "images" / "exemple.svg").read_text(encoding="utf-8")


def of_paper(source: Source) -> list[Print]:
    return [printed(source, edition) for edition in ("presse", "photocopie", "livret")]


def test_only_gradients_are_pixels_and_as_many_as_paper_shows(drawn: Source, tmp_path: Path) -> None:
    for made in of_paper(drawn):
        for file in made.files:
            lines = images(file.read_bytes(), tmp_path)
            assert bool(lines) == has(drawn), file.name
            # A booklet is scaled when it is laid on its sheet; one picture stands in several places.
            assert all(int(density) >= 349 for line in lines for density in line[12:14]), file.name


def test_no_file_for_paper_holds_a_colour_of_the_screen(drawn: Source, tmp_path: Path) -> None:
    press, *copies = of_paper(drawn)
    for file in press.files:
        raw = file.read_bytes()
        assert foreign_colours(raw, "DeviceCMYK", "DeviceGray", "Separation All") == set()
        assert max(most_ink(raw, tmp_path, 72)) <= 300
    for copy in copies:
        assert foreign_colours(copy.pdf.read_bytes(), "DeviceGray") == set()


def test_nobody_is_asked_for_a_better_drawing(drawn: Source) -> None:
    assert {problem.code for made in of_paper(drawn) for problem in made.problems} & {"photo-peu-definie"} == set()


def test_screens_get_vectors(drawn: Source, tmp_path: Path) -> None:
    raw = printed(drawn, "ecran").pdf.read_bytes()
    assert images(raw, tmp_path) == []
    assert ("Pattern" in colour_spaces(raw)) == has(drawn)
    with pikepdf.open(io.BytesIO(raw)) as document:
        assert any("/ShadingType" in thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary)) == (
            has(drawn)
        )


def test_pages_are_the_same_on_paper_and_on_screen(drawn: Source) -> None:
    press, copy, _ = of_paper(drawn)
    pages = len(printed(drawn, "ecran").pages)
    assert len(copy.pages) == pages
    assert len(press.pages) - pages in range(4)
