"""What is in a film, read and decoded once: true length, pace of pictures, black, silence, loudness, damage.

Sources: EBU R 128 and EBU Tech 3341 (loudness, momentary loudness over 400 ms) through FFmpeg's `ebur128`; the
thresholds of black and silence are the defaults of FFmpeg's `blackdetect` and `silencedetect`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from oma_builder.films.detectors import PictureDetector, SoundDetector, Stretch
from oma_builder.films.opening import damage, opened
from oma_builder.films.probe import Film
from oma_builder.films.tracks import picture_of, sound_of
from oma_builder.guide.briefs import Brief
from oma_builder.progress import Notify, silent

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet
    from av.stream import Stream
    from av.video.stream import VideoStream

_PATIENCE = 4
"""How many times the work that the longest and largest film of the brief asks for is still done."""
_UNEVEN = 0.1
"""A gap between two pictures is out of step when it is so much, in parts of the usual gap, away from it…"""
_ROUNDING = 0.0015
"""… and more than what files round times to (1/1000 s in Matroska), in seconds…"""
_FEW = 0.02
"""… and a film is uneven when more than so many of its gaps are: a picture lost here or there is not seen."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is decoded at most: seconds of film, and pixels of its pictures in all."""

    seconds: float
    pixels: float


@dataclass(frozen=True, slots=True)
class Pace:
    """Pictures a second, over the film and in its slowest and fastest whole second; the gaps between two, in seconds."""

    mean: float
    slowest: float
    fastest: float
    gaps: tuple[float, float]
    is_uneven: bool


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured; None is what was not, because the film is too long or too heavy, or has none of it.

    `seconds` is the true length; `loudness` in LUFS, −70 when nothing is heard, `in_mono` that of two channels mixed
    into one; `ends` are the ends of picture and sound; `damaged` counts the packets that cannot be decoded, the first
    about `first_damage` seconds into the film.
    """

    seconds: float | None = None
    pace: Pace | None = None
    black: tuple[Stretch, ...] | None = None
    silent: tuple[Stretch, ...] | None = None
    loudness: float | None = None
    in_mono: float | None = None
    ends: tuple[float, float] | None = None
    damaged: int = 0
    first_damage: float = 0


def limits_of(brief: Brief) -> Limits:
    """Return how much of a film is worth decoding: a few times what the brief allows."""
    seconds = brief.longest * _PATIENCE
    return Limits(seconds, seconds * brief.rates[1] * brief.largest[0] * brief.largest[1])


def measure(path: Path, film: Film, limits: Limits, notify: Notify = silent) -> Measures:
    """Decode a film once, and tell what is in it. Raises OSError and, if it can no longer be opened, PyAV's errors."""
    if film.seconds is not None and film.seconds > limits.seconds:
        return Measures()
    notify("Lecture", 0, 0)
    with opened(path) as container:
        return _Reading(container, film, limits, notify).through()


class _Reading:
    """One pass over a film."""

    def __init__(self, container: "InputContainer", film: Film, limits: Limits, notify: Notify) -> None:
        self._container, self._limits, self._notify = container, limits, notify
        self._promised = film.seconds or 0
        self._origin = (container.start_time or 0) / 1_000_000
        self._pictures: VideoStream | None = picture_of(container, film.tracks)
        self._sounds: AudioStream | None = sound_of(container, film.tracks)
        self._pixels = 0.0
        self._in_picture = (
            PictureDetector(self._origin) if self._pictures and self._promises_little(self._pictures) else None
        )
        self._in_sound = SoundDetector(self._origin) if self._sounds else None
        self._times: list[float] = []
        self._ends = {"video": 0.0, "audio": 0.0}
        self._told = 0
        self._damages: list[float] = []

    def _promises_little(self, stream: "VideoStream") -> bool:
        rate = float(stream.average_rate or 0)
        return stream.width * stream.height * rate * self._promised <= self._limits.pixels

    @property
    def _end(self) -> float:
        return max(self._ends.values())

    def through(self) -> Measures:
        """Read to the end, or to where the limit is passed: a header may promise less than what follows."""
        streams = [stream for stream in (self._pictures, self._sounds) if stream]
        if self._pictures:
            self._pictures.thread_type = "AUTO"
        for packet in self._packets(streams):
            self._note(packet)
            if self._end > self._limits.seconds:
                return Measures()
            self._decode(packet)
        return self._measures()

    def _packets(self, streams: "Sequence[Stream]") -> "Iterable[Packet[Stream]]":

        packets = self._container.demux(*streams) if streams else iter(())
        while True:
            try:
                packet = next(packets, None)
            except damage():
                self._damages.append(self._end)
                return
            if packet is None:
                return
            yield packet

    def _note(self, packet: "Packet[Stream]") -> None:
        """Keep when a packet is shown or heard, before anything is decoded."""
        time = packet.dts if packet.pts is None else packet.pts
        if time is None or not packet.time_base:
            return
        start = float(time * packet.time_base) - self._origin
        if packet.stream is self._pictures:
            self._times.append(start)
        kind = packet.stream.type
        self._ends[kind] = max(self._ends[kind], start + float((packet.duration or 0) * packet.time_base))
        if int(self._end) > self._told:
            self._told = int(self._end)
            self._notify("Lecture", min(self._told, round(self._promised)), round(self._promised))

    def _decode(self, packet: "Packet[Stream]") -> None:
        import av

        detector = self._in_picture if packet.stream is self._pictures else self._in_sound
        if detector is None:
            return
        try:
            for frame in packet.decode():
                if isinstance(frame, av.VideoFrame) and self._in_picture:
                    self._pixels += frame.width * frame.height
                    self._in_picture.see(frame)
                elif isinstance(frame, av.AudioFrame) and self._in_sound:
                    self._in_sound.hear(frame)
        except damage():
            self._damages.append(self._end)
        if self._pixels > self._limits.pixels:
            self._in_picture = None

    def _measures(self) -> Measures:
        return Measures(
            seconds=self._end,
            pace=_pace(sorted(self._times)),
            black=self._in_picture.black(self._end) if self._in_picture else None,
            silent=self._in_sound.silent(self._end) if self._in_sound else None,
            loudness=self._in_sound.loudness() if self._in_sound else None,
            in_mono=self._in_sound.in_mono() if self._in_sound else None,
            ends=(self._ends["video"], self._ends["audio"]) if self._pictures and self._sounds else None,
            damaged=len(self._damages),
            first_damage=min(self._damages, default=0),
        )


def _pace(times: Sequence[float]) -> Pace | None:
    """Return the pace of pictures from the times when they are shown, in order."""
    lasts = times[-1] - times[0] if times else 0.0
    if lasts <= 0:
        return None
    gaps = [later - sooner for sooner, later in pairwise(times)]
    usual = median(gaps)
    away = sum(abs(gap - usual) > max(_UNEVEN * usual, _ROUNDING) for gap in gaps)
    whole = int(lasts)
    seconds = Counter(second for time in times if (second := int(time - times[0])) < whole)
    mean = len(gaps) / lasts
    return Pace(
        mean=mean,
        slowest=(min(seconds.values()) if len(seconds) == whole else 0) if whole else mean,
        fastest=max(seconds.values(), default=mean),
        gaps=(min(gaps), max(gaps)),
        is_uneven=away > max(2, _FEW * len(gaps)),
    )
