"""The built sites in a real browser: servers on this machine, Chromium, and what a page asks for and complains of."""

import io
import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, sync_playwright

from tests.built import Built, full, real, unzipped
from tests.tools import chromium, node_package

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What sticks out of the screen or is cut off, save what scrolls by itself.
CUT_OFF = """() => {
    const width = document.documentElement.clientWidth, found = [];
    if (document.documentElement.scrollWidth > width) found.push(`page ${document.documentElement.scrollWidth}`);
    for (const element of document.body.querySelectorAll("*")) {
        if (element.closest(".table-scroll, .skip, .tool > span, summary > span, .heard, picture")) continue;
        const box = element.getBoundingClientRect(), style = getComputedStyle(element);
        const name = `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 30)}`;
        if (box.right > width + 1 || box.left < -1) found.push(`out ${name}`);
        if (style.overflow !== "visible" && element.scrollHeight > element.clientHeight + 1) found.push(`cut ${name}`);
    }
    return found;
}"""
# Waits in one evaluation: what polls is refused by the page's own security policy.
LOADED = """() => Promise.all([...document.images].map(image =>
    image.complete || new Promise(done => { image.onload = image.onerror = done; })))"""
BLOCKED = "Service Worker registration blocked by Playwright"
"""What Playwright says in the console of a page that asks for a worker: pages are tested without, save in `test_worker`."""
INSIDE = 8
"""At most so many buttons of a browser's own player take the keyboard, beside the player itself."""
FOCUSED = """() => {
    const element = document.activeElement, box = element.getBoundingClientRect(), style = getComputedStyle(element);
    return {
        tag: element.tagName, id: element.id, name: element.className, text: element.textContent.trim(),
        ring: style.outlineStyle, top: box.top, bottom: box.bottom,
    };
}"""


class _Handler(SimpleHTTPRequestHandler):
    """Serves a site under its base path, and its error page for anything else, as a host would."""

    def __init__(self, *arguments: Any, site: Built) -> None:
        self.site = site
        super().__init__(*arguments, directory=str(site.folder))

    def send_head(self) -> Any:
        route = self.path.split("?")[0].removeprefix(self.site.base) or "index.html"
        if self.path.startswith(self.site.base) and route in self.site.files:
            self.path = f"/{route}"
            return super().send_head()
        content = (self.site.folder / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the base class names it
        """Say nothing."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    return {"real": real(tmp_path_factory), "full": full(tmp_path_factory)}


@pytest.fixture(scope="module")
def origins(sites: dict[str, Built]) -> Iterator[dict[str, str]]:
    """Serve both sites on this machine alone; yield the address of each one's root."""
    with ExitStack() as stack:
        ports = {name: stack.enter_context(served(site)).server_address[1] for name, site in sites.items()}
        yield {name: f"http://127.0.0.1:{port}{sites[name].base}" for name, port in ports.items()}


@contextmanager
def served(site: Built) -> Iterator[ThreadingHTTPServer]:
    """Serve a site on this machine alone, as long as the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, site=site))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def folders(sites: dict[str, Built], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Unzip both sites as a reader would, into a path with spaces and accents."""
    place = tmp_path_factory.mktemp("clé USB à l’école")
    return {name: unzipped(site, place / name) for name, site in sites.items()}


@dataclass(frozen=True)
class Watched:
    """A page, with what it asked for and complained of."""

    page: Page
    requests: list[str]
    complaints: list[str]


def watch(context: BrowserContext) -> Watched:
    watched = Watched(context.new_page(), [], [])

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.text != BLOCKED:
            watched.complaints.append(message.text)

    watched.page.on("console", hear)
    watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    watched.page.on("request", lambda request: watched.requests.append(request.url))
    return watched


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """Return a page on a desktop screen."""
    screen: ViewportSize = {"width": 1280, "height": 800}
    context = browser.new_context(viewport=screen, locale="fr-FR", service_workers="block")
    yield watch(context)
    context.close()


@cache
def axe() -> tuple[str, Any]:
    """Return axe-core and its words in French."""
    folder = node_package("axe-core")
    locale = json.loads((folder / "locales" / "fr.json").read_text(encoding="utf-8"))
    return (folder / "axe.min.js").read_text(encoding="utf-8"), locale


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong, each with the elements at fault."""
    if not page.evaluate("'axe' in window"):
        script, locale = axe()
        page.evaluate(script)
        page.evaluate("locale => axe.configure({ locale })", locale)
    # Without "preload", which asks for the style sheets again: a folder refuses that.
    options = {"runOnly": RULES, "resultTypes": ["violations"], "preload": False}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{fault['id']}: {node['target']} {node['failureSummary']}" for fault in found for node in fault["nodes"]]
