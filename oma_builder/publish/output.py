"""Artifacts → one directory, staged beside its target and swapped in whole.

What an earlier build made and this one does not is removed; files nobody here made are kept; a folder
that no build made is refused. A crash at any moment leaves the old or the new site.
"""

import os
import shutil
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath

from oma_builder.artifact import Artifact, Publishable, StagedArtifact
from oma_builder.parallel import fan_out
from oma_builder.problems import BuildError, Checked, Problem
from oma_builder.project import Written
from oma_builder.publish import disk, manifest
from oma_builder.publish.lock import alone
from oma_builder.publish.manifest import Manifest
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


def write(artifacts: tuple[Publishable, ...], target: Path, jobs: int = 1, *, for_release: bool = False) -> Written:
    """Make `target` hold exactly the artifacts, beside foreign files added later, by so many processes.

    What it holds is put on record, and whether that is for release. Raises `BuildError`.
    """
    target = resolved(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with held(target):
            _recover(target)
            known = manifest.read(target)
            before = known.files
            unchanged = {item.route for item in artifacts if _is_same(target, item, before.get(item.route, ""))}
            planned = {artifact.route for artifact in artifacts}
            removed = sorted(before.keys() - planned)
            made = [(item.route, item.origin) for item in artifacts if item.route not in unchanged]
            result = Written(len(made), len(unchanged), len(removed), (*made, *((route, "") for route in removed)))
            is_known = before.keys() == planned and known.for_release == for_release
            if result.written or not is_known or not target.exists():
                _replace(artifacts, unchanged, target, Manifest(before, for_release), jobs)
            return result
    except OSError as error:
        raise disk_error(error, target) from error


def revise(changed: Mapping[str, bytes], target: Path, jobs: int = 1) -> Written:
    """Give some files of an earlier build other bytes, all at once, and leave the others as they are. Raises `BuildError`."""
    target = resolved(target)
    try:
        with held(target):
            _recover(target)
            known = manifest.read(target)
            before = known.files
            if missing := changed.keys() - before.keys():
                raise AssertionError(f"no build made {', '.join(sorted(missing))}")
            if len(changed) == 1:  # no reader can meet half of it
                _renew(*next(iter(changed.items())), target, known)
                return Written(1, len(before) - 1, 0, _named(changed))
            kept = {route for route in before if route not in changed}
            files = (
                StagedArtifact(route, target / route, seal) if route in kept else Artifact(route, changed[route])
                for route, seal in before.items()
            )
            _replace(tuple(files), kept, target, known, jobs)
            return Written(len(changed), len(kept), 0, _named(changed))
    except OSError as error:
        raise disk_error(error, target) from error


def _named(changed: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((route, "") for route in changed)


def _renew(route: str, content: bytes, target: Path, known: Manifest) -> None:
    write_one(target / route, content)
    files = {**known.files, route: sha256(content).hexdigest()}
    write_one(target / MANIFEST, manifest.dumped(replace(known, files=files)))


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
        with held(target):
            for route in (*manifest.read(target).files, MANIFEST):
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
def held(target: Path) -> Iterator[None]:
    """Let one command at a time write an output, or send it. Raises `BuildError` when another does."""

    def busy(pid: str) -> BuildError:
        message = f"une autre construction, ou une mise en ligne, utilise déjà {target} (processus {pid})"
        return BuildError(message, "attendez qu’elle finisse, puis relancez")

    with alone(_beside(target, "lock"), _beside(target, "pid"), busy):
        yield


def _replace(artifacts: tuple[Publishable, ...], unchanged: set[str], target: Path, known: Manifest, jobs: int) -> None:
    """Stage and swap; `known` are the files of the earlier build, and whether what is now made is for release."""
    new, old = _beside(target, "new"), _beside(target, "old")
    try:
        _stage(artifacts, unchanged, target, new, known, jobs)
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


def made_in(target: Path) -> frozenset[str]:
    """Return the files that builds made in a folder. Raises `BuildError` when the list of them cannot be read."""
    return frozenset(manifest.read(target).files)


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
    known: Manifest,
    jobs: int,
) -> None:
    new.mkdir()
    for _ in fan_out(partial(_put, unchanged, target, new), artifacts, jobs, batch=_AT_ONCE):
        pass
    for route in foreign(target, {*known.files, *(artifact.route for artifact in artifacts)}):
        (new / route).parent.mkdir(parents=True, exist_ok=True)
        disk.keep(target / route, new / route)
    made = Manifest({artifact.route: artifact.seal for artifact in artifacts}, known.for_release)
    (new / MANIFEST).write_bytes(manifest.dumped(made))


def _put(unchanged: set[str], target: Path, new: Path, artifact: Publishable) -> None:
    """Put a file into its folder, which whoever has the first file of it makes: half of them are folders of a single one."""
    place = new / artifact.route
    put = partial(disk.keep, target / artifact.route) if artifact.route in unchanged else artifact.put
    try:
        put(place)
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
        put(place)


def foreign(target: Path, made: Collection[str]) -> Iterator[str]:
    """Yield the files of an output that no build has `made`: somebody put them there."""
    for route in sorted(stamps(target)):
        if not route.endswith("/") and route not in made and route != MANIFEST:
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
