"""The editors' desk, for tests: a real preview of a copy of some content, in a project of its own, and a page of Chromium on it."""

import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError

from playwright.sync_api import Browser, Locator, Page, Request

from tests.tools import ROOT, workshop

_SERVE = """
import datetime, sys
from pathlib import Path
from oma_builder.preview import server
from oma_builder.project import Project
root, content, port = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
day = datetime.date(2026, 11, 23)
address, output = f"http://localhost:{port}/", root / ".cache" / "apercu"
project = Project(root, content, output, day, address, pages_only=True, unpublished=True, prints_apart=True)
server.serve(project, port, lambda *_: None)
"""
"""What `build.py serve` does, in a project of its own: several tests may have one at a time."""


@contextmanager
def serving(root: Path, content: Path, port: int) -> Iterator[str]:
    """Run the preview of `content` in the project `root`; yield its address once the site is built."""
    if not root.exists():
        workshop(root)
    command = [sys.executable, "-c", _SERVE, str(root), str(content), str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    address = f"http://localhost:{port}/"
    try:
        wait(lambda: "<main" in text_of(address), "the preview never answered", 60)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


def text_of(address: str, *, even_if_lost: bool = False) -> str:
    """Return what is at an address now; nothing where nobody answers, nor where the page is not there, unless that is wanted."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own preview
            return str(answer.read().decode())
    except HTTPError as error:
        return error.read().decode() if even_if_lost else ""
    except (URLError, ConnectionError, TimeoutError):
        return ""


def wait(is_so: Callable[[], bool], otherwise: str, seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, otherwise
        time.sleep(0.1)


@dataclass
class Desk:
    """A page of Chromium on the forms; it holds what the page asked of others, and what went wrong in it."""

    page: Page
    address: str
    strangers: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> None:
        """Go to a form or a list, `metiers/entries/exemple` say, as if the address were typed."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}admin/#/collections/{path or 'metiers'}")
        self.page.locator("button", has_text=re.compile("Enregistrer|Nouveau")).first.wait_for()

    def go(self, path: str) -> None:
        """Go to a form from where one is, as a link does."""
        self.page.goto(f"{self.address}admin/#/collections/{path}")
        self.page.locator("button", has_text="Enregistrer").wait_for()
        self.page.wait_for_timeout(300)  # the forms draw their fields first, and take them in a moment later

    def field(self, name: str) -> Locator:
        """Return the part of the form that asks a field, by its path: `titre.masculin`."""
        return self.page.locator(f'section.field[data-key-path="{name}"]')

    def box(self, name: str) -> Locator:
        """Return the place where the text of a field is typed."""
        return self.field(name).locator("input, textarea").first

    def fill(self, name: str, text: str) -> None:
        """Put a text in a field at once, and see it stay: forms that are still being drawn put back what they had."""
        box = self.box(name)
        self._until_kept(lambda: box.fill(text), lambda: box.input_value() == text)

    def choose(self, name: str, option: str) -> None:
        """Take one of the few choices of a field, and see it stay: choices that just came show a click before they hear it."""
        choices = self.field(name).get_by_role("radio")
        wanted = self.field(name).get_by_role("radio", name=option)

        def act() -> None:
            choices.first.click()
            wanted.click()

        self._until_kept(act, lambda: wanted.is_checked() and sum(choice.is_checked() for choice in choices.all()) == 1)

    def _until_kept(self, act: Callable[[], object], is_kept: Callable[[], bool]) -> None:
        for _ in range(5):
            act()
            self.page.wait_for_timeout(150)
            if is_kept():
                return
        raise AssertionError("the form never kept what was put in it")

    def type(self, name: str, text: str) -> None:
        """Type a text in the place of another, as people do: the forms keep what is typed so."""
        self.box(name).click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def save(self) -> None:
        """Press the button."""
        self.page.get_by_role("button", name="Enregistrer", exact=True).click()

    def refusal(self, text: str) -> None:
        """See the forms say why nothing was saved, and close what says it."""
        self.page.get_by_text(text).wait_for()
        self.page.get_by_role("button", name="OK").click()

    def load_again(self) -> None:
        """Load the page again, and take up what was typed before."""
        self.page.wait_for_timeout(600)  # the forms keep what is typed half a second later
        self.page.reload()
        self.page.get_by_text("Voulez-vous les reprendre ?").wait_for()
        self.page.get_by_role("button", name="Restaurer").click()

    def notice(self) -> Locator:
        """Return what the preview has to say."""
        return self.page.locator("dialog.oma-notice")


@contextmanager
def sitting(browser: Browser, address: str) -> Iterator[Desk]:
    """Open a fresh browser's page on the forms; what it asks of another host is remembered."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 6000})
    desk = Desk(context.new_page(), address)

    def asked(request: Request) -> None:
        if request.url.startswith("http") and not request.url.startswith(address):
            desk.strangers.append(request.url)

    context.on("request", asked)
    desk.page.on("console", lambda said: desk.errors.append(said.text) if said.type == "error" else None)
    desk.page.on("pageerror", lambda error: desk.errors.append(str(error)))
    try:
        yield desk
    finally:
        context.close()


def write_trade(desk: Desk, sector: str, course: str) -> None:
    """Write all that a trade must have; documents are picked by their titles."""
    desk.page.wait_for_timeout(600)  # the forms draw their fields first, and take them in a moment later
    for name, text in {
        "titre.masculin": "Exemple de tôlier",
        "titre.feminin": "Exemple de tôlière",
        "accroche": "Exemple d’accroche d’un métier neuf.",
        "rome": "H2914",
        "niveau": "3",
        "conditions.horaires": "Exemple d’horaires",
    }.items():
        desk.fill(name, text)
    desk.field("secteur").get_by_text(sector).click()
    desk.field("interets.principal").get_by_role("combobox").click()
    desk.page.get_by_role("option", name="Réaliste").click()
    for name, count in {"missions": 3, "conditions.lieux": 1, "competences": 3, "qualites": 2}.items():
        for index in range(count):
            if index:
                desk.field(name).get_by_role("button", name=re.compile("^Ajouter")).click()
            desk.field(name).get_by_role("textbox").nth(index).fill(f"Exemple {index} de {name}")
    desk.field("journee").locator('[contenteditable="true"]').click()
    desk.page.keyboard.type("Exemple de journée.")
    desk.field("etudes").get_by_role("button", name=re.compile("^Ajouter")).first.click()
    desk.fill("etudes.0.intitule", "Exemple de parcours")
    desk.field("etudes.0.etapes").get_by_role("button", name=re.compile("^Ajouter")).first.click()
    desk.field("etudes.0.etapes.0.formation").get_by_text(course).click()
    desk.field("sources").get_by_role("button", name=re.compile("^Ajouter")).first.click()
    desk.fill("sources.0.titre", "Exemple de source")
    desk.fill("sources.0.date", "2026-11-02")
    desk.fill("revu_le", "2026-11-03")
