"""French typography: what authors type on a keyboard, beside what readers see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content.typography import FIXED, NARROW, french, french_runs, one_line

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
    ("5€, 99% et 12,5 %", f"5{FIXED}€, 99{FIXED}% et 12,5{FIXED}%"),
    ("(vraiment!)", f"(vraiment{NARROW}!)"),
    ('un tube de 3/4" et un de 1/2"', "un tube de 3/4″ et un de 1/2″"),
    ('un écran de 24" de large', "un écran de 24″ de large"),
    ("une planche de 6' 2\", ou 6'2\"", "une planche de 6′ 2″, ou 6′2″"),
    ('"un écran de 24" de large"', f"«{FIXED}un écran de 24″ de large{FIXED}»"),
    ('le plan "Occitanie 2030" et "2040"', f"le plan «{FIXED}Occitanie 2030{FIXED}» et «{FIXED}2040{FIXED}»"),
    ('"un "mot" dit"', f"«{FIXED}un «{FIXED}mot{FIXED}» dit{FIXED}»"),
    ('un seul "mot', 'un seul "mot'),
    ("'en 2024' dit-on", "'en 2024' dit-on"),
    ("En 2026 450 jeunes", "En 2026 450 jeunes"),
    ("En 2026 450 000 jeunes", f"En 2026 450{NARROW}000 jeunes"),
    ("la route 113 250 mètres plus loin", "la route 113 250 mètres plus loin"),
    ("Les pages 113 1 250 fois", f"Les pages 113 1{NARROW}250 fois"),
    ("de 1 850 à 12 000 000", f"de 1{NARROW}850 à 12{NARROW}000{NARROW}000"),
    ("le 05 61 23 45 67", "le 05 61 23 45 67"),
    ("0,5 250 fois", "0,5 250 fois"),
    ("CO~2~, H~2~SO~4~ et 10 m^2^", f"CO₂, H₂SO₄ et 10{FIXED}m²"),
    ("https://exemple.fr/a'b?c=5%&d=\"e", "https://exemple.fr/a'b?c=5%&d=\"e"),
    ("voir www.exemple.fr/l'eau !", f"voir www.exemple.fr/l'eau{NARROW}!"),
]


@pytest.mark.parametrize(("typed", "read"), CASES)
def test_what_is_typed_becomes_what_is_read(typed: str, read: str) -> None:
    assert french(typed) == read


@given(st.text(st.sampled_from("aé12 \u00a0\u202f'\"«».,:;!?-–€%hm(~^/w\n"), max_size=40))
def test_applying_it_twice_changes_nothing(text: str) -> None:
    assert french(french(text)) == french(text)


@given(st.text(st.sampled_from("aé1 .,:;!?-"), max_size=40))
def test_letters_and_digits_are_never_touched(text: str) -> None:
    def kept(given: str) -> str:
        return "".join(character for character in given if character.isalnum())

    assert kept(french(text)) == kept(text)


def test_a_folded_scalar_becomes_one_line() -> None:
    assert one_line("  un\n  deux\t trois ") == "un deux trois"


RUNS = [
    (('"', "oui", '" et "va…"'), (f"«{FIXED}", "oui", f"{FIXED}» et «{FIXED}va…{FIXED}»")),
    (
        ("", "Attention", "! Un ", "mot", " : ", "deux"),
        ("", "Attention", f"{NARROW}! Un ", "mot", f"{FIXED}: ", "deux"),
    ),
    (("l'", "eau", " d'", "été"), ("l’", "eau", " d’", "été")),
    (("5", "€", " et ", "99", "%"), ("5", f"{FIXED}€", " et ", "99", f"{FIXED}%")),
    (("1 ", "850", " €"), (f"1{NARROW}", "850", f"{FIXED}€")),
    (('"', None, "\" s'écrit ", None, "!"), (f"«{FIXED}", None, f"{FIXED}» s’écrit ", None, f"{NARROW}!")),
    (("En 2026", " ", "450", " jeunes"), ("En 2026", " ", "450", " jeunes")),
]


@pytest.mark.parametrize(("typed", "read"), RUNS)
def test_a_paragraph_is_set_as_a_whole(typed: tuple[str | None, ...], read: tuple[str | None, ...]) -> None:
    shown = [None if run is None else text for run, text in zip(typed, french_runs(typed), strict=True)]
    assert tuple(shown) == read


@given(st.lists(st.text(st.sampled_from("aé1 \u00a0\u202f'\"«».,:;!?-–€%h(~^\n"), max_size=6), min_size=1, max_size=8))
def test_runs_say_what_their_paragraph_says(runs: list[str]) -> None:
    assert "".join(french_runs(runs)) == french("".join(runs))


@given(st.lists(st.text(st.sampled_from("aé 1'\"«».!?€%"), max_size=6), min_size=1, max_size=8))
def test_a_run_keeps_its_letters(runs: list[str]) -> None:
    def letters(text: str) -> str:
        return "".join(sign for sign in text if sign.isalnum())

    assert list(map(letters, french_runs(runs))) == list(map(letters, runs))
