"""The commands that bring official data into the content."""

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oma_builder.cli.options import existing_file, existing_folder, folder, print_problems, today_option
from oma_builder.problems import ExitCode, plural

if TYPE_CHECKING:  # commands import their work late
    from oma_builder.rome.drafts import Draft
    from oma_builder.survey.bmo import Survey


@click.group(name="import", options_metavar="[OPTIONS]", subcommand_metavar="COMMANDE [OPTIONS]")
def imports() -> None:
    """Fait entrer des données officielles dans le contenu."""


@imports.command(options_metavar="[OPTIONS]")
@click.argument("file", type=click.Path(path_type=Path), callback=existing_file, metavar="FICHIER")
@folder("--content")
@today_option
@click.option("--replace", is_flag=True, help="Remplace les chiffres de la même année, s’ils sont là et diffèrent.")
def bmo(file: Path, content: Path, today: datetime.date, replace: bool) -> None:
    """Importe l’enquête « Besoins en main-d’œuvre » de France Travail.

    FICHIER est le classeur de l’année (.xlsx), tel qu’il se télécharge sur data.gouv.fr. Les chiffres d’Occitanie sont
    écrits dans le contenu, sous recrutement/, un fichier par année ; les pages du guide en disent ce qui est sûr.
    """
    from oma_builder.content import loader
    from oma_builder.content.schema import RECRUTEMENT
    from oma_builder.survey import bmo, record, workbook

    loader.require(content)
    table, problems = workbook.open_table(file)
    survey = None
    if table is not None:
        survey, problems = bmo.read_survey(table, file.name, today)
    if survey is not None:
        is_written, problems = record.keep(survey, today, content / RECRUTEMENT.name, may_replace=replace)
        if not problems:
            _tell(survey, f"{content.name}/{RECRUTEMENT.name}/{survey.year}.yaml", is_written=is_written)
    print_problems(problems)
    sys.exit(ExitCode.CONTENT if problems else ExitCode.FINE)


def _tell(survey: "Survey", target: str, *, is_written: bool) -> None:
    """Say what was read, and where it now stands."""
    from oma_builder.content.figures import total
    from oma_builder.content.reference import REGION_CODE
    from oma_builder.guide import recruitment_words as words

    projects = total(trade.counts["region", REGION_CODE] for trade in survey.trades).projects
    trades = plural(len(survey.trades), "métier")
    click.echo(f"Enquête {survey.year} : {trades}, {words.number(projects)} projets en Occitanie.")
    click.echo(f"Écrite dans {target}." if is_written else f"{target} disait déjà la même chose.")


@imports.command(options_metavar="[OPTIONS]")
@click.argument("place", type=click.Path(path_type=Path), callback=existing_folder, metavar="DOSSIER")
@folder("--content")
@today_option
@click.option("--seulement", "code", metavar="CODE", help="Ne fait qu’un brouillon : celui de ce code ROME (J1506).")
@click.option("--replace", is_flag=True, help="Remplace les fiches du même nom, si elles disent autre chose.")
def rome(place: Path, content: Path, today: datetime.date, code: str | None, replace: bool) -> None:
    """Fait du ROME, le répertoire des métiers de France Travail, des brouillons de fiches.

    DOSSIER contient les fichiers CSV de l’archive « ROME 4.0 » de data.gouv.fr, décompressée. Un brouillon par métier est
    écrit dans le contenu, sous metiers/, et un par grand domaine sous secteurs/ ; il ne dit que ce que dit le ROME, et ses
    premières lignes disent ce qui reste à écrire.
    """
    from oma_builder.content import loader
    from oma_builder.rome import drafting

    loader.require(content)
    made, problems = drafting.read_folder(place, today, code)
    if made is not None:
        written, problems = drafting.keep(made, content, may_replace=replace)
        if not problems:
            _tell_drafts(made.drafts, written, content.name)
    print_problems(problems)
    sys.exit(ExitCode.CONTENT if problems else ExitCode.FINE)


def _tell_drafts(drafts: "tuple[Draft, ...]", written: int, folder: str) -> None:
    """Say what was written, what it lacks, and what of ROME stands nowhere."""
    from oma_builder.rome.report import lines

    click.echo(
        f"{plural(written, 'fichier écrit')} dans {folder}/." if written else f"{folder}/ disait déjà la même chose."
    )
    for line in lines(drafts):
        click.echo(line)
