"""What can be wrong: an author's mistakes (`Problem`, collected) and the environment's (`BuildError`, raised)."""

import errno
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import IntEnum, StrEnum
from hashlib import sha256
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


ADVICE = frozenset({"orthographe"})
"""Codes of warnings that rest on what a computer holds, such as a dictionary: they are errors nowhere."""


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


LESS_MEMORY = "fermez des programmes, ou essayez --jobs 1"
"""What to do where memory, or what else processes share, is missing."""

_RIGHTS = ("l’accès est refusé", "fermez les programmes qui utilisent ce dossier, ou vérifiez vos droits")
_FULL = ("le disque est plein", "libérez de la place, puis relancez")
MACHINE_FAULTS = {
    errno.ENOSPC: _FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): _FULL,
    errno.EFBIG: ("le système n’accepte pas un si gros fichier", "choisissez un autre disque, ou levez sa limite"),
    errno.EIO: ("le disque ne répond plus", "vérifiez qu’il est bien branché, et en bon état"),
    errno.EROFS: ("le disque est en lecture seule", "mettez le projet sur un disque où l’on peut écrire"),
    errno.ENOTDIR: ("un fichier porte le nom d’un dossier", "déplacez-le, puis relancez"),
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EMFILE: ("trop de fichiers sont ouverts", LESS_MEMORY),
    errno.ENFILE: ("trop de fichiers sont ouverts", LESS_MEMORY),
}
"""What a system refuses, in French, and what to do; where more is known of the place, the words are of that place."""

_NO_MEMORY = (
    "failed to map segment",
    "annot allocate memory",
    "can't start new thread",
    "out of memory",
    "paging file",
    "error return without exception set",  # Python itself, where it has no room for the frame of a module
)
"""What libraries say, in their own kinds of errors, when memory is missing."""


def as_build_error(error: BaseException, name: str = "") -> BuildError | None:
    """Return an error as the environment's (memory, disk, rights), or None when it is not the environment's.

    `name` is what was being worked on, where somebody knows.
    """
    where = f" en travaillant sur {name}" if name else ""
    if _is_memory(error):
        return BuildError(f"la mémoire manque{where}", LESS_MEMORY)
    if not isinstance(error, OSError) or error.errno not in MACHINE_FAULTS:
        return None
    why, hint = MACHINE_FAULTS[error.errno]
    place = f"{error.filename} : " if error.filename else ""
    return BuildError(f"{place}{why}{where}", hint)


def _is_memory(error: BaseException) -> bool:
    """Say whether memory is missing, also where another error hides it."""
    is_said = not isinstance(error, OSError) and any(text in str(error) for text in _NO_MEMORY)
    is_refused = isinstance(error, OSError) and error.errno in (errno.ENOMEM, errno.EAGAIN)
    hidden = error.__cause__ or error.__context__
    return isinstance(error, MemoryError) or is_said or is_refused or (hidden is not None and _is_memory(hidden))


def tidy(problems: Iterable[Problem], *, strict: bool = False) -> tuple[Problem, ...]:
    """Sort by place and drop repeats; `strict` makes an error of every warning that any computer would give."""
    unique = sorted(set(problems))
    return tuple(map(_stricter, unique)) if strict else tuple(unique)


def _stricter(problem: Problem) -> Problem:
    is_strict = problem.severity is Severity.WARNING and problem.code not in ADVICE
    return replace(problem, severity=Severity.ERROR) if is_strict else problem


def has_errors(problems: Iterable[Problem]) -> bool:
    """Say whether any of the problems stops the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def as_text(problem: Problem) -> str:
    """Render one problem for a person: place, message, code, then the hint on its own line."""
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    weight = "" if problem.severity is Severity.ERROR else f"{problem.severity} : "
    first = f"{place}: {weight}{problem.message} [{problem.code}]"
    return f"{first}\n  → {problem.hint}" if problem.hint else first


MANUAL = "CONTRIBUTING.md"
"""Where every code is explained, under a title of its own."""


def explanation(problem: Problem, manual: str = MANUAL) -> str:
    """Return where the code of a problem is explained; `manual` is the path or the address of the editors' guide."""
    return f"{manual}#{problem.code}"


def as_json(problems: Iterable[Problem]) -> str:
    """Render all problems as one JSON array, for editors and scripts."""
    told = [{**asdict(problem), "explanation": explanation(problem)} for problem in problems]
    return json.dumps(told, ensure_ascii=False, indent=2)


_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}


def as_github(problem: Problem, manual: str = MANUAL) -> str:
    """Render one problem as a GitHub Actions annotation."""
    hint = f"\n→ {problem.hint}" if problem.hint else ""
    text = f"{problem.message}{hint}\nExpliqué dans {explanation(problem, manual)}"
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    where = f"file={_property(problem.path)},line={max(problem.line, 1)},title={problem.code}"
    return f"::{_LEVELS[problem.severity]} {where}::{escaped}"


def _property(text: str) -> str:
    for mark, code in (("%", "%25"), (":", "%3A"), (",", "%2C")):
        text = text.replace(mark, code)
    return text


_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFORMATION: "info"}


def as_gitlab(problems: Iterable[Problem], manual: str = MANUAL) -> str:
    """Render all problems as a Code Quality report of GitLab, which shows them beside the lines of a merge request.

    Two problems of one text in one file are told apart by their order, not their lines: GitLab compares the fingerprints of
    two reports, and a line that was added above makes no new problem.
    """
    seen = Counter[tuple[str, str, str]]()
    told = []
    for problem in problems:
        same = (problem.path, problem.code, problem.message)
        seen[same] += 1
        hint = f" → {problem.hint}" if problem.hint else ""
        told.append(
            {
                "description": f"{problem.message}{hint} ({explanation(problem, manual)})",
                "check_name": problem.code,
                "fingerprint": sha256("\0".join((*same, str(seen[same]))).encode()).hexdigest(),
                "severity": _SEVERITIES[problem.severity],
                "location": {"path": problem.path, "lines": {"begin": max(problem.line, 1)}},
            }
        )
    return json.dumps(told, ensure_ascii=False, indent=2)


def count_line(problems: Iterable[Problem]) -> str:
    """Say how many errors and warnings there are, or that there is none; then, apart, how many informations."""
    counts = Counter(problem.severity for problem in problems)
    wrong = [plural(counts[weight], weight) for weight in (Severity.ERROR, Severity.WARNING) if counts[weight]]
    informations = counts[Severity.INFORMATION]
    return ", ".join(
        [*(wrong or ["aucun problème"]), *([plural(informations, Severity.INFORMATION)] if informations else [])]
    )


def plural(count: int, words: str) -> str:
    """Return `3 fichiers écrits`, `1 fichier écrit`, `0 fichier écrit`: in French the plural starts at two."""
    return f"{count} {words if count < 2 else ' '.join(f'{word}s' for word in words.split(' '))}"


def nearest(typed: str, known: Iterable[str]) -> str:
    """Return the known word that a slip of the keyboard made of this one, or an empty string.

    A word that is merely like it may be another true one (*cuisinier* and *menuisier*, *bp-macon* and *cap-macon*), and
    of two that are as near nobody knows which was meant: following a proposal must mend the fault.
    """
    counted = sorted((slips(typed, word), word) for word in set(known) if _is_near(typed, word))
    near = [word for count, word in counted if count == counted[0][0]]
    return near[0] if len(near) == 1 else ""


def _is_near(typed: str, word: str) -> bool:
    """Say whether a few slips lie between two words, and in a compound between each of its parts."""
    parts, others = typed.split("-"), word.split("-")
    if len(parts) == len(others) > 1:
        return all(map(_is_near, parts, others))
    most = _most_slips(typed)
    return abs(len(typed) - len(word)) <= most and slips(typed, word) <= most


def _most_slips(typed: str) -> int:
    """Return how many slips a word may hold."""
    return sum(len(typed) >= length for length in (3, 10, 18))


def slips(typed: str, word: str) -> int:
    """Return how many letters to add, drop, change or swap with the next (Damerau's distance, each place touched once)."""
    before, row = [0] * (len(word) + 1), list(range(len(word) + 1))
    for down, letter in enumerate(typed, 1):
        following = [down]
        for across, other in enumerate(word, 1):
            best = min(row[across] + 1, following[-1] + 1, row[across - 1] + (letter != other))
            if down > 1 < across and letter == word[across - 2] and other == typed[down - 2]:
                best = min(best, before[across - 2] + 1)
            following.append(best)
        before, row = row, following
    return row[-1]
