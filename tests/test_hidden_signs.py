"""Signs that nobody sees, letters of other alphabets and spoilt accents: each is named wherever it makes a value wrong."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content import filenames, hidden_signs, mojibake
from oma_builder.content.kind import Kind
from tests.test_blanks import ALL, full_document, places, read_as_typed, with_value
from tests.tools import MINIMAL, ROOT

SIGNS = ["\u00a0", "\u202f", "\u00ad", "\u200b", "\u2060", "\u2011", "\u0435"]


def _codes(document: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the values of a document that are no sentences, with their places."""
    for at in places(document):
        value: Any = document
        for part in at:
            value = value[part]
        if isinstance(value, str) and not value.startswith("Texte de "):
            yield at, value


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_a_sign_within_a_code_is_named(kind: Kind[Any]) -> None:
    """Identifiers, codes, dates, addresses, numbers, choices: every field of every kind that is no sentence."""
    document = full_document(kind)
    for rank, (at, value) in enumerate(_codes(document)):
        sign = SIGNS[rank % len(SIGNS)]
        for spoilt in (value + sign, value[:1] + sign + value[1:]):
            _, problems, _ = read_as_typed(kind, with_value(document, at, spoilt))
            named = [problem for problem in problems if f"U+{ord(sign):04X}" in problem.message]
            may_hold_spaces = at[-1] == "siret" and sign.isspace()
            assert named or may_hold_spaces, (at, spoilt, problems)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_a_sign_within_the_name_of_a_field_is_named(kind: Kind[Any]) -> None:
    """The field that is missing is not told beside the one that only looks like it."""
    document = full_document(kind)
    for rank, name in enumerate(name for name in document if name not in kind.markdown_fields):
        sign = SIGNS[rank % len(SIGNS)]
        spoilt = {(key[:2] + sign + key[2:] if key == name else key): value for key, value in document.items()}
        _, problems, _ = read_as_typed(kind, spoilt)
        (told,) = problems
        assert (told.code, f"U+{ord(sign):04X}" in told.message) == ("champ-inconnu", True), told
        assert name in told.hint, told


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("b\u043eulanger\u00a0", "boulanger"),
        ("2026\u201109\u201101", "2026-09-01"),
        ("H\u200b2913", "H2913"),
        ("\uff28\uff12", "H2"),
        ("acc\u00adroche", "accroche"),
    ],
)
def test_what_was_meant_is_proposed(typed: str, meant: str) -> None:
    assert hidden_signs.retyped(typed) == meant


@pytest.mark.parametrize("text", ["métier-d-été", "C\u0327a", "ﬁn".replace("ﬁ", "fi"), "Œuvre", "Łódź", "a_b-c.d", "’"])
def test_letters_of_the_region_are_not_misleading(text: str) -> None:
    assert hidden_signs.misleading(text.replace("\u0327", "")) == ""


def _spoil(text: str, encoding: str, times: int) -> str:
    """Return a text as a program shows it that takes its UTF-8 for another encoding, so many times."""
    for _ in range(times):
        text = "".join(bytes((byte,)).decode(encoding, "ignore") or chr(byte) for byte in text.encode())
    return text


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "iso8859-15", "cp1250", "mac_roman", "cp850"])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_spoilt_accents_are_undone(encoding: str, times: int) -> None:
    """The words of the real content, read in a wrong encoding up to three times over."""
    words = {
        word for file in (ROOT / "content" / "metiers").glob("b*.yaml") for word in file.read_text("utf-8").split()
    }
    for word in sorted(word for word in words if not word.isascii()):
        assert mojibake.undone(_spoil(word, encoding, times)) == word


@pytest.mark.parametrize("word", ["ÈlËve", "mÈtier", "lÚger", "forÛt", "maþon", "dÈj‡"])
def test_accents_that_became_capitals_are_told(word: str) -> None:
    """A file of Windows that was taken for one of an old Mac, or of DOS: « È » may have been « é » or « è »."""
    (told,) = mojibake.spoilt_words(f"a: 1\nb: {word}\n", "x")
    assert (told.code, told.line, told.hint) == ("texte-abime", 2, "retapez les lettres perdues")


@pytest.mark.parametrize("word", ["ProÉlec", "CAFÉs", "ÉCOLE", "d’Île", "L’École", "PÔLE", "Édu-Économie", "Œuvre"])
def test_capitals_of_names_are_left_alone(word: str) -> None:
    assert mojibake.spoilt_words(word, "x") == ()


_FRENCH = "".join(sorted(mojibake.PROTECTED))


@given(st.text(st.sampled_from("aeLS" + _FRENCH), max_size=6), st.sampled_from(["cp1252", "mac_roman", "cp850"]))
def test_undoing_never_invents(word: str, encoding: str) -> None:
    """Whatever comes out of a word is either itself, or a word that spoils into it."""
    meant = mojibake.undone(word)
    assert meant == word or all(sign.isascii() or sign in _FRENCH for sign in meant)


def test_right_texts_are_left_alone() -> None:
    """No file of ours, real content and samples, is taken for a spoilt one."""
    roots = (ROOT / "content", ROOT / "tests" / "sites", MINIMAL)
    files = [file for root in roots for file in root.rglob("*") if file.suffix in (".yaml", ".md", ".vtt")]
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert mojibake.spoilt_words(text, str(file)) == ()
        assert list(mojibake.lost_letters(text, str(file))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Que faire ?",
        "Que faire? Oui",
        "Quoi\u202f?",
        "https://a.example/?q=l?e",
        "(?)",
        "« Et toi ? »",
        "Vrai ?!",
        "a?",
        "SÃO",
        "CAFÉ\u00a0:",
        "NOËL\u00a0»",
        "2\u00a0√ 3",
    ],
)
def test_ordinary_marks_are_left_alone(text: str) -> None:
    assert (mojibake.spoilt_words(text, "x"), list(mojibake.lost_letters(text, "x"))) == ((), [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Boulang&egrave;re", "« è »"),
        ("Dupont &amp; fils", "« & »"),
        ("13&nbsp;h", "une espace"),
        ("&#233;t&#xE9;", "« é »"),
        ("AT&T; R&D", ""),
        ("une balise &lt;b&gt;", ""),
    ],
)
def test_an_entity_is_told_in_a_plain_text(text: str, said: str) -> None:
    told = mojibake.entity_in(text)
    assert (told[1] if told else "") == (f"écrivez {said} à la place" if said else "")


@pytest.mark.parametrize("text", ["Boulang?re", "une ?tape", "l'?cole", "Boulang??re", "Que faire?oui"])
def test_a_lost_letter_is_told(text: str) -> None:
    (told,) = mojibake.lost_letters(f"a: 1\nb: {text}\n", "x")
    assert (told.code, told.line) == ("texte-abime", 2)


def test_a_spoilt_name_of_a_file_is_named() -> None:
    """A space that nobody sees, at the end or within the suffix."""
    told = filenames.wrong_name("boulanger\u00a0", ".yaml", "content/metiers/x")
    assert told is not None
    assert ("U+00A0" in told.message, "renommez-le boulanger.yaml" in told.hint) == (True, True)
