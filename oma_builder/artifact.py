"""What every stage that makes files hands over."""

import filecmp
import os
import shutil
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file to publish at `route`; `origin` is the author's file it comes from, if one alone is its cause.

    Whoever has reckoned the SHA-256 of its bytes may say so (`known_seal`).
    """

    route: str
    content: bytes
    origin: str = ""
    known_seal: str = field(default="", compare=False, repr=False)

    @property
    def seal(self) -> str:
        """The SHA-256 of its bytes."""
        return self.known_seal or sha256(self.content).hexdigest()

    def is_at(self, place: Path, recorded: str) -> bool:
        """Say whether the file `place`, which `put` once gave bytes of the seal `recorded`, holds the same ones."""
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

    def is_at(self, place: Path, recorded: str) -> bool:
        """Say whether the file `place`, which `put` once gave bytes of the seal `recorded`, holds the same ones.

        It is not read when its size and time are still those that `put` gave it, and these bytes are still wanted.
        """
        original, there = self.source.stat(), place.stat()
        untouched = (original.st_size, original.st_mtime_ns) == (there.st_size, there.st_mtime_ns)
        if untouched and recorded == self.seal:
            return True
        return filecmp.cmp(self.source, place, shallow=False)

    def put(self, place: Path) -> None:
        """Copy it, with the time of the original."""
        shutil.copyfile(self.source, place)
        original = self.source.stat()
        os.utime(place, ns=(original.st_mtime_ns, original.st_mtime_ns))


@dataclass(frozen=True, slots=True)
class StagedArtifact:
    """One file to publish that was written as it was made, and is to be moved to its place; `seal` is the SHA-256 of its bytes.

    One that lies at its place already stays there.
    """

    route: str
    source: Path
    seal: str
    origin: str = ""

    def is_at(self, place: Path, recorded: str) -> bool:
        """Say whether the file `place` holds the same bytes; `recorded` is the seal that an earlier build gave it."""
        return self.source.samefile(place) or filecmp.cmp(self.source, place, shallow=False)

    def put(self, place: Path) -> None:
        """Move it, over to another disk if need be."""
        try:
            os.rename(self.source, place)
        except OSError:
            shutil.copyfile(self.source, place)


def staged(artifact: Artifact, folder: Path) -> StagedArtifact:
    """Write a file into a folder at once, so that nobody holds it."""
    source = folder / sha256(artifact.route.encode()).hexdigest()
    artifact.put(source)
    return StagedArtifact(artifact.route, source, artifact.seal, artifact.origin)


Publishable = Artifact | BigArtifact | StagedArtifact
