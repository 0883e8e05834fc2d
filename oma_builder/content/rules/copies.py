"""Which of two documents that say the same is the original, and which the copy to be mended."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from oma_builder.content.documents import Document
from oma_builder.content.filenames import right_stem
from oma_builder.content.kinds.base import Author

Entry = TypeVar("Entry", bound=Author)


def copies(
    documents: Iterable[Document[Entry]], said: Callable[[Document[Entry]], Hashable]
) -> Iterator[tuple[Document[Entry], Document[Entry]]]:
    """Yield each document that says what another says, beside that one: the original is never blamed."""
    alike: dict[Hashable, list[Document[Entry]]] = {}
    for document in documents:
        alike.setdefault(said(document), []).append(document)
    for group in (group for group in alike.values() if len(group) > 1):
        original = min(group, key=_lateness)
        yield from ((document, original) for document in group if document is not original)


def _lateness(document: Document[Author]) -> tuple[bool, int, int, str]:
    """Rank by name: a copy's is wrong, or has words that are not its title's, or is longer (*soudeur-2*)."""
    title = set(right_stem(str(_named(document.entry))).split("-"))
    foreign = sum(word not in title for word in right_stem(document.id).split("-"))
    return right_stem(document.id) != document.id, foreign, len(document.id), document.id


def _named(entry: Author) -> object:
    return next((value for field in ("titre", "nom", "intitule") if (value := getattr(entry, field, ""))), "")
