"""The peers that neither the program nor its tests need: installed apart, at pinned versions, in a folder of their own.

Run it with `python -m tests.benchmarks.peers FOLDER` to keep them for several runs (`run --peers FOLDER`); it needs the
network, and npm for those of Node.js. Versions: `node/package-lock.json` and `requirements-peers.txt`.
"""

import argparse
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Peers:
    """Where peers are installed; each command is empty where its peer is missing."""

    folder: Path

    def eleventy(self) -> tuple[str, ...]:
        """Return the command of Eleventy."""
        return self._node("@11ty/eleventy", "cmd.cjs")

    def sharp(self) -> tuple[str, ...]:
        """Return the command that makes derivatives by sharp (`node/derive.mjs`)."""
        installed = self._node("sharp", "package.json")
        return (installed[0], str(self.folder / "node" / "derive.mjs")) if installed else ()

    def pelican(self) -> tuple[str, ...]:
        """Return the command of Pelican."""
        return self._python("pelican")

    def mkdocs(self) -> tuple[str, ...]:
        """Return the command of MkDocs."""
        return self._python("mkdocs")

    def _node(self, package: str, program: str) -> tuple[str, ...]:
        node, path = shutil.which("node"), self.folder / "node" / "node_modules" / package / program
        return (node, str(path)) if node and path.is_file() else ()

    def _python(self, module: str) -> tuple[str, ...]:
        python = self.folder / "python" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        has_it = any((self.folder / "python").glob(f"[Ll]ib/**/site-packages/{module}"))
        return (str(python), "-m", module) if has_it else ()


def install(folder: Path) -> list[str]:
    """Install every peer into `folder`, and return what is said of those that could not be."""
    shutil.copytree(_HERE / "node", folder / "node", dirs_exist_ok=True)
    failures = []
    if npm := shutil.which("npm"):
        # No package of these needs its scripts to be run: sharp's library is a package of its own.
        command = (npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
        failures += _tried("npm", command, folder / "node")
    else:
        failures.append("npm is not installed")
    venv.create(folder / "python", with_pip=True, symlinks=sys.platform != "win32")
    pip = (folder / "python" / ("Scripts" if sys.platform == "win32" else "bin") / "python", "-m", "pip")
    wanted = ("install", "--quiet", "--disable-pip-version-check", "-r", _HERE / "requirements-peers.txt")
    return failures + _tried("pip", tuple(map(str, (*pip, *wanted))), folder)


def _tried(name: str, command: Sequence[str], cwd: Path) -> list[str]:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else [f"{name} failed:\n{done.stderr.strip()}"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Install the peers where the command line says; fail if one is missing."""
    parser = argparse.ArgumentParser(description="Install the peers of the benchmarks.")
    parser.add_argument("folder", type=Path)
    if failures := install(parser.parse_args(arguments).folder.resolve()):
        sys.exit("\n".join(failures))


if __name__ == "__main__":
    main()
