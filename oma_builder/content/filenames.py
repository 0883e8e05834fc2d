"""Names of files: what is wrong with one, and what it should be. No hint gives a file the name of another."""

import unicodedata
from collections.abc import Callable, Iterable
from itertools import count, islice
from pathlib import Path

from oma_builder.content.hidden_signs import misleading, retyped
from oma_builder.content.typography import slugify
from oma_builder.problems import Problem
from oma_builder.raster import kinds

LONGEST_NAME = 60
_FILM = (
    "un film n’a pas sa place dans le contenu, que Git garde à jamais",
    "rangez les films hors du contenu : « python build.py film prepare » met celui du site dans films/",
)
_TELEPHONE = ("les navigateurs ne lisent pas ce format de photo de téléphone", kinds.exported())
_TAKEN = {
    **dict.fromkeys((".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".3gp", ".mts"), _FILM),
    **dict.fromkeys((".heic", ".heif"), _TELEPHONE),
}
"""What is said of films and photographs as cameras give them."""
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)

_LINKS = frozenset(
    ("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "par", "pour", "sur")
)
"""Words with which no name of a file ends."""


def simple_renaming(name: str) -> str:
    """Say how a file gets the right name, where that is not taken."""
    return f"renommez-le {name}"


def wrong_name(stem: str, suffix: str, path: str, renaming: Callable[[str], str] = simple_renaming) -> Problem | None:
    """Return what is wrong with the name of the file `path`, `stem` and `suffix`, if anything is.

    `renaming` says how the file gets its right name; it knows the folder, where that may be taken.
    """
    right = right_stem(stem) + suffix
    if stem in _RESERVED:
        return Problem(path, 0, "nom-interdit", f"Windows réserve le nom « {stem} »", renaming(right))
    if len(stem) > LONGEST_NAME:
        hint = f"raccourcissez-le : {LONGEST_NAME} caractères au plus"
        return Problem(path, 0, "nom-interdit", f"nom trop long ({len(stem)} caractères)", hint)
    if not all(part.isascii() and part.isalnum() and part == part.lower() for part in stem.split("-")):
        hint = f"{renaming(right)} : minuscules sans accent, chiffres et tirets"
        odd = misleading(stem)
        message = f"ce nom de fichier contient {odd}" if odd else "ce nom de fichier ne marchera pas partout"
        return Problem(path, 0, "nom-interdit", message, hint)
    return None


def right_stem(stem: str) -> str:
    """Return the name that a file should have, without its end."""
    slug = slugify(retyped(stem)) or "fiche"
    return f"{slug}-1" if slug in _RESERVED else slug


def short_stem(stem: str, most: int = LONGEST_NAME) -> str:
    """Shorten a right name by whole words, the last of which says something."""
    if len(stem) <= most:
        return stem
    words = stem[: most + 1].split("-")[:-1]
    while len(words) > 1 and words[-1] in _LINKS:
        words.pop()
    return "-".join(words) or stem[:most]


def meant_name(file: Path, suffixes: Iterable[str]) -> str:
    """Return the name of which a file of an unexpected type has a wrong end or one too many, or an empty string."""
    inner = Path(file.name.rstrip("~")) if file.name.endswith("~") else Path(file.stem)
    if inner.suffix in suffixes:
        return inner.name
    repaired = {".yml": ".yaml", **{suffix.upper(): suffix for suffix in suffixes}}
    typed = retyped(file.suffix)
    end = repaired.get(typed, typed)
    return file.stem + end if end in suffixes else ""


def unexpected(file: Path, suffixes: tuple[str, ...]) -> tuple[str, str]:
    """Return what a file or folder is that has none of the `suffixes`, and what to do with it."""
    if file.is_dir():
        return "les sous-dossiers ne sont pas lus", _emptying(file)
    if meant := meant_name(file, suffixes):
        one_too_many = file.name.startswith(meant)
        message = "ce nom a une fin de trop" if one_too_many else "la fin de ce nom n’est pas celle attendue"
        if odd := misleading(file.suffix):
            message = f"la fin de ce nom contient {odd}"
        return message, renaming(file, right_name(file, suffixes), suffixes)
    if file.suffix.lower() in _TAKEN:
        return _TAKEN[file.suffix.lower()]
    if file.suffix == ".srt" and ".vtt" in suffixes:
        hint = "donnez-le à « python build.py film prepare » avec --captions : il en fait un fichier .vtt"
        return "les sous-titres du site sont en WebVTT", hint
    return "ce fichier n’est pas du type attendu", f"ici, les noms se terminent par {' ou '.join(suffixes)}"


def renaming(file: Path, name: str, suffixes: tuple[str, ...]) -> str:
    """Return the hint that gives a file its right name, unless another file bears it, or is told to before this one."""
    is_first = _claimants(file, name, suffixes)[:1] == [file] and not _is_taken(file, name)
    return simple_renaming(name) if is_first else another_name(file, name, suffixes)


def another_name(file: Path, name: str, suffixes: tuple[str, ...]) -> str:
    """Return the hint for a file whose right name is that of another: nothing is to be lost.

    It gives a name that neither a file of the folder has, nor the hint about any other proposes.
    """
    stem, suffix = right_stem(Path(name).stem), Path(name).suffix
    claimed = {right_name(other, suffixes) for other in file.parent.iterdir()}
    names = (f"{stem}-{number}{suffix}" for number in count(2))
    free = (other for other in names if other not in claimed and not _is_taken(file, other))
    claimants = _claimants(file, name, suffixes)
    theirs = next(islice(free, claimants.index(file) if file in claimants else 0, None))
    return f"le nom {name} est déjà pris : sortez cette copie de content/, ou donnez-lui un autre nom, comme {theirs}"


def _claimants(file: Path, name: str, suffixes: tuple[str, ...]) -> list[Path]:
    """Return the files whose right name this is, and who do not bear it."""
    others = sorted(file.parent.iterdir())
    return [other for other in others if other.name != name and right_name(other, suffixes) == name]


def right_name(file: Path, suffixes: tuple[str, ...]) -> str:
    """Return what a file should be called."""
    name = Path(meant_name(file, suffixes) or file.name)
    return right_stem(name.stem) + name.suffix


def _is_taken(file: Path, name: str) -> bool:
    """Say whether another file of its folder bears a name, on any disk: some do not tell letter cases apart."""
    others = {_folded(other.name) for other in file.parent.iterdir() if other.name != file.name}
    return _folded(name) in others


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _emptying(folder: Path) -> str:
    """Return the hint for a folder within a folder: its files belong above, where some names may be taken."""
    above = folder.parent.name
    taken = sorted(file.name for file in folder.iterdir() if _is_taken(folder, file.name))
    if not taken:
        return f"déplacez ses fichiers dans {above}/"
    return f"déplacez ses fichiers dans {above}/, sauf {', '.join(taken)} : comparez d’abord avec celui qui y est déjà"
