"""A preview that runs: its server, what it answers, and how long to wait for it."""

import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def get(port: int, path: str) -> tuple[int, bytes]:
    return answer(port, path, {"Host": f"localhost:{port}"})


def answer(port: int, path: str, headers: dict[str, str]) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request("GET", path, headers=headers)
        found = connection.getresponse()
        return found.status, b"" if found.status == 101 else found.read()


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


@contextmanager
def served(root: Path, content: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Start the preview of a content with the program below `root`, with two workers, and stop it as Ctrl-C does."""
    command = [sys.executable, root / "build.py", "serve", "--content", content, "--port", str(port), "--jobs", "2"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        yield server
    finally:
        server.terminate()
