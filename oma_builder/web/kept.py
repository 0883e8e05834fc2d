"""Pages that an earlier build rendered, and what must be the same for them to be taken as they are."""

import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oma_builder.artifact import StagedArtifact
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
    """The pages of an earlier build by the same program, by their route, and the folder that holds them.

    Without a folder nothing has been built there yet, and nothing is noted for later builds: the first is not to be slower for them.
    """

    folder: Path | None = None
    pages: Mapping[str, KeptPage] = field(default_factory=dict)

    def file(self, view: "PageView", key: str) -> StagedArtifact | None:
        """Return the page of a view as it lies in the folder, when that is what would be made of it now."""
        page = self.pages.get(view.route)
        if self.folder is None or page is None or not key or page.key != key:
            return None
        place = self.folder / view.route
        try:
            is_same = sha256(place.read_bytes()).hexdigest() == page.seal
        except OSError:
            return None
        return StagedArtifact(view.route, place, page.seal, view.origin) if is_same else None


class _Reducers(dict[type, Callable[[Any], Any]]):
    """How values of each type go into a digest: those of dataclasses and named tuples, of which pages are made, by their parts alone."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        name = kind.__qualname__
        if is_dataclass(kind):
            values_of = attrgetter(*(one.name for one in fields(kind)))
            self[kind] = reduce = lambda value: (tuple, ((name, values_of(value)),))
        elif issubclass(kind, tuple):
            self[kind] = reduce = lambda value: (tuple, ((name, *value),))
        else:
            self[kind] = reduce = lambda value: value.__reduce_ex__(pickle.HIGHEST_PROTOCOL)
        return reduce


class _Digester(pickle.Pickler):
    """Writes what values say, for a digest alone: it is never read again."""

    dispatch_table = _Reducers()


def key_of(surroundings: str, view: "PageView") -> str:
    """Return the digest of all that a page says, within surroundings of that digest; nothing within surroundings of none.

    Those of equal views may differ, by what their parts share: then a page is rendered once more than it must be.
    """
    if not surroundings:
        return ""
    stream = io.BytesIO()
    _Digester(stream, protocol=5).dump(view)
    return digest(surroundings, stream.getvalue())


def surroundings_of(frame: Any) -> str:
    """Return the digest of what surrounds every page; sets have no order of their own."""
    values = (getattr(frame, one.name) for one in fields(frame))
    return digest(
        pickle.dumps([sorted(value) if isinstance(value, frozenset) else value for value in values], protocol=5)
    )
