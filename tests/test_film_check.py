"""`film check`: every clause of the brief on real files, made on the spot; no file, however damaged, stops it."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import imageio_ffmpeg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from oma_builder.content import loader
from oma_builder.films.checking import Handed, findings
from oma_builder.films.clauses import Finding, State
from oma_builder.films.detectors import Stretch
from oma_builder.films.measure import Limits, Measures, Pace, limits_of, measure
from oma_builder.films.opening import damage
from oma_builder.films.probe import Film, Labels, Picture, Sound, Unreadable, probe
from oma_builder.films.texts import Given
from oma_builder.guide.briefs import Brief, briefs_of
from tests.conftest import Golden
from tests.filming import Take, shoot
from tests.tools import ROOT

pytestmark = [pytest.mark.film, pytest.mark.slow]

FILMS = ROOT / "tests" / "films"
CONTENT = FILMS / "content"
SIZE = (320, 180)
GOOD, FAULTY = Take(seconds=6, size=SIZE), Take(
    seconds=9, size=(180, 320), codec="libx265", loudness=-45, jitter=True, black=(2, 5), silent=(1, 7), turn=90,
    tags={"location": "+43.6043+001.4437/", "com.apple.quicktime.model": "Exemple", "artist": "Exemple"},
)  # fmt: skip
CAPTIONS = Given("captions.vtt", (FILMS / "good" / "captions.vtt").read_bytes())
TRANSCRIPT = Given("transcript.txt", (FILMS / "good" / "transcript.txt").read_bytes())
HANDED = Handed(CAPTIONS, TRANSCRIPT)


@pytest.fixture(scope="module")
def brief() -> Brief:
    return briefs_of(loader.load(CONTENT, 1).value)["2026"]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shoot(tmp_path_factory.mktemp("good") / "film.mp4", GOOD)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shoot(tmp_path_factory.mktemp("faulty") / "film.mov", FAULTY)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "build.py", "film", "check", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def judged(path: Path, brief: Brief, handed: Handed = HANDED) -> tuple[Finding, ...]:
    facts = probe(path)
    measures = measure(path, facts, limits_of(brief)) if isinstance(facts, Film) else Measures()
    return findings(facts, measures, brief, handed)


def amiss(found: Sequence[Finding]) -> dict[str, tuple[State, str]]:
    """Return what is not as it should be, by its clause."""
    return {one.clause: (one.state, one.measured) for one in found if one.state is not State.GOOD}


def test_a_good_film_passes(good: Path, golden: Golden) -> None:
    folder = FILMS / "good"
    texts = ["--captions", folder / "captions.vtt", "--transcript", folder / "transcript.txt"]
    done = run(good, *texts, "--content", CONTENT)
    assert done.returncode == 0, done.stderr
    golden(folder / "expected.txt", done.stdout)


def test_each_fault_of_a_film_is_told_with_what_to_do(faulty: Path, golden: Golden) -> None:
    folder = FILMS / "faulty"
    done = run(faulty, "--captions", folder / "captions.srt", "--content", CONTENT)
    assert (done.returncode, done.stderr) == (1, "… Lecture\n")
    golden(folder / "expected.txt", done.stdout)


def test_the_report_for_machines_has_figures_and_no_place(faulty: Path) -> None:
    done = run(faulty, "--content", CONTENT, "--format", "json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["film"], report["brief"], report["verdict"]) == (
        1,
        "film.mov",
        "2026",
        "a-reprendre",
    )
    assert report["facts"]["picture"] == {
        "codec": "hevc",
        "size": [320, 180],
        "turn": 90,
        "rate": pytest.approx(25, abs=0.1),
        "pixels": 57_600,
        "dynamic": "",
        "bits": 8,
        "is_interlaced": False,
    }
    assert report["measures"]["seconds"] == pytest.approx(9, abs=0.1)
    assert report["measures"]["black"][0] == {"start": pytest.approx(2, abs=0.2), "end": pytest.approx(5, abs=0.2)}
    assert {one["state"] for one in report["findings"]} == {"conforme", "a-reprendre", "a-regarder"}
    assert {"clause", "state", "demanded", "measured", "hint", "file", "line", "option"} == set(report["findings"][0])
    assert "43.6" not in done.stdout
    assert "location" in report["facts"]["labels"]["places"]


@pytest.mark.parametrize(
    ("name", "take", "clause", "state", "measured"),
    [
        ("film.mp4", replace(GOOD, codec="libx265"), "Codage de l’image", State.WRONG, "H.265 (HEVC)"),
        ("film.mp4", replace(GOOD, codec="libvpx-vp9"), "Codage de l’image", State.WRONG, "VP9"),
        ("film.mp4", replace(GOOD, sound_codec="libmp3lame"), "Codage du son", State.WRONG, "MP3"),
        ("film.mov", GOOD, "Sorte de fichier", State.WRONG, "MOV"),
        ("film.mkv", GOOD, "Sorte de fichier", State.WRONG, "MKV"),
        ("film.mp4", replace(GOOD, size=(180, 320)), "Sens de l’image", State.WRONG, "en portrait"),
        ("film.mp4", replace(GOOD, size=(320, 320)), "Sens de l’image", State.WRONG, "carrée"),
        ("film.mp4", replace(GOOD, size=(256, 144)), "Taille de l’image", State.WRONG, "256 × 144 pixels"),
        ("film.mp4", replace(GOOD, size=(1280, 720)), "Taille de l’image", State.WRONG, "1 280 × 720 pixels"),
        ("film.mp4", replace(GOOD, size=(640, 360), shape=Fraction(1, 2)), "Taille de l’image", State.WRONG, "640 × 720 pixels"),
        ("film.mp4", replace(GOOD, rate=12), "Images par seconde", State.WRONG, "12"),
        ("film.mp4", replace(GOOD, rate=50), "Images par seconde", State.WRONG, "50"),
        ("film.mp4", replace(GOOD, jitter=True), "Images par seconde", State.LOOK, "irrégulières : de 20 à 50 ms"),
        ("film.mp4", replace(GOOD, loudness=-40), "Niveau du son", State.WRONG, "−40,7 LUFS"),
        ("film.mp4", replace(GOOD, loudness=-6), "Niveau du son", State.WRONG, "−6,7 LUFS"),
        ("film.mp4", replace(GOOD, silent=(0, 9)), "Niveau du son", State.WRONG, "−70 LUFS"),
        ("film.mp4", replace(GOOD, loudness=None), "Niveau du son", State.WRONG, "aucun son"),
        ("film.mp4", replace(GOOD, seconds=9.5), "Durée", State.WRONG, "9 s"),
        ("film.mp4", replace(GOOD, tags={"location": "+43+001/"}), "Lieu du tournage", State.WRONG, "« location »"),
        ("film.mp4", replace(GOOD, tags={"com.android.version": "1"}), "Appareil et date", State.LOOK, "android"),
        ("film.mp4", replace(GOOD, tags={"artist": "Exemple"}), "Mots cachés", State.LOOK, "« artist »"),
        ("film.mp4", replace(GOOD, size=(180, 320), turn=90), "Sens caché", State.LOOK, "90°"),
        ("film.mp4", replace(GOOD, black=(2, 5)), "Noir", State.LOOK, "de 0:02 à 0:05"),
        ("film.mp4", replace(GOOD, silent=(0.5, 6)), "Silence", State.LOOK, "de 0:00 à 0:06"),
    ],
)  # fmt: skip
def test_one_fault_is_told_by_its_clause(
    tmp_path: Path, brief: Brief, name: str, take: Take, clause: str, state: State, measured: str
) -> None:
    found = judged(shoot(tmp_path / name, take), brief)
    one = next(one for one in found if one.clause == clause)
    assert one.state is state
    assert measured in one.measured.replace("\u00a0", " ").replace("\u202f", " ")
    assert one.hint


@pytest.mark.parametrize(
    ("mean", "slowest", "uneven", "state"),
    [
        (24_000 / 1_001, 23, False, State.GOOD),
        (30.02, 29, False, State.GOOD),
        (23.5, 23, False, State.WRONG),
        (31, 31, False, State.WRONG),
        (25, 24, True, State.LOOK),
        (25, 8, True, State.WRONG),
    ],
)
def test_the_pace_is_judged_as_cameras_name_it(
    brief: Brief, mean: float, slowest: float, uneven: bool, state: State
) -> None:
    measures = Measures(8, Pace(mean, slowest, 30, (0.02, 0.05), uneven), (), (), -20)
    film = Film("mp4", 1, 8, Picture("h264", SIZE, 0, mean, 57_600), Sound("aac", 2), Labels())
    told = amiss(findings(film, measures, brief, HANDED))
    assert [one for one, _ in told.values()] == ([] if state is State.GOOD else [state])
    assert set(told) <= {"Images par seconde"}


@pytest.mark.parametrize(("seconds", "state"), [(8.9, State.GOOD), (9.0, State.WRONG)])
def test_a_second_that_has_begun_does_not_count(brief: Brief, seconds: float, state: State) -> None:
    film = Film("mp4", 1, seconds, Picture("h264", SIZE, 0, 25, 57_600), Sound("aac", 2), Labels())
    found = findings(film, Measures(seconds, None, (), (), -20), brief, HANDED)
    assert next(one.state for one in found if one.clause == "Durée") is state


def test_ffmpeg_measures_the_same(faulty: Path) -> None:
    facts = probe(faulty)
    assert isinstance(facts, Film)
    measures = measure(faulty, facts, Limits(60, 1e9))
    tool = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostats", "-i", faulty]
    filters = ["-vf", "blackdetect=d=2", "-af", "silencedetect=n=-60dB:d=5,ebur128=dualmono=1", "-f", "null", "-"]
    told = subprocess.run([*tool, *filters], capture_output=True, text=True, check=True).stderr

    def figures(name: str) -> list[float]:
        return [float(found) for found in re.findall(rf"{name}:\s*(-?[\d.]+)", told)]

    black, silence = Stretch(*figures("black_start"), *figures("black_end")), figures("silence_(?:start|end)")
    assert measures.loudness == pytest.approx(figures("I")[-1], abs=0.11)
    assert measures.black is not None
    assert measures.silent is not None
    assert [(one.start, one.end) for one in measures.black] == [pytest.approx((black.start, black.end), abs=0.21)]
    assert [(one.start, one.end) for one in measures.silent] == [pytest.approx(tuple(silence), abs=0.31)]


def test_sound_that_ends_before_the_film_is_silence(tmp_path: Path, brief: Brief) -> None:
    path = tmp_path / "film.mp4"
    tool = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=8"]
    subprocess.run([*tool, "-f", "lavfi", "-i", "sine=d=2", "-pix_fmt", "yuv420p", path], check=True)
    told = amiss(judged(path, brief))
    assert told["Silence"] == (State.LOOK, "de 0:02 à 0:08")


@pytest.fixture
def bad(tmp_path: Path, good: Path, request: pytest.FixtureRequest) -> Path:
    """Return a file that is no film, made in the way that the test names."""
    path, whole = tmp_path / "film.mp4", good.read_bytes()
    picture = tmp_path / "image.png"
    Image.new("RGB", SIZE).save(picture)
    made = {
        "empty": b"",
        "text": b"Ceci est un texte, sous un autre nom.\n" * 100,
        "list": f"#EXTM3U\n#EXTINF:6,\n{good}\n#EXT-X-ENDLIST\n".encode(),
        "picture": picture.read_bytes(),
        "half": whole[: len(whole) // 2],
    }
    path.write_bytes(made[request.param])
    return path


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("empty", "le fichier est vide (0 octet)"),
        ("text", "ce n’est pas un film, quel que soit son nom"),
        ("list", "ce n’est pas un film, quel que soit son nom"),
        ("picture", "c’est une image, pas un film"),
        ("half", "le film est coupé ou abîmé"),
    ],
    indirect=["bad"],
)
def test_a_file_that_is_no_film_is_told_so(bad: Path, brief: Brief, told: str) -> None:
    found = judged(bad, brief)
    wrong = [one for one in found if one.state is State.WRONG]
    assert [(one.clause, one.measured.startswith(told)) for one in wrong] == [("Fichier", True)]
    assert wrong[0].hint
    assert {one.clause for one in found if one.state is State.UNKNOWN} >= {
        "Durée",
        "Taille de l’image",
        "Niveau du son",
    }
    assert {one.clause for one in found if one.state is State.GOOD} == {"Sous-titres", "Transcription"}


def test_a_film_cut_short_is_told_from_its_table(tmp_path: Path, brief: Brief) -> None:
    path = shoot(tmp_path / "film.mp4", replace(GOOD, table_first=True))
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
    found = judged(path, brief)
    one = next(one for one in found if one.clause == "Fichier entier")
    assert one.state is State.WRONG
    assert re.fullmatch(r"il annonce 6\ss et s’arrête à [2-4]\ss", one.measured)
    assert next(one.measured for one in found if one.clause == "Durée") == "6\u00a0s"


def test_sound_alone_is_no_film(tmp_path: Path, brief: Brief) -> None:
    path = tmp_path / "film.mp4"
    tool = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", "sine=d=2", path]
    subprocess.run(tool, check=True)
    told = amiss(judged(path, brief))
    assert told["Codage de l’image"] == (State.WRONG, "aucune image lisible dans le fichier")
    assert {told[clause][0] for clause in ("Sens de l’image", "Taille de l’image", "Images par seconde", "Noir")} == {
        State.UNKNOWN
    }


def test_a_film_without_sound_is_told_so(tmp_path: Path, brief: Brief) -> None:
    told = amiss(judged(shoot(tmp_path / "film.mp4", replace(GOOD, loudness=None)), brief))
    assert {clause: state for clause, (state, _) in told.items()} == {
        "Codage du son": State.UNKNOWN, "Niveau du son": State.WRONG, "Silence": State.UNKNOWN,
    }  # fmt: skip


def test_ten_hours_are_not_read(tmp_path: Path, brief: Brief) -> None:
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"bf": "0"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 100)
        for hours in (0, 5, 10):
            frame = av.VideoFrame(*SIZE, "yuv420p")
            frame.pts, frame.time_base = hours * 360_000, Fraction(1, 100)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    facts = probe(path)
    assert isinstance(facts, Film)
    assert measure(path, facts, limits_of(brief)) == Measures()
    told = amiss(judged(path, brief))
    assert told["Durée"] == (State.WRONG, "10\u00a0h\u00a00\u00a0min")
    assert told["Fichier entier"] == (State.UNKNOWN, "le film est trop long pour être lu en entier")
    assert told["Noir"] == (State.UNKNOWN, "le film est trop long")


def test_a_header_that_promises_little_does_not_make_us_read_for_hours(good: Path) -> None:
    facts = probe(good)
    assert isinstance(facts, Film)
    assert measure(good, replace(facts, seconds=None), Limits(2, 1e9)) == Measures()
    heavy = measure(good, replace(facts, seconds=None), Limits(60, 320 * 180 * 10))
    assert (heavy.seconds, heavy.black) == (pytest.approx(6, abs=0.1), None)
    assert heavy.loudness == pytest.approx(-20.7, abs=0.2)
    assert heavy.pace is not None


def test_eight_k_is_too_large_and_said_so(tmp_path: Path, brief: Brief) -> None:
    path = shoot(tmp_path / "film.mp4", Take(seconds=0.08, size=(7_680, 4_320)))
    told = amiss(judged(path, replace(brief, longest=2)))
    assert told["Taille de l’image"] == (State.WRONG, "7\u202f680\u00a0×\u00a04\u202f320\u00a0pixels")
    assert told["Noir"] == (State.UNKNOWN, "l’image est trop lourde")


@pytest.mark.parametrize(
    ("given_", "state", "measured"),
    [
        (None, State.WRONG, "aucun fichier donné"),
        (Given("a.vtt", "WEBVTT\n\n00:00.000 --> 00:05.000\nDéjà\n".encode("latin-1")), State.WRONG, "pas en UTF-8"),
        (Given("a.vtt", b"WEBVTT\n\n00:00.000 --> 01:05.000\nFin\n"), State.WRONG, "finit à 1:05, après la fin"),
        (Given("a.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nDebut\n"), State.LOOK, "le dernier finit à 0:01"),
        (Given("a.vtt", b"WEBVTT\n" * 200_000), State.WRONG, "bien trop lourd"),
        (Given("a.vtt", b""), State.WRONG, "ce ne sont pas des sous-titres"),
        (Given("a.srt", b"1\n00:00:04,000 --> 00:00:05,900\nOui\n"), State.GOOD, "1 sous-titre, au plus 1,6 signes"),
    ],
    ids=["none", "latin-1", "of another film", "too short", "too heavy", "empty", "srt"],
)
def test_captions_are_judged_with_the_film(
    good: Path, brief: Brief, given_: Given | None, state: State, measured: str
) -> None:
    found = [one for one in judged(good, brief, Handed(given_, TRANSCRIPT)) if one.clause == "Sous-titres"]
    assert [one.state for one in found if measured in one.measured] == [state]


@pytest.mark.parametrize(
    ("given_", "state", "measured"),
    [
        (None, State.WRONG, "aucun fichier donné"),
        (Given("a.docx", b"PK\x03\x04rest"), State.UNKNOWN, "ce n’est pas du texte seul"),
        (Given("a.txt", b""), State.WRONG, "0 mot, pour"),
        (Given("a.txt", b"Bonjour."), State.WRONG, "1 mot, pour"),
        (Given("a.txt", "Déjà.".encode("latin-1")), State.WRONG, "pas en UTF-8"),
        (Given("a.txt", TRANSCRIPT.raw + b" Tel. 06 12 34 56 78"), State.WRONG, "numéro de téléphone"),
    ],
    ids=["none", "word processor", "empty", "too short", "latin-1", "telephone"],
)
def test_the_transcript_is_judged(brief: Brief, given_: Given | None, state: State, measured: str) -> None:
    found = findings(Unreadable("empty", 0), Measures(), brief, Handed(CAPTIONS, given_))
    one = next(one for one in found if one.clause == "Transcription")
    assert (one.state, measured in one.measured) == (state, True)


def test_what_a_brief_does_not_require_is_looked_at(good: Path, brief: Brief) -> None:
    kind = replace(brief, captions=False, transcript=False, orientation="")
    told = amiss(judged(good, kind, Handed()))
    assert {clause: state for clause, (state, _) in told.items()} == {
        "Sous-titres": State.LOOK, "Transcription": State.LOOK,
    }  # fmt: skip


def test_what_is_typed_wrong_is_told(good: Path, tmp_path: Path) -> None:
    for arguments, message in (
        ([tmp_path / "absent.mp4"], "absent.mp4 » n’existe pas."),
        ([tmp_path], "est un dossier, pas un fichier."),
        ([good, "--captions", tmp_path / "absent.vtt"], "absent.vtt » n’existe pas."),
        ([good, "--content", CONTENT, "--brief", "1999"], "« 1999 » n’existe pas ; il y a : 2026, 2025."),
        ([], "il manque 'FILM'."),
    ):
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert message in done.stderr.replace("\u00a0", " ").replace("\u202f", " ")


def test_an_older_brief_can_be_asked_for(good: Path) -> None:
    done = run(good, "--content", CONTENT, "--brief", "2025", "--format", "json")
    report = json.loads(done.stdout)
    assert report["brief"] == "2025"
    assert [one["demanded"] for one in report["findings"] if one["clause"] == "Durée"] == ["3\u00a0s au plus"]


def test_without_pyav_one_message_says_what_to_install(good: Path) -> None:
    code = f"import sys; sys.modules['av'] = None; sys.argv[1:] = ['film', 'check', {str(good)!r}]"
    command = [sys.executable, "-c", f"{code}; from oma_builder.cli.main import main; main()"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert "pip install -r requirements-film.txt" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("tiny")
    take = Take(seconds=0.5, size=(64, 48))
    takes = {"a.mp4": take, "b.mp4": replace(take, table_first=True), "c.mkv": take, "d.ts": take}
    return [shoot(folder / name, found).read_bytes() for name, found in takes.items()]


@settings(max_examples=250)
@given(data=st.data())
def test_damaged_bytes_never_stop_the_check(
    tmp_path: Path, brief: Brief, tiny: list[bytes], data: st.DataObject
) -> None:
    raw = bytearray(data.draw(st.sampled_from(tiny)))
    place = st.one_of(st.integers(0, len(raw) - 1), st.integers(0, 800), st.integers(len(raw) - 2_000, len(raw) - 1))
    for at, byte in data.draw(st.lists(st.tuples(place, st.integers(0, 255)), min_size=1, max_size=30)):
        raw[max(0, at)] = byte
    path = tmp_path / "film.mp4"
    path.write_bytes(raw[: data.draw(st.sampled_from([len(raw), len(raw) * 2 // 3]))])
    found = judged(path, brief)
    assert all(one.clause and one.demanded for one in found)
    assert all(one.hint for one in found if one.state is State.WRONG)


def test_a_table_that_asks_for_all_memory_is_a_damaged_one(tmp_path: Path, brief: Brief) -> None:
    """One byte of the table (`stts`, ISO/IEC 14496-12, 8.6.1.2) promises billions of samples."""
    raw = bytearray(shoot(tmp_path / "film.mp4", Take(seconds=0.5, size=(64, 48))).read_bytes())
    found = []
    for name in (b"stts", b"stsz", b"stco", b"stsc"):
        at = raw.index(name) + (12 if name == b"stsz" else 8)
        path = tmp_path / f"{name.decode()}.mp4"
        path.write_bytes(raw[:at] + b"\x10" + raw[at + 1 :])
        found += judged(path, brief)
    assert all(one.clause and one.demanded for one in found)


def test_checking_takes_a_small_part_of_the_length(tmp_path: Path) -> None:
    """A 1080p film, noisy as telephones make them, is read in 0.3 times its length by two cores; their time is counted, not the clock's."""
    path = tmp_path / "film.mp4"
    tool = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=1920x1080:r=30:d=10"]
    coding = ["-vf", "noise=alls=12:allf=t", "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "8M", "-shortest"]
    subprocess.run([*tool, "-f", "lavfi", "-i", "anoisesrc=a=0.2", "-pix_fmt", "yuv420p", *coding, path], check=True)
    facts = probe(path)
    assert isinstance(facts, Film)
    start = time.process_time()
    measures = measure(path, facts, Limits(60, 1e12))
    assert time.process_time() - start <= 0.3 * 10 * 2
    assert measures.black == ()


def test_missing_memory_is_not_told_as_a_damaged_film() -> None:
    """FFmpeg's own `ENOMEM` must reach the door where the environment is told of."""
    import av

    assert issubclass(av.error.InvalidDataError, damage())
    assert not issubclass(av.error.MemoryError, damage())
