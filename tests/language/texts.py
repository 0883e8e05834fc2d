"""Every French text of a content folder, after typography, with the place where its author wrote it."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from oma_builder.content import loader, markdown
from oma_builder.content.documents import Document
from oma_builder.content.fields import Label
from oma_builder.content.kinds.metier import Metier
from oma_builder.content.loader import Corpus
from oma_builder.content.markdown import Node
from oma_builder.content.parser import Pointer
from tests.tools import ROOT

_MADE_FRENCH = get_args(Label)[1]  # the mark of all short texts: identifiers, addresses and numbers lack it
_BLOCKS = frozenset({"p", "h", "span", "td", "th"})
_PROSE = (
    "accroche", "missions", "journee", "conditions", "competences", "qualites", "apprentissage", "reglementation",
    "employeurs", "evolutions",
)  # fmt: skip


class Text(NamedTuple):
    """One text: its file, its line there, the field that holds it, and what readers get."""

    path: str
    line: int
    field: str
    value: str

    @property
    def place(self) -> str:
        """Return where to look, as an editor's program opens it."""
        return f"{self.path}:{self.line} ({self.field})"


@cache
def real_corpus() -> Corpus:
    """Return the real content, read once a session; all of it must be readable."""
    corpus, problems = loader.load(ROOT / "content", 1)
    assert problems == ()
    return corpus


@cache
def real_texts() -> tuple[Text, ...]:
    """Return every text of the real content."""
    return tuple(text for document in real_corpus().every() for text in texts(document))


def texts(document: Document[Any]) -> Iterator[Text]:
    """Yield the texts of a document: its short fields, then each block of its Markdown."""
    for at, value in _short_texts(document.entry, ()):
        yield Text(document.path, document.line(*at), _named(at), value)
    for field, nodes in document.texts.items():
        for line, value in blocks(nodes):
            yield Text(document.path, line, field, value)


def prose(document: Document[Metier]) -> tuple[str, ...]:
    """Return what one reads of a trade: sentences and items of lists, without names, diplomas and sources."""
    return tuple(
        text.value
        for text in texts(document)
        if text.field.split(".")[0] in _PROSE and not text.field.endswith("source.titre")
    )


def blocks(nodes: Iterable[Node]) -> Iterator[tuple[int, str]]:
    """Yield the line and the characters of each paragraph, heading, item or cell."""
    return ((node.line, markdown.plain_text(node.children)) for node in markdown.walk(nodes) if node.tag in _BLOCKS)


def _short_texts(entry: BaseModel, at: Pointer) -> Iterator[tuple[Pointer, str]]:
    for name, field in type(entry).model_fields.items():
        value = getattr(entry, name)
        several = isinstance(value, tuple)
        for index, part in enumerate(value if several else (value,)):
            here = (*at, name, index) if several else (*at, name)
            if isinstance(part, BaseModel):
                yield from _short_texts(part, here)
            elif isinstance(part, str) and _is_french(field):
                yield here, part


def _is_french(field: FieldInfo) -> bool:
    return _MADE_FRENCH in (*field.metadata, *_marks(field.annotation))


def _marks(annotation: object) -> Iterator[object]:
    """Yield what is annotated on a type, also within `tuple[…]` and `… | None`."""
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _marks(part)


def _named(at: Pointer) -> str:
    return ".".join(part for part in at if isinstance(part, str))
