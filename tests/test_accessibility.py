"""The declaration of accessibility says what the law asks, and claims nothing that no test proves."""

import ast
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from oma_builder.content import loader, reference
from oma_builder.content.kinds.accessibilite import Accessibilite
from oma_builder.guide import linker
from oma_builder.guide.accessibility import Declaration
from tests.browsing import RULES, axe, violations
from tests.built import CONTENT, TODAY, Built, Page, build_into, full, real
from tests.tools import MINIMAL, ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NUMBERS = list(reference.rgaa())
ROUTE = "accessibilite.html"
HEAD = """audit: {{date: {date}, version: Un exemple., par: Exemple d'organisme}}
presentation: Un exemple.
schema_pluriannuel: Un exemple.
plan_action: Un exemple.
technologies: [HTML]
outils: [{{nom: Exemple, version: "1.0", usage: un exemple}}]
environnements: [Un exemple.]
echantillon: Un exemple.
criteres:
"""
MET = "etat: conforme, controle: main"
BY_MACHINE = "etat: conforme, controle: machine"
FAILED = "etat: non-conforme, controle: main, prevu: Un exemple."
APART = "etat: non-applicable, controle: main"
UNCHECKED = "etat: non-verifie"


def declared(folder: Path, *findings: str, date: str = "2026-11-20") -> Declaration:
    """Return what is declared on `TODAY` when the criteria, in order, are found so."""
    content = folder / "content"
    content.mkdir()
    (content / "site.yaml").write_text((MINIMAL / "site.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    if findings:
        pairs = zip(NUMBERS, findings, strict=True)
        lines = [f"  - {{critere: {number}, {found}, note: Un exemple.}}\n" for number, found in pairs]
        (content / "accessibilite.yaml").write_text(HEAD.format(date=date) + "".join(lines), encoding="utf-8")
    corpus, problems = loader.load(content, 1)
    assert problems == ()
    guide, _ = linker.link(corpus, TODAY)
    assert guide
    return guide.accessibility


def test_the_reference_has_its_106_criteria_in_13_topics() -> None:
    assert len(NUMBERS) == 106
    assert len({found.topic for found in reference.rgaa().values()}) == 13
    assert (NUMBERS[0], NUMBERS[-1]) == ("1.1", "13.12")
    assert all(found.title.endswith("?") for found in reference.rgaa().values())


@pytest.mark.parametrize(
    ("findings", "mention", "percent"),
    [
        ([MET] * 106, "totalement conforme", 100),
        ([MET] * 6 + [APART] * 100, "totalement conforme", 100),
        ([MET] * 105 + [FAILED], "partiellement conforme", 99),
        ([MET] * 53 + [FAILED] * 53, "partiellement conforme", 50),
        ([MET] * 52 + [FAILED] * 54, "non conforme", 49),
        ([MET] * 1 + [FAILED] * 1 + [APART] * 104, "partiellement conforme", 50),
        ([MET] * 105 + [UNCHECKED], "non conforme", 99),
        ([MET] * 105 + [BY_MACHINE], "non conforme", 100),
        ([APART] * 106, "non conforme", 0),
    ],
)
def test_the_mention_is_that_of_the_law(tmp_path: Path, findings: list[str], mention: str, percent: int) -> None:
    found = declared(tmp_path, *findings)
    assert found.audit
    assert (found.mention, found.audit.tally.percent) == (mention, percent)


@pytest.mark.parametrize(("date", "mention"), [("2025-11-30", "totalement conforme"), ("2025-10-31", "non conforme")])
def test_an_old_audit_counts_no_more(tmp_path: Path, date: str, mention: str) -> None:
    assert declared(tmp_path, *[MET] * 106, date=date).mention == mention


def test_a_site_without_an_audit_says_so(tmp_path: Path) -> None:
    site = build_into(tmp_path / "bare", MINIMAL)
    assert site.problems == ()
    page = words(site.pages[ROUTE])
    assert "Accessibilité : non conforme." in page
    assert "aucun audit n’a encore été fait" in page
    assert "%" not in page
    for anchor in ("etat", "resultats", "non-accessibles", "etablissement", "contact", "recours"):
        assert anchor in site.pages[ROUTE].ids


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return real(tmp_path_factory)


@pytest.fixture(scope="module")
def audit() -> Accessibilite:
    document = loader.load(CONTENT, 1).value.accessibility
    assert document
    return document.entry


def words(page: Page) -> str:
    """Return all that a page says, with plain spaces."""
    return re.sub(r"\s+", " ", " ".join(text for tag, text in page.texts if tag not in ("script", "title")))


def test_every_page_says_how_accessible_the_site_is(site: Built, tmp_path_factory: pytest.TempPathFactory) -> None:
    for built, mention in ((site, "non conforme"), (full(tmp_path_factory), "partiellement conforme")):
        for route, page in built.pages.items():
            found = [text for tag, text in page.texts if tag == "a" and text.startswith("Accessibilité\u00a0:")]
            assert found == [f"Accessibilité\u00a0: {mention}"], route


def test_the_declaration_counts_what_the_file_says(site: Built, audit: Accessibilite) -> None:
    states = [found.etat for found in audit.criteres]
    met, apart, unchecked = (states.count(state) for state in ("conforme", "non-applicable", "non-verifie"))
    page = words(site.pages[ROUTE])
    assert f"Taux de conformité : {100 * met // (106 - apart)} %" in page
    assert f"{met} critères sur {106 - apart}" in page
    assert f"Pas encore vérifiés : {unchecked} critères" in page
    assert page.count("À regarder") >= unchecked
    listed = {name.removeprefix("critere-") for name in site.pages[ROUTE].ids if name.startswith("critere-")}
    assert listed == set(NUMBERS)


def test_the_declaration_holds_what_the_law_asks(site: Built, audit: Accessibilite) -> None:
    page = words(site.pages[ROUTE])
    wanted = [
        "État de conformité", "Résultats des tests", "Non-conformités", "Dérogations pour charge disproportionnée",
        "Contenus non soumis à l’obligation", "Technologies utilisées", "Environnement de test", "Outils d’évaluation",
        "Pages vérifiées", "Retour d’information et contact", "Défenseur des droits", "Schéma pluriannuel",
        *audit.technologies, *audit.environnements, *(tool.nom for tool in audit.outils),
    ]  # fmt: skip
    assert [text for text in wanted if re.sub(r"\s+", " ", text) not in page] == []


def test_failures_are_told_with_what_is_planned(tmp_path_factory: pytest.TempPathFactory) -> None:
    page = words(full(tmp_path_factory).pages[ROUTE])
    assert "Critère 1.1 : Un exemple d’obstacle. Prévu : Un exemple de correction." in page
    assert "Un exemple de dérogation." in page
    assert "Un exemple de contenu à part." in page


# What proves each finding that the real audit owes to a program: rules of axe-core, and tests of this project.
HERE, BROWSER, SITE, THEME = "test_accessibility", "test_browser", "test_site", "test_theme"
_FRAMES = (f"{HERE}.test_there_is_neither_frame_nor_film",)
_STILL = (f"{HERE}.test_nothing_moves",)
_TABLES = (f"{HERE}.test_tables_are_simple_and_have_headers",)
PROOFS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("1.4", "1.5"), (f"{HERE}.test_no_form_sends_anything",)),
    **dict.fromkeys(("2.1", "2.2"), _FRAMES),
    "3.2": (
        "axe:color-contrast",
        f"{BROWSER}.test_a_page_is_accessible_and_quiet",
        f"{THEME}.test_texts_stand_out",
    ),
    **dict.fromkeys((f"4.{number}" for number in range(1, 14)), _FRAMES),
    **dict.fromkeys(("5.1", "5.2", "5.3", "5.8"), _TABLES),
    "5.7": ("axe:td-has-header", *_TABLES),
    "6.2": ("axe:link-name", f"{BROWSER}.test_a_page_is_accessible_and_quiet"),
    "8.1": ("test_html.test_every_page_is_valid",),
    "8.2": ("test_html.test_every_page_is_valid", f"{SITE}.test_names_within_a_page_are_unique_and_found"),
    "8.3": ("axe:html-has-lang", f"{SITE}.test_every_page_is_in_french_with_one_main"),
    "8.4": ("axe:html-lang-valid", f"{SITE}.test_every_page_is_in_french_with_one_main"),
    "8.5": ("axe:document-title", f"{SITE}.test_titles_and_descriptions_tell_pages_apart"),
    **dict.fromkeys(("8.8", "8.10"), (f"{HERE}.test_nothing_is_in_another_language_or_direction",)),
    "9.2": ("axe:region", f"{HERE}.test_every_page_has_its_four_areas"),
    "10.1": (f"{HERE}.test_only_style_sheets_give_form",),
    "10.4": (f"{BROWSER}.test_nothing_is_cut_off", "test_comfort.test_large_text_never_overlaps"),
    "10.6": ("axe:link-in-text-block", "test_comfort.test_links_in_texts_are_underlined"),
    "10.7": ("test_comfort.test_the_keyboard_walks_through_the_page", f"{THEME}.test_the_focus_ring_stands_out"),
    "10.11": (f"{BROWSER}.test_nothing_is_cut_off",),
    "10.12": ("test_comfort.test_wide_spacing_loses_nothing",),
    "11.1": (
        "axe:label",
        f"{BROWSER}.test_a_page_is_accessible_and_quiet",
        "test_comfort.test_the_open_panel_is_accessible",
    ),
    "12.2": (f"{HERE}.test_menus_are_the_same_everywhere",),
    **dict.fromkeys(("12.3", "12.4"), (f"{HERE}.test_there_is_no_site_map",)),
    "12.6": ("axe:region", f"{HERE}.test_every_page_has_its_four_areas"),
    "12.7": (
        "axe:bypass",
        f"{HERE}.test_every_page_has_its_four_areas",
        f"{BROWSER}.test_the_first_tab_leads_to_the_content",
    ),
    "12.9": ("test_comfort.test_the_keyboard_walks_through_the_page",),
    "13.2": (f"{HERE}.test_no_window_is_opened",),
    **dict.fromkeys(("13.7", "13.8"), _STILL),
    "13.9": ("axe:css-orientation-lock", f"{HERE}.test_no_side_of_the_screen_is_asked_for"),
    **dict.fromkeys(("13.10", "13.12"), (f"{HERE}.test_no_gesture_is_asked_for",)),
}


def test_every_finding_of_a_program_has_its_proof(audit: Accessibilite) -> None:
    by_machine = {found.critere for found in audit.criteres if found.controle == "machine"}
    assert by_machine == PROOFS.keys()
    assert not [found.critere for found in audit.criteres if found.controle == "main"], (
        "say who looked, and update this"
    )


def test_the_proofs_exist(browser: Browser) -> None:
    page = browser.new_page()
    page.evaluate(axe()[0])
    rules: list[dict[str, Any]] = page.evaluate("axe.getRules()")
    page.close()
    running = {f"axe:{rule['ruleId']}" for rule in rules if set(rule["tags"]) & set(RULES)}
    tests = {f"{path.stem}.{node.name}" for path in (ROOT / "tests").glob("test_*.py") for node in functions(path)}
    named = {proof for proofs in PROOFS.values() for proof in proofs}
    assert named - running - tests == set()


def functions(path: Path) -> Iterable[ast.FunctionDef]:
    return (node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef))


def test_the_audit_names_the_version_of_its_tools(audit: Accessibilite) -> None:
    (used,) = (tool for tool in audit.outils if tool.nom == "axe-core")
    assert axe()[0].startswith(f"/*! axe v{used.version}\n")


def own_scripts(site: Built) -> dict[str, str]:
    """Return the scripts of the pages, without libraries, data, nor the worker that no page shows."""
    libraries = {path.stem for path in (ROOT / "assets" / "vendor").glob("*/*.js")}
    found = {route: site.text(route) for route in site.files if route.endswith(".js")}
    return {
        route: text for route, text in found.items()
        if route.rpartition("/")[2].split(".")[0] not in libraries | {"sw"} and not text.startswith("window.oma.")
    }  # fmt: skip


def style(site: Built) -> str:
    return "".join(site.text(route) for route in site.files if route.endswith(".css"))


def tags(site: Built, *wanted: str) -> list[tuple[str, str]]:
    """Return where some elements stand."""
    return [(route, tag) for route, page in site.pages.items() for tag, _ in page.every(*wanted)]


def test_there_is_neither_frame_nor_film(site: Built) -> None:
    assert tags(site, "iframe", "frame", "object", "embed", "video", "audio", "canvas", "bgsound", "applet") == []
    # The shell opens a film of PeerTube in a frame: without such a server, the policy of the pages forbids every frame.
    assert [route for route in site.pages if "frame-src" in site.text(route)] == []
    made = r"createElement\(\"(?:video|audio|canvas|object)|new Audio|element\(\"(?:video|audio|object)"
    assert [route for route, text in own_scripts(site).items() if re.search(made, text)] == []


TITLED = re.compile(r'<h[1-6][^>]*\bid="([^"]+)"[^>]*>(.*?)</h[1-6]>', re.DOTALL)
LANDMARKS = {"nav": "navigation", "aside": "complementary", "section": "region", "form": "form", "main": "main"}
"""Elements that are landmarks, sections and forms only with a name."""


def landmarks(page: Page) -> list[tuple[str, str]]:
    """Return the role and the name of each landmark: what readers who listen jump to."""
    titles = {found[1]: re.sub("<[^>]+>", "", found[2]) for found in TITLED.finditer(page.source)}
    found = []
    for tag, attributes in page.elements:
        role = attributes.get("role") or LANDMARKS.get(tag, "")
        name = attributes.get("aria-label") or titles.get(attributes.get("aria-labelledby", ""), "")
        if role in LANDMARKS.values() or role == "search":
            found += [(role, name.casefold())] if name or role not in ("region", "form") else []
    return found


def test_no_two_landmarks_of_a_page_have_one_name(site: Built) -> None:
    """The rule `landmark-unique` of axe, which other tests hold in a browser, on every page."""
    found = {route: landmarks(page) for route, page in site.pages.items()}
    twice = {route: sorted({mark for mark in marks if marks.count(mark) > 1}) for route, marks in found.items()}
    assert {route: marks for route, marks in twice.items() if marks} == {}
    assert all(("navigation", "menu principal") in marks for marks in found.values())


def test_axe_holds_regions_apart(browser: Browser) -> None:
    page = browser.new_page()
    section = '<section aria-label="Tableau"><p>Un exemple.</p></section>'
    page.set_content(f"<!doctype html><html lang=fr><title>Exemple</title><main><h1>Exemple</h1>{section * 2}</main>")
    assert [told for told in violations(page) if told.startswith("landmark-unique: ")]
    page.close()


def test_nothing_moves(site: Built) -> None:
    assert not re.search(r"@keyframes|animation(?:-name)?\s*:", style(site))
    assert tags(site, "marquee", "blink", "animate", "animateTransform", "animateMotion", "set") == []
    assert [route for route in site.files if route.endswith((".gif", ".apng"))] == []
    assert [route for route, text in own_scripts(site).items() if re.search(r"setInterval|\.animate\(", text)] == []


def test_no_form_sends_anything(site: Built) -> None:
    sending = ("action", "formaction", "method")
    assert [
        (route, tag)
        for route, page in site.pages.items()
        for tag, attributes in page.every("form", "button", "input")
        if attributes.keys() & set(sending) and attributes.get("role") != "search"  # it leads to a page of the site
    ] == []
    asking = r"\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource"
    asked = {route: text for route, text in own_scripts(site).items() if re.search(asking, text)}
    # One asks the site itself for the list of all that may be kept, to say how much that is.
    assert [route.partition(".")[0] for route in asked] == ["assets/sans-connexion"]
    assert [text.count("fetch(") for text in asked.values()] == [1]
    assert "fetch(list," in next(iter(asked.values()))


def test_tables_are_simple_and_have_headers(site: Built) -> None:
    count = 0
    for route, page in site.pages.items():
        for table in re.findall(r"<table.*?</table>", page.source, re.DOTALL):
            count += 1
            first, *others = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
            assert re.findall(r"<t[hd]", first) == re.findall(r"<th", first), route
            assert all(len(re.findall(r"<th", row)) <= 1 and "<th" not in row[4:] for row in others), route
            assert len(re.findall(r'<th scope="(?:col|row)">', table)) == len(re.findall(r"<th[ >]", table)), route
            assert not re.search(r"colspan|rowspan|headers=", table), route
    assert count > 5


def test_nothing_is_in_another_language_or_direction(site: Built) -> None:
    for route, page in site.pages.items():
        assert [tag for tag, attributes in page.elements if "lang" in attributes] == ["html"], route
        assert not [tag for tag, attributes in page.elements if "dir" in attributes], route
        assert not {unicodedata.bidirectional(sign) for sign in set(page.source)} & {"R", "AL", "RLE", "RLO"}, route


def test_every_page_has_its_four_areas(site: Built) -> None:
    for route, page in site.pages.items():
        order = [
            tag for tag, found in page.elements if tag in ("main", "footer") or found.get("class") == "site-header"
        ]
        assert order == ["header", "main", "footer"], route
        assert next(iter(page.every("nav")))[1]["aria-label"] == "Menu principal", route
        first = next(attributes for tag, attributes in page.elements if tag == "a")
        assert first["href"] == f"#{page.first('main')['id']}", route


def test_only_style_sheets_give_form(site: Built) -> None:
    formal = ("basefont", "big", "blink", "center", "font", "marquee", "s", "strike", "tt", "pre")
    assert tags(site, *formal) == []
    attributes = {"align", "alink", "background", "bgcolor", "border", "cellpadding", "cellspacing", "char", "charoff",
                  "clear", "color", "compact", "frameborder", "hspace", "link", "marginheight", "marginwidth", "text",
                  "valign", "vlink", "vspace", "style"}  # fmt: skip
    for route, page in site.pages.items():
        assert not [tag for tag, found in page.elements if found.keys() & attributes], route
        assert not [
            tag
            for tag, found in page.elements
            if found.keys() & {"width", "height"} and tag not in ("img", "source", "svg")
        ]
        assert not [text for tag, text in page.texts if tag != "script" and re.search(r"\S[  \u202f]{2,}\S", text)], (
            route
        )


SEARCH = re.compile(r'<form class="search".*?</form>\s*', re.DOTALL)


def test_menus_are_the_same_everywhere(site: Built) -> None:
    def bare(part: str) -> str:
        return re.sub(r' aria-current="\w+"|\.\./|(?<=")/(?=[\w.])', "", SEARCH.sub("", part))

    for tag in ("header", "footer"):
        parts = {
            bare(re.findall(rf'<{tag} class="site-{tag}">.*?</{tag}>', page.source, re.DOTALL)[0])
            for page in site.pages.values()
        }
        assert len(parts) == 1, tag
    without = {route for route, page in site.pages.items() if not SEARCH.search(page.source.partition("<main")[0])}
    assert without == {"recherche.html"}, "the page of results has a field of its own"


def test_there_is_no_site_map(site: Built) -> None:
    assert [
        route
        for route, page in site.pages.items()
        if "plan" in Path(route).stem.split("-") or "Plan du site" in words(page)
    ] == []


def test_no_window_is_opened(site: Built) -> None:
    assert not [route for route, page in site.pages.items() for _, found in page.elements if "target" in found]
    assert [
        route
        for route, text in own_scripts(site).items()
        if re.search(r"window\.open|[^.\w]open\(\s*[\"`]|_blank", text)
    ] == []


def test_no_side_of_the_screen_is_asked_for(site: Built) -> None:
    assert not re.search(r"orientation\s*:", style(site))
    assert [route for route, text in own_scripts(site).items() if re.search(r"orientation\.lock", text)] == []


def test_no_gesture_is_asked_for(site: Built) -> None:
    gestures = r"touchmove|pointermove|mousemove|gesture(?:start|change)|devicemotion|deviceorientation|\"drag"
    assert [route for route, text in own_scripts(site).items() if re.search(gestures, text)] == []
