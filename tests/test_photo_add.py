"""Photographs are taken into the content: upright, small, silent, and never in the place of another."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from oma_builder.cli.main import cli
from oma_builder.content.pictures import inspect
from oma_builder.drafts import photographs
from oma_builder.drafts.photographs import HEAVIEST, LONGEST, take_in
from oma_builder.problems import Severity
from oma_builder.raster.reading import read
from tests.conftest import Golden
from tests.photo_kinds import INKS, deep
from tests.photo_kinds import photographs as kinds_of_photographs
from tests.photos import CANARY, decoded, encoded, exif, photo, quarters, stored_as
from tests.tools import MINIMAL, ROOT

UPRIGHT = (0, 1, 2, 3)
TELEPHONE = ROOT / "tests" / "problems" / "image-format--telephone" / "in" / "images" / "photo.jpg"
GOLDEN = ROOT / "tests" / "drafts" / "photo"


def taken(raw: bytes, path: str = "x.jpg") -> photographs.Taken:
    picture, problems = take_in(raw, path, INKS)
    assert picture is not None, problems
    assert not inspect(picture.content, path, f"x.{picture.suffix}").problems
    assert CANARY.encode() not in picture.content
    return picture


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "content"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_is_upright_and_tells_nothing(orientation: int) -> None:
    raw = encoded(stored_as(photo(90, 60), orientation), "JPEG", exif=exif(orientation))
    made = taken(raw)
    assert (quarters(decoded(made.content)), decoded(made.content).size) == (UPRIGHT, (90, 60))
    assert ("redressée" in made.done, "données cachées retirées" in made.done) == (orientation != 1, True)


def test_what_needs_no_other_pixels_keeps_them() -> None:
    raw = encoded(photo(90, 60), "JPEG", exif=exif())
    assert read(taken(raw).content, INKS).tobytes() == read(raw, INKS).tobytes()
    bare = encoded(photo(90, 60), "PNG")
    assert (taken(bare).content, taken(bare).done) == (bare, ())


@pytest.mark.slow
def test_what_is_too_large_or_too_heavy_gets_smaller() -> None:
    wide = taken(encoded(photo(LONGEST + 1, 40), "JPEG", exif=exif(6)))
    assert (wide.after, wide.done) == ((40, LONGEST), ("redressée", "réduite", "données cachées retirées"))
    noise = Image.effect_noise((1400, 1200), 90)
    heavy = taken(encoded(Image.merge("RGB", (noise, noise.rotate(90), noise.rotate(180))), "PNG"))
    assert (heavy.suffix, heavy.done, heavy.after) == ("jpg", ("allégée",), (1400, 1200))
    assert len(heavy.content) < HEAVIEST
    most = Image.effect_noise((9000, 7000), 60)  # 63 million pixels: more than the content takes as they are
    assert taken(encoded(most, "JPEG", quality=50)).after == (3000, 2333)


def test_what_is_seen_through_stays_so() -> None:
    clear = photo(90, 60)
    clear.putalpha(Image.linear_gradient("L").resize((90, 60)))
    turned = taken(encoded(stored_as(clear, 3), "PNG", exif=exif(3)))
    assert (turned.suffix, decoded(turned.content).mode) == ("png", "RGBA")


def test_inks_and_sixteen_bits_become_those_of_screens() -> None:
    inked = taken(encoded(photo(90, 60).convert("CMYK"), "JPEG"))
    assert (decoded(inked.content).mode, inked.suffix) == ("RGB", "jpg")
    assert inked.done == ("couleurs d’imprimerie (CMJN) passées en couleurs d’écran",)
    made = taken(deep(photo(60, 40)))
    assert (made.suffix, made.done) == ("png", ("ramenée de 16 à 8 bits par couleur",))
    assert quarters(decoded(made.content)) == UPRIGHT


@pytest.mark.slow
def test_every_kind_of_photograph_looks_the_same() -> None:
    for name, (raw, _) in kinds_of_photographs().items():
        before, after = read(raw, INKS), read(taken(raw, name).content, INKS)
        assert (before.size, before.mode) == (after.size, after.mode), name
        apart = [abs(one - two) for one, two in zip(before.tobytes(), after.tobytes(), strict=True)]
        assert sum(apart) / len(apart) < 6, name


SOUND = [encoded(stored_as(photo(60, 40), 6), form, exif=exif(6)) for form in ("JPEG", "PNG", "WEBP")]


@given(st.data())
def test_damaged_photographs_are_told_or_whole(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from(SOUND)))
    for at, value in data.draw(st.dictionaries(st.integers(0, len(raw) - 1), st.integers(0, 255), max_size=8)).items():
        raw[at] = value
    made, problems = take_in(bytes(raw[: data.draw(st.integers(0, len(raw)))]), "x.jpg", INKS)
    assert (made is None) == any(problem.severity is Severity.ERROR for problem in problems)
    if made is not None:
        assert decoded(made.content).size == made.after


def add(file: Path, content: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["photo", str(file), "--content", str(content), *options])


def test_the_command_says_what_it_did_and_what_to_paste(content: Path, tmp_path: Path, golden: Golden) -> None:
    file = tmp_path / "Été à l’atelier (2).JPG"
    raw = encoded(stored_as(photo(900, 600), 6), "JPEG", exif=exif(6))
    file.write_bytes(raw)
    first = add(file, content)
    assert first.exit_code == 0, first.output
    again = add(file, content, "--nom", "autre")
    file.write_bytes(encoded(photo(900, 500), "JPEG"))
    other = add(file, content)
    golden(GOLDEN / "said.txt", "".join(result.output for result in (first, again)))
    assert str(other.exception) == "une autre image s’appelle déjà images/ete-a-l-atelier-2.jpg"
    assert getattr(other.exception, "hint", "").endswith("--nom ete-a-l-atelier-2-2")
    assert add(file, content, "--nom", "Établi").exit_code == 0
    names = sorted(path.name for path in (content / "images").iterdir())
    assert names == ["etabli.jpg", "ete-a-l-atelier-2.jpg", "exemple.svg"]


def _bytes(raw: bytes) -> Callable[[Path], object]:
    return lambda file: file.write_bytes(raw)


REFUSED: dict[str, Callable[[Path], object]] = {
    "telephone.jpg": lambda file: shutil.copy(TELEPHONE, file),
    "document.pdf": _bytes(b"%PDF-1.7\n"),
    "vide.jpg": _bytes(b""),
    "texte.png": _bytes(b"un texte"),
    "coupee.jpg": _bytes(encoded(photo(90, 60), "JPEG")[:900]),
    "coupee.png": _bytes(encoded(photo(90, 60), "PNG")[:-40]),
    "animee.gif": _bytes(encoded(photo(90, 60), "GIF")),
    "scan.tif": _bytes(encoded(photo(90, 60), "TIFF")),
    "bombe.png": _bytes(encoded(Image.new("1", (19_000, 4_000)), "PNG")),
    "dessin.svg": _bytes(b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
    "dossier": lambda file: file.mkdir(),
}


def test_what_is_no_photograph_is_told_for_what_it_is(content: Path, tmp_path: Path, golden: Golden) -> None:
    said = []
    for name, make in REFUSED.items():
        make(tmp_path / name)
        done = add(tmp_path / name, content)
        assert done.exit_code in (1, 2), name
        said += [f"== {name}", done.output.replace(f"{tmp_path.as_posix()}/", "").rpartition("'FICHIER': ")[2]]
    golden(GOLDEN / "refused.txt", "\n".join(said))
    assert [path.name for path in (content / "images").iterdir()] == ["exemple.svg"]


def test_a_drawing_comes_as_it_is(content: Path, tmp_path: Path) -> None:
    shutil.copy(content / "images" / "exemple.svg", tmp_path / "Dessin.SVG")
    assert "images/exemple.svg est déjà cette image" in add(tmp_path / "Dessin.SVG", content).output
    (tmp_path / "Dessin.SVG").write_bytes((tmp_path / "Dessin.SVG").read_bytes() + b"\n")
    assert add(tmp_path / "Dessin.SVG", content).exit_code == 0
    assert (content / "images" / "dessin.svg").is_file()
