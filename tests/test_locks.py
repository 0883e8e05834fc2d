"""The lock files say what pyproject.toml asks for, all of it and nothing else."""

import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
NODE = ROOT / "tests" / "node"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = PROJECT["project"]["dependencies"]
LOCKS = {
    "requirements.txt": RUNTIME,
    "requirements-film.txt": [*RUNTIME, *PROJECT["project"]["optional-dependencies"]["film"]],
    "requirements-dev.txt": [*RUNTIME, *PROJECT["dependency-groups"]["dev"]],
}
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+?)(?: ; ([^\\]+))?(?: \\)?$", re.MULTILINE)


def pins(name: str) -> dict[str, Version]:
    """Return the pinned version of each package of a lock file."""
    return {canonicalize_name(found[1]): Version(found[2]) for found in PIN.finditer((ROOT / name).read_text("utf-8"))}


def reachable(roots: list[str]) -> set[str]:
    """Return every package that the roots need, as the installed packages tell."""
    seen: set[str] = set()
    waiting = [Requirement(root) for root in roots]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        extras = tuple(wanted.extras) or ("",)
        if f"{name}{extras}" in seen:
            continue
        seen |= {f"{name}{extras}", name}
        try:
            below = [Requirement(line) for line in requires(name) or ()]
        except PackageNotFoundError:
            continue
        waiting += [
            need
            for need in below
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras)
        ]
    return seen


@pytest.mark.parametrize("name", LOCKS)
def test_every_dependency_is_locked_at_a_version_it_allows(name: str) -> None:
    locked = pins(name)
    for line in LOCKS[name]:
        wanted = Requirement(line)
        assert wanted.specifier.contains(locked[canonicalize_name(wanted.name)]), line


@pytest.mark.parametrize("name", LOCKS)
def test_nothing_is_locked_that_nobody_needs(name: str) -> None:
    unneeded = pins(name).keys() - reachable(LOCKS[name])
    # Packages for other systems or interpreters are not installed here, so nothing here asks for them.
    elsewhere = {canonicalize_name(found[1]) for found in PIN.finditer((ROOT / name).read_text("utf-8")) if found[3]}
    assert unneeded <= elsewhere


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert text.startswith("--only-binary :all:\n")
    assert "://" not in text
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z])", text)[1:])


def test_the_packages_of_node_are_exact_and_have_hashes_and_no_address() -> None:
    wanted = json.loads((NODE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((NODE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert locked.pop("")["dependencies"] == wanted
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [path for path, package in locked.items() if "resolved" in package] == []
    assert [path for path, package in locked.items() if not package["integrity"].startswith("sha512-")] == []


def test_the_two_locks_agree() -> None:
    runtime, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: dev.get(name) for name in runtime} == runtime
