"""The Nu Html Checker, the reference for HTML, over everything that a site has for browsers to parse."""

import json
import subprocess
from pathlib import Path

from tests.tools import need, node_package

# Read from a disk, nothing is of the page's own origin, and the checker takes data for a script; what the policy truly
# forbids is heard in a browser.
UNHEARD = r".*violates Content Security Policy.*"
CHECKED = (".html", ".css", ".svg")


def faults(folder: Path) -> list[str]:
    """Return every error and warning about the pages, style sheets and drawings of a folder."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in CHECKED)
    assert files
    jar = node_package("vnu-jar") / "build" / "dist" / "vnu.jar"
    # Without guessing the language: a page of odd words looks like any tongue of the world.
    options = ["--format", "json", "--exit-zero-always", "--also-check-css", "--also-check-svg", "--no-langdetect"]
    command = [need("java"), "-jar", jar, *options, "--filterpattern", UNHEARD, *files]
    done = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8")
    messages = json.loads(done.stdout or done.stderr)["messages"]
    return [f"{Path(found['url']).name}:{found.get('lastLine', 0)}: {found['message']}" for found in messages]
