"""What files looked like, without reading them: their size and times."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

Stamp = tuple[int, int, int]
"""Bytes, and in nanoseconds when they were written, and when anything about the file last changed (Windows: when it was made)."""

ABSENT: Stamp = (-1, 0, 0)

Stamps = Mapping[str, Stamp]
"""By path from the folder, with forward slashes."""


def stamp(path: str) -> Stamp:
    """Return the stamp of one file or folder, or of its absence."""
    try:
        there = os.stat(path)
    except OSError:
        return ABSENT
    return there.st_size, there.st_mtime_ns, there.st_ctime_ns


def stamps(folder: Path, is_ignored: Callable[[str], bool] | None = None) -> dict[str, Stamp]:
    """Return the stamp of every file below a folder, empty folders too, but for names that are ignored; none when it is not there."""
    return dict(_walk(str(folder), "", is_ignored or _no_name))


def _no_name(_: str) -> bool:
    return False


def _walk(folder: str, prefix: str, is_ignored: Callable[[str], bool]) -> Iterator[tuple[str, Stamp]]:
    try:
        entries = [entry for entry in os.scandir(folder) if not is_ignored(entry.name)]
    except OSError:  # whoever reads it says what is wrong with it
        return
    if prefix and not entries:
        yield prefix, (0, 0, 0)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{prefix}{entry.name}/", is_ignored)
        else:
            yield f"{prefix}{entry.name}", _stamp(entry)


def _stamp(entry: "os.DirEntry[str]") -> Stamp:
    try:
        there = entry.stat(follow_symlinks=False)
    except OSError:  # it has gone meanwhile
        return ABSENT
    if not entry.is_symlink():
        return there.st_size, there.st_mtime_ns, there.st_ctime_ns
    behind = stamp(entry.path)  # may change while the link stays as it is; of a folder, what is in it is not looked at
    return behind[0], behind[1], max(there.st_ctime_ns, behind[2])
