"""The short addresses of paper: the same from year to year, each leading on, on any server, without JavaScript too."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from oma_builder.content import loader, schema
from oma_builder.content.fields import SHORT_SIGNS
from oma_builder.content.short_codes import LENGTH, answering, code_of, short_code
from oma_builder.guide import routes
from oma_builder.web.headers import meta, policy
from tests.built import FULL, Built, Page, full, real
from tests.guides import real_guide
from tests.hosts import by_nginx, rooted

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GONE = "fiche-absente.html"
HIDDEN = ("brouillon", "cache", "passe", "programme")
"""The trades of the full site that its day, or their authors, hide."""


@pytest.fixture(scope="module", params=["real", "full"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a site at the root of its host, then one under a base path."""
    return {"real": real, "full": full}[request.param](tmp_path_factory)


@pytest.mark.parametrize(("name", "code"), [("soudeur", "jmck7"), ("macon", "ck8xn"), ("ancien-voisin", "z8esg")])
def test_a_code_is_the_one_that_paper_shows(name: str, code: str) -> None:
    assert short_code(name) == code
    number = int(sha256(name.encode()).hexdigest(), 16)
    assert code == "".join(SHORT_SIGNS[number // 31**place % 31] for place in range(5))


@given(st.text(min_size=1))
def test_a_code_holds_no_sign_that_one_takes_for_another(name: str) -> None:
    assert len(short_code(name)) == LENGTH
    assert set(short_code(name)) <= set(SHORT_SIGNS)
    assert set(SHORT_SIGNS).isdisjoint("01ilo")


def test_codes_spread_over_all_there_are() -> None:
    codes = {short_code(f"metier-{rank}") for rank in range(20_000)}
    assert len(codes) > 19_980  # 31⁵ codes: seven pairs agree on average
    assert {code[place] for code in codes for place in range(LENGTH)} == set(SHORT_SIGNS)


def test_a_trade_keeps_the_code_of_the_oldest_sheet_that_it_replaces() -> None:
    corpus, _ = loader.load(FULL, 1)
    trades = {document.id: document for document in corpus.of(schema.METIERS)}
    assert code_of(trades["voisin"]) == short_code("ancien-voisin")
    assert code_of(trades["exemple"]) == short_code("exemple")
    found = answering(trades.values())
    assert found["ancien-voisin"] is found["voisin"] is trades["voisin"]
    assert "inconnu" not in found


def test_no_two_trades_of_the_real_guide_have_one_code() -> None:
    metiers = real_guide().metiers
    assert len({metier.code for metier in metiers}) == len(metiers)


def leading_to(site: Built, name: str) -> str:
    """Return the route of the page that the short address of a name leads to."""
    page = Page(site.text(routes.short(short_code(name))))
    found = re.fullmatch(r"0; url=\.\./\.\./(\S+)", page.first("meta", **{"http-equiv": "refresh"})["content"])
    assert found
    return found[1]


def test_each_trade_has_its_short_address(site: Built) -> None:
    trades = {route[8:-5]: route for route in site.pages if re.fullmatch(r"metiers/[^/]+\.html", route)}
    assert len(trades) >= 3
    assert {name: leading_to(site, name) for name in trades} == trades


def test_what_paper_may_still_show_leads_somewhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = full(tmp_path_factory)
    assert leading_to(site, "ancien-voisin") == "metiers/voisin.html"
    assert {name: leading_to(site, name) for name in HIDDEN} == dict.fromkeys(HIDDEN, GONE)
    others = ("exemple", "papier", "voisin", "ancien-voisin")
    assert site.short_addresses == {routes.short(short_code(name)) for name in (*HIDDEN, *others)}


def test_the_page_of_a_lost_sheet_shows_the_way_to_the_trades(site: Built) -> None:
    page = site.pages[GONE]
    ways = {attributes["href"] for _, attributes in page.every("a") if "href" in attributes}
    assert {"metiers.html", "secteurs.html"} <= ways
    assert page.first("meta", name="robots")["content"] == "noindex"


def test_a_page_that_leads_on_is_safe_small_and_for_no_robot(site: Built) -> None:
    assert site.short_addresses
    icon = site.pages["index.html"].first("link", rel="icon")["href"]
    for route in site.short_addresses:
        source = site.text(route)
        page = Page(source)
        assert page.first("meta", **{"http-equiv": "Content-Security-Policy"})["content"] == meta(policy())
        assert page.first("meta", name="robots")["content"] == "noindex"
        assert page.first("html")["lang"] == "fr"
        assert not list(page.every("script", "style", "img"))
        (link,) = (attributes["href"] for _, attributes in page.every("a"))
        assert page.first("link", rel="canonical")["href"] == site.address + link.removeprefix("../../")
        assert link.removeprefix("../../") in site.files
        assert page.first("link", rel="icon")["href"] == f"../../{icon}"
        assert len(source.encode()) < 1_500
    assert routes.SHORT not in site.text("sitemap.xml") + site.text("robots.txt")
    assert GONE not in site.text("sitemap.xml")


@contextmanager
def by_python(site: Built, place: Path) -> Iterator[int]:
    handler = functools.partial(_Quiet, directory=str(rooted(place, site)))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    refused: ClassVar[list[str]] = []

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Remember what was asked for in vain."""
        if int(code) >= 400:
            self.refused.append(self.path)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class names it
        """Say nothing."""


@pytest.mark.parametrize("server", [by_nginx, by_python])
@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_short_address_ends_at_the_trade(
    server: functools.partial[Iterator[int]], with_scripts: bool, site: Built, browser: Browser, tmp_path: Path
) -> None:
    name = next(route[8:-5] for route in sorted(site.pages) if route.startswith("metiers/"))
    context = browser.new_context(java_script_enabled=with_scripts, service_workers="block")
    page = context.new_page()
    with server(site, tmp_path) as port:
        start = f"http://127.0.0.1:{port}{site.base}"
        page.goto(f"{start}m/{short_code(name)}")
        page.wait_for_url(f"{start}metiers/{name}.html")
        assert page.locator("h1").inner_text()
    context.close()


def test_a_page_that_leads_on_asks_for_nothing_that_is_missing(site: Built, browser: Browser, tmp_path: Path) -> None:
    """A page that names no icon has Chromium ask the host for `/favicon.ico`, which only the host's log shows."""
    page = browser.new_page(service_workers="block")
    name = next(route[8:-5] for route in sorted(site.pages) if route.startswith("metiers/"))
    _Quiet.refused.clear()
    with by_python(site, tmp_path) as port:
        page.goto(f"http://127.0.0.1:{port}{site.base}m/{short_code(name)}/")
        page.wait_for_url(f"**/metiers/{name}.html", wait_until="networkidle")
    page.close()
    assert _Quiet.refused == []
