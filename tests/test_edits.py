"""One word changes in one trade: few files are written, and whoever reads the site meanwhile finds the new word."""

import re
import shutil
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from oma_builder.guide import routes
from oma_builder.publish.target import MANIFEST
from tests.browsing import served, watch
from tests.built import A_TRADE, CONTENT, REAL_DAY, SITES, Built, build_into
from tests.script_data import addresses

pytestmark = pytest.mark.slow

MOST = 8
"""Files that a word changed in a trade may change on the site, beside its PDF files and the archive of all."""


def files(site: Built) -> dict[str, bytes]:
    """Return what is published, with the builder's own list of it, but the archive."""
    return {route: (site.folder / route).read_bytes() for route in (*site.files, MANIFEST) if route != routes.ARCHIVE}


def edited(text: str, field: str) -> str:
    """Return the source of a trade with another last word in the first line of a field."""
    line = re.compile(rf"^({field}:(?: \||)\s+[^\n]*?)[^\W\d_]+([^\w\n]*)$", re.MULTILINE)
    changed, count = line.subn(r"\1autrement\2", text, count=1)
    assert count == 1
    return changed


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Built:
    place = tmp_path_factory.mktemp("edits")
    content = Path(shutil.copytree(CONTENT, place / "content"))
    return build_into(place / "before", content, REAL_DAY, place / "cache", with_pdf=False)


@pytest.mark.parametrize("field", ["missions", "journee", "competences", "mots_cles"])
def test_a_word_changed_in_a_trade_changes_few_files(before: Built, field: str) -> None:
    place, trade = before.content.parent, before.content / "metiers" / f"{A_TRADE}.yaml"
    text = trade.read_text("utf-8")
    trade.write_text(edited(text, field), "utf-8")
    try:
        after = build_into(place / field, before.content, REAL_DAY, place / "cache", with_pdf=False)
    finally:
        trade.write_text(text, "utf-8")
    old = files(before)
    changed = sorted(route for route, content in files(after).items() if old.get(route) != content)
    assert changed != [MANIFEST], "the word is nowhere"
    assert len(changed) <= MOST, changed


def test_no_page_names_what_scripts_read(before: Built) -> None:
    data = [route for kind in addresses(before).values() for route in kind]
    assert len(data) >= 3
    named = [route for route, page in before.pages.items() for file in data if file in page.source]
    assert named == []


def write(content: Path, hook: str) -> None:
    """Give the trade that is looked for another hook."""
    trade = content / "metiers" / "soudeur.yaml"
    text, count = re.subn(r"^accroche: .*$", f"accroche: {hook}", trade.read_text("utf-8"), flags=re.MULTILINE)
    assert count == 1
    trade.write_text(text, "utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Built:
    content = Path(shutil.copytree(SITES / "recherche" / "content", tmp_path / "content"))
    write(content, "Un mot ancien.")
    return build_into(tmp_path / "place", content, with_pdf=False)


@pytest.fixture
def server(site: Built) -> Iterator[ThreadingHTTPServer]:
    with served(site) as running:
        yield running


def publish_again(site: Built, hook: str) -> None:
    """Build once more, and put that where the old site is served: its files of data are gone."""
    old = addresses(site)
    write(site.content, hook)
    again = build_into(site.content.parent / "again", site.content, with_pdf=False)
    shutil.rmtree(site.folder)
    shutil.copytree(again.folder, site.folder)
    vars(site).pop("files", None)
    assert all(addresses(site)[kind] != old[kind] for kind in ("catalogue", "documents"))
    assert not any((site.folder / route).exists() for route in old["documents"])


@pytest.mark.browser
@pytest.mark.parametrize("worker", ["block", "allow"])
def test_a_page_open_since_before_a_publication_finds_what_is_new(
    browser: Browser, site: Built, server: ThreadingHTTPServer, worker: str
) -> None:
    context = browser.new_context(service_workers="allow" if worker == "allow" else "block")
    watched = watch(context)
    page, origin = watched.page, f"http://127.0.0.1:{server.server_address[1]}{site.base}"
    page.goto(f"{origin}metiers.html")
    if worker == "allow":
        page.evaluate("navigator.serviceWorker.ready")
        page.wait_for_load_state("networkidle")
    publish_again(site, "Un mot flambant neuf.")
    page.locator("#chercher").focus()
    page.keyboard.type("flambant")
    expect(page.locator("[role=option]")).to_have_text(re.compile("Soudeur"))
    expect(page.locator(".suggestions [role=status]")).to_have_text("1 résultat")
    assert watched.complaints == []
    context.close()


@pytest.mark.browser
def test_an_address_that_a_host_keeps_too_long_is_asked_for_again(
    browser: Browser, site: Built, server: ThreadingHTTPServer
) -> None:
    """As with hosts whose settings nobody can write: the file that says where data are is some minutes old."""
    context = browser.new_context(service_workers="block")
    page, origin = context.new_page(), f"http://127.0.0.1:{server.server_address[1]}{site.base}"
    old = site.text(routes.ADDRESSES)
    page.route(f"{origin}{routes.ADDRESSES}", lambda route: route.fulfill(body=old, content_type="text/javascript"))
    publish_again(site, "Un mot flambant neuf.")
    page.goto(f"{origin}recherche.html?q=flambant")
    expect(page.locator("#reponses")).to_contain_text("flambant neuf")
    context.close()
