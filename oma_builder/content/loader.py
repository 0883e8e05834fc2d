"""Walk `content/`, read each file once."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from oma_builder.content import captions, documents, history, pictures
from oma_builder.content.captions import Captions
from oma_builder.content.documents import Document
from oma_builder.content.kind import Entry_co, Kind
from oma_builder.content.kinds.accessibilite import Accessibilite
from oma_builder.content.kinds.base import Author
from oma_builder.content.kinds.convention import Convention
from oma_builder.content.kinds.correspondances import Correspondances
from oma_builder.content.kinds.glossaire import Glossaire
from oma_builder.content.kinds.orthographe import Orthographe
from oma_builder.content.kinds.recherche import Recherche
from oma_builder.content.kinds.site import Site
from oma_builder.content.memory import Memory, key_of, pack, unpack, unpacked
from oma_builder.content.misplaced import Misplaced
from oma_builder.content.pictures import ImageFile
from oma_builder.content.schema import (
    ACCESSIBILITE,
    CONVENTION,
    CORRESPONDANCES,
    GLOSSAIRE,
    KINDS,
    METIERS,
    ORTHOGRAPHE,
    RECHERCHE,
    SINGLES,
    SITE,
)
from oma_builder.content.unfinished import Unfinished, told
from oma_builder.content.walking import Entry, walk
from oma_builder.parallel import Tick, fan_out, no_tick
from oma_builder.problems import BuildError, Checked, ExitCode, Problem, has_errors


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that the content folder says, in the order of identifiers; `folder` is its name.

    `known` names every document that exists, as (kind, id), also those too wrong to be here: a
    reference to one of these is not reported a second time. `unfinished` are those of drafts that lack fields.
    `renamed` are the former and present ids of trades. `memory` is what reading it again would be spared.
    """

    folder: str
    site: Document[Site] | None
    accessibility: Document[Accessibilite] | None
    convention: Document[Convention] | None
    glossary: Document[Glossaire] | None
    spelling: Document[Orthographe] | None
    search: Document[Recherche] | None
    matches: Document[Correspondances] | None
    documents: Mapping[str, tuple[Document[Any], ...]]
    images: tuple[ImageFile, ...]
    captions: tuple[Captions, ...]
    renamed: tuple[tuple[str, str], ...]
    known: frozenset[tuple[str, str]]
    unfinished: frozenset[tuple[str, str]]
    memory: Memory = field(compare=False)

    def is_whole(self, kind: Kind[Author]) -> bool:
        """Say whether every document of a kind could be read, but for drafts that are not finished."""
        names = {name for name in self.known if name[0] == kind.name}
        return len(self.of(kind)) >= len(names - self.unfinished)

    def of(self, kind: Kind[Entry_co]) -> tuple[Document[Entry_co], ...]:
        """Return the documents of a kind that could be read."""
        return self.documents[kind.name]

    def every(self) -> Iterator[Document[Any]]:
        """Yield all that could be read: the single files, then kind by kind."""
        yield from filter(None, (self.site, self.accessibility, self.convention, self.glossary, self.spelling))
        yield from filter(None, (self.search, self.matches))
        for kind in KINDS:
            yield from self.of(kind)


_Value = Document[Author] | ImageFile | Captions | Misplaced | Unfinished | None


def load(root: Path, jobs: int, tick: Tick = no_tick, memory: Memory | None = None) -> Checked[Corpus]:
    """Read the content folder `root`, but for what is remembered; messages name its files as `<folder name>/…`."""
    require(root)
    before = memory or Memory()
    try:
        entries, problems = walk(root)
        outcomes = _outcomes(entries, before, jobs, tick)
    except OSError as error:
        hint = "vérifiez les droits de lecture du dossier"
        raise BuildError(f"lecture impossible de {error.filename} : {error.strerror}", hint) from error
    for entry, outcome in zip(entries, outcomes, strict=True):
        if outcome.value is None and entry.is_readable and not has_errors(outcome.problems):
            raise AssertionError(f"{entry.path} is dropped without a word")
        problems += outcome.problems
    values = [outcome.value for outcome in outcomes]
    remembered = Memory({outcome.key: outcome.packed for outcome in outcomes if outcome.key}, before.program)
    drafts = (value for value in values if isinstance(value, Unfinished))
    return Checked(_corpus(root, entries, values, remembered), (*problems, *told(drafts, root.name)))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of a file; when nothing is wrong with it, its value also `packed`, under a `key`, and from a worker only so."""

    value: _Value = None
    problems: tuple[Problem, ...] = ()
    key: str = ""
    packed: bytes = b""


def _outcomes(entries: list[Entry], memory: Memory, jobs: int, tick: Tick) -> list[_Outcome]:
    """Return the outcomes in the order of the entries, read by so many processes where they are not remembered."""
    known = [_remembered(entry, memory) if memory.packed else None for entry in entries]
    missing = [entry for entry, outcome in zip(entries, known, strict=True) if outcome is None]
    read = fan_out(_read, missing, jobs, batch=40, joined=True, name=_path, tick=tick)
    return [outcome or _unpacked(next(read)) for outcome in known]


def _unpacked(outcome: _Outcome) -> _Outcome:
    return replace(outcome, value=unpack(outcome.packed)) if outcome.key else outcome


def _remembered(entry: Entry, memory: Memory) -> _Outcome | None:
    if not entry.is_readable or entry.file.stat().st_size > entry.largest:
        return None
    key = key_of(entry.path, entry.file.read_bytes())
    packed = memory.packed.get(key)
    value = unpacked(packed) if packed else None
    return _Outcome(value, (), key, packed) if packed and value is not None else None


def require(root: Path) -> None:
    """Make sure that the content folder is there, or raise a `BuildError`."""
    if not root.is_dir():
        hint = "lancez la commande depuis le dossier du projet, ou donnez --content DOSSIER"
        raise BuildError(f"le dossier {root} n’existe pas", hint, ExitCode.USAGE)


def _corpus(root: Path, entries: list[Entry], values: list[_Value], memory: Memory) -> Corpus:
    known = frozenset((entry.noun, entry.right_id) for entry in entries)
    known |= {(value.home, value.id) for value in values if isinstance(value, Misplaced)}
    there = (kind.name for kind in SINGLES if os.path.lexists(root / kind.file))
    known |= {(name, name) for name in there}  # also when one is a folder: that has its own problem

    by_kind: dict[str, list[Document[Any]]] = defaultdict(list)
    for entry, value in zip(entries, values, strict=True):
        if entry.kind and isinstance(value, Document):
            by_kind[entry.kind.name].append(value)

    def of(kind: Kind[Entry_co]) -> tuple[Document[Entry_co], ...]:
        return tuple(by_kind[kind.name])

    def single(kind: Kind[Entry_co]) -> Document[Entry_co] | None:
        return next(iter(of(kind)), None)

    return Corpus(
        folder=root.name,
        site=single(SITE),
        accessibility=single(ACCESSIBILITE),
        convention=single(CONVENTION),
        glossary=single(GLOSSAIRE),
        spelling=single(ORTHOGRAPHE),
        search=single(RECHERCHE),
        matches=single(CORRESPONDANCES),
        documents={kind.name: of(kind) for kind in KINDS},
        images=tuple(value for value in values if isinstance(value, ImageFile)),
        captions=tuple(value for value in values if isinstance(value, Captions)),
        renamed=tuple((Path(old).stem, Path(new).stem) for old, new in history.renamed(root / METIERS.name)),
        known=known,
        unfinished=frozenset((value.kind, value.id) for value in values if isinstance(value, Unfinished)),
        memory=memory,
    )


def _path(entry: Entry) -> str:
    return entry.path


def _read(entry: Entry) -> _Outcome:
    if not entry.is_readable:
        return _Outcome()
    limit = entry.largest
    if entry.file.stat().st_size > limit:
        message = f"le fichier est trop gros ({entry.file.stat().st_size / 1_000_000:.1f} Mo)".replace(".", ",")
        hint = f"la limite est de {limit // 1_000_000} Mo"
        return _Outcome(None, (Problem(entry.path, 0, "fichier-trop-gros", message, hint),))
    raw = entry.file.read_bytes()
    value, problems = _understood(entry, raw)
    if problems:  # what is said of a file may name others, which come and go: it is said anew each time
        return _Outcome(value, problems)
    return _Outcome(None, (), key_of(entry.path, raw), pack(value))


def _understood(entry: Entry, raw: bytes) -> Checked[_Value]:
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
