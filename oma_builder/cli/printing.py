"""The commands that print without building the site."""

import datetime
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oma_builder.cli.options import (
    ROOT,
    folder,
    jobs_option,
    print_problems,
    release_option,
    strict_option,
    today_option,
)
from oma_builder.problems import ExitCode, count_line, has_errors, plural
from oma_builder.project import Project

if TYPE_CHECKING:  # commands import their work late
    from oma_builder.printing import Recorded

FORMS = ("ecran", "presse", "photocopie", "livret")
"""The forms of a guide, by name: the print room is not loaded to tell them."""

output_option = click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DOSSIER",
    default=ROOT / "impression",
    help="Dossier où écrire les PDF.  [par défaut : impression]",
)


@click.command(options_metavar="[OPTIONS]")
@click.argument("noms", nargs=-1, metavar="[NOMS]...")
@click.option(
    "--edition",
    type=click.Choice([*FORMS, "fiche", "territoire", "secteur", "selection"]),
    default="ecran",
    help="Ce qu’il faut imprimer.  [par défaut : ecran]",
)
@click.option(
    "--tirage",
    type=click.Choice(FORMS),
    default="ecran",
    help="Forme d’un guide coupé à un secteur, un territoire ou une sélection.  [par défaut : ecran]",
)
@click.option(
    "--court",
    "is_short",
    is_flag=True,
    help="D’un guide coupé, seulement la couverture, les métiers et les diplômes qu’ils nomment.",
)
@folder("--content")
@output_option
@today_option
@strict_option
@release_option
@jobs_option
def pdf(
    noms: tuple[str, ...],
    edition: str,
    tirage: str,
    is_short: bool,
    content: Path,
    output: Path,
    today: datetime.date,
    strict: bool,
    for_release: bool,
    jobs: int,
) -> None:
    """Fait une édition imprimée du guide, sans le site.

    NOMS dit de quel secteur, de quel territoire ou de quels métiers, comme leurs fichiers : « --edition secteur bois »,
    « --edition selection boulanger soudeur ». Un département se dit aussi par son numéro : « --edition territoire 31 ».
    Les fiches sans nom sont celles de tous les métiers.
    """
    from oma_builder import printing
    from oma_builder.progress import watching
    from oma_builder.publish.output import write_one
    from oma_builder.publish.target import check_prints

    check_prints(output, content)
    project = Project(ROOT, content, output, today, strict=strict, for_release=for_release, jobs=jobs)
    with watching() as notify:
        files, problems = printing.print_apart(project, printing.Prints(edition, noms, tirage, is_short), notify)
    print_problems(problems)
    for file in files:
        write_one(output / file.route, file.content)
        click.echo(output / file.route)
    click.echo(f"{plural(len(files), 'PDF écrit')} ; {count_line(problems)}.".replace("PDFs", "PDF"))
    sys.exit(ExitCode.CONTENT if has_errors(problems) or not files else ExitCode.FINE)


def _name(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if value and not re.fullmatch(r"(?=.{1,60}$)[a-z0-9]+(?:-[a-z0-9]+)*", value, re.ASCII):
        raise click.BadParameter(f"« {value} » n’est pas un nom de fichier comme 2026 ou 2026-bis.")
    return value


@click.command(options_metavar="[OPTIONS]")
@folder("--content")
@today_option
@strict_option
@release_option
@jobs_option
@click.option(
    "--id",
    "identifier",
    metavar="NOM",
    default="",
    callback=_name,
    help="Nom du fichier de l’édition, sans extension.  [par défaut : la première année de son nom]",
)
@click.option("--replace", "may_replace", is_flag=True, help="Remplace cette édition si elle est déjà enregistrée.")
def record(
    content: Path,
    today: datetime.date,
    strict: bool,
    for_release: bool,
    jobs: int,
    identifier: str,
    may_replace: bool,
) -> None:
    """Enregistre l’édition qui part à l’impression.

    Le site dit ensuite, sur chaque métier, s’il a changé depuis.
    """
    from oma_builder import printing
    from oma_builder.progress import watching

    project = Project(ROOT, content, ROOT / "public", today, strict=strict, for_release=for_release, jobs=jobs)
    with watching() as notify:
        done, problems = printing.record(project, notify, identifier=identifier, may_replace=may_replace)
    print_problems(problems)
    click.echo(_told(done) if done else f"{count_line(problems)} : l’édition n’est pas enregistrée.")
    sys.exit(ExitCode.FINE if done else ExitCode.CONTENT)


def _told(done: "Recorded") -> str:
    edition, where = done.edition, f"{done.file.parent.parent.name}/{done.file.parent.name}/{done.file.name}"
    if not done.is_written:
        return f"L’édition « {edition.name} » est déjà enregistrée, et rien n’a changé : {where} reste tel quel."
    return (
        f"Édition « {edition.name} » enregistrée dans {where} : "
        f"{plural(len(edition.sheets), 'métier')}, {plural(edition.pages, 'page')}, empreinte {edition.digest}.\n"
        f"À faire maintenant : gardez ce fichier avec le projet (git add {where}, puis git commit), "
        "et imprimez le PDF de cette même version, avant toute autre modification."
    )


@click.command(options_metavar="[OPTIONS]")
@click.option("--since", "identifier", metavar="ÉDITION", required=True, help="Nom d’une édition enregistrée : 2026.")
@folder("--content")
@output_option
@today_option
@strict_option
@release_option
@jobs_option
def erratum(
    identifier: str,
    content: Path,
    output: Path,
    today: datetime.date,
    strict: bool,
    for_release: bool,
    jobs: int,
) -> None:
    """Fait la feuille à glisser dans les exemplaires déjà imprimés.

    Elle dit, page par page, ce qui a changé depuis l’édition enregistrée par « record ».
    """
    from oma_builder import printing
    from oma_builder.progress import watching
    from oma_builder.publish.output import write_one
    from oma_builder.publish.target import check_prints

    check_prints(output, content)
    project = Project(ROOT, content, output, today, strict=strict, for_release=for_release, jobs=jobs)
    with watching() as notify:
        file, problems = printing.erratum(project, identifier, notify)
    print_problems(problems)
    if file:
        write_one(output / file.route, file.content)
        click.echo(output / file.route)
    elif not has_errors(problems):
        click.echo(f"Rien n’a changé depuis l’édition {identifier} : il n’y a pas d’erratum à imprimer.")
    click.echo(f"{count_line(problems)}.".capitalize())
    sys.exit(ExitCode.CONTENT if has_errors(problems) else ExitCode.FINE)
