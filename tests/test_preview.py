"""The preview: a real server, a real save, a real second build."""

import http.client
import json
import os
import shutil
import signal
import socket
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.hosts import free_port
from tests.previews import answer, get, served, wait_for
from tests.processes import arguments, parent, processes
from tests.tools import chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).resolve().parent.parent
FULL = ROOT / "tests" / "sites" / "full" / "content"

_SITE = b"<main"
"""What a page of the site has, and those of the preview itself have not."""

_REFUSED = (
    "un processus de travail s’est arrêté brutalement\n"
    "  → la mémoire manque peut-être : fermez des programmes, ou essayez --jobs 1\n"
)


_JOINING = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": "x" * 22 + "==",
    "Sec-WebSocket-Version": "13",
}
"""How a page asks to be told of what changes."""


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """Start a preview with two workers; every test leaves it able to show the next save."""
    content = Path(shutil.copytree(FULL, tmp_path_factory.mktemp("preview") / "content"))
    port = free_port()
    with served(ROOT, content, port) as server:
        wait_for(port, "/", _SITE)
        yield port, content
    _, said = server.communicate(timeout=10)
    assert server.returncode == 130
    assert said in (b"", _REFUSED.encode())


def test_a_save_is_shown_and_a_mistake_leaves_the_last_good_site(preview: tuple[int, Path]) -> None:
    port, content = preview
    assert b'<script src="/apercu/preview.js" defer></script>' in get(port, "/")[1]
    assert get(port, "/apercu/preview.js")[0] == 200
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
    assert get(port, "/../site.yaml")[0] in (403, 404)
    assert get(port, "/%2e%2e/%2e%2e/pyproject.toml")[0] in (403, 404)
    here = f"localhost:{port}"
    strangers: list[dict[str, str]] = [
        {"Host": "attaquant.example"},
        {"Host": f"attaquant.example:{port}"},
        {"Host": "localhost"},
        {"Host": f"localhost:{port + 1}"},
        {"Host": here, "Origin": "https://attaquant.example"},
        {"Host": here, "Origin": f"http://localhost:{port + 1}"},
        {"Host": here, "Origin": "http://localhost"},
        {"Host": here, "Origin": f"https://{here}"},
        {"Host": here, "Origin": "null"},
        {"Host": "attaquant.example", "Origin": "http://attaquant.example"},
        {"Host": here, "Sec-Websocket-Origin": "http://attaquant.example"},
    ]
    for headers in strangers:
        for path in ("/", "/metiers.html", "/apercu/preview.js", "/livereload", "/nulle-part"):
            assert answer(port, path, headers)[0] == 403, (path, headers)
        assert answer(port, "/livereload", headers | _JOINING)[0] == 403, headers
    for name in (here, f"127.0.0.1:{port}", f"LocalHost:{port}"):
        assert answer(port, "/", {"Host": name})[0] == 200
        assert answer(port, "/livereload", {"Host": name, "Origin": f"http://{here}"} | _JOINING)[0] == 101


def test_pages_that_go_while_they_are_told_something_trouble_nobody(preview: tuple[int, Path]) -> None:
    """Closed at a bad moment, some left a traceback in the terminal of the editor, as the end of the fixture would see."""
    port, _ = preview
    for _ in range(30):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as page:
            page.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # gone without a word
            lines = (f"Host: localhost:{port}", *(f"{name}: {value}" for name, value in _JOINING.items()))
            page.sendall("\r\n".join(("GET /livereload HTTP/1.1", *lines, "", "")).encode())
            page.recv(20)
            page.sendall(_frame({"command": "info", "url": "http://localhost/"}) * 20)
    assert get(port, "/")[0] == 200


def _frame(message: dict[str, str]) -> bytes:
    """Return a short text as a client sends it (RFC 6455, 5.2), under a mask of zeros."""
    text = json.dumps(message).encode()
    return bytes((0x81, 0x80 | len(text), 0, 0, 0, 0)) + text


def test_what_is_not_of_the_site_is_not_found_in_french(preview: tuple[int, Path]) -> None:
    port, _ = preview
    ours = (ROOT / ".cache" / "apercu" / "404.html").read_bytes().partition(b"</head>")[2]
    assert b"<html" not in ours
    for path in ("/nulle-part", "/%00", "/metiers%00.html", "/.oma-manifest.json", "/a/.git/config", "/" + "a" * 5000):
        status, body = get(port, path)
        assert (status, body.partition(b"</head>")[2]) == (404, ours), path
    assert get(port, "/%ff")[0] == 400
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request("POST", "/", headers={"Host": f"localhost:{port}"})
        found = connection.getresponse()
        assert (found.status, "ne sait pas répondre" in found.read().decode()) == (405, True)


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes as Linux tells of them")
def test_a_builder_that_is_killed_is_told_and_the_next_save_is_shown(preview: tuple[int, Path]) -> None:
    port, content = preview
    site = content / "site.yaml"
    text = site.read_text(encoding="utf-8")
    shown = [line if not line.startswith("slogan:") else "slogan: Un slogan neuf" for line in text.splitlines()]
    server = next(pid for pid in processes() if f"--port\0{port}\0" in arguments(pid) and parent(pid) == os.getpid())
    (watcher,) = [pid for pid in processes() if parent(pid) == server and "spawn_main" in arguments(pid)]
    site.write_text("\n".join(shown).replace("neuf", "perdu"), encoding="utf-8")
    kill_a_builder_with_workers(watcher)
    assert get(port, "/")[0] == 200
    site.write_text("\n".join(shown), encoding="utf-8")
    wait_for(port, "/", b"Un slogan neuf")


def kill_a_builder_with_workers(watcher: int) -> None:
    """Wait for a builder that shares its work, kill it, and see its workers end."""
    end = time.monotonic() + 20
    workers: list[int] = []
    while not workers and time.monotonic() < end:
        builders = [pid for pid in processes() if parent(pid) == watcher]
        workers = [pid for pid in processes() if parent(pid) in builders]
        time.sleep(0.002)
    assert len(workers) >= 1
    os.kill(builders[0], signal.SIGKILL)
    time.sleep(1)
    assert not set(workers) & set(processes())


def test_the_browser_reloads_by_itself(preview: tuple[int, Path]) -> None:
    """Our pages forbid inline scripts: livereload's own way of joining in would be blocked."""
    port, content = preview
    site = content / "site.yaml"
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        with page.expect_websocket():
            page.goto(f"http://localhost:{port}/")
        lines = site.read_text(encoding="utf-8").splitlines()
        changed = ("slogan: Le slogan du navigateur" if line.startswith("slogan:") else line for line in lines)
        site.write_text("\n".join(changed), encoding="utf-8")
        page.wait_for_selector("h1:has-text('Le slogan du navigateur')", timeout=15_000)
        browser.close()
