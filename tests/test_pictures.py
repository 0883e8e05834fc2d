"""Pictures as authors give them: what each is, told from its header, and which are refused."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from oma_builder.content.pictures import ImageFile, inspect
from oma_builder.problems import Severity
from tests.photos import encoded, exif, odd_exif, photo, png, png_header, stored_as

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 5">{}</svg>'


def told(raw: bytes, name: str = "x.svg") -> tuple[ImageFile | None, list[str]]:
    """Return what `inspect` makes of a file and the codes of what makes it refuse one."""
    image, problems = inspect(raw, f"content/images/{name}", name)
    return image, [problem.code for problem in problems if problem.severity is Severity.ERROR]


def size(raw: bytes, name: str) -> tuple[int, int] | None:
    image, codes = told(raw, name)
    assert codes == []
    return (image.width, image.height) if image else None


@pytest.mark.parametrize(
    ("name", "format_name"),
    [("x.jpg", "JPEG"), ("x.jpeg", "JPEG"), ("x.png", "PNG"), ("x.webp", "WEBP")],
)
def test_each_format_gives_its_size(name: str, format_name: str) -> None:
    image, codes = told(encoded(photo(30, 20), format_name), name)
    assert codes == []
    assert image
    assert (image.name, image.path, image.format, image.width, image.height) == (
        name,
        f"content/images/{name}",
        format_name,
        30,
        20,
    )


@pytest.mark.parametrize(("name", "format_name"), [("x.jpg", "JPEG"), ("x.png", "PNG"), ("x.webp", "WEBP")])
def test_one_pixel_is_a_picture(name: str, format_name: str) -> None:
    assert size(encoded(photo(1, 1), format_name), name) == (1, 1)


def test_phone_photograph_with_several_views_is_a_jpeg() -> None:
    """Many phones write a preview or a depth map after the photograph: Pillow calls it MPO, a JPEG all the same."""
    raw = encoded(photo(60, 40), "MPO", save_all=True, append_images=[photo(30, 20)])
    assert size(raw, "x.jpg") == (60, 40)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA", "RGB"])
def test_png_of_any_mode_is_accepted(mode: str) -> None:
    picture = Image.new(mode, (3, 2)) if mode == "I;16" else photo(3, 2).convert(mode)
    assert size(encoded(picture, "PNG"), "x.png") == (3, 2)


def test_wrong_suffix_is_named() -> None:
    raw = encoded(photo(4, 4), "PNG")
    (problem,) = inspect(raw, "content/images/x.jpg", "x.jpg").problems
    assert (problem.path, problem.line, problem.code) == ("content/images/x.jpg", 0, "image-format")
    assert problem.message == "cette image est en réalité du PNG"


@pytest.mark.parametrize("format_name", ["GIF", "BMP", "TIFF", "AVIF", "PDF"])
def test_other_formats_are_refused(format_name: str) -> None:
    image, codes = told(encoded(photo(4, 4), format_name), "x.jpg")
    assert (image, len(codes)) == (None, 1)


@pytest.mark.parametrize("raw", [b"", b"\0", b"hello", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"])
@pytest.mark.parametrize("name", ["x.jpg", "x.png", "x.webp", "x.svg"])
def test_what_is_no_picture_is_refused(raw: bytes, name: str) -> None:
    image, codes = told(raw, name)
    assert (image, len(codes)) == (None, 1)
    assert codes == ["image-illisible"] or name == "x.svg"


@pytest.mark.parametrize(
    ("name", "format_name", "kept"), [("x.png", "PNG", 40), ("x.jpg", "JPEG", 40), ("x.webp", "WEBP", 20)]
)
def test_header_cut_short_is_unreadable(name: str, format_name: str, kept: int) -> None:
    assert told(encoded(photo(40, 40), format_name)[:kept], name) == (None, ["image-illisible"])


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("name", "format_name"), [("x.jpg", "JPEG"), ("x.png", "PNG"), ("x.webp", "WEBP")])
def test_size_is_that_of_the_upright_picture(name: str, format_name: str, orientation: int) -> None:
    raw = encoded(stored_as(photo(30, 20), orientation), format_name, exif=exif(orientation))
    assert size(raw, name) == (30, 20)


@pytest.mark.parametrize("orientation", [0, 9, 255, 65535])
def test_orientation_that_means_nothing_is_ignored(orientation: int) -> None:
    assert size(encoded(photo(30, 20), "JPEG", exif=exif(orientation)), "x.jpg") == (30, 20)


@pytest.mark.parametrize("as_text", [False, True])
def test_metadata_of_the_wrong_type_are_no_obstacle(as_text: bool) -> None:
    raw = encoded(photo(30, 20), "JPEG", exif=odd_exif(6, as_text=as_text))
    assert size(raw, "x.jpg") in ((20, 30), (30, 20))


def test_png_without_pixels_is_unreadable() -> None:
    header = png_header(4, 4)[16:29]
    assert told(png((b"IHDR", header), (b"IEND", b"")), "x.png") == (None, ["image-illisible"])


@pytest.mark.parametrize(
    ("width", "height", "codes"),
    [
        (10_000, 6_001, ["image-trop-grande"]),
        (20_001, 1, ["image-trop-grande"]),
        (1, 20_001, ["image-trop-grande"]),
        (1_000, 16_384, ["image-trop-grande"]),
        (60_000, 60_000, ["image-trop-grande"]),
        (2**31 - 1, 2**31 - 1, ["image-trop-grande"]),
    ],
)
def test_giant_is_refused_from_its_header_alone(width: int, height: int, codes: list[str]) -> None:
    resource = pytest.importorskip("resource", reason="Windows does not tell the memory used")
    start, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert told(png_header(width, height), "x.png") == (None, codes)
    assert time.process_time() - start < 0.2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10_000  # kilobytes


def test_large_png_is_told_without_decoding_its_pixels() -> None:
    """Sixty million pixels are 180 MB once decoded; reading the file must not cost that."""
    raw = encoded(Image.new("RGB", (10_000, 5_900)), "PNG", compress_level=1)
    start = time.process_time()
    assert size(raw, "x.png") == (10_000, 5_900)
    assert time.process_time() - start < 0.1


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
@given(data=st.data())
def test_damage_never_raises(format_name: str, data: st.DataObject) -> None:
    raw = bytearray(encoded(photo(12, 9), format_name, exif=exif(6)))
    places = st.integers(0, len(raw) - 1)
    for place, value in data.draw(st.dictionaries(places, st.integers(0, 255), min_size=1, max_size=8)).items():
        raw[place] = value
    name = f"x.{format_name.lower()}"
    image, codes = told(bytes(raw[: data.draw(st.integers(0, len(raw)))]), name)
    assert (image is None) == bool(codes)


@given(start=st.integers(0, 160), bytes_=st.binary(min_size=1, max_size=24))
def test_damaged_exif_never_raises(start: int, bytes_: bytes) -> None:
    packet = bytearray(exif(6).tobytes())
    packet[6 + start : 6 + start + len(bytes_)] = bytes_
    image, codes = told(encoded(photo(12, 9), "JPEG", exif=bytes(packet)), "x.jpeg")
    assert (image is None) == bool(codes)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('viewBox="0 0 8 5"', (8, 5)),
        ('viewBox="0,0,8.4,4.6"', (8, 5)),
        ('width="16" height="10" viewBox="0 0 8 5"', (16, 10)),
        ('width="16px" height="10px"', (16, 10)),
        ('width="100%" height="100%" viewBox="0 0 8 5"', (8, 5)),
    ],
)
def test_size_of_a_drawing(attributes: str, expected: tuple[int, int]) -> None:
    assert size(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode(), "x.svg") == expected


@pytest.mark.parametrize(
    "attributes",
    [
        "",
        'viewBox="0 0 8"',
        'viewBox="a b c d"',
        'viewBox="0 0 nan nan"',
        'viewBox="0 0 inf inf"',
        f'width="{"9" * 400}" height="1"',
        'viewBox="0 0 0 0"',
        'viewBox="0 0 -8 5"',
        'width="0" height="5"',
    ],
)
def test_drawing_without_a_usable_size_is_refused(attributes: str) -> None:
    raw = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode()
    assert told(raw) == (None, ["svg-refuse"])


@pytest.mark.parametrize(
    "inside",
    [
        '<g fill="url(#a)" clip-path="url( #b )"><path d="M0 0"/></g>',
        "<title>Un titre</title><desc>Une description</desc>",
        '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs>',
        "<!-- un commentaire -->",
        "<style>*{}</style>",
        '<use href="#a"/>',
        '<g style="fill:red" class="a" href="#a"/>',
    ],
)
def test_plain_drawing_is_accepted(inside: str) -> None:
    assert size(SVG.format(inside).encode(), "x.svg") == (8, 5)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<foreignObject/>",
        '<image href="data:,"/>',
        "<a/>",
        "<text>texte</text>",
        "<animate/>",
        '<set attributeName="href"/>',
        "<filter/>",
        '<g onload="alert(1)"/>',
        '<g fill="url(https://evil.example/#a)"/>',
        '<g fill="URL(https://evil.example/#a)"/>',
        r'<g fill="u\72l(https://evil.example/#a)"/>',
        '<g fill="url(#a) url(//evil.example)"/>',
        "<g cursor=\"image-set('https://evil.example/')\"/>",
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        '<g xmlns=""/>',
        '<?xml-stylesheet href="https://evil.example/x.css"?>',
    ],
)
def test_what_could_act_or_call_out_is_refused(inside: str) -> None:
    assert told(SVG.format(inside).encode()) == (None, ["svg-refuse"])


@pytest.mark.parametrize(
    "raw",
    [
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("<title>&a;</title>").encode(),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;")).encode(
            "utf-16"
        ),
        b'<?xml-stylesheet type="text/xsl" href="https://evil.example/x.xsl"?>' + SVG.format("").encode(),
        SVG.format("<g/>" * 130_000).encode(),
        b'<g xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 5"/>',
        b'<svg viewBox="0 0 8 5"/>',
    ],
    ids=["entity", "entity in UTF-16", "stylesheet", "too heavy", "root is no svg", "no namespace"],
)
def test_document_that_is_no_plain_drawing_is_refused(raw: bytes) -> None:
    assert told(raw) == (None, ["svg-refuse"])


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_drawing_with_anything_in_it_never_raises(text: str) -> None:
    image, codes = told(SVG.format(text).encode())
    assert (image is None) == bool(codes)


def test_drawings_of_the_guide_are_accepted(pytestconfig: pytest.Config) -> None:
    drawings = sorted((pytestconfig.rootpath / "content" / "images").glob("*.svg"))
    assert drawings
    assert {path.name: told(path.read_bytes(), path.name)[1] for path in drawings} == {
        path.name: [] for path in drawings
    }


def test_digest_is_that_of_the_bytes() -> None:
    first, second = (encoded(photo(4, 4), "JPEG", quality=quality) for quality in (80, 90))
    assert inspect(first, "p", "x.jpg").value == inspect(first, "p", "x.jpg").value
    images = [inspect(raw, "p", "x.jpg").value for raw in (first, second)]
    assert len({image.digest for image in images if image}) == 2
