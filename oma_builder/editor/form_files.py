"""The files that forms read and write: documents that have a form, and pictures; one at a time, and nothing else.

A file is written whole or not at all, and never when it has changed since the form read it: each bears the digest of its
bytes, which the form gives back. What must be refused is said in French.
"""

import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from oma_builder.content import documents, markdown, pictures
from oma_builder.content.filenames import simple_renaming, wrong_name
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.schema import SINGLES
from oma_builder.editor import json_schema, keeping
from oma_builder.editor.forms import LARGEST_PICTURE, WRITTEN
from oma_builder.problems import Problem, Severity

PICTURES = "images"

_STALE = (
    "Ce fichier a changé sur le disque depuis que ce formulaire l’a lu : une autre personne, un autre onglet ou un "
    "autre programme l’a enregistré. Rien n’a été écrit. Rechargez la page (touche F5) pour le lire : vos changements "
    "vous seront proposés, et les reprendre remplacera ceux de l’autre."
)
_TAKEN = "Un fichier de ce nom existe déjà. Rien n’a été écrit : donnez un autre nom à cette fiche."
_GONE = "Ce fichier n’est plus sur le disque : il a été renommé ou supprimé. Rien n’a été écrit."
_NOT_HERE = "Les formulaires n’écrivent que les fiches et les images du guide. Rien n’a été écrit."


class RefusedError(Exception):
    """What a form is told instead of being served."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass(frozen=True, slots=True)
class Place:
    """A file that forms may have: where it is, and the kind of its document, if it is not a picture."""

    file: Path
    path: str
    kind: Kind[Author] | None

    @property
    def largest(self) -> int:
        """The most bytes that it may have."""
        return self.kind.largest if self.kind else LARGEST_PICTURE


def digest(raw: bytes) -> str:
    """Return what tells whether a file is still the one that was read."""
    return sha256(raw).hexdigest()


def listed(content: Path) -> Iterator[Place]:
    """Yield every file that forms may read."""
    for single in SINGLES:
        if _is_plain(content, content / single.file):
            yield Place(content / single.file, single.file, single)
    for folder, suffixes, kind in _folders():
        for file in sorted((content / folder).glob("*")):
            if file.suffix in suffixes and _is_plain(content, file) and not wrong_name(file.stem, file.suffix, ""):
                yield Place(file, f"{folder}/{file.name}", kind)


def _folders() -> Iterator[tuple[str, tuple[str, ...], Kind[Author] | None]]:
    yield from ((kind.name, (kind.suffix,), kind) for kind in WRITTEN)
    yield PICTURES, tuple(pictures.SUFFIXES), None


def _is_plain(content: Path, file: Path) -> bool:
    """Say whether a file, and all folders down to it, are no links to somewhere else."""
    return (
        file.is_file()
        and not file.is_symlink()
        and file.parent.resolve() == content.resolve() / file.parent.relative_to(content)
    )


def place(content: Path, path: str) -> Place:
    """Return the place that a form names. Raises `RefusedError` for any that no form has, or where a link leads away."""
    for single in SINGLES:
        if path == single.file:
            return _safe(content, Place(content / path, path, single))
    folder, _, name = path.partition("/")
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    for known, suffixes, kind in _folders():
        if folder == known and "/" not in name and suffix in suffixes:
            if problem := wrong_name(stem, suffix, path, simple_renaming if kind else _renamed_picture):
                raise RefusedError(422, f"« {name} » : {problem.message}. Rien n’a été écrit : {problem.hint}.")
            return _safe(content, Place(content / folder / name, path, kind))
    raise RefusedError(403, _NOT_HERE)


def _renamed_picture(name: str) -> str:
    return f"cliquez sur le crayon à droite du nom de la photo, et écrivez {name}"


def _safe(content: Path, wanted: Place) -> Place:
    parent = wanted.file.parent
    inside = content.resolve() / parent.relative_to(content)
    if wanted.file.is_symlink() or parent.resolve() != inside or (wanted.file.exists() and not wanted.file.is_file()):
        raise RefusedError(403, _NOT_HERE)
    return wanted


def read(wanted: Place) -> bytes:
    """Return the bytes of a file. Raises `RefusedError` where there is none."""
    try:
        return wanted.file.read_bytes()
    except FileNotFoundError as error:
        raise RefusedError(404, _GONE) from error


def write(wanted: Place, raw: bytes, known: str) -> tuple[bytes, tuple[Problem, ...]]:
    """Write a file whose bytes had the digest `known`, or that is new where that is empty; return what stands there now.

    Remarks and layout of a document stay where what they stand beside does. Beside it come the faults of the document,
    which is written all the same: a form may be filled on several days. Raises `RefusedError` where nothing was written.
    """
    before = _known(wanted, known)
    if len(raw) > wanted.largest:
        raise RefusedError(413, _too_heavy(wanted))
    if wanted.kind is None:
        _, problems = pictures.inspect(raw, wanted.path, wanted.file.name)
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise RefusedError(422, f"{told(problems[0])} Rien n’a été écrit.")
    else:
        raw = keeping.kept(before, raw, _texts(wanted.kind)) if before else raw
        _, problems = documents.read(raw, wanted.path, wanted.file.stem, wanted.kind)
    if raw != before:
        _replace(wanted.file, raw)
    return raw, problems


def _texts(kind: Kind[Author]) -> dict[str, keeping.Read]:
    """Return how the fields of a kind that hold Markdown are read: by what a reader would see of them."""
    return dict.fromkeys(
        kind.markdown_fields, lambda text: _seen(markdown.parse(text, "", 0, documents.rules(kind)).value)
    )


def _seen(nodes: tuple[markdown.Node, ...]) -> object:
    return tuple((node.tag, node.text, node.level, _seen(node.children)) for node in nodes)


def remove(wanted: Place, known: str) -> None:
    """Remove a file whose bytes have the digest `known`. Raises `RefusedError` where they have another."""
    _known(wanted, known)
    wanted.file.unlink()


def _known(wanted: Place, known: str) -> bytes:
    """Return what is in a file, which must be what the form knows of it."""
    if not wanted.file.exists():
        if known:
            raise RefusedError(409, _GONE)
        return b""
    before = wanted.file.read_bytes()
    if not known:
        raise RefusedError(409, _TAKEN)
    if digest(before) != known:
        raise RefusedError(409, _STALE)
    return before


def _too_heavy(wanted: Place) -> str:
    limit = wanted.largest // 1_000_000
    advice = "réduisez-la, 3 000 pixels de large suffisent" if wanted.kind is None else "partagez-la en plusieurs"
    return f"« {wanted.file.name} » est trop lourd : {limit} Mo au plus. Rien n’a été écrit : {advice}."


def _replace(file: Path, raw: bytes) -> None:
    """Put a file in its place in one step; the preview passes by what begins with a point."""
    file.parent.mkdir(exist_ok=True)
    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        beside.write_bytes(raw)
        os.replace(beside, file)
    finally:
        beside.unlink(missing_ok=True)


def told(problem: Problem, written: str = "") -> str:
    """Return what is wrong as a sentence, after the field of what was `written` that holds it: forms have no lines."""
    return sentence(problem, field_at(written, problem.line))


def sentence(problem: Problem, field: str) -> str:
    """Return what is wrong with a field, called as forms call it, or with a whole document where that is empty."""
    where = f"« {json_schema.title(field)} » : " if field else ""
    message = problem.message if where else problem.message[0].upper() + problem.message[1:]
    return f"{where}{message}" + (f" ({problem.hint})." if problem.hint else ".")


def field_at(written: str, line: int) -> str:
    """Return the field that a line of a document belongs to, or nothing: the nearest line above it that begins with a name."""
    above = reversed(written.splitlines()[:line])
    return next((named[1] for text in above if (named := re.match(r"([a-z_0-9]+):", text))), "")
