"""How synthetic documents are written: YAML as an author would, the same sources and dates everywhere."""

from collections.abc import Sequence
from typing import Any

import yaml

from oma_builder.content.typography import slugify
from tests.benchmarks import words

Data = dict[str, Any]

READ_ON = "2026-09-01"
"""The day every source was read and every document reviewed: build with `--today` later than this."""

FAR = "2099-12-31"
"""The last day of what ends."""


class _Dumper(yaml.CSafeDumper):
    """Writes texts of several lines as literal blocks, as an author would, and never an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)


def dump(data: Data) -> str:
    """Return the data as YAML, in the order of its keys."""
    # The C dumper is ten times faster, and both write the same.
    return str(yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100))


def gendered(pair: words.Pair) -> Data:
    """Return both forms of a title as an author writes them."""
    return {"masculin": pair[0], "feminin": pair[1]}


def source(name: str) -> Data:
    """Return a source read on `READ_ON`."""
    return {"titre": name, "adresse": f"https://exemple.fr/{slugify(name)}/", "date": READ_ON}


def paragraphs(*texts: str) -> str:
    """Return Markdown of several paragraphs."""
    return "\n\n".join(texts) + "\n"


def prose(description: Data, texts: Sequence[str]) -> str:
    """Return a document of prose: front matter, then one part per text."""
    body = paragraphs(*(f"## Partie {part}\n\n{text}" for part, text in enumerate(texts, start=1)))
    return f"---\n{dump(description)}---\n\n{body}"
