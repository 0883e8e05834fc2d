"""What is published for scripts, as a test reads it."""

import json
import re
from typing import Any

from oma_builder.guide import routes
from tests.built import Built

_SET = re.compile(rb"window\.oma\.(?:parts\[\"[^\"]+\"\]|addresses)=(.*);\n", re.DOTALL)


def value_of(script: bytes) -> Any:
    """Return what a script of data sets."""
    match = _SET.fullmatch(script)
    assert match, script[:80]
    return json.loads(match[1])


def addresses(site: Built) -> dict[str, dict[str, str]]:
    """Return the addresses of each kind of data, with the first name in each."""
    found: dict[str, dict[str, str]] = value_of((site.folder / routes.ADDRESSES).read_bytes())
    return found
