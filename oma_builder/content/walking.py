"""Which files of the content folder are to be read, and which have no place there."""

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from oma_builder.content import captions, filenames, pictures
from oma_builder.content.hidden_signs import misleading, retyped
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.listing import is_ignored
from oma_builder.content.schema import KINDS, SINGLES
from oma_builder.content.typography import slugify
from oma_builder.problems import Checked, Problem

PICTURES = "images"
CAPTIONS = "sous-titres"
"""What the captions of films are known as, beside the kinds of documents."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: where it is, what it is called in messages, its kind (none: a picture), and whether it is to be read."""

    file: Path
    path: str
    kind: Kind[Author] | None
    is_readable: bool = True

    @property
    def id(self) -> str:
        return self._below(self.file.stem) if self.kind else self.file.name

    @property
    def right_id(self) -> str:
        """What others call it, even when its own name is wrong."""
        return self._below(Path(self.right_name).stem) if self.kind else self.right_name

    def _below(self, name: str) -> str:
        """Return a name with the folders that lie between it and that of its kind."""
        depth = self.kind.depth if self.kind else 0
        return "/".join((*self.file.parts[-1 - depth : -1], name))

    @property
    def right_name(self) -> str:
        """What its file should be called."""
        return filenames.right_name(self.file, self.suffixes)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """What its name may end with."""
        kind = self.kind
        return tuple(filter(None, (kind.suffix, kind.companion))) if kind else tuple(sorted(pictures.SUFFIXES))

    @property
    def is_companion(self) -> bool:
        return bool(self.kind and self.kind.companion == self.file.suffix)

    @property
    def noun(self) -> str:
        """What `Corpus.known` calls it."""
        return CAPTIONS if self.is_companion else self.kind.name if self.kind else PICTURES

    @property
    def largest(self) -> int:
        return captions.MAX_BYTES if self.is_companion else self.kind.largest if self.kind else pictures.MAX_BYTES


def walk(root: Path) -> Checked[list[Entry]]:
    """List the files to read, and every file or folder that should not be there."""
    kinds = {kind.name: kind for kind in KINDS}
    singles = {kind.file: kind for kind in SINGLES if not kind.home}
    entries: list[Entry] = []
    problems: list[Problem] = []
    for item in _listed(root):
        path = f"{root.name}/{item.name}"
        if item.is_symlink():
            problems.append(_symlink(path))
        elif item.name in singles:
            entry = Entry(item, path, singles[item.name])
            odd = _wrong_file(entry)
            entries += [] if odd else [entry]
            problems += [odd] if odd else []
        elif item.is_dir() and item.name in (*kinds, PICTURES):
            kind = kinds.get(item.name)
            found, wrong = _walk_folder(item, path, kind, kind.depth if kind else 0)
            entries += found
            problems += wrong
        else:
            folders = ", ".join(sorted((*kinds, PICTURES)))
            *files, last = singles
            hint = f"ici vivent {', '.join(files)} et {last}, et les dossiers {folders}"
            sign = misleading(item.name)
            message = f"ce nom contient {sign}" if sign else "ce nom n’a pas de place dans le contenu"
            problems.append(Problem(path, 0, "fichier-inattendu", message, hint))
    return Checked(entries, tuple(problems))


def _walk_folder(folder: Path, path: str, kind: Kind[Author] | None, depth: int) -> Checked[list[Entry]]:
    """List the files of a folder, or those of the folders so many levels below it."""
    if depth:
        return _walk_below(folder, path, kind, depth)
    entries: list[Entry] = []
    unread: list[Entry] = []
    problems: list[Problem] = []
    singles = {single.file: single for single in SINGLES} if not (kind and kind.depth) else {}
    for item in _listed(folder):
        entry = Entry(item, f"{path}/{item.name}", singles.get(f"{folder.name}/{item.name}", kind))
        if wrong := _wrong_file(entry):
            problems.append(wrong)
            if filenames.meant_name(item, entry.suffixes):  # a sheet is there, whatever it is called
                unread.append(replace(entry, is_readable=False))
        else:
            entries.append(entry)
    entries, found = _told_apart(entries)
    return Checked([*entries, *unread], (*problems, *found))


def _walk_below(folder: Path, path: str, kind: Kind[Author] | None, depth: int) -> Checked[list[Entry]]:
    entries: list[Entry] = []
    problems: list[Problem] = []
    for item in _listed(folder):
        inner = f"{path}/{item.name}"
        if item.is_symlink():
            problems.append(_symlink(inner))
        elif item.is_dir():
            found, wrong = _walk_folder(item, inner, kind, depth - 1)
            entries += found
            problems += wrong
        else:
            message, hint = "il n’y a ici que des dossiers", "sortez ce fichier de content/, ou rangez-le à sa place"
            problems.append(Problem(inner, 0, "fichier-inattendu", message, hint))
    return Checked(entries, tuple(problems))


def _listed(folder: Path) -> Iterator[Path]:
    return (item for item in sorted(folder.iterdir()) if not is_ignored(item.name))


def _is_file(item: Path) -> bool:
    return stat.S_ISREG(item.lstat().st_mode)


def _symlink(path: str) -> Problem:
    return Problem(
        path,
        0,
        "lien-symbolique",
        "c’est un raccourci vers un autre fichier",
        "copiez le fichier lui-même à cet endroit",
    )


def _wrong_file(entry: Entry) -> Problem | None:
    if entry.file.is_symlink():
        return _symlink(entry.path)
    if entry.file.suffix not in entry.suffixes:
        return Problem(entry.path, 0, "fichier-inattendu", *filenames.unexpected(entry.file, entry.suffixes))
    if not _is_file(entry.file):
        message = "c’est un dossier, pas un fichier" if entry.file.is_dir() else "ce n’est pas un fichier ordinaire"
        hint = "sortez-le de content/ ; s’il faut là une fiche, mettez-y un vrai fichier"
        return Problem(entry.path, 0, "pas-un-fichier", message, hint)
    return None


def _wrong_name(entry: Entry) -> Problem | None:
    def renaming(name: str) -> str:
        return filenames.renaming(entry.file, name, entry.suffixes)

    return filenames.wrong_name(entry.file.stem, entry.file.suffix, entry.path, renaming)


def _told_apart(entries: Iterable[Entry]) -> Checked[list[Entry]]:
    """Keep one of the names that a disk, or a reader, does not tell apart (letter case, accents, Unicode form).

    Each of the others is told once, in its place: what is wrong with its name, or says the same as the first, is not.
    """
    alike: dict[str, list[Entry]] = {}
    for entry in entries:
        folded = f"{Path(entry.path).parent}/{slugify(retyped(entry.file.stem))}{entry.file.suffix.casefold()}"
        alike.setdefault(folded, []).append(entry)
    problems: list[Problem] = []
    for group in alike.values():
        group.sort(key=lambda entry: _wrong_name(entry) is not None)
        rightful, *copies = group
        problems += [odd] if (odd := _wrong_name(rightful)) else []
        for copy in copies:
            message = f"même nom que {rightful.path}, aux majuscules ou aux accents près"
            hint = filenames.another_name(copy.file, rightful.right_name, copy.suffixes)
            problems.append(Problem(copy.path, 0, "nom-en-double", message, hint))
    return Checked([group[0] for group in alike.values()], tuple(problems))
