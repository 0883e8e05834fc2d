"""Which picture and which sound of a film are taken, of all the tracks that it holds, and why.

Players take the track that a film names as its own (its `default`), else the first. So do we, unless that one is a still
picture, is silent, or ends long before another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from oma_builder.films.detectors import NOTHING_HEARD, MotionDetector, SoundDetector
from oma_builder.films.opening import damage, opened
from oma_builder.problems import plural

if TYPE_CHECKING:
    from av import AudioStream, VideoStream
    from av.container import InputContainer
    from av.packet import Packet
    from av.stream import Stream

_FAR_ENOUGH = 600.0
"""Seconds of a film that are looked into: three times what any film may last."""
_SHORT = 0.5
"""A track that lasts less than this part of another is not the film."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The track that is taken: its number in the file, its place among the `count` of its sort, and why that one."""

    index: int
    place: int = 1
    count: int = 1
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tracks:
    """The picture and the sound that are taken; None where there is none that can be decoded."""

    picture: Choice | None = None
    sound: Choice | None = None


class _Words(NamedTuple):
    """How tracks of one sort are told: what they are, and of one that shows or says nothing, why it was not taken."""

    noun: str
    empty: str


_PICTURE, _SOUND = _Words("d’image", "ne bouge pas"), _Words("de son", "est muette")


class _Look(NamedTuple):
    """What was seen of a track: whether anything moves or is heard in it, and when it ends."""

    says: bool
    end: float


def choose(path: Path) -> Tracks:
    """Return the tracks to take; a film that has several of a sort is read. Raises OSError and the errors of PyAV."""
    with opened(path) as container:
        pictures, sounds = _pictures(container), _sounds(container)
        several = [*(pictures if len(pictures) > 1 else ()), *(sounds if len(sounds) > 1 else ())]
        looks = _looked_at(container, several) if several else {}
        return Tracks(_taken(pictures, looks, _PICTURE), _taken(sounds, looks, _SOUND))


def picture_of(container: "InputContainer", tracks: Tracks) -> "VideoStream | None":
    """Return the picture that is taken, of an opened film."""
    taken = tracks.picture
    return next((track for track in container.streams.video if taken and track.index == taken.index), None)


def sound_of(container: "InputContainer", tracks: Tracks) -> "AudioStream | None":
    """Return the sound that is taken, of an opened film."""
    taken = tracks.sound
    return next((track for track in container.streams.audio if taken and track.index == taken.index), None)


def told(tracks: Tracks) -> str:
    """Return `1 piste d’image ; 2 pistes de son, la 2e est prise : …`."""
    parts = ((tracks.picture, _PICTURE), (tracks.sound, _SOUND))
    return " ; ".join(_told(choice, words) for choice, words in parts)


def _told(choice: Choice | None, words: _Words) -> str:
    counted = f"{plural(choice.count if choice else 0, 'piste')} {words.noun}"
    return f"{counted}, la {_nth(choice.place)} est prise : {choice.why}" if choice and choice.why else counted


def _pictures(container: "InputContainer") -> "Sequence[VideoStream]":
    """Return the tracks of pictures that can be decoded; the cover of a song is none."""
    from av.stream import Disposition

    kept = (track for track in container.streams.video if not track.disposition & Disposition.attached_pic)
    return [track for track in kept if track.codec_context]


def _sounds(container: "InputContainer") -> "Sequence[AudioStream]":
    """Return the tracks of sound that can be decoded: telephones add others, for their own players."""
    return [track for track in container.streams.audio if track.codec_context]


def _taken(tracks: "Sequence[Stream]", looks: Mapping[int, _Look], words: _Words) -> Choice | None:
    if len(tracks) < 2:
        return Choice(tracks[0].index) if tracks else None
    longest = max(looks[track.index].end for track in tracks)
    faults = [_fault(looks[track.index], longest, words) for track in tracks]
    players = next((place for place, track in enumerate(tracks) if _is_default(track)), 0)
    place = players if not faults[players] else next((at for at, fault in enumerate(faults) if not fault), players)
    why = f"la {_nth(players + 1)} {faults[players]}" if place != players else "les lecteurs vidéo prennent celle-là"
    return Choice(tracks[place].index, place + 1, len(tracks), why)


def _fault(look: _Look, longest: float, words: _Words) -> str:
    if not look.says:
        return words.empty
    return "est bien plus courte" if look.end < longest * _SHORT else ""


def _is_default(track: "Stream") -> bool:
    from av.stream import Disposition

    return bool(track.disposition & Disposition.default)


def _nth(place: int) -> str:
    return "1re" if place == 1 else f"{place}e"


def _looked_at(container: "InputContainer", tracks: "Sequence[Stream]") -> Mapping[int, _Look]:
    """Read tracks until it is known which of them say something, and how long each is."""
    looking = {track.index: _Looking(track) for track in tracks}
    packets = container.demux(*tracks)
    while True:
        try:
            packet = next(packets, None)
        except damage():
            packet = None
        if packet is None or not looking[packet.stream.index].goes_on(packet):
            return {index: one.look() for index, one in looking.items()}


class _Looking:
    """One track as it goes by."""

    def __init__(self, track: "Stream") -> None:
        self._moves, self._hears = MotionDetector(), SoundDetector(0)
        self._end = 0.0

    def goes_on(self, packet: "Packet[Stream]") -> bool:
        """Take a packet; say whether it is still worth reading on."""
        import av

        time = packet.dts if packet.pts is None else packet.pts
        if time is not None and packet.time_base:
            self._end = max(self._end, float((time + (packet.duration or 0)) * packet.time_base))
        try:
            for frame in packet.decode() if not self._moves.moves else ():
                if isinstance(frame, av.VideoFrame):
                    self._moves.see(frame)
                elif isinstance(frame, av.AudioFrame):
                    self._hears.hear(frame)
        except damage():
            pass  # `measure` tells of it
        return self._end < _FAR_ENOUGH

    def look(self) -> _Look:
        """Return what was seen or heard in all."""
        return _Look(self._moves.moves or (self._hears.loudness() or NOTHING_HEARD) > NOTHING_HEARD, self._end)
