"""The commands that begin documents, and find what they ask for: `new` and `rome`."""

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oma_builder.cli.options import folder, print_problems, today_option
from oma_builder.problems import BuildError, ExitCode, plural

if TYPE_CHECKING:  # commands import their work late
    from oma_builder.content.kind import Kind
    from oma_builder.content.kinds.base import Author
    from oma_builder.drafts.document import Draft, Known

_SHOWN = 12
"""Codes that are shown at once."""


@click.command(options_metavar="[OPTIONS]")
@click.argument("kind", metavar="[SORTE]", required=False)
@click.argument("title", metavar="[TITRE]", required=False)
@click.option("--rome", "code", metavar="CODE", help="Pour un métier : remplit ce que dit la fiche ROME (H2913).")
@click.option("--nom", "name", metavar="NOM", default="", help="Le nom du fichier, s’il ne vient pas du titre.")
@folder("--content")
@today_option
def new(kind: str | None, title: str | None, code: str | None, name: str, content: Path, today: datetime.date) -> None:
    """Commence une fiche, chaque champ expliqué.

    SORTE est un métier, un secteur, un événement, une page… Le fichier est un brouillon : le guide ne le montre pas,
    et « check » dit ce qui y manque. Dans un terminal, la commande demande ce que vous n’avez pas dit.
    """
    from oma_builder.content import loader
    from oma_builder.drafts import document, filing

    loader.require(content)
    chosen = _kind(kind)
    known = _known(chosen, title or "", code or "", name, content, today)
    draft, problems = document.new(chosen, known, content)
    print_problems(problems)
    if draft is None:
        click.echo("Rien n’a été écrit.")
        sys.exit(ExitCode.CONTENT)
    _tell(draft, known, filing.put(draft, content))


def _kind(typed: str | None) -> "Kind[Author]":
    """Return the kind that was given, or asked for."""
    from oma_builder.drafts import kinds

    if typed:
        return kinds.kind_of(typed)
    _need_terminal(f"dites quelle sorte de fiche commencer : {kinds.words()}")
    click.echo("Quelle sorte de fiche ?")
    for kind in kinds.DRAFTABLE:
        click.echo(f"  {kinds.word(kind)}")
    while True:
        try:
            return kinds.kind_of(_asked("Sorte"))
        except BuildError as error:
            click.echo(f"{error.message}\n  → {error.hint}")


def _known(kind: "Kind[Author]", title: str, code: str, name: str, content: Path, today: datetime.date) -> "Known":
    """Return what is known of the document: by its title, and by ROME of a trade."""
    from oma_builder.content.schema import METIERS
    from oma_builder.drafts import document, kinds, trades

    if code and kind is not METIERS:
        raise click.UsageError(f"--rome ne va qu’avec un métier : « {kinds.word(kind)} » n’est pas dans le ROME.")
    if kind is METIERS and not code and not title:
        _need_terminal("dites le métier : son titre entre guillemets, ou son code avec --rome.")
        code = _asked_code(content)
    if code:
        return trades.from_rome(code, title, name, content, today)
    if not title:
        _need_terminal(f'dites le titre de la fiche, entre guillemets : python build.py new {kinds.word(kind)} "…"')
        title = _asked("Titre")
    return document.named(kind, title, name)


def _need_terminal(message: str) -> None:
    """Refuse what would have to be asked where nobody can answer."""
    if not sys.stdin.isatty():
        raise click.UsageError(message)


def _asked(what: str, *, may_be_empty: bool = False) -> str:
    """Ask until there is an answer."""
    while True:
        said: str = click.prompt(what, default="", show_default=False, prompt_suffix="\u00a0: ").strip()
        if said or may_be_empty:
            return said


def _asked_code(content: Path) -> str:
    """Ask for the code of a trade, or for words to find it by; nothing when the editor does without."""
    from oma_builder.content.reference import rome

    while True:
        said = _asked("Code ROME, ou des mots pour le chercher (Entrée : sans le ROME)", may_be_empty=True)
        if not said or said.upper() in rome():
            return said
        _show(said, content)


def _tell(draft: "Draft", known: "Known", path: str) -> None:
    click.echo(f"{path} est écrit : c’est un brouillon, que le guide ne montre pas.")
    if draft.missing:
        click.echo(f"Il reste à écrire : {', '.join(draft.missing)}.")
    if known.rewritten:
        click.echo(
            f"Il reste à récrire pour des élèves, en mots de tous les jours : {', '.join(known.rewritten)}. "
            "Le ROME les a écrits pour des professionnels."
        )
    if "rome" in draft.missing:
        click.echo("Le ROME en dit peut-être plus : cherchez ce métier par « python build.py rome ».")
    click.echo("Ouvrez ce fichier, remplissez-le, puis lancez « python build.py check ».")


@click.command(options_metavar="[OPTIONS]")
@click.argument("words", metavar="MOTS…", nargs=-1)
@folder("--content")
def rome(words: tuple[str, ...], content: Path) -> None:
    """Cherche un code ROME par des mots.

    Accents, majuscules, pluriel et genre sont indifférents ; les autres noms d’un métier sont lus aussi. Chaque code est
    montré avec les fiches du guide qui l’ont déjà.
    """
    if not words:
        raise click.UsageError("dites le nom du métier, en un mot ou deux : python build.py rome coiffeur")
    found = _show(" ".join(words), content)
    if found:
        click.echo(f"Pour commencer une fiche : python build.py new metier --rome {found[0]}")
    sys.exit(ExitCode.FINE if found else ExitCode.USAGE)


def _show(text: str, content: Path) -> list[str]:
    """Show the codes that some words lead to, with the sheets of the guide that have them; return the codes."""
    from oma_builder.drafts.existing import by_code
    from oma_builder.rome import extract, search

    sheets = extract.embedded()
    found = [search.Found(sheet.code, sheet.label, "") for sheet in sheets if sheet.code == text.strip().upper()]
    found = found or list(search.find(text, sheets))
    there = by_code(content / "metiers")  # not by its row: the models take longer to import than the search lasts
    for code, label, name in found[:_SHOWN]:
        click.echo(f"{code}  {label}{f'  (autre nom : {name})' if name else ''}")
        if len(found) == 1:
            click.echo(f"       centres d’intérêt : {_interests(code)}")
        for file in there.get(code, ()):
            click.echo(f"       déjà dans le guide : metiers/{file}")
    if len(found) > _SHOWN:
        click.echo(f"… et {plural(len(found) - _SHOWN, 'autre')} : ajoutez un mot pour choisir.")
    if not found:
        meant = search.meant(text, sheets)
        hint = (
            f"vouliez-vous dire « {meant} » ?"
            if meant
            else "essayez un seul mot, le nom courant du métier, sans article"
        )
        click.echo(f"Aucun métier du ROME ne s’appelle « {text} ».\n  → {hint}")
    return [code for code, *_ in found]


def _interests(code: str) -> str:
    """Return the interests that ROME gives to a trade, the main one first."""
    from oma_builder.content.reference import rome
    from oma_builder.guide.vocabulary import INTERESTS

    sheet = rome()[code]
    return ", ".join(f"{INTERESTS[letter]} ({letter})" for letter in (sheet.major, sheet.minor) if letter)
