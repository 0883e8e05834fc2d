"""A guide of awkward contents on paper: a sector of many trades, pictures of every shape, neighbours without end."""

import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from oma_builder.print.metiers import MOST_SIMILAR
from oma_builder.printing import Prints, print_apart
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.built import TODAY, full, text_of_pages
from tests.papers import bare, run
from tests.tools import MINIMAL, ROOT, workshop

pytestmark = [pytest.mark.paper, pytest.mark.slow]

TRADES = 20
SHAPES = {"carre.jpg": (600, 600), "portrait.jpg": (400, 1400), "panorama.jpg": (1600, 300)}


def write(content: Path) -> None:
    shutil.copytree(MINIMAL, content)
    for name, size in SHAPES.items():
        Image.new("RGB", size, "#2f7d5b").save(content / "images" / name)
    sheet = (content / "metiers" / "exemple.yaml").read_text(encoding="utf-8")
    names = [f"metier-{rank:02}" for rank in range(TRADES)]
    for rank, name in enumerate(names):
        text = sheet.replace("Exemple de soud", f"Exemple d’ouvrage {rank:02} en bois massif de soud")
        text += f"illustration:\n  fichier: {list(SHAPES)[rank % 3]}\n  alt: Exemple\n  credit: Exemple\n"
        text += f"similaires: [{', '.join(other for other in names if other != name)}]\n"
        (content / "metiers" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (content / "metiers" / "exemple.yaml").unlink()


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the guide for screens and the booklet, whose halves are cut apart."""
    place = tmp_path_factory.mktemp("many-trades")
    write(place / "content")
    project = Project(workshop(place / "root"), place / "content", place / "site", TODAY)
    found = {}
    for form in ("ecran", "livret"):
        (file,), problems = print_apart(project, Prints(form), silent)
        assert [problem.code for problem in problems] == []
        found[form] = place / file.route
        found[form].write_bytes(file.content)
    return found


def pages(pdf: Path) -> list[str]:
    """Return the text of each page; of a sheet with two small pages, that of each."""
    if "livret" not in pdf.name:
        return list(text_of_pages(pdf))
    halves = [("-x", side, "-y", "0", "-W", "421", "-H", "596") for side in ("0", "421")]
    count = int(re.findall(r"Pages: +(\d+)", run("pdfinfo", pdf))[0])
    return [
        run("pdftotext", "-r", "72", "-f", f"{page}", "-l", f"{page}", *half, pdf, "-")
        for page in range(1, count + 1)
        for half in halves
    ]


@pytest.mark.parametrize("form", ["ecran", "livret"])
def test_a_sector_of_many_trades_opens_on_one_page(form: str, prints: dict[str, Path]) -> None:
    (opening,) = (text for text in pages(prints[form]) if "Exemple de présentation d’un secteur" in text)
    assert set(re.findall(r"d’ouvrage(\d\d)en", bare(opening))) == {f"{rank:02}" for rank in range(TRADES)}


def test_no_trade_of_the_contents_is_left_alone(prints: dict[str, Path]) -> None:
    """Each is named twice, as a man and as a woman."""
    told = (bare(text) for text in pages(prints["livret"]))
    counts = [len(re.findall(r"d’ouvrage\d\denbois", text)) for text in told if re.search(r"\.{9}", text)]
    assert sum(counts) == 2 * TRADES
    assert 2 not in counts


def test_a_picture_of_any_shape_leaves_the_page_as_it_is(prints: dict[str, Path]) -> None:
    """Each trade takes the same place, whether its picture is a portrait or a panorama."""
    told = [text for text in pages(prints["ecran"]) if "Ce que tu feras" in text]
    assert len(told) == len([text for text in told if "Fiche relue" in text]) == TRADES
    last = pages(prints["ecran"]).index(told[-1])
    assert not [text for text in pages(prints["ecran"])[:last] if "Mes notes" in text]


@pytest.mark.parametrize("form", ["ecran", "livret"])
def test_near_trades_are_told_as_far_as_paper_goes(form: str, prints: dict[str, Path]) -> None:
    for text in (text for text in pages(prints[form]) if "Métiers proches" in text):
        near = bare(text.partition("Métiers proches")[2])
        assert f"et{TRADES - 1 - MOST_SIMILAR}autres,surlaficheenligne" in near
        assert len(set(re.findall(r"d’ouvrage(\d\d)en", near))) == MOST_SIMILAR


def test_every_word_of_a_pdf_is_said_in_french(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Typst takes code for English, also in the cell of a table."""
    site = full(tmp_path_factory)
    for route in (name for name in site.files if name.endswith(".pdf")):
        with pikepdf.open(site.folder / route) as pdf:
            things = (thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream))
            assert {str(thing.Lang) for thing in things if "/Lang" in thing} <= {"fr-FR"}, route


A4_ALONE = {
    "autorisation.typ",
    "cahier.typ",
    "cover.typ",
    "erratum.typ",
    "handbook.typ",
    "fiche.typ",
    "pli.typ",
    "rapport.typ",
}


def test_no_size_of_the_guide_stays_large_in_the_booklet() -> None:
    """A size is told through what shrinks it; the few that are for one paper say so (`is-small`)."""
    sheets = (path for path in (ROOT / "templates" / "print").glob("*.typ") if path.name not in A4_ALONE)
    fixed = re.compile(r"(?:size: |\btitle\(|\bplaced\([^)]*, )[\d.]+pt")
    assert [
        (path.name, line) for path in sheets for line in path.read_text("utf-8").split("\n") if fixed.search(line)
    ] == []
