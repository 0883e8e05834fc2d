"""What an author may give as an address, and how what looks like one is told apart."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oma_builder.content import addresses

GOOD = (
    "https://exemple.fr",
    "HTTPS://Exemple.FR/",
    "https://a-b.exemple.fr:8443/chemin/page.html?x=1&y=../z#haut",
    "https://exemple.fr/dossier/fichier..pdf",
    "https://exemple.fr/.well-known/page",
    "https://exemple.fr/m%C3%A9tiers",
    "https://xn--caf-dma.fr/",
    "https://exemple.xn--p1ai/",
    "https://exemple.fr:65535/",
)
BAD = (
    "http://exemple.fr",
    "https://exemple",
    "https://a..exemple.fr/",
    "https://.exemple.fr/",
    "https://exemple.fr./",
    "https://-exemple.fr/",
    "https://exemple-.fr/",
    f"https://{'a' * 64}.fr/",
    "https://exemple.fr:0/",
    "https://exemple.fr:65536/",
    "https://exemple.fr:99999/",
    "https://exemple.fr:/",
    "https://exemple.fr/../secret",
    "https://exemple.fr/a/..",
    "https://exemple.fr/./a",
    "https://exemple.fr/%2e%2E/secret",
    "https://exemple.fr/.%2e/secret",
    "https://exemple.fr/a\n",
    "https://exemple.fr\n/a",
    "https://exemple.fr/%0d%0aX-Entete:1",
    "https://exemple.fr/%00",
    "https://exemple.fr/a b",
    "https://exemple.fr\\a",
    "https://moi:secret@exemple.fr/",
    "https://192.168.1.1/",
    "https://café.fr/",
)


@pytest.mark.parametrize("address", GOOD)
def test_a_sound_address_is_taken(address: str) -> None:
    assert addresses.is_url(address)


@pytest.mark.parametrize("address", BAD)
def test_an_address_that_leads_nowhere_is_not(address: str) -> None:
    assert not addresses.is_url(address)


@pytest.mark.parametrize("address", [*GOOD, *BAD])
def test_a_site_is_a_page_without_query_or_anchor(address: str) -> None:
    if addresses.SITE.fullmatch(address):
        parts = urlsplit(address)
        assert addresses.is_url(address)
        assert (parts.query, parts.fragment) == ("", "")


@settings(max_examples=40)  # each is drawn from a long pattern: a hundred take four seconds
@given(st.from_regex(addresses.PAGE, fullmatch=True))
def test_machines_read_every_address_that_is_taken(address: str) -> None:
    parts = urlsplit(address)
    assert parts.hostname
    assert all(0 < len(label) < 64 for label in parts.hostname.split("."))
    assert parts.port is None or 0 < parts.port < 65_536
    assert not {".", ".."} & set(parts.path.split("/"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://café.fr/carte", "https://xn--caf-dma.fr/carte"),
        ("https://Sète.fr", "https://xn--ste-6la.fr"),
        ("https://exemple.fr/café", ""),
        (f"https://{'é' * 64}.fr/", ""),
        ("https://é..fr/", ""),
    ],
)
def test_a_host_with_accents_is_proposed_in_ascii(typed: str, meant: str) -> None:
    assert addresses.in_ascii(typed) == meant


@pytest.mark.parametrize("mail", ["contact@exemple.fr", "c.l-e+e_1@a.b-c.fr"])
def test_a_sound_mail_is_taken(mail: str) -> None:
    assert addresses.MAIL.fullmatch(mail)


@pytest.mark.parametrize(
    "mail", ["contact", ".a@exemple.fr", "a..b@exemple.fr", "a.@exemple.fr", "a@b", "a@b..fr", "a@-b.fr", "a@b.fr\n"]
)
def test_a_mail_that_no_server_takes_is_not(mail: str) -> None:
    assert not addresses.MAIL.fullmatch(mail)


@pytest.mark.parametrize(
    ("address", "is_taken"),
    [
        ("http://localhost:8000/oma/", True),
        ("http://127.0.0.1:8000/", True),
        ("https://exemple.fr/oma", True),
        ("http://exemple.fr/oma", True),
        ("https://exemple.fr:99999/", False),
        ("https://a..fr/", False),
        ("https://exemple.fr/../", False),
        ("https://exemple.fr/\n", False),
        ("https://exemple.fr/?a", False),
    ],
)
def test_where_a_site_is_tried(address: str, is_taken: bool) -> None:
    assert bool(addresses.TRIED_SITE.fullmatch(address)) == is_taken
