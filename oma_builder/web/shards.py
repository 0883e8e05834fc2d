"""What scripts know of the guide, in files of bounded size, and the one file of a fixed name that says where they are.

Pages name that one alone: an edit changes it, and not them. Classic scripts, because `file://` lets a page load nothing else.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from oma_builder.artifact import Artifact
from oma_builder.cache import digest
from oma_builder.guide import routes

LARGEST = 250_000
"""Bytes of a file, unless one entry alone is larger."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One file of a kind of data, with the name of its first entry."""

    kind: str
    first: str
    file: Artifact


@dataclass(frozen=True, slots=True)
class ScriptData:
    """All data for scripts, and the file of a fixed name that says where each kind is."""

    shards: tuple[Shard, ...]
    addresses: Artifact

    @property
    def files(self) -> tuple[Artifact, ...]:
        """The files to publish."""
        return (*(shard.file for shard in self.shards), self.addresses)


def objects(kind: str, entries: Iterable[tuple[str, Any]], largest: int = LARGEST) -> Iterator[Shard]:
    """Yield files that give values by their names, in the order of the entries."""
    texts = ((name, f"{_json(name)}:{_json(value)}") for name, value in entries)
    return (_shard(kind, names, f"{{{text}}}") for names, text in _groups(texts, largest))


def lists(kind: str, entries: Iterable[tuple[str, Any]], largest: int = LARGEST) -> Iterator[Shard]:
    """Yield files that give the values alone, in their order."""
    texts = ((name, _json(value)) for name, value in entries)
    return (_shard(kind, names, f"[{text}]") for names, text in _groups(texts, largest))


def gathered(shards: Iterable[Shard]) -> ScriptData:
    """Return these files with the one that says where they are."""
    listed = tuple(shards)
    where: dict[str, dict[str, str]] = {}
    for shard in listed:
        where.setdefault(shard.kind, {})[shard.file.route] = shard.first
    return ScriptData(listed, Artifact(routes.ADDRESSES, f"window.oma.addresses={_json(where)};\n".encode()))


def _groups(texts: Iterable[tuple[str, str]], largest: int) -> Iterator[tuple[str, str]]:
    """Yield the name of the first entry of each group, and its texts; there is one group at least."""
    first, group, size = "", list[str](), 0
    for name, text in texts:
        weight = len(text.encode()) + 1
        if group and size + weight > largest:
            yield first, ",".join(group)
            group, size = [], 0
        first = first if group else name
        group.append(text)
        size += weight
    yield first, ",".join(group)


def _shard(kind: str, first: str, value: str) -> Shard:
    """Return a script that sets `oma.parts[<its own address>]`: scripts may come in any order, and from two publications."""
    route = routes.asset(f"{kind}.js", digest(value))
    return Shard(kind, first, Artifact(route, f"window.oma.parts[{_json(route)}]={value};\n".encode()))


def _json(value: Any) -> str:
    # « < » is the one sign that could end a script; JSON is JavaScript since ECMAScript 2019.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
