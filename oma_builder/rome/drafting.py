"""The order of the import: a folder of CSV files → drafts → files of the content."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from oma_builder.content import reference
from oma_builder.problems import Checked, Problem, slips
from oma_builder.rome import record, tables
from oma_builder.rome.drafts import Directory, Draft, directory, draft
from oma_builder.rome.sectors import Sector, sector_id, sectors
from oma_builder.rome.sheets import read_sheets

_NEAR = 4
"""Codes that are proposed in the place of a wrong one."""


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
    known = directory(sheets)
    if only is None:
        day = today.isoformat()
        made = tuple(draft(sheet, known, day, sector_id(sheet.domain), similar=True) for sheet in sheets)
        return Checked(Made(known, made, sectors(sheets, known.spelt)))
    alone = one(known, only, today)
    return Checked(Made(known, (alone,), ())) if alone else Checked(None, (_unknown(only),))


def one(known: Directory, code: str, today: datetime.date) -> Draft | None:
    """Return the draft of the sheet of one code, without sector or other trades, or None where no sheet has it."""
    sheet = next((sheet for sheet in known.sheets if sheet.code == code.upper()), None)
    return draft(sheet, known, today.isoformat(), None, similar=False) if sheet else None


def what_to_do(code: str) -> str:
    """Return the hint about a code that no sheet has: those that one slip away may have been meant, or how to find it."""
    near = [other for other in reference.rome() if len(code) == len(other) and slips(code.upper(), other) == 1]
    told = [f"{other} ({reference.rome()[other].label})" for other in near[:_NEAR]]
    search = "cherchez-le par des mots : « python build.py rome coiffeur »"
    return f"les plus proches : {', '.join(told)} ; ou {search}" if told else f"un code ressemble à J1506 ; {search}"


def _unknown(code: str) -> Problem:
    return Problem(
        tables.file_name(tables.SHEETS), 0, "import-rome-code", f"aucune fiche n’a le code « {code} »", what_to_do(code)
    )


def keep(made: Made, content: Path, *, may_replace: bool) -> Checked[int]:
    """Write the drafts into the content; return how many files were written. Raises `BuildError`."""
    texts = record.files(made.drafts, made.sectors, made.directory.spelt)
    return record.keep(texts, content, may_replace=may_replace)
