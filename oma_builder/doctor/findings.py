"""What the doctor says: one line for each thing looked at, with what to type where something is wrong."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from oma_builder.problems import plural

FORMATS = ("text", "json")
"""The forms of a report: for people, and for robots."""


class Weight(StrEnum):
    """How much a finding weighs: only what is fatal keeps the guide from being built."""

    FINE = "bien"
    NOTE = "à savoir"
    CARE = "attention"
    FATAL = "bloquant"


_MARKS = {Weight.FINE: "✔", Weight.NOTE: "○", Weight.CARE: "⚠", Weight.FATAL: "✘"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one subject, in plain French, and what to do."""

    subject: str
    weight: Weight
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """How commands are typed on this machine: the name of Python, and what stands before the names of our files."""

    python: str
    folder: str = ""

    def build(self, words: str) -> str:
        """Return a command of ours."""
        return f"{self.python} {self._file('build.py')} {words}"

    def install(self, file: str) -> str:
        """Return the command that installs what a file of requirements names."""
        return f"{self.python} -m pip install -r {self._file(file)}"

    def _file(self, name: str) -> str:
        return f'"{self.folder}{name}"' if self.folder else name


def as_text(finding: Finding) -> str:
    """Render one finding for a person, its hint on a line of its own."""
    first = f"{_MARKS[finding.weight]} {finding.message}"
    return f"{first}\n  → {finding.hint}" if finding.hint else first


def as_json(findings: Iterable[Finding]) -> str:
    """Render all findings as one JSON array, for scripts."""
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2)


def is_fatal(findings: Iterable[Finding]) -> bool:
    """Say whether something keeps the guide from being built."""
    return any(finding.weight is Weight.FATAL for finding in findings)


def conclusion(findings: Iterable[Finding]) -> str:
    """Return the last line: whether all is well, or what to begin with."""
    counts = Counter(finding.weight for finding in findings)
    fatal, care = counts[Weight.FATAL], counts[Weight.CARE]
    if fatal:
        verb = "empêchent" if fatal > 1 else "empêche"
        return f"{plural(fatal, 'point')} {verb} de construire le guide : commencez par le premier ✘."
    if care:
        return f"Rien n’empêche de construire le guide ; {plural(care, 'point')} à regarder (⚠)."
    return "Tout va bien."
