"""The notebook of discovery: complete, printed on few pages without a cut, and empty again once left."""

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser

from oma_builder.content import loader
from oma_builder.guide import linker, routes
from oma_builder.web import classroom
from tests.benchmarks.synthetic import write_content
from tests.browsing import Watched
from tests.built import TODAY, Built, Page, real, squeezed
from tests.guides import real_guide
from tests.tools import need

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MARGINS = dict.fromkeys(("top", "bottom", "left", "right"), "1cm")
TITLES = 285
"""How many points from the left edge the column of titles takes."""


@pytest.fixture
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Page:
    return real(tmp_path_factory).pages[routes.NOTEBOOK]


def columns(pdf: Path) -> list[str]:
    """Return the text of the left column of each page."""
    crop = ("-x", "0", "-y", "0", "-W", str(TITLES), "-H", "842", "-r", "72", "-enc", "UTF-8")
    done = subprocess.run([need("pdftotext"), *crop, pdf, "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def letters(text: str) -> str:
    """Return a text without spaces nor hyphens: poppler drops those at the ends of lines."""
    return squeezed(text).replace("-", "")


def test_every_trade_is_there_once_with_three_boxes(notebook: Page) -> None:
    linked = [attributes["href"] for _, attributes in notebook.every("a")]
    boxes = [attributes.get("aria-label", "") for _, attributes in notebook.every("input")]
    for metier in real_guide().metiers:
        assert linked.count(metier.route) == 1
        assert [label.split("\u00a0: ")[0] for label in boxes if label.endswith(f"\u00a0: {metier.title.both}")] == [
            "Je connais",
            "À explorer",
            "Pas pour moi",
        ]


def test_it_stays_small(notebook: Page) -> None:
    assert len(notebook.elements) <= 600


def test_it_keeps_nothing_of_a_pupil(notebook: Page) -> None:
    forms = [attributes for _, attributes in notebook.every("form", "textarea") if attributes.get("role") != "search"]
    assert forms == []
    for _, attributes in notebook.every("input"):
        if attributes["type"] == "search":
            continue  # the field of every page
        assert attributes["type"] == "checkbox"
        assert "name" not in attributes


@pytest.fixture
def printed(watched: Watched, origins: dict[str, str], tmp_path: Path) -> Path:
    watched.page.goto(origins["real"] + routes.NOTEBOOK)
    watched.page.pdf(path=tmp_path / "carnet.pdf", format="A4", margin=MARGINS)
    return tmp_path / "carnet.pdf"


def test_it_prints_on_two_sheets_of_paper(printed: Path) -> None:
    with pikepdf.open(printed) as pdf:
        assert 2 <= len(pdf.pages) <= 4


def test_no_row_is_cut_and_no_sector_begins_at_a_foot(printed: Path) -> None:
    pages = columns(printed)
    sectors = {squeezed(sector.name) for sector in real_guide().sectors}
    assert sectors <= {squeezed(line) for page in pages for line in page.splitlines()}
    assert [last for page in pages if (last := squeezed(page.strip().splitlines()[-1])) in sectors] == []
    whole = [letters(page) for page in pages]
    titles = [metier.title.both for metier in real_guide().metiers]
    assert [title for title in titles if not any(letters(title) in page for page in whole)] == []


def test_paper_says_where_each_sheet_is(printed: Path) -> None:
    done = subprocess.run([need("pdftotext"), "-layout", printed, "-"], capture_output=True, check=True)
    text = squeezed(done.stdout.decode())
    assert squeezed(f"{real_guide().site.address}metiers/") in text
    # The shortest address, which no line breaks.
    assert min((f"{metier.id}.html" for metier in real_guide().metiers), key=len) in text
    assert "Cecarnetestà" in text
    assert "Imprimerlecarnet" not in text


def test_the_button_prints(watched: Watched, origins: dict[str, str]) -> None:
    watched.page.goto(origins["real"] + routes.NOTEBOOK)
    watched.page.evaluate("window.print = () => { document.title = 'imprimé'; }")
    watched.page.get_by_role("button", name="Imprimer le carnet").click()
    assert watched.page.title() == "imprimé"
    assert watched.complaints == []


def test_ticks_leave_with_the_reader(watched: Watched, origins: dict[str, str]) -> None:
    title = real_guide().metiers[0].title.both
    watched.page.goto(origins["real"] + routes.NOTEBOOK)
    watched.page.get_by_label(f"Je connais\u00a0: {title}").check()
    assert watched.page.locator("input:checked").count() == 1
    assert watched.page.evaluate("localStorage.length") == 0
    watched.page.get_by_role("link", name=title).click()
    watched.page.go_back()
    watched.page.get_by_label(f"Je connais\u00a0: {title}").wait_for()
    assert watched.page.locator("input:checked").count() == 0


def test_it_needs_no_script(browser: Browser, sites: dict[str, Built]) -> None:
    title = real_guide().metiers[0].title.both
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sites['real'].folder.as_uri()}/{routes.NOTEBOOK}")
    assert not page.locator("main").get_by_role("button").is_visible()
    page.get_by_label(f"À explorer\u00a0: {title}").check()
    with pikepdf.open(io.BytesIO(page.pdf(format="A4", margin=MARGINS))) as pdf:
        assert len(pdf.pages) <= 4
    context.close()


def test_any_number_of_trades_is_told_by_sector(tmp_path: Path) -> None:
    write_content(tmp_path, 300)
    corpus, _ = loader.load(tmp_path, 2)
    guide, _ = linker.link(corpus, TODAY)
    assert guide is not None
    notebook = next(view for view in classroom.views(guide) if view.route == routes.NOTEBOOK)
    assert notebook.content.count == 300
    assert len(notebook.content.sectors) == len({metier.sector for metier in guide.metiers})
    assert all(sector.metiers for sector in notebook.content.sectors)


def test_a_guide_without_trades_has_neither_page(tmp_path: Path) -> None:
    write_content(tmp_path, 1)
    for path in (tmp_path / "metiers").glob("*.yaml"):
        path.unlink()
    corpus, _ = loader.load(tmp_path, 1)
    guide, _ = linker.link(corpus, TODAY)
    assert guide is not None
    assert {routes.NOTEBOOK, routes.CLASSROOM}.isdisjoint(guide.lists)
