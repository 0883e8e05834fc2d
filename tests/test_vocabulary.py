"""The readers' words for dates and for lists of choices."""

import datetime

import pytest

from oma_builder.guide.vocabulary import french_period, one_of, ways


@pytest.mark.parametrize(
    ("first", "last", "begins", "ends", "told"),
    [
        ("2027-03-12", "2027-03-12", "", "", "le 12 mars 2027"),
        ("2027-03-01", "2027-03-01", "09:00", "17:30", "le 1er mars 2027, de 9\u00a0h à 17\u00a0h\u00a030"),
        ("2027-03-12", "2027-03-12", "14:05", "", "le 12 mars 2027, à 14\u00a0h\u00a005"),
        ("2027-03-12", "2027-03-14", "", "", "du 12 au 14 mars 2027"),
        ("2027-03-30", "2027-04-02", "10:00", "18:00", "du 30 mars au 2 avril 2027, de 10\u00a0h à 18\u00a0h"),
        ("2026-12-30", "2027-01-02", "", "", "du 30 décembre 2026 au 2 janvier 2027"),
        ("2026-12-11", "2026-12-12", "20:00", "01:00", "la nuit du 11 au 12 décembre 2026, de 20\u00a0h à 1\u00a0h"),
        (
            "2026-12-11",
            "2026-12-14",
            "20:00",
            "01:00",
            "chaque nuit du 11 au 14 décembre 2026, de 20\u00a0h à 1\u00a0h",
        ),
        ("2026-12-11", "2026-12-11", "20:00", "24:00", "le 11 décembre 2026, de 20\u00a0h à minuit"),
        ("2026-03-30", "2027-03-31", "", "", "du 30 mars 2026 au 31 mars 2027"),
    ],
)
def test_a_period_is_told_without_repeating_itself(first: str, last: str, begins: str, ends: str, told: str) -> None:
    days = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    assert french_period(*days, begins, ends) == told


def test_choices_are_told_as_french_does() -> None:
    assert one_of(["a"]) == "a"
    assert one_of(["a", "b", "c"]) == "a, b ou c"
    assert ways(("scolaire", "apprentissage")) == "à l’école ou en apprentissage"
