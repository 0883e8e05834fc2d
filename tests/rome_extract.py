"""`python -m tests.rome_extract FOLDER`: makes the embedded extracts of ROME anew, from the CSV files of the official archive."""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from oma_builder.content import reference
from oma_builder.problems import as_text
from oma_builder.rome import extract, names, tables, tastes
from oma_builder.rome.sheets import Sheet, read_sheets
from tests.tools import ROOT

DATA = ROOT / "oma_builder" / "content" / "data"
THEMES = f"unix_referentiel_macro_competence_riasec_v4{reference.ROME_VERSION}_utf8.csv"
"""The table of Holland's themes of broad skills, which drafts do without."""


def main(folder: Path) -> None:
    """Write the extracts, or say what is wrong with the folder."""
    read, problems = tables.open_tables(folder)
    sheets, problems = read_sheets(read) if read is not None else (None, problems)
    if sheets is None or read is None:
        sys.exit("\n".join(map(as_text, problems)))
    write(extract.FILE, extract.pack(sheets))
    write(names.FILE, names.pack(names.names_of(sheets)))
    write(reference.TASTES, table(sheets, themes_of(folder, read)).encode())


def write(name: str, raw: bytes) -> None:
    """Write one embedded file."""
    (DATA / name).write_bytes(raw)
    print(f"{name}: {len(raw):,} bytes")


def themes_of(folder: Path, read: tables.Tables) -> Mapping[str, tuple[str, ...]]:
    """Return the themes of the know-how of each code of ROME: one or two letters a skill, by its broad skill.

    Manners (*savoir-être*: rigour, autonomy) are left out: they are asked for nearly everywhere, and tell no taste.
    """
    themes = {row["code_ogr"]: row["riasec_majeur"] + row["riasec_mineur"] for row in rows(folder, THEMES)}
    skills = {
        row["code_ogr"]: themes.get(row["code_ogr"]) or themes.get(row["code_ogr_macro_comp"], "")
        for row in rows(folder, tables.file_name(tables.SKILLS))
        if not row["cat_comp"].startswith("Savoir-être")
    }
    by_code: dict[str, list[str]] = defaultdict(list)
    for link in (row.cells for row in read[tables.LINKS]):
        if link["code_compo_bloc"] == "5" and link["code_rubrique"] != "3" and skills.get(link["code_ogr"]):
            by_code[link["code_rome"]].append(skills[link["code_ogr"]])
    return {code: tuple(letters) for code, letters in by_code.items()}


def rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, whole."""
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def table(sheets: tuple[Sheet, ...], themes: Mapping[str, tuple[str, ...]]) -> str:
    """Return the table of tastes as CSV."""
    return "\n".join([",".join(reference.TASTES_COLUMNS), *lines(sheets, themes), ""])


def lines(sheets: tuple[Sheet, ...], themes: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the rows of the table."""
    for row in tastes.rows(sheets, lambda code: themes.get(code, ())):
        settings = map(" ".join, (row.places, row.hours, row.company, row.postures))
        yield ",".join([row.code, *map(str, row.skills), *settings])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
