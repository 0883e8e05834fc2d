"""What was found about a film, clause by clause."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What was found of a clause: kept, not kept, not measured, or for a person to look at."""

    GOOD = "conforme"
    WRONG = "a-reprendre"
    UNKNOWN = "non-mesure"
    LOOK = "a-regarder"


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause: what is asked, what was measured, what to do; `line` is that of `file`, 0 when neither is meant."""

    clause: str
    state: State
    demanded: str
    measured: str = ""
    hint: str = ""
    file: str = ""
    line: int = 0
