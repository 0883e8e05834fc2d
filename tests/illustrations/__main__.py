"""Draw the trades: `python -m tests.illustrations [--out FOLDER] [NAMES]` writes `content/images/<trade>.svg`."""

import argparse
import gzip
from pathlib import Path

from tests.illustrations.scenes import SCENES
from tests.illustrations.sheet import document

IMAGES = Path(__file__).parents[2] / "content" / "images"


def main() -> None:
    """Write the drawings that are named, or all, and say what each weighs when a server has packed it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="trades, as their files are called; all if none")
    parser.add_argument("--out", type=Path, default=IMAGES, help="folder to write into")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for name in given.names or SCENES:
        drawing = document(*SCENES[name]())
        (given.out / f"{name}.svg").write_text(drawing, encoding="utf-8")
        print(f"{name}: {len(gzip.compress(drawing.encode(), mtime=0)):,} bytes packed")


if __name__ == "__main__":
    main()
