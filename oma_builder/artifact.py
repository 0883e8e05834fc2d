"""What every stage that makes files hands over."""

import filecmp
import os
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file to publish at `route`; `origin` is the author's file it comes from, if one alone is its cause."""

    route: str
    content: bytes
    origin: str = ""

    @property
    def seal(self) -> str:
        """The SHA-256 of its bytes."""
        return sha256(self.content).hexdigest()

    def is_at(self, place: Path, before: str) -> bool:
        """Say whether the file `place` holds the same bytes; `before` is the seal of what an earlier build put there."""
        return place.stat().st_size == len(self.content) and place.read_bytes() == self.content

    def put(self, place: Path) -> None:
        """Write it."""
        place.write_bytes(self.content)


@dataclass(frozen=True, slots=True)
class BigArtifact:
    """One file to publish that is too big to be held: it stays in `source`, known by its `seal` (SHA-256)."""

    route: str
    source: Path
    seal: str
    origin: str = ""

    def is_at(self, place: Path, before: str) -> bool:
        """Say whether the file `place` holds the same bytes; `before` is the seal of what an earlier build put there.

        It surely does when this very film was put there, and the file has kept the size and the time that `put` gave it.
        """
        original, there = self.source.stat(), place.stat()
        if before == self.seal and (original.st_size, original.st_mtime_ns) == (there.st_size, there.st_mtime_ns):
            return True
        return filecmp.cmp(self.source, place, shallow=False)

    def put(self, place: Path) -> None:
        """Copy it, with the time of the original."""
        shutil.copyfile(self.source, place)
        original = self.source.stat()
        os.utime(place, ns=(original.st_mtime_ns, original.st_mtime_ns))


Publishable = Artifact | BigArtifact
