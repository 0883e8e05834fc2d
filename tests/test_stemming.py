"""French words as the search compares them, the same in Python and in the browser."""

import re
from functools import cache

import pytest

from oma_builder.web.stemming import STOP_WORDS, fold, words
from tests.browsing import Watched
from tests.built import Built
from tests.guides import real_guide
from tests.test_search import READY
from tests.tools import ROOT

ALIKE = [
    "boulanger boulangère boulangers Boulangères boulangerie boulangeries",
    "infirmier infirmière INFIRMIERES infirmiere",
    "soudeur soudeuse soudeurs soudeuses",
    "conducteur conductrice conductrices conducteurs",
    "mécanicien mécanicienne mecanicienes mécaniciens",
    "maçon maçonne macon macons maçonnes",
    "soignant soignante soignants soignantes",
    "commercial commerciale commerciaux commerciales",
    "professionnel professionnelle profesionnels",
    "français française françaises",
    "sportif sportive sportifs sportives",
    "cœur coeur cœurs",
    "spécialisé spécialisée specialise spécialisées",
    "chef cheffe chefs",
    "kinésithérapeute kinesiterapeute",
    "cybersécurité cibersecurité",
    "développeur dévelopeuse developpeuses",
    "métal métaux metaux",
    "eau eaux",
    "jeu jeux",
    "mur murs",
    "ingénieur ingénieure",
    "CO₂ co2",
    "Łukasz lukasz",
    "Öztürk-Yıldız ozturk-yildiz",
    "col·legi collegi",
    "in·hèr inher",
]
APART = [
    ("eau", "œuf"),
    ("boulanger", "boucher"),
    ("soudeur", "serveur"),
    ("menuisier", "ménage"),
    ("chauffeur", "chauffage"),
    ("port", "pont"),
    ("2de", "2e"),
]


@pytest.mark.parametrize("forms", ALIKE)
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({tuple(words(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert words(one) != words(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’hôtel, d'eau, qu’il, l'IDE", ["hotel", "eau", "ide"]),
        ("le métier de la forêt", ["metier", "foret"]),
        ("Prêt-à-porter", ["pret", "porter"]),
        ("bac + 2, 3e", ["bac", "2", "3e"]),
        ("permis C", ["permi"]),
        ("de la les", []),
        ("", []),
        ("« ; ! — ’ »", []),
    ],
)
def test_texts_are_cut_into_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_stop_words_are_folded() -> None:
    assert {word for word in STOP_WORDS if fold(word) != word} == set()


@cache
def vocabulary() -> tuple[str, ...]:
    """Return every word of the content, sources included."""
    files = [path for path in sorted((ROOT / "content").rglob("*")) if path.suffix in (".yaml", ".md")]
    found = {word for path in files for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    assert len(found) > 5000
    return tuple(sorted(found))


def test_a_word_being_typed_already_finds_it() -> None:
    titles = {word for card in real_guide().cards for word in re.findall(r"\w+", fold(card.title.both))}
    lost = {
        (word, word[:end])
        for word in titles | {fold(word) for word in vocabulary()}
        for end in range(3, len(word))
        if (whole := words(word)) and (begun := words(word[:end])) and not whole[0].startswith(begun[0])
    }
    # These endings change before the word is whole; names of fields hold words of their own.
    assert {word for word, _ in lost if not re.search(r"trices?$|aux$|[0-9_]", word)} == set()


@pytest.mark.browser
@pytest.mark.slow
def test_the_browser_cuts_words_alike(watched: Watched, sites: dict[str, Built], origins: dict[str, str]) -> None:
    watched.page.goto(origins["real"] + "recherche.html")
    watched.page.evaluate(READY)
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content").rglob("*.yaml"))]
    prefixes = {word[:end] for word in vocabulary() for end in range(1, len(word))}
    asked = [
        *vocabulary(),
        "Łódź Đorđe Ðuro Ħal Køge Yıldız İzmir Straße Þór col·legi IN·HÈR CO₂ m² ½ 3/4″ ﬁ",
        *sorted(prefixes),
        *texts,
        *ALIKE,
        "Œuvre ŒUF æther İstanbul ẞ straße ø ﬁn x²",
        " ".join(STOP_WORDS),
    ]
    told = watched.page.evaluate("texts => texts.map(text => oma.search.words(text))", asked)
    assert [
        (text, ours, theirs) for text, theirs in zip(asked, told, strict=True) if (ours := words(text)) != theirs
    ] == []
