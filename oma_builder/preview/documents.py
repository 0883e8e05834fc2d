"""Which file of the content a page of the preview comes from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oma_builder.content import documents, schema
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.unfinished import Unfinished
from oma_builder.editor.form_files import field_at
from oma_builder.editor.json_schema import title
from oma_builder.guide import routes

_SINGLES = {
    routes.HOME: schema.SITE,
    routes.ACCESSIBILITY: schema.ACCESSIBILITE,
    routes.CONVENTION: schema.CONVENTION,
    routes.GLOSSARY: schema.GLOSSAIRE,
}
"""The pages that one file of its own kind makes."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The document that a page shows: its kind, its identifier (that of the kind where there is one file), and its file."""

    kind: Kind[Author]
    id: str
    file: Path


def origin(route: str, content: Path) -> Origin | None:
    """Return the document that the page at a route shows, or would show; None when no file of the content is behind it."""
    return next((found for found in _candidates(route, content) if found.file.is_file()), None)


def _candidates(route: str, content: Path) -> Iterator[Origin]:
    if kind := _SINGLES.get(route):
        yield Origin(kind, kind.name, content / kind.file)
    for kind in schema.KINDS:
        if kind.has_page and (named := re.fullmatch(_pattern(kind.address), route)):
            yield Origin(kind, named[1], content / kind.name / f"{named[1]}{kind.suffix}")


def of_file(file: Path, content: Path) -> Origin | None:
    """Return the document that a file of the content holds; None of a picture, say."""
    path = file.relative_to(content).as_posix()
    if single := next((kind for kind in schema.SINGLES if kind.file == path), None):
        return Origin(single, single.name, file)
    kind = next((kind for kind in schema.KINDS if path == f"{kind.name}/{file.stem}{kind.suffix}"), None)
    return Origin(kind, file.stem, file) if kind else None


def _pattern(address: str) -> str:
    before, after = address.split("{}")
    return f"{re.escape(before)}([a-z0-9-]+){re.escape(after)}"


def missing_fields(shown: Origin) -> tuple[str, ...]:
    """Return the fields that a draft lacks, as forms call them; none of a document that lacks nothing, or has other faults."""
    try:
        read = documents.read(shown.file.read_bytes(), shown.file.name, shown.id, shown.kind).value
    except OSError:  # it has gone meanwhile
        return ()
    return tuple(gap.told(title) for gap in read.missing) if isinstance(read, Unfinished) else ()


def top_field(file: Path, line: int) -> str:
    """Return the field that a line of a document belongs to, or nothing: the nearest line above it that begins with a name."""
    try:
        return field_at(file.read_text(encoding="utf-8", errors="replace"), line)
    except OSError:
        return ""
