"""The command that makes a pupils' film ready for the site."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oma_builder.cli.options import ROOT, existing_file, folder, print_problems
from oma_builder.problems import BuildError, Checked, ExitCode, count_line, has_errors, plural

if TYPE_CHECKING:
    from oma_builder.content.captions import Cue
    from oma_builder.films.order import Order
    from oma_builder.films.prepare import Prepared

_NO_LIMIT = 1_000
"""Characters a second, or a line: how captions read is for `film check` and the brief to say."""


@click.command(options_metavar="[OPTIONS]")
@click.argument("fichier", type=click.Path(path_type=Path), callback=existing_file, metavar="FICHIER")
@click.option("--film", "identifier", metavar="NOM", required=True, help="Nom de la fiche du film, sans extension.")
@click.option(
    "--poster",
    "poster_at",
    type=click.FloatRange(min=0),
    metavar="SECONDES",
    help="Moment de l’image à montrer avant la lecture.  [par défaut : au tiers du film]",
)
@click.option(
    "--captions",
    "captions_file",
    type=click.Path(path_type=Path),
    callback=existing_file,
    metavar="FICHIER",
    help="Sous-titres du film, en WebVTT ou en SRT.",
)
@folder("--content")
def prepare(fichier: Path, identifier: str, poster_at: float | None, captions_file: Path | None, content: Path) -> None:
    """Prépare un film d’élèves pour le site.

    Le film préparé et son affiche vont dans films/, à côté du contenu, et leurs empreintes dans la fiche du film. Une
    préparation interrompue ne laisse rien ; un film déjà préparé ne l’est pas une seconde fois.
    """
    from oma_builder.films.order import Order
    from oma_builder.films.prepare import prepare as make
    from oma_builder.progress import watching

    order = Order(fichier, identifier, content, ROOT / ".cache" / "films", poster_at)
    cues, problems = _captions(captions_file) if captions_file else Checked((), ())
    print_problems(problems)
    if has_errors(problems):
        click.echo(f"{count_line(problems)} dans les sous-titres : rien n’a été écrit.".capitalize())
        sys.exit(ExitCode.CONTENT)
    with watching() as notify:
        done = make(order, notify)
    click.echo(_told(order, done))
    is_kept = not captions_file or _keep_captions(cues, order, captions_file, done.lasts)
    _record(order, done)
    sys.exit(ExitCode.FINE if is_kept else ExitCode.CONTENT)


def _captions(file: Path) -> "Checked[tuple[Cue, ...]]":
    from oma_builder.content import captions

    try:
        if file.stat().st_size > captions.MAX_BYTES:
            hint = "donnez un fichier de sous-titres, en WebVTT ou en SRT"
            raise BuildError(f"{file} est bien trop gros pour des sous-titres", hint, ExitCode.USAGE)
        raw = file.read_bytes()
    except OSError as error:
        hint = "vérifiez le nom du fichier et vos droits"
        raise BuildError(f"lecture impossible de {file} : {error.strerror}", hint, ExitCode.USAGE) from error
    return captions.read(raw, file.as_posix())


def _keep_captions(cues: "tuple[Cue, ...]", order: "Order", file: Path, lasts: float) -> bool:
    """Write the captions beside the film's file, unless they are those of a longer film."""
    from oma_builder.content.captions import faults, web_vtt
    from oma_builder.films import filing

    faulty = tuple(faults(cues, file.as_posix(), lasts=lasts, speed=_NO_LIMIT, length=_NO_LIMIT))
    print_problems(faulty)
    if has_errors(faulty):
        click.echo("Les sous-titres n’ont pas été écrits.")
        return False
    filing.put(order.captions, web_vtt(cues).encode())
    click.echo(f"{_named(order.captions, order)} : {plural(len(cues), 'sous-titre')}")
    return True


def _record(order: "Order", done: "Prepared") -> None:
    """Put the facts into the film's file, or say what to put there."""
    from oma_builder.films import filing, record

    place, told = order.document, _named(order.document, order)
    wanted = f"duree: {done.facts.seconds}\n{record.block(done.facts)}"
    try:
        before = place.read_bytes()
    except FileNotFoundError:
        click.echo(f"À écrire dans {told}, qui n’existe pas encore :\n\n{wanted}\n")
        return
    except OSError as error:
        raise filing.refusal(error, place) from error
    after = record.recorded(before, done.facts)
    if after is None:
        click.echo(f"{told} ne se lit pas comme une fiche : écrivez-y vous-même, à la place de l’ancien,\n\n{wanted}\n")
    elif after == before:
        click.echo(f"{told} : tout y est déjà")
    else:
        filing.put(place, after)
        click.echo(f"{told} : complété\n\n{wanted}\n")


def _named(path: Path, order: "Order") -> str:
    """Return a file of the content as problems name it."""
    return path.relative_to(order.content.parent).as_posix()


def _told(order: "Order", done: "Prepared") -> str:
    from oma_builder.films.formatting import lasting, number, size

    facts = done.facts
    weight, flow = facts.octets / 1_000_000, facts.octets * 8 / done.lasts / 1_000_000
    size_and_length = f"{size((facts.width, facts.height))}, {lasting(round(done.lasts))}, {number(weight, 1)} Mo ({number(flow, 2)} Mbit/s)"
    lines = [f"{order.target.parent.name}/{order.target.name} : {size_and_length}"]
    if not done.is_new:
        lines.append("Ce film est déjà préparé, et rien n’a changé.")
    if done.damaged:
        lines.append(f"{plural(done.damaged, 'passage abîmé')} du film d’origine : regardez le résultat en entier.")
    return "\n".join(lines)
