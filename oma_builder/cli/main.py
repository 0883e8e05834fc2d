"""The group of all commands, in French whatever the machine's language."""

import gettext
import os
from functools import partial
from pathlib import Path

import click

from oma_builder.cli.approvals import approve, status
from oma_builder.cli.building import build, check
from oma_builder.cli.contacts import contacts
from oma_builder.cli.deploying import deploy
from oma_builder.cli.doctor import doctor
from oma_builder.cli.drafts import new, rome
from oma_builder.cli.films import film
from oma_builder.cli.imports import imports
from oma_builder.cli.links import links
from oma_builder.cli.options import ROOT
from oma_builder.cli.photos import photo
from oma_builder.cli.prepare import prepare
from oma_builder.cli.preview import serve, styleguide
from oma_builder.cli.printing import erratum, pdf, record
from oma_builder.cli.report import report
from oma_builder.cli.rights import rights
from oma_builder.cli.upkeep import clean, schema
from oma_builder.running import run


def main() -> None:
    """Run the command line and leave with the exit code of `problems.ExitCode`."""
    _speak_french()
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # we have none: looking for them costs a start its first third
    run(partial(cli.main, prog_name="python build.py", standalone_mode=False))


def _speak_french() -> None:
    """Make click speak French whatever the machine's language."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("click", Path(__file__).parent.parent / "locale")
    gettext.textdomain("click")


class _BuildByDefault(click.Group):
    """`python build.py --no-pdf` means `python build.py build --no-pdf`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ("-h", "--help", "--version")):
            args = ["build", *args]
        return super().parse_args(ctx, args)


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        import tomllib

        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        click.echo(f"{project['name']} {project['version']}")
        ctx.exit()


@click.group(
    cls=_BuildByDefault,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[OPTIONS]",
    subcommand_metavar="COMMANDE [OPTIONS]",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Affiche la version."
)
def cli() -> None:
    """Construit le site et le guide imprimé des métiers d’Occitanie.

    Sans commande, c’est « build ».
    """


film.add_command(prepare)
for command in (
    build,
    check,
    deploy,
    serve,
    new,
    rome,
    styleguide,
    pdf,
    record,
    erratum,
    report,
    rights,
    approve,
    status,
    film,
    photo,
    imports,
    contacts,
    links,
    doctor,
    schema,
    clean,
):
    cli.add_command(command)
