"""A site in a plain folder of a server: each release has a folder of its own, and a link leads to the one that is online.

The link is switched in one step, so a reader gets the old site or the new one, and so does whoever comes after a crash.
"""

import errno
import filecmp
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from oma_builder.problems import BuildError, ExitCode, as_build_error
from oma_builder.progress import Notify
from oma_builder.publish import disk, guards, manifest
from oma_builder.publish.built import Built
from oma_builder.publish.deployment import Difference, File, Release, file_of, is_hashed
from oma_builder.publish.guards import Choices
from oma_builder.publish.lock import alone
from oma_builder.publish.output import foreign
from oma_builder.publish.target import MANIFEST, resolved
from oma_builder.web.headers import is_for_servers

RELEASES, ONLINE = "releases", "actuel"
KEPT = 5
"""How many releases stay, with the one that is online."""

_DISK_FAULTS = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EROFS, errno.EIO)


@dataclass(frozen=True, slots=True)
class FolderOrder:
    """Which folder, when and how."""

    place: Path
    now: datetime
    choices: Choices
    notify: Notify
    kept: int = KEPT


def deploy(built: Built, order: FolderOrder) -> Difference:
    """Make a release of what was built, and switch to it, or only say what that would be. Raises `BuildError`."""
    place, choices = _checked(order.place, built.folder), order.choices
    with _refusals(place), _alone(place, choices):
        online = _online(place)
        before = _release(online) if online else None
        guards.check_kind(before, built, choices)
        same = _same_bytes(online, built)
        found = _difference(before, built.files, same, choices)
        guards.check_loss(before, built, found.removed, choices)
        if not choices.only_tells:
            _sweep(place, online)
            if online is None or not _is_as_built(online, built, found, choices):
                _try_link(place)
                online = _staged(place, built, online, same, found.retained, order)
                _switch(place, online)
            _forget(place, online, 1 if choices.forgets else order.kept)
        return found


def go_back(order: FolderOrder) -> Difference:
    """Switch to the release before the one that is online, or only say what that would be. Raises `BuildError`."""
    place = resolved(order.place)
    if not place.is_dir():
        raise guards.no_way_back(str(place))
    with _refusals(place), _alone(place, order.choices):
        online = _online(place)
        older = [release for release in _releases(place) if online and release.name < online.name]
        if online is None or not older:
            raise guards.no_way_back(str(place))
        target, before = older[-1], _release(online)
        after = _release(target)
        if missing := [route for route in after.files if not (target / route).is_file()]:
            raise guards.lost(str(place), missing)
        same = {route for route, file in after.files.items() if file == before.files.get(route)}
        found = _difference(before, after.files, same, order.choices)
        if not order.choices.only_tells:
            _sweep(place, online)
            for route in found.retained:
                _carry(online, route, target)
            _switch(place, target)
            _take_away(online)  # it can be built again; kept, it would look like the newest
        return found


def _checked(place: Path, output: Path) -> Path:
    """Return the folder that holds, or may hold, releases and nothing that is not ours. Raises `BuildError`."""
    found, built = resolved(place), resolved(output)
    if found == built or found.is_relative_to(built) or built.is_relative_to(found):
        raise _refused(found, "le site construit et le dossier de mise en ligne doivent être à part l’un de l’autre")
    if found.exists() and not found.is_dir():
        raise _refused(found, "ce n’est pas un dossier")
    if found.is_dir() and not (found / RELEASES).is_dir() and any(found.iterdir()):
        raise _refused(found, "il contient des fichiers que « deploy » n’a pas mis")
    if (found / ONLINE).exists() and not (found / ONLINE).is_symlink():
        raise _refused(found, f"« {ONLINE} » y est un vrai dossier, et non le lien que « deploy » y met")
    return found


def _refused(place: Path, why: str) -> BuildError:
    return BuildError(f"le dossier {place} est refusé : {why}", "donnez un dossier vide ou nouveau", ExitCode.USAGE)


@contextmanager
def _refusals(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"écriture impossible dans {place} : {error.strerror}"
        hint = "vérifiez le disque et vos droits, puis relancez : ce qui est en ligne est intact"
        raise as_build_error(error) or BuildError(message, hint) from error


@contextmanager
def _alone(place: Path, choices: Choices) -> Iterator[None]:
    """Let one deployment at a time write; who only looks need not wait."""

    def busy(pid: str) -> BuildError:
        message = f"une autre mise en ligne est en cours dans {place} (processus {pid})"
        return BuildError(message, "attendez qu’elle finisse, puis relancez")

    if choices.only_tells:
        yield
        return
    place.mkdir(parents=True, exist_ok=True)
    with alone(place / ".oma-lock", place / ".oma-pid", busy):
        yield


def _online(place: Path) -> Path | None:
    """Return the release that readers get."""
    link = place / ONLINE
    release = place / RELEASES / link.readlink().name if link.is_symlink() else None
    return release if release and (release / MANIFEST).is_file() else None


def _releases(place: Path) -> list[Path]:
    """Return whole releases, the oldest first."""
    folder = place / RELEASES
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(release for release in found if not release.name.startswith(".") and (release / MANIFEST).is_file())


def _release(folder: Path) -> Release:
    made = manifest.read(folder)
    files = (
        file_of(route, seal, _octets(folder / route)) for route, seal in made.files.items() if not is_for_servers(route)
    )
    return Release(folder.name, {file.route: file for file in files}, made.for_release)


def _octets(file: Path) -> int:
    with suppress(FileNotFoundError):
        return file.stat().st_size
    return 0


def _same_bytes(online: Path | None, built: Built) -> set[str]:
    """Return the files that are online already: they are compared, since somebody may have changed one by hand."""
    return set(filecmp.cmpfiles(online, built.folder, built.made.files, shallow=False)[0]) if online else set()


def _difference(
    before: Release | None, after: Mapping[str, File], same: Collection[str], choices: Choices
) -> Difference:
    old = before.files if before else {}
    gone = sorted(old.keys() - after.keys())
    changed = [after[route] for route in sorted(after.keys() - same)]
    return Difference(
        tuple(file for file in changed if file.route not in old),
        tuple(file for file in changed if file.route in old),
        len(after) - len(changed),
        tuple(route for route in gone if choices.forgets or not is_hashed(route)),
        tuple(route for route in gone if not choices.forgets and is_hashed(route)),
    )


def _is_as_built(online: Path, built: Built, found: Difference, choices: Choices) -> bool:
    """Say whether nothing is to be done: settings for servers count as well, and old files where none may stay."""
    made = manifest.read(online)
    has_old = choices.forgets and any(map(is_hashed, foreign(online, made.files)))
    return made == built.made and not (found.sent or has_old)


def _staged(
    place: Path,
    built: Built,
    online: Path | None,
    same: Collection[str],
    retained: Iterable[str],
    order: FolderOrder,
) -> Path:
    """Make the folder of a release, whole before it has its name: what is online already shares its bytes on the disk."""
    final = place / RELEASES / guards.name_of(built, _moment(online, order.now))
    new = final.with_name(f".{final.name}.oma-new")
    new.mkdir(parents=True)
    try:
        _filled(new, built, online, same, retained, order)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)  # what is half copied must not keep a full disk full
        raise
    os.rename(new, final)
    return final


def _filled(
    new: Path,
    built: Built,
    online: Path | None,
    same: Collection[str],
    retained: Iterable[str],
    order: FolderOrder,
) -> None:
    copied = []
    order.notify("copie", 0, 0)
    for done, route in enumerate(built.made.files, 1):
        if online and route in same:
            _carry(online, route, new)
        else:
            copied.append(_folder_made(new / route))
            shutil.copyfile(built.folder / route, new / route)
        order.notify("copie", done, len(built.made.files))
    if online:
        for route in (*retained, *_added(online, built)):
            _carry(online, route, new)
    (new / MANIFEST).write_bytes(manifest.dumped(built.made))
    disk.flush(new, [new / MANIFEST, *copied])


def _added(online: Path, built: Built) -> Iterator[str]:
    """Yield what somebody put beside the pages that are online: it stays there, but for old assets of our own."""
    made = manifest.read(online).files.keys() | built.made.files.keys()
    return (route for route in foreign(online, made) if not is_hashed(route))


def _moment(online: Path | None, now: datetime) -> datetime:
    """Return the moment that a new release is named for: later than that of the last, whatever the clock says."""
    if online is None:
        return now
    last = datetime.strptime(online.name.partition("-")[0], guards.MOMENT).replace(tzinfo=UTC)
    return max(now, last + timedelta(seconds=1))


def _carry(release: Path, route: str, other: Path) -> None:
    """Give a file of one release to another, where it still is and is not yet."""
    if (release / route).is_file() and not (other / route).exists():
        disk.keep(release / route, _folder_made(other / route))


def _folder_made(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def _try_link(place: Path) -> None:
    """Make sure that a link can be switched here, before anything is copied. Raises `BuildError`."""
    probe = place / ".oma-probe"
    try:
        for target in "ab":
            _point(probe, target)
    except OSError as error:
        if error.errno in _DISK_FAULTS:
            raise
        message = (
            f"dans {place}, un lien ne peut pas être remplacé d’un seul geste : ce disque, ou Windows, ne le permet pas"
        )
        hint = "mettez en ligne dans un dossier d’un serveur Linux, ou sur s3://… ; sinon, faites copier public/ par l’hébergeur"
        raise BuildError(message, hint) from error
    finally:
        probe.unlink(missing_ok=True)


def _switch(place: Path, release: Path) -> None:
    _point(place / ONLINE, f"{RELEASES}/{release.name}")


def _point(link: Path, target: str) -> None:
    """Make a link lead elsewhere, in one step."""
    new = link.with_name(f".{link.name}.oma-new")
    new.unlink(missing_ok=True)
    os.symlink(target, new, target_is_directory=True)
    os.replace(new, link)


def _sweep(place: Path, online: Path | None) -> None:
    """Take away what was cut: releases that are not whole, and those that came after what is online."""
    folder = place / RELEASES
    for leftover in folder.glob(".*.oma-*"):
        shutil.rmtree(leftover)
    for release in _releases(place):
        if online and release.name > online.name:
            _take_away(release)


def _forget(place: Path, online: Path, kept: int) -> None:
    older = [release for release in _releases(place) if release.name < online.name]
    for release in older[: max(len(older) - kept + 1, 0)]:
        _take_away(release)


def _take_away(release: Path) -> None:
    """Remove a release that nobody reads; one that is half gone must not look like one to go back to."""
    old = release.with_name(f".{release.name}.oma-old")
    os.rename(release, old)
    shutil.rmtree(old, ignore_errors=True)
