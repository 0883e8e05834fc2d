"""A film as it was handed in: opened safely, and what of it the prepared film depends on."""

import struct
from dataclasses import dataclass
from fractions import Fraction
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from oma_builder.films import recipe
from oma_builder.films.formatting import lasting, size, whole
from oma_builder.films.hints import FROZEN, NO_PICTURE, UNREADABLE
from oma_builder.films.opening import damage, opened
from oma_builder.films.probe import Dynamic, Unreadable, dynamic, probe, shown
from oma_builder.films.tracks import Tracks, picture_of, sound_of
from oma_builder.films.wholeness import ends, is_frozen
from oma_builder.problems import BuildError, ExitCode

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_MICRO = 1_000_000
_MATRICES = {1: "bt709", 5: "smpte170m", 6: "smpte170m", 9: "bt2020nc", 10: "bt2020c"}
"""The matrices of ITU-T H.273, by number, as FFmpeg names them; 5 and 6 are one."""


@dataclass(frozen=True, slots=True)
class Colours:
    """How colours are written in a file (ITU-T H.273): the matrix by its name in FFmpeg, the range, the gamut, the light."""

    matrix: str
    is_full: bool
    is_wide: bool
    dynamic: Dynamic


@dataclass(frozen=True, slots=True)
class Source:
    """A film to prepare. `size` is as shown, upright, in square pixels; `origin` is when it begins, in its own time.

    `seconds` is what its header promises, None where it promises nothing; `seal` is the SHA-256 of the file; `turn`
    lists the filters that set its picture upright, each with what it is told. `picture` and `sound` number the tracks
    to take, `sound` None where there is none, and `tracks` says why these. `ends` is when picture and sound end by the
    header, 0 where it does not say.
    """

    path: Path
    seal: str
    picture: int
    sound: int | None
    size: tuple[int, int]
    turn: tuple[tuple[str, str], ...]
    rate: Fraction
    origin: Fraction
    seconds: float | None
    channels: int
    colours: Colours
    is_interlaced: bool
    ends: tuple[float, float]
    tracks: Tracks


def look_into(path: Path) -> Source:
    """Read a film's header and first picture. Raises `BuildError` when it is no film, or cannot be read."""
    try:
        facts = probe(path)
        with path.open("rb") as file:
            seal = file_digest(file, "sha256").hexdigest()
    except OSError as error:
        hint = "vérifiez le nom du fichier et vos droits"
        raise BuildError(f"lecture impossible de {path} : {error.strerror}", hint, ExitCode.USAGE) from error
    if isinstance(facts, Unreadable):
        raise _unfit(path, *UNREADABLE[facts.reason])
    if facts.picture is None:
        raise _unfit(path, "ce fichier n’a que du son" if facts.sound else "son image ne se lit pas", NO_PICTURE)
    try:
        with opened(path) as container:
            return _described(container, path, seal, facts.tracks)
    except damage() as error:
        raise _unfit(path, *UNREADABLE["cut"]) from error


def _unfit(path: Path, why: str, hint: str) -> BuildError:
    return BuildError(f"{path} : {why}", hint, ExitCode.CONTENT)


def _described(container: "InputContainer", path: Path, seal: str, tracks: Tracks) -> Source:
    stream, sound = picture_of(container, tracks), sound_of(container, tracks)
    assert stream is not None, "what was probed has a picture"
    frame = next(iter(container.decode(stream)), None)
    if frame is None:
        raise _unfit(path, *UNREADABLE["cut"])
    turn = _turn(frame)
    described = Source(
        path=path,
        seal=seal,
        picture=stream.index,
        sound=sound.index if sound else None,
        size=shown(frame.width, frame.height, stream.sample_aspect_ratio, is_sideways=is_sideways(turn)),
        turn=turn,
        rate=recipe.steady(stream.average_rate or stream.guessed_rate),
        origin=min(_start(track) for track in (stream, sound) if track),
        seconds=_promised(container, [track for track in (stream, sound) if track]),
        channels=min(2, sound.codec_context.channels or 2) if sound else 0,
        colours=_colours(frame),
        is_interlaced=bool(frame.interlaced_frame),
        ends=(_end(stream), _end(sound)) if sound else (0, 0),
        tracks=tracks,
    )
    _check(described)
    return described


def _check(source: Source) -> None:
    if min(recipe.fitted(*source.size)) < recipe.SMALLEST:
        hint = f"chaque côté de l’image préparée mesure au moins {recipe.SMALLEST} pixels : exportez-la plus grande"
        raise _unfit(source.path, f"l’image est trop petite ({size(source.size)} pixels)", hint)
    if all(source.ends):
        refuse_frozen(source.path, *source.ends)


def refuse_long(path: Path, seconds: float, longest: int) -> None:
    """Raise `BuildError` when a film is too long: for its brief, or to be published."""
    if whole(seconds) > longest:
        why = f"ce film dure {lasting(seconds)}, pour {lasting(longest)} au plus"
        raise _unfit(path, why, "coupez-le dans votre logiciel de montage, puis relancez")


def refuse_frozen(path: Path, picture: float, sound: float) -> None:
    """Raise `BuildError` when the picture ends while the sound goes on."""
    if is_frozen(picture, sound):
        raise _unfit(path, ends(picture, sound), FROZEN)


def _promised(container: "InputContainer", tracks: "list[VideoStream | AudioStream]") -> float | None:
    """Return how long the header says that picture and sound are, the longer of both."""
    lengths = [float(track.duration * track.time_base) for track in tracks if track.duration and track.time_base]
    if len(lengths) == len(tracks):
        return max(lengths)
    return container.duration / _MICRO if container.duration else None


def _start(stream: "VideoStream | AudioStream") -> Fraction:
    return (stream.start_time or 0) * (stream.time_base or Fraction(1))


def _end(stream: "VideoStream | AudioStream") -> float:
    """Return when a track ends by the header; 0 where that does not say."""
    return float(_start(stream) + stream.duration * stream.time_base) if stream.duration and stream.time_base else 0


def is_sideways(turn: tuple[tuple[str, str], ...]) -> bool:
    """Say whether width and height change places."""
    return any(name == "transpose" for name, _ in turn)


def _turn(frame: "VideoFrame") -> tuple[tuple[str, str], ...]:
    """Read the display matrix (ISO/IEC 14496-12, 8.2.2): of its nine numbers, four turn and mirror."""
    matrix = next((bytes(side) for side in cast(Any, frame.side_data) if side.type.name == "DISPLAYMATRIX"), None)
    if matrix is None:
        return ()
    a, b, _, c, d, *_ = struct.unpack("=9i", matrix)
    if abs(b) > abs(a):
        is_mirrored = (b > 0) == (c > 0)
        sides = "cclock_flip clock_flip" if is_mirrored else "clock cclock"
        clockwise, other = sides.split()
        return (("transpose", clockwise if b > 0 else other),)
    return tuple((name, "") for name, number in (("hflip", a), ("vflip", d)) if number < 0)


def _colours(frame: "VideoFrame") -> Colours:
    """Tell how colours are written; what a file does not say follows from its size, as players take it."""
    from av.video.reformatter import ColorPrimaries, ColorRange

    guessed = "bt2020nc" if dynamic(frame) else "bt709" if min(frame.width, frame.height) >= 720 else "smpte170m"
    return Colours(
        matrix=_MATRICES.get(int(frame.colorspace), guessed),
        is_full=frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj"),
        is_wide=bool(dynamic(frame)) or frame.color_primaries == ColorPrimaries.BT2020,
        dynamic=dynamic(frame),
    )
