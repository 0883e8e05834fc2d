"""Values → lines of YAML as an editor would write them: bare texts, two spaces of indent."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

_READ_OTHERWISE = re.compile(r":(?:\s|$)|\s#")
"""What makes two values, or a remark, of one text."""

_IN_BLOCK = re.compile(r"\S[^\n\r\x85\u2028\u2029]*(?:\n+[^\n\r\x85\u2028\u2029]+)*\n?")
"""A text that a literal block holds as it is: its first line tells the indent, and one line break at most ends it."""


def quoted(text: str) -> str:
    """Return a text between quotation marks: else editors would read a code such as 2e345 as a number."""
    return json.dumps(text, ensure_ascii=False)


def yaml_lines(fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of some fields: texts, lists and mappings of them, none of them empty."""
    for name, value in fields.items():
        if isinstance(value, str) and "\n" in value and _IN_BLOCK.fullmatch(value):
            yield f"{name}: |"
            yield from (f"  {line}".rstrip() for line in value.splitlines())
        elif isinstance(value, str):
            yield f"{name}: {_text(value)}"
        else:
            yield f"{name}:"
            parts = yaml_lines(value) if isinstance(value, Mapping) else chain.from_iterable(map(_item, value))
            yield from (f"  {line}" for line in parts)


def _item(value: str | Mapping[str, Any]) -> Iterator[str]:
    first, *others = [_text(value)] if isinstance(value, str) else yaml_lines(value)
    yield f"- {first}"
    yield from (f"  {line}" for line in others)


def _text(value: str) -> str:
    """Return a text bare, or between quotation marks where YAML would read something else."""
    is_plain = value[:1].isalnum() and value == " ".join(value.split()) and not _READ_OTHERWISE.search(value)
    return value if is_plain else quoted(value)
