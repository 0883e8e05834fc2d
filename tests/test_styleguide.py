"""The style page: every component, every class, readable in every mode, and never published."""

import re
from pathlib import Path

import pytest

from oma_builder.pipeline import build
from oma_builder.problems import has_errors
from oma_builder.progress import silent
from oma_builder.project import Project
from oma_builder.web import specimens
from tests.browsing import Watched, violations
from tests.built import CONTENT, REAL_DAY, Built, full, real
from tests.tools import ROOT, workshop

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COMPONENTS = ROOT / "templates" / "web" / "components"
FRAME = {"comfort", "criteria", "crumbs", "footer", "header", "online"}
"""Partials of the frame of every page, and the table that the declaration of accessibility alone has."""


@pytest.fixture(scope="module")
def charte(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("charte")
    project = Project(workshop(folder), CONTENT, folder / "out", REAL_DAY, pages_only=True, style_page=True)
    summary, problems = build(project, silent)
    assert summary.written
    assert not has_errors(problems)
    return project.output / specimens.ROUTE


def test_every_component_is_shown() -> None:
    template = (ROOT / "templates" / "web" / "charte.html").read_text(encoding="utf-8")
    used = set(re.findall(r'"components/([\w-]+)\.html"', template))
    assert {path.stem for path in COMPONENTS.glob("*.html")} - used == FRAME
    macros = {
        name for path in COMPONENTS.glob("*.html") for name in re.findall(r"{% macro (\w+)", path.read_text("utf-8"))
    }
    called = set(re.findall(r"\b(\w+)\(", template))
    inside = {
        "card_title",
        "comfort",
        "counted",
        "criteria",
        "crumbs",
        "film_block",
        "framed",
        "in_folder",
        "mail",
        "on_server",
        "results",
        "toc_list",
    }  # called by the frame, and by another macro
    assert macros - called - inside == set()


def test_every_class_of_a_component_is_shown(watched: Watched, charte: Path) -> None:
    watched.page.goto(charte.as_uri())
    watched.page.locator("#chercher-exemple").press_sequentially("sou")
    watched.page.locator(".suggestions").wait_for()
    watched.page.get_by_role("button", name="Confort de lecture").click()
    shown = set(watched.page.evaluate("[...document.querySelectorAll('[class]')].flatMap(e => [...e.classList])"))
    # The home page, the quiz, the classroom, the notebook and the brief of films are pages of one kind each: their sheets
    # name nothing else. `wide` moves what others draw.
    alone = {"quiz", "classroom", "notebook", "criteria", "brief", "home", "wide"}
    own = (path for path in (ROOT / "assets/css/own").glob("*.css") if path.stem not in alone)
    sheets = [*(ROOT / "assets/css/components").glob("*.css"), *own]
    named = {
        name: path.name
        for path in sheets
        for selector in re.findall(r"([^{}]+){", re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL))
        for name in re.findall(r"\.([a-z][\w-]*)", re.sub(r"@(media|layer|supports)[^{]*", "", selector))
    }
    assert {name: sheet for name, sheet in named.items() if name not in shown} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_style_page_is_accessible(watched: Watched, charte: Path, scheme: str, width: int) -> None:
    watched.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    watched.page.set_viewport_size({"width": width, "height": 800})
    watched.page.goto(charte.as_uri())
    assert violations(watched.page) == []
    assert watched.complaints == []


@pytest.mark.parametrize("make", [real, full])
def test_no_site_publishes_it(make: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    site: Built = make(tmp_path_factory)  # type: ignore[operator]
    assert specimens.ROUTE not in site.files
    assert not [route for route in site.files if "charte" in route]
