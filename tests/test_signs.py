"""Signs that the fonts lack: all of them are named, with their words, and with what to write where that is known."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from oma_builder.content.fields import Label, Markdown
from oma_builder.content.signs import describe, foreign

OTHERWISE = "autrement"
PROPOSED = [
    ("proﬁlé", "écrivez « profilé »"),
    ("porte\u2011bagages", "écrivez « porte-bagages »"),
    ("bou\u00adlan\u00adger", "écrivez « boulanger » en le retapant"),
    ("un\u2003cadratin", "écrivez une espace ordinaire à la place de U+2003"),
    ("la 2ᵉ fois", "écrivez « 2e »"),
    ("un № 5", "écrivez « n° »"),
    ("Сhef", "écrivez « Chef »"),
    ("col‧legi", "écrivez « col·legi »"),
    ("20 ㎡", "écrivez « m² »"),
    ("⅓", "écrivez « 1/3 »"),
    ("10⁻³", OTHERWISE),
    ("ici → là", OTHERWISE),
    ("proﬁl → ﬂux", "écrivez « profil » ; écrivez « flux » ; pour le reste, autrement"),
]


@pytest.mark.parametrize(("text", "hint"), PROPOSED)
def test_what_to_write_is_said(text: str, hint: str) -> None:
    assert describe(foreign(text), OTHERWISE)[1] == hint


def test_every_foreign_sign_is_named_with_its_word() -> None:
    message, _ = describe(foreign("Un proﬁlé → 😀 et encore un proﬁlé, en 漢字."), OTHERWISE)
    assert message.endswith(
        ": « ﬁ » (U+FB01) dans « proﬁlé », « → » (U+2192), « 😀 » (U+1F600), « 漢 » (U+6F22), « 字 » (U+5B57) dans « 漢字 »"
    )


def test_a_text_of_another_alphabet_is_not_told_in_full() -> None:
    message, _ = describe(foreign(" ".join(map(chr, range(0x4E00, 0x4E40)))), OTHERWISE)
    assert message.endswith(", et 58 autres mots")


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=30))
def test_what_is_proposed_can_be_drawn(text: str) -> None:
    words = foreign(unicodedata.normalize("NFC", text))
    assert all(foreign(word.drawn) == () for word in words)
    assert all(word.signs for word in words)


@given(st.text(st.characters(max_codepoint=0x17F, exclude_categories=("Cc",)), max_size=30))
def test_a_text_is_either_drawn_or_told(text: str) -> None:
    named = {sign for word in foreign(text) for sign in word.signs}
    assert named == {sign for sign in text if foreign(sign)}


NAMES = ["Ateliers Łukasz Kowalski", "Ștefan et Gheorghe", "Société Žižkov, Ćosić et Öztürk-Yıldız", "Ğ, Ő et Ż"]
REGIONAL = [
    "Col·legi Joan Amade, Perpignan",
    "Aerodròm de Tolosa, parlar « in·hèr »",
    "la novel·la, L'IL·LUSIÓ, des·har, Brussel·les",
]
ABBREVIATED = [
    "les étudiant·e·s",
    "un·e élève",
    "les professionnel·le·s",
    "intellectuel·les",
    "soudeur·euses",
    "gentil·le",
    "tou·te·s",
    "col·legi et étudiant·e",
    "lycéen•ne",
]


@pytest.mark.parametrize("text", [*NAMES, *REGIONAL, "CO₂, 5 µm et 3/4″"])
@pytest.mark.parametrize("field", [Label, Markdown], ids=["label", "markdown"])
def test_names_of_the_region_may_be_written(field: object, text: str) -> None:
    assert TypeAdapter(field).validate_python(text)


@pytest.mark.parametrize("text", ABBREVIATED)
def test_abbreviated_forms_stay_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="ecriture-abregee"):
        TypeAdapter(Label).validate_python(text)
