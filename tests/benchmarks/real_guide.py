"""The real guide, site and every PDF: seconds with nothing changed and with one word changed, and the files written then.

No peer stands beside these; the trade, the field and the words are the same each time, save the word itself.
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from tests.benchmarks import editing
from tests.benchmarks.table import Figure
from tests.benchmarks.timing import Run, Tool, run

FIELDS = ("missions", "accroche")
"""What is edited: a text of the trade's own page, and one that lists, cards and the search show too."""

Change = Callable[[int], None]
"""Saves the trade that is edited, with another word for each number."""


def figures(project: Path, content: Path, today: str, runs: int) -> list[Figure]:
    """Return the rows of the guide in `content`, a copy that may be edited, built by the program in `project`."""
    output = project.parent / "guide-output"
    options = ("build", "--today", today, "--content", str(content), "--output", str(output))
    tool = Tool("ours", (sys.executable, "build.py", *options), project)
    cold = run(Tool("ours", tool.command, project, (project / ".cache", output)))
    run(tool)
    unchanged = [run(tool) for _ in range(runs)]
    name = f"guide of {len([*(content / 'metiers').glob('*.yaml')])} trades, site and all PDF"
    return [
        _seconds(f"{name}, cold", [cold]),
        _seconds(f"{name}, no change", unchanged, "≤ 0.3 s", "≤ 0.1 s"),
        *(figure for field in FIELDS for figure in _edited(name, field, tool, content, output, runs)),
    ]


def _edited(name: str, field: str, tool: Tool, content: Path, output: Path, runs: int) -> Iterator[Figure]:
    """Yield the rows of one word changed in a field."""
    change = changing(content, field)
    before: dict[str, str] = {}
    after = digests(output)
    made = []
    words = range(FIELDS.index(field) * runs, (FIELDS.index(field) + 1) * runs)
    for number in words:
        change(number)
        made.append(run(tool))
        before, after = after, digests(output)
    if editing.word(words[-1]) not in page_of(content, output).read_text(encoding="utf-8"):
        raise RuntimeError("stale: the site does not say the word that was written last")
    yield _seconds(f"{name}, one word of {field}", made, "≤ 4 s", "≤ 2 s")
    yield from _written(field, [name for name in after if before.get(name) != after[name]])


def a_trade(content: Path) -> Path:
    """Return the document of the trade that is edited."""
    return min((content / "metiers").glob("*.yaml"))


def page_of(content: Path, output: Path) -> Path:
    """Return the page of the trade that is edited."""
    return output / "metiers" / f"{a_trade(content).stem}.html"


def changing(content: Path, field: str) -> Change:
    """Return what saves the trade with another word in a field for each number."""
    path = a_trade(content)
    return partial(_change, path, path.read_text(encoding="utf-8"), field)


def _change(path: Path, original: str, field: str, number: int) -> None:
    editing.edit(path, original, field, editing.word(number))


def digests(folder: Path) -> dict[str, str]:
    """Return what every file of a tree holds."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _seconds(name: str, runs: list[Run], must: str = "–", aim: str = "–") -> Figure:
    busy = median(run.busy for run in runs)
    return Figure(name, f"{median(run.seconds for run in runs):.2f} s (processor {busy:.2f})", must=must, aim=aim)


def _written(field: str, names: list[str]) -> Iterator[Figure]:
    """Yield the rows of the files that are new or other after the last word."""
    prints = sorted(name for name in names if name.endswith((".pdf", ".zip")))
    rest = sorted(set(names) - set(prints))
    print(f"written after one word of {field}:", *rest[:12], *prints, file=sys.stderr)
    kinds = Counter(name.partition("/")[0] for name in rest)
    told = ", ".join(f"{kind} {number}" for kind, number in kinds.most_common(4))
    yield Figure(f"files written after one word of {field}, site", f"{len(rest)} ({told})", must="≤ 8")
    yield Figure(f"files written after one word of {field}, PDF and ZIP", str(len(prints)))
