"""The real guide and the full mini-site, built once a run, and what tests read in their pages."""

import datetime
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from oma_builder.guide import routes
from oma_builder.pipeline import build
from oma_builder.problems import Problem, has_errors
from oma_builder.progress import silent
from oma_builder.project import Project, Summary
from oma_builder.publish.archive import FOLDER
from tests.sharing import CACHE, once, place_of_run
from tests.tools import ROOT, need, workshop

CONTENT = ROOT / "content"
SITES = ROOT / "tests" / "sites"
FULL = SITES / "full" / "content"
TODAY = datetime.date(2026, 11, 23)
"""The last day of a film, an offer and a page of the full site, and the first of others."""

PAST = re.compile(r"^[\s-]*(?:date|revu_le): *[\"']?(\d{4}-\d{2}-\d{2})", re.MULTILINE)
REAL_DAY = max(
    datetime.date.fromisoformat(day)
    for file in CONTENT.rglob("*.*")
    if file.suffix in (".yaml", ".md")
    for day in PAST.findall(file.read_text(encoding="utf-8"))
)
"""The day of the last review of the real content, which is not true before: no clock, and no day for editors to wait for."""

A_TRADE, ANOTHER_TRADE = sorted(file.stem for file in (CONTENT / "metiers").glob("*.yaml"))[:2]
"""The first trades of the real content, whichever they are."""

PDF = "guide/oma-guide.pdf"


@dataclass(frozen=True)
class Built:
    """One site on disk, with what its build said."""

    folder: Path
    summary: Summary
    problems: tuple[Problem, ...]
    day: datetime.date
    content: Path

    @cached_property
    def files(self) -> frozenset[str]:
        """Return the route of every published file, as its letters are cased on disk."""
        found = (path for path in self.folder.rglob("*") if path.is_file() and not path.name.startswith("."))
        return frozenset(path.relative_to(self.folder).as_posix() for path in found)

    @cached_property
    def pages(self) -> dict[str, "Page"]:
        """Return every HTML page by its route, but those that only lead on from a short address."""
        found = sorted(route for route in self.files - self.short_addresses if route.endswith(".html"))
        return {route: Page(self.text(route)) for route in found}

    @property
    def short_addresses(self) -> frozenset[str]:
        """Return the routes of the pages that lead on from a short address."""
        return frozenset(route for route in self.files if route.startswith(routes.SHORT))

    @property
    def address(self) -> str:
        """Return the address that the site believes to have online."""
        return self.pages["index.html"].first("link", rel="canonical")["href"]

    @property
    def base(self) -> str:
        """Return the path under which the site lives online."""
        return urlsplit(self.address).path

    @property
    def pdf(self) -> Path:
        """Return the printed guide."""
        return self.folder / PDF

    def text(self, route: str) -> str:
        """Return the text of a published file."""
        return (self.folder / route).read_text(encoding="utf-8")


class Page(HTMLParser):
    """An HTML page as a flat list of elements and a list of runs of text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.elements[-1][0], data))

    @property
    def ids(self) -> list[str]:
        """Return every `id`, in order."""
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    def every(self, *tags: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the elements with one of these tags."""
        return (element for element in self.elements if element[0] in tags)

    def first(self, tag: str, **wanted: str) -> dict[str, str]:
        """Return the attributes of the first such element."""
        found = (attributes for _, attributes in self.every(tag) if wanted.items() <= attributes.items())
        return next(found)

    def title(self) -> str:
        """Return the text of `title`."""
        return next(text for tag, text in self.texts if tag == "title")


def build_into(
    folder: Path, content: Path, today: datetime.date = TODAY, cache: Path | None = None, **choices: Any
) -> Built:
    """Build a content folder as the command line does, with these choices and a cache of its own, or a shared one."""
    project = Project(workshop(folder, cache), content, folder / "site", today, **{"jobs": 2, **choices})
    summary, problems = build(project, silent)
    return Built(project.output, summary, problems, today, content)


@cache
def _once(folder: Path, content: Path, day: datetime.date) -> Built:
    return once(folder, lambda: build_into(folder, content, day, folder.with_name(CACHE)))


def real(places: pytest.TempPathFactory) -> Built:
    """Return the real guide; whether its content is good enough to go online is for `check` to say, not for a test."""
    built = _once(place_of_run(places) / "real", CONTENT, REAL_DAY)
    assert not has_errors(built.problems)
    return built


def full(places: pytest.TempPathFactory) -> Built:
    """Return the mini-site that uses every field; it has parts that its day withdraws, and a tag that shows."""
    built = _once(place_of_run(places) / "full", FULL, TODAY)
    assert not has_errors(built.problems)
    return built


def small(places: pytest.TempPathFactory, name: str) -> Built:
    """Return a small site of `tests/sites`; the README there says which one thing it is about."""
    built = _once(place_of_run(places) / name, SITES / name / "content", TODAY)
    assert not has_errors(built.problems)
    return built


def unzipped(site: Built, place: Path) -> Path:
    """Unzip the edition for folders into `place`; return the site's own folder."""
    with zipfile.ZipFile(site.folder / routes.ARCHIVE) as packed:
        packed.extractall(place)
    return place / FOLDER


@cache
def text_of_pages(pdf: Path) -> tuple[str, ...]:
    """Return the text of each page of a PDF, in reading order, without what stamps it as a draft."""
    done = subprocess.run([need("pdftotext"), "-enc", "UTF-8", pdf, "-"], capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")[:-1]
    return tuple(re.sub(r"Épreuve du [^\n]+ – empreinte \w+\n+", "", page) for page in pages)


def squeezed(text: str) -> str:
    """Return a text without spaces, the hyphens of broken words nor places to break, so that line breaks do not matter."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def printed(site: Built) -> str:
    """Return the text of the PDF without spaces nor hyphenation, in lower case."""
    return squeezed("".join(text_of_pages(site.pdf))).lower()
