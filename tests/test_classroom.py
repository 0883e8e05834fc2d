"""The page for teachers, in the browser: choose, print, project, share; and what it gives without a script."""

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from oma_builder.guide import routes
from oma_builder.pipeline import build
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.benchmarks.synthetic import write_content
from tests.browsing import FOCUSED, LOADED, Watched, violations, watch
from tests.built import SITES, TODAY, Built, small, squeezed
from tests.papers import linked
from tests.script_data import value_of
from tests.tools import need, workshop

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MARGINS = dict.fromkeys(("top", "bottom", "left", "right"), "1cm")
GUIDE = linked(SITES / "classe" / "content")
TITLES = {metier.id: metier.title.both for metier in GUIDE.metiers}
THREE = "m=soudeur,fleuriste,comptable"
OVERFLOWS = "() => { const slide = document.querySelector('.slide'); return slide.scrollHeight > slide.clientHeight; }"
SIZE = "() => parseFloat(getComputedStyle(document.querySelector('.slide')).fontSize)"
SWIPED = """([from, to]) => {
    const slide = document.querySelector(".slide");
    const at = (x) => new Touch({ identifier: 1, target: slide, clientX: x, clientY: 200 });
    slide.dispatchEvent(new TouchEvent("touchstart", { touches: [at(from)], changedTouches: [at(from)] }));
    slide.dispatchEvent(new TouchEvent("touchend", { touches: [], changedTouches: [at(to)] }));
}"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    return {"classe": small(tmp_path_factory, "classe")}


@pytest.fixture
def address(origins: dict[str, str]) -> str:
    return origins["classe"] + routes.CLASSROOM


@pytest.fixture
def page(watched: Watched, address: str) -> Iterator[Page]:
    """Return the page as it first shows; nothing that a test does may make it complain."""
    watched.page.goto(address)
    yield watched.page
    assert watched.complaints == []


def chosen(page: Page) -> list[str]:
    """Return the trades that the address names."""
    return page.evaluate("oma.hash.read().get('m')?.split(',') ?? []")


def visit(page: Page, address: str) -> None:
    """Open an address from scratch: a change after the « # » alone would load nothing."""
    page.goto("about:blank")
    page.goto(address)


def told(page: Page, text: str) -> None:
    expect(page.locator("#compte")).to_contain_text(text)


def shown(page: Page, text: str) -> None:
    expect(page.locator("dialog [role=status]")).to_contain_text(text)


def test_one_trade_after_the_other_makes_a_set(page: Page) -> None:
    page.locator("summary", has_text="Industrie").click()
    page.get_by_label(TITLES["soudeur"], exact=True).check()
    page.locator("summary", has_text="Commerce").click()
    page.get_by_label(TITLES["fleuriste"], exact=True).check()
    expect(page.locator(".sheet h3")).to_have_text([TITLES["soudeur"], TITLES["fleuriste"]])
    assert chosen(page) == ["soudeur", "fleuriste"]
    told(page, "2 métiers choisis.")
    expect(page.locator("summary", has_text="Industrie")).to_contain_text("1 choisi")
    page.get_by_label(TITLES["soudeur"], exact=True).uncheck()
    page.get_by_role("button", name=f"Retirer\u00a0: {TITLES['fleuriste']}").click()
    assert page.evaluate(FOCUSED)["id"] == "serie"
    told(page, "Aucun métier choisi")
    assert page.url.partition("#")[2] == ""
    expect(page.get_by_role("button", name="Imprimer les fiches")).to_be_hidden()


def test_a_whole_sector_is_taken_at_once(page: Page) -> None:
    sector = GUIDE.sectors[0]
    page.locator("summary", has_text=sector.name).click()
    page.get_by_role("button", name="Tout le secteur").click()
    assert chosen(page) == [card.id for card in sector.metiers]
    expect(page.locator(".picks input:checked")).to_have_count(len(sector.metiers))


def test_chance_draws_six_trades_of_six_sectors(page: Page) -> None:
    sector_of = {metier.id: metier.sector for metier in GUIDE.metiers}
    drawn = set()
    for _ in range(5):
        page.get_by_role("button", name="Au hasard").click()
        assert len({sector_of[name] for name in chosen(page)}) == len(chosen(page)) == 6
        drawn.add(tuple(chosen(page)))
    assert len(drawn) > 1
    expect(page.locator(".sheet")).to_have_count(6)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("SOUDEUSE", "soudeur"), ("electricien", "electricien-batiment"), ("santé infirm", "infirmier"), ("bucheron", "bucheron")],
)  # fmt: skip
def test_a_trade_is_found_however_it_is_typed(page: Page, typed: str, found: str) -> None:
    page.get_by_label("Chercher un métier").fill(typed)
    page.get_by_label(TITLES[found], exact=True).check()
    assert chosen(page) == [found]


def test_a_search_without_result_helps(page: Page) -> None:
    page.get_by_label("Chercher un métier").fill("zzzz")
    expect(page.locator("#trouves")).to_contain_text("Aucun métier trouvé")
    page.get_by_label("Chercher un métier").fill("")
    expect(page.locator("#choix summary")).to_have_count(len(GUIDE.sectors))
    expect(page.locator("#trouves")).to_have_text("")


def test_the_kept_selection_is_taken(page: Page) -> None:
    expect(page.get_by_role("button", name="Toute la sélection")).to_be_hidden()
    page.evaluate("oma.selection.replace(['ceramiste', 'nulle-part', 'hydrologue'])")
    page.get_by_role("button", name="Toute la sélection").click()
    assert chosen(page) == ["ceramiste", "hydrologue"]


def test_a_shared_link_is_the_same_set(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, f"{address}#{THREE}")
    expect(page.locator(".sheet")).to_have_count(3)
    page.get_by_role("button", name="Copier le lien").click()
    told(page, "Lien copié.")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}#{THREE}"


def test_unknown_trades_are_told_and_left_out(page: Page, address: str) -> None:
    visit(page, f"{address}#m=soudeur,dresseur-de-dragons,<b>x")
    told(page, "2 métiers de ce lien ne sont pas dans le guide\u00a0: dresseur-de-dragons, <b>x. 1 métier choisi.")
    expect(page.locator(".sheet h3")).to_have_text([TITLES["soudeur"]])


@pytest.mark.parametrize(
    "state",
    ["m=", "m=%E0%A4%A", "m=__proto__,constructor,toString", "=&&==", "vue=projection", "m=,,,&vue=projection&n=-5", "%", "m", "contenu"],
)  # fmt: skip
def test_a_broken_address_does_no_harm(page: Page, address: str, state: str) -> None:
    visit(page, f"{address}#{state}")
    told(page, "Aucun métier choisi")
    assert not page.locator("dialog").is_visible()
    page.get_by_role("button", name="Au hasard").click()
    expect(page.locator(".sheet")).to_have_count(6)


def test_the_set_prints_two_a_page_and_nothing_else(page: Page, address: str, tmp_path: Path) -> None:
    visit(page, f"{address}#m={','.join(TITLES)}")
    expect(page.locator(".sheet")).to_have_count(len(TITLES))
    page.pdf(path=tmp_path / "set.pdf", format="A4", margin=MARGINS)
    done = subprocess.run([need("pdftotext"), tmp_path / "set.pdf", "-"], capture_output=True, check=True)
    pages = [squeezed(text) for text in done.stdout.decode().split("\f")[:-1]]
    # One page more is allowed for a guide that grows: a long sheet takes the page that it needs.
    assert len(pages) <= len(TITLES) / 2 + 1
    assert all(
        any(squeezed(title).replace("-", "") in text.replace("-", "") for text in pages) for title in TITLES.values()
    )
    for unwanted in ("Choisissezdesmétiers", "prêtesàmener", "Imprimerlesfiches", "Toutretirer", "Nousécrire"):
        assert [text for text in pages if unwanted in text] == []
    page.emulate_media(media="print")
    assert [button for button in page.get_by_role("button").all() if button.is_visible()] == []
    facts = GUIDE.metiers[0]
    for text in (
        facts.hook,
        facts.missions[0],
        facts.conditions.places[0],
        facts.paths[0].title,
        facts.interests[0].name,
    ):
        assert squeezed(text) in "".join(pages)


def test_without_a_set_the_page_prints_its_doors(page: Page) -> None:
    with pikepdf.open(io.BytesIO(page.pdf(format="A4", margin=MARGINS))) as pdf:
        assert len(pdf.pages) <= 3
    page.emulate_media(media="print")
    assert page.locator("#activites").is_visible()


def test_the_projection_is_led_by_the_keyboard(page: Page, address: str) -> None:
    visit(page, f"{address}#{THREE}")
    page.get_by_role("button", name="Projeter").click()
    shown(page, f"1 sur 3\u00a0: {TITLES['soudeur']}")
    assert page.evaluate(FOCUSED)["name"] == "slide"
    for key, rank in [("ArrowRight", 2), ("Space", 3), ("PageDown", 3), ("ArrowLeft", 2), ("Home", 1), ("PageUp", 1), ("End", 3), ("Shift+Space", 2)]:  # fmt: skip
        page.keyboard.press(key)
        shown(page, f"{rank} sur 3")
    assert page.evaluate("location.hash") == f"#{THREE}&vue=projection&n=2"
    expect(page.locator(".slide h2")).to_have_text(TITLES["fleuriste"])
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    assert page.evaluate(FOCUSED)["id"] == "projeter"
    # The address follows once the browser has told of the closing: a moment later on a busy machine.
    page.wait_for_function("wanted => location.hash === wanted", arg=f"#{THREE}")


def test_the_buttons_of_the_projection_keep_the_focus(page: Page, address: str) -> None:
    visit(page, f"{address}#{THREE}&vue=projection")
    after, before = page.get_by_role("button", name="Suivant"), page.get_by_role("button", name="Précédent")
    expect(before).to_have_attribute("aria-disabled", "true")
    after.focus()
    page.keyboard.press("Space")
    shown(page, "2 sur 3")
    page.keyboard.press("Enter")
    shown(page, "3 sur 3")
    expect(after).to_be_focused()
    expect(after).to_have_attribute("aria-disabled", "true")
    before.click()
    shown(page, "2 sur 3")
    page.get_by_role("button", name="Fermer").click()
    expect(page.locator("dialog")).to_be_hidden()


def test_the_projection_stays_where_the_link_says(page: Page, address: str) -> None:
    for number, rank in [("2", 2), ("9", 3), ("-4", 1), ("x", 1)]:
        visit(page, f"{address}#{THREE}&vue=projection&n={number}")
        shown(page, f"{rank} sur 3")


def test_going_back_leaves_the_projection_and_not_the_page(page: Page, address: str) -> None:
    visit(page, f"{address}#{THREE}")
    page.get_by_role("button", name="Projeter").click()
    page.keyboard.press("ArrowRight")
    page.go_back()
    expect(page.locator("dialog")).to_be_hidden()
    assert page.url == f"{address}#{THREE}"
    expect(page.locator(".sheet")).to_have_count(3)


def test_another_link_in_the_same_tab_is_followed(page: Page, address: str) -> None:
    visit(page, f"{address}#{THREE}&vue=projection")
    shown(page, "1 sur 3")
    page.evaluate("location.hash = 'm=hydrologue'")
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator(".sheet h3")).to_have_text([TITLES["hydrologue"]])


def test_a_swipe_turns_pages(page: Page, address: str) -> None:
    visit(page, f"{address}#{THREE}&vue=projection")
    for way, rank in [([300, 100], 2), ([300, 270], 2), ([100, 300], 1)]:
        page.evaluate(SWIPED, way)
        shown(page, f"{rank} sur 3")


def test_the_whole_screen_is_offered_where_it_may_be_taken(page: Page, address: str) -> None:
    visit(page, f"{address}#{THREE}&vue=projection")
    page.get_by_role("button", name="Plein écran").click()
    page.get_by_role("button", name="Quitter le plein écran").click()
    expect(page.get_by_role("button", name="Plein écran", exact=True)).to_be_visible()
    page.add_init_script("Object.defineProperty(Document.prototype, 'fullscreenEnabled', { get: () => false })")
    visit(page, f"{address}#{THREE}&vue=projection")
    shown(page, "1 sur 3")
    expect(page.locator("#plein-ecran")).to_be_hidden()


@pytest.mark.parametrize(("width", "height", "least"), [(1920, 1080, 28), (1366, 768, 20)])
def test_every_trade_fits_a_screen_in_large_type(page: Page, address: str, width: int, height: int, least: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    visit(page, f"{address}#m={','.join(TITLES)}&vue=projection")
    for rank, title in enumerate(TITLES.values(), 1):
        shown(page, f"{rank} sur {len(TITLES)}\u00a0: {title}")
        assert not page.evaluate(OVERFLOWS), title
        assert page.evaluate(SIZE) >= least, title
        page.keyboard.press("ArrowRight")


def test_nothing_moves_by_itself(page: Page, address: str) -> None:
    visit(page, f"{address}#{THREE}&vue=projection")
    shown(page, "1 sur 3")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.getAnimations().length") == 0
    page.wait_for_timeout(400)
    shown(page, "2 sur 3")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_set_and_projection_are_accessible(
    page: Page, address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    visit(page, f"{address}#{THREE}")
    page.locator("summary", has_text="Industrie").click()
    expect(page.locator(".sheet")).to_have_count(3)
    assert violations(page) == []
    page.get_by_role("button", name="Projeter").click()
    shown(page, "1 sur 3")
    assert violations(page) == []


@pytest.mark.parametrize("state", [THREE, f"{THREE}&vue=projection"])
def test_nothing_sticks_out_of_a_narrow_screen(page: Page, address: str, state: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    visit(page, f"{address}#{state}")
    expect(page.locator(".sheet")).to_have_count(3)
    page.locator("summary", has_text="Transport").evaluate("box => { box.parentElement.open = true; }")
    page.get_by_label(TITLES["conducteur-routier"], exact=True).wait_for(state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert (
        page.evaluate("""() => [...document.querySelectorAll(".sheet *, .slide *, .stage-bar > *, .picks *")]
        .filter((element) => element.getBoundingClientRect().right > 321 && !element.closest("span span"))
        .map((element) => element.outerHTML)""")
        == []
    )


def test_it_works_from_a_folder(watched: Watched, sites: dict[str, Built]) -> None:
    folder = sites["classe"].folder.as_uri()
    watched.page.goto(f"{folder}/{routes.CLASSROOM}#{THREE}&vue=projection")
    shown(watched.page, f"1 sur 3\u00a0: {TITLES['soudeur']}")
    watched.page.evaluate(LOADED)
    assert watched.page.evaluate("document.querySelector('.slide img').naturalWidth") > 0
    watched.page.keyboard.press("Escape")
    expect(watched.page.locator(".sheet")).to_have_count(3)
    expect(watched.page.locator("#copier")).to_be_hidden()
    assert watched.complaints == []
    assert [url for url in watched.requests if not url.startswith(f"{folder}/")] == []


def test_the_sheets_are_asked_for_when_they_serve(watched: Watched, address: str) -> None:
    watched.page.goto(address)
    watched.page.wait_for_load_state("networkidle")
    assert [url for url in watched.requests if "fiches" in url] == []
    watched.page.get_by_role("button", name="Au hasard").click()
    expect(watched.page.locator(".sheet")).to_have_count(6)
    assert len([url for url in watched.requests if "fiches" in url]) == 1


def test_sheets_that_do_not_come_are_told(watched: Watched, address: str) -> None:
    watched.page.route(re.compile("fiches"), lambda route: route.abort())
    watched.page.goto(f"{address}#{THREE}&vue=projection")
    told(watched.page, "Les fiches n’ont pas pu être lues")
    assert not watched.page.locator("dialog").is_visible()


def test_without_a_script_the_page_still_serves(browser: Browser, sites: dict[str, Built]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sites['classe'].folder.as_uri()}/{routes.CLASSROOM}")
    assert not page.locator("#atelier").is_visible()
    main = page.locator("main")
    activities = [handbook for handbook in GUIDE.handbooks if handbook.is_activity]
    assert len(activities) == 2
    targets = [routes.NOTEBOOK, routes.GUIDE_PDF, *(sector.route for sector in GUIDE.sectors)]
    for route in [*targets, *(one.route for one in activities), *(one.pdf for one in activities)]:
        assert main.locator(f"a[href='{route}']").first.is_visible(), route
    context.close()


def test_a_guide_of_many_trades_is_chosen_from_sector_by_sector(browser: Browser, tmp_path: Path) -> None:
    write_content(tmp_path / "content", 900)
    project = Project(
        workshop(tmp_path / "large"), tmp_path / "content", tmp_path / "site", TODAY, jobs=2, pages_only=True
    )
    assert build(project, silent).value.written
    context = browser.new_context(locale="fr-FR")
    watched = watch(context)
    page = watched.page
    page.goto(f"{project.output.as_uri()}/{routes.CLASSROOM}")
    assert page.evaluate("document.querySelectorAll('*').length") <= 600
    page.locator("main summary").first.click()
    page.get_by_role("button", name="Tout le secteur").click()
    told(page, "60 métiers au plus")
    expect(page.locator(".sheet")).to_have_count(60)
    page.get_by_label("Chercher un métier").fill("e")
    expect(page.locator("#choix .picks li")).to_have_count(40)
    expect(page.locator("#trouves")).to_contain_text("précisez")
    assert watched.complaints == []
    context.close()


def test_the_sheets_name_the_picture_that_pages_show(sites: dict[str, Built]) -> None:
    (route,) = (route for route in sites["classe"].files if re.fullmatch(r"assets/fiches\.\w+\.js", route))
    sheets = value_of((sites["classe"].folder / route).read_bytes())
    assert {sheet["image"][0] for sheet in sheets.values()} <= sites["classe"].files
