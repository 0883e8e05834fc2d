"""What a build has left to be put online: looked at whole before any of it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from oma_builder.guide import routes
from oma_builder.problems import BuildError, ExitCode
from oma_builder.publish import manifest, output
from oma_builder.publish.deployment import File, file_of
from oma_builder.publish.manifest import Manifest
from oma_builder.web.headers import is_for_servers

_AGAIN = "construisez-le avec : python build.py build --release"


@dataclass(frozen=True, slots=True)
class Built:
    """The output of a build: what it made, which of it is for readers, and what somebody added."""

    folder: Path
    made: Manifest
    files: Mapping[str, File]
    foreign: tuple[str, ...]


def whole(folder: Path) -> Built:
    """Return an output of which every file is as its build made it, or raise a `BuildError` that says what is wrong with it."""
    made = manifest.read(folder)
    if routes.HOME not in made.files:
        raise BuildError(f"il n’y a pas de site à mettre en ligne dans {folder}", _AGAIN, ExitCode.USAGE)
    octets = {route: _octets(folder / route, seal) for route, seal in made.files.items()}
    files = {
        route: file_of(route, seal, octets[route]) for route, seal in made.files.items() if not is_for_servers(route)
    }
    return Built(folder, made, files, tuple(output.foreign(folder, made.files)))


def _octets(place: Path, seal: str) -> int:
    """Return how many bytes a file holds that still has its SHA-256."""
    try:
        with place.open("rb") as stream:
            found = file_digest(stream, "sha256").hexdigest()
            octets = stream.tell()
    except FileNotFoundError as error:
        raise _spoilt(f"il manque {place}, que la construction avait fait") from error
    except OSError as error:
        raise BuildError(f"lecture impossible de {place} : {error.strerror}", "vérifiez vos droits") from error
    if found != seal:
        raise _spoilt(f"le fichier {place} n’est plus celui que la construction a fait")
    return octets


def _spoilt(message: str) -> BuildError:
    hint = f"ce dossier ne se modifie pas à la main ; {_AGAIN}"
    return BuildError(f"{message} : rien n’a été envoyé", hint, ExitCode.USAGE)
