"""Films made ready for the site: what comes out, what an interruption leaves, what is remembered, what is refused."""

import hashlib
import itertools
import math
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest
import yaml
from PIL import Image
from pydantic import TypeAdapter, ValidationError

from oma_builder.content import loader
from oma_builder.content.numbers import FilmSeconds
from oma_builder.films import recipe, record
from oma_builder.films.checking import findings
from oma_builder.films.clauses import State
from oma_builder.films.measure import limits_of, measure
from oma_builder.films.order import Order
from oma_builder.films.prepare import Prepared, prepare
from oma_builder.films.probe import Film, probe
from oma_builder.films.record import Facts
from oma_builder.guide.briefs import briefs_of
from oma_builder.problems import BuildError, ExitCode
from oma_builder.progress import silent
from tests.filming import Take, ffmpeg, shoot
from tests.processes import processes, session
from tests.test_cli import run

pytestmark = [pytest.mark.film, pytest.mark.slow]

ROOT = Path(__file__).resolve().parent.parent
FACTS = Facts(3_456_789, "a" * 63 + "1", 854, 480, "b" * 64, 178)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a content folder of its own, with the folder of films' files."""
    (tmp_path / "site" / "content" / "films").mkdir(parents=True)
    return tmp_path / "site" / "content"


def order(film: Path, content: Path, name: str = "boulanger", *, at: float | None = None) -> Order:
    return Order(film, name, content, content.parent / "cache", at)


def made(film: Path, content: Path, **more: float) -> tuple[Prepared, Path]:
    asked = order(film, content, at=more.get("at"))
    return prepare(asked, silent), asked.target


def drawn(path: Path, picture: str, sound: str, *coded: str) -> Path:
    """Make a film of sorts that PyAV alone makes with difficulty."""
    ffmpeg("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, *coded, "-shortest", path)
    return path


def boxes(raw: bytes, start: int = 0, end: int | None = None, inside: str = "") -> Iterator[tuple[str, int, int]]:
    """Yield the boxes of an MP4 (ISO/IEC 14496-12): path, start and end of what each holds."""
    end = len(raw) if end is None else end
    while start < end:
        size, name = struct.unpack_from(">I4s", raw, start)
        assert 8 <= size <= end - start, f"a box of {size} bytes in {inside or 'the file'}"
        path = f"{inside}/{name.decode('latin-1')}"
        yield path, start + 8, start + size
        if name in {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts"}:
            yield from boxes(raw, start + 8, start + size, path)
        start += size


def streams(path: Path) -> tuple[av.VideoStream, av.AudioStream | None, list[int]]:
    """Return picture, sound and the times of all pictures, in their order."""
    with av.open(str(path)) as film:
        assert len(film.streams) <= 2
        picture, sound = film.streams.video[0], next(iter(film.streams.audio), None)
        return picture, sound, [frame.pts for frame in film.decode(picture)]


def rotation(path: Path) -> float:
    """Return what players are asked to turn the film by."""
    with av.open(str(path)) as film:
        return next(film.decode(video=0)).rotation


def told_beside(path: Path) -> set[str]:
    """Return what comes with the pictures of a film, such as a turn or captions."""
    with av.open(str(path)) as film:
        return {told.type.name for frame in film.decode(video=0) for told in frame.side_data}


def loudness(path: Path) -> float:
    """Return the mean square of the first channel of sound, as a root."""
    with av.open(str(path)) as film:
        planes = [memoryview(bytes(frame.planes[0])).cast("f")[: frame.samples] for frame in film.decode(audio=0)]
    return math.sqrt(sum(value * value for plane in planes for value in plane) / sum(map(len, planes)))


SOURCES = {
    "sideways": ("film.mp4", Take(turn=90), (480, 854), 25),
    "upside-down": ("film.mov", Take(turn=180, size=(640, 360)), (640, 360), 25),
    "no-sound": ("film.mp4", Take(loudness=None), (854, 480), 25),
    "odd": ("film.webm", Take(size=(641, 361), codec="libvpx-vp9", sound_codec="libopus"), (640, 360), 25),
    "uneven": ("film.mp4", Take(jitter=True, rate=30), (854, 480), Fraction(30_000, 1_001)),
    "fast": ("film.mkv", Take(rate=60, size=(640, 360)), (640, 360), 30),
    "hevc": ("film.mp4", Take(codec="libx265", size=(640, 480)), (640, 480), 25),
}


@pytest.mark.parametrize("name", SOURCES)
def test_any_film_becomes_one_that_every_browser_plays(name: str, content: Path, tmp_path: Path) -> None:
    file, take, size, rate = SOURCES[name]
    done, target = made(shoot(tmp_path / file, take), content)
    picture, sound, times = streams(target)
    assert (picture.width, picture.height) == size
    assert picture.codec_context.codec.canonical_name == "h264"
    assert (picture.profile, picture.format.name, picture.sample_aspect_ratio) == ("High", "yuv420p", Fraction(1))
    assert len(times) == round(take.seconds * rate)
    assert {after - before for before, after in itertools.pairwise(times)} == {round(1 / (rate * picture.time_base))}
    if take.loudness is None:
        assert sound is None
    else:
        assert (sound.codec_context.codec.canonical_name, sound.profile) == ("aac", "LC")
        assert (sound.rate, sound.channels) == (48_000, 1)
    assert done.lasts == pytest.approx(take.seconds, abs=0.1)
    assert done.facts.octets * 8 / done.lasts <= recipe.MOST_BITS
    assert (done.facts.width, done.facts.height) == size
    assert hashlib.sha256(target.read_bytes()).hexdigest() == done.facts.seal
    assert (rotation(target), told_beside(target)) == (0, set())
    assert ffmpeg("-xerror", "-i", target, "-f", "null", "-") == ""


def test_wide_pixels_ten_bits_and_six_channels(content: Path, tmp_path: Path) -> None:
    """Anamorphic PAL: 720 × 576 pixels, shown as 1024 × 576, 50 pictures a second."""
    film = drawn(
        tmp_path / "film.mkv", "testsrc2=size=720x576:rate=50:duration=2,setsar=64/45,format=yuv420p10le",
        "sine=duration=2,aformat=channel_layouts=5.1", "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none",
        "-c:a", "ac3",
    )  # fmt: skip
    _, target = made(film, content)
    picture, sound, times = streams(target)
    assert (picture.width, picture.height, picture.sample_aspect_ratio) == (854, 480, Fraction(1))
    assert (picture.format.name, len(times)) == ("yuv420p", 50)
    assert sound is not None
    assert (sound.channels, sound.layout.name) == (2, "stereo")
    # A voice in the middle keeps 3 dB less on each side, whatever the film itself asks for.
    assert loudness(target) == pytest.approx(1 / 8 / 2, rel=0.05)
    with Image.open(target.with_suffix(".jpg")) as poster:
        assert poster.size == (1024, 576)


def test_colours_of_wide_gamuts_become_those_of_any_screen(content: Path, tmp_path: Path) -> None:
    film = drawn(
        tmp_path / "film.mp4", "color=c=white:size=640x360:rate=25:duration=1,format=yuv420p10le", "sine=duration=1",
        "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc",
    )  # fmt: skip
    _, target = made(film, content)
    with av.open(str(target)) as prepared:
        frame = next(prepared.decode(video=0))
    assert (frame.colorspace, frame.color_primaries, frame.color_trc, frame.color_range) == (1, 1, 1, 1)
    assert bytes(frame.planes[0])[0] > 180  # white stays white


def test_noise_weighs_no_more_than_allowed_and_progress_is_told(content: Path, tmp_path: Path) -> None:
    film = drawn(
        tmp_path / "film.mp4", "testsrc2=size=854x480:rate=30:duration=6,noise=alls=80:allf=t", "anoisesrc=duration=6",
        "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "20M", "-pix_fmt", "yuv420p",
    )  # fmt: skip
    told: list[tuple[str, int, int]] = []
    done = prepare(order(film, content), lambda *step: told.append(step))
    assert (told[0], told[-1], told) == (("Film", 0, 0), ("Film", 6, 6), sorted(told))
    assert 500_000 < done.facts.octets * 8 / done.lasts <= recipe.MOST_BITS


def test_a_prepared_film_gives_nothing_away(content: Path, tmp_path: Path) -> None:
    tags = {
        "title": "Léa au fournil", "artist": "Léa", "location": "+43.6045+001.4440/", "make": "Fairphone",
        "creation_time": "2026-11-26T10:00:00Z", "com.apple.quicktime.location.ISO6709": "+43.6045+001.4440/",
    }  # fmt: skip
    film = shoot(tmp_path / "film.mp4", Take(tags=tags))
    assert b"+43.6045" in film.read_bytes()
    _, target = made(film, content)
    raw = target.read_bytes()
    found = list(boxes(raw))
    names = [path for path, _, _ in found]
    assert names.index("/moov") < names.index("/mdat")
    assert not [path for path in names if path.rsplit("/", 1)[1] in {"udta", "meta", "uuid"} or "©" in path]
    for path, start, _ in found:
        if path.endswith(("/mvhd", "/tkhd", "/mdhd")):
            assert raw[start + 4 : start + 12] == bytes(8), f"{path} tells a day"
    for given in ("Léa", "+43.6045", "Fairphone", "x264", "Lavc", "Lavf", "libx264", "fournil"):
        assert given.encode() not in raw
    with Image.open(target.with_suffix(".jpg")) as poster:
        assert not poster.getexif()
        assert not {"exif", "comment", "xmp"} & set(poster.info)


def test_sound_stays_with_its_picture(content: Path, tmp_path: Path) -> None:
    """Picture and tone begin at the same moment, after black and silence."""
    start = 3.4
    film = shoot(tmp_path / "film.mp4", Take(seconds=5, size=(640, 360), black=(0, start), silent=(0, start)))
    _, target = made(film, content)
    with av.open(str(target)) as prepared:
        bright = next(frame.time for frame in prepared.decode(video=0) if max(bytes(frame.planes[0])) > 100)
    heard = 0.0
    with av.open(str(target)) as prepared:
        for frame in prepared.decode(audio=0):
            plane = memoryview(bytes(frame.planes[0])).cast("f")[: frame.samples]
            if max(map(abs, plane)) > 0.03:
                heard = frame.time + next(n for n, value in enumerate(plane) if abs(value) > 0.03) / 48_000
                break
    assert bright == pytest.approx(start, abs=0.04)
    assert heard == pytest.approx(start, abs=0.04)


_RUN = """
import sys
from pathlib import Path
from oma_builder.films.order import Order
from oma_builder.films.prepare import prepare
from oma_builder.progress import silent
from oma_builder.running import run
film, content, cache = map(Path, sys.argv[1:])
run(lambda: prepare(Order(film, "boulanger", content, cache), silent))
"""

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="signals, limits and processes as Linux has them")


def running(film: Path, content: Path, script: str = _RUN, **more: Any) -> "subprocess.Popen[str]":
    """Start a preparation in a session of its own."""
    command = [sys.executable, "-c", script, str(film), str(content), str(content.parent / "cache")]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True, **more)


def left(leader: int) -> list[int]:
    return [pid for pid in processes() if session(pid) == leader]


def under_way(content: Path) -> int:
    """Return how much ffmpeg has written."""
    return sum(path.stat().st_size for path in (content.parent / "films").glob(".*"))


STOPS: dict[str, Callable[[int], None]] = {
    "SIGKILL": lambda pid: os.kill(pid, signal.SIGKILL),
    "SIGTERM": lambda pid: os.kill(pid, signal.SIGTERM),
    "Ctrl-C": lambda pid: os.killpg(pid, signal.SIGINT),  # a terminal tells the whole group in front
}


@needs_linux
@pytest.mark.parametrize("stop", STOPS)
def test_an_interruption_ends_ffmpeg_and_leaves_no_film(stop: str, content: Path, tmp_path: Path) -> None:
    film = drawn(
        tmp_path / "film.mp4", "testsrc2=size=1280x720:rate=30:duration=30", "sine=duration=30",
        "-c:v", "libx264", "-preset", "ultrafast",
    )  # fmt: skip
    process = running(film, content)
    until = time.monotonic() + 60
    while time.monotonic() < until and not under_way(content):
        time.sleep(0.005)
    assert len(left(process.pid)) == 2, "nothing was under way"
    STOPS[stop](process.pid)
    said = process.communicate(timeout=20)[1]
    until = time.monotonic() + 3  # ffmpeg has far more to do
    while left(process.pid) and time.monotonic() < until:
        time.sleep(0.01)
    assert not left(process.pid)
    assert "Traceback" not in said
    assert process.returncode == (-signal.SIGKILL if stop == "SIGKILL" else ExitCode.INTERRUPTED)
    names = [path.name for path in (content.parent / "films").iterdir()]
    assert names == ([".boulanger.mp4.oma-new"] if stop == "SIGKILL" else [])
    prepare(order(shoot(tmp_path / "autre.mp4", Take(seconds=1, size=(320, 240))), content), silent)
    assert sorted(path.name for path in (content.parent / "films").iterdir()) == ["boulanger.jpg", "boulanger.mp4"]


@needs_linux
def test_the_same_bytes_on_one_processor_and_on_all(content: Path, tmp_path: Path) -> None:
    """Noise keeps the encoder at its rate, where threads that race would show."""
    film = drawn(
        tmp_path / "film.mp4", "testsrc2=size=1280x720:rate=30:duration=4,noise=alls=60:allf=t", "anoisesrc=duration=4",
        "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "20M", "-pix_fmt", "yuv420p",
    )  # fmt: skip
    _, target = made(film, content)
    first = target.read_bytes()
    target.unlink()
    alone = running(film, content, preexec_fn=lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}))
    assert (alone.communicate(timeout=120)[1], alone.returncode) == ("", 0)
    assert target.read_bytes() == first


def test_a_disk_that_is_full_at_the_end(content: Path, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="only POSIX limits the size of files")
    film = shoot(tmp_path / "film.mp4", Take(seconds=3, size=(640, 360)))
    most = prepare(order(film, content, "autre"), silent).facts.octets // 2
    stopped = running(film, content, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    said = stopped.communicate(timeout=60)[1]
    assert "n’accepte pas un si gros fichier" in said
    assert stopped.returncode == ExitCode.ENVIRONMENT
    assert sorted(path.name for path in (content.parent / "films").iterdir()) == ["autre.jpg", "autre.mp4"]


def test_an_ffmpeg_that_fails_is_told(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = shoot(tmp_path / "film.mp4", Take(seconds=1, size=(320, 240)))
    program = tmp_path / "ffmpeg"
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(program))
    with pytest.raises(BuildError, match="ffmpeg ne peut pas être lancé"):
        made(film, content)
    program.write_text("#!/bin/sh\necho frame=3\necho Unknown encoder >&2\nexit 8\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(BuildError, match="ffmpeg s’est arrêté avant la fin : Unknown encoder") as refused:
        made(film, content)
    assert refused.value.exit_code == ExitCode.CONTENT
    assert list((content.parent / "films").iterdir()) == []


def test_a_film_that_changes_midway(content: Path, tmp_path: Path) -> None:
    """The size of its picture, and the sort of its sound, in the middle of a stream, as television cuts them."""
    parts = [("640x360", "mono", 0), ("960x540", "stereo", 2)]
    film = tmp_path / "film.ts"
    for size, layout, start in parts:
        part = drawn(
            tmp_path / f"{size}.ts", f"testsrc2=size={size}:rate=25:duration=2", f"sine=duration=2,aformat=channel_layouts={layout}",
            "-c:v", "libx264", "-preset", "ultrafast", "-output_ts_offset", str(start),
        )  # fmt: skip
        with film.open("ab") as whole:
            whole.write(part.read_bytes())
    done, target = made(film, content)
    picture, sound, times = streams(target)
    assert (picture.width, picture.height, len(times)) == (640, 360, 100)
    assert sound is not None
    assert done.lasts == pytest.approx(4, abs=0.1)
    with av.open(str(target)) as prepared:
        starts = [packet.pts for packet in prepared.demux(audio=0) if packet.pts is not None]
    steps = [after - before for before, after in itertools.pairwise(starts)]
    assert min(steps) == 1024
    assert sum(steps) == pytest.approx(4 * 48_000, abs=3 * 1024)
    assert max(steps) < 2 * 1024, "no hole at the seam"
    assert ffmpeg("-xerror", "-i", target, "-f", "null", "-") == ""


def test_the_first_of_several_sounds_is_kept(content: Path, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=2", "-f", "lavfi", "-i", "sine=440:duration=2",
        "-f", "lavfi", "-i", "anullsrc=duration=2,aformat=channel_layouts=stereo", "-map", "0", "-map", "1", "-map", "2", film,
    )  # fmt: skip
    _, target = made(film, content)
    _, sound, _ = streams(target)
    assert sound is not None
    assert sound.channels == 1


def test_sound_that_comes_late_follows_silence(content: Path, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=3",
        "-itsoffset", "0.7", "-f", "lavfi", "-i", "sine=440:duration=2", film,
    )  # fmt: skip
    _, target = made(film, content)
    with av.open(str(target)) as prepared:
        assert prepared.streams.audio[0].start_time == 0
        loud = next(
            frame.time
            for frame in prepared.decode(audio=0)
            if max(map(abs, memoryview(bytes(frame.planes[0])).cast("f"))) > 0.03
        )
    assert loud == pytest.approx(0.7, abs=0.05)


def test_full_range_and_interlaced(content: Path, tmp_path: Path) -> None:
    """White of 255 becomes that of television; the comb of two half pictures goes."""
    white = drawn(
        tmp_path / "blanc.mp4", "color=c=white:size=640x360:rate=25:duration=1,scale=out_range=pc,format=yuvj420p", "sine=duration=1",
        "-c:v", "libx264", "-preset", "ultrafast", "-color_range", "pc",
    )  # fmt: skip
    _, target = made(white, content)
    with av.open(str(target)) as prepared:
        frame = next(prepared.decode(video=0))
        assert (frame.color_range, bytes(frame.planes[0])[0]) == (1, 235)
    comb = drawn(
        tmp_path / "peigne.mp4", "testsrc2=size=640x480:rate=50:duration=2,interlace=scan=tff", "sine=duration=2",
        "-c:v", "libx264", "-preset", "ultrafast", "-flags", "+ildct+ilme", "-x264-params", "tff=1",
    )  # fmt: skip
    asked = order(comb, content, "peigne")
    prepare(asked, silent)
    with av.open(str(asked.target)) as prepared:
        frames = list(prepared.decode(video=0))
    assert (len(frames), any(frame.interlaced_frame for frame in frames)) == (50, False)


def test_a_film_is_not_prepared_twice(content: Path, tmp_path: Path) -> None:
    film = shoot(tmp_path / "film.mp4", Take(size=(640, 360)))
    first, target = made(film, content)
    before = target.stat().st_mtime_ns
    again, _ = made(film, content)
    assert (again.facts, again.is_new, again.lasts) == (first.facts, False, first.lasts)
    other, _ = made(film, content, at=1.5)
    assert other.is_new
    assert other.facts.poster != first.facts.poster
    assert other.facts.seal == first.facts.seal
    assert target.stat().st_mtime_ns == before, "another poster leaves the film alone"
    target.write_bytes(b"")
    with pytest.raises(BuildError, match="ne l’a pas fait"):
        made(film, content)
    target.unlink()
    assert made(film, content)[0].facts == first.facts


def test_the_poster_shows_what_was_asked_for(content: Path, tmp_path: Path) -> None:
    """A third of six seconds is black: the poster is the first picture after it; a moment that was asked for is kept."""
    film = shoot(tmp_path / "film.mp4", Take(seconds=6, size=(1920, 1080), rate=10, black=(1.5, 3)))
    _, target = made(film, content)
    with Image.open(target.with_suffix(".jpg")) as poster:
        assert poster.size == (1280, 720)
        disc = poster.convert("RGB").getpixel((round(1280 * 3.05 / 6), 320))
        assert disc[0] - disc[2] > 80, "the disc has come half the way"
    made(film, content, at=2.0)
    with Image.open(target.with_suffix(".jpg")) as poster:
        assert poster.convert("L").getextrema()[1] < 24


KEPT = f"octets: 3456789\n  empreinte: {FACTS.seal}\n  largeur: 854\n  hauteur: 480\n  affiche: {FACTS.poster}"
RECORDED = {
    "appended": ("titre: A\nduree: 12 # s\n", f"titre: A\nduree: 178 # s\nfichier:\n  {KEPT}\n"),
    "replaced": (
        "duree: 3\n\n# avant\nfichier:\n  octets: 1\n  affiche: x # note\n\n# après\ntitre: A\n",
        f"duree: 178\n\n# avant\nfichier:\n  {KEPT} # note\n\n# après\ntitre: A\n",
    ),
    "one line": ("fichier: {octets: 1}\nduree: 3\n", f"fichier:\n  {KEPT}\nduree: 178\n"),
    "empty": ("duree:\nfichier:\ntitre: A", f"duree: 178\nfichier:\n  {KEPT}\ntitre: A"),
    "no last line end": ("duree: 3\ntitre: A", f"duree: 178\ntitre: A\nfichier:\n  {KEPT}\n"),
    "no length": ("titre: A\n", f"titre: A\nduree: 178\nfichier:\n  {KEPT}\n"),
    "in a text": (
        "duree: '3'\ntranscription: |\n  fichier:\n    octets: 1\n  duree: 5\n# fichier: rien\n",
        f"duree: 178\ntranscription: |\n  fichier:\n    octets: 1\n  duree: 5\n# fichier: rien\nfichier:\n  {KEPT}\n",
    ),
    "windows": (
        "\ufefftitre: Été\r\nduree: 3\r\nsuite: >\r\n  texte\r\n",
        "\ufefftitre: Été\r\nduree: 178\r\nsuite: >\r\n  texte\r\n" + f"fichier:\n  {KEPT}\n".replace("\n", "\r\n"),
    ),
}


@pytest.mark.parametrize("name", RECORDED)
def test_recording_leaves_every_other_byte(name: str) -> None:
    before, after = RECORDED[name]
    assert record.recorded(before.encode(), record.parts(FACTS)) == after.encode()
    assert record.recorded(after.encode(), record.parts(FACTS)) == after.encode()


@pytest.mark.parametrize(
    "before",
    [
        "",
        "titre: [",
        "- liste\n",
        "{titre: A}\n",
        "duree: 1\nduree: 2\n",
        "titre: A\n---\ntitre: B\n",
        "titre: A\n...\n",
    ],
)
def test_what_cannot_be_recorded_for_certain_is_not_touched(before: str) -> None:
    assert record.recorded(before.encode(), record.parts(FACTS)) is None


def test_bytes_that_are_no_text_are_not_touched() -> None:
    assert record.recorded(b"titre: \xe9t\xe9\n", record.parts(FACTS)) is None


def test_a_digest_of_figures_stays_a_text() -> None:
    facts = Facts(1, "1" * 64, 854, 480, "1" * 30 + "e" + "1" * 33, 1)
    assert record.block(facts).count('"') == 4


def test_the_command_records_and_writes_captions(content: Path, tmp_path: Path) -> None:
    film = shoot(tmp_path / "film.mp4", Take(size=(640, 360)))
    document = content / "films" / "boulanger.yaml"
    document.write_text("titre: Le four\nduree: 9\n", encoding="utf-8")
    srt = tmp_path / "film.srt"
    srt.write_text("1\n00:00:00,500 --> 00:00:01,500\n<i>Bonjour</i>\n", encoding="utf-8")
    done = run("film", "prepare", film, "--film", "boulanger", "--content", content, "--captions", srt)
    assert done.returncode == 0, done.stderr
    assert "films/boulanger.mp4 : 640\u00a0×\u00a0360, 2\u00a0s, " in done.stdout
    seal = hashlib.sha256((content.parent / "films" / "boulanger.mp4").read_bytes()).hexdigest()
    assert f"  empreinte: {seal}\n" in document.read_text(encoding="utf-8")
    assert "duree: 2\n" in document.read_text(encoding="utf-8")
    captions = (content / "films" / "boulanger.vtt").read_text(encoding="utf-8")
    assert captions == "WEBVTT\n\n00:00:00.500 --> 00:00:01.500\nBonjour\n"
    again = run("film", "prepare", film, "--film", "boulanger", "--content", content)
    assert "déjà préparé" in again.stdout
    assert "tout y est déjà" in again.stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1\n00:00:03,000 --> 00:00:01,000\nA\n", "rien n’a été écrit"),
        ("1\n00:00:01,000 --> 00:01:01,000\nA\n", "après la fin du film"),
    ],
)
def test_wrong_captions_are_not_written(text: str, told: str, content: Path, tmp_path: Path) -> None:
    film = shoot(tmp_path / "film.mp4", Take(seconds=1, size=(320, 240)))
    srt = tmp_path / "film.srt"
    srt.write_text(text, encoding="utf-8")
    done = run("film", "prepare", film, "--film", "boulanger", "--content", content, "--captions", srt)
    assert done.returncode == ExitCode.CONTENT
    assert told in done.stdout
    assert not (content / "films" / "boulanger.vtt").exists()


def test_names_that_are_none(content: Path, tmp_path: Path) -> None:
    film = shoot(tmp_path / "film.mp4", Take(seconds=1, size=(320, 240)))
    for name in ("../x", "Boulanger", "a/b", "été", "con", "a" * 61, ""):
        with pytest.raises(BuildError) as refused:
            prepare(order(film, content, name), silent)
        assert refused.value.exit_code == ExitCode.USAGE
        assert refused.value.hint
    assert not (content.parent / "films").exists()


def test_files_that_are_no_films(content: Path, tmp_path: Path) -> None:
    sound = tmp_path / "son.mp4"
    ffmpeg("-f", "lavfi", "-i", "sine=duration=1", sound)
    empty, text, still = tmp_path / "vide.mp4", tmp_path / "texte.mp4", tmp_path / "image.mp4"
    empty.touch()
    text.write_text("Ceci n’est pas un film.\n" * 99, encoding="utf-8")
    Image.new("RGB", (640, 360)).save(still, "PNG")
    tiny = shoot(tmp_path / "petit.mp4", Take(seconds=1, size=(160, 90)))
    cut = tmp_path / "coupe.mp4"
    whole = shoot(tmp_path / "film.mp4", Take(seconds=3, size=(640, 360)))
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    told = {
        empty: "vide", text: "ce n’est pas un film", still: "une image", sound: "que du son", tiny: "trop petite",
        cut: "coupé ou abîmé",
    }  # fmt: skip
    for film, why in told.items():
        with pytest.raises(BuildError, match=why) as refused:
            prepare(order(film, content), silent)
        assert refused.value.hint
        assert not (content.parent / "films" / "boulanger.mp4").exists()


def test_a_film_whose_end_is_missing(content: Path, tmp_path: Path) -> None:
    """With its table in front, it opens as if it were whole."""
    _, whole = made(shoot(tmp_path / "film.mp4", Take(seconds=6, size=(640, 360))), content)
    cut = tmp_path / "coupe.mp4"
    raw = whole.read_bytes()
    cut.write_bytes(raw[: len(raw) // 2])
    with pytest.raises(BuildError, match=r"est coupé : il devrait durer 6\ss, et s’arrête à"):
        prepare(order(cut, content, "autre"), silent)
    assert not (whole.parent / "autre.mp4").exists()


def test_films_that_are_too_long(content: Path, tmp_path: Path) -> None:
    film = drawn(tmp_path / "film.mp4", "color=size=320x240:rate=1:duration=200", "anullsrc", "-c:v", "mpeg4")
    with pytest.raises(BuildError, match=r"dure 3\smin\s20\ss, pour 3\smin au plus"):
        prepare(order(film, content), silent)
    untold = drawn(
        tmp_path / "film.mkv", "color=size=320x240:rate=1:duration=200", "anullsrc", "-c:v", "mpeg4", "-live", "1",
    )  # fmt: skip
    with pytest.raises(BuildError, match=r"dure 3\smin\s1\ss, pour 3\smin au plus"):
        prepare(order(untold, content), silent)
    assert list((content.parent / "films").iterdir()) == []
    seconds = TypeAdapter(FilmSeconds)
    assert seconds.validate_python(str(recipe.LONGEST)) == recipe.LONGEST
    with pytest.raises(ValidationError):
        seconds.validate_python(str(recipe.LONGEST + 1))


def test_films_in_wrong_places(content: Path, tmp_path: Path) -> None:
    film = shoot(tmp_path / "film.mp4", Take(seconds=1, size=(320, 240)))
    inside = Path(shutil.copy(film, content / "films" / "film.mp4"))
    with pytest.raises(BuildError, match="dans le contenu") as refused:
        prepare(order(inside, content), silent)
    assert "Git n’oublie jamais" in refused.value.hint
    folder = content.parent / "films"
    folder.mkdir()
    target = Path(shutil.copy(film, folder / "boulanger.mp4"))
    before = target.read_bytes()
    with pytest.raises(BuildError, match="le fichier que cette commande écrit"):
        prepare(order(target, content), silent)
    with pytest.raises(BuildError, match="ne l’a pas fait"):
        prepare(order(film, content), silent)
    assert target.read_bytes() == before
    with pytest.raises(BuildError, match="n’existe pas"):
        prepare(order(film, content / "rien"), silent)


def test_a_moment_that_the_film_does_not_have(content: Path, tmp_path: Path) -> None:
    film = shoot(tmp_path / "film.mp4", Take(seconds=1, size=(320, 240)))
    with pytest.raises(BuildError, match=r"à 9,5 s, et le film dure 1\ss"):
        prepare(order(film, content, at=9.5), silent)


def test_a_disk_that_refuses(content: Path, tmp_path: Path) -> None:
    film = shoot(tmp_path / "film.mp4", Take(seconds=1, size=(320, 240)))
    (content.parent / "films").write_text("", encoding="utf-8")
    with pytest.raises(BuildError, match="un fichier porte le nom de ce dossier") as refused:
        prepare(order(film, content), silent)
    assert refused.value.exit_code == ExitCode.ENVIRONMENT


@pytest.mark.parametrize(("module", "told"), [("av", "il manque PyAV"), ("imageio_ffmpeg", "il manque ffmpeg")])
def test_without_its_tools_one_hint(module: str, told: str, content: Path, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"x")
    without = running(film, content, f"import sys; sys.modules['{module}'] = None\n{_RUN}")
    said = without.communicate(timeout=60)[1]
    assert (without.returncode, told in said, "pip install -r requirements-film.txt" in said) == (3, True, True)


@pytest.mark.parametrize(
    ("size", "fitted"),
    [
        ((1920, 1080), (854, 480)), ((1080, 1920), (480, 854)), ((640, 480), (640, 480)), ((321, 241), (320, 240)),
        ((2560, 1080), (1138, 480)), ((3840, 800), (1280, 266)), ((480, 480), (480, 480)), ((7680, 4320), (854, 480)),
    ],
)  # fmt: skip
def test_sizes(size: tuple[int, int], fitted: tuple[int, int]) -> None:
    assert recipe.fitted(*size) == fitted


@pytest.mark.parametrize(
    ("rate", "steady"),
    [
        ("30", "30"), ("3002/100", "30"), ("60", "30"), ("50", "25"), ("120", "30"), ("24000/1001", "24000/1001"),
        ("60000/1001", "30000/1001"), ("15", "15"), ("5", "10"), ("40", "30"), ("0", "25"), ("48", "24"),
    ],
)  # fmt: skip
def test_rates(rate: str, steady: str) -> None:
    assert recipe.steady(Fraction(rate)) == Fraction(steady)


@pytest.mark.parametrize("seconds", [1, 5, 10, 11, 21, 59, 180])
def test_no_buffer_lets_a_film_weigh_too_much(seconds: int) -> None:
    told = recipe.picture_options(Fraction(30), seconds)
    most = int(told["maxrate"]) * seconds + 0.9 * int(told["bufsize"])
    assert most + (96_000 + 20_000) * seconds <= recipe.MOST_BITS * seconds


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ("nan", 2, "« nan » n’est pas un moment du film"),
        ("inf", 2, "« inf » n’est pas un moment du film"),
        ("-1", 2, "« -1 » n’est pas un moment du film"),
        ("trois", 2, "écrivez par exemple 12 ou 3,5"),
        ("0,5", 0, ""),
        ("9.5", 2, "l’affiche est demandée à 9,5 s, et le film dure 1"),
    ],
)
def test_a_moment_is_written_as_people_write_it(
    given: str, code: int, said: str, content: Path, tmp_path: Path
) -> None:
    film = shoot(tmp_path / "film.mp4", Take(seconds=1, size=(320, 240)))
    done = run("film", "prepare", film, "--film", "boulanger", "--content", content, "--poster", given)
    assert (done.returncode, said in done.stderr.replace("\u00a0", " ")) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("seconds", "whole"), [(180.4, 180), (180.9, 180), (181, None)])
def test_the_longest_film_is_the_same_for_check_and_prepare(
    seconds: float, whole: int | None, content: Path, tmp_path: Path
) -> None:
    brief = replace(briefs_of(loader.load(ROOT / "tests" / "films" / "content", 1).value)["2026"], longest=180)
    film = drawn(
        tmp_path / "film.mp4", f"color=size=320x240:rate=10:duration={seconds}", f"sine=duration={seconds}",
        "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p",
    )  # fmt: skip
    facts = probe(film)
    assert isinstance(facts, Film)
    found = {one.clause: one for one in findings(facts, measure(film, facts, limits_of(brief)), brief)}
    if whole is None:
        assert (found["Durée"].state, found["Durée"].measured) == (State.WRONG, "3\u00a0min\u00a01\u00a0s")
        with pytest.raises(BuildError, match=r"dure 3\smin\s1\ss, pour 3\smin au plus"):
            prepare(order(film, content), silent)
    else:
        assert (found["Durée"].state, found["Durée"].measured) == (State.GOOD, "3\u00a0min")
        done, _ = made(film, content)
        assert done.facts.seconds == whole
        assert TypeAdapter(FilmSeconds).validate_python(str(done.facts.seconds)) == whole


def test_a_film_is_as_long_as_its_own_brief_lets_it_be(tmp_path: Path) -> None:
    """The brief that its document names, else the newest; both commands say the same."""
    content = Path(shutil.copytree(ROOT / "tests" / "films" / "content", tmp_path / "content"))
    (content / "films").mkdir()
    document = content / "films" / "boulanger.yaml"
    film, long = (shoot(tmp_path / f"{seconds}.mp4", Take(seconds=seconds, size=(320, 180))) for seconds in (6.2, 9.2))

    def said(file: Path) -> str:
        return run("film", "prepare", file, "--film", "boulanger", "--content", content).stderr

    assert "ce film dure 9\u00a0s, pour 8\u00a0s au plus" in said(long)
    document.write_text('titre: A\ncahier: "2025"\n', encoding="utf-8")
    assert "ce film dure 6\u00a0s, pour 3\u00a0s au plus" in said(film)
    assert (
        "6\u00a0s [demandé\u00a0: 3\u00a0s au plus]"
        in run("film", "check", film, "--content", content, "--brief", "2025").stdout
    )
    document.write_text('titre: A\ncahier: "2026"\n', encoding="utf-8")
    assert "au plus" not in said(film)
    assert "duree: 6\n" in document.read_text(encoding="utf-8")


def test_every_missing_option_is_told_in_french(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"x")
    for arguments, told in (
        (["film", "prepare", film], "il manque l’option '--film'."),
        (["film", "prepare", film, "--film"], "l’option --film demande une valeur."),
        (["film", "prepare"], "il manque 'FICHIER'."),
        (["film"], "Utilisation"),
    ):
        done = run(*arguments)
        assert told in done.stdout + done.stderr.replace("\u00a0", " ")
        assert not re.search(r"\b(Missing|Usage|Error|Try)\b", done.stdout + done.stderr)


SAID = "Bonjour, dit l’élève.\n— Bonjour.\n\nLe four ronfle."


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"PK\x03\x04reste", "ce n’est pas du texte seul"),
        (b" \n", "le fichier est vide"),
        (b"mot " * 1_100, "4\u202f399 signes, pour 4\u202f000 au plus"),
        ("Déjà".encode("latin-1"), "pas en UTF-8"),
        (b"Appelez le 06 12 34 56 78.", "numéro de téléphone"),
    ],
)
def test_a_transcript_that_no_document_can_hold(raw: bytes, told: str, content: Path, tmp_path: Path) -> None:
    film = shoot(tmp_path / "film.mp4", Take(seconds=1, size=(320, 240)))
    text = tmp_path / "film.txt"
    text.write_bytes(raw)
    done = run("film", "prepare", film, "--film", "boulanger", "--content", content, "--transcript", text)
    assert (done.returncode, told in done.stdout + done.stderr) == (ExitCode.CONTENT, True), done.stderr + done.stdout
    assert not (content.parent / "films").exists()


@pytest.mark.parametrize(
    "before",
    ["titre: A\n", "titre: A\ntranscription: À écrire.\nannee: 2026\n", "transcription: |\n  Un.\n\n  Deux.\n"],
)
def test_a_transcript_goes_into_the_document_with_its_lines(before: str) -> None:
    after = record.recorded(before.encode(), record.parts(FACTS, SAID))
    assert after is not None
    fields = yaml.load(after, yaml.BaseLoader)  # noqa: S506 - it makes only texts
    assert fields["transcription"] == SAID + "\n"
    assert fields["duree"] == "178"
    assert record.recorded(after, record.parts(FACTS, SAID)) == after
