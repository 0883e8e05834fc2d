"""One text has other words, and all the rest is as it was: they are sewn into the pages that show the old ones.

Thus the words of an article are on screen before the rest of the program is even imported. Whatever is more than that (another
field, a heading, a picture, a new link, anything to complain of) is left to a whole build, which says the same of it as ever.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from oma_builder.cache import digest
from oma_builder.content import documents
from oma_builder.content.documents import Document
from oma_builder.content.markdown import Node, retarget, stands_alone, to_html, walk
from oma_builder.content.schema import EDITIONS, KINDS
from oma_builder.guide import routes
from oma_builder.incremental import journal
from oma_builder.incremental.inputs import CONTENT, Inputs
from oma_builder.incremental.journal import Record
from oma_builder.problems import Checked
from oma_builder.project import Project, Summary
from oma_builder.publish import output
from oma_builder.web import weights

if TYPE_CHECKING:  # to sew takes less than to import these
    from oma_builder.content.loader import Corpus
    from oma_builder.guide.model import Guide
    from oma_builder.web.render import Rendered

_KINDS = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: from `start` to `end` in the bytes of a page, of that template, which may hold so many elements."""

    route: str
    start: int
    end: int
    template: str
    most: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of Markdown: the digest of the rest of its document, what its links lead to, and where pages show it."""

    facts: str
    links: Mapping[str, str]
    places: tuple[Place, ...]


Texts = Mapping[str, Shown]
"""Every text of pages that can be sewn in, by its field (`guide.values.LinkedText`)."""


def texts(pages: "Iterable[Rendered]", corpus: "Corpus", guide: "Guide") -> Texts:
    """Return where rendered pages show which texts."""
    from oma_builder.web import budgets

    facts = {document.path.partition("/")[2]: document.facts for document in corpus.every()}
    most = {page.template: budgets.most_elements(page.template, guide) for page in pages}
    places: dict[str, list[Place]] = {}
    links: dict[str, tuple[tuple[str, str], ...]] = {}
    for page in pages:
        for seam in page.seams:
            place = Place(page.route, seam.start, seam.end, page.template, most[page.template])
            places.setdefault(seam.field, []).append(place)
            links[seam.field] = seam.links
    return {
        field: Shown(facts[field.partition("#")[0]], dict(links[field]), tuple(where))
        for field, where in places.items()
    }


def keep(project: Project, texts: Texts) -> None:
    """Keep where the pages of the last build show which texts."""
    kept = {
        field: [shown.facts, dict(shown.links), [_row(place) for place in shown.places]]
        for field, shown in texts.items()
    }
    project.cache.put(_key(project), json.dumps(kept, separators=(",", ":")).encode())


def _row(place: Place) -> list[Any]:
    return [place.route, place.start, place.end, place.template, place.most]


def _kept(project: Project) -> dict[str, Shown]:
    raw = project.cache.get(_key(project))
    kept = json.loads(raw) if raw else {}
    return {
        field: Shown(facts, links, tuple(Place(*row) for row in rows)) for field, (facts, links, rows) in kept.items()
    }


def spliced(project: Project, record: Record, before: Inputs, changed: frozenset[str]) -> Checked[Summary] | None:
    """Sew the new words of texts into the pages of the last build, and return what a whole one would say; None when it cannot be.

    `record` is that of the last build with the present inputs; `before` are those it had, `changed` the paths that differ.
    """
    if not _may_be_texts(changed, before, record):
        return None
    kept = _kept(project)
    edits = tuple(filter(None, (_edit(project, path, kept) for path in changed)))
    return _sewn(project, record, kept, edits) if len(edits) == len(changed) else None


def _may_be_texts(changed: frozenset[str], before: Inputs, record: Record) -> bool:
    """Say whether all that changed may be texts of documents that are there as before, of which nothing had to be said.

    A record of a printed edition knows every word of a trade, and its page says what is no longer as printed.
    """
    now = record.inputs.files
    inner = {path.removeprefix(f"{CONTENT}/") for path in changed if path.startswith(f"{CONTENT}/")}
    told = {problem.path.partition("/")[2] for problem in record.problems}
    is_printed = any(path.startswith(f"{CONTENT}/{EDITIONS.name}/") for path in now)
    stayed = changed <= now.keys() and changed <= before.files.keys()
    return stayed and len(inner) == len(changed) and told.isdisjoint(inner) and not is_printed


@dataclass(frozen=True, slots=True)
class _Edit:
    """The texts of one document as they are now, by their fields, with the links of each resolved."""

    texts: Mapping[str, tuple[Node, ...]]


def _edit(project: Project, path: str, texts: Texts) -> _Edit | None:
    """Read a document anew; None when more than texts has changed in it, or what they say concerns more than themselves."""
    document = _read(project, path)
    if document is None:
        return None
    fields = {f"{path.removeprefix(f'{CONTENT}/')}#{name}": nodes for name, nodes in document.texts.items()}
    shown = {field: texts[field] for field in fields if field in texts}
    before = {field for field in texts if field.startswith(f"{path.removeprefix(f'{CONTENT}/')}#")}
    if shown.keys() != fields.keys() or before != fields.keys():
        return None
    if any(one.facts != document.facts for one in shown.values()):
        return None
    if not all(_keeps_to(nodes, shown[field]) for field, nodes in fields.items()):
        return None
    return _Edit({field: _resolved(nodes, shown[field]) for field, nodes in fields.items()})


def _read(project: Project, path: str) -> Document[Any] | None:
    inner = path.removeprefix(f"{CONTENT}/")
    folder, _, name = inner.partition("/")
    file = project.content / inner
    kind = _KINDS.get(folder)
    if kind is None or file.suffix != kind.suffix or file.is_symlink() or file.stat().st_size > kind.largest:
        return None
    stem = name.removesuffix(kind.suffix)
    document, problems = documents.read(file.read_bytes(), f"{project.content.name}/{inner}", stem, kind)
    return document if isinstance(document, Document) and not problems else None


def _keeps_to(nodes: tuple[Node, ...], shown: Shown) -> bool:
    links = {node.text for node in walk(nodes) if node.tag == "a"}
    return stands_alone(nodes) and links <= shown.links.keys()


def _resolved(nodes: tuple[Node, ...], shown: Shown) -> tuple[Node, ...]:
    return retarget(nodes, lambda node: shown.links[node.text])


def _sewn(project: Project, record: Record, texts: Texts, edits: Iterable[_Edit]) -> Checked[Summary] | None:
    words = {field: nodes for edit in edits for field, nodes in edit.texts.items()}
    pages = {place.route for field in words for place in texts[field].places}
    on_pages = [(place, field) for field, shown in texts.items() for place in shown.places if place.route in pages]
    moved: dict[str, list[Place]] = {field: [] for _, field in on_pages}
    made: dict[str, bytes] = {}
    for route, group in groupby(sorted(on_pages, key=_position), key=lambda pair: pair[0].route):
        here = tuple(group)
        made[route], places = _page((project.output / route).read_bytes(), here, words)
        if not weights.is_light(here[0][0].template, made[route], here[0][0].most):
            return None
        for place, (_, field) in zip(places, here, strict=True):
            moved[field].append(place)
    summary = replace(record.summary, written=output.revise(made, project.output, project.jobs))
    elsewhere = {field: [place for place in texts[field].places if place.route not in pages] for field in moved}
    keep(
        project,
        {**texts, **{field: replace(texts[field], places=(*elsewhere[field], *moved[field])) for field in moved}},
    )
    journal.write(project, replace(record, left=journal.state_of(project.output), summary=summary))
    return Checked(summary, record.problems)


def _position(pair: tuple[Place, str]) -> tuple[str, int]:
    return pair[0].route, pair[0].start


def _page(
    html: bytes, texts: tuple[tuple[Place, str], ...], words: Mapping[str, tuple[Node, ...]]
) -> tuple[bytes, list[Place]]:
    """Return a page with the words of some of the texts that it shows, in order, and where all of these stand then."""
    pieces: list[bytes] = []
    places: list[Place] = []
    length = last = 0
    for place, field in texts:
        text = html[place.start : place.end]
        if field in words:
            href = partial(routes.address_from, routes.root_of(place.route))
            text = to_html(words[field], href, lambda _: "").encode()
        pieces += (html[last : place.start], text)
        start = length + place.start - last
        length, last = start + len(text), place.end
        places.append(replace(place, start=start, end=length))
    return b"".join((*pieces, html[last:])), places


def _key(project: Project) -> str:
    return digest("texts 1", os.fsencode(os.path.abspath(project.output)))
