"""The commands for the lists of contacts that the partners exchange. They name lines and columns, never what a cell holds."""

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oma_builder.cli.options import ROOT, existing_file, print_problems, today_option
from oma_builder.problems import BuildError, ExitCode, Problem, count_line, has_errors, plural

if TYPE_CHECKING:  # commands import their work late
    from oma_builder.stewardship.contacts import Contact
    from oma_builder.stewardship.guard import Guard
    from oma_builder.stewardship.persons import Difference
    from oma_builder.stewardship.purge import Purge
    from oma_builder.stewardship.tables import Table

_SILENT = "Ce rapport ne cite que des lignes et des colonnes : aucune donnée de personne."

_list_argument = click.argument("file", type=click.Path(path_type=Path), callback=existing_file, metavar="FICHIER")


@click.group(options_metavar="[OPTIONS]", subcommand_metavar="COMMANDE [OPTIONS]")
def contacts() -> None:
    """Tient les listes de contacts que les partenaires s’échangent chaque année.

    Une liste est un classeur (.xlsx) ou un CSV, hors du projet : elle contient des données de personnes. Rien n’en est
    gardé ni copié, et aucun message n’en cite une case.
    """


@contacts.command(options_metavar="[OPTIONS]")
@click.argument("file", type=click.Path(path_type=Path), metavar="FICHIER")
def template(file: Path) -> None:
    """Fait une liste vide, à remplir.

    FICHIER est un nouveau fichier, hors du projet : un classeur (.xlsx) ou un CSV.
    """
    from oma_builder.stewardship import exports
    from oma_builder.stewardship.contacts import COLUMNS, ROLES

    place = _new(file)
    _put(place, exports.template(place))
    click.echo(f"{file} : liste vide. Ses colonnes (* : à remplir toujours) :")
    for column in COLUMNS:
        click.echo(f"  {column.title}{'*' if column.is_required else ''} : {column.help}")
    click.echo("Un courriel ou un téléphone est demandé. Les rôles : " + " ; ".join(ROLES) + ".")


@contacts.command(options_metavar="[OPTIONS]")
@_list_argument
@today_option
def check(file: Path, today: datetime.date) -> None:
    """Vérifie une liste : colonnes, rôles, codes, dates, doublons, durée de conservation."""
    from oma_builder.stewardship import checking

    table = _opened(file)
    found, problems = checking.check(table, today)
    print_problems(problems)
    click.echo(f"{table.form} ; {plural(len(found), 'contact')} : {count_line(problems)}.")
    _leave(problems)


@contacts.command(options_metavar="[OPTIONS]")
@_list_argument
@click.argument("older", type=click.Path(path_type=Path), callback=existing_file, metavar="ANCIEN")
@today_option
def diff(file: Path, older: Path, today: datetime.date) -> None:
    """Compare une liste à celle d’avant : qui est nouveau, parti, changé ou écrit autrement.

    FICHIER est la liste de cette année, ANCIEN celle de l’an dernier.
    """
    from oma_builder.stewardship import persons

    (new, is_whole), (old, was_whole) = (_read(one, today) for one in (file, older))
    if not (is_whole and was_whole):
        click.echo("Des cases n’ont pas pu être lues, et comptent comme vides : lancez d’abord « contacts check ».")
    differences = persons.differences(new, old)
    for difference in differences:
        click.echo(_told(difference))
    came = sum(one.old_line is None for one in differences)
    went = sum(one.line is None for one in differences)
    changed = len(differences) - came - went
    click.echo(f"{plural(came, 'arrivé')}, {plural(went, 'parti')}, {plural(changed, 'changé')}.")
    _leave(())


def _told(difference: "Difference") -> str:
    if difference.old_line is None:
        return f"ligne {difference.line} : nouveau contact"
    if difference.line is None:
        return f"ligne {difference.old_line} de l’ancienne liste : parti"
    respelt = ["nom écrit autrement"] if difference.is_respelt else []
    changes = [f"changé : {', '.join(difference.changed)}"] if difference.changed else []
    return f"ligne {difference.line} (ancienne : {difference.old_line}) : {' ; '.join((*respelt, *changes))}"


@contacts.command(options_metavar="[OPTIONS]")
@_list_argument
@today_option
@click.option("--vers", "target", type=click.Path(path_type=Path), metavar="NOUVEAU", help="Écrit la liste purgée dans un nouveau fichier.")  # fmt: skip
@click.option("--oui", "confirmed", is_flag=True, help="Remplace FICHIER par la liste purgée.")
def purge(file: Path, today: datetime.date, target: Path | None, confirmed: bool) -> None:
    """Retire d’une liste les contacts à ne plus garder.

    Un contact part à la rentrée (1er septembre) qui suit le jour où il a été transmis, ou trois ans après le dernier
    échange. Sans option, dit seulement combien de lignes partiraient, et pourquoi.
    """
    from oma_builder.stewardship import checking, exports
    from oma_builder.stewardship import purge as purging

    if target and confirmed:
        raise click.UsageError("Donnez --vers ou --oui, pas les deux.")
    place = _new(target) if target else _outside(file)
    table = _opened(file)
    purged, problems = purging.purge(table, today)
    print_problems(problems)
    if purged is None:
        sys.exit(ExitCode.CONTENT)
    _tell_purge(purged, table)
    if target or (confirmed and purged.gone):
        exports.require_form(place)
        _put(place, exports.written(place, table.head.cells, purged.kept, checking.places_of(table)))
        click.echo(f"{target} : liste purgée ; {file} n’a pas changé." if target else f"{file} : liste purgée.")
        click.echo("Les copies (sauvegardes, courriels, corbeille) sont à effacer aussi.")
    elif purged.gone:
        click.echo(
            "Rien n’a été écrit : ajoutez --oui pour remplacer la liste, ou --vers et le nom d’un nouveau fichier."
        )
    click.echo(_SILENT)
    sys.exit(ExitCode.CONTENT if purged.undecided else ExitCode.FINE)


def _tell_purge(purged: "Purge", table: "Table") -> None:
    for line in purged.told():
        click.echo(line)
    if table.above:
        click.echo(f"{plural(table.above, 'ligne')} au-dessus des titres : la liste purgée ne les reprend pas.")
    if table.left:
        click.echo(f"{plural(table.left, 'autre feuille')} de ce classeur : la liste purgée ne les reprend pas.")


def _leave(problems: tuple[Problem, ...]) -> None:
    click.echo(_SILENT)
    sys.exit(ExitCode.CONTENT if has_errors(problems) else ExitCode.FINE)


def _outside(file: Path) -> Path:
    from oma_builder.stewardship.place import require_outside

    return require_outside(file, ROOT)


def _new(file: Path) -> Path:
    """Return where a new list is to be, outside of the project; one that is there is not written over."""
    from oma_builder.stewardship.exports import require_form

    place = _outside(file)
    require_form(place)
    if place.exists():
        raise BuildError(f"{file} existe déjà", "donnez un autre nom, ou déplacez ce fichier", ExitCode.USAGE)
    return place


def _opened(file: Path) -> "Table":
    """Return the table of a list that lies outside of the project, or say what is wrong with it and leave."""
    from oma_builder.stewardship.contacts import titles
    from oma_builder.stewardship.tables import open_table

    table, problems = open_table(_outside(file), titles())
    print_problems(problems)
    if table is None:
        sys.exit(ExitCode.CONTENT)
    return table


def _read(file: Path, today: datetime.date) -> "tuple[tuple[Contact, ...], bool]":
    """Return the contacts of a list, and whether every cell could be read; leave where its columns are not those of a list."""
    from oma_builder.stewardship import checking

    found, problems = checking.read(_opened(file), today)
    if faults := tuple(problem for problem in problems if problem.code == "contacts-colonnes"):
        print_problems(faults)
        sys.exit(ExitCode.CONTENT)
    return found, not has_errors(problems)


def _put(place: Path, content: bytes) -> None:
    """Write a list whole or not at all, readable by its owner as the one that it replaces was."""
    from oma_builder.films.filing import in_place

    mode = place.stat().st_mode & 0o777 if place.exists() else 0o600
    with in_place(place) as new:
        new.chmod(mode)
        new.write_bytes(content)


def guard_of_list(file: Path, today: datetime.date) -> "Guard":
    """Return what a list of contacts says of persons, for a build to look for; leave where it cannot be read.

    What is wrong with single lines is for `contacts check` to say. Raises `BuildError` when there is nothing to look for.
    """
    from oma_builder.stewardship.guard import guard_of

    found, _ = _read(file, today)
    guard = guard_of(found, file.name)
    if guard.is_empty:
        message = f"{file} ne contient ni nom, ni courriel, ni téléphone de personne"
        raise BuildError(message, "vérifiez que c’est la bonne liste", ExitCode.USAGE)
    return guard
