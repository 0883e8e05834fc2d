"""The name of a trade: which of both genders stands first, and the short form that cards show of a long one."""

import re

import pytest

from oma_builder.guide.values import GenderedTitle
from tests.guides import real_guide

SLASH = " /\u00a0"


@pytest.mark.parametrize(("is_feminine", "shown", "also"), [(True, "Maçonne", "Maçon"), (False, "Maçon", "Maçonne")])
def test_the_gender_of_the_picture_is_shown_first(is_feminine: bool, shown: str, also: str) -> None:
    name = GenderedTitle("Maçon", "Maçonne", is_feminine_first=is_feminine)
    assert name.in_turn == (shown, also)
    assert name.led == shown + SLASH + also
    assert name.both == f"Maçon{SLASH}Maçonne", "lists and titles stay in one order"


def test_without_a_picture_genders_take_turns() -> None:
    names = [GenderedTitle(f"Ouvrier {number}", f"Ouvrière {number}") for number in range(100)]
    assert 30 < sum(name.in_turn[0] == name.feminine for name in names) < 70
    assert all(name.led == name.both for name in names)


def test_a_short_form_is_shown_and_the_whole_name_read_out() -> None:
    name = GenderedTitle("Agent d’essai", "Agente d’essai", ("Agent", "Agente"), is_feminine_first=True)
    assert name.in_turn == ("Agente", f"Agente d’essai{SLASH}Agent d’essai")
    epicene = GenderedTitle("Essayiste de tout", "Essayiste de tout", ("Essayiste", "Essayiste"))
    assert epicene.in_turn == ("Essayiste", "Essayiste de tout")
    assert GenderedTitle("Essayiste", "Essayiste").in_turn == ("Essayiste", "")


def test_no_card_of_the_guide_names_another_gender_than_its_picture_shows() -> None:
    """Descriptions of our pictures begin with whom they show: « Un maçon… », « Une maçonne… »."""
    for metier in real_guide().metiers:
        assert metier.picture is not None
        told = re.search(r"\bune?\b", metier.picture.alt, re.IGNORECASE)
        assert told is not None
        assert metier.title.is_feminine_first is (told[0].lower() == "une"), metier.id


def test_a_long_name_of_the_guide_has_a_short_form() -> None:
    for metier in real_guide().metiers:
        assert max(len(metier.title.in_turn[0]), *map(len, metier.title.short or ("",))) <= 28, metier.id
