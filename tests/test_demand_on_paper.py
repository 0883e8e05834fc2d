"""Planned recruitments on paper: as data for the templates, in guides cut to a part, and on the pages themselves."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from oma_builder.guide.model import Guide
from oma_builder.guide.recruitment import Demand
from oma_builder.guide.territories import Territory
from oma_builder.print.cuts import to_metiers, to_sector, to_territory
from oma_builder.print.metiers import sector_data
from oma_builder.print.parts import Paper
from oma_builder.print.recruitment import (
    MOST_DEPARTEMENTS,
    MOST_TRADES,
    TINTS,
    local_demand,
    recruitment_chapter,
    sheet_demand,
)
from tests.guides import real_guide
from tests.papers import bare, run
from tests.printed import Print, printed, source, trades_on
from tests.test_demand import demand_of, departement, linked

PAPER = Paper({}, {}, "https://exemple.example/")
TITLE = "Où les employeurs prévoient de recruter"


def region(guide: Guide) -> Territory:
    (place,) = (territory for territory in guide.territories if territory.kind == "region")
    return place


def test_a_sheet_tells_the_region_then_departments() -> None:
    told = sheet_demand(demand_of("exemple"))
    assert told
    statement = told.pop("statement")
    assert statement.startswith("En 2026, dans l’exemple d’Occitanie, les employeurs prévoyaient environ 1\u202f530")
    assert statement.endswith("L’enquête de 2025 en annonçait 1\u202f445.")
    assert told == {
        "year": 2026,
        "number": "≈\u00a01\u202f530",
        "inside": "dans l’exemple d’Occitanie",
        "seasonal": "entre 80 et 81\u00a0%",
        "family": "",
        "departements": ["Haute-Garonne (480, dont 69\u00a0% de saisonniers)"],
        "source": "Enquête Besoins en main-d’œuvre (BMO) 2026, France Travail et Crédoc (Licence Ouverte 2.0), 4 mai 2026",
    }


def test_a_sheet_without_a_figure_says_nothing() -> None:
    assert sheet_demand(None) is None
    assert sheet_demand(replace(demand_of("exemple"), figures=())) is None


def test_a_sheet_names_the_first_departments_and_counts_the_others() -> None:
    for demand in real_guide().demands.values():
        told, known = sheet_demand(demand), demand.departements
        assert told
        named = [line for line in told["departements"] if not line.startswith("et ")]
        assert named == [f"{figure.territory.title} ({figure.brief})" for figure in known[: len(named)]]
        rest = len(known) - len(named)
        assert rest == 0 or (rest > 1 and len(named) == MOST_DEPARTEMENTS)
        assert told["departements"][len(named) :] == ([f"et {rest} autres, sur la fiche en ligne"] if rest else [])


def test_a_place_names_its_first_trades_and_leads_to_the_others() -> None:
    guide = real_guide()
    for place in guide.territories:
        told = local_demand(place, guide, PAPER)
        assert told
        assert [row["number"] for row in told["rows"]] == [local.figure.brief for local in place.demand][
            : len(told["rows"])
        ]
        assert len(told["rows"]) <= MOST_TRADES + 1
        rest = len(place.demand) - len(told["rows"])
        assert told["more"] == (
            {"title": f"et {rest} autres, sur le site", "to": f"https://exemple.example/{place.route}"}
            if rest
            else None
        )


def test_a_family_is_named_with_all_its_trades() -> None:
    told = local_demand(departement(linked()), linked(), PAPER)
    assert told
    assert [(len(row["metiers"]), row["family"], row["number"]) for row in told["rows"]] == [
        (1, "", "480, dont 69\u00a0% de saisonniers"),
        (2, "métiers voisins", "62"),
    ]


def test_the_table_has_each_figure_once() -> None:
    guide = real_guide()
    told, demands = recruitment_chapter(guide, PAPER), guide.demands
    codes = [column["code"] for column in told["departements"]]
    assert codes == sorted(codes)
    assert len(codes) == 13
    assert [row["number"] for row in told["rows"]] == [local.figure.short for local in region(guide).demand]
    for row, local in zip(told["rows"], region(guide).demand, strict=True):
        figures = {figure.code: figure for figure in demands[local.metiers[0].id].departements}
        shown = {code: cell["number"] for code, cell in zip(codes, row["cells"], strict=True) if cell}
        assert shown == {code: figure.short for code, figure in figures.items()}
        for code, cell in zip(codes, row["cells"], strict=True):
            if cell:
                bounds = (0, *TINTS, figures[code].low + 1)
                assert bounds[cell["tint"]] <= figures[code].low < bounds[cell["tint"] + 1]
                assert cell["is-seasonal"] == bool(figures[code].seasonal)


@pytest.mark.parametrize(
    "change", [lambda guide: replace(guide, surveys=()), lambda guide: to_metiers(guide, ("programme",))[0]]
)
def test_without_figures_there_is_no_table(change: Callable[[Guide], Guide]) -> None:
    """The second guide has one trade, of which the survey says nothing by itself."""
    guide = change(linked())
    assert recruitment_chapter(linked(), PAPER)
    assert recruitment_chapter(guide, PAPER) == {}
    assert [local_demand(place, guide, PAPER) for place in guide.territories] == [None] * len(guide.territories)


def test_a_cut_to_trades_tells_of_these_alone() -> None:
    whole, (cut, _) = real_guide(), to_sector(real_guide(), "bois")
    ids = {metier.id for metier in cut.metiers}
    for before, after in zip(whole.territories, cut.territories, strict=True):
        expected = [
            ([card for card in local.metiers if card.id in ids], local.family, local.figure)
            for local in before.demand
            if any(card.id in ids for card in local.metiers)
        ]
        assert [([*local.metiers], local.family, local.figure) for local in after.demand] == expected
    assert any(place.demand for place in cut.territories)
    assert len(recruitment_chapter(cut, PAPER)["rows"]) == len(region(cut).demand)


def test_one_trade_of_a_family_keeps_its_figure_and_its_name() -> None:
    cut, _ = to_metiers(linked(), ("voisin",))
    (local,) = region(cut).demand
    assert ([card.id for card in local.metiers], local.family) == (["voisin"], "métiers voisins")
    assert cut.demands == {"voisin": linked().demands["voisin"]}


def test_a_cut_to_a_place_tells_of_what_is_around_and_within() -> None:
    cut, _ = to_territory(real_guide(), "haute-garonne")
    places = {"territoires/occitanie.html", "territoires/academie-toulouse.html", "territoires/haute-garonne.html"}
    assert {figure.territory.route for demand in cut.demands.values() for figure in demand.figures} == places
    assert [column["code"] for column in recruitment_chapter(cut, PAPER)["departements"]] == ["31"]
    sheets = [sheet for sector in cut.sectors for sheet in sector_data(sector, cut, WITH_PICTURES)["metiers"]]
    told = [line for sheet in sheets if sheet["demand"] for line in sheet["demand"]["departements"]]
    assert told
    assert all(line.startswith("Haute-Garonne (") for line in told)


class _AnyFile(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return name


WITH_PICTURES = replace(PAPER, files=_AnyFile())


def as_drawn(paper: Print, number: int) -> str:
    """Return the text of a page in the order of the file: poppler would read a table by its columns."""
    return run("pdftotext", "-raw", "-f", str(number), "-l", str(number), paper.pdf, "-")


@pytest.mark.paper
@pytest.mark.slow
@pytest.mark.parametrize("edition", ["ecran", "photocopie"])
def test_the_table_is_a_double_page(edition: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """It opens on the left, says again at its second page what its columns are, and names every trade with its page."""
    paper = printed(source(tmp_path_factory, "real"), edition)
    guide = paper.source.guide
    first = next(number for number, text in enumerate(paper.pages, 1) if text.startswith(f"{TITLE}\n"))
    assert first % 2 == 0
    left, right, after = (bare(as_drawn(paper, number)) for number in (first, first + 1, first + 2))
    head = "Occitanie09111230313234464865668182"
    assert head in left
    assert head in right
    assert head not in after
    for local in region(guide).demand:
        assert any(bare(local.metiers[0].title.both) in page for page in (left, right))


@pytest.mark.paper
@pytest.mark.slow
def test_each_sheet_tells_its_figure_with_its_source(tmp_path_factory: pytest.TempPathFactory) -> None:
    paper = printed(source(tmp_path_factory, "real"), "ecran")
    demands, places = paper.source.guide.demands, trades_on(paper.pages, paper.source.guide)
    for metier in paper.source.guide.metiers:
        (number,) = places[metier.id]
        page = bare(paper.pages[number - 1])
        assert ("Recrutementsprévusen" in page) == (metier.id in demands)
        if metier.id in demands:
            check_sheet(page, demands[metier.id])


def check_sheet(page: str, demand: Demand) -> None:
    assert demand.region
    assert bare(f"{demand.region.short} en {demand.region.territory.title}") in page
    assert bare(demand.source.title) in page
    assert bare(demand.family) in page
    assert bare(demand.region.seasonal) in page
