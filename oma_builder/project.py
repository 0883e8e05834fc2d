"""What a command is asked to make, and what came of it: light, so that nothing else is imported before it is known to be needed."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from oma_builder.cache import Cache

PREVIEW_PORT = 8000
"""Where the preview is shown on `localhost`, unless another port is asked for."""

FILMS = "films"
"""The folder of films, which Git does not know: it stands beside that of the content."""

FILMS_AT_MOST = 1_000_000_000
"""Bytes of films that an archive takes unless it is told otherwise: with the site, they fit on any USB key."""


@dataclass(frozen=True, slots=True)
class Project:
    """All that a build depends on: folders, the day, and the caller's choices.

    A build `for_release` is strict, holds neither samples, gaps nor what the parties have not approved, and alone lets robots
    in. One of `pages_only` makes neither PDF nor anything else that a preview can do without: no archive, no share images,
    nothing to install. A preview shows what is
    `unpublished` too, and its pages lead to prints that are made apart (`prints_apart`). The archive takes the
    films that `take` names (`guide.film_selection`), `take_at_most` bytes of them. Of `with_spelling`, only a check takes notice.
    A site of the editors has their forms (`with_forms`). A cache of its own (`cache_apart`) lets a build know nothing of earlier ones.
    """

    root: Path
    content: Path
    output: Path
    today: datetime.date
    address: str | None = None
    strict: bool = False
    with_pdf: bool = True
    pages_only: bool = False
    style_page: bool = False
    with_forms: bool = False
    jobs: int = 1
    for_release: bool = False
    take: tuple[str, ...] = ()
    take_at_most: int = FILMS_AT_MOST
    with_spelling: bool = False
    cache_apart: Path | None = None
    unpublished: bool = False
    prints_apart: bool = False

    @property
    def is_strict(self) -> bool:
        """Say whether warnings are errors."""
        return self.strict or self.for_release

    @property
    def has_pdf(self) -> bool:
        """Say whether the guides are printed."""
        return self.with_pdf and not self.pages_only

    @property
    def shows_pdf(self) -> bool:
        """Say whether pages lead to the guides to print."""
        return self.has_pdf or self.prints_apart

    @property
    def films(self) -> Path:
        """The folder of films."""
        return self.content.parent / FILMS

    @property
    def cache(self) -> Cache:
        """The store of expensive results, safe to delete."""
        return Cache(self.cache_apart or self.root / ".cache")


@dataclass(frozen=True, slots=True)
class Written:
    """What a write changed; `changes` names the files written and those removed, each with the author's file it comes from, if any."""

    written: int
    unchanged: int
    removed: int
    changes: tuple[tuple[str, str], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Carried:
    """A film that was asked for in the archive: whether it found a place there, and its bytes."""

    id: str
    is_taken: bool
    octets: int


@dataclass(frozen=True, slots=True)
class Withheld:
    """A document that readers may not see today.

    It is a draft, one to come (on `day`, as ISO 8601 writes it), one whose time is over, a film without a right, a trade of a
    sector that is withheld (`told` names it), or one that the parties have not both approved (`told` says who).
    """

    kind: str
    id: str
    why: Literal["brouillon", "a-venir", "expire", "droits", "secteur", "accord"]
    day: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Approved:
    """Where the parties stand about a document that needs their agreement: in words, and whether all agree."""

    kind: str
    id: str
    told: str
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, for its closing lines; `written` is None when nothing was written.

    Errors of reading end a run before `whole`: nothing was made. `films` are those that were asked for in the archive;
    `unopened` of those published could not be looked into, for want of PyAV. The words are `unspelled` for want of a dictionary.
    `withheld` are the documents that readers do not see today; `approvals` say of those that need one where the parties stand.
    """

    documents: int = 0
    pages: int = 0
    images: int = 0
    pdf_pages: int = 0
    written: Written | None = None
    seconds: tuple[tuple[str, float], ...] = ()
    films: tuple[Carried, ...] = ()
    unopened: int = 0
    unspelled: bool = False
    whole: bool = False
    withheld: tuple[Withheld, ...] = ()
    approvals: tuple[Approved, ...] = ()
