"""The list of all trades: its filters, their state in the address, and what helps when nothing is left."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page

from oma_builder.web import browse
from tests.browsing import Watched
from tests.built import SITES, Built, small
from tests.guides import real_guide, rich_guide
from tests.papers import linked

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = "[...document.querySelectorAll('[data-metier]')].filter(e => e.checkVisibility()).map(e => e.dataset.metier)"


TRADES = len(linked(SITES / "gouts" / "content").metiers)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    return {"gouts": small(tmp_path_factory, "gouts")}


def status(page: Page) -> str:
    return page.locator(".filters [role=status]").inner_text()


def open_list(watched: Watched, origins: dict[str, str], state: str = "") -> Page:
    watched.page.goto("about:blank")
    watched.page.goto(f"{origins['gouts']}metiers.html{state}")
    return watched.page


def data(sites: dict[str, Built]) -> dict[str, dict[str, str]]:
    """Return the facets that the list says of each trade."""
    page = sites["gouts"].pages["metiers.html"]
    return {attributes["data-metier"]: attributes for _, attributes in page.every("li") if "data-metier" in attributes}


def test_every_combination_of_two_choices_shows_the_trades_that_have_both(
    watched: Watched, origins: dict[str, str], sites: dict[str, Built]
) -> None:
    page, facets = open_list(watched, origins), data(sites)
    for sector in ("batiment", "commerce"):
        for level in ("3", "4", "6"):
            page.select_option("[name=secteur]", sector)
            page.select_option("[name=niveau]", level)
            wanted = [
                name
                for name, found in facets.items()
                if sector in found["data-secteur"].split() and found["data-niveau"] == level
            ]
            assert page.evaluate(SHOWN) == wanted
            assert re.match(rf"{len(wanted)} métiers? sur {len(facets)}$", status(page))


def test_each_choice_tells_how_many_trades_it_keeps(watched: Watched, origins: dict[str, str]) -> None:
    page = open_list(watched, origins)
    options = page.locator(".filters option").evaluate_all(
        "all => all.map(o => [o.parentElement.name, o.value, o.text])"
    )
    for name, value, text in options:
        if value:
            page.select_option(f"[name={name}]", value)
            assert str(len(page.evaluate(SHOWN))) == re.findall(r"\((\d+)\)$", text)[0], text
            page.select_option(f"[name={name}]", "")


def test_the_state_stands_in_the_address_and_comes_back(watched: Watched, origins: dict[str, str]) -> None:
    page = open_list(watched, origins)
    page.select_option("[name=secteur]", "batiment")
    page.select_option("[name=gout]", "R")
    assert page.url.endswith("metiers.html#secteur=batiment&gout=R")
    before = page.evaluate(SHOWN)
    page.reload()
    assert page.evaluate(SHOWN) == before
    page.click(".filters [type=reset]")
    assert page.url.endswith("metiers.html")
    assert len(page.evaluate(SHOWN)) == TRADES
    assert page.evaluate("document.activeElement.name") == "secteur"


@pytest.mark.parametrize("state", ["#secteur=rien", "#secteur=%ff&niveau", "#=&&&=", "#gout=<script>", "#lettre-b"])
def test_an_odd_address_shows_every_trade(watched: Watched, origins: dict[str, str], state: str) -> None:
    page = open_list(watched, origins, state)
    assert len(page.evaluate(SHOWN)) == TRADES
    assert watched.complaints == []


def test_nothing_left_offers_ways_out_that_lead_somewhere(watched: Watched, origins: dict[str, str]) -> None:
    page = open_list(watched, origins, "#secteur=batiment&niveau=7")
    assert page.evaluate(SHOWN) == []
    assert status(page) == f"0 métier sur {TRADES}"
    assert not page.locator(".letters").is_visible()
    ways = page.locator("[data-empty] button")
    assert ways.count() == 2
    text = ways.first.inner_text()
    ways.first.click()
    assert len(page.evaluate(SHOWN)) == int(re.findall(r"(\d+)\smétier", text)[0])
    assert not page.locator("[data-empty]").is_visible()


def test_the_list_says_what_it_shows_and_lets_each_choice_go(watched: Watched, origins: dict[str, str]) -> None:
    page = open_list(watched, origins)
    title = page.title()
    assert not page.locator(".filters h2").is_visible()
    page = open_list(watched, origins, "#secteur=batiment&niveau=3")
    shown = len(page.evaluate(SHOWN))
    heading = page.locator(".filters h2")
    assert re.match(rf"Bâtiment.*, niveau CAP\s: {shown} métiers?$", heading.inner_text())
    assert page.title().endswith(f" – {title}")
    page.get_by_role("button", name="Enlever «\u00a0niveau CAP\u00a0»").click()
    assert page.url.endswith("metiers.html#secteur=batiment")
    assert "niveau" not in heading.inner_text()
    page.get_by_role("button", name="Enlever").click()
    assert not heading.is_visible()
    assert (len(page.evaluate(SHOWN)), page.title()) == (TRADES, title)


def test_filters_work_by_keyboard(watched: Watched, origins: dict[str, str]) -> None:
    page = open_list(watched, origins)
    page.focus("[name=secteur]")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.querySelector('[name=secteur]').selectedIndex") == 1
    assert 0 < len(page.evaluate(SHOWN)) < TRADES


def test_without_scripts_the_whole_list_is_there(origins: dict[str, str], browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origins['gouts']}metiers.html")
    assert page.locator("[data-metier]").count() == TRADES
    assert not page.locator(".filters").is_visible()
    assert page.locator("noscript p").is_visible()
    assert page.locator("[data-select]:visible").count() == 0
    context.close()


def facets(index: browse.Index, name: str) -> dict[str, str]:
    """Return the values of each trade for one filter."""
    return {entry.card.id: dict(entry.facets)[name] for letter in index.letters for entry in letter.entries}


def test_a_claim_on_the_region_holds_in_each_of_its_departments() -> None:
    guide = rich_guide()
    rich = facets(browse.index(guide)[0], "departement")
    for metier in guide.metiers:
        routes = {claim.territory.route for claim in metier.recruiting}
        codes = {found.code for found in guide.territories if found.route in routes and found.kind == "departement"}
        assert codes <= set(rich[metier.id].split())
        if "territoires/occitanie.html" in routes:
            assert len(rich[metier.id].split()) == 13


def test_a_sample_says_nothing_of_a_place() -> None:
    guide = real_guide()
    sampled = [metier for metier in guide.metiers if metier.hosts and all(offer.is_sample for offer in metier.hosts)]
    assert sampled
    found = facets(browse.index(guide)[0], "departement")
    without = replace(guide, metiers=tuple(replace(metier, hosts=()) for metier in guide.metiers))
    assert found == facets(browse.index(without)[0], "departement")


def test_a_filter_that_tells_nothing_apart_is_left_out() -> None:
    names = [found.name for found in browse.index(real_guide())[0].filters]
    assert "secteur" in names
    assert "recrute" not in names
    assert "recrute" in [found.name for found in browse.index(rich_guide())[0].filters] or all(
        metier.recruiting for metier in rich_guide().metiers
    )


def test_many_trades_take_several_pages_with_the_same_filters() -> None:
    guide = real_guide()
    assert [(page.label, page.pagination, page.count) for page in browse.index(guide)] == [
        ("", None, len(guide.metiers))
    ]
    pairs = sorted(zip(guide.metiers * 40, guide.cards * 40, strict=True), key=lambda pair: pair[1].title.masculine)
    many = replace(guide, metiers=tuple(pair[0] for pair in pairs), cards=tuple(pair[1] for pair in pairs))
    pages = browse.index(many)
    listed = [entry.card for page in pages for letter in page.letters for entry in letter.entries]
    assert listed == list(many.cards)
    assert len(pages) > 10
    assert all(
        page.pagination and page.count == len(many.metiers) and page.filters == pages[0].filters for page in pages
    )


def test_each_trade_stands_once_under_what_it_asks_for() -> None:
    guide = real_guide()
    starts = browse.starts(guide)
    asked = {metier.id: (metier.required_number, metier.level_number) for metier in guide.metiers}
    listed = [
        (card.id, (start.number, level.number)) for start in starts for level in start.levels for card in level.cards
    ]
    assert dict(listed) == asked
    assert len(listed) == len(asked)
    assert [start.number for start in starts] == sorted({required for required, _ in asked.values()})
    assert all(
        [level.number for level in start.levels] == sorted(level.number for level in start.levels) for start in starts
    )
    assert sum(start.count for start in starts) == len(asked)
