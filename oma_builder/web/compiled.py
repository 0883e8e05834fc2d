"""Compiled templates, kept where Python keeps its own compiled modules: whoever could change the ones could change the others."""

import sys
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from oma_builder.cache import Cache, digest


class CompiledTemplates(BytecodeCache):
    """One entry for each template of a name; compiling all of them takes a third of a second at every start."""

    def __init__(self, options: object) -> None:
        self.kept = Cache(Path(cache_from_source(__file__)).parent / "templates")
        self.made_with = f"{jinja2.__version__} {options!r}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template's entry; templates of several folders take turns in it."""
        return digest(name, str(sys.implementation.cache_tag))

    def get_source_checksum(self, source: str) -> str:
        """Return what a compiled template must have been made of."""
        return digest(self.made_with, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept; an entry that is missing, damaged or of another version is as none."""
        compiled = self.kept.get(bucket.key)
        if compiled is not None:
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it whole or not at all; where nothing can be written, only time is lost."""
        if not sys.dont_write_bytecode:
            self.kept.put(bucket.key, bucket.bytecode_to_string())
