"""The commands that keep a checkout tidy: `schema` and `clean`."""

import shutil
from pathlib import Path

import click

from oma_builder.cli.options import ROOT, folder
from oma_builder.problems import plural


@click.command(options_metavar="[OPTIONS]")
def schema() -> None:
    """Met à jour les schémas pour VS Code et le mode d’emploi.

    À lancer après un changement du programme : ces fichiers disent ce qu’il attend des fiches.
    """
    from oma_builder.editor import upkeep

    total, changed = upkeep.update(ROOT)
    for name in changed:
        click.echo(name)
    click.echo(f"{plural(len(changed), 'fichier')} mis à jour, {total - len(changed)} déjà à jour.")


@click.command(options_metavar="[OPTIONS]")
@folder("--output")
def clean(output: Path) -> None:
    """Supprime le site construit et le cache ; ne touche à rien d’autre."""
    from oma_builder.publish.output import remove

    removed = remove(output)
    shutil.rmtree(ROOT / ".cache", ignore_errors=True)
    click.echo("Site et cache supprimés." if removed else "Cache supprimé ; aucun site construit ici.")
