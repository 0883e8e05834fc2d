"""Web servers at work, each with the settings that a site holds for it: as readers meet it on a host."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from oma_builder.guide import routes
from tests.built import Built
from tests.tools import need

_NGINX = """
daemon off;
master_process off;
pid {place}/nginx.pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        include {snippet};
    }}
}}
"""


def free_port() -> int:
    """Return a port of this machine on which nothing answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def rooted(place: Path, site: Built) -> Path:
    """Return a document root under which the site lives at its base path."""
    target = place / "root" / site.base.strip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.symlink_to(site.folder)
    return place / "root"


@contextmanager
def running(command: list[str | Path], port: int) -> Iterator[None]:
    """Run a server as long as the block lasts; it starts once it answers on its port."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                pytest.fail(process.communicate()[1].decode())
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.communicate()


@contextmanager
def by_nginx(site: Built, place: Path) -> Iterator[int]:
    """Serve a site by nginx, with the snippet that it holds, on this machine alone; yield its port."""
    port, settings = free_port(), place / "nginx.conf"
    root, snippet = rooted(place, site), site.folder / routes.NGINX
    settings.write_text(_NGINX.format(place=place, root=root, port=port, snippet=snippet))
    with running([need("nginx"), "-p", place, "-c", settings], port):
        yield port
