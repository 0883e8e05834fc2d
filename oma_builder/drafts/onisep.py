"""Open data of the Onisep (*Idéo-Métiers*, *Idéo-Formations initiales en France*) → drafts of trades and of diplomas.

The number of *niveau de certification* is of the French scale of before 2019 (5 for a CAP, 3 for a BTS); its label is of
that of today. A name with a bar has two genders only where both are forms of one word. Source: opendata.onisep.fr.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from oma_builder.content import addresses, reference
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.schema import FORMATIONS, METIERS
from oma_builder.content.typography import slugify
from oma_builder.drafts import batch
from oma_builder.drafts.batch import Entry
from oma_builder.drafts.document import Draft, right_id
from oma_builder.drafts.table import Row, Table
from oma_builder.problems import Checked, Problem, Severity
from oma_builder.rome.titles import gendered, masculine_words

LICENCE = "ODbL 1.0"
"""What the Onisep publishes these tables under: it is to be named, and a base made of a large part of them shared alike."""

_PERSONAL = re.compile(r"telephone|telecopie|\btel\b|\bfax\b|courriel|mail|contact")
"""Columns, by the words of their names, that tell how to reach people."""

_LEVEL = re.compile(r"\bniveau ([3-8])\b", re.IGNORECASE)
_DIPLOMA = re.compile(r"\bFOR\.\d{1,6}\b")
_NUMBER = re.compile(r"(?:RNCP)? ?(\d{2,5})", re.IGNORECASE)
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Export:
    """One of the tables: the kind that it becomes, its name, the columns that are read, what makes fields of a row."""

    kind: Kind[Author]
    name: str
    label: str
    address: str
    read: Callable[["_Fields"], tuple[dict[str, Any], list[str]]]


@dataclass(frozen=True, slots=True)
class _Fields:
    """The cells of a row by the plain names of their columns, the day when they were read, the words that have a feminine."""

    cells: Mapping[str, str]
    today: str
    masculine: frozenset[str]

    def __getitem__(self, column: str) -> str:
        return " ".join(self.cells.get(slugify(column), "").split())

    def parts(self, column: str) -> list[str]:
        """Return the parts of a cell that holds several, between bars."""
        return [part.strip() for part in self[column].split("|") if part.strip()]

    @property
    def changed(self) -> str:
        """The day of the last change, as files have it; an empty string where none is told."""
        match = _DAY.fullmatch(self["date de modification"])
        try:
            return datetime.date(*map(int, match.groups()[::-1])).isoformat() if match else ""
        except ValueError:
            return ""


def drafts(table: Table, content: Path, path: str, today: datetime.date, only: str = "") -> Checked[tuple[Draft, ...]]:
    """Return the drafts of an export, or of its rows that have the words of `only`.

    What our rules refuse of a row is left out with it, for information: nobody here can mend an official table.
    """
    names = {slugify(name) for name in table.columns}
    export = next((export for export in _EXPORTS if slugify(export.label) in names), None)
    if export is None:
        message = "ce n’est pas un export de l’Onisep : ni « libellé métier », ni « libellé formation principal »"
        hint = "prenez Idéo-Métiers ou Idéo-Formations initiales en France, en CSV, sur opendata.onisep.fr"
        return Checked((), (Problem(path, 1, "import-onisep-colonnes", message, hint),))
    made, problems = batch.drafts(export.kind, _entries(export, table, today, only), content, path)
    return Checked(made, tuple(map(_left_out, problems)))


def _left_out(problem: Problem) -> Problem:
    if problem.severity is not Severity.ERROR:
        return problem
    return replace(
        problem, severity=Severity.INFORMATION, message=f"ligne laissée de côté : {problem.message}", hint=""
    )


def personal(table: Table) -> tuple[str, ...]:
    """Return the columns of a table that tell how to reach people: nothing of them is read."""
    return tuple(name for name in table.columns if _PERSONAL.search(slugify(name).replace("-", " ")))


def _entries(export: _Export, table: Table, today: datetime.date, only: str) -> Iterator[Entry]:
    rows = [(row, _fields(row, today, frozenset())) for row in table.rows]
    labels = [fields[export.label] for _, fields in rows]
    masculine = masculine_words([*labels, *(sheet.label for sheet in reference.rome().values())])
    wanted = set(filter(None, slugify(only).split("-")))
    for row, fields in rows:
        if (label := fields[export.label]) and wanted <= set(slugify(label).split("-")):
            yield _entry(export, row, replace(fields, masculine=masculine))


def _fields(row: Row, today: datetime.date, masculine: frozenset[str]) -> _Fields:
    cells = {
        slugify(name): cell for name, cell in row.cells.items() if not _PERSONAL.search(slugify(name).replace("-", " "))
    }
    return _Fields(cells, today.isoformat(), masculine)


def _entry(export: _Export, row: Row, fields: _Fields) -> Entry:
    values, remarks = export.read(fields)
    values["sources"] = [_source(export, fields)]
    title = values.get("titre", {}).get("masculin") or values["intitule"]
    origin = f"Brouillon fait des données ouvertes de l’Onisep : {export.name} ({LICENCE})."
    return Entry(row.line, right_id(title), values, (origin, *remarks))


def _source(export: _Export, fields: _Fields) -> dict[str, str]:
    changed = fields["date de modification"] if fields.changed else ""
    title = f"Onisep, {export.name}{f', fiche modifiée le {changed}' if changed else ''} ({LICENCE})"
    address = fields[export.address].replace("http://", "https://", 1)
    told = {"adresse": address} if addresses.PAGE.fullmatch(address) else {}
    return {"titre": title, **told, "date": fields.today}


def _trade(fields: _Fields) -> tuple[dict[str, Any], list[str]]:
    """Return what the Onisep says of a trade. Of several codes of ROME, a person has to choose."""
    values: dict[str, Any] = {"titre": _title(fields["libellé métier"], fields.masculine)}
    codes = fields.parts("code ROME")
    sheet = reference.rome().get(codes[0]) if len(codes) == 1 else None
    if sheet:
        minor = {"secondaire": sheet.minor} if sheet.minor else {}
        values |= {"rome": codes[0], "interets": {"principal": sheet.major, **minor}}
    remarks = (
        [f"Domaine : {' ; '.join(fields.parts('domaine/sous-domaine'))}."] if fields["domaine/sous-domaine"] else []
    )
    if codes and not sheet:
        version = f"la version {reference.ROME_VERSION} du ROME"
        remarks.append(
            f"Codes ROME selon l’Onisep : {', '.join(codes)}. Gardez celui du métier, s’il est dans {version}."
        )
    elif sheet and slugify(sheet.label) != slugify(fields["libellé ROME"]):
        remarks.append(f"Le ROME appelle {codes[0]} « {sheet.label} » : vérifiez que c’est ce métier.")
    return values, remarks


def _title(label: str, masculine: frozenset[str]) -> dict[str, str]:
    """Return both genders of a name, or the name alone where it does not give them: no form is made up."""
    pair = gendered(label, masculine)
    return (
        {"masculin": _capital(pair.masculine), "feminin": _capital(pair.feminine)}
        if pair
        else {"masculin": _capital(label)}
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _diploma(fields: _Fields) -> tuple[dict[str, Any], list[str]]:
    """Return what the Onisep says of a diploma; its level is that of the label, never the number beside it."""
    values: dict[str, Any] = {"intitule": _capital(fields["libellé formation principal"])}
    if level := _LEVEL.search(fields["libellé niveau de certification"]):
        values["niveau"] = level[1]
    if fields["durée"]:
        values["duree"] = fields["durée"]
    number, diploma = _NUMBER.fullmatch(fields["code RNCP"]), _DIPLOMA.search(fields["URL et ID Onisep"])
    codes = {"rncp": f"RNCP{number[1]}"} if number else {}
    codes |= {"onisep": diploma[0]} if diploma else {}
    if codes:
        values["codes"] = {**codes, "releve_le": fields.changed or fields.today}
    leaving = fields["niveau de sortie indicatif"]
    remarks = [f"Niveau de sortie indicatif, selon l’Onisep : {leaving}."] if leaving and not level else []
    return values, remarks


_EXPORTS = (
    _Export(METIERS, "Idéo-Métiers", "libellé métier", "lien site onisep.fr", _trade),
    _Export(
        FORMATIONS,
        "Idéo-Formations initiales en France",
        "libellé formation principal",
        "URL et ID Onisep",
        _diploma,
    ),
)
