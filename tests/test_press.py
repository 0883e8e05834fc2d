"""The file for the printer, read back with tools that are not ours."""

import io
import uuid
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf

from oma_builder.prepress.inks import Inks, mixer
from oma_builder.prepress.press import Setup, forbidden, press_ready, spine
from tests.papers import run
from tests.press_reading import (
    MM,
    boxes,
    drawn_by_poppler,
    foreign_colours,
    images,
    most_ink,
    said_in_xmp,
    separated,
    sound,
)
from tests.tools import ROOT
from tests.typst_samples import everything, numbered, typeset

pytestmark = [pytest.mark.paper, pytest.mark.slow]

CMYK = mixer(Inks.CMYK, ROOT / "assets")
IN_PRESS = ("DeviceCMYK", "DeviceGray", "Separation All")


@pytest.fixture(scope="module")
def press() -> bytes:
    return press_ready(everything(), CMYK)


def edited(pdf: bytes, change: Any) -> bytes:
    """Return a PDF after a change of the open document."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        target = io.BytesIO()
        document.save(target)
    return target.getvalue()


def test_it_says_what_it_is(press: bytes, tmp_path: Path) -> None:
    said = said_in_xmp(press)
    assert said["GTS_PDFXVersion"] == "PDF/X-4"
    assert said["title"] == "Essai & contrôle"
    assert said["creator"] == "OMA"
    assert (said["Trapped"], said["RenditionClass"], said["VersionID"]) == ("False", "default", "1")
    assert all(uuid.UUID(said[name].removeprefix("uuid:")).version == 5 for name in ("DocumentID", "InstanceID"))
    assert said["DocumentID"] != said["InstanceID"]
    file = tmp_path / "press.pdf"
    file.write_bytes(press)
    told = dict(line.split(":", 1) for line in run("pdfinfo", "-isodates", file).splitlines())
    facts = {name: value.strip() for name, value in told.items()}
    assert facts["PDF version"] == "1.6"
    assert facts["Title"] == said["title"]
    # The day of the build, on which poppler, Info and XMP agree.
    dates = {said["CreateDate"], said["ModifyDate"], said["MetadataDate"]}
    assert dates == {"2026-11-25T00:00:00Z"} == {facts["CreationDate"], facts["ModDate"]}
    assert (facts["Encrypted"], facts["JavaScript"], facts["Tagged"]) == ("no", "no", "no")


def test_trapping_and_identity_are_stated(press: bytes) -> None:
    with pikepdf.open(io.BytesIO(press)) as document:
        assert document.docinfo["/Trapped"] == Name("/False")
        assert len(document.trailer.ID) == 2


def test_its_output_intent_holds_the_profile(press: bytes) -> None:
    with pikepdf.open(io.BytesIO(press)) as document:
        (intent,) = document.Root.OutputIntents
        assert (intent.S, str(intent.OutputConditionIdentifier)) == (Name.GTS_PDFX, "FOGRA39")
        assert str(intent.RegistryName) == "http://www.color.org"
        assert str(intent.Info)
        assert intent.DestOutputProfile.read_bytes() == CMYK.profile
        assert intent.DestOutputProfile.N == 4


def test_it_holds_no_colour_of_the_screen(press: bytes, tmp_path: Path) -> None:
    assert foreign_colours(press, *IN_PRESS) == set()
    assert {line[5] for line in images(press, tmp_path)} == {"cmyk", "gray"}


def test_transparency_blends_in_inks(press: bytes) -> None:
    with pikepdf.open(io.BytesIO(press)) as document:
        assert all(Name.DeviceCMYK == page.Group.CS for page in document.pages)
        groups = [
            thing.Group
            for thing in document.objects
            if isinstance(thing, pikepdf.Stream) and isinstance(thing.get("/Group"), Dictionary)
        ]
    assert groups
    assert {str(group.get("/CS", Name.DeviceCMYK)) for group in groups} <= {"/DeviceCMYK", "/DeviceGray"}


def test_qpdf_and_ghostscript_have_nothing_to_say(press: bytes, tmp_path: Path) -> None:
    assert sound(press, tmp_path)
    # Ghostscript's warnings fail the reading of ink.
    assert max(most_ink(press, tmp_path, 72)) <= 300


def test_every_page_has_its_boxes(press: bytes) -> None:
    pages = boxes(press)
    assert len(pages) == 4
    for page in pages:
        trim, bleed, media, crop = (page[name] for name in ("Trim", "Bleed", "Media", "Crop"))
        assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([148 * MM, 210 * MM], abs=0.03)
        for inner, outer, margin in ((trim, bleed, 3 * MM), (bleed, media, 10 * MM)):
            grown = [inner[0] - margin, inner[1] - margin, inner[2] + margin, inner[3] + margin]
            assert outer == pytest.approx(grown, abs=0.03)
        assert crop == media
    with pikepdf.open(io.BytesIO(press)) as document:
        assert all(not {"/ArtBox", "/CropBox"} & set(page.obj.keys()) for page in document.pages)


def test_what_readers_use_is_gone_and_what_is_printed_stays(press: bytes) -> None:
    with pikepdf.open(io.BytesIO(everything())) as document:
        assert {"/Outlines", "/StructTreeRoot"} <= set(document.Root.keys())
        assert document.pages[0].Annots
    with pikepdf.open(io.BytesIO(press)) as document:
        assert set(document.Root.keys()) == {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents"}
        assert all("/Annots" not in page for page in document.pages)
        assert list(forbidden(document)) == []


def test_marks_stand_on_every_plate_and_outside_the_bleed(press: bytes, tmp_path: Path) -> None:
    dpi = 144
    page = boxes(press)[0]
    drawn = separated(press, tmp_path, dpi)[-1]  # a blank page: what is on it are the marks
    scale = dpi / 72

    def pixels(x: float, y: float) -> tuple[int, int]:
        return round((x - page["Media"][0]) * scale), round((page["Media"][3] - y) * scale)

    trim, bleed = page["Trim"], page["Bleed"]
    for x in (trim[0], trim[2]):
        for y in (bleed[1] - 3 * MM, bleed[3] + 3 * MM):
            at = pixels(x, y)
            around = [drawn.getpixel((at[0] + shift, at[1])) for shift in range(-2, 3)]
            assert (255, 255, 255, 255) in around, (x, y)
    left, top = pixels(bleed[0], bleed[3])
    right, bottom = pixels(bleed[2], bleed[1])
    assert drawn.crop((left, top, right, bottom)).getcolors() == [((right - left) * (bottom - top), (0, 0, 0, 0))]


@given(st.integers(1, 9))
def test_blank_pages_fill_the_count(pages: int) -> None:
    made = press_ready(bled(pages), CMYK)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert len(document.pages) == -(-pages // 4) * 4
        for number, page in enumerate(document.pages, 1):
            fonts = page.Resources.get("/Font", {})
            assert bool(fonts) == (number <= pages)
            assert {"/TrimBox", "/BleedBox", "/MediaBox"} <= set(page.obj.keys())


def test_a_cover_stays_one_page() -> None:
    with pikepdf.open(io.BytesIO(press_ready(bled(1), CMYK, Setup(multiple=1)))) as document:
        assert len(document.pages) == 1


def bled(pages: int) -> bytes:
    """Return numbered pages with a bleed, as Typst would make them."""

    def change(document: Pdf) -> None:
        for page in document.pages:
            left, bottom, right, top = (float(side) for side in page.mediabox)
            page.obj.TrimBox = Array([left + 8.5, bottom + 8.5, right - 8.5, top - 8.5])

    return edited(numbered(pages), change)


def test_the_same_document_gives_the_same_file(press: bytes) -> None:
    assert press_ready(everything(), CMYK) == press
    other = press_ready(typeset(OTHER, {}), CMYK)
    assert said_in_xmp(other)["DocumentID"] != said_in_xmp(press)["DocumentID"]


OTHER = """
#set document(title: "Autre")
#set page(width: 100mm, height: 100mm, bleed: 3mm)
#set text(font: "Atkinson Hyperlegible Next")
Autre
"""


def test_what_is_seen_is_not_moved(press: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    before = drawn_by_poppler(everything(), tmp_path / "a", 72)[0].convert("L")
    after = drawn_by_poppler(press, tmp_path / "b", 72)[0].convert("L")
    margin = round(10 * MM)
    inside = after.crop((margin, margin, margin + before.width, margin + before.height))
    dark = before.point(lambda value: 255 if value < 150 else 0).getbbox()
    assert dark is not None
    assert inside.point(lambda value: 255 if value < 150 else 0).getbbox() == pytest.approx(dark, abs=2)


@pytest.mark.parametrize("pages", ["without bleed", "without trim"])
def test_a_page_without_bleed_is_refused(pages: str) -> None:
    pdf = numbered(1)
    if pages == "without bleed":
        pdf = edited(pdf, lambda document: setattr(document.pages[0].obj, "TrimBox", document.pages[0].MediaBox))
    with pytest.raises(ValueError, match=r"bleed"):
        press_ready(pdf, CMYK)


def test_a_document_without_title_is_refused() -> None:
    untitled = typeset(OTHER.replace('title: "Autre"', ""), {})
    with pytest.raises(ValueError, match="title"):
        press_ready(untitled, CMYK)


def _script(document: Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("1"))


def _attachment(document: Pdf) -> None:
    document.attachments["a.txt"] = b"a"


def _transfer(document: Pdf) -> None:
    state = Dictionary(Type=Name.ExtGState, TR=Name.Identity)
    document.pages[0].Resources.ExtGState = Dictionary(g=document.make_indirect(state))


def _postscript(document: Pdf) -> None:
    document.Root.P = document.make_stream(b"showpage", Type=Name.XObject, Subtype=Name("/PS"))


def _unembedded(document: Pdf) -> None:
    document.Root.F = document.make_indirect(Dictionary(Type=Name.FontDescriptor, FontName=Name.Helvetica))


def _alternate(document: Pdf) -> None:
    document.Root.I = document.make_stream(b"0", Subtype=Name.Image, Alternates=Array([]))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (_script, "/JS"),
        (_attachment, "/EF"),
        (_transfer, "/TR"),
        (_postscript, "PostScript"),
        (_unembedded, "a font that is not embedded"),
        (_alternate, "/Alternates"),
    ],
)
def test_what_the_standard_forbids_is_found(change: Any, named: str) -> None:
    with pikepdf.open(io.BytesIO(edited(press_ready(bled(4), CMYK), change))) as document:
        assert named in set(forbidden(document))


def test_what_the_standard_forbids_on_a_page_makes_no_file() -> None:
    with pytest.raises(ValueError, match="PDF/X-4 forbids: /TR"):
        press_ready(edited(bled(4), _transfer), CMYK)


def test_scripts_and_attachments_of_the_source_are_left_out() -> None:
    made = press_ready(edited(edited(bled(4), _script), _attachment), CMYK)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert list(forbidden(document)) == []


@given(st.integers(1, 1000), st.floats(0.05, 0.3))
def test_a_spine_is_as_thick_as_its_sheets(pages: int, sheet: float) -> None:
    assert spine(2 * pages, sheet) == pytest.approx(pages * sheet)
    assert spine(2 * pages - 1, sheet) == spine(2 * pages, sheet)
