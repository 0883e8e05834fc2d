"""The lock files say what pyproject.toml asks for, all of it and nothing else."""

import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from hypothesis import settings
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
    "requirements-bmo.txt": [*RUNTIME, *PROJECT["project"]["optional-dependencies"]["bmo"]],
    "requirements-deploy.txt": [*RUNTIME, *PROJECT["project"]["optional-dependencies"]["deploy"]],
    "requirements-contacts.txt": [*RUNTIME, *PROJECT["project"]["optional-dependencies"]["contacts"]],
    "requirements-dev.txt": [
        *RUNTIME,
        *PROJECT["project"]["optional-dependencies"]["film"],
        *PROJECT["project"]["optional-dependencies"]["bmo"],
        *PROJECT["project"]["optional-dependencies"]["deploy"],
        *PROJECT["project"]["optional-dependencies"]["contacts"],
        *PROJECT["dependency-groups"]["dev"],
    ],
}
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+?)(?: ; ([^\\]+))?(?: \\)?$", re.MULTILINE)


def blocks(name: str) -> dict[str, str]:
    """Return what a lock file says of each package: version, conditions and hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {canonicalize_name(block.split("==")[0]): block.strip() for block in re.split(r"\n(?=[a-z])", text)[1:]}


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
    assert all("--hash=sha256:" in block for block in blocks(name).values())


def test_the_packages_of_node_are_exact_and_have_hashes_and_no_address() -> None:
    wanted = json.loads((NODE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((NODE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert locked.pop("")["dependencies"] == wanted
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [path for path, package in locked.items() if "resolved" in package] == []
    assert [path for path, package in locked.items() if not package["integrity"].startswith("sha512-")] == []


def test_all_locks_are_one_resolution() -> None:
    """Whatever is locked twice has the same version, files and conditions; the largest lock holds all the rest."""
    everything = blocks("requirements-dev.txt")
    for name in LOCKS:
        assert {package: everything.get(package) for package in blocks(name)} == blocks(name), name


def test_settings_of_hypothesis_stand_once() -> None:
    """A test says how many examples it needs; a deadline or a silenced check would make it depend on the machine."""
    words = re.compile(r"\b(deadline=|HealthCheck\b|register_profile)")
    said = [file.name for file in (ROOT / "tests").rglob("test_*.py") if words.search(file.read_text(encoding="utf-8"))]
    assert said == [Path(__file__).name]
    assert settings().deadline is None
