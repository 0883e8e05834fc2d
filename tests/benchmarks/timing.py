"""Tools run in fresh processes: seconds by the clock and of the processors, the most memory, and pairs that alternate."""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.benchmarks.memory import Watch


@dataclass(frozen=True, slots=True)
class Tool:
    """One contender: its command, and what must not exist before it runs; `clock` reads its output, if it times itself.

    Exit codes that are `accepted` say that it has done its work; `environment` is added to ours.
    """

    name: str
    command: tuple[str, ...]
    cwd: Path
    wiped: tuple[Path, ...] = ()
    clock: Callable[[str], float] | None = None
    accepted: tuple[int, ...] = (0,)
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """One measure: seconds by the clock and of the processors, MiB of memory, and what was printed.

    Processor time is that of the process and of all that it waited for, as ours and its workers. `memory` is the largest
    single process; `together` is the peak of all processes at once, where it was watched (see `memory`).
    """

    seconds: float
    busy: float
    memory: float
    printed: str
    together: float = 0.0


Pair = tuple[Run, Run]


def run(tool: Tool, *, watched: bool = False) -> Run:
    """Run a tool once, without what must not exist; watching its memory slows it a little."""
    for path in tool.wiped:
        _put_away(path)
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            tool.command,
            cwd=tool.cwd,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **tool.environment},
        )
        watch = Watch(process.pid) if watched else None
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        together = watch.most() if watch else 0.0
        process.returncode = os.waitstatus_to_exitcode(status)  # already reaped by wait4
        output.seek(0)
        printed = output.read().decode(errors="replace")
    if process.returncode not in tool.accepted:
        raise RuntimeError(f"{tool.name} failed:\n{printed}")
    busy = usage.ru_utime + usage.ru_stime
    return Run(tool.clock(printed) if tool.clock else seconds, busy, usage.ru_maxrss / 1024, printed, together)


def _put_away(path: Path) -> None:
    """Take a folder away without deleting it: ext4 gives the room of what was just deleted to nobody, and looks for long for other."""
    if path.exists():
        rest = path.with_name(f"{path.name}.put-away")
        rest.mkdir(exist_ok=True)
        path.rename(rest / str(len(list(rest.iterdir()))))


def nothing(index: int) -> None:
    """Prepare nothing."""


def in_pairs(
    ours: Tool, theirs: Tool, runs: int, *, prepare: Callable[[int], None] = nothing, watched: bool = False
) -> list[Pair]:
    """Run both so many times; who goes first alternates. `prepare` is called before each pair, with its number."""
    pairs: list[Pair] = []
    for index in range(runs):
        prepare(index)
        if index % 2 == 0:
            mine, other = run(ours, watched=watched), run(theirs, watched=watched)
        else:
            other, mine = run(theirs, watched=watched), run(ours, watched=watched)
        pairs.append((mine, other))
    return pairs


def middle(pairs: list[Pair], value: Callable[[Run], float]) -> tuple[float, float, float]:
    """Return the medians of both sides, and that of the ratios within pairs."""
    mine, others = ([value(run) for run in side] for side in zip(*pairs, strict=True))
    return median(mine), median(others), median(one / other for one, other in zip(mine, others, strict=True))


HEAD = f"{'':<16} {'median s':>9} {'least – most':>17} {'processor s':>13} {'memory MiB':>11}"
"""What stands over the rows of `compare`."""


def compare(ours: Tool, theirs: Tool, runs: int) -> list[str]:
    """Return, as lines, each tool's times in `runs` pairs of runs, then the ratios within pairs."""
    pairs = in_pairs(ours, theirs, runs)
    each = [_line(tool.name, side) for tool, side in zip((ours, theirs), zip(*pairs, strict=True), strict=True)]
    ratio, busy = (middle(pairs, value)[2] for value in (lambda run: run.seconds, lambda run: run.busy))
    return [*each, f"{'ratio of pairs':<16} {ratio:9.2f} {'':>17} {busy:13.2f}"]


def _line(name: str, runs: Sequence[Run]) -> str:
    seconds = [run.seconds for run in runs]
    spread = f"{min(seconds):.2f} – {max(seconds):.2f}"
    busy, memory = median(run.busy for run in runs), max(run.memory for run in runs)
    return f"{name:<16} {median(seconds):9.2f} {spread:>17} {busy:13.2f} {memory:11.0f}"
