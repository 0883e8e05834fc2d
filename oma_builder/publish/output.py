"""Artifacts → one directory, staged beside its target and swapped in whole.

What an earlier build made and this one does not is removed; files nobody here made are kept; a folder
that no build made is refused. A crash at any moment leaves the old or the new site.
"""

import json
import os
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from oma_builder.artifact import Artifact, Publishable, StagedArtifact
from oma_builder.parallel import fan_out
from oma_builder.problems import BuildError, Checked, ExitCode, Problem
from oma_builder.project import Written
from oma_builder.publish import disk
from oma_builder.publish.target import MANIFEST, disk_error, resolved
from oma_builder.stamps import stamps

_AT_ONCE = 400
"""Files that are written in one go: a process of its own for fewer costs more than it saves."""


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


def write(artifacts: tuple[Publishable, ...], target: Path, jobs: int = 1) -> Written:
    """Make `target` hold exactly the artifacts, beside foreign files added later, by so many processes. Raises `BuildError`."""
    target = resolved(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _lock(target):
            _recover(target)
            before = _manifest(target)
            unchanged = {item.route for item in artifacts if _is_same(target, item, before.get(item.route, ""))}
            planned = {artifact.route for artifact in artifacts}
            removed = sorted(before.keys() - planned)
            made = [(item.route, item.origin) for item in artifacts if item.route not in unchanged]
            result = Written(len(made), len(unchanged), len(removed), (*made, *((route, "") for route in removed)))
            if result.written or before.keys() != planned or not target.exists():
                _replace(artifacts, unchanged, target, before, jobs)
            return result
    except OSError as error:
        raise disk_error(error, target) from error


def revise(changed: Mapping[str, bytes], target: Path, jobs: int = 1) -> Written:
    """Give some files of an earlier build other bytes, all at once, and leave the others as they are. Raises `BuildError`."""
    target = resolved(target)
    try:
        with _lock(target):
            _recover(target)
            before = _manifest(target)
            if missing := changed.keys() - before.keys():
                raise AssertionError(f"no build made {', '.join(sorted(missing))}")
            if len(changed) == 1:  # no reader can meet half of it
                _renew(*next(iter(changed.items())), target, before)
                return Written(1, len(before) - 1, 0, _named(changed))
            kept = {route for route in before if route not in changed}
            files = (
                StagedArtifact(route, target / route, seal) if route in kept else Artifact(route, changed[route])
                for route, seal in before.items()
            )
            _replace(tuple(files), kept, target, before, jobs)
            return Written(len(changed), len(kept), 0, _named(changed))
    except OSError as error:
        raise disk_error(error, target) from error


def _named(changed: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((route, "") for route in changed)


def _renew(route: str, content: bytes, target: Path, before: Mapping[str, str]) -> None:
    write_one(target / route, content)
    write_one(target / MANIFEST, _listed({**before, route: sha256(content).hexdigest()}))


def _listed(files: Mapping[str, str]) -> bytes:
    return json.dumps({"made_by": "oma-builder", "files": files}, indent=1).encode()


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
        raise disk_error(error, file.parent) from error


def remove(target: Path) -> bool:
    """Remove an earlier build, foreign files excepted; say whether there was one. Raises `BuildError`."""
    target = resolved(target)
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
        raise disk_error(error, target) from error
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


def _replace(
    artifacts: tuple[Publishable, ...], unchanged: set[str], target: Path, before: dict[str, str], jobs: int
) -> None:
    new, old = _beside(target, "new"), _beside(target, "old")
    try:
        _stage(artifacts, unchanged, target, new, before, jobs)
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


def made_in(target: Path) -> frozenset[str]:
    """Return the files that builds made in a folder. Raises `BuildError` when the list of them cannot be read."""
    return frozenset(_manifest(target))


def _is_same(target: Path, artifact: Publishable, recorded: str) -> bool:
    try:
        return artifact.is_at(target / artifact.route, recorded)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _stage(
    artifacts: tuple[Publishable, ...],
    unchanged: set[str],
    target: Path,
    new: Path,
    before: dict[str, str],
    jobs: int,
) -> None:
    new.mkdir()
    for folder in sorted({artifact.route.rpartition("/")[0] for artifact in artifacts}):
        (new / folder).mkdir(parents=True, exist_ok=True)
    for _ in fan_out(partial(_put, unchanged, target, new), artifacts, jobs, batch=_AT_ONCE):
        pass
    for route in _foreign(target, before, {artifact.route for artifact in artifacts}):
        (new / route).parent.mkdir(parents=True, exist_ok=True)
        disk.keep(target / route, new / route)
    (new / MANIFEST).write_bytes(_listed({artifact.route: artifact.seal for artifact in artifacts}))


def _put(unchanged: set[str], target: Path, new: Path, artifact: Publishable) -> None:
    if artifact.route in unchanged:
        disk.keep(target / artifact.route, new / artifact.route)
    else:
        artifact.put(new / artifact.route)


def _foreign(target: Path, before: dict[str, str], planned: set[str]) -> Iterator[str]:
    """Yield files that someone put into the folder after an earlier build."""
    for route in sorted(stamps(target)):
        is_folder = route.endswith("/")
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
