"""Captions: what was read is written and read again as it was; whatever the bytes, only problems come of them."""

import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oma_builder.content.captions import Cue, faults, read, web_vtt


def composed(text: str) -> str:
    """Return a text in the form that every file of the content is read in."""
    return unicodedata.normalize("NFC", text)


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)
LINES = (
    st.lists(WORDS.filter(lambda word: "-->" not in word and "{" not in word), min_size=1, max_size=3)
    .map(" ".join)
    .map(composed)
)
TIMES = st.lists(st.integers(0, 10 * 3600 * 1000), min_size=2, max_size=12, unique=True).map(sorted)


@st.composite
def cues(draw: Callable[[st.SearchStrategy[list[int]]], list[int]]) -> tuple[Cue, ...]:
    """Return cues that follow one another; a line is not all of a mark, which is left out when captions are read."""
    times = draw(TIMES)
    texts = st.lists(LINES, min_size=1, max_size=2).map(tuple)
    return tuple(
        Cue(0, start / 1000, end / 1000, draw(texts))  # type: ignore[arg-type]
        for start, end in list(pairwise(times))[::2]
    )


@given(cues())
def test_what_is_written_is_read_again(made: tuple[Cue, ...]) -> None:
    found, problems = read(web_vtt(made).encode(), "x.vtt")
    codes = {problem.code for problem in problems}
    assume("texte-abime" not in codes)  # letters that look like those an encoding spoils are read no further
    assert codes <= {"donnee-personnelle"}
    assert [(cue.start, cue.end, cue.lines) for cue in found] == [(cue.start, cue.end, cue.lines) for cue in made]
    assert [cue.line for cue in found] == sorted({cue.line for cue in found})


@given(
    st.binary(max_size=300) | st.text(st.sampled_from("WEBVTT\n0123:.,-> 1<i>é{\\an8}"), max_size=120).map(str.encode)
)
def test_whatever_the_bytes_only_problems_come_of_them(raw: bytes) -> None:
    found, problems = read(raw, "x.vtt")
    assert found or problems
    told = [*problems, *faults(found, "x.vtt", lasts=10, speed=17, length=42)]
    assert all(problem.line <= raw.count(b"\n") + raw.count(b"\r") + 1 for problem in told)
    assert all(cue.end > cue.start >= 0 and cue.lines for cue in found)


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n00:01.000 --> 00:03.000\nA <b>B</b>\n",
        "\ufeffWEBVTT - titre\n\nNOTE rien\n\n1\n00:00:01.000 --> 00:00:03.000 align:start\n<v Nom>A</v> B\n",
        "1\r\n00:00:01,000 --> 00:00:03,000\r\n{\\an8}A B\r\n",
    ],
)
def test_every_form_of_captions_gives_the_words(text: str) -> None:
    (cue,), problems = read(text.encode(), "x.vtt")
    assert problems == ()
    assert (cue.start, cue.end, cue.lines) == (1, 3, ("A B",))
