"""Try whole sets of drawings: `python -m tests.drawings FOLDER…`, as npm or anybody unpacks them.

For each folder: how many drawings there are, which share of them is accepted, the time that one takes, and what the
others are refused for.
"""

import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from oma_builder.content import drawings


def tried(folder: Path) -> str:
    """Return the line about one folder."""
    files = sorted(folder.rglob("*.svg"))
    start, reasons = time.process_time(), Counter[str]()
    for file in files:
        for problem in drawings.read(file.read_bytes(), file.name).problems:
            reasons[problem.message.partition(" : ")[2] or problem.message] += 1
    taken, refused = time.process_time() - start, reasons.total()
    share = 100 * (len(files) - refused) / max(1, len(files))
    each = 1000 * taken / max(1, len(files))
    why = "; ".join(f"{reason}: {count}" for reason, count in reasons.most_common(5))
    return f"{folder}: {len(files)} drawings, {share:.1f} % accepted, {each:.2f} ms each{why and f' ({why})'}"


def main(folders: Sequence[str]) -> None:
    """Try the folders of the command line."""
    for folder in folders:
        print(tried(Path(folder)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
