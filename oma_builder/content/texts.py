"""Every French text of a document as readers get it, with the place where its author wrote it."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from oma_builder.content.documents import Document
from oma_builder.content.fields import Label
from oma_builder.content.markdown import Node, walk
from oma_builder.content.parser import Pointer

_MADE_FRENCH = get_args(Label)[1]  # the mark of all short texts: identifiers, addresses and numbers lack it
_BLOCKS = frozenset({"p", "h", "span", "td", "th"})


class Text(NamedTuple):
    """One text: its file, its line there, the field that holds it, and what readers get, but for words of programs."""

    path: str
    line: int
    field: str
    value: str

    @property
    def place(self) -> str:
        """Return where to look, as an editor's program opens it."""
        return f"{self.path}:{self.line} ({self.field})"


def texts(document: Document[Any]) -> Iterator[Text]:
    """Yield the texts of a document: its short fields, then each block of its Markdown."""
    for at, value in _short_texts(document.entry, ()):
        yield Text(document.path, document.line(*at), _named(at), value)
    for field, nodes in document.texts.items():
        for line, value in blocks(nodes):
            yield Text(document.path, line, field, value)


def blocks(nodes: Iterable[Node]) -> Iterator[tuple[int, str]]:
    """Yield the line and the characters of each paragraph, heading, item or cell."""
    return ((node.line, _prose(node.children)) for node in walk(nodes) if node.tag in _BLOCKS)


def _prose(nodes: Iterable[Node]) -> str:
    apart = {"br": " "}  # words on two lines are two words
    return "".join(node.text if node.tag == "#" else apart.get(node.tag, _prose(node.children)) for node in nodes)


def _short_texts(entry: BaseModel, at: Pointer) -> Iterator[tuple[Pointer, str]]:
    french = _french_fields(type(entry))
    for name, value in entry.__dict__.items():
        several = isinstance(value, tuple)
        for index, part in enumerate(value if several else (value,)):
            here = (*at, name, index) if several else (*at, name)
            if isinstance(part, BaseModel):
                yield from _short_texts(part, here)
            elif name in french and isinstance(part, str):
                yield here, part


@cache
def _french_fields(model: type[BaseModel]) -> frozenset[str]:
    fields = model.model_fields.items()
    return frozenset(name for name, field in fields if _MADE_FRENCH in (*field.metadata, *_marks(field.annotation)))


def _marks(annotation: object) -> Iterator[object]:
    """Yield what is annotated on a type, also within `tuple[…]` and `… | None`."""
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _marks(part)


def _named(at: Pointer) -> str:
    return ".".join(part for part in at if isinstance(part, str))
