"""Planned recruitments where readers meet them: on trades, near home, on the map, in lists; never more than was said."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from oma_builder.content import loader
from oma_builder.content.figures import Counts, Interval, read_table
from oma_builder.guide import linker
from oma_builder.guide import recruitment_words as words
from oma_builder.guide.model import Guide
from oma_builder.guide.recruitment import Demand
from oma_builder.guide.territories import Territory
from tests.browsing import Watched
from tests.built import FULL, TODAY, Built, full, real
from tests.test_survey import SURVEY, imported
from tests.tools import ROOT


@cache
def linked() -> Guide:
    """Return the guide of the test site: a trade alone, and a family of two."""
    guide = linker.link(loader.load(FULL, 1).value, TODAY).value
    assert guide
    return guide


def departement(guide: Guide) -> Territory:
    (place,) = (territory for territory in guide.territories if territory.kind == "departement")
    return place


def demand_of(name: str) -> Demand:
    (demand,) = (metier.demand for metier in linked().metiers if metier.id == name)
    assert demand
    return demand


EXACT = Counts(Interval(5_526, 5_526), Interval(3_212, 3_216), Interval(924, 972))


@pytest.mark.parametrize(
    ("interval", "told", "short", "least"),
    [
        (Interval(5_526, 5_526), "5\u202f526", "5\u202f526", "5\u202f500\u00a0+"),
        (Interval(225, 255), "entre 225 et 255", "225 à 255", "220\u00a0+"),
        (Interval(6_429, 6_435), "environ 6\u202f400", "≈\u00a06\u202f400", "6\u202f400\u00a0+"),
        (Interval(231, 234), "environ 230", "≈\u00a0230", "230\u00a0+"),
        (Interval(24, 26), "entre 24 et 26", "24 à 26", "24\u00a0+"),
        (Interval(7_093, 7_348), "entre 7\u202f093 et 7\u202f348", "7\u202f093 à 7\u202f348", "7\u202f000\u00a0+"),
    ],
)
def test_a_number_is_told_as_it_is_known(interval: Interval, told: str, short: str, least: str) -> None:
    assert words.number(interval) == told
    assert words.short_number(interval) == short
    assert words.at_least(interval) == least


def test_a_whole_sentence_says_when_where_and_how_hard() -> None:
    assert words.statement(2025, "en Occitanie", EXACT, "d’aides-soignants et d’aides-soignantes") == (
        "En 2025, en Occitanie, les employeurs prévoyaient 5\u202f526 recrutements d’aides-soignants et d’aides-soignantes\u202f; "
        "ils en jugeaient 58\u00a0% difficiles."
    )


@pytest.mark.parametrize(
    ("difficult", "seasonal", "ending"),
    [
        (Interval(10, 40), Interval(0, 9), "recrutements d’exemple."),
        (
            Interval(50, 50),
            Interval(68, 68),
            "ils en jugeaient 50\u00a0% difficiles, et 68\u00a0% étaient saisonniers.",
        ),
        (Interval(10, 40), Interval(20, 60), "entre 20 et 60\u00a0% étaient saisonniers."),
        (Interval(10, 40), Interval(2, 39), "recrutements d’exemple."),
    ],
)
def test_what_is_not_known_well_enough_is_left_out(difficult: Interval, seasonal: Interval, ending: str) -> None:
    """A difficult share is told within five points; a seasonal one, whenever it is likely to be a third or so."""
    counts = Counts(Interval(100, 100), difficult, seasonal)
    assert words.statement(2026, "ici", counts, "d’exemple").endswith(ending)


def test_two_years_are_compared_from_three_hundred_on() -> None:
    assert words.trend(2024, EXACT, Interval(5_000, 5_000)) == "L’enquête de 2024 en annonçait 5\u202f000."
    assert words.trend(2024, EXACT, Interval(299, 400)) == ""
    assert words.trend(2024, EXACT._replace(projects=Interval(299, 301)), Interval(5_000, 5_000)) == ""


def test_a_family_stands_once_with_all_its_trades() -> None:
    locals_ = departement(linked()).demand
    assert [([card.id for card in local.metiers], local.family, local.figure.short) for local in locals_] == [
        (["exemple"], "", "480"),
        (["voisin", "papier"], "métiers voisins", "62"),
    ]


def test_places_under_twenty_projects_are_not_told() -> None:
    assert [figure.code for figure in demand_of("voisin").departements] == ["31"]


def test_the_year_before_is_compared() -> None:
    demand = demand_of("exemple")
    assert (demand.year, demand.trend) == (2026, "L’enquête de 2025 en annonçait 1\u202f445.")


def test_the_guide_has_the_official_figures() -> None:
    """The real guide's year, where it is the one of which the tests have the official rows."""
    survey, _ = imported(SURVEY / "bmo-2025-occitanie.xlsx")
    file = ROOT / "content" / "recrutement" / "2025.yaml"
    if survey is None or not file.exists():
        pytest.skip("the guide has gone on to other years")
    tables = re.findall(r'fap: "(\w+)"\n.*\n    chiffres: \|\n((?:      .*\n)+)', file.read_text(encoding="utf-8"))
    held = {code: read_table("\n".join(line.strip() for line in text.splitlines())) for code, text in tables}
    assert held == {trade.code: dict(trade.counts) for trade in survey.trades}


def _every_figure(site: Built) -> Iterator[tuple[str, str]]:
    for route in site.files:
        if route.endswith(".html"):
            text = (site.folder / route).read_text(encoding="utf-8")
            yield from ((route, row) for row in re.findall(r"<tr data-share.*?</tr>", text, re.DOTALL))


@pytest.mark.slow
def test_no_page_says_that_a_trade_recruits(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Employers plan; that is all that the survey says. Every page with a number has its year and its source."""
    site = real(tmp_path_factory)
    pages = {route for route, _ in _every_figure(site)}
    assert pages
    for route in pages:
        text = (site.folder / route).read_text(encoding="utf-8")
        assert "BMO" in text
        assert re.search(r"prévus.{0,40}en 20\d\d", text, re.DOTALL)
        assert not re.search(r"<h[1-3][^>]*>[^<]*\brecrute(?:nt)?\b", text)


@pytest.mark.browser
@pytest.mark.slow
def test_the_map_shows_one_trade_or_all(watched: Watched, tmp_path_factory: pytest.TempPathFactory) -> None:
    site = real(tmp_path_factory)
    page = watched.page
    page.goto((site.folder / "territoires.html").as_uri())
    count = page.locator('[data-count="31"]')
    all_trades, key = count.text_content(), page.locator(".map-key").text_content()
    choice = page.get_by_label("Montrer sur la carte")
    name = page.locator("[data-map] option").nth(1).text_content() or ""
    choice.select_option(label=name)
    assert count.text_content() != all_trades
    assert name in (page.locator(".map-key").text_content() or "")
    page.reload()
    assert choice.evaluate("select => select.selectedOptions[0].text") == name
    choice.select_option(index=0)
    assert (count.text_content(), page.locator(".map-key").text_content()) == (all_trades, key)
    assert watched.complaints == []


@pytest.mark.browser
@pytest.mark.slow
def test_trades_are_ordered_by_what_is_planned(watched: Watched, tmp_path_factory: pytest.TempPathFactory) -> None:
    """In the region, then in a department; back to A to Z, everything is where it was."""
    site = full(tmp_path_factory)
    page = watched.page
    page.goto((site.folder / "metiers.html").as_uri())
    names = "items => items.filter(item => item.offsetParent).map(item => item.dataset.metier)"
    alphabetical = page.locator("[data-metier]").evaluate_all(names)
    page.get_by_label("Ordre").select_option("recrutements")
    ordered = page.locator("[data-metier]").evaluate_all(names)
    assert ordered[0] == "exemple"
    assert set(ordered) == set(alphabetical)
    fact = page.locator('[data-metier="exemple"] small')
    assert fact.text_content() == "Prévus\u00a0: ≈\u00a01\u202f530, dont 80 à 81\u00a0% de saisonniers"
    assert page.locator(".filters [role=status]").inner_text().endswith("par recrutements prévus en 2026, Occitanie")
    assert "#tri=recrutements" in page.url
    page.get_by_role("button", name="Tout remettre à zéro").click()
    assert page.locator("[data-metier]").evaluate_all(names) == alphabetical
    assert fact.text_content() == "De la 3e au niveau CAP"
    assert watched.complaints == []


def test_the_greatest_figure_has_the_whole_width() -> None:
    figure = departement(linked()).demand[0].figure
    lengths = [replace(figure, low=low).share_of(replace(figure, low=1_000)) for low in (1_000, 500, 26, 20)]
    assert lengths == [100, 50, 5, 0]
