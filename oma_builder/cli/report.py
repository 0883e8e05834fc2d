"""The command that makes the yearly report."""

import datetime
import sys
from pathlib import Path

import click

from oma_builder.cli.options import ROOT, folder, jobs_option, print_problems, strict_option, today_option
from oma_builder.problems import ExitCode, count_line, has_errors, plural
from oma_builder.project import Project

FIRST_YEAR = 2021
"""The year of the agreement: none before it has a report."""


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"« {value} » n’est pas une date comme 2026-01-01.") from error


@click.command(options_metavar="[OPTIONS]")
@click.option("--year", type=int, metavar="ANNÉE", help="Année du bilan.  [par défaut : celle de ce jour]")
@click.option(
    "--since",
    metavar="AAAA-MM-JJ",
    callback=_day,
    help="Jour depuis lequel dire ce qui a changé.  [par défaut : le 1er janvier de l’année]",
)
@folder("--content")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DOSSIER",
    help="Dossier où écrire le bilan.  [par défaut : rapport/ANNÉE]",
)
@today_option
@strict_option
@jobs_option
def report(
    year: int | None,
    since: datetime.date | None,
    content: Path,
    output: Path | None,
    today: datetime.date,
    strict: bool,
    jobs: int,
) -> None:
    """Fait le bilan de l’année : une page, un PDF et des tableaux pour tableur.

    Il dit ce que le guide couvre et ce qui lui manque, la part des recrutements prévus, les films, les relectures, les
    éditions, les événements, et ce qui a changé dans l’année. Aucun lecteur n’est suivi.
    """
    about = year or today.year
    begins = since or datetime.date(about, 1, 1) if FIRST_YEAR <= about <= today.year else None
    if begins is None:
        raise click.BadParameter(f"donnez une année de {FIRST_YEAR} à {today.year}.", param_hint="--year")
    if begins > today or begins.year > about:
        raise click.BadParameter(f"donnez un jour de {about}, ou d’avant, et déjà venu.", param_hint="--since")
    _write(
        Project(ROOT, content, output or ROOT / "rapport" / str(about), today, strict=strict, jobs=jobs), about, begins
    )


def _write(project: Project, year: int, since: datetime.date) -> None:
    from oma_builder import reporting
    from oma_builder.progress import watching
    from oma_builder.publish.output import write
    from oma_builder.publish.target import check_report

    check_report(project.output, project.content)
    with watching() as notify:
        files, problems = reporting.report(project, reporting.Period(year, since), notify)
    print_problems(problems)
    if has_errors(problems):
        click.echo(f"{count_line(problems)} : le bilan n’a pas été fait.")
        sys.exit(ExitCode.CONTENT)
    write(files, project.output)
    for file in files[:2]:
        click.echo(project.output / file.route)
    tables = plural(len(files) - 2, "tableau").replace("tableaus", "tableaux")
    click.echo(f"Une page, un PDF et {tables} en CSV ; {count_line(problems)}.")
    sys.exit(ExitCode.FINE)
