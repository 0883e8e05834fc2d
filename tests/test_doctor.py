"""The doctor: facts of any machine beside what it says of them (`doctor/<case>.txt`), then this very machine, made worse."""

import datetime
import errno
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from oma_builder.doctor import git, libraries, machine, place
from oma_builder.doctor.findings import Finding, Shell, as_text, conclusion, is_fatal
from oma_builder.doctor.git import Git, NoGit
from oma_builder.doctor.libraries import Extra, Library, Python
from oma_builder.doctor.machine import Terminal
from oma_builder.doctor.place import Place
from tests.conftest import Golden
from tests.tools import MINIMAL, ROOT, need

GOLDEN = Path(__file__).parent / "doctor"
BUILD = "build.py"
TYPED = Shell("py")
ELSEWHERE = Shell("python3", "/srv/oma/")
WINDOWS = Python("3.12.4", 64, "Windows")
LINUX = Python("3.11.2", 64, "Linux")
WANTED = tuple(
    Library(name, "2.0", "2.0") for name in ("click", "jinja2", "pikepdf", "pillow", "typst", "tzdata", "zlib")
)
ABSENT = tuple(Library(name, "2.0", "") for name in ("click", "jinja2", "pikepdf", "pillow", "typst", "tzdata", "zlib"))
WELL = Git(name="Exemple", mail="exemple@exemple.fr", branch="main", upstream="origin/main")


def _libraries(known: tuple[Library, ...], *machines: tuple[Python, Shell]) -> Iterable[Finding]:
    return [libraries.examine_libraries(known, python, shell) for python, shell in machines]


def _places(*places: Place) -> Iterable[Finding]:
    return [finding for each in places for finding in place.examine_place(each)]


CASES: dict[str, Iterable[Finding]] = {
    "python": [libraries.examine_python(each) for each in (LINUX, Python("3.12.4", 32, "Windows"))],
    "libraries": [
        *_libraries(WANTED, (WINDOWS, TYPED)),
        *_libraries(ABSENT[:1], (WINDOWS, TYPED), (LINUX, ELSEWHERE)),
        *_libraries((Library("pillow", "13.0.0", "12.1.0"), *WANTED), (WINDOWS, TYPED)),
    ],
    "libraries-all-missing": _libraries(
        ABSENT,
        (Python("3.11.2", 64, "Linux", is_managed=True), Shell("python3")),
        (Python("3.11.2", 64, "Linux", has_pip=False), Shell("python3")),
        (Python("3.11.2", 64, "Linux", has_pip=False, is_apart=True), Shell("python")),
        (Python("3.12.4", 64, "Windows", has_pip=False), TYPED),
        (Python("3.11.2", 64, "Darwin", has_idle_venv=True), Shell("python3")),
        (Python("3.12.4", 64, "Windows", has_idle_venv=True), TYPED),
    ),
    "extras": [
        libraries.examine_extra(Extra("film", ()), TYPED),
        libraries.examine_extra(Extra("film", ("av", "imageio-ffmpeg"), "requirements-film.txt"), TYPED),
        libraries.examine_extra(Extra("spelling", ("pyenchant",)), ELSEWHERE),
        libraries.examine_dictionary(has_french=True),
        libraries.examine_dictionary(has_french=False),
    ],
    "program": [
        libraries.examine_start("", WINDOWS, TYPED),
        libraries.examine_start("ImportError: DLL load failed while importing _core", WINDOWS, TYPED),
        libraries.examine_start("ImportError: cannot open shared object file", LINUX, ELSEWHERE),
        machine.examine_typst("", TYPED),
        machine.examine_typst("ImportError: DLL load failed while importing _typst", TYPED),
        machine.examine_fonts(None),
        machine.examine_fonts(("la police X.ttf est abîmée, ou c’est une autre", "remettez le fichier X.ttf")),
    ],
    "place": _places(
        Place(PureWindowsPath(r"C:\oma")),
        Place(PurePosixPath("/home/exemple/oma")),
        Place(PureWindowsPath(r"C:\Users\exemple\OneDrive - Exemple\oma")),
        Place(PurePosixPath("/Users/exemple/Dropbox/oma")),
        Place(PureWindowsPath(r"\\serveur\commun\oma"), is_remote=True),
        Place(PureWindowsPath(r"C:\Users\exemple\AppData\Local\Temp\Temp1_oma-main.zip\oma-main")),
        Place(PureWindowsPath(r"C:\Users\exemple\Desktop\oma"), absent=("assets", "templates")),
        Place(PureWindowsPath("C:/", *["un-dossier-dans-un-autre"] * 8)),
        Place(PureWindowsPath("C:/", *["un-dossier-dans-un-autre"] * 8), allows_long=True),
        Place(PurePosixPath("/", *["un-dossier-dans-un-autre"] * 8)),
    ),
    "disk": [
        *(place.examine_room(free, TYPED) for free in (82_400_000_000, 640_000_000, 12_000_000)),
        place.examine_rights(()),
        place.examine_rights(((".cache", errno.EACCES), ("public", errno.EACCES))),
        place.examine_rights((("content", errno.EROFS),)),
        place.examine_rights((("public", errno.ENAMETOOLONG),)),
    ],
    "terminal": [
        machine.examine_terminal(Terminal("utf-8", "utf-8")),
        machine.examine_terminal(Terminal("UTF8", "utf-8", 0)),
        machine.examine_terminal(Terminal("utf-8", "utf-8", 850)),
        machine.examine_terminal(Terminal("cp1252", "utf-8")),
        machine.examine_terminal(Terminal("ascii", "ascii")),
    ],
    "clock-and-port": [
        *(machine.examine_clock(datetime.date(year, 3, 1)) for year in (1980, 2026, 2099, 2106)),
        machine.examine_port(8000, is_taken=False, shell=TYPED),
        machine.examine_port(8000, is_taken=True, shell=ELSEWHERE),
    ],
    "git": [
        *git.examine_git(WELL),
        *git.examine_git(Git(branch="main", is_shallow=True, turns_lines=True)),
        *git.examine_git(replace(WELL, ahead=1, behind=2, changed=3, operation="MERGE_HEAD")),
        *git.examine_git(NoGit(is_clone=False)),
        *git.examine_git(NoGit(is_clone=True)),
        *git.examine_git(NoGit(is_clone=True, refusal="fatal: bad config line 1 in file .git/config\nmore")),
        *git.examine_git(
            NoGit(
                is_clone=True,
                refusal="fatal: detected dubious ownership in repository at 'Z:/oma'\nTo add an exception, call:\n\n"
                "\tgit config --global --add safe.directory Z:/oma",
            )
        ),
        *git.examine_torn(("content/site.yaml",)),
        *git.examine_torn(tuple(f"content/metiers/{name}.yaml" for name in "abcde")),
    ],
}


@pytest.mark.parametrize("case", CASES)
def test_facts_are_told_in_french(case: str, golden: Golden) -> None:
    golden(GOLDEN / f"{case}.txt", "".join(f"{as_text(finding)}\n" for finding in CASES[case]))


def test_every_golden_text_has_its_facts() -> None:
    assert {file.stem for file in GOLDEN.iterdir()} == set(CASES)


@pytest.mark.parametrize(
    ("findings", "last", "fatal"),
    [
        ([libraries.examine_python(LINUX), *git.examine_git(NoGit(is_clone=False))], "Tout va bien.", False),
        (
            _places(Place(PurePosixPath("/home/exemple/Dropbox/oma"))),
            "Rien n’empêche de construire le guide ; 1 point à regarder (⚠).",
            False,
        ),
        (
            [place.examine_room(0, TYPED), *_libraries(ABSENT, (WINDOWS, TYPED))],
            "2 points empêchent de construire le guide : commencez par le premier ✘.",
            True,
        ),
    ],
)
def test_the_last_line_says_whether_a_guide_can_be_built(findings: list[Finding], last: str, fatal: bool) -> None:
    assert (conclusion(findings), is_fatal(findings)) == (last, fatal)


def test_every_extra_of_the_project_has_its_purpose() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(project["optional-dependencies"]) <= set(libraries.PURPOSES)


def test_a_port_is_taken_while_somebody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert machine.is_taken(port)
    assert not machine.is_taken(port)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a Python without any library, nor pip."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder)
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project that Git does not know, with the smallest content."""
    root = tmp_path / "oma"
    shutil.copytree(ROOT / "oma_builder", root / "oma_builder")  # with the byte code: times are kept
    for name in (BUILD, "pyproject.toml", *(file.name for file in ROOT.glob("requirements*.txt"))):
        shutil.copy(ROOT / name, root)
    for name in ("assets", "templates"):
        (root / name).symlink_to(ROOT / name)
    shutil.copytree(MINIMAL, root / "content")
    return root


Done = subprocess.CompletedProcess[str]


def doctor(root: Path, *words: str, python: str | Path = sys.executable, **environment: str) -> Done:
    """Run the command in the folder of a project."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [python, BUILD, "doctor", *words],
        capture_output=True, text=True, encoding="utf-8", cwd=root, check=False, env={**clean, **environment},
    )  # fmt: skip


def weights(done: Done) -> dict[str, list[str]]:
    """Return the weights of what was found of each subject."""
    found: dict[str, list[str]] = {}
    for finding in json.loads(done.stdout):
        found.setdefault(finding["subject"], []).append(finding["weight"])
    return found


def tree(root: Path) -> list[str]:
    """Return what lies in a folder, the byte code apart."""
    return sorted(str(path) for path in root.rglob("*") if "__pycache__" not in path.parts)


@pytest.mark.slow
def test_a_machine_with_all_libraries_can_build(project: Path) -> None:
    before = tree(project)
    done = doctor(project, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert weights(done)["programme"] == weights(done)["typst"] == weights(done)["polices"] == ["bien"]
    assert weights(done)["git"] == ["à savoir"]
    assert tree(project) == before


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_without_any_library_it_says_what_to_install(project: Path, bare: Path, encoding: str) -> None:
    done = doctor(project, python=bare, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (1, "")
    assert re.search(r"\n✘ Il manque (\d+) bibliothèques sur \1 : annotated-types, click,", done.stdout)
    assert "-m pip install -r requirements.txt\n" in done.stdout
    assert done.stdout.endswith("\n1 point empêche de construire le guide : commencez par le premier ✘.\n")
    assert ("⚠ Le terminal est en cp1252" in done.stdout) == (encoding == "cp1252")


@pytest.mark.slow
def test_with_and_without_click_the_same_words_are_understood(project: Path, bare: Path) -> None:
    for python in (sys.executable, bare):
        assert weights(doctor(project, "--format=json", python=python))["dossier"] == ["bien"]
        assert "ce qui manque sur cet ordinateur" in doctor(project, "--help", python=python).stdout
        wrong = doctor(project, "--format", "xml", python=python)
        assert (wrong.returncode, wrong.stdout, "text" in wrong.stderr) == (2, "", True)


@pytest.mark.slow
def test_a_library_that_does_not_load_is_told(project: Path) -> None:
    """The metadata are there and the code is not: as where a system forbids a compiled file."""
    (project / "pydantic.py").write_text("raise ImportError('DLL load failed while importing _core')", "utf-8")
    done = doctor(project)
    assert done.returncode == 1
    assert "✘ Le programme ne démarre pas, bien que ses bibliothèques soient là (ImportError: DLL load" in done.stdout
    (project / "click.py").write_text("raise ImportError('DLL load failed while importing _core')", "utf-8")
    assert doctor(project).stdout == done.stdout


@pytest.mark.slow
def test_a_folder_that_cannot_be_written_is_told(project: Path) -> None:
    (project / "public").write_text("x", encoding="utf-8")
    done = doctor(project)
    assert done.returncode == 1
    assert "✘ Impossible d’écrire dans public/ : un fichier porte le nom d’un dossier\n  → " in done.stdout


@pytest.mark.slow
def test_half_a_project_is_told_whatever_else_is_missing(project: Path, bare: Path) -> None:
    (project / "templates").unlink()
    (project / "requirements.txt").unlink()
    done = doctor(project, python=bare)
    assert done.returncode == 1
    assert done.stdout.startswith("✘ Il manque une partie du projet à côté de build.py : requirements.txt, templates\n")
    shutil.rmtree(project / "oma_builder")
    alone = doctor(project, python=bare)  # as when a file is opened within a ZIP
    assert (alone.returncode, alone.stderr.count("\n")) == (3, 1)
    assert alone.stderr.startswith("Il manque le programme à côté de build.py : décompressez toute l’archive")


def _git(root: Path, *words: str) -> None:
    signed = ("-c", "user.name=Exemple", "-c", "user.email=exemple@exemple.fr", "-c", "init.defaultBranch=main")
    subprocess.run(("git", *signed, *words), cwd=root, capture_output=True, check=True)


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, Path]:
    """Return two clones of one project of a single file."""
    need("git")
    origin, ours = tmp_path / "origin", tmp_path / "ours"
    (origin / "content").mkdir(parents=True)
    (origin / "content" / "site.yaml").write_text("titre: un\n", encoding="utf-8")
    _git(origin, "init")
    _git(origin, "add", ".")
    _git(origin, "commit", "-m", "one")
    _git(tmp_path, "clone", str(origin), str(ours))
    return origin, ours


def _committed(root: Path, title: str) -> None:
    (root / "content" / "site.yaml").write_text(f"titre: {title}\n", encoding="utf-8")
    _git(root, "commit", "-am", title)


def test_git_tells_of_a_merge_that_waits(clones: tuple[Path, Path], tmp_path: Path) -> None:
    origin, ours = clones
    _committed(origin, "deux")
    _committed(ours, "trois")
    (ours / "notes.txt").touch()
    _git(ours, "fetch")
    assert (git.torn(ours), git.look(tmp_path)) == ((), NoGit(is_clone=False))
    found = git.look(ours)
    assert isinstance(found, Git)
    assert (found.branch, found.upstream, found.ahead, found.behind) == ("main", "origin/main", 1, 1)
    assert (found.changed, found.operation, found.is_shallow) == (1, "", False)
    with pytest.raises(subprocess.CalledProcessError):
        _git(ours, "merge", "origin/main")
    found = git.look(ours)
    assert isinstance(found, Git)
    assert (found.changed, found.operation, git.torn(ours)) == (2, "MERGE_HEAD", ("content/site.yaml",))


def test_git_tells_who_signs_and_what_it_changes(clones: tuple[Path, Path]) -> None:
    _, ours = clones
    for name, value in (("user.name", "Exemple"), ("user.email", "exemple@exemple.fr"), ("core.autocrlf", "true")):
        _git(ours, "config", name, value)
    found = git.look(ours)
    assert found == replace(WELL, turns_lines=True)
    (ours / ".gitattributes").write_text("* text=auto eol=lf\n", encoding="utf-8")
    _git(ours, "add", ".")
    _git(ours, "commit", "-m", "lines")
    assert git.look(ours) == replace(WELL, ahead=1)


def test_a_clone_that_is_broken_is_told(clones: tuple[Path, Path]) -> None:
    _, ours = clones
    (ours / ".git" / "config").write_text("[core", encoding="utf-8")
    found = git.look(ours)
    assert isinstance(found, NoGit)
    assert (found.is_clone, found.refusal.startswith("fatal: ")) == (True, True)
