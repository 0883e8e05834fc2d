"""What the search is given to find: everything that is published and nothing else, by all its names, in few bytes."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from oma_builder.content import loader
from oma_builder.guide import linker, routes, wishes
from oma_builder.guide.model import Guide
from oma_builder.rome import extract
from oma_builder.web import absent_trades, browse, search, spoken
from oma_builder.web.pages import pages
from oma_builder.web.shards import Shard
from tests.built import FULL
from tests.guides import TODAY, real_guide
from tests.script_data import value_of
from tests.tools import ROOT, search_scripts

SEARCH = """async ([documents, question]) => {
    window.oma.documents = documents;
    await oma.search.ready();
    return oma.search.find(question).results.map(({ id }) => id);
}"""


def full_guide() -> Guide:
    """Return the guide of the mini-site that uses every field."""
    guide, _ = linker.link(loader.load(FULL, jobs=1).value, TODAY)
    assert guide is not None
    return guide


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a blank page with the scripts of the search, which may come in any order."""
    made = browser.new_page()
    made.add_script_tag(content="window.oma = { element: document.createElement.bind(document) };")
    for script in search_scripts():
        made.add_script_tag(path=script)
    made.add_script_tag(path=ROOT / "assets" / "vendor" / "minisearch" / "minisearch.js")
    yield made
    made.close()


def all_scripts(guide: Guide) -> list[Shard]:
    """Return the files of the search, as a server has them."""
    return [*search.scripts(guide, pages(guide), "web"), *search.spoken_scripts(guide)]


def test_every_page_can_be_found() -> None:
    guide = real_guide()
    views = pages(guide)
    documents = search.documents(guide, views, "web")
    found = {document.id.partition("#")[0] for document in documents}
    silent = {routes.HOME, routes.SEARCH, routes.UNPLUGGED, *routes.UNLISTED}
    assert {view.route for view in views} - found <= silent
    assert len({document.id for document in documents}) == len(documents)
    assert all(document.titre and document.genre for document in documents)


def test_a_trade_is_found_by_all_its_names() -> None:
    (trade,) = (found for found in search.documents(full_guide(), (), "web") if found.id == "metiers/exemple.html")
    assert trade.titre == "Exemple de soudeur /\u00a0Exemple de soudeuse"
    assert "Exemple de chaudronnier /\u00a0Exemple de chaudronnière" in trade.synonymes
    assert {"exemple de mot", "œuvre d’exemple"} <= set(trade.mots)


def test_a_place_is_said_once_with_its_code() -> None:
    places = [found.lieux for found in search.documents(full_guide(), (), "web") if found.genre == search.TRADE]
    assert "Haute-Garonne 31" in {place for found in places for place in found}
    assert all(len(set(found)) == len(found) for found in places)


def test_samples_are_named_so() -> None:
    kinds = {found.genre for found in search.documents(full_guide(), (), "web")}
    assert {"Campus (exemple)", "Rendez-vous (exemple)", "Action (exemple)"} <= kinds


def test_the_script_says_what_there_is_and_is_small() -> None:
    guide = real_guide()
    scripts = {shard.kind: shard.file for shard in all_scripts(guide)}
    told: list[dict[str, Any]] = value_of(scripts["documents"].content)
    assert [document["id"] for document in told] == [found.id for found in search.documents(guide, pages(guide), "web")]
    assert all(value for document in told for value in document.values())
    assert re.fullmatch(r"assets/documents\.\w{10}\.js", scripts["documents"].route)
    weights = {kind: len(gzip.compress(file.content, 9)) for kind, file in scripts.items()}
    assert sum(weights[kind] for kind in search.FIRST) < 30_000, weights
    assert weights[search.HOOKS] < 16_000
    assert weights[absent_trades.KIND] < 60_000


def test_a_hook_is_told_once() -> None:
    guide = full_guide()
    scripts = {shard.kind: value_of(shard.file.content) for shard in all_scripts(guide)}
    found = {
        document.id: document.accroche for document in search.documents(guide, pages(guide), "web") if document.accroche
    }
    own = {document["id"]: document["accroche"] for document in scripts["documents"] if "accroche" in document}
    assert own | scripts[search.HOOKS] == found
    assert not own.keys() & scripts[search.HOOKS].keys()


# What the sheets say


@given(st.sets(st.integers(0, 500)).map(sorted))
def test_steps_lead_back_to_the_ranks(ranks: list[int]) -> None:
    most = len(spoken.STEPS) - 1
    read, rank = [], -1
    for sign in spoken.steps(ranks):
        step = spoken.STEPS.index(sign)
        rank += most if step == most else step + 1
        if step < most:
            read.append(rank)
    assert read == ranks


def test_what_a_sheet_says_is_heard_once() -> None:
    guide = full_guide()
    (words,) = (value_of(shard.file.content) for shard in spoken.scripts(guide))
    assert words["premiere"] == spoken.steps(range(len(guide.metiers)))
    assert words["employeur"] == spoken.steps(
        [next(at for at, metier in enumerate(guide.metiers) if metier.id == "exemple")]
    )
    assert "soudeur" not in words, "it stands in the names"
    assert words["exemple familier"] == "=soudeur"


def test_wishes_are_answered_by_what_sheets_say() -> None:
    guide = full_guide()
    members = {wish.id: dict(wish.members) for wish in guide.spoken.wishes}
    assert members["exemple-d-envie"]["exemple"] == wishes.MOST
    assert members["exemple-d-envie"]["voisin"] < wishes.MOST
    assert set(members["exemple-de-salaire"]) == set(members["exemple-de-recrutement"]) == {"exemple"}
    (unanswered,) = (wish for wish in guide.spoken.wishes if wish.id == "exemple-sans-reponse")
    assert unanswered.instead
    assert unanswered.members


def test_a_filter_offers_the_wishes_that_are_answered() -> None:
    (index,) = browse.index(full_guide())
    offered = {question.name: [choice.value for choice in question.choices] for question in index.filters}
    assert "exemple-d-envie" in offered["envie"]
    assert "exemple-sans-reponse" not in offered["envie"]


# Trades that are missing


def test_every_sheet_has_its_nearest_trades() -> None:
    guide = real_guide()
    sheets = extract.embedded()
    near: dict[str, Any] = {}
    for shard in absent_trades.scripts(guide):
        near |= value_of(shard.file.content)
    listed = near[absent_trades.NEAR].split(";")
    own = {metier.rome_code for metier in guide.metiers}
    assert [sheet.code in own for sheet in sheets] == [text.startswith(absent_trades.OWN) for text in listed]
    places = {
        sheet.code: [int(rank) for rank in text.partition(":")[2].split()]
        for sheet, text in zip(sheets, listed, strict=True)
    }
    for metier, rank in zip(guide.metiers, range(len(guide.metiers)), strict=True):
        assert rank in places[metier.rome_code]
    assert all(len(set(ranks)) == len(ranks) > 0 and max(ranks) < len(guide.metiers) for ranks in places.values())


def test_a_guide_without_trades_names_none_that_are_missing() -> None:
    (shard,) = absent_trades.scripts(replace(full_guide(), metiers=()))
    assert value_of(shard.file.content) == {}


@pytest.mark.browser
@pytest.mark.slow
def test_equal_answers_keep_the_order_of_the_documents(page: Page) -> None:
    """More of them than the index takes at a time, and a trade among them, which goes first."""
    alike: list[dict[str, Any]] = [{"id": f"{rank}.html", "genre": "Page", "titre": "Un mot"} for rank in range(300)]
    alike[200]["genre"] = search.TRADE
    routes_ = [document["id"] for document in alike]
    assert page.evaluate(SEARCH, [alike, "mots"]) == ["200.html", *(route for route in routes_ if route != "200.html")]


@pytest.mark.browser
@pytest.mark.slow
def test_a_title_of_two_forms_weighs_as_much_as_one_of_one(page: Page) -> None:
    documents = [
        {"id": "fleuriste.html", "genre": search.TRADE, "titre": "Fleuriste"},
        {"id": "soudeur.html", "genre": search.TRADE, "titre": "Soudeur / Soudeuse", "mots": ["fleuriste"]},
        {"id": "autre.html", "genre": search.TRADE, "titre": "Autre", "mots": ["soudeur"]},
    ]
    assert page.evaluate(SEARCH, [documents, "fleuriste"]) == ["fleuriste.html", "soudeur.html"]
    scores = page.evaluate("['soudeuse', 'fleuriste'].map(question => oma.search.find(question).results[0].score)")
    assert scores[0] == pytest.approx(scores[1])
