"""The two sample films of the full mini-site: drawn, silent but for a soft tone, and prepared as any film is.

`python -m tests.sample_films` makes them again, with the facts in their documents. They show nobody, and say that they
are examples.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.filming import Take, shoot
from tests.tools import ROOT

SITE = ROOT / "tests" / "sites" / "full"
SAMPLES = {
    "exemple": Take(seconds=24, rate=24, loudness=-20, words="Exemple de film : le soleil passe"),
    "dossier": Take(seconds=20, rate=24, loudness=-20, words="Exemple de film sur clé"),
}


def main() -> None:
    """Shoot, then run the very command that editors run."""
    with tempfile.TemporaryDirectory() as place:
        for name, take in SAMPLES.items():
            original = shoot(Path(place) / f"{name}.mp4", take)
            command = [sys.executable, ROOT / "build.py", "film", "prepare", original, "--film", name]
            subprocess.run([*command, "--content", SITE / "content"], check=True)


if __name__ == "__main__":
    main()
