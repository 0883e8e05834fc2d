"""Recolouring: no RGB is left anywhere, and what is seen stays what it was."""

import io
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageChops, ImageStat

from oma_builder.prepress import calculator, functions
from oma_builder.prepress.inks import Inks, mixer
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
from tests.typst_samples import as_bytes, everything, rainbow, typeset

pytestmark = [pytest.mark.paper, pytest.mark.slow]

CMYK, GREY, RGB = (mixer(inks, ROOT / "assets") for inks in (Inks.CMYK, Inks.GREY, Inks.RGB))
IN_INKS = {Inks.CMYK: ("DeviceCMYK", "DeviceGray", "Pattern"), Inks.GREY: ("DeviceGray", "Pattern")}
both = pytest.mark.parametrize("mix", [CMYK, GREY], ids=lambda mix: mix.inks.value)


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
    found = colour_spaces(everything())
    assert found.keys() >= {"ICCBased 3", "ICCBased 1", "DeviceCMYK", "DeviceGray", "Pattern"}
    with pikepdf.open(io.BytesIO(everything())) as document:
        streams = [thing for thing in document.objects if isinstance(thing, Stream | Dictionary)]
    assert {str(thing.get("/FunctionType")) for thing in streams} >= {"2", "3", "4"}
    assert {str(thing.get("/ShadingType")) for thing in streams} >= {"1", "2", "3"}
    assert {str(thing.get("/PatternType")) for thing in streams} >= {"1", "2"}
    assert any("/SMask" in thing and thing.get("/Type") == Name.ExtGState for thing in streams)


@both
def test_no_other_colour_is_left_anywhere(mix: Any, tmp_path: Path) -> None:
    made = recolour(everything(), mix)
    assert foreign_colours(made, *IN_INKS[mix.inks]) == set()
    kinds = {"image": {"cmyk", "gray"} if mix is CMYK else {"gray"}, "smask": {"gray"}}
    listed = images(made, tmp_path)
    assert len(listed) == 9
    assert all(line[5] in kinds[line[2]] for line in listed)
    assert sound(made, tmp_path)


@both
def test_the_same_pdf_gives_the_same_bytes(mix: Any) -> None:
    assert recolour(everything(), mix) == recolour(everything(), mix)


@both
def test_what_is_recoloured_stays_as_it_is(mix: Any) -> None:
    once = recolour(everything(), mix)
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
    (before,), (after,) = (draw(pdf, tmp_path, 72) for pdf in (everything(), recolour(everything(), GREY)))
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
    spaces = {"c0": 3, "c1": 1, "c4": 4}
    content = (
        b"1 0 0 rg 0 0 1 RG q /c0 cs 0 0 0 scn 0 0 5 5 re f /c1 cs 0.5 scn /c1 CS 1 SCN Q 0.2 g"
        b" /c4 cs 0 1 0 0 sc /DeviceRGB cs 1 1 1 sc /DeviceGray cs 0.3 sc 0 1 0 0.5 k"
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
        (["/c4"], "cs"),
        ([0, 1, 0, 0], "sc"),
        (["/DeviceCMYK"], "cs"),
        ([0, 0, 0, 0], "sc"),
        (["/DeviceGray"], "cs"),
        ([0.3], "sc"),
        ([0, 1, 0, 0.5], "k"),
    ]
    assert foreign_colours(made, "DeviceCMYK", "DeviceGray") == set()
    assert foreign_colours(recolour(pdf, GREY), "DeviceGray") == set()


def test_a_restored_state_has_its_space_again() -> None:
    pdf = page_of(
        b"/c0 cs q /DeviceCMYK cs 0 0 0 1 sc Q 1 0 0 sc",
        ColorSpace=lambda document: Dictionary({"/c0": icc(document, 3)}),
    )
    *_, last = instructions(recolour(pdf, CMYK))
    assert [float(part) for part in last[0]] == pytest.approx(CMYK.rgb(1, 0, 0), abs=1e-4)


def test_default_spaces_turn_nothing_back() -> None:
    pdf = page_of(
        b"0 g 1 0 0 rg",
        ColorSpace=lambda document: Dictionary(DefaultRGB=icc(document, 3), DefaultGray=icc(document, 1)),
    )
    assert foreign_colours(recolour(pdf, CMYK), "DeviceCMYK", "DeviceGray") == set()


def test_palettes_and_named_inks_change_what_they_stand_for() -> None:
    def spaces(document: Pdf) -> Dictionary:
        tint = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[1, 1, 1], C1=[1, 0, 0])
        return Dictionary(
            Palette=Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(bytes((255, 0, 0, 255, 255, 255)))]),
            Spot=Array([Name.Separation, Name.Rouge, Name.DeviceRGB, tint]),
        )

    pdf = page_of(b"/Palette cs 1 sc 0 0 5 5 re f /Spot cs 1 scn 5 5 5 5 re f", ColorSpace=spaces)
    assert "DeviceRGB" in colour_spaces(pdf)
    made = recolour(pdf, CMYK)
    assert foreign_colours(made, "DeviceCMYK", "Indexed", "Separation Rouge") == set()
    with pikepdf.open(io.BytesIO(made)) as document:
        palette = bytes(document.pages[0].Resources.ColorSpace.Palette[3])
    assert [part / 255 for part in palette[:4]] == pytest.approx(CMYK.rgb(1, 0, 0), abs=0.003)
    assert palette[4:] == bytes(4)


def test_images_in_the_text_of_a_page_are_found() -> None:
    pdf = page_of(b"q 10 0 0 10 0 0 cm BI /W 2 /H 1 /BPC 8 /CS /RGB /F /AHx ID ff000000ff00> EI Q 1 0 0 rg")
    assert colour_spaces(pdf)["DeviceRGB"] == 2
    made = recolour(pdf, CMYK)
    assert foreign_colours(made, "DeviceCMYK") == set()
    with pikepdf.open(io.BytesIO(made)) as document:
        (image,) = document.pages[0].Resources.XObject.values()
        raw = image.read_bytes()
    assert raw[0] < 60 < raw[1]  # red has no cyan
    assert raw[5] < 60 < raw[4]  # green has no magenta


def test_glyphs_patterns_notes_and_bookmarks_are_reached(tmp_path: Path) -> None:
    def fonts(document: Pdf) -> Dictionary:
        glyph = document.make_stream(b"10 0 d0 1 0 0 rg 0 0 5 5 re f")
        return Dictionary(
            T=Dictionary(
                Type=Name.Font,
                Subtype=Name.Type3,
                FontBBox=[0, 0, 10, 10],
                FontMatrix=[0.1, 0, 0, 0.1, 0, 0],
                CharProcs=Dictionary(a=glyph),
                Encoding=Dictionary(Differences=[97, Name.a]),
                FirstChar=97,
                LastChar=97,
                Widths=[10],
                Resources=Dictionary(),
            )
        )

    pdf = page_of(b"BT /T 10 Tf (a) Tj ET", Font=fonts)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        shown = document.make_stream(
            b"0 0 1 rg 0 0 5 5 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 5, 5], Resources=Dictionary()
        )
        note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=[0, 0, 5, 5], C=[1, 0, 0], AP=Dictionary(N=shown))
        document.pages[0].obj.Annots = Array([document.make_indirect(note)])
        with document.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Un", 0))
        document.Root.Outlines.First.C = [1, 0, 0]
        target = io.BytesIO()
        document.save(target)
    assert colour_spaces(target.getvalue())["DeviceRGB"] == 2
    made = recolour(target.getvalue(), CMYK)
    assert foreign_colours(made, "DeviceCMYK") == set()
    with pikepdf.open(io.BytesIO(made)) as document:
        assert len(document.pages[0].Annots[0].C) == 4
        assert "/C" not in document.Root.Outlines.First
    assert sound(made, tmp_path)


def test_a_mask_keeps_its_luminosity_whatever_the_inks() -> None:
    """Half grey in a mask hides half, though half grey on paper is another amount of black."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><mask id="m"><rect width="10" height="10" '
        'fill="#808080"/></mask><rect width="10" height="10" fill="#a63a25" mask="url(#m)"/></svg>'
    )
    source = '#set page(width: 10mm, height: 10mm, margin: 0mm)\n#image("d.svg", width: 10mm)'
    made = recolour(typeset(source, {"d.svg": drawing.encode()}), CMYK)
    with pikepdf.open(io.BytesIO(made)) as document:
        masks = [thing.SMask for thing in document.objects if isinstance(thing, Dictionary) and "/SMask" in thing]
        assert masks
        inside = masks[0].G
        while "/XObject" in inside.Resources:
            (inside,) = inside.Resources.XObject.values()
        values = [
            one.operands for one in pikepdf.parse_content_stream(inside) if str(one.operator) in ("sc", "scn", "g")
        ]
        assert Name.DeviceGray == masks[0].G.Group.CS
    assert [float(part) for value in values for part in value] == [pytest.approx(128 / 255, abs=0.002)]


def test_a_photograph_already_in_inks_is_kept_in_inks_and_read_right_for_grey() -> None:
    """Light stays light: Adobe's inversion is undone once, whoever undoes it."""
    light = as_bytes(Image.new("CMYK", (16, 16), (0, 0, 60, 10)), "JPEG")
    pdf = typeset('#set page(width: 10mm, height: 10mm, margin: 0mm)\n#image("a.jpg", width: 10mm)', {"a.jpg": light})

    def image(made: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(made)) as document:
            (found,) = (
                thing for thing in document.objects if isinstance(thing, Stream) and "/BitsPerComponent" in thing
            )
            return found.read_raw_bytes()

    assert image(recolour(pdf, CMYK)) == image(pdf) == light
    with Image.open(io.BytesIO(image(recolour(pdf, GREY)))) as grey:
        assert grey.mode == "L"
        assert 200 < grey.getpixel((8, 8)) < 250


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 16])
def test_images_of_every_depth_are_read(bits: int) -> None:
    most = (1 << bits) - 1
    values = [most, 0, 0, 0, most, 0, most, most, most]  # red, green, white in one line
    packed = int("".join(f"{value:0{bits}b}" for value in values).ljust(-(-9 * bits // 8) * 8, "0"), 2)

    def drawn(document: Pdf) -> Dictionary:
        raw = packed.to_bytes(-(-9 * bits // 8), "big")
        details = {"/Width": 3, "/Height": 1, "/BitsPerComponent": bits, "/ColorSpace": Name.DeviceRGB}
        return Dictionary(I=document.make_stream(raw, Dictionary({"/Subtype": Name.Image, **details})))

    with pikepdf.open(io.BytesIO(recolour(page_of(b"/I Do", XObject=drawn), GREY))) as document:
        raw = document.pages[0].Resources.XObject.I.read_bytes()
    assert list(raw) == pytest.approx([127, 220, 255], abs=2)  # sRGB of 0.2126, 0.7152 and 1


def test_a_colour_that_stood_for_nothing_becomes_a_mask() -> None:
    def drawn(document: Pdf) -> Dictionary:
        details = {"/Width": 2, "/Height": 1, "/BitsPerComponent": 8, "/ColorSpace": Name.DeviceRGB}
        keyed = {"/Subtype": Name.Image, "/Mask": Array([250, 255, 0, 5, 0, 5]), **details}
        return Dictionary(I=document.make_stream(bytes((255, 0, 0, 0, 0, 255)), Dictionary(keyed)))

    with pikepdf.open(io.BytesIO(recolour(page_of(b"/I Do", XObject=drawn), CMYK))) as document:
        image = document.pages[0].Resources.XObject.I
        assert "/Mask" not in image
        assert image.SMask.read_bytes() == bytes((0, 255))


@pytest.mark.parametrize("space", ["Lab", "CIEBasedX"])
def test_a_space_that_nobody_can_have_made_is_refused(space: str) -> None:
    pdf = page_of(b"/s cs", ColorSpace=lambda _: Dictionary(s=Array([Name(f"/{space}"), Dictionary()])))
    with pytest.raises(ValueError, match=space):
        recolour(pdf, CMYK)


# Functions ---------------------------------------------------------------------------------------------------------

PROGRAMS = {
    "{ 2 mul exch pop }": ([3, 4], [8]),
    "{ 1 2 3 3 1 roll }": ([], [3, 1, 2]),
    "{ 1 2 3 3 -1 roll }": ([], [2, 3, 1]),
    "{ 5 6 1 index }": ([], [5, 6, 5]),
    "{ 5 6 2 copy }": ([], [5, 6, 5, 6]),
    "{ dup 0.5 gt { pop 1 } { pop 0 } ifelse }": ([0.7], [1]),
    "{ dup 0 lt { neg } if }": ([-3], [3]),
    "{ 1 0 atan 0 -1 atan }": ([], [90, 180]),
    "{ -7 2 mod -7 2 idiv 7.9 cvi -7.5 round -7.5 truncate }": ([], [-1, -3, 7, -7, -7]),
    "{ true false or not 6 3 and 6 3 xor 1 4 bitshift 16 -2 bitshift }": ([], [0, 2, 5, 16, 4]),
    "{ 9 sqrt 2 3 exp 100 log 30 sin 60 cos }": ([], [3, 8, 2, 0.5, 0.5]),
    "% a remark\n{ 1.5e1 .5 add }": ([], [15.5]),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_calculator_reckons_as_postscript_does(program: str) -> None:
    inputs, outputs = PROGRAMS[program]
    assert calculator.run(calculator.parsed(program.encode()), inputs) == pytest.approx(outputs)


@pytest.mark.parametrize("program", ["1 2 add }", "{ 1 2 add", "{ quit }"])
def test_the_calculator_refuses_what_it_does_not_know(program: str) -> None:
    with pytest.raises(ValueError, match="calculator"):
        calculator.parsed(program.encode())


def test_a_table_is_read_between_its_samples() -> None:
    with Pdf.new() as document:
        details = {"FunctionType": 0, "Domain": [0, 1, 0, 1], "Range": [0, 1], "Size": [2, 2], "BitsPerSample": 8}
        table = functions.worked(document.make_stream(bytes((0, 255, 0, 255)), **details))
    # The first input runs fastest.
    assert [table(place)[0] for place in ((0, 0), (1, 0), (0, 1), (1, 1), (0.5, 0.3))] == pytest.approx(
        [0, 1, 0, 1, 0.5]
    )


rgb = st.tuples(*[st.integers(0, 255).map(lambda value: value / 255)] * 3)


@settings(max_examples=40)
@given(st.lists(rgb, min_size=2, max_size=5), st.floats(0, 1))
def test_a_gradient_has_everywhere_the_inks_of_its_colour(stops: list[tuple[float, ...]], at: float) -> None:
    def paint(colour: Any) -> Any:
        return CMYK.rgb(*colour)

    with Pdf.new() as document:
        passages = [
            Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=list(first), C1=list(second))
            for first, second in itertools.pairwise(stops)
        ]
        bounds = [(number + 1) / len(passages) for number in range(len(passages) - 1)]
        gradient = Dictionary(
            FunctionType=3, Domain=[0, 1], Functions=passages, Bounds=bounds, Encode=[0, 1] * len(passages)
        )
        before = functions.worked(gradient)
        after = functions.worked(functions.repainted(document, gradient, paint))
    # Half a step of a sample, where a profile is steepest; greys turn to black alone at once.
    want, got = paint(before([at])), after([at])
    near = {CMYK.rgb(*before([min(1, max(0, at + shift))])) for shift in (-0.02, -0.01, 0.01, 0.02)} | {want}
    assert any(got == pytest.approx(inks, abs=0.06) for inks in near)
    assert sum(got) <= 3.01


def test_a_gradient_that_mirrors_keeps_its_program() -> None:
    made = recolour(everything(), CMYK)
    with pikepdf.open(io.BytesIO(made)) as document:
        programs = [
            thing for thing in document.objects if isinstance(thing, Stream) and thing.get("/FunctionType") == 4
        ]
        assert len(programs) == 2
        for program in programs:
            (x0, x1), (y0, y1) = functions._pairs(program.Domain)
            worked = functions.worked(program)
            for x in range(5):
                inks = worked([x0 + (x1 - x0) * x / 4, (y0 + y1) / 2.1])
                assert len(inks) == 4
                assert sum(inks) <= 3


def test_a_program_that_is_not_typsts_is_sampled() -> None:
    with Pdf.new() as document:
        program = document.make_stream(b"{ dup dup }", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 3)
        made = functions.repainted(document, program, lambda colour: GREY.rgb(*colour))
        assert made.FunctionType == 0
        worked = functions.worked(made)
    assert [worked([value])[0] for value in (0, 0.25, 1)] == pytest.approx([0, 0.25, 1], abs=0.005)


def test_the_pictures_of_the_sample_are_not_blank() -> None:
    assert max(ImageStat.Stat(rainbow()).stddev) > 60
