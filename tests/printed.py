"""The editions of the real guide and of the mini-sites, each printed once a run, as `python build.py pdf` does."""

import datetime
import hashlib
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from oma_builder.content import loader
from oma_builder.films.files import stock
from oma_builder.guide import linker
from oma_builder.guide.model import Guide
from oma_builder.printing import Prints, print_apart
from oma_builder.problems import Problem
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.built import CONTENT, FULL, REAL_DAY, TODAY, squeezed, text_of_pages
from tests.papers import run
from tests.sharing import CACHE, once, place_of_run
from tests.tools import workshop


@dataclass(frozen=True)
class Source:
    """A content folder and the day on which it is printed."""

    content: Path
    day: datetime.date
    place: Path

    @property
    def guide(self) -> Guide:
        """Return the linked guide."""
        return _linked(self.content, self.day)


@dataclass(frozen=True)
class Print:
    """The files of one edition, the guide first, with what its making said."""

    source: Source
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]

    @property
    def pdf(self) -> Path:
        """Return the guide itself."""
        return self.files[0]

    @property
    def pages(self) -> tuple[str, ...]:
        """Return the text of each page."""
        return text_of_pages(self.pdf)


def source(places: pytest.TempPathFactory, name: str) -> Source:
    """Return the `real` guide or the `full` mini-site, or one of them `-approved`: without its warning."""
    place = place_of_run(places) / f"prints-{name}"
    return once(place, lambda: _source(place, name))


def _source(place: Path, name: str) -> Source:
    workshop(place, place.with_name(CACHE))
    content, day = (CONTENT, REAL_DAY) if name.startswith("real") else (FULL, TODAY)
    return Source(_approved(content, place / "content") if name.endswith("-approved") else content, day, place)


def _approved(content: Path, target: Path) -> Path:
    """Copy a content folder without what warns that it is a draft."""
    shutil.copytree(content, target)
    site = target / "site.yaml"
    told, count = re.subn(r"^avertissement:.*\n(?: +.*\n)*", "", site.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert count == 1
    site.write_text(told, encoding="utf-8")
    return target


@cache
def printed(
    given: Source, edition: str, things: tuple[str, ...] = (), form: str = "ecran", *, is_short: bool = False
) -> Print:
    """Return an edition; nothing may keep it from being printed."""
    named = hashlib.sha256(" ".join(things).encode()).hexdigest()[:10]
    folder = given.place / f"{edition}-{named}-{form}{'-court' * is_short}"
    return once(folder, lambda: _printed(given, Prints(edition, things, form, is_short), folder))


def _printed(given: Source, asked: Prints, folder: Path) -> Print:
    project = Project(given.place, given.content, given.place, given.day, jobs=2)
    made, problems = print_apart(project, asked, silent)
    files = []
    for artifact in made:
        file = folder / artifact.route
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artifact.content)
        files.append(file)
    assert files, problems
    return Print(given, tuple(files), problems)


@cache
def _linked(content: Path, day: datetime.date) -> Guide:
    guide, _ = linker.link(loader.load(content, 1).value, day, stock=stock(content.parent / "films"))
    assert guide is not None
    return guide


def trades_on(pages: Sequence[str], guide: Guide) -> dict[str, list[int]]:
    """Return, for each trade, the numbers of the pages that end its sheet: they hold its own address."""
    squeezed_pages = [squeezed(text) for text in pages]
    marks = {metier.id: squeezed(f"En ligne : {guide.site.address}{metier.route}") for metier in guide.metiers}
    return {
        identifier: [number for number, text in enumerate(squeezed_pages, 1) if mark in text]
        for identifier, mark in marks.items()
    }


def facts(pdf: Path) -> dict[str, str]:
    """Return what `pdfinfo` says of a file."""
    told = dict(line.split(":", 1) for line in run("pdfinfo", pdf).splitlines())
    return {name: value.strip() for name, value in told.items()}
