"""Commands, their French, their exit codes."""

import datetime
import gc
import gettext
import os
import sys
import tomllib
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import click

from oma_builder.cli_film import film
from oma_builder.cli_options import (
    ROOT,
    address_of,
    folder,
    jobs_option,
    no_pdf_option,
    pages_only_option,
    print_problems,
    release_option,
    strict_option,
    today_option,
)
from oma_builder.cli_photo import photo
from oma_builder.cli_prepare import prepare
from oma_builder.cli_print import erratum, pdf, record
from oma_builder.cli_rights import rights
from oma_builder.problems import ExitCode, Problem, as_github, as_json, count_line, has_errors, plural
from oma_builder.running import run

PREVIEW_PORT = 8000


def main() -> None:
    """Run the command line and leave with the exit code of `problems.ExitCode`."""
    _speak_french()
    run(partial(cli.main, prog_name="python build.py", standalone_mode=False))


def _speak_french() -> None:
    """Make click speak French whatever the machine's language."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("click", Path(__file__).parent / "locale")
    gettext.textdomain("click")


class _BuildByDefault(click.Group):
    """`python build.py --no-pdf` means `python build.py build --no-pdf`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ("-h", "--help", "--version")):
            args = ["build", *args]
        return super().parse_args(ctx, args)


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        click.echo(f"{project['name']} {project['version']}")
        ctx.exit()


@click.group(
    cls=_BuildByDefault,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[OPTIONS]",
    subcommand_metavar="COMMANDE [OPTIONS]",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Affiche la version."
)
def cli() -> None:
    """Construit le site et le guide imprimé des métiers d’Occitanie.

    Sans commande, c’est « build ».
    """


cli.add_command(pdf)
cli.add_command(record)
cli.add_command(erratum)
cli.add_command(rights)
film.add_command(prepare)
cli.add_command(film)
cli.add_command(photo)


@cli.command(options_metavar="[OPTIONS]")
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
@jobs_option
@click.option("--timings", is_flag=True, help="Montre la durée de chaque étape.")
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
    jobs: int,
    timings: bool,
) -> None:
    """Construit le site et le guide PDF."""
    gc.disable()  # a build keeps almost all it makes until it ends: collecting costs a fifth of its time
    from oma_builder import pipeline
    from oma_builder.progress import watching

    project = pipeline.Project(
        ROOT,
        content,
        output,
        today,
        address,
        strict=strict,
        for_release=for_release,
        with_pdf=not no_pdf,
        pages_only=pages_only,
        jobs=jobs,
        take=take,
        take_at_most=films_max * 1_000_000,
    )
    with watching() as notify:
        summary, problems = pipeline.build(project, notify)
    print_problems(problems)
    if timings:
        for stage, seconds in summary.seconds:
            click.echo(f"{stage:<16} {seconds:6.2f} s")
    for line in _films_told(summary) if summary.written else ():
        click.echo(line)
    click.echo(_closing_line(summary, problems))
    sys.exit(ExitCode.CONTENT if summary.written is None else ExitCode.FINE)


@cli.command(options_metavar="[OPTIONS]")
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
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="Forme du rapport : text (pour lire), json ou github (pour les robots).",
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

    project = pipeline.Project(
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
            click.echo(as_github(problem))
    else:
        print_problems(problems)
        click.echo(f"{plural(summary.documents, 'document vérifié')} : {count_line(problems)}.")
        for line in _not_looked_at(project, summary):
            click.echo(line)
    sys.exit(ExitCode.CONTENT if has_errors(problems) else ExitCode.FINE)


@cli.command(options_metavar="[OPTIONS]")
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

    Chaque enregistrement d’un fichier le reconstruit, et la page ouverte se met à jour.
    """
    from oma_builder import pipeline
    from oma_builder.editor import server

    output = ROOT / ".cache" / "apercu"
    project = pipeline.Project(ROOT, content, output, today, f"http://localhost:{port}/", pages_only=True, jobs=jobs)
    server.serve(project, port, _report)
    click.echo("Aperçu arrêté.")
    sys.exit(ExitCode.INTERRUPTED)


@cli.command(options_metavar="[OPTIONS]")
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
    project = pipeline.Project(ROOT, content, output, today, pages_only=True, style_page=True, jobs=jobs)
    summary, problems = pipeline.build(project, silent)
    _report(summary, problems)
    if summary.written:
        click.echo(f"Ouvrez {output / specimens.ROUTE} dans un navigateur.")
    sys.exit(ExitCode.CONTENT if summary.written is None else ExitCode.FINE)


@cli.command(options_metavar="[OPTIONS]")
def schema() -> None:
    """Met à jour les schémas pour VS Code et le mode d’emploi.

    À lancer après un changement du programme : ces fichiers disent ce qu’il attend des fiches.
    """
    from oma_builder.editor import upkeep

    total, changed = upkeep.update(ROOT)
    for name in changed:
        click.echo(name)
    click.echo(f"{plural(len(changed), 'fichier')} mis à jour, {total - len(changed)} déjà à jour.")


@cli.command(options_metavar="[OPTIONS]")
@folder("--output")
def clean(output: Path) -> None:
    """Supprime le site construit et le cache ; ne touche à rien d’autre."""
    import shutil

    from oma_builder.publish.output import remove

    removed = remove(output)
    shutil.rmtree(ROOT / ".cache", ignore_errors=True)
    click.echo("Site et cache supprimés." if removed else "Cache supprimé ; aucun site construit ici.")


def _report(summary: Any, problems: Iterable[Problem]) -> None:
    print_problems(problems)
    click.echo(_closing_line(summary, tuple(problems)))


def _films_told(summary: Any) -> Iterable[str]:
    """Yield what became of the films asked for in the edition for folders, and how many could not be looked into."""
    taken = [film for film in summary.films if film.taken == "taken"]
    left = [film for film in summary.films if film.taken == "left"]
    if taken:
        octets = sum(film.video.octets for film in taken)
        yield f"{plural(len(taken), 'film emporté')} hors ligne ({octets / 1_000_000:.1f}\u00a0Mo).".replace(
            ".", ",", 1
        )
    if left:
        names = ", ".join(film.id for film in left)
        yield f"{plural(len(left), 'film')} sans place dans l’édition hors ligne : {names}. Ajoutez-en avec --films-max."
    yield from _unopened_told(summary)


def _unopened_told(summary: Any) -> Iterable[str]:
    if summary.unopened:
        found = plural(summary.unopened, "film publié")
        yield (
            f"Sans PyAV, rien n’a regardé dans {found} : durée, image et étiquettes restent à vérifier. "
            "Lancez : pip install -r requirements-film.txt"
        )


def _not_looked_at(project: Any, summary: Any) -> Iterable[str]:
    """Yield what a check leaves to the build."""
    if not summary.whole:
        yield "Le reste (images, pages, guides imprimés) n’a pas été regardé : corrigez d’abord ces erreurs."
    elif project.pages_only:
        yield "Avec --pages-only, ni les guides imprimés, ni l’édition hors ligne, ni les images de partage n’ont été regardés."
    elif not project.with_pdf:
        yield "Avec --no-pdf, les guides imprimés n’ont pas été regardés."
    if summary.unspelled:
        yield "L’orthographe n’a pas été vérifiée : il manque PyEnchant (pip install pyenchant) ou un dictionnaire français."
    yield from _unopened_told(summary)


def _closing_line(summary: Any, problems: tuple[Problem, ...]) -> str:
    if summary.written is None:
        return f"{count_line(problems)} : rien n’a été écrit, le site précédent est intact."
    done = summary.written
    made = (
        f"{plural(summary.documents, 'document')}, {plural(summary.pages, 'page')}, {plural(summary.images, 'image')}"
    )
    if summary.pdf_pages:
        made += f", guide PDF de {plural(summary.pdf_pages, 'page')}"
    files = f"{plural(done.written, 'fichier écrit')}, {plural(done.unchanged, 'inchangé')}, {plural(done.removed, 'retiré')}"
    return f"{made} ; {files} ; {count_line(problems)}."
