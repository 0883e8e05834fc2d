"""French typography: what authors type on a keyboard, beside what readers see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content.typography import FIXED, NARROW, french, one_line

CASES = [
    ("Quoi ?", f"Quoi{NARROW}?"),
    ("Quoi?", f"Quoi{NARROW}?"),
    ("Vraiment ?!", f"Vraiment{NARROW}?!"),
    ("un ; deux", f"un{NARROW}; deux"),
    ("ainsi : voilà", f"ainsi{FIXED}: voilà"),
    ("ainsi: voilà", f"ainsi{FIXED}: voilà"),
    ("à 12:30", "à 12:30"),
    ("https://exemple.fr/?a=b;c", "https://exemple.fr/?a=b;c"),
    ('Il dit "oui".', f"Il dit «{FIXED}oui{FIXED}»."),
    ("« oui »", f"«{FIXED}oui{FIXED}»"),
    ("l'été d'\"ici\"", f"l’été d’«{FIXED}ici{FIXED}»"),
    ("attendre...", "attendre…"),
    ("1 850 € à 35 h, 50 %", f"1{NARROW}850{FIXED}€ à 35{FIXED}h, 50{FIXED}%"),
    ("2 à 3 ans", f"2 à 3{FIXED}ans"),
    ("l'atelier - ou la rue - au choix", f"l’atelier{FIXED}– ou la rue{FIXED}– au choix"),
    ("porte-à-porte", "porte-à-porte"),
    (" ! après du gras", f"{NARROW}! après du gras"),
]


@pytest.mark.parametrize(("typed", "read"), CASES)
def test_what_is_typed_becomes_what_is_read(typed: str, read: str) -> None:
    assert french(typed) == read


@given(st.text(st.sampled_from("aé1 \u00a0\u202f'\"«».,:;!?-–€%hm(\n"), max_size=40))
def test_applying_it_twice_changes_nothing(text: str) -> None:
    assert french(french(text)) == french(text)


@given(st.text(st.sampled_from("aé1 .,:;!?-"), max_size=40))
def test_letters_and_digits_are_never_touched(text: str) -> None:
    def kept(given: str) -> str:
        return "".join(character for character in given if character.isalnum())

    assert kept(french(text)) == kept(text)


def test_a_folded_scalar_becomes_one_line() -> None:
    assert one_line("  un\n  deux\t trois ") == "un deux trois"
