"""Sets come in another order in every process (PYTHONHASHSEED): nothing of it may reach a byte on paper."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools import MINIMAL, ROOT, workshop

pytestmark = [pytest.mark.paper, pytest.mark.slow]

SEEDS = ("0", "1", "2", "3", "4")

DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40" width="60" height="40">
<defs>
<linearGradient id="a"><stop offset="0" stop-color="#c02030"/><stop offset="1" stop-color="#2040c0"/></linearGradient>
<linearGradient id="b"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#284" stop-opacity="0.2"/></linearGradient>
</defs>
<rect width="60" height="40" fill="url(#a)"/>
<g opacity="0.5"><rect width="30" height="30" fill="url(#b)"/><circle cx="30" cy="20" r="9" fill="#2a7"/></g>
</svg>
"""
"""Its gradients are drawn as pixels, and the light that it lets through is kept beside them."""

PRINT = """\
import datetime, hashlib, sys
from pathlib import Path
from oma_builder.project import Project
from oma_builder import pipeline, printing
from oma_builder.progress import silent

root, content = map(Path, sys.argv[1:])
project = Project(root, content, root / "site", datetime.date(2026, 11, 23))
for edition in ("presse", "photocopie", "livret"):
    files, problems = printing.print_apart(project, printing.Prints(edition), silent)
    assert problems == ()
    print(*(f"{file.route} {hashlib.sha256(file.content).hexdigest()}" for file in files))
"""


def test_prints_are_the_same_whatever_the_order_of_sets(tmp_path: Path) -> None:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    (content / "images" / "exemple.svg").write_text(DRAWING, encoding="utf-8")
    started = [_print(seed, workshop(tmp_path / seed), content) for seed in SEEDS]
    told = [process.communicate()[0] for process in started]
    assert [process.returncode for process in started] == [0] * len(SEEDS)
    assert told[0].count("\n") == 3
    assert set(told) == {told[0]}


def _print(seed: str, root: Path, content: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PRINT, root, content]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
