"""A guide that nobody touches: on no later day does it fail, and on each its readers see what is still good."""

import datetime
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from oma_builder import pipeline
from oma_builder.content import loader
from oma_builder.guide.model import Guide
from oma_builder.problems import Problem, Severity, has_errors, tidy
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.built import CONTENT, FULL, REAL_DAY, TODAY, build_into
from tests.tools import MINIMAL, workshop

pytestmark = pytest.mark.slow

YEARS = 10
GUIDES = {"real": (CONTENT, REAL_DAY), "full": (FULL, TODAY)}
DAY = datetime.timedelta(1)


def days(content: Path, today: datetime.date) -> tuple[datetime.date, ...]:
    """Return every day that the content names and the one after it, and one in six months, over ten years."""
    texts = (file.read_text(encoding="utf-8") for file in (*content.rglob("*.yaml"), *content.rglob("*.md")))
    named = {
        datetime.date.fromisoformat(found) for text in texts for found in re.findall(r"\b20\d\d-\d\d-\d\d\b", text)
    }
    last = today.replace(year=today.year + YEARS)
    regular = {today + datetime.timedelta(183 * step) for step in range(2 * YEARS)}
    return tuple(sorted(day for day in {*named, *(day + DAY for day in named), *regular, last} if today <= day <= last))


SAID_EVERY_DAY = {"codes-a-confirmer", "marque-visible", "photo-localisee", "rome-different"}
"""What is wrong with the mini-site on purpose, whatever the day."""


def weighing(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    weighty = (problem for problem in problems if problem.severity is not Severity.INFORMATION)
    return tuple(problem for problem in weighty if problem.code not in SAID_EVERY_DAY)


ENDS = {
    "accueils": ("", "valable_jusqu_au"),
    "campus": ("label_du", "label_jusqu_au"),
    "evenements": ("", "fin"),
    "regles": ("valable_du", "valable_jusqu_au"),
}


def still_good(content: Path, kind: str, day: datetime.date) -> set[str]:
    """Return the documents of a kind that may be seen on a day, read without the program."""
    names = (file.stem for file in (content / kind).glob("*.yaml"))
    return {name for name in names if _is_good(content, kind, name, day)}


def _is_good(content: Path, kind: str, name: str, day: datetime.date) -> bool:
    said = yaml.safe_load((content / kind / f"{name}.yaml").read_text(encoding="utf-8"))
    window, (start, end) = said.get("publication", {}), ENDS.get(kind, ("", ""))
    starts, ends = (
        [window.get("a_partir_du"), said.get(start)],
        [window.get("jusqu_au"), said.get(end, said.get("debut"))],
    )
    inside = all(day >= first for first in starts if first) and all(day <= last for last in ends if last)
    if not inside or window.get("etat") == "brouillon":
        return False
    if kind == "films":
        return _is_allowed(said, day) and _is_good(content, "metiers", said["metier"], day)
    return kind != "metiers" or _is_good(content, "secteurs", said["secteur"], day)


def _is_allowed(film: Mapping[str, Any], day: datetime.date) -> bool:
    consents = film.get("autorisations", [])
    good = [consent for consent in consents if consent.get("etat") != "retiree" and day <= consent["expire_le"]]
    return bool(good) and good == consents and bool(set.intersection(*(set(consent["portee"]) for consent in good)))


def shown(guide: Guide) -> Mapping[str, set[str]]:
    return {
        "accueils": {offer.id for offer in guide.hosts},
        "campus": {Path(campus.route).stem for campus in guide.campuses},
        "evenements": {event.id for event in guide.events},
        "regles": {rule.id for rule in guide.rules},
        "films": {film.id for film in guide.films},
    }


@pytest.mark.parametrize("name", GUIDES)
def test_an_untouched_guide_fails_on_no_later_day_and_shows_what_is_still_good(name: str, tmp_path: Path) -> None:
    content, today = GUIDES[name]
    corpus, read = loader.load(content, 1)
    first = weighing((*read, *pipeline.examine(corpus, Project(tmp_path, content, tmp_path, today)).problems))
    assert not has_errors(first)
    for day in days(content, today):
        guide, found = pipeline.examine(corpus, Project(tmp_path, content, tmp_path, day))
        assert weighing((*read, *found)) == first, day
        assert guide is not None
        assert shown(guide) == {kind: still_good(content, kind, day) for kind in (*ENDS, "films")}, day


@pytest.mark.parametrize("name", GUIDES)
def test_a_release_is_not_stopped_by_time(name: str, tmp_path: Path) -> None:
    content, today = GUIDES[name]
    corpus, _ = loader.load(content, 1)

    def told(day: datetime.date) -> tuple[Problem, ...]:
        project = Project(tmp_path, content, tmp_path, day, for_release=True)
        weighty = weighing(tidy(pipeline.examine(corpus, project).problems, strict=True))
        # An agreement that was terminated ends on a day, and with it what may be released in its name (article 13).
        return tuple(problem for problem in weighty if problem.code != "convention-terminee")

    assert told(today.replace(year=today.year + YEARS)) == told(today)


def test_ten_years_on_it_is_built_without_what_is_over(tmp_path: Path) -> None:
    """Each page is made; nothing is left of events, offers and films, of which home page and lists speak."""
    site = build_into(tmp_path, FULL, TODAY.replace(year=TODAY.year + YEARS), with_pdf=False)
    assert site.summary.written
    assert weighing(site.problems) == ()
    pages = {path: path.read_text(encoding="utf-8") for path in site.folder.rglob("*.html")}
    for kind, field in (("accueils", "organisme"), ("evenements", "titre"), ("films", "titre")):
        for file in (FULL / kind).glob("*.yaml"):
            words = str(yaml.safe_load(file.read_text("utf-8"))[field]).replace("'", "’")
            assert [path for path, text in pages.items() if f">{words}<" in text or f"/{file.stem}.mp4" in text] == []


WINDOW = "publication:\n  a_partir_du: 2027-01-04\n"


def minimal(folder: Path, files: Mapping[str, str]) -> Path:
    content = shutil.copytree(MINIMAL, folder / "content")
    for name, text in files.items():
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")
    return content


def told(content: Path, day: datetime.date, folder: Path) -> list[str]:
    project = Project(workshop(folder), content, folder / "site", day, strict=True)
    return [problem.code for problem in weighing(pipeline.check(project, silent).problems)]


def changed(name: str, *changes: tuple[str, str]) -> str:
    text = (MINIMAL / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


SCHEDULED = {
    "a sector without a trade": (
        {
            "secteurs/autre.yaml": changed(
                "secteurs/exemple.yaml", ("nom: Exemple", "nom: Autre exemple"), ("couleur: mer", "couleur: ocre")
            )
            + WINDOW
        },
        "secteur-vide",
    ),
    "a link to a title that is not there": (
        {
            "pages/exemple.md": changed("pages/exemple.md") + "\n[Un lien](page:autre#absente)\n",
            "pages/autre.md": changed("pages/exemple.md", ("titre: ", f"{WINDOW}titre: Autre ")),
        },
        "ancre-inconnue",
    ),
}


@pytest.mark.parametrize("name", SCHEDULED)
def test_what_would_be_wrong_later_is_wrong_today(name: str, tmp_path: Path) -> None:
    files, code = SCHEDULED[name]
    content = minimal(tmp_path, files)
    for place, day in enumerate((TODAY, datetime.date(2027, 1, 4))):
        assert told(content, day, tmp_path / str(place)) == [code]


def test_what_ends_takes_nothing_with_it(tmp_path: Path) -> None:
    """A text that leads to what is over stays a text; the sector and the step that are emptied are told, no more."""
    over = "publication:\n  jusqu_au: 2026-12-31\n"
    files = {
        "formations/exemple.yaml": changed("formations/exemple.yaml") + over,
        "metiers/exemple.yaml": changed("metiers/exemple.yaml") + over,
        "pages/exemple.md": changed("pages/exemple.md")
        + "\n[Un lien](metier:exemple), [un autre](formation:exemple).\n",
    }
    content = minimal(tmp_path, files)
    for day in days(content, TODAY)[::3]:
        assert told(content, day, tmp_path / f"{day}") == []


@pytest.mark.parametrize(
    ("given", "strict", "found"),
    [
        (Severity.ERROR, True, Severity.ERROR),
        (Severity.WARNING, True, Severity.ERROR),
        (Severity.WARNING, False, Severity.WARNING),
        (Severity.INFORMATION, True, Severity.INFORMATION),
    ],
)
def test_strictness_leaves_informations_alone(given: Severity, strict: bool, found: Severity) -> None:
    assert tidy([Problem("a.yaml", 1, "exemple", "message", "", given)], strict=strict)[0].severity is found
