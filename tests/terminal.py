"""A command in a real terminal, with somebody who types answers."""

import os
import select
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.tools import ROOT

_PATIENCE = 60
"""Seconds after which a command that still asks has not heard its answers."""


def typed(arguments: list[str | Path], answers: list[str], left_at: str = "") -> tuple[int, str]:
    """Run a command of `build.py` in a terminal, type the answers; return its exit code and all that the screen shows.

    Whoever types leaves (Ctrl-C) when the screen says `left_at`.
    """
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, ROOT / "build.py", *arguments],
        pass_fds=(theirs,),
        preexec_fn=lambda: os.login_tty(theirs),  # its keys send signals  # noqa: PLW1509 - nothing else runs here
    )
    os.close(theirs)
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    shown = b""
    end = time.monotonic() + _PATIENCE
    with suppress(OSError):  # the terminal is gone with the command
        while time.monotonic() < end:
            if select.select([ours], [], [], 1)[0]:
                if not (chunk := os.read(ours, 10_000)):
                    break
                shown += chunk
            elif left_at and left_at in shown.decode(errors="ignore"):
                os.write(ours, b"\x03")  # once the line is ready: what is typed while it gets so may be lost
    os.close(ours)
    return process.wait(20), shown.decode().replace("\r\n", "\n")
