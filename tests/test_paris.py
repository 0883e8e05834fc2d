"""The day of a build is that of Paris, wherever the machine stands: what was reviewed today is not of tomorrow."""

import datetime
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from oma_builder import paris
from tests.tools import MINIMAL, ROOT


def check(content: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Check a content on the day it is."""
    plain = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    return subprocess.run(
        [sys.executable, ROOT / "build.py", "check", "--jobs", "1", "--content", content],
        capture_output=True, text=True, encoding="utf-8", check=False, env={**plain, **environment},
    )  # fmt: skip


def reviewed_on(day: datetime.date, folder: Path) -> Path:
    """Return the minimal content, whose trade was reviewed that day."""
    content = Path(shutil.copytree(MINIMAL, folder / "content"))
    trade = content / "metiers" / "exemple.yaml"
    head, _, _ = trade.read_text(encoding="utf-8").rpartition("revu_le:")
    trade.write_text(f"{head}revu_le: {day}\n", encoding="utf-8")
    return content


# Fourteen hours before Greenwich and twelve behind: at any moment one of them has another day than Paris.
@pytest.mark.slow
@pytest.mark.parametrize("zone", ["XXX-14", "XXX+12"])
def test_what_was_reviewed_today_passes_everywhere(tmp_path: Path, zone: str) -> None:
    done = check(reviewed_on(paris.today(), tmp_path), TZ=zone)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_a_review_is_of_the_future_until_its_day_begins_in_paris(tmp_path: Path) -> None:
    content = reviewed_on(datetime.date(2026, 11, 29), tmp_path)
    midnight = int(datetime.datetime(2026, 11, 28, 23, tzinfo=datetime.UTC).timestamp())
    assert "[date-future]" in check(content, SOURCE_DATE_EPOCH=str(midnight - 1)).stdout
    assert check(content, SOURCE_DATE_EPOCH=str(midnight)).returncode == 0


def test_the_day_of_an_instant_follows_summer_time() -> None:
    evening = int(datetime.datetime(2027, 7, 14, 22, tzinfo=datetime.UTC).timestamp())
    assert (paris.day_of(evening - 1), paris.day_of(evening)) == (
        datetime.date(2027, 7, 14),
        datetime.date(2027, 7, 15),
    )


def test_windows_gets_its_time_zones_from_a_library() -> None:
    assert "\ntzdata==" in (ROOT / "requirements.txt").read_text(encoding="utf-8")
