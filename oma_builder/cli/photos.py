"""The command that frees photographs of what they tell."""

import sys
from pathlib import Path

import click

from oma_builder.cli.options import ROOT, existing_file, print_problems
from oma_builder.problems import BuildError, ExitCode, Problem, plural


def _existing(ctx: click.Context, param: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return files that are all there: one that is not stops the command before anything is written."""
    return tuple(path for file in value if (path := existing_file(ctx, param, file)))


@click.group(options_metavar="[OPTIONS]", subcommand_metavar="COMMANDE [OPTIONS]")
def photo() -> None:
    """Prépare les photos du guide."""


@photo.command(options_metavar="[OPTIONS]")
@click.argument(
    "files", type=click.Path(path_type=Path), callback=_existing, nargs=-1, required=True, metavar="FICHIER…"
)
def clean(files: tuple[Path, ...]) -> None:
    """Retire des photos le lieu, la date, l’appareil et les noms qu’elles portent.

    L’image reste la même, au pixel près, avec ses couleurs et son sens ; le fichier est remplacé sur place. À faire
    avant d’enregistrer une photo dans Git, qui en garde toutes les versions.
    """
    from oma_builder.films.filing import put
    from oma_builder.prepress.inks import PROFILE, read_profile

    inks = read_profile(ROOT / "assets" / PROFILE)
    problems: list[Problem] = []
    count = 0
    for file in files:
        raw = _raw(file)
        made, outcome = _cleaned(raw, file, inks)
        problems += outcome
        if made is not None and made != raw:
            put(file.resolve(), made)
            count += 1
            click.echo(f"{file} : nettoyée.")
        elif made is not None:
            click.echo(f"{file} : rien à retirer.")
    print_problems(problems)
    click.echo(f"{plural(count, 'photo nettoyée')} sur {len(files)}.")
    if count:
        click.echo("Si l’une d’elles était déjà dans Git, l’historique la garde encore : prévenez qui s’en occupe.")
    sys.exit(ExitCode.CONTENT if problems else ExitCode.FINE)


def _raw(file: Path) -> bytes:
    from oma_builder.content.pictures import MAX_BYTES

    try:
        if file.stat().st_size > MAX_BYTES:
            raise BuildError(f"{file} pèse plus de {MAX_BYTES // 1_000_000} Mo", "réduisez la photo", ExitCode.USAGE)
        return file.read_bytes()
    except OSError as error:
        hint = "vérifiez le nom du fichier et vos droits"
        raise BuildError(f"lecture impossible de {file} : {error.strerror}", hint, ExitCode.USAGE) from error


def _cleaned(raw: bytes, file: Path, inks: bytes) -> tuple[bytes | None, tuple[Problem, ...]]:
    from oma_builder.content.pictures import without_notes
    from oma_builder.raster.reading import memory_for

    with memory_for(str(file)):
        return without_notes(raw, file.as_posix(), inks)
