"""What can be wrong: an author's mistakes (`Problem`, collected) and the environment's (`BuildError`, raised)."""

import difflib
import errno
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import IntEnum, StrEnum
from typing import Generic, NamedTuple, TypeVar

Value_co = TypeVar("Value_co", covariant=True)


class Severity(StrEnum):
    """How much a problem weighs: an error stops the build, a warning does not."""

    ERROR = "erreur"
    WARNING = "avertissement"


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


_LESS = "fermez des programmes, ou essayez --jobs 1"
_RIGHTS = ("l’accès est refusé", "fermez les programmes qui utilisent ce dossier, ou vérifiez vos droits")
_FULL = ("le disque est plein", "libérez de la place, puis relancez")
_MACHINE = {
    errno.ENOSPC: _FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): _FULL,
    errno.EFBIG: ("le système n’accepte pas un si gros fichier", "choisissez un autre disque, ou levez sa limite"),
    errno.EIO: ("le disque ne répond plus", "vérifiez qu’il est bien branché, et en bon état"),
    errno.EROFS: ("le disque est en lecture seule", "mettez le projet sur un disque où l’on peut écrire"),
    errno.ENOTDIR: ("un fichier porte le nom d’un dossier", "déplacez-le, puis relancez"),
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EMFILE: ("trop de fichiers sont ouverts", _LESS),
    errno.ENFILE: ("trop de fichiers sont ouverts", _LESS),
}
_NO_MEMORY = (
    "failed to map segment",
    "annot allocate memory",
    "can't start new thread",
    "out of memory",
    "paging file",
)
"""What libraries say, in their own kinds of errors, when memory is missing."""


def as_build_error(error: BaseException, name: str = "") -> BuildError | None:
    """Return an error as the environment's (memory, disk, rights), or None when it is not the environment's.

    `name` is what was being worked on, where somebody knows.
    """
    where = f" en travaillant sur {name}" if name else ""
    if _is_memory(error):
        return BuildError(f"la mémoire manque{where}", _LESS)
    if not isinstance(error, OSError) or error.errno not in _MACHINE:
        return None
    why, hint = _MACHINE[error.errno]
    place = f"{error.filename} : " if error.filename else ""
    return BuildError(f"{place}{why}{where}", hint)


def _is_memory(error: BaseException) -> bool:
    """Say whether memory is missing, also where another error hides it."""
    is_said = not isinstance(error, OSError) and any(text in str(error) for text in _NO_MEMORY)
    is_refused = isinstance(error, OSError) and error.errno in (errno.ENOMEM, errno.EAGAIN)
    hidden = error.__cause__ or error.__context__
    return isinstance(error, MemoryError) or is_said or is_refused or (hidden is not None and _is_memory(hidden))


def tidy(problems: Iterable[Problem], *, strict: bool = False) -> tuple[Problem, ...]:
    """Sort by place and drop repeats; `strict` makes every warning an error."""
    unique = sorted(set(problems))
    return tuple(replace(problem, severity=Severity.ERROR) for problem in unique) if strict else tuple(unique)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Say whether any of the problems stops the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def as_text(problem: Problem) -> str:
    """Render one problem for a person: place, message, code, then the hint on its own line."""
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    warning = "avertissement : " if problem.severity is Severity.WARNING else ""
    first = f"{place}: {warning}{problem.message} [{problem.code}]"
    return f"{first}\n  → {problem.hint}" if problem.hint else first


def as_json(problems: Iterable[Problem]) -> str:
    """Render all problems as one JSON array, for editors and scripts."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)


def as_github(problem: Problem) -> str:
    """Render one problem as a GitHub Actions annotation."""
    level = "warning" if problem.severity is Severity.WARNING else "error"
    text = f"{problem.message}\n→ {problem.hint}" if problem.hint else problem.message
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    where = f"file={_property(problem.path)},line={max(problem.line, 1)},title={problem.code}"
    return f"::{level} {where}::{escaped}"


def _property(text: str) -> str:
    for mark, code in (("%", "%25"), (":", "%3A"), (",", "%2C")):
        text = text.replace(mark, code)
    return text


def count_line(problems: Iterable[Problem]) -> str:
    """Say how many errors and warnings there are, or that there is none."""
    listed = tuple(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in listed)
    if not listed:
        return "aucun problème"
    parts = [
        plural(count, word) for count, word in ((errors, "erreur"), (len(listed) - errors, "avertissement")) if count
    ]
    return ", ".join(parts)


def plural(count: int, words: str) -> str:
    """Return `3 fichiers écrits`, `1 fichier écrit`, `0 fichier écrit`: in French the plural starts at two."""
    return f"{count} {words if count < 2 else ' '.join(f'{word}s' for word in words.split(' '))}"


def nearest(typed: str, known: Iterable[str]) -> str:
    """Return the known word that was most likely meant, or an empty string."""
    return next(iter(difflib.get_close_matches(typed, sorted(known), n=1, cutoff=0.6)), "")
