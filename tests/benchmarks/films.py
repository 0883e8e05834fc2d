"""Time us beside the ffmpeg command line on a film of three minutes: paired runs, alternating, in fresh processes.

Run it with `python -m tests.benchmarks.films`. The film is made once: 1080p, 30 pictures a second, noise upon a moving
pattern, about 8 Mbit/s, with sound. Everything happens in a temporary folder, in a copy of the project.

- `film prepare` beside the ffmpeg that it runs, told the very same by hand. Ours also starts Python, looks into the film,
  takes digests and draws the poster. ffmpeg is spared one thing: it may encode with as many threads as it likes, since it
  need not write the same bytes twice. So the ratio says what that promise costs, and what stands around the encoder.
- `film check`: its time beside the length of the film.
- the records: `check` of a content with 1,000 films, known by their documents, beside a process that does nothing but open
  each of the 1,000 files with PyAV. Ours starts, reads the YAML, links, judges and renders all of it, and opens none: a first check has read each once.
"""

import argparse
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from statistics import median

import imageio_ffmpeg

from oma_builder.films.source import look_into
from oma_builder.films.transcoding import command
from tests.benchmarks.project import ROOT, project_copy
from tests.benchmarks.timing import HEAD, Tool, compare, run
from tests.built import FULL

SECONDS = 180
RECORDS = 1_000
_BITS = "8M"


def shoot(target: Path, seconds: int) -> Path:
    """Make the film."""
    pattern = f"testsrc2=size=1920x1080:rate=30:duration={seconds},noise=alls=14:allf=t,format=yuv420p"
    tone = f"sine=frequency=440:sample_rate=48000:duration={seconds},aformat=channel_layouts=stereo"
    sources = ("-f", "lavfi", "-i", pattern, "-f", "lavfi", "-i", tone)
    coded = ("-c:v", "libx264", "-preset", "veryfast", "-b:v", _BITS, "-g", "60", "-c:a", "aac", "-b:a", "128k")
    subprocess.run([*_ffmpeg(), *sources, *coded, str(target)], check=True)
    return target


def _ffmpeg() -> tuple[str, ...]:
    return (imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-nostdin", "-y")


def preparing(folder: Path, project: Path, film: Path) -> tuple[Tool, Tool]:
    """Return both makers of the prepared film."""
    content = folder / "content"
    content.mkdir()
    ours = (sys.executable, "build.py", "film", "prepare", str(film), "--film", "mesure", "--content", str(content))
    return (
        Tool("film prepare", ours, project, (project / ".cache", folder / "films")),
        Tool("ffmpeg", by_hand(film, folder / "ffmpeg.mp4"), folder, (folder / "ffmpeg.mp4",)),
    )


def by_hand(film: Path, target: Path) -> tuple[str, ...]:
    """Return our own command line, with as many threads for x264 as ffmpeg likes."""
    told = command(look_into(film), target)
    at = told.index("-threads:v")
    return (*told[:at], *told[at + 2 :])


def prepare_report(folder: Path, project: Path, film: Path, runs: int) -> None:
    """Print the comparison with ffmpeg."""
    ours, theirs = preparing(folder, project, film)
    rows = compare(ours, theirs, runs)
    sizes = [path.stat().st_size / 1e6 for path in (folder / "films" / "mesure.mp4", folder / "ffmpeg.mp4")]
    print(
        f"film prepare, {film.stat().st_size / 1e6:.0f} MB, {runs} pairs: ours {sizes[0]:.1f} MB, ffmpeg {sizes[1]:.1f} MB"
    )
    print(HEAD, *rows, "", sep="\n", flush=True)


def check_report(project: Path, film: Path, seconds: int, runs: int) -> None:
    """Print how long a check takes beside the length of the film."""
    tool = Tool("film check", (sys.executable, "build.py", "film", "check", str(film)), project, accepted=(0, 1))
    found = [run(tool).seconds for _ in range(runs)]
    print(
        f"film check, {seconds} s of film, {runs} runs: {median(found):.1f} s, {median(found) / seconds:.2f} of its length"
    )


def records(folder: Path, count: int) -> Path:
    """Write a content of many films, each with its file: the sample of the tests, told apart by what no player reads."""
    content, files = folder / "content", folder / "films"
    shutil.copytree(ROOT / "tests" / "sites" / "minimal" / "content", content)
    shutil.copytree(ROOT / "tests" / "problems" / "film-absent" / "in" / "cahiers", content / "cahiers")
    (content / "films").mkdir()
    files.mkdir()
    sample = (FULL.parent / "films" / "exemple.mp4").read_bytes()
    told = (FULL / "films" / "exemple.yaml").read_text(encoding="utf-8").replace("cahier: exemple", "cahier: essai")
    record = told.replace("2026-11-23", "2099-08-31").replace("2027-08-31", "2099-08-31")
    for rank in range(count):
        film = sample + struct.pack(">I4sI", 12, b"free", rank)
        sized = re.sub(r"octets: \d+", f"octets: {len(film)}", record)
        sealed = re.sub(r"empreinte: \w+", f'empreinte: "{sha256(film).hexdigest()}"', sized)
        (content / "films" / f"film-{rank}.yaml").write_text(sealed, encoding="utf-8")
        (files / f"film-{rank}.mp4").write_bytes(film)
        shutil.copy(FULL.parent / "films" / "exemple.jpg", files / f"film-{rank}.jpg")
    return content


def records_report(folder: Path, project: Path, count: int, runs: int) -> None:
    """Print the comparison with opening every file."""
    content = records(folder / "records", count)
    ours = (sys.executable, "build.py", "check", "--pages-only", "--content", str(content))
    # What it has read once, it knows by size and time.
    subprocess.run(ours, cwd=project, capture_output=True, check=False)
    opening = "import av, pathlib, sys; [av.open(str(path)).close() for path in pathlib.Path(sys.argv[1]).iterdir()]"
    theirs = (sys.executable, "-c", opening, str(content.parent / "films"))
    rows = compare(Tool("check", ours, project), Tool("PyAV", theirs, project), runs)
    print(f"{count} films by their records, {runs} pairs", HEAD, *rows, "", sep="\n", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description="Time film prepare beside ffmpeg, and film check beside the film.")
    parser.add_argument("part", nargs="?", choices=["prepare", "check", "records"], help="what to time; all by default")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="length of the film")
    parser.add_argument("--records", type=int, default=RECORDS, help="how many films are known by their records")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="oma-films-") as place:
        folder = Path(place)
        project = project_copy(folder / "project")
        shutil.copytree(ROOT / "content", project / "content")  # its brief is what a check goes by
        film = shoot(folder / "film.mp4", chosen.seconds)
        parts = [chosen.part] if chosen.part else ["records", "prepare", "check"]
        if "records" in parts:
            records_report(folder, project, chosen.records, chosen.runs)
        if "prepare" in parts:
            prepare_report(folder, project, film, chosen.runs)
        if "check" in parts:
            check_report(project, film, chosen.seconds, chosen.runs)


if __name__ == "__main__":
    main()
