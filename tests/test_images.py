"""Photographs as readers get them: small, upright, in true colours, and silent about who took them where."""

import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from oma_builder.artifact import Artifact
from oma_builder.cache import Cache
from oma_builder.content.pictures import inspect
from oma_builder.guide.pictures import Derivative, derivatives, picture
from oma_builder.media.images import produce
from oma_builder.prepress import inks
from oma_builder.problems import BuildError
from tests.photos import (
    CANARY,
    decoded,
    encoded,
    exif,
    grey_16_bits,
    odd_exif,
    photo,
    quarters,
    stored_as,
    swapped_profile,
    xmp,
)
from tests.tools import ROOT

PROFILE = ROOT / "assets" / inks.PROFILE
PILLOW_FORMATS = {"jpg": "JPEG", "webp": "WEBP", "avif": "AVIF"}


def wanted(raw: bytes, name: str = "x.jpg") -> tuple[Derivative, ...]:
    """Return the derivatives of a picture that must be acceptable."""
    image, problems = inspect(raw, f"content/images/{name}", name)
    assert image, problems
    return derivatives(image)


def made(tmp_path: Path, raw: bytes, name: str = "x.jpg", jobs: int = 1) -> dict[str, Image.Image]:
    """Return, by suffix, the largest picture made of an original."""
    items = wanted(raw, name)
    artifacts = files(tmp_path, {name: raw}, items, jobs)
    shown = {item.route: item for item in items}
    assert [artifact.route for artifact in artifacts] == list(shown)
    return {shown[artifact.route].suffix: decoded(artifact.content) for artifact in artifacts}


def files(
    tmp_path: Path, originals: dict[str, bytes], items: tuple[Derivative, ...], jobs: int = 1
) -> tuple[Artifact, ...]:
    folder = tmp_path / "images"
    folder.mkdir(exist_ok=True)
    for name, raw in originals.items():
        (folder / name).write_bytes(raw)
    artifacts, problems = produce(items, folder, PROFILE, Cache(tmp_path / "cache"), jobs)
    assert problems == ()
    return artifacts


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (2000, [480, 960, 1600]),
        (1600, [480, 960, 1600]),
        (1000, [480, 960, 1000]),
        (480, [480]),
        (200, [200]),
        (1, [1]),
    ],
)
def test_three_widths_in_three_formats_never_enlarged(width: int, expected: list[int]) -> None:
    items = wanted(encoded(photo(width, 10), "PNG"), "x.png")
    assert [(item.suffix, item.width) for item in items] == [
        (suffix, size) for suffix in ("avif", "webp", "jpg") for size in expected
    ]
    assert len({item.route for item in items}) == len(items)


def test_every_file_has_the_size_and_format_its_name_and_srcset_say(tmp_path: Path) -> None:
    raw = encoded(photo(1700, 1133), "JPEG")
    items = wanted(raw)
    artifacts = files(tmp_path, {"x.jpg": raw}, items)
    for item, artifact in zip(items, artifacts, strict=True):
        shown = decoded(artifact.content)
        assert (artifact.route, shown.format) == (item.route, PILLOW_FORMATS[item.suffix])
        assert shown.size == (item.width, item.height)
        assert item.route.endswith(f"-{item.width}.{item.suffix}")
    assert {(item.width, item.height) for item in items} == {(480, 320), (960, 640), (1600, 1066)}


def test_view_names_only_files_that_are_made() -> None:
    image = inspect(encoded(photo(1700, 1133), "JPEG"), "p", "x.jpg").value
    assert image
    view, items = picture(image, "Un atelier", "Nous"), derivatives(image)
    routes = {item.route: item.width for item in items}
    assert [rendition.mime for rendition in view.renditions] == ["image/avif", "image/webp", "image/jpeg"]
    assert [pair for rendition in view.renditions for pair in rendition.srcset] == list(routes.items())
    assert (routes[view.route], view.width, view.height) == (960, 960, 640)
    assert (view.alt, view.credit, view.original) == ("Un atelier", "Nous", "x.jpg")


def test_drawing_is_published_clean(tmp_path: Path) -> None:
    raw = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 5"><title>Exemple de nom</title><g class="a"/></svg>'
    (artifact,) = files(tmp_path, {"x.svg": raw}, wanted(raw, "x.svg"))
    assert artifact.content == b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 5" />\n'


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
def test_nothing_is_said_of_who_took_it_where_and_with_what(tmp_path: Path, format_name: str) -> None:
    options = {"exif": exif(), "xmp": xmp(), "comment": CANARY, "icc_profile": swapped_profile()}
    name = f"x.{format_name.lower()}"
    raw = encoded(photo(500, 300), format_name, **options)
    assert CANARY.encode() in raw
    artifacts = files(tmp_path, {name: raw}, wanted(raw, name))
    assert len(artifacts) == 6
    for artifact in artifacts:
        for mark in (CANARY.encode(), b"Exif", b"EXIF", b"xmpmeta", b"http://", b"ICC_PROFILE", b"ICCP", b"GPS"):
            assert mark not in artifact.content, (artifact.route, mark)
        shown = decoded(artifact.content)
        assert not shown.getexif()
        assert not shown.info.keys() & {"exif", "xmp", "icc_profile", "comment", "photoshop"}


def test_preview_hidden_in_a_photograph_is_left_out(tmp_path: Path) -> None:
    raw = encoded(photo(100, 60), "MPO", save_all=True, append_images=[photo(30, 20)])
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "x.jpg").write_bytes(raw)
    items = (Derivative("x-100.jpg", "x.jpg", sha256(raw).hexdigest(), 100, 60, "jpg"),)
    (artifact,) = produce(items, tmp_path / "images", PROFILE, Cache(tmp_path / "cache"), 1).value
    assert artifact.content.count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photograph_is_upright(tmp_path: Path, orientation: int) -> None:
    upright = photo(120, 80)
    raw = encoded(stored_as(upright, orientation), "JPEG", quality=95, exif=exif(orientation))
    for suffix, shown in made(tmp_path, raw).items():
        assert (suffix, shown.size, quarters(shown)) == (suffix, (120, 80), (0, 1, 2, 3))


def test_photograph_on_its_side_and_decoded_smaller_is_upright(tmp_path: Path) -> None:
    """A JPEG far larger than needed is decoded at a fraction of its size, before it is turned."""
    raw = encoded(stored_as(photo(3600, 2400), 6), "JPEG", exif=exif(6))
    item = Derivative("x-480.jpg", "x.jpg", sha256(raw).hexdigest(), 480, 320, "jpg")
    (artifact,) = files(tmp_path, {"x.jpg": raw}, (item,))
    shown = decoded(artifact.content)
    assert (shown.size, quarters(shown)) == ((480, 320), (0, 1, 2, 3))


@pytest.mark.parametrize("as_text", [False, True])
def test_metadata_of_the_wrong_type_are_no_obstacle(tmp_path: Path, as_text: bool) -> None:
    raw = encoded(stored_as(photo(120, 80), 6), "JPEG", quality=95, exif=odd_exif(6, as_text=as_text))
    shown = made(tmp_path, raw)["jpg"]
    if not as_text:
        assert (shown.size, quarters(shown)) == ((120, 80), (0, 1, 2, 3))


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
def test_jpeg_of_any_mode_is_shown(tmp_path: Path, mode: str) -> None:
    shown = made(tmp_path, encoded(photo(80, 60).convert(mode), "JPEG", quality=95))
    assert {(picture.mode, picture.size) for picture in shown.values()} == {("RGB", (80, 60))}
    if mode != "L":
        assert {quarters(picture) for picture in shown.values()} == {(0, 1, 2, 3)}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA"])
def test_png_of_any_mode_is_shown(tmp_path: Path, mode: str) -> None:
    source = photo(80, 60).convert(mode) if mode != "PA" else photo(80, 60).convert("P").convert("PA")
    raw = encoded(source if mode != "PA" else source.convert("RGBA").quantize(), "PNG")
    shown = made(tmp_path, raw, "x.png")
    assert {picture.size for picture in shown.values()} == {(80, 60)}
    if mode not in ("1", "L", "LA"):
        assert {quarters(picture) for picture in shown.values()} == {(0, 1, 2, 3)}


def _with_a_hole(mode: str) -> Image.Image:
    """Return a red picture whose left half does not show."""
    clear = Image.new("RGBA", (40, 40), (200, 0, 0, 255))
    clear.paste((0, 0, 0, 0), (0, 0, 20, 40))
    return clear.quantize(4) if mode == "P" else clear.convert(mode)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_is_kept_where_it_exists_and_white_in_jpeg(tmp_path: Path, mode: str) -> None:
    shown = made(tmp_path, encoded(_with_a_hole(mode), "PNG"), "x.png")
    for suffix in ("avif", "webp"):
        alpha = shown[suffix].convert("RGBA").getchannel("A")
        assert (alpha.getpixel((5, 20)), alpha.getpixel((35, 20))) == (0, 255)
    white, ink = (shown["jpg"].getpixel(place) for place in ((5, 20), (35, 20)))
    assert min(white) > 245 > min(ink)


@pytest.mark.parametrize("name", ["RGB", "L"])
def test_one_colour_marked_as_transparent_does_not_show(tmp_path: Path, name: str) -> None:
    source = Image.new(name, (40, 40), "black")
    source.paste("white", (20, 0, 40, 40))
    raw = encoded(source, "PNG", transparency=(0, 0, 0) if name == "RGB" else 0)
    alpha = made(tmp_path, raw, "x.png")["webp"].convert("RGBA").getchannel("A")
    assert (alpha.getpixel((5, 20)), alpha.getpixel((35, 20))) == (0, 255)


@pytest.mark.parametrize(("value", "expected"), [(0, 0), (0x4000, 0x40), (0x8000, 0x80), (0xFFFF, 0xFF)])
def test_16_bit_grey_keeps_its_tone(tmp_path: Path, value: int, expected: int) -> None:
    shown = made(tmp_path, grey_16_bits(20, 20, value), "x.png")
    for suffix, picture_ in shown.items():
        assert all(abs(tone - expected) <= 4 for tone in picture_.convert("RGB").getpixel((10, 10))), suffix


def test_16_bit_grey_with_a_transparent_tone_is_shown(tmp_path: Path) -> None:
    shown = made(tmp_path, grey_16_bits(20, 20, 0x8000, transparent=0xFFFF), "x.png")
    assert {picture_.size for picture_ in shown.values()} == {(20, 20)}


@pytest.mark.parametrize(
    ("format_name", "mode"),
    [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB"), ("WEBP", "RGBA")],
)
def test_colours_are_read_through_their_profile(tmp_path: Path, format_name: str, mode: str) -> None:
    """The profile swaps red and green: once it is applied, what was stored as red is green."""
    source = Image.new("RGB", (20, 20), (220, 30, 30)).convert(mode)
    name = f"x.{format_name.lower()}"
    for suffix, shown in made(tmp_path, encoded(source, format_name, icc_profile=swapped_profile()), name).items():
        red, green, _ = shown.convert("RGB").getpixel((10, 10))
        assert green > red + 100, suffix


@pytest.mark.parametrize("profile", [b"", b"not a profile", swapped_profile()[:200]])
def test_broken_profile_is_ignored(tmp_path: Path, profile: bytes) -> None:
    raw = encoded(photo(80, 60), "JPEG", quality=95, icc_profile=profile)
    assert quarters(made(tmp_path, raw)["jpg"]) == (0, 1, 2, 3)


def test_second_run_makes_nothing(tmp_path: Path) -> None:
    raw = encoded(photo(500, 300), "JPEG")
    items = wanted(raw)
    first = files(tmp_path, {"x.jpg": raw}, items)
    stored = {path: path.stat().st_mtime_ns for path in (tmp_path / "cache").rglob("*")}
    assert sum(path.is_file() for path in stored) == len(items)
    os.remove(tmp_path / "images" / "x.jpg")  # nobody can make it again
    assert produce(items, tmp_path / "images", PROFILE, Cache(tmp_path / "cache"), 1).value == first
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "cache").rglob("*")} == stored


@pytest.mark.parametrize("damage", [b"", b"\0" * 100, None])
def test_damaged_cache_entry_is_ignored_and_made_again(tmp_path: Path, damage: bytes | None) -> None:
    raw = encoded(photo(100, 60), "JPEG")
    items = wanted(raw)
    first = files(tmp_path, {"x.jpg": raw}, items)
    entries = {path: path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file()}
    for path, content in entries.items():
        path.write_bytes(content[:-1] if damage is None else damage)
    assert files(tmp_path, {"x.jpg": raw}, items) == first
    assert {path: path.read_bytes() for path in entries} == entries


@pytest.mark.parametrize("format_name", ["JPEG", "WEBP", "PNG"])
def test_body_cut_short_is_a_problem_of_the_author(tmp_path: Path, format_name: str) -> None:
    whole = encoded(photo(400, 300), format_name)
    raw = whole[: len(whole) // 2]
    name = f"x.{format_name.lower()}"
    items = tuple(replace(item, digest=sha256(raw).hexdigest()) for item in wanted(whole, name))
    folder = tmp_path / "content" / "images"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(raw)
    artifacts, problems = produce(items, folder, PROFILE, Cache(tmp_path / "cache"), 1)
    assert artifacts == ()
    (problem,) = problems
    assert (problem.path, problem.line, problem.code) == (f"content/images/{name}", 0, "image-illisible")
    assert not (tmp_path / "cache").exists()


def test_name_follows_content() -> None:
    first, same, other = (wanted(encoded(photo(40, height), "JPEG")) for height in (30, 30, 31))
    assert first == same
    assert not {item.route for item in first} & {item.route for item in other}


def test_same_bytes_whatever_the_number_of_processes(tmp_path: Path) -> None:
    originals = {f"{n}.png": encoded(photo(300 + n, 200), "PNG") for n in range(3)}
    items = tuple(item for name, raw in originals.items() for item in wanted(raw, name))
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    alone, together = (files(tmp_path / folder, originals, items, jobs) for folder, jobs in (("a", 1), ("b", 2)))
    assert alone == together
    assert [artifact.route for artifact in alone] == [item.route for item in items]


def test_a_picture_that_changes_under_our_hands_is_never_stored_under_the_old_name(tmp_path: Path) -> None:
    items = wanted(encoded(photo(100, 60), "JPEG"))
    with pytest.raises(BuildError, match="a changé pendant la construction"):
        files(tmp_path, {"x.jpg": encoded(photo(101, 60), "JPEG")}, items)
    with pytest.raises(BuildError, match="lecture impossible"):
        produce(items, tmp_path / "nowhere", PROFILE, Cache(tmp_path / "cache"), 1)
    assert not (tmp_path / "cache").exists()
