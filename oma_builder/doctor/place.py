"""Where the project lies: whole, not too deep, on a disk with room, in folders that may be written."""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

from oma_builder.doctor.findings import Finding, Shell, Weight
from oma_builder.problems import MACHINE_FAULTS

PARTS = ("assets", "content", "oma_builder", "pyproject.toml", "requirements.txt", "templates")
"""What must lie beside `build.py`."""
CONTENT, CACHE, OUTPUT = "content", ".cache", "public"

DEEPEST = 110
"""The most characters that a build's own paths take below the project's folder."""
_LONGEST = 259
"""The most characters of a path under Windows, unless long ones were switched on."""

_LEAST, _ENOUGH = 200_000_000, 1_000_000_000
"""Bytes: a site with its PDFs, beside the one before and the cache; and what lets one work at ease."""

_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "mon drive": "Google Drive",
    "my drive": "Google Drive",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
}
"""What folders are called that another program copies while we write."""
_REMOTE_DRIVE = 4  # as Windows numbers kinds of drives


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of the project; the parts of it that are absent."""

    path: PurePath
    absent: tuple[str, ...] = ()
    is_remote: bool = False
    allows_long: bool = False


def look(root: Path) -> Place:
    """Look at the folder of the project."""
    absent = tuple(name for name in PARTS if not (root / name).exists())
    return Place(root, absent, _is_remote(root), _allows_long())


def _is_remote(root: Path) -> bool:
    if sys.platform == "win32":
        return root.drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root.anchor) == _REMOTE_DRIVE
    return False


def _allows_long() -> bool:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:
                return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
        except OSError:
            return False
    return True


def examine_place(place: Place) -> tuple[Finding, ...]:
    """The project is whole, on this very machine, in a folder that nobody else writes into."""
    wrong = tuple(_wrong(place))
    return wrong or (Finding("dossier", Weight.FINE, f"Le dossier du projet est entier : {place.path}"),)


def _wrong(place: Place) -> Iterator[Finding]:
    is_windows = isinstance(place.path, PureWindowsPath)
    aside = r"C:\oma" if is_windows else "votre dossier personnel"
    if place.absent:
        message = f"Il manque une partie du projet à côté de build.py : {', '.join(place.absent)}"
        hint = (
            "s’il vient d’un ZIP, faites un clic droit dessus, « Extraire tout », et travaillez dans le dossier extrait"
        )
        yield Finding("dossier", Weight.FATAL, message, hint)
    elif any(part.casefold().endswith(".zip") for part in place.path.parts):
        message = "Le projet est encore dans son archive ZIP : ce que vous y écrivez se perdrait"
        hint = "faites un clic droit sur le ZIP, « Extraire tout », et travaillez dans le dossier extrait"
        yield Finding("dossier", Weight.CARE, message, hint)
    if is_windows and not place.allows_long and len(str(place.path)) + DEEPEST > _LONGEST:
        message = f"Le chemin du dossier est trop long pour Windows ({len(str(place.path))} caractères)"
        yield Finding("dossier", Weight.FATAL, message, f"déplacez le projet plus haut, par exemple dans {aside}")
    if synced := _synced(place.path):
        message = (
            f"Le projet est dans un dossier que {synced} recopie sans cesse : il ralentit, et peut gêner l’écriture"
        )
        yield Finding("dossier", Weight.CARE, message, f"déplacez-le ailleurs, par exemple dans {aside}")
    if place.is_remote:
        message = "Le projet est sur un lecteur réseau : tout y est plus lent, et l’aperçu voit moins vite vos enregistrements"
        yield Finding("dossier", Weight.CARE, message, f"copiez-le sur cet ordinateur, par exemple dans {aside}")


def _synced(path: PurePath) -> str:
    """Return what copies the folder: *OneDrive - MEDEF* is OneDrive."""
    names = (part.casefold().partition(" - ")[0].strip() for part in path.parts)
    return next((_SYNCED[name] for name in names if name in _SYNCED), "")


def room(root: Path) -> int:
    """Return how many bytes are free beside the site and beside the cache, where there are fewer."""
    return min(shutil.disk_usage(_nearest(root / name)).free for name in (OUTPUT, CACHE))


def examine_room(free: int, shell: Shell) -> Finding:
    """A build needs room for the site twice."""
    told = f"{free / 1_000_000_000:.1f} Go".replace(".", ",") if free >= _ENOUGH else f"{free // 1_000_000} Mo"
    if free >= _ENOUGH:
        return Finding("disque", Weight.FINE, f"Il reste {told} sur le disque")
    hint = f"libérez de la place ; {shell.build('clean')} supprime ce qui se refait"
    return Finding(
        "disque", Weight.CARE if free >= _LEAST else Weight.FATAL, f"Il ne reste que {told} sur le disque", hint
    )


def refusals(root: Path) -> tuple[tuple[str, int], ...]:
    """Try to write into each folder; return those that refuse, each with the number of the system's reason."""
    found = []
    for name in (CONTENT, CACHE, OUTPUT):
        try:
            with tempfile.TemporaryFile(dir=_nearest(root / name)):
                pass
        except OSError as error:
            found.append((name, error.errno or 0))
    return tuple(found)


def _nearest(folder: Path) -> Path:
    """Return a folder, or the nearest one above it that exists."""
    return next(place for place in (folder, *folder.parents) if os.path.lexists(place))


def examine_rights(refused: tuple[tuple[str, int], ...]) -> Finding:
    """What a build writes, and what editors write, can be written."""
    if not refused:
        return Finding("droits", Weight.FINE, f"On peut écrire dans {CONTENT}/, {CACHE}/ et {OUTPUT}/")
    names = ", ".join(f"{name}/" for name, _ in refused)
    why, hint = MACHINE_FAULTS.get(refused[0][1], ("le système refuse", "vérifiez vos droits sur ce dossier"))
    weight = Weight.CARE if {name for name, _ in refused} == {CONTENT} else Weight.FATAL
    return Finding("droits", weight, f"Impossible d’écrire dans {names} : {why}", hint)
