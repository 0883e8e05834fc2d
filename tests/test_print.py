"""The printed guide: accessible, complete, with page numbers that are true."""

import io
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageStat

from oma_builder.content import loader
from oma_builder.guide import linker
from oma_builder.guide.model import Guide
from tests.built import CONTENT, FULL, TODAY, Built, full, real, squeezed, text_of_pages
from tests.tools import need

A4 = (595.276, 841.89)
UA = "{http://www.aiim.org/pdfua/ns/id/}part"
CHAPTERS = ["Près de chez moi", "Index des métiers", "À propos de cette édition"]


@pytest.fixture(params=["real", "full"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return {"real": real, "full": full}[request.param](tmp_path_factory)


@pytest.fixture
def guide(site: Built) -> Guide:
    """Return the linked guide that the site was built from."""
    content = FULL if site.problems else CONTENT
    linked, _ = linker.link(loader.load(content, 1).value, TODAY)
    assert linked is not None
    return linked


@pytest.fixture
def pdf(site: Built) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(site.pdf) as opened:
        yield opened


def run(tool: str, *arguments: str | Path) -> str:
    """Return what an outside tool prints; any failure of its own fails the test."""
    return subprocess.run([need(tool), *arguments], capture_output=True, text=True, encoding="utf-8", check=True).stdout


def trade_pages(site: Built, guide: Guide) -> dict[str, list[int]]:
    """Return, for each trade, the pages that hold its own address, printed at the foot of its sheet."""
    pages = [squeezed(text) for text in text_of_pages(site.pdf)]
    marks = {metier.id: squeezed(f"En ligne : {guide.site.address}{metier.route}") for metier in guide.metiers}
    return {identifier: [at for at, text in enumerate(pages, 1) if mark in text] for identifier, mark in marks.items()}


def chapter(site: Built, title: str) -> tuple[int, str]:
    """Return the page that opens with a title, and the text from there to the end of its chapter."""
    pages = text_of_pages(site.pdf)
    start = next(at for at, text in enumerate(pages, 1) if text.startswith(f"{title}\n"))
    others = {"Sommaire", *CHAPTERS} - {title}
    end = next((at for at in range(start, len(pages)) if pages[at].split("\n")[0] in others), len(pages))
    # The page number at the foot would run into the last entry.
    return start, "\n".join(re.sub(r"\d+\s*\Z", "", page) for page in pages[start - 1 : end])


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
    lines = run("pdffonts", site.pdf).splitlines()[2:]
    assert len(lines) >= 3
    for line in lines:
        assert re.match(r"[A-Z]{6}\+(AtkinsonHyperlegibleNext|BricolageGrotesque)-", line), line
        embedded, subset, unicode = line.split()[-5:-2]
        assert (embedded, subset, unicode) == ("yes", "yes", "yes"), line


def test_its_syntax_is_sound(site: Built) -> None:
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", site.pdf)


def test_each_trade_has_one_page_of_its_own(site: Built, guide: Guide) -> None:
    pages = trade_pages(site, guide)
    assert all(len(found) == 1 for found in pages.values()), pages
    assert len({found[0] for found in pages.values()}) == len(guide.metiers)
    for metier in guide.metiers:
        text = squeezed(text_of_pages(site.pdf)[pages[metier.id][0] - 1])
        assert squeezed(metier.title.both) in text
        assert all(squeezed(mission) in text for mission in metier.missions)


def test_the_contents_give_the_true_pages(site: Built, guide: Guide) -> None:
    _, text = chapter(site, "Sommaire")
    listed = re.findall(r"^(.+?)[ .]+(\d+)$", text, re.MULTILINE)
    numbers = {squeezed(name): int(page) for name, page in listed}
    for metier in guide.metiers:
        assert [numbers[squeezed(metier.title.both)]] == trade_pages(site, guide)[metier.id]
    for title in CHAPTERS:
        assert numbers[squeezed(title)] == chapter(site, title)[0]
    for sector in guide.sectors:
        assert text_of_pages(site.pdf)[numbers[squeezed(sector.name)] - 1].startswith(f"Secteur\n\n{sector.name}\n")


def test_the_index_gives_the_true_page_of_every_name(site: Built, guide: Guide) -> None:
    _, text = chapter(site, "Index des métiers")
    for metier in guide.metiers:
        page = trade_pages(site, guide)[metier.id][0]
        for title in (metier.title, *metier.synonyms):
            for name in (title.masculine, title.feminine):
                assert re.search(rf"{re.escape(squeezed(f'{name}, {page}'))}(?!\d)", squeezed(text)), name


def test_every_page_reference_is_true(site: Built, guide: Guide) -> None:
    pages = trade_pages(site, guide)
    whole = squeezed("".join(text_of_pages(site.pdf)))
    for metier in guide.metiers:
        title = re.escape(squeezed(metier.title.both))
        told = re.findall(rf"(?<![^\W\d]){title}(?:\(|—|–)p\.(\d+)", whole)
        assert set(map(int, told)) == set(pages[metier.id]), metier.id


def test_pages_are_numbered_as_they_stand(site: Built) -> None:
    for number, text in list(enumerate(text_of_pages(site.pdf), 1))[1:]:
        assert re.search(rf"(?:^|\s){number}\s*$", text), number


def destinations(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Return the page number of each named place."""
    tree = pikepdf.NameTree(pdf.Root.Names.Dests)
    return {str(name): page_number(pdf, place) for name, place in tree.items()}


def page_number(pdf: pikepdf.Pdf, place: Any) -> int:
    return pdf.pages.index(pikepdf.Page(place[0])) + 1


def test_links_inside_the_guide_lead_to_the_page_they_name(pdf: pikepdf.Pdf, site: Built, guide: Guide) -> None:
    places = destinations(pdf)
    for identifier, pages in trade_pages(site, guide).items():
        assert places[f"metier-{identifier}"] == pages[0]
    inner = [note for page in pdf.pages for note in page.get("/Annots", []) if "/Dest" in note]
    assert len(inner) > len(guide.metiers)
    assert {str(note.Dest) for note in inner} <= places.keys()


def test_links_out_of_the_guide_are_safe_and_described(pdf: pikepdf.Pdf) -> None:
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    assert all(str(note.get("/Contents", "")) for note in notes)
    addresses = [str(note.A.URI) for note in notes if "/A" in note]
    assert addresses
    assert all(address.startswith(("https://", "mailto:")) for address in addresses), addresses


def structure(node: Any) -> Iterator[pikepdf.Object]:
    """Yield the elements of the structure tree, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from structure(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        yield from structure(node.get("/K"))


def test_headings_go_down_one_level_at_a_time(pdf: pikepdf.Pdf) -> None:
    names = [str(node.S) for node in structure(pdf.Root.StructTreeRoot)]
    levels = [int(name[2:]) for name in names if re.fullmatch(r"/H\d", name)]
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


def test_bookmarks_follow_the_book(pdf: pikepdf.Pdf, site: Built, guide: Guide) -> None:
    with pdf.open_outline() as outline:
        marks = {str(mark.title): mark for mark in outline.root}
        assert list(marks) == ["Comment lire ce guide", *(sector.name for sector in guide.sectors), *CHAPTERS]
        for sector in guide.sectors:
            inside = [str(mark.title) for mark in marks[sector.name].children]
            assert inside == [card.title.both for card in sector.metiers]
        for title in CHAPTERS:
            assert page_number(pdf, marks[title].destination) == chapter(site, title)[0]


def test_no_word_leaves_the_page(site: Built) -> None:
    found = re.findall(
        r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>',
        run("pdftotext", "-bbox", site.pdf, "-"),
    )
    assert len(found) > 500
    margin = 14  # points: what an office printer cannot reach
    for left, top, right, bottom, word in found:
        assert margin <= float(left) <= float(right) <= A4[0] - margin, word
        assert margin <= float(top) <= float(bottom) <= A4[1] - margin, word


def test_french_punctuation_never_starts_a_line(site: Built) -> None:
    lines = run("pdftotext", "-layout", site.pdf, "-").splitlines()
    assert [line.strip() for line in lines if re.search(r"^\s*(?:[;:!?»]|\d* ?€)|«\s*$", line)] == []


def test_the_spaces_of_french_can_be_copied(pdf: pikepdf.Pdf) -> None:
    fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing]
    assert any(b"<00A0>" in font.ToUnicode.read_bytes().upper() for font in fonts)
    # A family lacks the narrow space: Typst draws another one and tells readers what it stands for.
    assert any(re.search(rb"/ActualText\s*<FEFF202F>", page.Contents.read_bytes(), re.I) for page in pdf.pages)


def test_a_table_keeps_its_cells_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    words = run("pdftotext", "-layout", full(tmp_path_factory).pdf, "-").split()
    assert "ExempleValeurExemple" not in words
    assert "Valeur" in words


def test_the_day_of_the_build_is_the_only_date(pdf: pikepdf.Pdf) -> None:
    dates = {str(pdf.docinfo[name])[2:10] for name in ("/CreationDate", "/ModDate")}
    assert dates == {f"{TODAY:%Y%m%d}"}


def test_pages_are_drawn(site: Built, guide: Guide, tmp_path: Path) -> None:
    shown = [1, trade_pages(site, guide)[guide.metiers[0].id][0], chapter(site, "Index des métiers")[0]]
    for number in shown:
        place = tmp_path / f"page-{number}"
        page = str(number)
        run("pdftoppm", "-r", "50", "-f", page, "-l", page, "-png", "-singlefile", site.pdf, place)
        with Image.open(io.BytesIO(place.with_suffix(".png").read_bytes())) as drawn:
            assert drawn.size == (414, 585)
            assert max(ImageStat.Stat(drawn.convert("RGB")).stddev) > 8, number
