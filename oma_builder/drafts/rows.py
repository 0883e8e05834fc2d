"""Rows of a table whose columns are called as our fields → drafts."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.drafts import batch, columns, kinds
from oma_builder.drafts.batch import Entry
from oma_builder.drafts.columns import Column
from oma_builder.drafts.document import Draft, naming_field, right_id
from oma_builder.drafts.table import Row, Table
from oma_builder.problems import BuildError, Checked, ExitCode, Problem, nearest


def kind_of(table: Table) -> Kind[Author]:
    """Return the kind that most columns of a table are fields of. Raises `BuildError` when none is, or two are as near."""
    fits = {kind: _fitting(table, kind) for kind in kinds.DRAFTABLE}
    best = [kind for kind, fit in fits.items() if fit == max(fits.values())]
    if fits[best[0]][0] == 0:
        hint = "demandez un tableau vide : import csv --modele metiers"
        raise BuildError("aucune colonne de ce tableau ne porte le nom d’un champ", hint, ExitCode.USAGE)
    if len(best) > 1:
        hint = f"dites-la avec --kind : {', '.join(kind.name for kind in best)}"
        raise BuildError("ces colonnes ne disent pas de quelle sorte sont les fiches", hint, ExitCode.USAGE)
    return best[0]


def _fitting(table: Table, kind: Kind[Author]) -> tuple[int, int]:
    """Return how many columns are fields of a kind, then how few of the fields that it demands have none."""
    given = {column.path[0] for column in columns.columns(kind) if column.name in table.columns}
    known = len({column.name for column in columns.columns(kind)} & set(table.columns))
    demanded = {name for name, field in kind.model.model_fields.items() if field.is_required()}
    return known, -len(demanded - given)


def drafts(table: Table, kind: Kind[Author], content: Path, path: str) -> Checked[tuple[Draft, ...]]:
    """Return the drafts of a table, and what is wrong with its columns and cells."""
    known = columns.columns(kind)
    problems = tuple(_unknown(table, known, kind, path))
    entries, untitled = _entries(table, kind, known, path)
    made, found = batch.drafts(kind, entries, content, path)
    return Checked(made, (*problems, *untitled, *found))


def _unknown(table: Table, known: tuple[Column, ...], kind: Kind[Author], path: str) -> Iterator[Problem]:
    """Tell of columns that are no fields: the nearest one, or the parts of one that has some."""
    names = [column.name for column in known]
    for name in dict.fromkeys(table.columns):
        if name not in names:
            parts = [other for other in names if other.startswith(f"{name}.")]
            near = nearest(name, names)
            hint = f"vouliez-vous dire « {near} » ?" if near else f"les colonnes : import csv --modele {kind.name}"
            hint = f"ce champ en a plusieurs : {', '.join(parts[:4])}" if parts else hint
            yield Problem(path, 1, "import-csv-colonne", f"colonne inconnue « {name} »", hint)


def _entries(table: Table, kind: Kind[Author], known: tuple[Column, ...], path: str) -> Checked[list[Entry]]:
    naming = next(column for column in known if column.path[0] == naming_field(kind))
    entries, problems = [], []
    for row in table.rows:
        if title := row.cells.get(naming.name, ""):
            entries.append(_entry(row, title, known))
        else:
            message = f"la colonne « {naming.name} » est vide, et donne son nom à la fiche"
            problems.append(Problem(path, row.line, "import-csv-ligne", message, "écrivez-y un titre"))
    return Checked(entries, tuple(problems))


def _entry(row: Row, title: str, known: tuple[Column, ...]) -> Entry:
    return Entry(row.line, right_id(title), columns.data(known, row.cells))


def template(kind: Kind[Author]) -> bytes:
    """Return an empty table of a kind, as a French Excel opens it: with a mark of UTF-8 and semicolons."""
    names = [column.name for column in columns.columns(kind)]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerow(names)
    return stream.getvalue().encode("utf-8-sig")
