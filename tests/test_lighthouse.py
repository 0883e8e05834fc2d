"""Lighthouse, on a phone as it simulates one, of the three pages that most readers open first."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import ARGUMENTS
from tests.built import A_TRADE, real
from tests.hosts import by_nginx
from tests.tools import need, node_package

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ["index.html", "metiers.html", f"metiers/{A_TRADE}.html"]
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
LEAST, RUNS = 99, 12
"""The least score, and how often a page may be tried: the time of a run also tells how busy this machine was."""
PHONE, DESKTOP = 4.0, 1500.0
"""How much slower than this machine the phone is taken to be, where its index is that of a swift desktop.

Source: Lighthouse, docs/throttling.md: the multiplier fits a benchmark index from 1,500, and is to be set below it.
"""


def slowdown(found: dict[str, Any]) -> float:
    """Return how much slower than this machine the same phone is, by the index that a run measured."""
    index: float = found["environment"]["benchmarkIndex"]
    return max(1.0, min(PHONE, PHONE * index / DESKTOP))


def run(address: str, output: Path, slower: float) -> dict[str, Any]:
    """Return what Lighthouse says of a page; the network and the phone are computed, not waited for."""
    command = [
        need("node"),
        node_package("lighthouse") / "cli" / "index.js",
        address,
        "--quiet",
        "--no-enable-error-reporting",
        "--form-factor=mobile",
        "--throttling-method=simulate",
        f"--throttling.cpuSlowdownMultiplier={slower}",
        "--disable-full-page-screenshot",
        f"--only-categories={','.join(CATEGORIES)}",
        "--skip-audits=is-crawlable",  # what is no release must not be
        f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}",
        "--output=json",
        f"--output-path={output}",
    ]
    environment = {**os.environ, "CHROME_PATH": need("chromium")}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=180)
    found: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    assert "runtimeError" not in found, found["runtimeError"]
    return found


def scores(found: dict[str, Any]) -> dict[str, int]:
    return {name: round(100 * found["categories"][name]["score"]) for name in CATEGORIES}


def speed(found: dict[str, Any]) -> dict[str, float]:
    """Return what each audit of speed gives of the whole score, which is their weighted mean."""
    weights = {audit["id"]: audit["weight"] for audit in found["categories"]["performance"]["auditRefs"]}
    whole = sum(weights.values())
    return {name: found["audits"][name]["score"] * weight / whole for name, weight in weights.items() if weight}


def faults(found: dict[str, Any]) -> list[str]:
    """Return the audits that cost points."""
    costly = {audit["id"] for name in CATEGORIES for audit in found["categories"][name]["auditRefs"] if audit["weight"]}
    audits = (found["audits"][name] for name in sorted(costly))
    return [f"{audit['id']}: {audit['score']} {audit['title']}" for audit in audits if audit["score"] not in (1, None)]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the real guide as hosts do: texts packed, connections kept; yield its address."""
    site = real(tmp_path_factory)
    with by_nginx(site, tmp_path_factory.mktemp("nginx")) as port:
        yield f"http://127.0.0.1:{port}{site.base}"


@pytest.mark.parametrize("route", PAGES)
def test_a_page_is_nearly_perfect_in_all_four(host: str, tmp_path: Path, route: str) -> None:
    """Of speed, each audit counts as in its best run: what else this machine did can only have slowed a page."""
    best: dict[str, float] = {}
    slower = PHONE
    for number in range(RUNS):
        found = run(host + route, tmp_path / f"{number}.json", slower)
        best = {name: max(given, best.get(name, 0)) for name, given in speed(found).items()}
        reached = {**scores(found), "performance": round(100 * sum(best.values()))}
        print(f"{route}, run {number + 1}, a phone {slower:.1f} times slower: {scores(found)}, at best {reached}")
        if min(reached.values()) >= LEAST:
            return
        slower = slowdown(found)
    pytest.fail(f"{reached}, for {LEAST} at least: {faults(found)}")
