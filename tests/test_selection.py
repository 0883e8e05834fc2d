"""« Ma sélection » and the comparison: kept on the device, carried by links, shared on purpose, never trusted."""

import io
import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsing import Watched, violations, watch
from tests.built import Built, small

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHOSEN = "[...document.querySelectorAll('[data-chosen] [data-metier]')].map(card => card.dataset.metier)"
STORED = "localStorage.getItem('oma:selection')"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    return {"selection": small(tmp_path_factory, "selection")}


def hearts(page: Page, state: str) -> list[str]:
    """Return the trades whose heart is pressed, or not."""
    found = page.locator(f"[data-select][aria-pressed={state}]").evaluate_all("all => all.map(e => e.dataset.select)")
    return list(map(str, found))


def test_a_heart_keeps_a_trade_from_page_to_page(watched: Watched, origins: dict[str, str]) -> None:
    page = watched.page
    page.goto(f"{origins['selection']}metiers/soudeur.html")
    assert page.locator("[data-selection-count]").get_attribute("data-selection-count") == ""
    page.get_by_role("button", name="Garder ce métier").click()
    page.goto(f"{origins['selection']}metiers.html")
    assert hearts(page, "true") == ["soudeur"]
    assert page.locator("[data-selection-count]").get_attribute("data-selection-count") == "1"
    page.get_by_role("button", name=re.compile("Boulang.*garder")).click()
    page.goto(f"{origins['selection']}ma-selection.html")
    page.wait_for_selector("[data-chosen] .card")
    assert page.evaluate(CHOSEN) == ["soudeur", "boulanger"]
    page.locator("[data-chosen] [data-select=soudeur]").click()
    assert page.evaluate(CHOSEN) == ["boulanger"]
    assert violations(page) == []
    page.get_by_role("button", name="Tout effacer").click()
    assert page.get_by_text("Ta sélection est vide").is_visible()
    assert page.evaluate(STORED) is None
    assert violations(page) == []
    assert watched.complaints == []


@pytest.mark.parametrize("stored", ["", "{", "null", "7", '"soudeur"', '{"a":1}', '[1,null,{},"../x","<b>"]', "[[]]"])
def test_a_broken_store_is_an_empty_selection(watched: Watched, origins: dict[str, str], stored: str) -> None:
    page = watched.page
    page.goto(f"{origins['selection']}index.html")
    page.evaluate("text => localStorage.setItem('oma:selection', text)", stored)
    page.goto(f"{origins['selection']}ma-selection.html")
    page.wait_for_selector("[data-none]:not([hidden])")
    page.goto(f"{origins['selection']}metiers/soudeur.html")
    page.get_by_role("button", name="Garder ce métier").click()
    assert hearts(page, "true") == ["soudeur"]
    assert watched.complaints == []


def test_a_trade_that_left_the_guide_is_told(watched: Watched, origins: dict[str, str]) -> None:
    page = watched.page
    page.goto(f"{origins['selection']}ma-selection.html#sel=soudeur,alchimiste")
    page.wait_for_selector("[data-chosen] .card")
    assert page.evaluate(CHOSEN) == ["soudeur"]
    assert "1 métier gardé n’est plus dans le guide" in page.locator("main [role=status]").first.inner_text()


@pytest.fixture
def refusing(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser whose store refuses everything, as a private window may."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="fr-FR")
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })")
    yield context
    context.close()


@pytest.mark.parametrize("place", ["server", "folder"])
def test_links_carry_the_selection_where_nothing_is_kept(
    refusing: BrowserContext, origins: dict[str, str], sites: dict[str, Built], place: str
) -> None:
    start = origins["selection"] if place == "server" else f"{sites['selection'].folder.as_uri()}/"
    watched = watch(refusing)
    page = watched.page
    page.goto(f"{start}metiers/soudeur.html")
    page.get_by_role("button", name="Garder ce métier").click()
    page.click(".brand")
    page.wait_for_url("**/index.html#sel=soudeur")
    page.click(".site-header a[href$='ma-selection.html']")
    page.wait_for_selector("[data-chosen] .card")
    assert page.evaluate(CHOSEN) == ["soudeur"]
    assert watched.complaints == []


def test_a_shared_selection_is_asked_before_it_is_kept(watched: Watched, origins: dict[str, str]) -> None:
    page = watched.page
    page.goto(f"{origins['selection']}ma-selection.html#sel=macon")
    page.wait_for_selector("[data-chosen] .card")
    link = page.locator("[data-link]").input_value()
    assert link.endswith("ma-selection.html#partage=macon")
    page.goto("about:blank")
    page.goto(f"{origins['selection']}ma-selection.html#partage=soudeur,macon,inconnu")
    page.get_by_role("button", name="Les ajouter à ma sélection").wait_for()
    assert page.evaluate(CHOSEN) == ["macon"]
    assert "On te propose 1 métier" in page.locator("[data-received] div").first.inner_text()
    page.get_by_role("button", name="Les ajouter à ma sélection").click()
    assert page.evaluate(CHOSEN) == ["macon", "soudeur"]
    assert "partage" not in page.url
    page.reload()
    page.wait_for_selector("[data-chosen] .card")
    assert page.evaluate(CHOSEN) == ["macon", "soudeur"]


def test_the_code_leads_where_the_link_leads(watched: Watched, origins: dict[str, str]) -> None:
    page = watched.page
    page.goto(f"{origins['selection']}ma-selection.html#sel=macon,soudeur,boulanger")
    page.wait_for_selector("[data-code] svg")
    with Image.open(io.BytesIO(page.locator("[data-code] svg").screenshot())) as taken:
        (found,) = zxingcpp.read_barcodes(taken)
    assert found.text == page.locator("[data-link]").input_value()
    assert found.text.endswith("#partage=macon,soudeur,boulanger")


def test_the_selection_prints_without_what_only_a_screen_needs(watched: Watched, origins: dict[str, str]) -> None:
    page = watched.page
    page.goto(f"{origins['selection']}ma-selection.html#sel=macon,soudeur")
    page.wait_for_selector("[data-chosen] .card")
    page.emulate_media(media="print")
    assert page.locator("[data-chosen] .card").first.is_visible()
    assert page.locator("[data-code] svg").is_visible()
    assert not page.get_by_role("button", name="Tout effacer").is_visible()
    assert not page.locator(".heart").first.is_visible()


def compare(watched: Watched, origins: dict[str, str], state: str) -> Page:
    watched.page.goto("about:blank")
    watched.page.goto(f"{origins['selection']}comparer.html{state}")
    watched.page.wait_for_selector("[data-compare]:not([hidden])")
    return watched.page


def test_three_trades_stand_side_by_side(watched: Watched, origins: dict[str, str]) -> None:
    page = compare(watched, origins, "#m=soudeur,boulanger,infirmier")
    heads = page.locator(".comparison thead a").all_inner_texts()
    assert heads == ["Soudeur /\u00a0Soudeuse", "Boulanger /\u00a0Boulangère", "Infirmier /\u00a0Infirmière"]
    row = page.locator(".comparison .criterion", has_text="Diplôme du métier").locator(
        "xpath=following-sibling::tr[1]/td"
    )
    assert row.all_inner_texts() == ["niveau CAP", "niveau CAP", "niveau bac + 3"]
    assert violations(page) == []
    page.locator("[data-compare] select").nth(1).select_option("macon")
    assert unquote(page.url).endswith("#m=soudeur,macon,infirmier")
    page.reload()
    page.wait_for_selector(".comparison thead a")
    assert page.locator(".comparison thead a").nth(1).inner_text() == "Maçon /\u00a0Maçonne"
    assert watched.complaints == []


@pytest.mark.parametrize(
    ("state", "shown", "told"),
    [
        ("", 0, "Choisis deux ou trois métiers"),
        ("#m=soudeur", 1, "Choisis deux ou trois métiers"),
        ("#m=soudeur,soudeur", 1, "Choisis deux ou trois métiers"),
        ("#m=alchimiste,soudeur", 1, "n’est plus dans le guide"),
        ("#m=constructor,__proto__", 0, "ne sont plus dans le guide"),
        ("#m=macon,soudeur,boulanger,infirmier", 3, "3 métiers comparés"),
        ("#sel=macon,soudeur", 2, "2 métiers comparés"),
    ],
)
def test_any_address_gives_a_comparison(
    watched: Watched, origins: dict[str, str], state: str, shown: int, told: str
) -> None:
    page = compare(watched, origins, state)
    assert page.locator(".comparison thead a").count() == shown
    assert told in page.locator("main [role=status]").inner_text()
    assert watched.complaints == []


def test_pages_say_so_when_the_data_do_not_come(watched: Watched, origins: dict[str, str]) -> None:
    page = watched.page
    page.route(re.compile(r"catalogue\.\w+\.js"), lambda route: route.abort())
    for route in ("comparer.html", "ma-selection.html#sel=soudeur"):
        page.goto(f"{origins['selection']}{route}")
        page.get_by_text("n’ont pas pu être lues").wait_for()


def test_sharing_copies_the_address_online(browser: Browser, sites: dict[str, Built]) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{sites['selection'].folder.as_uri()}/metiers/soudeur.html")
    page.evaluate("delete Navigator.prototype.share")
    page.get_by_role("button", name="Partager").click()
    page.get_by_text("Lien copié").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{sites['selection'].address}metiers/soudeur.html"
    context.close()
