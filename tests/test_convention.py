"""The clock of the agreement: its terms, its end at the beginning of a school year, and what readers are told of it."""

import datetime
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content import loader
from oma_builder.content.kinds.convention import Convention
from oma_builder.content.rules import convention as rules
from oma_builder.guide import linker, routes
from oma_builder.guide.model import Guide
from tests.built import SITES, Built, small, squeezed, text_of_pages
from tests.tools import MINIMAL

SITE = SITES / "accords" / "content"
SIGNED = datetime.date(2021, 3, 18)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def agreement(signed: datetime.date = SIGNED, ended: str = "") -> Convention:
    said = {"titre": "Exemple", "signee_le": signed.isoformat(), "duree_annees": "2", "presentation": "Exemple."}
    return Convention.model_validate(said | ({"denonciation": {"date": ended}} if ended else {}))


@pytest.mark.parametrize(
    ("today", "term"),
    [
        ("2021-03-18", "2023-03-18"),
        ("2023-03-17", "2023-03-18"),
        ("2023-03-18", "2025-03-18"),
        ("2026-11-29", "2027-03-18"),
    ],
)
def test_it_is_renewed_every_two_years(today: str, term: str) -> None:
    assert agreement().next_term(day(today)) == day(term)


def test_one_signed_on_a_day_that_few_years_have_still_has_terms() -> None:
    assert agreement(day("2020-02-29")).next_term(day("2021-01-01")) == day("2022-02-28")
    assert agreement(day("2020-02-29")).next_term(day("2023-01-01")) == day("2024-02-29")


@pytest.mark.parametrize(
    ("terminated", "ends"),
    [("2026-05-12", "2026-09-01"), ("2026-08-31", "2026-09-01"), ("2026-09-01", "2027-09-01"), ("2026-12-24", "2027-09-01")],
)  # fmt: skip
def test_it_ends_at_the_next_rentree(terminated: str, ends: str) -> None:
    given_up = agreement(ended=terminated)
    assert given_up.ends == day(ends)
    assert not given_up.is_over(day(ends) - datetime.timedelta(1))
    assert given_up.is_over(day(ends))


@given(st.dates(day("2021-03-18"), day("2099-01-01")))
def test_a_term_is_never_past_and_never_further_than_it_lasts(today: datetime.date) -> None:
    term = agreement().next_term(today)
    assert today < term <= datetime.date(today.year + 2, today.month, min(today.day, 28)) + datetime.timedelta(3)


def told(content: Path, today: str) -> list[str]:
    corpus = loader.load(content, 1).value
    return [problem.code for problem in rules.convention_terms_are_told(corpus, day(today))]


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        ("2026-12-17", []),
        ("2026-12-18", ["convention-a-terme"]),
        ("2027-06-17", ["convention-a-terme"]),
        ("2027-06-18", []),
    ],
)
def test_a_term_is_told_six_months_before(today: str, codes: list[str]) -> None:
    assert told(SITE, today) == codes


def test_an_end_is_told_instead_of_terms(tmp_path: Path) -> None:
    content = ended(tmp_path, "2026-05-12")
    assert told(content, "2026-11-23") == ["convention-denoncee"]


def ended(place: Path, on: str) -> Path:
    """Return a copy of the site whose agreement a party has terminated."""
    content = Path(shutil.copytree(SITE, place / "content"))
    with (content / "convention.yaml").open("a", encoding="utf-8") as file:
        file.write(f"denonciation:\n  date: {on}\n")
    return content


def guide(content: Path, today: str) -> Guide:
    linked = linker.link(loader.load(content, 1).value, day(today)).value
    assert linked
    return linked


def test_the_names_of_the_partners_stay_until_the_end(tmp_path: Path) -> None:
    content = ended(tmp_path, "2026-05-12")
    assert len(guide(content, "2026-08-31").site.partners) == 2
    assert guide(content, "2026-09-01").site.partners == ()


def test_without_a_file_there_is_no_page() -> None:
    assert routes.CONVENTION not in guide(MINIMAL, "2026-11-23").lists


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return small(tmp_path_factory, "accords")


@pytest.mark.slow
def test_a_page_says_where_it_stands(site: Built) -> None:
    text = " ".join(text for _, text in site.pages[routes.CONVENTION].texts)
    assert "Exemple de convention entre deux organismes" in text
    assert "Cette convention est en vigueur." in text
    assert "Prochain terme\u00a0: le 18 juin 2027" in text
    assert "Elle l’a déjà fait 2 fois." in text
    assert "le 15 janvier 2025\u00a0: exemple de changement" in text
    assert 'href="convention.html"' in site.text("index.html")
    assert "Second organisme exemplaire" in site.text("index.html")
    assert "Secondorganismeexemplaire" in squeezed("".join(text_of_pages(site.pdf)))
