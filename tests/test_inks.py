"""Inks: what a colour of the screen becomes on paper."""

import io
import itertools
import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageStat

from oma_builder.prepress.inks import MOST_INK, Inks, Mixer, limited, mixer, paper_tokens, read_profile
from oma_builder.prepress.photographs import jpeg
from oma_builder.problems import BuildError
from oma_builder.raster.reading import read
from tests.press_reading import drawn_by_ghostscript, drawn_by_poppler, images
from tests.tools import ROOT
from tests.typst_samples import as_bytes, noise, rainbow, typeset

ASSETS = ROOT / "assets"
TOKENS = json.loads((ASSETS / "tokens.json").read_text(encoding="utf-8"))
CMYK, GREY, RGB = (mixer(inks, ASSETS) for inks in (Inks.CMYK, Inks.GREY, Inks.RGB))

parts = st.integers(0, 255).map(lambda value: value / 255)
colours = st.tuples(parts, parts, parts)


def on_paper(raw: bytes, mix: Mixer) -> bytes:
    """Return a photograph as it is printed."""
    return jpeg(read(raw, mix.profile), mix)


def luminance(red: float, green: float, blue: float) -> float:
    """Return the relative luminance of WCAG 2.2."""
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: float, other: float) -> float:
    """Return the contrast ratio of two luminances."""
    low, high = sorted((one, other))
    return (high + 0.05) / (low + 0.05)


@cache
def on_screen() -> ImageCms.ImageCmsTransform:
    """Return what turns the inks of the profile into colours: costly to make, so made once."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(CMYK.profile))
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    return ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "CMYK", "RGB", intent)


def seen(inks: tuple[float, ...]) -> tuple[int, int, int]:
    """Return what four inks look like on the paper of the profile."""
    solid = Image.new("CMYK", (1, 1), tuple(round(part * 255) for part in inks))
    shown = ImageCms.applyTransform(solid, on_screen())
    assert shown is not None
    return shown.getpixel((0, 0))


@given(colours)
def test_no_colour_takes_more_ink_than_paper_does(colour: tuple[float, float, float]) -> None:
    inks = CMYK.rgb(*colour)
    assert len(inks) == 4
    assert all(0 <= part <= 1 for part in inks)
    assert sum(inks) <= MOST_INK + 1e-9


@given(st.tuples(*[st.floats(0, 1)] * 4))
def test_too_much_ink_gives_way_to_black(inks: tuple[float, ...]) -> None:
    kept = limited(inks)
    assert sum(kept) <= MOST_INK + 1e-9
    assert kept[3] == inks[3]
    assert kept == inks or sum(inks) > MOST_INK
    assert all(less <= more for less, more in zip(kept, inks, strict=True))


@given(colours)
def test_colours_that_paper_can_show_look_as_on_screen(colour: tuple[float, float, float]) -> None:
    # Pale and middling colours all lie within reach of coated paper; strong ones may not.
    pale = tuple(0.5 + part / 4 for part in colour)
    shown = seen(CMYK.rgb(*pale))
    assert all(abs(got - want * 255) <= 14 for got, want in zip(shown, pale, strict=True)), (pale, shown)


def test_greys_are_black_alone_and_as_light_as_on_screen() -> None:
    blacks = [CMYK.grey(value / 255) for value in range(256)]
    assert all(inks[:3] == (0, 0, 0) for inks in blacks)
    assert blacks[0][3] == 1
    assert blacks[255][3] == 0
    assert all(before[3] >= after[3] for before, after in itertools.pairwise(blacks))
    for value in range(60, 256, 5):
        shown = luminance(*(part / 255 for part in seen(blacks[value])))
        assert shown == pytest.approx(luminance(*[value / 255] * 3), abs=0.02), value


def test_text_is_black_alone() -> None:
    surfaces = paper_tokens(TOKENS, CMYK)["surfaces"]
    assert surfaces["ink"] == [0, 0, 0, 1]
    assert surfaces["muted"] == [0, 0, 0, 1]
    # In drawings as in templates.
    assert CMYK.rgb(*(part / 255 for part in bytes.fromhex("1b2a41"))) == (0, 0, 0, 1)
    assert CMYK.rgb(0, 0, 0) == (0, 0, 0, 1)
    assert CMYK.rgb(1, 1, 1) == (0, 0, 0, 0)


@pytest.mark.parametrize("mix", [RGB, CMYK, GREY], ids=lambda mix: mix.inks.value)
def test_every_colour_of_the_tokens_has_a_twin_on_paper(mix: Mixer) -> None:
    twins = paper_tokens(TOKENS, mix)
    assert twins.keys() == TOKENS.keys()
    assert twins["surfaces"].keys() == TOKENS["surfaces"].keys()
    assert twins["sectors"].keys() == TOKENS["sectors"].keys()
    given = [twins["surfaces"], *twins["sectors"].values()]
    assert all(len(colour) == mix.inks.channels for group in given for colour in group.values())
    assert all(sum(colour) <= MOST_INK or mix.inks is not Inks.CMYK for group in given for colour in group.values())
    assert {key: twins[key] for key in ("type", "space", "radius")} == {
        key: TOKENS[key] for key in ("type", "space", "radius")
    }


def test_flat_inks_are_whole_percents() -> None:
    for tones in paper_tokens(TOKENS, CMYK)["sectors"].values():
        assert all(part == round(part, 2) for colour in tones.values() for part in colour)


@given(colours, colours)
def test_greys_keep_the_contrast_of_colours(one: tuple[float, float, float], other: tuple[float, float, float]) -> None:
    greys = [luminance(*GREY.rgb(*colour) * 3) for colour in (one, other)]
    assert contrast(*greys) == pytest.approx(contrast(luminance(*one), luminance(*other)), rel=0.01)


def test_a_profile_that_is_missing_or_wrong_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"none\.icc ne peut pas être lu") as missing:
        read_profile(tmp_path / "none.icc")
    assert "none.icc" in missing.value.hint
    assert "assets/icc/" in missing.value.hint
    wrong = tmp_path / "screen.icc"
    wrong.write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    with pytest.raises(BuildError, match="n’est pas un profil d’impression"):
        read_profile(wrong)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("mix", [RGB, CMYK, GREY], ids=lambda mix: mix.inks.value)
def test_a_photograph_comes_in_the_inks_asked_for(mode: str, mix: Mixer) -> None:
    source = as_bytes(rainbow().convert(mode), "JPEG")
    made = on_paper(source, mix)
    assert made == on_paper(source, mix)
    with Image.open(io.BytesIO(made)) as image:
        assert (image.mode, image.size) == ({"rgb": "RGB", "cmyk": "CMYK", "grey": "L"}[mix.inks], (40, 40))
        assert "icc_profile" not in image.info
        assert not image.getexif()


def test_a_photograph_is_turned_upright_and_read_in_its_own_space() -> None:
    source = Image.new("RGB", (40, 20), (200, 60, 40))
    exif = source.getexif()
    exif[0x0112] = 6  # to be turned a quarter
    file = io.BytesIO()
    source.save(file, "JPEG", quality=95, exif=exif, icc_profile=with_red_and_green_exchanged())
    with Image.open(io.BytesIO(on_paper(file.getvalue(), RGB))) as image:
        assert image.size == (20, 40)
        assert image.getpixel((10, 20)) == pytest.approx((60, 200, 40), abs=4)


def with_red_and_green_exchanged() -> bytes:
    """Return a profile in which red stands for green and green for red, to see that profiles are heeded."""
    raw = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = raw.index(b"rXYZ"), raw.index(b"gXYZ")
    raw[red : red + 4], raw[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(raw)


def test_a_photograph_in_black_and_white_takes_black_ink_alone() -> None:
    for source in (rainbow().convert("L"), rainbow().convert("L").convert("RGB")):
        with Image.open(io.BytesIO(on_paper(as_bytes(source, "JPEG"), CMYK))) as image:
            assert ImageStat.Stat(image).extrema[:3] == [(0, 0)] * 3


def test_the_noisiest_photograph_stays_within_the_limit() -> None:
    with Image.open(io.BytesIO(on_paper(as_bytes(noise(), "JPEG"), CMYK))) as image:
        raw = image.tobytes()
    assert max(sum(raw[at : at + 4]) for at in range(0, len(raw), 4)) / 255 <= MOST_INK


def test_typst_passes_a_photograph_through_and_both_viewers_see_it_right(tmp_path: Path) -> None:
    """Adobe's inversion, undone once and only once: a photograph of one colour beside that colour drawn."""
    brick = (166, 58, 37)
    inks = CMYK.colour("#a63a25")
    solid = on_paper(as_bytes(Image.new("RGB", (40, 40), brick), "JPEG"), CMYK)
    drawn = ", ".join(f"{part * 100:.0f}%" for part in inks)
    source = '#set page(width: 40mm, height: 20mm, margin: 0mm)\n#grid(columns: 2, image("a.jpg", width: 20mm), '
    pdf = typeset(f"{source}rect(width: 20mm, height: 20mm, stroke: none, fill: cmyk({drawn})))", {"a.jpg": solid})
    assert [line[5:9] for line in images(pdf, tmp_path)] == [["cmyk", "4", "8", "jpeg"]]
    for draw in (drawn_by_ghostscript, drawn_by_poppler):
        (page,) = draw(pdf, tmp_path, 72)
        photograph, flat = page.getpixel((28, 28)), page.getpixel((85, 28))
        assert photograph == pytest.approx(flat, abs=14), draw.__name__
        assert flat[0] > flat[1] + 60, draw.__name__
