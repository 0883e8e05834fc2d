"""A mark too few or a space too many is told on its own line, in the words of the real content; right texts stay silent."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content import documents, layout
from oma_builder.content.kind import Kind
from oma_builder.content.parser import parse_yaml
from oma_builder.content.schema import KINDS, SINGLES
from oma_builder.problems import Problem, Severity
from tests.tools import ROOT

BY_FOLDER = {kind.name: kind for kind in (*KINDS, *SINGLES)}
FILES = [file for file in sorted((ROOT / "content").rglob("*.*")) if file.suffix in (".yaml", ".md")]
_TEXT = re.compile(r"( *(?:- +)*(?:[a-z_]+: +)?)([A-ZÀ-Ý][^\"#:]*[^\"#: 0-9])$")


def _errors(text: str, file: Path) -> list[Problem]:
    kind: Kind[Any] = BY_FOLDER.get(file.parent.name) or BY_FOLDER[file.stem]
    problems = documents.read(text.encode(), "x", file.stem, kind).problems
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def _head(file: Path) -> list[str]:
    """Return the lines of a file that are YAML, or all but the body of a page."""
    text = file.read_text(encoding="utf-8")
    return (text.split("\n---\n")[0] if file.suffix == ".md" else text).split("\n")


def _values() -> Iterator[tuple[Path, int, str, str]]:
    """Yield the texts of the real content that stand on a line of their own: file, line, what is before, the text."""
    for file in FILES:
        lines = _head(file)
        for entry in layout.entries(lines):
            found = _TEXT.match(lines[entry.line])
            if found and (entry.is_opening and entry.value):
                yield file, entry.line, found[1], found[2]


VALUES = list(_values())[::97]


def _with_line(file: Path, number: int, line: str) -> str:
    lines = file.read_text(encoding="utf-8").split("\n")
    return "\n".join([*lines[:number], line, *lines[number + 1 :]])


@pytest.mark.parametrize("mark", ['"', "'"])
def test_a_missing_mark_is_told_on_its_line(mark: str) -> None:
    """Texts of the real content, put in quotation marks of both kinds, of which the last or the first is lost."""
    assert len(VALUES) > 20
    for file, number, before, text in VALUES:
        quoted = text.replace("'", "''") if mark == "'" else text
        for line in (f"{before}{mark}{quoted}", f"{before}{quoted}{mark}"):
            (told,) = _errors(_with_line(file, number, line), file)
            assert told.line == number + 1, (file, line, told)
            assert f"« {mark} »" in told.hint or told.code == "guillemet-seul", told


@pytest.mark.parametrize("mark", ['"', "'"])
def test_following_the_hint_of_a_missing_mark_mends_it(mark: str) -> None:
    """The hint names the mark and where it goes: put there, nothing is left to say."""
    for file, number, before, text in VALUES:
        quoted = text.replace("'", "''") if mark == "'" else text
        assert _errors(_with_line(file, number, f"{before}{mark}{quoted}{mark}"), file) == []


def test_a_space_too_many_before_an_item_is_told() -> None:
    """In every list of the real content, an item pushed by one space to three."""
    pushed = 0
    for file in FILES[::5]:
        lines = _head(file)
        opening = {entry.line for entry in layout.entries(lines)}
        for number in sorted(opening - {0}):
            line, above = lines[number], lines[number - 1] if number - 1 in opening else ""
            if re.match(r" *- \S", line) and re.match(r" *- [^:\"'>|\[]+$", above):
                more = " " * (1 + number % 3)
                (told,) = _errors(_with_line(file, number, more + line), file)
                assert told.line == number + 1, (file, line, told)
                assert told.code in ("ligne-avalee", "yaml-syntaxe")
                pushed += 1
    assert pushed > 100


def test_a_field_pushed_into_the_text_above_is_told() -> None:
    """In the real content, a field that comes after a text of several lines."""
    pushed = 0
    for file in FILES[::3]:
        lines = _head(file)
        texts = [entry for entry in layout.entries(lines) if entry.value in ("|", ">")]
        after = {entry.line: entry for entry in layout.entries(lines)}
        for text in texts:
            following = next((number for number in sorted(after) if number > text.line), 0)
            if following and re.match(r" *[a-z_]+:", lines[following]) and after[following].column <= text.column:
                told = _errors(_with_line(file, following, " " * (text.column + 2) + lines[following].lstrip()), file)
                assert told, (file, following)
                assert all(problem.line >= following + 1 for problem in told), (file, told)
                pushed += 1
    assert pushed > 20


@pytest.mark.parametrize(
    "text",
    [
        "a: >\n  Un texte\n  - replié - sur\n  trois lignes\n",
        "a: |\n  - un\n   - deux\n\n  champ: valeur\n",
        'a: "Un texte\n  qui continue\n  - et finit"\nb: c\n',
        "a: 'Un texte\n\n  d''une autre ligne'\nb: c\n",
        "a: Un texte\n  qui continue\n  https://exemple.example/\nb: c\n",
        "a:\n  - Un élément\n    qui continue\n  - Un autre\n",
        "a:\n  - \"Un élément\n    qui continue\"\n  - 'Un autre'\n",
        "a: [un, \"deux, trois\", 'd''eux']\n",
        'a: Un écran de 15"\n',
        "a: Dire 'oui'\n",
        'a: Dire "oui"\n',
        'a: "x" # une remarque\nb: "y"\n',
        '{\n"a": "un",\n"b": ["deux", "trois"]\n}\n',
        "a: Attention :\u00a0un\u202ftexte\u00a0!\n",
        "a:\n  - - un\n    - deux\n",
        "a:\n  # une remarque\n  'x'\nb: c\n",
    ],
)
def test_what_is_right_has_no_problem(text: str) -> None:
    parsed, problems = parse_yaml(text, "x.yaml")
    assert (parsed is not None, problems) == (True, ())


_SIGNS = "ab:-[]{}\"'|># ,\n\u00a0\u200b\\&"


@given(st.text(st.sampled_from(_SIGNS), max_size=80))
def test_whatever_the_lines_they_are_read(text: str) -> None:
    """No text makes the reader of lines fail, or name a line that is not there."""
    lines = text.split("\n")
    assert all(0 <= entry.line < len(lines) for entry in layout.entries(lines))
    opened = layout.unclosed(lines)
    assert opened is None or lines[opened.line].count(opened.mark)
    assert all(0 <= line < len(lines) for found in layout.disguised(lines) for line in found.lines)
