"""Which folders may be written to, and what is said of a disk that refuses."""

import errno
from pathlib import Path

from oma_builder.problems import MACHINE_FAULTS, BuildError, ExitCode

MANIFEST = ".oma-manifest.json"
"""The list of what builds made in a folder, which marks it as ours."""

_SITE = "index.html"
"""What every site has, and no report."""

_LEFT_BY_SYSTEMS = frozenset({"Thumbs.db", "desktop.ini"})


def check_target(target: Path, content: Path) -> None:
    """Refuse an output folder that is not ours to replace. Raises `BuildError`."""
    try:
        folder = resolved(target)
        _check_place(folder, content.resolve())
        if folder.exists() and not (folder / MANIFEST).is_file() and any(folder.iterdir()):
            raise _refused(folder, "il contient des fichiers que ce programme n’a pas écrits")
    except OSError as error:
        raise disk_error(error, target) from error


def check_prints(target: Path, content: Path) -> None:
    """Refuse a folder for what is printed apart, that holds anything but PDF files. Raises `BuildError`.

    Nor may it be that of a site: what goes to paper may name films that must not be online.
    """
    try:
        folder = resolved(target)
        _check_place(folder, content.resolve())
        if any((place / MANIFEST).is_file() for place in (folder, *folder.parents)):
            raise _refused(folder, "c’est le site, et ces PDF sont faits pour le papier")
        if folder.exists() and any(map(_is_no_print, folder.rglob("*"))):
            raise _refused(folder, "il contient autre chose que des PDF")
    except OSError as error:
        raise disk_error(error, target) from error


def check_report(target: Path, content: Path) -> None:
    """Refuse a folder for a report that is not ours to replace, or that is the site's or within it. Raises `BuildError`."""
    check_target(target, content)
    folder = resolved(target)
    if any((place / MANIFEST).is_file() and (place / _SITE).is_file() for place in (folder, *folder.parents)):
        raise _refused(folder, "c’est le site, et le bilan prendrait sa place ou se publierait avec lui")


def _is_no_print(path: Path) -> bool:
    ignored = path.name.startswith(".") or path.name in _LEFT_BY_SYSTEMS
    return not (ignored or path.suffix == ".pdf" or path.is_dir())


def resolved(target: Path) -> Path:
    """Return the folder itself, by whatever link it is named."""
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


def disk_error(error: OSError, target: Path) -> BuildError:
    """Return what is said of a disk that refuses to be written to."""
    hints = MACHINE_FAULTS | {
        errno.ENOSPC: ("le disque est plein", "libérez de la place, puis relancez : ce qui était là est intact"),
        errno.EROFS: ("le disque est en lecture seule", "choisissez un autre dossier avec --output"),
        errno.EBUSY: ("c’est la racine d’un disque", "donnez un dossier à l’intérieur avec --output"),
        errno.EXDEV: ("c’est la racine d’un disque", "donnez un dossier à l’intérieur avec --output"),
    }
    why, hint = hints.get(error.errno or 0, (str(error.strerror), "vérifiez le disque et vos droits, puis relancez"))
    return BuildError(f"écriture impossible dans {target} : {why}", hint)
