"""What the header of a film tells: sort of file, picture, sound, length, and what its labels give away.

Sources: ISO/IEC 14496-12 (MP4: the first box is `ftyp`), RFC 9559 (Matroska: `DocType`), ISO 6709 (places).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from oma_builder.problems import BuildError

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.stream import VideoStream

_FAMILIES = (
    "mov,matroska,webm,avi,mpegts,mpeg,asf,flv,ogg,rm,dv,mxf,wtv,ivf,"
    "mp3,aac,wav,flac,w64,aiff,amr,caf,gif,png_pipe,jpeg_pipe,bmp_pipe,webp_pipe,tiff_pipe,apng,image2"
)
"""What is looked into. No play lists (`hls`, `concat`, `dash`): they would open
other files than the one that was given. No bare streams (`h264`): they tell no time."""
_PICTURES = {"gif", "apng", "image2"}
READING = {"format_whitelist": _FAMILIES, "protocol_whitelist": "file"}
"""What FFmpeg is told of any film that it opens: no file but this one can be reached from it."""
_HEAD = 4_096
"""Bytes at the start of a file that tell its sort."""

_PLACES = re.compile(r"location|iso6709|gps|xyz$|latitude|longitude", re.IGNORECASE)
_ISO_6709 = re.compile(r"[+-]\d{2,6}(?:\.\d+)?[+-]\d{3,7}(?:\.\d+)?(?:[+-][\d.]+)?(?:CRS\w+)?/?")
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


@dataclass(frozen=True, slots=True)
class Picture:
    """The moving picture: `size` is as shown, in pixels, once turned and stretched; `rate` in pictures a second.

    `turn` is what the file asks players to turn it by, in degrees; `pixels` how many are decoded for each picture.
    """

    codec: str
    size: tuple[int, int]
    turn: int
    rate: float | None
    pixels: int


@dataclass(frozen=True, slots=True)
class Sound:
    """The first track of sound."""

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


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is no film: `empty`, `cut` (its table is missing or damaged), `still` (one picture), or `foreign`."""

    reason: Literal["empty", "cut", "still", "foreign"]
    weight: int


Probed: TypeAlias = Film | Unreadable


def require() -> None:
    """Make sure that PyAV is there, or raise a `BuildError` that says how to get it."""
    try:
        import av  # noqa: F401 - only asked whether it is there
    except ImportError as error:
        message = "il manque PyAV, qui ouvre les films"
        raise BuildError(message, "lancez : pip install -r requirements-film.txt") from error


def opened(path: Path) -> "InputContainer":
    """Open a film for reading. Raises the errors of PyAV, and OSError.

    No file but this one can be reached from it.
    """
    import av

    return av.open(address(path), options=READING, metadata_errors="replace")


def address(path: Path) -> str:
    """Return a path as FFmpeg takes it: a name such as `concat:x` or `-y` is only a name."""
    return f"file:{path.resolve()}"


def damage() -> tuple[type[Exception], ...]:
    """Return what PyAV raises on bytes that are not as they should be; IndexError for a track that comes late.

    Missing memory is none of them: the film may be sound.
    """
    import av

    of_ffmpeg = (kind for kind in av.error.FFmpegError.__subclasses__() if not issubclass(kind, MemoryError))
    return *of_ffmpeg, ValueError, IndexError


def probe(path: Path) -> Probed:
    """Read the header of a film, and its first picture for the turn that is asked of players. Raises OSError."""
    weight = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not weight:
        return Unreadable("empty", weight)
    try:
        with opened(path) as container:
            return _film(container, head, weight)
    except damage():
        return Unreadable("cut" if _is_film(head) else "foreign", weight)


def moving(container: "InputContainer") -> "VideoStream | None":
    """Return the first track of moving pictures that can be decoded; the cover of a song is none."""
    from av.stream import Disposition

    kept = (stream for stream in container.streams.video if not stream.disposition & Disposition.attached_pic)
    return next((track for track in kept if track.codec_context), None)


def heard(container: "InputContainer") -> "AudioStream | None":
    """Return the first track of sound that can be decoded: telephones add others, for their own players."""
    return next((stream for stream in container.streams.audio if stream.codec_context), None)


def _film(container: "InputContainer", head: bytes, weight: int) -> Probed:
    if container.format.name.endswith("_pipe") or container.format.name in _PICTURES:
        return Unreadable("still", weight)
    sound = heard(container)
    return Film(
        container=_container(container, head),
        weight=weight,
        seconds=container.duration / 1_000_000 if container.duration and container.duration > 0 else None,
        sound=Sound(sound.codec_context.codec.canonical_name, sound.codec_context.channels) if sound else None,
        labels=_labels(container),
        picture=_picture(container),
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


def _picture(container: "InputContainer") -> Picture | None:
    stream = moving(container)
    if stream is None or not stream.width or not stream.height:
        return None
    width, height, shape = stream.width, stream.height, stream.sample_aspect_ratio
    if shape and shape > 0:
        width = round(width * shape)
    turn = _turn(container, stream)
    rate = stream.average_rate or stream.guessed_rate
    return Picture(
        codec=stream.codec_context.codec.canonical_name,
        size=(height, width) if turn % 180 == 90 else (width, height),
        turn=turn,
        rate=float(rate) if rate else None,
        pixels=stream.width * stream.height,
    )


def _turn(container: "InputContainer", stream: "VideoStream") -> int:
    """Return the turn that goes with the first picture: PyAV gives it there, and nowhere else."""
    try:
        return next((round(frame.rotation) % 360 for frame in container.decode(stream)), 0)
    except damage():
        return 0  # a damaged start: `measure` tells of it


def _labels(container: "InputContainer") -> Labels:
    places: dict[str, None] = {}
    devices: dict[str, None] = {}
    words: dict[str, None] = {}
    for name, value in _tags(container):
        if _PLACES.search(name) or _ISO_6709.fullmatch(value.strip()):
            places[name] = None
        elif _DEVICES.search(name):
            devices[name] = None
        elif _WORDS.search(name):
            words[name] = None
    for stream in container.streams:
        if _TELEMETRY.search(stream.metadata.get("handler_name", "")):
            places[stream.metadata["handler_name"].strip()] = None
    return Labels(tuple(places), tuple(devices), tuple(words))


def _tags(container: "InputContainer") -> Iterator[tuple[str, str]]:
    for holder in (container, *container.streams):
        tags: Mapping[str, str] = holder.metadata
        yield from ((name, value) for name, value in tags.items() if value.strip())


def _is_film(head: bytes) -> bool:
    """Say whether a file that cannot be opened starts as films do."""
    return head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip") or head.startswith(
        (b"\x1aE\xdf\xa3", b"RIFF", b"FLV\x01", b"OggS", b"0&\xb2u")
    )
