"""The page of a document that was just saved, ahead of the build that makes the whole site anew.

It is what that build will make of it, held in memory: nothing is written, and what is wrong across the guide is left for the build to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from oma_builder import pipeline
from oma_builder.artifact import Artifact
from oma_builder.content.documents import Document
from oma_builder.content.loader import Corpus
from oma_builder.content.memory import Memory
from oma_builder.guide.model import Guide
from oma_builder.incremental.splice import differ_by_texts, document_at
from oma_builder.problems import BuildError
from oma_builder.progress import Clock, silent
from oma_builder.project import Project
from oma_builder.web.site import pages_from
from oma_builder.web.theme import Theme, load_theme

_MOST = 3
"""Documents saved at once beyond which the build itself is not much later."""


@dataclass(frozen=True, slots=True)
class Known:
    """The content as it was read last, what pages show of it, and how they are dressed."""

    corpus: Corpus
    guide: Guide
    theme: Theme


@dataclass(frozen=True, slots=True)
class Ahead:
    """Pages as the build that has begun will make them: their bytes, by their route."""

    pages: dict[str, bytes]


def known(project: Project) -> Known | None:
    """Read the content; None when nothing can be shown of it ahead of a build, which says why."""
    try:
        corpus, guide = pipeline.read(project, Clock(silent)).value
    except BuildError:
        return None
    return Known(replace(corpus, memory=Memory()), guide, load_theme(project.root / "assets")) if guide else None


def ahead(before: Known, project: Project, changed: Iterable[str]) -> tuple[Known | None, Ahead]:
    """Return what is known after some files have `changed`, and the pages of those that are documents, where they can be told already.

    Nothing is known any more when they are more than documents that were there before, and that can be read; one of whose texts
    alone are other words is shown as soon by the build.
    """
    paths = tuple(changed)
    documents = [_before_and_after(before.corpus, project, path) for path in paths[:_MOST]]
    if len(paths) > _MOST or not all(documents):
        return None, Ahead({})
    both = [pair for pair in documents if pair]
    corpus = reduce(_with, (new for _, new in both), before.corpus)
    if all(differ_by_texts(new, old) for old, new in both):
        return replace(before, corpus=corpus), Ahead({})
    guide = pipeline.shown(corpus, project)
    if guide is None:
        return None, Ahead({})
    now = replace(before, corpus=corpus, guide=guide)
    # A picture that no build has made yet would not be there when the page asks for it.
    return now, _pages(now, project, paths) if guide.derivatives == before.guide.derivatives else Ahead({})


def _before_and_after(corpus: Corpus, project: Project, path: str) -> tuple[Document[Any], Document[Any]] | None:
    """Return a document as it was and as it is now; None when it was not there, or cannot be read."""
    within = path.removeprefix(f"{project.content.name}/")
    listed = corpus.documents.get(within.partition("/")[0], ())
    old = next((document for document in listed if document.path == path), None)
    new = document_at(project, within) if old else None
    return (old, new) if old and new else None


def _with(corpus: Corpus, new: Document[Any]) -> Corpus:
    """Return a corpus with a document in the place of the one of the same path."""
    kind = new.path.split("/")[1]
    documents = tuple(new if document.path == new.path else document for document in corpus.documents[kind])
    return replace(corpus, documents={**corpus.documents, kind: documents})


def _pages(known: Known, project: Project, paths: Iterable[str]) -> Ahead:
    wanted = pipeline.wanted_of(project)
    made = [page for path in paths for page in pages_from(path, known.guide, known.theme, project.root, wanted)]
    return Ahead({page.route: page.file.content for page in made if isinstance(page.file, Artifact)})
