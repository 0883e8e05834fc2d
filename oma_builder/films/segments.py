"""The picture of a film, encoded in closed segments: each is whole in itself, and the same whoever made the others."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from oma_builder.films import recipe
from oma_builder.films.pictures import matrix
from oma_builder.films.source import Source

if TYPE_CHECKING:
    from av.bitstream import BitStreamFilterContext
    from av.container import OutputContainer
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_H273 = {"bt709": 1, "smpte170m": 6}
_LIMITED = 1


@dataclass(frozen=True, slots=True)
class Cutting:
    """How a film is cut: `pictures` in each segment but the last, and what the encoder is asked for."""

    size: tuple[int, int]
    rate: Fraction
    pictures: int
    colours: int
    options: tuple[tuple[str, str], ...]


def cutting(source: Source, made: recipe.Recipe) -> Cutting:
    """Return how a film is cut; it follows from the film's header and the recipe alone."""
    seconds = source.seconds or recipe.LONGEST
    options = recipe.picture_options(source.rate, seconds, -(-round(seconds) // made.segment) or 1)
    pictures = max(1, round(source.rate * made.segment))
    colours = _H273[matrix(source)]
    return Cutting(recipe.fitted(*source.size), source.rate, pictures, colours, tuple(options.items()))


def encode(frames: "Iterable[VideoFrame]", cut: Cutting) -> bytes:
    """Return the pictures of one segment as H.264 in a NUT file."""
    import av

    file = io.BytesIO()
    with av.open(file, "w", format="nut") as container:
        stream = container.add_stream("libx264", rate=cut.rate, options=dict(cut.options))
        _describe(stream, cut)
        for number, frame in enumerate(frames):
            frame.pts, frame.time_base = number, 1 / cut.rate
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def _describe(stream: "VideoStream", cut: Cutting) -> None:
    stream.width, stream.height = cut.size
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.time_base, context.sample_aspect_ratio = 1 / cut.rate, Fraction(1)
    context.flags |= recipe.ENCODER_FLAGS
    context.color_range, context.colorspace = _LIMITED, cut.colours
    context.color_primaries = context.color_trc = cut.colours


def add_track(film: "OutputContainer", raw: bytes, rate: Fraction) -> "VideoStream":
    """Add to a film the track that holds segments like this one."""
    import av

    with av.open(io.BytesIO(raw), "r") as container:
        stream = film.add_stream_from_template(container.streams.video[0])
    stream.time_base = 1 / rate
    return stream


def packets(raw: bytes, first: int, stream: "VideoStream", step: Fraction) -> "Iterator[Packet[VideoStream]]":
    """Yield the packets of a segment for the track of a film, in which its first picture is number `first`.

    A picture lasts `step` seconds. What the encoder says of itself (SEI, ITU-T H.264 annex D) stays out.
    """
    import av
    from av.bitstream import BitStreamFilterContext

    with av.open(io.BytesIO(raw), "r") as container:
        told = BitStreamFilterContext("filter_units=remove_types=6", container.streams.video[0])
        start = None
        for number, packet in enumerate(_filtered(container.demux(video=0), told)):
            at = round((packet.pts or 0) * (packet.time_base or step) / step)
            start = at if start is None else start
            packet.stream, packet.time_base = stream, step
            packet.pts, packet.dts, packet.duration = first + at - start, first + number - _DELAY, 1
            yield packet


_DELAY = 2
"""Pictures by which x264 decodes ahead of what it shows, with its pyramid of B pictures."""


def _filtered(
    found: "Iterable[Packet[VideoStream]]", told: "BitStreamFilterContext"
) -> "Iterator[Packet[VideoStream]]":
    for packet in found:
        for kept in told.filter(packet if packet.size else None):
            yield cast("Packet[VideoStream]", kept)
