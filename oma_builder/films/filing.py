"""Where prepared films are kept: whole or not at all, and never in the place of a film that somebody put there."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path

from filelock import FileLock, Timeout

from oma_builder.problems import MACHINE_FAULTS, BuildError

_HINTS = {
    **MACHINE_FAULTS,
    errno.EISDIR: ("un dossier porte ce nom", "déplacez-le, puis relancez"),
    errno.ENOTDIR: ("un fichier porte le nom de ce dossier", "déplacez-le, puis relancez"),
    errno.EEXIST: ("un fichier porte le nom de ce dossier", "déplacez-le, puis relancez"),
}


def seal(file: Path) -> str:
    """Return the SHA-256 of a file, or an empty text when there is none that can be read."""
    try:
        with file.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Let one run at a time make a film; the system frees the lock of a process that died. Raises `BuildError`."""
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock, timeout=0):
            yield
    except Timeout as error:
        message = f"ce film est déjà en préparation ({lock.stem})"
        raise BuildError(message, "attendez que l’autre commande finisse, puis relancez") from error
    except OSError as error:
        raise refusal(error, lock) from error


def put(file: Path, content: bytes) -> None:
    """Put one file in the place of an older one, whole or not at all. Raises `BuildError`."""
    with in_place(file) as new:
        new.write_bytes(content)


@contextmanager
def in_place(file: Path) -> Iterator[Path]:
    """Give a path to write to, which takes the place of `file` at the end, whole. Raises `BuildError`.

    What a crash leaves behind begins with a point: nobody reads it, and the next run writes over it.
    """
    new = file.with_name(f".{file.name}.oma-new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        new.unlink(missing_ok=True)  # who wrote to an older one and still does writes to nothing
        new.touch()  # a disk that refuses says so before any work is done
        yield new
        with new.open("rb+") as written:
            os.fsync(written.fileno())
        os.replace(new, file)
    except OSError as error:
        raise refusal(error, file) from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def refusal(error: OSError, place: Path) -> BuildError:
    """Say in French why the disk refuses a file."""
    why, hint = _HINTS.get(error.errno or 0, (error.strerror or "erreur", "vérifiez le disque et vos droits"))
    return BuildError(f"écriture impossible de {place} : {why}", hint)
