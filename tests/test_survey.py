"""The survey of recruitments: from the official workbook to figures, and every file that is not it."""

import csv
import datetime
import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content import figures, loader
from oma_builder.content.figures import Counts, Interval
from oma_builder.content.kinds.recrutement import Recrutement
from oma_builder.content.schema import RECRUTEMENT
from oma_builder.guide import recruitment_words as words
from oma_builder.problems import as_text
from oma_builder.survey import bmo, record, workbook
from tests.conftest import Golden
from tests.tools import ROOT

SURVEY = ROOT / "tests" / "survey"
CASES = ROOT / "tests" / "problems"
TODAY = datetime.date(2026, 11, 23)
HEAD = ("annee", "Code métier BMO", "Nom métier BMO", "REG", "Dept", "BE", "NOMBE", "met", "xmet", "smet")


def imported(file: Path, today: datetime.date = TODAY) -> tuple[bmo.Survey | None, list[str]]:
    """Return what the import reads of a file, and what it says."""
    table, problems = workbook.open_table(file)
    if table is None:
        return None, [as_text(problem) for problem in problems]
    survey, problems = bmo.read_survey(table, file.name, today)
    return survey, [as_text(problem) for problem in problems]


@pytest.fixture(scope="module")
def survey() -> bmo.Survey:
    """Return the region's survey of 2025."""
    read, problems = imported(SURVEY / "bmo-2025-occitanie.xlsx")
    assert problems == []
    assert read is not None
    return read


def counts_of(survey: bmo.Survey, code: str, place: figures.Place = ("region", "76")) -> Counts:
    return next(trade.counts[place] for trade in survey.trades if trade.code == code)


def test_the_region_is_as_france_travail_said(survey: bmo.Survey) -> None:
    """218,000 projects in 2025, by its regional directorate."""
    assert survey.year == 2025
    assert figures.total(trade.counts["region", "76"] for trade in survey.trades).projects == (215_866, 219_679)


@pytest.mark.parametrize(
    ("code", "place", "projects", "share"),
    [
        ("D1X33", ("region", "76"), (225, 255), ""),
        ("V0X60", ("region", "76"), (5_526, 5_526), "58\u00a0%"),
        ("B1X31", ("region", "76"), (1_423, 1_423), "entre 75 et 76\u00a0%"),
        ("M1X80", ("region", "76"), (1_196, 1_223), ""),
        ("M1X80", ("departement", "31"), (705, 705), "entre 58 et 59\u00a0%"),
    ],
)
def test_figures_that_were_checked_by_hand(
    survey: bmo.Survey, code: str, place: figures.Place, projects: tuple[int, int], share: str
) -> None:
    counts = counts_of(survey, code, place)
    assert counts.projects == projects
    assert words.percentage(counts.difficult, counts.projects) == share


def test_cooks_are_told_with_their_season(survey: bmo.Survey) -> None:
    counts = counts_of(survey, "S1X40")
    assert counts.projects == (6_695, 6_695)
    assert words.seasonal_share(counts) == "68\u00a0%"


FIVE = ("V0X60", "D1X33", "S1X40", "B1X31", "V4X83")


@pytest.mark.parametrize("code", FIVE)
def test_five_trades_by_another_way(survey: bmo.Survey, code: str) -> None:
    """Plain loops over the rows, without any code of ours: the same bounds in every department."""
    book = python_calamine.CalamineWorkbook.from_path(SURVEY / "bmo-2025-occitanie.xlsx")
    head, *rows = book.get_sheet_by_name("BMO_2025_open_data").to_python()
    bounds: dict[str, list[int]] = {}
    for row in rows:
        cells = dict(zip(head, row, strict=True))
        if cells["REG"] == "76" and cells["Code métier BMO"] == code:
            sums = bounds.setdefault(str(cells["Dept"]), [0] * 6)
            most = 4 if cells["met"] == "*" else int(str(cells["met"]))
            for at, (name, least) in enumerate((("met", 1), ("xmet", 0), ("smet", 0))):
                hidden = cells[name] == "*"
                sums[2 * at] += least if hidden else int(str(cells[name]))
                sums[2 * at + 1] += min(4, most) if hidden else int(str(cells[name]))
    ours = next(trade.counts for trade in survey.trades if trade.code == code)
    assert {there for kind, there in ours if kind == "departement"} == set(bounds)
    for there, sums in bounds.items():
        assert [bound for interval in ours["departement", there] for bound in interval] == sums
    assert [bound for interval in ours["region", "76"] for bound in interval] == [
        sum(c) for c in zip(*bounds.values(), strict=True)
    ]


def test_the_older_layout_is_read_and_its_codes_are_refused() -> None:
    table, problems = workbook.open_table(SURVEY / "bmo-2023-occitanie.xlsx")
    assert problems == ()
    assert table is not None
    assert table.columns[workbook.REGION] > table.columns[workbook.DEPARTEMENT]
    _, said = imported(SURVEY / "bmo-2023-occitanie.xlsx")
    assert [line.partition("[")[2] for line in said] == [said[0].partition("[")[2]]
    assert "bmo-nomenclature" in said[0]


def test_the_same_file_gives_the_same_bytes_and_is_what_the_guide_reads(survey: bmo.Survey, tmp_path: Path) -> None:
    text = record.as_text(survey, TODAY)
    again, _ = imported(SURVEY / "bmo-2025-occitanie.xlsx")
    assert again is not None
    assert record.as_text(again, TODAY) == text
    content = shutil.copytree(ROOT / "tests/sites/minimal/content", tmp_path / "content")
    assert record.keep(survey, TODAY, content / "recrutement", may_replace=False) == (True, ())
    corpus, problems = loader.load(content, 1)
    assert problems == ()
    (document,) = corpus.of(RECRUTEMENT)
    read = {trade.fap: figures.read_table(trade.chiffres) for trade in document.entry.metiers}
    assert read == {trade.code: trade.counts for trade in survey.trades}


def test_figures_that_are_there_stay_and_others_need_a_word(survey: bmo.Survey, tmp_path: Path, golden: Golden) -> None:
    folder = tmp_path / "recrutement"
    assert record.keep(survey, TODAY, folder, may_replace=False).value
    before = (folder / "2025.yaml").read_bytes()
    later = TODAY + datetime.timedelta(30)
    assert record.keep(survey, later, folder, may_replace=False) == (False, ())
    assert (folder / "2025.yaml").read_bytes() == before
    other = survey._replace(trades=survey.trades[1:])
    kept, problems = record.keep(other, later, folder, may_replace=False)
    assert not kept
    golden(CASES / "bmo-deja-importe" / "expected.txt", "\n".join(map(as_text, problems)) + "\n")
    assert (folder / "2025.yaml").read_bytes() == before
    assert record.keep(other, later, folder, may_replace=True).value
    assert (folder / "2025.yaml").read_bytes() != before


def test_a_file_saved_again_by_a_spreadsheet_says_the_same(survey: bmo.Survey, tmp_path: Path) -> None:
    """Texts became numbers, 09 became 9, numbers got spaces, a sheet was added, rows were emptied."""
    book = openpyxl.load_workbook(SURVEY / "bmo-2025-occitanie.xlsx")
    book.create_sheet("Feuil3")
    sheet = book["BMO_2025_open_data"]
    for number, row in enumerate(sheet.iter_rows(min_row=2)):
        for cell in row:
            text = str(cell.value)
            if text.isdigit():
                cell.value = int(text) if number % 2 else f" {text} "
    sheet.title = "Feuil1"
    sheet.append([None] * 14)
    book.save(tmp_path / "again.xlsx")
    read, problems = imported(tmp_path / "again.xlsx")
    assert problems == []
    assert read == survey


def test_a_column_more_changes_nothing(survey: bmo.Survey, tmp_path: Path) -> None:
    """2026 adds `clpe` after the name of the area."""
    book = openpyxl.load_workbook(SURVEY / "bmo-2025-occitanie.xlsx")
    sheet = book["BMO_2025_open_data"]
    sheet.insert_cols(12)
    sheet.cell(1, 12).value = "clpe"
    book.save(tmp_path / "more.xlsx")
    assert imported(tmp_path / "more.xlsx")[0] == survey


Rows = list[list[Any]]


def _rows() -> Rows:
    """Return enough plausible rows of the region: a trade that every department plans much of."""
    codes = ("09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82")
    return [
        [2025, "V0X60", "Aides-soignants", "76", code, 7600 + at, "Exemple", "9000", "500", "*"]
        for at, code in enumerate(codes)
    ]


def _with(at: int, column: str, value: Any) -> Callable[[Rows], Rows]:
    def change(rows: Rows) -> Rows:
        rows[at][HEAD.index(column)] = value
        return rows

    return change


def _all(column: str, value: Any) -> Callable[[Rows], Rows]:
    return lambda rows: [
        [value if name == column else cell for name, cell in zip(HEAD, row, strict=True)] for row in rows
    ]


TABLES: dict[str, Callable[[Rows], Rows]] = {
    "bmo-annee": _with(3, "annee", 2024),
    "bmo-annee--future": _all("annee", 2031),
    "bmo-annee--rien": lambda rows: rows[:0],
    "bmo-nomenclature": _all("annee", 2023),
    "bmo-nomenclature--codes": _all("Code métier BMO", "V0Z60"),
    "bmo-region": _all("REG", "93"),
    "bmo-region--departement": _with(4, "Dept", "33"),
    "bmo-nombre": _with(2, "met", "beaucoup"),
    "bmo-nombre--date": _with(2, "met", datetime.date(2025, 3, 12)),
    "bmo-nombre--vide": _with(2, "xmet", None),
    "bmo-nombre--formule": _with(2, "met", "=6+6"),
    "bmo-nombre--trop": _with(2, "xmet", "9001"),
    "bmo-totaux": lambda rows: rows[:1],
    "bmo-totaux--double": lambda rows: [*rows, *rows, *rows, *rows, *rows, *rows],
}
"""What is wrong with the rows of a table, otherwise right."""


def _workbook(rows: Rows, head: tuple[str, ...] = HEAD) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (head, *rows):
        sheet.append(list(row))
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def _as_csv() -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEAD, *_rows()])
    return text.getvalue().encode()


FILES: dict[str, Callable[[], bytes]] = {
    "bmo-illisible": _as_csv,
    "bmo-illisible--ancien": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "bmo-illisible--moitie": lambda: (SURVEY / "bmo-2025-occitanie.xlsx").read_bytes()[:100_000],
    "bmo-illisible--vide": lambda: b"",
    "bmo-colonnes": lambda: _workbook(_rows(), tuple("projets" if name == "met" else name for name in HEAD)),
    "bmo-annee--titres": lambda: _workbook(_rows(), tuple("NOMBE24" if name == "NOMBE" else name for name in HEAD)),
    "bmo-colonnes--autre": lambda: _workbook([["Un", "exemple"]], ("Un", "autre")),
}
"""Files that are no table of the survey."""


@pytest.mark.parametrize("case", [*FILES, *TABLES])
def test_another_file_is_refused_in_these_words(case: str, tmp_path: Path, golden: Golden) -> None:
    file = tmp_path / "enquete.xlsx"
    file.write_bytes(FILES[case]() if case in FILES else _workbook(TABLES[case](_rows())))
    survey, said = imported(file)
    assert survey is None
    golden(CASES / case / "expected.txt", "\n".join(said) + "\n")
    assert all(f"[{case.partition('--')[0]}]" in line for line in said)


def test_the_table_of_these_tests_is_right(tmp_path: Path) -> None:
    """Everything else that is refused is a difference from it."""
    (tmp_path / "enquete.xlsx").write_bytes(_workbook(_rows()))
    survey, said = imported(tmp_path / "enquete.xlsx")
    assert said == []
    assert survey is not None


def test_a_refused_import_writes_nothing(tmp_path: Path) -> None:
    """The command, as an editor types it: a wrong file first, then the right one, twice."""
    content = shutil.copytree(ROOT / "tests/sites/minimal/content", tmp_path / "content")
    (tmp_path / "faux.xlsx").write_bytes(_workbook(_all("REG", "93")(_rows())))

    def run(file: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "build.py", "import", "bmo", str(file), "--content", str(content)]
        command += ["--today", "2026-11-23"]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    refused = run(tmp_path / "faux.xlsx")
    assert refused.returncode == 1
    assert "prenez le fichier de toute la France" in refused.stdout + refused.stderr
    assert not (content / "recrutement").exists()
    astray = subprocess.run(
        [
            sys.executable,
            "build.py",
            "import",
            "bmo",
            str(SURVEY / "bmo-2025-occitanie.xlsx"),
            "--content",
            str(tmp_path / "ailleurs"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert astray.returncode == 2
    assert not (tmp_path / "ailleurs").exists()
    first, second = run(SURVEY / "bmo-2025-occitanie.xlsx"), run(SURVEY / "bmo-2025-occitanie.xlsx")
    assert (first.returncode, second.returncode) == (0, 0)
    assert "Écrite dans content/recrutement/2025.yaml." in first.stdout
    assert "disait déjà la même chose" in second.stdout


@pytest.mark.parametrize(("year", "last"), [(2024, datetime.date(2027, 4, 30)), (2025, datetime.date(2028, 4, 30))])
def test_a_year_is_shown_until_the_third_newer_should_be_out(year: int, last: datetime.date) -> None:
    source = {"titre": "Exemple", "date": "2026-01-01"}
    trade = {"fap": "D1X33", "nom": "Exemple", "chiffres": "region 76: 5 projets, 0 difficiles, 0 saisonniers"}
    entry = Recrutement.model_validate({"annee": str(year), "source": source, "metiers": (trade,)})
    assert RECRUTEMENT.validity is not None
    assert RECRUTEMENT.validity.covers(entry, last)
    assert not RECRUTEMENT.validity.covers(entry, last + datetime.timedelta(1))


intervals = st.integers(0, 30_000).flatmap(
    lambda low: st.integers(low, low + 400).map(lambda high: Interval(low, high))
)


@given(whole=intervals, data=st.data())
def test_no_word_says_more_than_the_bounds(whole: Interval, data: st.DataObject) -> None:
    """A number told alone is that to which both ends round, and a share told within five points holds every true one."""
    told = words.number(whole)
    if told.startswith("environ"):
        number = int(told.removeprefix("environ ").replace("\u202f", ""))
        step = next(
            step
            for step in (10, 100)
            if number % step == 0 and all((end + step // 2) // step * step == number for end in whole)
        )
        assert all(abs(end - number) <= step / 2 for end in whole)
    elif "et" not in told:
        assert whole.low == whole.high
    part = Interval(data.draw(st.integers(0, whole.low)), whole.low)
    true_whole = data.draw(st.integers(max(whole.low, 1), max(whole.high, 1)))
    true_part = data.draw(st.integers(part.low, part.high))
    low, high = words.share(part, whole)
    assert low <= 100 * true_part / true_whole <= high or true_part > true_whole


@given(counts=st.builds(Counts, intervals, intervals, intervals))
def test_a_line_is_read_as_it_was_written(counts: Counts) -> None:
    place: figures.Place = ("departement", "31")
    assert figures.read_table("\n".join(figures.table_lines([(place, counts)]))) == {place: counts}
