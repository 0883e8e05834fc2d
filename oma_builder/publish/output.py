"""Artifacts → one directory, staged beside its target and swapped in whole.

What an earlier build made and this one does not is removed; files nobody here made are kept; a folder
that no build made is refused. A crash at any moment leaves the old or the new site.
"""

import errno
import json
import os
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from oma_builder.artifact import Publishable
from oma_builder.problems import MACHINE_FAULTS, BuildError, Checked, ExitCode, Problem
from oma_builder.project import Written
from oma_builder.publish import disk

MANIFEST = ".oma-manifest.json"
_LEFT_BY_SYSTEMS = frozenset({"Thumbs.db", "desktop.ini"})


def plan(artifacts: Iterable[Publishable]) -> Checked[tuple[Publishable, ...]]:
    """Sort the artifacts and report any two that would land on one path, on any disk."""
    ordered = tuple(sorted(artifacts, key=lambda artifact: artifact.route))
    taken: dict[str, Publishable] = {}
    problems = []
    for artifact in ordered:
        first = taken.setdefault(_fold(artifact.route), artifact)
        if first is not artifact:
            problems.append(_collision(artifact, first))
    problems += [
        _collision(artifact, blocker)
        for artifact in ordered
        for folder in PurePosixPath(_fold(artifact.route)).parents
        if (blocker := taken.get(str(folder)))
    ]
    return Checked(ordered, tuple(problems))


def _fold(route: str) -> str:
    return unicodedata.normalize("NFC", route).casefold()


def _collision(artifact: Publishable, first: Publishable) -> Problem:
    blamed, other = (artifact, first) if artifact.origin else (first, artifact)
    owner = f"celle de {other.origin}" if other.origin else "déjà prise par une page du guide"
    message = f"son adresse, « {blamed.route} », est {owner}"
    return Problem(
        blamed.origin or blamed.route, 0, "chemins-en-collision", message, "donnez un autre nom à ce fichier"
    )


def check_target(target: Path, content: Path) -> None:
    """Refuse an output folder that is not ours to replace. Raises `BuildError`."""
    try:
        resolved = _resolved(target)
        _check_place(resolved, content.resolve())
        if resolved.exists() and not (resolved / MANIFEST).is_file() and any(resolved.iterdir()):
            raise _refused(resolved, "il contient des fichiers que ce programme n’a pas écrits")
    except OSError as error:
        raise _disk_error(error, target) from error


def check_prints(target: Path, content: Path) -> None:
    """Refuse a folder for what is printed apart, that holds anything but PDF files. Raises `BuildError`.

    Nor may it be that of a site: what goes to paper may name films that must not be online.
    """
    try:
        resolved = _resolved(target)
        _check_place(resolved, content.resolve())
        if any((place / MANIFEST).is_file() for place in (resolved, *resolved.parents)):
            raise _refused(resolved, "c’est le site, et ces PDF sont faits pour le papier")
        if resolved.exists() and any(map(_is_no_print, resolved.rglob("*"))):
            raise _refused(resolved, "il contient autre chose que des PDF")
    except OSError as error:
        raise _disk_error(error, target) from error


def _is_no_print(path: Path) -> bool:
    ignored = path.name.startswith(".") or path.name in _LEFT_BY_SYSTEMS
    return not (ignored or path.suffix == ".pdf" or path.is_dir())


def _resolved(target: Path) -> Path:
    try:
        return target.resolve()
    except RuntimeError as error:  # what Python 3.11 and 3.12 make of links that lead in a circle
        raise _refused(target, "c’est un lien qui tourne en rond") from error


def _check_place(target: Path, content: Path) -> None:
    if target == Path(target.anchor) or target == Path.home() or content.is_relative_to(target):
        raise _refused(target, "il contient bien plus que ce qui serait écrit")
    if target.is_relative_to(content):
        raise _refused(target, "il est à l’intérieur du contenu")
    if not target.exists():
        return
    if not target.is_dir():
        raise _refused(target, "ce n’est pas un dossier")
    if (target / ".git").exists() or (target / "pyproject.toml").exists():
        raise _refused(target, "c’est la racine d’un projet")


def _refused(target: Path, why: str) -> BuildError:
    return BuildError(
        f"le dossier {target} est refusé : {why}", "donnez un dossier vide ou nouveau avec --output", ExitCode.USAGE
    )


def write(artifacts: tuple[Publishable, ...], target: Path) -> Written:
    """Make `target` hold exactly the artifacts, beside foreign files added later. Raises `BuildError`."""
    target = _resolved(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _lock(target):
            _recover(target)
            before = _manifest(target)
            unchanged = {item.route for item in artifacts if _is_same(target, item, before.get(item.route, ""))}
            planned = {artifact.route for artifact in artifacts}
            result = Written(len(artifacts) - len(unchanged), len(unchanged), len(before.keys() - planned))
            if result.written or before.keys() != planned or not target.exists():
                _replace(artifacts, unchanged, target, before)
            return result
    except OSError as error:
        raise _disk_error(error, target) from error


def write_one(file: Path, content: bytes) -> None:
    """Put one file in the place of an older one, whole or not at all. Raises `BuildError`."""
    new = file.with_name(f".{file.name}.oma-new")  # what a crash leaves behind begins with a point: nobody reads it
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(content)
        disk.flush(file.parent, [new])
        os.replace(new, file)
    except OSError as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise _disk_error(error, file.parent) from error


def remove(target: Path) -> bool:
    """Remove an earlier build, foreign files excepted; say whether there was one. Raises `BuildError`."""
    target = _resolved(target)
    if not (target / MANIFEST).is_file():
        return False
    try:
        with _lock(target):
            for route in (*_manifest(target), MANIFEST):
                file = target / route
                # A manifest is a file that anyone may have edited: nothing outside the folder is taken away.
                if file.parent.resolve().is_relative_to(target):
                    file.unlink(missing_ok=True)
            for folder in sorted((path for path in target.rglob("*") if path.is_dir()), reverse=True):
                with suppress(OSError):
                    folder.rmdir()
            with suppress(OSError):
                target.rmdir()
    except OSError as error:
        raise _disk_error(error, target) from error
    return True


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.oma-{what}")


@contextmanager
def _lock(target: Path) -> Iterator[None]:
    """Let one build at a time write; the system frees the lock of a process that died."""
    path = _beside(target, "lock")
    owner = _beside(target, "pid")
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        pid = "inconnu"
        with suppress(OSError):  # the other build may end, and take its number away, at this very moment
            pid = owner.read_text(encoding="ascii")
        message = f"une autre construction écrit déjà dans {target} (processus {pid})"
        raise BuildError(message, "attendez qu’elle finisse, puis relancez") from error
    try:
        owner.write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        # Taken away while it is still held: afterwards it may already be another build's lock.
        for file in (owner, path):
            with suppress(OSError):  # Windows deletes no open file: the lock stays there, empty and free
                file.unlink(missing_ok=True)
        lock.release()


def _replace(artifacts: tuple[Publishable, ...], unchanged: set[str], target: Path, before: dict[str, str]) -> None:
    new, old = _beside(target, "new"), _beside(target, "old")
    try:
        _stage(artifacts, unchanged, target, new, before)
        disk.flush(new, [new / MANIFEST, *(new / item.route for item in artifacts if item.route not in unchanged)])
        _swap(new, target, old)
    except BaseException:
        _recover(target)  # what is half written must not keep a full disk full
        raise


def _recover(target: Path) -> None:
    """Tidy up after a build that was cut: bring the old site back if it was between two names."""
    new, old = _beside(target, "new"), _beside(target, "old")
    if old.exists() and not target.exists():
        os.rename(old, target)
    for leftover in (new, old):
        if leftover.exists():
            shutil.rmtree(leftover)


def _manifest(target: Path) -> dict[str, str]:
    """Return what an earlier build made; nothing when there was none. Raises `BuildError` when it cannot be read.

    Without that list, pages that may no longer be shown could not be told from files that somebody added.
    """
    try:
        files = json.loads((target / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {str(route): str(seal) for route, seal in files.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"la liste {MANIFEST} du dossier {target} est abîmée"
        raise BuildError(message, "supprimez ce dossier, puis relancez la construction", ExitCode.USAGE) from error


def _is_same(target: Path, artifact: Publishable, recorded: str) -> bool:
    try:
        return artifact.is_at(target / artifact.route, recorded)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _stage(
    artifacts: tuple[Publishable, ...], unchanged: set[str], target: Path, new: Path, before: dict[str, str]
) -> None:
    new.mkdir()
    for folder in sorted({(new / artifact.route).parent for artifact in artifacts}):
        folder.mkdir(parents=True, exist_ok=True)
    for artifact in artifacts:
        if artifact.route in unchanged:
            disk.keep(target / artifact.route, new / artifact.route)
        else:
            artifact.put(new / artifact.route)
    for route in _foreign(target, before, {artifact.route for artifact in artifacts}):
        (new / route).parent.mkdir(parents=True, exist_ok=True)
        disk.keep(target / route, new / route)
    files = {artifact.route: artifact.seal for artifact in artifacts}
    (new / MANIFEST).write_text(json.dumps({"made_by": "oma-builder", "files": files}, indent=1), encoding="utf-8")


def _foreign(target: Path, before: dict[str, str], planned: set[str]) -> Iterator[str]:
    """Yield files that someone put into the folder after an earlier build."""
    for path in sorted(target.rglob("*")) if target.exists() else ():
        route = path.relative_to(target).as_posix()
        is_folder = path.is_dir() and not path.is_symlink()
        if not is_folder and route not in before and route not in planned and route != MANIFEST:
            yield route


def _swap(new: Path, target: Path, old: Path) -> None:
    if not target.exists():
        os.rename(new, target)
    elif disk.exchange(new, target):
        shutil.rmtree(new, ignore_errors=True)  # the new site is live: what cannot go now, the next build takes away
    else:
        os.rename(target, old)
        os.rename(new, target)
        shutil.rmtree(old, ignore_errors=True)


def _disk_error(error: OSError, target: Path) -> BuildError:
    hints = MACHINE_FAULTS | {
        errno.ENOSPC: ("le disque est plein", "libérez de la place, puis relancez : ce qui était là est intact"),
        errno.EROFS: ("le disque est en lecture seule", "choisissez un autre dossier avec --output"),
        errno.EBUSY: ("c’est la racine d’un disque", "donnez un dossier à l’intérieur avec --output"),
        errno.EXDEV: ("c’est la racine d’un disque", "donnez un dossier à l’intérieur avec --output"),
    }
    why, hint = hints.get(error.errno or 0, (str(error.strerror), "vérifiez le disque et vos droits, puis relancez"))
    return BuildError(f"écriture impossible dans {target} : {why}", hint)
