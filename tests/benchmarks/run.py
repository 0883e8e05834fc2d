"""Measure the whole table of speed: us beside Hugo, Eleventy, Pelican, MkDocs, sharp and WeasyPrint.

Run it with `python -m tests.benchmarks.run`; parts and sizes are options. Everything happens under a temporary folder, in
a copy of the project. A ratio is ours divided by the peer's within one pair of runs, which alternate, in fresh processes,
on the same content; the median of the ratios is printed. A peer that is missing is named as left out.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.benchmarks import guide_bench, image_bench, peers, real_guide, saving, sites
from tests.benchmarks.peers import Peers
from tests.benchmarks.project import ROOT, TODAY, project_copy
from tests.benchmarks.sites import Place
from tests.benchmarks.synthetic import write_content
from tests.benchmarks.table import Figure, as_text, left_out

_SAVE_GOALS = {48: ("≤ 0.5 s", "≤ 0.15 s"), 1_000: ("≤ 1 s", "≤ 0.3 s")}

SMALLEST = 1_000
"""Trades of the smallest site whose growth is measured."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What every part works with: a folder, the copy of the program, the peers, and what the command line asks for."""

    folder: Path
    project: Path
    peers: Peers
    chosen: argparse.Namespace

    def place(self, count: int) -> Place:
        """Return where sites of `count` trades are made, once for all parts."""
        return Place(self.folder / "sites" / str(count), self.project)

    def guide(self, part: str) -> Path:
        """Return a copy of the real content that a part may edit."""
        return Path(shutil.copytree(self.chosen.content, self.folder / part / "content"))


def _html(bench: Bench) -> Iterator[Figure]:
    for count in bench.chosen.trades:
        yield from sites.with_hugo(bench.place(count), count, bench.chosen.runs)


def _others(bench: Bench) -> Iterator[Figure]:
    count = bench.chosen.others_trades
    yield from sites.with_others(bench.place(count), bench.peers, count, bench.chosen.runs)


def _bare(bench: Bench) -> Iterator[Figure]:
    count = bench.chosen.others_trades
    yield from sites.bare(bench.place(count), bench.peers, count, bench.chosen.runs)


def _memory(bench: Bench) -> Iterator[Figure]:
    count = bench.chosen.memory_trades
    if sys.platform == "linux":
        yield sites.memory(bench.place(count), count)
    else:
        yield left_out("peak memory", "measured on Linux alone")


def _growth(bench: Bench) -> Iterator[Figure]:
    sizes = sites.doubling(max(1, min(SMALLEST, bench.chosen.growth_to // 2)), bench.chosen.growth_to)
    yield from sites.growth(bench.folder / "growth", bench.project, sizes)


def _images(bench: Bench) -> Iterator[Figure]:
    folder = bench.folder / "images"
    yield from image_bench.figures(folder, bench.project, bench.peers, bench.chosen.photographs, bench.chosen.runs)


def _guide(bench: Bench) -> Iterator[Figure]:
    yield from real_guide.figures(bench.project, bench.guide("guide"), TODAY, bench.chosen.runs)


def _saves(bench: Bench) -> Iterator[Figure]:
    if not saving.browser():
        yield left_out("save → browser", "Chromium is not installed")
        return
    yield saving.figure("real guide", bench.project, bench.guide("saves"), bench.chosen.saves, *_SAVE_GOALS[48])
    for count in bench.chosen.save_trades:
        content = bench.folder / "saves" / str(count) / "content"
        write_content(content, count)
        goals = _SAVE_GOALS.get(count, ("–", "–"))
        yield saving.figure("synthetic", bench.project, content, bench.chosen.saves, *goals)


def _pdf(bench: Bench) -> Iterator[Figure]:
    chosen = bench.chosen
    yield from guide_bench.figures(bench.folder / "pdf", bench.project, chosen.pdf_trades, chosen.runs)


def _pdf_growth(bench: Bench) -> Iterator[Figure]:
    guide_bench.growth_report(bench.folder / "pdf-growth", bench.project, bench.chosen.pdf_growth_to)
    yield from ()


PARTS: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "html": _html,
    "others": _others,
    "bare": _bare,
    "memory": _memory,
    "growth": _growth,
    "images": _images,
    "guide": _guide,
    "saves": _saves,
    "pdf": _pdf,
    "pdf-growth": _pdf_growth,
}


def measured(bench: Bench, parts: Sequence[str]) -> Iterator[Figure]:
    """Yield every row of these parts, and say each at once: the whole takes hours at the largest sizes."""
    for part in parts:
        for figure in PARTS[part](bench):
            print(*figure.cells(), sep="  ", file=sys.stderr, flush=True)
            yield figure


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure the table of speed.")
    add = partial(parser.add_argument, type=int)
    known = ", ".join(PARTS)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure; all by default: {known}")
    add("--trades", nargs="*", default=[1_000, 10_000], help="sizes of the site beside Hugo")
    add("--others-trades", default=1_000, help="size of the site beside Eleventy, Pelican and MkDocs")
    add("--memory-trades", default=10_000, help="size of the site whose memory is watched")
    add("--growth-to", default=8_000, metavar="N", help="sites of up to N trades, each twice the last")
    add("--photographs", default=12, help="how many are made into derivatives")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="the real guide")
    add("--save-trades", nargs="*", default=[48, 1_000], help="sizes of the synthetic guides that are saved")
    add("--saves", default=20, help="saves of each guide")
    add("--pdf-trades", default=100, help="size of the guide beside WeasyPrint")
    add("--pdf-growth-to", default=198, metavar="N", help="guides of up to N trades, each twice the last")
    add("--runs", default=3, help="pairs of runs")
    parser.add_argument("--peers", type=Path, help="where `tests.benchmarks.peers` has installed them")
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for, and print the table."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    parts = chosen.parts or [*PARTS]
    if unknown := set(parts) - PARTS.keys():
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="oma-benchmark-") as place:
        folder = Path(place)
        kept = chosen.peers.resolve() if chosen.peers else folder / "peers"
        if not chosen.peers and {"others", "bare", "images"} & set(parts):
            for failure in peers.install(kept):
                print(failure, file=sys.stderr)
        bench = Bench(folder, project_copy(folder / "project"), Peers(kept), chosen)
        print(as_text([*measured(bench, parts)]))


if __name__ == "__main__":
    main()
