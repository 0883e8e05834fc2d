"""French words as the search compares them, by the script that the site ships."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser
from wordfreq import top_n_list

from tests.tools import search_scripts

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Cut = Callable[..., list[list[str]]]
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


@pytest.fixture(scope="module")
def cut(browser: Browser) -> Iterator[Cut]:
    """Return what gives the stems of each of some texts."""
    page = browser.new_page()
    page.add_script_tag(content="window.oma = { element: document.createElement.bind(document) };")
    for script in search_scripts():
        page.add_script_tag(path=script)
    yield lambda *texts: page.evaluate("texts => texts.map(text => oma.search.words(text))", texts)
    page.close()


@pytest.mark.parametrize("forms", ALIKE)
def test_forms_of_a_word_share_a_stem(cut: Cut, forms: str) -> None:
    stems = cut(*forms.split())
    assert stems == [stems[0]] * len(stems)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_words_stay_apart(cut: Cut, one: str, other: str) -> None:
    stem, another = cut(one, other)
    assert stem != another


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’hôtel, d'eau, qu’il, l'IDE", ["hotel", "eau", "ide"]),
        ("le métier de la forêt", ["metier", "foret"]),
        ("Prêt-à-porter", ["pret", "porter"]),
        ("bac + 2, 3e", ["bac", "2", "3e"]),
        ("permis C", ["permi", "c"]),
        ("C++ et C#, e-mail", ["c++", "c#", "mail"]),
        ("🥖 ou BB", ["🥖", "bb"]),
        ("Où, DÉJÀ là, même", ["deja"]),
        ("Œuvre æther ½ ﬁn x²", ["oeuvr", "aeter", "1", "2", "fin", "x2"]),
        ("de la les", []),
        ("", []),
        ("« ; ! — ’ »", []),
    ],
)
def test_texts_are_cut_into_words(cut: Cut, text: str, expected: list[str]) -> None:
    assert cut(text) == [expected]


def test_a_word_being_typed_already_finds_it(cut: Cut) -> None:
    common = (word for word in top_n_list("fr", 4000) if re.fullmatch(r"[^\W\d_]+", word))
    # These endings change before the word is whole.
    words = [word for word in common if not re.search(r"trices?$|aux$", word)]
    assert len(words) > 3900
    begun = [(word, word[:end]) for word in words for end in range(3, len(word))]
    wholes = dict(zip(words, cut(*words), strict=True))
    typed = cut(*(start for _, start in begun))
    lost = {
        (word, start)
        for (word, start), stems in zip(begun, typed, strict=True)
        if wholes[word] and stems and not wholes[word][0].startswith(stems[0])
    }
    assert lost == set()
