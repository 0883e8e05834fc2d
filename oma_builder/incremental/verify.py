"""Whether what was built step by step is what would be built from nothing."""

from collections.abc import Iterator
from pathlib import Path

from oma_builder.publish.output import made_in


def differences(grown: Path, clean: Path) -> Iterator[str]:
    """Yield, in French, each file of two outputs that is not in both, or not with the same bytes; foreign files do not count."""
    ours, theirs = made_in(grown), made_in(clean)
    for route in sorted(ours | theirs):
        if route not in theirs:
            yield f"{route} : en trop"
        elif route not in ours:
            yield f"{route} : manque"
        elif (grown / route).read_bytes() != (clean / route).read_bytes():
            yield f"{route} : différent"
