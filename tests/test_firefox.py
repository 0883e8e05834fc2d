"""The edition for USB keys in Firefox ESR, from a folder whose name has spaces and accents."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from oma_builder.guide import routes
from tests.built import A_TRADE, ANOTHER_TRADE, real
from tests.firefox import PATIENCE, Firefox, firefox

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass(frozen=True)
class Visit:
    """A page to open: what a reader does there (a script), and what must then be true (an expression)."""

    route: str
    act: str = "null"
    then: str = "document.querySelector('h1').textContent.trim().length > 0"


SEARCH = f"""(field => {{
    field.dispatchEvent(new FocusEvent('focusin', {{ bubbles: true }}));
    field.value = '{A_TRADE.replace("-", " ")}';
    field.dispatchEvent(new Event('input', {{ bubbles: true }}));
}})(document.querySelector('#recherche'))"""
FILTER = """(choice => {
    choice.value = choice.options[1].value;
    choice.dispatchEvent(new Event('change', { bubbles: true }));
})(document.querySelector('[name=secteur]'))"""

VISITS = [
    Visit("index.html"),
    Visit("metiers.html"),
    Visit(f"metiers/{A_TRADE}.html"),
    Visit("recherche.html", act=SEARCH, then="document.querySelectorAll('#reponses a').length > 0"),
    Visit(
        "mes-gouts.html",
        act="document.querySelector('[data-answer=o]').click()",
        then="location.hash.includes('reponses=')",
    ),
    Visit(
        "comparer.html",
        act=f"location.hash = 'm={A_TRADE},{ANOTHER_TRADE}'",
        then="document.querySelectorAll('.comparison thead a').length === 2",
    ),
    Visit(
        "metiers.html", act=FILTER, then="parseInt(document.querySelector('.filters [role=status]').textContent) > 0"
    ),
    Visit("classe.html", then="!!document.querySelector('main details')"),
    Visit("territoires.html", then="document.querySelectorAll('svg a').length >= 13"),
]
"""One line for each page whose scripts Firefox must run; any page of the site may be named."""

LOOK = """(style => ({
    margin: style.marginTop, paper: style.backgroundColor, sheets: document.styleSheets.length,
    pictures: [...document.images].filter(image => image.complete && !image.naturalWidth).length,
}))(getComputedStyle(document.body))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site as a pupil has it on a key: the archive unzipped, where there is one, else the site's folder."""
    place = tmp_path_factory.mktemp("clé") / "Clé USB de l’élève à Nîmes"
    site = real(tmp_path_factory).folder
    if not (site / routes.ARCHIVE).is_file():
        return Path(shutil.copytree(site, place))
    with zipfile.ZipFile(site / routes.ARCHIVE) as archive:
        archive.extractall(place)
    return next(place.rglob(routes.HOME)).parent


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(tmp_path_factory.mktemp("firefox") / "profile") as opened:
        yield opened


@pytest.fixture
def browser(window: Firefox) -> Firefox:
    """Return the one window, with nothing on its record."""
    window.open("about:blank")
    window.complaints.clear()
    window.requests.clear()
    return window


def test_files_are_strangers_to_each_other_as_for_any_reader(browser: Firefox, tmp_path: Path) -> None:
    """Without this rule of Firefox the tests below would prove nothing."""
    (tmp_path / "un.html").write_text("<!doctype html><title>Un</title>", encoding="utf-8")
    (tmp_path / "deux.html").write_text("<!doctype html><title>Deux</title>", encoding="utf-8")
    browser.open((tmp_path / "un.html").as_uri())
    assert browser.evaluate("fetch('deux.html').then(() => 'read', () => 'refused')") == "refused"
    browser.evaluate("localStorage.setItem('mot', 'un')")
    browser.open((tmp_path / "deux.html").as_uri())
    assert browser.evaluate("localStorage.getItem('mot')") is None


def test_complaints_are_heard(browser: Firefox, tmp_path: Path) -> None:
    page = tmp_path / "faux.html"
    page.write_text("<!doctype html><title>Faux</title><script>inconnu()</script>", encoding="utf-8")
    browser.open(page.as_uri())
    assert [text for text in browser.complaints if "inconnu is not defined" in text]


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.route)
def test_a_page_works_from_a_folder(browser: Firefox, folder: Path, visit: Visit) -> None:
    browser.open((folder / visit.route).as_uri())
    browser.evaluate(visit.act)
    assert browser.evaluate(_soon(visit.then)), browser.evaluate("document.body.innerText")[:500]
    assert browser.evaluate("typeof window.oma") == "object"
    look = browser.evaluate(LOOK)
    assert (look["margin"], look["sheets"] > 0, look["pictures"]) == ("0px", True, 0)
    assert look["paper"] != "rgba(0, 0, 0, 0)"
    assert browser.complaints == []
    assert [url for url in browser.requests if not url.startswith(("file:", "data:", "about:"))] == []


def _soon(condition: str) -> str:
    """Return a script that says whether a condition comes true, a slow machine's time given."""
    return f"""new Promise(done => {{
        const until = Date.now() + {PATIENCE * 500};
        const look = () => ({condition}) ? done(true) : Date.now() > until ? done(false) : setTimeout(look, 50);
        look();
    }})"""


def _kept(names: list[str], act: str = "null") -> str:
    """Return a script that says whether the page that keeps the selection for all keeps these trades.

    What is given to do is done each time before it is asked.
    """
    return f"""new Promise(done => {{
        const wanted = JSON.stringify({json.dumps(names)});
        const until = Date.now() + {PATIENCE * 500};
        let asking;
        const end = (said) => {{ clearInterval(asking); done(said); }};
        addEventListener("message", ({{ data }}) => {{ if (JSON.stringify(data?.selection) === wanted) end(true); }});
        asking = setInterval(() => {{
            if (Date.now() > until) return end(false);
            {act};
            document.querySelector("iframe")?.contentWindow.postMessage({{ ask: true }}, "*");
        }}, 50);
    }})"""


def _keep(names: list[str]) -> str:
    """Return a script that makes these trades the selection, and says whether they are kept for all pages."""
    return _kept(names, act=f"window.oma.selection.replace({json.dumps(names)})")


def test_the_selection_goes_from_page_to_page(browser: Firefox, folder: Path) -> None:
    """The device keeps it for one file alone: links carry it."""
    browser.open((folder / "metiers" / f"{A_TRADE}.html").as_uri())
    assert browser.evaluate("window.oma.selection.all()") == []
    browser.evaluate(f"window.oma.selection.toggle('{A_TRADE}')")
    arrived = browser.follow("header a[href$='metiers.html']")
    assert arrived == f"{(folder / 'metiers.html').as_uri()}#sel={A_TRADE}"
    assert browser.evaluate("window.oma.selection.all()") == [A_TRADE]
    arrived = browser.follow(f"main a[href='metiers/{ANOTHER_TRADE}.html']")
    browser.evaluate(f"window.oma.selection.toggle('{ANOTHER_TRADE}')")
    assert browser.evaluate("location.hash") == f"#sel={A_TRADE},{ANOTHER_TRADE}"
    arrived = browser.follow("header a[href$='index.html']")
    assert arrived.endswith(f"index.html#sel={A_TRADE},{ANOTHER_TRADE}")
    assert browser.evaluate("window.oma.selection.all()") == [A_TRADE, ANOTHER_TRADE]
    assert browser.complaints == []


def test_the_selection_comes_back_with_the_reader(browser: Firefox, folder: Path) -> None:
    """« Back » shows a page as it was left: one hidden page keeps what was chosen since, and what was taken out."""
    browser.open((folder / "metiers.html").as_uri())
    assert browser.evaluate(_keep([]))
    browser.follow(f"main a[href='metiers/{ANOTHER_TRADE}.html']")
    assert browser.evaluate(_soon("window.oma.selection.all().length === 0"))
    browser.evaluate(f"window.oma.selection.toggle('{ANOTHER_TRADE}')")
    assert browser.evaluate(_kept([ANOTHER_TRADE]))
    browser.back()
    assert browser.evaluate(_soon(f"window.oma.selection.has('{ANOTHER_TRADE}')"))
    assert (
        browser.evaluate(f"document.querySelector('[data-select={ANOTHER_TRADE}]').getAttribute('aria-pressed')")
        == "true"
    )
    browser.follow(f"main a[href='metiers/{ANOTHER_TRADE}.html']")
    browser.evaluate(f"window.oma.selection.toggle('{ANOTHER_TRADE}')")
    assert browser.evaluate(_kept([]))
    browser.back()
    assert browser.evaluate(_soon("window.oma.selection.all().length === 0"))
    assert browser.complaints == []


def test_the_selection_is_there_the_next_day(browser: Firefox, folder: Path) -> None:
    """The folder is opened anew, by no link."""
    browser.open((folder / "metiers" / f"{A_TRADE}.html").as_uri())
    assert browser.evaluate(_keep([A_TRADE]))
    browser.open("about:blank")
    browser.open((folder / "index.html").as_uri())
    assert browser.evaluate(_soon(f"window.oma.selection.has('{A_TRADE}')"))
    assert browser.evaluate(_keep([]))
    browser.open("about:blank")
    browser.open((folder / "metiers" / f"{A_TRADE}.html").as_uri())
    assert browser.evaluate(_soon("window.oma.selection.all().length === 0"))
    assert browser.complaints == []


@pytest.mark.parametrize("broken", ["#sel=", "#sel=<b>,../x,%00", "#sel=" + ",".join(["a"] * 999), "#&&==%"])
def test_a_broken_selection_does_no_harm(browser: Firefox, folder: Path, broken: str) -> None:
    browser.open((folder / "metiers" / f"{ANOTHER_TRADE}.html").as_uri() + broken)
    kept = browser.evaluate("window.oma.selection.all()")
    assert all(isinstance(name, str) and name.isascii() and json.dumps(name).isprintable() for name in kept)
    assert not [name for name in kept if "<" in name or "." in name]
    assert browser.complaints == []
