"""The memory of a program and of all that it started, watched from outside while it runs. Linux only.

What is added up is PSS, from `/proc/PID/smaps_rollup`: a page that several processes share, as forked workers do, counts
once, in equal parts. A peak between two looks is missed.
"""

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
_PAUSE = 0.03
"""Seconds between two looks."""


class Watch:
    """Looks at a process and its descendants, until asked for the most that was seen."""

    def __init__(self, pid: int) -> None:
        if not (_PROC / "self" / "smaps_rollup").exists():
            raise RuntimeError("memory of all processes together is measured on Linux alone")
        self._pid = pid
        self._most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def most(self) -> float:
        """Stop looking, and return the most that all processes held together, in MiB."""
        self._ended.set()
        self._thread.join()
        return self._most / 1024

    def _look(self) -> None:
        while not self._ended.is_set():
            self._most = max(self._most, sum(_share(pid) for pid in family(self._pid)))
            self._ended.wait(_PAUSE)


def family(pid: int) -> Iterator[int]:
    """Yield a process and all its descendants that run now."""
    children: dict[int, list[int]] = {}
    for folder in _PROC.glob("[0-9]*"):
        with suppress(OSError):
            # The second field may hold anything, blanks and brackets too; the fourth is the parent.
            parent = int((folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(folder.name))
    left = [pid]
    while left:
        left += children.get(left[0], [])
        yield left.pop(0)


def _share(pid: int) -> int:
    """Return the share in memory of one process, in KiB; none when it has just ended."""
    with suppress(OSError):
        for line in (_PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
