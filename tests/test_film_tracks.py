"""Films of several tracks, and of tracks that end apart: judged, prepared and told as a pupil sees and hears them."""

from dataclasses import replace
from pathlib import Path

import av
import pytest

from oma_builder.content import loader
from oma_builder.films.checking import Handed, findings
from oma_builder.films.clauses import Finding, State
from oma_builder.films.measure import Measures, limits_of, measure
from oma_builder.films.order import Order
from oma_builder.films.prepare import prepare
from oma_builder.films.probe import Film, probe
from oma_builder.films.tracks import choose, told
from oma_builder.guide.briefs import Brief, briefs_of
from oma_builder.problems import BuildError
from oma_builder.progress import silent
from tests.filming import ffmpeg
from tests.test_cli import run
from tests.tools import ROOT

pytestmark = [pytest.mark.film, pytest.mark.slow]

CONTENT = ROOT / "tests" / "films" / "content"
MOVING, STILL = "testsrc2=s=320x180:r=25:d={}", "color=c=gray:s=320x180:r=25:d={}"
VOICE, SILENCE = "sine=440:d={},volume=2dB", "anullsrc=d={}"
CODED = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


def drawn(path: Path, *tracks: str, more: tuple[str, ...] = ()) -> Path:
    """Make a film of these tracks, in their order: each is a source of pictures or of sound, as FFmpeg draws it."""
    given = [part for track in tracks for part in ("-f", "lavfi", "-i", track)]
    taken = [part for number in range(len(tracks)) for part in ("-map", str(number))]
    ffmpeg(*given, *taken, *CODED, *more, path)
    return path


@pytest.fixture(scope="module")
def brief() -> Brief:
    return replace(briefs_of(loader.load(CONTENT, 1).value)["2026"], longest=30)


def plain(text: str) -> str:
    """Return a text with plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def judged(path: Path, brief: Brief) -> dict[str, Finding]:
    facts = probe(path)
    measures = measure(path, facts, limits_of(brief)) if isinstance(facts, Film) else Measures()
    return {one.clause: one for one in findings(facts, measures, brief, Handed())}


def prepared(film: Path, folder: Path) -> Path:
    content = folder / "site" / "content"
    content.mkdir(parents=True, exist_ok=True)
    order = Order(film, "film", content, folder / "cache")
    prepare(order, silent)
    return order.target


def level(path: Path, filters: str = "anull") -> float:
    """Return the loudness of a film, as FFmpeg measures it, in LUFS."""
    said = ffmpeg("-i", path, "-af", f"{filters},ebur128=dualmono=1:framelog=quiet", "-f", "null", "-", level="info")
    return float(said.rpartition("I:")[2].split()[0])


TRACKS = {
    "the first is silent": (
        (MOVING.format(3), SILENCE.format(3), VOICE.format(3)),
        "1 piste d’image ; 2 pistes de son, la 2e est prise : la 1re est muette",
    ),
    "players take the first": (
        (MOVING.format(3), VOICE.format(3), VOICE.format(3)),
        "1 piste d’image ; 2 pistes de son, la 1re est prise : les lecteurs vidéo prennent celle-là",
    ),
    "the first picture is still": (
        (STILL.format(3), MOVING.format(3), VOICE.format(3)),
        "2 pistes d’image, la 2e est prise : la 1re ne bouge pas ; 1 piste de son",
    ),
    "the first picture is one picture": (
        (STILL.format(0.04), MOVING.format(3), VOICE.format(3)),
        "2 pistes d’image, la 2e est prise : la 1re ne bouge pas ; 1 piste de son",
    ),
    "the first picture is short": (
        (MOVING.format(1), MOVING.format(3), VOICE.format(3)),
        "2 pistes d’image, la 2e est prise : la 1re est bien plus courte ; 1 piste de son",
    ),
    "all are silent": (
        (MOVING.format(3), SILENCE.format(3), SILENCE.format(3)),
        "1 piste d’image ; 2 pistes de son, la 1re est prise : les lecteurs vidéo prennent celle-là",
    ),
    "no sound": ((MOVING.format(3),), "1 piste d’image ; 0 piste de son"),
}


@pytest.mark.parametrize("name", TRACKS)
def test_check_and_prepare_say_which_track_is_taken_and_why(name: str, tmp_path: Path, brief: Brief) -> None:
    tracks, words = TRACKS[name]
    film = drawn(tmp_path / "film.mp4", *tracks)
    assert plain(told(choose(film))) == words
    assert words in plain(judged(film, brief)["Image et son"].measured)
    (tmp_path / "content").mkdir()
    done = run("film", "prepare", film, "--film", "film", "--content", tmp_path / "content")
    assert f"\n{words}.\n" in plain(done.stdout), done.stderr
    target = tmp_path / "films" / "film.mp4"
    facts = probe(target)
    assert isinstance(facts, Film)
    assert facts.picture is not None
    assert plain(told(facts.tracks)) == f"1 piste d’image ; {'1' if len(tracks) > 1 else '0'} piste de son"
    if any("sine" in track for track in tracks):
        assert level(target) == pytest.approx(-19, abs=3), "the voice is heard in what was prepared"
    pictures = {bytes(frame.planes[0]) for frame in av.open(str(target)).decode(video=0)}
    assert len(pictures) > 5, "what was prepared moves"


def test_the_track_that_a_film_calls_its_own_is_taken(tmp_path: Path) -> None:
    more = ("-disposition:a:0", "0", "-disposition:a:1", "default")
    film = drawn(tmp_path / "film.mkv", MOVING.format(2), VOICE.format(2), VOICE.format(2), more=more)
    sound = choose(film).sound
    assert sound is not None
    assert (sound.place, sound.count, sound.why) == (2, 2, "les lecteurs vidéo prennent celle-là")


@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
def test_a_picture_that_stops_before_its_sound_is_refused_by_both(suffix: str, tmp_path: Path, brief: Brief) -> None:
    """Matroska does not say how long each track is: the end is seen once the film is read."""
    film = drawn(tmp_path / f"film.{suffix}", MOVING.format(3), VOICE.format(12))
    one = judged(film, brief)["Image et son"]
    assert (one.state, plain(one.measured).partition(" ;")[0]) == (
        State.WRONG,
        "l’image s’arrête à 0:03, le son à 0:12",
    )
    with pytest.raises(BuildError, match="l’image s’arrête à 0:03, le son à 0:12") as refused:
        prepared(film, tmp_path)
    assert refused.value.hint == one.hint
    assert not list((tmp_path / "site" / "films").glob("film*"))


def test_sound_that_stops_before_its_picture_is_to_be_listened_to(tmp_path: Path, brief: Brief) -> None:
    film = drawn(tmp_path / "film.mp4", MOVING.format(12), VOICE.format(3))
    found = judged(film, brief)
    assert found["Image et son"].state is State.LOOK
    assert plain(found["Image et son"].measured).startswith("l’image s’arrête à 0:12, le son à 0:03 ;")
    assert found["Silence"].measured == "de 0:03 à 0:12"
    assert prepared(film, tmp_path).is_file()


LOUD = {
    "two alike": ("aevalsrc='0.15*sin(2765*t)|0.15*sin(2765*t)':d=4:s=48000", State.GOOD, 0),
    "two apart": ("aevalsrc='0.15*sin(2765*t)|0.15*cos(2765*t)':d=4:s=48000", State.GOOD, 3),
    "opposed": ("aevalsrc='0.15*sin(2765*t)|-0.15*sin(2765*t)':d=4:s=48000", State.WRONG, 52.8),
    "one side": ("aevalsrc='0.18*sin(2765*t)|0':d=4:s=48000", State.GOOD, 3),
    "one side, soft": ("aevalsrc='0.13*sin(2765*t)|0':d=4:s=48000", State.LOOK, 3),
}


@pytest.mark.parametrize("name", LOUD)
def test_sound_is_judged_as_a_telephone_plays_it(name: str, tmp_path: Path, brief: Brief) -> None:
    sound, state, softer = LOUD[name]
    film = drawn(tmp_path / "film.mp4", MOVING.format(4), sound)
    one = judged(film, brief)["Niveau du son"]
    assert one.state is state, one.measured
    stereo, mono = (float(part.split()[0].replace("−", "-").replace(",", ".")) for part in one.measured.split(", "))
    assert stereo - mono == pytest.approx(softer, abs=0.6)
    assert bool(one.hint) is (state is not State.GOOD)
    assert stereo == pytest.approx(level(film), abs=0.2), "FFmpeg measures the same"
    target = prepared(film, tmp_path)
    assert level(target) == pytest.approx(stereo, abs=0.3), "and of what was prepared"


def test_six_channels_are_measured_as_the_site_plays_them(tmp_path: Path, brief: Brief) -> None:
    film = drawn(tmp_path / "film.mp4", MOVING.format(3), "sine=440:d=3,aformat=channel_layouts=5.1,volume=6dB")
    heard = float(judged(film, brief)["Niveau du son"].measured.split()[0].replace("−", "-").replace(",", "."))
    assert heard == pytest.approx(level(prepared(film, tmp_path)), abs=0.3)


def test_chapters_and_labels_are_looked_at(tmp_path: Path, brief: Brief) -> None:
    chapters = tmp_path / "chapitres.txt"
    chapters.write_text(
        ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\ntitle=Le four\n"
        "[CHAPTER]\nTIMEBASE=1/1\nSTART=1\nEND=2\ntitle=12 rue des Exemples\n",
        encoding="utf-8",
    )
    film = tmp_path / "film.mp4"
    ffmpeg(
        "-f",
        "lavfi",
        "-i",
        MOVING.format(2),
        "-f",
        "lavfi",
        "-i",
        VOICE.format(2),
        "-i",
        chapters,
        *CODED,
        "-map_metadata",
        "2",
        film,
    )
    found = judged(film, brief)
    assert (found["Mots cachés"].state, found["Mots cachés"].measured) == (
        State.LOOK,
        "étiquette «\u00a0chapitre 1\u00a0»",
    )
    assert (found["Lieu du tournage"].state, "chapitre 2" in found["Lieu du tournage"].measured) == (State.WRONG, True)
    assert b"Exemples" in film.read_bytes()
    assert b"Exemples" not in prepared(film, tmp_path).read_bytes()


def test_the_last_key_picture_of_flash_is_no_place(tmp_path: Path, brief: Brief) -> None:
    film = drawn(
        tmp_path / "film.flv",
        MOVING.format(2),
        VOICE.format(2),
        more=("-flvflags", "add_keyframe_index", "-ar", "44100"),
    )
    with av.open(str(film)) as opened:
        assert "lastkeyframelocation" in opened.metadata
    assert judged(film, brief)["Lieu du tournage"].state is State.GOOD
