"""Compiled templates, kept where Python keeps its own compiled modules: whoever could change the ones could change the others."""

import os
import pickle
import sys
import tempfile
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from oma_builder.cache import digest


class CompiledTemplates(BytecodeCache):
    """One file for each template of a name; compiling all of them takes a third of a second at every start."""

    def __init__(self, options: object) -> None:
        self.folder = Path(cache_from_source(__file__)).parent
        self.made_with = f"{jinja2.__version__} {options!r}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of the file; templates of several folders take turns in it."""
        return f"{name.replace('/', '.')}.{sys.implementation.cache_tag}.compiled"

    def get_source_checksum(self, source: str) -> str:
        """Return what a compiled template must have been made of."""
        return digest(self.made_with, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept; a file that is missing, damaged or of another version is as none."""
        damaged = (EOFError, ValueError, TypeError, pickle.UnpicklingError)
        with suppress(OSError, *damaged), (self.folder / bucket.key).open("rb") as stream:
            bucket.load_bytecode(stream)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it whole or not at all; where nothing can be written, only time is lost."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            handle, temporary = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "wb") as stream:
                bucket.write_bytecode(stream)
            os.replace(temporary, self.folder / bucket.key)
