"""What makes the old copies of a printed edition wrong: the matter of an erratum."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from oma_builder.guide.editions import Edition, Sheet, changed_fields
from oma_builder.guide.fingerprints import Fingerprints
from oma_builder.guide.metiers import Metier


@dataclass(frozen=True, slots=True)
class Changed:
    """A trade that no longer says what an edition prints: its page there, and the fields, in the readers' words.

    `lost_films` counts the films that the page names, and that may no longer be named there, or watched where it leads.
    """

    metier: Metier
    page: int
    fields: tuple[str, ...]
    lost_films: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """All that an old copy says wrongly, in the order of its pages; then the trades that it lacks, as the guide lists them."""

    changed: tuple[Changed, ...]
    withdrawn: tuple[Sheet, ...]
    new: tuple[Metier, ...]


def changes_since(edition: Edition, metiers: Iterable[Metier], now: Mapping[str, Fingerprints]) -> Changes:
    """Return what has changed since an edition, given today's trades and what the fields of each say (`all_fingerprints`).

    A sheet that another replaces is not withdrawn: its successor has changed, or not.
    """
    listed = tuple(metiers)
    todays = {former: metier for metier in listed for former in metier.former} | {
        metier.id: metier for metier in listed
    }
    sheets = sorted(edition.sheets, key=lambda sheet: (sheet.page, sheet.metier))
    kept = [(sheet, todays[sheet.metier]) for sheet in sheets if sheet.metier in todays]
    printed = {metier.id for _, metier in kept}
    return Changes(
        changed=tuple(_changed(kept, now)),
        withdrawn=tuple(sheet for sheet in sheets if sheet.metier not in todays),
        new=tuple(metier for metier in listed if metier.id not in printed),
    )


def _changed(kept: Iterable[tuple[Sheet, Metier]], now: Mapping[str, Fingerprints]) -> Iterator[Changed]:
    for sheet, metier in kept:
        fields = changed_fields(sheet.fields, now[metier.id])
        lost = {*sheet.films} - {film.id for film in metier.films if film.is_found_from_paper}
        if fields or lost:
            yield Changed(metier, sheet.page, fields, len(lost))
