"""The options and the report that several commands share, in French."""

import datetime
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import click

from oma_builder import paris
from oma_builder.content.addresses import TRIED_SITE
from oma_builder.problems import MANUAL, Problem, as_text

ROOT = Path(__file__).resolve().parents[2]
MAX_JOBS = 61  # what Windows lets one process wait for

Command = TypeVar("Command", bound=Callable[..., object])


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime.date:
    """Return the day given, that of `SOURCE_DATE_EPOCH`, or the day it is in Paris."""
    if value is None:
        return _day_of_epoch(os.environ.get("SOURCE_DATE_EPOCH"))
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return datetime.date.fromisoformat(value)
    except ValueError:
        pass  # a day that no calendar holds gets the same message
    raise click.BadParameter(f"« {value} » n’est pas une date comme 2026-09-01.")


def _day_of_epoch(seconds: str | None) -> datetime.date:
    """Return the day of `SOURCE_DATE_EPOCH` (reproducible-builds.org), or the day it is, in Paris both."""
    if seconds is None:
        return paris.today()
    try:
        return paris.day_of(int(seconds))
    except (ValueError, OverflowError, OSError) as error:
        raise click.BadParameter(
            f"SOURCE_DATE_EPOCH vaut « {seconds} », qui n’est pas un nombre de secondes."
        ) from error


def address_of(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return an address of the Web, or refuse it."""
    if value is not None and not TRIED_SITE.fullmatch(value):
        raise click.BadParameter(f"« {value} » n’est pas une adresse comme https://exemple.fr/oma/.")
    return value


def existing_file(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """Return a file that is there, or refuse it: neither a folder, nor a device that never ends."""
    if value is None:
        return None
    try:
        if value.is_file():
            return value
        missing = "n’est pas un fichier ordinaire" if value.exists() else "n’existe pas"
        reason = "est un dossier, pas un fichier" if value.is_dir() else missing
    except OSError:
        reason = "ne peut pas être lu : vérifiez vos droits"
    raise click.BadParameter(f"« {value} » {reason}.")


def existing_folder(ctx: click.Context, param: click.Parameter, value: Path) -> Path:
    """Return a folder that is there, or refuse it."""
    if value.is_dir():
        return value
    raise click.BadParameter(f"« {value} » {'n’est pas un dossier' if value.exists() else 'n’existe pas'}.")


def folder(name: str) -> Callable[[Command], Command]:
    """Return the option that names a folder: `--content` or `--output`."""
    helps = {"--content": "Dossier des contenus.", "--output": "Dossier où écrire le site."}
    defaults = {"--content": "content", "--output": "public"}
    return click.option(
        name, type=click.Path(path_type=Path), metavar="DOSSIER", default=ROOT / defaults[name],
        help=f"{helps[name]}  [par défaut : {defaults[name]}]",
    )  # fmt: skip


today_option = click.option(
    "--today", metavar="AAAA-MM-JJ", callback=_day, help="Fait comme si nous étions ce jour-là."
)
strict_option = click.option("--strict", is_flag=True, help="Compte les avertissements comme des erreurs.")
release_option = click.option(
    "--release",
    "for_release",
    is_flag=True,
    help="Version à diffuser : comme --strict, sans ce qui n’est pas approuvé, et refuse les exemples et ce qui reste à compléter.",
)
no_pdf_option = click.option("--no-pdf", is_flag=True, help="Ne fait pas le guide imprimé (plus rapide).")
pages_only_option = click.option(
    "--pages-only", is_flag=True, help="Ne fait que les pages : ni PDF, ni édition hors ligne, ni images de partage."
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, MAX_JOBS),
    metavar="N",
    default=min(os.cpu_count() or 1, MAX_JOBS),
    help="Nombre de processus en parallèle.",
)


def print_problems(problems: Iterable[Problem]) -> None:
    """Print the problems, each for a person, and where they are explained."""
    told = tuple(map(as_text, problems))
    for text in told:
        click.echo(text)
    if told:
        click.echo(f"Chaque message est expliqué dans {MANUAL}, partie 8 : cherchez-y le mot entre crochets.")


def manual_online() -> str:
    """Return the address of the editors' guide at the version that GitHub or GitLab checks, or its path elsewhere."""
    told = os.environ.get
    if told("GITHUB_ACTIONS"):
        return f"{told('GITHUB_SERVER_URL')}/{told('GITHUB_REPOSITORY')}/blob/{told('GITHUB_SHA')}/{MANUAL}"
    if told("GITLAB_CI"):
        return f"{told('CI_PROJECT_URL')}/-/blob/{told('CI_COMMIT_SHA')}/{MANUAL}"
    return MANUAL
