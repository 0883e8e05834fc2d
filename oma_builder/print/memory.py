"""What a layout teaches the next one: at which step each trade fits.

It says where to begin, never where to end: a book comes out the same with it and without (`layout.lay_out`). So nothing
but speed hangs on an entry, and forms that only differ in their inks share one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from oma_builder.cache import Cache, digest


@dataclass(frozen=True, slots=True)
class Memory:
    """The entry of one section, under a key of all that its trades share; `seals` digest what each trade says.

    Where a trade says the same as then, and shares the same, the steps that were too large for it still are.
    """

    cache: Cache
    key: str
    seals: Mapping[str, str]

    def recall(self) -> Mapping[str, int]:
        """Return the step with which to begin each trade."""
        kept = self.cache.get(self.key)
        known = json.loads(kept) if kept else {}
        return {name: known.get(seal, 0) for name, seal in self.seals.items()}

    def keep(self, ranks: Mapping[str, int]) -> None:
        """Remember at which step each trade fits."""
        told = {self.seals[name]: rank for name, rank in ranks.items()}
        self.cache.put(self.key, json.dumps(told, sort_keys=True).encode())


def seal(said: object) -> str:
    """Return the digest of what a trade says."""
    return digest(json.dumps(said, sort_keys=True))
