"""Words that the dictionary lacks, and those that are none of its business."""

import datetime
import shutil
from pathlib import Path

import pytest

from oma_builder import pipeline
from oma_builder.content import loader, spelling
from oma_builder.content.spelling import Dictionary
from oma_builder.problems import Severity
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.tools import MINIMAL, need_french, workshop

MAY = datetime.date(2027, 5, 1)
PAGE = "pages/exemple.md"


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dictionary:
    # Enchant adds the words that its user once accepted: in an empty folder there are none.
    monkeypatch.setenv("ENCHANT_CONFIG_DIR", str(tmp_path))
    return need_french()


def written(folder: Path, text: str, own: str = "") -> Path:
    """Return the minimal content with a text at the end of its page, and words of its own."""
    content = shutil.copytree(MINIMAL, folder / "content")
    page = content / PAGE
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")
    if own:
        (content / "orthographe.yaml").write_text(own, encoding="utf-8")
    return content


def strange(content: Path, french: Dictionary) -> list[tuple[int, str, str]]:
    """Return the line, the word and the hint of each warning."""
    corpus, problems = loader.load(content, 1)
    assert problems == ()
    found = spelling.misspelt(corpus, content, french)
    return [(problem.line, problem.message.split(" ")[1], problem.hint) for problem in found]


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Il chauffe le chodron.", "chodron", "chaudron"),
        ("L’aprenti arrive.", "aprenti", "apprenti"),
        ("Educateur, il parle.", "Educateur", "Éducateur"),
        ("C’est vrai. Le boulagner pétrit.", "boulagner", "boulanger"),
        ("Boulagner, il pétrit.", "Boulagner", "Boulanger"),
        ("Un métier-zzyzx.", "métier-zzyzx", ""),
    ],
)
def test_a_misspelt_word_has_its_line_and_a_proposal(
    text: str, word: str, meant: str, french: Dictionary, tmp_path: Path
) -> None:
    ((line, found, hint),) = strange(written(tmp_path, f"Un exemple\nsur des lignes.\n{text}"), french)
    assert (line, found) == (9, word)
    assert (f"vouliez-vous dire « {meant} » ?" in hint) is bool(meant)
    assert "orthographe.yaml" in hint


@pytest.mark.parametrize(
    "text",
    [
        "L’équipe, jusqu’à midi, aujourd’hui, c’est-à-dire. Bar et éducateurs.",
        "RNCP37537, L.4153-1, 3e, bac + 2, H2913, ONISEP, cBanque, L’UIMM.",
        "https://exemple.fr/zzz ou [un lien](https://oma.example/zzyzx), ceramique-zzz.fr, exemple.vtt",
        "Tu visites Zzyzx, puis l’atelier de Gavarnie. Zzyzx est loin.",
        "`python zzyzx.py`",
        "Un retour\\\nà la ligne.",
        "Un monteur-câbleur, un chargé d’ordonnancement-lancement.",
    ],
)
def test_names_codes_addresses_and_words_of_rome_are_no_mistakes(text: str, french: Dictionary, tmp_path: Path) -> None:
    assert strange(written(tmp_path, text), french) == []


def test_a_word_of_the_list_is_known_in_all_its_places(french: Dictionary, tmp_path: Path) -> None:
    text = "Une éco-rénovation zzyzx, l’zzyzx. Zzyzx."
    assert strange(written(tmp_path, text, "mots: [zzyzx]"), french) == []
    shutil.rmtree(tmp_path / "content")
    assert [word for _, word, _ in strange(written(tmp_path, text, "mots: [autre]"), french)] == ["zzyzx", "zzyzx"]


def test_a_word_on_a_folded_line_of_a_field_is_found_there(french: Dictionary, tmp_path: Path) -> None:
    content = written(tmp_path, "")
    site = content / "site.yaml"
    lines = site.read_text(encoding="utf-8").splitlines()
    lines[1:2] = ["slogan: >-", "  Un exemple", "  de chodron."]
    site.write_text("\n".join(lines), encoding="utf-8")
    assert [line for line, _, _ in strange(content, french)] == [4]


@pytest.mark.parametrize("strict", [False, True])
def test_spelling_is_advice_in_a_strict_check_too(strict: bool, french: Dictionary, tmp_path: Path) -> None:
    content = written(tmp_path, "Un chodron.")
    project = Project(workshop(tmp_path / "root"), content, tmp_path / "public", MAY, strict=strict, with_spelling=True)
    (problem,) = pipeline.check(project, silent).problems
    assert (problem.code, problem.severity) == ("orthographe", Severity.WARNING)


def test_a_check_without_a_dictionary_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "french", lambda: None)
    project = Project(
        workshop(tmp_path / "root"), written(tmp_path, "Un chodron."), tmp_path / "public", MAY, with_spelling=True
    )
    summary, problems = pipeline.check(project, silent)
    assert (problems, summary.unspelled) == ((), True)


def test_few_words_cost_a_proposal(french: Dictionary, tmp_path: Path) -> None:
    text = " ".join(f"zzyz{chr(97 + first)}{chr(97 + second)}" for first in range(6) for second in range(10))
    hints = [hint for _, _, hint in strange(written(tmp_path, text), french)]
    assert len(hints) == 60
    assert sum("vouliez" in hint for hint in hints) <= spelling.MOST_PROPOSALS
