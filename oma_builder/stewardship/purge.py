"""A list without the contacts whose time is over: how many lines go and why, never who."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from oma_builder.problems import Checked, Severity, plural
from oma_builder.stewardship import checking, retention
from oma_builder.stewardship.tables import Line, Table


@dataclass(frozen=True, slots=True)
class Purge:
    """The lines that stay, how many go by the reason, and how many stay because no day can be read in them."""

    kept: tuple[Line, ...]
    gone: Counter[str]
    undecided: tuple[int, ...]

    def told(self) -> Iterator[str]:
        """Yield it in French."""
        for why, count in sorted(self.gone.items()):
            yield f"{plural(count, 'ligne')} à retirer : {why}."
        yield f"{plural(len(self.kept), 'ligne')} à garder."
        if self.undecided:
            numbers = checking.numbered([str(line) for line in self.undecided])
            yield f"Gardées faute de date lisible, à corriger : {numbers}."


def purge(table: Table, today: datetime.date) -> Checked[Purge | None]:
    """Part the lines of a table by whether they may still be kept on `today`; only a fault of its titles keeps from it."""
    head = checking.columns_of(table)
    if any(problem.severity is Severity.ERROR for problem in head):
        return Checked(None, head)
    contacts, _ = checking.read(table, today)
    kept, gone, undecided = [], Counter[str](), []
    for line, contact in zip(table.lines, contacts, strict=True):
        lapse = retention.lapse(contact)
        if lapse and lapse.day <= today:
            gone[lapse.why] += 1
            continue
        kept.append(line)
        if lapse is None:
            undecided.append(line.number)
    return Checked(Purge(tuple(kept), gone, tuple(undecided)), head)
