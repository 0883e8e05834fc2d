"""Nothing that is written vanishes: a document that is dropped, or a value that shows nothing, always has its problem."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content import documents
from oma_builder.content.kind import Kind
from oma_builder.content.parser import Pointer
from oma_builder.content.schema import KINDS, SINGLES
from oma_builder.problems import Problem, has_errors
from tests.tools import ROOT
from tests.written import Names, every_field

ALL: tuple[Kind[Any], ...] = (*KINDS, *SINGLES)
NAMES: Names = {kind.name: ("exemple", "autre") for kind in ALL}
BLANKS = (
    " ",
    "   ",
    "\u00a0",
    "\u202f",
    "\u200b",
    "\u00ad",
    "\u2060",
    "\u3000",
    "\u2800",
    "\u3164",
    "\ufe0f",
    "\n",
    " \u00a0\u200b\u202f ",
)
TYPED = (
    "",
    "x",
    "12",
    "oui",
    "2026-09-01",
    "A1502",
    "https://exemple.example/",
    "**",
    "- ",
    "[]",
    "\\",
    "&nbsp;",
    *BLANKS,
)


def full_document(kind: Kind[Any]) -> dict[str, Any]:
    """Return a document of a kind with every field filled."""
    return every_field(kind.model, lambda name, most: f"Texte de {name}"[:most], NAMES)


def places(value: Any, at: Pointer = ()) -> Iterator[Pointer]:
    """Yield the place of every single value, and of every list or group of fields."""
    if at:
        yield at
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in pairs:
        yield from places(part, (*at, key))


def with_value(document: Any, at: Pointer, value: Any) -> Any:
    """Return a copy of a document with another value at this place."""
    if not at:
        return value
    copy = document.copy()
    copy[at[0]] = with_value(copy[at[0]], at[1:], value)
    return copy


def read_as_typed(kind: Kind[Any], data: dict[str, Any]) -> tuple[bool, tuple[Problem, ...], str]:
    """Write a document as an editor could, each value on a line of its own; return whether it was kept."""
    body = data.get("corps", "") if kind.suffix == ".md" else ""
    head = {name: value for name, value in data.items() if name != "corps" or kind.suffix != ".md"}
    written = json.dumps(head, ensure_ascii=False, indent=1)
    text = f"---\n{written}\n---\n{body}\n" if kind.suffix == ".md" else written
    document, problems = documents.read(text.encode(), f"content/{kind.name}", "exemple", kind)
    return document is not None, problems, text


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_the_full_document_is_right(kind: Kind[Any]) -> None:
    """What the other tests spoil has no fault of its own, and every field that a model has."""
    document = full_document(kind)
    assert (read_as_typed(kind, document)[:2]) == (True, ())
    assert set(document) >= set(kind.model.model_fields) - {"remplace"}


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_a_blank_value_is_told_at_its_line(kind: Kind[Any]) -> None:
    """Every field of every kind, also in lists and groups, filled with spaces or unseen signs: one mistake, one message."""
    document = full_document(kind)
    blanks = itertools.cycle(BLANKS)
    for at in places(document):
        blank = next(blanks)
        _, problems, text = read_as_typed(kind, with_value(document, at, blank))
        assert [problem.code for problem in problems] == ["champ-vide"], at
        (told,) = problems
        if at == ("corps",):
            assert told.line == text[: text.rindex("---")].count("\n") + 2
        else:
            assert json.dumps(blank, ensure_ascii=False) in text.split("\n")[told.line - 1], (at, told)


@given(st.data())
def test_a_dropped_document_always_has_an_error(data: st.DataObject) -> None:
    """Any value of any field of any kind, replaced by whatever may be typed, or taken away."""
    kind = data.draw(st.sampled_from(ALL))
    document = full_document(kind)
    at = data.draw(st.sampled_from(list(places(document))))
    value = data.draw(st.one_of(st.sampled_from(TYPED), st.sampled_from([[], {}, [""], [" "], [[]], [{}], {"x": " "}])))
    kept, problems, _ = read_as_typed(kind, with_value(document, at, value))
    assert kept or has_errors(problems)


@pytest.mark.parametrize("text", ["&nbsp;", "-", "***", "- \n- ", ">"])
def test_a_text_of_marks_alone_is_empty(text: str) -> None:
    """What Markdown makes nothing of is as blank as a space."""
    metier = next(kind for kind in ALL if kind.name == "metiers")
    _, problems, _ = read_as_typed(metier, {**full_document(metier), "journee": text})
    assert "champ-vide" in {problem.code for problem in problems}


def test_every_document_of_the_guide_is_kept() -> None:
    """No word of the real content is taken for nothing."""
    for kind in KINDS:
        for file in sorted((ROOT / "content" / kind.name).glob(f"*{kind.suffix}")):
            document, problems = documents.read(file.read_bytes(), str(file), file.stem, kind)
            assert document or has_errors(problems)
            assert "champ-vide" not in {problem.code for problem in problems}
