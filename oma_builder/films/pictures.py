"""The pictures of a film as they will be shown: upright, square pixels, small enough, at a steady rate."""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from oma_builder.films.probe import damage, moving, opened
from oma_builder.films.recipe import fitted
from oma_builder.films.source import Source, is_sideways, refuse_long

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.filter import Graph
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

Filters = tuple[tuple[str, str], ...]
"""Filters of FFmpeg in their order, each with what it is told."""


@dataclass(slots=True)
class Seen:
    """What was met while a film was read: seconds up to the end of its last picture, packets that were damaged."""

    until: float = 0
    damaged: int = 0


def timing(source: Source) -> Filters:
    """Return the filters that give a film a steady rate, from its first moment on."""
    comb: Filters = (("yadif", "deint=interlaced"),) if source.is_interlaced else ()
    return (*comb, ("fps", f"fps={source.rate}:start_time=0"))


def framing(source: Source, size: tuple[int, int]) -> Filters:
    """Return the filters that give each picture its size, its colours and its place upright.

    Colours stay in their own matrix, but those of wide gamuts (HDR), which not every screen knows, become BT.709.
    """
    width, height = (size[1], size[0]) if is_sideways(source.turn) else size
    told = f"{width}:{height}:flags=bicubic:in_color_matrix={source.colours.matrix}:out_color_matrix={matrix(source)}:out_range=tv"
    if source.colours.is_wide:
        told += ":out_primaries=bt709:out_transfer=bt709:intent=perceptual"
    return (("scale", told), *source.turn, ("format", "yuv420p"), ("setsar", "1"))


def matrix(source: Source) -> str:
    """Return the matrix of the prepared film's colours: that of the source, or BT.709 in place of a wider one."""
    return source.colours.matrix if source.colours.matrix == "smpte170m" and not source.colours.is_wide else "bt709"


def decoded(container: "InputContainer", stream: "VideoStream", seen: Seen) -> "Iterator[VideoFrame]":
    """Yield the pictures as they are in the file; a damaged packet is counted and passed over."""
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except damage():
            seen.damaged += 1


def steady(source: Source, seen: Seen) -> "Generator[VideoFrame, None, None]":
    """Yield the pictures at the steady rate of the prepared film, still of the size and sort of the source."""
    with opened(source.path) as container:
        stream = moving(container)
        assert stream is not None, "what was looked into has a picture"
        stream.thread_type = "AUTO"
        base = stream.time_base or Fraction(1, 1_000)
        timed = _on_time(decoded(container, stream, seen), source, base, seen)
        yield from _through(timed, timing(source), base)


def _on_time(frames: "Iterable[VideoFrame]", source: Source, base: Fraction, seen: Seen) -> "Iterator[VideoFrame]":
    """Yield the pictures in their order, counted from the start of the film; those without a time follow the last."""
    start, step = round(source.origin / base), max(1, round(1 / (source.rate * base)))
    last = -step
    for frame in frames:
        frame.pts = max(last + 1, frame.pts - start) if frame.pts is not None else last + step
        last = frame.pts
        seen.until = float((last + (frame.duration or step)) * base)
        refuse_long(source.path, seen.until)
        yield frame


@dataclass
class Framer:
    """Makes pictures of the source into those of the prepared film; notices when the source changes its size."""

    source: Source
    size: tuple[int, int] = (0, 0)
    _graph: "Graph | None" = field(default=None, init=False)
    _kind: tuple[int, int, str] = field(default=(0, 0, ""), init=False)

    def __call__(self, frame: "VideoFrame") -> "VideoFrame":
        """Return one picture as it will be shown, with the number that it came with."""
        kind = (frame.width, frame.height, frame.format.name)
        if self._graph is None or kind != self._kind:
            size = self.size if all(self.size) else fitted(*self.source.size)
            self._graph, self._kind = _graph(frame, framing(self.source, size), 1 / self.source.rate), kind
        self._graph.vpush(frame)
        shown = self._graph.vpull()
        shown.pict_type = 0  # the encoder chooses its own key pictures
        return shown


def _through(frames: "Iterable[VideoFrame]", filters: Filters, base: Fraction) -> "Iterator[VideoFrame]":
    graph = None
    for frame in frames:
        graph = graph or _graph(frame, filters, base)
        graph.vpush(frame)
        yield from _pulled(graph)
    if graph:
        graph.vpush(None)
        yield from _pulled(graph)


def _pulled(graph: "Graph") -> "Iterator[VideoFrame]":
    import av

    while True:
        try:
            yield graph.vpull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return


def _graph(frame: "VideoFrame", filters: Filters, base: Fraction) -> "Graph":
    """Return a graph that takes pictures like this one."""
    import av

    graph = av.filter.Graph()
    size = f"video_size={frame.width}x{frame.height}:pix_fmt={frame.format.name}"
    colours = f"colorspace={int(frame.colorspace)}:range={int(frame.color_range)}"
    source = graph.add("buffer", f"{size}:time_base={base}:pixel_aspect=1/1:{colours}")
    nodes = [graph.add(name, told) if told else graph.add(name) for name, told in filters]
    graph.link_nodes(source, *nodes, graph.add("buffersink")).configure()
    return graph
