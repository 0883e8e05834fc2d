"""Trades that were renamed, and a folder as it was, as Git tells: before and after the commit, and what it cannot tell."""

import datetime
import os
import subprocess
from pathlib import Path

import pytest

from oma_builder.content.history import as_it_is, as_it_was, renamed
from tests.tools import MINIMAL, need

TRADE = (MINIMAL / "metiers" / "exemple.yaml").read_text(encoding="utf-8")


class Repository:
    """A folder of trades under Git."""

    def __init__(self, root: Path) -> None:
        need("git")
        self.folder = root / "content" / "metiers"
        self.folder.mkdir(parents=True)
        self.git("init", "-q")
        self.git("config", "user.name", "Exemple")
        self.git("config", "user.email", "exemple@exemple.fr")

    def git(self, *command: str) -> None:
        subprocess.run(("git", "-C", str(self.folder), *command), check=True, capture_output=True)

    def write(self, name: str, text: str = TRADE) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def rename(self, old: str, new: str) -> None:
        (self.folder / old).rename(self.folder / new)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", "Exemple", "--allow-empty")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    made.write("boulanger.yaml")
    made.write("soudeur.yaml", "titre: autre\n")
    made.commit()
    return made


def test_a_new_name_is_seen_before_its_commit_and_until_the_next(repository: Repository) -> None:
    assert renamed(repository.folder) == ()
    repository.rename("boulanger.yaml", "boulanger-patissier.yaml")
    pair = (("boulanger.yaml", "boulanger-patissier.yaml"),)
    assert renamed(repository.folder) == pair
    repository.git("add", "-A")
    assert renamed(repository.folder) == pair
    repository.commit()
    assert renamed(repository.folder) == pair
    repository.commit()
    assert renamed(repository.folder) == ()


def test_a_new_name_and_a_few_new_words_are_one_sheet_still(repository: Repository) -> None:
    repository.commit()
    (repository.folder / "boulanger.yaml").unlink()
    repository.write("patissier.yaml", TRADE.replace("soudeur", "pâtissier").replace("mission", "tâche"))
    repository.write("fleuriste.yaml", "titre: une tout autre fiche\n")
    assert renamed(repository.folder) == (("boulanger.yaml", "patissier.yaml"),)


def test_what_is_deleted_or_new_was_not_renamed(repository: Repository) -> None:
    (repository.folder / "boulanger.yaml").unlink()
    assert renamed(repository.folder) == ()
    repository.write("fleuriste.yaml", "titre: une tout autre fiche\n")
    assert renamed(repository.folder) == ()


def test_a_folder_that_git_does_not_know_has_no_history(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TRADE, encoding="utf-8")
    assert renamed(tmp_path) == ()
    assert renamed(tmp_path / "absent") == ()


def commit_on(repository: Repository, day: str) -> None:
    """Commit what there is as if it were a day, late in the evening in Paris."""
    repository.git("add", "-A")
    command = ("git", "-C", str(repository.folder), "commit", "-qm", "Exemple", "--allow-empty")
    stamp = {**os.environ, "GIT_COMMITTER_DATE": f"{day}T23:30:00+01:00"}
    subprocess.run(command, check=True, capture_output=True, env=stamp)


@pytest.fixture
def dated(tmp_path: Path) -> Repository:
    """Return a repository of three days: the folder is not there on the first."""
    made = Repository(tmp_path)
    commit_on(made, "2025-12-01")
    made.write("boulanger.yaml", "titre: Été\n")
    commit_on(made, "2025-12-31")
    made.write("soudeur.yaml", "titre: autre\n")
    commit_on(made, "2026-03-01")
    return made


@pytest.mark.parametrize(
    ("day", "known", "names"),
    [
        ("2026-01-01", "2025-12-31", {"boulanger.yaml"}),
        ("2026-03-01", "2025-12-31", {"boulanger.yaml"}),
        ("2026-03-02", "2026-03-01", {"boulanger.yaml", "soudeur.yaml"}),
        ("2025-12-31", "2025-12-01", set()),
        ("2020-01-01", "2025-12-31", {"boulanger.yaml"}),
    ],
)
def test_a_folder_as_it_was_when_a_day_began(dated: Repository, day: str, known: str, names: set[str]) -> None:
    dated.write("boulanger.yaml", "titre: hiver\n")  # what is not committed is of today
    found = as_it_was(dated.folder, datetime.date.fromisoformat(day))
    assert found is not None
    assert (found.day.isoformat(), found.texts.keys()) == (known, names)
    assert found.texts.get("boulanger.yaml", "titre: Été\n") == "titre: Été\n"


def test_a_folder_as_it_is_is_what_is_on_disk(dated: Repository) -> None:
    dated.write("fleuriste.yaml", "titre: neuf\n")
    today = datetime.date(2026, 5, 1)
    assert as_it_is(dated.folder, today).texts.keys() == {"boulanger.yaml", "soudeur.yaml", "fleuriste.yaml"}
    assert as_it_is(dated.folder / "absent", today).texts == {}


def test_what_git_never_knew_was_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TRADE, encoding="utf-8")
    assert as_it_was(tmp_path, datetime.date(2026, 1, 1)) is None
    assert as_it_was(tmp_path / "absent", datetime.date(2026, 1, 1)) is None
