"""The sheets of the trades: one PDF each, accessible, whole, and tied to the site in both ways."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from oma_builder.content.markdown import plain_text
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.guide.on_paper import as_published
from tests.built import Built, full, real, text_of_pages
from tests.papers import A4, UA, bare, foreign_fonts, heading_levels, linked, run, structure, words_off_the_page
from tests.press_reading import sound
from tests.printed import facts, trades_on
from tests.type_reading import codes_read, letters

pytestmark = [pytest.mark.paper, pytest.mark.slow]


@pytest.fixture(params=["real", "full"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return {"real": real, "full": full}[request.param](tmp_path_factory)


@pytest.fixture
def guide(site: Built) -> Guide:
    return as_published(linked(site.content))


def sheet(site: Built, metier: Metier) -> Path:
    return site.folder / "fiches" / f"{metier.id}.pdf"


@cache
def drawn(pdf: Path) -> str:
    """Return the bare text of a file in the order of drawing."""
    return bare(run("pdftotext", "-raw", pdf, "-"))


def said(metier: Metier) -> Iterator[str]:
    """Yield all that the guide says of a trade."""
    yield from (metier.title.both, metier.hook, metier.sector.title, metier.rome_code)
    yield from (metier.required, metier.level, metier.advised)
    yield from (*metier.missions, *metier.skills, *metier.subjects, *metier.qualities, *metier.employers)
    yield from (*metier.prospects, metier.apprenticeship, *(title.both for title in metier.synonyms))
    yield from (*metier.conditions.places, metier.conditions.hours, metier.conditions.clothing)
    yield from (*metier.conditions.constraints, *(interest.name for interest in metier.interests))
    yield from (plain_text(node.children) for node in metier.day if node.tag == "p")
    for path in metier.paths:
        yield path.title
        for step in path.steps:
            yield from (link.title for link in step.formations)
            yield ", ".join(step.facts)
            yield from (", ".join(one.facts) for one in step.alternatives)
            yield step.note
    yield from (card.title.both for card in metier.similar)
    yield from (source.title for source in metier.sources)
    yield from (claim.statement for claim in metier.recruiting)
    yield from (offer.host for offer in metier.hosts)
    yield from (campus.name for campus in metier.campuses)
    yield from (event.place for event in metier.events)
    if metier.regulation:
        yield metier.regulation.text
    if metier.salary:
        yield metier.salary.source.title
    yield from (film.title for film in metier.films if "papier" in film.media)


def test_every_trade_has_its_sheet_and_no_other(site: Built, guide: Guide) -> None:
    made = {path.stem for path in (site.folder / "fiches").iterdir()}
    assert made == {metier.id for metier in guide.metiers}


def test_every_page_of_a_trade_links_to_its_sheet(site: Built, guide: Guide) -> None:
    for metier in guide.metiers:
        links = [attributes.get("href", "") for _, attributes in site.pages[metier.route].every("a")]
        assert links.count(f"../fiches/{metier.id}.pdf") == 1, metier.id


def test_a_sheet_has_two_sides_at_most(site: Built, guide: Guide) -> None:
    for metier in guide.metiers:
        with pikepdf.open(sheet(site, metier)) as document:
            assert len(document.pages) in (1, 2), metier.id
            for page in document.pages:
                assert [float(side) for side in page.mediabox] == pytest.approx([0, 0, *A4], abs=0.01)


def test_a_sheet_is_accessible(site: Built, guide: Guide) -> None:
    for metier in guide.metiers:
        with pikepdf.open(sheet(site, metier)) as document, document.open_metadata() as metadata:
            assert metadata[UA] == "1"
            assert str(document.Root.Lang) == "fr-FR"
            assert bool(document.Root.MarkInfo.Marked)
            assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
            assert metier.title.both in str(document.docinfo.Title)
            levels = heading_levels(document)
            assert levels[0] == 1
            assert levels.count(1) == 1
            assert all(after <= before + 1 for before, after in pairwise(levels)), (metier.id, levels)
            figures = [node for node in structure(document.Root.StructTreeRoot) if node.S == "/Figure"]
            assert figures or metier.picture is None or metier.picture.is_borrowed, metier.id
            assert all(str(node.get("/Alt", "")).strip() for node in figures), metier.id


def test_fonts_and_syntax_are_sound(site: Built, guide: Guide, tmp_path: Path) -> None:
    for metier in guide.metiers:
        assert foreign_fonts(sheet(site, metier)) == []
        assert sound(sheet(site, metier).read_bytes(), tmp_path)
        assert facts(sheet(site, metier))["Encrypted"] == "no"


def test_nothing_leaves_the_sheet_nor_is_too_small(site: Built, guide: Guide) -> None:
    for metier in guide.metiers:
        assert words_off_the_page(sheet(site, metier)) == []
        with pikepdf.open(sheet(site, metier)) as document:
            assert min(part.size for page in document.pages for part in letters(page)) > 6.99, metier.id


def test_a_sheet_says_all_that_the_guide_says(site: Built, guide: Guide) -> None:
    book = drawn(site.pdf)
    for metier in guide.metiers:
        text = drawn(sheet(site, metier))
        for words in said(metier):
            assert bare(words) in text, (metier.id, words)
            assert bare(words) in book, (metier.id, words)


def test_a_sheet_is_no_page_of_a_book(site: Built, guide: Guide) -> None:
    """It stands alone: no page of the book is named, and links lead to the site, to pages that are there."""
    address = guide.site.address
    for metier in guide.metiers:
        told = "".join(text_of_pages(sheet(site, metier)))
        assert re.search(r"\bp\.\s*\d", told) is None, metier.id
        with pikepdf.open(sheet(site, metier)) as document:
            notes = [note for page in document.pages for note in page.get("/Annots", [])]
        assert notes
        assert all("/Dest" not in note and str(note.get("/Contents", "")) for note in notes)
        for target in (str(note.A.URI) for note in notes):
            assert target.startswith(("https://", "mailto:")), target
            route, _, _ = target.removeprefix(address).partition("#")
            typed = route == f"m/{metier.code}"
            assert typed or not target.startswith(address) or route in site.files, target


def test_similar_trades_and_diplomas_are_linked(site: Built, guide: Guide) -> None:
    for metier in guide.metiers:
        with pikepdf.open(sheet(site, metier)) as document:
            targets = {str(note.A.URI) for page in document.pages for note in page.get("/Annots", [])}
        routes = [card.route for card in metier.similar]
        routes += [link.route for path in metier.paths for step in path.steps for link in step.formations if link.route]
        assert {guide.site.address + route for route in (metier.route, *routes)} <= targets, metier.id


def some(guide: Guide) -> tuple[Metier, ...]:
    """Return three trades at most: reading a code takes seconds, and one template makes them all."""
    return guide.metiers[:: max(1, (len(guide.metiers) + 2) // 3)]


def test_every_sheet_tells_the_address_of_its_code(site: Built, guide: Guide) -> None:
    for metier in guide.metiers:
        address = f"{guide.site.address}m/{metier.code}"
        assert bare(address.partition("://")[2]) in drawn(sheet(site, metier)), metier.id
        assert metier.route.rpartition("/")[2] in site.text(f"m/{metier.code}/index.html")


def codes(guide: Guide, metier: Metier) -> list[str]:
    """Return where the codes on a trade's sheet lead: to its page, and to its films that paper may name."""
    films = (film.on_paper(guide.site.address) for film in metier.films)
    return sorted([f"{guide.site.address}m/{metier.code}", *filter(None, films)])


def test_the_code_of_a_sheet_leads_to_its_trade(site: Built, guide: Guide, tmp_path: Path) -> None:
    for metier in some(guide):
        pages = range(1, int(facts(sheet(site, metier))["Pages"]) + 1)
        read = codes_read(sheet(site, metier), pages, tmp_path)
        assert sorted(code for found in read.values() for code in found) == codes(guide, metier)


def test_the_codes_of_the_guide_lead_to_their_trades(site: Built, guide: Guide, tmp_path: Path) -> None:
    places = trades_on(text_of_pages(site.pdf), guide)
    shown = some(guide)
    read = codes_read(site.pdf, [places[metier.id][0] for metier in shown], tmp_path)
    for metier in shown:
        assert read[places[metier.id][0]] == codes(guide, metier)
