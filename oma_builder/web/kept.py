"""Pages that an earlier build rendered, and what must be the same for them to be taken as they are."""

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oma_builder.artifact import Artifact
from oma_builder.cache import digest
from oma_builder.web.editions import Seam
from oma_builder.web.weights import Measured

if TYPE_CHECKING:  # a text is sewn into its page without them
    from oma_builder.web.views import PageView


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What is known of a page besides its bytes: its `key` says what it was made of, its `seal` (SHA-256) what came of it."""

    key: str
    seal: str
    template: str
    measured: Measured
    seams: tuple[Seam, ...]


@dataclass(frozen=True, slots=True)
class KeptPages:
    """The pages of an earlier build by the same program, by their route, and the folder that holds them."""

    folder: Path | None = None
    pages: Mapping[str, KeptPage] = field(default_factory=dict)

    def file(self, view: "PageView", key: str) -> Artifact | None:
        """Return the page of a view as it lies in the folder, when that is what would be made of it now."""
        page = self.pages.get(view.route)
        if self.folder is None or page is None or page.key != key:
            return None
        try:
            content = (self.folder / view.route).read_bytes()
        except OSError:
            return None
        return Artifact(view.route, content, view.origin) if sha256(content).hexdigest() == page.seal else None


def key_of(surroundings: str, view: "PageView") -> str:
    """Return the digest of all that a page says, within surroundings of that digest.

    Pickles of equal views may differ, by what their parts share: then a page is rendered once more than it must be.
    """
    return digest(surroundings, pickle.dumps(view, protocol=5))


def surroundings_of(frame: Any) -> str:
    """Return the digest of what surrounds every page; sets have no order of their own."""
    values = (getattr(frame, one.name) for one in fields(frame))
    return digest(
        pickle.dumps([sorted(value) if isinstance(value, frozenset) else value for value in values], protocol=5)
    )
