"""The commands that make the site, or look whether it can be made: `build` and `check`."""

import datetime
import gc
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oma_builder.cli import reports
from oma_builder.cli.contacts import guard_of_list
from oma_builder.cli.options import (
    ROOT,
    address_of,
    existing_file,
    folder,
    jobs_option,
    manual_online,
    no_pdf_option,
    pages_only_option,
    print_problems,
    release_option,
    strict_option,
    today_option,
)
from oma_builder.incremental import explain, journal
from oma_builder.incremental.quick import quickly
from oma_builder.problems import Checked, ExitCode, as_github, as_gitlab, as_json, has_errors, plural
from oma_builder.project import Project, Summary

if TYPE_CHECKING:  # commands import their work late
    from oma_builder.stewardship.guard import Guard


@click.command(options_metavar="[OPTIONS]")
@folder("--content")
@folder("--output")
@click.option(
    "--base-url",
    "address",
    metavar="ADRESSE",
    callback=address_of,
    help="Adresse du site en ligne, à la place de celle de site.yaml.",
)
@today_option
@strict_option
@release_option
@no_pdf_option
@click.option(
    "--films",
    "take",
    multiple=True,
    metavar="CHOIX",
    help="Emporte des films dans l’édition hors ligne : tous, secteur:<fiche> ou territoire:<fiche>. Peut se répéter.",
)
@click.option(
    "--films-max",
    type=click.IntRange(1, 1_000_000),
    metavar="MO",
    default=1_000,
    show_default=True,
    help="Poids, en mégaoctets, que ces films ne dépassent pas ensemble.",
)
@pages_only_option
@click.option("--with-forms", is_flag=True, help="Ajoute les formulaires, dans admin/ : pour le site des rédacteurs.")
@jobs_option
@click.option(
    "--guard",
    "contacts",
    type=click.Path(path_type=Path),
    callback=existing_file,
    metavar="FICHIER",
    help="Refuse d’écrire un site qui dirait une donnée d’une personne de cette liste de contacts.",
)
@click.option("--timings", is_flag=True, help="Montre la durée de chaque étape.")
@click.option("--explain", "explains", is_flag=True, help="Dit pourquoi chaque fichier a été refait.")
@click.option(
    "--verify", "verifies", is_flag=True, help="Reconstruit tout à part, en partant de rien, et compare chaque fichier."
)
def build(
    content: Path,
    output: Path,
    address: str | None,
    today: datetime.date,
    strict: bool,
    for_release: bool,
    no_pdf: bool,
    take: tuple[str, ...],
    films_max: int,
    pages_only: bool,
    with_forms: bool,
    jobs: int,
    contacts: Path | None,
    timings: bool,
    explains: bool,
    verifies: bool,
) -> None:
    """Construit le site et le guide PDF."""
    project = Project(
        ROOT,
        content,
        output,
        today,
        address,
        strict=strict,
        for_release=for_release,
        with_pdf=not no_pdf,
        pages_only=pages_only,
        with_forms=with_forms,
        jobs=jobs,
        take=take,
        take_at_most=films_max * 1_000_000,
    )
    gc.disable()  # a build keeps almost all it makes until it ends: collecting costs a fifth of its time
    before = journal.read(project) if explains else None
    guard = guard_of_list(contacts, today) if contacts else None
    summary, problems = (None if guard else quickly(project)) or _built(project, guard)
    print_problems(problems)
    for line in reports.durations(summary) if timings else ():
        click.echo(line)
    for line in reports.films_taken(summary) if summary.written else ():
        click.echo(line)
    if explains and summary.written:
        for line in explain.reasons(before, journal.read(project), summary.written):
            click.echo(line)
    reports.close(summary, problems)
    if summary.written is None:
        sys.exit(ExitCode.CONTENT)
    sys.exit(_verified(project) if verifies else ExitCode.FINE)


def _verified(project: Project) -> ExitCode:
    """Build the same from nothing, apart, and say whether it is the same."""
    from oma_builder.incremental import verify
    from oma_builder.workplace import work_folder

    with work_folder(project.cache.root) as place:
        clean = replace(project, output=place / "site", cache_apart=place / "cache")
        _built(clean)
        differences = tuple(verify.differences(project.output, clean.output))
    for line in differences:
        click.echo(line)
    if differences:
        click.echo(
            f"Une construction entière donne autre chose pour {plural(len(differences), 'fichier')}. C’est une erreur du programme : "
            "supprimez .cache/ et relancez, puis signalez-la avec la liste ci-dessus.",
            err=True,
        )
        return ExitCode.BUG
    click.echo("Vérifié : chaque fichier est celui qu’une construction partie de rien donne.")
    return ExitCode.FINE


def _built(project: Project, guard: "Guard | None" = None) -> Checked[Summary]:
    from oma_builder import pipeline
    from oma_builder.progress import watching

    with watching() as notify:
        return pipeline.build_whole(project, notify, guard)


@click.command(options_metavar="[OPTIONS]")
@folder("--content")
@today_option
@strict_option
@release_option
@no_pdf_option
@pages_only_option
@jobs_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github", "gitlab"]),
    default="text",
    help="Forme du rapport : text (pour lire), json, github ou gitlab (pour les robots).",
)
def check(
    content: Path,
    today: datetime.date,
    strict: bool,
    for_release: bool,
    no_pdf: bool,
    pages_only: bool,
    jobs: int,
    style: str,
) -> None:
    """Vérifie les contenus : fait tout ce que fait « build », mais n’écrit rien."""
    gc.disable()
    from oma_builder import pipeline
    from oma_builder.progress import watching

    project = Project(
        ROOT,
        content,
        ROOT / "public",
        today,
        strict=strict,
        for_release=for_release,
        with_pdf=not no_pdf,
        pages_only=pages_only,
        jobs=jobs,
        with_spelling=True,
    )
    with watching() as notify:
        summary, problems = pipeline.check(project, notify)
    if style == "json":
        click.echo(as_json(problems))
    elif style == "github":
        for problem in problems:
            click.echo(as_github(problem, manual_online()))
    elif style == "gitlab":
        click.echo(as_gitlab(problems, manual_online()))
    else:
        print_problems(problems)
        for line in reports.of_check(project, summary, problems):
            click.echo(line)
    sys.exit(ExitCode.CONTENT if has_errors(problems) else ExitCode.FINE)
