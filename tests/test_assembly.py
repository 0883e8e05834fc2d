"""Sections joined into one document: its pages, links, bookmarks, tags and fonts, as if it had been laid out as a whole."""

import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary

from oma_builder.prepress.assembly import Overlay, as_section, assembled
from tests.papers import destinations, links_astray, page_number, run, structure
from tests.press_reading import said_in_xmp, sound
from tests.typst_samples import typeset

HEAD = '#set document(title: "Livre")\n#set page(width: 60mm, height: 60mm)\n#set text(font: "Atkinson Hyperlegible Next", lang: "fr")\n'
FIRST = """
#page[]
= Un début <debut>
#link("#fin")[Vers la fin]
#table(columns: 2, table.header[Un][Deux], [trois], [quatre])
== Une partie
"""
SECOND = """
= Une fin <fin>
#link("#debut")[Vers le début], #link("https://oma.example/")[le site]
#pagebreak()
#table(columns: 2, table.header[Cinq][Six], [sept], [huit])
"""
MOMENT = "20261201000000Z"


@cache
def section(source: str, leading: int, name: str) -> bytes:
    """Return a tagged section made by Typst."""
    return as_section(typeset(HEAD + source, {}, accessible=True), leading, name)


@cache
def whole() -> bytes:
    return assembled([section(FIRST, 1, "un"), section(SECOND, 0, "deux")], MOMENT)


@pytest.fixture
def pdf() -> Any:
    with pikepdf.open(io.BytesIO(whole())) as document:
        yield document


def test_the_pages_follow_one_another_and_lack_those_before_a_section(tmp_path: Path) -> None:
    file = tmp_path / "whole.pdf"
    file.write_bytes(whole())
    assert sound(whole(), tmp_path)
    told = run("pdftotext", file, "-").split("\f")
    assert [re.findall("début|fin|Cinq", page)[:1] for page in told] == [["début"], ["fin"], ["Cinq"], []]


def test_links_lead_to_the_places_of_other_sections(pdf: pikepdf.Pdf) -> None:
    assert destinations(pdf) == {"debut": 1, "fin": 2}
    assert links_astray(pdf) == []
    notes = [note for page in pdf.pages for note in page.obj.get("/Annots", ())]
    told = [(page_number(pdf, note.Dest) if "/Dest" in note else str(note.A.URI), str(note.Contents)) for note in notes]
    assert told == [(2, "page 2"), (1, "page 1"), ("https://oma.example/", "https://oma.example/")]


def test_a_link_to_no_place_is_our_fault() -> None:
    with pytest.raises(KeyError, match="fin"):
        assembled([section(FIRST, 1, "un")], MOMENT)


def test_bookmarks_follow_one_another(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        told = [(item.title, [inner.title for inner in item.children]) for item in outline.root]
    assert told == [("Un début", ["Une partie"]), ("Une fin", [])]
    first, last = pdf.Root.Outlines.First, pdf.Root.Outlines.Last
    assert (first.Next.objgen, last.Prev.objgen, pdf.Root.Outlines.Count) == (last.objgen, first.objgen, 2)


def test_each_section_is_a_part_of_one_tagged_document(pdf: pikepdf.Pdf) -> None:
    (document,) = pdf.Root.StructTreeRoot.K
    assert (str(document.S), [str(part.S) for part in document.K]) == ("/Document", ["/Part", "/Part"])
    assert all(part.P.objgen == document.objgen for part in document.K)
    kinds = [str(element.S) for element in structure(document.K)]
    assert (kinds.count("/Table"), kinds.count("/H1"), kinds.count("/Link")) == (2, 2, 3)


def test_marked_content_finds_its_element(pdf: pikepdf.Pdf) -> None:
    """The tree of parents (ISO 32000-1, 14.7.4.4) has, for each page and link, the elements that name it."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    assert list(parents) == sorted(parents)
    for page in pdf.pages:
        for element in parents.pop(int(page.obj.StructParents)):
            assert element.Pg.objgen == page.obj.objgen
        for note in page.obj.get("/Annots", ()):
            (kid,) = [kid for kid in parents.pop(int(note.StructParent)).K if isinstance(kid, Dictionary)]
            assert kid.Obj.objgen == note.objgen
    assert parents == {}


def test_cells_find_their_headers_in_their_own_table(pdf: pikepdf.Pdf) -> None:
    tree = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
    known = {str(name): element for name, element in tree.items()}
    assert list(known) == sorted(known)
    assert {name.split()[0] for name in known} == {"un", "deux"}
    assert all(str(element.ID) == name for name, element in known.items())
    headers = [
        str(header)
        for element in structure(pdf.Root.StructTreeRoot.K)
        for attributes in element.get("/A", [])
        for header in attributes.get("/Headers", [])
    ]
    assert headers
    assert set(headers) <= known.keys()


def test_sections_of_the_same_characters_share_their_fonts() -> None:
    told = ["\nabcdef", "\nfedcba"]
    alike = [section(f"#page(pdf.artifact[abcdef]){text}", 1, str(rank)) for rank, text in enumerate(told)]
    apart = [section(f"#page[]{text}", 1, f"{rank}'") for rank, text in enumerate(told)]
    assert [len(fonts_of(assembled(several, MOMENT))) for several in (alike, apart)] == [1, 2]


def fonts_of(made: bytes) -> set[Any]:
    with pikepdf.open(io.BytesIO(made)) as document:
        return {font.objgen for page in document.pages for font in page.obj.Resources.Font.values()}


def test_what_is_laid_over_is_no_text(tmp_path: Path) -> None:
    stamp = typeset(f"{HEAD}#place(top)[droite]#pagebreak()#place(top)[gauche]", {})
    file = tmp_path / "stamped.pdf"
    stamped = assembled(
        [section(FIRST, 1, "un"), section(SECOND, 0, "deux")], MOMENT, Overlay(stamp, frozenset({1, 2}))
    )
    assert sound(stamped, tmp_path)
    file.write_bytes(stamped)
    told = run("pdftotext", file, "-").split("\f")
    assert [re.findall("droite|gauche", page) for page in told] == [["droite"], ["gauche"], [], []]
    with pikepdf.open(file) as document:
        drawn = pikepdf.parse_content_stream(document.pages[0])
    assert [str(step.operands[0]) for step in drawn if str(step.operator) in ("BMC", "BDC")][-1] == "/Artifact"


def test_it_is_the_same_for_the_same_sections_and_tells_its_own_moment() -> None:
    sections = [section(FIRST, 1, "un"), section(SECOND, 0, "deux")]
    assert assembled(sections, MOMENT) == whole()
    assert assembled(sections, "20261202000000Z") != whole()
    with pikepdf.open(io.BytesIO(whole())) as document:
        assert str(document.docinfo.CreationDate) == f"D:{MOMENT}"
    assert said_in_xmp(whole())["part"] == "1"
    turned = assembled([*reversed(sections)], MOMENT)
    assert said_in_xmp(turned)["InstanceID"] != said_in_xmp(whole())["InstanceID"]


def test_sections_without_tags_have_none_as_a_whole() -> None:
    bare = as_section(typeset(f'{HEAD}= Un début <debut>\n#link("#debut")[Vers le début]', {}, tagged=False), 0, "un")
    made = assembled([bare, as_section(typeset(f"{HEAD}Une fin", {}, tagged=False), 0, "deux")], MOMENT)
    assert "part" not in said_in_xmp(made)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert "/StructTreeRoot" not in document.Root
        assert document.pdf_version == "1.6"
        assert page_number(document, document.pages[0].obj.Annots[0].Dest) == 1
