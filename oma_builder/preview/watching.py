"""What an editor saves, seen by looking at the folders again and again.

Systems tell of changes too, but not on network drives, nor of Windows into WSL; a look at a thousand files takes milliseconds.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from oma_builder.content.listing import is_ignored
from oma_builder.project import Project
from oma_builder.stamps import Stamp, stamps

_EVERY = 0.05
"""Seconds from one look to the next, where looking is quick."""

_SHARE = 4
"""A look that is slow, as on a network drive, is followed by a rest of so many times its own length."""

SLOW = 1.0
"""Seconds from one look to the next from which on an editor is told."""

_BURST = 2
"""So many files saved at once are the work of a program, such as Git: it may not have ended."""

_PATIENCE = 20
"""Looks after which a burst that does not end is built all the same."""


@dataclass(frozen=True, slots=True)
class Look:
    """The stamp of each file by its path from the project, and how long it took to look at all of them, in seconds."""

    files: Mapping[str, Stamp]
    seconds: float

    @property
    def pause(self) -> float:
        """How long to wait for the next look, in seconds."""
        return max(_EVERY, _SHARE * self.seconds)

    def changed_since(self, before: "Look") -> tuple[str, ...]:
        """Return the paths of what came, went or changed."""
        return tuple(sorted({path for path, _ in self.files.items() ^ before.files.items()}))


def look(project: Project) -> Look:
    """Look at all that an editor or a designer may change."""
    start = time.perf_counter()
    files = {f"{name}/{path}": seen for name, folder in _folders(project) for path, seen in _stamps(name, folder)}
    return Look(files, time.perf_counter() - start)


def _folders(project: Project) -> tuple[tuple[str, Path], ...]:
    ours = ((name, project.root / name) for name in ("templates", "assets"))
    return ((project.content.name, project.content), (project.films.name, project.films), *ours)


def _stamps(name: str, folder: Path) -> list[tuple[str, Stamp]]:
    return list(stamps(folder, is_ignored if name not in ("templates", "assets") else None).items())


def next_change(project: Project, before: Look) -> Look:
    """Wait until something has changed since a look; of many files at once, until no more of them do."""
    seen = look(project)
    while seen.files == before.files:
        time.sleep(seen.pause)
        seen = look(project)
    patience = _PATIENCE if len(seen.changed_since(before)) >= _BURST else 0
    for _ in range(patience):
        time.sleep(seen.pause)
        seen, earlier = look(project), seen
        if seen.files == earlier.files:
            break
    return seen
