"""The derivatives of a folder of photographs, by our own stage, in this process and its workers."""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from oma_builder.cache import Cache
from oma_builder.content.pictures import inspect
from oma_builder.guide.pictures import Derivative, derivatives
from oma_builder.media.images import produce
from oma_builder.prepress.inks import PROFILE

ROOT = Path(__file__).resolve().parents[2]


def wanted(folder: Path) -> tuple[Derivative, ...]:
    """Return every derivative of the photographs in a folder."""
    named: list[Derivative] = []
    for path in sorted(folder.iterdir()):
        image, problems = inspect(path.read_bytes(), str(path), path.name)
        assert image, problems
        named += derivatives(image)
    return tuple(named)


def main(arguments: Sequence[str] | None = None) -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(description="Make the derivatives of a folder of photographs.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("jobs", type=int)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="oma-") as place:
        items = wanted(chosen.folder)
        made, problems = produce(items, chosen.folder, ROOT / "assets" / PROFILE, Cache(Path(place)), chosen.jobs)
    assert problems == (), problems
    for item, artifact in zip(items, made, strict=True):
        chosen.output.mkdir(parents=True, exist_ok=True)
        (chosen.output / f"{Path(item.source).stem}-{item.width}.{item.suffix}").write_bytes(artifact.content)


if __name__ == "__main__":
    main()
