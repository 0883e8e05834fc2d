"""The words of the guide: in order, on a page with anchors, in the search, on paper, and nowhere when there is none."""

import datetime
import json
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from oma_builder import pipeline
from oma_builder.content import loader
from oma_builder.guide import linker, routes
from oma_builder.guide.glossary import Glossary
from oma_builder.guide.model import Guide
from oma_builder.progress import silent
from oma_builder.project import Project
from oma_builder.web import search
from oma_builder.web.linked_data import glossary as defined_terms
from oma_builder.web.pages import pages
from tests.built import CONTENT, FULL, REAL_DAY, TODAY, Built, build_into, full, real, squeezed, text_of_pages
from tests.papers import bare, chapter_as_drawn, chapter_pages, destinations, linked, page_number, run
from tests.test_linked_data import check
from tests.tools import MINIMAL, ROOT, workshop

pytestmark = [pytest.mark.paper, pytest.mark.slow]

TITLE = "Les mots du guide"


@pytest.fixture(params=["real", "full"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return {"real": real, "full": full}[request.param](tmp_path_factory)


@pytest.fixture
def guide(site: Built) -> Guide:
    """Return the linked guide that the site was built from."""
    return linked(site.content)


@pytest.fixture
def glossary(guide: Guide) -> Glossary:
    assert guide.glossary
    return guide.glossary


@pytest.fixture
def pdf(site: Built) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(site.pdf) as opened:
        yield opened


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the full mini-site without its glossary and its partners."""
    content = Path(shutil.copytree(FULL, tmp_path_factory.mktemp("sans") / "content"))
    (content / "glossaire.yaml").unlink()
    file = content / "site.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^partenaires:\n(?:  .*\n)+", "", text, flags=re.MULTILINE), encoding="utf-8")
    return build_into(content.parent / "atelier", content)


def written(folder: Path, *terms: str) -> Glossary:
    """Return the glossary of a file whose terms are these, on top of the minimal site."""
    content = shutil.copytree(MINIMAL, folder / "content")
    lines = (f"  - terme: {json.dumps(term, ensure_ascii=False)}\n    definition: Exemple.\n" for term in terms)
    (content / "glossaire.yaml").write_text("revu_le: 2026-11-23\ntermes:\n" + "".join(lines), encoding="utf-8")
    corpus, problems = loader.load(content, jobs=1)
    assert problems == ()
    guide, problems = linker.link(corpus, TODAY)
    assert problems == ()
    assert guide
    assert guide.glossary
    return guide.glossary


def test_words_are_in_french_order(tmp_path: Path) -> None:
    typed = ("Zinc", "étape", "CAP", "Éclair", "eau", "bac", "œuvre", "Ouvrage")
    expected = ["bac", "CAP", "eau", "Éclair", "étape", "œuvre", "Ouvrage", "Zinc"]
    assert [term.name for term in written(tmp_path, *typed).terms] == expected


def test_no_two_words_share_an_anchor(glossary: Glossary) -> None:
    identifiers = [term.id for term in glossary.terms]
    assert len(set(identifiers)) == len(identifiers)
    assert all(before < after for before, after in pairwise(identifiers))


def test_what_a_word_leads_to_is_a_word(glossary: Glossary) -> None:
    known = {term.route: term.name for term in glossary.terms}
    seen = [link for term in glossary.terms for link in term.see]
    assert seen
    assert all(known[link.route] == link.title for link in seen)


def test_the_page_tells_every_word_at_its_anchor(site: Built, glossary: Glossary) -> None:
    page = site.pages[routes.GLOSSARY]
    text = squeezed("".join(text for _, text in page.texts))
    for term in glossary.terms:
        assert f"mot-{term.id}" in page.ids
        assert all(squeezed(told) in text for told in (term.name, term.stands_for, term.definition))
        assert all(squeezed(source.title) in text for source in term.sources)
    initials = {attributes["href"][1:] for _, attributes in page.every("a") if "#lettre-" in attributes["href"]}
    assert initials == {name for name in page.ids if name.startswith("lettre-")}
    assert len(initials) == len({name[4:5] for name in page.ids if name.startswith("mot-")})


def test_each_word_and_the_page_can_be_found(guide: Guide, glossary: Glossary) -> None:
    found = {document.id: document for document in search.documents(guide, pages(guide), "web")}
    assert found[routes.GLOSSARY].titre == TITLE
    for term in glossary.terms:
        document = found[term.route]
        assert document.titre == term.name
        assert document.synonymes == ((term.stands_for,) if term.stands_for else ())


def test_the_page_is_in_the_sitemap_and_the_archive(site: Built) -> None:
    assert f"{site.address}{routes.GLOSSARY}</loc>" in site.text(routes.SITEMAP)
    assert any(attributes.get("href") == routes.GLOSSARY for _, attributes in site.pages["recherche.html"].every("a"))


def test_machines_are_told_the_words(glossary: Glossary) -> None:
    data = defined_terms(glossary, TITLE, "https://oma.example/")
    check(data)
    assert [term["name"] for term in data["hasDefinedTerm"]] == [term.name for term in glossary.terms]
    assert [term.get("alternateName", "") for term in data["hasDefinedTerm"]] == [
        term.stands_for for term in glossary.terms
    ]


def test_every_word_and_its_definition_is_printed(site: Built, guide: Guide, glossary: Glossary) -> None:
    text = chapter_as_drawn(site, guide, TITLE)
    for term in glossary.terms:
        head = f"{term.name} – {term.stands_for}" if term.stands_for else term.name
        seen = f"Voir aussi : {', '.join(link.title for link in term.see)}." if term.see else ""
        assert bare(f"{head}{term.definition}{seen}") in text, term.name
        assert all(bare(source.title) in text for source in term.sources), term.name


def test_words_stand_where_their_links_lead(site: Built, guide: Guide, glossary: Glossary, pdf: pikepdf.Pdf) -> None:
    places, numbers = destinations(pdf), chapter_pages(site, guide, TITLE)
    for term in glossary.terms:
        number = places[f"mot-{term.id}"]
        assert number in numbers
        assert bare(term.definition) in bare(
            run("pdftotext", "-raw", "-f", f"{number}", "-l", f"{number}", site.pdf, "-")
        )
    seen = {link.route.partition("#")[2] for term in glossary.terms for link in term.see}
    notes = [note for number in numbers for note in pdf.pages[number - 1].get("/Annots", []) if "/Dest" in note]
    assert {page_number(pdf, note.Dest) for note in notes} == {places[name] for name in seen}


def test_the_chapter_has_its_place_in_the_book(site: Built, guide: Guide, pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        marks = [(str(mark.title), page_number(pdf, mark.destination)) for mark in outline.root]
    at = [title for title, _ in marks].index(TITLE)
    assert marks[at][1] == chapter_pages(site, guide, TITLE)[0]
    assert marks[at + 1][0] == "Index des métiers"


def test_without_a_file_there_is_no_trace(without: Built) -> None:
    assert routes.GLOSSARY not in without.files
    assert [route for route, page in without.pages.items() if routes.GLOSSARY in page.source] == []
    assert routes.GLOSSARY not in without.text(routes.SITEMAP)
    assert not any(TITLE in text for text in text_of_pages(without.pdf))


def test_the_example_of_the_editors_guide_passes(tmp_path: Path) -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (example,) = (found for found in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL) if "termes:" in found)
    content = shutil.copytree(MINIMAL, tmp_path / "content")
    (content / "glossaire.yaml").write_text(example, encoding="utf-8")
    root = workshop(tmp_path / "project")
    project = Project(root, content, tmp_path / "site", REAL_DAY, strict=True, pages_only=True)
    assert pipeline.check(project, silent).problems == ()


def test_partners_are_named_as_what_they_are(site: Built, guide: Guide) -> None:
    imprint, foot = chapter_as_drawn(site, guide, "À propos de cette édition"), site.pages["index.html"].texts
    partners, notice = guide.site.partners, guide.site.notice
    assert len(partners) == 2
    assert all(bare(f"{partner.name}, {partner.role}") in imprint for partner in partners)
    assert any(
        f"À l’origine du guide\u00a0: {', '.join(partner.name for partner in partners)}." in text for _, text in foot
    )
    assert imprint.count(bare(notice)) == 1, "as long as it stands, the imprint says so, and once"


def test_without_partners_nobody_is_named(without: Built) -> None:
    assert not any("À l’origine du guide" in text for text in text_of_pages(without.pdf))
    assert not any("À l’origine du guide" in page.source for page in without.pages.values())


def test_the_real_notice_says_that_no_partner_has_approved() -> None:
    """The names of two signatories beside a draft must not read as their approval."""
    site = linked(CONTENT).site
    assert [partner.name for partner in site.partners] == ["Région académique Occitanie", "MEDEF Occitanie"]
    assert not site.notice or "pas encore été approuvés par les deux signataires" in site.notice
    assert all("signataire de la convention du 18 mars 2021" in partner.role for partner in site.partners)


def test_the_glossary_is_as_fresh_as_its_review() -> None:
    guide = linked(CONTENT)
    assert guide.glossary
    view = next(view for view in pages(guide) if view.route == routes.GLOSSARY)
    assert view.modified == guide.glossary.reviewed > datetime.date(2026, 1, 1)
