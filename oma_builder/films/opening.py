"""How a film is opened: by FFmpeg through PyAV, and so that no file but this one can be reached."""

from pathlib import Path
from typing import TYPE_CHECKING

from oma_builder.problems import BuildError

if TYPE_CHECKING:
    from av.container import InputContainer

_FAMILIES = (
    "mov,matroska,webm,avi,mpegts,mpeg,asf,flv,ogg,rm,dv,mxf,wtv,ivf,"
    "mp3,aac,wav,flac,w64,aiff,amr,caf,gif,png_pipe,jpeg_pipe,bmp_pipe,webp_pipe,tiff_pipe,apng,image2"
)
"""What is looked into. No play lists (`hls`, `concat`, `dash`): they would open
other files than the one that was given. No bare streams (`h264`): they tell no time."""
READING = {"format_whitelist": _FAMILIES, "protocol_whitelist": "file"}
"""What FFmpeg is told of any film that it opens: no file but this one can be reached from it."""


def require() -> None:
    """Make sure that PyAV is there, or raise a `BuildError` that says how to get it."""
    try:
        import av  # noqa: F401 - only asked whether it is there
    except ImportError as error:
        message = "il manque PyAV, qui ouvre les films"
        raise BuildError(message, "lancez : pip install -r requirements-film.txt") from error


def opened(path: Path) -> "InputContainer":
    """Open a film for reading. Raises the errors of PyAV, and OSError.

    No file but this one can be reached from it. A table that asks for more memory than there is is a damaged one: that of
    any film takes less than this program.
    """
    import av

    try:
        return av.open(address(path), options=READING, metadata_errors="replace")
    except av.error.MemoryError as error:
        raise ValueError(f"{path.name}: a table without measure") from error


def address(path: Path) -> str:
    """Return a path as FFmpeg takes it: a name such as `concat:x` or `-y` is only a name."""
    return f"file:{path.resolve()}"


def damage() -> tuple[type[Exception], ...]:
    """Return what PyAV raises on bytes that are not as they should be; IndexError for a track that comes late.

    Missing memory is none of them: the film may be sound.
    """
    import av

    of_ffmpeg = (kind for kind in av.error.FFmpegError.__subclasses__() if not issubclass(kind, MemoryError))
    return *of_ffmpeg, ValueError, IndexError
