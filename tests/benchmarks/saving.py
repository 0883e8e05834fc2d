"""From a save to the browser: `serve` with a page open in Chromium, until the new word stands in it.

The page itself says when: a script of the browser's own, no part of the page, looks at each change of it. Both clocks are
this machine's.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks import editing, real_guide
from tests.benchmarks.project import TODAY
from tests.benchmarks.table import Figure

_WATCH = """(() => {
    const look = () => {
        const word = document.body?.textContent.match(/zq[a-j]+qz/)?.[0];
        if (word && word !== window.seenWord) { window.seenWord = word; console.log(`seen ${word} ${Date.now()}`); }
    };
    new MutationObserver(look).observe(document, {childList: true, subtree: true, characterData: true});
    document.addEventListener("DOMContentLoaded", look);
})()"""
_SEEN = re.compile(r"seen (\w+) (\d+)")

_PATIENCE = 120.0
"""Seconds after which a word will not come any more."""


def browser() -> str:
    """Return the path of Chromium, or an empty text."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium") or ""


def figure(kind: str, project: Path, content: Path, saves: int, must: str = "–", aim: str = "–") -> Figure:
    """Return the row of so many saves of one trade of `content`, a copy that may be edited."""
    count = len([*(content / "metiers").glob("*.yaml")])
    with _preview(project, content) as address, _page() as page:
        page.goto(f"{address}metiers/{real_guide.a_trade(content).stem}.html")
        change = real_guide.changing(content, real_guide.FIELDS[0])
        seconds = [_save(page, number, change) for number in range(saves + 1)][1:]  # the first warms what follows
    name = f"save → browser, {kind}, {count:,} trades, {saves} saves"
    centiles = quantiles(seconds, n=20, method="inclusive")
    told = f"p50 {centiles[9]:.2f} s, p95 {centiles[18]:.2f} s"
    return Figure(name, told, must=must, aim=aim)


def _save(page: Page, number: int, change: real_guide.Change) -> float:
    """Save another word, and return the seconds until it stands in the page."""
    word = editing.word(number)
    with page.expect_console_message(
        lambda message: message.text.startswith(f"seen {word} "), timeout=_PATIENCE * 1_000
    ) as seen:
        start = time.time()
        change(number)
    found = _SEEN.match(seen.value.text)
    assert found, "the message was waited for by its beginning"
    # What the build and the page still do is not part of the next save, which must not fall into step with what polls.
    page.wait_for_timeout(400 + 137 * number % 1_000)
    return int(found[2]) / 1_000 - start


@contextmanager
def _page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_context(service_workers="block").new_page()
        page.add_init_script(_WATCH)
        yield page
        chromium.close()


@contextmanager
def _preview(project: Path, content: Path) -> Iterator[str]:
    """Give the address of our preview, once its first build answers; it ends with the block."""
    port = _free_port()
    command = (sys.executable, "build.py", "serve", "--port", str(port), "--today", TODAY, "--content", str(content))
    log = project.parent / f"serve-{port}.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=project, stdout=output, stderr=subprocess.STDOUT, env=os.environ) as server,
    ):
        try:
            address = f"http://localhost:{port}/"
            _wait_for(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait(_PATIENCE)


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 10 * _PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address):  # noqa: S310 - our own server on this machine
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise RuntimeError(f"the preview does not answer:\n{log.read_text(encoding='utf-8')}")


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return int(any_port.getsockname()[1])
