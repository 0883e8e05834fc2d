"""Python and its libraries: those that every build needs, and those that few commands ask for."""

import importlib
import importlib.util
import os
import platform
import re
import sys
import sysconfig
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from oma_builder.doctor.findings import Finding, Shell, Weight
from oma_builder.problems import plural

LOCK = "requirements.txt"
SPELLING = "spelling"
VENV = ".venv"
PURPOSES = {
    "bmo": "l’import des recrutements prévus",
    "contacts": "les listes de contacts en classeurs",
    "deploy": "la mise en ligne chez un hébergeur",
    "film": "la vérification et la préparation des films d’élèves",
    SPELLING: "la vérification de l’orthographe",
}
"""What each extra of pyproject.toml is for."""

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+) *\\?$", re.MULTILINE)  # one that every system needs
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Python:
    """The Python that runs: whether it stands `apart`, in an environment of its own, and whether pip may write into it.

    An environment that lies `idle` is in the project's folder, and another Python runs. A `managed` one belongs to the
    system's own packages, and refuses pip (PEP 668).
    """

    version: str
    bits: int
    system: str
    is_apart: bool = False
    has_pip: bool = True
    is_managed: bool = False
    has_idle_venv: bool = False


@dataclass(frozen=True, slots=True)
class Library:
    """A library at the version that the lock names, and at the one found here, which is empty when there is none."""

    name: str
    wanted: str
    found: str


@dataclass(frozen=True, slots=True)
class Extra:
    """Libraries that few commands need: those that are missing, and the lock that installs them, if it has one."""

    name: str
    missing: tuple[str, ...]
    lock: str = ""


def this_python(root: Path) -> Python:
    """Look at the Python that runs."""
    is_apart = sys.prefix != sys.base_prefix
    return Python(
        version=platform.python_version(),
        bits=64 if sys.maxsize > 2**32 else 32,
        system=platform.system(),
        is_apart=is_apart,
        has_pip=importlib.util.find_spec("pip") is not None,
        is_managed=not is_apart and (Path(sysconfig.get_path("stdlib")) / "EXTERNALLY-MANAGED").exists(),
        has_idle_venv=not is_apart and (root / VENV).is_dir(),
    )


def shell(root: Path) -> Shell:
    """Return how commands are typed here."""
    is_launched = platform.system() == "Windows" and sys.prefix == sys.base_prefix
    folder = "" if Path.cwd() == root else f"{root}{os.sep}"
    return Shell("py" if is_launched else Path(sys.executable).name.removesuffix(".exe"), folder)


def libraries(root: Path) -> tuple[Library, ...]:
    """Look for each library of the lock."""
    lock = (root / LOCK).read_text(encoding="utf-8")
    return tuple(Library(name, wanted, _version(name)) for name, wanted in _PIN.findall(lock))


def extras(root: Path) -> tuple[Extra, ...]:
    """Look for the libraries of each extra of pyproject.toml."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return tuple(_extra(root, name, wanted) for name, wanted in sorted(project["optional-dependencies"].items()))


def _extra(root: Path, name: str, wanted: list[str]) -> Extra:
    names = tuple(found[0] for line in wanted if (found := _NAME.match(line)))
    lock = f"requirements-{name}.txt"
    missing = tuple(library for library in names if not _version(library))
    return Extra(name, missing, lock if (root / lock).exists() else "")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def examine_python(python: Python) -> Finding:
    """Libraries that are compiled exist for 64 bits alone."""
    if python.bits < 64:
        hint = "installez depuis python.org la version « 64-bit », puis relancez"
        message = f"Python {python.version} est une version de {python.bits} bits : des bibliothèques y manquent"
        return Finding("python", Weight.CARE, message, hint)
    return Finding("python", Weight.FINE, f"Python {python.version} ({python.system}, {python.bits} bits)")


def examine_libraries(known: tuple[Library, ...], python: Python, shell: Shell) -> Finding:
    """Without all its libraries the program does not start; other versions than the lock's may do."""
    missing = [library.name for library in known if not library.found]
    other = [f"{each.name} {each.found} au lieu de {each.wanted}" for each in known if each.found != each.wanted]
    if missing:
        message = f"Il manque {plural(len(missing), 'bibliothèque')} sur {len(known)} : {_listed(missing)}"
        return Finding("bibliotheques", Weight.FATAL, message, _how(python, shell))
    if other:
        message = f"Des bibliothèques ne sont pas à la version prévue : {_listed(other)}"
        return Finding("bibliotheques", Weight.CARE, message, f"tapez : {shell.install(LOCK)}")
    return Finding("bibliotheques", Weight.FINE, f"Les {len(known)} bibliothèques sont là, aux versions prévues")


def _listed(names: list[str], most: int = 6) -> str:
    return ", ".join(names[:most]) + (f"… et {len(names) - most} de plus" if len(names) > most else "")


def _how(python: Python, shell: Shell) -> str:
    """Return what to type to install the libraries."""
    if python.has_idle_venv:
        activate = rf"{VENV}\Scripts\activate" if python.system == "Windows" else f". {VENV}/bin/activate"
        return f"un environnement {VENV} attend dans ce dossier. Tapez : {activate}, puis relancez"
    if python.is_managed:
        steps = f"{shell.python} -m venv {VENV} && . {VENV}/bin/activate && pip install -r {LOCK}"
        return f"dans le dossier du projet, tapez : {steps}"
    if not python.has_pip:
        is_debian = python.system == "Linux" and not python.is_apart  # whose own Python comes without it
        pip = "sudo apt install python3-pip" if is_debian else f"{shell.python} -m ensurepip"
        return f"tapez d’abord : {pip} ; puis : {shell.install(LOCK)}"
    return f"tapez : {shell.install(LOCK)}"


def examine_extra(extra: Extra, shell: Shell) -> Finding:
    """What is optional is told as optional."""
    purpose = PURPOSES[extra.name]
    if not extra.missing:
        return Finding("facultatif", Weight.FINE, f"Facultatif : rien ne manque pour {purpose}")
    typed = shell.install(extra.lock) if extra.lock else f"{shell.python} -m pip install {' '.join(extra.missing)}"
    message = f"Facultatif : pour {purpose}, il manque {', '.join(extra.missing)}"
    return Finding("facultatif", Weight.NOTE, message, f"si vous en avez besoin, tapez : {typed}")


def has_french() -> bool:
    """Say whether there is a French dictionary to look words up in."""
    from oma_builder.content import spelling

    return spelling.french() is not None


def examine_dictionary(*, has_french: bool) -> Finding:
    """The library that looks words up has a dictionary to look into."""
    if has_french:
        return Finding("facultatif", Weight.FINE, "Facultatif : un dictionnaire français est là")
    hint = "si vous en avez besoin, sous Debian ou Ubuntu, tapez : sudo apt install hunspell-fr"
    return Finding(
        "facultatif", Weight.NOTE, "Facultatif : pour l’orthographe, il manque un dictionnaire français", hint
    )


def start_fault() -> str:
    """Load all of the program; return what a library says when the system refuses it, or nothing."""
    try:
        importlib.import_module("oma_builder.pipeline")
    except Exception as error:  # noqa: BLE001 - whatever a foreign library raises is what we look for
        return f"{type(error).__name__}: {error}"
    return ""


def examine_start(fault: str, python: Python, shell: Shell) -> Finding:
    """Libraries that are there may still not load: half installed, made for another system, or forbidden."""
    if not fault:
        return Finding("programme", Weight.FINE, "Le programme démarre")
    again = shell.install(LOCK).replace("install -r", "install --force-reinstall -r")
    blamed = (
        " ; si rien ne change, installez « Microsoft Visual C++ Redistributable », ou montrez cette ligne à votre service informatique"
        if python.system == "Windows"
        else ""
    )
    message = f"Le programme ne démarre pas, bien que ses bibliothèques soient là ({fault})"
    return Finding("programme", Weight.FATAL, message, f"tapez : {again}{blamed}")
