"""Which trades came, went or were reworded since a day: by what Git remembers, else by the last edition that was recorded."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from oma_builder.content.history import Snapshot
from oma_builder.content.kinds.metier import Metier
from oma_builder.content.loader import Corpus
from oma_builder.content.parser import parse_yaml
from oma_builder.content.schema import METIERS
from oma_builder.content.typography import french, slugify
from oma_builder.guide import publication
from oma_builder.guide.changes import Changed, changes_since
from oma_builder.guide.editions import Edition, changed_fields
from oma_builder.guide.fingerprints import Fingerprints, all_fingerprints, fingerprint, fingerprints
from oma_builder.guide.metier_fields import COUNTED
from oma_builder.guide.model import Guide
from oma_builder.guide.values import gendered
from oma_builder.guide.vocabulary import french_date
from oma_builder.problems import plural
from oma_builder.stewardship.report_tables import NONE, Row, Section, Table, named

_NAME, _TITLE = "changements", "Ce qui a changé"
_ADDED, _WITHDRAWN, _REWORDED = "ajouté", "retiré", "reformulé"
_NOTE = (
    "Reformulé : au moins un champ dit autre chose. Les espaces, les guillemets, les tirets, les dates de lecture des sources et"
    " le jour de la relecture ne comptent pas."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One trade as its file says it: `entry` is None when it was written for another version of the program."""

    id: str
    data: Mapping[str, Any]
    entry: Metier | None

    @property
    def title(self) -> str:
        """Its name, in both genders where they differ, or that of its file."""
        if self.entry:
            return gendered(self.entry.titre).both
        given = self.data.get("titre")
        forms = (given.get("masculin"), given.get("feminin")) if isinstance(given, dict) else ()
        return french(" / ".join(dict.fromkeys(form for form in forms if isinstance(form, str)))) or self.id

    @property
    def former(self) -> tuple[str, ...]:
        """The sheets that it replaces."""
        return self.entry.remplace if self.entry else ()

    def is_public(self, day: datetime.date) -> bool:
        """Say whether readers could see it on a day."""
        if self.entry:
            return publication.is_public(self.entry.publication, day)
        window = self.data.get("publication")
        return not (isinstance(window, dict) and window.get("etat") == "brouillon")


Sheets = Mapping[str, Sheet]


def changes(guide: Guide, corpus: Corpus, since: datetime.date, past: tuple[Snapshot, Snapshot] | None) -> Section:
    """Return the trades that were added, withdrawn or reworded since a day."""
    if past:
        return _by_history(since, *past)
    if edition := _nearest(guide.editions, since):
        return _by_edition(edition, guide, corpus)
    return Section(
        _NAME,
        _TITLE,
        (
            (
                f"Ce qui a changé depuis le {french_date(since)} n’est pas connu : Git ne dit rien de cette période, et aucune édition"
                " imprimée n’est enregistrée."
            ),
        ),
    )


def _nearest(editions: tuple[Edition, ...], since: datetime.date) -> Edition | None:
    """Return the last edition recorded by a day, or else the first after it."""
    before = [edition for edition in editions if edition.date <= since]
    return before[-1] if before else next(iter(editions), None)


def _by_history(since: datetime.date, before: Snapshot, after: Snapshot) -> Section:
    then, now = _sheets(before), _sheets(after)
    rows = tuple(sorted(_changes(then, now), key=lambda row: (_ORDER.index(str(row[1])), slugify(str(row[0])))))
    known = f"l’état du {french_date(before.day)}"
    if before.day > since:
        known += f" (l’historique de Git ne remonte pas au {french_date(since)})"
    return _section(f"Entre {known} et celui du {french_date(after.day)}, d’après Git", rows)


_ORDER = (_ADDED, _WITHDRAWN, _REWORDED)


def _section(between: str, rows: tuple[Row, ...]) -> Section:
    counts = [sum(row[1] == sort for row in rows) for sort in _ORDER]
    told = ", ".join(plural(count, f"métier {sort}") for count, sort in zip(counts, _ORDER, strict=True))
    table = Table(
        "changements", "Les métiers qui ont changé", ("Métier", "Changement", "Ce qui dit autre chose"), rows, _NOTE
    )
    key: tuple[Row, ...] = tuple((f"Métiers {sort}s", count) for sort, count in zip(_ORDER, counts, strict=True))
    return Section(_NAME, _TITLE, (f"{between} : {told}.",), (table,), key)


def _sheets(snapshot: Snapshot) -> Sheets:
    """Return the trades that readers could see, by their identifiers; a file that cannot be read was no sheet."""
    read = (_sheet(PurePath(name).stem, text) for name, text in snapshot.texts.items() if name.endswith(METIERS.suffix))
    return {sheet.id: sheet for sheet in read if sheet and sheet.is_public(snapshot.day)}


def _sheet(identifier: str, text: str) -> Sheet | None:
    parsed = parse_yaml(text, identifier).value
    if parsed is None:
        return None
    try:
        return Sheet(identifier, parsed.data, Metier.model_validate(parsed.data))
    except ValidationError:
        return Sheet(identifier, parsed.data, None)


def _changes(then: Sheets, now: Sheets) -> Iterator[Row]:
    successors = {former: sheet for sheet in now.values() for former in sheet.former}
    kept = {name: now.get(name) or successors.get(name) for name in then}
    stayed = {sheet.id for sheet in kept.values() if sheet}
    yield from ((sheet.title, _ADDED, NONE) for name, sheet in now.items() if name not in stayed)
    for name, before in then.items():
        after = kept[name]
        if after is None:
            yield before.title, _WITHDRAWN, NONE
        elif fields := _reworded(before, after):
            yield after.title, _REWORDED, named(fields)


def _reworded(before: Sheet, after: Sheet) -> tuple[str, ...]:
    """Return the fields that say something else, in the readers' words.

    What an older program accepted and this one does not is compared as it was written.
    """
    if before.entry and after.entry:
        return changed_fields(fingerprints(before.entry, None), fingerprints(after.entry, None))
    return changed_fields(_as_written(before), _as_written(after))


def _as_written(sheet: Sheet) -> Fingerprints:
    return {word: fingerprint(value) for word, value in sheet.data.items() if word in COUNTED and value}


def _by_edition(edition: Edition, guide: Guide, corpus: Corpus) -> Section:
    since = changes_since(edition, guide.metiers, all_fingerprints(corpus.of(METIERS), guide.demands))
    rows: tuple[Row, ...] = (
        *((metier.title.both, _ADDED, NONE) for metier in since.new),
        *((sheet.title, _WITHDRAWN, NONE) for sheet in since.withdrawn),
        *((one.metier.title.both, _REWORDED, named(_lost_or_reworded(one))) for one in since.changed),
    )
    between = (
        f"Git ne dit rien de cette période. Depuis l’édition {edition.name}, enregistrée le {french_date(edition.date)},"
        f" et jusqu’au {french_date(guide.today)}"
    )
    return _section(between, rows)


def _lost_or_reworded(changed: Changed) -> tuple[str, ...]:
    return (*changed.fields, "films d’élèves") if changed.lost_films else changed.fields
