"""Lighthouse, on a phone as it simulates one, of the three pages that most readers open first."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import ARGUMENTS
from tests.built import A_TRADE
from tests.tools import need, node_package

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ["index.html", "metiers.html", f"metiers/{A_TRADE}.html"]
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
LEAST, RUNS = 99, 12
"""The least score, and how often a page may be tried: the time of a run also tells how busy this machine was."""


def run(address: str, output: Path) -> dict[str, Any]:
    """Return what Lighthouse says of a page; the network and the phone are computed, not waited for."""
    command = [
        need("node"),
        node_package("lighthouse") / "cli" / "index.js",
        address,
        "--quiet",
        "--no-enable-error-reporting",
        "--form-factor=mobile",
        "--throttling-method=simulate",
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


def faults(found: dict[str, Any]) -> list[str]:
    """Return the audits that cost points."""
    costly = {audit["id"] for name in CATEGORIES for audit in found["categories"][name]["auditRefs"] if audit["weight"]}
    audits = (found["audits"][name] for name in sorted(costly))
    return [f"{audit['id']}: {audit['score']} {audit['title']}" for audit in audits if audit["score"] not in (1, None)]


@pytest.mark.parametrize("route", PAGES)
def test_a_page_is_nearly_perfect_in_all_four(origins: dict[str, str], tmp_path: Path, route: str) -> None:
    best = dict.fromkeys(CATEGORIES, 0)
    for number in range(RUNS):
        found = run(origins["real"] + route, tmp_path / f"{number}.json")
        best = {name: max(best[name], score) for name, score in scores(found).items()}
        print(f"{route}, run {number + 1}: {scores(found)}")
        if min(best.values()) >= LEAST:
            return
    pytest.fail(f"{best}, for {LEAST} at least: {faults(found)}")
