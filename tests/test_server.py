"""The preview: a real server, a real save, a real second build."""

import http.client
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.tools import need

ROOT = Path(__file__).resolve().parent.parent
MINIMAL = ROOT / "tests" / "sites" / "minimal" / "content"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(port: int, path: str, host: str | None = None) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request("GET", path, headers={"Host": host or f"localhost:{port}"})
        answer = connection.getresponse()
        return answer.status, answer.read()


def wait_for(port: int, path: str, text: bytes, seconds: float = 20) -> bytes:
    """Ask again and again until the page holds `text`."""
    end = time.monotonic() + seconds
    body = b""
    while time.monotonic() < end:
        try:
            _, body = get(port, path)
        except OSError:
            body = b""
        if text in body:
            return body
        time.sleep(0.2)
    raise AssertionError(f"{text!r} never came; last answer: {body[:300]!r}")


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    port = free_port()
    command = [sys.executable, ROOT / "build.py", "serve", "--content", content, "--port", str(port), "--jobs", "1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, "/", b"</html>")
        yield port, content
    finally:
        server.terminate()
        server.wait()


def test_a_save_is_shown_and_a_mistake_leaves_the_last_good_site(preview: tuple[int, Path]) -> None:
    port, content = preview
    assert b'<script src="/livereload.js" async></script>' in get(port, "/")[1]
    assert get(port, "/livereload.js")[0] == 200
    site = content / "site.yaml"
    text = site.read_text(encoding="utf-8")
    lines = [line if not line.startswith("slogan:") else "slogan: Un slogan neuf" for line in text.splitlines()]
    site.write_text("\n".join(lines), encoding="utf-8")
    wait_for(port, "/", b"Un slogan neuf")
    site.write_text("slogan: [", encoding="utf-8")
    time.sleep(2)
    assert b"Un slogan neuf" in get(port, "/")[1]
    site.write_text("\n".join(lines).replace("neuf", "encore neuf"), encoding="utf-8")
    wait_for(port, "/", b"Un slogan encore neuf")


def test_only_this_machine_is_served(preview: tuple[int, Path]) -> None:
    port, _ = preview
    assert get(port, "/", host="attaquant.example")[0] == 403
    assert get(port, "/../site.yaml")[0] in (403, 404)
    assert get(port, "/%2e%2e/%2e%2e/pyproject.toml")[0] in (403, 404)


def test_the_browser_reloads_by_itself(preview: tuple[int, Path]) -> None:
    """Our pages forbid inline scripts: livereload's own way of joining in would be blocked."""
    port, content = preview
    site = content / "site.yaml"
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=need("chromium"), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        with page.expect_websocket():
            page.goto(f"http://localhost:{port}/")
        lines = site.read_text(encoding="utf-8").splitlines()
        changed = ("slogan: Le slogan du navigateur" if line.startswith("slogan:") else line for line in lines)
        site.write_text("\n".join(changed), encoding="utf-8")
        page.wait_for_selector("h1:has-text('Le slogan du navigateur')", timeout=15_000)
        browser.close()
