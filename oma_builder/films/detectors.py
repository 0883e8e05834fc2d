"""What is seen and heard as a film goes by: black, silence, loudness."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oma_builder.films.probe import damage

if TYPE_CHECKING:
    from av import AudioFrame, VideoFrame
    from av.filter import Graph

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
_WINDOW, _STEP = 0.4, 0.1  # seconds: the window of momentary loudness, and how often FFmpeg gives it
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


class SoundDetector:
    """Listens to all the sound through FFmpeg's `ebur128`; `origin` is the time of the start.

    One channel counts as two: it is heard from both loudspeakers.
    """

    def __init__(self, origin: float) -> None:
        self._origin = origin
        self._graph: Graph | None = None
        self._shape: tuple[object, ...] = ()
        self._quiet = _Stretches(SILENT_FOR)
        self._quiet.goes_on(0)
        self._ends = 0.0
        self._whole = NOTHING_HEARD
        self._is_lost = False

    def hear(self, frame: "AudioFrame") -> None:
        """Listen to a piece of sound. Sound that changes its shape on the way is lost: it has no one loudness."""
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        self._is_lost = self._is_lost or shape != (self._shape or shape)
        if self._is_lost:
            return
        try:
            self._graph, self._shape = self._graph or _meter(frame), shape
            self._graph.push(frame)
            self._ends = (frame.time or 0) - self._origin + frame.samples / frame.sample_rate
            self._pull()
        except damage():
            self._is_lost = True

    def silent(self, end: float) -> tuple[Stretch, ...] | None:
        """Return the silent stretches of a film that ends at `end`; sound that ends before is silent from there."""
        self._finish()
        return None if self._is_lost else self._quiet.all(end)

    def loudness(self) -> float | None:
        """Return the loudness of all the sound, in LUFS; `NOTHING_HEARD` when nothing was."""
        self._finish()
        return None if self._is_lost else max(NOTHING_HEARD, self._whole)

    def _finish(self) -> None:
        if self._graph is not None and not self._is_lost:
            self._graph.push(None)
            self._pull()
            self._quiet.goes_on(self._ends)
        self._graph = None

    def _pull(self) -> None:
        import av

        while self._graph is not None:
            try:
                frame = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            self._read(frame.metadata, (frame.time or 0) - self._origin)

    def _read(self, metadata: dict[str, str], at: float) -> None:
        if "lavfi.r128.M" not in metadata:
            return  # the last piece, when short
        self._whole = float(metadata["lavfi.r128.I"])
        if float(metadata["lavfi.r128.M"]) > INAUDIBLE:
            self._quiet.stops(at)
        else:
            self._quiet.goes_on(at + _STEP - _WINDOW)


def _is_black(frame: "VideoFrame") -> bool:
    from av.video.reformatter import ColorRange, Interpolation

    small = frame.reformat(*_GRID, format="gray", interpolation=Interpolation.AREA, dst_color_range=ColorRange.JPEG)
    plane = small.planes[0]
    pixels = bytes(plane)
    lit = sum(
        pixel > _LIT
        for row in range(_GRID[1])
        for pixel in pixels[row * plane.line_size : row * plane.line_size + _GRID[0]]
    )
    return lit <= _LIT_SHARE * _GRID[0] * _GRID[1]


def _meter(frame: "AudioFrame") -> "Graph":
    from av.filter import Graph

    graph = Graph()
    source = graph.add_abuffer(
        format=frame.format.name, sample_rate=frame.sample_rate, layout=frame.layout.name, time_base=frame.time_base
    )
    meter = graph.add("ebur128", "metadata=1:dualmono=1:framelog=quiet")
    sink = graph.add("abuffersink")
    graph.link_nodes(source, meter, sink).configure()
    return graph
