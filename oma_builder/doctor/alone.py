"""The examination where the libraries of the command line are missing: the same words are typed, and mean the same."""

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from oma_builder.doctor.examination import report
from oma_builder.doctor.findings import FORMATS
from oma_builder.problems import ExitCode

_HELP = f"""Utilisation : python build.py doctor [--format {"|".join(FORMATS)}]

  Dit ce qui manque sur cet ordinateur, et comment l’avoir."""


def main(root: Path, words: Sequence[str]) -> ExitCode:
    """Print what is found, whatever signs the terminal can show; return the exit code."""
    match [part for word in words for part in word.split("=", 1)]:
        case []:
            text, code = report(root, FORMATS[0])
        case ["--format", style] if style in FORMATS:
            text, code = report(root, style)
        case ["-h" | "--help"]:
            text, code = _HELP, ExitCode.FINE
        case _:
            text, code = _HELP, ExitCode.USAGE
    _say(text, sys.stderr if code is ExitCode.USAGE else sys.stdout)
    return code


def _say(text: str, stream: TextIO) -> None:
    if isinstance(stream, io.TextIOWrapper):  # not before: the examination looks at the terminal as it is
        stream.reconfigure(encoding="utf-8", errors="replace")
    stream.write(f"{text}\n")
