"""Segments and sound → one MP4 that plays before it has come whole, and says nothing of who made it, where or when."""

import heapq
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from oma_builder.films import recipe, segments, sound

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.packet import Packet
    from av.stream import Stream

Timed = tuple[Fraction, int, "Packet[Stream]"]


def join(pieces: Iterable[tuple[int, bytes]], heard: bytes, rate: Fraction, target: Path) -> None:
    """Write the film. `pieces` are segments, each with the number of its first picture; `heard` may be empty.

    Source: ISO/IEC 14496-12; `faststart` puts the table (`moov`) before the data. Raises OSError.
    """
    import av

    pieces = tuple(pieces)
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(target), "w", format="mp4", options=options) as film:
        tracks = [_timed(0, _seen(film, pieces, rate))]
        if heard:
            tracks.append(_timed(1, _heard(film, heard)))
        for _, _, packet in heapq.merge(*tracks, key=lambda found: found[:2]):
            film.mux_one(packet)


def _timed(track: int, packets: "Iterable[Packet[Stream]]") -> Iterator[Timed]:
    for packet in packets:
        yield packet.dts * packet.time_base, track, packet


def _seen(film: "OutputContainer", pieces: tuple[tuple[int, bytes], ...], rate: Fraction) -> "Iterator[Packet[Stream]]":
    stream = segments.add_track(film, pieces[0][1], rate)
    return (packet for first, raw in pieces for packet in segments.packets(raw, first, stream, 1 / rate))


def _heard(film: "OutputContainer", raw: bytes) -> "Iterator[Packet[Stream]]":
    return sound.packets(raw, sound.add_track(film, raw))
