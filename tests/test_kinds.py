"""A kind is a row: what must tell kinds apart derives from it, and a new kind needs nothing else to be known everywhere."""

import dataclasses
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from oma_builder.content import schema
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.guide import linker
from oma_builder.guide.model import Guide
from oma_builder.print import book
from oma_builder.web import pages, search
from tests.built import text_of_pages
from tests.tools import MINIMAL, ROOT

NEW = ROOT / "tests" / "kinds" / "temoignages"
"""A kind that the program does not know: its model, its view, its templates, and a guide with two sectors that has some."""

ROW = """TEMOIGNAGES = Kind(
    "temoignages",
    ".yaml",
    Temoignage,
    "témoignage",
    named_by="titre",
    link="temoignage",
    address="temoignages/{}.html",
    listing=Listing("temoignages", "temoignages.html", "Témoignages", "Ils racontent leur métier", "Des récits d’exemple."),
    found_as="Témoignage",
    chapter=Chapter("temoignages", "Ils racontent leur métier"),
)

SITE = Kind("""

VIEW = """    schema.TEMOIGNAGES: lambda guide: (
        PageView(found.route, "temoignage.html", found.title, found.hook, found, (HOME,), "", found.file)
        for found in guide.of(schema.TEMOIGNAGES)
    ),
"""

CHAPTER = """    schema.TEMOIGNAGES: lambda guide, paper: [
        {"id": found.id, "title": found.title, "body": paper.text(found.body), "metiers": paper.metiers(found.metiers)}
        for found in guide.of(schema.TEMOIGNAGES)
    ],
"""


@dataclass(frozen=True)
class Line:
    """What a maintainer writes into a file: the lines that stand before, or after, those of `at`."""

    file: str
    at: str
    text: str


LINES = (
    Line("content/schema.py", "from oma_builder.content.kinds.territoire", "from oma_builder.content.kinds.temoignage import Temoignage\n"),
    Line("content/schema.py", "SITE = Kind(", ROW.removesuffix("SITE = Kind(")),
    Line("content/schema.py", "    EDITIONS,\n)", "    TEMOIGNAGES,\n"),
    Line("guide/linker.py", "OTHERS: Mapping", "from oma_builder.guide.temoignages import link_temoignages\n\n"),
    Line("guide/linker.py", '}\n"""What links the kinds', "    schema.TEMOIGNAGES: link_temoignages,\n"),
    Line("web/pages.py", '}\n"""The pages of each kind', VIEW),
    Line("print/book.py", '}\n"""What fills the chapter', CHAPTER),
)  # fmt: skip
"""All that is written into modules that exist: the row, and a line in each room that shows the kind."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program that has one more kind, with a guide."""
    root = tmp_path_factory.mktemp("house")
    for name in ("oma_builder", "templates", "assets"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "build.py", root)
    shutil.copytree(MINIMAL, root / "content")
    shutil.copytree(NEW, root, dirs_exist_ok=True)
    for line in LINES:
        module = root / "oma_builder" / line.file
        text = module.read_text(encoding="utf-8")
        assert text.count(line.at) == 1, line
        module.write_text(text.replace(line.at, line.text + line.at), encoding="utf-8")
    return root


def _run(house: Path, *words: str) -> str:
    done = subprocess.run([sys.executable, "build.py", *words], check=False, cwd=house, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_a_new_kind_is_known_everywhere(house: Path) -> None:
    _run(house, "build", "--today", "2026-11-23")
    site = house / "public"
    page = (site / "temoignages" / "premier.html").read_text(encoding="utf-8")
    assert '<a href="../metiers/exemple.html">au métier</a>' in page
    assert "temoignages/second.html" in (site / "temoignages.html").read_text(encoding="utf-8")
    index = next((site / "assets").glob("documents.*.js")).read_text(encoding="utf-8")
    assert "temoignages/premier.html" in index
    assert "Témoignage" in index
    assert "temoignages/premier.html" in (site / "sitemap.xml").read_text(encoding="utf-8")
    guide = " ".join(text_of_pages(site / "guide" / "oma-guide.pdf"))
    assert "Ils racontent leur métier" in guide
    assert "Le premier récit" in guide
    assert "Le second récit" in guide


@pytest.mark.slow
@pytest.mark.parametrize(("sector", "kept", "left"), [("exemple", "premier", "second"), ("autre", "second", "premier")])
def test_a_guide_cut_to_a_sector_leaves_out_what_is_of_another(house: Path, sector: str, kept: str, left: str) -> None:
    _run(house, "pdf", "--edition", "secteur", sector, "--today", "2026-11-23", "--output", f"cut-{sector}")
    (paper,) = (house / f"cut-{sector}").glob("*.pdf")
    text = " ".join(text_of_pages(paper))
    assert f"Le {kept} récit" in text
    assert f"Le {left} récit" not in text


@pytest.mark.slow
def test_a_mistake_in_a_new_kind_is_told_in_its_own_words(house: Path) -> None:
    account = house / "content" / "temoignages" / "faux.yaml"
    account.write_text(
        "titre: Exemple de témoignage\naccroche: Un.\ntexte: Un.\nmetiers: [inconnu]\n", encoding="utf-8"
    )
    try:
        done = subprocess.run(
            [sys.executable, "build.py", "check"], check=False, cwd=house, capture_output=True, text=True
        )
    finally:
        account.unlink()
    assert done.returncode == 1
    assert "métier inconnu « inconnu »" in done.stdout + done.stderr
    assert "« Exemple de témoignage » est déjà le nom de content/temoignages/" in done.stdout + done.stderr


def test_every_kind_has_a_page_or_a_reason() -> None:
    shown, elsewhere = set(pages.VIEWS), set(pages.WITHOUT_PAGE)
    assert shown | elsewhere == set(schema.KINDS)
    assert not shown & elsewhere
    assert shown == {kind for kind in schema.KINDS if kind.has_page}


def test_every_kind_has_a_chapter_or_a_reason() -> None:
    assert set(book.CHAPTERS) | set(book.WITHOUT_CHAPTER) == set(schema.KINDS)
    assert not set(book.CHAPTERS) & set(book.WITHOUT_CHAPTER)
    labels = {kind.chapter.label for kind in book.CHAPTERS if kind.chapter}
    assert len(labels) == len(book.CHAPTERS)
    assert all((ROOT / "templates" / "print" / f"{label}.typ").is_file() for label in labels)


def test_every_kind_of_the_search_has_a_name_there() -> None:
    assert all(kind.found_as for kind in search.FOUND)


@pytest.mark.parametrize("kind", schema.KINDS, ids=lambda kind: kind.name)
def test_rows_name_fields_that_exist(kind: Kind[Author]) -> None:
    written = {
        *kind.model.model_fields,
        *(name for name, value in vars(kind.model).items() if isinstance(value, property)),
    }
    validity = kind.validity
    named = {kind.named_by, *((validity.since, *validity.until) if validity else ())} - {""}
    assert named <= written
    assert kind.field in {field.name for field in dataclasses.fields(Guide)} if kind.field else kind in linker.OTHERS


def test_words_and_addresses_of_kinds_differ() -> None:
    for values in (
        [kind.name for kind in schema.KINDS],
        [kind.link for kind in schema.KINDS if kind.link],
        [kind.address for kind in schema.KINDS if kind.address],
        [kind.field for kind in schema.KINDS if kind.field],
    ):
        assert len(values) == len(set(values))
