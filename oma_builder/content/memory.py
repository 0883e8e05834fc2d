"""Documents that were read before, by the digest of their bytes: what has not changed is not read again.

They are kept as pickles, which in general may run anything. Here nothing foreign gets in: only the classes that documents are made
of are let in, none of which does more than hold what it is given, and no function at all.
"""

import datetime
import io
import json
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from hashlib import sha256
from importlib import import_module
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

_OWN = "oma_builder.content."


@dataclass(frozen=True, slots=True)
class Memory:
    """What was read, packed, by the key of each file; only what had nothing wrong is remembered, and for one state of the program."""

    packed: Mapping[str, bytes] = field(default_factory=dict)
    program: str = ""

    @property
    def seal(self) -> str:
        """The digest of which files are remembered."""
        return seal_of(self.packed)


def seal_of(keys: Iterable[str]) -> str:
    """Return the digest of the keys of a memory."""
    return sha256(" ".join(sorted(keys)).encode()).hexdigest()


def key_of(path: str, raw: bytes) -> str:
    """Return the key of a file: messages name its path, and everything else is in its bytes."""
    return f"{path} {sha256(raw).hexdigest()}"


def pack(value: Any) -> bytes:
    """Return what was made of a file as bytes."""
    return pickle.dumps(value, protocol=5)


def unpack(packed: bytes) -> Any:
    """Return it again; raises `pickle.UnpicklingError` for anything that a document is not made of."""
    return _Unpickler(io.BytesIO(packed)).load()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _part(module, name)


@cache  # the same few classes, in every document
def _part(module: str, name: str) -> type:
    if (module, name) == ("datetime", "date"):
        return datetime.date
    if module.startswith(_OWN):
        thing = attrgetter(name)(import_module(module))
        if isinstance(thing, type) and _holds_only(thing):
            return thing
    raise pickle.UnpicklingError(f"{module}.{name} is no part of a document")


def _holds_only(thing: type) -> bool:
    """Say whether a class only holds values: a model, a dataclass, a tuple with names, one of a few words."""
    return issubclass(thing, BaseModel | Enum) or hasattr(thing, "__dataclass_fields__") or hasattr(thing, "_fields")


def dumped(memory: Memory) -> bytes:
    """Return a memory as one file."""
    index = {key: len(packed) for key, packed in memory.packed.items()}
    head = json.dumps({"program": memory.program, "index": index}, separators=(",", ":")).encode()
    return b"".join((len(head).to_bytes(8, "big"), head, *memory.packed.values()))


def loaded(raw: bytes | None, program: str) -> Memory:
    """Return the memory in such a file; an empty one when it is that of another program."""
    if raw is None:
        return Memory(program=program)
    index, start = _index(lambda at, length: raw[at : at + length], program)
    packed = {}
    for key, length in index.items():
        packed[key] = raw[start : start + length]
        start += length
    return Memory(packed, program)


def some(read: Callable[[int, int], bytes], program: str, paths: Iterable[str]) -> tuple[str, dict[str, Any]]:
    """Return the seal of the memory in such a file, of which `read` gives the bytes at a place, and what was made of some files."""
    index, start = _index(read, program)
    wanted = set(paths)
    known: dict[str, Any] = {}
    for key, length in index.items():
        path = key.rpartition(" ")[0]
        if path in wanted:
            known[path] = unpacked(read(start, length))
        start += length
    return seal_of(index), known


def unpacked(packed: bytes) -> Any:
    """Return what was made of a file, or None when what is kept is damaged."""
    try:
        return unpack(packed)
    except Exception:  # noqa: BLE001 - what is no document of ours fails in any way it likes
        return None


def _index(read: Callable[[int, int], bytes], program: str) -> tuple[dict[str, int], int]:
    """Return the length of each packed value by its key, in their order, and where the first is."""
    length = int.from_bytes(read(0, 8), "big")
    try:
        head = json.loads(read(8, length))
        return (head["index"] if head["program"] == program else {}), 8 + length
    except (ValueError, KeyError, TypeError):
        return {}, 8 + length
