"""Firefox ESR, driven over WebDriver BiDi by the WebSocket that it opens itself: no driver in between."""

import asyncio
import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.tools import need

# As any reader's: what tools set to ease testing would let file:// do more than it does.
PREFERENCES = {
    "remote.prefs.recommended": False,
    "security.fileuri.strict_origin_policy": True,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "extensions.getAddons.cache.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
}
PATIENCE = 60
_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Firefox:
    """One window of Firefox: opens pages, evaluates scripts, remembers what was complained of and asked for."""

    def __init__(self, loop: asyncio.AbstractEventLoop, connection: WebSocketClientConnection) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._loop, self._connection, self._numbers = loop, connection, count(1)
        self._loads: list[str] = []
        self.command("session.new", capabilities={})
        events = ["log.entryAdded", "network.beforeRequestSent", "browsingContext.load"]
        self.command("session.subscribe", events=events)
        self._window = self.command("browsingContext.getTree")["contexts"][0]["context"]

    def command(self, method: str, **parameters: Any) -> Any:
        """Return what Firefox answers to a command of WebDriver BiDi."""
        number = next(self._numbers)
        message = json.dumps({"id": number, "method": method, "params": parameters})
        self._loop.run_until_complete(_send(self._connection, message))
        while (heard := self._hear()).get("id") != number:
            pass
        assert heard["type"] == "success", heard
        return heard["result"]

    def open(self, address: str) -> None:
        """Open a page and wait until all of it is there."""
        self.command("browsingContext.navigate", context=self._window, url=address, wait="complete")

    def evaluate(self, script: str) -> Any:
        """Return what a script of the page says, as JSON can hold it; a promise is waited for."""
        told = f"Promise.resolve({script}).then(value => JSON.stringify(value ?? null))"
        target = {"context": self._window}
        found = self.command("script.evaluate", expression=told, target=target, awaitPromise=True, userActivation=True)
        assert found["type"] == "success", found["exceptionDetails"]["text"]
        return json.loads(found["result"]["value"])

    def follow(self, selector: str) -> str:
        """Follow a link as a click does; return the address of the page it leads to, once it is there."""
        self._loads.clear()
        clicked = self.evaluate(
            f"(link => link && (link.click(), true))(document.querySelector({json.dumps(selector)}))"
        )
        assert clicked, selector
        while not self._loads:
            self._hear()
        return self._loads[-1]

    def back(self) -> None:
        """Go back as the button of the window does, until the page is there again."""
        left = self.evaluate("location.href")
        self.command("browsingContext.traverseHistory", context=self._window, delta=-1)
        until = time.monotonic() + PATIENCE
        while self.evaluate("location.href") == left:
            assert time.monotonic() < until, "Firefox stays where it is"

    def _hear(self) -> dict[str, Any]:
        """Return the next message, and remember what it says of the page."""
        waiting = asyncio.wait_for(_next(self._connection), PATIENCE)
        heard: dict[str, Any] = json.loads(self._loop.run_until_complete(waiting))
        match heard.get("method"), heard.get("params"):
            case "log.entryAdded", {"level": "error" | "warn", "text": text}:
                self.complaints.append(text)
            case "network.beforeRequestSent", {"request": {"url": url}}:
                self.requests.append(url)
            case "browsingContext.load", {"url": url, "context": self._window}:
                self._loads.append(url)
        return heard


async def _connect(address: str) -> WebSocketClientConnection:
    return await websocket_connect(address, connect_timeout=PATIENCE)


async def _send(connection: WebSocketClientConnection, message: str) -> None:
    await connection.write_message(message)


async def _next(connection: WebSocketClientConnection) -> str:
    message = await connection.read_message()
    assert isinstance(message, str), "Firefox went away"
    return message


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """Run Firefox without a screen on a fresh profile in this folder."""
    profile.mkdir()
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items())
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    said = profile / "stderr.txt"
    command = [
        need("firefox-esr", "firefox"),
        "--headless",
        "--no-remote",
        "--profile",
        profile,
        "--remote-debugging-port",
        "0",
    ]
    with said.open("w", encoding="utf-8") as stderr:
        process = subprocess.Popen([*command, "about:blank"], stdout=subprocess.DEVNULL, stderr=stderr)
    loop = asyncio.new_event_loop()
    try:
        address = f"{_address(process, said)}/session"
        connection = loop.run_until_complete(_connect(address))
        yield Firefox(loop, connection)
        connection.close()
    finally:
        process.terminate()
        process.wait(PATIENCE)
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def _address(process: "subprocess.Popen[bytes]", said: Path) -> str:
    """Return the address that Firefox tells once it listens."""
    until = time.monotonic() + PATIENCE
    while not (found := _LISTENING.search(said.read_text(encoding="utf-8", errors="replace"))):
        assert process.poll() is None, said.read_text(encoding="utf-8", errors="replace")
        assert time.monotonic() < until, "Firefox does not listen"
        time.sleep(0.05)
    return found[1]
