"""Printed pages look as they did when somebody last looked at them: `golden/pages/`, two pictures an edition, in greys and of colours."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from tests.page_pictures import changes, cut, drawn, in_greys, recoloured, sheet, tints
from tests.printed import printed, source
from tests.typst_samples import typeset

pytestmark = [pytest.mark.paper, pytest.mark.slow]

GOLDEN = Path(__file__).parent / "sites" / "full" / "golden" / "pages"
EDITIONS = [
    ("ecran", (), 0),
    ("photocopie", (), 0),
    ("livret", (), 0),
    ("presse", (), 0),
    ("presse", (), 1),
    ("fiche", ("exemple",), 0),
    ("territoire", ("haute-garonne",), 0),
]


@pytest.mark.parametrize(("edition", "things", "file"), EDITIONS)
def test_pages_look_as_they_did(
    edition: str,
    things: tuple[str, ...],
    file: int,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    pytestconfig: pytest.Config,
) -> None:
    drawings = drawn(printed(source(tmp_path_factory, "full"), edition, things).files[file])
    pictures = {"": [in_greys(page) for page in drawings], "-couleurs": [tints(page) for page in drawings]}
    goldens = {kind: GOLDEN / f"{edition}{'-couverture' if file else ''}{kind}.png" for kind in pictures}
    if pytestconfig.getoption("--update-golden"):
        GOLDEN.mkdir(exist_ok=True)
        sheet(pictures[""]).quantize(16).save(goldens[""], optimize=True)
        sheet(pictures["-couleurs"]).save(goldens["-couleurs"], optimize=True)
    found = [str(change) for change in changes(kept(goldens[""], pictures[""]), pictures[""])]
    if not found:  # where pages came or went, colours are those of others
        found = recoloured(kept(goldens["-couleurs"], pictures["-couleurs"]), pictures["-couleurs"])
    if found:
        sheet(drawings).save(tmp_path / goldens[""].name)
    told = "\n".join(found)
    assert not found, (
        f"{edition}: compare {tmp_path / goldens[''].name} with {goldens['']}, then --update-golden\n{told}"
    )


def kept(golden: Path, pages: list[Image.Image]) -> list[Image.Image]:
    """Return the pages that were looked at, each of the size of those of today."""
    with Image.open(golden) as picture:
        return cut(picture.convert(pages[0].mode), pages[0].size)


@pytest.fixture(scope="module")
def coloured(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    """Return a page full of text and pictures."""
    return drawn(printed(source(tmp_path_factory, "full"), "fiche", ("exemple",)).files[0])[0]


@pytest.fixture(scope="module")
def page(coloured: Image.Image) -> Image.Image:
    """Return that page in greys."""
    return in_greys(coloured)


def test_a_noise_of_the_renderer_is_no_change(page: Image.Image, coloured: Image.Image) -> None:
    paler = page.point(lambda grey: min(255, grey + 8))
    darker = page.point(lambda grey: max(0, grey - 8))
    assert changes([page, page], [paler, darker]) == []
    moved = ImageChops.offset(coloured, 1, 0)
    assert recoloured([tints(coloured)], [tints(moved)]) == []


def test_another_colour_is_a_change(coloured: Image.Image) -> None:
    red, green, blue = coloured.split()
    swapped = Image.merge("RGB", (blue, green, red))
    assert len(recoloured([tints(coloured)], [tints(swapped)])) == 1


@pytest.mark.parametrize("told", ["23 novembre 2026 – empreinte 3ed5b9e7", "1er mai 2027 – empreinte 00000000"])
def test_the_stamp_of_a_draft_is_not_compared(told: str, tmp_path: Path) -> None:
    style = '#set page(width: 90mm, height: 90mm, fill: rgb("#fce5dc"))\n#set text(font: "Atkinson Hyperlegible Next", size: 6pt)\n'
    stamp = f"#place(top + left, dx: -5mm)[Épreuve du {told}]"
    pages = []
    for name, shown in (("stamped", stamp), ("plain", "")):
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(typeset(f"{style}{shown}#place(dy: 30mm)[Un texte.]", {}))
        pages.append(drawn(file)[0])
    assert ImageChops.difference(*pages).getbbox() is None


def test_a_line_that_moves_a_word_that_goes_and_a_lost_page_are_changes(page: Image.Image) -> None:
    moved = page.copy()
    moved.paste(page.crop((0, 200, page.width, 260)), (0, 201))
    erased = page.copy()
    box = _a_word(page)
    ImageDraw.Draw(erased).rectangle(box, fill=255)
    found = changes([page, page, page, page], [page, moved, erased])
    assert [change.page for change in found] == [2, 3, 4]


def _a_word(page: Image.Image) -> tuple[int, int, int, int]:
    """Return a box of 20 by 6 pixels, the size of a short word, with the most ink in the column of text."""
    places = [(x, y) for y in range(120, 400, 2) for x in range(150, 360, 4)]
    x, y = min(places, key=lambda at: sum(page.crop((*at, at[0] + 20, at[1] + 6)).tobytes()))
    return x, y, x + 20, y + 6
