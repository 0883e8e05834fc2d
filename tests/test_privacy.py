"""What is private in a public file, and what only looks so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content.privacy import is_personal, personal_data

PHONES = [
    "05 61 00 00 00",
    "0561000000",
    "05.61.00.00.00",
    "05-61-00-00-00",
    "+33 5 61 00 00 00",
    "+33561000000",
    "06\u00a061\u00a000\u00a000\u00a000",
    "Tél.05 61 00 00 00",
    "05  61  00  00  00",
    "0033 5 61 00 00 00",
    "+33 (0)5 61 00 00 00",
    "+33-5-61-00-00-00",
]
NOT_PHONES = [
    "73282932000074",  # a SIRET
    "https://exemple.fr/0561000000",
    "RNCP37537",
    "2026-11-23",
    "0310001H",
    "01001",
    "le 3018 ou le 119",
    "de 05 h à 06 h 30",
]


def codes(text: str, path: str = "content/metiers/exemple.yaml") -> list[str]:
    return [problem.code for problem in personal_data(text, path)]


@pytest.mark.parametrize("phone", PHONES)
def test_a_telephone_is_found(phone: str) -> None:
    assert codes(f"texte: appelez le {phone}.") == ["telephone"]


@pytest.mark.parametrize("text", NOT_PHONES)
def test_what_only_looks_like_a_telephone_stays(text: str) -> None:
    assert codes(text) == []


def test_the_legal_notice_may_hold_the_telephones_that_the_law_asks_for() -> None:
    assert codes("- Téléphone : 05 61 00 00 00", "content/pages/mentions-legales.md") == []
    assert codes("- prenom.nom@exemple.fr", "content/pages/mentions-legales.md") == ["courriel-personnel"]


@pytest.mark.parametrize(
    "mail",
    [
        "contact@exemple.fr",
        "ce.0310001h@ac-toulouse.fr",
        "stages-3e@exemple.fr",
        "medef31@exemple.fr",
        "pole.stages@ac-montpellier.fr",
    ],
)
def test_the_address_of_a_function_stays(mail: str) -> None:
    assert not is_personal(*mail.split("@"))


@pytest.mark.parametrize(
    "mail",
    [
        "prenom.nom@exemple.fr",
        "pnom@exemple.fr",
        "nom@exemple.fr",
        "contact@gmail.com",
        "stages@orange.fr",
        "clee@wanadoo.fr",
    ],
)
def test_the_address_of_a_person_does_not(mail: str) -> None:
    assert is_personal(*mail.split("@"))


@given(st.text(alphabet="abc \n", max_size=60), st.sampled_from(PHONES), st.text(alphabet="abc \n", max_size=60))
def test_the_line_is_that_of_the_telephone(before: str, phone: str, after: str) -> None:
    text = f"{before} {phone} {after}"
    (problem,) = personal_data(text, "content/pages/exemple.md")
    assert phone in text.split("\n")[problem.line - 1]
