"""The site's look, as eyes measure it: how long a list is, what a line ends with, what is cut, what stays in its place."""

import re

import pytest

from tests.browsing import Watched
from tests.built import A_TRADE, ANOTHER_TRADE
from tests.test_browser import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"width": 390, "height": 844}
# The last sign of each line of text but the last, of every element that holds text of its own.
LINE_ENDS = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    for (let node; (node = walker.nextNode());) {
        if (!node.parentElement.checkVisibility() || node.parentElement.closest("script, .heard")) continue;
        for (const { index } of node.data.matchAll(/\\//g)) {
            const range = document.createRange();
            const top = at => { range.setStart(node, at); range.setEnd(node, at + 1); return range.getBoundingClientRect().top; };
            const after = node.data.slice(index + 1).search(/\\S/);
            if (node.data[index - 1] !== " " || after < 0) continue;
            if (top(index + 1 + after) > top(index) + 2) found.push(node.data);
        }
    }
    return found;
}"""


@pytest.mark.parametrize("width", [320, 360, 390, 1280])
def test_no_line_ends_with_the_slash_of_a_name(watched: Watched, origins: dict[str, str], width: int) -> None:
    watched.page.set_viewport_size({"width": width, "height": 800})
    for route in (f"metiers/{A_TRADE}.html", "metiers/boulanger.html", "index.html", "secteurs.html"):
        watched.page.goto(origins["real"] + route)
        assert watched.page.evaluate(LINE_ENDS) == [], route


def test_all_trades_are_within_eight_screens_of_a_phone(watched: Watched, origins: dict[str, str]) -> None:
    """A guide of 48; one of more may be longer by as much."""
    watched.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    watched.page.goto(f"{origins['real']}metiers.html")
    trades, height = watched.page.locator(".card").count(), watched.page.evaluate("document.body.scrollHeight")
    assert trades >= 48
    assert height <= 8 * PHONE["height"] * max(1, trades / 48)


def test_a_card_tells_a_trade_by_both_names_and_one_fact(watched: Watched, origins: dict[str, str]) -> None:
    watched.page.goto(f"{origins['real']}metiers.html")
    names = watched.page.locator(".card-title")
    seen = names.evaluate_all("all => all.map(name => name.firstChild.data.trim())")
    heard = names.evaluate_all("all => all.map(name => [...name.children].map(part => part.textContent))")
    assert {name[-1] for name in seen} >= {"r", "e"}, "both genders in turn"
    assert all(also[0].startswith("/\u00a0") for also in heard if also)
    assert sum(map(len, heard)) > len(seen) / 2
    assert (
        watched.page.locator(".card").evaluate_all(
            "all => all.filter(card => card.querySelectorAll('small').length !== 1)"
        )
        == []
    )
    boxes = watched.page.locator(".thumb").evaluate_all("all => all.map(image => [image.offsetWidth, image.offsetHeight === image.parentElement.clientHeight])")  # fmt: skip
    assert {tuple(box) for box in boxes} == {(boxes[0][0], True)}


# Names of cards that take more than one line.
BROKEN_NAMES = """() => [...document.querySelectorAll(".card-title")].map(title => title.firstChild).filter(name => {
    const range = document.createRange();
    range.selectNode(name);
    return new Set([...range.getClientRects()].map(box => box.top)).size !== 1;
}).map(name => name.data.trim())"""


@pytest.mark.parametrize("width", [360, 390])
def test_every_name_takes_one_line_of_a_card(watched: Watched, origins: dict[str, str], width: int) -> None:
    """In our letters as in wide ones of the device; a long name has a short form, and is read out whole."""
    watched.page.set_viewport_size({"width": width, "height": 800})
    watched.page.goto(f"{origins['real']}metiers.html")
    assert watched.page.evaluate(BROKEN_NAMES) == []
    cut = "all => all.filter(title => getComputedStyle(title).textOverflow !== 'clip' || title.scrollWidth > title.clientWidth)"
    assert watched.page.locator(".card-title").evaluate_all(cut) == []
    long = watched.page.locator("[data-metier=technicien-maintenance-industrielle] .card-title")
    assert "Technicien de maintenance industrielle" in str(long.text_content())


def test_cards_of_near_trades_show_their_pictures(watched: Watched, origins: dict[str, str]) -> None:
    """They come when one reads down to them, into boxes that are as large before."""
    watched.page.goto(f"{origins['real']}metiers/charpentier.html")
    cards, pictures = (
        watched.page.locator(".near .card"),
        watched.page.locator(".near .thumb[loading=lazy][width][height]"),
    )
    assert cards.count() == pictures.count() > 2
    height = "document.querySelector('.near').offsetHeight"
    before = watched.page.evaluate(height)
    cards.last.scroll_into_view_if_needed()
    watched.page.wait_for_load_state("networkidle")
    assert watched.page.evaluate(height) == before
    assert pictures.evaluate_all("all => all.every(image => image.complete && image.naturalWidth)")


@pytest.mark.parametrize("height", [500, 800])
def test_the_facts_of_a_trade_stay_beside_its_story(watched: Watched, origins: dict[str, str], height: int) -> None:
    watched.page.set_viewport_size({"width": 1280, "height": height})
    watched.page.goto(f"{origins['real']}metiers/charpentier.html")
    for heading in ("competences", "etudes", "avenir", "recrutements"):
        watched.page.evaluate("name => document.getElementById(name).scrollIntoView({ behavior: 'instant' })", heading)
        box = watched.page.locator(".facts").bounding_box()
        assert box is not None
        assert height - 60 <= box["y"] + box["height"] <= height, heading


# Selects whose chosen text is wider than the room for it: measured by a copy that may be as wide as it likes.
TRUNCATED = """() => [...document.querySelectorAll("select")].filter(select => select.checkVisibility()).flatMap(select => {
    const alone = select.cloneNode();
    alone.append(new Option(select.selectedOptions[0]?.text ?? ""));
    alone.style.cssText = "width: max-content; position: absolute";
    select.after(alone);
    const wanted = alone.offsetWidth;
    alone.remove();
    return wanted > select.offsetWidth + 1 ? [select.selectedOptions[0].text] : [];
})"""


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_what_a_list_to_choose_from_shows_is_whole(watched: Watched, origins: dict[str, str], width: int) -> None:
    watched.page.set_viewport_size({"width": width, "height": 800})
    watched.page.goto(f"{origins['real']}metiers.html")
    if width < 640:
        watched.page.locator(".fold summary").click()
    assert watched.page.locator("select").first.is_visible()
    assert watched.page.evaluate(TRUNCATED) == []
    watched.page.goto(f"{origins['real']}comparer.html")
    watched.page.locator("select").first.wait_for()
    assert watched.page.evaluate(TRUNCATED) == []


@pytest.mark.parametrize("route", ["index.html", "recherche.html", "metiers.html", f"metiers/{A_TRADE}.html"])
def test_a_page_has_one_field_to_search(watched: Watched, origins: dict[str, str], route: str) -> None:
    watched.page.goto(origins["real"] + route)
    assert watched.page.locator("input[name=q]:visible").count() == 1


def test_the_menu_opens_and_closes_in_one_place(watched: Watched, origins: dict[str, str]) -> None:
    """Its button shows three lines, then a cross; what it holds can be told at a glance."""
    watched.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    watched.page.goto(f"{origins['real']}index.html")
    button = watched.page.locator(".menu summary")
    look = "summary => getComputedStyle(summary, '::before').maskImage"
    shut, place = button.evaluate(look), button.bounding_box()
    button.click()
    cross, after = button.evaluate(look), button.bounding_box()
    assert place == after
    assert shut != cross != "none"
    named = watched.page.locator(".menu a").all_inner_texts()
    assert {"Ce qui m’intéresse", "En classe", "Agenda", "Élèves", "Familles", "Entreprises"} <= set(named)
    panel = watched.page.locator(".menu > div").bounding_box()
    assert panel is not None
    assert panel["y"] + panel["height"] <= PHONE["height"]
    button.click()
    assert button.evaluate(look) == shut


def test_a_trade_once_kept_says_so(watched: Watched, origins: dict[str, str]) -> None:
    watched.page.goto(f"{origins['real']}metiers/{A_TRADE}.html")
    button = watched.page.locator(".hero [data-select]")
    assert button.inner_text() == "Garder ce métier"
    button.click()
    assert (button.inner_text(), button.get_attribute("aria-pressed")) == ("Gardé", "true")


@pytest.mark.parametrize("width", [320, 360])
def test_a_comparison_fits_a_phone(watched: Watched, origins: dict[str, str], width: int) -> None:
    watched.page.set_viewport_size({"width": width, "height": 800})
    watched.page.goto(f"{origins['real']}comparer.html#m={A_TRADE},{ANOTHER_TRADE}")
    watched.page.locator(".comparison td").first.wait_for()
    wide = "box => [box.scrollWidth - box.clientWidth, box.querySelector('td').offsetWidth / box.clientWidth]"
    over, share = watched.page.locator("[data-comparison]").evaluate(wide)
    assert (over, share > 0.9) == (0, True)


def test_the_home_page_has_a_game_without_a_script(watched: Watched, origins: dict[str, str]) -> None:
    watched.page.goto(f"{origins['real']}index.html")
    game = watched.page.locator(".game details")
    game.nth(0).locator("summary").click()
    assert game.nth(0).locator(".card:visible").count() == 3
    game.nth(1).locator("summary").click()
    assert (game.nth(0).locator(".card:visible").count(), game.nth(1).locator(".card:visible").count()) == (0, 3)


TU = re.compile(r"\b(?:tu|te|toi|ton|ta|tes)\b|\bt’", re.IGNORECASE)


@pytest.mark.parametrize("name", ["entreprises", "familles", "personnels-education", "stagiaires-greta"])
def test_adults_are_told_vous(watched: Watched, origins: dict[str, str], name: str) -> None:
    watched.page.goto(f"{origins['real']}publics/{name}.html")
    watched.page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    text = watched.page.locator("main").inner_text().replace("«\u00a0tu\u00a0»", "")
    assert "vous" in text
    assert TU.findall(text) == []


def test_rules_that_say_tu_are_told_to_adults_too(watched: Watched, origins: dict[str, str]) -> None:
    """Pupils and companies read this page: under each rule stand the words for who takes in a pupil."""
    watched.page.goto(f"{origins['real']}stages.html")
    watched.page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    own = "li => [...li.childNodes].filter(part => part.nodeName !== 'DETAILS').map(part => part.textContent).join(' ')"
    adults = 0
    for rule in watched.page.locator(".rules > li[id]").all():
        told = rule.locator("details", has_text="Pour les adultes")
        if TU.search(rule.evaluate(own)):
            assert TU.findall(told.inner_text()) == [], rule.get_attribute("id")
            adults += 1
    assert adults > 10


def test_the_right_third_of_a_wide_screen_is_used(watched: Watched, origins: dict[str, str]) -> None:
    """Some text or picture stands there within the first two screens, on one page of each kind."""
    watched.page.set_viewport_size({"width": 1280, "height": 800})
    there = """() => [...document.querySelectorAll("main *")].some(element => {
        const box = element.getBoundingClientRect();
        return !element.children.length && element.checkVisibility() && box.width && box.right > 64 + 1152 * 2 / 3 + 40 && box.top < 1600;
    })"""
    empty = []
    for site, route in PAGES:
        watched.page.goto(origins[site] + route)
        empty += [] if watched.page.evaluate(there) else [route]
    assert empty == []
