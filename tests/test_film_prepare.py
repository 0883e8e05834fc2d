"""Films made ready for the site: what comes out, what an interruption costs, what is kept of it, what is refused."""

import hashlib
import itertools
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import imageio_ffmpeg
import pytest
from PIL import Image
from pydantic import TypeAdapter, ValidationError

from oma_builder.content.numbers import FilmSeconds
from oma_builder.films import recipe, record
from oma_builder.films.ahead import ahead, side_by_side
from oma_builder.films.order import Order
from oma_builder.films.prepare import Prepared, prepare
from oma_builder.films.recipe import Recipe
from oma_builder.films.record import Facts
from oma_builder.problems import BuildError, ExitCode
from oma_builder.progress import silent
from tests.filming import Take, shoot
from tests.test_cli import run

pytestmark = [pytest.mark.film, pytest.mark.slow]

ROOT = Path(__file__).resolve().parent.parent
FACTS = Facts(3_456_789, "a" * 63 + "1", 854, 480, "b" * 64, 178)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a content folder of its own, with the folder of films' files."""
    (tmp_path / "site" / "content" / "films").mkdir(parents=True)
    return tmp_path / "site" / "content"


def order(film: Path, content: Path, name: str = "boulanger", *, at: float | None = None, segment: int = 1) -> Order:
    return Order(film, name, content, content.parent / "cache", at, Recipe(segment))


def made(film: Path, content: Path, **more: float) -> tuple[Prepared, Path]:
    asked = order(film, content, at=more.get("at"))
    return prepare(asked, silent), asked.target


def ffmpeg(*arguments: str | Path) -> str:
    """Run the command line of ffmpeg, another build than PyAV's; return what it complains of."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "warning", "-nostdin", "-y", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr


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


def test_noise_weighs_no_more_than_allowed(content: Path, tmp_path: Path) -> None:
    film = drawn(
        tmp_path / "film.mp4", "testsrc2=size=854x480:rate=30:duration=6,noise=alls=80:allf=t", "anoisesrc=duration=6",
        "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "20M", "-pix_fmt", "yuv420p",
    )  # fmt: skip
    done = prepare(order(film, content, segment=2), silent)
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


def test_sound_stays_with_its_picture_over_all_segments(content: Path, tmp_path: Path) -> None:
    """Picture and tone begin at the same moment, after three closed segments of black and silence."""
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
from oma_builder.films.recipe import Recipe
from oma_builder.progress import silent
film, content, cache = map(Path, sys.argv[1:])
prepare(Order(film, "boulanger", content, cache, None, Recipe(1)), silent)
"""


def test_an_interruption_costs_one_segment_and_changes_no_byte(content: Path, tmp_path: Path) -> None:
    film = shoot(tmp_path / "film.mp4", Take(seconds=12, size=(960, 540)))
    whole = tmp_path / "other" / "content"
    whole.mkdir(parents=True)
    first, target = made(film, whole)
    cache = content.parent / "cache"
    process = subprocess.Popen([sys.executable, "-c", _RUN, str(film), str(content), str(cache)], cwd=ROOT)
    until = time.monotonic() + 30
    while time.monotonic() < until and not segments(cache):
        time.sleep(0.002)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it had ended before"
    kept = segments(cache)
    assert 1 <= len(kept) < 12
    second, resumed = made(film, content)
    assert not (content.parent / "films" / "boulanger.jpg").is_symlink()
    assert second.resumed == len(kept)
    assert resumed.read_bytes() == target.read_bytes()
    assert second.facts == first.facts
    assert not segments(cache), "what is finished takes no room"
    assert sorted(path.name for path in resumed.parent.iterdir()) == ["boulanger.jpg", "boulanger.mp4"]


def segments(cache: Path) -> list[Path]:
    return [path for path in cache.glob("*/im/age*") if not path.name.startswith("tmp")]


def test_a_damaged_segment_is_made_again(content: Path, tmp_path: Path) -> None:
    film = shoot(tmp_path / "film.mp4", Take(seconds=3, size=(640, 360)))
    asked = order(film, content)
    first = prepare(asked, silent)
    resource = pytest.importorskip("resource", reason="only POSIX limits the size of files")
    # A disk that is full at the end: all segments are there, and the film is not.
    asked.target.unlink()
    shutil.rmtree(asked.cache)
    limits = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (first.facts.octets // 2,) * 2)}
    command = [sys.executable, "-c", _RUN, str(film), str(content), str(asked.cache)]
    stopped = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **limits)
    assert "n’accepte pas un si gros fichier" in stopped.stderr
    assert not asked.target.exists()
    kept = segments(asked.cache)
    assert len(kept) == 3
    kept[0].write_bytes(kept[0].read_bytes()[:-10])
    again = prepare(asked, silent)
    assert again.resumed == 2
    assert again.facts == first.facts


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
    assert record.recorded(before.encode(), FACTS) == after.encode()
    assert record.recorded(after.encode(), FACTS) == after.encode()


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
    assert record.recorded(before.encode(), FACTS) is None


def test_bytes_that_are_no_text_are_not_touched() -> None:
    assert record.recorded(b"titre: \xe9t\xe9\n", FACTS) is None


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
    assert not segments(content.parent / "cache")


def test_films_that_are_too_long(content: Path, tmp_path: Path) -> None:
    film = drawn(tmp_path / "film.mp4", "color=size=320x240:rate=1:duration=200", "anullsrc", "-c:v", "mpeg4")
    with pytest.raises(BuildError, match=r"dure 3\smin\s20\ss, pour 3\smin au plus"):
        prepare(order(film, content), silent)
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


def test_without_pyav_one_hint(content: Path, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"x")
    command = f"import sys; sys.modules['av'] = None; {_RUN.replace('import sys', '', 1)}"
    arguments = [sys.executable, "-c", command, str(film), str(content), str(tmp_path / "cache")]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "il manque PyAV" in done.stderr


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
    parts = -(-seconds // 10)
    told = recipe.picture_options(Fraction(30), seconds, parts)
    most = int(told["maxrate"]) * seconds + 0.9 * parts * int(told["bufsize"])
    assert most + (96_000 + 20_000) * seconds <= recipe.MOST_BITS * seconds


def test_what_fails_ahead_fails_where_it_is_used() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("later")

    with ahead(items(), 2) as given:
        assert next(given) == 1
        with pytest.raises(ValueError, match="later"):
            next(given)


def test_what_nobody_takes_any_more_is_not_made() -> None:
    closed = []

    def items() -> Iterator[int]:
        try:
            yield from itertools.count()
        finally:
            closed.append(True)

    with ahead(items(), 2) as given:
        assert [next(given), next(given)] == [0, 1]
    assert closed == [True]


def test_groups_side_by_side_and_those_that_break_off() -> None:
    groups = [(number, range(number * 10, number * 10 + 10)) for number in range(5)]
    assert side_by_side(groups, lambda _, items: sum(items), 2, 3) == {n: sum(items) for n, items in groups}
    whole = []

    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("source")

    def work(number: int, items: Iterator[int]) -> None:
        list(items)
        whole.append(number)

    with pytest.raises(ValueError, match="source"):
        side_by_side([(0, range(3)), (1, broken())], work, 2, 1)
    assert whole == [0], "half a group is not taken for a whole one"

    def refuse(number: int, items: Iterator[int]) -> None:
        raise RuntimeError(f"work {number} {next(items)}")

    with pytest.raises(RuntimeError, match="work 0 0"):
        side_by_side([(0, range(99))], refuse, 2, 1)
