"""The picture of a film, segment by segment: one thread reads, one scales, two encode; what is finished is kept."""

import json
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from oma_builder.cache import Cache
from oma_builder.films import recipe, segments
from oma_builder.films.ahead import ahead, side_by_side
from oma_builder.films.pictures import Framer, Seen, steady
from oma_builder.films.segments import Cutting
from oma_builder.films.source import Source
from oma_builder.progress import Notify

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

_READ_AHEAD, _SCALED_AHEAD = 8, 8
_ENCODERS = 2
_ROOM = 128
"""Pictures of a segment that wait for its encoder: so many are left when the next segment, and its encoder, begin."""
_END = "fin"


@dataclass(frozen=True, slots=True)
class Reel:
    """The encoded picture: segments, each with the number of its first picture; `resumed` of them came from the cache."""

    pieces: tuple[tuple[int, bytes], ...]
    pictures: int
    resumed: int
    damaged: int


@dataclass(slots=True)
class _Count:
    """How far the reading thread has come; read when it has ended."""

    pictures: int = 0
    seen: Seen = field(default_factory=Seen)


def picture(source: Source, cut: Cutting, store: Cache, notify: Notify) -> Reel:
    """Return the picture of a film; what `store` holds of it is not encoded again. Raises what reading raises."""
    pieces = _stored(cut, store)
    resumed, end = len(pieces), store.get(_END)
    if end:
        told = json.loads(end)
        if all(number in pieces for number in range(-(-told["pictures"] // cut.pictures))):
            return _reel(pieces, cut, told["pictures"], resumed, told["damaged"])
    count = _Count()

    def make(number: int, frames: "Iterator[tuple[int, VideoFrame]]") -> bytes:
        raw = segments.encode((frame for _, frame in frames), cut)
        store.put(_name(number), raw)
        return raw

    with ahead(_wanted(source, cut, frozenset(pieces), count), _SCALED_AHEAD) as frames:
        groups = groupby(_watched(frames, source, notify), key=lambda found: found[0] // cut.pictures)
        pieces |= side_by_side(groups, make, _ENCODERS, _ROOM)
    store.put(_END, json.dumps({"pictures": count.pictures, "damaged": count.seen.damaged}).encode())
    return _reel(pieces, cut, count.pictures, resumed, count.seen.damaged)


def _reel(pieces: Mapping[int, bytes], cut: Cutting, pictures: int, resumed: int, damaged: int) -> Reel:
    ordered = tuple((number * cut.pictures, raw) for number, raw in sorted(pieces.items()))
    return Reel(ordered, pictures, resumed, damaged)


def _stored(cut: Cutting, store: Cache) -> dict[int, bytes]:
    """Return the segments that an earlier run finished, by number."""
    most = int((recipe.LONGEST + 1) * cut.rate) // cut.pictures + 1
    found = ((number, store.get(_name(number))) for number in range(most))
    return {number: raw for number, raw in found if raw is not None}


def _name(number: int) -> str:
    return f"image{number:05}"


def _wanted(
    source: Source, cut: Cutting, there: frozenset[int], count: _Count
) -> "Generator[tuple[int, VideoFrame], None, None]":
    """Yield the pictures of the segments that are not there, with their numbers.

    The others are read too, and only read: where a picture falls depends on those before it.
    """
    framer = Framer(source, cut.size)
    with ahead(steady(source, count.seen), _READ_AHEAD) as frames:
        for number, frame in enumerate(frames):
            count.pictures = number + 1
            if number // cut.pictures not in there:
                yield number, framer(frame)


def _watched(
    frames: "Iterator[tuple[int, VideoFrame]]", source: Source, notify: Notify
) -> "Iterator[tuple[int, VideoFrame]]":
    """Pass the pictures on, and tell once for each second of film how far it is."""
    total, told = round(source.seconds or 0), -1
    notify("Film", 0, 0)
    for number, frame in frames:
        second = int(number / source.rate)
        if total and second != told:
            notify("Film", min(second, total), total)
            told = second
        yield number, frame
