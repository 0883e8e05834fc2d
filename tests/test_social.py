"""Share images and icons: light, of the right size, the same bytes everywhere, with words that stay in their place."""

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from oma_builder.artifact import Artifact
from oma_builder.cache import Cache
from oma_builder.guide.icons import ICONS, TOUCH
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.guide.pictures import Picture
from oma_builder.guide.values import GenderedTitle, Link
from oma_builder.media import images
from oma_builder.media.drawings import Pose, rasterise
from oma_builder.media.icons import icons
from oma_builder.media.social import Shared, share_images
from oma_builder.prepress.inks import PROFILE
from tests.built import Built, full, real
from tests.guides import real_guide
from tests.photos import encoded, photo
from tests.test_site import UNLISTED
from tests.tools import ROOT

pytestmark = pytest.mark.slow

ASSETS = ROOT / "assets"
LONG = "Responsable de la maintenance des réseaux hydrauliques, thermiques et de climatisation"
HOSTILE = [
    GenderedTitle(LONG + " ici", LONG + " là"),
    GenderedTitle("Accompagnant éducatif et social", "Accompagnante éducative et sociale"),
    GenderedTitle("Anticonstitutionnellement" * 3, "Anticonstitutionnellement" * 3),
    GenderedTitle("DJ", "DJ"),
    GenderedTitle("Œnologue à l’Î", "Œnologue à l’Î"),
]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> tuple[Artifact, ...]:
    cache = Cache(tmp_path_factory.mktemp("pictures"))
    return images.produce(
        real_guide().derivatives, ROOT / "content" / "images", ROOT / "assets" / PROFILE, cache, 1
    ).value


def guide(*metiers: Metier) -> Guide:
    """Return a guide of these trades alone: sectors, publics and lists have images of their own."""
    return replace(real_guide(), metiers=metiers, sectors=(), audiences=(), lists=frozenset())


def drawn(found: Guide, pictures: tuple[Artifact, ...], cache: Path, jobs: int = 1) -> tuple[Shared, ...]:
    return share_images(found, pictures, ROOT, Cache(cache), jobs)


def opened(shared: Shared) -> Image.Image:
    return Image.open(io.BytesIO(shared.file.content))


@pytest.fixture(params=["real", "full"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return {"real": real, "full": full}[request.param](tmp_path_factory)


def test_every_page_names_an_image_that_exists_and_says_it(site: Built) -> None:
    shown = {}
    for route, page in site.pages.items():
        if route in UNLISTED:
            assert "og:" not in page.source
            continue
        said = {
            attributes["property"]: attributes["content"]
            for _, attributes in page.every("meta")
            if "property" in attributes
        }
        assert said["og:url"] == page.first("link", rel="canonical")["href"]
        assert said["og:type"] == ("website" if route == "index.html" else "article")
        assert said["og:description"] == page.first("meta", name="description")["content"]
        assert page.title().startswith(said["og:title"]), route
        image = said["og:image"].removeprefix(site.address)
        assert image in site.files, route
        assert said["og:image:alt"]
        assert (said["og:site_name"], said["og:locale"]) == (
            page.title().rpartition(" – ")[2],
            "fr_FR",
        ) or route == "index.html"
        assert page.first("meta", name="twitter:card")["content"] == "summary_large_image"
        shown[route] = image
    trades, sectors = (
        [route for route in shown if route.startswith(f"{folder}/")] for folder in ("metiers", "secteurs")
    )
    assert len({shown[route] for route in (*trades, *sectors, "index.html")}) == len(trades) + len(sectors) + 1


def test_a_page_without_an_image_of_its_own_shows_that_of_its_kind(site: Built) -> None:
    def image(route: str) -> str:
        return site.pages[route].first("meta", property="og:image")["content"]

    for folder in ("formations", "territoires"):
        below = [route for route in site.pages if route.startswith(f"{folder}/")]
        assert below
        assert {image(route) for route in below} == {image(f"{folder}.html")} != {image("index.html")}
    assert image("glossaire.html") == image("index.html")


def test_images_are_light_and_of_the_size_that_services_want(site: Built) -> None:
    found = [site.folder / route for route in site.files if route.startswith("partage/")]
    assert len(found) > 1
    for path in found:
        assert path.stat().st_size <= 60_000, path.name
        with Image.open(path) as image:
            assert image.size == (1200, 630)
            assert not image.info.get("exif")


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("has_picture", [True, False])
def test_words_stay_within_their_place(
    title: GenderedTitle, has_picture: bool, pictures: tuple[Artifact, ...], tmp_path: Path
) -> None:
    """Whatever the title, the frame of the text is the only part of the image that it changes."""
    plain = real_guide().metiers[0]
    plain = plain if has_picture else replace(plain, picture=None)
    hostile = replace(
        plain, title=title, sector=Link("Un secteur au nom d’une longueur que personne n’aurait choisie", "")
    )
    empty = replace(plain, title=GenderedTitle("", ""), sector=Link("", ""), hook="")
    _, full_of_words, bare = drawn(guide(hostile, empty), pictures, tmp_path)
    changed = ImageChops.difference(opened(full_of_words).convert("L"), opened(bare).convert("L"))
    box = changed.point([0] * 40 + [255] * 216).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert left >= 56
    assert top >= 50
    assert right <= (630 if has_picture else 1144)
    assert bottom <= 512


@pytest.mark.parametrize("has_picture", [True, False])
def test_long_titles_are_written_to_their_last_sign(
    has_picture: bool, pictures: tuple[Artifact, ...], tmp_path: Path
) -> None:
    """Titles of ninety signs and words that no line holds: what ends otherwise looks otherwise."""
    plain = real_guide().metiers[0] if has_picture else replace(real_guide().metiers[0], picture=None)
    longest = max((metier.title for metier in real_guide().metiers), key=lambda title: len(title.both))
    titles = [longest, *HOSTILE[:3]]
    ends = [replace(plain, title=GenderedTitle(one.masculine, one.feminine + end)) for one in titles for end in "xo"]
    images_ = [opened(shared).convert("L") for shared in drawn(guide(*ends), pictures, tmp_path, 2)[1:]]
    for one, other in zip(images_[::2], images_[1::2], strict=True):
        assert ImageChops.difference(one, other).point([0] * 40 + [255] * 216).getbbox()


def test_any_number_of_processes_gives_the_same_bytes(pictures: tuple[Artifact, ...], tmp_path: Path) -> None:
    few = guide(*real_guide().metiers[:10])
    once = drawn(few, pictures, tmp_path / "a", jobs=1)
    assert drawn(few, pictures, tmp_path / "b", jobs=2) == once
    assert len({shared.file.content for shared in once}) == 11


def test_an_image_is_drawn_anew_only_when_something_in_it_changed(
    pictures: tuple[Artifact, ...], tmp_path: Path
) -> None:
    def entries() -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}

    one, two = real_guide().metiers[:2]
    first = drawn(guide(one, two), pictures, tmp_path)
    before = entries()
    assert drawn(guide(one, two), pictures, tmp_path) == first
    assert entries() == before
    again = drawn(guide(replace(one, hook="Une autre accroche."), two), pictures, tmp_path)
    assert len(entries()) == len(before) + 1
    assert [a.file.route == b.file.route for a, b in zip(first, again, strict=True)] == [True, False, True]


def test_new_colours_give_new_images_under_new_names(pictures: tuple[Artifact, ...], tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(ROOT / "templates", root / "templates")
    assets = Path(shutil.copytree(ASSETS, root / "assets"))
    tokens = (assets / "tokens.json").read_text("utf-8")
    (assets / "tokens.json").write_text(tokens.replace("#1b2a41", "#000000"), "utf-8")
    few, cache = guide(real_guide().metiers[0]), Cache(tmp_path / "cache")
    before = share_images(few, pictures, ROOT, cache, 1)
    after = share_images(few, pictures, root, cache, 1)
    assert not {shared.file.route for shared in before} & {shared.file.route for shared in after}


@pytest.mark.parametrize("size", [(300, 200), (900, 2400), (3000, 500), (1, 8_000)])
def test_a_photograph_fills_its_frame_and_stays_light(size: tuple[int, int], tmp_path: Path) -> None:
    plain = real_guide().metiers[0]
    route = "images/photo-0123456789ab.jpg"
    picture = Picture("Un atelier", "Exemple", *size, route, (), "photo.jpg")
    taken = Artifact(route, encoded(photo(*size), "JPEG"))
    bare = replace(guide(replace(plain, picture=picture)), cover=None)
    shared = drawn(bare, (taken,), tmp_path)[1]
    assert shared.file.route.endswith(".jpg")
    assert len(shared.file.content) <= 60_000
    assert opened(shared).size == (1200, 630)


def test_icons_are_what_their_names_say(site: Built) -> None:
    for icon in ICONS:
        (route,) = (route for route in site.files if route.startswith(f"assets/{icon.name}."))
        with Image.open(site.folder / route) as image:
            assert image.size == (icon.size, icon.size)
            corner = image.convert("RGBA").getpixel((0, 0))
            assert corner == ((255, 250, 242, 255) if icon.on_paper else (0, 0, 0, 0))


def test_a_mask_cuts_nothing_of_its_icon(tmp_path: Path) -> None:
    """Systems may cut all outside a circle of 80 % of the width (W3C Web Application Manifest)."""
    made = icons((ASSETS / "icons" / "oma.svg").read_bytes(), "#fffaf2", Cache(tmp_path))
    masked = next(icon for icon in ICONS if icon.purpose == "maskable")
    image = Image.open(io.BytesIO(made[masked].content)).convert("RGB")
    paper, middle = image.getpixel((0, 0)), masked.size / 2
    outside = [
        image.getpixel((x, y))
        for x in range(0, masked.size, 3)
        for y in range(0, masked.size, 3)
        if (x - middle) ** 2 + (y - middle) ** 2 > (0.4 * masked.size) ** 2
    ]
    assert set(outside) == {paper}
    assert len({icon.name for icon in made}) == 4
    assert TOUCH in made


def test_a_drawing_is_drawn_once(tmp_path: Path) -> None:
    svg = (ASSETS / "icons" / "oma.svg").read_bytes()
    first = rasterise([Pose(svg, 20, 20), Pose(svg, 20, 20), Pose(svg, 30, 20)], Cache(tmp_path))
    assert len(first) == 2
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2
    assert rasterise([Pose(svg, 20, 20)], Cache(tmp_path)) == {Pose(svg, 20, 20): first[Pose(svg, 20, 20)]}
