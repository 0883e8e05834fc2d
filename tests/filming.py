"""Films made on the spot, with any fault that a film of pupils may have: drawn frames, a tone for a voice."""

import math
import struct
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import imageio_ffmpeg
from PIL import Image, ImageDraw, ImageFont

from tests.tools import ROOT

_FONT = ROOT / "assets" / "fonts" / "BricolageGrotesque_700Bold.ttf"
_SAMPLES = 48_000
_STEP = 1_024
"""Samples of sound in one frame of AAC."""
_OPTIONS = {
    "libx264": {"preset": "ultrafast"},
    "libx265": {"preset": "ultrafast", "x265-params": "log-level=none"},
    "libvpx-vp9": {"cpu-used": "8", "deadline": "realtime"},
}


@dataclass(frozen=True)
class Take:
    """What is filmed: `seconds` of it, `size` pixels wide and high, at `rate` pictures a second.

    `loudness` is the level of the tone in dBFS, None a film without sound; `black` and `silent` are stretches in
    seconds; `jitter` makes the rate vary; `turn` is the rotation flag in degrees; `shape` the width of a pixel for a
    height of 1; `tags` go into the file; `table_first` writes what players need first at its start.
    """

    seconds: float = 2
    size: tuple[int, int] = (1280, 720)
    rate: int = 25
    codec: str = "libx264"
    sound_codec: str = "aac"
    loudness: float | None = -20
    black: tuple[float, float] = (0, 0)
    silent: tuple[float, float] = (0, 0)
    jitter: bool = False
    turn: int = 0
    shape: Fraction = Fraction(1)
    table_first: bool = False
    tags: Mapping[str, str] = field(default_factory=dict)
    words: str = "Exemple"


def ffmpeg(*arguments: str | Path, level: str = "warning") -> str:
    """Run the command line of ffmpeg, another build than PyAV's; return what it says of this level."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", level, "-nostdin", "-y", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr


def shoot(path: Path, take: Take = Take()) -> Path:
    """Write the film and return its path; its kind follows from the suffix of `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = [("use_metadata_tags", take.tags), ("faststart", take.table_first)]
    movflags = "+".join(name for name, wanted in flags if wanted)
    with av.open(str(path), "w", options={"movflags": movflags} if movflags else {}) as container:
        container.metadata.update(take.tags)
        pictures = container.add_stream(take.codec, rate=take.rate, options=_OPTIONS.get(take.codec, {}))
        pictures.width, pictures.height = take.size
        pictures.pix_fmt = "yuv420p"
        pictures.codec_context.sample_aspect_ratio = take.shape
        pictures.codec_context.time_base = Fraction(1, take.rate * 4)
        if take.turn:
            pictures.set_display_rotation(take.turn)
        sound = None if take.loudness is None else container.add_stream(take.sound_codec, rate=_SAMPLES, layout="mono")
        for picture in _pictures(take):
            container.mux(pictures.encode(picture))
        container.mux(pictures.encode(None))
        if sound:
            for heard in _sound(take):
                container.mux(sound.encode(heard))
            container.mux(sound.encode(None))
    return path


def _pictures(take: Take) -> Iterator[av.VideoFrame]:
    for number in range(round(take.seconds * take.rate)):
        dark = take.black[0] <= number / take.rate < take.black[1]
        frame = av.VideoFrame.from_image(_drawn(take, number, dark=dark))
        frame.time_base = Fraction(1, take.rate * 4)
        frame.pts = number * 4 + (number % 3 if take.jitter else 0)
        yield frame


def _drawn(take: Take, number: int, *, dark: bool) -> Image.Image:
    """Draw one picture: a hill, a disc that crosses it as time goes by, and words."""
    width, height = take.size
    picture = Image.new("RGB", take.size, "black" if dark else "#f4ead8")
    if not dark:
        pen = ImageDraw.Draw(picture)
        pen.rectangle((0, height * 2 // 3, width, height), fill="#5b7f5a")
        across = round(width * (number + 0.5) / max(1, round(take.seconds * take.rate)))
        pen.ellipse(
            (across - height // 10, height // 3, across + height // 10, height // 3 + height // 5), fill="#b4532a"
        )
        font = ImageFont.truetype(_FONT, max(12, height // 12))
        pen.text((width // 20, height // 12), take.words, fill="#2b2b2b", font=font)
    return picture


def _sound(take: Take) -> Iterator[av.AudioFrame]:
    """Yield a tone of 440 Hz, at the level that was asked for, or silence."""
    peak = 10 ** ((take.loudness or 0) / 20) * 32_767
    for start in range(0, round(take.seconds * _SAMPLES) - _STEP + 1, _STEP):
        mute = take.silent[0] <= start / _SAMPLES < take.silent[1]
        wave = [0 if mute else round(peak * math.sin(2 * math.pi * 440 * (start + n) / _SAMPLES)) for n in range(_STEP)]
        frame = av.AudioFrame(format="s16", layout="mono", samples=_STEP)
        frame.planes[0].update(struct.pack(f"<{_STEP}h", *wave))
        frame.sample_rate, frame.pts, frame.time_base = _SAMPLES, start, Fraction(1, _SAMPLES)
        yield frame
