"""The command that says which authorisations of films are to be looked after."""

import datetime
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oma_builder.cli.options import folder, jobs_option, print_problems, today_option
from oma_builder.problems import ExitCode, has_errors, plural
from oma_builder.project import FILMS as FILMS_FOLDER

if TYPE_CHECKING:  # commands import their work late
    from oma_builder.guide.rights import Standing

_COPIES = {
    "web": "pages et PDF du site enregistrés",
    "papier": "fiches et guides imprimés ou photocopiés",
    "hors-ligne": "archives (ZIP) et clés USB",
}
_CACHE = ".cache/ (python build.py clean)"
_TOLD = {
    "retiree": "retirée",
    "absente": "aucune autorisation",
    "sans-fiche": "sa fiche n’existe plus, et une édition enregistrée le nomme",
    "hors-papier": "le film n’est plus permis sur le papier, et une édition enregistrée le nomme",
    "expiree": "a pris fin le {until:%d/%m/%Y}",
    "bientot": "prend fin le {until:%d/%m/%Y}, {days}",
}


@click.command(options_metavar="[OPTIONS]")
@folder("--content")
@today_option
@jobs_option
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="Forme de la liste : text ou json."
)
def rights(content: Path, today: datetime.date, jobs: int, style: str) -> None:
    """Dit quelles autorisations de films il faut renouveler.

    La liste donne celles qui ont été retirées, celles qui manquent, celles qui ont pris fin ou vont le faire, et les
    éditions de papier qui nomment encore le film ; et où sont les films qui ne peuvent plus être montrés.
    """
    from oma_builder.content import loader
    from oma_builder.content.schema import EDITIONS, FILMS
    from oma_builder.films.files import stock
    from oma_builder.guide.editions import link_editions
    from oma_builder.guide.rights import SOON, Shelf, standings

    corpus, problems = loader.load(content, jobs)
    places = tuple(f"{content.name}/{kind.name}/" for kind in (FILMS, EDITIONS))
    problems = tuple(problem for problem in problems if problem.path.startswith(places))
    print_problems(problems)
    servers = corpus.site.entry.films if corpus.site else None
    shelf = Shelf(
        files=frozenset(stock(content.parent / FILMS_FOLDER)),
        store=(servers.depot or "").rstrip("/") + "/" if servers and servers.depot else "",
        captions={
            file.stem: f"{content.name}/{FILMS.name}/{file.name}" for file in content.glob(f"{FILMS.name}/*.vtt")
        },
        cache=_CACHE,
    )
    films = {name for kind, name in corpus.known if kind == FILMS.name}
    listed = standings(corpus.of(FILMS), link_editions(corpus.of(EDITIONS)), shelf, today, films)
    if style == "json":
        click.echo(json.dumps([asdict(one) for one in listed], ensure_ascii=False, indent=1, default=str))
    else:
        _tell(listed, len(corpus.of(FILMS)), today, SOON, all_read=not has_errors(problems))
    sys.exit(ExitCode.CONTENT if has_errors(problems) else ExitCode.FINE)


def _tell(standings: "tuple[Standing, ...]", films: int, today: datetime.date, soon: int, *, all_read: bool) -> None:
    for one in standings:
        until = one.until or today
        days = f"dans {plural((until - today).days, 'jour')}" if until > today else "ce soir"
        state = _TOLD[one.state].format(until=until, days=days)
        where = "" if one.state == "sans-fiche" else f" (films/{one.film}.yaml)"
        click.echo(f"« {one.title} »{where}\n  {_named(one.reference)}{state}")
        if one.state not in ("bientot", "hors-papier"):
            click.echo("  le film n’est montré ni en ligne, ni hors ligne, ni dans les prochains PDF")
        if one.places:
            click.echo(f"  à effacer là où il est encore : {', '.join(one.places)}")
        if one.papers:
            click.echo(f"  encore sur le papier : {', '.join(one.papers)}")
        if one.copies:
            click.echo(
                f"  copies peut-être remises, à faire détruire : {', '.join(_COPIES[medium] for medium in one.copies)}"
            )
    if not all_read:
        click.echo("Les fiches en erreur ne sont pas comptées : corrigez-les, puis recommencez.")
    elif not standings:
        click.echo(f"Rien à faire : aucune autorisation ne prend fin dans les {soon} jours.")
    click.echo(f"{plural(films, 'film')}, {plural(len(standings), 'autorisation')} à suivre.")


def _named(reference: str) -> str:
    return f"autorisation « {reference} » : " if reference else ""
