"""The sheet to slip into old copies: every change of every field, at its page of then, in today's words."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from oma_builder.guide.metier_fields import COUNTED
from oma_builder.printing import erratum, record
from oma_builder.problems import BuildError, ExitCode
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.built import FULL, TODAY, text_of_pages
from tests.papers import UA, bare, foreign_fonts, heading_levels, run
from tests.tools import MINIMAL, ROOT, workshop

pytestmark = [pytest.mark.paper, pytest.mark.slow]

CHANGES = {
    "accroche": ("Un métier d'exemple.", "Une accroche toute neuve."),
    "missions": ("Premier exemple de mission", "Mission toute neuve"),
    "niveau": ("niveau: 3", "niveau: 4"),
    "journee": ("Exemple de journée.", "Une journée toute neuve."),
    "titre": ("feminin: Exemple de soudeuse", "feminin: Exemple de chaudronnière"),
}
SHOWN = {"niveau": "niveau bac", "titre": "Exemple de chaudronnière"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a copy of the minimal site, recorded as the edition 2026."""
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    made = Project(workshop(tmp_path / "project"), content, tmp_path / "out", TODAY)
    done, problems = record(made, silent, identifier="2026")
    assert problems == ()
    assert done
    return made


def change(project: Project, old: str, new: str, name: str = "metiers/exemple.yaml") -> None:
    file = project.content / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def printed(project: Project) -> Path:
    """Print the erratum of the edition 2026; return its file."""
    file, problems = erratum(project, "2026", silent)
    assert problems == ()
    assert file is not None
    place = project.root / file.route
    place.write_bytes(file.content)
    return place


@pytest.mark.parametrize("field", CHANGES)
def test_a_changed_field_is_told_anew(project: Project, field: str) -> None:
    change(project, *CHANGES[field])
    if field == "niveau":
        change(project, *CHANGES[field], "formations/exemple.yaml")  # a trade and its diploma say the same
    text = bare("".join(text_of_pages(printed(project))))
    assert bare(COUNTED[field].label.capitalize()) in text
    assert bare(SHOWN.get(field, CHANGES[field][1])) in text
    other = "missions" if field != "missions" else "accroche"
    assert bare(COUNTED[other].label.capitalize()) not in text


def test_a_part_that_is_gone_says_so(project: Project) -> None:
    change(project, "niveau: 3", "niveau: 3\napprentissage: Exemple d'apprentissage.")
    record(project, silent, identifier="2026", may_replace=True)
    change(project, "apprentissage: Exemple d'apprentissage.", "")
    assert bare("Apprentissage Cette partie n’est plus dans la fiche.") in bare(
        "".join(text_of_pages(printed(project)))
    )


def test_pages_are_those_of_the_old_copy(project: Project) -> None:
    done, _ = record(project, silent, identifier="2026")
    assert done
    (sheet,) = done.edition.sheets
    change(project, *CHANGES["accroche"])
    assert f"Page {sheet.page} : Exemple de soudeur" in " ".join("".join(text_of_pages(printed(project))).split())


def test_trades_come_and_go(project: Project) -> None:
    other = (project.content / "metiers" / "exemple.yaml").read_text("utf-8").replace("de soudeu", "de nouveau soudeu")
    (project.content / "metiers" / "exemple.yaml").unlink()
    (project.content / "metiers" / "autre.yaml").write_text(other, encoding="utf-8")
    file, problems = erratum(project, "2026", silent)
    assert [problem.code for problem in problems] == ["imprime-disparu"]
    assert file is not None
    (project.root / "made.pdf").write_bytes(file.content)
    text = bare("".join(text_of_pages(project.root / "made.pdf")))
    assert bare("Exemple de soudeur / Exemple de soudeuse. Cette fiche n’est plus dans le guide.") in text
    assert bare("Exemple de nouveau soudeur / Exemple de nouveau soudeuse") in text
    assert "oma.example/m/" in text


def test_without_a_change_there_is_nothing_to_print(project: Project) -> None:
    assert erratum(project, "2026", silent) == (None, ())


def test_an_unknown_edition_is_refused(project: Project) -> None:
    with pytest.raises(BuildError, match="aucune édition « 2025 » n’est enregistrée") as refused:
        erratum(project, "2025", silent)
    assert refused.value.exit_code is ExitCode.USAGE
    assert refused.value.hint == "existent : 2026"


def test_what_employers_plan_is_told_with_its_source(tmp_path: Path) -> None:
    """A sheet that was recorded before the survey came: the figure is all that it lacks."""
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    file = content / "editions" / "2026.yaml"
    file.write_text(re.sub(r" recrutements=\w+", "", file.read_text("utf-8")), encoding="utf-8")
    project = Project(workshop(tmp_path / "project"), content, tmp_path / "out", TODAY)
    made, _ = erratum(project, "2026", silent)
    assert made
    (project.root / "made.pdf").write_bytes(made.content)
    text = bare("".join(text_of_pages(project.root / "made.pdf")))
    assert (
        bare("Recrutements prévus En 2026, dans l’exemple d’Occitanie, les employeurs prévoyaient environ 1 530")
        in text
    )
    assert bare("Par département : Haute-Garonne (480, dont 69 % de saisonniers)") in text
    assert text.count(bare("Enquête Besoins en main-d’œuvre (BMO) 2026, France Travail et Crédoc")) == 3


@pytest.fixture(scope="module")
def full_erratum(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print the erratum of the full mini-site by the command line."""
    folder = tmp_path_factory.mktemp("erratum")
    command = [sys.executable, ROOT / "build.py", "erratum", "--since", "2026", "--today", f"{TODAY}"]
    done = subprocess.run(
        [*command, "--content", FULL, "--output", folder], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert "oma-erratum-2026.pdf" in done.stdout
    return folder / "oma-erratum-2026.pdf"


def test_it_is_accessible_and_sound(full_erratum: Path) -> None:
    assert foreign_fonts(full_erratum) == []
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", full_erratum)
    with pikepdf.open(full_erratum) as pdf:
        assert pdf.open_metadata()[UA] == "1"
        assert heading_levels(pdf)[0] == 1
        assert str(pdf.Root.Lang) == "fr-FR"


def test_each_field_of_a_trade_can_be_told(tmp_path: Path) -> None:
    """Every field that counts, changed at once, is named and says something."""
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    file = content / "editions" / "2026.yaml"
    fields = " ".join(f"{name}={'0' * 12}" for name in COUNTED)
    file.write_text(re.sub(r"champs: .*", f"champs: {fields}", file.read_text("utf-8")), encoding="utf-8")
    project = Project(workshop(tmp_path / "project"), content, tmp_path / "out", TODAY)
    made, _ = erratum(project, "2026", silent)
    assert made
    (project.root / "made.pdf").write_bytes(made.content)
    text = bare("".join(text_of_pages(project.root / "made.pdf")))
    start = text.index(bare("Exemple de soudeur / Exemple de soudeuse"))
    told = text[start : text.index("Page", start)] if "Page" in text[start:] else text[start:]
    for field in COUNTED.values():
        assert bare(field.label[:1].upper() + field.label[1:]) in text, field.word
    assert bare("Cette partie n’est plus dans la fiche.") not in told
