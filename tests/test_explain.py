"""What `build --explain` says of each file that was made again, and what `build --verify` finds."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from oma_builder.incremental import journal
from oma_builder.problems import ExitCode
from oma_builder.project import Project
from oma_builder.stamps import stamps
from tests.test_incremental import DAY, edit
from tests.test_reproducible import write_project

pytestmark = pytest.mark.slow


def build(root: Path, *options: str, day: str = DAY.isoformat()) -> tuple[int, list[str]]:
    """Return how a preview ends, and its lines."""
    command = [sys.executable, "build.py", "--pages-only", "--today", day, *options]
    done = subprocess.run(command, cwd=root, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout.splitlines()


def explained(root: Path, *, day: str = DAY.isoformat()) -> list[str]:
    code, lines = build(root, "--explain", day=day)
    assert code == ExitCode.FINE, lines
    return lines


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = tmp_path / "project"
    write_project(place)
    return place


def test_each_file_is_told_with_its_reason(root: Path) -> None:
    trade, origin = "metiers/exemple.html", "content/metiers/exemple.yaml"
    assert "Pas de construction précédente connue pour ce dossier : tout est fait." in explained(root)
    assert not [line for line in explained(root) if line.startswith(("  ", "Ont changé"))], "nothing is made again"
    for _ in range(2):  # the first knows nothing of the pages yet
        edit(root / "content" / "metiers" / "exemple.yaml", lambda text: text.replace("accroche: ", "accroche: Et ", 1))
        lines = explained(root)
        assert "Ont changé, dans les contenus : metiers/exemple.yaml." in lines
        assert f"  {trade} : sa fiche {origin} a changé" in lines
        assert "  nouveautes.atom : montre ou rassemble ce qui a changé" in lines
    edit(root / "templates" / "web" / "metier.html", lambda text: text.replace("</h2>", "&nbsp;</h2>", 1))
    lines = explained(root)
    assert "Ont changé, dans les gabarits : web/metier.html." in lines
    assert f"  {trade} : fait de ce qui a changé" in lines
    assert "La demande est autre : le jour, l’adresse ou les options." in explained(root, day="2026-11-24")
    (root / "public" / trade).write_text("autre", encoding="utf-8")
    lines = explained(root, day="2026-11-24")
    assert "Le dossier de sortie n’était plus tel que la construction précédente l’avait laissé." in lines
    assert [line for line in lines if line.startswith("  ")] == [f"  {trade} : fait de ce qui a changé"]


def test_a_file_that_is_not_what_it_should_be_is_found(root: Path) -> None:
    """As an error of the program would leave it: otherwise the build itself sees that the folder has changed."""
    code, lines = build(root, "--verify")
    assert (code, lines[-1]) == (
        ExitCode.FINE,
        "Vérifié : chaque fichier est celui qu’une construction partie de rien donne.",
    )
    page = root / "public" / "metiers" / "exemple.html"
    page.write_text("autre", encoding="utf-8")
    project = Project(root, root / "content", root / "public", DAY, pages_only=True)
    record = journal.read(project)
    assert record
    journal.write(project, replace(record, left=journal.state_of(stamps(project.output))))
    code, lines = build(root, "--verify")
    assert code == ExitCode.BUG
    assert "metiers/exemple.html : différent" in lines
    assert any("Une construction entière donne autre chose pour 1 fichier." in line for line in lines)
    assert not list((root / ".cache" / "travail").iterdir()), "the other site is gone"
