"""Sheets that lie in the folder of another kind: one message, where each of their fields would have one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.schema import KINDS
from oma_builder.content.unfinished import is_draft


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A sheet that is not where its kind lives: the name of its home, and its own."""

    home: str
    id: str


def home(data: Mapping[str, Any], kind: Kind[Author]) -> Kind[Author] | None:
    """Return the kind whose sheet this plainly is, unless it is the one of its folder.

    A sheet of another kind has at least two fields that its folder does not know or misses, and eight times fewer by
    the measure of its home: an unfinished sheet in its right place is never sent away.
    """
    strange = _strangeness(data, kind)
    if strange < 2:
        return None
    fitting = [other for other in KINDS if other.suffix == kind.suffix and _strangeness(data, other) * 8 <= strange]
    return fitting[0] if len(fitting) == 1 else None


def _strangeness(data: Mapping[str, Any], kind: Kind[Author]) -> int:
    """Count the fields that a kind does not know, and those that it demands in vain: of drafts, it demands none."""
    fields = kind.model.model_fields
    demanded = set() if is_draft(data) else {name for name, field in fields.items() if field.is_required()}
    return len(data.keys() - fields.keys()) + len(demanded - data.keys())
