"""All that a build depends on, by the looks of it: equal `Inputs` give equal output, and comparing them reads next to nothing."""

import os
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path

from oma_builder.cache import digest
from oma_builder.content.listing import is_ignored
from oma_builder.project import Project
from oma_builder.stamps import Stamp, Stamps, stamp, stamps

CONTENT = "content"
"""What the paths of authors' files start with, whatever their folder is called."""

_CLOCK = 2_000_000_000
"""Nanoseconds that a disk may take for one moment (FAT): what was written in it can be written again and look the same."""

_GIT = ("HEAD", "logs/HEAD", "packed-refs", "shallow")
"""What moves with the history of Git, which tells what trades were called before (`content.history`)."""

_PROGRAM = Path(__file__).resolve().parents[1]
_COMPILED = "__pycache__"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was asked, and the stamp of every file that may be read, by a path that begins with its group.

    `fresh` gives the SHA-256 of those written so lately that their stamp does not tell them from what may come after.
    """

    asked: str
    files: Stamps
    fresh: Mapping[str, str]

    def differing(self, before: "Inputs") -> frozenset[str]:
        """Return the paths of what came, went or changed since."""
        return frozenset(path for path, _ in self.files.items() ^ before.files.items())


def inputs(project: Project) -> Inputs:
    """Look at all that a build reads. It is done before anything is read: what changes after that is for the next one."""
    now = time.time_ns()
    files = dict(_files(project))
    places = _places(project)
    lately = [path for path, (_, written, changed) in files.items() if max(written, changed) > now - _CLOCK]
    return Inputs(_asked(project), files, {path: _digest(places, path) for path in lately})


def changed_when_fresh(before: Inputs, project: Project) -> frozenset[str]:
    """Return the paths of what was fresh when an earlier build looked, and has other bytes now."""
    places = _places(project)
    return frozenset(path for path, digest in before.fresh.items() if _digest(places, path) != digest)


def program_of(project: Project) -> str:
    """Return a digest of the stamps of the program: what was read or rendered by another is not what it would be now."""
    folders = {
        group: folder for group, folder in _places(project).items() if group in ("program", "templates", "assets")
    }
    return digest(repr((sorted(_below(folders)), sorted(_packages()), sys.version, sys.platform)))


def _places(project: Project) -> Mapping[str, Path]:
    """Return the folders by the name of their group."""
    return {
        CONTENT: project.content,
        "films": project.films,
        "templates": project.root / "templates",
        "assets": project.root / "assets",
        "program": _PROGRAM,
    }


def _files(project: Project) -> Iterator[tuple[str, Stamp]]:
    yield from _below(_places(project))
    yield from _packages()
    for file in _history(project.content):
        yield f"git/{file}", stamp(file)


def _below(folders: Mapping[str, Path]) -> Iterator[tuple[str, Stamp]]:
    for group, folder in folders.items():
        for path, seen in stamps(folder, is_ignored if group == CONTENT else _is_compiled).items():
            yield f"{group}/{path}", seen


def _packages() -> Iterator[tuple[str, Stamp]]:
    for name in ("purelib", "platlib"):  # what is installed or taken away changes the folder itself
        yield f"packages/{name}", stamp(sysconfig.get_path(name))


def _is_compiled(name: str) -> bool:
    return name == _COMPILED


def _history(folder: Path) -> Iterator[str]:
    """Yield the files of Git that change with every commit, of the repository that holds the folder."""
    for above in (folder, *folder.resolve().parents):
        place = above / ".git"
        if place.is_file():  # of a second working tree, it names the folder of that tree
            place = above / os.fsdecode(place.read_bytes().removeprefix(b"gitdir:").strip())
        if place.is_dir():
            yield from (str(place / name) for name in _GIT)
            return


def _digest(places: Mapping[str, Path], path: str) -> str:
    """Return the SHA-256 of a file, or nothing of what is none, such as a pipe, which nobody may ever write to."""
    group, _, inner = path.partition("/")
    file = places[group] / inner if group in places else None
    try:
        if file is None or not file.is_file():
            return ""
        with file.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _asked(project: Project) -> str:
    """Return all choices as one text; how many processes there are changes nothing."""
    choices = {name: str(value) for name, value in asdict(project).items() if name not in ("jobs", "cache_apart")}
    return repr((choices, sys.version, sys.platform))
