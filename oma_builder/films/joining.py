"""Segments and sound → one MP4 that plays before it has come whole, and says nothing of who made it, where or when."""

import heapq
import struct
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from oma_builder.films import segments, sound

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.packet import Packet

_OPTIONS = {"movflags": "+faststart", "fflags": "+bitexact"}

Timed = tuple[Fraction, int, "Packet[Any]"]


def join(pieces: tuple[tuple[int, bytes], ...], heard: bytes, rate: Fraction, target: Path) -> None:
    """Write the film, which carries no label at all. `pieces` are segments, each with the number of its first picture; `heard` may be empty.

    Source: ISO/IEC 14496-12; `faststart` puts the table (`moov`) before the data. Raises OSError.
    """
    import av

    try:
        with av.open(str(target), "w", format="mp4", options=_OPTIONS) as film:
            tracks = [_timed(0, _seen(film, pieces, rate))]
            if heard:
                tracks.append(_timed(1, _heard(film, heard)))
            for _, _, packet in heapq.merge(*tracks, key=lambda found: found[:2]):
                film.mux_one(packet)
    except av.error.FFmpegError as error:  # a full disk is an OSError only for some of them
        raise OSError(error.errno, error.strerror) from error
    _blank_labels(target)


def _blank_labels(target: Path) -> None:
    """Make room of the box for labels (`udta`), which FFmpeg writes even when there are none."""
    with target.open("r+b") as file:
        for outer, start, end in _boxes(file, 0, target.stat().st_size):
            for name, at, stop in _boxes(file, start, end) if outer == b"moov" else ():
                if name == b"udta":
                    file.seek(at - 4)
                    file.write(b"free" + bytes(stop - at))


def _boxes(file: BinaryIO, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield name, start and end of what each box holds; ours are all shorter than 4 GiB."""
    while at + 8 <= end:
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        yield name, at + 8, at + size
        at += size


def _timed(track: int, packets: "Iterable[Packet[Any]]") -> Iterator[Timed]:
    for packet in packets:
        yield (packet.dts or 0) * (packet.time_base or Fraction(1)), track, packet


def _seen(film: "OutputContainer", pieces: tuple[tuple[int, bytes], ...], rate: Fraction) -> "Iterator[Packet[Any]]":
    stream = segments.add_track(film, pieces[0][1], rate)
    return (packet for first, raw in pieces for packet in segments.packets(raw, first, stream, 1 / rate))


def _heard(film: "OutputContainer", raw: bytes) -> "Iterator[Packet[Any]]":
    return sound.packets(raw, sound.add_track(film, raw))
