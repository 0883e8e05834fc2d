"""What the search is given to find: everything that is published and nothing else, by all its names, in few bytes."""

import gzip
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from oma_builder.content import loader
from oma_builder.guide import linker, routes
from oma_builder.guide.model import Guide
from oma_builder.web import search
from oma_builder.web.pages import pages
from tests.built import FULL
from tests.guides import TODAY, real_guide
from tests.script_data import value_of
from tests.tools import ROOT

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
    made.add_script_tag(path=ROOT / "assets" / "js" / "search.js")
    made.add_script_tag(path=ROOT / "assets" / "vendor" / "minisearch" / "minisearch.js")
    yield made
    made.close()


def test_every_page_can_be_found() -> None:
    guide = real_guide()
    views = pages(guide)
    documents = search.documents(guide, views)
    found = {document.id.partition("#")[0] for document in documents}
    silent = {routes.HOME, routes.SEARCH, routes.UNPLUGGED, *routes.UNLISTED}
    assert {view.route for view in views} - found <= silent
    assert len({document.id for document in documents}) == len(documents)
    assert all(document.titre and document.genre for document in documents)


def test_a_trade_is_found_by_all_its_names() -> None:
    (trade,) = (found for found in search.documents(full_guide(), ()) if found.id == "metiers/exemple.html")
    assert trade.titre == "Exemple de soudeur / Exemple de soudeuse"
    assert "Exemple de chaudronnier / Exemple de chaudronnière" in trade.synonymes
    assert {"exemple de mot", "œuvre d’exemple"} <= set(trade.mots)


def test_a_place_is_said_once_with_its_code() -> None:
    places = [found.lieux for found in search.documents(full_guide(), ()) if found.genre == search.TRADE]
    assert "Haute-Garonne 31" in {place for found in places for place in found}
    assert all(len(set(found)) == len(found) for found in places)


def test_samples_are_named_so() -> None:
    kinds = {found.genre for found in search.documents(full_guide(), ())}
    assert {"Campus (exemple)", "Rendez-vous (exemple)", "Action (exemple)"} <= kinds


def test_the_script_says_what_there_is_and_is_small() -> None:
    guide = real_guide()
    (script,) = (shard.file for shard in search.scripts(guide, pages(guide)))
    told: list[dict[str, Any]] = value_of(script.content)
    assert [document["id"] for document in told] == [found.id for found in search.documents(guide, pages(guide))]
    assert all(value for document in told for value in document.values())
    assert re.fullmatch(r"assets/documents\.\w{10}\.js", script.route)
    assert len(gzip.compress(script.content, 9)) < 30_000


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
