"""The order of an examination, from what stops everything to what only some will miss."""

import datetime
from collections.abc import Iterator
from pathlib import Path

from oma_builder.doctor import git, libraries, machine, place
from oma_builder.doctor.findings import Finding, Shell, as_json, as_text, conclusion, is_fatal
from oma_builder.problems import ExitCode
from oma_builder.project import PREVIEW_PORT


def examine(root: Path) -> Iterator[Finding]:
    """Look at the machine. Of a project that is not whole, nothing more is worth saying."""
    found = place.look(root)
    yield from place.examine_place(found)
    if not found.absent:
        shell = libraries.shell(root)
        yield from _program(root, shell)
        yield from _surroundings(root, shell)


def _program(root: Path, shell: Shell) -> Iterator[Finding]:
    """Yield what is found of Python, the libraries and what they load."""
    python, known, extras = libraries.this_python(root), libraries.libraries(root), libraries.extras(root)
    yield libraries.examine_python(python)
    yield libraries.examine_libraries(known, python, shell)
    yield machine.examine_fonts(machine.fonts_fault(root / "assets"))
    if all(library.found for library in known):
        fault = libraries.start_fault()
        yield libraries.examine_start(fault, python, shell)
        yield machine.examine_typst(machine.typst_fault(root / "assets"), shell)
        if not fault and not any(extra.name == libraries.SPELLING and extra.missing for extra in extras):
            yield libraries.examine_dictionary(has_french=libraries.has_french())
    for extra in extras:
        yield libraries.examine_extra(extra, shell)


def _surroundings(root: Path, shell: Shell) -> Iterator[Finding]:
    """Yield what is found of disk, rights, terminal, clock, network port and Git."""
    yield place.examine_room(place.room(root), shell)
    yield place.examine_rights(place.refusals(root))
    yield machine.examine_terminal(machine.terminal())
    yield machine.examine_clock(datetime.datetime.now(datetime.UTC).astimezone().date())
    yield machine.examine_port(PREVIEW_PORT, is_taken=machine.is_taken(PREVIEW_PORT), shell=shell)
    yield from git.examine_torn(git.torn(root))
    yield from git.examine_git(git.look(root))


def report(root: Path, style: str) -> tuple[str, ExitCode]:
    """Return what is found, as a text or as JSON, and 0, or 1 when something keeps the guide from being built."""
    findings = tuple(examine(root))
    code = ExitCode.CONTENT if is_fatal(findings) else ExitCode.FINE
    if style == "json":
        return as_json(findings), code
    return "\n".join([*map(as_text, findings), conclusion(findings)]), code
