"""A guide of several hundred trades in a browser: its lists go on from page to page, filters and search know the whole."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from oma_builder.web.ranges import MOST
from tests.benchmarks.synthetic import write_content
from tests.browsing import CUT_OFF, Watched, served, violations, watch
from tests.built import TODAY, Built, build_into
from tests.script_data import addresses, value_of
from tests.validity import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COUNT = 700
SHOWN = (
    "[...document.querySelectorAll('main [data-metier]')].filter(e => e.checkVisibility()).map(e => e.dataset.metier)"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    place = tmp_path_factory.mktemp("hundreds")
    write_content(place / "content", COUNT)
    return build_into(place / "built", place / "content", TODAY, pages_only=True)


@pytest.fixture(scope="module")
def bases(site: Built) -> Iterator[dict[str, str]]:
    with served(site) as server:
        port = server.server_address[1]
        yield {"server": f"http://127.0.0.1:{port}{site.base}", "folder": f"{site.folder.as_uri()}/"}


def parts(site: Built, kind: str) -> list[dict[str, dict[str, str]]]:
    """Return what each file of a kind of data holds."""
    return [value_of((site.folder / route).read_bytes()) for route in addresses(site)[kind]]


def facets(site: Built) -> dict[str, dict[str, str]]:
    """Return the facets of each trade, in the order of the catalogue."""
    told = {name: facet for part in parts(site, "facettes") for name, facet in part.items()}
    return {name: told[name] for part in parts(site, "catalogue") for name in part}


def chain(site: Built, first: str) -> list[str]:
    """Return the routes of a list's pages, each by the link to the next."""
    routes = [first]
    while onward := [link["href"] for _, link in site.pages[routes[-1]].every("a") if link.get("rel") == "next"]:
        routes.append(posixpath.normpath(posixpath.join(posixpath.dirname(first), onward[0])))
    return routes


def trades(site: Built, route: str) -> list[str]:
    return [attributes["data-metier"] for _, attributes in site.pages[route].every("li") if "data-metier" in attributes]


def test_the_list_from_a_to_z_holds_every_trade_once(site: Built) -> None:
    routes = chain(site, "metiers.html")
    assert len(routes) >= COUNT // MOST
    assert {route for route in site.pages if route.startswith("metiers--")} == set(routes[1:])
    listed = [name for route in routes for name in trades(site, route)]
    assert listed == list(facets(site))
    assert len(set(listed)) == COUNT
    assert all(len(trades(site, route)) <= MOST for route in routes)


def test_each_page_of_a_list_says_which_it_is(site: Built) -> None:
    titles = [site.pages[route].title() for route in chain(site, "metiers.html")]
    assert len(set(titles)) == len(titles)
    for route in chain(site, "metiers.html"):
        here = [
            attributes for _, attributes in site.pages[route].every("a") if attributes.get("aria-current") == "page"
        ]
        assert route in [attributes["href"] for attributes in here]


def test_lists_of_a_document_go_on_too(site: Built) -> None:
    """Of 700 trades, some tastes are the first of more than fit a page."""
    cards = {name: card for part in parts(site, "catalogue") for name, card in part.items()}
    long = {route.partition("--")[0] for route in site.pages if re.fullmatch(r"interets/[a-z]+--[a-z]+\.html", route)}
    assert long
    for first in long:
        routes = chain(site, f"{first}.html")
        (letter,) = {cards[name]["interets"][0] for route in routes[1:] for name in trades(site, route)}
        listed = [name for route in routes for name in trades(site, route) if cards[name]["interets"][0] == letter]
        assert listed == [name for name, card in cards.items() if card["interets"][0] == letter]


@pytest.mark.parametrize("base", ["server", "folder"])
def test_filters_know_the_trades_of_all_pages(watched: Watched, bases: dict[str, str], site: Built, base: str) -> None:
    page, known = watched.page, facets(site)
    page.goto(bases[base] + chain(site, "metiers.html")[2])
    expect(page.locator(".filters [role=status]")).to_have_text(f"{COUNT} métiers")
    assert not any("facettes" in url for url in watched.requests)
    page.select_option("[name=niveau]", "6")
    wanted = [name for name, told in known.items() if told["niveau"] == "6"]
    expect(page.locator(".filters [role=status]")).to_have_text(f"{len(wanted)} métiers sur {COUNT}")
    assert page.evaluate(SHOWN) == wanted[:60]
    page.get_by_role("button", name=re.compile("Voir .* autres? métiers?")).click()
    assert page.evaluate(SHOWN) == wanted[:120]
    page.get_by_role("button", name="Tout remettre à zéro").click()
    expect(page.locator(".filters [role=status]")).to_have_text(f"{COUNT} métiers")
    assert page.evaluate(SHOWN) == trades(site, chain(site, "metiers.html")[2])
    assert watched.complaints == []


def test_a_link_to_a_choice_shows_it_on_any_page(watched: Watched, bases: dict[str, str], site: Built) -> None:
    code = next(told["departement"].split()[0] for told in facets(site).values() if told.get("departement"))
    wanted = [name for name, told in facets(site).items() if code in told.get("departement", "").split()]
    watched.page.goto(f"{bases['server']}metiers.html#departement={code}")
    expect(watched.page.locator(".filters [role=status]")).to_have_text(re.compile(rf"{len(wanted)} métiers? sur"))
    assert watched.page.evaluate(SHOWN) == wanted[:60]


def test_filters_say_so_when_the_trades_do_not_come(watched: Watched, bases: dict[str, str]) -> None:
    watched.page.route(re.compile("facettes"), lambda route: route.abort())
    watched.page.goto(f"{bases['server']}metiers.html#niveau=6")
    expect(watched.page.locator(".filters [role=status]")).to_contain_text("n’ont pas pu être lus")


@pytest.mark.parametrize("base", ["server", "folder"])
def test_the_search_finds_what_any_of_its_files_holds(
    watched: Watched, bases: dict[str, str], site: Built, base: str
) -> None:
    files: list[list[dict[str, str]]] = [list(part) for part in parts(site, "documents")]  # type: ignore[arg-type] # a list, here
    assert len(files) >= 2
    page = watched.page
    page.goto(f"{bases[base]}index.html")
    page.locator("#chercher").focus()
    for file in (files[0], files[-1]):
        sought = next(document for document in reversed(file) if len(document["titre"]) < 60)
        page.locator("#chercher").fill(sought["titre"].replace(" / ", " "))
        expect(page.locator("[role=option]").first).to_be_visible()
        ids = page.evaluate("question => oma.search.find(question).results.map(({ id }) => id)", sought["titre"])
        assert sought["id"] in ids
    assert page.evaluate("oma.documents.map(({ id }) => id)") == [found["id"] for file in files for found in file]
    assert watched.complaints == []


@pytest.mark.parametrize("base", ["server", "folder"])
def test_a_comparison_loads_the_sheets_of_the_chosen_trades_alone(
    watched: Watched, bases: dict[str, str], site: Built, base: str
) -> None:
    names = sorted(facets(site))
    files = list(addresses(site)["fiches"])
    assert len(files) >= 3
    watched.page.goto(f"{bases[base]}comparer.html#m={names[0]},{names[-1]}")
    expect(watched.page.locator(".comparison thead a")).to_have_count(2)
    asked = [route for route in files if any(url.endswith(route) for url in watched.requests)]
    assert asked == [files[0], files[-1]]
    assert watched.complaints == []


def test_the_pages_of_large_guides_are_valid(site: Built, tmp_path: Path) -> None:
    large = [route for route in site.pages if "--" in route]
    bounded = ["metiers.html", "niveaux.html", "secteurs.html", "stages.html", "carnet.html"]
    for route in (*large, *bounded, *(route for route in site.pages if route.startswith(("secteurs/", "interets/")))):
        (tmp_path / route).parent.mkdir(exist_ok=True)
        (tmp_path / route).write_text(site.pages[route].source, encoding="utf-8")
    assert len(large) > 10
    assert faults(tmp_path) == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
def test_the_pages_of_a_list_are_whole_and_accessible(
    browser: Browser, bases: dict[str, str], site: Built, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    watched = watch(context)
    further = next(route for route in site.pages if route.startswith("interets/") and "--" in route)
    interest = f"{further.partition('--')[0]}.html"
    for route in (chain(site, "metiers.html")[1], "niveaux.html", "carnet.html", interest, further):
        watched.page.goto(bases["server"] + route)
        assert watched.page.evaluate(CUT_OFF) == []
        assert violations(watched.page) == []
    context.close()


def test_without_javascript_every_page_is_read(browser: Browser, bases: dict[str, str], site: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page: Page = context.new_page()
    page.goto(f"{bases['server']}metiers.html")
    for _ in chain(site, "metiers.html")[1:]:
        page.locator("a[rel=next]").click()
    expect(page.locator("a[rel=next]")).to_have_count(0)
    assert page.url.endswith(chain(site, "metiers.html")[-1])
    context.close()
