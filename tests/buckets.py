"""A real store that speaks as S3 does (moto, in a process of its own), and a way to it that breaks when a test wants it to."""

import http.client
import socket
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

from tests.hosts import free_port

Moment = Literal["midway", "after"]
"""When a request is cut: half heard, or carried out without an answer."""

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "example",
    "AWS_SECRET_ACCESS_KEY": "example",
    "AWS_REGION": "eu-west-3",
    "AWS_DEFAULT_REGION": "eu-west-3",
    "AWS_CONFIG_FILE": "none",
    "AWS_SHARED_CREDENTIALS_FILE": "none",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_MAX_ATTEMPTS": "1",
}
"""One attempt for each request: a way that is cut stays cut, and nobody need wait for it."""


@contextmanager
def store() -> Iterator[int]:
    """Run moto's server for the time of the block; give its port."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            yield port
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("moto's server does not start")


@dataclass
class Way:
    """What goes through a proxy: every request is noted; from number `cut_at` on, counted from 1, nothing passes, or that one alone."""

    port: int
    store: int
    requests: list[tuple[str, str]] = field(default_factory=list)
    cut_at: int = 0
    moment: Moment = "midway"
    only_once: bool = False
    unchecked: list[str] = field(default_factory=list)

    @property
    def endpoint(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def store_endpoint(self) -> str:
        """Return the address of what is behind it."""
        return f"http://127.0.0.1:{self.store}"

    @property
    def puts(self) -> list[str]:
        """Return the paths of all that was written."""
        return [path for method, path in self.requests if method == "PUT"]

    def cut(self, at: int, moment: Moment = "midway", *, only_once: bool = False) -> None:
        """Forget what was, and break at a request to come; 0 for never."""
        self.requests.clear()
        self.unchecked.clear()
        self.cut_at, self.moment, self.only_once = at, moment, only_once


@contextmanager
def way(to_store: int) -> Iterator[Way]:
    """Run a proxy in front of the store for the time of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Proxy)
    server.daemon_threads = True
    server.way = Way(server.server_address[1], to_store)  # type: ignore[attr-defined]
    server.lock = threading.Lock()  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.way  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


class _Proxy(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer goes in one piece: in two, the system waits for the first to be acknowledged
    server: Any

    def _pass(self) -> None:
        taken: Way = self.server.way
        with self.server.lock:
            taken.requests.append((self.command, self.path))
            number = len(taken.requests)
        is_cut = taken.cut_at and (number == taken.cut_at if taken.only_once else number >= taken.cut_at)
        moment = taken.moment if number == taken.cut_at else "midway"
        length = int(self.headers.get("Content-Length", 0))
        if is_cut and moment == "midway":
            self.rfile.read(length // 2)
            self._hang_up()
            return
        body = self.rfile.read(length)
        if len(body) < length:  # whoever sent it has stopped
            self._hang_up()
            return
        if not self._is_sound(taken, body):
            return
        answer, content = self._ask(taken.store, body)
        if is_cut:
            self._hang_up()
            return
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", answer.getheader("Content-Length") or str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        with suppress(OSError):  # whoever asked may be gone
            self.wfile.flush()

    def _is_sound(self, taken: Way, body: bytes) -> bool:
        """Refuse bytes that are not those of the digest: moto believes what it is told, S3 does not."""
        if self.command != "PUT" or "x-amz-copy-source" in self.headers:
            return True
        sent = self.headers.get("x-amz-checksum-sha256")
        if sent is None:
            taken.unchecked.append(self.path)
        if sent in (None, b64encode(sha256(body).digest()).decode()):
            return True
        refusal = b"<Error><Code>BadDigest</Code></Error>"
        self.send_response_only(400)
        self.send_header("Content-Length", str(len(refusal)))
        self.end_headers()
        self.wfile.write(refusal)
        return False

    def handle_expect_100(self) -> bool:
        """Say at once that the body may come."""
        is_answered = super().handle_expect_100()
        self.wfile.flush()
        return is_answered

    def _ask(self, port: int, body: bytes) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("expect", "connection")}
        connection.request(self.command, self.path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content

    def _hang_up(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is that of the library
        """Say nothing."""

    do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = _pass  # noqa: N815 - the names are those of the library
