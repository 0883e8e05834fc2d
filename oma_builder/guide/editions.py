"""Printed editions: what each one said of every trade, and what a trade says otherwise since."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oma_builder.content.documents import Document
from oma_builder.content.kinds import edition as written
from oma_builder.content.kinds.metier import Metier as MetierEntry
from oma_builder.guide.fingerprints import Fingerprints, fingerprints
from oma_builder.guide.metier_fields import COUNTED
from oma_builder.guide.recruitment import Demand


@dataclass(frozen=True, slots=True)
class Sheet:
    """One trade as an edition prints it: its identifier, title, short code, first page, what its fields said, its films."""

    metier: str
    title: str
    code: str
    page: int
    fields: Fingerprints
    films: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """One printed edition: the day it was recorded, and the digest of all that it prints."""

    id: str
    name: str
    date: datetime.date
    digest: str
    pages: int
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a trade was printed last, and what has changed since, in the readers' words."""

    edition: str
    page: int
    changed: tuple[str, ...]


def link_editions(documents: Iterable[Document[written.Edition]]) -> tuple[Edition, ...]:
    """Return the recorded editions, oldest first."""
    return tuple(sorted(map(_edition, documents), key=lambda edition: (edition.date, edition.id)))


def _edition(document: Document[written.Edition]) -> Edition:
    entry = document.entry
    return Edition(document.id, entry.nom, entry.date, entry.empreinte, entry.pages, tuple(map(_sheet, entry.metiers)))


def _sheet(given: written.PrintedMetier) -> Sheet:
    pairs = (pair.partition("=") for pair in given.champs.split(" "))
    fields = {name: digest for name, _, digest in pairs}
    return Sheet(given.metier, given.titre, given.code_court, given.page, fields, given.films)


Copies = Mapping[str, tuple[Edition, Sheet]]
"""Where each trade was printed last, by its identifier then."""


def last_printed(editions: Iterable[Edition]) -> Copies:
    """Return the last copy of each trade that these editions, oldest first, have ever printed."""
    return {sheet.metier: (edition, sheet) for edition in editions for sheet in edition.sheets}


def printed(document: Document[MetierEntry], demand: Demand | None, copies: Copies) -> Printed | None:
    """Return where a trade, or a sheet that it replaces, was printed last; None when it never was."""
    copies_held = [copies[name] for name in (document.id, *document.entry.remplace) if name in copies]
    if not copies_held:
        return None
    edition, sheet = max(copies_held, key=lambda copy: copy[0].date)
    return Printed(edition.name, sheet.page, changed_fields(sheet.fields, fingerprints(document.entry, demand)))


def changed_fields(before: Fingerprints, now: Fingerprints) -> tuple[str, ...]:
    """Return the names, for readers, of the fields that differ, came or went; a field that no trade has any more is left out."""
    return tuple(field.label for word, field in COUNTED.items() if before.get(word) != now.get(word))
