"""Which trades answers lead to: the knowledge in Python, the reckoning in a real browser as pure functions."""

from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from oma_builder.content import loader, reference
from oma_builder.content.kinds.metier import Company, Hours, Place, Posture
from oma_builder.guide import linker
from oma_builder.guide.discovery import ANSWERS, QUESTIONS, asked
from oma_builder.guide.tastes import profile
from oma_builder.rome import extract, tastes
from oma_builder.web import catalogue
from tests.built import CONTENT, FULL, REAL_DAY, SITES, TODAY, Built, small

ROUTE = "mes-gouts.html"
LETTERS = "RIASEC"
SIGNS = "".join(answer.sign for answer in ANSWERS)
ANSWERED = st.text(SIGNS, min_size=18, max_size=18)
TRIPLES = st.lists(st.text(SIGNS, min_size=3, max_size=3), min_size=6, max_size=6)
PROFILE = "answers => oma.tastes.profile(answers)"
NAMES = {
    "R": "Réaliste",
    "I": "Investigateur",
    "A": "Artistique",
    "S": "Social",
    "E": "Entreprenant",
    "C": "Conventionnel",
}
SENTENCE = "([trade, answers, wishes, names]) => oma.tastes.sentence(trade, oma.tastes.profile(answers), wishes, names)"
RANK = "([trades, answers, wishes]) => oma.tastes.rank(trades, answers, wishes)"
EXAMPLES = settings(max_examples=60)
CODES = st.sampled_from(sorted(reference.rome()))

ARCHETYPES = {
    "repairs": ("oop opn npn npn nnn nnp", "R"),
    "codes": ("npn ooo pnn npn nnn ppp", "I"),
    "cares": ("nnp ppn nnp ooo npn npn", "S"),
    "leads": ("nnn npn pnn ppn ooo ppn", "E"),
    "draws": ("opp npn ooo npn nnn nnn", "A"),
    "orders": ("nnn ppn nnn npn npp ooo", "C"),
}
"""Six pupils as one imagines them, by their answers theme after theme: much of one thing, a little of others."""

OF_THE_SMALL_GUIDE = {
    "repairs": ["frigoriste", "menuisier"],
    "codes": ["developpeur-web", "hydrologue"],
    "cares": ["infirmier", "receptionniste"],
    "leads": ["technico-commercial", "comptable"],
    "draws": ["ceramiste", "designer-graphique"],
    "orders": ["comptable", "vendeur-pret-a-porter"],
}
"""The first two trades of each, among twenty-two that never change."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    return {"gouts": small(tmp_path_factory, "gouts")}


@pytest.fixture(scope="module")
def scorer(browser: Browser, origins: dict[str, str]) -> Iterator[Page]:
    """Return a page whose script is asked for its functions."""
    page = browser.new_page()
    page.goto(origins["gouts"] + ROUTE)
    yield page
    page.close()


@pytest.fixture(scope="module")
def small_guide() -> dict[str, Any]:
    """Return what scripts know of the trades of the small site about tastes."""
    return cards(SITES / "gouts" / "content", TODAY)


@pytest.fixture(scope="module")
def real_guide() -> dict[str, Any]:
    """Return the same of the real guide, whichever trades it has."""
    return cards(CONTENT, REAL_DAY)


def cards(content: Any, today: Any) -> dict[str, Any]:
    corpus, _ = loader.load(content, jobs=1)
    guide, _ = linker.link(corpus, today)
    assert guide is not None
    return {metier.id: catalogue.card(metier) for metier in guide.metiers}


def trade(letters: str, code: str = "", *traits: str) -> dict[str, Any]:
    """Return a trade as scripts know it."""
    skills = reference.rome_tastes()[code].skills if code else (0,) * 6
    return {
        "interets": letters,
        "profil": profile(letters[0], letters[1:] or None, skills),
        "cadre": " ".join(traits),
    }


CATALOGUES = st.lists(
    st.builds(
        trade,
        st.sampled_from([a + b for a in LETTERS for b in ("", *LETTERS) if a != b]),
        st.one_of(st.just(""), CODES),
    ),
    max_size=14,
).map(lambda trades: {f"metier-{at}": one for at, one in enumerate(trades)})

# What weighs


def test_signs_and_traits_are_those_of_one_question_each() -> None:
    signs = [choice.sign for question in QUESTIONS for choice in question.choices]
    assert len(signs) == len(set(signs))
    traits = [trait for question in QUESTIONS for trait in question.traits]
    assert len(traits) == len(set(traits))
    assert {*get_args(Place), *get_args(Hours), *get_args(Company), *get_args(Posture)} < set(traits)
    for question in QUESTIONS:
        wanted = {trait for choice in question.choices for trait in (*choice.traits, *choice.near)}
        assert wanted == question.traits - {"assis"}  # whoever wants to sit asks for an office
        for choice in question.choices:
            assert sum({*choice.traits, *choice.near} <= group.keys() for group in question.told) == 1


def test_only_what_tells_trades_apart_is_asked() -> None:
    assert asked([]) == asked([("dehors",)]) == ()
    assert [one.id for one in asked([("dehors", "courtes"), ("bureau", "courtes")])] == ["lieux"]
    assert [one.id for one in asked([("dehors", "journee"), ("dehors",)])] == ["horaires"]


def test_the_major_theme_of_every_trade_of_rome_stays_its_first() -> None:
    table = reference.rome_tastes()
    assert table.keys() == reference.rome().keys()
    for code, sheet in reference.rome().items():
        heights = profile(sheet.major, sheet.minor or None, table[code].skills)
        assert LETTERS[heights.index(max(heights))] == sheet.major, code
        assert abs(sum(heights)) <= 3, "a profile is centred"


@pytest.mark.parametrize("setting", ["places", "hours", "company", "postures"])
def test_rome_tells_the_setting_of_most_trades_in_the_words_of_the_field(setting: str) -> None:
    words = set(get_args({"places": Place, "hours": Hours, "company": Company, "postures": Posture}[setting]))
    told = [getattr(row, setting) for row in reference.rome_tastes().values()]
    assert {word for one in told for word in one} == words
    assert sum(map(bool, told)) > len(told) / 2


# Profiles


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
    found = scorer.evaluate(PROFILE, alone)
    assert found["points"] == {other: 15 * (other == letter) for other in LETTERS}
    assert (found["strong"], found["kind"]) == ([letter], "some")
    assert found["direction"][LETTERS.index(letter)] == max(found["direction"])


@EXAMPLES
@given(answers=ANSWERED, at=st.integers(0, 17))
def test_liking_a_scene_more_never_harms_its_theme(scorer: Page, answers: str, at: int) -> None:
    letter = LETTERS[at // 3]
    before = scorer.evaluate(PROFILE, answers)
    after = scorer.evaluate(PROFILE, answers[:at] + "o" + answers[at + 1 :])
    assert after["points"][letter] >= before["points"][letter]
    behind = {other for other in LETTERS if before["points"][other] < before["points"][letter]}
    assert all(after["points"][other] < after["points"][letter] for other in behind)


@EXAMPLES
@given(answers=ANSWERED)
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
    # Nothing that has less than half the points of the first stands beside it: no « Un peu » beside three « Oui, beaucoup ».
    assert all(2 * points[letter] >= max(points.values()) for letter in strong)


@pytest.mark.parametrize(
    ("triples", "strong"),
    [
        ("ooo oon onn pnn nnn nnn", "RI"),
        ("ooo pnn nnn nnn nnn nnn", "R"),
        ("ooo oon opn pnn nnn nnn", "RI"),
        ("ooo oon opp pnn nnn nnn", "RIA"),
        ("ooo oon opp opp nnn nnn", "RIAS"),
        ("ooo oon opp opp opp nnn", "RI"),
        ("ooo onn onn onn onn onn", "R"),
        ("ooo ooo ooo ooo ooo nnn", "RIASE"),
        ("nnn nnn onn ppn nnn nnn", "AS"),
        ("nsn nsn sss nnn nnn nnn", ""),
        ("ppp ppp ppp ppp ppp ppp", "RIASEC"),
    ],
)
def test_ties_are_kept_whole(scorer: Page, triples: str, strong: str) -> None:
    assert "".join(scorer.evaluate(PROFILE, triples.replace(" ", ""))["strong"]) == strong


def test_every_scene_is_asked_once_and_never_two_of_a_theme_in_a_row(scorer: Page) -> None:
    order = scorer.evaluate("oma.tastes.ORDER")
    assert sorted(order) == list(range(18))
    themes = [scene // 3 for scene in order]
    assert all(one != other for one, other in pairwise(themes))
    assert all(sorted(themes[start : start + 6]) == list(range(6)) for start in (0, 6, 12))


# Trades


@pytest.mark.parametrize("name", ARCHETYPES)
def test_an_archetype_gets_six_to_eight_trades_the_best_first(
    scorer: Page, real_guide: dict[str, Any], small_guide: dict[str, Any], name: str
) -> None:
    triples, letter = ARCHETYPES[name]
    answers = triples.replace(" ", "")
    assert scorer.evaluate(RANK, [small_guide, answers, ""])[:2] == OF_THE_SMALL_GUIDE[name]
    ranked = scorer.evaluate(RANK, [real_guide, answers, ""])
    assert 6 <= len(ranked) <= 8
    assert letter in real_guide[ranked[0]]["interets"]
    assert sum(letter in real_guide[trade]["interets"] for trade in ranked[:3]) >= 2


def test_archetypes_get_trades_of_their_own(scorer: Page, real_guide: dict[str, Any]) -> None:
    lists = [
        set(scorer.evaluate(RANK, [real_guide, triples.replace(" ", ""), ""])) for triples, _ in ARCHETYPES.values()
    ]
    assert all(len(one & other) <= 3 for at, one in enumerate(lists) for other in lists[:at])
    assert len(set.union(*lists)) >= len(real_guide) / 2


REACHED = """guide => {
  const { rank, QUESTIONS } = oma.tastes;
  const TRIPLES = { 0: "nnn", 2: "pnn", 5: "onn", 10: "oon", 15: "ooo" };
  const heights = Array.from({ length: 5 ** 6 }, (_, at) => [...at.toString(5).padStart(6, "0")].map((digit) => [0, 2, 5, 10, 15][digit]));
  const leading = heights.map((points) => {
    const mean = points.reduce((sum, point) => sum + point) / 6, centred = points.map((point) => point - mean);
    return { points, own: centred.map((point) => point / (Math.hypot(...centred) || 1)) };
  });
  const nearest = ({ profil }) => leading
    .map(({ points, own }) => ({ points, agrees: own.reduce((sum, part, at) => sum + part * profil[at], 0) }))
    .sort((one, other) => other.agrees - one.agrees).slice(0, 12).map(({ points }) => points.map((point) => TRIPLES[point]).join(""));
  const wishes = ({ cadre }) => QUESTIONS.reduce((told, { choices }) => told.flatMap((signs) => [signs, ...Object.keys(choices)
    .filter((sign) => choices[sign].traits.some((trait) => cadre.split(" ").includes(trait))).map((sign) => signs + sign)]), [""]);
  return Object.entries(guide).filter(([name, trade]) => !wishes(trade).some((signs) =>
    nearest(trade).some((answers) => rank(guide, answers, signs).includes(name)))).map(([name]) => name);
}"""
"""The trades that no answers lead to, of those that should lead there soonest."""


def test_some_answers_lead_to_every_trade(
    scorer: Page, real_guide: dict[str, Any], small_guide: dict[str, Any]
) -> None:
    assert scorer.evaluate(REACHED, real_guide) == []
    assert scorer.evaluate(REACHED, small_guide) == []


@EXAMPLES
@given(answers=ANSWERED, guide=CATALOGUES, data=st.data())
def test_a_list_is_short_and_stands_whatever_the_order_of_the_catalogue(
    scorer: Page, answers: str, guide: dict[str, Any], data: Any
) -> None:
    ranked = scorer.evaluate(RANK, [guide, answers, ""])
    assert len(ranked) == len(set(ranked)) <= 8
    mixed = dict(data.draw(st.permutations(list(guide.items()))))
    assert scorer.evaluate(RANK, [mixed, answers, ""]) == ranked
    found = scorer.evaluate(PROFILE, answers)
    assert found["kind"] == "some" or ranked == []
    for name in ranked:  # each has a theme that was liked
        assert any(height > 0 and found["points"][LETTERS[at]] for at, height in enumerate(guide[name]["profil"]))


@pytest.mark.parametrize("sign", SIGNS)
def test_who_answers_all_alike_gets_no_list(scorer: Page, real_guide: dict[str, Any], sign: str) -> None:
    assert scorer.evaluate(RANK, [real_guide, sign * 18, "dj"]) == []


def test_a_wish_reorders_and_is_told(scorer: Page) -> None:
    guide = {
        "dedans": trade("R", "", "atelier", "journee"),
        "dehors": trade("R", "", "dehors", "decales"),
        "aussi": trade("R", "", "atelier", "dehors"),
        "sans-rien-dire": trade("R"),
        "autre": trade("S", "", "dehors"),
    }
    ranked = scorer.evaluate(RANK, [guide, "ooo" + "n" * 15, "d"])
    assert ranked[0] == "dehors"
    assert set(ranked[1:3]) == {"aussi", "sans-rien-dire"}
    assert ranked[3:] == ["dedans"]  # nobody who likes to make things is sent to care for people
    likes = "Tu penches vers Réaliste\u00a0: c’est le thème de ce métier"
    told = {
        (name, wishes): scorer.evaluate(SENTENCE, [guide[name], "ooo" + "n" * 15, wishes, NAMES])
        for name in guide
        if name != "autre"
        for wishes in ("", "d", "dj")
    }
    assert told["dehors", "d"] == f"{likes}. On y travaille dehors."
    assert told["aussi", "d"] == f"{likes}. On y travaille en partie dehors."
    assert told["dedans", "d"] == f"{likes}, mais on y travaille plutôt en atelier."
    assert told["dehors", "dj"] == f"{likes}. On y travaille dehors, mais plutôt à des horaires qui changent."
    assert told["sans-rien-dire", "d"] == f"{likes}."
    assert told["dedans", ""] == f"{likes}. On y travaille en atelier."


@pytest.mark.parametrize(
    ("letters", "triples", "told"),
    [
        ("RS", "ooo nnn nnn ooo nnn nnn", "Réaliste et Social\u00a0: ce sont les deux thèmes de ce métier."),
        ("RS", "ooo nnn nnn nnn nnn nnn", "Réaliste\u00a0: c’est le premier thème de ce métier."),
        ("RS", "nnn nnn nnn ooo nnn nnn", "Social\u00a0: c’est le second thème de ce métier."),
        ("S", "nnn nnn nnn ooo nnn nnn", "Social\u00a0: c’est le thème de ce métier."),
    ],
)
def test_a_reason_names_the_themes_of_the_trade_itself(scorer: Page, letters: str, triples: str, told: str) -> None:
    """A waiter has the theme of those who build, and builds nothing: what is shared is the theme, and is called so."""
    sentence = scorer.evaluate(SENTENCE, [trade(letters), triples.replace(" ", ""), "", NAMES])
    assert sentence == f"Tu penches vers {told}"


def test_a_theme_that_is_but_in_the_know_how_is_said_as_such(scorer: Page) -> None:
    driver = trade("R") | {"profil": [85, -30, -19, -28, -22, 14]}
    sentence = scorer.evaluate(SENTENCE, [driver, "n" * 15 + "ooo", "", NAMES])
    assert sentence == "Tu penches vers Conventionnel\u00a0: cela sert aussi dans ce métier."


def test_who_wants_to_move_gets_no_workshop_first(scorer: Page) -> None:
    guide = {
        "assis": trade("R", "", "atelier", "assis"),
        "debout": trade("R", "", "atelier", "debout"),
        "bouge": trade("R", "", "route", "mouvement", "debout"),
        "les-deux": trade("R", "", "bureau", "mouvement", "assis"),
        "sans-rien-dire": trade("R", "", "atelier"),
    }
    answers = "ooo" + "n" * 15
    ranked = scorer.evaluate(RANK, [guide, answers, "x"])
    assert (ranked[0], ranked[-1]) == ("bouge", "assis")
    told = {
        name: scorer.evaluate(SENTENCE, [guide[name], answers, "x", NAMES]).partition("métier")[2] for name in guide
    }
    assert told == {
        "assis": ", mais on y travaille plutôt en position assise.",
        "debout": ", mais on y travaille plutôt debout.",
        "bouge": ". On y travaille en bougeant.",
        "les-deux": ". On y travaille en partie en bougeant.",
        "sans-rien-dire": ". On y travaille en atelier.",
    }


PUT_BEHIND = """([guide, answers, signs, letter]) => {
  const { rank, settings } = oma.tastes;
  const share = (name) => settings(guide[name], signs).map(({ share }) => share);
  return rank(guide, answers, signs).flatMap((name, at, all) => all.slice(at + 1)
    .filter((after) => guide[after].interets[0] === letter && guide[name].interets[0] === letter && share(name).every((part) => !part)
      && share(after).every((part) => part === 1)).map((after) => [name, after]));
}"""
"""Pairs of that first theme in which a trade that has nothing of what is wished stands before one that has all of it."""


@pytest.mark.parametrize("name", ARCHETYPES)
def test_what_one_wishes_decides_between_trades_of_the_theme_one_likes_most(
    scorer: Page, real_guide: dict[str, Any], small_guide: dict[str, Any], name: str
) -> None:
    triples, letter = ARCHETYPES[name]
    answers = triples.replace(" ", "")
    places = [choice.sign for choice in QUESTIONS[0].choices]
    others = ["".join(signs) for signs in product(*([one.sign for one in asked.choices] for asked in QUESTIONS[1:]))]
    for signs in (*places, *others, *(place + rest for place in places for rest in others)):
        assert scorer.evaluate(PUT_BEHIND, [real_guide, answers, signs, letter]) == [], signs
        assert scorer.evaluate(PUT_BEHIND, [small_guide, answers, signs, letter]) == [], signs
        assert 6 <= len(scorer.evaluate(RANK, [real_guide, answers, signs])) <= 8, signs


def test_lots_are_drawn_between_twins(scorer: Page) -> None:
    """Thirty trades that nothing tells apart are all reached, and the same answers always draw the same."""
    guide = {f"jumeau-{at}": trade("R") for at in range(30)}
    answers = ["ooo" + "".join(rest) for rest in ("pnnnnnnnnnnnnnn", "npnnnnnnnnnnnnn", "nnpnnnnnnnnnnnn")]
    answers += ["ooo" + "n" * at + "p" + "n" * (14 - at) for at in range(3, 15)]
    drawn = [scorer.evaluate(RANK, [guide, one, ""]) for one in answers]
    assert drawn == [scorer.evaluate(RANK, [guide, one, ""]) for one in answers]
    assert {name for names in drawn for name in names} == guide.keys()


# What ROME says


def test_the_embedded_settings_are_those_of_the_embedded_sheets() -> None:
    sheets = extract.embedded()
    told = {
        row.code: (row.places, row.hours, row.company, row.postures) for row in tastes.rows(sheets, lambda _: ("R",))
    }
    assert told == {code: row[1:] for code, row in reference.rome_tastes().items()}


def test_know_how_is_measured_beside_the_mean_trade() -> None:
    sheets = extract.embedded()[:3]
    themes = {sheets[0].code: ("R",) * 9 + ("RC",), sheets[1].code: ("C",), sheets[2].code: ()}
    first, second, none = tastes.rows(sheets, themes.__getitem__)
    assert first.skills == (100, 0, 0, 0, 0, -100)  # two trades: each one deviation from their mean
    assert second.skills == (-100, 0, 0, 0, 0, 100)
    assert none.skills == (0,) * 6


def test_what_an_author_says_of_the_setting_takes_the_place_of_what_rome_says() -> None:
    corpus, _ = loader.load(FULL, jobs=1)
    guide, _ = linker.link(corpus, TODAY)
    assert guide is not None
    told = {metier.id: metier for metier in guide.metiers}
    assert told["exemple"].tastes.places == ("dehors", "atelier")
    other = next(metier for metier in guide.metiers if metier.id != "exemple")
    assert other.tastes.places == reference.rome_tastes()[other.rome_code].places
