"""Artifacts → files among others, each replaced in one step; nothing else in the folder is touched."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from oma_builder.artifact import Artifact
from oma_builder.publish.output import disk_error


def write_files(artifacts: Iterable[Artifact], folder: Path) -> tuple[Path, ...]:
    """Write the files; return their places. Raises `BuildError` when the disk refuses: what was there is then intact."""
    written = []
    for artifact in artifacts:
        place = folder / artifact.route
        try:
            _write(artifact.content, place)
        except OSError as error:
            raise disk_error(error, place) from error
        written.append(place)
    return tuple(written)


def _write(content: bytes, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".oma-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(temporary, 0o666 & ~_umask())  # a temporary file is its owner's alone
        os.replace(temporary, place)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
