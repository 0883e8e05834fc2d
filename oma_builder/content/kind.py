"""What is known of a kind of document, once: everything that must tell kinds apart derives from such a row.

Authors meet its folder, its model and its noun; readers its address, its list page, its place in the search and on paper.
"""

import datetime
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic.fields import FieldInfo

from oma_builder.content.fields import MarkdownField
from oma_builder.content.kinds.base import Author

Entry_co = TypeVar("Entry_co", bound=Author, covariant=True)


@dataclass(frozen=True, slots=True)
class Listing:
    """The page that lists documents of one kind or of several: `liste:<word>` leads there, menus call it `name`.

    `description` may hold `{count}`, the number of trades. A page that `is_lasting` exists without anything to show.
    """

    word: str
    route: str
    name: str
    title: str
    description: str
    is_lasting: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """Where a kind stands on paper: the label of a chapter of the guide, and its title."""

    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Validity:
    """The fields that hold the first day, and the last, on which a document holds: the first `until` that is written."""

    since: str = ""
    until: tuple[str, ...] = ()

    def covers(self, entry: Author, today: datetime.date) -> bool:
        """Say whether an entry holds on `today`; a day that is not written is no limit."""
        first: datetime.date | None = getattr(entry, self.since) if self.since else None
        last: datetime.date | None = next(filter(None, (getattr(entry, name) for name in self.until)), None)
        return (first is None or first <= today) and (last is None or today <= last)


@dataclass(frozen=True, slots=True)
class Kind(Generic[Entry_co]):
    """One kind of document.

    Of authors: `name` of its folder, `suffix` of its files, what messages call it (`noun`: « métier inconnu », « formation
    inconnue »), the most bytes a file may have, and the suffix of the file that may stand beside a document
    (`companion`), under the same name. A kind of one file may lie in the folder of another (`home`). Documents may lie
    some folders deeper (`depth`): they are then called by these too. What the program itself writes is `written_by` one of
    its commands.

    Of readers: the field that tells its documents apart (`named_by`), the word of a link (`link`: `metier:soudeur`), the
    `address` of a document (with `{}` for its identifier: a page of its own, a place on a list page, or none), its list
    page, what the search calls it (`found_as`), its chapter on paper, whether all its texts speak to pupils (who are told
    « tu »), and when a document lapses. `field` is the one of
    `guide.model.Guide` that holds its documents; a kind that nothing else in the guide shows has none.
    """

    name: str
    suffix: str
    model: type[Entry_co]
    noun: str
    feminine: bool = False
    largest: int = 1_000_000
    companion: str = ""
    home: str = ""
    written_by: str = ""
    depth: int = 0
    named_by: str = ""
    link: str = ""
    address: str = ""
    listing: Listing | None = None
    found_as: str = ""
    chapter: Chapter | None = None
    is_for_pupils: bool = False
    validity: Validity | None = None
    field: str = ""

    @property
    def file(self) -> str:
        """Where a kind of one file is, in the content folder."""
        return f"{self.home}/{self.name}{self.suffix}".removeprefix("/")

    @property
    def heading(self) -> str:
        """Its noun as a title or a sentence begins with it."""
        return f"{self.noun[:1].upper()}{self.noun[1:]}"

    @property
    def has_page(self) -> bool:
        """Say whether each document has a page of its own."""
        return bool(self.address) and "#" not in self.address

    def route(self, identifier: str) -> str:
        """Return where a document is on the site, from its root."""
        return self.address.format(identifier)

    def place(self, identifier: str) -> str:
        """Return where a document stands on the site: without an address of its own, on the list of its kind."""
        return self.route(identifier) or self.list_route

    def label(self, identifier: str) -> str:
        """Return the label of a document's place on paper: without a link to it, that of its kind's chapter."""
        return f"{self.link}-{identifier}" if self.link else self.chapter.label if self.chapter else ""

    @property
    def list_route(self) -> str:
        """The route of its list page, or an empty string."""
        return self.listing.route if self.listing else ""

    @property
    def markdown_fields(self) -> tuple[str, ...]:
        """Names of the top-level fields that hold Markdown."""
        return _markdown_fields(self.model)


@cache
def _markdown_fields(model: type[Author]) -> tuple[str, ...]:
    fields = model.model_fields.items()
    return tuple(name for name, field in fields if any(isinstance(mark, MarkdownField) for mark in _marks(field)))


def _marks(field: FieldInfo) -> Iterator[Any]:
    """Yield what marks a field; of an optional one, it is its inner type that carries the marks."""
    yield from field.metadata
    for part in typing.get_args(field.annotation):
        yield from getattr(part, "__metadata__", ())
