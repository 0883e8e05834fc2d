"""Where films are watched: on the page, on PeerTube when one asks for it, in a store elsewhere, in a copy without internet."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Route, expect

from oma_builder.guide.film_selection import FilmSelection, Place, selected
from tests.browsing import Watched, served
from tests.built import FULL, TODAY, Built, build_into, full, unzipped
from tests.test_cli import run
from tests.tools import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.film, pytest.mark.slow]

SMALL = {"exemple": 319_251, "dossier": 266_070}
"""Bytes of the two sample films."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return full(tmp_path_factory)


def taking(place: Path, *choices: str, **more: int) -> Built:
    return build_into(place / "built", FULL, with_pdf=False, take=choices, **more)


def films_in(folder: Path) -> set[str]:
    return {path.name for path in (folder / "films").glob("*")} if (folder / "films").is_dir() else set()


def test_nothing_is_asked_of_another_server_before_one_clicks(watched: Watched, origins: dict[str, str]) -> None:
    page = watched.page
    page.route("https://tube.example/**", _answer)
    page.goto(origins["full"] + "films.html")
    page.wait_for_load_state("networkidle")
    assert [address for address in watched.requests if "tube.example" in address] == []
    box = page.locator("#film-peertube .embed")
    expect(box).to_contain_text("connaîtra alors ton adresse sur internet")
    with page.expect_request("https://tube.example/**"):
        page.get_by_role("button", name="L’ouvrir ici").click()
    frame = page.locator("#film-peertube iframe")
    expect(frame).to_have_attribute("title", "Exemple de film sur PeerTube")
    expect(frame).to_have_attribute("sandbox", "allow-scripts allow-same-origin allow-popups")
    expect(frame).to_have_attribute("referrerpolicy", "no-referrer")
    expect(box.get_by_role("link")).to_have_attribute("href", "https://tube.example/w/exempledefilm")
    asked = [address for address in watched.requests if "tube.example" in address]
    assert len(asked) == 1
    assert re.fullmatch(r"https://tube\.example/videos/embed/exempledefilm\?p2p=0&.*", asked[0])
    assert watched.complaints == []


def _answer(route: Route) -> None:
    assert "referer" not in route.request.headers
    route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>Exemple</title>")


def test_without_scripts_peertube_is_a_link(site: Built) -> None:
    page = site.pages["films.html"]
    assert page.first("a", href="https://tube.example/w/exempledefilm")["rel"] == "external"
    assert "hidden" in page.first("button", type="button", **{"class": "link"})


def test_films_are_filtered(watched: Watched, origins: dict[str, str]) -> None:
    page = watched.page
    page.goto(origins["full"] + "films.html")
    shown = page.locator(".film:visible h2")
    expect(shown).to_have_count(3)
    page.get_by_label("Année").select_option("2025")
    expect(shown).to_have_text(["Exemple de film sur PeerTube"])
    page.get_by_label("Année").select_option("")
    expect(shown).to_have_count(3)


def test_a_store_elsewhere_is_all_that_pages_may_play_from(watched: Watched, tmp_path: Path) -> None:
    """And it learns of no reader who plays nothing, as the page on personal data promises."""
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    settings = content / "site.yaml"
    store = "films:\n  depot: https://depot.example/oma/\n"
    settings.write_text(settings.read_text(encoding="utf-8").replace("films:\n", store), encoding="utf-8")
    site = build_into(tmp_path / "built", content, with_pdf=False)
    assert [problem for problem in site.problems if problem.code in ("film-absent", "film-different")] == []
    assert site.pages["films.html"].first("video")["src"] == "https://depot.example/oma/exemple.mp4"
    policy = site.pages["films.html"].first("meta", **{"http-equiv": "Content-Security-Policy"})["content"]
    assert "media-src 'self' https://depot.example;" in policy
    assert "poster" not in site.pages["films.html"].first("video"), "a picture would be asked for before any click"
    assert "img-src 'self' data:;" in policy
    assert films_in(site.folder) == {"exemple.vtt"}
    with served(site) as server:
        page = watched.page
        page.route("https://depot.example/**", lambda route: route.abort())
        page.goto(f"http://127.0.0.1:{server.server_address[1]}{site.base}films.html")
        page.wait_for_load_state("networkidle")
        assert [address for address in watched.requests if "depot.example" in address] == []
        with page.expect_request("https://depot.example/oma/exemple.mp4"):
            page.evaluate("document.querySelector('video').play().catch(() => {})")
    carried = (unzipped(site, tmp_path) / "films.html").read_text(encoding="utf-8")
    assert "depot.example/" not in carried
    assert "Cette copie n’a pas ce film" in carried


def test_a_copy_says_plainly_that_a_film_needs_the_internet(site: Built, tmp_path: Path) -> None:
    folder = unzipped(site, tmp_path)
    page = (folder / "films.html").read_text(encoding="utf-8")
    assert films_in(folder) == set()
    assert "Cette copie n’emporte pas les films\u00a0: ils se regardent en ligne." in page
    assert "Cette copie n’a pas ce film\u00a0: il faut internet pour <a" in page
    assert "<video" not in page


@pytest.mark.parametrize(
    ("choices", "more", "taken"),
    [
        (("tous",), {}, {"exemple", "dossier"}),
        (("tous",), {"take_at_most": 300_000}, {"dossier"}),
        (("tous",), {"take_at_most": 1}, set()),
        (("secteur:exemple",), {}, {"exemple"}),
        (("territoire:haute-garonne",), {}, {"dossier"}),
        (("territoire:occitanie",), {}, {"dossier"}),
        (("secteur:exemple", "territoire:haute-garonne"), {}, {"exemple", "dossier"}),
    ],
)
def test_a_copy_takes_the_films_asked_for(
    choices: tuple[str, ...], more: dict[str, int], taken: set[str], tmp_path: Path
) -> None:
    site = taking(tmp_path, *choices, **more)
    folder = unzipped(site, tmp_path)
    assert {name for name in films_in(folder) if name.endswith(".mp4")} == {f"{name}.mp4" for name in taken}
    assert {film.id for film in site.summary.films if film.is_taken} == taken
    for name in taken:
        assert (folder / "films" / f"{name}.mp4").stat().st_size == SMALL[name]
        assert (folder / "films" / f"{name}.js").is_file()
    # What the copy takes along for folders alone never goes to the server.
    assert films_in(site.folder) == {"exemple.mp4", "exemple.jpg", "exemple.vtt"}


def test_the_command_says_what_it_took_and_what_it_left(tmp_path: Path) -> None:
    where = ("--content", FULL, "--output", tmp_path / "site", "--today", TODAY.isoformat(), "--no-pdf")
    done = run("build", *where, "--films", "tous", "--films-max", "1")
    assert "2 films emportés hors ligne (0,6\u00a0Mo)." in done.stdout
    wrong = run("build", *where, "--films", "secteur:exmple")
    assert wrong.returncode == 2
    assert "« secteur:exmple » ne désigne pas de films" in wrong.stderr.replace("\u00a0", " ")
    assert "vouliez-vous dire secteur:exemple" in wrong.stderr


FILMS = st.lists(st.tuples(st.integers(1, 100), st.sampled_from("ab")), max_size=8)


@given(FILMS, st.integers(0, 400), st.sets(st.sampled_from("ab")))
def test_no_copy_takes_more_than_it_may(drawn: list[tuple[int, str]], budget: int, sectors: set[str]) -> None:
    offered = [(f"f{rank}", octets, Place(sector, "")) for rank, (octets, sector) in enumerate(drawn)]
    told = selected(offered, FilmSelection(budget, frozenset(sectors)))
    weights = {name: octets for name, octets, _ in offered}
    taken, left = ({name for name, what in told.items() if what == state} for state in ("taken", "left"))
    assert sum(weights[name] for name in taken) <= budget
    assert told.keys() == {name for name, _, place in offered if not sectors or place.sector in sectors}
    # What was left would not fit, and nothing heavier was taken in its stead.
    room = budget - sum(weights[name] for name in taken)
    assert all(weights[name] > room for name in left)
    assert not taken or not left or max(weights[name] for name in taken) <= min(weights[name] for name in left)


def test_without_pyav_the_site_is_built_all_the_same(tmp_path: Path) -> None:
    given = [
        "build",
        "--content",
        str(FULL),
        "--output",
        str(tmp_path / "site"),
        "--today",
        TODAY.isoformat(),
        "--no-pdf",
    ]
    code = (
        f"import sys; sys.modules['av'] = None; sys.argv[1:] = {given!r}; from oma_builder.cli.main import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Sans PyAV, rien n’a regardé dans 1 film publié" in done.stdout
    assert (tmp_path / "site" / "films" / "exemple.mp4").is_file()


OPENED = """
import sys
def tell(event, arguments):
    if event == "open" and str(arguments[0]).endswith(".mp4") and "/films/" in str(arguments[0]):
        print("opened", file=sys.stderr)
sys.addaudithook(tell)
sys.argv[1:] = {arguments!r}
from oma_builder.cli.main import main
main()
"""
"""The program, told to say of every film that it opens."""


def test_films_are_known_by_their_records(tmp_path: Path) -> None:
    """A check reads each once, and the next check none; nor does a build that has nothing to copy."""

    def opened(*arguments: str) -> int:
        code = OPENED.format(arguments=[*arguments, "--content", str(content), "--today", TODAY.isoformat()])
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)
        assert done.returncode == 0, done.stderr
        return done.stderr.count("opened")

    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    shutil.copytree(FULL.parent / "films", tmp_path / "films")
    assert opened("check", "--pages-only") > 0
    assert opened("check", "--pages-only") == 0
    building = ("build", "--output", str(tmp_path / "site"), "--pages-only")
    opened(*building)
    assert opened(*building) == 0
