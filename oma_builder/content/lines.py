"""On which line of a file each value stands, packed: only a document of which something is to be said is asked."""

import io
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oma_builder.content.parser import Pointer


@dataclass(frozen=True, slots=True)
class Lines(Mapping[Pointer, int]):
    """The lines of a document, by the places of its values; as a table of its own it would be half of a document."""

    packed: bytes

    def __getitem__(self, at: Pointer) -> int:
        return self._table()[at]

    def __iter__(self) -> Iterator[Pointer]:
        return iter(self._table())

    def __len__(self) -> int:
        return len(self._table())

    def _table(self) -> dict[Pointer, int]:
        table: dict[Pointer, int] = _PlainValues(io.BytesIO(self.packed)).load()
        return table


class _PlainValues(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is no line")


def packed(lines: Mapping[Pointer, int]) -> Lines:
    """Return lines as a document keeps them."""
    return Lines(pickle.dumps(dict(lines), protocol=5))
