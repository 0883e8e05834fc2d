"""Printed pages look as they did when somebody last looked at them: `golden/pages/`, one picture an edition."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.page_pictures import changes, cut, drawn, sheet
from tests.printed import printed, source

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
    pdf = printed(source(tmp_path_factory, "full"), edition, things).files[file]
    pages = drawn(pdf)
    golden = GOLDEN / f"{edition}{'-couverture' if file else ''}.png"
    if pytestconfig.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        sheet(pages).quantize(16).save(golden, optimize=True)
    with Image.open(golden) as kept:
        found = changes(cut(kept.convert("L"), pages[0].size), pages)
    if found:
        sheet(pages).save(tmp_path / golden.name)
    told = "\n".join(map(str, found))
    assert not found, f"{edition}: compare {tmp_path / golden.name} with {golden}, then --update-golden\n{told}"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    """Return a page full of text and pictures."""
    return drawn(printed(source(tmp_path_factory, "full"), "fiche", ("exemple",)).files[0])[0]


def test_a_noise_of_the_renderer_is_no_change(page: Image.Image) -> None:
    paler = page.point(lambda grey: min(255, grey + 8))
    darker = page.point(lambda grey: max(0, grey - 8))
    assert changes([page, page], [paler, darker]) == []


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
