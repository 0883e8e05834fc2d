"""The command that makes a pupils' film ready for the site."""

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from oma_builder.cli.options import ROOT, existing_file, folder, print_problems
from oma_builder.problems import BuildError, Checked, ExitCode, count_line, has_errors, plural

if TYPE_CHECKING:
    from oma_builder.content.captions import Cue
    from oma_builder.films.order import Order
    from oma_builder.films.prepare import Prepared

Text = TypeVar("Text")


class _Seconds(click.ParamType[float]):
    """A moment of a film, with a comma or a point: `3,5`."""

    name = "secondes"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            seconds = float(str(value).strip().replace(",", "."))
        except ValueError:
            seconds = math.nan
        if not 0 <= seconds < math.inf:
            self.fail(
                f"« {value} » n’est pas un moment du film, en secondes : écrivez par exemple 12 ou 3,5.", param, ctx
            )
        return seconds


_NO_LIMIT = 1_000
"""Characters a second, or a line: how captions read is for `film check` and the brief to say."""


@click.command(options_metavar="[OPTIONS]")
@click.argument("fichier", type=click.Path(path_type=Path), callback=existing_file, metavar="FICHIER")
@click.option("--film", "identifier", metavar="NOM", required=True, help="Nom de la fiche du film, sans extension.")
@click.option(
    "--poster",
    "poster_at",
    type=_Seconds(),
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
@click.option(
    "--transcript",
    "transcript_file",
    type=click.Path(path_type=Path),
    callback=existing_file,
    metavar="FICHIER",
    help="Transcription du film, un texte (.txt, UTF-8) : elle va dans sa fiche.",
)
@folder("--content")
def prepare(
    fichier: Path,
    identifier: str,
    poster_at: float | None,
    captions_file: Path | None,
    transcript_file: Path | None,
    content: Path,
) -> None:
    """Prépare un film d’élèves pour le site.

    Le film préparé et son affiche vont dans films/, à côté du contenu, et leurs empreintes dans la fiche du film. Une
    préparation interrompue ne laisse rien ; un film déjà préparé ne l’est pas une seconde fois.
    """
    from oma_builder.films.order import Order
    from oma_builder.films.prepare import prepare as make
    from oma_builder.progress import watching

    longest = _longest(content, identifier)
    order = Order(fichier, identifier, content, ROOT / ".cache" / "films", poster_at, longest)
    cues = _sound(_captions(captions_file), "les sous-titres") if captions_file else ()
    transcript = _sound(_transcript(transcript_file), "la transcription") if transcript_file else ""
    with watching() as notify:
        done = make(order, notify)
    click.echo(_told(order, done))
    is_kept = not captions_file or _keep_captions(cues, order, captions_file, done.lasts)
    _record(order, done, transcript)
    sys.exit(ExitCode.FINE if is_kept else ExitCode.CONTENT)


def _longest(content: Path, identifier: str) -> int:
    """Return how long the brief that the film follows lets it be, in seconds: that of its document, else the newest."""
    from oma_builder.content import loader
    from oma_builder.films import recipe, record
    from oma_builder.guide.briefs import briefs_of

    briefs = briefs_of(loader.load(content, 1).value) if content.is_dir() else {}
    newest = next(iter(briefs.values()), None)
    brief = briefs.get(record.brief_of(content / "films" / f"{identifier}.yaml"), newest)
    return brief.longest if brief else recipe.LONGEST


def _sound(read: "Checked[Text]", what: str) -> "Text":
    """Return what was read, or print what is wrong with it and leave: nothing has been written by then."""
    print_problems(read.problems)
    if has_errors(read.problems):
        click.echo(f"{count_line(read.problems)} dans {what} : rien n’a été écrit.".capitalize())
        sys.exit(ExitCode.CONTENT)
    return read.value


def _transcript(file: Path) -> "Checked[str]":
    from oma_builder.cli.films import given
    from oma_builder.films.texts import transcript_of

    return transcript_of(given(file))


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


def _record(order: "Order", done: "Prepared", transcript: str) -> None:
    """Put the facts into the film's file, or say what to put there."""
    from oma_builder.films import filing, record

    place, told = order.document, _named(order.document, order)
    parts = record.parts(done.facts, transcript)
    wanted = "\n".join(parts.values())
    try:
        before = place.read_bytes()
    except FileNotFoundError:
        click.echo(f"À écrire dans {told}, qui n’existe pas encore :\n\n{wanted}\n")
        return
    except OSError as error:
        raise filing.refusal(error, place) from error
    after = record.recorded(before, parts)
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
    from oma_builder.films.tracks import told

    facts = done.facts
    weight, flow = facts.octets / 1_000_000, facts.octets * 8 / done.lasts / 1_000_000
    size_and_length = (
        f"{size((facts.width, facts.height))}, {lasting(done.lasts)}, {number(weight, 1)} Mo ({number(flow, 2)} Mbit/s)"
    )
    lines = [f"{order.target.parent.name}/{order.target.name} : {size_and_length}"]
    lines.append(f"{told(done.tracks)}.")
    if not done.is_new:
        lines.append("Ce film est déjà préparé, et rien n’a changé.")
    if done.damaged:
        lines.append(f"{plural(done.damaged, 'passage abîmé')} du film d’origine : regardez le résultat en entier.")
    return "\n".join(lines)
