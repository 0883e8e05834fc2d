"""The long documents: each on paper by itself, accessible, and made anew only when it changes."""

import dataclasses
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from oma_builder.cache import Cache
from oma_builder.content.markdown import plain_text, walk
from oma_builder.content.walking import PICTURES
from oma_builder.guide.model import Guide
from oma_builder.guide.pages import Handbook
from oma_builder.media import images
from oma_builder.parallel import no_tick
from oma_builder.prepress.inks import PROFILE
from oma_builder.print.context import Materials, PrintContext, picture_store
from oma_builder.print.typeset import typesetting
from tests.built import CONTENT, FULL, Built, real, text_of_pages
from tests.papers import (
    A4,
    UA,
    badly_broken_lines,
    bare,
    destinations,
    foreign_fonts,
    heading_levels,
    linked,
    links_astray,
    page_number,
    run,
    structure,
    words_off_the_page,
)
from tests.tools import MINIMAL, ROOT

pytestmark = [pytest.mark.paper, pytest.mark.slow]

MATERIALS = Materials(ROOT / "templates" / "print", ROOT / "assets")
HOSTS = "guide-accueil-troisieme"


REAL = {handbook.id: handbook for handbook in linked(CONTENT).handbooks}


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return real(tmp_path_factory)


@pytest.fixture(params=sorted(REAL))
def handbook(request: pytest.FixtureRequest) -> Handbook:
    return REAL[request.param]


@pytest.fixture
def file(site: Built, handbook: Handbook) -> Path:
    return site.folder / handbook.pdf


@pytest.fixture
def pdf(file: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(file) as opened:
        yield opened


def test_the_guide_for_hosts_has_eight_to_twelve_pages(site: Built) -> None:
    assert 8 <= len(text_of_pages(site.folder / REAL[HOSTS].pdf)) <= 12


def test_it_describes_itself(pdf: pikepdf.Pdf, handbook: Handbook) -> None:
    assert str(pdf.docinfo["/Title"]).startswith(handbook.title)
    with pdf.open_metadata() as metadata:
        assert metadata[UA] == "1"
    assert str(pdf.Root.Lang) == "fr-FR"
    assert bool(pdf.Root.MarkInfo.Marked)
    for page in pdf.pages:
        assert [float(side) for side in page.mediabox] == pytest.approx([0, 0, *A4], abs=0.01)


def test_it_is_sound_and_holds_its_own_fonts(file: Path) -> None:
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", file)
    assert foreign_fonts(file) == []


def test_its_cover_says_what_it_is_and_for_whom(file: Path, handbook: Handbook) -> None:
    cover = bare(text_of_pages(file)[0])
    assert bare(handbook.title) + bare(handbook.description) in cover
    assert all(bare(audience.title) in cover for audience in handbook.audiences)
    assert "Édition" in cover


def test_it_says_all_of_its_text(file: Path, handbook: Handbook) -> None:
    whole = bare("".join(re.sub(r"[^\n]+\n+Page \d+/\d+\s*$", "", page) for page in text_of_pages(file)))
    # What paper adds to the words of a link.
    whole = re.sub(r"\((?:p\.\d+|oma\.example/[\w./#\u200b]*)\)", "", whole)
    for node in walk(handbook.body):
        if node.tag in ("h", "th", "li"):
            assert bare(plain_text(node.children)) in whole


def test_its_headings_go_down_one_level_at_a_time(pdf: pikepdf.Pdf, handbook: Handbook) -> None:
    levels = heading_levels(pdf)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    own = [node.level for node in walk(handbook.body) if node.tag == "h"]
    assert levels[2 : 2 + len(own)] == own  # after the title and the contents


def test_its_contents_give_the_true_pages(file: Path, pdf: pikepdf.Pdf, handbook: Handbook) -> None:
    places = destinations(pdf)
    cover = bare(text_of_pages(file)[0])
    told = [re.search(rf"{re.escape(bare(entry.title))}\.*(\d+)", cover) for entry in handbook.headings]
    numbers = [int(found[1]) if found else None for found in told]
    with pdf.open_outline() as outline:
        marks = outline.root[0].children
        pages = [page_number(pdf, mark.destination) for mark in marks if str(mark.title) != "À propos de ce guide"]
    assert len(numbers) >= 3
    assert numbers == pages == [places[f"titre-{entry.anchor}"] for entry in handbook.headings]


def test_every_page_says_its_number_and_the_last(file: Path, handbook: Handbook) -> None:
    pages = text_of_pages(file)
    for number, text in enumerate(pages, 1):
        assert text.rstrip().endswith(f"Page {number}/{len(pages)}")
        assert bare(handbook.title) in bare(text)


def test_its_last_block_says_where_it_comes_from(file: Path, handbook: Handbook, site: Built) -> None:
    text = bare("".join(text_of_pages(file))).rpartition(bare("À propos de ce guide"))[2]
    assert bare(f"{site.address.rpartition('/')[0]}/{handbook.route}") in text
    assert all(bare(source.title) in text for source in handbook.sources)
    for name in ("Relu le", "Éditeur", "Contact", "En ligne", "Licence"):
        assert bare(name) in text


def test_its_links_lead_out_to_the_web_or_to_its_own_places(pdf: pikepdf.Pdf, site: Built) -> None:
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    assert all(str(note.get("/Contents", "")) for note in notes)
    addresses = [str(note.A.URI) for note in notes if "/A" in note]
    assert all(address.startswith(("https://", "mailto:")) for address in addresses)
    home = site.address.removesuffix("index.html")
    ours = [address.removeprefix(home).partition("#")[0] for address in addresses if address.startswith(home)]
    assert ours
    assert set(ours) <= site.files
    assert links_astray(pdf) == []


def test_its_tables_have_headers(pdf: pikepdf.Pdf) -> None:
    tables = [node for node in structure(pdf.Root.StructTreeRoot) if node.S == "/Table"]
    assert tables
    assert all(any(cell.S == "/TH" for cell in structure(table.K)) for table in tables)


def test_its_words_stay_on_the_page_and_its_lines_are_french(file: Path) -> None:
    assert words_off_the_page(file) == []
    assert badly_broken_lines(file) == []


def printed(guide: Guide, content: Path, folder: Path) -> dict[str, bytes]:
    """Return the PDF files of a guide, by route, made with a cache in `folder`."""
    cache = Cache(folder)
    pictures, _ = images.produce(guide.derivatives, content / PICTURES, ROOT / "assets" / PROFILE, cache, 1)
    context = PrintContext(guide, picture_store(guide, pictures, content / PICTURES), MATERIALS, cache)
    with typesetting(context, 1) as printed:
        made, problems = printed(no_tick)
    assert problems == ()
    return {artifact.route: artifact.content for artifact in made.artifacts}


def entries(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_only_the_handbook_that_changes_is_made_anew(tmp_path: Path) -> None:
    guide = linked(FULL)
    (first, *_) = guide.handbooks
    second = dataclasses.replace(first, id="autre", pdf="guides/autre.pdf", title="Un autre titre", is_chapter=False)
    before = printed(dataclasses.replace(guide, handbooks=(first, second)), FULL, tmp_path)
    stored = entries(tmp_path)
    changed = dataclasses.replace(second, title="Encore un autre titre")
    after = printed(dataclasses.replace(guide, handbooks=(first, changed)), FULL, tmp_path)
    assert len(entries(tmp_path) - stored) == 1
    assert {route for route in before if before[route] != after[route]} == {"guides/autre.pdf"}


def test_its_pictures_are_drawn_with_their_alternative(tmp_path: Path) -> None:
    guide = linked(FULL)
    (handbook, *_) = (found for found in guide.handbooks if found.pictures)
    (tmp_path / "one.pdf").write_bytes(printed(guide, FULL, tmp_path / "cache")[handbook.pdf])
    with pikepdf.open(tmp_path / "one.pdf") as pdf:
        figures = [str(node.Alt) for node in structure(pdf.Root.StructTreeRoot) if node.S == "/Figure"]
    assert figures == [picture.alt for _, picture in handbook.pictures]


def test_without_handbooks_there_are_only_the_guide_and_its_sheets(tmp_path: Path) -> None:
    guide = linked(MINIMAL)
    sheets = [f"fiches/{metier.id}.pdf" for metier in guide.metiers]
    assert list(printed(guide, MINIMAL, tmp_path)) == ["guide/oma-guide.pdf", *sheets]


def test_a_minimal_guide_has_no_empty_chapter(tmp_path: Path) -> None:
    (tmp_path / "guide.pdf").write_bytes(printed(linked(MINIMAL), MINIMAL, tmp_path / "cache")["guide/oma-guide.pdf"])
    with pikepdf.open(tmp_path / "guide.pdf") as pdf, pdf.open_outline() as outline:
        marks = [str(mark.title) for mark in outline.root]
    after = ["Les formations", "Près de chez moi", "Index des métiers", "À propos de cette édition", "Mes pistes"]
    assert marks[2:] == ["Les métiers en un coup d’œil", *after]
