"""What an author wrote, as plain data, and its digest: the same for as long as the same is said.

A contract: such digests are kept in `content/editions/` and `content/validations/`, and compared with those that later programs
make. A field that is empty or left at its default counts as not written, so that a new optional one changes nothing; the order of
fields, spaces, quotation marks and dashes do not count, since files are laid out and typography is set anew. `tests/test_editions.py`
and `tests/test_approvals.py` pin digests.
"""

import datetime
import json
import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

_SIGNS = {"’": "'", "‘": "'", "«": '"', "»": '"', "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}
_SIGN = re.compile(f"[{''.join(_SIGNS)}]")
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def written(value: BaseModel, left_out: Mapping[type[BaseModel], frozenset[str]]) -> dict[str, Any]:
    """Return the fields of an entry that its author wrote, by their names, but for some fields of some of its parts."""
    fields, unwanted = type(value).model_fields, left_out.get(type(value), frozenset())
    pairs = ((name, part) for name, part in value.__dict__.items() if name not in unwanted)
    return {name: _plain(part, left_out) for name, part in pairs if part != fields[name].default}


def _plain(value: Any, left_out: Mapping[type[BaseModel], frozenset[str]]) -> Any:
    if isinstance(value, BaseModel):
        return written(value, left_out)
    if isinstance(value, tuple):
        return [_plain(part, left_out) for part in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def digest_of(value: object) -> str:
    """Return the SHA-256 of what plain data says, in hexadecimal."""
    return sha256(letters(_encoded(value)).encode()).hexdigest()


def letters(text: str) -> str:
    """Return a text as it is before any typography: without spaces, with the signs of a keyboard."""
    plain = "".join(unicodedata.normalize("NFKC", text.replace("″", '"')).split())
    return _SIGN.sub(lambda match: _SIGNS[match[0]], plain)
