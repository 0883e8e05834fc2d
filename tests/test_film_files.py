"""The files of films are what their documents say: a check that protects pupils, so that it never trusts a size and a time."""

import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from oma_builder import pipeline
from oma_builder.artifact import BigArtifact
from oma_builder.cache import Cache
from oma_builder.films.files import Seals
from oma_builder.problems import Severity
from oma_builder.progress import silent
from oma_builder.project import Project
from oma_builder.publish import output
from tests.built import FULL, TODAY
from tests.tools import workshop


@pytest.mark.parametrize("name", ["exemple.mp4", "exemple.jpg"])
def test_another_film_of_the_same_size_and_time_is_refused(name: str, tmp_path: Path) -> None:
    """Restored from a copy, say: a warm build says the same as a clean one."""
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    shutil.copytree(FULL.parent / "films", tmp_path / "films")
    root = workshop(tmp_path / "built")
    project = Project(root, content, root / "site", TODAY, pages_only=True)
    assert pipeline.build(project, silent).value.written
    file = tmp_path / "films" / name
    facts, raw = file.stat(), file.read_bytes()
    file.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    again, problems = pipeline.build(project, silent)
    assert [problem.code for problem in problems if problem.severity is Severity.ERROR] == ["film-different"]
    assert again.written is None


def test_what_is_released_is_read_again(tmp_path: Path) -> None:
    """Whatever is remembered of it."""
    film, cache = tmp_path / "film.mp4", Cache(tmp_path / "cache")
    film.write_bytes(b"exemple")
    remembered = Seals(cache).of(film)
    for entry in (tmp_path / "cache").rglob("*"):
        if entry.is_file():
            cache.put(entry.parent.name + entry.name, b"autre")
    assert Seals(cache).of(film) == "autre"
    assert Seals(cache, always_read=True).of(film) == remembered == Seals(cache).of(film)


def test_a_film_replaced_by_another_of_the_same_size_and_time_is_published(tmp_path: Path) -> None:
    """Both are known by their seals: the old one does not stay where the new one belongs."""
    source, place = tmp_path / "film.mp4", tmp_path / "site"
    for raw in (b"un film", b"l'autre"):
        source.write_bytes(raw)
        os.utime(source, ns=(1_000_000_000, 1_000_000_000))
        output.write((BigArtifact("films/film.mp4", source, sha256(raw).hexdigest()),), place)
        assert (place / "films" / "film.mp4").read_bytes() == raw
