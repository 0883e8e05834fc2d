"""An editor's first day, from the forms to the page that is online: the way that the editors' guide tells, and its pictures.

Beside each picture stands what could be read on the screen then: when that changes, `--update-golden` takes the pictures anew.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browsing import ARGUMENTS
from tests.conftest import Golden
from tests.desk import Desk, serving, sitting, text_of, wait, write_trade
from tests.hosts import free_port
from tests.tools import MINIMAL, ROOT, chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow]

READ = ROOT / "tests" / "first_day"
PICTURES = ROOT / "assets" / "preview" / "first-day"
SCREEN = {"width": 1280, "height": 800}
TALL = {"width": 1280, "height": 9000}
"""The forms draw what is on the screen."""
PAGE = "metiers/exemple-de-tuyauteur.html"


@pytest.fixture
def day(tmp_path: Path) -> Iterator[tuple[Desk, Path]]:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    # What keeps the smallest site from being released is none of an editor's business on the first day.
    shutil.copy(MINIMAL.parent.parent / "full" / "content" / "accessibilite.yaml", content)
    site = content / "site.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("oma.example", "oma.fr"), encoding="utf-8")
    with serving(tmp_path / "project", content, free_port()) as address, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        with sitting(browser, address) as desk:
            yield desk, content
            assert desk.strangers == []
        browser.close()


def picture(desk: Desk, name: str, golden: Golden, request: pytest.FixtureRequest) -> None:
    """Hold what the screen says against what it said when its picture was taken."""
    desk.page.set_viewport_size(SCREEN)
    desk.page.wait_for_timeout(500)
    words = desk.page.evaluate(
        "document.body.innerText + [...document.querySelectorAll('h1')].map(h => h.dataset.unpublished || '')"
    )
    golden(READ / f"{name}.txt", "\n".join(line.strip() for line in words.splitlines() if line.strip()) + "\n")
    if request.config.getoption("--update-golden"):
        desk.page.screenshot(path=PICTURES / f"{name}.png")
    assert (PICTURES / f"{name}.png").is_file()


def command(*words: str) -> str:
    done = subprocess.run([sys.executable, ROOT / "build.py", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_trade_goes_from_the_forms_to_the_site(
    day: tuple[Desk, Path], golden: Golden, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    desk, content = day
    page, file = desk.page, content / "metiers" / "exemple-de-tuyauteur.yaml"
    desk.open("metiers")
    picture(desk, "1-fiches", golden, request)
    # Write it: a rule is broken, told, and mended; it is a draft at first.
    page.locator("button", has_text="Nouveau").click()
    page.set_viewport_size(TALL)
    desk.field("titre.masculin").wait_for()
    write_trade(desk, "Exemple de secteur", "Exemple de diplôme")
    desk.fill("titre.masculin", "Exemple de tuyauteur")  # the name that ROME gives to H2914
    desk.fill("titre.feminin", "Exemple de tuyauteuse")
    desk.field("publication").get_by_role("checkbox").first.click()
    desk.choose("publication.etat", "Brouillon")
    desk.fill("rome", "H29")
    desk.save()
    desk.field("rome").get_by_text("Écrivez une lettre de A à N et quatre chiffres, comme H2913.").wait_for()
    page.set_viewport_size(SCREEN)
    desk.field("rome").scroll_into_view_if_needed()
    picture(desk, "2-erreur", golden, request)
    page.set_viewport_size(TALL)
    desk.fill("rome", "H2914")
    desk.save()
    wait(file.is_file, "the trade was never written")
    # Look at it: the preview shows the draft, says that it is one, and leads back to its form.
    wait(lambda: "Exemple de tuyauteur" in text_of(f"{desk.address}{PAGE}"), "the preview never showed it")
    page.goto(f"{desk.address}{PAGE}")
    expect(page.locator("h1[data-unpublished=Brouillon]")).to_be_visible(timeout=30_000)
    expect(page.locator(".bar .name:not(.busy)")).to_be_visible(timeout=30_000)
    picture(desk, "3-apercu", golden, request)
    page.set_viewport_size(TALL)
    page.get_by_text("Modifier cette page").click()
    desk.field("titre.masculin").wait_for()
    desk.field("publication").locator('button[aria-expanded="false"]:not([aria-haspopup])').first.click()
    desk.choose("publication.etat", "Publié")
    desk.save()
    wait(lambda: "etat: publie" in file.read_text(encoding="utf-8"), "it was never published")
    # Hand it in, and what follows by itself: the checks of a proposal, the release, and its way online.
    of = ("--content", str(content), "--today", "2026-11-26")
    command("check", "--strict", "--format", "github", *of)
    command("build", "--release", "--output", str(tmp_path / "public"), *of)
    command("deploy", str(tmp_path / "host"), "--output", str(tmp_path / "public"), "--content", str(content))
    online = (tmp_path / "host" / "actuel" / PAGE).read_text(encoding="utf-8")
    assert re.search("<h1[^>]*>.*Exemple de tuyauteur", online, re.DOTALL)
