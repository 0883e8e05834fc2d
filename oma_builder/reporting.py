"""The yearly report as files: one page that needs nothing else, one PDF, and each table for spreadsheets."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from oma_builder.artifact import Artifact
from oma_builder.content import history
from oma_builder.content.history import Snapshot
from oma_builder.content.schema import METIERS
from oma_builder.guide.model import Guide
from oma_builder.guide.vocabulary import french_date
from oma_builder.pipeline import print_context, read
from oma_builder.print.book import site_data
from oma_builder.print.context import PrintContext
from oma_builder.print.forms import SCREEN
from oma_builder.print.parts import Data
from oma_builder.print.sheet import Folder, laid_out
from oma_builder.problems import Checked, has_errors, tidy
from oma_builder.progress import Clock, Notify
from oma_builder.project import Project
from oma_builder.spreadsheet import as_csv
from oma_builder.stewardship import report_charts
from oma_builder.stewardship.links import external
from oma_builder.stewardship.report import Report, report_of
from oma_builder.stewardship.report_links import AGE
from oma_builder.stewardship.report_tables import Table, for_spreadsheets, told
from oma_builder.stewardship.visits import remembered
from oma_builder.web.render import environment
from oma_builder.web.theme import css_tokens

CHART_WIDTH = 300
"""Pixels of a drawing on paper, where it takes the left third of the page: at this width its letters are as large as the text."""


@dataclass(frozen=True, slots=True)
class Period:
    """The year that a report is about, and the day since when it tells what has changed."""

    year: int
    since: datetime.date

    def ends(self, today: datetime.date) -> datetime.date:
        """Return its last day: that of the year, or today while the year lasts."""
        return min(today, datetime.date(self.year, 12, 31))


def report(project: Project, period: Period, notify: Notify) -> Checked[tuple[Artifact, ...]]:
    """Make the files of a year's report; none with an error in the content.

    Raises `BuildError` when the environment forbids it.
    """
    clock = Clock(notify)
    (corpus, guide), problems = read(project, clock)
    problems = tidy(problems, strict=project.is_strict)
    if guide is None or has_errors(problems):
        return Checked((), problems)
    with clock.stage("bilan"):
        answers = remembered(external(corpus), project.cache, project.today, AGE)
        made = report_of(guide, corpus, period.year, period.since, _past(project, period), answers)
        context = print_context(guide, (), project)
        return Checked(tuple(_files(made, guide, project, context)), problems)


def _past(project: Project, period: Period) -> tuple[Snapshot, Snapshot] | None:
    """Return the trades at the beginning and at the end of a period; None where Git knows nothing of them then."""
    folder, end = project.content / METIERS.name, period.ends(project.today)
    before = history.as_it_was(folder, period.since)
    if before is None or before.day > end:
        return None
    is_over = end < project.today
    after = history.as_it_was(folder, end + datetime.timedelta(1)) if is_over else history.as_it_is(folder, end)
    return (before, after) if after else None


def _files(made: Report, guide: Guide, project: Project, context: PrintContext) -> Iterator[Artifact]:
    name = f"bilan-{made.year}"
    yield Artifact(f"{name}.html", page(made, guide, project).encode())
    yield Artifact(f"{name}.pdf", _pdf(made, guide, context))
    for table in made.tables:
        yield Artifact(_route(table), as_csv(*for_spreadsheets(table)))


def _route(table: Table) -> str:
    return f"tableaux/{table.name}.csv"


def page(made: Report, guide: Guide, project: Project) -> str:
    """Return the page: its style and its drawings are in it, and nothing is asked of any server."""
    assets = project.root / "assets"
    tokens = json.loads((assets / "tokens.json").read_text(encoding="utf-8"))
    sheets = (assets / "css" / name for name in ("base.css", "report.css"))
    style = css_tokens(tokens) + "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    template = environment((project.root / "templates" / "report").resolve()).get_template("bilan.html")
    return template.render(
        report=made,
        site=guide.site,
        style=Markup(style),  # noqa: S704 - our own sheets
        told=told,
        route=_route,
        chart=_chart,
    )


def _chart(table: Table) -> Markup:
    return Markup(report_charts.bars(table))  # noqa: S704 - it escapes all names


def _pdf(made: Report, guide: Guide, context: PrintContext) -> bytes:
    data = context.materials.dressed(_data(made, guide), SCREEN, guide)
    folder = context.materials.folder(data, dict(_drawings(made, data)))
    key = context.materials.key("report", folder, guide.today)
    return context.cache.memo(key, partial(_set_report, folder, context))


def _set_report(folder: Folder, context: PrintContext) -> bytes:
    with laid_out(folder, "rapport.typ", context.materials.fonts, context.cache.root) as sheet:
        return sheet.document(context.guide.today)


def _data(made: Report, guide: Guide) -> Data:
    return {
        "site": site_data(guide),
        "title": made.title,
        "today": french_date(made.today),
        "sections": [
            {
                "name": section.name,
                "title": section.title,
                "words": section.words,
                "tables": [_table_data(table) for table in section.tables],
            }
            for section in made.sections
        ],
    }


def _table_data(table: Table) -> Data:
    return {
        "title": table.title,
        "note": table.note,
        "columns": table.columns,
        "rows": [[told(cell) for cell in row] for row in table.rows],
        "total": [told(cell) for cell in table.total],
        "numbers": [table.is_number(rank) for rank in range(len(table.columns))],
        "chart": f"{table.name}.svg" if table.bars else "",
        "alternative": report_charts.alternative(table) if table.bars else "",
    }


def _drawings(made: Report, data: Data) -> Iterator[tuple[str, bytes]]:
    """Yield the drawings for paper, in the colours that the screen has by day."""
    tokens = data["screen"]
    tone, line = tokens["sectors"]["mer"], tokens["surfaces"]
    style = (
        f".letters{{font:13px 'Atkinson Hyperlegible Next';fill:{line['ink'][0]}}}.whole{{fill:{tone['soft'][0]}}}"
        f".between{{fill:{tone['tone'][0]};opacity:.45}}.sure{{fill:{tone['tone'][0]}}}"
    )
    for table in made.tables:
        if table.bars:
            yield f"{table.name}.svg", report_charts.bars(table, f"{CHART_WIDTH}", style).encode()
