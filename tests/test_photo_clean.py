"""Photographs that say where they were taken are told, and cleaned without a pixel changed."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from oma_builder.cli.main import cli
from oma_builder.content.pictures import inspect, without_notes
from oma_builder.raster.location import has_place
from oma_builder.raster.reading import read
from tests.photo_kinds import INKS, photographs
from tests.photos import CANARY, encoded, exif, photo, stored_as, swapped_profile, xmp

pytestmark = pytest.mark.slow

PROFILE = swapped_profile()
"""Made once: it holds the second in which it was made."""

PLACED_XMP = xmp("x").replace(b"dc:creator", b"xmlns:exif='http://ns.adobe.com/exif/1.0/' exif:GPSLatitude")


def views(second: bytes) -> bytes:
    """Return a JPEG whose file goes on with another one, as telephones write them."""
    return encoded(photo(60, 40), "JPEG") + second


def texts(**notes: str) -> bytes:
    """Return a PNG with packed texts."""
    info = PngImagePlugin.PngInfo()
    for name, note in notes.items():
        info.add_itxt(name.replace("_", " "), note, zip=True)
    return encoded(photo(60, 40), "PNG", pnginfo=info)


def digits() -> bytes:
    """Return a PNG with EXIF as ImageMagick writes it, in digits."""
    packet = exif().tobytes()
    info = PngImagePlugin.PngInfo()
    info.add_text("Raw profile type exif", f"\nexif\n{len(packet):8}\n{packet.hex()}\n", zip=True)
    return encoded(photo(60, 40), "PNG", pnginfo=info)


def without_place() -> bytes:
    """Return EXIF that names a camera, and has a directory of places that holds none."""
    made = exif(6)
    made.get_ifd(0x8825).clear()
    made.get_ifd(0x8825).update({0: b"\2\3\0\0"})
    return made.tobytes()


def named_area() -> bytes:
    """Return EXIF that names the area where one stood, and holds no figures of it."""
    made = exif()
    made.get_ifd(0x8825).clear()
    made.get_ifd(0x8825).update({28: b"ASCII\0\0\0Exempleville"})
    return made.tobytes()


PLACED = {
    "jpeg.jpg": encoded(photo(60, 40), "JPEG", exif=exif()),
    "xmp.jpg": encoded(photo(60, 40), "JPEG", xmp=PLACED_XMP),
    "second.jpg": views(encoded(photo(30, 20), "JPEG", exif=exif())),
    "mpo.jpg": encoded(photo(60, 40), "MPO", save_all=True, append_images=[photo(30, 20)], exif=exif()),
    "wide.jpg": encoded(photo(60, 40), "JPEG", xmp=PLACED_XMP.decode().encode("utf-16")),
    "area.jpg": encoded(photo(60, 40), "JPEG", exif=named_area()),
    "note.jpg": views(PLACED_XMP),
    "note.png": encoded(photo(60, 40), "PNG") + PLACED_XMP,
    "film.jpg": views(b"\0\0\0\x18ftypmp42" + bytes(8) + b"moov\xa9xyz\0\x12\x15\xc7+43.6043+001.4437/"),
    "chunk.png": encoded(photo(60, 40), "PNG", exif=exif()),
    "text.png": texts(XML_com_adobe_xmp=PLACED_XMP.decode()),
    "digits.png": digits(),
    "exif.webp": encoded(photo(60, 40), "WEBP", exif=exif()),
    "xmp.webp": encoded(photo(60, 40), "WEBP", xmp=PLACED_XMP),
}
SILENT = {
    "plain.jpg": encoded(photo(60, 40), "JPEG", xmp=xmp()),
    "camera.jpg": encoded(photo(60, 40), "JPEG", exif=without_place()),
    "camera.png": encoded(photo(60, 40), "PNG", exif=without_place()),
    "camera.webp": encoded(photo(60, 40), "WEBP", exif=without_place()),
    "second.jpg": views(encoded(photo(30, 20), "JPEG", exif=without_place())),
}


@pytest.mark.parametrize("name", PLACED)
def test_a_place_is_told_wherever_the_file_holds_it(name: str) -> None:
    image, problems = inspect(PLACED[name], f"content/images/{name}", name)
    assert image
    assert [problem.code for problem in problems] == ["photo-localisee"]
    assert f"photo clean content/images/{name}" in problems[0].hint


@pytest.mark.parametrize("name", SILENT)
def test_a_camera_is_no_place(name: str) -> None:
    assert inspect(SILENT[name], name, name).problems == ()


@pytest.mark.parametrize("name", [*PLACED, *photographs()])
def test_cleaned_it_is_the_same_picture_and_says_nothing(name: str) -> None:
    raw = PLACED.get(name) or photographs()[name][0]
    made, problems = without_notes(raw, name, INKS)
    assert problems == ()
    assert made
    assert not has_place(made)
    assert len(made) <= len(raw) + 40
    one, other = (read(content, INKS) for content in (raw, made))
    assert (one.mode, one.size, one.tobytes()) == (other.mode, other.size, other.tobytes())
    assert without_notes(made, name, INKS).value == made


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_it_told_is_left_and_it_still_stands_upright(format_name: str, orientation: int) -> None:
    options = {"exif": exif(orientation), "xmp": xmp(), "comment": CANARY, "icc_profile": PROFILE}
    raw = encoded(stored_as(photo(60, 40), orientation), format_name, **options) + CANARY.encode() * (
        format_name == "JPEG"
    )
    assert CANARY.encode() in raw
    made = without_notes(raw, "x", INKS).value
    assert made
    assert CANARY.encode() not in made
    with Image.open(io.BytesIO(made)) as image:
        assert image.info["icc_profile"] == PROFILE
        assert dict(image.getexif()) == ({0x0112: orientation} if orientation != 1 else {})
    assert read(made, INKS).tobytes() == read(raw, INKS).tobytes()


def test_a_preview_is_left_out() -> None:
    raw = PLACED["mpo.jpg"]
    assert raw.count(b"\xff\xd8\xff") > 1
    made = without_notes(raw, "x", INKS).value
    assert made
    assert made.count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
@given(data=st.data())
def test_damage_never_raises(format_name: str, data: st.DataObject) -> None:
    raw = bytearray(encoded(photo(12, 9), format_name, exif=exif(6), xmp=xmp()))
    places = st.integers(0, len(raw) - 1)
    for place, value in data.draw(st.dictionaries(places, st.integers(0, 255), min_size=1, max_size=8)).items():
        raw[place] = value
    cut = bytes(raw[: data.draw(st.integers(0, len(raw)))])
    has_place(cut)
    made, problems = without_notes(cut, "x", INKS)
    assert (made is None) == any(problem.code != "photo-localisee" for problem in problems)


def test_packed_texts_without_end_are_not_unpacked_whole() -> None:
    bomb = zlib.compress(bytes(200_000_000), 9)
    body = b"XML:com.adobe.xmp\0\1\0\0\0" + bomb
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body))
    raw = encoded(photo(6, 4), "PNG")
    assert not has_place(raw[:33] + chunk + raw[33:])


def test_views_without_end_are_not_all_looked_at() -> None:
    raw = views(b"\xff\xd8\xff\xd9" * 5_000)
    assert not has_place(raw)
    assert without_notes(raw, "x", INKS).value


@pytest.mark.parametrize("lost", range(1, 5))
def test_what_lacks_its_last_bytes_is_whole_once_cleaned(lost: int) -> None:
    raw = encoded(photo(60, 40), "PNG", exif=exif())[:-lost]
    made, problems = without_notes(raw, "x", INKS)
    assert (made is None) == bool(problems)
    if made is not None:
        assert inspect(made, "x.png", "x.png").problems == ()
        assert read(made, INKS).tobytes() == read(raw, INKS).tobytes()


def test_the_command_replaces_photographs_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "IMG_1.JPG").write_bytes(PLACED["jpeg.jpg"])
    (tmp_path / "b.png").write_bytes(encoded(photo(60, 40), "PNG"))
    result = CliRunner().invoke(cli, ["photo", "clean", str(tmp_path / "IMG_1.JPG"), str(tmp_path / "b.png")])
    assert result.exit_code == 0, result.output
    assert not has_place((tmp_path / "IMG_1.JPG").read_bytes())
    assert "IMG_1.JPG : nettoyée." in result.output
    assert "b.png : rien à retirer." in result.output
    assert "1 photo nettoyée sur 2." in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["IMG_1.JPG", "b.png"]


@pytest.mark.parametrize("raw", [b"", b"un texte", PLACED["jpeg.jpg"][:-200], PLACED["chunk.png"][:-200]])
def test_what_cannot_be_cleaned_stays_as_it_was(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "x.jpg"
    file.write_bytes(raw)
    result = CliRunner().invoke(cli, ["photo", "clean", str(file)])
    assert result.exit_code == 1
    assert "image-illisible" in result.output
    assert file.read_bytes() == raw


def test_a_disk_that_refuses_loses_nothing(tmp_path: Path) -> None:
    """A full disk is a file that may not grow: the photograph is still there, whole."""
    file = tmp_path / "x.jpg"
    file.write_bytes(PLACED["jpeg.jpg"])
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)); import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)"
    code = f"{limit}; from oma_builder.cli.main import main; main()"
    pytest.importorskip("resource", reason="Windows limits no file")
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, "photo", "clean", str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert file.read_bytes() == PLACED["jpeg.jpg"]
    assert [path.name for path in tmp_path.iterdir()] == ["x.jpg"]
