"""A site on S3, or on any store that speaks as it does: single requests, each whole or without effect.

The records of deployments lie beside the site, in a folder of their own that no page names. Bytes that one may go back to are put
aside there by their SHA-256: the versions that S3 itself can keep are off by default, and many stores have none.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Any

from oma_builder.problems import BuildError, ExitCode
from oma_builder.publish.bucket_errors import told
from oma_builder.publish.deployment import File, Stored

AT_ONCE = 8
"""Requests under way together: more gain little, and small hosts refuse them."""

PRIVATE = ".oma-deploiement/"
ASIDE = f"{PRIVATE}octets/"
_SEAL = "sha256"
_JSON = "application/json"
_NEVER = "no-store"
_MOST = 5 * 1024**3
"""Bytes that S3 takes in one request."""

_ADDRESS = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/+([^?#]*))?", re.IGNORECASE)


class _Interruptible(BufferedReader):
    """A file whose reading ends when nobody wants it sent any more."""

    def __init__(self, path: Path, go_on: Callable[[], None]) -> None:
        super().__init__(FileIO(path))
        self.go_on = go_on

    def read(self, size: int | None = -1) -> bytes:
        self.go_on()
        return super().read(size)


@dataclass(frozen=True, slots=True)
class Bucket:
    """One site in a bucket, below `prefix`; `client` is that of boto3, which threads may share."""

    client: Any
    name: str
    prefix: str

    @property
    def address(self) -> str:
        """How people write where it is."""
        return f"s3://{self.name}/{self.prefix}".rstrip("/")

    def listed(self) -> Iterator[tuple[str, str]]:
        """Yield the route and the tag of every object."""
        with told(self.address):
            pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=self.prefix)
            for page in pages:
                for found in page.get("Contents", ()):
                    yield found["Key"].removeprefix(self.prefix), found["ETag"]

    def stored(self, route: str) -> Stored:
        """Return what an object says of itself. Raises `Unmet` where there is none."""
        with told(self.address):
            found = self.client.head_object(**self._at(route))
        seal = found.get("Metadata", {}).get(_SEAL, "")
        return Stored(found["ETag"], seal, found.get("ContentType", ""), found.get("CacheControl", ""))

    def read(self, route: str) -> tuple[bytes, dict[str, Any]]:
        """Return the bytes of an object, and what came with them. Raises `Unmet` where there is none."""
        with told(self.address):
            found = self.client.get_object(**self._at(route))
            return found["Body"].read(), found

    def write(self, route: str, content: bytes, **conditions: str) -> dict[str, Any]:
        """Write a record, under conditions such as `IfMatch`; return the answer. Raises `Unmet`."""
        seal = sha256(content).hexdigest()
        with told(self.address):
            return dict(
                self.client.put_object(
                    **self._at(route),
                    Body=content,
                    ContentType=_JSON,
                    CacheControl=_NEVER,
                    **_checked(seal),
                    **conditions,
                )
            )

    def send(self, file: File, place: Path, go_on: Callable[[], None]) -> str:
        """Send a file, whose bytes S3 holds against its SHA-256; return its tag. What `go_on` raises ends it."""
        if file.octets > _MOST:
            raise BuildError(
                f"{file.route} pèse plus de 5 Go", "emportez moins de films avec --films-max", ExitCode.USAGE
            )
        with _read(place), _Interruptible(place, go_on) as body, told(self.address):
            answer = self.client.put_object(**self._at(file.route), Body=body, **_headers(file), **_checked(file.seal))
        return str(answer["ETag"])

    def put_aside(self, file: File) -> str:
        """Keep the bytes of a file that is online, under their SHA-256."""
        headers = {"ContentType": "application/octet-stream", "CacheControl": _NEVER, "Metadata": {_SEAL: file.seal}}
        return self._copy(file.route, f"{ASIDE}{file.seal}", headers)

    def bring_back(self, file: File, *, is_aside: bool) -> str:
        """Put a file online as it was, from the bytes put aside, or give the one that is there its headers; return its tag."""
        return self._copy(f"{ASIDE}{file.seal}" if is_aside else file.route, file.route, _headers(file))

    def remove(self, route: str, **conditions: str) -> None:
        """Remove an object, if it is there, under conditions such as `IfMatch`. Raises `Unmet`."""
        with told(self.address):
            self.client.delete_object(**self._at(route), **conditions)

    def _at(self, route: str) -> dict[str, str]:
        return {"Bucket": self.name, "Key": f"{self.prefix}{route}"}

    def _copy(self, source: str, route: str, headers: dict[str, Any]) -> str:
        with told(self.address):
            answer = self.client.copy_object(
                **self._at(route), CopySource=self._at(source), MetadataDirective="REPLACE", **headers
            )
        return str(answer["CopyObjectResult"]["ETag"])


@contextmanager
def _read(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BuildError(
            f"lecture impossible de {place} : {error.strerror}", "reconstruisez le site, puis relancez"
        ) from error


def _headers(file: File) -> dict[str, Any]:
    return {"ContentType": file.media_type, "CacheControl": file.caching, "Metadata": {_SEAL: file.seal}}


def _checked(seal: str) -> dict[str, str]:
    """Ask S3 to refuse bytes that arrive otherwise."""
    return {"ChecksumAlgorithm": "SHA256", "ChecksumSHA256": b64encode(bytes.fromhex(seal)).decode()}


def opened(address: str, endpoint: str | None) -> Bucket:
    """Return the bucket at `s3://name/prefix`, with keys and region as all tools for S3 find them. Raises `BuildError`."""
    parts = _ADDRESS.fullmatch(address)
    if parts is None:
        hint = "écrivez s3://nom-du-bucket ou s3://nom-du-bucket/dossier"
        raise BuildError(f"« {address} » n’est pas l’adresse d’un bucket", hint, ExitCode.USAGE)
    try:
        import boto3
        from botocore.config import Config
    except ImportError as error:
        raise BuildError(
            "il manque boto3, qui parle à S3", "lancez : pip install -r requirements-deploy.txt"
        ) from error
    prefix = (parts[2] or "").strip("/")
    config = Config(
        retries={"mode": "standard"},
        connect_timeout=10,
        max_pool_connections=AT_ONCE + 1,
        # Stores that only speak like S3 know no other checksum than the one that we give.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    with told(address):
        client = boto3.session.Session().client("s3", endpoint_url=endpoint, config=config)
    return Bucket(client, parts[1], f"{prefix}/" if prefix else "")
