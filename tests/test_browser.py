"""The site in a real browser: accessible, quiet, and usable on any screen, from a server and from a folder."""

import io
import re
from pathlib import Path
from typing import Literal

import pikepdf
import pytest
from PIL import Image
from playwright.sync_api import Page

from oma_builder.content import loader
from oma_builder.guide import linker
from oma_builder.web.pages import pages
from tests.browsing import CUT_OFF, FOCUSED, INSIDE, LOADED, Watched, violations
from tests.built import A_TRADE, ANOTHER_TRADE, CONTENT, FULL, TODAY
from tests.test_site import UNLISTED
from tests.tools import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = [
    ("real", "index.html"),
    ("real", "metiers.html"),
    ("full", "metiers/exemple.html"),
    ("real", "secteurs.html"),
    ("full", "secteurs/exemple.html"),
    ("real", "territoires.html"),
    ("full", "territoires/haute-garonne.html"),
    ("real", "territoires/academie-toulouse.html"),
    ("real", "interets.html"),
    ("real", "mes-gouts.html"),
    ("real", "niveaux.html"),
    ("real", "comparer.html"),
    ("real", "ma-selection.html"),
    ("full", "interets/social.html"),
    ("real", "formations.html"),
    ("full", "formations/exemple.html"),
    ("real", "stages.html"),
    ("full", "agenda.html"),
    ("full", "entreprendre.html"),
    ("real", "campus.html"),
    ("full", "films.html"),
    ("full", "campus/exemple.html"),
    ("full", "publics/eleves.html"),
    ("real", "guides.html"),
    ("full", "guides/exemple.html"),
    ("full", "cahiers/exemple.html"),
    ("real", "donnees.html"),
    ("real", "recherche.html"),
    ("real", "classe.html"),
    ("real", "carnet.html"),
    ("full", "exemple.html"),
    ("real", "glossaire.html"),
    ("real", "convention.html"),
    ("real", "sans-connexion.html"),
    ("real", "accessibilite.html"),
    ("real", "fiche-absente.html"),
    ("full", "404.html"),
]
"""One page of each template, where it shows the most."""

REAL = [
    ("real", f"metiers/{A_TRADE}.html"),
    ("real", "secteurs/industrie.html"),
    ("real", "guides/guide-accueil-troisieme.html"),
    ("real", "cahiers/2026.html"),
    ("real", "mode-d-emploi.html"),
]
FROM_FOLDER = [page for page in PAGES if page[1] not in UNLISTED]
SCREENS: list[tuple[Literal["light", "dark"], int]] = [("light", 360), ("light", 1280), ("dark", 360), ("dark", 1280)]

SIZES = [(320, "100%"), (640, "200%"), (1280, "200%")]
"""Widths of the screen with sizes of the text: a narrow screen, and text twice as large."""


def templates(content: Path) -> dict[str, str]:
    """Return the template of each page that a content folder makes, by its route."""
    guide = linker.link(loader.load(content, 1).value, TODAY).value
    assert guide
    return {view.route: view.template for view in pages(guide)}


def test_every_template_has_its_page_here() -> None:
    made = {"real": templates(CONTENT), "full": templates(FULL)}
    shown = {made[site][route] for site, route in PAGES}
    shown |= {"charte.html", "liste.html"}  # the style page and long lists (`test_long_lists`) have tests of their own
    assert shown == {path.name for path in (ROOT / "templates" / "web").glob("*.html")} - {"base.html"}


@pytest.mark.parametrize(("site", "route"), PAGES)
def test_a_page_is_accessible_and_quiet(watched: Watched, origins: dict[str, str], site: str, route: str) -> None:
    watched.page.goto(origins[site] + route)
    faults = {}
    for scheme, width in SCREENS:
        watched.page.emulate_media(color_scheme=scheme)
        watched.page.set_viewport_size({"width": width, "height": 800})
        faults[scheme, width] = violations(watched.page)
    assert faults == {screen: [] for screen in SCREENS}
    assert watched.complaints == []
    assert [url for url in watched.requests if not url.startswith(origins[site])] == []


@pytest.mark.parametrize(("site", "route"), FROM_FOLDER)
def test_a_page_opens_from_a_folder(watched: Watched, folders: dict[str, Path], site: str, route: str) -> None:
    folder = folders[site].as_uri()
    watched.page.goto(f"{folder}/{route}")
    watched.page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    watched.page.evaluate(LOADED)
    assert watched.page.evaluate("[...document.images].filter(image => !image.naturalWidth).length") == 0
    assert watched.page.evaluate("getComputedStyle(document.body).margin") == "0px"
    assert violations(watched.page) == []
    assert watched.complaints == []
    assert [url for url in watched.requests if not url.startswith(f"{folder}/")] == []


@pytest.mark.parametrize("width", [320, 390, 700, 900])
def test_the_menu_opens_without_moving_its_button(watched: Watched, origins: dict[str, str], width: int) -> None:
    """Whoever presses twice closes what they opened; all of the list can be reached by scrolling."""
    watched.page.set_viewport_size({"width": width, "height": 800})
    watched.page.goto(f"{origins['real']}index.html")
    button, entries = watched.page.locator(".menu summary"), watched.page.locator(".menu a")
    around = watched.page.locator("main").bounding_box(), button.bounding_box()
    button.click()
    assert (watched.page.locator("main").bounding_box(), button.bounding_box()) == around
    assert all(entry.is_visible() for entry in entries.all())
    assert watched.page.evaluate(CUT_OFF) == []
    entries.last.click(trial=True)
    watched.page.mouse.wheel(0, -9_999)
    button.click()
    assert not entries.first.is_visible()


@pytest.mark.parametrize("site", ["real", "full"])
def test_a_wrong_address_still_shows_the_site(watched: Watched, origins: dict[str, str], site: str) -> None:
    answer = watched.page.goto(f"{origins[site]}une/adresse/qui/n-existe-pas")
    assert answer is not None
    assert answer.status == 404
    assert watched.page.evaluate("getComputedStyle(document.body).margin") == "0px"
    watched.page.locator(".actions a").last.click()
    assert watched.page.url == f"{origins[site]}index.html"


@pytest.mark.parametrize(("site", "route"), PAGES + REAL)
def test_nothing_is_cut_off(watched: Watched, origins: dict[str, str], site: str, route: str) -> None:
    watched.page.goto(origins[site] + route)
    cut_off = {}
    for width, text in SIZES:
        watched.page.set_viewport_size({"width": width, "height": 800})
        watched.page.evaluate("size => document.documentElement.style.fontSize = size", text)
        cut_off[width, text] = watched.page.evaluate(CUT_OFF)
    assert cut_off == {size: [] for size in SIZES}


def test_the_first_tab_leads_to_the_content(watched: Watched, origins: dict[str, str]) -> None:
    watched.page.goto(f"{origins['real']}metiers/{A_TRADE}.html")
    watched.page.keyboard.press("Tab")
    first = watched.page.evaluate(FOCUSED)
    assert (first["name"], first["text"]) == ("skip", "Aller au contenu")
    assert first["top"] >= 0
    watched.page.keyboard.press("Enter")
    assert watched.page.evaluate(FOCUSED)["id"] == "contenu"
    watched.page.keyboard.press("Tab")
    assert watched.page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(("site", "route"), [("real", "index.html"), ("full", "metiers/exemple.html")])
def test_every_stop_of_the_keyboard_is_seen(watched: Watched, origins: dict[str, str], site: str, route: str) -> None:
    watched.page.emulate_media(reduced_motion="reduce")
    watched.page.goto(origins[site] + route)
    stops = watched.page.locator("a[href], button, input, select, summary, [tabindex='0']").filter(visible=True).count()
    text = ""
    for _ in range(stops + INSIDE * watched.page.locator("video").count()):
        if text == "Nous écrire":
            break
        watched.page.keyboard.press("Tab")
        stop = watched.page.evaluate(FOCUSED)
        text = stop["text"]
        assert stop["ring"] != "none", stop
        assert stop["bottom"] > 0, stop
        assert stop["top"] < 800, stop
    assert text == "Nous écrire"


def shades(page: Page) -> int:
    """Return how many colours a screenshot of the page holds."""
    with Image.open(io.BytesIO(page.screenshot())) as taken:
        return len(taken.convert("RGB").getcolors(taken.width * taken.height) or [])


@pytest.mark.parametrize(("site", "route"), PAGES)
def test_forced_colours_leave_texts_visible(watched: Watched, origins: dict[str, str], site: str, route: str) -> None:
    watched.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    watched.page.goto(origins[site] + route)
    ink, paper = watched.page.evaluate(
        "[getComputedStyle(document.querySelector('h1')).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert ink != paper
    assert watched.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert shades(watched.page) > 10
    assert watched.complaints == []


@pytest.mark.parametrize(
    ("site", "route"),
    [("real", f"metiers/{A_TRADE}.html"), ("real", f"metiers/{ANOTHER_TRADE}.html"), ("full", "metiers/exemple.html")],
)
def test_a_trade_prints_on_few_pages(watched: Watched, origins: dict[str, str], site: str, route: str) -> None:
    watched.page.goto(origins[site] + route)
    printed = watched.page.pdf(format="A4", margin={"top": "1cm", "bottom": "1cm", "left": "1cm", "right": "1cm"})
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert 1 <= len(pdf.pages) <= 3
    watched.page.emulate_media(media="print")
    assert not watched.page.locator(".site-header").is_visible()
    assert watched.page.locator("h1").is_visible()


def test_a_dark_screen_prints_dark_text_on_white(watched: Watched, origins: dict[str, str]) -> None:
    watched.page.emulate_media(media="print", color_scheme="dark")
    watched.page.goto(origins["full"] + "metiers/exemple.html")
    seen = watched.page.evaluate("""() => [...document.querySelectorAll("h1, p, li, dt, dd, small, main a")]
        .filter(element => element.checkVisibility()).map(element => getComputedStyle(element).color)""")
    inks = {tuple(map(int, re.findall(r"\d+", colour)[:3])) for colour in seen}
    assert [ink for ink in inks if sum(ink) > 3 * 140] == []


def test_the_menu_never_hides_what_the_keyboard_reaches(watched: Watched, origins: dict[str, str]) -> None:
    page = watched.page
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(origins["full"] + "metiers/exemple.html")
    page.locator(".menu summary").press("Enter")
    links = page.locator(".menu a")
    for _ in range(links.count()):
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('.menu')")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")
    assert not links.first.is_visible()
