"""No field of any document may hold a character that the guide's fonts cannot draw: nothing may reach paper as a hole."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from oma_builder.content import documents, parser
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.schema import KINDS, SINGLES
from tests.tools import ROOT
from tests.written import MODELS, Names, filled

FULL = ROOT / "tests" / "sites" / "full" / "content"
NAMES: Names = dict.fromkeys(MODELS, ("exemple", "autre"))
Place = tuple[str | int, ...]
EMOJI = "😀"
TYPED = {("envies", "mots"), ("envies", "contraires"), ("expressions", "dit")}
"""What readers type into the search, where a little picture may stand: nothing shows it."""


def written(kind: Kind[Author]) -> dict[str, Any]:
    """Return a document of a kind with every field filled, as texts."""
    if kind in SINGLES:
        parsed, _ = parser.parse_yaml((FULL / kind.file).read_text(encoding="utf-8"), "")
        assert parsed is not None
        return dict(parsed.data)
    return filled(kind.name, lambda name, limit: f"Exemple {name}"[:limit], NAMES)


def texts(value: Any, at: Place = ()) -> Iterator[Place]:
    """Yield where the texts of a document are."""
    if isinstance(value, str):
        yield at
    elif isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(part, (*at, key))


def field_of(at: Place) -> tuple[str, ...]:
    """Return the field of a text, wherever in a list it stands."""
    return tuple(key for key in at if isinstance(key, str))


def with_sign(entry: dict[str, Any], at: Place, sign: str) -> dict[str, Any]:
    """Return a document with a sign at the end of one text."""
    changed = copy.deepcopy(entry)
    holder: Any = changed
    for key in at[:-1]:
        holder = holder[key]
    holder[at[-1]] += sign
    return changed


def codes(kind: Kind[Author], entry: dict[str, Any]) -> set[str]:
    """Return the codes of what is said of a document."""
    head = json.dumps({name: value for name, value in entry.items() if name != "corps"}, ensure_ascii=False, indent=0)
    raw = f"---\n{head}\n---\n{entry['corps']}\n" if "corps" in entry else head
    return {problem.code for problem in documents.read(raw.encode(), f"content/x{kind.suffix}", "x", kind).problems}


@pytest.mark.parametrize(
    "kind", [kind for kind in (*KINDS, *SINGLES) if not kind.written_by], ids=lambda kind: kind.name
)
@pytest.mark.parametrize("sign", ["漢", EMOJI, "\u2060"], ids=["kanji", "emoji", "invisible"])
def test_no_text_may_hold_what_no_font_draws(kind: Kind[Author], sign: str) -> None:
    entry = written(kind)
    assert codes(kind, entry) == set()
    # Of a list, the first item stands for all: the 106 criteria of the audit are one field.
    places = list({field_of(at): at for at in reversed(list(texts(entry)))}.values())
    assert places
    allowed = TYPED if sign == EMOJI else set()
    assert [at for at in places if not codes(kind, with_sign(entry, at, sign)) and field_of(at) not in allowed] == []
