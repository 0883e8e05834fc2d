"""Our derivatives beside sharp's: three widths in three formats of the same photographs, at the same qualities.

The photographs are synthetic: noise at every scale, coarse scales strongest, as in pictures of nature, and some edges; 2,400
pixels wide, JPEG at quality 92. Both sides work on as many photographs at once, each on one thread.
"""

import io
import json
import random
import sys
from pathlib import Path

from PIL import Image, ImageDraw

from oma_builder.guide.pictures import WIDTHS
from tests.benchmarks.peers import Peers
from tests.benchmarks.table import IMAGES, Figure, left_out, times
from tests.benchmarks.timing import Tool, in_pairs, run

SAVE = {
    "avif": {"quality": 60, "effort": 1, "chromaSubsampling": "4:2:0"},
    "webp": {"quality": 78, "effort": 4},
    "jpg": {"quality": 80, "optimiseCoding": True, "progressive": True},
}
"""Our settings (`media/images.py`) as sharp names them; effort 1 is libaom's speed 8, JPEG is 4:2:0 for both."""

_TOLERANCE = 0.35
"""How far the bytes of each format may be apart: other resampling, and other rules of the encoders' wrappers."""

_JOBS = 2


def photograph(number: int, width: int = 2_400, height: int = 1_600) -> bytes:
    """Return synthetic photograph `number`, the same bytes every time with one version of Pillow."""
    dice = random.Random(f"photo/{number}")  # noqa: S311 - a benchmark keeps no secret
    picture = Image.merge("RGB", [_clouds(dice, width, height) for _ in range(3)])
    draw = ImageDraw.Draw(picture)
    for _ in range(12):
        left, top = dice.randrange(width), dice.randrange(height)
        colour = (dice.randrange(256), dice.randrange(256), dice.randrange(256))
        draw.ellipse((left, top, left + dice.randrange(40, 400), top + dice.randrange(40, 400)), fill=colour)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=92)
    return stream.getvalue()


def _clouds(dice: random.Random, width: int, height: int) -> Image.Image:
    """Return one channel: each scale half as strong as the next coarser one."""
    seen = Image.new("L", (width, height), 128)
    strength = 0.5
    for cells in (4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048):
        size = (cells, max(1, cells * height // width))
        noise = Image.frombytes("L", size, dice.randbytes(size[0] * size[1]))
        seen = Image.blend(seen, noise.resize((width, height), Image.Resampling.BICUBIC), strength)
        strength *= 0.75
    return seen


def figures(folder: Path, project: Path, peers: Peers, count: int, runs: int) -> list[Figure]:
    """Return the rows of `count` photographs."""
    name = f"images, {count} photograph{'s' if count > 1 else ''}, {len(WIDTHS)} widths × {len(SAVE)} formats"
    source = folder / "photographs"
    source.mkdir(parents=True)
    for number in range(count):
        (source / f"{number:03}.jpg").write_bytes(photograph(number))
    made, others = folder / "ours", folder / "sharp"
    ours = (sys.executable, "-m", "tests.benchmarks.image_stage", str(source), str(made), str(_JOBS))
    mine = Tool("ours", ours, project, (made,))
    run(mine)
    if not peers.sharp():
        return [left_out(name, "sharp (npm) is not installed")]
    recipe = json.dumps({"widths": sorted(WIDTHS, reverse=True), "save": SAVE})
    threads = {"UV_THREADPOOL_SIZE": str(_JOBS)}
    command = (*peers.sharp(), str(source), str(others), str(_JOBS), recipe)
    sharp = Tool("sharp", command, folder, (others,), environment=threads)
    run(sharp)
    _same_pictures(made, others)
    return times(name, "sharp", in_pairs(mine, sharp, runs), IMAGES)


def _same_pictures(ours: Path, theirs: Path) -> None:
    """Raise if both sides did not make the same files, of about the same bytes."""
    mine, others = ({path.name: path for path in folder.iterdir()} for folder in (ours, theirs))
    if mine.keys() != others.keys():
        raise RuntimeError(f"not comparable: {sorted(mine.keys() ^ others.keys())[:5]} are on one side alone")
    for suffix in SAVE:
        size, other = (
            sum(path.stat().st_size for name, path in side.items() if name.endswith(suffix)) for side in (mine, others)
        )
        print(f"{suffix}: ours {size / 1e6:.2f} MB, sharp's {other / 1e6:.2f} MB", file=sys.stderr)
        if abs(size / other - 1) > _TOLERANCE:
            raise RuntimeError(f"not comparable: {suffix} takes {size} bytes and {other} bytes")
    if any(_size(mine[name]) != _size(others[name]) for name in mine):
        raise RuntimeError("not comparable: the pictures have other sizes")


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size
