"""Our printed guide beside WeasyPrint's, and how it grows: see `pdf_stage`.

The time is that of the PDF stage alone; processor and memory are those of the process.
"""

import sys
from pathlib import Path

from tests.benchmarks.sites import doubling
from tests.benchmarks.synthetic import write_content
from tests.benchmarks.table import GUIDE, Figure, times
from tests.benchmarks.timing import Tool, in_pairs, run

_MOST = 1.5
_TOLERANCE = 0.25

SMALLEST = 48
"""Trades of the smallest guide whose growth is measured; below, starting up counts as much."""


def guide_tools(folder: Path, project: Path, count: int) -> tuple[Tool, Tool]:
    """Return both makers of the guide of `count` trades."""
    content = folder / "content"
    write_content(content, count)

    def tool(name: str, engine: str) -> Tool:
        module = ("-m", "tests.benchmarks.pdf_stage", engine, str(content), str(folder / f"{engine}.pdf"))
        return Tool(name, (sys.executable, *module), project, clock=lambda printed: float(printed.split()[0]))

    return tool("ours (Typst)", "ours"), tool("WeasyPrint", "weasyprint")


def figures(folder: Path, project: Path, count: int, runs: int) -> list[Figure]:
    """Return the rows of a guide of `count` trades beside WeasyPrint."""
    ours, weasyprint = guide_tools(folder, project, count)
    pairs = in_pairs(ours, weasyprint, runs)
    pages, others = (int(one.printed.split()[1]) for one in pairs[0])
    # Ours has chapters that the other guide lacks (discovery, cross table, ways, calendar): more pages count against it.
    if not 1 - _TOLERANCE <= pages / others <= _MOST:
        raise RuntimeError(f"not comparable: {pages} pages and {others} pages")
    return times(f"guide of {count:,} trades ({pages} pages), PDF/UA-1", "WeasyPrint", pairs, GUIDE)


def growth_report(folder: Path, project: Path, most: int) -> None:
    """Print how time and memory of our guide grow each time that it doubles, up to `most` trades."""
    print(f"{'trades':<16} {'seconds':>9} {'processor s':>13} {'memory MiB':>11} {'pages':>6} {'t(2n)/t(n)':>11}")
    before = None
    for count in doubling(SMALLEST, most):
        ours, _ = guide_tools(folder / str(count), project, count)
        made = run(ours)
        ratio = f"{made.busy / before.busy:11.2f}" if before else ""
        pages = made.printed.split()[1]
        print(f"{count:<16} {made.seconds:9.2f} {made.busy:13.2f} {made.memory:11.0f} {pages:>6} {ratio}", flush=True)
        before = made
