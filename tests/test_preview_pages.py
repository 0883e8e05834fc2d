"""What an editor sees in the pages of a preview, in a real browser: the bar, the report of errors, drafts, styles, prints."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect, sync_playwright

from oma_builder.problems import Problem, Severity, as_text
from tests.browsing import ARGUMENTS
from tests.hosts import free_port
from tests.previews import served, wait_for
from tests.tools import MINIMAL, ROOT, chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SOON = 20_000
"""Milliseconds that a build may take on a busy machine."""

_ERROR = "nivau: 3"


_TRIES = 5
"""A page loads itself again when a build has ended: two may end while another is opened, hardly more."""


class Desk:
    """A preview of a copy of the project, and the page of its trade, open in a browser."""

    def __init__(self, root: Path, page: Page, address: str) -> None:
        self.root, self.page, self.address = root, page, address
        self.content = root / "content"
        self.trade = self.content / "metiers" / "exemple.yaml"
        self.text = self.trade.read_text(encoding="utf-8")

    def open(self, route: str) -> Page:
        address = f"{self.address}/{route}"
        for _ in range(_TRIES):
            with suppress(PlaywrightError):  # the page before, or this one already, may just be loading itself again
                self.page.goto(address)
            if self.page.url == address:
                return self.page
        raise AssertionError(f"{address} cannot be opened: {self.page.url} is")

    def save(self, text: str, name: str = "exemple.yaml") -> None:
        (self.trade.parent / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int, Page]]:
    root = tmp_path_factory.mktemp("project")
    for name in ("oma_builder", "templates", "assets"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("build.py", "pyproject.toml", "CONTRIBUTING.md", "README.md"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(MINIMAL, root / "content")
    trade = root / "content" / "metiers" / "exemple.yaml"
    whole = trade.read_text(encoding="utf-8")
    trade.write_text(f"{whole}{_ERROR}\n", encoding="utf-8")  # started on broken content
    port = free_port()
    with served(root, root / "content", port) as server, sync_playwright() as tool:
        wait_for(port, "/", b"</html>")
        browser = tool.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 700})
        page.set_default_timeout(SOON)
        yield root, port, page
        browser.close()
    _, said = server.communicate(timeout=10)
    assert (server.returncode, said) == (130, b"")


@pytest.fixture
def desk(running: tuple[Path, int, Page]) -> Iterator[Desk]:
    """Give the preview, and leave it with the trade as it was; no page may have complained."""
    root, port, page = running
    complaints: list[str] = []
    listeners = {
        "pageerror": lambda error: complaints.append(str(error)),
        "console": lambda said: complaints.append(said.text) if said.type == "error" else None,
    }
    for event, listener in listeners.items():
        page.on(event, listener)  # type: ignore[call-overload] # Playwright names each event apart
    made = Desk(root, page, f"http://localhost:{port}")
    yield made
    made.save(made.text)
    wait_for(port, "/metiers/exemple.html", "Un métier d’exemple.".encode())
    expect(made.open("metiers.html").locator(".bar .name:not(.busy)")).to_be_visible(timeout=SOON)
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    assert [one for one in complaints if "404" not in one] == []


def test_started_on_broken_content_it_says_what_is_wrong_and_then_shows_the_site(desk: Desk) -> None:
    page = desk.open("metiers/exemple.html")
    alarm = page.locator(".alarm")
    expect(alarm).to_contain_text("champ inconnu « nivau »", timeout=SOON)
    desk.text = desk.text.replace(f"{_ERROR}\n", "")
    desk.save(desk.text)
    expect(page.locator("main h1")).to_contain_text("Exemple de soudeur", timeout=SOON)
    expect(alarm).to_have_count(0)


def test_a_mistake_is_told_in_the_words_of_the_command_line_and_goes_when_it_is_mended(desk: Desk) -> None:
    page = desk.open("metiers/exemple.html")
    desk.save(desk.text.replace("niveau: 3", _ERROR))
    alarm = page.locator(".alarm")
    expect(alarm).to_be_visible(timeout=SOON)
    command = [sys.executable, desk.root / "build.py", "check", "--no-pdf", "--format", "json"]
    said = json.loads(subprocess.run(command, check=False, capture_output=True, cwd=desk.root).stdout)
    fields = [{name: one[name] for name in one if name != "explanation"} for one in said]
    problems = [Problem(**{**one, "severity": Severity(one["severity"])}) for one in fields]
    assert alarm.locator(".text").all_inner_texts() == [as_text(one) for one in problems if one.severity == "erreur"]
    line = desk.text.splitlines().index("niveau: 3") + 1
    assert alarm.get_by_text("Ouvrir dans VS Code").last.get_attribute("href") == f"vscode://file{desk.trade}:{line}"
    desk.save(desk.text.replace("Un métier d'exemple.", "Un métier réparé."))
    expect(page.locator("main")).to_contain_text("Un métier réparé.", timeout=SOON)
    expect(alarm).to_have_count(0)


def test_a_page_stays_where_it_was_scrolled_when_it_is_loaded_again(desk: Desk) -> None:
    page = desk.open("metiers/exemple.html")
    page.evaluate("scrollTo(0, 300)")
    desk.save(desk.text.replace("Deuxième exemple de mission", "Mission neuve"))
    expect(page.get_by_text("Mission neuve")).to_be_attached(timeout=SOON)
    expect(page.get_by_text("Modifier cette page")).to_be_visible()
    assert page.evaluate("scrollY") == 300


def test_what_is_not_published_is_shown_and_says_so(desk: Desk) -> None:
    page = desk.open("metiers.html")
    draft = desk.text.replace("soudeu", "rameu")
    desk.save(f"{draft}publication:\n  etat: brouillon\n", "rameur.yaml")
    desk.save(f"{draft.replace('rameu', 'coureu')}publication:\n  a_partir_du: 2999-12-01\n", "bientot.yaml")
    stamped = page.locator("main a[data-unpublished]")
    expect(stamped).to_have_count(2, timeout=SOON)
    assert sorted(one.get_attribute("data-unpublished") for one in stamped.all()) == [
        "Brouillon",
        "À partir du 1er décembre 2999",
    ]
    desk.open("metiers/rameur.html")
    expect(page.locator("h1[data-unpublished=Brouillon]")).to_be_visible()
    expect(page.locator(".bar .state")).to_have_text("Brouillon")
    desk.save("titre:\n  masculin: Ébauche\n  feminin: Ébauche\npublication:\n  etat: brouillon\n", "ebauche.yaml")
    desk.open("metiers/ebauche.html")
    expect(page.locator("h1")).to_have_text("Métier « ebauche »", timeout=SOON)
    expect(page.locator("p").first).to_contain_text("Il y manque : Accroche, Secteur")
    page.get_by_role("button", name="cette page").click()
    expect(page.locator(".bar .text")).to_contain_text("ce brouillon n’a pas encore tous ses champs")
    for name in ("rameur", "bientot", "ebauche"):
        (desk.trade.parent / f"{name}.yaml").unlink()
    desk.open("metiers.html")
    expect(page.locator("main a[data-unpublished]")).to_have_count(0, timeout=SOON)


def test_saves_that_are_half_written_rename_or_come_in_bursts_end_with_the_last_of_them(desk: Desk) -> None:
    page = desk.open("metiers.html")
    raw = desk.text.encode()
    for broken in (raw[: len(raw) // 2], b"\xff\xfe\x00", b"", b"titre: [" * 50):
        desk.trade.write_bytes(broken)
        time.sleep(0.15)
    desk.save(desk.text)
    renamed = desk.trade.with_name("autre.yaml")
    desk.trade.rename(renamed)
    expect(page.locator('main a[href$="metiers/autre.html"]').first).to_be_visible(timeout=SOON)
    desk.open("metiers/autre.html")
    for number in range(30):
        renamed.write_text(desk.text.replace("Un métier d'exemple.", f"Enregistré {number} fois."), encoding="utf-8")
        time.sleep(0.02)
    expect(page.locator("main")).to_contain_text("Enregistré 29 fois.", timeout=SOON)
    desk.open("metiers.html")
    for number in range(40):  # as Git does when it changes branches
        desk.save(desk.text.replace("soudeu", f"rameu{number}"), f"branche-{number}.yaml")
    expect(page.locator("main")).to_contain_text("41 métiers", timeout=SOON)
    for number in range(40):
        (desk.trade.parent / f"branche-{number}.yaml").unlink()
    renamed.rename(desk.trade)
    expect(page.locator("main")).to_contain_text("1 métier", timeout=SOON)
    expect(page.locator(".alarm")).to_have_count(0)


def test_a_style_sheet_is_changed_without_loading_the_page_again(desk: Desk) -> None:
    page = desk.open("metiers.html")
    page.evaluate("document.body.dataset.still = 'here'")
    sheet = desk.root / "assets" / "css" / "base.css"
    css = sheet.read_text(encoding="utf-8")
    sheet.write_text(f"{css}\nbody {{ outline-color: rgb(1, 2, 3); }}\n", encoding="utf-8")
    # Waits in one evaluation: what polls is refused by the page's own security policy.
    changed = """soon => new Promise(done => { const look = () =>
        getComputedStyle(document.body).outlineColor === "rgb(1, 2, 3)" ? done(document.body.dataset.still)
        : performance.now() > soon ? done("too late") : setTimeout(look, 50); look(); })"""
    assert page.evaluate(changed, SOON) == "here"
    sheet.write_text(css, encoding="utf-8")


def test_a_guide_to_print_is_made_when_it_is_asked_for_and_again_after_a_save(desk: Desk) -> None:
    page = desk.open("metiers/exemple.html")
    link = page.locator('a[href$="fiches/exemple.pdf"]').first.get_attribute("href")
    assert link
    desk.open("fiches/exemple.pdf")
    printed = page.locator("embed[type='application/pdf']")
    expect(printed).to_be_attached(timeout=60_000)
    first = page.request.get(f"{desk.address}/fiches/exemple.pdf").body()
    assert first.startswith(b"%PDF")
    page.evaluate("document.body.dataset.old = 'yes'")
    desk.save(desk.text.replace("Un métier d'exemple.", "Un métier imprimé de neuf."))
    expect(page.locator("body:not([data-old]) embed")).to_be_attached(timeout=60_000)
    assert page.request.get(f"{desk.address}/fiches/exemple.pdf").body() != first


def test_each_message_leads_to_its_explanation_in_the_editors_guide(desk: Desk) -> None:
    page = desk.open("metiers.html")
    desk.save(desk.text.replace("niveau: 3", _ERROR))
    meaning = page.locator(".alarm").get_by_text("Ce que cela veut dire").first
    expect(meaning).to_be_visible(timeout=SOON)
    with page.expect_popup() as opened:
        meaning.click()
    manual = opened.value
    expect(manual.locator("h4:target")).to_be_visible()
    anchors = set(manual.locator("[id]").evaluate_all("all => all.map(one => one.id)"))
    targets = manual.locator('main a[href^="#"]').evaluate_all("all => all.map(one => decodeURI(one.hash.slice(1)))")
    assert set(targets) <= anchors
    elsewhere = manual.locator("main a:not([href^='#'])").evaluate_all("all => all.map(one => one.href)")
    ours = {address for address in elsewhere if address.startswith(desk.address)}
    assert {urlsplit(address).path for address in ours} == {"/", "/admin/", "/apercu/README.md"}
    for address in ours:
        assert manual.request.get(address).ok, address
    manual.goto(f"{desk.address}/apercu/README.md")
    assert manual.locator("main a[href*='LICENSE']").count() == 0
    assert manual.get_by_text("CONTRIBUTING.md").first.get_attribute("href") == "/apercu/aide"
    manual.close()


def test_pages_say_whose_agreement_they_lack_and_one_says_it_of_all(desk: Desk) -> None:
    site = desk.content / "site.yaml"
    before = site.read_text(encoding="utf-8")
    page = desk.open("apercu/accords")
    expect(page.locator("body")).to_contain_text("Aucune fiche n’a besoin d’un accord.", timeout=SOON)
    site.write_text(f"{before}validations: [metiers]\n", encoding="utf-8")
    expect(page.locator("td").last).to_contain_text("MEDEF\u00a0: accord attendu", timeout=SOON)
    page.get_by_text("metiers/exemple").click()
    expect(page.locator("main .awaited")).to_be_attached()
    expect(page.get_by_role("region", name="Aperçu")).to_contain_text("Région académique\u00a0: accord attendu")
    site.write_text(before, encoding="utf-8")
    expect(page.locator("main .awaited")).to_have_count(0, timeout=SOON)
