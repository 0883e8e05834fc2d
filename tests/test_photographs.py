"""Every sort of photograph is seen in the same colours on the site and on paper, and says nothing but what it shows."""

import datetime
import io
import multiprocessing
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from oma_builder.cache import Cache
from oma_builder.content.pictures import inspect
from oma_builder.guide.pictures import Derivative
from oma_builder.media.images import produce
from oma_builder.pipeline import check
from oma_builder.prepress.inks import PROFILE, Inks, mixer
from oma_builder.prepress.photographs import jpeg
from oma_builder.prepress.press import MARGIN, Setup, press_ready
from oma_builder.print.context import PictureStore
from oma_builder.problems import BuildError
from oma_builder.progress import silent
from oma_builder.project import Project
from oma_builder.raster.reading import memory_for, on_ground
from tests.built import Built, build_into
from tests.photo_kinds import INKS, SIZE, expected, photographs, see_through
from tests.photos import CANARY, decoded, encoded, exif, grey_16_bits, photo, swapped_profile, xmp
from tests.press_reading import drawn_by_ghostscript, images, most_ink
from tests.tools import MINIMAL, ROOT, workshop
from tests.typst_samples import typeset

pytestmark = [pytest.mark.paper, pytest.mark.slow]

ASSETS = ROOT / "assets"
DAY = datetime.date(2026, 11, 23)
NEAR = 30
"""Of 255: how far colours may lie apart. Seen, it is two near tints of one colour."""
CELL = (24, 16)
"""Millimetres of one photograph on the page of all of them."""
ACROSS = 6
DPI = 127
"""Five pixels a millimetre: no photograph begins between two."""


def far(one: Image.Image, other: Image.Image) -> int:
    """Return how far apart two pictures are at most, small specks left aside."""
    small = (picture.convert("RGB").resize((15, 10), Image.Resampling.BOX) for picture in (one, other))
    return max(int(high) for _, high in ImageChops.difference(*small).getextrema())  # type: ignore[arg-type]


def derivatives(name: str, raw: bytes) -> tuple[Derivative, ...]:
    """Return what a page shows of a photograph, at its own size."""
    digest = sha256(raw).hexdigest()
    stem = name.replace(".", "-")
    return tuple(Derivative(f"images/{stem}.{suffix}", name, digest, *SIZE, suffix) for suffix in ("webp", "jpg"))


@pytest.fixture(scope="module")
def shelved(tmp_path_factory: pytest.TempPathFactory) -> PictureStore:
    """Return a shelf with every sort of photograph, its derivatives made as the site makes them."""
    folder = tmp_path_factory.mktemp("photographs")
    wanted: list[Derivative] = []
    for name, (raw, _) in photographs().items():
        (folder / name).write_bytes(raw)
        assert inspect(raw, name, name).problems == ()
        wanted += derivatives(name, raw)
    made, problems = produce(wanted, folder, ASSETS / PROFILE, Cache(folder / "cache"), 2)
    assert problems == ()
    contents = {artifact.route: artifact.content for artifact in made}
    clear = {item.source for item in wanted if decoded(contents[item.route]).mode == "RGBA"}
    shown = {item.source: item for item in wanted if (item.suffix == "webp") == (item.source in clear)}
    return PictureStore(contents, shown, folder)


@pytest.mark.parametrize("name", photographs())
def test_every_sort_of_photograph_is_seen_alike_on_the_site(shelved: PictureStore, name: str) -> None:
    _, what = photographs()[name]
    for item in derivatives(name, b""):
        shown = on_ground(decoded(shelved.contents[item.route]))
        assert far(shown, expected(what)) <= NEAR, item.suffix


@pytest.mark.parametrize("ground", ["#ffffff", "#fff0d8"])
def test_every_sort_of_photograph_is_seen_alike_on_paper(shelved: PictureStore, tmp_path: Path, ground: str) -> None:
    """The page is made for the press, and separated: on white and on a tint, each is as a plain JPEG in sRGB is there."""
    mix = mixer(Inks.CMYK, ASSETS)
    folder = {Path(item.route).name: shelved.contents[item.route] for item in shelved.printed.values()}
    files = dict(shelved.inked(folder, mix, shelved.sizes(folder, Inks.CMYK), Cache(tmp_path / "cache")))
    asked = {what: jpeg(expected(what, ground), mix) for what in ("colours", "greys", "oval")}
    files |= {f"asked-{what}.jpg": raw for what, raw in asked.items()}
    names = [*(shelved.names()[name] for name in photographs()), *(f"asked-{what}.jpg" for what in asked)]
    pdf = press_ready(typeset(_page(names, ground), files), mix, Setup(multiple=1))
    assert max(most_ink(pdf, tmp_path, DPI)) <= 300.5
    cells = dict(zip((*photographs(), *asked), _cells(drawn_by_ghostscript(pdf, tmp_path, DPI)[0]), strict=False))
    found = {name: far(cells[name], cells[what]) for name, (_, what) in photographs().items()}
    assert {name: apart for name, apart in found.items() if apart > NEAR} == {}


def _page(names: list[str], ground: str) -> str:
    """Return a page with these photographs, in rows, edge to edge."""
    rows = -(-len(names) // ACROSS)
    drawn = ", ".join(f'image("{name}", width: {CELL[0]}mm)' for name in names)
    size = f"width: {CELL[0] * ACROSS}mm, height: {CELL[1] * rows}mm"
    return f'#set document(title: "Essai")\n#set page({size}, bleed: 3mm, margin: 0mm, fill: rgb("{ground}"))\n#grid(columns: {ACROSS}, {drawn})'


def _cells(page: Image.Image) -> Iterator[Image.Image]:
    """Yield the photographs of a page, from its trim on: bleed and marks lie around it."""
    edge, width, height = (round(side * DPI / 25.4) for side in (MARGIN + 3, *CELL))
    for top in range(edge, page.height - edge, height):
        for left in range(edge, page.width - edge, width):
            yield page.crop((left, top, left + width, top + height))


GIVEN = {
    "icc-broken.jpg": encoded(photo(900, 600), "JPEG", icc_profile=swapped_profile()[:200]),
    "see-through.png": encoded(see_through(), "PNG"),
    "deep-grey.png": grey_16_bits(90, 60, 0x4000),
    "inks-400.jpg": encoded(Image.new("CMYK", (900, 600), (255, 255, 255, 255)), "JPEG", icc_profile=INKS),
    "inks-told.jpg": encoded(
        photo(900, 600).convert("CMYK"), "JPEG", comment=CANARY, exif=exif(), xmp=xmp(), icc_profile=INKS
    ),
    "told.jpg": encoded(photo(900, 600), "JPEG", comment=CANARY, exif=exif(), xmp=xmp()),
    "tall.jpg": encoded(photo(1000, 3000), "JPEG"),
    "wide.jpg": encoded(photo(18_000, 40), "JPEG"),
}
"""What an editor may bring, and a press must bear."""


@pytest.fixture(scope="module")
def borne(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a site with a trade for each of these, the press and the photocopiers included."""
    place = tmp_path_factory.mktemp("borne")
    content = Path(shutil.copytree(MINIMAL, place / "content"))
    trade = (content / "metiers" / "exemple.yaml").read_text(encoding="utf-8")
    for name, raw in GIVEN.items():
        (content / "images" / name).write_bytes(raw)
        told = f"illustration:\n  fichier: {name}\n  alt: Exemple\n  credit: Exemple\naccroche:"
        text = trade.replace("Exemple de soude", f"Exemple {name.partition('.')[0]} de soude").replace(
            "accroche:", told
        )
        (content / "metiers" / f"{name.partition('.')[0]}.yaml").write_text(text, encoding="utf-8")
    with (content / "site.yaml").open("a", encoding="utf-8") as site:
        site.write("couverture:\n  fichier: inks-told.jpg\n  alt: Exemple\n  credit: Exemple\n")
        site.write("impression:\n  editions:\n    - presse\n    - photocopie\n")
    project = Project(workshop(place / "checked"), content, place / "public", DAY)
    codes = Counter(problem.code for problem in check(project, silent).problems)
    assert codes.keys() == {"photo-localisee", "photo-peu-definie"}
    assert codes["photo-localisee"] == 2
    return build_into(place / "built", content)


def test_what_check_lets_pass_is_built(borne: Built) -> None:
    assert {problem.code for problem in borne.problems} <= {"photo-localisee", "photo-peu-definie"}
    assert borne.summary.written


def test_no_photograph_takes_more_ink_than_paper_does(borne: Built, tmp_path: Path) -> None:
    for file in _of_the_press(borne):
        assert max(most_ink(file.read_bytes(), tmp_path)) <= 300.5, file.name


def test_no_photograph_has_more_pixels_than_paper_shows(borne: Built, tmp_path: Path) -> None:
    shown = [
        line for file in _of_the_press(borne) for line in images(file.read_bytes(), tmp_path) if line[2] == "image"
    ]
    assert len(shown) >= len(GIVEN)
    assert max(int(density) for line in shown for density in line[12:14]) <= 350


def test_what_shows_through_lies_on_the_tint_of_its_share_image(borne: Built) -> None:
    (file,) = (borne.folder / "partage").glob("see-through-*.jpg")
    with Image.open(file) as image:
        corner, ground = image.getpixel((650, 330 - 250)), image.getpixel((620, 600))
    assert corner == pytest.approx(ground, abs=4)


def _of_the_press(site: Built) -> list[Path]:
    found = sorted((site.folder / "guide").glob("*presse*.pdf"))
    assert len(found) == 2
    return found


def test_nothing_published_says_who_took_a_photograph_where(borne: Built) -> None:
    """Look into every byte: of the site, of the archive, of each PDF with its streams unpacked."""
    files = {
        file.relative_to(borne.folder).as_posix(): file.read_bytes()
        for file in borne.folder.rglob("*")
        if file.is_file()
    }
    for name in [name for name in files if name.endswith(".zip")]:
        with zipfile.ZipFile(io.BytesIO(files[name])) as packed:
            files |= {f"{name}/{inner}": packed.read(inner) for inner in packed.namelist()}
    assert sum(name.endswith(".pdf") for name in files) > 6
    for name, raw in files.items():
        assert CANARY.encode() not in raw, name
        if name.endswith(".pdf"):
            for stream in _streams(raw):
                assert not re.search(rb"Exif\0|photoshop|GPSL|" + CANARY.encode(), stream), name


def _streams(raw: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(raw)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream):
                yield thing.read_raw_bytes()
                if "/DCTDecode" not in str(thing.get("/Filter")):
                    yield thing.read_bytes()


@pytest.mark.parametrize("name", ["plain.jpg", "see-through.png", "p3.webp"])
def test_check_finds_what_breaks_off(tmp_path: Path, name: str) -> None:
    raw = photographs()[name][0][:-400]
    (tmp_path / name).write_bytes(raw)
    for _ in range(2):
        (problem,) = produce(derivatives(name, raw), tmp_path, ASSETS / PROFILE, Cache(tmp_path / "cache"), 1).problems
        assert (problem.code, problem.path.rpartition("/")[2]) == ("image-illisible", name)


def test_missing_memory_is_not_told_as_damage() -> None:
    with pytest.raises(BuildError, match=r"mémoire .* photo\.jpg") as told, memory_for("photo.jpg"):
        raise MemoryError
    assert "--jobs 1" in told.value.hint


def starved(folder: Path, wanted: tuple[Derivative, ...]) -> str:
    """Produce pictures in a process that may hardly take any more memory; return what is said of it."""
    import resource

    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + 60_000_000, used + 60_000_000))
    try:
        produce(wanted, folder, ASSETS / PROFILE, Cache(folder / "cache"), 1)
    except BuildError as error:
        return error.message
    return ""


def test_missing_memory_passes_through_the_reader(tmp_path: Path) -> None:
    """A process that may hardly take any more opens a large photograph: that is no fault of the photograph."""
    pytest.importorskip("resource", reason="Windows limits no memory")
    raw = encoded(Image.new("RGB", (6000, 6000)), "PNG", compress_level=1)
    (tmp_path / "large.png").write_bytes(raw)
    item = Derivative("large.jpg", "large.png", sha256(raw).hexdigest(), 600, 600, "jpg")
    # A fork of this process would have what earlier tests gave back, and starve of nothing.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as fresh:
        assert "mémoire" in fresh.submit(starved, tmp_path, (item,)).result()
