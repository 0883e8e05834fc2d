"""A field of a trade is a row: nothing that must know it can forget it."""

from typing import Any

import pytest

from oma_builder.content import loader
from oma_builder.content.kinds.metier import Metier
from oma_builder.guide import linker
from oma_builder.guide.metier_fields import COUNTED, METIER_FIELDS, MetierField
from oma_builder.guide.metiers import Metier as Linked
from oma_builder.print.metiers import metier_data
from oma_builder.print.parts import Paper
from oma_builder.web import catalogue
from oma_builder.web.dataset import METIER
from tests.built import FULL, TODAY

OF_THE_SHEET = {"id", "colour", "address", "code", "hosts", "rules", "campuses", "events", "films"}
"""What the sheet of a trade shows that its author did not write into it."""
OF_THE_SURVEY = {"recrutements"}
"""What no author writes, and old copies are told of all the same."""
OF_THE_DATA = {"id", "adresse", "campus"}
"""Likewise in the open data."""


@pytest.fixture(scope="module")
def metier() -> Linked:
    """Return a trade that has every field."""
    corpus, _ = loader.load(FULL, jobs=1)
    guide, _ = linker.link(corpus, TODAY)
    assert guide is not None
    return next(found for found in guide.metiers if found.id == "exemple")


@pytest.fixture(scope="module")
def sheet(metier: Linked) -> dict[str, Any]:
    """Return its sheet on paper."""
    assert metier.picture
    return metier_data(metier, Paper({}, {metier.picture.original: "exemple.svg"}, "https://exemple.example/"))


def test_every_field_of_a_trade_has_its_row() -> None:
    assert [field.word for field in METIER_FIELDS] == list(dict.fromkeys(field.word for field in METIER_FIELDS))
    assert {field.word for field in METIER_FIELDS} == Metier.model_fields.keys() | OF_THE_SURVEY


def test_labels_differ() -> None:
    assert len({field.label for field in COUNTED.values()}) == len(COUNTED)


def test_the_sheet_shows_what_rows_say(sheet: dict[str, Any]) -> None:
    named = [name for field in METIER_FIELDS for name in field.paper]
    assert len(named) == len(set(named))
    assert {*named} | OF_THE_SHEET == sheet.keys()


@pytest.mark.parametrize("field", COUNTED.values(), ids=lambda field: field.word)
def test_a_field_that_counts_is_on_paper(field: MetierField, sheet: dict[str, Any]) -> None:
    assert field.paper
    assert all(sheet[name] for name in field.paper), "the trade of this test lacks it"


def test_the_open_data_hold_what_rows_say() -> None:
    assert {name for field in METIER_FIELDS for name in field.data} | OF_THE_DATA == {one.name for one in METIER}


def test_the_comparison_finds_what_rows_say(metier: Linked) -> None:
    known = {*catalogue.card(metier), *catalogue.sheet(metier), "salaire"}
    compared = [name for field in METIER_FIELDS for name, _ in field.compared]
    assert {*compared} <= known
    assert len(compared) == len(set(compared))
