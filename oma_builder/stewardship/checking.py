"""What is wrong with a list of contacts, told by lines and columns alone.

What is wrong in many lines is told once, with their numbers: a list of 100,000 would otherwise be read by nobody.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from oma_builder.content.typography import slugify
from oma_builder.problems import Checked, Problem, Severity, nearest, plural, tidy
from oma_builder.spreadsheet import may_be_run
from oma_builder.stewardship import persons, retention
from oma_builder.stewardship.contacts import COLUMNS, REACHED_BY, Column, Contact, WrongCell, column_of, titles
from oma_builder.stewardship.tables import Line, Table

_LATER = "vérifiez l’année : une date annonce ce qui a eu lieu"

_MOST_NUMBERS = 12
"""Lines that a message names, at most."""

_HINTS = {
    "contacts-case-vide": "remplissez la case, ou retirez la ligne : sans finalité ni date, un contact ne se garde pas",
    "contacts-ligne": (
        "donnez un titre à chaque colonne (un titre fusionné ne vaut que pour la première) ; "
        "dans un CSV, un texte qui contient le séparateur va entre guillemets"
    ),
    "contacts-formule": "elle n’est pas calculée, et sera écrite comme un texte ; mettez la valeur à sa place",
    "contacts-a-purger": "lancez : python build.py contacts purge, puis le nom du fichier",
    "contacts-doublon": "si c’est bien la même personne, gardez la ligne à jour, et supprimez l’autre",
}
_WEIGHTS = {
    "contacts-formule": Severity.WARNING,
    "contacts-a-purger": Severity.INFORMATION,
    "contacts-doublon": Severity.WARNING,
}


class _Finding(NamedTuple):
    """What may be wrong in many lines."""

    code: str
    words: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Findings:
    """The lines of each thing that is wrong, and what is said beside their numbers."""

    lines: dict[_Finding, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, line: int, code: str, words: str, *, hint: str = "", beside: str = "") -> None:
        self.lines[_Finding(code, words, hint or _HINTS[code])].append((line, beside))

    def problems(self, path: str) -> Iterator[Problem]:
        for (code, words, hint), lines in self.lines.items():
            numbers = numbered([f"{line}{beside}" for line, beside in lines])
            told = f"{words} ({numbers})" if len(lines) > 1 or lines[0][1] else words
            yield Problem(path, lines[0][0], code, told, hint, _WEIGHTS.get(code, Severity.ERROR))


def numbered(lines: Sequence[str]) -> str:
    """Return `lignes 2, 5 et 9`, or the first of many and how many others there are."""
    if len(lines) == 1:
        return f"ligne {lines[0]}"
    *first, last = lines[:_MOST_NUMBERS]
    if (more := len(lines) - _MOST_NUMBERS) > 0:
        return f"lignes {', '.join([*first, last])} et {plural(more, 'autre')}"
    return f"lignes {', '.join(first)} et {last}"


def letters(place: int) -> str:
    """Return what spreadsheets call a column, counted from 0: `A`, `Z`, `AA`."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def places_of(table: Table) -> Mapping[int, Column]:
    """Return the columns of a table by their places: the first of two that have one title."""
    known = titles()
    found: dict[str, int] = {}
    for place, cell in enumerate(table.head.cells):
        if column := known.get(slugify(cell)):
            found.setdefault(column.field, place)
    return {place: column_of(name) for name, place in found.items()}


def columns_of(table: Table) -> tuple[Problem, ...]:
    """Report titles that lack, stand twice or are not known; these are told by their letter, not by what they say."""
    known, places = titles(), places_of(table)
    there = {column.field for column in places.values()}
    lacking = [column.title for column in COLUMNS if column.field not in there and column.is_required]
    if there.isdisjoint(REACHED_BY):
        lacking.append(" ou ".join(column_of(name).title for name in REACHED_BY))
    problems = []
    if lacking:
        message = f"il manque des colonnes : {', '.join(lacking)}"
        problems.append(_of_head(table, "contacts-colonnes", message, "ajoutez-les ; le modèle les a toutes"))
    for place, title in enumerate(table.head.cells):
        if place in places or not (title or _has_cells(table, place)):
            continue
        if column := known.get(slugify(title)):
            message = f"la colonne {letters(place)} a le même titre qu’une autre : {column.title}"
            problems.append(_of_head(table, "contacts-colonnes", message, "gardez-en une"))
        else:
            problems.append(_unknown(table, place, nearest(slugify(title), known)))
    return tuple(problems)


def _of_head(table: Table, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(table.name, table.head.number, code, message, hint, severity)


def _has_cells(table: Table, place: int) -> bool:
    return any(place < len(line.cells) and line.cells[place].strip() for line in table.lines)


def _unknown(table: Table, place: int, guess: str) -> Problem:
    message = f"la colonne {letters(place)} n’a pas un titre de la liste : elle n’est pas lue"
    meant = f"vouliez-vous dire « {titles()[guess].title} » ? " if guess else ""
    hint = f"{meant}corrigez le titre, ou retirez la colonne si rien n’en a besoin"
    return _of_head(table, "contacts-colonne-inconnue", message, hint, Severity.WARNING)


def check(table: Table, today: datetime.date) -> Checked[tuple[Contact, ...]]:
    """Return the contacts of a table, each as far as it can be read, and what is wrong with the list on `today`."""
    contacts, problems = read(table, today)
    findings = _Findings()
    for contact in contacts:
        if (lapse := retention.lapse(contact)) and lapse.day <= today:
            findings.add(contact.line, "contacts-a-purger", lapse.why)
    for twin in persons.twins(contacts):
        findings.add(twin.line, "contacts-doublon", twin.told, beside=f" comme {twin.earlier}")
    return Checked(contacts, tidy((*problems, *findings.problems(table.name))))


def read(table: Table, today: datetime.date) -> Checked[tuple[Contact, ...]]:
    """Return the contacts of a table, each as far as it can be read, and what cannot be."""
    head = columns_of(table)
    if any(problem.severity is Severity.ERROR for problem in head):
        return Checked((), head)
    places, findings = places_of(table), _Findings()
    width = max(len(table.head.cells), *places) if places else 0
    contacts = tuple(_contact(line, places, width, findings, today) for line in table.lines)
    return Checked(contacts, (*head, *findings.problems(table.name)))


def _contact(
    line: Line, places: Mapping[int, Column], width: int, findings: _Findings, today: datetime.date
) -> Contact:
    values: dict[str, Any] = {}
    if any(map(str.strip, line.cells[width:])):
        findings.add(line.number, "contacts-ligne", "cette ligne a plus de cases que de titres")
    for place, column in places.items():
        cell = line.cells[place] if place < len(line.cells) else ""
        if cell.strip():
            _fill(values, column, cell, line.number, findings, today)
        elif column.is_required:
            findings.add(line.number, "contacts-case-vide", f"colonne {column.title} : la case est vide")
    if not any(line.cells[place].strip() for place in _reaching(places) if place < len(line.cells)):
        names = " et ".join(column_of(name).title for name in REACHED_BY)
        findings.add(line.number, "contacts-case-vide", f"colonnes {names} : les deux cases sont vides")
    return Contact(line.number, **values)


def _reaching(places: Mapping[int, Column]) -> Iterable[int]:
    return (place for place, column in places.items() if column.field in REACHED_BY)


def _fill(
    values: dict[str, Any], column: Column, cell: str, line: int, findings: _Findings, today: datetime.date
) -> None:
    try:
        value = column.read(cell)
    except WrongCell as error:
        findings.add(line, "contacts-valeur", f"colonne {column.title} : {error}", hint=error.hint)
        value = None
    if may_be_run(cell) and (value is None or column.field != "phone"):  # +33 is how a number may begin
        findings.add(line, "contacts-formule", f"colonne {column.title} : la case commence comme une formule")
    if column.is_date and value is not None and value > today:
        findings.add(line, "contacts-valeur", f"colonne {column.title} : ce jour n’est pas encore venu", hint=_LATER)
    elif value is not None:
        values[column.field] = value
