"""How a command runs and ends: signals, streams that cannot be written, and the exit code for whatever escapes."""

import _thread
import errno
import io
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any, NoReturn

import click

from oma_builder.problems import BuildError, ExitCode, as_build_error
from oma_builder.workers import STOPS, end_workers, working_on

_PATIENCE = 1.0
"""Seconds given to a command to tidy up when it is asked to stop: what it leaves, the next one sweeps."""
_AGAIN = 0.02
"""Seconds between two looks at whether the import during which somebody asked has ended."""
_IMPORT = "<frozen importlib._bootstrap>"
"""Where Python's own import runs, as frames name it."""


class _Stopped:
    """Whether somebody has asked the program to stop: some libraries turn the exception that says so into another."""

    def __init__(self) -> None:
        self.asked = self.told = False

    def __call__(self, stop: int, frame: FrameType | None) -> None:
        if not self.asked:
            self.asked = True
            with suppress(RuntimeError):  # no memory for a thread: the command ends when it can
                _thread.start_new_thread(_leave_late, (self, stop))
        if not _imports(frame):
            self.told = True
            raise KeyboardInterrupt


def _imports(frame: FrameType | None) -> bool:
    """Say whether a module is being imported: compiled libraries abort the process when an exception comes meanwhile."""
    while frame and frame.f_code.co_filename != _IMPORT:
        frame = frame.f_back
    return frame is not None


def _leave_late(stopped: _Stopped, stop: int) -> None:
    """Ask again until an import has ended; leave all the same where the command waits, or the exception has got lost."""
    end = time.monotonic() + _PATIENCE
    while (left := end - time.monotonic()) > 0:
        time.sleep(left if stopped.told else _AGAIN)
        if not stopped.told:
            _thread.interrupt_main(signal.Signals(stop))
    _leave(_interrupted())


def _leave(code: ExitCode) -> NoReturn:
    """Leave without waiting for threads, which work to their end."""
    end_workers()
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    os._exit(code)


def _interrupted() -> ExitCode:
    click.echo("Interrompu : ce qui était là est tel qu’avant, ou tout à fait neuf.", err=True)
    return ExitCode.INTERRUPTED


class _Brave(io.RawIOBase):
    """A stream whose disk may be full, or whose reader gone: what cannot be said must not stop the work."""

    def __init__(self, raw: Any) -> None:
        self.raw, self.lost = raw, False

    def write(self, data: Any) -> int:
        try:
            return self.raw.write(data) or 0
        except OSError as error:
            self.lost |= error.errno not in (errno.EPIPE, errno.EINVAL)  # Windows says EINVAL of a reader that is gone
            return len(data)

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return bool(self.raw.isatty())

    def fileno(self) -> int:
        return int(self.raw.fileno())


def run(command: Callable[[], object]) -> NoReturn:
    """Carry out a command and leave with a code of `ExitCode`; SIGTERM, and a closed terminal, end it as Ctrl-C does."""
    stopped = _Stopped()
    _listen(stopped)
    spoken = _streams()
    code = _code(command, stopped)
    for stop in STOPS:
        signal.signal(stop, signal.SIG_IGN)  # all is done: nothing is left to be stopped
    end_workers()  # Python itself would wait for those that nobody has ended
    if code is ExitCode.INTERRUPTED:
        _leave(code)
    if spoken.lost and code is ExitCode.FINE:
        click.echo("La réponse n’a pas pu être écrite en entier : le disque est plein, ou refuse ce fichier.", err=True)
        code = ExitCode.ENVIRONMENT
    sys.exit(code)


def _listen(stopped: _Stopped) -> None:
    for stop in STOPS:
        if signal.getsignal(stop) is not signal.SIG_IGN:  # as `nohup` wants it
            signal.signal(stop, stopped)
    usual = sys.unraisablehook

    def unraisable(lost: Any) -> None:
        """Say nothing of an interruption where an exception gets lost, such as at the end of an object's life."""
        if not stopped.asked:
            usual(lost)

    sys.unraisablehook = unraisable


def _streams() -> _Brave:
    """Make the standard streams speak UTF-8 and bear what happens to them; return the first of them."""
    while (free := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass  # a stream that was closed: the next file that is opened must not take its place
    os.close(free)
    sys.stdout, sys.stderr = (_brave(stream, number) for number, stream in enumerate((sys.stdout, sys.stderr), 1))
    return sys.stdout.buffer.raw  # type: ignore[no-any-return, attr-defined]


def _brave(stream: Any, number: int) -> io.TextIOWrapper:
    buffer = stream.buffer if stream else io.FileIO(number, "w", closefd=False)
    raw = getattr(buffer, "raw", buffer)  # under PYTHONUNBUFFERED there is nothing between
    buffered = io.BufferedWriter(_Brave(raw))
    return io.TextIOWrapper(buffered, encoding="utf-8", errors="replace", line_buffering=True)


def _code(command: Callable[[], object], stopped: _Stopped) -> ExitCode:
    """Carry out a command; say what escapes from it, and return the exit code."""
    try:
        command()
    except SystemExit as error:
        return ExitCode(int(error.code or 0))
    except BaseException as error:
        if _is_of_a_library(error):
            raise  # `build.py` says what to install
        return _escaped(error, stopped)  # the last door: a bug of ours must not look like the editor's fault
    return ExitCode.FINE


def _is_of_a_library(error: BaseException) -> bool:
    """Say whether a library is missing or does not load, for another reason than memory."""
    name = (error.name if isinstance(error, ImportError) else None) or "oma_builder"
    return not name.startswith("oma_builder") and as_build_error(error) is None


def _escaped(error: BaseException, stopped: _Stopped) -> ExitCode:
    if stopped.asked or isinstance(error, click.Abort | KeyboardInterrupt):
        return _interrupted()
    if isinstance(error, click.ClickException):
        error.show()
        return ExitCode.USAGE
    return tell(error)


def tell(error: BaseException) -> ExitCode:
    """Tell an error as what it is, the environment's or ours; return the exit code."""
    refused = error if isinstance(error, BuildError) else as_build_error(error, working_on(error))
    return _refused(refused) if refused else _bug(error)


def _refused(error: BuildError) -> ExitCode:
    click.echo(f"{error.message}\n  → {error.hint}" if error.hint else error.message, err=True)
    return error.exit_code


def _bug(error: BaseException) -> ExitCode:
    traceback.print_exception(error)
    click.echo("\nC’est une erreur du programme, pas de vos fichiers : signalez-la avec le texte ci-dessus.", err=True)
    if name := working_on(error):
        click.echo(f"Elle s’est produite en travaillant sur {name}.", err=True)
    return ExitCode.BUG
