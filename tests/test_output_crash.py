"""Publishing in bad times: killed at any step, two builds at once, a full or read-only disk."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from filelock import FileLock

from oma_builder.problems import BuildError, ExitCode
from oma_builder.publish import output
from oma_builder.publish.target import MANIFEST
from tests.test_output import NEW, OLD, site, tree

_STEPS = frozenset(
    ["open", "os.mkdir", "os.link", "os.rename", "os.remove", "os.rmdir", "ctypes.dlsym", "shutil.rmtree"]
)
"""Audit events before which a build is killed: all that touches the disk is between two of them."""

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def forked(work: Callable[[], object]) -> int:
    """Start `work` in a child process and return its pid; the child ends with 0, or 1 when `work` raised."""
    pid = os.fork()
    if pid:
        return pid
    with suppress(BaseException):
        work()
        os._exit(0)
    os._exit(1)


def ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _write_killed(target: Path, step: int, platform: str) -> Callable[[], None]:
    """Return a write that is killed before its step number `step`, counted from 1."""

    def work() -> None:
        left = [step]

        def hook(event: str, _: object) -> None:
            left[0] -= event in _STEPS
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.platform = platform
        sys.addaudithook(hook)
        output.write(site(NEW), target)

    return work


def _old_site(folder: Path) -> Path:
    target = folder / "public"
    output.write(site(OLD), target)
    (target / "CNAME").write_bytes(b"mine")
    return target


@pytest.mark.slow
@needs_fork
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges two folders in one step")
def test_kill_at_any_step_leaves_the_old_or_the_new_site(tmp_path: Path) -> None:
    old, new = OLD | {"CNAME": b"mine"}, NEW | {"CNAME": b"mine"}
    seen = []
    for step in range(1, 1000):
        target = _old_site(tmp_path / str(step))
        code = ended(forked(_write_killed(target, step, "linux")))
        found = tree(target)
        assert found in (old, new), step
        assert (target / MANIFEST).is_file()
        seen.append(found == new)
        output.write(site(NEW), target)
        assert (tree(target), os.listdir(target.parent)) == (new, ["public"])
        if code == 0:
            break
    assert len(seen) > 15
    assert seen == sorted(seen)  # once new, never old again


@pytest.mark.slow
@needs_fork
def test_kill_at_any_step_loses_nothing_where_folders_cannot_be_exchanged(tmp_path: Path) -> None:
    """Elsewhere than on Linux the site may be missing for an instant; the next build brings it back."""
    old, new = OLD | {"CNAME": b"mine"}, NEW | {"CNAME": b"mine"}
    for step in range(1, 1000):
        target = _old_site(tmp_path / str(step))
        code = ended(forked(_write_killed(target, step, "win32")))
        whole = target if target.exists() else target.with_name(".public.oma-old")
        assert tree(whole) in (old, new), step
        output.write(site(OLD), target)
        assert (tree(target), os.listdir(target.parent)) == (old, ["public"])
        if code == 0:
            break
    assert step > 20


@needs_fork
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere files are flushed one by one")
def test_files_reach_the_disk_before_the_site_is_switched(tmp_path: Path) -> None:
    target, log = _old_site(tmp_path), tmp_path / "log"

    def work() -> None:
        calls: list[str] = []
        sys.addaudithook(lambda event, found: calls.append(found[1]) if event == "ctypes.dlsym" else None)
        output.write(site(NEW), target)
        log.write_text(" ".join(calls))

    assert ended(forked(work)) == 0
    assert log.read_text().split() == ["syncfs", "renameat2"]


def test_every_new_file_is_flushed_where_a_disk_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "fsync", lambda handle: flushed.append(os.fstat(handle).st_size))
    output.write(site(NEW), tmp_path / "public")
    manifest = (tmp_path / "public" / MANIFEST).stat().st_size
    assert sorted(flushed) == sorted([manifest, *map(len, NEW.values())])


def test_rename_refused_half_way_brings_the_old_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = _old_site(tmp_path)
    rename = os.rename

    def refusing(source: Path, place: Path) -> None:
        if Path(source).name.endswith("oma-new"):
            raise PermissionError(13, "in use")
        rename(source, place)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "rename", refusing)
    with pytest.raises(BuildError):
        output.write(site(NEW), target)
    assert tree(target) == OLD | {"CNAME": b"mine"}


def _write_paused(target: Path, told: int, go: int) -> Callable[[], None]:
    """Return a write that tells `told` when it holds the lock, and waits for `go`."""

    def work() -> None:
        paused = []

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event == "os.mkdir" and str(arguments[0]).endswith("oma-new") and not paused:
                paused.append(event)
                os.write(told, b".")
                os.read(go, 1)

        sys.addaudithook(hook)
        output.write(site(NEW), target)

    return work


@needs_fork
@pytest.mark.parametrize("killed", [False, True])
def test_second_writer_is_told_who_is_first_and_a_dead_one_holds_nobody_up(tmp_path: Path, killed: bool) -> None:
    target = _old_site(tmp_path)
    (told, tell), (go, let) = os.pipe(), os.pipe()
    pid = forked(_write_paused(target, tell, go))
    os.read(told, 1)
    try:
        with pytest.raises(BuildError, match=rf"processus {pid}\b") as refused:
            output.write(site(OLD), target)
    finally:
        os.kill(pid, signal.SIGKILL) if killed else os.write(let, b".")
        code = ended(pid)
    assert refused.value.exit_code is ExitCode.ENVIRONMENT
    assert code == (-signal.SIGKILL if killed else 0)
    output.write(site(OLD), target)
    assert tree(target) == OLD | {"CNAME": b"mine"}
    assert os.listdir(tmp_path) == ["public"]


def test_writer_that_ends_does_not_take_away_the_lock_of_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that takes the lock the instant another lets it go must keep a third one out."""
    target = _old_site(tmp_path)
    release = FileLock.release
    second = FileLock(tmp_path / ".public.oma-lock", timeout=0)

    def release_and_lose(lock: FileLock, force: bool = False) -> None:
        release(lock, force)
        if lock.lock_file == second.lock_file:  # not one of an earlier test, let go when Python forgets it
            monkeypatch.undo()
            second.acquire()

    monkeypatch.setattr(FileLock, "release", release_and_lose)
    output.write(site(NEW), target)
    with second, pytest.raises(BuildError, match="une autre construction"):
        output.write(site(OLD), target)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 64 kB."""
    if sys.platform != "linux" or os.geteuid():
        pytest.skip("only root can mount a tiny disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"this machine does not let us mount: {mounted.stderr.decode().strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


def test_full_disk_leaves_the_old_site_and_gives_back_the_room(tiny_disk: Path) -> None:
    target = _old_site(tiny_disk)
    before = tree(target)
    with pytest.raises(BuildError, match="disque est plein") as refused:
        output.write(site({f"{number}.html": bytes(9_000) for number in range(9)}), target)
    assert refused.value.exit_code is ExitCode.ENVIRONMENT
    assert tree(target) == before
    assert os.listdir(tiny_disk) == ["public"]  # what was half written must not keep the disk full
    output.write(site(NEW), target)
    assert tree(target) == NEW | {"CNAME": b"mine"}


def test_full_disk_that_cannot_even_hold_the_lock_is_a_build_error(tiny_disk: Path) -> None:
    target = _old_site(tiny_disk)
    before = tree(target)
    with suppress(OSError), (tiny_disk / "filler").open("wb", buffering=0) as filler:
        while True:
            filler.write(bytes(1024))
    with pytest.raises(BuildError, match="disque est plein"):
        output.write(site(NEW), target)
    assert tree(target) == before
    assert sorted(os.listdir(tiny_disk)) == ["filler", "public"]


def test_read_only_disk_is_a_build_error(tiny_disk: Path) -> None:
    target = _old_site(tiny_disk)
    subprocess.run(["mount", "-o", "remount,ro", tiny_disk], check=True)
    with pytest.raises(BuildError, match="lecture seule") as refused:
        output.write(site(NEW), target)
    assert refused.value.exit_code is ExitCode.ENVIRONMENT
    assert tree(target) == OLD | {"CNAME": b"mine"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or not os.geteuid(), reason="root may write anywhere")
def test_folder_without_the_right_to_write_is_a_build_error(tmp_path: Path) -> None:
    target = _old_site(tmp_path)
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(BuildError, match="l’accès est refusé"):
            output.write(site(NEW), target)
    finally:
        tmp_path.chmod(0o700)
    assert tree(target) == OLD | {"CNAME": b"mine"}


@pytest.mark.skipif(sys.platform != "linux", reason="mounts are Linux's here")
def test_folder_that_is_a_disk_of_its_own_is_refused_clearly(tiny_disk: Path) -> None:
    """A mounted folder (a container's volume) cannot be switched: nothing is lost, nothing is left beside it."""
    with pytest.raises(BuildError):
        output.write(site(NEW), tiny_disk)
    assert tree(tiny_disk) == {}
    assert os.listdir(tiny_disk.parent) == ["disk"]
