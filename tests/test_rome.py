"""Drafts of trades from ROME: from the official files to sheets, and every folder that is not theirs."""

import datetime
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from oma_builder.content import loader
from oma_builder.content.schema import METIERS, SECTEURS
from oma_builder.problems import as_text, has_errors
from oma_builder.rome import drafting, report, tables
from oma_builder.rome.titles import Gendered, gendered, masculine_words
from oma_builder.rome.wording import is_sentence, listed, sentences, spelling
from tests.conftest import Golden
from tests.tools import MINIMAL, ROOT

ROME = ROOT / "tests" / "rome"
CASES = ROOT / "tests" / "problems"
TODAY = datetime.date(2026, 11, 29)


@pytest.fixture(scope="module")
def made() -> drafting.Made:
    """Return the drafts of fourteen sheets."""
    return read(ROME)


def read(folder: Path, only: str | None = None) -> drafting.Made:
    drafts, problems = drafting.read_folder(folder, TODAY, only)
    assert [as_text(problem) for problem in problems] == []
    assert drafts is not None
    return drafts


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "content"))


def test_the_drafts_say_what_rome_says(made: drafting.Made, content: Path, golden: Golden) -> None:
    """Their files, byte by byte: read the diff, it is what an editor will find."""
    before = set(content.rglob("*"))
    assert drafting.keep(made, content, may_replace=False) == (len(made.drafts) + len(made.sectors), ())
    written = sorted(file for file in content.rglob("*.yaml") if file not in before)
    names = {file.relative_to(content).as_posix() for file in written}
    assert names == {file.relative_to(ROME / "golden").as_posix() for file in (ROME / "golden").rglob("*.yaml")}
    for file in written:
        golden(ROME / "golden" / file.relative_to(content), file.read_text(encoding="utf-8"))


def test_what_the_import_leaves_out_is_counted(made: drafting.Made, golden: Golden) -> None:
    golden(ROME / "golden" / "report.txt", "\n".join(report.lines(made.drafts)) + "\n")


def test_the_drafts_join_a_guide_that_still_builds(made: drafting.Made, content: Path) -> None:
    drafting.keep(made, content, may_replace=False)
    corpus, problems = loader.load(content, 1)
    assert not has_errors(problems), [as_text(problem) for problem in problems]
    drafts = {(METIERS.name, draft.id) for draft in made.drafts} | {(SECTEURS.name, one.id) for one in made.sectors}
    assert corpus.unfinished == drafts
    assert [document.id for document in corpus.of(METIERS)] == ["exemple"]
    again, told = loader.load(content, 1, memory=corpus.memory)
    assert (again.unfinished, told) == (drafts, problems)


def test_a_draft_names_what_is_missing_as_the_check_does(made: drafting.Made, content: Path) -> None:
    """What stands in the first lines of a file is what `check` tells of it."""
    for draft in made.drafts:
        for file in (content / "metiers").glob("[!e]*"):
            file.unlink()
        alone = drafting.Made(made.directory, (draft,), made.sectors)
        drafting.keep(alone, content, may_replace=True)
        told = [problem.message for problem in loader.load(content, 1).problems if draft.id in problem.path]
        assert len(told) == 1
        assert set(told[0].partition("il manque ")[2].split(", ")) == set(draft.missing)


def test_the_same_files_give_the_same_bytes_and_another_day_changes_nothing(content: Path) -> None:
    drafting.keep(read(ROME), content, may_replace=False)
    before = {file: file.read_bytes() for file in content.rglob("*.yaml")}
    later, _ = drafting.read_folder(ROME, TODAY + datetime.timedelta(30))
    assert later is not None
    assert drafting.keep(later, content, may_replace=False) == (0, ())
    assert {file: file.read_bytes() for file in content.rglob("*.yaml")} == before


def test_rows_in_another_order_give_the_same_drafts(tmp_path: Path, made: drafting.Made) -> None:
    """Order counts within a sheet alone, where ROME's is kept."""
    folder = Path(shutil.copytree(ROME, tmp_path / "rome"))
    for table in (tables.SHEETS, tables.DOMAINS, tables.TEXTS, tables.SKILLS, tables.SETTINGS):
        file = folder / tables.file_name(table)
        head, *rows = file.read_bytes().splitlines(keepends=True)
        file.write_bytes(b"".join([head, *reversed(rows)]))
    assert read(folder).drafts == made.drafts


def test_nothing_that_is_there_is_lost_without_a_word(made: drafting.Made, content: Path, golden: Golden) -> None:
    drafting.keep(made, content, may_replace=False)
    files = sorted((content / "metiers").glob("[!e]*.yaml"))[:5]
    for file in files:
        file.write_text(file.read_text(encoding="utf-8").replace("etat: brouillon", "etat: publie"), encoding="utf-8")
    files[-1].unlink()
    written, problems = drafting.keep(made, content, may_replace=False)
    assert (written, files[-1].exists()) == (0, False)
    golden(CASES / "import-rome-deja-la" / "expected.txt", "\n".join(map(as_text, problems)) + "\n")
    assert drafting.keep(made, content, may_replace=True) == (5, ())
    assert "etat: brouillon" in files[0].read_text(encoding="utf-8")


def test_one_sheet_alone_joins_a_guide_with_sectors_of_its_own(content: Path) -> None:
    alone = read(ROME, "J1506")
    assert (len(alone.drafts), alone.sectors) == (1, ())
    assert {"secteur", "similaires"}.isdisjoint(alone.drafts[0].fields)
    assert "secteur" in alone.drafts[0].missing
    assert drafting.keep(alone, content, may_replace=False).value == 1
    assert not has_errors(loader.load(content, 1).problems)


LABELS = {
    "Boulanger / Boulangère": ("Boulanger", "Boulangère"),
    "Conducteur / Conductrice d'engins agricoles": ("Conducteur d'engins agricoles", "Conductrice d'engins agricoles"),
    "Chef boulanger / Cheffe boulangère de nuit": ("Chef boulanger de nuit", "Cheffe boulangère de nuit"),
    "Artiste Plasticien / Plasticienne": ("Artiste Plasticien", "Artiste Plasticienne"),
    "Médecin Anesthésiste Réanimateur / Réanimatrice (MAR)": (
        "Médecin Anesthésiste Réanimateur (MAR)",
        "Médecin Anesthésiste Réanimatrice (MAR)",
    ),
    "Arbitre professionnel / Professionnelle de sport": (
        "Arbitre professionnel de sport",
        "Arbitre professionnelle de sport",
    ),
    "Homme sage-femme / Sage-femme": ("Homme sage-femme", "Sage-femme"),
    "Steward / Hôtesse de train": ("Steward de train", "Hôtesse de train"),
    "Educateur sportif / Educatrice sportive spécialisé(e) en jeux": (
        "Educateur sportif spécialisé en jeux",
        "Educatrice sportive spécialisée en jeux",
    ),
    "Vétérinaire": ("Vétérinaire", "Vétérinaire"),
    "Architecte du bâtiment": ("Architecte du bâtiment", "Architecte du bâtiment"),
    "Lapidaire / Diamantaire": None,
    "Marin-pêcheur": None,
    "Chercheur / Concepteur informatique": None,
    "Animateur / Animatrice socioculturel / socioculturelle": None,
}


@pytest.mark.parametrize("label", LABELS)
def test_both_forms_are_those_that_rome_writes(label: str) -> None:
    masculine = masculine_words(["Pêcheur / Pêcheuse", "Patron pêcheur / Patronne pêcheuse"])
    assert gendered(label, masculine) == LABELS[label]


def test_no_form_is_made_up(made: drafting.Made) -> None:
    """Every word of a title stands in the label, letter case and the accent of a capital apart."""
    for sheet in made.directory.sheets:
        for name in sheet.names:
            pair = gendered(name.label, made.directory.masculine) or Gendered("", "")
            words = set(re.findall(r"\w+", name.label.replace("(e)", "").casefold()))
            words |= set(re.findall(r"\w+", name.label.replace("(e)", "e").casefold()))
            assert set(re.findall(r"\w+", " ".join(pair).casefold())) <= words


def test_capitals_get_the_accents_that_small_letters_have() -> None:
    spelt = spelling(["un établissement, des écoles", "elle est là", "les ecoles"])
    assert spelt("Etablissement : Est, Ecoles, E-formateur") == "Établissement : Est, Ecoles, E-formateur"
    assert spelt("Mise en oeuvre -HSE- du Commercial - PNC -") == "Mise en œuvre (HSE) du Commercial (PNC)"


def test_sentences_are_whole() -> None:
    told = ["Réalise. Aménage le sol", "1.\tTaille les arbres", ".", ". Gère", "les stocks", "Est amené à :"]
    assert list(sentences(told)) == [
        "Réalise.",
        "Aménage le sol",
        "Taille les arbres",
        "Gère les stocks",
        "Est amené à :",
    ]
    assert not is_sentence("Est amené à :")
    assert not is_sentence("Travaille comme salarié(e)")
    assert not is_sentence("long " * 60)
    assert [listed(text) for text in ("Gère.", "Des jeux, etc", "Des jeux, etc.", "Et…")] == [
        "Gère",
        "Des jeux, etc.",
        "Des jeux, etc.",
        "Et…",
    ]


Change = Callable[[Path], object]


def _edited(table: str, change: Callable[[list[bytes]], list[bytes]]) -> Change:
    """Return what changes the lines of a table."""

    def edit(folder: Path) -> None:
        file = folder / tables.file_name(table)
        file.write_bytes(b"".join(change(file.read_bytes().splitlines(keepends=True))))

    return edit


def _replaced(table: str, old: bytes, new: bytes) -> Change:
    return _edited(table, lambda lines: [b"".join(lines).replace(old, new)])


def _half(lines: list[bytes]) -> list[bytes]:
    return lines[: len(lines) // 2]


def _cut(table: str) -> Change:
    return _edited(table, lambda lines: [b"".join(lines)[: len(b"".join(lines)) // 2]])


def _renamed(folder: Path) -> None:
    (folder / "version.txt").unlink()
    for file in folder.glob("unix_*"):
        file.rename(file.with_name(file.name.replace("_v460_", "_v459_")))


FOLDERS: dict[str, Change] = {
    "import-rome-fichier": lambda folder: (folder / tables.file_name(tables.TEXTS)).unlink(),
    "import-rome-fichier--vide": lambda folder: [file.unlink() for file in folder.glob("*.*")],
    "import-rome-version": lambda folder: (folder / "version.txt").write_text(
        "Numero de version : 61", encoding="utf-8"
    ),
    "import-rome-version--noms": _renamed,
    "import-rome-version--fiche": _replaced(tables.SHEETS, b"Boulang", b"Panetier, boulang"),
    "import-rome-colonnes": _replaced(tables.SKILLS, b"libelle_competence", b"competence"),
    "import-rome-colonnes--points-virgules": _edited(
        tables.TEXTS, lambda lines: [line.replace(b'","', b'";"') for line in lines]
    ),
    "import-rome-colonnes--autre": lambda folder: (folder / tables.file_name(tables.LINKS)).write_bytes(b"PK\x03\x04"),
    "import-rome-colonnes--vide": lambda folder: (folder / tables.file_name(tables.LINKS)).write_bytes(b""),
    "import-rome-encodage": _edited(tables.NAMES, lambda lines: [line.decode().encode("cp1252") for line in lines]),
    "import-rome-ligne": _cut(tables.NAMES),
    "import-rome-ligne--case": _replaced(tables.SETTINGS, b'"En atelier","1"', b'"En atelier"'),
    "import-rome-double": _edited(tables.SHEETS, lambda lines: [*lines, lines[4]]),
    "import-rome-double--appellation": _edited(tables.NAMES, lambda lines: [*lines, lines[2]]),
    "import-rome-domaine": _replaced(tables.DOMAINS, b'"J","Sant', b'"Z","Sant'),
    "import-rome-incomplet": _edited(tables.TEXTS, _half),
    "import-rome-incomplet--fiches": _edited(tables.SHEETS, _half),
    "import-rome-incomplet--aucune": _edited(tables.SHEETS, lambda lines: lines[:1]),
    "import-rome-incomplet--competences": _edited(tables.SKILLS, _half),
    "import-rome-incomplet--liens": _edited(
        tables.LINKS, lambda lines: [line for line in lines if b'"11573"' not in line]
    ),
    "import-rome-incomplet--appellations": _edited(tables.NAMES, lambda lines: lines[:-1]),
}
"""What is wrong with a folder, otherwise right."""


@pytest.mark.parametrize("case", FOLDERS)
def test_another_folder_is_refused_in_these_words(case: str, tmp_path: Path, golden: Golden) -> None:
    folder = Path(shutil.copytree(ROME, tmp_path / "rome", ignore=shutil.ignore_patterns("golden")))
    FOLDERS[case](folder)
    drafts, problems = drafting.read_folder(folder, TODAY)
    assert drafts is None
    said = [as_text(problem) for problem in problems]
    golden(CASES / case / "expected.txt", "\n".join(said) + "\n")
    assert all(f"[{case.partition('--')[0]}]" in line for line in said)


def test_a_code_that_no_sheet_has_is_refused(golden: Golden) -> None:
    said = []
    for code in ("J1560", "boulanger"):
        drafts, problems = drafting.read_folder(ROME, TODAY, code)
        assert drafts is None
        said += map(as_text, problems)
    golden(CASES / "import-rome-code" / "expected.txt", "\n".join(said) + "\n")


def test_the_command_writes_all_or_nothing(content: Path, tmp_path: Path) -> None:
    """The command, as an editor types it: a wrong folder first, then the right one, twice, then one sheet."""

    def run(folder: Path, *options: str, into: Path = content) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "build.py", "import", "rome", str(folder), "--content", str(into), *options]
        command += ["--today", "2026-11-29"]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    before = sorted(content.rglob("*"))
    wrong = Path(shutil.copytree(ROME, tmp_path / "faux", ignore=shutil.ignore_patterns("*texte*")))
    refused = run(wrong)
    assert (refused.returncode, sorted(content.rglob("*"))) == (1, before)
    assert "il manque ce fichier" in refused.stdout
    assert run(tmp_path / "nulle-part").returncode == 2
    assert run(ROME / "version.txt").returncode == 2
    assert run(ROME, into=tmp_path / "ailleurs").returncode == 2
    first, second = run(ROME), run(ROME)
    assert (first.returncode, second.returncode) == (0, 0)
    assert "fichiers écrits dans content/." in first.stdout
    assert "disait déjà la même chose" in second.stdout
    one = run(ROME, "--seulement", "d1102")
    assert (one.returncode, "dit autre chose que le brouillon" in one.stdout) == (1, True)
    assert run(ROME, "--seulement", "d1102", "--replace").returncode == 0
