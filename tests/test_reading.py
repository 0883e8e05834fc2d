"""What authors type reaches the guide as typed, however their editor saves it; nothing they save hangs or crashes."""

import datetime
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oma_builder.content import documents, loader, schema
from oma_builder.content.loader import Corpus
from tests.tools import MINIMAL

METIER = "metiers/exemple.yaml"
TYPED = ("NO", "on", "yes", "01001", "22:30", "1.10", "1e3", "~", "null", "0x1F", "1_000", ".5", "2026-11-23")


def _load(content: Path) -> Corpus:
    corpus, problems = loader.load(content, jobs=1)
    assert problems == ()
    return corpus


def test_text_that_looks_like_another_type_stays_text(tmp_path: Path) -> None:
    """Plain YAML makes `NO` false and `22:30` the number 1350."""
    content = shutil.copytree(MINIMAL, tmp_path / "content")
    with (content / METIER).open("a", encoding="utf-8") as stream:
        stream.write("mots_cles:\n" + "".join(f"  - {word}\n" for word in TYPED))
    assert _load(content).of(schema.METIERS)[0].entry.mots_cles == TYPED


def test_the_schema_alone_gives_types() -> None:
    """A level is a number and a day is a date because the field says so."""
    (metier,) = _load(MINIMAL).of(schema.METIERS)
    assert (metier.entry.niveau, metier.entry.revu_le) == (3, datetime.date(2026, 11, 23))


@pytest.mark.parametrize(
    "saved",
    [
        pytest.param(lambda raw: b"\xef\xbb\xbf" + raw, id="BOM"),
        pytest.param(lambda raw: raw.replace(b"\n", b"\r\n"), id="CRLF"),
        pytest.param(lambda raw: raw.replace(b"\n", b"\r"), id="CR"),
        pytest.param(lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"), id="BOM and CRLF"),
    ],
)
def test_bom_and_line_ends_make_no_difference(saved: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """Windows editors add a BOM and CRLF; the documents and their line tables are the same."""
    content = shutil.copytree(MINIMAL, tmp_path / "content")
    for file in [*content.rglob("*.yaml"), *content.rglob("*.md")]:
        file.write_bytes(saved(file.read_bytes()))
    assert _load(content) == _load(MINIMAL)


@pytest.mark.parametrize(
    "name", ["README.md", "LISEZMOI.md", "Thumbs.db", "desktop.ini", ".DS_Store", "~$exemple.yaml"]
)
def test_files_that_systems_leave_behind_are_ignored(name: str, tmp_path: Path) -> None:
    """An editor has neither made nor seen most of them."""
    content = shutil.copytree(MINIMAL, tmp_path / "content")
    for folder in (content, content / "metiers", content / "images"):
        (folder / name).write_bytes(b"\x00")
    assert _load(content) == _load(MINIMAL)


def test_lines_count_from_the_top_of_the_file() -> None:
    """A page's lines include its front matter."""
    corpus = _load(MINIMAL)
    assert (corpus.of(schema.PAGES)[0].line("titre"), corpus.of(schema.PAGES)[0].line("corps")) == (2, 5)
    assert corpus.of(schema.METIERS)[0].line("etudes", 0, "etapes", 0, "formation") == 30


LEVELS_OF_ALIASES = "".join(f"n{level}: &n{level} [{', '.join([f'*n{level - 1}'] * 9)}]\n" for level in range(1, 40))


@pytest.mark.parametrize(
    ("added", "code"),
    [
        pytest.param("mots_cles: " + "[" * 400_000 + "\n", "imbrication", id="brackets"),
        pytest.param("mots_cles: " + "{a: " * 200_000 + "\n", "imbrication", id="braces"),
        pytest.param("mots_cles:\n  " + "- " * 400_000 + "\n", "imbrication", id="hyphens"),
        pytest.param("n0: &n0 [ha]\n" + LEVELS_OF_ALIASES, "ancre-interdite", id="billion laughs"),
        pytest.param("moi: &moi [*moi]\n", "ancre-interdite", id="alias of itself"),
        pytest.param("? [a, [b]]\n: c\n", "cle-invalide", id="list as key"),
        pytest.param(f"apprentissage: {'a' * 20_000}\n", "texte-trop-long", id="endless word"),
    ],
)
def test_hostile_document_is_refused_at_once(added: str, code: str) -> None:
    """One second of the processor is the promise; a thousandth of it is usual."""
    raw = (MINIMAL / METIER).read_bytes() + added.encode()
    start = time.process_time()
    _, problems = documents.read(raw, "content/" + METIER, "exemple", schema.METIERS)
    assert time.process_time() - start < 1
    assert code in {problem.code for problem in problems}


SNIPPETS = st.one_of(
    st.text(max_size=12),
    st.text("\t\n -:#[]{}\"'&*!|>%@`\\?,<=~éa1", max_size=12),
    st.sampled_from(
        ["\n---\n", "\n...\n", "&a ", "*a", "!!python/object ", "<<: *a\n", '"\\u0000"', "'", "![](a.svg)", "&#0;"]
    ),
)


@settings(max_examples=150)
@given(kind=st.sampled_from([*schema.KINDS, *schema.SINGLES]), raw=st.binary(max_size=200))
def test_any_bytes_give_a_document_or_a_problem(kind: schema.Kind, raw: bytes) -> None:
    """No file whatever its bytes ends in a traceback."""
    document, problems = documents.read(raw, "content/exemple", "exemple", kind)
    assert document or problems


@settings(max_examples=250)
@given(file=st.sampled_from([METIER, "pages/exemple.md", "secteurs/exemple.yaml"]), data=st.data())
def test_any_slip_of_the_keyboard_gives_a_document_or_a_problem(file: str, data: st.DataObject) -> None:
    """Something typed, pasted or cut anywhere in a good file: a document or a problem on a line of the file."""
    text = (MINIMAL / file).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 3))
    slipped = (text[:start] + data.draw(SNIPPETS) + text[start + cut :]).encode("utf-8", "replace")
    kind = next(kind for kind in schema.KINDS if file.startswith(kind.name))
    document, problems = documents.read(slipped, "content/" + file, "exemple", kind)
    assert document or problems
    lines = slipped.decode("utf-8").count("\n") + slipped.decode("utf-8").count("\r") + 1
    assert all(0 <= problem.line <= lines for problem in problems)
