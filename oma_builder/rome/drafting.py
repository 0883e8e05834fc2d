"""The order of the import: a folder of CSV files → drafts → files of the content."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from oma_builder.problems import Checked, Problem, nearest
from oma_builder.rome import record, tables
from oma_builder.rome.drafts import Directory, Draft, directory, draft
from oma_builder.rome.sectors import Sector, sector_id, sectors
from oma_builder.rome.sheets import read_sheets


@dataclass(frozen=True, slots=True)
class Made:
    """The drafts of trades and of their sectors, with the directory that they come from."""

    directory: Directory
    drafts: tuple[Draft, ...]
    sectors: tuple[Sector, ...]


def read_folder(folder: Path, today: datetime.date, only: str | None = None) -> Checked[Made | None]:
    """Return a draft for each sheet, or for the one of the code `only`: that one names neither sector nor other trades.

    A whole directory brings its sectors and all its trades along; one sheet joins a guide that has its own.
    """
    read, problems = tables.open_tables(folder)
    if read is None:
        return Checked(None, problems)
    sheets, problems = read_sheets(read)
    if sheets is None:
        return Checked(None, problems)
    known, day = directory(sheets), today.isoformat()
    if only is None:
        made = tuple(draft(sheet, known, day, sector_id(sheet.domain), similar=True) for sheet in sheets)
        return Checked(Made(known, made, sectors(sheets, known.spelt)))
    alone = tuple(draft(sheet, known, day, None, similar=False) for sheet in sheets if sheet.code == only.upper())
    return Checked(Made(known, alone, ())) if alone else Checked(None, (_unknown(only, known),))


def _unknown(code: str, known: Directory) -> Problem:
    meant = nearest(code.upper(), (sheet.code for sheet in known.sheets))
    hint = (
        f"vouliez-vous dire {meant} ?" if meant else "cherchez-le sur le site de France Travail ; il ressemble à J1506"
    )
    return Problem(tables.file_name(tables.SHEETS), 0, "import-rome-code", f"aucune fiche n’a le code « {code} »", hint)


def keep(made: Made, content: Path, *, may_replace: bool) -> Checked[int]:
    """Write the drafts into the content; return how many files were written. Raises `BuildError`."""
    texts = record.files(made.drafts, made.sectors, made.directory.spelt)
    return record.keep(texts, content, may_replace=may_replace)
