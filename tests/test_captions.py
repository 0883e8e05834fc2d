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


_SPACE = " "  # as the file has it, on a line of its own
YOUTUBE = f"""WEBVTT
Kind: captions
Language: fr

00:00:00.160 --> 00:00:02.389 align:start position:0%
{_SPACE}
bonjour<00:00:00.480><c> à</c><00:00:00.799><c> tous</c>

00:00:02.400 --> 00:00:04.000 align:start position:0%
bonjour à tous
{_SPACE}
"""
CAPCUT = "\ufeff1\r\n00:00:00,160 --> 00:00:02,389\r\nbonjour à tous\r\n\r\n2\r\n00:00:02,400 --> 00:00:04,000\r\nbonjour à tous"
SBV = "0:00:00.160,0:00:02.389\nbonjour à tous\n\n0:00:02.400,0:00:04.000\nbonjour à tous\n"


@pytest.mark.parametrize(
    "text", [YOUTUBE, CAPCUT, SBV], ids=["YouTube, written by a machine", "CapCut", "YouTube, SBV"]
)
def test_files_of_free_services_are_read(text: str) -> None:
    """A line of spaces, which YouTube writes, ends no caption."""
    found, problems = read(text.encode(), "x")
    assert problems == ()
    assert [(cue.start, cue.end, cue.lines) for cue in found] == [
        (0.16, 2.389, ("bonjour à tous",)), (2.4, 4, ("bonjour à tous",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "line", "told"),
    [
        (b"PK\x03\x04\x14\x00reste", 1, "un document de traitement de texte"),
        ("1\n00:00:01,000 –> 00:00:03,000\nA\n".encode(), 2, "la flèche entre ces deux temps n’est pas -->"),
        ("1\n00:00:01,000 → 00:00:03,000\nA\n".encode(), 2, "la flèche entre ces deux temps n’est pas -->"),
        ("1\n00:00:01,000 --> 00:00:03,000\nDéjà\n".encode("cp1252"), 3, "pas en UTF-8"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nA\n2\n00:00:03,000 --> 00:00:04,000\nB\n", 4, "il manque une ligne vide"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nA\n00:03.000 --> 00:04.000\nB\n", 5, "il manque une ligne vide"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nA\n \n2\n00:00:03,000 --> 00:00:04,000\nB\n", 4, "contient des espaces"),
    ],
    ids=["docx", "Word's arrow", "another arrow", "Word's text", "glued", "glued, no number", "spaces"],
)
def test_what_a_word_processor_makes_of_captions_is_told(raw: bytes, line: int, told: str) -> None:
    _, problems = read(raw, "x.srt")
    assert [(problem.line, told in problem.message) for problem in problems] == [(line, True)]
    assert all(problem.hint for problem in problems)


SPOKEN = {
    "one": ("<v La boulangère>Bonjour.", ("Bonjour.",), ("La boulangère",)),
    "two": ("<v A>Oui.</v>\n<v B>Non.</v>", ("Oui.", "Non."), ("A", "B")),
    "two in a line": ("<v A>Oui.</v> <v B>Non.</v>", ("Oui.", "Non."), ("A", "B")),
    "goes on": ("<v.fort A>Oui,\nmais non.\n</v>Bruit.", ("Oui,", "mais non.", "Bruit."), ("A", "A", "")),
    "with signs": ("<v A &amp; B>1 &lt; 2", ("1 < 2",), ("A & B",)),
    "nobody": ("<v >Oui.</v>", ("Oui.",), ()),
}


@pytest.mark.parametrize("name", SPOKEN)
def test_who_speaks_is_kept(name: str) -> None:
    text, lines, voices = SPOKEN[name]
    (cue,), problems = read(f"WEBVTT\n\n00:01.000 --> 00:03.000\n{text}\n".encode(), "x.vtt")
    assert (problems, cue.lines, cue.voices) == ((), lines, voices)
    (again,), problems = read(web_vtt([cue]).encode(), "x.vtt")
    assert (problems, again.lines, again.voices) == ((), lines, voices)
