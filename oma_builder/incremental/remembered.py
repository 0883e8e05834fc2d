"""What earlier builds have read and rendered, kept in the cache for as long as the program is the same."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from oma_builder.cache import digest_of_folder
from oma_builder.content import memory
from oma_builder.content.memory import Memory
from oma_builder.incremental.inputs import program_of
from oma_builder.project import Project
from oma_builder.web.editions import Seam
from oma_builder.web.kept import KeptPage
from oma_builder.web.weights import Measured

if TYPE_CHECKING:  # a text is sewn into its page without them
    from oma_builder.guide.model import Guide
    from oma_builder.web.render import Rendered


def documents(project: Project) -> Memory:
    """Return the documents that the last build of this content has read; what is released is read anew.

    The program is looked at before anything is read with it: what changes after that is for the next build.
    """
    raw = None if project.for_release else project.cache.get(_documents(project))
    return memory.loaded(raw, program_of(project))


def some_documents(project: Project, program: str, paths: Iterable[str]) -> tuple[str, dict[str, Any]]:
    """Return the seal of what `documents` would give, and, without reading all of it, the documents of some paths."""
    return memory.some(partial(project.cache.part, _documents(project)), program, paths)


def keep_documents(project: Project, before: Memory, now: Memory) -> None:
    """Keep what a build has read for the next."""
    if before.packed.keys() != now.packed.keys():
        project.cache.put(_documents(project), memory.dumped(now))


def _documents(project: Project) -> str:
    return digest_of_folder("documents 1", project.content)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of the last build into a folder, by their route, for whoever makes some of them anew.

    They were made by a state of the program of the documents whose memory had the seal `read`; `most` gives how many elements
    a page of each template may hold.
    """

    pages: Mapping[str, KeptPage]
    program: str
    read: str
    most: Mapping[str, int]


def pages_of(rendered: "Iterable[Rendered]", program: str, read: str, guide: "Guide") -> Pages:
    """Return what is to be remembered of rendered pages (`Pages`)."""
    from oma_builder.web import budgets

    pages = {page.route: page.kept for page in rendered}
    templates = {page.template for page in pages.values()}
    return Pages(pages, program, read, {template: budgets.most_elements(template, guide) for template in templates})


def keep_pages(project: Project, pages: Pages) -> None:
    """Keep what is known of the pages in the output of a project."""
    rows = {route: _row(page) for route, page in pages.pages.items()}
    kept = {"program": pages.program, "read": pages.read, "most": dict(pages.most), "pages": rows}
    project.cache.put(_pages(project), json.dumps(kept, separators=(",", ":")).encode())


def pages(project: Project) -> Pages:
    """Return what is known of them; nothing when another program made them, and what is released is made anew."""
    raw = None if project.for_release else project.cache.get(_pages(project))
    kept, program = json.loads(raw) if raw else {}, program_of(project)
    if kept.get("program") != program:
        return Pages({}, program, "", {})
    return Pages({route: _page(row) for route, row in kept["pages"].items()}, program, kept["read"], kept["most"])


def _row(page: KeptPage) -> list[Any]:
    return [page.key, page.seal, page.template, astuple(page.measured), [astuple(seam) for seam in page.seams]]


def _page(row: list[Any]) -> KeptPage:
    key, seal, template, measured, seams = row
    return KeptPage(key, seal, template, Measured(*measured), tuple(_seam(*seam) for seam in seams))


def _seam(field: str, links: list[list[str]], start: int, end: int) -> Seam:
    return Seam(field, tuple((written, target) for written, target in links), start, end)


def _pages(project: Project) -> str:
    return digest_of_folder("pages 1", project.output)
