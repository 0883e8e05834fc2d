"""Walk `content/`, read each file once."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from oma_builder.content import captions, documents, filenames, history, pictures
from oma_builder.content.captions import Captions
from oma_builder.content.documents import Document
from oma_builder.content.hidden_signs import misleading, retyped
from oma_builder.content.kind import Entry_co, Kind
from oma_builder.content.kinds.accessibilite import Accessibilite
from oma_builder.content.kinds.base import Author
from oma_builder.content.kinds.correspondances import Correspondances
from oma_builder.content.kinds.glossaire import Glossaire
from oma_builder.content.kinds.orthographe import Orthographe
from oma_builder.content.kinds.site import Site
from oma_builder.content.misplaced import Misplaced
from oma_builder.content.pictures import ImageFile
from oma_builder.content.schema import (
    ACCESSIBILITE,
    CORRESPONDANCES,
    GLOSSAIRE,
    KINDS,
    METIERS,
    ORTHOGRAPHE,
    SINGLES,
    SITE,
)
from oma_builder.content.typography import slugify
from oma_builder.content.unfinished import Unfinished, told
from oma_builder.parallel import Tick, fan_out, no_tick
from oma_builder.problems import BuildError, Checked, ExitCode, Problem, has_errors

PICTURES = "images"
CAPTIONS = "sous-titres"
"""What the captions of films are known as, beside the kinds of documents."""

_IGNORED = frozenset({"Thumbs.db", "desktop.ini", "README.md", "LISEZMOI.md"})


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that the content folder says, in the order of identifiers; `folder` is its name.

    `known` names every document that exists, as (kind, id), also those too wrong to be here: a
    reference to one of these is not reported a second time. `unfinished` are those of drafts that lack fields.
    `renamed` are the former and present ids of trades.
    """

    folder: str
    site: Document[Site] | None
    accessibility: Document[Accessibilite] | None
    glossary: Document[Glossaire] | None
    spelling: Document[Orthographe] | None
    matches: Document[Correspondances] | None
    documents: Mapping[str, tuple[Document[Any], ...]]
    images: tuple[ImageFile, ...]
    captions: tuple[Captions, ...]
    renamed: tuple[tuple[str, str], ...]
    known: frozenset[tuple[str, str]]
    unfinished: frozenset[tuple[str, str]]

    def is_whole(self, kind: Kind[Author]) -> bool:
        """Say whether every document of a kind could be read, but for drafts that are not finished."""
        names = {name for name in self.known if name[0] == kind.name}
        return len(self.of(kind)) >= len(names - self.unfinished)

    def of(self, kind: Kind[Entry_co]) -> tuple[Document[Entry_co], ...]:
        """Return the documents of a kind that could be read."""
        return self.documents[kind.name]

    def every(self) -> Iterator[Document[Any]]:
        """Yield all that could be read: the single files, then kind by kind."""
        yield from filter(None, (self.site, self.accessibility, self.glossary, self.spelling, self.matches))
        for kind in KINDS:
            yield from self.of(kind)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file: where it is, what it is called in messages, its kind (none: a picture), and whether it is to be read."""

    file: Path
    path: str
    kind: Kind[Author] | None
    is_readable: bool = True

    @property
    def id(self) -> str:
        return self.file.stem if self.kind else self.file.name

    @property
    def right_id(self) -> str:
        """What others call it, even when its own name is wrong."""
        return Path(self.right_name).stem if self.kind else self.right_name

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


_Value = Document[Author] | ImageFile | Captions | Misplaced | Unfinished | None


def load(root: Path, jobs: int, tick: Tick = no_tick) -> Checked[Corpus]:
    """Read the content folder `root`; messages name its files as `<folder name>/…`."""
    require(root)
    try:
        entries, problems = _walk(root)
        results = list(fan_out(_read, entries, jobs, batch=40, name=_path, tick=tick))
    except OSError as error:
        hint = "vérifiez les droits de lecture du dossier"
        raise BuildError(f"lecture impossible de {error.filename} : {error.strerror}", hint) from error
    for entry, (value, found) in zip(entries, results, strict=True):
        if value is None and entry.is_readable and not has_errors(found):
            raise AssertionError(f"{entry.path} is dropped without a word")
        problems += found
    values = [value for value, _ in results]
    drafts = (value for value in values if isinstance(value, Unfinished))
    return Checked(_corpus(root, entries, values), (*problems, *told(drafts, root.name)))


def require(root: Path) -> None:
    """Make sure that the content folder is there, or raise a `BuildError`."""
    if not root.is_dir():
        hint = "lancez la commande depuis le dossier du projet, ou donnez --content DOSSIER"
        raise BuildError(f"le dossier {root} n’existe pas", hint, ExitCode.USAGE)


def _corpus(root: Path, entries: list[_Entry], values: list[_Value]) -> Corpus:
    known = frozenset((entry.noun, entry.right_id) for entry in entries)
    known |= {(value.home, value.id) for value in values if isinstance(value, Misplaced)}
    there = (kind.name for kind in SINGLES if os.path.lexists(root / kind.file))
    known |= {(name, name) for name in there}  # also when one is a folder: that has its own problem

    def of(kind: Kind[Entry_co]) -> tuple[Document[Entry_co], ...]:
        pairs = zip(entries, values, strict=True)
        read = (value for entry, value in pairs if entry.kind is kind and isinstance(value, Document))
        return cast(tuple[Document[Entry_co], ...], tuple(read))

    def single(kind: Kind[Entry_co]) -> Document[Entry_co] | None:
        return next(iter(of(kind)), None)

    return Corpus(
        folder=root.name,
        site=single(SITE),
        accessibility=single(ACCESSIBILITE),
        glossary=single(GLOSSAIRE),
        spelling=single(ORTHOGRAPHE),
        matches=single(CORRESPONDANCES),
        documents={kind.name: of(kind) for kind in KINDS},
        images=tuple(value for value in values if isinstance(value, ImageFile)),
        captions=tuple(value for value in values if isinstance(value, Captions)),
        renamed=tuple((Path(old).stem, Path(new).stem) for old, new in history.renamed(root / METIERS.name)),
        known=known,
        unfinished=frozenset((value.kind, value.id) for value in values if isinstance(value, Unfinished)),
    )


def _path(entry: _Entry) -> str:
    return entry.path


def _read(entry: _Entry) -> Checked[_Value]:
    if not entry.is_readable:
        return Checked(None)
    limit = entry.largest
    if entry.file.stat().st_size > limit:
        message = f"le fichier est trop gros ({entry.file.stat().st_size / 1_000_000:.1f} Mo)".replace(".", ",")
        hint = f"la limite est de {limit // 1_000_000} Mo"
        return Checked(None, (Problem(entry.path, 0, "fichier-trop-gros", message, hint),))
    raw = entry.file.read_bytes()
    if entry.is_companion:
        cues, problems = captions.read(raw, entry.path)
        return Checked(Captions(entry.id, entry.path, cues), problems)
    if entry.kind:
        return documents.read(raw, entry.path, entry.id, entry.kind, _hint_to_move(entry.file))
    return pictures.inspect(raw, entry.path, entry.file.name)


def _hint_to_move(file: Path) -> Callable[[str], str]:
    """Return what says how a file gets into the folder it belongs to, without the loss of one that is there."""

    def hint(folder: str) -> str:
        there = file.parent.parent / folder / file.name
        if not there.exists():
            return f"déplacez-la dans {folder}/"
        return f"{folder}/{file.name} existe déjà : sortez cette copie de content/, après avoir comparé les deux"

    return hint


def _walk(root: Path) -> Checked[list[_Entry]]:
    """List the files to read, and every file or folder that should not be there."""
    kinds = {kind.name: kind for kind in KINDS}
    singles = {kind.file: kind for kind in SINGLES if not kind.home}
    entries: list[_Entry] = []
    problems: list[Problem] = []
    for item in _listed(root):
        path = f"{root.name}/{item.name}"
        if item.is_symlink():
            problems.append(_symlink(path))
        elif item.name in singles:
            entry = _Entry(item, path, singles[item.name])
            odd = _wrong_file(entry)
            entries += [] if odd else [entry]
            problems += [odd] if odd else []
        elif item.is_dir() and item.name in (*kinds, PICTURES):
            found, wrong = _walk_folder(item, path, kinds.get(item.name))
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


def _walk_folder(folder: Path, path: str, kind: Kind[Author] | None) -> Checked[list[_Entry]]:
    entries: list[_Entry] = []
    unread: list[_Entry] = []
    problems: list[Problem] = []
    singles = {single.file: single for single in SINGLES}
    for item in _listed(folder):
        entry = _Entry(item, f"{path}/{item.name}", singles.get(f"{folder.name}/{item.name}", kind))
        if wrong := _wrong_file(entry):
            problems.append(wrong)
            if filenames.meant_name(item, entry.suffixes):  # a sheet is there, whatever it is called
                unread.append(replace(entry, is_readable=False))
        else:
            entries.append(entry)
    entries, found = _told_apart(entries)
    return Checked([*entries, *unread], (*problems, *found))


def _listed(folder: Path) -> Iterator[Path]:
    hidden = (".", "~$")
    return (item for item in sorted(folder.iterdir()) if item.name not in _IGNORED and not item.name.startswith(hidden))


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


def _wrong_file(entry: _Entry) -> Problem | None:
    if entry.file.is_symlink():
        return _symlink(entry.path)
    if entry.file.suffix not in entry.suffixes:
        return Problem(entry.path, 0, "fichier-inattendu", *filenames.unexpected(entry.file, entry.suffixes))
    if not _is_file(entry.file):
        message = "c’est un dossier, pas un fichier" if entry.file.is_dir() else "ce n’est pas un fichier ordinaire"
        hint = "sortez-le de content/ ; s’il faut là une fiche, mettez-y un vrai fichier"
        return Problem(entry.path, 0, "pas-un-fichier", message, hint)
    return None


def _wrong_name(entry: _Entry) -> Problem | None:
    def renaming(name: str) -> str:
        return filenames.renaming(entry.file, name, entry.suffixes)

    return filenames.wrong_name(entry.file.stem, entry.file.suffix, entry.path, renaming)


def _told_apart(entries: Iterable[_Entry]) -> Checked[list[_Entry]]:
    """Keep one of the names that a disk, or a reader, does not tell apart (letter case, accents, Unicode form).

    Each of the others is told once, in its place: what is wrong with its name, or says the same as the first, is not.
    """
    alike: dict[str, list[_Entry]] = {}
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
