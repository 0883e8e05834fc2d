"""The index that Python makes for MiniSearch: the same structure, only what is published, small."""

import gzip
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from oma_builder.content import loader
from oma_builder.guide import linker, routes
from oma_builder.guide.model import Guide
from oma_builder.web import search
from oma_builder.web.minisearch import Document, serialised
from oma_builder.web.pages import pages
from tests.built import FULL
from tests.guides import TODAY, real_guide
from tests.tools import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MINISEARCH = ROOT / "assets" / "vendor" / "minisearch" / "minisearch.js"
# Terms come in as they are: the browser only cuts them at the line ends that join them.
MAKE = """([fields, documents]) => {
    const options = {
        fields, storeFields: [...new Set(documents.flatMap(found => Object.keys(found.stored)))],
        tokenize: text => text.split("\\n"), processTerm: term => term,
        extractField: (found, name) => name === "id" ? found.id : found.stored[name] ?? found.terms[name]?.join("\\n"),
    };
    const made = new MiniSearch(options);
    made.addAll(documents);
    return JSON.stringify(made);
}"""


def full_guide() -> Guide:
    """Return the guide of the mini-site that uses every field."""
    guide, _ = linker.link(loader.load(FULL, jobs=1).value, TODAY)
    assert guide is not None
    return guide


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a blank page with MiniSearch."""
    made = browser.new_page()
    made.add_script_tag(path=MINISEARCH)
    yield made
    made.close()


def by_minisearch(page: Page, fields: tuple[str, ...], documents: list[Document]) -> dict[str, Any]:
    """Return what MiniSearch itself makes of the same documents; the order of terms means nothing."""
    given_ = [{"id": found.id, "terms": dict(found.terms), "stored": dict(found.stored)} for found in documents]
    made: dict[str, Any] = json.loads(page.evaluate(MAKE, [list(fields), given_]))
    made["index"].sort()
    return made


def ours(fields: tuple[str, ...], documents: list[Document]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(serialised(documents, fields)))
    return made


# Fields of the index and stored ones must not share a name here: MiniSearch reads both from one object.
def apart(documents: tuple[Document, ...]) -> list[Document]:
    return [
        Document(found.id, found.terms, {f"s-{name}": value for name, value in found.stored.items()})
        for found in documents
    ]


def test_the_index_is_the_one_minisearch_makes(page: Page) -> None:
    for guide in (real_guide(), full_guide()):
        documents = apart(search.documents(guide, pages(guide)))
        assert ours(search.FIELDS, documents) == by_minisearch(page, search.FIELDS, documents)


TERMS = st.lists(st.sampled_from(["a", "ab", "abc", "b", "bac", "0", "constructor", "é"]), min_size=1, max_size=4)
DOCUMENTS = st.lists(st.dictionaries(st.sampled_from(["x", "y", "z"]), TERMS), max_size=6)


def test_any_index_is_the_one_minisearch_makes(page: Page) -> None:
    @settings(max_examples=60)
    @given(DOCUMENTS)
    def holds(found: list[dict[str, list[str]]]) -> None:
        documents = [Document(f"{rank}.html", terms, {"titre": "T"}) for rank, terms in enumerate(found)]
        assert ours(("x", "y", "z"), documents) == by_minisearch(page, ("x", "y", "z"), documents)

    holds()


def test_every_page_can_be_found() -> None:
    guide = real_guide()
    views = pages(guide)
    documents = search.documents(guide, views)
    found = {document.id.partition("#")[0] for document in documents}
    silent = {routes.HOME, routes.SEARCH, routes.UNPLUGGED, *routes.UNLISTED}
    assert {view.route for view in views} - found <= silent
    assert len({document.id for document in documents}) == len(documents)
    assert all(document.terms["titre"] and document.stored["genre"] for document in documents)


def test_a_trade_is_found_by_all_its_names() -> None:
    (smith,) = (found for found in search.documents(real_guide(), ()) if found.id == "metiers/soudeur.html")
    assert smith.terms["titre"] == ("soudeu",)
    assert {"aeronautiqu", "arc", "braseu"} <= set(smith.terms["synonymes"])
    assert {"soudur", "chalumeau", "ferail"} <= set(smith.terms["mots"])
    assert {"chalumeau", "Soudeur-braseur / Soudeuse-braseuse"} <= set(smith.stored["mots"])


def test_samples_are_named_so() -> None:
    kinds = {found.stored["genre"] for found in search.documents(full_guide(), ())}
    assert {"Campus (exemple)", "Rendez-vous (exemple)", "Action (exemple)"} <= kinds


def test_the_index_is_small() -> None:
    guide = real_guide()
    script = search.index(guide, pages(guide))
    assert re.fullmatch(r"assets/index\.\w{10}\.js", script.route)
    assert len(gzip.compress(script.content, 9)) < 48_000
