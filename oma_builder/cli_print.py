"""The commands that print without building the site."""

import datetime
import sys
from pathlib import Path

import click

from oma_builder.cli_options import (
    ROOT,
    folder,
    jobs_option,
    print_problems,
    release_option,
    strict_option,
    today_option,
)
from oma_builder.problems import ExitCode, count_line, has_errors, plural


@click.command(options_metavar="[OPTIONS]")
@click.argument("noms", nargs=-1, metavar="[NOMS]...")
@click.option(
    "--edition",
    type=click.Choice(["ecran", "presse", "photocopie", "livret", "fiche", "territoire", "secteur", "selection"]),
    default="ecran",
    help="Ce qu’il faut imprimer.  [par défaut : ecran]",
)
@click.option(
    "--tirage",
    type=click.Choice(["ecran", "presse", "photocopie", "livret"]),
    default="ecran",
    help="Forme d’un guide coupé à un secteur, un territoire ou une sélection.  [par défaut : ecran]",
)
@folder("--content")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DOSSIER",
    default=ROOT / "impression",
    help="Dossier où écrire les PDF.  [par défaut : impression]",
)
@today_option
@strict_option
@release_option
@jobs_option
def pdf(
    noms: tuple[str, ...],
    edition: str,
    tirage: str,
    content: Path,
    output: Path,
    today: datetime.date,
    strict: bool,
    for_release: bool,
    jobs: int,
) -> None:
    """Fait une édition imprimée du guide, sans le site.

    NOMS dit de quel secteur, de quel territoire ou de quels métiers, comme leurs fichiers : « --edition secteur bois »,
    « --edition selection boulanger soudeur ». Les fiches sans nom sont celles de tous les métiers.
    """
    from oma_builder import pipeline
    from oma_builder.progress import watching
    from oma_builder.publish.loose import write_files

    project = pipeline.Project(ROOT, content, output, today, strict=strict, for_release=for_release, jobs=jobs)
    with watching() as notify:
        files, problems = pipeline.print_apart(project, pipeline.Prints(edition, noms, tirage), notify)
    print_problems(problems)
    for path in write_files(files, output):
        click.echo(path)
    click.echo(f"{plural(len(files), 'PDF écrit')} ; {count_line(problems)}.".replace("PDFs", "PDF"))
    sys.exit(ExitCode.CONTENT if has_errors(problems) else ExitCode.FINE)
