"""The commands that take photographs into the content, and free them of what they tell."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oma_builder.cli.options import ROOT, existing_file, folder, print_problems
from oma_builder.problems import BuildError, ExitCode, Problem, plural

if TYPE_CHECKING:  # commands import their work late
    from oma_builder.drafts.photographs import Taken


def _existing(ctx: click.Context, param: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return files that are all there: one that is not stops the command before anything is written."""
    return tuple(path for file in value if (path := existing_file(ctx, param, file)))


class _AddByDefault(click.Group):
    """`photo FICHIER` means `photo add FICHIER`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "-h", "--help"):
            args = ["add", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_AddByDefault, options_metavar="[OPTIONS]", subcommand_metavar="COMMANDE [OPTIONS]")
def photo() -> None:
    """Prépare les photos du guide.

    « photo FICHIER » veut dire « photo add FICHIER ».
    """


@photo.command(options_metavar="[OPTIONS]")
@click.argument("file", type=click.Path(path_type=Path), callback=existing_file, metavar="FICHIER")
@click.option("--nom", "name", metavar="NOM", default="", help="Le nom de l’image ; sinon, celui du fichier.")
@folder("--content")
def add(file: Path, name: str, content: Path) -> None:
    """Fait entrer une photo dans le guide, et donne les lignes à coller dans la fiche.

    Elle est redressée, ramenée à 3 000 pixels au plus, et perd ce qu’elle dit de caché (lieu, date, appareil). FICHIER
    reste comme il est : la copie va dans le contenu, sous images/, et n’en remplace aucune autre.
    """
    from oma_builder.content import loader
    from oma_builder.drafts import photographs
    from oma_builder.prepress.inks import PROFILE, read_profile
    from oma_builder.raster.reading import memory_for

    loader.require(content)
    raw = _raw(file, photographs.LARGEST)
    with memory_for(str(file)):
        picture, problems = photographs.take_in(raw, file.as_posix(), read_profile(ROOT / "assets" / PROFILE))
    if picture is None:
        print_problems(problems)
        sys.exit(ExitCode.CONTENT)
    stored, is_new = photographs.put(picture, name or file.stem, content / "images")
    _tell(picture, len(raw), f"{content.name}/images/{stored}", is_new=is_new)
    _show_lines(stored)


def _tell(picture: "Taken", weight: int, path: str, *, is_new: bool) -> None:
    if not is_new:
        click.echo(f"{path} est déjà cette image : rien n’a été écrit.")
        return
    was = f"{_size(picture.before)}, {_weight(weight)}"
    click.echo(f"{path} est écrite : {_size(picture.after)}, {_weight(len(picture.content))} (avant : {was}).")
    if picture.done:
        click.echo(f"Ce qui a changé : {', '.join(picture.done)}.")


def _size(sides: tuple[int, int]) -> str:
    return f"{sides[0]} × {sides[1]} pixels"


def _weight(octets: int) -> str:
    return f"{octets / 1_000_000:.1f} Mo".replace(".", ",") if octets >= 1_000_000 else f"{octets // 1_000 + 1} ko"


def _show_lines(name: str) -> None:
    """Show what a document says of the picture, with what each line is for."""
    from oma_builder.drafts.explained import picture_lines

    click.echo("\nÀ coller dans la fiche, puis à compléter :\n")
    for line in picture_lines(name):
        click.echo(line)


@photo.command(options_metavar="[OPTIONS]")
@click.argument(
    "files", type=click.Path(path_type=Path), callback=_existing, nargs=-1, required=True, metavar="FICHIER…"
)
def clean(files: tuple[Path, ...]) -> None:
    """Retire des photos le lieu, la date, l’appareil et les noms qu’elles portent.

    L’image reste la même, au pixel près, avec ses couleurs et son sens ; le fichier est remplacé sur place. À faire
    avant d’enregistrer une photo dans Git, qui en garde toutes les versions.
    """
    from oma_builder.content.pictures import MAX_BYTES
    from oma_builder.films.filing import put
    from oma_builder.prepress.inks import PROFILE, read_profile

    inks = read_profile(ROOT / "assets" / PROFILE)
    problems: list[Problem] = []
    count = 0
    for file in files:
        raw = _raw(file, MAX_BYTES)
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


def _raw(file: Path, most: int) -> bytes:
    try:
        if file.stat().st_size > most:
            raise BuildError(f"{file} pèse plus de {most // 1_000_000} Mo", "réduisez la photo", ExitCode.USAGE)
        return file.read_bytes()
    except OSError as error:
        hint = "vérifiez le nom du fichier et vos droits"
        raise BuildError(f"lecture impossible de {file} : {error.strerror}", hint, ExitCode.USAGE) from error


def _cleaned(raw: bytes, file: Path, inks: bytes) -> tuple[bytes | None, tuple[Problem, ...]]:
    from oma_builder.content.pictures import without_notes
    from oma_builder.raster.reading import memory_for

    with memory_for(str(file)):
        return without_notes(raw, file.as_posix(), inks)
