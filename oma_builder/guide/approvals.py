"""What each party has agreed to, and whether that is still what a document says (agreement, article 10).

An approval is bound to the meaning of a document: its fields, its words and the files it shows. Layout, remarks, the order of
fields and typography are no part of it; nor is when and where it may be shown, which `publication` decides.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any, Literal

from oma_builder.content.documents import Document
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author, Publication
from oma_builder.content.kinds.film import Consent
from oma_builder.content.kinds.validation import Meaning, Validation
from oma_builder.content.loader import Corpus
from oma_builder.content.markdown import walk
from oma_builder.content.parties import PARTIES
from oma_builder.content.schema import FILMS, KINDS, VALIDATIONS
from oma_builder.content.walking import CAPTIONS, PICTURES
from oma_builder.content.wording import digest_of, written
from oma_builder.guide.vocabulary import french_date

State = Literal["approuve", "a-revalider", "attendu"]

Files = Mapping[str, str]
"""The digest of every file that documents may show, by its folder and name."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Where one party stands about a document; `date` and `function` are those of what it approved last, if it did."""

    party: str
    state: State
    date: datetime.date | None = None
    function: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """Where all parties stand about one document."""

    kind: str
    id: str
    agreements: tuple[Agreement, ...]

    @property
    def is_complete(self) -> bool:
        """Say whether every party agrees to what the document says now."""
        return all(agreement.state == "approuve" for agreement in self.agreements)


def words(approval: Approval) -> str:
    """Say where each party stands, in one line."""
    return "\u202f; ".join(map(_words, approval.agreements))


def _words(agreement: Agreement) -> str:
    name = PARTIES[agreement.party].name
    if agreement.date is None:
        return f"{name}\u00a0: accord attendu"
    day = french_date(agreement.date)
    return (
        f"{name}\u00a0: approuvée le {day}"
        if agreement.state == "approuve"
        else f"{name}\u00a0: à revalider (accord du {day})"
    )


def awaiting(approvals: Iterable[Approval]) -> Mapping[str, str]:
    """Return the routes of what waits for an agreement, each with the label of its place on paper, which may be empty."""
    kinds = {kind.name: kind for kind in KINDS}
    waiting = ((kinds[one.kind], one.id) for one in approvals if not one.is_complete)
    return {place: kind.label(identifier) for kind, identifier in waiting if (place := kind.place(identifier))}


def to_approve(corpus: Corpus) -> tuple[Kind[Author], ...]:
    """Return the kinds whose documents need the agreement of both parties, as `site.yaml` says."""
    wanted = corpus.site.entry.validations if corpus.site else ()
    return tuple(kind for kind in KINDS if kind.name in wanted and not kind.written_by)


def link_approvals(corpus: Corpus) -> tuple[Approval, ...]:
    """Return where the parties stand about every document that needs their agreement."""
    given = {document.id: document for document in corpus.of(VALIDATIONS)}
    files = files_of(corpus) if given else {}
    stand = partial(_standing, given=given, files=files)
    return tuple(stand(kind, document) for kind in to_approve(corpus) for document in corpus.of(kind))


def _standing(
    kind: Kind[Author], document: Document[Any], given: Mapping[str, Document[Validation]], files: Files
) -> Approval:
    found = {party: given.get(f"{party}/{kind.name}/{document.id}") for party in PARTIES}
    digest = digest_of(meaning(kind, document, files)) if any(found.values()) else ""
    return Approval(kind.name, document.id, tuple(_agreement(party, one, digest) for party, one in found.items()))


def _agreement(party: str, given: Document[Validation] | None, digest: str) -> Agreement:
    if given is None:
        return Agreement(party, "attendu")
    entry = given.entry
    holds = entry.empreinte == digest and entry.is_as_recorded
    return Agreement(party, "approuve" if holds else "a-revalider", entry.date, entry.fonction)


def meaning(kind: Kind[Author], document: Document[Any], files: Files) -> Meaning:
    """Return what a document says, and the digests of the files it shows."""
    said = written(document.entry, {type(document.entry): frozenset(_about_showing(document.entry))})
    named = {f"{PICTURES}/{name}" for name in (*_texts(said), *_embedded(document))}
    if kind is FILMS:
        named.add(f"{CAPTIONS}/{document.id}")
    return {**said, **{name: files[name] for name in sorted(named & files.keys())}}


def _about_showing(entry: Author) -> Iterator[str]:
    """Yield the fields that say when and where a document may be shown."""
    for name, value in entry.__dict__.items():
        parts = value if isinstance(value, tuple) else (value,)
        if any(isinstance(part, Publication | Consent) for part in parts):
            yield name


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(part)


def _embedded(document: Document[Any]) -> Iterator[str]:
    return (node.text for nodes in document.texts.values() for node in walk(nodes) if node.tag == "img")


def files_of(corpus: Corpus) -> Files:
    """Return the digest of each picture, and of the captions of each film."""
    pictures = {f"{PICTURES}/{image.name}": image.digest for image in corpus.images}
    spoken = {
        captions.id: [(cue.start, cue.end, *cue.lines, *cue.voices) for cue in captions.cues]
        for captions in corpus.captions
    }
    return pictures | {f"{CAPTIONS}/{name}": sha256(repr(cues).encode()).hexdigest() for name, cues in spoken.items()}
