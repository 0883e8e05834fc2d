"""Builds on top of builds, in bad times: killed at any moment, under the eyes of a reader, while somebody writes."""

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from oma_builder import pipeline
from oma_builder.problems import ExitCode
from oma_builder.progress import silent
from tests.test_incremental import DAY, MINIMAL, built, edit, from_nothing, project_in, with_words
from tests.test_reproducible import tree, write_project

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="folders are exchanged in one step on Linux alone"),
]

KILLS = int(os.environ.get("KILLS", "12"))
"""How many builds are killed: CI has not all day; 200 were, by hand."""

READ = ("index.html", "metiers.html", "metiers/exemple.html")


@contextmanager
def read_all_along(folder: Path) -> Iterator[list[str]]:
    """Read some pages again and again for the time of the block, and give what was amiss with them."""
    amiss: list[str] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            for name in READ:
                try:
                    if not (folder / name).read_bytes().endswith(b"</html>\n"):
                        amiss.append(f"{name} is cut")
                except OSError as error:
                    amiss.append(f"{name}: {error.strerror}")

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield amiss
    finally:
        over.set()
        reader.join()


def test_a_reader_finds_every_page_whole_while_builds_are_killed(tmp_path: Path) -> None:
    """Half of the edits are words that are sewn in, half need a whole build."""
    root = tmp_path / "project"
    write_project(root)
    command = [sys.executable, "build.py", "--pages-only", "--today", DAY.isoformat()]
    started = time.monotonic()
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    lasts = time.monotonic() - started
    file = root / "content" / "metiers" / "exemple.yaml"
    dice = random.Random(29)  # noqa: S311 - it picks moments
    with read_all_along(root / "public") as amiss:
        for number in range(KILLS):
            if number % 2:
                with_words(file, f"mot{number}")
            else:
                edit(file, partial(re.sub, r"(?m)^accroche: (\d+ )?", f"accroche: {number} "))
            build = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(dice.random() * lasts)
            build.send_signal(signal.SIGKILL)
            build.wait()
        subprocess.run(command, cwd=root, check=True, capture_output=True)
    assert not amiss
    grown = tree(root / "public")
    assert (
        subprocess.run([*command, "--verify"], cwd=root, capture_output=True, check=False).returncode == ExitCode.FINE
    )
    assert tree(root / "public") == grown
    assert not list(root.glob(".public.*"))


def test_what_is_written_while_a_build_reads_is_seen_by_the_next(tmp_path: Path) -> None:
    project = project_in(tmp_path, MINIMAL)
    built(project)
    file = project.content / "metiers" / "exemple.yaml"
    over = threading.Event()

    def write() -> None:
        number = 0
        while not over.is_set():
            number = (number + 1) % 10
            text = original.decode().replace("accroche: ", f"accroche: {number} ", 1)
            file.write_text(text, encoding="utf-8")
            with_words(file, f"mot{number}")
            time.sleep(0.05)

    original = file.read_bytes()
    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(6):
            with suppress(AssertionError):  # half a file may be read: it has errors, and nothing is written
                pipeline.build(project, silent)
    finally:
        over.set()
        writer.join()
    assert built(project) == from_nothing(project)


def test_too_few_files_may_be_open(tmp_path: Path) -> None:
    """Python itself takes four of them; the build must bear any number above."""
    root = tmp_path / "project"
    write_project(root)
    codes = set()
    for files in range(5, 9):
        limited = f"ulimit -n {files}; exec '{sys.executable}' build.py --pages-only --today {DAY}"
        done = subprocess.run(["/bin/bash", "-c", limited], cwd=root, capture_output=True, text=True, check=False)
        codes.add(done.returncode)
        assert "Traceback" not in done.stderr, done.stderr
        assert (root / "public").exists() == (done.returncode == ExitCode.FINE)
        assert not list(root.glob(".public.*"))
    assert codes <= {ExitCode.FINE, ExitCode.ENVIRONMENT}
