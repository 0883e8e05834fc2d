"""How texts speak to pupils, and what a value without its form was meant to be."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content import alternatives, readers, slips
from oma_builder.guide.vocabulary import MONTHS


@pytest.mark.parametrize(
    "text",
    [
        "Vous aimez le bois ?",
        "À 9 h, on prépare vos outils.",
        "Elle dit : « Tu viens ? » Puis vous partez.",
        "Votre métier, c’est ça.",
    ],
)
def test_a_text_that_says_vous_alone_is_told(text: str) -> None:
    assert readers.vous(text)


@pytest.mark.parametrize(
    "text",
    [
        "À deux, vous posez le panneau, puis tu serres chaque attache.",
        "Une personne demande : « Vous avez l’heure ? »",
        "Un rendez-vous par jour, et c’est tout.",
        "Avec ton équipe, vous décidez.",
        "Ton binôme t’aide : vous portez à deux.",
        "Un texte sans personne.",
    ],
)
def test_several_people_and_quotations_are_not(text: str) -> None:
    assert readers.vous(text) is None


@pytest.mark.parametrize(
    ("alt", "start"),
    [
        ("Photo de deux personnes", "Photo de"),
        ("une image d'un atelier", "une image d’"),
        ("L’illustration montrant une scie", "L’illustration montrant"),
        ("Photographe au travail", ""),
        ("Une personne prend une photo de famille", ""),
        ("Image fixe d’une caméra", ""),
        ("Dessin d’une poutre, avec ses cotes", ""),
    ],
)
def test_a_description_begins_with_what_is_seen(alt: str, start: str) -> None:
    assert alternatives.redundant_start(alt) == start


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2999, 12, 31)))
def test_days_as_offices_write_them_are_understood(day: datetime.date) -> None:
    for typed in (
        day.strftime("%d/%m/%Y"),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"le {day.day} {MONTHS[day.month - 1].upper()} {day.year}",
        f"“{day.isoformat()}”",
    ):
        assert slips.date(typed) == day.isoformat(), typed


@pytest.mark.parametrize("typed", ["3/11/26", "31/02/2026", "novembre 2026", "demain", "12/31/2026", "3 ma 2026", ""])
def test_no_day_is_guessed(typed: str) -> None:
    assert slips.date(typed) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ma Photo_2 d'été.JPG", "ma-photo-2-d-ete.jpg"),
        ("C:\\Photos\\Atelier.png", "atelier.png"),
        ("« atelier.webp »", "atelier.webp"),
        ("atelier", ""),
        ("....", ""),
    ],
)
def test_what_a_photograph_is_to_be_called(typed: str, meant: str) -> None:
    assert slips.picture_name(typed) == meant
