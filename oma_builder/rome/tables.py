"""The CSV files of ROME as they were downloaded: their rows, by the names of their columns."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from oma_builder.content.reference import ROME_VERSION
from oma_builder.problems import BuildError, Checked, Problem

_RELEASE = f"v4{ROME_VERSION}"
"""How names of files say ROME 4.0 and its version."""

SHEETS, NAMES, TEXTS = "referentiel_code_rome", "referentiel_appellation", "texte"
SKILLS, SETTINGS, LINKS, DOMAINS = (
    "referentiel_competence",
    "referentiel_contexte_travail",
    "liens_rome_referentiels",
    "cr_gd_dp",
)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    SHEETS: ("code_rome", "libelle_rome"),
    NAMES: ("code_ogr", "libelle_appellation_long", "code_rome", "classification", "peu_usite"),
    TEXTS: ("code_rome", "libelle_type_texte", "position_phrase", "libelle_texte"),
    SKILLS: ("code_ogr", "nature", "libelle_competence", "cat_comp", "sous_cat_comp"),
    SETTINGS: ("code_ogr", "libelle_cont_travail", "code_type_cont_trav"),
    LINKS: ("code_rome", "code_compo_bloc", "code_rubrique", "code_ogr"),
    DOMAINS: ("code_rome", "code_grand_domaine", "libelle_grand_domaine", "libelle_domaine_professionel"),
}
"""The files that are read, without what all their names have in common, and the columns that are read of each."""

_LARGEST = 60_000_000
"""Bytes: the largest file of version 60 has 3 million."""

_AGAIN = "téléchargez de nouveau l’archive « ROME 4.0, CSV » sur data.gouv.fr, et décompressez-la sans l’ouvrir dans un tableur"
_MENDED = str.maketrans({"\x9c": "œ", "\xa0": " ", "’": "'"})
"""One letter that an encoding spoilt in the official files, and signs of which they have two kinds: typography is set anew."""
_ELIDED = re.compile(r"(?<=\b[dlnsDLNS])' (?=\w)")
"""A space too many, as in « L' Adjoint »."""


class Row(NamedTuple):
    """One row: its line in the file, and its cells by column."""

    line: int
    cells: Mapping[str, str]


Tables = Mapping[str, tuple[Row, ...]]


def file_name(table: str) -> str:
    """Return the official name of the file that holds a table."""
    return f"unix_{table}_{_RELEASE}_utf8.csv"


def open_tables(folder: Path) -> Checked[Tables | None]:
    """Read the tables of a folder, each whole. Raises `BuildError` when the disk refuses."""
    tables: dict[str, tuple[Row, ...]] = {}
    problems = tuple(_other_version(folder))
    for table in () if problems else COLUMNS:
        raw, missing = _raw(folder, table)
        rows, wrong = _rows(raw, table) if not missing else ((), missing)
        tables[table] = rows
        problems += wrong
    return Checked(None if problems else tables, problems)


def _other_version(folder: Path) -> Iterator[Problem]:
    """Tell of a folder that says it is of another version: the file beside the tables, or their own names."""
    note = folder / "version.txt"
    text = note.read_text(encoding="utf-8", errors="replace") if note.is_file() else ""
    told = re.search(r"version\s*:\s*(\d+)", text)
    named = {match[1] for file in folder.glob("unix_*_v4*_utf8.csv") if (match := re.search(r"_v4(\d+)_", file.name))}
    others = sorted({told[1]} - {ROME_VERSION}) if told else sorted(named) if ROME_VERSION not in named else []
    if others:
        message = (
            f"ces fichiers sont ceux de la version {others[0]} du ROME, et le guide suit la version {ROME_VERSION}"
        )
        hint = f"prenez l’archive de la version {ROME_VERSION} sur data.gouv.fr"
        yield Problem(note.name if told else folder.name, 0, "import-rome-version", message, hint)


def _raw(folder: Path, table: str) -> Checked[bytes]:
    file = folder / file_name(table)
    try:
        if not file.is_file():
            message = f"il manque ce fichier dans le dossier {folder.name}"
            return Checked(b"", (Problem(file.name, 0, "import-rome-fichier", message, _AGAIN),))
        return Checked(file.read_bytes() if file.stat().st_size <= _LARGEST else b"")
    except OSError as error:
        raise BuildError(f"lecture impossible de {file} : {error.strerror}", "vérifiez vos droits") from error


def _rows(raw: bytes, table: str) -> Checked[tuple[Row, ...]]:
    """Return the rows of a file, with doubled apostrophes mended; a file that is cut, or another one, gives a problem."""
    name = file_name(table)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = "ce fichier n’est pas en UTF-8 : un tableur l’a sans doute enregistré autrement"
        return Checked(
            (), (Problem(name, raw.count(b"\n", 0, error.start) + 1, "import-rome-encodage", message, _AGAIN),)
        )
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    head = _head(reader)
    if missing := [column for column in COLUMNS[table] if column not in head]:
        return Checked((), (_not_this_file(name, missing, table),))
    rows: list[Row] = []
    try:
        for cells in reader:
            if len(cells) != len(head):
                return Checked((), (_broken(name, reader.line_num),))
            rows.append(Row(reader.line_num, dict(zip(head, map(_mended, cells), strict=True))))
    except csv.Error:
        return Checked((), (_broken(name, reader.line_num),))
    return Checked(tuple(rows))


def _head(reader: Iterator[list[str]]) -> list[str]:
    """Return the titles of the columns; none where the first line is not of this form."""
    try:
        return next(reader, [])
    except csv.Error:
        return []


def _mended(cell: str) -> str:
    return _ELIDED.sub("'", " ".join(cell.replace("''", "'").translate(_MENDED).split()))


def _not_this_file(name: str, missing: list[str], table: str) -> Problem:
    message = f"il manque des colonnes : {', '.join(missing)}"
    if len(missing) == len(COLUMNS[table]):
        message = "ce fichier est vide, bien trop gros, ou n’est pas une table du ROME séparée par des virgules"
    return Problem(name, 0, "import-rome-colonnes", message, _AGAIN)


def _broken(name: str, line: int) -> Problem:
    message = "cette ligne n’a pas toutes ses cases : le fichier est sans doute incomplet"
    return Problem(name, line, "import-rome-ligne", message, _AGAIN)
