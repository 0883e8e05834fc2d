"""The commands that show the site while it is written or designed: `serve` and `styleguide`."""

import datetime
import sys
from pathlib import Path

import click

from oma_builder.cli import reports
from oma_builder.cli.options import ROOT, folder, jobs_option, today_option
from oma_builder.problems import ExitCode
from oma_builder.project import PREVIEW_PORT, Project


@click.command(options_metavar="[OPTIONS]")
@folder("--content")
@today_option
@jobs_option
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    metavar="N",
    default=PREVIEW_PORT,
    show_default=True,
    help="Port de l’aperçu.",
)
def serve(content: Path, today: datetime.date, jobs: int, port: int) -> None:
    """Montre le site pendant qu’on écrit.

    Chaque enregistrement d’un fichier le reconstruit, et la page ouverte se met à jour. Les brouillons et les fiches à
    venir s’y voient, marqués comme tels ; ce qui ne va pas s’affiche sur la page.
    """
    from oma_builder.preview import server

    output = ROOT / ".cache" / "apercu"
    address = f"http://localhost:{port}/"
    project = Project(
        ROOT, content, output, today, address, pages_only=True, jobs=jobs, unpublished=True, prints_apart=True
    )
    server.serve(project, port, reports.show)
    click.echo("Aperçu arrêté.")
    sys.exit(ExitCode.INTERRUPTED)


@click.command(options_metavar="[OPTIONS]")
@folder("--content")
@today_option
@jobs_option
def styleguide(content: Path, today: datetime.date, jobs: int) -> None:
    """Montre chaque composant du site dans chacun de ses états.

    La page est faite avec le site, dans un dossier à part : elle n’est jamais publiée.
    """
    from oma_builder import pipeline
    from oma_builder.progress import silent
    from oma_builder.web import specimens

    output = ROOT / ".cache" / "charte"
    project = Project(ROOT, content, output, today, pages_only=True, style_page=True, jobs=jobs)
    summary, problems = pipeline.build(project, silent)
    reports.show(summary, problems)
    if summary.written:
        click.echo(f"Ouvrez {output / specimens.ROUTE} dans un navigateur.")
    sys.exit(ExitCode.CONTENT if summary.written is None else ExitCode.FINE)
