"""Recolouring: no RGB is left anywhere, and what is seen stays what it was."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageChops, ImageStat

from oma_builder.prepress.inks import Inks, Mixer, mixer
from oma_builder.prepress.recolour import recolour
from tests.press_reading import (
    colour_spaces,
    drawn_by_ghostscript,
    drawn_by_poppler,
    foreign_colours,
    images,
    most_ink,
    sound,
)
from tests.tools import ROOT
from tests.typst_samples import GRADIENTS, everything, rainbow, typeset

pytestmark = [pytest.mark.paper, pytest.mark.slow]

CMYK, GREY, RGB = (mixer(inks, ROOT / "assets") for inks in (Inks.CMYK, Inks.GREY, Inks.RGB))
IN_INKS = {Inks.CMYK: ("DeviceCMYK", "DeviceGray"), Inks.GREY: ("DeviceGray",)}
PHOTOGRAPH = {Inks.CMYK: "CMYK", Inks.GREY: "L"}
both = pytest.mark.parametrize("mix", [CMYK, GREY], ids=lambda mix: mix.inks.value)


def sample(mix: Mixer) -> bytes:
    """Return the page that holds everything, on its way to these inks."""
    return everything(PHOTOGRAPH[mix.inks])


def page_of(content: bytes, **resources: Any) -> bytes:
    """Return a page of 100 points with this content."""
    with Pdf.new() as document:
        document.add_blank_page(page_size=(100, 100))
        page = document.pages[0].obj
        page.Contents = document.make_stream(content)
        page.Resources = Dictionary({f"/{key}": make(document) for key, make in resources.items()})
        target = io.BytesIO()
        document.save(target, deterministic_id=True)
    return target.getvalue()


def instructions(pdf: bytes) -> list[tuple[list[str], str]]:
    """Return the instructions of the first page, numbers as text."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        parsed = pikepdf.parse_content_stream(document.pages[0])
        return [([str(operand) for operand in one.operands], str(one.operator)) for one in parsed]


def icc(document: Pdf, channels: int) -> Array:
    return Array([Name.ICCBased, document.make_stream(b"any", N=channels)])


def test_the_sample_holds_what_must_go() -> None:
    assert colour_spaces(sample(CMYK)).keys() == {"ICCBased 3", "ICCBased 1", "DeviceCMYK", "DeviceGray"}
    with pikepdf.open(io.BytesIO(sample(CMYK))) as document:
        things = [thing for thing in document.objects if isinstance(thing, Stream | Dictionary)]
    assert any("/SMask" in thing and thing.get("/Type") == Name.ExtGState for thing in things)
    assert any("/SMask" in thing and thing.get("/Subtype") == Name.Image for thing in things)
    assert any("/Group" in thing and thing.get("/Subtype") == Name.Form for thing in things)


@both
def test_no_other_colour_is_left_anywhere(mix: Any, tmp_path: Path) -> None:
    made = recolour(sample(mix), mix)
    assert foreign_colours(made, *IN_INKS[mix.inks]) == set()
    kinds = {"image": {"cmyk"} if mix is CMYK else {"gray"}, "smask": {"gray"}}
    listed = images(made, tmp_path)
    assert len(listed) == 5
    assert all(line[5] in kinds[line[2]] for line in listed)
    assert sound(made, tmp_path)


@both
def test_the_same_pdf_gives_the_same_bytes(mix: Any) -> None:
    assert recolour(sample(mix), mix) == recolour(sample(mix), mix)


@both
def test_what_is_recoloured_stays_as_it_is(mix: Any) -> None:
    once = recolour(sample(mix), mix)
    assert colour_spaces(recolour(once, mix)) == colour_spaces(once)
    assert instructions(recolour(once, mix)) == instructions(once)


def test_in_screen_colours_nothing_changes() -> None:
    assert recolour(everything(), RGB) == everything()


def test_text_stays_text() -> None:
    before, after = instructions(everything()), instructions(recolour(everything(), CMYK))
    spoken = [one for one in before if one[1] in ("TJ", "Tj", "Tf", "Tm", "BDC")]
    assert spoken
    assert spoken == [one for one in after if one[1] in ("TJ", "Tj", "Tf", "Tm", "BDC")]


@pytest.mark.parametrize("draw", [drawn_by_ghostscript, drawn_by_poppler])
def test_the_page_in_grey_is_the_page_drained_of_colour(draw: Callable[..., list[Image.Image]], tmp_path: Path) -> None:
    (before,), (after,) = (draw(pdf, tmp_path, 72) for pdf in (sample(GREY), recolour(sample(GREY), GREY)))
    red, green, blue = after.split()
    assert all(ImageChops.difference(red, other).getextrema()[1] <= 2 for other in (green, blue))
    # Luminance, not luma: strong colours differ a little, and where colours blend.
    difference = ImageChops.difference(before.convert("L"), after.convert("L"))
    assert ImageStat.Stat(difference).mean[0] < 4
    assert sum(difference.histogram()[70:]) < 0.01 * before.width * before.height


@pytest.mark.parametrize("draw", [drawn_by_ghostscript, drawn_by_poppler])
def test_the_page_in_inks_looks_like_the_page_on_screen(draw: Callable[..., list[Image.Image]], tmp_path: Path) -> None:
    (before,), (after,) = (draw(pdf, tmp_path, 72) for pdf in (everything(), recolour(everything(), CMYK)))
    # Viewers have their own idea of ink, and paper cannot show the pure colours of the sample.
    difference = ImageChops.difference(before.resize((105, 149)), after.resize((105, 149)))
    assert max(ImageStat.Stat(difference).mean) < 9
    assert sum(difference.convert("L").histogram()[100:]) < 0.01 * 105 * 149


def test_no_point_takes_too_much_ink(tmp_path: Path) -> None:
    assert max(most_ink(recolour(everything(), CMYK), tmp_path, 72)) <= 300


def test_numbers_follow_the_space_they_are_in() -> None:
    spaces = {"c0": 3, "c1": 1}
    content = (
        b"1 0 0 rg 0 0 1 RG q /c0 cs 0 0 0 scn 0 0 5 5 re f /c1 cs 0.5 scn /c1 CS 1 SCN Q 0.2 g"
        b" /DeviceRGB cs 1 1 1 sc /DeviceGray cs 0.3 sc"
    )
    pdf = page_of(
        content, ColorSpace=lambda document: Dictionary({f"/{name}": icc(document, n) for name, n in spaces.items()})
    )
    red, blue, grey = (CMYK.rgb(1, 0, 0), CMYK.rgb(0, 0, 1), CMYK.grey(0.5))

    def told(inks: tuple[float, ...]) -> list[float]:
        return [float(f"{part:.4g}") for part in inks]

    made = recolour(pdf, CMYK)
    written = [(operands, operator) for operands, operator in instructions(made) if operator not in ("re", "f")]
    shown = [
        ([float(o) for o in operands] if operator not in ("cs", "CS") else operands, operator)
        for operands, operator in written
    ]
    assert shown == [
        (told(red), "k"),
        (told(blue), "K"),
        ([], "q"),
        (["/DeviceCMYK"], "cs"),
        ([0, 0, 0, 1], "scn"),
        (["/DeviceCMYK"], "cs"),
        (told(grey), "scn"),
        (["/DeviceCMYK"], "CS"),
        ([0, 0, 0, 0], "SCN"),
        ([], "Q"),
        ([0.2], "g"),
        (["/DeviceCMYK"], "cs"),
        ([0, 0, 0, 0], "sc"),
        (["/DeviceGray"], "cs"),
        ([0.3], "sc"),
    ]
    assert foreign_colours(made, "DeviceCMYK", "DeviceGray") == set()
    assert foreign_colours(recolour(pdf, GREY), "DeviceGray") == set()


LIKE_COLOURS = [
    b"BT /F 9 Tf ( 1 0 0 rg \\) 0 0 1 rg ) Tj ET",
    b"BT [(( 1 0 0 rg )) 3 ( /c0 cs )] TJ ET",
    b"/Span <</ActualText ( 0 1 0 rg )>> BDC EMC",
    b"/Span <</Lang <6672>/E [( 1 0 0 RG )]>> BDC EMC",
    b"/k gs /rg Do",
    b"BT /F 9 Tf <20312030> Tj [<00c1>3<0081>] TJ ET",
]
"""Instructions that say what colours would, where none is."""


@pytest.mark.parametrize("content", LIKE_COLOURS)
def test_what_only_looks_like_a_colour_stays(content: bytes) -> None:
    assert instructions(recolour(page_of(content), GREY)) == instructions(page_of(content))


@both
def test_colours_after_what_looks_like_one_still_change(mix: Any) -> None:
    made = recolour(
        page_of(b"\n".join(f"q {one.decode()} 1 0 0 rg 0 0 9 9 re f Q".encode() for one in LIKE_COLOURS)), mix
    )
    assert foreign_colours(made, *IN_INKS[mix.inks]) == set()


@given(st.binary(max_size=20))
def test_any_text_stays_whole(text: bytes) -> None:
    written = pikepdf.unparse_content_stream([([pikepdf.String(text)], pikepdf.Operator("Tj"))])
    pdf = page_of(b"1 0 0 rg BT " + written + b" ET 0 1 0 rg")
    before, after = (instructions(one) for one in (pdf, recolour(pdf, GREY)))
    assert [one for one in after if one[1] == "Tj"] == [one for one in before if one[1] == "Tj"]
    assert [operator for _, operator in after] == ["g", "BT", "Tj", "ET", "g"]


@given(st.lists(st.tuples(st.binary(min_size=1, max_size=6), st.booleans(), st.booleans()), min_size=1, max_size=6))
def test_every_black_text_overprints_however_it_is_written(texts: list[tuple[bytes, bool, bool]]) -> None:
    """Typst writes text in signs or, where these would need many escapes, in hexadecimal digits."""
    content = [
        (b"[%s] TJ" if in_array else b"%s Tj")
        % (b"<%s>" % text.hex().encode() if in_digits else pikepdf.String(text).unparse())
        for text, in_digits, in_array in texts
    ]
    made = instructions(recolour(page_of(b"BT /F 9 Tf " + b" ".join(content) + b" ET"), CMYK))
    before = instructions(page_of(b"BT /F 9 Tf " + b" ".join(content) + b" ET"))
    assert [one for one in made if one[1] in ("Tj", "TJ")] == [one for one in before if one[1] in ("Tj", "TJ")]
    shown = [at for at, one in enumerate(made) if one[1] in ("Tj", "TJ")]
    assert all(made[at - 1][1] == "gs" for at in shown)


def test_a_restored_state_has_its_space_again() -> None:
    pdf = page_of(
        b"/c0 cs q /DeviceCMYK cs 0 0 0 1 sc Q 1 0 0 sc",
        ColorSpace=lambda document: Dictionary({"/c0": icc(document, 3)}),
    )
    *_, last = instructions(recolour(pdf, CMYK))
    assert [float(part) for part in last[0]] == pytest.approx(CMYK.rgb(1, 0, 0), abs=1e-4)


def test_inks_stay_where_they_are_meant_and_are_refused_in_grey() -> None:
    pdf = page_of(b"0 1 0 0.5 k")
    assert instructions(recolour(pdf, CMYK)) == instructions(pdf)
    with pytest.raises(ValueError, match="DeviceCMYK"):
        recolour(pdf, GREY)


def test_groups_blend_in_the_inks() -> None:
    with pikepdf.open(io.BytesIO(page_of(b"", ExtGState=lambda _: Dictionary(s=Dictionary(ca=0.5))))) as document:
        document.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
        target = io.BytesIO()
        document.save(target)
    with pikepdf.open(io.BytesIO(recolour(target.getvalue(), CMYK))) as document:
        page = document.pages[0]
        assert (page.Group.CS, float(page.Resources.ExtGState.s.ca)) == (Name.DeviceCMYK, 0.5)


def test_default_spaces_turn_nothing_back() -> None:
    pdf = page_of(
        b"0 g 1 0 0 rg",
        ColorSpace=lambda document: Dictionary(DefaultRGB=icc(document, 3), DefaultGray=icc(document, 1)),
    )
    assert foreign_colours(recolour(pdf, CMYK), "DeviceCMYK", "DeviceGray") == set()


@both
def test_a_photograph_in_inks_is_passed_through_and_another_is_refused(mix: Any) -> None:
    def photograph(pdf: bytes) -> tuple[bytes, Any]:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            (found,) = (
                thing
                for thing in document.objects
                if isinstance(thing, Stream) and thing.get("/Filter") == "/DCTDecode"
            )
            return found.read_raw_bytes(), found.get("/Decode")

    assert photograph(recolour(sample(mix), mix)) == photograph(sample(mix))
    (strange,) = (inks for inks in PHOTOGRAPH.values() if inks != PHOTOGRAPH[mix.inks])
    for mode in (strange, "RGB"):
        with pytest.raises(ValueError, match=r"DeviceCMYK|inks of its paper"):
            recolour(everything(mode), mix)


def drawn_image(**details: Any) -> bytes:
    """Return a page with an image of three pixels (red, green and white), or one that differs in these details."""
    raw = bytes((255, 0, 0, 0, 255, 0, 255, 255, 255))
    whole = {"Subtype": Name.Image, "Width": 3, "Height": 1, "BitsPerComponent": 8, "ColorSpace": Name.DeviceRGB}
    return page_of(b"/I Do", XObject=lambda pdf: Dictionary(I=pdf.make_stream(raw, **{**whole, **details})))


def test_pixels_have_the_grey_of_their_luminance() -> None:
    with pikepdf.open(io.BytesIO(recolour(drawn_image(), GREY))) as document:
        raw = document.pages[0].Resources.XObject.I.read_bytes()
    assert list(raw) == pytest.approx([127, 220, 255], abs=2)  # sRGB of 0.2126, 0.7152 and 1


def with_resource(kind: str, **resource: Any) -> bytes:
    """Return a page that names one resource of this kind."""
    return page_of(b"", **{kind: lambda pdf: Dictionary(s=pdf.make_indirect(Dictionary(**resource)))})


def with_note() -> bytes:
    """Return a page with a note in a colour."""
    with pikepdf.open(io.BytesIO(page_of(b""))) as document:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=[0, 0, 5, 5], C=[1, 0, 0])
        document.pages[0].obj.Annots = Array([note])
        target = io.BytesIO()
        document.save(target)
    return target.getvalue()


def in_space(family: str, *parts: Any) -> bytes:
    """Return a page that paints in a space of this family."""
    return page_of(b"/s cs", ColorSpace=lambda _: Dictionary(s=Array([Name(f"/{family}"), *parts])))


TINT = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[1, 1, 1], C1=[1, 0, 0])
FOREIGN = {
    "Lab": in_space("Lab", Dictionary()),
    "CIEBasedX": in_space("CIEBasedX", Dictionary()),
    "Indexed": in_space("Indexed", Name.DeviceRGB, 1, pikepdf.String(bytes(6))),
    "Separation": in_space("Separation", Name.Rouge, Name.DeviceRGB, TINT),
    "Pattern": page_of(b"/Pattern cs"),
    "/Pattern": with_resource("Pattern", PatternType=2),
    "/Shading": with_resource("Shading", ShadingType=2),
    "/Luminosity": with_resource("ExtGState", SMask=Dictionary(S=Name.Luminosity)),
    "font of drawings": with_resource("Font", Subtype=Name.Type3),
    "kind /PS": with_resource("XObject", Subtype=Name("/PS")),
    "text without end": page_of(b"(1 0 0 rg"),
    "text that is not there": page_of(b"BT /a Tj ET"),
    "operator sh": page_of(b"/s sh"),
    "operator '": page_of(b"BT (a) ' ET"),
    "INLINE IMAGE": page_of(b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"),
    "space that is not said": page_of(b"1 0 0 sc"),
    "note with colours": with_note(),
    "image of a kind": drawn_image(BitsPerComponent=16),
    "that Typst cannot have made": drawn_image(Mask=Array([250, 255, 0, 5, 0, 5])),
    "of what it was given": drawn_image(Decode=[1, 0] * 3),
    "an image": drawn_image(Width=4),
    "colour space None": drawn_image(ColorSpace=None),
}
"""What Typst makes of nothing that it is given, by how it is told."""


@both
@pytest.mark.parametrize("told", FOREIGN)
def test_what_typst_cannot_have_made_is_refused(told: str, mix: Any) -> None:
    with pytest.raises(ValueError, match=told):
        recolour(FOREIGN[told], mix)


def test_a_gradient_that_came_through_is_refused() -> None:
    page = '#set page(width: 30mm, height: 20mm, margin: 0mm)\n#image("drawing.svg", width: 30mm)'
    with pytest.raises(ValueError, match="Typst cannot have made"):
        recolour(typeset(page, {"drawing.svg": GRADIENTS.encode()}), CMYK)


def test_the_pictures_of_the_sample_are_not_blank() -> None:
    assert max(ImageStat.Stat(rainbow()).stddev) > 60
