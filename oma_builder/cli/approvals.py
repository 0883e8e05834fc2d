"""The commands about the agreement of both parties: `approve` and `status`."""

import datetime
import json
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oma_builder.cli.options import folder, jobs_option, today_option
from oma_builder.content.parties import PARTIES
from oma_builder.problems import BuildError, ExitCode, plural

if TYPE_CHECKING:  # commands import their work late
    from oma_builder.content.loader import Corpus
    from oma_builder.stewardship.approving import Subject
    from oma_builder.stewardship.differences import Difference


def _function(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from pydantic import TypeAdapter, ValidationError

    from oma_builder.content.kinds.validation import Function

    if value is None:
        return None
    try:
        return TypeAdapter(Function).validate_python(value)
    except ValidationError as error:
        (fault, *_) = error.errors()
        hint = fault.get("ctx", {}).get("hint", "donnez la fonction en une ligne, de 100 signes au plus")
        raise click.BadParameter(
            f"{fault['msg']} : {hint}." if "hint" in fault.get("ctx", {}) else f"{hint}."
        ) from error


@click.command(options_metavar="[OPTIONS]")
@click.argument("noms", nargs=-1, metavar="[FICHES]...")
@click.option("--secteur", "sector", default="", metavar="NOM", help="Aussi le secteur de ce nom, et tous ses métiers.")
@click.option("--party", type=click.Choice([*PARTIES]), required=True, help="La partie qui donne son accord.")
@click.option(
    "--by",
    "function",
    metavar="FONCTION",
    callback=_function,
    help="La fonction de qui le donne : « déléguée régionale » ; jamais le nom d’une personne.",
)
@click.option(
    "--diff", "shows", is_flag=True, help="Montre ce qui a changé depuis l’accord de cette partie ; n’écrit rien."
)
@click.option("--oui", "is_sure", is_flag=True, help="Enregistre sans demander confirmation.")
@folder("--content")
@today_option
@jobs_option
def approve(
    noms: tuple[str, ...],
    sector: str,
    party: str,
    function: str | None,
    shows: bool,
    is_sure: bool,
    content: Path,
    today: datetime.date,
    jobs: int,
) -> None:
    """Enregistre l’accord d’une partie sur des fiches.

    FICHES se disent par leur dossier et leur nom, metiers/soudeur, ou toutes à la fois : "metiers/*". L’accord vaut pour ce
    que la fiche dit aujourd’hui ; un mot changé, et elle est à revalider.
    """
    from oma_builder.content import loader
    from oma_builder.stewardship import approving

    if not noms and not sector:
        raise click.UsageError('Dites quelles fiches : metiers/soudeur, "metiers/*", ou --secteur bois.')
    corpus, _ = loader.load(content, jobs)
    found = approving.chosen(corpus, noms, sector)
    if found.left_out:
        click.echo(f"Laissées de côté, avec des erreurs ou pas finies : {', '.join(found.left_out)}.")
    if shows:
        _show_changes(found.subjects, party)
        return
    if function is None:
        raise click.UsageError("Dites par quelle fonction l’accord est donné : --by « déléguée régionale ».")
    wanted = tuple(subject for subject in found.subjects if subject.state(party) != "approuve")
    _summarize(found.subjects, party)
    if wanted and _is_confirmed(len(wanted), party, is_sure=is_sure):
        _record(wanted, party, function, content, today)


def _show_changes(chosen: "tuple[Subject, ...]", party: str) -> None:
    of_party = PARTIES[party].genitive
    for subject in chosen:
        if subject.state(party) == "attendu":
            click.echo(f"{subject.name} : pas encore d’accord {of_party}.")
        elif not (changes := subject.changes(party)):
            click.echo(f"{subject.name} : rien n’a changé depuis l’accord {of_party}.")
        else:
            click.echo(f"{subject.name} : changée depuis l’accord {of_party}.")
            _tell(changes)


def _tell(changes: "Iterable[Difference]") -> None:
    for field, of_field in groupby(changes, lambda change: change.field):
        click.echo(f"  {field}")
        for change in of_field:
            click.echo(f"    {change.change} : {change.words}")


_SUMMARY = {"attendu": "à approuver", "a-revalider": "à revalider", "approuve": "déjà d’accord, rien à faire"}


def _summarize(chosen: "tuple[Subject, ...]", party: str) -> None:
    """Say, before anything is recorded, what it would be about."""
    for subject in chosen:
        click.echo(f"{subject.name} : {_SUMMARY[subject.state(party)]}")
        _tell(subject.changes(party))
    counts = Counter(_SUMMARY[subject.state(party)] for subject in chosen)
    told = ", ".join(f"{count} {words}" for words, count in sorted(counts.items()))
    click.echo(f"Accord {PARTIES[party].genitive} sur {plural(len(chosen), 'fiche')} : {told}.")


def _is_confirmed(count: int, party: str, *, is_sure: bool) -> bool:
    """Ask before many are recorded at once; whoever reads no question must have answered it beforehand."""
    if is_sure or count == 1:
        return True
    if not sys.stdin.isatty():
        hint = "relisez la liste ci-dessus, puis relancez avec --oui"
        raise BuildError(
            f"{plural(count, 'accord')} à enregistrer : rien n’est écrit sans confirmation", hint, ExitCode.USAGE
        )
    question = f"Enregistrer l’accord {PARTIES[party].genitive} sur {plural(count, 'fiche')} ?"
    return click.confirm(question, default=False)


def _record(wanted: "tuple[Subject, ...]", party: str, function: str, content: Path, today: datetime.date) -> None:
    from oma_builder.publish.output import write_one
    from oma_builder.stewardship import approving

    for subject in wanted:
        text = approving.as_text(subject, party, function, today)
        file = content / approving.route(subject, party)
        write_one(file, text.encode())
        click.echo(f"{content.name}/{approving.route(subject, party)}")
    click.echo(
        f"{plural(len(wanted), 'accord enregistré')}. Proposez ces fichiers avec Git : ils valent pour ces fiches telles qu’elles sont."
    )


@click.command(options_metavar="[OPTIONS]")
@folder("--content")
@today_option
@jobs_option
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="Forme du tableau : text ou json."
)
def status(content: Path, today: datetime.date, jobs: int, style: str) -> None:
    """Dit où en est l’accord des deux parties sur chaque fiche."""
    from oma_builder.content import loader
    from oma_builder.guide.approvals import link_approvals
    from oma_builder.guide.publication import withheld
    from oma_builder.stewardship import status as standing

    corpus, _ = loader.load(content, jobs)
    approvals = link_approvals(corpus)
    listed = standing.rows(approvals, withheld(corpus, today), today)
    if style == "json":
        click.echo(json.dumps(standing.as_data(listed), ensure_ascii=False, indent=1))
    elif listed:
        click.echo(standing.as_table(listed))
        if unread := _unread(corpus):
            click.echo(f"{plural(unread, 'fiche')} en erreur, pas comptées : python build.py check")
    elif unread := _unread(corpus):
        click.echo(f"{plural(unread, 'fiche')} en erreur, et aucune autre : python build.py check")
    else:
        click.echo(
            "Aucun dossier ne demande l’accord des deux parties : dites lesquels dans site.yaml, comme « validations: [metiers] »."
        )


def _unread(corpus: "Corpus") -> int:
    """Count the documents that need an agreement and are too wrong to be looked at."""
    from oma_builder.guide.approvals import to_approve

    kinds = {kind.name for kind in to_approve(corpus)}
    read = {(name, document.id) for name in kinds for document in corpus.documents[name]}
    return sum(place[0] in kinds for place in corpus.known - read - corpus.unfinished)
