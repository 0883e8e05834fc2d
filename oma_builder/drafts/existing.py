"""What stands in the content already, told without reading it whole: names of files, and the official codes in them."""

import re
import unicodedata
from itertools import count
from pathlib import Path

from oma_builder.problems import BuildError

_CODE = re.compile(r"^ *(?:rome|rncp|onisep): *[\"']?([A-Z0-9.]+)", re.MULTILINE)


def by_code(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the names of the files of a folder by the official codes in them, even of files that cannot be read as a whole.

    Raises `BuildError`.
    """
    found: dict[str, tuple[str, ...]] = {}
    try:
        for file in sorted(folder.glob("[!.]*.yaml")):
            for code in codes(file.read_text(encoding="utf-8", errors="replace")):
                found[code] = (*found.get(code, ()), file.name)
    except OSError as error:
        raise BuildError(f"lecture impossible de {error.filename} : {error.strerror}", "vérifiez vos droits") from error
    return found


def codes(text: str) -> tuple[str, ...]:
    """Return the official codes in the text of a document."""
    return tuple(dict.fromkeys(_CODE.findall(text)))


def names(folder: Path) -> dict[str, str]:
    """Return the names in a folder by their folded form: some disks tell neither letter cases nor Unicode forms apart."""
    return {folded(file.name): file.name for file in sorted(folder.iterdir())} if folder.is_dir() else {}


def folded(name: str) -> str:
    """Return the form of a name in which two that one disk takes for another are the same."""
    return unicodedata.normalize("NFC", name).casefold()


def taken(file: Path) -> str:
    """Return the name of the file that has this place already, on any disk; an empty string when it is free."""
    return names(file.parent).get(folded(file.name), "")


def free_stem(file: Path) -> str:
    """Return a name like that of a file, without its end, that none of its folder has."""
    there = names(file.parent)
    numbered = (f"{file.stem}-{number}" for number in count(2))
    return next(stem for stem in numbered if folded(f"{stem}{file.suffix}") not in there)
