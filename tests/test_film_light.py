"""Films with light beyond white (HDR): a white and a grey card are, in the prepared film and its poster, what they were."""

from pathlib import Path

import av
import pytest
from PIL import Image

from oma_builder.content import loader
from oma_builder.films.checking import Handed, findings
from oma_builder.films.clauses import State
from oma_builder.films.light import table
from oma_builder.films.measure import limits_of, measure
from oma_builder.films.order import Order
from oma_builder.films.prepare import prepare
from oma_builder.films.probe import Film, probe
from oma_builder.guide.briefs import briefs_of
from oma_builder.progress import silent
from tests.filming import ffmpeg
from tests.tools import ROOT

pytestmark = [pytest.mark.film, pytest.mark.slow]

CURVES = {"HLG": ("arib-std-b67", 0.75, 0.38), "PQ": ("smpte2084", 0.58, 0.38)}
"""How FFmpeg calls each curve, and the signal that BT.2408 gives for white of 203 cd/m² and for a grey card of 18 %."""


def cards(path: Path, dynamic: str, *, deep: bool = True) -> Path:
    """Film three cards side by side: black, grey and white, in 10 bits or in 8."""
    curve, white, grey = CURVES[dynamic]
    steps = 4 if deep else 1
    black, middle, high = (round((16 + 219 * signal) * steps) for signal in (0, grey, white))
    depth = "yuv420p10le" if deep else "yuv420p"
    plain = 128 * steps
    drawn = f"color=s=480x240:r=25:d=1,format={depth},geq=lum='if(lt(X,160),{black},if(lt(X,320),{middle},{high}))':cb={plain}:cr={plain}"
    told = f"log-level=none:colorprim=bt2020:transfer={curve}:colormatrix=bt2020nc"
    coded = ("-c:v", "libx265", "-preset", "ultrafast", "-crf", "10", "-x265-params", told)
    ffmpeg("-f", "lavfi", "-i", drawn, "-f", "lavfi", "-i", "sine=d=1", *coded, path)
    return path


def prepared(film: Path, folder: Path) -> Path:
    content = folder / "été, l'« hdr » [1]: x" / "content"
    content.mkdir(parents=True)
    order = Order(film, "film", content, folder / "cache")
    prepare(order, silent)
    return order.target


def levels(path: Path, *across: float) -> list[float]:
    """Return how bright a film is at these parts of its width: 0 is the black of television, 1 its white."""
    with av.open(str(path)) as film:
        frame = list(film.decode(video=0))[10]
    assert (frame.colorspace, frame.color_primaries, frame.color_trc, frame.color_range) == (1, 1, 1, 1)
    plane, row = frame.planes[0], frame.height // 2
    values = [bytes(plane)[row * plane.line_size + round(frame.width * part)] for part in across]
    return [(value - 16) / 219 for value in values]


@pytest.mark.parametrize("dynamic", CURVES)
@pytest.mark.parametrize("deep", [True, False])
def test_white_and_grey_stay_what_they_are(dynamic: str, deep: bool, tmp_path: Path) -> None:
    target = prepared(cards(tmp_path / "film.mov", dynamic, deep=deep), tmp_path)
    black, grey, white = levels(target, 1 / 6, 1 / 2, 5 / 6)
    assert black == pytest.approx(0, abs=0.01)
    assert 0.42 <= grey <= 0.49
    assert 0.96 <= white <= 1
    with Image.open(target.with_suffix(".jpg")) as poster:
        shown = [
            poster.convert("L").getpixel((round(poster.width * part), poster.height // 2))
            for part in (1 / 6, 1 / 2, 5 / 6)
        ]
    assert shown == [pytest.approx(level * 255, abs=5) for level in (black, grey, white)]


@pytest.mark.parametrize(
    ("dynamic", "deep", "told"),
    [("HLG", True, "HDR (HLG), 10 bits"), ("PQ", True, "HDR (PQ), 10 bits"), ("HLG", False, "HDR (HLG)")],
)
def test_check_says_what_it_is(dynamic: str, deep: bool, told: str, tmp_path: Path) -> None:
    brief = briefs_of(loader.load(ROOT / "tests" / "films" / "content", 1).value)["2026"]
    film = cards(tmp_path / "film.mp4", dynamic, deep=deep)
    facts = probe(film)
    assert isinstance(facts, Film)
    found = {one.clause: one for one in findings(facts, measure(film, facts, limits_of(brief)), brief, Handed())}
    assert (found["Couleurs"].state, found["Couleurs"].measured.replace("\u00a0", " ")) == (State.LOOK, told)
    assert "coupez le HDR" in found["Couleurs"].hint


def test_interlaced_is_told(tmp_path: Path) -> None:
    brief = briefs_of(loader.load(ROOT / "tests" / "films" / "content", 1).value)["2026"]
    film = tmp_path / "film.mp4"
    ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=320x180:r=50:d=1,interlace=scan=tff", "-c:v", "libx264", "-preset", "ultrafast",
        "-pix_fmt", "yuv420p", "-flags", "+ildct+ilme", "-x264-params", "tff=1", film,
    )  # fmt: skip
    facts = probe(film)
    assert isinstance(facts, Film)
    found = {one.clause: one for one in findings(facts, measure(film, facts, limits_of(brief)), brief, Handed())}
    assert found["Couleurs"].measured == "image entrelacée"


@pytest.mark.parametrize("dynamic", CURVES)
def test_the_table_only_rises_and_ends_at_white(dynamic: str) -> None:
    """Along the greys: nothing that is brighter becomes darker, black stays black, and all of it is a colour."""
    lines = [tuple(map(float, line.split())) for line in table(dynamic).splitlines()[1:]]  # type: ignore[arg-type]
    side = round(len(lines) ** (1 / 3))
    assert side**3 == len(lines)
    greys = [lines[node * (1 + side + side * side)] for node in range(side)]
    assert greys == sorted(greys)
    assert (greys[0], max(greys[-1]) == pytest.approx(1, abs=1e-4)) == ((0, 0, 0), True)
    assert all(max(grey) - min(grey) < 0.002 for grey in greys)
    assert all(0 <= part <= 1 for line in lines for part in line)
