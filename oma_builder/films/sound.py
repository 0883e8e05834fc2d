"""The sound of a film, encoded as one piece, so that no segment of the picture leaves a gap in it."""

import io
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from oma_builder.films import recipe
from oma_builder.films.probe import damage, heard, opened
from oma_builder.films.source import Source, refuse_long

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.filter import Graph
    from av.packet import Packet

_LAYOUTS = {1: "mono", 2: "stereo"}


def encode(source: Source) -> bytes:
    """Return the sound as AAC in a NUT file, from the first moment of the film on; holes become silence."""
    import av

    file = io.BytesIO()
    with opened(source.path) as film, av.open(file, "w", format="nut") as container:
        options = recipe.sound_options(source.channels)
        stream = container.add_stream("aac", rate=recipe.SAMPLE_RATE, layout=_LAYOUTS[source.channels], options=options)
        stream.codec_context.flags |= recipe.ENCODER_FLAGS
        for frame in _even(_decoded(film), source):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def add_track(film: "OutputContainer", raw: bytes) -> "AudioStream":
    """Add to a film the track that holds this sound."""
    import av

    with av.open(io.BytesIO(raw), "r") as container:
        return film.add_stream_from_template(container.streams.audio[0])


def packets(raw: bytes, stream: "AudioStream") -> "Iterator[Packet[AudioStream]]":
    """Yield the packets of the sound for the stream of a film; the first lies before it, as its encoder warms up."""
    import av

    with av.open(io.BytesIO(raw), "r") as container:
        start = None
        for packet in container.demux(audio=0):
            if packet.pts is None:  # the end
                continue
            rate = (packet.time_base or Fraction(1)) * recipe.SAMPLE_RATE
            start = packet.pts if start is None else start
            packet.pts = packet.dts = round((packet.pts - start) * rate) - recipe.SAMPLES
            packet.duration = round((packet.duration or 0) * rate) or recipe.SAMPLES
            packet.stream, packet.time_base = stream, Fraction(1, recipe.SAMPLE_RATE)
            yield packet


def seconds(raw: bytes) -> float:
    """Return how long the sound is."""
    import av

    with av.open(io.BytesIO(raw), "r") as container:
        count = sum(packet.pts is not None for packet in container.demux(audio=0))
    return (count - 1) * recipe.SAMPLES / recipe.SAMPLE_RATE


def _decoded(film: "InputContainer") -> "Iterator[AudioFrame]":
    stream = heard(film)
    assert stream is not None, "what was looked into has a sound"
    for packet in film.demux(stream):
        try:
            yield from packet.decode()
        except damage():
            continue  # the hole becomes silence


def _even(frames: "Iterable[AudioFrame]", source: Source) -> "Iterator[AudioFrame]":
    """Yield the sound in packets of the encoder's size; a source that changes its sort midway starts a new graph."""
    graph, kind, heard_until = None, None, 0
    for frame in frames:
        _set_time(frame, source)
        found = (frame.format.name, frame.layout.name, frame.sample_rate)
        if graph is None or found != kind:
            if graph:
                yield from _pulled(graph, ends=True)
            graph, kind = _graph(frame, source.channels, heard_until), found
        graph.push(frame)
        for heard_frame in _pulled(graph):
            heard_until = (heard_frame.pts or 0) + heard_frame.samples
            refuse_long(source.path, heard_until / recipe.SAMPLE_RATE)
            yield heard_frame
    if graph:
        yield from _pulled(graph, ends=True)


def _set_time(frame: "AudioFrame", source: Source) -> None:
    base = frame.time_base or Fraction(1, frame.sample_rate)
    if frame.pts is not None:
        frame.pts -= round(source.origin / base)


def _pulled(graph: "Graph", *, ends: bool = False) -> "Iterator[AudioFrame]":
    import av

    if ends:
        graph.push(None)
    while True:
        try:
            pulled = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        assert isinstance(pulled, av.AudioFrame)
        yield pulled


def _graph(frame: "AudioFrame", channels: int, start: int) -> "Graph":
    """Return a graph that takes sound like this, and gives that of the prepared film from sample `start` on."""
    import av

    graph = av.filter.Graph()
    base = frame.time_base or Fraction(1, frame.sample_rate)
    source = graph.add_abuffer(sample_rate=frame.sample_rate, format=frame.format, layout=frame.layout, time_base=base)
    rate = graph.add("aresample", f"{recipe.SAMPLE_RATE}:async=1:first_pts={start}")
    shape = graph.add("aformat", f"sample_fmts=fltp:channel_layouts={_LAYOUTS[channels]}")
    graph.link_nodes(source, rate, shape, graph.add("abuffersink")).configure()
    graph.set_audio_frame_size(recipe.SAMPLES)
    return graph
