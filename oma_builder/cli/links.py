"""The command that asks external addresses whether they still answer."""

import datetime
import sys
from pathlib import Path

import click

from oma_builder.cli.options import ROOT, folder, jobs_option, print_problems, today_option
from oma_builder.problems import ExitCode, as_json, has_errors


@click.command(options_metavar="[OPTIONS]")
@folder("--content")
@today_option
@jobs_option
@click.option(
    "--age",
    type=click.IntRange(0, 365),
    metavar="JOURS",
    default=7,
    show_default=True,
    help="Ne redemande pas une adresse qui était bonne il y a moins de jours que cela ; 0 redemande tout.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Forme du rapport : text (pour lire) ou json (pour les robots).",
)
def links(content: Path, today: datetime.date, jobs: int, age: int, style: str) -> None:
    """Demande à chaque adresse extérieure du contenu si elle répond encore.

    Passe par internet, poliment : deux demandes à la fois par site, et une pause. Une construction ne le fait jamais.
    Une adresse n’est morte que si son serveur le dit (réponses 404 et 410) ; le reste est à regarder à la main.
    """
    from oma_builder.content import loader
    from oma_builder.progress import watching
    from oma_builder.project import Project
    from oma_builder.stewardship import links as linking
    from oma_builder.stewardship.visits import Manners, remember, remembered, visit

    corpus, faults = loader.load(content, jobs)
    places = linking.external(corpus)
    cache = Project(ROOT, content, ROOT / "public", today).cache
    known = remembered(places, cache, today, age)
    with watching() as notify:
        notify("adresses", 0, 0)
        asked = visit(
            (address for address in places if address not in known),
            Manners(),
            tick=lambda done, total: notify("adresses", done, total),
        )
    remember(asked, cache, today)
    answers = known | asked
    problems = linking.problems_of(places, answers)
    if style == "json":
        click.echo(as_json(problems))
    else:
        print_problems(problems)
        if has_errors(faults):
            click.echo("Des fiches en erreur n’ont pas été lues : lancez « check », corrigez, puis recommencez.")
        click.echo(linking.summary(answers))
    sys.exit(ExitCode.CONTENT if has_errors(problems) else ExitCode.FINE)
