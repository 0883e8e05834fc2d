"""One ffmpeg makes of a film an MP4 that plays before it has come whole, and says nothing of who made it, where or when.

It is another build of FFmpeg than PyAV's, which looks into films: the one of imageio-ffmpeg, a program of its own.
"""

import errno
import re
import signal
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from oma_builder.films import filters, light, recipe
from oma_builder.films.opening import READING, address, damage, opened
from oma_builder.films.source import Source
from oma_builder.problems import MACHINE_FAULTS, BuildError, ExitCode
from oma_builder.progress import Notify
from oma_builder.workers import ending_with_us

_INSTALL = "lancez : pip install -r requirements-film.txt"
_TALKING = ("-nostdin", "-nostats", "-progress", "pipe:1", "-stats_period", "0.2", "-v", "repeat+error")
"""Progress as `key=value`, and of the rest only what goes wrong, each time."""
_PROGRESS = re.compile(r"\w+=")
_DONE = "frame="
"""How the line of progress begins that counts the pictures: times of progress jump in ffmpeg 9 under `-copyts`."""
_STOPPED = 255
"""How ffmpeg ends when it is asked to stop."""
_OF_PICTURE = "[vist#"
"""How what goes wrong with a packet of the picture begins."""
_ONWARDS = "noise=drop='if(gt(n,0)*lt(pts,ld(0)),1,0*st(0,pts+duration))'"
"""Passes over packets of sound that begin before the last has ended.

When sound changes its sort midway (mono, stereo), ffmpeg starts its filters anew, and they begin with silence from the
first moment of the film on.
"""


@dataclass(frozen=True, slots=True)
class Made:
    """What came out: how many pictures, how long picture and sound are, how many packets of the picture were passed over."""

    pictures: int
    picture: float
    sound: float
    damaged: int

    @property
    def seconds(self) -> float:
        """How long the film is."""
        return max(self.picture, self.sound)


def require() -> None:
    """Make sure that ffmpeg is there, or raise a `BuildError` that says how to get it."""
    _program()


def transcode(source: Source, target: Path, notify: Notify) -> Made:
    """Write the prepared film. Raises `BuildError`, and OSError when the disk refuses."""
    with _folder(source) as folder, _running(command(source, target), folder) as process:
        said = list(_watched(process.stdout or (), source, notify))
    if process.returncode:
        raise _failure(process.returncode, source, said)
    _blank_labels(target)
    return _measured(target, source, sum(line.startswith(_OF_PICTURE) for line in said))


def command(source: Source, target: Path) -> tuple[str, ...]:
    """Return the command line that makes a film: what is read, what is done to it, what is written."""
    tracks = [number for number in (source.picture, source.sound) if number is not None]
    return (
        *(_program(), "-y", *_TALKING),
        *_options(READING),
        # Times stay those of the file, and no filter starts anew when pictures change their size midway.
        *("-copyts", "-noautorotate", "-reinit_filter:v", "0", "-max_error_rate", "1", "-i", address(source.path)),
        *(part for number in tracks for part in ("-map", f"0:{number}")),
        *_picture(source),
        *(_sound(source) if source.sound is not None else ()),
        *("-t", str(recipe.LONGEST + 1)),  # a film whose header promises less is refused when it is there
        # Nothing of what the film says of itself, nor of who encodes it.
        *("-map_metadata", "-1", "-map_chapters", "-1", "-metadata:s:v", "encoder=", "-fflags", "+bitexact"),
        *("-movflags", "+faststart", "-f", "mp4", address(target)),
    )


def _picture(source: Source) -> tuple[str, ...]:
    options = recipe.picture_options(source.rate, source.seconds or recipe.LONGEST)
    return (
        *("-filter:v", filters.chain(filters.picture(source)), "-fps_mode", "passthrough"),
        *("-c:v", "libx264", *_options(options, ":v"), "-flags:v", "+bitexact"),
        *("-bsf:v", "filter_units=remove_types=6"),  # what the encoder says of itself (SEI, ITU-T H.264 annex D)
    )


def _sound(source: Source) -> tuple[str, ...]:
    options = _options(recipe.sound_options(source.channels), ":a")
    return (
        *("-filter:a", filters.chain(filters.sound(source))),
        *("-c:a", "aac", *options, "-flags:a", "+bitexact", "-bsf:a", _ONWARDS),
    )


def _options(options: dict[str, str], track: str = "") -> tuple[str, ...]:
    return tuple(part for name, value in options.items() for part in (f"-{name}{track}", value))


def _program() -> str:
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        message = "il manque ffmpeg, qui prépare les films"
        raise BuildError(message, _INSTALL) from error


@contextmanager
def _folder(source: Source) -> Iterator[Path | None]:
    """Give the folder to run in when filters look something up in it: a path of any name would be hard to tell them."""
    if not source.colours.dynamic:
        yield None
        return
    with TemporaryDirectory() as folder:
        (Path(folder) / filters.TABLE).write_text(light.table(source.colours.dynamic), encoding="ascii")
        yield Path(folder)


@contextmanager
def _running(arguments: tuple[str, ...], folder: Path | None) -> Iterator["subprocess.Popen[str]"]:
    """Run a program, which has ended when the block is left, however that happens. Raises `BuildError` if it cannot run."""
    try:
        process = _started(arguments, folder)
    except OSError as error:
        raise BuildError(f"ffmpeg ne peut pas être lancé : {error.strerror}", _INSTALL) from error
    with process:
        try:
            yield process
        except BaseException:
            process.kill()
            process.wait()
            raise


def _started(arguments: tuple[str, ...], folder: Path | None) -> "subprocess.Popen[str]":
    """Start a program in a group of its own: a terminal's Ctrl-C is for us, who end it, and would be taken for its failure."""
    return subprocess.Popen(  # noqa: S603 - a list of words: no shell reads it
        arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        cwd=folder, encoding="utf-8", errors="replace", preexec_fn=ending_with_us(),  # noqa: PLW1509 - this process has no threads
        process_group=None if sys.platform == "win32" else 0,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )  # fmt: skip


def _watched(lines: Iterable[str], source: Source, notify: Notify) -> Iterator[str]:
    """Tell once for each second of film how far it is; pass on what is no progress."""
    total, reported = round(source.seconds or 0), -1
    notify("Film", 0, 0)
    for line in lines:
        if not _PROGRESS.match(line):
            yield line.rstrip()
        if not (total and line.startswith(_DONE)):
            continue
        second = min(int(int(line.removeprefix(_DONE)) / source.rate), total)
        if second != reported:
            notify("Film", second, total)
            reported = second


def _failure(code: int, source: Source, said: list[str]) -> Exception:
    """Return what the end of ffmpeg means: it ends by a signal, or with the system's error as a negative number."""
    refused = errno.EFBIG if code == -getattr(signal, "SIGXFSZ", 0) else -code & 0xFF
    if code == -getattr(signal, "SIGKILL", 0) or refused == errno.ENOMEM:  # a system short of memory kills
        return MemoryError()
    if refused in MACHINE_FAULTS and code != _STOPPED:
        return OSError(refused, "")
    why = f" : {said[-1]}" if said else ""
    hint = "regardez ce qu’en dit « python build.py film check », ou exportez-le à nouveau du logiciel de montage"
    return BuildError(f"{source.path} : ffmpeg s’est arrêté avant la fin{why}", hint, ExitCode.CONTENT)


def _measured(target: Path, source: Source, damaged: int) -> Made:
    try:
        with opened(target) as film:
            pictures = sum(stream.frames for stream in film.streams.video)
            lengths = [
                float((stream.duration or 0) * stream.time_base) for stream in film.streams.audio if stream.time_base
            ]
    except damage():
        return Made(0, 0, 0, damaged)  # without any picture, it is no film
    return Made(pictures, float(pictures / source.rate), max(lengths, default=0), damaged)


def _blank_labels(target: Path) -> None:
    """Make room of the box for labels (`udta`), which FFmpeg writes even when there are none (ISO/IEC 14496-12)."""
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
