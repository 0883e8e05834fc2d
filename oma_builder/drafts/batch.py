"""Many drafts at once: the rows of a table that the check accepts, but those that the guide has already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from oma_builder.content import parser
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.parser import Pointer
from oma_builder.content.typography import french
from oma_builder.content.writing import yaml_lines
from oma_builder.drafts import existing
from oma_builder.drafts.document import DRAFT, Draft, drafted, framed
from oma_builder.editor import json_schema
from oma_builder.problems import Checked, Problem, Severity, plural
from oma_builder.publish.output import write_one

_TOLD = 10
"""Informations of one kind that are told one by one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table as fields of a document: its line, the identifier, where it comes from."""

    line: int
    id: str
    values: Mapping[str, Any]
    origin: tuple[str, ...] = ()


def drafts(kind: Kind[Author], entries: Iterable[Entry], content: Path, path: str) -> Checked[tuple[Draft, ...]]:
    """Return a draft for each entry that is new; problems stand at its line of the table `path`, by column."""
    made: list[Draft] = []
    problems: list[Problem] = []
    names, codes = existing.names(content / kind.name), existing.by_code(content / kind.name)
    lines: dict[str, int] = {}
    for entry in entries:
        draft, found = _drafted(kind, entry, content.name)
        place = f"{content.name}/{kind.name}"
        code = next((code for code in existing.codes(draft.text) if code in codes), "") if draft else ""
        if entry.id in lines:
            found = (_twice(path, entry, lines[entry.id]),)
        elif there := names.get(existing.folded(f"{entry.id}{kind.suffix}")):
            found = (_kept(path, entry, f"{place}/{there} existe déjà"),)
        elif code:
            found = (_kept(path, entry, f"{place}/{codes[code][0]} a déjà le code {code}"),)
        elif draft:
            made.append(draft)
        lines.setdefault(entry.id, entry.line)
        problems += (replace(problem, path=path, line=entry.line) for problem in found)
    return Checked(tuple(made), tuple(problems))


def _drafted(kind: Kind[Author], entry: Entry, folder: str) -> Checked[Draft | None]:
    """Return the draft of one entry, which names on top what it lacks; problems name the columns."""
    values = {**entry.values, "publication": {**entry.values.get("publication", {}), **DRAFT["publication"]}}
    ordered = {name: values[name] for name in kind.model.model_fields if name in values}
    body = ordered.pop(json_schema.BODY, "") if kind.suffix == ".md" else ""
    fields = list(yaml_lines(ordered))
    draft, problems = drafted(kind, entry.id, framed(kind, fields, body), folder)
    told = _by_column(problems, ["---", *fields] if kind.suffix == ".md" else fields) if problems else ()
    if draft is None:
        return Checked(None, told)
    lacking = (f"Il reste à écrire, avec vos sources : {', '.join(draft.missing)}.",) if draft.missing else ()
    head = [f"# {french(line)}" for line in (*entry.origin, *lacking)]
    return Checked(replace(draft, text=framed(kind, [*head, *fields], body)), told)


def _by_column(problems: tuple[Problem, ...], lines: list[str]) -> tuple[Problem, ...]:
    """Say of each problem in which column it is, by the lines of the draft; below them is the text of a page."""
    text, unreadable = parser.decode("\n".join(lines).encode(), "")
    parsed = None if unreadable else parser.parse_yaml(text, "").value
    at = {line: pointer for pointer, line in parsed.lines.items()} if parsed else {}
    columns = (_column(problem.line, at, len(lines)) for problem in problems)
    return tuple(
        replace(problem, message=f"colonne « {column} » : {problem.message}") if column else problem
        for problem, column in zip(problems, columns, strict=True)
    )


def _column(line: int, at: Mapping[int, Pointer], last: int) -> str:
    """Return the column whose value stands on a line of a draft, or began above it."""
    nearest = next((at[above] for above in range(line, 0, -1) if above in at), ())
    pointer = nearest if line <= last else (json_schema.BODY,)
    return ".".join(part for part in pointer if isinstance(part, str))


def _kept(path: str, entry: Entry, there: str) -> Problem:
    message = f"{there} : cette ligne est laissée de côté"
    hint = "complétez cette fiche ; si c’en est une autre, commencez-la par « python build.py new »"
    return Problem(path, entry.line, "import-csv-deja-la", message, hint, Severity.INFORMATION)


def _twice(path: str, entry: Entry, line: int) -> Problem:
    message = f"le fichier {entry.id} serait aussi celui de la ligne {line}"
    return Problem(path, entry.line, "import-csv-double", message, "gardez l’une des deux lignes, ou changez son titre")


def few(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Keep the first informations of each code and file, then how many are like them: a whole table may be there already."""
    kept: list[Problem] = []
    beyond: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        alike = beyond.setdefault((problem.path, problem.code), [])
        if problem.severity is not Severity.INFORMATION or len(alike) < _TOLD:
            kept.append(problem)
        alike.append(problem)
    others = {key: len(alike) - _TOLD for key, alike in beyond.items() if alike[0].severity is Severity.INFORMATION}
    return (*kept, *(_more(path, code, count) for (path, code), count in others.items() if count > 0))


def _more(path: str, code: str, count: int) -> Problem:
    return Problem(path, 0, code, f"{plural(count, 'autre ligne')} dans le même cas", severity=Severity.INFORMATION)


def keep(made: Iterable[Draft], content: Path) -> None:
    """Write the drafts into the content. Raises `BuildError`."""
    for draft in made:
        write_one(content / draft.place, draft.text.encode())
