"""One text has other words, and all the rest is as it was: they are sewn into the pages that show the old ones.

Thus the words of an article are on screen before the rest of the program is even imported. Whatever is more than that (another
field, a heading, a picture, a new link, anything to complain of) is left to a whole build, which says the same of it as ever.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from oma_builder.content import documents
from oma_builder.content.documents import Document
from oma_builder.content.markdown import Node, retarget, stands_alone, to_html, walk
from oma_builder.content.schema import EDITIONS, KINDS, VALIDATIONS
from oma_builder.guide import routes
from oma_builder.incremental import journal, remembered
from oma_builder.incremental.inputs import CONTENT, Inputs
from oma_builder.incremental.journal import Record
from oma_builder.incremental.remembered import Pages
from oma_builder.problems import Checked
from oma_builder.project import Project, Summary
from oma_builder.publish import output
from oma_builder.publish.target import MANIFEST
from oma_builder.stamps import Stamps, stamp, stamps
from oma_builder.web import weights
from oma_builder.web.editions import Seam
from oma_builder.web.kept import KeptPage

_KINDS = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Before:
    """The last build: its inputs, what is in the folder that it left, and the paths of the inputs that differ by now."""

    inputs: Inputs
    left: Stamps
    changed: frozenset[str]


def spliced(project: Project, record: Record, before: Before) -> Checked[Summary] | None:
    """Sew the new words of texts into the pages of the last build, and return what a whole one would say; None when it cannot be.

    `record` is that of the last build with the present inputs.
    """
    changed = before.changed
    if not _may_be_texts(changed, before.inputs, record):
        return None
    kept, paths = remembered.pages(project), [path.removeprefix(f"{CONTENT}/") for path in changed]
    names = (f"{project.content.name}/{path}" for path in paths)
    seal, known = remembered.some_documents(project, kept.program, names)
    if seal != kept.read:  # documents were read since, for a build that came to nothing
        return None
    shown = _shown(kept, paths)
    told = {problem.path.partition("/")[2] for problem in record.problems}
    edits = [
        _edit(project, path, _Before(known.get(f"{project.content.name}/{path}"), shown[path], path in told))
        for path in paths
    ]
    words = {field: nodes for edit in edits for field, nodes in edit.items()}
    return _sewn(project, record, _Sewing(kept, words, before.left)) if all(edits) else None


def _may_be_texts(changed: frozenset[str], before: Inputs, record: Record) -> bool:
    """Say whether all that changed may be texts of documents that are there as before.

    A record of a printed edition knows every word of a trade, and its page says what is no longer as printed; an approval knows
    those of its document, whose page says what is no longer as approved.
    """
    now = record.inputs.files
    is_printed = any(path.startswith(f"{CONTENT}/{EDITIONS.name}/") for path in now)
    stayed = changed <= now.keys() and changed <= before.files.keys()
    own = all(path.startswith(f"{CONTENT}/") for path in changed)
    return stayed and own and not is_printed and not changed & frozenset(_approved(now))


def _approved(files: Iterable[str]) -> Iterator[str]:
    """Yield the paths that documents with an approval may have."""
    start = f"{CONTENT}/{VALIDATIONS.name}/"
    for path in files:
        if path.startswith(start):
            place = path.removeprefix(start).partition("/")[2].rpartition(".")[0]
            yield from (f"{CONTENT}/{place}{suffix}" for suffix in _SUFFIXES)


_SUFFIXES = sorted({kind.suffix for kind in KINDS})


Words = Mapping[str, tuple[Node, ...]]
"""Texts with their links resolved, by their fields (`guide.values.LinkedText`)."""


def _shown(kept: Pages, paths: Iterable[str]) -> dict[str, dict[str, Mapping[str, str]]]:
    """Return, for some documents, those of their texts that stand in pages, with what their links lead to."""
    shown: dict[str, dict[str, Mapping[str, str]]] = {path: {} for path in paths}
    for page in kept.pages.values():
        for seam in page.seams:
            path = seam.field.partition("#")[0]
            if path in shown:
                shown[path][seam.field] = dict(seam.links)
    return shown


@dataclass(frozen=True, slots=True)
class _Before:
    """A document as it was, its texts that pages show with what their links lead to, and whether something is said of it.

    The document may be older by some texts that were sewn in since.
    """

    document: Document[Any] | None
    shown: Mapping[str, Mapping[str, str]]
    is_told: bool


def _edit(project: Project, path: str, before: _Before) -> Words:
    """Return the texts of a document as they are now; none when more has changed in it, or they concern more than themselves.

    What is said of it is about other fields, and says the lines of these.
    """
    document = document_at(project, path)
    if document is None or before.document is None or not differ_by_texts(document, before.document):
        return {}
    if before.is_told and document.lines.packed != before.document.lines.packed:
        return {}
    texts = {f"{path}#{name}": nodes for name, nodes in document.texts.items()}
    shown = before.shown
    if texts.keys() != shown.keys() or not all(_keeps_to(nodes, shown[field]) for field, nodes in texts.items()):
        return {}
    return {field: _resolved(nodes, shown[field]) for field, nodes in texts.items()}


def differ_by_texts(document: Document[Any], before: Document[Any]) -> bool:
    entry, other = document.entry, before.entry
    fields = [name for name in type(entry).model_fields if name not in document.texts]
    same_texts = document.texts.keys() == before.texts.keys()
    return same_texts and all(getattr(entry, name) == getattr(other, name) for name in fields)


def document_at(project: Project, path: str) -> Document[Any] | None:
    folder, _, name = path.partition("/")
    file, kind = project.content / path, _KINDS.get(folder)
    raw = _bytes(file, kind.largest) if kind and file.suffix == kind.suffix else None
    if kind is None or raw is None:
        return None
    stem = name.removesuffix(kind.suffix)
    document, problems = documents.read(raw, f"{project.content.name}/{path}", stem, kind)
    return document if isinstance(document, Document) and not problems else None


def _bytes(file: Path, largest: int) -> bytes | None:
    """Return what is in a file; None when a whole build must say what is wrong with it, as with a pipe, which never ends."""
    with suppress(OSError):
        if file.is_file() and not file.is_symlink() and file.stat().st_size <= largest:
            return file.read_bytes()
    return None


def _keeps_to(nodes: tuple[Node, ...], links: Mapping[str, str]) -> bool:
    return stands_alone(nodes) and {node.text for node in walk(nodes) if node.tag == "a"} <= links.keys()


def _resolved(nodes: tuple[Node, ...], links: Mapping[str, str]) -> tuple[Node, ...]:
    return retarget(nodes, lambda node: links[node.text])


@dataclass(frozen=True, slots=True)
class _Sewing:
    """What is known of the pages, the words that are to be sewn in, and what is in the folder."""

    kept: Pages
    words: Words
    left: Stamps


def _sewn(project: Project, record: Record, sewing: _Sewing) -> Checked[Summary] | None:
    made: dict[str, bytes] = {}
    kept, words = sewing.kept, sewing.words
    pages = dict(kept.pages)
    for route, page in kept.pages.items():
        if any(seam.field in words for seam in page.seams):
            made[route], pages[route] = _page(route, (project.output / route).read_bytes(), page, words)
            if not weights.is_light(page.template, pages[route].measured, kept.most[page.template]):
                return None
    summary = replace(record.summary, written=output.revise(made, project.output, project.jobs))
    remembered.keep_pages(project, replace(kept, pages=pages))
    left = journal.state_of(_left(project, sewing.left, made))
    journal.write(project, replace(record, left=left, summary=summary))
    return Checked(summary, record.problems)


def _left(project: Project, before: Stamps, made: Iterable[str]) -> Stamps:
    """Return what is in the folder now: of one page alone, nothing else was touched but the list of files."""
    routes_made = tuple(made)
    if len(routes_made) != 1:
        return stamps(project.output)
    return {**before, **{name: stamp(str(project.output / name)) for name in (*routes_made, MANIFEST)}}


def _page(route: str, html: bytes, page: KeptPage, words: Words) -> tuple[bytes, KeptPage]:
    """Return a page with the new words, and what is to be known of it: whatever it is made of, no view has told."""
    href = partial(routes.address_from, routes.root_of(route))
    pieces: list[bytes] = []
    seams: list[Seam] = []
    length = last = 0
    for seam in page.seams:
        text = html[seam.start : seam.end]
        if seam.field in words:
            text = to_html(words[seam.field], href, lambda _: "").encode()
        pieces += (html[last : seam.start], text)
        start = length + seam.start - last
        length, last = start + len(text), seam.end
        seams.append(replace(seam, start=start, end=length))
    content = b"".join((*pieces, html[last:]))
    sewn = KeptPage(
        "", sha256(content).hexdigest(), page.template, weights.measure(page.template, content), tuple(seams)
    )
    return content, sewn
