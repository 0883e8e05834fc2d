"""Trades that were renamed, as Git tells: before and after the commit, and what it cannot tell."""

import subprocess
from pathlib import Path

import pytest

from oma_builder.content.history import renamed
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
