"""The list of what a build made in a folder, which marks it as ours."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from oma_builder.problems import BuildError, ExitCode
from oma_builder.publish.target import MANIFEST


@dataclass(frozen=True, slots=True)
class Manifest:
    """The SHA-256 of every file by its route, and whether all of it was made for release."""

    files: Mapping[str, str] = field(default_factory=dict)
    for_release: bool = False


def dumped(manifest: Manifest) -> bytes:
    """Return the list as it is written into the folder."""
    told = {"made_by": "oma-builder", "for_release": manifest.for_release, "files": dict(manifest.files)}
    return json.dumps(told, indent=1).encode()


def read(folder: Path) -> Manifest:
    """Return what an earlier build made; nothing when there was none. Raises `BuildError` when it cannot be read.

    Without that list, pages that may no longer be shown could not be told from files that somebody added.
    """
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {str(route): str(seal) for route, seal in told["files"].items()}
        return Manifest(files, told.get("for_release") is True)  # older builds did not tell
    except FileNotFoundError:
        return Manifest()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"la liste {MANIFEST} du dossier {folder} est abîmée"
        raise BuildError(message, "supprimez ce dossier, puis relancez la construction", ExitCode.USAGE) from error
