"""The command that puts online what a build has left: on S3, or in the folder of a server."""

import datetime
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oma_builder.cli.options import ROOT, folder
from oma_builder.problems import plural

if TYPE_CHECKING:  # commands import their work late
    from oma_builder.publish.built import Built
    from oma_builder.publish.deployment import Difference, File
    from oma_builder.publish.guards import Choices

_S3 = "s3://"
_SHOWN = 10


def _destination(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """Return the address of a bucket, or what may be a folder; a single letter before `:` is a disk of Windows."""
    if not value.strip():
        raise click.BadParameter("elle est vide : donnez s3://nom-du-bucket/dossier, ou un dossier.")
    scheme = re.match(r"([a-z0-9]{2,}):", value, re.IGNORECASE)
    if scheme and value[: len(_S3)].lower() != _S3:
        raise click.BadParameter(f"« {value} » n’est ni s3://nom-du-bucket/dossier, ni un dossier.")
    return value


@click.command(options_metavar="[OPTIONS]")
@click.argument("destination", metavar="s3://BUCKET/DOSSIER|DOSSIER", callback=_destination)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DOSSIER",
    default=ROOT / "public",
    help="Dossier du site construit.  [par défaut : public]",
)
@folder("--content")
@click.option("--dry-run", "only_tells", is_flag=True, help="Montre ce qui serait envoyé et retiré, sans rien faire.")
@click.option("--rollback", is_flag=True, help="Remet en ligne la version précédente.")
@click.option(
    "--essai", "is_trial", is_flag=True, help="Accepte un site construit sans --release, pour un site d’essai."
)
@click.option("--accepter-retraits", "may_lose", is_flag=True, help="Accepte que beaucoup de fichiers soient retirés.")
@click.option(
    "--adopter", "adopts", is_flag=True, help="Remplace les pages que quelqu’un a déjà mises à cette adresse autrement."
)
@click.option(
    "--sans-retour",
    "forgets",
    is_flag=True,
    help="Ne garde rien de ce qui était en ligne, quand une photo, un film ou une page doit disparaître tout de suite.",
)
@click.option("--endpoint-url", "endpoint", metavar="ADRESSE", help="Adresse d’un hébergeur S3 autre qu’Amazon.")
def deploy(
    destination: str,
    output: Path,
    content: Path,
    only_tells: bool,
    rollback: bool,
    is_trial: bool,
    may_lose: bool,
    adopts: bool,
    forgets: bool,
    endpoint: str | None,
) -> None:
    """Met en ligne le site construit.

    La destination est un bucket S3, ou un dossier que sert votre serveur : le site y est dans « actuel ». N’envoie que ce
    qui a changé, dans un ordre qui ne laisse jamais voir une page incomplète, même si la connexion se coupe.
    """
    from oma_builder.publish.guards import Choices

    if rollback and forgets:
        raise click.UsageError("--rollback et --sans-retour se contredisent : donnez l’un ou l’autre.")
    choices = Choices(only_tells, is_trial, may_lose, adopts, forgets)
    if rollback:
        found = _go_back(destination, endpoint, choices)
    else:
        found = _deploy(destination, output, content, endpoint, choices)
    for line in _told(found, destination, choices, is_return=rollback):
        click.echo(line)


def _deploy(destination: str, output: Path, content: Path, endpoint: str | None, choices: "Choices") -> "Difference":
    from oma_builder.progress import watching
    from oma_builder.publish import bucket, bucket_deployment, releases
    from oma_builder.publish.built import whole
    from oma_builder.publish.output import held
    from oma_builder.publish.target import resolved

    target = resolved(output)
    with held(target), watching() as notify:
        built = whole(target)
        for line in _remarks(built, output, content):
            click.echo(line)
        if not destination.lower().startswith(_S3):
            return releases.deploy(built, releases.FolderOrder(Path(destination), _now(), choices, notify))
        opened = bucket.opened(destination, endpoint)
        order = bucket_deployment.BucketOrder(opened, _now(), _lock(destination), choices, notify)
        return bucket_deployment.deploy(built, order)


def _go_back(destination: str, endpoint: str | None, choices: "Choices") -> "Difference":
    from oma_builder.progress import watching
    from oma_builder.publish import bucket, bucket_deployment, releases

    with watching() as notify:
        if not destination.lower().startswith(_S3):
            return releases.go_back(releases.FolderOrder(Path(destination), _now(), choices, notify))
        opened = bucket.opened(destination, endpoint)
        order = bucket_deployment.BucketOrder(opened, _now(), _lock(destination), choices, notify)
        return bucket_deployment.go_back(order)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _lock(destination: str) -> Path:
    """Return where this computer keeps what its deployments to one place share; of another computer's, a copy is worth nothing."""
    import platform

    from oma_builder.cache import digest

    return ROOT / ".cache" / "mise-en-ligne" / digest(destination.rstrip("/"), platform.node())[:16]


def _remarks(built: "Built", output: Path, content: Path) -> Iterator[str]:
    """Say what will not be online."""
    from oma_builder.incremental import journal
    from oma_builder.incremental.inputs import CONTENT, inputs
    from oma_builder.paris import today
    from oma_builder.project import Project

    if built.foreign:
        named = ", ".join(built.foreign[:_SHOWN]) + ("…" if len(built.foreign) > _SHOWN else "")
        yield f"Pas envoyé, car ajouté à la main dans {output.name}/ : {named}."
    project = Project(ROOT, content, output, today())
    record = journal.read(project)
    if record and any(path.startswith(f"{CONTENT}/") for path in inputs(project).differing(record.inputs)):
        yield f"Le contenu a été modifié depuis cette construction : {output.name}/ ne le montre pas encore."


def _told(found: "Difference", destination: str, choices: "Choices", *, is_return: bool) -> Iterator[str]:
    """Yield what was done, or would be."""
    if found.retained and not choices.only_tells:
        old = plural(len(found.retained), "ancien fichier")
        yield f"Gardés jusqu’au prochain changement, pour les pages que des lecteurs ont ouvertes : {old}."
    if not (found.sent or found.removed):
        yield f"Tout est déjà en ligne dans {destination} : {plural(found.unchanged, 'fichier')}."
        return
    done = (
        plural(len(found.new), "fichier ajouté"),
        plural(len(found.renewed), "renouvelé"),
        plural(found.unchanged, "inchangé"),
        plural(len(found.removed), "retiré"),
    )
    counts = f"{', '.join(done)} ; {_size(found.octets)}"
    if choices.only_tells:
        yield from _listed(found)
        yield f"Rien n’a été fait. Ce qui le serait dans {destination} : {counts}."
        return
    what = "Version précédente remise en ligne" if is_return else "En ligne"
    yield f"{what} dans {destination} : {counts}."


def _listed(found: "Difference") -> Iterator[str]:
    for title, files in (("À envoyer", found.new), ("À renouveler", found.renewed)):
        yield from _group(title, files)
    if found.removed:
        yield "À retirer :"
        yield from (f"  {route}" for route in found.removed)


def _group(title: str, files: "Iterable[File]") -> Iterator[str]:
    listed = tuple(files)
    if listed:
        yield f"{title} :"
        yield from (f"  {file.route} ({_size(file.octets)})" for file in listed)


def _size(octets: int) -> str:
    """Return `512 octets`, `5,2 ko` or `18,4 Mo`."""
    for unit, name in ((1_000_000, "Mo"), (1_000, "ko")):
        if octets >= unit:
            return f"{octets / unit:.1f}\u00a0{name}".replace(".", ",")
    return plural(octets, "octet")
