"""What a page of the preview is told: how its build ended, what is wrong, which file it comes from, what is not published."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from oma_builder.content.schema import KINDS
from oma_builder.editor.form_files import sentence
from oma_builder.editor.forms import entry_address
from oma_builder.guide.vocabulary import french_date
from oma_builder.preview.builder import Outcome
from oma_builder.preview.documents import Origin, of_file, origin, top_field
from oma_builder.problems import Problem, Severity, as_text, count_line, plural
from oma_builder.project import Project, Summary, Withheld

_MOST = 100
"""Problems that a page is told of one by one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the preview stands: the last outcome of a build, what the prints said, and whether a build is under way."""

    outcome: Outcome | None = None
    on_paper: tuple[Problem, ...] = ()
    is_building: bool = True
    is_printing: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with the files, as they are now; the worst first."""
        wrong = {*(self.outcome.problems if self.outcome else ()), *self.on_paper}
        return tuple(sorted(wrong, key=lambda problem: (list(Severity).index(problem.severity), problem)))


def state(standing: Standing, route: str, project: Project) -> dict[str, Any]:
    """Return what the page at `route` is told, as JSON: the same French as the command line says."""
    outcome = standing.outcome
    shown = origin(route, project.content)
    problems = standing.problems
    stopping = [problem for problem in problems if problem.severity is Severity.ERROR] if _is_stopped(outcome) else []
    return {
        "building": standing.is_building,
        "printing": standing.is_printing,
        "fine": outcome is not None and outcome.is_fine,
        "refused": outcome.refused if outcome else "",
        "stopping": [_item(problem, project) for problem in stopping[:_MOST]],
        "more": _more(len(stopping)),
        "count": count_line(problems),
        "problems": [_item(problem, project) for problem in problems[:_MOST]],
        "page": _page(shown, problems, project, _summary(outcome)) if shown else None,
        "unpublished": _unpublished(_summary(outcome).withheld),
        "approvals": bool(_summary(outcome).approvals),
    }


def _is_stopped(outcome: Outcome | None) -> bool:
    return outcome is not None and not outcome.is_fine


def _summary(outcome: Outcome | None) -> Summary:
    return outcome.summary if outcome else Summary()


def _more(count: int) -> str:
    return f"… et {plural(count - _MOST, 'autre')}" if count > _MOST else ""


def _item(problem: Problem, project: Project) -> dict[str, str]:
    file = project.content.parent / problem.path
    is_there = problem.path.startswith(f"{project.content.name}/") and file.is_file()
    field = top_field(file, problem.line) if is_there else ""
    return {
        "text": as_text(problem),
        "file": problem.path,
        "told": sentence(problem, field),
        "severity": problem.severity.value,
        "code": in_code_editor(file, problem.line) if is_there else "",
        "form": _form(of_file(file, project.content), field) if is_there else "",
        "meaning": f"/apercu/aide#{problem.code}",
    }


def _form(shown: Origin | None, field: str = "") -> str:
    """Return the address of the form of a document, at a field; nothing where a command writes it."""
    return entry_address(shown.kind.name, shown.id, field) if shown and not shown.kind.written_by else ""


def in_code_editor(file: Path, line: int = 0) -> str:
    """Return the address that opens a file, at a line, in Visual Studio Code."""
    path = file.resolve().as_posix()
    return f"vscode://file/{quote(path.removeprefix('/'), safe='/:')}{f':{line}' if line else ''}"


def _page(shown: Origin, problems: Iterable[Problem], project: Project, summary: Summary) -> dict[str, Any]:
    path = shown.file.relative_to(project.content.parent).as_posix()
    own = [problem for problem in problems if problem.path == path]
    name = shown.kind.name, shown.id
    hidden = next((one for one in summary.withheld if (one.kind, one.id) == name), None)
    approval = next((one for one in summary.approvals if (one.kind, one.id) == name), None)
    return {
        "file": path,
        "code": in_code_editor(shown.file),
        "form": _form(shown),
        "state": words(hidden) if hidden else "",
        "approval": approval.told if approval else "",
        "count": count_line(own),
        "problems": [_item(problem, project) for problem in own],
    }


def words(hidden: Withheld) -> str:
    """Say why readers do not see a document, whatever its kind."""
    if hidden.why == "a-venir":
        return f"À partir du {french_date(datetime.date.fromisoformat(hidden.day))}"
    return _WORDS[hidden.why]


_WORDS = {
    "brouillon": "Brouillon",
    "expire": "N’est plus montré",
    "droits": "Sans autorisation",
    "secteur": "Secteur caché",
    "accord": "Sans les deux accords",
}


def _unpublished(withheld: Iterable[Withheld]) -> Mapping[str, str]:
    addressed = {kind.name: kind for kind in KINDS if kind.address}
    return {addressed[one.kind].route(one.id): words(one) for one in withheld if one.kind in addressed}
