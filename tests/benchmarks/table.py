"""The table of figures: what was measured, beside what must be and what is aimed at (issue "Faster than Hugo")."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.benchmarks.timing import Pair, middle

_HEAD = ("figure", "ours", "peer", "ratio", "must", "aim")


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: a value of ours, the peer's and its name, the median ratio of the pairs, and what both should be."""

    name: str
    ours: str
    peer: str = "–"
    ratio: str = "–"
    must: str = "–"
    aim: str = "–"

    def cells(self) -> tuple[str, ...]:
        """Return the row, cell by cell."""
        return (self.name, self.ours, self.peer, self.ratio, self.must, self.aim)


@dataclass(frozen=True, slots=True)
class Goal:
    """The ratio that must hold, and that aimed at."""

    must: float
    aim: float


GOALS: dict[tuple[str, int], Goal] = {
    ("cold", 1_000): Goal(1.6, 0.8),
    ("cold", 10_000): Goal(1.3, 0.8),
    ("no change", 1_000): Goal(0.06, 0.03),
    ("no change", 10_000): Goal(0.02, 0.01),
    ("one body edited", 1_000): Goal(0.2, 0.1),
    ("one body edited", 10_000): Goal(0.06, 0.03),
    ("memory", 10_000): Goal(0.5, 0.3),
}
"""What is asked of the ratio to Hugo, by figure and number of trades; of other numbers, nothing."""

PEERS = Goal(0.7, 0.4)
"""What is asked of the ratio to Eleventy, Pelican and MkDocs."""

GROWTH = Goal(2.2, 2.05)
IMAGES = Goal(1.15, 1.0)
GUIDE = Goal(0.1, 0.1)
"""What is asked of the ratio to WeasyPrint."""


def times(name: str, peer: str, pairs: list[Pair], goal: Goal | None) -> list[Figure]:
    """Return both rows of a comparison: by the clock, of which something is asked, and by processor time."""
    seconds = middle(pairs, lambda run: run.seconds)
    busy = middle(pairs, lambda run: run.busy)
    return [
        _row(f"{name}, wall", peer, seconds, "s", goal),
        _row(f"{name}, processor", peer, busy, "s", None),
    ]


def memory(name: str, peer: str, pairs: list[Pair], goal: Goal | None) -> Figure:
    """Return the row of the most memory of all processes together."""
    return _row(name, peer, middle(pairs, lambda run: run.together), "MiB", goal)


def left_out(name: str, reason: str) -> Figure:
    """Return the row of what was not measured, and why."""
    return Figure(name, "–", f"left out: {reason}")


def _row(name: str, peer: str, values: tuple[float, float, float], unit: str, goal: Goal | None) -> Figure:
    mine, other, ratio = values
    places = 0 if unit == "MiB" else 2
    wanted = (f"≤ {goal.must:g}", f"≤ {goal.aim:g}") if goal else ("–", "–")
    return Figure(name, f"{mine:.{places}f} {unit}", f"{peer} {other:.{places}f} {unit}", f"{ratio:.3f}", *wanted)


def as_text(figures: Iterable[Figure]) -> str:
    """Return the table, as Markdown whose columns line up."""
    rows = [_HEAD, *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
