"""The command that looks at the machine: `doctor`. Without click, `build.py` starts `doctor.alone` in its place."""

import sys

import click

from oma_builder.cli.options import ROOT
from oma_builder.doctor.findings import FORMATS


@click.command(options_metavar="[OPTIONS]")
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    help="Forme du rapport : text (pour lire) ou json (pour les robots).",
)
def doctor(style: str) -> None:
    """Dit ce qui manque sur cet ordinateur, et comment l’avoir.

    Marche même quand des bibliothèques manquent. Ne demande rien au réseau et ne change rien.
    """
    from oma_builder.doctor.examination import report  # looks for libraries: a build has no need of it

    text, code = report(ROOT, style)
    click.echo(text)
    sys.exit(code)
