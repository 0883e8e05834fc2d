"""One deployment at a time on a bucket: an object that only one can write, renewed while its owner lives.

Ages are those that the store itself tells: no two computers need agree on the time.
"""

import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from oma_builder.paris import PARIS
from oma_builder.problems import BuildError, as_build_error
from oma_builder.publish.bucket import PRIVATE, Bucket
from oma_builder.publish.bucket_errors import Unmet
from oma_builder.publish.lock import alone

LOCK = f"{PRIVATE}verrou.json"
LASTS = timedelta(minutes=5)
"""How long a lock holds after its owner gave the last sign of life."""

_RENEWALS = 5
"""Signs of life in that time."""


class Lease:
    """The lock of a deployment that is under way: whoever works under it asks before each step whether it still holds."""

    def __init__(self, bucket: Bucket, since: str, token: str, lasts: timedelta) -> None:
        self.bucket, self.since, self.token, self.lasts = bucket, since, token, lasts.total_seconds()
        self.tag, self.renewed, self.signs = "", 0.0, 0
        self.stopped = threading.Event()

    def take(self) -> None:
        """Take the lock where nobody holds it, or whoever did is dead. Raises `BuildError`."""
        try:
            self._write(IfNoneMatch="*")
        except Unmet:
            try:
                self._take_over()
            except Unmet as error:
                raise self._busy("à l’instant") from error

    def renew_when_due(self) -> None:
        """Give a sign of life now and then. Raises `BuildError` when somebody else has taken the lock."""
        if time.time() - self.renewed < self.lasts / _RENEWALS:
            return
        try:
            self._write(IfMatch=self.tag)
        except Unmet:
            self._renew_unanswered()

    def require(self) -> None:
        """Raise a `BuildError` unless the lock surely holds, or when the deployment is to stop."""
        if self.stopped.is_set() or time.time() - self.renewed > self.lasts / 2:
            raise self._lost()

    def release(self) -> None:
        """Let the next one in, unless it has come in already; what cannot be said now, time will."""
        self.stopped.set()
        with suppress(Unmet, BuildError):
            self.bucket.remove(LOCK, IfMatch=self.tag)

    def _write(self, **conditions: str) -> None:
        self.signs += 1
        content = json.dumps({"since": self.since, "token": self.token, "signs": self.signs}).encode()
        asked = time.time()
        self.tag = self.bucket.write(LOCK, content, **conditions)["ETag"]
        self.renewed = asked

    def _renew_unanswered(self) -> None:
        """Go on where the last sign of life was heard, and its answer lost: it stands there under our own token."""
        try:
            content, found = self.bucket.read(LOCK)
            if _holder(content, found)[1] == self.token:
                self._write(IfMatch=found["ETag"])
                return
        except Unmet as error:
            raise self._lost() from error
        raise self._lost()

    def _take_over(self) -> None:
        """Take the lock of a dead one; under our own token it is that of a run that died, since this computer has one at a time."""
        content, found = self.bucket.read(LOCK)
        since, token = _holder(content, found)
        now = parsedate_to_datetime(found["ResponseMetadata"]["HTTPHeaders"]["date"])
        is_dead = (now - found["LastModified"]).total_seconds() > self.lasts
        if not is_dead and token != self.token:
            raise self._busy(f"depuis le {since.astimezone(PARIS):%d/%m/%Y à %H:%M}")
        self._write(IfMatch=found["ETag"])

    def _busy(self, since: str) -> BuildError:
        minutes = round(self.lasts / 60)
        hint = f"attendez qu’elle finisse ; si elle a été coupée, sa place se libère au bout de {minutes} minutes"
        return BuildError(f"une autre mise en ligne est en cours dans {self.bucket.address} {since}", hint)

    def _lost(self) -> BuildError:
        message = f"cette mise en ligne a perdu sa place dans {self.bucket.address} : elle s’arrête là"
        return BuildError(message, "attendez que l’autre finisse, puis relancez : l’envoi reprendra où il s’est arrêté")


def _holder(content: bytes, found: Mapping[str, Any]) -> tuple[datetime, str]:
    """Return since when a lock is held, and under which token; one that we have not written holds as long as any other."""
    try:
        told = json.loads(content)
        return datetime.fromisoformat(told["since"]), str(told["token"])
    except (ValueError, KeyError, TypeError):
        return found["LastModified"], ""


@contextmanager
def held(bucket: Bucket, since: datetime, place: Path, lasts: timedelta = LASTS) -> Iterator[Lease]:
    """Hold the lock of a bucket for the time of the block; files named after `place` keep this computer's token. Raises `BuildError`."""

    def busy(pid: str) -> BuildError:
        message = f"une autre mise en ligne est en cours dans {bucket.address}, sur cet ordinateur (processus {pid})"
        return BuildError(message, "attendez qu’elle finisse, puis relancez")

    with _written(place):
        place.parent.mkdir(parents=True, exist_ok=True)
    with alone(place.with_suffix(".lock"), place.with_suffix(".pid"), busy):
        with _written(place):
            token = _token(place.with_suffix(".token"))
        lease = Lease(bucket, since.isoformat(timespec="seconds"), token, lasts)
        lease.take()
        try:
            yield lease
        finally:
            lease.release()


@contextmanager
def _written(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"écriture impossible dans {place.parent} : {error.strerror}"
        raise as_build_error(error) or BuildError(message, "vérifiez vos droits") from error


def _token(file: Path) -> str:
    """Return what tells the deployments of this computer from others, and nothing about it."""
    with suppress(FileNotFoundError):
        if known := file.read_text(encoding="ascii"):
            return known
    token = secrets.token_hex(16)
    file.write_text(token, encoding="ascii")
    return token
