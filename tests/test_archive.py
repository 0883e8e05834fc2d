"""The edition for folders: whole, true to its manifest, and without a thought for any server."""

import datetime
import hashlib
import posixpath
import re
import shutil
import stat
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from oma_builder.artifact import Artifact
from oma_builder.cache import Cache
from oma_builder.guide import routes
from oma_builder.publish.archive import FOLDER, MANIFEST, README, Edition, archive
from tests.browsing import LOADED, Watched
from tests.built import Built, Page, build_into, full, real, unzipped
from tests.guides import TODAY, real_guide
from tests.test_site import is_outside, links
from tests.tools import MINIMAL, need

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ONLY_SERVERS = re.compile(
    r"404\.html|fiche-absente\.html|m/.*|sw\.js|tout-le-guide\.json|manifest\.webmanifest|_headers|sitemap\.xml|robots\.txt|nouveautes\.atom|"
    r"serveur/.*|partage/.*|hors-ligne/.*|films/.*|assets/oma-(180|192|512|512-masque)\.\w+\.png"
)


@pytest.fixture(params=["real", "full"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return {"real": real, "full": full}[request.param](tmp_path_factory)


@pytest.fixture
def folder(site: Built, tmp_path: Path) -> Path:
    return unzipped(site, tmp_path / "Clé USB n° 1 – été")


def routes_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def only_folders(folder: Path) -> set[str]:
    """Return what no server has: the memory that all pages of a folder share."""
    return {route for route in routes_in(folder) if route.startswith("assets/memoire.")}


def found_apart(routes: Iterable[str]) -> set[str]:
    """Return the files of what the search finds: each edition finds the films that it may show, and no other."""
    return {route for route in routes if re.fullmatch(r"assets/(documents|accroches)\.\w+\.js", route)}


def test_it_holds_the_site_but_what_only_servers_use(site: Built, folder: Path) -> None:
    left_out = {route for route in site.files if ONLY_SERVERS.fullmatch(route)} | found_apart(site.files)
    carried = routes_in(folder)
    assert carried - only_folders(folder) - found_apart(carried) == site.files - left_out | {README, MANIFEST}
    assert len(found_apart(carried)) == len(found_apart(site.files)) == 2
    assert len(only_folders(folder)) == 2, "the page that keeps the selection, and its script"
    assert {route for route in left_out if not route.startswith(("partage/", "assets/", "m/", "films/"))} == {
        "404.html", "fiche-absente.html", "sw.js", "tout-le-guide.json", "manifest.webmanifest", "_headers", "sitemap.xml", "robots.txt", "nouveautes.atom",
        "serveur/nginx.conf", "serveur/apache.conf", "hors-ligne/oma-hors-ligne.zip",
    }  # fmt: skip


def test_everything_but_pages_is_the_same_as_online(site: Built, folder: Path) -> None:
    carried = routes_in(folder)
    for route in carried - only_folders(folder) - found_apart(carried) - {README, MANIFEST, routes.ADDRESSES}:
        if not route.endswith(".html"):
            assert (folder / route).read_bytes() == (site.folder / route).read_bytes(), route


def test_every_link_is_relative_and_leads_to_a_file(folder: Path) -> None:
    found = routes_in(folder)
    pages = {route: Page((folder / route).read_text("utf-8")) for route in found if route.endswith(".html")}
    wrong = []
    for route, page in pages.items():
        for _, _, address in links(page):
            path, _, anchor = address.partition("#")
            if is_outside(address):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(route), unquote(path))) if path else route
            if (
                path.startswith("/")
                or target not in found
                or (anchor and "=" not in anchor and anchor not in pages[target].ids)
            ):
                wrong.append((route, address))
    assert wrong == []


def test_no_page_links_to_the_sites_own_address(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    site = real(tmp_path_factory)
    folder, host = unzipped(site, tmp_path), urlsplit(site.address).hostname
    for path in folder.rglob("*.html"):
        own = [address for _, _, address in links(Page(path.read_text("utf-8"))) if host == urlsplit(address).hostname]
        assert own == [], path


def test_pages_say_nothing_to_servers(folder: Path) -> None:
    for route in sorted(routes_in(folder)):
        if route.endswith(".html") and route not in only_folders(folder):
            page = Page((folder / route).read_text("utf-8"))
            assert "<!--" not in page.source, route
            said = {attributes.get("rel") for _, attributes in page.every("link")}
            assert said == {"icon", "stylesheet"}, route
            assert "og:" not in page.source, route


def test_the_manifest_is_checked_by_sha256sum(folder: Path) -> None:
    command = [need("sha256sum"), "--check", "--strict", "--quiet", MANIFEST]
    assert subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout == b""
    listed = [line.partition("  ")[2] for line in (folder / MANIFEST).read_text("ascii").splitlines()]
    assert listed == sorted(routes_in(folder) - {MANIFEST})
    with (folder / "index.html").open("ab") as page:
        page.write(b" ")
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 1


def test_the_first_text_to_read_opens_in_an_old_editor(site: Built, folder: Path) -> None:
    raw = (folder / README).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n") > 20
    text = raw.decode("utf-8-sig")
    assert "\u202f" not in text
    assert f"des {len(routes_in(folder)) - 1} autres fichiers" in text
    for said in ("index.html", "Extraire tout", "23 novembre 2026", "sha256sum -c", site.address):
        assert said in text
    assert "{" not in text


def test_names_suit_any_disk(site: Built) -> None:
    with zipfile.ZipFile(site.folder / routes.ARCHIVE) as packed:
        assert packed.testzip() is None
        entries = packed.infolist()
    names = [entry.filename for entry in entries]
    assert names[0] == f"{FOLDER}/{README}"
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"oma(/[A-Za-z0-9.-]+)+", name) and len(name) <= 120 for name in names)
    assert {stat.filemode(entry.external_attr >> 16) for entry in entries} == {"-rw-r--r--"}
    assert {entry.date_time for entry in entries} == {(site.day.year, site.day.month, site.day.day, 0, 0, 0)}
    packed_already = [entry for entry in entries if entry.filename.endswith((".pdf", ".jpg", ".avif", ".webp"))]
    assert all(entry.compress_type == zipfile.ZIP_STORED for entry in packed_already)


@pytest.mark.parametrize("route", ["index.html", "metiers.html", "sans-connexion.html"])
def test_the_folder_opens_in_chromium(watched: Watched, folder: Path, route: str) -> None:
    watched.page.goto(f"{folder.as_uri()}/{route}")
    watched.page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    watched.page.evaluate(LOADED)
    assert watched.page.evaluate("[...document.images].filter(image => !image.naturalWidth).length") == 0
    assert watched.page.locator("a[href$='.zip']").count() == 0
    assert watched.complaints == []
    assert [url for url in watched.requests if not url.startswith(folder.as_uri())] == []


def packed(files: dict[str, bytes], cache: Path, today: datetime.date = TODAY) -> bytes:
    edition = Edition(real_guide().site, today)
    return archive([Artifact(route, content) for route, content in files.items()], edition, Cache(cache)).content


def test_same_files_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    files = {"index.html": b"<p>1", "metiers/a.html": b"<p>2", "a.png": b"3" * 90}
    once = packed(files, tmp_path / "a")
    assert packed(dict(reversed(files.items())), tmp_path / "b") == once
    assert packed(files, tmp_path / "c", TODAY + datetime.timedelta(1)) != once


def test_it_is_packed_anew_only_when_a_file_changed(tmp_path: Path) -> None:
    def entries() -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}

    packed({"index.html": b"1"}, tmp_path)
    first = entries()
    packed({"index.html": b"1"}, tmp_path)
    assert (len(first), entries()) == (1, first)
    packed({"index.html": b"2"}, tmp_path)
    assert len(entries()) == 2


def test_a_preview_has_no_archive_and_no_link_to_one(tmp_path: Path) -> None:
    preview = build_into(tmp_path / "preview", MINIMAL, pages_only=True)
    kinds = ("sw.js", "manifest.webmanifest", "partage/", "hors-ligne/")
    assert [route for route in preview.files if route.startswith(kinds) or route.endswith(".png")] == []
    assert not any(re.search(r"oma-hors-ligne|webmanifest|og:image", page.source) for page in preview.pages.values())


def test_a_site_without_any_trade_is_packed_too(tmp_path: Path) -> None:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    shutil.rmtree(content / "metiers")
    site = build_into(tmp_path / "bare", content)
    folder = unzipped(site, tmp_path / "out")
    assert (folder / "index.html").is_file()
    assert hashlib.sha256((folder / README).read_bytes()).hexdigest() in (folder / MANIFEST).read_text()


def test_what_may_not_be_shown_is_in_no_file_of_it(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    folder = unzipped(full(tmp_path_factory), tmp_path)
    assert [path for path in folder.rglob("*.html") if b"canari" in path.read_bytes().lower()] == []
