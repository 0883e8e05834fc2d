"""Hints about names of files, followed one after the other: no file is ever written over another."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oma_builder.content import loader
from tests.tools import MINIMAL

NAMES = st.sampled_from(
    [
        "a.yaml", "A.yaml", "á.yaml", "a.yml", "A.yml", "a.YAML", "a.yaml.bak", "a.yaml.tmp", "a.yaml~", "a.yaml.old",
        "a-2.yaml", "a-2.yaml.bak", "A-2.yml", "b.yaml.bak", "B.yaml", "b c.yaml", "b-c.yml", "con.yaml", "con-1.yaml",
    ]
)  # fmt: skip
_NAME = re.compile(r"^renommez-le (\S+)|comme (\S+)$")


@settings(max_examples=60)
@given(names=st.lists(NAMES, min_size=2, max_size=8, unique=True))
def test_all_renamings_of_one_list_leave_every_file(names: list[str], tmp_path: Path) -> None:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    try:
        folder = content / "metiers"
        for name in names:
            (folder / name).write_text(name, encoding="utf-8")
        problems = loader.load(content, 1).problems
        whole = {file.read_text(encoding="utf-8") for file in folder.iterdir()}
        for problem in problems:
            file = content.parent / problem.path
            found = _NAME.search(problem.hint)
            if found and problem.code in ("fichier-inattendu", "nom-interdit", "nom-en-double"):
                file.replace(file.with_name(found[1] or found[2]))
        assert {file.read_text(encoding="utf-8") for file in folder.iterdir()} == whole
    finally:
        shutil.rmtree(content)


@pytest.mark.parametrize("ends", [(".bak", ".tmp", "~")])
def test_backups_beside_their_original_are_told_apart_from_it(ends: tuple[str, ...], tmp_path: Path) -> None:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    for end in ends:
        (content / "metiers" / f"exemple.yaml{end}").write_text("copie", encoding="utf-8")
    (content / "metiers" / "4913").touch()
    told = {Path(problem.path).name: problem.hint for problem in loader.load(content, 1).problems}
    assert told.keys() == {*(f"exemple.yaml{end}" for end in ends), "4913"}
    assert not any(hint.startswith("renommez") for hint in told.values())


def test_a_misplaced_sheet_leaves_the_one_of_its_name(tmp_path: Path) -> None:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    (content / "campus").mkdir()
    shutil.copy(content / "metiers" / "exemple.yaml", content / "campus")
    shutil.copy(content / "metiers" / "exemple.yaml", content / "campus" / "autre.yaml")
    existing, moved = sorted((problem.hint for problem in loader.load(content, 1).problems), reverse=True)
    assert existing.startswith("metiers/exemple.yaml existe déjà")
    assert moved == "déplacez-la dans metiers/"
