"""The page of what was just saved, ahead of its build: what that build makes, to the byte, or nothing at all."""

import datetime
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from oma_builder import pipeline
from oma_builder.companion import Companion, started
from oma_builder.content.schema import KINDS
from oma_builder.preview import builder
from oma_builder.preview.ahead import Ahead, Known, ahead, known
from oma_builder.preview.builder import Outcome
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.hosts import free_port
from tests.previews import get, served, wait_for
from tests.tools import ROOT, workshop

FULL = ROOT / "tests" / "sites" / "full" / "content"

_WORDS = re.compile(r"^(\w+: )([A-ZÉ][^\[{&*|>'\"#:]{8,})$", re.MULTILINE)
"""A field that holds a sentence of its own, on one line."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a preview of the small site that has all, which nothing has built yet."""
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    day = datetime.date(2026, 11, 23)
    return Project(
        workshop(tmp_path / "project"),
        content,
        tmp_path / "output",
        day,
        "http://localhost/",
        pages_only=True,
        unpublished=True,
        prints_apart=True,
    )


def read(project: Project) -> Known:
    first = known(project)
    assert first is not None
    return first


def reworded(project: Project) -> Iterator[str]:
    """Reword a document of each kind that has a sentence in a field of its own; yield its path."""
    for kind in KINDS:
        for file in sorted((project.content / kind.name).glob(f"*{kind.suffix}")):
            text = file.read_text(encoding="utf-8")
            if fields := [match for match in _WORDS.finditer(text) if not match[1].startswith(("alt", "credit"))]:
                file.write_text(f"{text[: fields[0].end()]} zqaqz{text[fields[0].end() :]}", encoding="utf-8")
                yield file.relative_to(project.content.parent).as_posix()
                break


def test_a_page_ahead_is_the_one_that_its_build_makes(project: Project) -> None:
    assert pipeline.build(project, silent).value.written
    state, told = read(project), set[str]()
    for path in reworded(project):
        now, shown = ahead(state, project, (path,))
        assert pipeline.build(project, silent).value.written, path
        assert {route: (project.output / route).read_bytes() for route in shown.pages} == shown.pages
        state = now or read(project)
        told |= {path.split("/")[1] for content in shown.pages.values() if b"zqaqz" in content}
    assert told >= {"cahiers", "campus", "formations", "guides", "interets", "metiers", "pages", "territoires"}


def test_several_saves_at_once_are_shown_together(project: Project) -> None:
    first = read(project)
    paths = [f"content/metiers/{name}.yaml" for name in ("voisin", "papier", "programme")]
    for path in paths:
        reword(project, path)
    now, shown = ahead(first, project, paths)
    assert now is not None
    assert sorted(shown.pages) == [f"metiers/{name}.html" for name in ("papier", "programme", "voisin")]
    assert ahead(now, project, paths) == (now, Ahead({}))  # nothing differs any more
    assert ahead(first, project, [*paths, "content/metiers/exemple.yaml"]) == (None, Ahead({}))


def reword(project: Project, path: str, word: str = "zqaqz") -> None:
    file = project.content.parent / path
    text = file.read_text(encoding="utf-8")
    new = project.content.parent / "new.yaml"
    new.write_text(with_word(text, word), encoding="utf-8")
    os.replace(new, file)  # a look at half a file would leave it to the build


def with_word(text: str, word: str) -> str:
    """Return the text of a trade with a word more in its first mission."""
    return re.sub("^(missions:\n  - .*)", rf"\1 {word}", text, flags=re.MULTILINE)


def remove(project: Project) -> str:
    (project.content / "metiers" / "voisin.yaml").unlink()
    return "metiers/voisin.yaml"


def add(project: Project) -> str:
    shutil.copy(project.content / "metiers" / "voisin.yaml", project.content / "metiers" / "neuf.yaml")
    return "metiers/neuf.yaml"


def spoil(project: Project) -> str:
    (project.content / "metiers" / "voisin.yaml").write_text("titre: [", encoding="utf-8")
    return "metiers/voisin.yaml"


def mistake(project: Project) -> str:
    file = project.content / "metiers" / "voisin.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "inconnu: oui\n", encoding="utf-8")
    return "metiers/voisin.yaml"


def rename_the_site(project: Project) -> str:
    file = project.content / "site.yaml"
    file.write_text(re.sub("^slogan: .*$", "slogan: zqaqz", file.read_text(encoding="utf-8"), flags=re.MULTILINE))
    return "site.yaml"


def touch_a_picture(project: Project) -> str:
    return "images/exemple.svg"


@pytest.mark.parametrize("change", [remove, add, spoil, mistake, rename_the_site, touch_a_picture])
def test_what_is_more_than_a_document_that_was_there_is_left_to_the_build(
    project: Project, change: Callable[[Project], str]
) -> None:
    assert ahead(read(project), project, (f"content/{change(project)}",)) == (None, Ahead({}))


def test_a_page_with_a_picture_that_no_build_has_made_waits_for_it(project: Project) -> None:
    first = read(project)
    file = project.content / "metiers" / "programme.yaml"
    shown = "illustration:\n  fichier: exemple.svg\n  alt: Un exemple neuf\n  credit: Exemple, CC BY 4.0\n"
    file.write_text(file.read_text(encoding="utf-8") + shown, encoding="utf-8")
    shutil.copy(project.content / "images" / "exemple.svg", project.content / "images" / "neuve.svg")
    now, pages = ahead(first, project, ("content/metiers/programme.yaml",))
    assert now is not None
    assert (now.guide.derivatives == first.guide.derivatives) == bool(pages.pages)


def test_what_is_saved_during_a_build_is_shown_before_it_ends(project: Project) -> None:
    watching = started(builder.watch, project)
    try:
        told(watching, Outcome)
        reword(project, "content/metiers/programme.yaml")
        outcomes = [told(watching, Outcome)]  # by now, what was there before is known
        reword(project, "content/metiers/voisin.yaml")
        assert list(told(watching, Ahead).pages) == ["metiers/voisin.html"]
        reword(project, "content/metiers/papier.yaml")  # its build has just begun
        assert list(told(watching, Ahead).pages) == ["metiers/papier.html"]
        while len(outcomes) == 1 or not outcomes[-1].is_latest:
            outcomes.append(told(watching, Outcome))
    finally:
        watching.end()
    assert [outcome.is_fine for outcome in outcomes] == [True for _ in outcomes]
    for name in ("voisin", "papier"):
        assert b"zqaqz" in (project.output / "metiers" / f"{name}.html").read_bytes()


News = TypeVar("News")


def told(watching: Companion, kind: type[News]) -> News:
    """Wait for the next piece of news of a kind."""
    while watching.pipe.poll(60):
        if isinstance(news := watching.pipe.recv(), kind):
            return news
    raise AssertionError(f"no {kind.__name__} ever came")


@pytest.mark.slow
def test_a_page_ahead_gives_way_to_the_last_good_one_when_its_build_fails(tmp_path: Path) -> None:
    content, port = Path(shutil.copytree(FULL, tmp_path / "content")), free_port()
    file = content / "metiers" / "programme.yaml"
    good = file.read_text(encoding="utf-8")
    with served(ROOT, content, port) as server:
        wait_for(port, "/metiers/programme.html", b"<main", 60)
        reworded = with_word(good, "zqaqz")
        file.write_text(f"{reworded}similaires: [inconnu]\n", encoding="utf-8")
        end = time.monotonic() + 60
        time.sleep(2)  # shown ahead by now, or not yet: what stays is the last good page
        while b"zqaqz" in get(port, "/metiers/programme.html")[1]:
            assert time.monotonic() < end, "the page of a build that failed stays"
            time.sleep(0.2)
        file.write_text(reworded.replace("zqaqz", "zqbqz"), encoding="utf-8")
        wait_for(port, "/metiers/programme.html", b"zqbqz", 60)
    server.communicate(timeout=10)
