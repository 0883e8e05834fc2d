"""Time us beside Hugo (the site) and WeasyPrint (the guide): paired runs, alternating, in fresh processes.

Run it with `python -m tests.benchmarks.run`. Everything happens in a copy of the project under a temporary folder.

- Site: wall time of the whole command, cold: without cache and without output. One run of each is thrown away first,
  so that byte code and files are as warm for one as for the other.
  Ours checks the content and makes files for machines that Hugo is spared: see `hugo_site.py`.
- Growth (`--growth 1584`): our guide alone, each twice as large as the last; processor time of the whole process.
- Guide: see `pdf_stage.py`; the time is that of the PDF stage alone, processor and memory those of the process.

A ratio is ours divided by theirs within one pair of runs; the median of the ratios is printed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.hugo_site import compared, hugo_binary, write_site
from tests.benchmarks.synthetic import write_content

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-12-01"

_PARTS = ("oma_builder", "templates", "assets", "tests")
_TOLERANCE = 0.25

SMALLEST = 48
"""Trades of the smallest guide whose growth is measured; below, starting up counts as much."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One contender: its command, and what must not exist before it runs; `clock` reads its output, if it times itself.

    Exit codes that are `accepted` say that it has done its work.
    """

    name: str
    command: tuple[str, ...]
    cwd: Path
    wiped: tuple[Path, ...] = ()
    clock: Callable[[str], float] | None = None
    accepted: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Run:
    """One measure: seconds by the clock and of the processors, the largest process in MiB, and what was printed."""

    seconds: float
    busy: float
    memory: float
    printed: str


def run(tool: Tool) -> Run:
    """Run a tool once, cold."""
    for path in tool.wiped:
        shutil.rmtree(path, ignore_errors=True)
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(tool.command, cwd=tool.cwd, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)  # already reaped by wait4
        output.seek(0)
        printed = output.read().decode()
    if process.returncode not in tool.accepted:
        raise RuntimeError(f"{tool.name} failed:\n{printed}")
    busy = usage.ru_utime + usage.ru_stime
    return Run(tool.clock(printed) if tool.clock else seconds, busy, usage.ru_maxrss / 1024, printed)


def compare(ours: Tool, theirs: Tool, runs: int) -> list[str]:
    """Return the table rows of `runs` pairs of runs."""
    return rows(ours, theirs, in_pairs(ours, theirs, runs))


def in_pairs(ours: Tool, theirs: Tool, runs: int) -> list[tuple[Run, Run]]:
    """Run both so many times; who goes first alternates."""
    found: list[tuple[Run, Run]] = []
    for index in range(runs):
        if index % 2 == 0:
            mine, other = run(ours), run(theirs)
        else:
            other, mine = run(theirs), run(ours)
        found.append((mine, other))
    return found


def rows(ours: Tool, theirs: Tool, pairs: Sequence[tuple[Run, Run]]) -> list[str]:
    """Return the rows of the table: each tool's times, then the ratios within pairs."""
    ratio = median(mine.seconds / other.seconds for mine, other in pairs)
    busy = median(mine.busy / other.busy for mine, other in pairs)
    each = [_row(tool.name, found) for tool, found in zip((ours, theirs), zip(*pairs, strict=True), strict=True)]
    return [*each, f"{'ratio of pairs':<16} {ratio:9.2f} {'':>17} {busy:13.2f}"]


def _row(name: str, found: Sequence[Run]) -> str:
    seconds = [one.seconds for one in found]
    spread = f"{min(seconds):.2f} – {max(seconds):.2f}"
    busy, memory = median(one.busy for one in found), max(one.memory for one in found)
    return f"{name:<16} {median(seconds):9.2f} {spread:>17} {busy:13.2f} {memory:11.0f}"


def project_copy(folder: Path) -> Path:
    """Copy the program, so that neither its cache nor anyone editing it meets the measures."""
    for name in _PARTS:
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy2(ROOT / "build.py", folder)
    return folder


def site_tools(folder: Path, project: Path, count: int) -> tuple[Tool, Tool]:
    """Return both makers of the site of `count` trades."""
    content, mine, hugo = folder / "content", folder / "ours", folder / "hugo"
    write_content(content, count)
    write_site(content, hugo, project / "assets")
    command = (
        sys.executable,
        "build.py",
        "--pages-only",
        "--today",
        TODAY,
        "--content",
        str(content),
        "--output",
        str(mine),
    )
    caches = (hugo / "public", hugo / "resources", hugo / "cache")
    theirs = (str(hugo_binary()), "--ignoreCache", "--cacheDir", str(hugo / "cache"))
    return (
        Tool("ours", command, project, (project / ".cache", mine)),
        Tool("Hugo", theirs, hugo, caches),
    )


def guide_tools(folder: Path, project: Path, count: int) -> tuple[Tool, Tool]:
    """Return both makers of the guide of `count` trades."""
    content = folder / "content"
    write_content(content, count)

    def tool(name: str, engine: str) -> Tool:
        stage = (
            sys.executable,
            "-m",
            "tests.benchmarks.pdf_stage",
            engine,
            str(content),
            str(folder / f"{engine}.pdf"),
        )
        return Tool(name, stage, project, clock=lambda printed: float(printed.split()[0]))

    return tool("ours (Typst)", "ours"), tool("WeasyPrint", "weasyprint")


def same_pages(ours: Path, theirs: Path) -> str:
    """Describe both sites; raise if their pages are not comparable."""
    mine, other = compared(ours), compared(theirs)
    if alone := sorted(mine.keys() ^ other.keys()):
        raise RuntimeError(f"not comparable: {len(alone)} pages are on one side alone, such as {', '.join(alone[:5])}")
    size, other_size = (sum(path.stat().st_size for path in pages.values()) for pages in (mine, other))
    if abs(size / other_size - 1) > _TOLERANCE:
        raise RuntimeError(f"not comparable: {size} bytes and {other_size} bytes")
    more = sum(1 for _ in ours.rglob("*.html")) - len(mine)
    return f"{len(mine)} HTML pages, ours {size / 1e6:.1f} MB, Hugo's {other_size / 1e6:.1f} MB; we write {more} more pages"


HEAD = f"{'':<16} {'median s':>9} {'least – most':>17} {'processor s':>13} {'memory MiB':>11}"


def site_report(folder: Path, project: Path, count: int, runs: int) -> None:
    """Print the comparison with Hugo."""
    ours, hugo = site_tools(folder, project, count)
    run(ours)
    run(hugo)
    print(
        f"Site of {count} trades, HTML only, cold, {runs} pairs: {same_pages(folder / 'ours', folder / 'hugo' / 'public')}"
    )
    print(HEAD, *compare(ours, hugo, runs), "", sep="\n", flush=True)


def guide_report(folder: Path, project: Path, count: int, runs: int) -> None:
    """Print the comparison with WeasyPrint."""
    ours, weasyprint = guide_tools(folder, project, count)
    pairs = in_pairs(ours, weasyprint, runs)
    pages, others = (int(one.printed.split()[1]) for one in pairs[0])
    if abs(pages / others - 1) > _TOLERANCE:
        raise RuntimeError(f"not comparable: {pages} pages and {others} pages")
    print(f"Guide of {count} trades, PDF stage, PDF/UA-1, {runs} pairs: ours {pages} pages, WeasyPrint {others} pages")
    print(HEAD, *rows(ours, weasyprint, pairs), "", sep="\n", flush=True)


def growth_report(folder: Path, project: Path, most: int) -> None:
    """Print how time and memory of our guide grow each time that it doubles, up to `most` trades."""
    sizes = [most]
    while sizes[0] >= 2 * SMALLEST:
        sizes.insert(0, sizes[0] // 2)
    print(f"{'trades':<16} {'seconds':>9} {'processor s':>13} {'memory MiB':>11} {'pages':>6} {'t(2n)/t(n)':>11}")
    before = None
    for count in sizes:
        ours, _ = guide_tools(folder / str(count), project, count)
        made = run(ours)
        ratio = f"{made.busy / before.busy:11.2f}" if before else ""
        pages = made.printed.split()[1]
        print(f"{count:<16} {made.seconds:9.2f} {made.busy:13.2f} {made.memory:11.0f} {pages:>6} {ratio}", flush=True)
        before = made


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for; 0 trades leaves a comparison out."""
    parser = argparse.ArgumentParser(description="Time us beside Hugo and WeasyPrint.")
    parser.add_argument("--trades", type=int, default=1_000)
    parser.add_argument("--pdf-trades", type=int, default=100)
    parser.add_argument(
        "--growth", type=int, default=0, metavar="N", help="guides of up to N trades, each twice the last"
    )
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="oma-benchmark-") as place:
        folder = Path(place)
        project = project_copy(folder / "project")
        if chosen.trades:
            site_report(folder / "site", project, chosen.trades, chosen.runs)
        if chosen.pdf_trades:
            guide_report(folder / "guide", project, chosen.pdf_trades, chosen.runs)
        if chosen.growth:
            growth_report(folder / "growth", project, chosen.growth)


if __name__ == "__main__":
    main()
