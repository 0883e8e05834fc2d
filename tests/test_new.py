"""`new` and `rome`: documents that are begun, and the codes of trades."""

import datetime
import gzip
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content import documents, loader
from oma_builder.content.schema import KINDS, METIERS
from oma_builder.drafts import document, kinds, trades
from oma_builder.problems import BuildError, Severity, as_text
from oma_builder.rome import extract, names, search, tables
from oma_builder.rome.sheets import read_sheets
from tests.conftest import Golden
from tests.terminal import typed
from tests.tools import MINIMAL, ROOT

GOLDEN = ROOT / "tests" / "drafts" / "new"
TODAY = datetime.date(2026, 11, 29)
WORDS = [kinds.word(kind) for kind in kinds.DRAFTABLE]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "content"))


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "build.py", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL
    )


def begun(word: str, content: Path) -> document.Draft:
    kind = kinds.kind_of(word)
    draft, problems = document.new(kind, document.named(kind, f"Essai : {word}"), content)
    assert [as_text(problem) for problem in problems] == []
    assert draft is not None
    return draft


@pytest.mark.parametrize("word", WORDS)
def test_every_field_of_every_kind_is_explained(word: str, golden: Golden) -> None:
    draft = begun(word, MINIMAL)
    golden(GOLDEN / f"{word}{draft.kind.suffix}", draft.text)
    for name in draft.kind.model.model_fields:
        assert re.search(rf"^# {name} \((?:obligatoire|facultatif)", draft.text, re.MULTILINE), name


def test_a_trade_begins_with_what_rome_says(content: Path, golden: Golden) -> None:
    """The trades to which one may move are named where the guide has them, and told where it has not."""
    there = (content / "metiers" / "exemple.yaml").read_text(encoding="utf-8")
    (content / "metiers" / "voisin.yaml").write_text(re.sub("rome: .*", "rome: H2902", there), encoding="utf-8")
    known = trades.from_rome("h2913", "", "", content, TODAY)
    draft, problems = document.new(METIERS, known, content)
    assert draft is not None
    assert problems == ()
    golden(GOLDEN / "soudeur.yaml", draft.text)
    assert known.values["similaires"] == ["voisin"]


def test_drafts_of_all_kinds_stop_nobody(content: Path) -> None:
    for word in WORDS:
        draft = begun(word, content)
        (content / draft.place).parent.mkdir(exist_ok=True)
        (content / draft.place).write_text(draft.text, encoding="utf-8")
    corpus, problems = loader.load(content, 1)
    assert {problem.severity for problem in problems} == {Severity.INFORMATION}
    assert len(corpus.unfinished) == len(WORDS)


@pytest.mark.parametrize("word", WORDS)
def test_a_field_is_filled_in_by_taking_its_sign_away(word: str, content: Path) -> None:
    """Every line that waits is YAML once its sign is gone, and lacks nothing but values."""
    draft = begun(word, content)
    bare = re.sub(r"^( *)#(?=[^ ])", r"\1", draft.text, flags=re.MULTILINE)
    names = set(re.findall(r"^([a-z_]+):", bare, re.MULTILINE))
    assert names == set(draft.kind.model.model_fields) - {"corps"}
    _, problems = documents.read(bare.encode(), draft.place, draft.id, draft.kind)
    assert {problem.code for problem in problems} <= {"champ-vide", "nombre-invalide", "liste-trop-courte"}


def test_a_draft_that_is_filled_in_is_a_trade(content: Path) -> None:
    """Somebody takes signs away, writes values, and publishes: the check has nothing to say."""
    known = trades.from_rome("D1202", "", "", content, TODAY)
    draft = document.new(METIERS, known, content).value
    assert draft is not None
    written = {
        "#secteur:": "secteur: exemple",
        "#niveau:": "niveau: 3",
        "#journee: |": "journee: |\n  **8 h** : un exemple.",
        "#etudes:\n  #- intitule:\n    #etapes:\n      #- formation:": (
            "etudes:\n  - intitule: Par un CAP\n    etapes:\n      - formation: exemple"
        ),
        "#revu_le:": "revu_le: 2026-11-20",
        "etat: brouillon\n": "etat: publie\n",
    }
    text = draft.text
    for waiting, value in written.items():
        assert text.count(f"\n{waiting}") == 1 or "etat" in waiting, waiting
        text = text.replace(waiting, value)
    (content / draft.place).write_text(text, encoding="utf-8")
    corpus, problems = loader.load(content, 1)
    assert [as_text(problem) for problem in problems] == []
    assert [found.id for found in corpus.of(METIERS)] == ["coiffeur", "exemple"]


def test_another_of_its_names_may_be_the_title(content: Path) -> None:
    known = trades.from_rome("H2913", "soudeuse au plasma", "", content, TODAY)
    assert (known.id, known.values["titre"]) == (
        "soudeur-au-plasma",
        {"masculin": "Soudeur au plasma", "feminin": "Soudeuse au plasma"},
    )
    assert {"masculin": "Soudeur", "feminin": "Soudeuse"} in known.values["synonymes"]
    typed = trades.from_rome("H2913", "Essayeur / Essayeuse de soudure", "essai", content, TODAY)
    assert (typed.id, typed.values["titre"]["masculin"]) == ("essai", "Essayeur de soudure")
    assert trades.from_rome("H2913", "Essai", "", content, TODAY).values["titre"] == {"masculin": "Essai"}
    both = {"masculin": "Essayeur", "feminin": "Essayeuse"}
    assert document.named(METIERS, "Essayeur / Essayeuse") == document.Known("essayeur", {"titre": both})


@pytest.mark.slow
def test_new_writes_a_draft_and_never_over_another(content: Path) -> None:
    done = run("new", "événement", "Forum d’exemple", "--content", content)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("content/evenements/forum-d-exemple.yaml est écrit")
    file = content / "evenements" / "forum-d-exemple.yaml"
    file.rename(file.with_name("Forum-d-exemple.yaml"))
    again = run("new", "evenements", "Forum d'exemple", "--content", content)
    assert again.returncode == 2
    assert again.stderr == (
        "content/evenements/Forum-d-exemple.yaml existe déjà\n"
        "  → ouvrez ce fichier, ou donnez un autre nom au nouveau : --nom forum-d-exemple-2\n"
    )
    assert run("new", "evenement", "Forum d'exemple", "--nom", "Été 2027", "--content", content).returncode == 0
    assert sorted(file.name for file in file.parent.iterdir()) == ["Forum-d-exemple.yaml", "ete-2027.yaml"]
    refused = run("new", "page", "Bravo 🎉", "--content", content)
    assert (refused.returncode, refused.stdout.splitlines()[-1]) == (1, "Rien n’a été écrit.")


REFUSED = {
    ("edition",): "python build.py record",
    ("recrutement",): "python build.py import bmo",
    ("territoire",): "n’ont pas de brouillon",
    ("site",): "site est un seul fichier, content/site.yaml",
    ("metié",): "vouliez-vous dire metier ?",
    ("film d’élèves",): "les sortes de fiches : metier, secteur",
    ("page", "Essai", "--rome", "H2913"): "« page » n’est pas dans le ROME",
    ("metier", "--rome", "H2931"): "H2913 (Soudeur / Soudeuse)",
    ("metier", "--rome", "soudeur"): "cherchez-le par des mots",
    (): "dites quelle sorte de fiche commencer : metier",
    ("metier",): "dites le métier",
    ("page",): "dites le titre de la fiche",
}


@pytest.mark.slow
@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_what_cannot_be_begun_is_told_in_french(arguments: tuple[str, ...], content: Path) -> None:
    files = sorted(content.rglob("*"))
    done = run("new", *arguments, "--content", content)
    assert (done.returncode, REFUSED[arguments] in done.stderr) == (2, True), done.stderr
    assert sorted(content.rglob("*")) == files


@pytest.mark.slow
def test_in_a_terminal_it_asks(content: Path) -> None:
    """Somebody answers with nothing, then a kind that nobody writes, one, words, then the code they lead to."""
    code, shown = typed(
        ["new", "--content", content], ["", "edition", "métier", "soudeuze", "soudeuse plasma", "h2913"]
    )
    assert "→ lancez « python build.py record »" in shown
    assert "vouliez-vous dire « soudeuse »" in shown
    assert re.search(r"H2913 .*autre nom : Soudeur / Soudeuse au plasma", shown)
    assert (code, "content/metiers/soudeur.yaml est écrit" in shown) == (0, True), shown
    code, shown = typed(["new", "page", "--content", content], ["Une page"])
    assert (code, (content / "pages" / "une-page.md").is_file()) == (0, True), shown


@pytest.mark.slow
def test_a_question_may_be_left_unanswered(content: Path) -> None:
    files = sorted(content.rglob("*"))
    code, shown = typed(["new", "--content", content], ["métier"], left_at="(Entrée : sans le ROME)")
    assert (code, "Interrompu" in shown, "Traceback" in shown) == (130, True, False), shown
    assert sorted(content.rglob("*")) == files


@pytest.mark.slow
def test_words_of_rome_are_to_be_rewritten(content: Path) -> None:
    done = run("new", "metier", "--rome", "H2913", "--content", content)
    assert (
        "Il reste à récrire pour des élèves, en mots de tous les jours : accroche, missions, competences."
        in done.stdout
    )
    text = (content / "metiers" / "soudeur.yaml").read_text(encoding="utf-8")
    assert text.count("écrites pour des professionnels") == 3


def test_programs_write_what_no_editor_begins() -> None:
    """Every kind that is no draft says why: a command writes it, or its documents are all there."""
    for kind in set(KINDS) - set(kinds.DRAFTABLE):
        with pytest.raises(BuildError) as refused:
            kinds.kind_of(kind.name)
        assert refused.value.hint


def test_the_embedded_sheets_are_those_of_the_files() -> None:
    read, _ = tables.open_tables(ROOT / "tests" / "rome")
    assert read is not None
    sheets = read_sheets(read).value or ()
    embedded = {sheet.code: sheet for sheet in extract.embedded()}
    assert len(embedded) == 1_584
    assert [embedded[sheet.code] for sheet in sheets] == list(sheets)


def test_the_extract_packs_to_itself() -> None:
    file = ROOT / "oma_builder" / "content" / "data" / extract.FILE
    assert gzip.decompress(extract.pack(extract.embedded())) == gzip.decompress(file.read_bytes())
    assert file.stat().st_size < 2_000_000


def test_the_embedded_names_are_those_of_the_embedded_sheets() -> None:
    file = ROOT / "oma_builder" / "content" / "data" / names.FILE
    assert gzip.decompress(names.pack(names.names_of(extract.embedded()))) == gzip.decompress(file.read_bytes())
    assert names.pack(names.embedded()) == names.pack(names.names_of(extract.embedded()))
    assert file.stat().st_size < 200_000


FIRST = {
    "soudeur": "H2913",
    "SOUDEUSES": "H2913",
    "maçon": "F1703",
    "macons": "F1703",
    "infirmière scolaire": "J1511",
    "chefs de cuisine": "G1601",
    "aide soignant": "J1501",
    "œnologue": "A1423",
    "oenologues": "A1423",
    "boulangère pâtissière": "D1102",
    "soudeur au plasma": "H2913",
    "commerciaux export": "D1433",
    "coif": "D1202",
}


@pytest.mark.parametrize("text", FIRST)
def test_words_lead_to_codes(text: str) -> None:
    assert search.find(text, extract.embedded())[0].code == FIRST[text]


@given(st.text())
def test_any_words_are_searched(text: str) -> None:
    sheets = extract.embedded()[:40]
    assert len(search.find(text, sheets)) <= len(sheets)
    search.meant(text, sheets)


@pytest.mark.slow
def test_codes_are_shown_with_the_sheets_that_have_them(content: Path) -> None:
    there = (content / "metiers" / "exemple.yaml").read_text(encoding="utf-8")
    (content / "metiers" / "exemple.yaml").write_text(re.sub("rome: .*", 'rome: "H2913"', there), encoding="utf-8")
    done = run("rome", "Soudeur", "--content", content)
    assert done.stdout.splitlines()[:2] == [
        "H2913  Soudeur / Soudeuse",
        "       déjà dans le guide : metiers/exemple.yaml",
    ]
    assert done.stdout.splitlines()[-1] == "Pour commencer une fiche : python build.py new metier --rome H2913"
    nothing = run("rome", "soudeuze", "--content", content)
    assert (nothing.returncode, "vouliez-vous dire « soudeuse » ?" in nothing.stdout) == (2, True)
    assert "essayez un seul mot" in run("rome", "zzzz", "--content", content).stdout
    assert "autres : ajoutez un mot" in run("rome", "technicien", "--content", content).stdout
    assert "H2913" in run("rome", "h2913", "--content", content).stdout
    one = run("rome", "D1202", "--content", content).stdout.splitlines()
    assert re.fullmatch(r" +centres d’intérêt : Réaliste \(R\), Artistique \(A\)", one[1])
    bare = run("rome", "--content", content)
    assert (bare.returncode, "dites le nom du métier, en un mot ou deux" in bare.stderr) == (2, True)
