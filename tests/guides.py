"""Linked guides for tests of what is made from one: the real guide, and the same with every optional part filled."""

import datetime
from dataclasses import replace
from functools import cache
from typing import Any

from oma_builder.content import loader
from oma_builder.content.markdown import Rules, parse
from oma_builder.guide import linker, routes
from oma_builder.guide.campuses import Campus
from oma_builder.guide.events import Event
from oma_builder.guide.metiers import Metier, Recruiting, Salary
from oma_builder.guide.model import Guide
from oma_builder.guide.values import Link, Source
from tests.built import REAL_DAY
from tests.tools import ROOT

TODAY = datetime.date(2026, 11, 23)
SOURCE = Source("Exemple d’enquête", "https://exemple.example/enquete", datetime.date(2026, 9, 2))
BARE = Source("Exemple d’article", "", datetime.date(2026, 9, 1))


@cache
def real_guide() -> Guide:
    """Return the guide of the real content."""
    corpus, _ = loader.load(ROOT / "content", jobs=1)
    guide, _ = linker.link(corpus, REAL_DAY)
    assert guide is not None
    assert len(guide.metiers) > 10
    return guide


def event(identifier: str = "exemple", **changes: Any) -> Event:
    """Return a real event of one whole day, with these changes."""
    plain = Event(
        id=identifier,
        route=routes.event(identifier),
        title="Forum des métiers",
        kind="Forum",
        first=datetime.date(2027, 1, 14),
        last=datetime.date(2027, 1, 14),
        begins="",
        ends="",
        told="le 14 janvier 2027",
        place="Exemple de lieu",
        territories=(Link("Hérault", routes.territory("herault")),),
        audiences=(),
        sectors=(),
        metiers=(),
        body=parse("Un exemple.", "content/evenements/exemple.yaml", 1, Rules(0, pictures=False)).value,
        organiser="Exemple d’organisme",
        address="",
        is_sample=False,
        changes=(),
        sources=(BARE,),
    )
    return replace(plain, **changes)


@cache
def rich_guide() -> Guide:
    """Return the real guide whose first trade has a salary, claims, campuses and what a spreadsheet would run."""
    guide = real_guide()
    first, *others = guide.metiers
    return replace(guide, metiers=(_rich(first), *others))


def _rich(metier: Metier) -> Metier:
    inside = Link("Haute-Garonne", routes.territory("haute-garonne"))
    region = Link("Occitanie", routes.territory("occitanie"))
    return replace(
        metier,
        hook='=HYPERLINK("https://exemple.example";"clic")',
        missions=("- Un tiret d’abord", "Une barre | au milieu ; un point-virgule", 'Des "guillemets"'),
        rome_label="",
        salary=Salary(1850, 2400, SOURCE),
        recruiting=(Recruiting(inside, "Exemple de constat.", SOURCE), Recruiting(region, "Autre constat.", BARE)),
        campuses=(_campus("vrai-campus", is_sample=False), _campus("faux-campus", is_sample=True)),
        sources=(BARE, SOURCE),
    )


def _campus(identifier: str, *, is_sample: bool) -> Campus:
    return Campus(
        id=identifier,
        route=routes.campus(identifier),
        file=f"content/campus/{identifier}.yaml",
        name=f"Campus {identifier}",
        category="Campus des métiers et des qualifications",
        field="Exemple de filière",
        about="Exemple de campus.",
        school="",
        territories=(),
        sectors=(),
        metiers=(),
        is_for_sectors=False,
        since=None,
        until=None,
        address="",
        is_sample=is_sample,
        sources=(SOURCE,),
    )
