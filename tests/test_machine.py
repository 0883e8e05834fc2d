"""Faults of the machine: kills at any moment, memory, disks and streams that are full; never a bug, never the editor's."""

import compileall
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import cycle
from pathlib import Path

import pytest

from oma_builder.problems import BuildError, as_build_error
from oma_builder.workplace import sweep, work_folder
from tests.processes import group, processes

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
FULL = ROOT / "tests" / "sites" / "full"
INTERRUPTED = "Interrompu : ce qui était là est tel qu’avant, ou tout à fait neuf."
STAGES = (
    "lecture",
    "vérification",
    "images",
    "guides imprimés",
    "films",
    "images de partage",
    "pages",
    "archive",
    "écriture",
)
KILLS: dict[str, Callable[[int], None]] = {
    "SIGKILL": lambda pid: os.kill(pid, signal.SIGKILL),
    "SIGTERM": lambda pid: os.kill(pid, signal.SIGTERM),
    "Ctrl-C": lambda pid: os.killpg(pid, signal.SIGINT),  # a terminal tells the whole group
    "cancelled": lambda pid: os.killpg(pid, signal.SIGTERM),
    "closed": lambda pid: os.killpg(pid, signal.SIGHUP),
}

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="signals, limits and processes as Linux has them")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program with a cache of its own, beside the content of the full site.

    It is compiled: where memory is missing, Python's own compiler says so by errors of any kind (`ValueError: field
    'target' is required`), which nobody can tell from a fault of the program.
    """
    place = program(tmp_path_factory.mktemp("project"), FULL / "content")
    compileall.compile_dir(place / "oma_builder", quiet=1)
    return place


@pytest.fixture(scope="module")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Likewise, beside the content of a small site, which goes through the same stages in a third of the time."""
    return program(tmp_path_factory.mktemp("small"), FULL.parent / "selection" / "content")


def program(place: Path, content: Path) -> Path:
    for name in ("oma_builder", "templates", "assets"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "build.py", place)
    shutil.copytree(content, place / "content")
    return place


def command(project: Path, *arguments: str, jobs: int = 2) -> list[str]:
    return [sys.executable, str(project / "build.py"), *arguments, "--today", "2026-11-26", "--jobs", str(jobs)]


def left(session: int) -> list[int]:
    return [pid for pid in processes() if group(pid) == session]


def stopped_at(project: Path, stage: str, wait: float, kill: Callable[[int], None]) -> tuple[int, str]:
    """Start a build, kill it `wait` seconds after a stage has begun; return its code and what it said."""
    build = subprocess.Popen(
        command(project, "build"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert build.stderr is not None
    said = ""
    for line in build.stderr:
        said += line.decode()
        if line.decode().rstrip() == f"… {stage}":
            break
    time.sleep(wait)
    with suppress(ProcessLookupError):
        kill(build.pid)
    killed = time.monotonic()
    out, err = build.communicate(timeout=10)  # until the last process that holds these pipes has ended
    while left(build.pid) and time.monotonic() < killed + 5:
        time.sleep(0.01)
    assert not left(build.pid)
    return build.returncode, said + out.decode() + err.decode()


@needs_linux
def test_a_build_may_be_killed_at_any_moment(small_project: Path) -> None:
    """Its workers end with it, it tells no bug, and the next build sweeps what it left."""
    dice = random.Random(17)  # noqa: S311 - it picks moments
    kinds = cycle(KILLS)
    for stage, kill in [(stage, next(kinds)) for stage in STAGES * 2]:
        code, said = stopped_at(small_project, stage, dice.random() * 0.1, KILLS[kill])
        assert "Traceback" not in said, (stage, kill, said)
        assert code in ((-signal.SIGKILL, 0) if kill == "SIGKILL" else (130, 0)), (stage, kill, code, said)
        assert (INTERRUPTED in said) == (code == 130)
    subprocess.run(command(small_project, "build"), check=True, capture_output=True)
    assert not list((small_project / ".cache" / "travail").iterdir())
    assert not list(small_project.glob(".public.*"))


@needs_linux
def test_a_command_may_be_interrupted_while_it_starts(project: Path) -> None:
    for wait in (0.1, 0.2, 0.3):
        build = subprocess.Popen(command(project, "check"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while b"build.py" not in Path(f"/proc/{build.pid}/cmdline").read_bytes():
            time.sleep(0.001)
        time.sleep(wait)
        build.send_signal(signal.SIGINT)
        _, said = build.communicate(timeout=10)
        assert (b"Traceback" in said, build.returncode in (0, 130)) == (False, True), said


@needs_linux
@pytest.mark.parametrize(
    "deaf",
    [
        "threading.Thread(target=time.sleep, args=(60,)).start(); time.sleep(60)",
        "swallow()",
        "list(fan_out(time.sleep, [60] * 4, 2))",
    ],
)
def test_an_interruption_waits_for_nothing(deaf: str) -> None:
    """Neither for threads that work, nor for a library that keeps the exception to itself."""
    script = f"""
import threading, time
from oma_builder.parallel import fan_out
from oma_builder.running import run
def swallow():
    while True:
        try:
            time.sleep(60)
        except KeyboardInterrupt:
            pass
def command():
    print("ready", flush=True)
    {deaf}
run(command)
"""
    command = [sys.executable, "-c", script]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, start_new_session=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.terminate()
    assert process.communicate(timeout=20)[1].decode().strip() == INTERRUPTED
    assert (process.returncode, left(process.pid)) == (130, [])


@needs_linux
def test_an_import_ends_before_an_interruption_is_told(tmp_path: Path) -> None:
    """A compiled library aborts the whole process when an exception comes while it is loaded."""
    module = tmp_path / "compiled.py"
    module.write_text("import time\nprint('ready', flush=True)\nfor _ in range(30): time.sleep(0.01)\nprint('whole')\n")
    script = """
import time
from oma_builder.running import run
def command():
    import compiled
    time.sleep(0.5)
    print("went on")
run(command)
"""
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.terminate()
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out.decode().split(), err.decode().strip()) == (130, ["whole"], INTERRUPTED)


@needs_linux
def test_only_folders_of_the_dead_are_swept(tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        with work_folder(tmp_path) as place:
            (place / "brouillon").write_text("un brouillon", encoding="utf-8")
            os.write(theirs, b".")
            time.sleep(60)
    os.read(ours, 1)
    with work_folder(tmp_path):
        sweep(tmp_path)
        assert len(list(tmp_path.rglob("*.lock"))) == 2
        assert len(list(tmp_path.rglob("brouillon"))) == 1
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        sweep(tmp_path)
        assert len(list(tmp_path.rglob("*.lock"))) == 1
    assert not list((tmp_path / "travail").iterdir())


def test_work_without_a_place_is_a_build_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BuildError, match="un fichier porte le nom d’un dossier"), work_folder(tmp_path / "file"):
        pass


def limited(project: Path, arguments: list[str], limit: str, number: int) -> subprocess.CompletedProcess[str]:
    """Run a command under a limit of the system."""
    resource = pytest.importorskip("resource", reason="only POSIX sets limits")
    shutil.rmtree(project / ".cache", ignore_errors=True)
    return subprocess.run(
        command(project, *arguments), capture_output=True, text=True, encoding="utf-8", check=False,
        preexec_fn=lambda: resource.setrlimit(getattr(resource, limit), (number, number)),
    )  # fmt: skip


@needs_linux
@pytest.mark.parametrize("megabytes", [40, 80, 130])
def test_missing_memory_is_told_as_such(project: Path, megabytes: int) -> None:
    done = limited(project, ["check"], "RLIMIT_AS", megabytes << 20)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    # Where it runs out within a compiled library, or as the stack grows, the process ends by itself: nobody can say
    # anything then.
    if megabytes > 80 or done.returncode not in (-signal.SIGABRT, -signal.SIGSEGV):
        assert done.returncode == 3
        assert "mémoire manque" in done.stderr


@needs_linux
@pytest.mark.parametrize("megabytes", [240])
def test_missing_memory_for_print_is_told_as_such(project: Path, megabytes: int) -> None:
    before = tree(project / "public")
    done = limited(project, ["build"], "RLIMIT_AS", megabytes << 20)
    assert (done.returncode, done.stdout) == (3, "")
    assert "mémoire manque" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(project / "public") == before


@needs_linux
@pytest.mark.parametrize("octets", [0, 200_000])
def test_a_limit_on_the_size_of_files_is_told_as_such(project: Path, octets: int) -> None:
    before = tree(project / "public")
    done = limited(project, ["build", "--output", str(project / "new")], "RLIMIT_FSIZE", octets)
    assert (done.returncode, "→" in done.stderr, "Traceback" in done.stderr) == (3, True, False)
    assert not (project / "new").exists()
    assert tree(project / "public") == before


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (MemoryError(), "la mémoire manque"),
        (OSError(12, "Cannot allocate memory"), "la mémoire manque"),
        (BlockingIOError(11, "Resource temporarily unavailable"), "la mémoire manque"),
        (ImportError("x.so: failed to map segment from shared object"), "la mémoire manque"),
        (RuntimeError("can't start new thread"), "la mémoire manque"),
        (OSError(28, "No space left on device", "/a"), "/a : le disque est plein"),
        (OSError(24, "Too many open files"), "trop de fichiers sont ouverts"),
    ],
)
def test_faults_of_the_machine_are_known(error: Exception, message: str) -> None:
    told = as_build_error(error, "content/site.yaml")
    assert told is not None
    assert told.message == f"{message} en travaillant sur content/site.yaml"
    assert told.hint


def test_missing_memory_that_hides_behind_another_error_is_known() -> None:
    hidden = ValueError("unreadable")
    hidden.__context__ = MemoryError()
    assert as_build_error(hidden) is not None
    assert as_build_error(ValueError("unreadable")) is None
    assert as_build_error(FileNotFoundError(2, "no such file")) is None


@needs_linux
@pytest.mark.parametrize(
    ("streams", "code"),
    [
        (">/dev/full 2>/dev/full", 3),
        (">&-", 0),
        ("<&- >&- 2>&-", 0),
        ("| head -1", 0),
    ],
)
def test_a_stream_that_is_full_or_closed_stops_no_build(project: Path, streams: str, code: int) -> None:
    shutil.rmtree(project / "streams", ignore_errors=True)
    words = " ".join(command(project, "build", "--pages-only", "--output", str(project / "streams")))
    done = subprocess.run(
        ["bash", "-c", f"{words} {streams}; exit ${{PIPESTATUS[0]}}"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Traceback" in done.stderr, "Exception" in done.stderr) == (code, False, False)
    assert (project / "streams" / "index.html").is_file()


def test_the_folder_for_temporary_files_is_not_used(project: Path, tmp_path: Path) -> None:
    shutil.rmtree(project / ".cache", ignore_errors=True)
    environment = {**os.environ, "TMPDIR": str(tmp_path / "none")}
    words = command(project, "pdf", "--edition", "fiche", "--output", str(tmp_path))
    done = subprocess.run(words, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def tree(folder: Path) -> dict[str, bytes]:
    return dict(_files(folder))


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
