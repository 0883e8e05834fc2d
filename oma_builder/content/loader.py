"""Walk `content/`, read each file once."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from oma_builder.content import captions, documents, pictures
from oma_builder.content.captions import Captions
from oma_builder.content.documents import Document
from oma_builder.content.hidden_signs import misleading, retyped
from oma_builder.content.kinds.accessibilite import Accessibilite
from oma_builder.content.kinds.base import Author
from oma_builder.content.kinds.glossaire import Glossaire
from oma_builder.content.kinds.site import Site
from oma_builder.content.pictures import ImageFile
from oma_builder.content.schema import ACCESSIBILITE, GLOSSAIRE, KINDS, SINGLES, SITE, Entry_co, Kind
from oma_builder.content.typography import slugify
from oma_builder.parallel import Tick, fan_out, no_tick
from oma_builder.problems import BuildError, Checked, ExitCode, Problem, has_errors

PICTURES = "images"
CAPTIONS = "sous-titres"
"""What the captions of films are known as, beside the kinds of documents."""

_MAX_NAME = 60
_IGNORED = frozenset({"Thumbs.db", "desktop.ini", "README.md", "LISEZMOI.md"})
_FILMS = frozenset({".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".3gp", ".mts"})
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that the content folder says, in the order of identifiers; `folder` is its name.

    `known` names every document that exists, as (kind, id), also those too wrong to be here: a
    reference to one of these is not reported a second time.
    """

    folder: str
    site: Document[Site] | None
    accessibility: Document[Accessibilite] | None
    glossary: Document[Glossaire] | None
    documents: Mapping[str, tuple[Document[Any], ...]]
    images: tuple[ImageFile, ...]
    captions: tuple[Captions, ...]
    known: frozenset[tuple[str, str]]

    def of(self, kind: Kind[Entry_co]) -> tuple[Document[Entry_co], ...]:
        """Return the documents of a kind that could be read."""
        return self.documents[kind.name]

    def every(self) -> Iterator[Document[Any]]:
        """Yield all that could be read: the single files, then kind by kind."""
        yield from (single for single in (self.site, self.accessibility, self.glossary) if single)
        for kind in KINDS:
            yield from self.of(kind)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file to read: where it is, what it is called in messages, and its kind (none: a picture)."""

    file: Path
    path: str
    kind: Kind[Author] | None

    @property
    def id(self) -> str:
        return self.file.stem if self.kind else self.file.name

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


_Value = Document[Author] | ImageFile | Captions | None


def load(root: Path, jobs: int, tick: Tick = no_tick) -> Checked[Corpus]:
    """Read the content folder `root`; messages name its files as `<folder name>/…`."""
    if not root.is_dir():
        hint = "lancez la commande depuis le dossier du projet, ou donnez --content DOSSIER"
        raise BuildError(f"le dossier {root} n’existe pas", hint, ExitCode.USAGE)
    try:
        entries, problems = _walk(root)
        results = list(fan_out(_read, entries, jobs, batch=40, tick=tick))
    except OSError as error:
        hint = "vérifiez les droits de lecture du dossier"
        raise BuildError(f"lecture impossible de {error.filename} : {error.strerror}", hint) from error
    for entry, (value, found) in zip(entries, results, strict=True):
        if value is None and not has_errors(found):
            raise AssertionError(f"{entry.path} is dropped without a word")
        problems += found
    values = [value for value, _ in results]
    return Checked(_corpus(root, entries, values), problems)


def _corpus(root: Path, entries: list[_Entry], values: list[_Value]) -> Corpus:
    known = frozenset((entry.noun, entry.id) for entry in entries)
    there = (kind.name for kind in SINGLES if os.path.lexists(root / f"{kind.name}.yaml"))
    known |= {(name, name) for name in there}  # also when one is a folder: that has its own problem

    def of(kind: Kind[Author]) -> tuple[Document[Author], ...]:
        pairs = zip(entries, values, strict=True)
        return tuple(value for entry, value in pairs if entry.kind is kind and isinstance(value, Document))

    return Corpus(
        folder=root.name,
        site=next(iter(cast(tuple[Document[Site], ...], of(SITE))), None),
        accessibility=next(iter(cast(tuple[Document[Accessibilite], ...], of(ACCESSIBILITE))), None),
        glossary=next(iter(cast(tuple[Document[Glossaire], ...], of(GLOSSAIRE))), None),
        documents={kind.name: of(kind) for kind in KINDS},
        images=tuple(value for value in values if isinstance(value, ImageFile)),
        captions=tuple(value for value in values if isinstance(value, Captions)),
        known=known,
    )


def _read(entry: _Entry) -> Checked[_Value]:
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
        return documents.read(raw, entry.path, entry.id, entry.kind)
    return pictures.inspect(raw, entry.path, entry.file.name)


def _walk(root: Path) -> Checked[list[_Entry]]:
    """List the files to read, and every file or folder that should not be there."""
    kinds = {kind.name: kind for kind in KINDS}
    singles = {f"{kind.name}.yaml": kind for kind in SINGLES}
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
    return Checked(entries, (*problems, *_same_names(entries)))


def _walk_folder(folder: Path, path: str, kind: Kind[Author] | None) -> Checked[list[_Entry]]:
    entries: list[_Entry] = []
    problems: list[Problem] = []
    for item in _listed(folder):
        entry = _Entry(item, f"{path}/{item.name}", kind)
        wrong = _wrong_file(entry) or _wrong_name(entry)
        if wrong:
            problems.append(wrong)
        if not wrong or wrong.code == "nom-interdit":
            entries.append(entry)
    return Checked(entries, tuple(problems))


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
    kind = entry.kind
    suffixes = tuple(filter(None, (kind.suffix, kind.companion))) if kind else tuple(sorted(pictures.SUFFIXES))
    if entry.file.suffix not in suffixes:
        return Problem(entry.path, 0, "fichier-inattendu", *_unexpected(entry.file, suffixes))
    if not _is_file(entry.file):
        message = "c’est un dossier, pas un fichier" if entry.file.is_dir() else "ce n’est pas un fichier ordinaire"
        return Problem(
            entry.path, 0, "pas-un-fichier", message, "supprimez-le, ou remplacez-le par un fichier de ce nom"
        )
    return None


def _unexpected(file: Path, suffixes: tuple[str, ...]) -> tuple[str, str]:
    if file.is_dir():
        return "les sous-dossiers ne sont pas lus", f"déplacez ses fichiers dans {file.parent.name}/"
    if odd := misleading(file.suffix):
        return f"la fin de ce nom contient {odd}", f"renommez-le {file.stem}{retyped(file.suffix)}"
    return _other_suffix(file, suffixes)


def _other_suffix(file: Path, suffixes: tuple[str, ...]) -> tuple[str, str]:
    if Path(file.stem).suffix in suffixes:
        return "ce nom a une fin de trop", f"renommez-le {file.stem}"
    known = {".yml": ".yaml", **{suffix.upper(): suffix for suffix in suffixes}}
    if file.suffix in known and known[file.suffix] in suffixes:
        return "la fin de ce nom n’est pas celle attendue", f"renommez-le {file.stem}{known[file.suffix]}"
    if file.suffix.lower() in _FILMS:
        hint = "rangez les films hors du contenu : « python build.py film prepare » met celui du site dans films/"
        return "un film n’a pas sa place dans le contenu, que Git garde à jamais", hint
    if file.suffix == ".srt" and ".vtt" in suffixes:
        hint = "donnez-le à « python build.py film prepare » avec --captions : il en fait un fichier .vtt"
        return "les sous-titres du site sont en WebVTT", hint
    return "ce fichier n’est pas du type attendu", f"ici, les noms se terminent par {' ou '.join(suffixes)}"


def _wrong_name(entry: _Entry) -> Problem | None:
    return wrong_name(entry.file.stem, entry.file.suffix, entry.path)


def wrong_name(stem: str, suffix: str, path: str) -> Problem | None:
    """Return what is wrong with the name of the file `path`, `stem` and `suffix`, if anything is."""
    if stem in _RESERVED:
        hint = f"choisissez-en un autre, comme {stem}-1{suffix}"
        return Problem(path, 0, "nom-interdit", f"Windows réserve le nom « {stem} »", hint)
    if len(stem) > _MAX_NAME:
        hint = f"raccourcissez-le : {_MAX_NAME} caractères au plus"
        return Problem(path, 0, "nom-interdit", f"nom trop long ({len(stem)} caractères)", hint)
    if not all(part.isascii() and part.isalnum() and part == part.lower() for part in stem.split("-")):
        hint = f"renommez-le {slugify(retyped(stem)) or 'fiche'}{suffix} : minuscules sans accent, chiffres et tirets"
        odd = misleading(stem)
        message = f"ce nom de fichier contient {odd}" if odd else "ce nom de fichier ne marchera pas partout"
        return Problem(path, 0, "nom-interdit", message, hint)
    return None


def _same_names(entries: Iterable[_Entry]) -> tuple[Problem, ...]:
    """Report names that one disk, or one reader, does not tell apart (letter case, accents, Unicode form)."""
    seen: dict[str, _Entry] = {}
    problems = []
    for entry in entries:
        folded = f"{Path(entry.path).parent}/{slugify(retyped(entry.file.stem))}{entry.file.suffix.casefold()}"
        first = seen.setdefault(folded, entry)
        if first is not entry:
            message = f"même nom que {first.path}, aux majuscules ou aux accents près"
            problems.append(Problem(entry.path, 0, "nom-en-double", message, "renommez l’un des deux"))
    return tuple(problems)
