"""What FFmpeg does to the picture and sound of a film between reading and encoding, in its own language of filters."""

from oma_builder.films import recipe
from oma_builder.films.source import Source, is_sideways

Filters = tuple[tuple[str, str], ...]
"""Filters of FFmpeg in their order, each with what it is told."""

TABLE = "lumiere.cube"
"""What the table of colours is called in the folder in which ffmpeg runs."""
_FLAT: Filters = (("format", "yuv420p"), ("setsar", "1"))
_LAYOUTS = {1: "mono", 2: "stereo"}


def picture(source: Source) -> Filters:
    """Return the filters of the picture: at a steady rate, as it is shown, and nothing beside it.

    What comes with pictures (a turn, a time code, captions, figures of HDR) has been used by then, or is not to be told.
    """
    named = matrix(source)
    colours = f"range=tv:colorspace={named}:color_primaries={named}:color_trc={named}"
    framed = framing(source, recipe.fitted(*source.size))
    return (*_timing(source), *framed, ("setparams", colours), ("sidedata", "mode=delete"))


def sound(source: Source) -> Filters:
    """Return the filters of the sound: from the first moment of the film on, holes become silence.

    Channels are mixed as ever, and not as the film asks, so that no film is softer than another.
    """
    return (
        ("asidedata", "mode=delete"),
        ("asetpts", f"PTS-{_origin(source)}"),
        ("aresample", f"{recipe.SAMPLE_RATE}:async=1:first_pts=0"),
        ("aformat", f"sample_fmts=fltp:channel_layouts={_LAYOUTS[source.channels]}"),
    )


def _timing(source: Source) -> Filters:
    """Return the filters that give a film a steady rate, from its first moment on."""
    comb: Filters = (("yadif", "deint=interlaced"),) if source.is_interlaced else ()
    return (("setpts", f"PTS-{_origin(source)}"), *comb, ("fps", f"{source.rate}:start_time=0"))


def _origin(source: Source) -> str:
    """Return when the film begins, in the time base of whichever track it is."""
    return f"round({source.origin}/TB)"


def framing(source: Source, size: tuple[int, int], table: str = TABLE) -> Filters:
    """Return the filters that give each picture its size, its colours and its place upright.

    Colours stay in their own matrix, but those of wide gamuts, which not every screen knows, become BT.709; of HDR with
    the help of a `table` (`light.table`), a file by its path as filters take it.
    """
    width, height = (size[1], size[0]) if is_sideways(source.turn) else size
    scaling = f"{width}:{height}:flags=bicubic:in_color_matrix={source.colours.matrix}"
    given = f"out_color_matrix={matrix(source)}:out_range=tv"
    if source.colours.dynamic:
        looked_up = ("format", "gbrp12"), ("lut3d", f"file={table}:interp=tetrahedral")
        usual = "color_primaries=bt709:color_trc=bt709"
        return (("scale", scaling), *looked_up, ("setparams", usual), ("scale", given), *source.turn, *_FLAT)
    if source.colours.is_wide:
        given += ":out_primaries=bt709:out_transfer=bt709:intent=perceptual"
    return (("scale", f"{scaling}:{given}"), *source.turn, *_FLAT)


def matrix(source: Source) -> str:
    """Return the matrix of the prepared film's colours: that of the source, or BT.709 in place of a wider one."""
    return source.colours.matrix if source.colours.matrix == "smpte170m" and not source.colours.is_wide else "bt709"


def chain(filters: Filters) -> str:
    """Return filters as one line of a command."""
    return ",".join(f"{name}={told}" if told else name for name, told in filters)
