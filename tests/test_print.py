"""The printed guide: accessible, complete, with page numbers that are true."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageStat

from oma_builder.content.markdown import plain_text, walk
from oma_builder.guide import discovery
from oma_builder.guide.model import Guide
from oma_builder.guide.vocabulary import HOST_OFFERS
from tests.built import CONTENT, FULL, Built, full, real, squeezed, text_of_pages
from tests.papers import (
    A4,
    UA,
    badly_broken_lines,
    bare,
    chapter,
    chapter_as_drawn,
    chapter_pages,
    chapters,
    destinations,
    foreign_fonts,
    heading_levels,
    index_names,
    linked,
    links_astray,
    lonely_headings,
    page_number,
    run,
    structure,
    words_off_the_page,
)

pytestmark = [pytest.mark.paper, pytest.mark.slow]


@pytest.fixture(params=["real", "full"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return {"real": real, "full": full}[request.param](tmp_path_factory)


@pytest.fixture
def guide(site: Built) -> Guide:
    """Return the linked guide that the site was built from."""
    return linked(site.content)


@pytest.fixture
def pdf(site: Built) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(site.pdf) as opened:
        yield opened


def trade_pages(site: Built, guide: Guide) -> dict[str, list[int]]:
    """Return, for each trade, the pages that hold its own address, printed at the foot of its sheet."""
    pages = [squeezed(text) for text in text_of_pages(site.pdf)]
    marks = {metier.id: squeezed(f"En ligne : {guide.site.address}{metier.route}") for metier in guide.metiers}
    return {identifier: [at for at, text in enumerate(pages, 1) if mark in text] for identifier, mark in marks.items()}


def present(guide: Guide) -> list[str]:
    """Return the titles of the chapters that this guide has after its trades."""
    return [title for title, exists in chapters(guide).items() if exists]


def test_the_file_describes_itself(site: Built, guide: Guide) -> None:
    told = dict(line.split(":", 1) for line in run("pdfinfo", site.pdf).splitlines())
    facts = {name: value.strip() for name, value in told.items()}
    assert facts["Title"] == f"{guide.site.title} – {guide.site.edition}"
    assert squeezed(facts["Subject"]) == squeezed(guide.site.description)
    assert facts["Tagged"] == "yes"
    assert facts["JavaScript"] == facts["Encrypted"] == "no"
    assert int(facts["Pages"]) == site.summary.pdf_pages


def test_every_page_is_a4(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        assert [float(side) for side in page.mediabox] == pytest.approx([0, 0, *A4], abs=0.01)


def test_it_claims_the_accessibility_standard_and_its_language(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        assert metadata[UA] == "1"
    assert str(pdf.Root.Lang) == "fr-FR"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_every_font_is_ours_embedded_and_subset(site: Built) -> None:
    assert foreign_fonts(site.pdf) == []


def test_its_sections_share_their_fonts(site: Built) -> None:
    """Three faces, and for the sections that have a rare sign a subset of their own; each by itself would have three."""
    assert len(run("pdffonts", site.pdf).splitlines()[2:]) < 10


def test_its_syntax_is_sound(site: Built) -> None:
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", site.pdf)


def test_each_trade_has_one_page_of_its_own(site: Built, guide: Guide) -> None:
    pages = trade_pages(site, guide)
    assert all(len(found) == 1 for found in pages.values()), pages
    assert len({found[0] for found in pages.values()}) == len(guide.metiers)
    for metier in guide.metiers:
        text = squeezed(text_of_pages(site.pdf)[pages[metier.id][0] - 1])
        # A hyphen at the end of a line is taken for one that only the line has.
        assert squeezed(metier.title.both).replace("-", "") in text.replace("-", "")
        assert all(squeezed(mission) in text for mission in metier.missions)


def test_the_contents_give_the_true_pages(site: Built, guide: Guide) -> None:
    text = bare(chapter(site, guide, "Sommaire")[1])

    def told(title: str) -> list[int]:
        return [int(number) for number in re.findall(rf"{re.escape(bare(title))}\.*(\d+)", text)]

    for metier in guide.metiers:
        assert told(metier.title.both) == trade_pages(site, guide)[metier.id]
    for title in present(guide):
        assert told(title) == [chapter(site, guide, title)[0]]
    for sector in guide.sectors:
        (page,) = told(sector.name)
        assert text_of_pages(site.pdf)[page - 1].startswith(f"Secteur\n\n{sector.name.split()[0]}")
        assert bare(f"Secteur{sector.name}{sector.hook}") in bare(text_of_pages(site.pdf)[page - 1])


def test_the_index_gives_the_true_page_of_every_name(site: Built, guide: Guide) -> None:
    _, text = chapter(site, guide, "Index des métiers")
    for metier in guide.metiers:
        page = trade_pages(site, guide)[metier.id][0]
        for title in (metier.title, *metier.synonyms):
            for name in index_names(title):
                assert re.search(rf"{re.escape(bare(f'{name}, {page}'))}(?!\d)", bare(text)), name


def test_the_index_gives_the_pages_of_a_name_in_their_order(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = real(tmp_path_factory)
    _, text = chapter(site, linked(CONTENT), "Index des métiers")
    several = [list(map(int, found.split(", "))) for found in re.findall(r"(?<=, )\d+(?:, \d+)+", text)]
    assert len(several) > 10
    assert [pages for pages in several if pages != sorted(set(pages))] == []


def test_every_page_reference_is_true(site: Built, guide: Guide) -> None:
    pages = trade_pages(site, guide)
    whole = squeezed("".join(text_of_pages(site.pdf)))
    for metier in guide.metiers:
        title = re.escape(squeezed(metier.title.both))
        told = re.findall(rf"(?<![^\W\d]){title}(?:\(|—|–)p\.(\d+)", whole)
        assert set(map(int, told)) == set(pages[metier.id]), metier.id


def test_pages_are_numbered_as_they_stand(site: Built) -> None:
    for number, text in list(enumerate(text_of_pages(site.pdf), 1))[1:]:
        assert re.search(rf"^{number}$", text, re.MULTILINE), number


def test_links_inside_the_guide_lead_to_the_page_they_name(pdf: pikepdf.Pdf, site: Built, guide: Guide) -> None:
    places = destinations(pdf)
    for identifier, pages in trade_pages(site, guide).items():
        assert places[f"metier-{identifier}"] == pages[0]
    inner = [note for page in pdf.pages for note in page.get("/Annots", []) if "/Dest" in note]
    assert len(inner) > len(guide.metiers)
    assert links_astray(pdf) == []


def test_links_out_of_the_guide_are_safe_and_described(pdf: pikepdf.Pdf) -> None:
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    assert all(str(note.get("/Contents", "")) for note in notes)
    addresses = [str(note.A.URI) for note in notes if "/A" in note]
    assert addresses
    assert all(address.startswith(("https://", "mailto:")) for address in addresses), addresses
    assert not [address for address in addresses if address.startswith("mailto:clee@")]  # a sample's: nobody is there


def test_headings_go_down_one_level_at_a_time(pdf: pikepdf.Pdf) -> None:
    levels = heading_levels(pdf)
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_every_figure_has_an_alternative(pdf: pikepdf.Pdf) -> None:
    figures = [node for node in structure(pdf.Root.StructTreeRoot) if node.S == "/Figure"]
    assert figures
    assert all(str(node.get("/Alt", "")).strip() for node in figures)


def test_every_table_has_headers(pdf: pikepdf.Pdf) -> None:
    tables = [node for node in structure(pdf.Root.StructTreeRoot) if node.S == "/Table"]
    assert tables
    assert all(any(cell.S == "/TH" for cell in structure(table.K)) for table in tables)


def test_the_full_site_has_every_chapter() -> None:
    """All but the discovery, which needs six themes: `tests/sites/gouts` has it."""
    assert [title for title, exists in chapters(linked(FULL)).items() if not exists] == [discovery.TITLE]


def test_bookmarks_follow_the_book(pdf: pikepdf.Pdf, site: Built, guide: Guide) -> None:
    with pdf.open_outline() as outline:
        marks = {str(mark.title): mark for mark in outline.root}
        assert list(marks) == ["Comment lire ce guide", *(sector.name for sector in guide.sectors), *present(guide)]
        for sector in guide.sectors:
            inside = [str(mark.title) for mark in marks[sector.name].children]
            assert inside == [card.title.both for card in sector.metiers]
        for title in present(guide):
            assert page_number(pdf, marks[title].destination) == chapter(site, guide, title)[0]


def test_no_word_leaves_the_page(site: Built) -> None:
    assert words_off_the_page(site.pdf) == []


def test_no_heading_stands_at_the_foot_of_a_page(site: Built, pdf: pikepdf.Pdf) -> None:
    assert lonely_headings(site.pdf, pdf) == []


def test_french_punctuation_never_starts_a_line(site: Built) -> None:
    assert badly_broken_lines(site.pdf) == []


def test_the_spaces_of_french_can_be_copied(pdf: pikepdf.Pdf) -> None:
    fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing]
    signs = b"".join(font.ToUnicode.read_bytes().upper() for font in fonts)
    assert b"<00A0>" in signs
    assert b"<202F>" in signs


def test_a_table_keeps_its_cells_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    words = run("pdftotext", "-layout", full(tmp_path_factory).pdf, "-").split()
    assert "ExempleValeurExemple" not in words
    assert "Valeur" in words


def test_the_day_of_the_build_is_the_only_date(site: Built, pdf: pikepdf.Pdf) -> None:
    dates = {str(pdf.docinfo[name])[2:10] for name in ("/CreationDate", "/ModDate")}
    assert dates == {f"{site.day:%Y%m%d}"}


def test_pages_are_drawn(site: Built, guide: Guide, tmp_path: Path) -> None:
    shown = [1, trade_pages(site, guide)[guide.metiers[0].id][0], chapter(site, guide, "Index des métiers")[0]]
    for number in shown:
        place = tmp_path / f"page-{number}"
        page = str(number)
        run("pdftoppm", "-r", "50", "-f", page, "-l", page, "-singlefile", site.pdf, place)
        with Image.open(io.BytesIO(place.with_suffix(".ppm").read_bytes())) as drawn:
            assert drawn.size == (414, 585)
            assert max(ImageStat.Stat(drawn.convert("RGB")).stddev) > 8, number


def test_each_interest_has_its_text_and_its_trades(site: Built, guide: Guide) -> None:
    text, pages = chapter_as_drawn(site, guide, "Centres d’intérêt"), trade_pages(site, guide)
    for page in guide.interests:
        assert bare(page.interest.name) + bare(page.interest.hint) in text
        assert all(bare(plain_text(node.children)) in text for node in page.body if node.tag == "p")
        for card in (*page.major, *page.minor):
            assert bare(f"{card.title.both} (p. {pages[card.id][0]})") in text


def test_each_diploma_says_how_long_and_what_for(site: Built, guide: Guide) -> None:
    text, pages = chapter_as_drawn(site, guide, "Les formations"), trade_pages(site, guide)
    for formation in guide.formations:
        start = text.index(bare(f"{formation.title}{formation.duration}, {formation.ways}."))
        told = text[start : start + 4000]
        assert (
            bare(f"Pour y entrer : {formation.required}.{formation.about}" if formation.required else formation.about)
            in told
        )
        for card in (*formation.metiers, *formation.later):
            assert bare(f"{card.title.both} (p. {pages[card.id][0]})") in told
        assert all(bare(link.title) in told for link in formation.after)


def test_each_rule_is_told_once_with_its_sources(site: Built, guide: Guide) -> None:
    text = chapter_as_drawn(site, guide, "Stages et visites : les règles")
    assert all(text.count(bare(rule.text)) == 1 for rule in guide.rules)
    assert all(bare(source.title) in text for rule in guide.rules for source in rule.sources)
    kinds = {kind for rule in guide.rules for kind in rule.kinds}
    assert all(bare(HOST_OFFERS[kind]) in text for kind in kinds)


def test_each_action_and_event_is_told_in_full(site: Built, guide: Guide) -> None:
    enterprise, agenda = chapter_as_drawn(site, guide, "Envie d’entreprendre"), chapter_as_drawn(site, guide, "Agenda")
    for initiative in guide.initiatives:
        assert bare(initiative.name) + bare(initiative.hook) in enterprise
        assert bare(f"Organisateur : {initiative.organiser}") in enterprise
    for event in guide.events:
        assert bare(event.title) in agenda
        assert bare(event.place) in agenda
        assert all(bare(node.text).lower() in agenda.lower() for node in walk(event.body) if node.tag == "#")


def test_each_place_has_its_campuses_and_functions(site: Built, guide: Guide) -> None:
    text = chapter_as_drawn(site, guide, "Près de chez moi")
    for territory in guide.territories:
        assert bare(f"{territory.name}{territory.code}") in text
    for campus in guide.campuses:
        badge = "Exemple" if campus.is_sample else ""
        assert bare(f"{campus.name}{badge}{campus.category} – {campus.field}") in text
    for actor in guide.actors:
        assert bare(f"{actor.name} – {actor.role}") in text


def test_a_sample_is_always_called_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    site, guide = full(tmp_path_factory), linked(FULL)
    told = {
        "Stages et visites : les règles": [offer.host for offer in guide.hosts if offer.is_sample],
        "Agenda": [event.told for event in guide.events if event.is_sample],
        "Près de chez moi": [actor.name for actor in guide.actors if actor.is_sample],
    }
    assert all(told.values())
    for title, names in told.items():
        text = chapter_as_drawn(site, guide, title).lower()
        assert all(bare(f"Exemple{name}").lower() in text for name in names)


def test_a_sheet_points_to_what_concerns_its_trade(site: Built, guide: Guide) -> None:
    pages = trade_pages(site, guide)
    rules, agenda = (
        next(iter(chapter_pages(site, guide, title)), None) for title in ("Stages et visites : les règles", "Agenda")
    )
    for metier in guide.metiers:
        text = bare(text_of_pages(site.pdf)[pages[metier.id][0] - 1])
        for step in (step for path in metier.paths for step in path.steps):
            names = ((one.link.title, ", ".join(one.facts)) for one in step.alternatives)
            assert bare(" ou ".join(f"{name} ({facts})" if facts else name for name, facts in names)) in text
            assert bare(", ".join(step.facts)) in text
            assert bare(step.note) in text
        assert all(bare(campus.name) in text for campus in metier.campuses)
        assert all(bare(f"{event.place} (p. {agenda})") in text for event in metier.events)
        assert bool(metier.rules) == (f"Lesrègles:p.{rules}" in text)


def test_each_sector_names_its_federation(site: Built, guide: Guide) -> None:
    openings = [bare(text) for text in text_of_pages(site.pdf) if text.startswith("Secteur\n")]
    assert len(openings) == len(guide.sectors)
    for sector, text in zip(guide.sectors, openings, strict=True):
        assert sector.federation is None or bare(sector.federation.name) in text


def test_every_diploma_of_a_path_leads_to_its_place(site: Built, guide: Guide) -> None:
    start = chapter(site, guide, "Les formations")[0]
    with pikepdf.open(site.pdf) as pdf:
        places = destinations(pdf)
    assert all(places[f"formation-{formation.id}"] >= start for formation in guide.formations)
