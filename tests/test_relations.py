"""What an author writes on one side is shown on both: every reference of the content, on the pages as built."""

import posixpath
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from oma_builder.content import loader
from oma_builder.content.relations import named
from oma_builder.guide import references, routes
from oma_builder.guide.publication import film_media
from oma_builder.guide.references import References
from tests.built import CONTENT, FULL, TODAY, Built, full, real

pytestmark = pytest.mark.slow

ROUTES: dict[str, Callable[[str], str]] = {
    "metiers": routes.metier,
    "secteurs": routes.sector,
    "territoires": routes.territory,
    "formations": routes.formation,
    "campus": routes.campus,
    "evenements": routes.event,
    "initiatives": routes.initiative,
    "guides": routes.handbook,
    "cahiers": routes.brief,
    "publics": routes.audience,
}
WITHOUT_PAGE = {"accueils": "organisme", "acteurs": "nom", "films": "titre"}
"""What has no page of its own is told by name on the pages of what it names."""


@pytest.fixture(params=["real", "full"])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, References]:
    site, content = {"real": (real, CONTENT), "full": (full, FULL)}[request.param]
    return site(tmp_path_factory), _references(content)


@cache
def _references(content: Path) -> References:
    return references.index(loader.load(content, 1).value, TODAY, has_pdf=True)


def pairs(refs: References) -> Iterator[tuple[str, str, str, str]]:
    """Yield kind and name of each public document with those of each public document that it names."""
    for kind, documents in refs.public.items():
        for name, document in documents.items():
            if kind == "films" and "web" not in film_media(document.entry, TODAY):
                continue  # it is on paper or in folders alone
            for found in named(document.entry):
                if found.kind == "cahiers":
                    continue  # what a film was made under is for those who check it, not for those who watch it
                if found.id in refs.public[found.kind]:
                    yield kind, name, found.kind, found.id


def leads(site: Built, route: str, target: str) -> bool:
    """Say whether a page links to another, or to a place on it."""
    page = site.pages[route.partition("#")[0]]
    folder = posixpath.dirname(route)
    found = (attributes.get("href", "").partition("#") for _, attributes in page.every("a"))
    return any(
        posixpath.normpath(posixpath.join(folder, path)) + sign + anchor == target for path, sign, anchor in found
    )


def test_every_reference_is_shown_on_both_sides(case: tuple[Built, References]) -> None:
    site, refs = case
    missing = []
    for kind, name, other, target in pairs(refs):
        there = ROUTES[other](target)
        if kind in WITHOUT_PAGE:
            told = getattr(refs.public[kind][name].entry, WITHOUT_PAGE[kind])
            shown = told in " ".join(text for _, text in site.pages[there].texts)
        else:
            here = ROUTES[kind](name)
            shown = leads(site, here, there) and leads(site, there, here)
        if not shown:
            missing.append((kind, name, other, target))
    assert missing == []


def test_there_are_references_between_all_these_kinds(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Without them the test above would hold nothing."""
    found = {(kind, other) for kind, _, other, _ in pairs(_references(FULL))}
    assert {kind for kind, _ in found} == {*ROUTES, *WITHOUT_PAGE} - {"secteurs", "publics"}
    assert {other for _, other in found} == {"metiers", "secteurs", "territoires", "formations", "publics"}
