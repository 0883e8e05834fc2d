"""The table of speed is measured in every part, at tiny sizes; what is not comparable or not installed is said."""

import os
import re
import sys
from pathlib import Path

import pytest

from tests.benchmarks import editing, run, sites, timing
from tests.tools import MINIMAL, ROOT, chromium, missing

pytestmark = pytest.mark.slow

NEED_PEERS = ("others", "bare", "images")
# Of fewer trades, the pages that others are spared parts of would weigh too much.
FEW = ("--others-trades", "60", "--photographs", "1", "--runs", "1")
CLOCKS = ("wall", "processor")
PAGES = "pages"


def test_every_figure_that_needs_no_network_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sizes = [
        "--trades",
        "12",
        "--memory-trades",
        "12",
        "--growth-to",
        "24",
        "--pdf-trades",
        "1",
        "--pdf-growth-to",
        "1",
    ]
    saved = ["--content", str(MINIMAL), "--save-trades", "12", "--saves", "2"]
    parts = [part for part in run.PARTS if part not in NEED_PEERS]
    chromium()
    run.main([*parts, *sizes, *saved, "--runs", "1", "--peers", str(tmp_path)])
    shown = rows(capsys.readouterr().out)
    assert [row[0] for row in shown if re.fullmatch(r"\d+\.\d{3}", row[3])] == [
        *(f"HTML, 12 trades, {how}, {clock}" for how in ("cold", "no change", "one body edited") for clock in CLOCKS),
        "peak memory, 12 trades, PSS",
        *(f"t(24)/t(12), cold, {clock}" for clock in CLOCKS),
        *(f"guide of 1 trades ({PAGES}), PDF/UA-1, {clock}" for clock in CLOCKS),
    ]
    alone = {row[0]: row[1] for row in shown if row[2:4] == ["–", "–"]}
    assert (
        sum("site and all PDF" in name and re.match(r"\d+\.\d\d s", told) is not None for name, told in alone.items())
        == 4
    )
    assert sum("save → browser" in name and told.startswith("p50 ") for name, told in alone.items()) == 2
    assert int(alone["files written after one word of missions, site"].split()[0]) > 0
    assert int(alone["files written after one word of missions, PDF and ZIP"]) > 0
    assert not [row for row in shown if "left out" in row[2]]


def test_a_peer_that_is_missing_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run.main([*NEED_PEERS, *FEW, "--peers", str(tmp_path)])
    reasons = [row[2] for row in rows(capsys.readouterr().out)]
    others = [f"left out: {peer} is not installed" for peer in ("Eleventy", "Pelican", "MkDocs")]
    beside_hugo = [reason for reason in reasons if reason.startswith("Hugo ")]
    assert len(beside_hugo) == len(CLOCKS)
    assert reasons == ["peer", *others, *beside_hugo, *others, "left out: sharp (npm) is not installed"]


def test_peers_installed_apart_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """Where `tests.benchmarks.peers` has installed them, as CI does."""
    kept = os.environ.get("OMA_BENCHMARK_PEERS") or missing(
        "OMA_BENCHMARK_PEERS does not say where peers are installed"
    )
    run.main([*NEED_PEERS, *FEW, "--peers", kept])
    shown = rows(capsys.readouterr().out)
    others = ("Eleventy", "Pelican", "MkDocs")
    names = [f"HTML, 60 trades, cold, beside {peer}" for peer in others]
    names += [f"HTML, 60 trades, cold, our packages alone beside {peer}" for peer in ("Hugo", *others)]
    names.append("images, 1 photograph, 3 widths × 3 formats")
    assert [row[0] for row in shown if re.fullmatch(r"\d+\.\d{3}", row[3])] == [
        f"{name}, {clock}" for name in names for clock in CLOCKS
    ]


def rows(told: str) -> list[list[str]]:
    """Return the cells of a printed table, its head first."""
    lines = [line for line in told.splitlines() if line.startswith("| ")]
    return [[re.sub(r"\d+ pages", PAGES, cell.strip()) for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.skipif(sys.platform != "linux", reason="memory of all processes together is measured on Linux alone")
def test_workers_count_in_processor_time_and_in_memory() -> None:
    code = """
import time
from oma_builder.parallel import fan_out
def work(number):
    held = bytes(range(256)) * 400_000
    while time.process_time() < 0.5:
        pass
    return len(held)
list(fan_out(work, range(2), 2))
"""
    made = timing.run(timing.Tool("workers", (sys.executable, "-c", code), ROOT), watched=True)
    assert made.busy > 0.9
    assert made.together > 190  # two workers of 98 MiB each; the largest alone is far less


@pytest.mark.parametrize(
    ("text", "field", "edited"),
    [
        (
            "niveau: 3\nmissions:\n- Lire un plan\n- Lire\n",
            "missions",
            "niveau: 3\nmissions:\n- Lire zq un plan\n- Lire\n",
        ),
        ('missions:\n  - "Lire : un plan"\n', "missions", 'missions:\n  - "Lire zq : un plan"\n'),
        ("journee: |\n  Une journée\n", "journee", "journee: |\n  Une zq journée\n"),
        ('accroche: "Lire : tout"\n', "accroche", 'accroche: "Lire zq : tout"\n'),
        ("accroche: Tout lire\n", "accroche", "accroche: Tout zq lire\n"),
    ],
)
def test_one_word_is_added_to_a_field(text: str, field: str, edited: str) -> None:
    assert editing.with_word(text, field, "zq") == edited


def test_a_field_that_is_not_there_is_not_edited_in_silence() -> None:
    with pytest.raises(ValueError, match="no text to edit in journee"):
        editing.with_word("niveau: 3\n", "journee", "zq")


@pytest.mark.parametrize("harm", ["one page less", "half the bytes"])
def test_sites_that_are_not_comparable_are_refused(tmp_path: Path, harm: str) -> None:
    pages = {name: tmp_path / name for name in ("index.html", "metiers/a.html", "metiers/b.html")}
    for path in pages.values():
        path.parent.mkdir(exist_ok=True)
        path.write_text("x" * 100, encoding="utf-8")
    sites.same_pages(pages, dict(pages))
    (tmp_path / "half").write_text("x" * 50, encoding="utf-8")
    fewer = {name: path for name, path in pages.items() if name != "metiers/a.html"}
    other = (
        fewer
        if harm == "one page less"
        else pages | dict.fromkeys(("metiers/a.html", "metiers/b.html"), tmp_path / "half")
    )
    with pytest.raises(RuntimeError, match="not comparable"):
        sites.same_pages(pages, other)
