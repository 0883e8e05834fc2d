"""What can be wrong: an author's mistakes (`Problem`, collected) and the environment's (`BuildError`, raised)."""

import difflib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import IntEnum, StrEnum
from typing import Generic, NamedTuple, TypeVar

Value_co = TypeVar("Value_co", covariant=True)


class Severity(StrEnum):
    """How much a problem weighs: an error stops the build, a warning does so when asked to, an information never.

    What turns true merely because a day has passed, or because somebody withdrew a consent, is an information: to stop
    the build that carries it out would leave online what must go.
    """

    ERROR = "erreur"
    WARNING = "avertissement"
    INFORMATION = "information"


class ExitCode(IntEnum):
    """What the commands return to the shell; a traceback (1 from Python itself) is never among them."""

    FINE = 0
    CONTENT = 1
    USAGE = 2
    ENVIRONMENT = 3
    BUG = 4
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """An author's mistake: where it is, what it is and what to do, in plain French.

    `path` is relative to the project, with forward slashes; `line` is 1-based in the file, 0 for the
    whole file.
    """

    path: str
    line: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


class Checked(NamedTuple, Generic[Value_co]):
    """A stage's result beside every problem met on the way to it."""

    value: Value_co
    problems: tuple[Problem, ...] = ()


class BuildError(Exception):
    """The environment (disk, permission, folder, tool) keeps us from building; the message says what to do."""

    def __init__(self, message: str, hint: str = "", exit_code: ExitCode = ExitCode.ENVIRONMENT) -> None:
        super().__init__(message)
        self.message, self.hint, self.exit_code = message, hint, exit_code


def tidy(problems: Iterable[Problem], *, strict: bool = False) -> tuple[Problem, ...]:
    """Sort by place and drop repeats; `strict` makes every warning an error, and leaves informations alone."""
    unique = sorted(set(problems))
    return tuple(map(_stricter, unique)) if strict else tuple(unique)


def _stricter(problem: Problem) -> Problem:
    return replace(problem, severity=Severity.ERROR) if problem.severity is Severity.WARNING else problem


def has_errors(problems: Iterable[Problem]) -> bool:
    """Say whether any of the problems stops the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def as_text(problem: Problem) -> str:
    """Render one problem for a person: place, message, code, then the hint on its own line."""
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    weight = "" if problem.severity is Severity.ERROR else f"{problem.severity} : "
    first = f"{place}: {weight}{problem.message} [{problem.code}]"
    return f"{first}\n  → {problem.hint}" if problem.hint else first


def as_json(problems: Iterable[Problem]) -> str:
    """Render all problems as one JSON array, for editors and scripts."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)


_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}


def as_github(problem: Problem) -> str:
    """Render one problem as a GitHub Actions annotation."""
    text = f"{problem.message}\n→ {problem.hint}" if problem.hint else problem.message
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    where = f"file={_property(problem.path)},line={max(problem.line, 1)},title={problem.code}"
    return f"::{_LEVELS[problem.severity]} {where}::{escaped}"


def _property(text: str) -> str:
    for mark, code in (("%", "%25"), (":", "%3A"), (",", "%2C")):
        text = text.replace(mark, code)
    return text


def count_line(problems: Iterable[Problem]) -> str:
    """Say how many errors and warnings there are, or that there is none; then, apart, how many informations."""
    counts = Counter(problem.severity for problem in problems)
    wrong = [plural(counts[weight], weight) for weight in (Severity.ERROR, Severity.WARNING) if counts[weight]]
    told = counts[Severity.INFORMATION]
    return ", ".join([*(wrong or ["aucun problème"]), *([plural(told, Severity.INFORMATION)] if told else [])])


def plural(count: int, words: str) -> str:
    """Return `3 fichiers écrits`, `1 fichier écrit`, `0 fichier écrit`: in French the plural starts at two."""
    return f"{count} {words if count < 2 else ' '.join(f'{word}s' for word in words.split(' '))}"


def nearest(typed: str, known: Iterable[str]) -> str:
    """Return the known word that was most likely meant, or an empty string."""
    return next(iter(difflib.get_close_matches(typed, sorted(known), n=1, cutoff=0.6)), "")
