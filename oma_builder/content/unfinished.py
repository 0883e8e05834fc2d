"""Drafts that are not written to their end: what they lack is told, and keeps nobody from building."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from oma_builder.content import diagnosis
from oma_builder.content.parser import Parsed
from oma_builder.problems import Problem, Severity, plural

_TOLD = 3
"""Unfinished drafts of one folder that are told one by one."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft that lacks fields and has no other fault: its kind and name, where it says that it is a draft, what it lacks."""

    kind: str
    id: str
    path: str
    line: int
    missing: tuple[str, ...]


_GAPS = frozenset({"champ-manquant", "source-manquante"})


def is_draft(data: Mapping[str, Any]) -> bool:
    """Say whether a document calls itself a draft, whatever else is wrong with it."""
    window = data.get("publication")
    return isinstance(window, dict) and window.get("etat") == "brouillon"


def but_gaps(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return what is wrong with a draft: that a field is missing is not."""
    return tuple(problem for problem in problems if problem.code not in _GAPS)


def unfinished(error: ValidationError, parsed: Parsed, path: str, kind: str, identifier: str) -> Unfinished | None:
    """Return the draft whose only faults are fields that are not there yet; None for any other document."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    if not is_draft(parsed.data) or any(fault["type"] != "missing" for fault in faults):
        return None
    missing = tuple(" › ".join(map(str, fault["loc"])) for fault in faults)
    return Unfinished(kind, identifier, path, diagnosis.line_at(parsed.lines, ("publication", "etat")), missing)


def told(drafts: Iterable[Unfinished], folder: str) -> Iterator[Problem]:
    """Say what unfinished drafts lack; of many in one folder, only how many they are. `folder` is that of the content."""
    by_kind: dict[str, list[Unfinished]] = {}
    for draft in drafts:
        by_kind.setdefault(draft.kind, []).append(draft)
    for kind, alike in by_kind.items():
        if len(alike) > _TOLD:
            message = f"{plural(len(alike), 'brouillon')} de ce dossier n’ont pas encore tous leurs champs"
            hint = "pour savoir ce qui manque à l’un d’eux, retirez sa ligne « etat: brouillon »"
            yield Problem(f"{folder}/{kind}", 0, "brouillon-inacheve", message, hint, Severity.INFORMATION)
        else:
            yield from map(_alone, alike)


def _alone(draft: Unfinished) -> Problem:
    message = f"ce brouillon n’a pas encore tous ses champs : il manque {', '.join(draft.missing)}"
    hint = "écrivez-les avant de le publier"
    return Problem(draft.path, draft.line, "brouillon-inacheve", message, hint, Severity.INFORMATION)
