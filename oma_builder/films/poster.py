"""The picture that stands for a film before it plays: one of its own, chosen by time, or the first that shows something."""

import io
import re
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image

from oma_builder.films import light
from oma_builder.films.filters import TABLE, framing
from oma_builder.films.formatting import lasting, number
from oma_builder.films.opening import damage, opened
from oma_builder.films.source import Source
from oma_builder.films.tracks import picture_of
from oma_builder.problems import BuildError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.container import InputContainer
    from av.filter import Graph
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

VERSION = "2"
_WIDEST = 1_280
_DARK = 24
"""Mean lightness, of 255, below which a picture shows nothing: the black of television is 16."""
_QUALITY = 88


def draw(source: Source, at: float | None, lasts: float) -> bytes:
    """Return as JPEG the picture shown `at` so many seconds; by default the first after a third that is not dark.

    Upright, in square pixels, without metadata. Raises `BuildError` when the film has ended by then.
    """
    check(at, lasts)
    frame = _bright(source, lasts / 3) if at is None else _shown(source, at)
    return _jpeg(_framed(frame, source))


def check(at: float | None, lasts: float) -> None:
    """Raise `BuildError` when a poster is asked for at a moment that the film does not have."""
    if at is not None and at >= lasts:
        message = f"l’affiche est demandée à {number(at, 2)} s, et le film dure {lasting(lasts)}"
        raise BuildError(message, "donnez à --poster un moment du film, en secondes", ExitCode.USAGE)


def _framed(frame: "VideoFrame", source: Source) -> "VideoFrame":
    with TemporaryDirectory() as folder:
        if source.colours.dynamic:
            (Path(folder) / TABLE).write_text(light.table(source.colours.dynamic), encoding="ascii")
        graph = _graph(frame, source, _quoted((Path(folder) / TABLE).as_posix()))
        graph.vpush(frame)
        return graph.vpull()


def _quoted(path: str) -> str:
    """Return a path as the options of a filter take it."""
    return re.sub(r"([\\':])", r"\\\1", path)


def _graph(frame: "VideoFrame", source: Source, table: str) -> "Graph":
    """Return a graph that takes a picture like this one, and gives it as it is shown."""
    import av

    graph = av.filter.Graph()
    size = f"video_size={frame.width}x{frame.height}:pix_fmt={frame.format.name}"
    colours = f"colorspace={int(frame.colorspace)}:range={int(frame.color_range)}"
    first = graph.add("buffer", f"{size}:time_base={frame.time_base}:pixel_aspect=1/1:{colours}")
    filters = framing(source, _size(source), table)
    nodes = [graph.add(name, told) if told else graph.add(name) for name, told in filters]
    graph.link_nodes(first, *nodes, graph.add("buffersink")).configure()
    return graph


def _size(source: Source) -> tuple[int, int]:
    width, height = source.size
    scale = min(Fraction(1), Fraction(_WIDEST, width))
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def _jpeg(frame: "VideoFrame") -> bytes:
    file = io.BytesIO()
    picture: Image.Image = frame.to_image()  # type: ignore[no-untyped-call] # PyAV says nothing of what it gives
    picture.save(file, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return file.getvalue()


def _shown(source: Source, at: float) -> "VideoFrame":
    """Return the last picture that begins by then, as a player shows it; the first, if all begin later."""
    last = None
    for start in (at, 0.0):  # an index may lead past the last picture
        for frame in _from(source, start):
            if last is not None and _time(frame, source) > at:
                break
            last = frame
        if last is not None:
            return last
    raise _nothing(source)


def _bright(source: Source, start: float) -> "VideoFrame":
    """Return the first picture from then on that is not nearly black, or else the lightest of all."""
    best, most = None, -1.0
    for begin in (start, 0.0):
        for frame in _from(source, begin):
            light = _lightness(frame) if _time(frame, source) >= begin else -1.0
            if light > _DARK:
                return frame
            if light > most:
                best, most = frame, light
    if best is None:
        raise _nothing(source)
    return best


def _nothing(source: Source) -> BuildError:
    return BuildError(f"{source.path} n’a aucune image lisible", "copiez le film à nouveau", ExitCode.CONTENT)


def _lightness(frame: "VideoFrame") -> float:
    plane = bytes(frame.reformat(width=64, height=36, format="gray", dst_color_range="JPEG").planes[0])
    return sum(plane) / len(plane)


def _from(source: Source, start: float) -> "Iterator[VideoFrame]":
    """Yield the pictures of a film from the last key picture before a moment on, or from its start."""
    with opened(source.path) as container:
        stream = picture_of(container, source.tracks)
        assert stream is not None, "what was looked into has a picture"
        stream.thread_type = "AUTO"
        yield from _sought(container, stream, source, start)


def _sought(container: "InputContainer", stream: "VideoStream", source: Source, start: float) -> "Iterator[VideoFrame]":
    with suppress(*damage()):  # a file without an index is read from its start
        container.seek(round((source.origin + Fraction(start)) * 1_000_000))
    for packet in container.demux(stream):
        with suppress(*damage()):  # a damaged packet is passed over
            yield from (frame for frame in packet.decode() if frame.time is not None)


def _time(frame: "VideoFrame", source: Source) -> float:
    return float(frame.time - source.origin)
