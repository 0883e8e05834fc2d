"""Pictures in frames of one shape: what is over is cut, what the editor chose stays, and a borrowed one only decorates."""

import io
import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser

from oma_builder.content.pictures import ImageFile
from oma_builder.guide.pictures import MIDDLE, focus, picture
from tests.browsing import served
from tests.built import Built, Page, build_into
from tests.papers import run, structure
from tests.photos import encoded
from tests.script_data import addresses, value_of
from tests.tools import MINIMAL

RED, GREEN, BLUE = (210, 20, 20), (20, 160, 40), (20, 40, 210)
BORROWED = "Un carré, pour l’exemple."
SHAPES = {
    "panorama": (1800, 300, "gauche", RED),
    "portrait": (300, 1800, "50 % 100 %", BLUE),
    "centre": (1800, 300, "", GREEN),
}
"""Photographs of three bands, their `cadrage`, and the band that it keeps: a frame of 8:5 shows no more than one."""


@pytest.mark.parametrize(
    ("framing", "expected"),
    [
        (None, MIDDLE),
        ("haut", (50, 0)),
        ("bas", (50, 100)),
        ("gauche", (0, 50)),
        ("droite", (100, 50)),
        ("haut gauche", (0, 0)),
        ("bas droite", (100, 100)),
        ("30 % 20 %", (30, 20)),
        ("0% 100\u00a0%", (0, 100)),
    ],
)
def test_a_framing_is_a_point(framing: str | None, expected: tuple[int, int]) -> None:
    assert focus(framing) == expected


@given(st.tuples(st.integers(0, 100), st.integers(0, 100)))
def test_a_page_has_the_nearest_quarter(kept: tuple[int, int]) -> None:
    shown = picture(ImageFile("x.svg", "content/images/x.svg", "0" * 64, "SVG", 8, 5), "", "", kept)
    assert all(abs(quarter * 25 - share) <= 12.5 for quarter, share in zip(shown.quarters, kept, strict=True))


def bands(width: int, height: int) -> bytes:
    """Return a photograph of three bands along its longer side."""
    small = Image.new("RGB", (3, 1) if width > height else (1, 3))
    small.putdata((RED, GREEN, BLUE))
    return encoded(small.resize((width, height), Image.Resampling.NEAREST), "JPEG")


@pytest.fixture(scope="module")
def framed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a site with a trade for each shape, and one that borrows the picture of its sector."""
    place = tmp_path_factory.mktemp("framed")
    content = Path(shutil.copytree(MINIMAL, place / "content"))
    trade = (content / "metiers" / "exemple.yaml").read_text(encoding="utf-8")
    for name, (width, height, framing, _) in SHAPES.items():
        (content / "images" / f"{name}.jpg").write_bytes(bands(width, height))
        told = f"illustration:\n  fichier: {name}.jpg\n  alt: Trois bandes\n  credit: Exemple\n"
        text = trade.replace("Exemple de soude", f"Exemple {name} de soude")
        (content / "metiers" / f"{name}.yaml").write_text(
            text + told + (f"  cadrage: {framing}\n" if framing else ""), encoding="utf-8"
        )
    return build_into(place / "built", content)


def shares(shown: Image.Image) -> dict[tuple[int, int, int], float]:
    """Return which share of a picture has each colour of the bands, or nearly."""
    pixels = list(shown.convert("RGB").get_flattened_data())
    near = {
        band: sum(max(abs(a - b) for a, b in zip(pixel, band, strict=True)) < 50 for pixel in pixels)
        for band in (RED, GREEN, BLUE)
    }
    return {band: count / len(pixels) for band, count in near.items()}


def only(band: tuple[int, int, int], shown: Image.Image, least: float) -> bool:
    found = shares(shown)
    return found.pop(band) > least and max(found.values()) < 0.002


@pytest.mark.parametrize("width", [390, 1280])
def test_any_shape_fits_the_frame_of_a_page(framed: Built, browser: Browser, width: int) -> None:
    with served(framed) as server:
        page = browser.new_page(viewport={"width": width, "height": 900}, device_scale_factor=0.5)
        widths = set()
        for name, (*_, band) in SHAPES.items():
            page.goto(f"http://127.0.0.1:{server.server_port}{framed.base}metiers/{name}.html")
            image = page.locator(".hero img")
            image.evaluate("shown => shown.decode()")
            box = image.bounding_box()
            assert box
            widths.add(round(box["width"]))
            assert only(band, Image.open(io.BytesIO(image.screenshot())), 0.9), name
        assert len(widths) == 1
        page.close()


def test_any_shape_fits_the_frame_of_a_card(framed: Built, browser: Browser) -> None:
    with served(framed) as server:
        page = browser.new_page(viewport={"width": 1280, "height": 900}, device_scale_factor=0.5)
        page.goto(f"http://127.0.0.1:{server.server_port}{framed.base}metiers.html")
        for name, (*_, band) in SHAPES.items():
            image = page.locator(f".card[data-metier={name}] > img")
            image.scroll_into_view_if_needed()
            image.evaluate("shown => shown.decode()")
            assert only(band, Image.open(io.BytesIO(image.screenshot())), 0.8), name
        page.close()


@pytest.mark.paper
def test_any_shape_fits_the_frame_of_a_sheet(framed: Built, tmp_path: Path) -> None:
    for name, (*_, band) in SHAPES.items():
        run("pdftoppm", "-r", "40", "-png", "-singlefile", framed.folder / "fiches" / f"{name}.pdf", tmp_path / name)
        assert only(band, Image.open(tmp_path / f"{name}.png"), 0.01), name


def test_any_shape_fits_the_frame_of_a_share_image(framed: Built) -> None:
    for name, (*_, band) in SHAPES.items():
        address = framed.pages[f"metiers/{name}.html"].first("meta", property="og:image")["content"]
        assert only(band, Image.open(framed.folder / address.removeprefix(framed.address)), 0.15), name


def test_scripts_know_what_a_frame_keeps(framed: Built) -> None:
    (route,) = addresses(framed)["catalogue"]
    cards = value_of((framed.folder / route).read_bytes())
    shown = {name: card["image"][1] for name, card in cards.items() if "image" in card}
    assert shown == {"panorama": {"data-x": 0}, "portrait": {"data-y": 4}, "centre": {}}


def _images(page: Page) -> dict[str, str]:
    return {
        re.sub(r"[-.][0-9a-f]{12}.*", "", image["src"].rpartition("/")[2]): image["alt"]
        for _, image in page.every("img")
    }


def test_a_borrowed_picture_says_nothing_on_a_page_of_another(framed: Built) -> None:
    assert _images(framed.pages["metiers/exemple.html"])["exemple"] == ""
    assert _images(framed.pages["secteurs/exemple.html"])["exemple"] == BORROWED


def test_a_borrowed_picture_stands_on_no_card(framed: Built) -> None:
    assert "exemple" not in _images(framed.pages["metiers.html"])


@pytest.mark.paper
def test_a_borrowed_picture_is_no_figure_on_paper(framed: Built) -> None:
    def figures(route: str) -> list[str]:
        with pikepdf.open(framed.folder / route) as pdf:
            return [str(node.Alt) for node in structure(pdf.Root.StructTreeRoot) if node.S == "/Figure"]

    assert BORROWED not in figures("fiches/exemple.pdf")
    assert "Trois bandes" in figures("fiches/portrait.pdf")
    assert figures("guide/oma-guide.pdf").count(BORROWED) == 1
