"""Reading in comfort: the panel of settings, the keyboard from end to end, large and wide text, on every template."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import FOCUSED, INSIDE, Watched, violations, watch
from tests.built import A_TRADE, Built
from tests.test_browser import CUT_OFF, PAGES, SCREENS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TRADE = f"metiers/{A_TRADE}.html"
EVERY = [*PAGES, ("real", "accessibilite.html")]
FEW = [
    ("real", "index.html"),
    ("full", "metiers/exemple.html"),
    ("real", "territoires.html"),
    ("real", "accessibilite.html"),
]
CHOICES = {"size": ["115", "130", "150"], "spacing": ["wide"], "font": ["atkinson"], "theme": ["light", "dark"]}
LOOK = """() => {
    const page = getComputedStyle(document.documentElement), body = getComputedStyle(document.body);
    const text = getComputedStyle(document.querySelector("main p"));
    const times = length => Math.round(100 * (parseFloat(length) / parseFloat(text.fontSize) || 0)) / 100;
    return {
        size: page.fontSize, theme: body.backgroundColor, font: body.fontFamily.split(",")[0].replaceAll('"', ""),
        letters: times(text.letterSpacing), words: times(text.wordSpacing),
        lines: times(text.lineHeight), after: times(text.marginBottom),
    };
}"""
SETTINGS = "Object.fromEntries(Object.entries(document.documentElement.dataset).filter(([name]) => name !== 'root'))"
# The least that WCAG 1.4.12 asks a page to bear, as a reader's own style sheet would set it.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
        p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
# Texts that lie over one another; the middle half of a line counts, since lines may touch.
OVERLAPS = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), boxes = [], found = [];
    for (let node; (node = walker.nextNode());) {
        const parent = node.parentElement;
        if (!node.data.trim() || !parent.checkVisibility() || parent.closest(".skip, script, svg title, .tool > span, summary > span, .heard")) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
            const edge = box.height / 4;
            boxes.push({ node, left: box.left + 1, right: box.right - 1, top: box.top + edge, bottom: box.bottom - edge });
        }
    }
    boxes.sort((one, other) => one.top - other.top);
    boxes.forEach((one, at) => {
        for (const other of boxes.slice(at + 1)) {
            if (other.top >= one.bottom) break;
            if (one.node !== other.node && one.left < other.right && other.left < one.right) {
                found.push(`${one.node.data.trim().slice(0, 40)} / ${other.node.data.trim().slice(0, 40)}`);
            }
        }
    });
    return found;
}"""
WHERE = """() => {
    const element = document.activeElement, box = element.getClientRects()[0];
    const area = element.closest("header.site-header, main, footer");
    const over = document.elementFromPoint(box.left + Math.min(box.width, innerWidth) / 2, box.top + Math.min(box.height, 40) / 2);
    return { area: area?.tagName ?? "", covered: !!over && !element.closest("svg") && !element.contains(over) && !over.contains(element) };
}"""
UNDERLINED = """() => [...document.querySelectorAll("main p a, main li p a, main dd a")]
    .filter(link => link.checkVisibility() && !link.closest(".actions, nav, .button") &&
        [...link.closest("p, dd").childNodes].some(node => node.nodeType === 3 && node.data.trim().length > 3))
    .map(link => [link.textContent, getComputedStyle(link).textDecorationLine])"""


def open_panel(page: Page) -> None:
    page.get_by_role("button", name="Confort de lecture").click()
    expect(page.get_by_role("form", name="Confort de lecture")).to_be_visible()


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"input[name='comfort-{name}'][value='{value}']").check()


@pytest.fixture
def trade(watched: Watched, origins: dict[str, str]) -> Iterator[Watched]:
    """Open a trade page; it must stay quiet to the end."""
    watched.page.goto(origins["real"] + TRADE)
    yield watched
    assert watched.complaints == []


def test_the_panel_costs_three_elements_until_it_is_opened(trade: Watched) -> None:
    assert trade.page.locator(".comfort, .comfort *").count() == 3
    assert trade.page.evaluate(SETTINGS) == {}
    open_panel(trade.page)
    assert trade.page.locator(".comfort input").count() == 11
    assert trade.page.evaluate("document.getElementById('confort').closest('.comfort') !== null")


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in CHOICES.items() for value in values])
def test_a_choice_does_what_it_says_and_stays(trade: Watched, origins: dict[str, str], name: str, value: str) -> None:
    page = trade.page
    page.emulate_media(color_scheme="dark" if value == "light" else "light")
    before = page.evaluate(LOOK)
    open_panel(page)
    choose(page, name, value)
    check_look(page, name, value, before)
    page.reload()
    check_look(page, name, value, before)
    page.goto(origins["real"] + "index.html")
    assert page.evaluate(SETTINGS) == {name: value}
    open_panel(page)
    assert page.locator(f"input[name='comfort-{name}']:checked").get_attribute("value") == value


def check_look(page: Page, name: str, value: str, before: dict[str, Any]) -> None:
    after = page.evaluate(LOOK)
    if name == "size":
        assert float(after["size"][:-2]) == pytest.approx(float(before["size"][:-2]) * int(value) / 100)
    elif name == "spacing":
        # WCAG 1.4.12: lines 1.5, paragraphs 2, letters 0.12, words 0.16 times the size of the text.
        assert after["lines"] >= 1.5
        assert after["after"] == pytest.approx(2)
        assert after["letters"] == pytest.approx(0.12)
        assert after["words"] == pytest.approx(0.16)
    elif name == "font":
        assert after["font"] == "Atkinson Hyperlegible Next"
        page.evaluate("() => document.fonts.ready.then(() => undefined)")
        loaded = "[...document.fonts].filter(font => font.status === 'loaded' && font.family.includes('Atkinson'))"
        assert page.evaluate(f"{loaded}.map(font => font.weight).sort()") == ["400", "700"]
    else:
        paper = {"light": "rgb(255, 250, 242)", "dark": "rgb(18, 26, 41)"}
        assert after["theme"] == paper[value] != before["theme"]
        shades = page.evaluate("[...document.querySelectorAll('meta[name=theme-color]')].map(meta => meta.content)")
        assert set(shades) == {"#fffaf2" if value == "light" else "#121a29"}
    changed = {key for key in after if after[key] != before[key]}
    assert changed == {"spacing": {"lines", "after", "letters", "words"}}.get(name, {name})


def test_the_font_is_asked_for_by_who_wants_it(trade: Watched) -> None:
    page = trade.page
    open_panel(page)
    page.wait_for_load_state("networkidle")
    assert [url for url in trade.requests if "atkinson" in url] == []
    choose(page, "font", "atkinson")
    page.evaluate("() => document.fonts.ready.then(() => undefined)")
    assert len({url for url in trade.requests if "atkinson" in url}) == 2
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Atkinson')


TITLES = """() => document.fonts.ready.then(() => ({
    drawn: document.fonts.check("800 20px 'Bricolage Grotesque'"),
    family: getComputedStyle(document.querySelector("h1")).fontFamily.split(",")[0],
}))"""
# How far what is on screen has moved by itself (Layout Instability, W3C).
MOVED = """() => new Promise((done) => {
    let moved = 0;
    new PerformanceObserver((list) => { for (const one of list.getEntries()) moved += one.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(moved), 300);
})"""


def test_titles_are_in_the_letters_of_the_brand_and_nothing_moves_for_them(
    watched: Watched, origins: dict[str, str], folders: dict[str, Path]
) -> None:
    """On a server and in a folder, with the letters and without; nor does what scripts show push anything away."""
    page = watched.page
    for address in (origins["real"] + TRADE, origins["real"] + "index.html", (folders["real"] / TRADE).as_uri()):
        page.goto(address)
        page.reload()  # the first visit may be over before a letter has come
        assert page.evaluate(TITLES) == {"drawn": True, "family": '"Bricolage Grotesque"'}, address
        assert page.evaluate(MOVED) < 0.01, address
    assert watched.complaints == []
    page.route("**/*.woff2", lambda route: route.abort())
    page.goto(origins["real"] + TRADE)
    assert page.evaluate(MOVED) < 0.01


def test_a_dark_choice_leaves_the_paper_white(trade: Watched) -> None:
    open_panel(trade.page)
    choose(trade.page, "theme", "dark")
    trade.page.emulate_media(media="print")
    assert trade.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    ink = "getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()"
    assert trade.page.evaluate(ink) == "#1b2a41"


def test_the_usual_settings_come_back(trade: Watched) -> None:
    page = trade.page
    before = page.evaluate(LOOK)
    open_panel(page)
    for name, values in CHOICES.items():
        choose(page, name, values[-1])
    assert page.evaluate(SETTINGS) == {name: values[-1] for name, values in CHOICES.items()}
    page.get_by_role("button", name="Réglages d’origine").click()
    expect(page.locator(".comfort [role=status]")).to_have_text("Les réglages d’origine sont revenus.")
    assert page.evaluate(LOOK) == before
    assert page.evaluate("localStorage.getItem('oma:comfort')") is None
    assert page.locator(
        "input[value='100'], input[value='normal'], input[value='device'], input[value='auto']"
    ).evaluate_all("inputs => inputs.every(input => input.checked)")
    page.reload()
    assert page.evaluate(SETTINGS) == {}


@pytest.mark.parametrize(
    "stored",
    [
        '{"size":"999","spacing":"wide","font":"<b>","theme":["dark"]}',
        '"text"',
        "[1]",
        "not JSON",
        '{"size":"toString"}',
    ],
)
def test_what_is_stored_wrongly_is_ignored(trade: Watched, stored: str) -> None:
    trade.page.evaluate("text => localStorage.setItem('oma:comfort', text)", stored)
    trade.page.reload()
    known = {"spacing": "wide", "theme": "dark"} if '"wide"' in stored else {}
    assert trade.page.evaluate(SETTINGS) == known


def test_another_page_follows(browser: Browser, origins: dict[str, str]) -> None:
    context = browser.new_context()
    first, second = watch(context), watch(context)
    for one in (first, second):
        one.page.goto(origins["real"] + TRADE)
    open_panel(first.page)
    choose(first.page, "size", "130")
    expect(second.page.locator("html")).to_have_attribute("data-size", "130")
    context.close()


REFUSED = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError'); } })"
)


def test_a_device_that_keeps_nothing_still_reads_well(watched: Watched, origins: dict[str, str]) -> None:
    watched.page.add_init_script(REFUSED)
    watched.page.goto(origins["real"] + TRADE)
    open_panel(watched.page)
    choose(watched.page, "size", "150")
    assert watched.page.evaluate(SETTINGS) == {"size": "150"}
    expect(watched.page.locator(".comfort [role=status]")).to_contain_text("valent pour cette page")
    watched.page.reload()
    assert watched.page.evaluate(SETTINGS) == {}
    assert watched.complaints == []


def test_from_a_folder_links_carry_the_choices(watched: Watched, sites: dict[str, Built]) -> None:
    """Firefox gives each file a store of its own; a store that refuses is the same to a page."""
    page, folder = watched.page, sites["real"].folder.as_uri()
    page.add_init_script(REFUSED)
    page.goto(f"{folder}/{TRADE}")
    open_panel(page)
    choose(page, "theme", "dark")
    choose(page, "font", "atkinson")
    page.evaluate("() => document.fonts.ready.then(() => undefined)")
    assert (
        page.evaluate(
            "[...document.fonts].filter(font => font.status === 'loaded' && font.family.includes('Atkinson')).length"
        )
        == 2
    )
    page.locator(".menu a").first.click()
    page.wait_for_url("**/metiers.html#*")
    assert page.evaluate(SETTINGS) == {"font": "atkinson", "theme": "dark"}
    open_panel(page)
    page.get_by_role("button", name="Réglages d’origine").click()
    page.keyboard.press("Escape")
    page.locator(".brand").click()
    page.wait_for_url("**/index.html#*")
    assert page.evaluate(SETTINGS) == {}
    assert watched.complaints == []


def test_online_links_carry_nothing(trade: Watched) -> None:
    open_panel(trade.page)
    choose(trade.page, "size", "130")
    trade.page.locator(".menu a").first.click()
    trade.page.wait_for_url("**/metiers.html")


def test_without_scripts_nothing_is_offered(browser: Browser, origins: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origins["real"] + TRADE)
    assert not page.get_by_role("button", name="Confort de lecture").is_visible()
    context.close()


def test_the_panel_works_with_the_keyboard_alone(trade: Watched) -> None:
    page = trade.page
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED)["text"] == "Confort de lecture":
            break
    button = page.get_by_role("button", name="Confort de lecture")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SETTINGS) == {"size": "115"}
    for wanted in ({"size": "115", "spacing": "wide"}, {"size": "115", "spacing": "wide", "font": "atkinson"}):
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        assert page.evaluate(SETTINGS) == wanted
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#confort")).to_be_hidden()
    page.keyboard.press("Space")
    expect(page.locator("#confort")).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
    expect(page.locator("#confort")).to_be_hidden()
    assert page.evaluate(WHERE)["covered"] is False


def test_a_click_elsewhere_closes_the_panel(trade: Watched) -> None:
    open_panel(trade.page)
    trade.page.locator("h1").click(position={"x": 5, "y": 5})
    expect(trade.page.locator("#confort")).to_be_hidden()
    open_panel(trade.page)
    trade.page.get_by_role("button", name="Confort de lecture").click()
    expect(trade.page.locator("#confort")).to_be_hidden()


@pytest.mark.parametrize("forced", ["light", "dark", "auto"])
def test_the_open_panel_is_accessible(trade: Watched, forced: str) -> None:
    open_panel(trade.page)
    choose(trade.page, "theme", forced)
    faults = {}
    for scheme, width in SCREENS:
        trade.page.emulate_media(color_scheme=scheme)
        trade.page.set_viewport_size({"width": width, "height": 800})
        faults[scheme, width] = violations(trade.page)
    assert faults == {screen: [] for screen in SCREENS}
    ids = trade.page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(ids) == len(set(ids))


def test_the_panel_shows_in_forced_colours(trade: Watched) -> None:
    trade.page.emulate_media(forced_colors="active")
    open_panel(trade.page)
    ink, paper = trade.page.evaluate(
        "[getComputedStyle(document.querySelector('.comfort label')).color, getComputedStyle(document.querySelector('#confort')).backgroundColor]"
    )
    assert ink != paper
    assert trade.page.locator(".comfort input").first.evaluate("input => getComputedStyle(input).appearance") != "none"


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("font", ["device", "atkinson"])
@pytest.mark.parametrize(("site", "route"), FEW)
def test_the_largest_settings_cut_nothing(
    watched: Watched, origins: dict[str, str], site: str, route: str, font: Literal["device", "atkinson"], width: int
) -> None:
    page = watched.page
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(origins[site] + route)
    open_panel(page)
    for name, value in (("size", "150"), ("spacing", "wide"), ("font", font)):
        choose(page, name, value)
    page.evaluate("() => document.fonts.ready.then(() => undefined)")
    assert page.evaluate(CUT_OFF) == []
    assert page.locator("#confort").evaluate("panel => panel.getBoundingClientRect().left >= 0")
    page.keyboard.press("Escape")
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(OVERLAPS) == []


@pytest.mark.parametrize(("site", "route"), EVERY)
def test_the_keyboard_walks_through_the_page(watched: Watched, origins: dict[str, str], site: str, route: str) -> None:
    """Every stop shows itself and is covered by nothing; header, main, footer come in order, and nothing holds back."""
    page, areas = watched.page, []
    page.emulate_media(reduced_motion="reduce")
    page.goto(origins[site] + route)
    stops = page.locator(
        "a[href]:visible, button:visible, input:visible, select:visible, summary:visible, [tabindex='0']:visible"
    ).count()
    for _ in range(stops + INSIDE * page.locator("video").count()):
        if areas and page.evaluate(FOCUSED)["text"] == "Nous écrire":
            break
        page.keyboard.press("Tab")
        stop, where = page.evaluate(FOCUSED), page.evaluate(WHERE)
        assert stop["ring"] != "none", stop
        assert stop["bottom"] > 0, stop
        assert stop["top"] < 800, stop
        assert not where["covered"], stop
        areas.append(where["area"])
    assert (stop["text"], areas[0]) == ("Nous écrire", "")
    assert areas == sorted(areas, key=["", "HEADER", "MAIN", "FOOTER"].index)
    assert {"HEADER", "MAIN", "FOOTER"} <= set(areas)
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED)["text"] != "Nous écrire"


@pytest.mark.parametrize(("site", "route"), EVERY)
def test_large_text_never_overlaps(watched: Watched, origins: dict[str, str], site: str, route: str) -> None:
    watched.page.goto(origins[site] + route)
    watched.page.evaluate("document.documentElement.style.fontSize = '200%'")
    found = {}
    for width in (640, 1280):
        watched.page.set_viewport_size({"width": width, "height": 800})
        found[width] = watched.page.evaluate(OVERLAPS)
    assert found == {640: [], 1280: []}


@pytest.mark.parametrize(("site", "route"), EVERY)
def test_wide_spacing_loses_nothing(watched: Watched, origins: dict[str, str], site: str, route: str) -> None:
    watched.page.goto(origins[site] + route)
    watched.page.evaluate(SPACED)
    assert watched.page.evaluate(LOOK)["letters"] == pytest.approx(0.12)
    found = {}
    for width in (320, 1280):
        watched.page.set_viewport_size({"width": width, "height": 800})
        found[width] = [*watched.page.evaluate(CUT_OFF), *watched.page.evaluate(OVERLAPS)]
    assert found == {320: [], 1280: []}


@pytest.mark.parametrize(("site", "route"), EVERY)
def test_links_in_texts_are_underlined(watched: Watched, origins: dict[str, str], site: str, route: str) -> None:
    watched.page.goto(origins[site] + route)
    assert [link for link, line in watched.page.evaluate(UNDERLINED) if "underline" not in line] == []


def test_the_tests_see_overlapping_texts(watched: Watched, origins: dict[str, str]) -> None:
    watched.page.goto(origins["real"] + "index.html")
    assert watched.page.evaluate(OVERLAPS) == []
    watched.page.evaluate("document.querySelector('h1').style.translate = '0 5rem'")
    assert watched.page.evaluate(OVERLAPS) != []
