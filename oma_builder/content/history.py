"""What Git remembers of the content: the trades whose files have another name than one commit ago, and a folder as it was.

Of names, it sees what was renamed since the commit before the last, be it committed or not; of a merge, what the whole branch
renamed. It sees nothing in a folder that Git does not know, in a clone of one commit alone, or of what is older: a
warning speaks when the mistake is fresh, and paper has records of its own (`content/editions/`).
"""

import datetime
import io
import os
import subprocess
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from oma_builder import paris

_BEFORE = ("HEAD^1", "HEAD")
_ALIKE = 0.5  # Git's own measure of a file that was renamed


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the files of a folder said, by their names, on a day: that of the commit, or today for what is there now."""

    day: datetime.date
    texts: Mapping[str, str]


def as_it_was(folder: Path, day: datetime.date) -> Snapshot | None:
    """Return a folder as it was when a day began in Paris, or else as Git first knew it; None when Git knows nothing of it."""
    begins = datetime.datetime.combine(day, datetime.time(), paris.PARIS).isoformat()
    known = _git(folder, "log", "-1", f"--before={begins}", "--format=%H %ct", "HEAD")
    known = known or _git(folder, "log", "--reverse", "--format=%H %ct", "HEAD", "--", "./").partition("\n")[0]
    if not known.strip():
        return None
    commit, seconds = known.split()
    packed = _answer(folder, "archive", "--format=tar", commit, "./")
    return Snapshot(paris.day_of(int(seconds)), dict(_unpacked(packed)))


def _unpacked(packed: bytes) -> Iterator[tuple[str, str]]:
    """Yield the files of an archive that Git made; a folder that was not there yet has none."""
    if not packed:
        return
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            if member.isfile() and (file := archive.extractfile(member)):
                yield member.name, file.read().decode("utf-8-sig", errors="replace")


def as_it_is(folder: Path, day: datetime.date) -> Snapshot:
    """Return a folder as it is on disk today."""
    files = sorted(file for file in folder.glob("*") if file.is_file()) if folder.is_dir() else ()
    return Snapshot(day, {file.name: file.read_text(encoding="utf-8-sig", errors="replace") for file in files})


def renamed(folder: Path) -> tuple[tuple[str, str], ...]:
    """Return the files that `folder` has lost, each with the one that says the same today, as (old, new) names."""
    now = {file.name for file in folder.iterdir() if file.is_file()} if folder.is_dir() else set()
    earlier, last = (frozenset(_names(folder, revision)) for revision in _BEFORE)
    gone = sorted((earlier | last) - now)
    new = sorted(now - (earlier or last))
    if not gone or not new:
        return ()
    texts = {name: _lines((folder / name).read_text(encoding="utf-8", errors="replace")) for name in new}
    return tuple(_pairs(gone, texts, folder, earlier))


def _pairs(
    gone: Iterable[str], texts: dict[str, frozenset[str]], folder: Path, earlier: frozenset[str]
) -> Iterator[tuple[str, str]]:
    for name in gone:
        old = _lines(_git(folder, "show", f"{_BEFORE[name not in earlier]}:./{name}"))
        nearness, new = max((len(old & text) / max(len(old | text), 1), other) for other, text in texts.items())
        if nearness >= _ALIKE:
            yield name, new


def _lines(text: str) -> frozenset[str]:
    return frozenset(line.strip() for line in text.splitlines() if len(line.strip()) > 1)


def _names(folder: Path, revision: str) -> list[str]:
    return _git(folder, "ls-tree", "--name-only", "-z", revision, "./").split("\0")[:-1]


def _git(folder: Path, *command: str) -> str:
    """Return what Git answers, as text."""
    return _answer(folder, *command).decode("utf-8", errors="replace")


def _answer(folder: Path, *command: str) -> bytes:
    """Return what Git answers, or nothing: where it is missing, or knows nothing, there is no history."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        # Fixed words, and names that Git itself gave.
        done = subprocess.run(("git", "-C", str(folder), *command), capture_output=True, env=clean, check=False)  # noqa: S603, S607
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""
