"""What is seen and heard as a film goes by: black, movement, silence, loudness."""

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oma_builder.films.opening import damage
from oma_builder.films.recipe import SAMPLE_RATE

if TYPE_CHECKING:
    from av import AudioFrame, VideoFrame
    from av.audio.resampler import AudioResampler

DARK_FOR = 2.0
"""Seconds of black that are told: shorter ones part two scenes (default of FFmpeg's `blackdetect`)."""
SILENT_FOR = 5.0
"""Seconds of silence that are told: shorter ones are a breath, or a picture left to speak."""
INAUDIBLE = -60.0
"""LUFS, over 400 ms, below which nothing is heard (default of FFmpeg's `silencedetect`)."""

_LOOK_EVERY = 0.199  # seconds: a fifth, less what times are rounded by
_GRID = (64, 36)
_LIT = 26  # of 255: a tenth of full white, as `blackdetect` has it
_LIT_SHARE = 0.02  # more than this lit, and there is something to see
_MOVED = 16  # of 255: more than coding makes a still picture flicker
_WINDOW, _STEP = 0.4, 0.1  # seconds: the window of momentary loudness, and how often FFmpeg gives it
_ONE = ("pan", "mono|c0=0.5*c0+0.5*c1")
"""What a telephone with one loudspeaker makes of two channels: what is opposed in them is lost."""
NOTHING_HEARD = -70.0
"""LUFS: the absolute gate of EBU R 128; a film that never passes it has this loudness."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a film, in seconds from its start."""

    start: float
    end: float


class _Stretches:
    """Parts where something lasts, kept when they last long enough."""

    def __init__(self, least: float) -> None:
        self._least = least
        self._since: float | None = None
        self._kept: list[Stretch] = []

    def goes_on(self, start: float) -> None:
        self._since = start if self._since is None else self._since

    def stops(self, end: float) -> None:
        if self._since is not None and end - self._since >= self._least:
            self._kept.append(Stretch(max(0.0, self._since), end))
        self._since = None

    def all(self, end: float) -> tuple[Stretch, ...]:
        self.stops(end)
        return tuple(self._kept)


class PictureDetector:
    """Looks at a few pictures a second, made small and grey, for black ones; `origin` is the time of the start."""

    def __init__(self, origin: float) -> None:
        self._origin, self._next = origin, -math.inf
        self._dark = _Stretches(DARK_FOR)

    def see(self, frame: "VideoFrame") -> None:
        """Look at a picture, unless one was looked at just before."""
        if frame.time is None or frame.time < self._next:
            return
        self._next = frame.time + _LOOK_EVERY
        at = frame.time - self._origin
        if _is_black(frame):
            self._dark.goes_on(at)
        else:
            self._dark.stops(at)

    def black(self, end: float) -> tuple[Stretch, ...]:
        """Return the black stretches of a film that ends at `end`."""
        return self._dark.all(end)


class MotionDetector:
    """Looks at a few pictures a second, made small and grey, until one differs from the first; then `moves`."""

    def __init__(self) -> None:
        self._next, self._first = -math.inf, b""
        self.moves = False

    def see(self, frame: "VideoFrame") -> None:
        """Look at a picture, unless one was looked at just before."""
        if self.moves or frame.time is None or frame.time < self._next:
            return
        self._next = frame.time + _LOOK_EVERY
        seen = _small(frame)
        self._first = self._first or seen
        self.moves = any(abs(now - then) > _MOVED for now, then in zip(seen, self._first, strict=True))


class SoundDetector:
    """Listens to all the sound as the site plays it: one or two channels, and two also as one loudspeaker mixes them.

    `origin` is the time of the start. Sound that changes its sort on the way keeps the one that it began with.
    """

    def __init__(self, origin: float) -> None:
        self._origin = origin
        self._mixer: AudioResampler | None = None
        self._shape: tuple[object, ...] = ()
        self._layout = ""
        self._meters: tuple[_Meter, ...] = ()
        self._quiet = _Stretches(SILENT_FOR)
        self._quiet.goes_on(0)
        self._ends = 0.0
        self._is_lost = False

    def hear(self, frame: "AudioFrame") -> None:
        """Listen to a piece of sound."""
        if self._is_lost:
            return
        try:
            self._ends = (frame.time or 0) - self._origin + frame.samples / frame.sample_rate
            for mixed in self._mixed(frame):
                self._listen(mixed)
        except damage():
            self._is_lost = True

    def silent(self, end: float) -> tuple[Stretch, ...] | None:
        """Return the silent stretches of a film that ends at `end`; sound that ends before is silent from there."""
        self._finish()
        return None if self._is_lost else self._quiet.all(end)

    def loudness(self) -> float | None:
        """Return the loudness of all the sound, in LUFS; `NOTHING_HEARD` when nothing was."""
        self._finish()
        return None if self._is_lost else self._meters[0].whole if self._meters else NOTHING_HEARD

    def in_mono(self) -> float | None:
        """Return the loudness of two channels mixed into one; None for sound that has but one."""
        self._finish()
        return None if self._is_lost or len(self._meters) < 2 else self._meters[1].whole

    def _mixed(self, frame: "AudioFrame | None") -> "Iterator[AudioFrame]":
        """Yield sound in the channels of the prepared film (`filters.sound`)."""
        from av.audio.resampler import AudioResampler

        shape = (frame.format.name, frame.layout.name, frame.sample_rate) if frame else ()
        if shape != self._shape:
            yield from self._mixer.resample(None) if self._mixer else ()
            self._layout = self._layout or ("mono" if frame and frame.layout.nb_channels == 1 else "stereo")
            self._mixer, self._shape = AudioResampler("fltp", self._layout, SAMPLE_RATE) if frame else None, shape
        if self._mixer and frame:
            yield from self._mixer.resample(frame)

    def _listen(self, frame: "AudioFrame") -> None:
        if not self._meters:
            self._meters = (_Meter(frame), *((_Meter(frame, _ONE),) if self._layout == "stereo" else ()))
        for meter in self._meters:
            meter.push(frame)
        for loud, at in self._meters[0].moments():
            if loud > INAUDIBLE:
                self._quiet.stops(at - self._origin)
            else:
                self._quiet.goes_on(at - self._origin + _STEP - _WINDOW)
        for meter in self._meters[1:]:
            deque(meter.moments(), maxlen=0)

    def _finish(self) -> None:
        if self._is_lost or not self._shape:
            return
        for mixed in self._mixed(None):
            self._listen(mixed)
        for meter in self._meters:
            meter.push(None)
            deque(meter.moments(), maxlen=0)
        self._quiet.goes_on(self._ends)


class _Meter:
    """FFmpeg's `ebur128`: the loudness of what was heard so far. One channel counts as two: both loudspeakers play it."""

    def __init__(self, frame: "AudioFrame", *before: tuple[str, str]) -> None:
        from av.filter import Graph

        self.whole = NOTHING_HEARD
        self._graph = Graph()
        source = self._graph.add_abuffer(
            format=frame.format.name, sample_rate=frame.sample_rate, layout=frame.layout.name, time_base=frame.time_base
        )
        filters = (*before, ("ebur128", "metadata=1:dualmono=1:framelog=quiet"))
        nodes = [self._graph.add(name, told) for name, told in filters]
        self._graph.link_nodes(source, *nodes, self._graph.add("abuffersink")).configure()

    def push(self, frame: "AudioFrame | None") -> None:
        """Take a piece of sound, or None at its end."""
        self._graph.push(frame)

    def moments(self) -> Iterator[tuple[float, float]]:
        """Yield the loudness of moments, each with its time, as far as they are known."""
        import av

        while True:
            try:
                frame = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            if "lavfi.r128.M" in frame.metadata:  # not in the last piece, when short
                self.whole = max(NOTHING_HEARD, float(frame.metadata["lavfi.r128.I"]))
                yield float(frame.metadata["lavfi.r128.M"]), frame.time or 0


def _is_black(frame: "VideoFrame") -> bool:
    return sum(pixel > _LIT for pixel in _small(frame)) <= _LIT_SHARE * _GRID[0] * _GRID[1]


def _small(frame: "VideoFrame") -> bytes:
    """Return a picture as a small grey one, row by row."""
    from av.video.reformatter import ColorRange, Interpolation

    small = frame.reformat(*_GRID, format="gray", interpolation=Interpolation.AREA, dst_color_range=ColorRange.JPEG)
    plane = small.planes[0]
    pixels = bytes(plane)
    return b"".join(pixels[row * plane.line_size : row * plane.line_size + _GRID[0]] for row in range(_GRID[1]))
