"""Reading without a network, in a real browser: visit, lose the network, come back."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from oma_builder.guide import routes
from oma_builder.web.offline import HEAVIEST
from tests.browsing import Watched, served, violations, watch
from tests.built import Built, build_into, full, real
from tests.script_data import addresses
from tests.tools import MINIMAL

pytestmark = [pytest.mark.browser, pytest.mark.slow]

READY = """async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active.state !== "activated") await new Promise(done => { active.onstatechange = done; });
    return active.scriptURL;
}"""
KEPT = """async () => {
    const found = {};
    for (const name of await caches.keys()) {
        const kept = await (await caches.open(name)).keys();
        found[name] = kept.map(request => request.url);
    }
    return found;
}"""
# Waits until a page is kept, in one evaluation: what polls from outside is refused by the page's own policy.
UNTIL_KEPT = """async (url) => {
    for (let tries = 0; tries < 200; tries++) {
        for (const name of await caches.keys()) {
            if (name.endsWith(":pages") && await (await caches.open(name)).match(url)) return true;
        }
        await new Promise(done => setTimeout(done, 50));
    }
    return false;
}"""
NEWER = """async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    while (!registration.active.scriptURL || registration.installing || registration.waiting)
        await new Promise(done => setTimeout(done, 50));
}"""
UNTIL_GONE = """async (url) => {
    const name = (await caches.keys()).find(name => name.endsWith(":pages"));
    for (let tries = 0; tries < 200; tries++) {
        if (!await (await caches.open(name)).match(url)) return true;
        await new Promise(done => setTimeout(done, 50));
    }
    return false;
}"""
# Puts numbered pages into the cache of visited pages, as if they had been read long ago.
FILL = """async (count) => {
    const name = (await caches.keys()).find(name => name.endsWith(":pages"));
    const cache = await caches.open(name);
    for (let number = 0; number < count; number++) {
        const response = new Response("<title>Vieille</title>", { headers: { "Content-Type": "text/html" } });
        await cache.put(`${location.origin}/guide/metiers/vieux-${number}.html`, response);
    }
}"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(locale="fr-FR", service_workers="allow")
    yield opened
    opened.close()


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return full(tmp_path_factory)


@pytest.fixture
def server(site: Built) -> Iterator[ThreadingHTTPServer]:
    """Serve the site that lives under a base path."""
    with served(site) as running:
        yield running


@pytest.fixture
def origin(server: ThreadingHTTPServer, site: Built) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}{site.base}"


@pytest.fixture
def visitor(context: BrowserContext, origin: str, site: Built) -> Watched:
    """Open the home page, and wait until the worker is at work."""
    assert site.base == "/guide/"
    watched = watch(context)
    watched.page.goto(origin + "index.html")
    assert watched.page.evaluate(READY) == f"{origin}sw.js"
    assert watched.page.evaluate(UNTIL_KEPT, origin + "index.html")
    watched.page.wait_for_load_state("networkidle")
    return watched


def read(page: Page, address: str) -> None:
    """Read a page until the worker has kept it."""
    page.goto(address)
    assert page.evaluate(UNTIL_KEPT, address)


def kept(page: Page) -> dict[str, list[str]]:
    """Return the routes in each cache, by the last part of its name."""
    found: dict[str, list[str]] = page.evaluate(KEPT)
    return {name.rpartition(":")[2]: [url.partition("/guide/")[2] for url in urls] for name, urls in found.items()}


def test_a_page_seen_is_read_again_without_a_network(visitor: Watched, context: BrowserContext, origin: str) -> None:
    page = visitor.page
    read(page, origin + "metiers/exemple.html")
    context.set_offline(offline=True)
    lost: list[str] = []

    def lose(request: Request) -> None:
        if "DISCONNECTED" in (request.failure or ""):  # others were given up on the way to the next page
            lost.append(request.url.removeprefix(origin))

    page.on("requestfailed", lose)
    page.goto(origin + "index.html")
    page.goto(origin + "metiers/exemple.html")
    assert "Exemple de soudeur" in page.title()
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    assert page.evaluate("typeof oma.selection.toggle") == "function"
    assert page.evaluate("document.querySelector('.hero img')?.naturalWidth ?? 1") > 0
    # Films pass the worker by, and their pictures with them: whether the browser has these itself is its own affair.
    assert [route for route in lost if not route.startswith("films/")] == []
    assert [said for said in visitor.complaints if not (lost and "ERR_INTERNET_DISCONNECTED" in said)] == []


def test_a_page_never_seen_leads_to_the_one_that_says_so(
    visitor: Watched, context: BrowserContext, origin: str
) -> None:
    page = visitor.page
    read(page, origin + "secteurs/exemple.html")
    context.set_offline(offline=True)
    page.goto(origin + "metiers/voisin.html")
    assert page.url == f"{origin}sans-connexion.html#page=metiers%2Fvoisin.html"
    page.wait_for_selector("#lues-liste a")
    assert page.locator("#absente").is_visible()
    assert page.locator("#absente a").get_attribute("href") == "metiers/voisin.html"
    listed = {link.get_attribute("href"): link.inner_text() for link in page.locator("#lues-liste a").all()}
    assert listed == {"index.html": "Exemple complet", "secteurs/exemple.html": "Exemple de secteur"}
    context.set_offline(offline=False)
    page.locator("#absente a").click()
    page.wait_for_url(origin + "metiers/voisin.html")
    assert visitor.complaints == []


def test_pages_read_on_a_shared_computer_are_forgotten(visitor: Watched, origin: str) -> None:
    page = visitor.page
    page.goto(origin + "sans-connexion.html")
    page.get_by_role("button", name="Oublier ces pages").click()
    page.wait_for_selector("#lues-liste", state="hidden")
    assert "pages" not in kept(page)
    assert page.evaluate("document.activeElement.textContent").startswith("Les pages lues ont été oubliées")
    assert violations(page) == []


def keep_all(page: Page, origin: str) -> None:
    """Have the whole guide kept, as a reader does."""
    page.goto(origin + "sans-connexion.html")
    page.locator("#tout-garder").click()
    expect(page.locator("#tout-conseil")).to_contain_text("C’est fait", timeout=20_000)


def test_the_whole_guide_is_read_without_a_network(
    visitor: Watched, context: BrowserContext, origin: str, site: Built
) -> None:
    page = visitor.page
    keep_all(page, origin)
    assert violations(page) == []
    context.set_offline(offline=True)
    pages = [route for route in json.loads(site.text(routes.WHOLE))["files"] if route.endswith(".html")]
    assert len(pages) > 20
    for route in pages[::5]:
        page.goto(origin + route)
        assert page.url == origin + route
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px", route
        broken = "[...document.querySelectorAll('main img')].filter(i => !i.src.includes('/films/') && i.loading !== 'lazy' && !i.naturalWidth).map(i => i.src)"
        assert page.evaluate(broken) == [], route


def test_the_whole_guide_is_forgotten_when_asked(visitor: Watched, origin: str) -> None:
    page = visitor.page
    keep_all(page, origin)
    page.reload()
    expect(page.locator("#tout-conseil")).to_contain_text("sont gardées sur cet appareil")
    assert not page.locator("#tout-garder").is_visible()
    page.locator("#tout-oublier").click()
    expect(page.locator("#tout-conseil")).to_contain_text("n’est plus gardé")
    assert "whole" not in kept(page)
    assert re.fullmatch(r"Garder tout le guide .\d+(,\d)?.Mo.", page.locator("#tout-garder").inner_text())


def test_what_was_cut_off_goes_on_later(visitor: Watched, origin: str, site: Built) -> None:
    page, lost = visitor.page, site.folder / "agenda.html"
    away = lost.rename(lost.with_name("agenda.away"))
    try:
        page.goto(origin + "sans-connexion.html")
        page.locator("#tout-garder").click()
        expect(page.locator("#tout-conseil")).to_contain_text("s’est arrêté", timeout=20_000)
        assert routes.WHOLE not in kept(page)["whole"]
        assert page.locator("#tout-garder").inner_text().startswith("Continuer à garder")
    finally:
        away.rename(lost)
    keep_all(page, origin)
    data = [route for kind in addresses(site).values() for route in kind]
    assert sorted(kept(page)["whole"]) == sorted([*json.loads(site.text(routes.WHOLE))["files"], *data, routes.WHOLE])


def test_who_keeps_the_whole_guide_has_that_of_the_next_build(visitor: Watched, origin: str) -> None:
    """What an earlier build had kept serves until all of the new one is there, then leaves."""
    page = visitor.page
    page.evaluate("""async (origin) => {
        const cache = await caches.open("oma:/guide/:ancien:whole");
        await cache.put(`${origin}agenda.html`, new Response("<title>Ancien</title>", { headers: { "Content-Type": "text/html" } }));
    }""", origin)  # fmt: skip
    page.goto(origin + "metiers.html")
    page.evaluate("""async () => {
        for (let tries = 0; tries < 300; tries++) {
            if (!(await caches.keys()).includes("oma:/guide/:ancien:whole")) return;
            await new Promise(done => setTimeout(done, 50));
        }
    }""")  # fmt: skip
    assert routes.WHOLE in kept(page)["whole"]
    assert "oma:/guide/:ancien:whole" not in page.evaluate(KEPT)


def test_all_that_may_be_kept_exists_and_nothing_heavy_is_part_of_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    for site in (real(tmp_path_factory), full(tmp_path_factory)):
        listed = json.loads(site.text(routes.WHOLE))
        assert {*listed["files"]} <= site.files
        assert {route for route in site.pages if route not in routes.UNLISTED} <= {*listed["files"]}
        assert not [
            route
            for route in listed["files"]
            if route.startswith(("films/", "partage/")) or route.endswith((".pdf", ".zip", ".webp"))
        ]
        raw = sum((site.folder / route).stat().st_size for route in listed["files"])
        assert raw / 10 < listed["bytes"] < raw
        assert listed["bytes"] % 10_000 == 0


def test_a_page_wanted_by_a_forged_address_is_not_named(visitor: Watched, origin: str) -> None:
    for wanted in ("https://ailleurs.example/", "//ailleurs.example", "javascript:alert(1)", "../../x.html"):
        visitor.page.goto("about:blank")
        visitor.page.goto(f"{origin}sans-connexion.html#page={wanted}")
        assert not visitor.page.locator("#absente").is_visible()


def test_the_network_comes_first(visitor: Watched, origin: str, site: Built, tmp_path: Path) -> None:
    """What was read is not shown again when the page has changed: nobody reads an old rule while online."""
    page = visitor.page
    read(page, origin + "agenda.html")
    file = site.folder / "agenda.html"
    text = file.read_text("utf-8")
    try:
        file.write_text(text.replace("<h1>Agenda", "<h1>Agenda du jour"), "utf-8")
        page.goto(origin + "index.html")
        page.goto(origin + "agenda.html")
        assert page.locator("h1").inner_text() == "Agenda du jour"
    finally:
        file.write_text(text, "utf-8")


def test_films_papers_and_the_archive_are_never_kept(visitor: Watched, origin: str) -> None:
    page = visitor.page
    for route in (routes.ARCHIVE, routes.GUIDE_PDF, routes.DATA_JSON, routes.CALENDAR, "introuvable.html"):
        page.evaluate("url => fetch(url).then(response => response.blob())", origin + route)
    with page.expect_download():
        page.evaluate("url => { location.href = url }", origin + routes.ARCHIVE)
    page.goto(origin + "introuvable.html")
    read(page, origin + "agenda.html")
    found = [route for urls in kept(page).values() for route in urls]
    assert [
        route for route in found if not re.fullmatch(rf".*\.html|(assets|images)/.*|{routes.ADDRESSES}", route)
    ] == []
    assert "introuvable.html" not in found


def test_the_shell_and_the_search_are_kept_from_the_start(visitor: Watched, site: Built) -> None:
    shell = kept(visitor.page)["shell"]
    assert "sans-connexion.html" in shell
    assert {route.partition(".")[0] for route in shell} >= {"assets/oma", "assets/catalogue"}
    assert not any("qrcode" in route for route in shell)
    assert set(shell) <= site.files


def test_the_search_answers_without_a_network(visitor: Watched, context: BrowserContext, origin: str) -> None:
    page = visitor.page
    context.set_offline(offline=True)
    page.goto(origin + "index.html")
    page.locator("#chercher").fill("soudeur")
    expect(page.locator("[role=option]").first).to_contain_text("Exemple de soudeur")


def test_few_pages_are_kept_and_the_oldest_leave(visitor: Watched, origin: str) -> None:
    page = visitor.page
    page.evaluate(FILL, 90)
    read(page, origin + "agenda.html")
    pages = kept(page)["pages"]
    assert len(pages) == 80
    assert pages[-1] == "agenda.html"
    assert "metiers/vieux-0.html" not in pages
    assert "metiers/vieux-89.html" in pages


def test_a_new_build_leaves_no_old_cache_and_touches_no_other(visitor: Watched, origin: str) -> None:
    page = visitor.page
    page.evaluate("Promise.all(['oma:/guide/:vieux:shell', 'oma:/autre/:x:pages', 'tiers'].map(n => caches.open(n)))")
    page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.unregister())")
    page.goto(origin + "index.html")
    page.evaluate(READY)
    assert page.evaluate(UNTIL_KEPT, origin + "index.html")
    names = set(page.evaluate(KEPT))
    assert {"oma:/autre/:x:pages", "tiers"} < names
    assert "oma:/guide/:vieux:shell" not in names


def test_a_page_that_is_no_longer_there_is_forgotten(context: BrowserContext, site: Built, tmp_path: Path) -> None:
    """At the next build, and when one asks for it: a page that went with a family's agreement is not read offline."""
    copy = replace(site, folder=Path(shutil.copytree(site.folder, tmp_path / "site")))
    with served(copy) as running:
        origin = f"http://127.0.0.1:{running.server_address[1]}{site.base}"
        page = watch(context).page
        page.goto(origin + "index.html")
        page.evaluate(READY)
        for route in ("agenda.html", "metiers/voisin.html", "metiers/exemple.html"):
            read(page, origin + route)
        (copy.folder / "metiers" / "voisin.html").unlink()
        (copy.folder / "metiers" / "exemple.html").unlink()
        page.goto(origin + "metiers/exemple.html")
        assert "agenda.html" in kept(page)["pages"]
        assert "metiers/voisin.html" in kept(page)["pages"], "nobody asked for it yet"
        assert "metiers/exemple.html" not in kept(page)["pages"], "the network said that it is gone"
        script = copy.folder / "sw.js"
        script.write_text(re.sub('"digest": "[^"]*"', '"digest": "nouveau"', script.read_text("utf-8")), "utf-8")
        page.goto(origin + "index.html")
        page.evaluate(NEWER)
        assert page.evaluate(UNTIL_GONE, origin + "metiers/voisin.html")
        assert "agenda.html" in kept(page)["pages"]
        context.set_offline(offline=True)
        page.goto(origin + "metiers/voisin.html")
        assert page.url.startswith(origin + "sans-connexion.html")


def test_what_is_not_ours_passes_by(visitor: Watched, origin: str) -> None:
    """A form's answer, another folder of the same host, another origin: the worker answers for none."""
    page = visitor.page
    assert page.evaluate("url => fetch(url, { method: 'POST' }).then(response => response.status)", origin) == 501
    page.goto(origin.replace("/guide/", "/ailleurs/"))
    assert page.evaluate("navigator.serviceWorker.controller") is None


def worker(site: Built) -> dict[str, Any]:
    """Return what the builder tells the worker."""
    head = site.text(routes.WORKER).partition(";\n")[0]
    build: dict[str, Any] = json.loads(head.removeprefix("const BUILD = "))
    return build


def test_every_file_it_asks_for_exists(tmp_path_factory: pytest.TempPathFactory) -> None:
    for site in (real(tmp_path_factory), full(tmp_path_factory)):
        build = worker(site)
        assert {*build["needed"], *build["useful"]} <= site.files
        assert sum((site.folder / route).stat().st_size for route in build["useful"]) <= 2 * HEAVIEST


def test_the_manifest_lets_the_site_be_installed_where_it_lives(tmp_path_factory: pytest.TempPathFactory) -> None:
    for site in (real(tmp_path_factory), full(tmp_path_factory)):
        said = json.loads(site.text(routes.WEB_MANIFEST))
        assert said["id"] == site.base
        assert (said["scope"], said["start_url"], said["lang"]) == ("./", "index.html", "fr")
        assert {icon["src"] for icon in said["icons"]} <= site.files
        assert {(icon["sizes"], icon["purpose"]) for icon in said["icons"]} == {
            ("any", "any"), ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
        }  # fmt: skip
        page = site.pages["index.html"]
        assert page.first("link", rel="manifest")["href"] == routes.WEB_MANIFEST
        assert page.first("link", rel="apple-touch-icon")["href"] in site.files
        assert said["background_color"] == page.first("meta", name="theme-color")["content"]


def test_its_name_changes_when_what_it_keeps_does(tmp_path: Path) -> None:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    digests = []
    for name, slogan in (("a", "Un exemple."), ("b", "Un exemple."), ("c", "Un autre exemple.")):
        settings = (content / "site.yaml").read_text("utf-8")
        (content / "site.yaml").write_text(re.sub("slogan: .*", f"slogan: {slogan}", settings), "utf-8")
        build = worker(build_into(tmp_path / name, content, with_pdf=False))
        digests.append((build["digest"], build["look"]))
    assert digests[0] == digests[1]
    assert digests[0][0] != digests[2][0]
    assert digests[0][1] == digests[2][1]
