"""Content-addressed store of expensive results: deleting it is always safe, damage is ignored."""

import os
import re
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

DAY = 86_400
"""Seconds."""

UNUSED = 90 * DAY
"""How long an entry is kept after the last build that used it."""

Memo = Callable[[str, Callable[[], bytes]], bytes]
"""Gives the bytes of a key, which it makes by the function given with it unless they are kept."""

_FOLDER = re.compile(r"[0-9a-f]{2}")


def digest(*parts: str | bytes) -> str:
    """Return the SHA-256 of the parts; each is preceded by its length, so that no two lists collide."""
    hasher = sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        hasher.update(len(raw).to_bytes(8, "big"))
        hasher.update(raw)
    return hasher.hexdigest()


def digest_of_folder(purpose: str, folder: Path) -> str:
    """Return the key of what is kept about a folder, wherever that stands."""
    return digest(purpose, os.fsencode(os.path.abspath(folder)))


def _stamp(key: str, content: bytes) -> bytes:
    return sha256(key.encode() + b"\n" + content).digest()


def _seal(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def made_anew(_: str, make: Callable[[], bytes]) -> bytes:
    """Keep nothing."""
    return make()


@dataclass(frozen=True, slots=True)
class Cache:
    """Bytes by key, under one folder; each entry starts with the digest of its key and of what follows."""

    root: Path

    def get(self, key: str) -> bytes | None:
        """Return the bytes stored under `key`, or None when absent, damaged or another key's."""
        path = self._path(key)
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        seal, content = raw[:32], raw[32:]
        if _stamp(key, content) != seal:
            return None
        _mark_used(path)
        return content

    def part(self, key: str, start: int, length: int) -> bytes:
        """Return some of the bytes stored under `key`, not looked at for damage; fewer, or none, when there are no more."""
        try:
            with self._path(key).open("rb") as stream:
                stream.seek(32 + start)
                return stream.read(length)
        except OSError:
            return b""

    def put(self, key: str, content: bytes) -> None:
        """Store the bytes; a cache that cannot be written (full disk, read-only) only costs time."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent)
        except OSError:
            return
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_stamp(key, content) + content)
            os.replace(temporary, path)
        except OSError:
            with suppress(OSError):
                os.unlink(temporary)  # half an entry must not keep a full disk full

    def memo(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the stored bytes, or make and store them."""
        content = self.get(key)
        if content is None:
            content = make()
            self.put(key, content)
        return content

    def file(self, key: str, make: Callable[[Path], None]) -> tuple[Path, str]:
        """Return a file that is too big to be held, and its SHA-256; `make` writes it where it is told, if it must.

        Unlike what `memo` keeps, it must have a place: `OSError` when there is none.
        """
        path = self._path(key)
        seal = self.get(digest("seal", key))
        if seal is None or not path.is_file() or _seal(path) != seal.decode():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent)
            os.close(handle)
            try:
                make(Path(temporary))
                os.replace(temporary, path)
            except BaseException:
                with suppress(OSError):
                    os.unlink(temporary)
                raise
            seal = _seal(path).encode()
            self.put(digest("seal", key), seal)
        _mark_used(path)
        return path, seal.decode()

    def sweep(self) -> None:
        """Remove what no build has used for 90 days, and what a kill left half-written, looking once a day at most."""
        looked = self.root / "swept"
        now = time.time()
        with suppress(OSError):
            if looked.exists() and now - looked.stat().st_mtime < DAY:
                return
            for folder, _, names in os.walk(self.root, topdown=False):
                if _FOLDER.fullmatch(os.path.basename(folder)):
                    _sweep(Path(folder), names, now)
            looked.write_bytes(b"")

    def _path(self, key: str) -> Path:
        return self.root / key[:2] / key[2:]


def _mark_used(path: Path) -> None:
    """Note the day of the use as the file's own time: written once a day, it costs nothing."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > DAY:
            os.utime(path)


def _sweep(folder: Path, names: list[str], now: float) -> None:
    for name in names:
        entry, kept = folder / name, DAY if name.startswith(tempfile.gettempprefix()) else UNUSED
        with suppress(OSError):  # another build may have used it, or taken it away, meanwhile
            if now - entry.stat().st_mtime > kept:
                entry.unlink()
    with suppress(OSError):
        folder.rmdir()
