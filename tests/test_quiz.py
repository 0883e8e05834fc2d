"""The interest discovery: scoring as a pure function, and the page in a real browser, by touch, keyboard and address."""

import gzip
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from oma_builder.content import schema
from oma_builder.guide.discovery import QUESTIONS
from tests.browsing import FOCUSED, Watched, violations, watch
from tests.built import SITES, TODAY, Built, build_into, full, small
from tests.language.texts import real_corpus
from tests.test_browser import CUT_OFF, SCREENS, SIZES
from tests.tools import MINIMAL

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROUTE = "mes-gouts.html"
RESULT = "#reponses=ooopponnnsonppnopn"
WISHES = [question.text for question in QUESTIONS]
MOVED = "document.activeElement.textContent"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    return {"gouts": small(tmp_path_factory, "gouts"), "full": full(tmp_path_factory)}


@pytest.fixture
def quiz(watched: Watched, origins: dict[str, str]) -> Page:
    """Return the page of the quiz at its first question, without animations."""
    watched.page.emulate_media(reduced_motion="reduce")
    watched.page.goto(origins["gouts"] + ROUTE)
    return watched.page


def scene(page: Page) -> str:
    return page.locator("[data-text=question]").inner_text()


def progress(page: Page) -> str:
    return page.locator("[data-text=progress]").inner_text()


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def answer_all(page: Page, sign: str) -> None:
    for _ in range(18):
        page.locator(f"[data-answer={sign}]").click()


# The content


def test_there_are_three_scenes_a_theme_each_told_once() -> None:
    asked = {document.entry.lettre: document.entry.questions for document in real_corpus().of(schema.INTERETS)}
    assert {letter: len(questions) for letter, questions in asked.items()} == dict.fromkeys("RIASEC", 3)
    told = [question for questions in asked.values() for question in questions]
    assert len(set(told)) == 18
    assert [question for question in told if not re.search(r"Aimerais-tu [^?]+\u202f\?$", question)] == []


def test_without_the_questions_of_one_theme_there_is_no_page(tmp_path: Any, sites: dict[str, Built]) -> None:
    assert ROUTE in sites["gouts"].files
    assert f'href="{ROUTE}"' in sites["gouts"].text("interets.html")
    assert ROUTE not in sites["full"].files  # only one theme has a page there
    assert f'href="{ROUTE}"' not in sites["full"].text("interets.html")
    assert ROUTE not in build_into(tmp_path / "minimal", MINIMAL, TODAY).files


def test_the_page_reads_without_a_script(browser: Browser, origins: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto(origins["gouts"] + ROUTE)
    assert page.locator("main li:visible").count() == 18 + 2  # the scenes, and the two steps of the trail
    assert page.locator("main button:visible").count() == 0
    links = page.locator("[data-theme] a:visible").evaluate_all("links => links.map(link => link.href)")
    assert sorted(links) == sorted(
        origins["gouts"] + route
        for route in (
            f"interets/{path.stem}.html" for path in (SITES / "gouts" / "content" / "interets").glob("*.yaml")
        )
    )
    context.close()


# The page


def test_one_scene_at_a_time_leads_to_a_result(quiz: Page) -> None:
    seen = []
    for place in range(18):
        assert progress(quiz) == f"Question {place + 1} sur 22"
        assert quiz.locator("progress").get_attribute("max") == "22"
        assert quiz.evaluate("document.querySelector('progress').value") == place
        seen.append(scene(quiz))
        tap(quiz, "Oui, beaucoup" if place % 6 == 0 else "Pas vraiment")
        assert quiz.evaluate(FOCUSED)["tag"] == "H2"
    assert len(set(seen)) == 18
    for place, asked in enumerate(WISHES, 18):
        assert progress(quiz) == f"Question {place + 1} sur 22, facultative"
        assert (quiz.evaluate(FOCUSED)["tag"], quiz.evaluate(MOVED)) == ("H2", asked)
        tap(quiz, "Peu importe")
    # The first scene of each round is of another theme: R, A, E.
    assert quiz.evaluate(MOVED) == "Trois pistes\u00a0: Réaliste, Artistique et Entreprenant"
    assert "arrivent à égalité" in quiz.locator("[data-text=words]").inner_text()
    told = quiz.locator("[data-list=themes] > li").first.inner_text()
    assert "Tu as répondu «\u00a0Oui, beaucoup\u00a0» une fois." in told
    quiz.locator("[data-list=themes] summary").first.click()
    assert quiz.locator("[data-list=themes] li li").first.inner_text() in seen


def test_cards_say_why_the_best_first(quiz: Page, origins: dict[str, str]) -> None:
    quiz.goto(origins["gouts"] + ROUTE + "#reponses=ooonnnnnnnnnnnnoon")  # realistic, then conventional
    quiz.locator(".why").first.wait_for()
    assert quiz.locator("[data-text=title]").inner_text() == "Deux pistes\u00a0: Réaliste et Conventionnel"
    reasons = quiz.locator(".why").all_inner_texts()
    assert 6 <= len(reasons) <= 8
    assert all(reason.startswith("Tu penches vers ") and reason.endswith(".") for reason in reasons)
    assert reasons[0].startswith("Tu penches vers Réaliste et Conventionnel")
    told = quiz.locator("[data-text=trades]").inner_text()
    assert told.startswith(f"{len(reasons)} métiers, les plus proches de tes réponses sur les 22 métiers du guide")
    assert quiz.locator("*").count() <= 600


def test_a_wish_changes_the_order_and_may_be_changed(quiz: Page, origins: dict[str, str]) -> None:
    quiz.goto(origins["gouts"] + ROUTE + "#reponses=ooopnnnnnnnnnnnnnn")
    quiz.locator(".why").first.wait_for()
    before = quiz.locator("[data-list=trades] .card-title").all_inner_texts()
    tap(quiz, "Le préciser")
    assert progress(quiz) == "Question 19 sur 22, facultative"
    tap(quiz, "Dehors")
    tap(quiz, "En journée, en semaine")
    tap(quiz, "Précédente")
    assert quiz.locator("fieldset:visible [aria-pressed=true]").all_inner_texts() == ["En journée, en semaine"]
    tap(quiz, "Peu importe")  # a choice may be taken back
    quiz.reload()
    assert progress(quiz) == "Question 21 sur 22, facultative"
    tap(quiz, "Voir mon résultat")
    assert quiz.url.endswith("#reponses=ooopnnnnnnnnnnnnnn&cadre=d")
    quiz.locator(".why").first.wait_for()
    assert "«\u00a0Dehors\u00a0»" in quiz.locator("[data-text=wishes]").inner_text()
    assert quiz.locator("[data-list=trades] .card-title").all_inner_texts() != before
    assert "On y travaille dehors." in quiz.locator(".why").first.inner_text()
    tap(quiz, "Changer ces choix")
    assert quiz.locator("fieldset:visible [aria-pressed=true]").all_inner_texts() == ["Dehors"]


def test_themes_are_large_or_small_by_their_points(quiz: Page, origins: dict[str, str]) -> None:
    quiz.goto(f"{origins['gouts']}{ROUTE}#reponses={'ooo oon onn pnn nnn nnn'.replace(' ', '')}")
    themes = quiz.locator("[data-list=themes] > li")
    assert themes.locator("h3").all_inner_texts() == ["Réaliste", "Investigateur", "Artistique", "Social"]
    assert themes.evaluate_all("items => items.map(item => item.dataset.size)") == ["3", "3", "2", "1"]
    sizes = themes.locator("h3").evaluate_all(
        "titles => titles.map(title => parseFloat(getComputedStyle(title).fontSize))"
    )
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[2] > sizes[3]


@pytest.mark.parametrize("wishes", ["", "zzz", "%E0%A4%A", "<i>", "ddd", "s-s-"])
def test_wishes_without_sense_are_none(watched: Watched, origins: dict[str, str], wishes: str) -> None:
    watched.page.goto(f"{origins['gouts']}{ROUTE}{RESULT}&cadre={wishes}")
    watched.page.locator(".why").first.wait_for()
    told = "Tu as aussi choisi\u00a0: «\u00a0Dehors\u00a0»." if wishes == "ddd" else "Où, quand, avec qui"
    assert watched.page.locator("[data-text=wishes]").inner_text().startswith(told)
    assert watched.complaints == []


@pytest.mark.parametrize(
    ("sign", "title", "word"),
    [
        ("n", "Aucune scène ne t’attire aujourd’hui", "une réponse comme une autre"),
        ("s", "Tu ne sais pas encore, et c’est bien normal", "une réponse comme une autre"),
        ("o", "Tout te plaît\u202f!", "tirer au sort"),
        ("p", "Tes six thèmes sont à égalité", "tirer au sort"),
    ],
)
def test_answers_that_are_all_the_same_are_told_as_such(quiz: Page, sign: str, title: str, word: str) -> None:
    answer_all(quiz, sign)
    assert quiz.evaluate(MOVED) == title
    assert word in quiz.locator("[data-text=words]").inner_text()
    assert quiz.locator("[data-list=themes] > li").count() == 6
    assert not quiz.locator("[data-part=trades]").is_visible()


@pytest.mark.parametrize(
    ("triples", "said"),
    [
        ("ooo oon pnn pnn pnn nnn", "Artistique, Social et Entreprenant viennent derrière."),
        ("ooo oon nnn nnn nnn pnn", "Conventionnel vient derrière."),
        ("opp opn opn opn opn opn", "Tes six thèmes se suivent de très près"),
        ("ooo nnn nnn nnn nnn nnn", "Les autres thèmes n’ont reçu ni"),
        ("ppp ppn pnn nnn nnn nnn", "ces pistes sont légères"),
        ("ooo sss sss sss oon onn", "«\u00a0Je ne sais pas\u00a0» 9 fois"),
        ("ooo ooo oon nnn nnn nnn", "Réaliste et Investigateur arrivent à égalité"),
    ],
)
def test_what_weakens_a_result_is_said(quiz: Page, origins: dict[str, str], triples: str, said: str) -> None:
    quiz.goto(f"{origins['gouts']}{ROUTE}#reponses={triples.replace(' ', '')}")
    assert said in quiz.locator("[data-text=words]").inner_text()
    assert "jamais un test" in quiz.locator("[data-part=result]").inner_text()


def test_the_way_back_keeps_the_answers(quiz: Page) -> None:
    first = scene(quiz)
    assert not quiz.get_by_role("button", name="Précédente").is_visible()
    tap(quiz, "Un peu")
    second = scene(quiz)
    tap(quiz, "Pas vraiment")
    tap(quiz, "Précédente")
    assert scene(quiz) == second
    assert quiz.locator("[aria-pressed=true]").all_inner_texts() == ["Pas vraiment"]
    quiz.go_back()  # the browser's own way undoes one step
    assert progress(quiz) == "Question 3 sur 22"
    quiz.go_back()
    quiz.go_back()
    assert (scene(quiz), quiz.locator("[aria-pressed=true]").count()) == (first, 0)
    quiz.go_forward()
    assert scene(quiz) == second


def test_answers_can_be_changed_from_the_result(quiz: Page, origins: dict[str, str]) -> None:
    quiz.goto(origins["gouts"] + ROUTE + RESULT)
    title = quiz.locator("[data-text=title]").inner_text()
    tap(quiz, "Revoir mes réponses")
    assert progress(quiz) == "Question 1 sur 22"
    assert quiz.locator("[aria-pressed=true]").all_inner_texts() == ["Oui, beaucoup"]
    tap(quiz, "Suivante")
    tap(quiz, "Voir mon résultat")
    assert quiz.evaluate(MOVED) == title
    tap(quiz, "Revoir mes réponses")
    tap(quiz, "Pas vraiment")
    assert progress(quiz) == "Question 2 sur 22"
    tap(quiz, "Voir mon résultat")
    assert "«\u00a0Oui, beaucoup\u00a0» deux fois" in quiz.locator("[data-list=themes] > li").first.inner_text()


def test_a_reload_keeps_the_place_and_a_restart_forgets(quiz: Page) -> None:
    for _ in range(4):
        tap(quiz, "Un peu")
    here = scene(quiz)
    quiz.reload()
    assert (progress(quiz), scene(quiz)) == ("Question 5 sur 22", here)
    tap(quiz, "Recommencer du début")
    assert progress(quiz) == "Question 1 sur 22"
    assert "reponses" not in quiz.url
    assert quiz.locator("[aria-pressed=true]").count() == 0
    assert quiz.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize(
    "state",
    [
        "reponses=",
        "reponses=ooo",
        "reponses=" + "x" * 18,
        "reponses=" + "o" * 19,
        "reponses=<img src=x onerror=alert(1)>",
        "reponses=%E0%A4%A",
        "question=7",
        "reponses=" + "-" * 18 + "&question=9",
        "reponses=" + "-" * 18 + "&question=-1",
        "question=1e1&reponses=__proto__",
        "n-importe-quoi",
        "=&==&&",
    ],
)
def test_an_address_without_sense_is_a_fresh_start(watched: Watched, origins: dict[str, str], state: str) -> None:
    watched.page.goto(f"{origins['gouts']}{ROUTE}#{state}")
    assert progress(watched.page) == "Question 1 sur 22"
    assert watched.page.locator("[aria-pressed=true]").count() == 0
    tap(watched.page, "Un peu")
    assert progress(watched.page) == "Question 2 sur 22"
    assert watched.complaints == []


@pytest.mark.parametrize(("asked", "place"), [("3", 3), ("4", 4), ("5", 4), ("99", 4), ("0", 4), ("a", 4), ("", 4)])
def test_no_question_is_skipped_by_the_address(quiz: Page, origins: dict[str, str], asked: str, place: int) -> None:
    quiz.goto(f"{origins['gouts']}{ROUTE}#reponses=o--o--o-----------&question={asked}")
    assert progress(quiz) == f"Question {place} sur 22"


def test_the_skip_link_loses_nothing(quiz: Page) -> None:
    tap(quiz, "Un peu")
    quiz.locator(".skip").focus()
    quiz.keyboard.press("Enter")
    assert quiz.evaluate(FOCUSED)["id"] == "contenu"
    assert progress(quiz) == "Question 2 sur 22"
    quiz.wait_for_url(re.compile("reponses="))  # given back once the browser has told of the new place
    quiz.reload()
    assert progress(quiz) == "Question 2 sur 22"


def test_the_keyboard_alone_is_enough(quiz: Page) -> None:
    quiz.locator("[data-answer=o]").focus()
    quiz.keyboard.press("Space")
    for place in range(2, 19):
        assert progress(quiz) == f"Question {place} sur 22"
        quiz.keyboard.press("Tab")
        stop = quiz.evaluate(FOCUSED)
        assert (stop["text"], stop["ring"] != "none") == ("Oui, beaucoup", True)
        quiz.keyboard.press("Tab")
        quiz.keyboard.press("Enter")
    assert quiz.evaluate(FOCUSED)["tag"] == "H2"
    for _ in WISHES:
        quiz.keyboard.press("Tab")
        quiz.keyboard.press("Space")  # the first choice
    assert quiz.url.endswith("&cadre=djuc")
    assert quiz.evaluate("document.activeElement.dataset.text") == "title"


def test_a_scene_and_its_answers_are_named_for_screen_readers(quiz: Page) -> None:
    group = quiz.get_by_role("group", name=scene(quiz))
    assert group.get_by_role("button").all_inner_texts() == [
        "Oui, beaucoup",
        "Un peu",
        "Pas vraiment",
        "Je ne sais pas",
    ]


def test_a_trade_goes_into_the_selection_and_out(quiz: Page, origins: dict[str, str]) -> None:
    quiz.goto(origins["gouts"] + ROUTE + RESULT)
    button = quiz.locator("[data-keep]").first
    name = button.get_attribute("data-keep")
    button.click()
    assert quiz.evaluate("oma.selection.all()") == [name]
    assert (button.get_attribute("aria-pressed"), button.inner_text()) == ("true", "Gardé")
    button.click()
    assert quiz.evaluate("oma.selection.all()") == []
    assert button.get_attribute("aria-pressed") == "false"
    quiz.evaluate("oma.selection.replace(Array.from({length: 60}, (_, at) => `metier-${at}`))")
    button.click()
    assert "pleine" in quiz.locator("main [role=status]").inner_text()


def test_the_link_of_a_result_shows_the_same_result(
    quiz: Page, origins: dict[str, str], sites: dict[str, Built]
) -> None:
    quiz.goto(f"{origins['gouts']}{ROUTE}{RESULT}&sel=soudeur")
    cards = quiz.locator("[data-list=trades] .card-title")
    cards.first.wait_for()  # what is known of trades is asked for when it is needed
    titles = cards.all_inner_texts()
    tap(quiz, "Copier le lien")
    link = quiz.get_by_label("Le lien de ce résultat").input_value()
    assert link == sites["gouts"].address + ROUTE + RESULT
    quiz.goto("about:blank")
    quiz.goto(link.replace(sites["gouts"].address, origins["gouts"]))
    cards.first.wait_for()
    assert cards.all_inner_texts() == titles


def test_what_links_carry_stays(quiz: Page, origins: dict[str, str]) -> None:
    quiz.goto(f"{origins['gouts']}{ROUTE}#sel=soudeur,boulanger")
    tap(quiz, "Un peu")
    assert quiz.url.endswith("#sel=soudeur,boulanger&reponses=p-----------------&question=2")
    tap(quiz, "Recommencer du début")
    assert quiz.url.endswith("#sel=soudeur,boulanger")


def test_paper_shows_the_result_or_all_scenes(quiz: Page, origins: dict[str, str]) -> None:
    quiz.emulate_media(media="print")
    assert quiz.locator("[data-theme] li:visible").count() == 18
    assert not quiz.locator("[data-part=question]").is_visible()
    quiz.emulate_media(media="screen")
    tap(quiz, "Un peu")
    assert quiz.locator("[data-theme] li:visible").count() == 0
    quiz.emulate_media(media="print")
    assert quiz.locator("[data-theme] li:visible").count() == 18
    quiz.goto(origins["gouts"] + ROUTE + RESULT)
    assert quiz.locator("[data-theme] li:visible").count() == 0
    assert quiz.locator("[data-list=themes] h3:visible").count() == 5  # those of the answers that got a point
    assert quiz.locator("main button:visible").count() == 0


# Everywhere

STEPS = [
    "",
    "#reponses=opopo-opnps-n-nsn-&question=8",
    f"{RESULT}&cadre=d&question=19",
    RESULT,
    f"{RESULT}&cadre=djuc",
    "#reponses=" + "n" * 18,
]


@pytest.mark.parametrize("step", STEPS)
def test_every_step_is_accessible_quiet_and_whole(watched: Watched, origins: dict[str, str], step: str) -> None:
    page = watched.page
    page.goto(origins["gouts"] + ROUTE + step)
    page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
    for scheme, width in SCREENS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        assert violations(page) == [], (scheme, width)
    for width, text in SIZES:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("size => document.documentElement.style.fontSize = size", text)
        assert page.evaluate(CUT_OFF) == [], (width, text)
    assert watched.complaints == []
    assert [url for url in watched.requests if not url.startswith(origins["gouts"])] == []


def test_every_button_is_large_enough_for_a_thumb(browser: Browser, origins: dict[str, str]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, locale="fr-FR")
    page = context.new_page()
    for step in STEPS:
        page.goto("about:blank")
        page.goto(origins["gouts"] + ROUTE + step)
        heights = page.locator("main button:visible").evaluate_all(
            "buttons => buttons.map(button => button.getBoundingClientRect().height)"
        )
        assert min(heights) >= 44
    context.close()


def test_answers_stay_under_the_thumb(browser: Browser, origins: dict[str, str]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="fr-FR", reduced_motion="reduce")
    page = context.new_page()
    page.goto(origins["gouts"] + ROUTE)
    places = set()
    for _ in range(17):
        page.locator("[data-answer=p]").click()
        places.add(page.locator("[data-answer=p]").evaluate("button => button.getBoundingClientRect().top + scrollY"))
    assert len(places) == 1
    context.close()


def test_it_works_from_a_folder(browser: Browser, sites: dict[str, Built]) -> None:
    context = browser.new_context(locale="fr-FR", reduced_motion="reduce")
    watched = watch(context)
    watched.page.goto(f"{sites['gouts'].folder.as_uri()}/{ROUTE}")
    answer_all(watched.page, "o")
    watched.page.go_back()
    assert progress(watched.page) == "Question 18 sur 22"
    tap(watched.page, "Un peu")
    tap(watched.page, "Voir mon résultat")
    assert watched.page.evaluate("document.activeElement.dataset.text") == "title"
    watched.page.locator("[data-keep]").first.click()
    watched.page.reload()
    assert watched.page.locator("[data-text=title]").is_visible()
    watched.page.locator("[data-list=trades] a").first.click()
    assert "/metiers/" in watched.page.url
    assert watched.complaints == []
    context.close()


def test_a_broken_catalogue_entry_is_left_out(quiz: Page) -> None:
    quiz.evaluate("oma.data('catalogue')")
    quiz.evaluate("oma.catalogue['sans-themes'] = { titre: 'Sans thème', interets: '' }")
    answer_all(quiz, "p")
    tap(quiz, "Revoir mes réponses")
    tap(quiz, "Oui, beaucoup")
    tap(quiz, "Voir mon résultat")
    quiz.locator("[data-list=trades] .card-title").first.wait_for()
    assert "Sans thème" not in quiz.locator("[data-list=trades]").inner_text()


@pytest.mark.parametrize(("kind", "most"), [("js", 8000), ("css", 8000)])
def test_its_scripts_and_sheets_are_light(
    watched: Watched, origins: dict[str, str], sites: dict[str, Built], kind: str, most: int
) -> None:
    watched.page.goto(origins["gouts"] + ROUTE)
    routes = {url.removeprefix(origins["gouts"]) for url in watched.requests if url.endswith(f".{kind}")}
    sizes = {
        route: len(gzip.compress((sites["gouts"].folder / route).read_bytes()))
        for route in routes
        if "catalogue" not in route
        and "assets/oma." not in route  # data, as large as the guide is; the frame of every page
    }
    assert 0 < sum(sizes.values()) <= most, sizes
