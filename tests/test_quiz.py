"""The interest discovery: scoring as a pure function, and the page in a real browser, by touch, keyboard and address."""

import gzip
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from oma_builder.content import schema
from tests.browsing import FOCUSED, Watched, violations, watch
from tests.built import SITES, TODAY, Built, build_into, full, small
from tests.language.texts import real_corpus
from tests.test_browser import CUT_OFF, SCREENS, SIZES
from tests.tools import MINIMAL

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROUTE = "mes-gouts.html"
LETTERS = "RIASEC"
SIGNS = "opns"
RESULT = "#reponses=ooopponnnsonppnopn"
ANSWERS = st.text(SIGNS, min_size=18, max_size=18)
TRADES = st.lists(st.sampled_from([a + b for a in LETTERS for b in ("", *LETTERS) if a != b]), max_size=12)
TRIPLES = st.lists(st.text(SIGNS, min_size=3, max_size=3), min_size=6, max_size=6)
PROFILE = "answers => oma.quiz.profile(answers)"
RANK = "([trades, answers]) => oma.quiz.rank(trades.map((letters, at) => [String(at), letters]), oma.quiz.profile(answers))"
EXAMPLES = settings(max_examples=60)
MOVED = "document.activeElement.textContent"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    return {"gouts": small(tmp_path_factory, "gouts"), "full": full(tmp_path_factory)}


@pytest.fixture(scope="module")
def scorer(browser: Browser, origins: dict[str, str]) -> Iterator[Page]:
    """Return a page whose script is asked for its functions."""
    page = browser.new_page()
    page.goto(origins["gouts"] + ROUTE)
    yield page
    page.close()


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


# Scoring


@EXAMPLES
@given(triples=TRIPLES, data=st.data())
def test_the_order_of_answers_within_a_theme_does_not_matter(scorer: Page, triples: list[str], data: Any) -> None:
    mixed = ["".join(data.draw(st.permutations(list(triple)))) for triple in triples]
    assert scorer.evaluate(PROFILE, "".join(mixed)) == scorer.evaluate(PROFILE, "".join(triples))


@EXAMPLES
@given(triples=TRIPLES, data=st.data())
def test_no_theme_is_favoured(scorer: Page, triples: list[str], data: Any) -> None:
    """Answers given to other themes lead to those themes."""
    places = data.draw(st.permutations(range(6)))
    here, there = (
        scorer.evaluate(PROFILE, "".join(found)) for found in (triples, [triples[place] for place in places])
    )
    renamed = {LETTERS[places[at]]: here_letter for at, here_letter in enumerate(LETTERS)}
    assert there["kind"] == here["kind"]
    assert {renamed[letter] for letter in here["strong"]} == set(there["strong"])


@pytest.mark.parametrize("letter", LETTERS)
def test_each_theme_can_win(scorer: Page, letter: str) -> None:
    answers = "".join("ooo" if other == letter else "pnn" for other in LETTERS)
    assert scorer.evaluate(PROFILE, answers)["strong"] == [letter]
    alone = "".join("ooo" if other == letter else "sns" for other in LETTERS)
    assert scorer.evaluate(PROFILE, alone) == {
        "points": {other: 15 * (other == letter) for other in LETTERS},
        "strong": [letter],
        "kind": "some",
    }


@EXAMPLES
@given(answers=ANSWERS, at=st.integers(0, 17))
def test_liking_a_scene_more_never_harms_its_theme(scorer: Page, answers: str, at: int) -> None:
    letter = LETTERS[at // 3]
    before = scorer.evaluate(PROFILE, answers)
    after = scorer.evaluate(PROFILE, answers[:at] + "o" + answers[at + 1 :])
    assert after["points"][letter] >= before["points"][letter]
    behind = {other for other in LETTERS if before["points"][other] < before["points"][letter]}
    assert all(after["points"][other] < after["points"][letter] for other in behind)


@EXAMPLES
@given(answers=ANSWERS)
def test_strong_themes_have_more_points_than_the_others(scorer: Page, answers: str) -> None:
    found = scorer.evaluate(PROFILE, answers)
    points, strong = found["points"], found["strong"]
    others = set(LETTERS) - set(strong)
    assert len(strong) == len(set(strong))
    assert all(points[letter] > 0 for letter in strong)
    assert [points[letter] for letter in strong] == sorted((points[letter] for letter in strong), reverse=True)
    # Whoever is left out is really behind: a tie never cuts a group in two.
    assert all(points[inside] > points[outside] for inside in strong for outside in others)
    assert (found["kind"] == "none") == (not any(points.values())) == (not strong)
    assert (found["kind"] == "even") == (len(set(points.values())) == 1 and any(points.values()))
    if len(set(points.values())) == 6:
        assert len(strong) == 3


@pytest.mark.parametrize(
    ("triples", "strong"),
    [
        ("ooo oon onn pnn nnn nnn", "RIA"),
        ("ooo oon onn onn nnn nnn", "RIAS"),
        ("ooo oon onn onn onn nnn", "RI"),
        ("ooo onn onn onn onn onn", "R"),
        ("ooo ooo ooo ooo ooo nnn", "RIASE"),
        ("nnn nnn onn ppn nnn nnn", "AS"),
        ("nsn nsn sss nnn nnn nnn", ""),
        ("ppp ppp ppp ppp ppp ppp", "RIASEC"),
    ],
)
def test_ties_are_kept_whole(scorer: Page, triples: str, strong: str) -> None:
    assert "".join(scorer.evaluate(PROFILE, triples.replace(" ", ""))["strong"]) == strong


@EXAMPLES
@given(answers=ANSWERS, trades=TRADES)
def test_trades_are_those_of_a_strong_theme_and_the_best_come_first(
    scorer: Page, answers: str, trades: list[str]
) -> None:
    found = scorer.evaluate(PROFILE, answers)
    ranked = [trades[int(name)] for name in scorer.evaluate(RANK, [trades, answers])]
    assert sorted(ranked) == sorted(letters for letters in trades if set(letters) & set(found["strong"]))
    points = found["points"]
    strong_points = [sum(points[letter] for letter in letters if letter in found["strong"]) for letters in ranked]
    for worse in range(1, len(ranked)):
        for better in range(worse):
            same_major = ranked[better][0] == ranked[worse][0] and len(ranked[better]) == len(ranked[worse]) == 2
            assert not same_major or strong_points[better] >= strong_points[worse]


@EXAMPLES
@given(answers=ANSWERS, trades=TRADES, data=st.data())
def test_the_order_of_the_catalogue_decides_only_between_equals(
    scorer: Page, answers: str, trades: list[str], data: Any
) -> None:
    mixed = data.draw(st.permutations(trades))
    one, other = (
        [found[int(name)] for name in scorer.evaluate(RANK, [found, answers])] for found in (trades, list(mixed))
    )
    worth = "([letters, answers]) => oma.quiz.fit(letters, oma.quiz.profile(answers))"
    assert [scorer.evaluate(worth, [letters, answers]) for letters in one] == [
        scorer.evaluate(worth, [letters, answers]) for letters in other
    ]


def test_every_scene_is_asked_once_and_never_two_of_a_theme_in_a_row(scorer: Page) -> None:
    order = scorer.evaluate("oma.quiz.ORDER")
    assert sorted(order) == list(range(18))
    themes = [scene // 3 for scene in order]
    assert all(one != other for one, other in pairwise(themes))
    assert all(sorted(themes[start : start + 6]) == list(range(6)) for start in (0, 6, 12))


# The content


def test_there_are_three_scenes_a_theme_each_told_once() -> None:
    asked = {document.entry.lettre: document.entry.questions for document in real_corpus().of(schema.INTERETS)}
    assert {letter: len(questions) for letter, questions in asked.items()} == dict.fromkeys(LETTERS, 3)
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
        assert progress(quiz) == f"Question {place + 1} sur 18"
        assert quiz.locator("progress").get_attribute("max") == "18"
        assert quiz.evaluate("document.querySelector('progress').value") == place
        seen.append(scene(quiz))
        tap(quiz, "Oui, beaucoup" if place % 6 == 0 else "Pas vraiment")
        assert quiz.evaluate(FOCUSED)["tag"] == "H2"
    assert len(set(seen)) == 18
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
    assert len(reasons) == 12
    assert set(reasons[:8]) == {"Réaliste et Conventionnel, comme tes réponses"}
    shown = set(quiz.locator("[data-list=trades] .card-title").all_inner_texts())
    quiz.locator("[data-do=more]").click()
    assert quiz.evaluate("document.activeElement.closest('[data-list=trades] li') !== null")
    assert shown < set(quiz.locator("[data-list=trades] .card-title").all_inner_texts())
    while quiz.locator("[data-do=more]").is_visible():
        quiz.locator("[data-do=more]").click()
    total = int(re.match(r"\d+", quiz.locator("[data-text=trades]").inner_text()).group())  # type: ignore[union-attr]
    reasons = quiz.locator(".why").all_inner_texts()
    assert len(reasons) == total
    assert "Social et Conventionnel, comme tes réponses" not in reasons
    assert "Conventionnel, comme tes réponses, mais d’abord Social" in reasons
    assert quiz.locator("*").count() <= 600


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
        ("ooo oon pnn pnn pnn nnn", "Artistique, Social et Entreprenant suivent à égalité"),
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
    assert progress(quiz) == "Question 3 sur 18"
    quiz.go_back()
    quiz.go_back()
    assert (scene(quiz), quiz.locator("[aria-pressed=true]").count()) == (first, 0)
    quiz.go_forward()
    assert scene(quiz) == second


def test_answers_can_be_changed_from_the_result(quiz: Page, origins: dict[str, str]) -> None:
    quiz.goto(origins["gouts"] + ROUTE + RESULT)
    title = quiz.locator("[data-text=title]").inner_text()
    tap(quiz, "Revoir mes réponses")
    assert progress(quiz) == "Question 1 sur 18"
    assert quiz.locator("[aria-pressed=true]").all_inner_texts() == ["Oui, beaucoup"]
    tap(quiz, "Suivante")
    tap(quiz, "Voir mon résultat")
    assert quiz.evaluate(MOVED) == title
    tap(quiz, "Revoir mes réponses")
    tap(quiz, "Pas vraiment")
    assert progress(quiz) == "Question 2 sur 18"
    tap(quiz, "Voir mon résultat")
    assert "«\u00a0Oui, beaucoup\u00a0» deux fois" in quiz.locator("[data-list=themes] > li").first.inner_text()


def test_a_reload_keeps_the_place_and_a_restart_forgets(quiz: Page) -> None:
    for _ in range(4):
        tap(quiz, "Un peu")
    here = scene(quiz)
    quiz.reload()
    assert (progress(quiz), scene(quiz)) == ("Question 5 sur 18", here)
    tap(quiz, "Recommencer du début")
    assert progress(quiz) == "Question 1 sur 18"
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
    assert progress(watched.page) == "Question 1 sur 18"
    assert watched.page.locator("[aria-pressed=true]").count() == 0
    tap(watched.page, "Un peu")
    assert progress(watched.page) == "Question 2 sur 18"
    assert watched.complaints == []


@pytest.mark.parametrize(("asked", "place"), [("3", 3), ("4", 4), ("5", 4), ("99", 4), ("0", 4), ("a", 4), ("", 4)])
def test_no_question_is_skipped_by_the_address(quiz: Page, origins: dict[str, str], asked: str, place: int) -> None:
    quiz.goto(f"{origins['gouts']}{ROUTE}#reponses=o--o--o-----------&question={asked}")
    assert progress(quiz) == f"Question {place} sur 18"


def test_the_skip_link_loses_nothing(quiz: Page) -> None:
    tap(quiz, "Un peu")
    quiz.locator(".skip").focus()
    quiz.keyboard.press("Enter")
    assert quiz.evaluate(FOCUSED)["id"] == "contenu"
    assert progress(quiz) == "Question 2 sur 18"
    quiz.wait_for_url(re.compile("reponses="))  # given back once the browser has told of the new place
    quiz.reload()
    assert progress(quiz) == "Question 2 sur 18"


def test_the_keyboard_alone_is_enough(quiz: Page) -> None:
    quiz.locator("[data-answer=o]").focus()
    quiz.keyboard.press("Space")
    for place in range(2, 19):
        assert progress(quiz) == f"Question {place} sur 18"
        quiz.keyboard.press("Tab")
        stop = quiz.evaluate(FOCUSED)
        assert (stop["text"], stop["ring"] != "none") == ("Oui, beaucoup", True)
        quiz.keyboard.press("Tab")
        quiz.keyboard.press("Enter")
    assert quiz.evaluate(FOCUSED)["tag"] == "H2"
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
    assert (button.get_attribute("aria-pressed"), button.inner_text()) == ("true", "Dans ma sélection")
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
    assert quiz.locator("[data-list=themes] h3:visible").count() == 3
    assert quiz.locator("main button:visible").count() == 0


# Everywhere

STEPS = ["", "#reponses=opopo-opnps-n-nsn-&question=8", RESULT, "#reponses=" + "n" * 18]


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
    assert progress(watched.page) == "Question 18 sur 18"
    tap(watched.page, "Un peu")
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
