"""The commands that bring official data, and tables, into the content."""

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from oma_builder.cli.options import existing_file, existing_folder, folder, print_problems, today_option
from oma_builder.problems import BuildError, Checked, ExitCode, Problem, has_errors, plural, tidy

if TYPE_CHECKING:  # commands import their work late
    from oma_builder.drafts.document import Draft as Begun
    from oma_builder.drafts.table import Table
    from oma_builder.rome.drafts import Draft
    from oma_builder.survey.bmo import Survey


@click.group(name="import", options_metavar="[OPTIONS]", subcommand_metavar="COMMANDE [OPTIONS]")
def imports() -> None:
    """Fait entrer des données officielles, ou un tableau, dans le contenu."""


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


def _existing(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """Return the table to import; with `--modele`, none is there yet."""
    return value if ctx.params.get("model") else existing_file(ctx, param, value)


@imports.command(options_metavar="[OPTIONS]")
@click.argument("file", type=click.Path(path_type=Path), required=False, callback=_existing, metavar="FICHIER")
@click.option("--kind", "word", metavar="SORTE", help="La sorte des fiches ; sinon, les colonnes la disent.")
@click.option(
    "--modele", "model", metavar="SORTE", is_eager=True, help="Écrit un tableau vide de cette sorte, pour Excel."
)
@click.option("--dry-run", is_flag=True, help="Dit ce qui serait écrit, sans rien écrire.")
@folder("--content")
def csv(file: Path | None, word: str | None, model: str | None, dry_run: bool, content: Path) -> None:
    """Fait d’un tableau autant de brouillons qu’il a de lignes.

    FICHIER est un tableau CSV dont les colonnes portent le nom de nos champs : « titre.masculin », « accroche »… Une
    liste se sépare par des barres : « braser | souder ». Une fiche que le guide a déjà reste comme elle est.
    """
    from oma_builder.content import loader
    from oma_builder.drafts import kinds, rows

    if model:
        _write_template(file, model)
        return
    if file is None:
        raise click.UsageError("dites quel tableau importer, ou demandez-en un vide avec --modele metiers.")
    loader.require(content)
    table, problems = _table(file)
    if table is not None:
        kind = kinds.kind_of(word) if word else rows.kind_of(table)
        made, found = rows.drafts(table, kind, content, file.name)
        problems += found
        _keep(made, problems, content, dry_run=dry_run)
    _end(problems)


@imports.command(options_metavar="[OPTIONS]")
@click.argument("file", type=click.Path(path_type=Path), callback=existing_file, metavar="FICHIER")
@click.option("--seulement", "only", metavar="MOTS", default="", help="Ne prend que les lignes dont le nom a ces mots.")
@click.option("--dry-run", is_flag=True, help="Dit ce qui serait écrit, sans rien écrire.")
@folder("--content")
@today_option
def onisep(file: Path, only: str, dry_run: bool, content: Path, today: datetime.date) -> None:
    """Fait des données ouvertes de l’Onisep des brouillons de métiers ou de formations.

    FICHIER est l’export CSV de « Idéo-Métiers » ou de « Idéo-Formations initiales en France », tel qu’il se télécharge
    sur opendata.onisep.fr. Une fiche que le guide a déjà, par son nom ou par un code, reste comme elle est.
    """
    from oma_builder.content import loader
    from oma_builder.drafts import onisep as exports

    loader.require(content)
    table, problems = _table(file)
    if table is not None:
        made, found = exports.drafts(table, content, file.name, today, only)
        problems += found
        for name in exports.personal(table):
            click.echo(f"Colonne laissée de côté, car elle dit comment joindre des personnes : « {name} ».")
        _keep(made, problems, content, dry_run=dry_run)
        if made:
            click.echo(
                f"Données de l’Onisep, licence {exports.LICENCE} : chaque brouillon la cite, gardez cette source."
            )
    _end(problems)


def _table(file: Path) -> "Checked[Table | None]":
    """Read a table as somebody saved it. Raises `BuildError`."""
    from oma_builder.drafts import table

    try:
        if file.stat().st_size > table.LARGEST:
            message = f"{file} pèse plus de {table.LARGEST // 1_000_000} Mo"
            raise BuildError(message, "coupez le tableau en plusieurs", ExitCode.USAGE)
        return table.read_table(file.read_bytes(), file.name)
    except OSError as error:
        hint = "vérifiez vos droits, et qu’aucun tableur ne l’a ouvert"
        raise BuildError(f"lecture impossible de {file} : {error.strerror}", hint, ExitCode.USAGE) from error


def _keep(made: "tuple[Begun, ...]", problems: tuple[Problem, ...], content: Path, *, dry_run: bool) -> None:
    """Write the drafts of a table, all or none, and say so; or say what would be written."""
    from oma_builder.drafts import batch

    if has_errors(problems):
        click.echo("Rien n’a été écrit : corrigez d’abord le tableau.")
    elif dry_run:
        for draft in made:
            click.echo(f"{content.name}/{draft.place}")
        click.echo(f"{plural(len(made), 'brouillon')} à écrire ; sans --dry-run, ils le seraient.")
    else:
        batch.keep(made, content)
        click.echo(f"{plural(len(made), 'brouillon écrit')} dans {content.name}/.")


def _write_template(file: Path | None, word: str) -> None:
    """Write an empty table, never over another file."""
    from oma_builder.drafts import kinds, rows
    from oma_builder.publish.output import write_one

    kind = kinds.kind_of(word)
    target = file or Path(f"modele-{kind.name}.csv")
    if target.exists():
        raise BuildError(f"{target} existe déjà", "donnez un autre nom après --modele", ExitCode.USAGE)
    write_one(target, rows.template(kind))
    click.echo(f"{target} est écrit : une colonne par champ. Remplissez-le, enregistrez-le en CSV, puis importez-le.")


def _end(problems: tuple[Problem, ...]) -> NoReturn:
    from oma_builder.drafts import batch

    print_problems(batch.few(tidy(problems)))
    sys.exit(ExitCode.CONTENT if has_errors(problems) else ExitCode.FINE)
