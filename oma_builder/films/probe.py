"""What the header of a film tells: sort of file, picture, sound, length, and what its labels give away.

Sources: ISO/IEC 14496-12 (MP4: the first box is `ftyp`), RFC 9559 (Matroska: `DocType`), ISO 6709 (places).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from oma_builder.films.opening import damage, opened
from oma_builder.films.tracks import Tracks, choose, picture_of, sound_of

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_PICTURES = {"gif", "apng", "image2"}
_HEAD = 4_096
"""Bytes at the start of a file that tell its sort."""

_PLACES = re.compile(r"(?<!keyframe)location|iso6709|gps|xyz$|latitude|longitude", re.IGNORECASE)
_ISO_6709 = re.compile(r"[+-]\d{2,6}(?:\.\d+)?[+-]\d{3,7}(?:\.\d+)?(?:[+-][\d.]+)?(?:CRS\w+)?/?")
_STREET = re.compile(
    r"\b\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|chemin|place|impasse|allée|route|quai)\b", re.IGNORECASE
)
"""An address in the words of a label, such as the title of a chapter."""
_DEVICES = re.compile(
    r"^com\.(?:android|apple|samsung)|(?:^|[._])(?:make|model|manufacturer|software|device|camera|creation_?(?:time|date)|date|firmware)$",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?:^|[._])(?:artist|author|album_artist|composer|copyright|performer|director|producer|comment|description|synopsis|title)$",
    re.IGNORECASE,
)
_TELEMETRY = re.compile(r"gopro met|camm|gpmd|dji", re.IGNORECASE)
"""Names of the tracks in which action cameras and drones write where they are."""


Dynamic: TypeAlias = Literal["", "HLG", "PQ"]
"""How light beyond white is written (ITU-R BT.2100): by neither of its two curves, or by one of them."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The moving picture: `size` is as shown, in pixels, once turned and stretched; `rate` in pictures a second.

    `turn` is what the file asks players to turn it by, in degrees; `pixels` how many are decoded for each picture.
    `dynamic` names the sort of HDR, or is empty; `bits` are those of a colour; `is_interlaced` of two half pictures.
    """

    codec: str
    size: tuple[int, int]
    turn: int
    rate: float | None
    pixels: int
    dynamic: Dynamic = ""
    bits: int = 8
    is_interlaced: bool = False


@dataclass(frozen=True, slots=True)
class Sound:
    """The sound."""

    codec: str
    channels: int


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of the labels in a file that give away a place, a device or a moment, or hold words on people.

    Their values stay in the film: a report travels further than the film does.
    """

    places: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Film:
    """What the header of a film promises; `seconds` is None where it promises no length."""

    container: str
    weight: int
    seconds: float | None
    picture: Picture | None
    sound: Sound | None
    labels: Labels
    tracks: Tracks = field(default_factory=Tracks)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is no film: `empty`, `cut` (its table is missing or damaged), `still` (one picture), or `foreign`."""

    reason: Literal["empty", "cut", "still", "foreign"]
    weight: int


Probed: TypeAlias = Film | Unreadable


def probe(path: Path) -> Probed:
    """Read the header of a film, and its first picture for the turn that is asked of players. Raises OSError."""
    weight = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not weight:
        return Unreadable("empty", weight)
    try:
        tracks = choose(path)
        with opened(path) as container:
            return _film(container, head, weight, tracks)
    except damage():
        return Unreadable("cut" if _is_film(head) else "foreign", weight)


def _film(container: "InputContainer", head: bytes, weight: int, tracks: Tracks) -> Probed:
    if container.format.name.endswith("_pipe") or container.format.name in _PICTURES:
        return Unreadable("still", weight)
    return Film(
        container=_container(container, head),
        weight=weight,
        seconds=container.duration / 1_000_000 if container.duration and container.duration > 0 else None,
        sound=_sound(sound_of(container, tracks)),
        labels=_labels(container),
        picture=_picture(container, picture_of(container, tracks)),
        tracks=tracks,
    )


def _container(container: "InputContainer", head: bytes) -> str:
    """Return the short name of the sort of file: one that the brief knows, or FFmpeg's own."""
    name = container.format.name
    if name.startswith("mov,"):
        brand = container.metadata.get("major_brand", "qt")
        return "mov" if brand.startswith("qt") else "3gp" if brand.startswith("3g") else "mp4"
    if name.startswith("matroska"):
        return "webm" if b"webm" in head else "mkv"
    return name.split(",")[0]


def _sound(stream: "AudioStream | None") -> Sound | None:
    return Sound(stream.codec_context.codec.canonical_name, stream.codec_context.channels) if stream else None


def _picture(container: "InputContainer", stream: "VideoStream | None") -> Picture | None:
    if stream is None or not stream.width or not stream.height:
        return None
    frame = _first(container, stream)
    turn = round(frame.rotation) % 360 if frame else 0
    rate = stream.average_rate or stream.guessed_rate
    return Picture(
        codec=stream.codec_context.codec.canonical_name,
        size=shown(stream.width, stream.height, stream.sample_aspect_ratio, is_sideways=turn % 180 == 90),
        turn=turn,
        rate=float(rate) if rate else None,
        pixels=stream.width * stream.height,
        dynamic=dynamic(frame) if frame else "",
        bits=max((component.bits for component in frame.format.components), default=8) if frame else 8,
        is_interlaced=bool(frame and frame.interlaced_frame),
    )


def shown(width: int, height: int, aspect: Fraction | None, *, is_sideways: bool) -> tuple[int, int]:
    """Return the size of a picture as players show it: pixels that are not square are stretched along the side that grows."""
    wide, high = Fraction(width), Fraction(height)
    if aspect and aspect > 1:
        wide *= aspect
    elif aspect and aspect > 0:
        high /= aspect
    return (round(high), round(wide)) if is_sideways else (round(wide), round(high))


def dynamic(frame: "VideoFrame") -> Dynamic:
    """Return how light beyond white is written in a picture."""
    from av.video.reformatter import ColorTrc

    names: Mapping[int, Dynamic] = {int(ColorTrc.ARIB_STD_B67): "HLG", int(ColorTrc.SMPTE2084): "PQ"}
    return names.get(int(frame.color_trc), "")


def _first(container: "InputContainer", stream: "VideoStream") -> "VideoFrame | None":
    """Return the first picture: PyAV tells of a turn and of colours there, and nowhere else."""
    try:
        return next(iter(container.decode(stream)), None)
    except damage():
        return None  # a damaged start: `measure` tells of it


def _labels(container: "InputContainer") -> Labels:
    places: dict[str, None] = {}
    devices: dict[str, None] = {}
    words: dict[str, None] = {}
    for name, value in _tags(container):
        if _PLACES.search(name) or _ISO_6709.fullmatch(value.strip()) or _STREET.search(value):
            places[name] = None
        elif _DEVICES.search(name):
            devices[name] = None
        elif _WORDS.search(name) or name.startswith("chapitre "):
            words[name] = None
    for stream in container.streams:
        if _TELEMETRY.search(stream.metadata.get("handler_name", "")):
            places[stream.metadata["handler_name"].strip()] = None
    return Labels(tuple(places), tuple(devices), tuple(words))


def _tags(container: "InputContainer") -> Iterator[tuple[str, str]]:
    for holder in (container, *container.streams):
        tags: Mapping[str, str] = holder.metadata
        yield from ((name, value) for name, value in tags.items() if value.strip())
    for place, chapter in enumerate(container.chapters(), 1):
        yield from ((f"chapitre {place}", value) for value in chapter["metadata"].values() if value.strip())


def _is_film(head: bytes) -> bool:
    """Say whether a file that cannot be opened starts as films do."""
    return head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip") or head.startswith(
        (b"\x1aE\xdf\xa3", b"RIFF", b"FLV\x01", b"OggS", b"0&\xb2u")
    )
