"""Drafts that are not written to their end: what they lack is told, and keeps nobody from building."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from oma_builder.content import diagnosis
from oma_builder.content.parser import Parsed, Pointer
from oma_builder.problems import Problem, Severity, plural

_TOLD = 3
"""Unfinished drafts of one folder that are told one by one."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that a draft lacks, or a list (`has` of `wants` items) that is too short."""

    at: Pointer
    has: int = 0
    wants: int = 0

    def told(self, name: Callable[[str], str] = str) -> str:
        """Return where the gap is, each field called as `name` says, and what a list lacks."""
        where = " › ".join(name(part) if isinstance(part, str) else str(part + 1) for part in self.at)
        return f"{where} ({self.has} sur {self.wants})" if self.has else where


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft that lacks fields and has no other fault: its kind and name, where it says that it is a draft, what it lacks."""

    kind: str
    id: str
    path: str
    line: int
    missing: tuple[Gap, ...]


_GAPS = frozenset({"champ-manquant", "source-manquante", "liste-trop-courte"})


def is_draft(data: Mapping[str, Any]) -> bool:
    """Say whether a document calls itself a draft, whatever else is wrong with it."""
    window = data.get("publication")
    return isinstance(window, dict) and window.get("etat") == "brouillon"


def but_gaps(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return what is wrong with a draft: that a field is missing is not."""
    return tuple(problem for problem in problems if problem.code not in _GAPS)


def unfinished(error: ValidationError, parsed: Parsed, path: str, kind: str, identifier: str) -> Unfinished | None:
    """Return the draft whose only faults are fields that are not there yet; None for any other document."""
    gaps = tuple(map(_gap, error.errors(include_url=False, include_input=False)))
    if not is_draft(parsed.data) or None in gaps:
        return None
    line = diagnosis.line_at(parsed.lines, ("publication", "etat"))
    return Unfinished(kind, identifier, path, line, tuple(filter(None, gaps)))


def _gap(fault: Mapping[str, Any]) -> Gap | None:
    """Return what a fault says is not there yet; None of a fault in what is there."""
    if fault["type"] == "too_short":
        return Gap(fault["loc"], fault["ctx"]["actual_length"], fault["ctx"]["min_length"])
    return Gap(fault["loc"]) if fault["type"] == "missing" else None


def told(drafts: Iterable[Unfinished], folder: str) -> Iterator[Problem]:
    """Say what unfinished drafts lack; of many in one folder, only how many they are. `folder` is that of the content."""
    by_kind: dict[str, list[Unfinished]] = {}
    for draft in drafts:
        by_kind.setdefault(draft.kind, []).append(draft)
    for kind, alike in by_kind.items():
        if len(alike) > _TOLD:
            message = f"{plural(len(alike), 'brouillon')} de ce dossier n’ont pas encore tous leurs champs"
            hint = "pour savoir ce qui manque à l’un d’eux, ouvrez sa page dans l’aperçu : python build.py serve"
            yield Problem(f"{folder}/{kind}", 0, "brouillon-inacheve", message, hint, Severity.INFORMATION)
        else:
            yield from map(_alone, alike)


def _alone(draft: Unfinished) -> Problem:
    message = (
        f"ce brouillon n’a pas encore tous ses champs : il manque {', '.join(gap.told() for gap in draft.missing)}"
    )
    hint = "écrivez-les avant de le publier"
    return Problem(draft.path, draft.line, "brouillon-inacheve", message, hint, Severity.INFORMATION)
