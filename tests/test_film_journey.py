"""One film all the way, with the tools of its maker and its readers: checked, prepared, shown, carried, withdrawn, gone."""

import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

from oma_builder.pipeline import build
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.browsing import Watched, served
from tests.built import FULL, TODAY, Built, build_into, printed, text_of_pages, unzipped
from tests.filming import Take, shoot
from tests.papers import linked
from tests.printed import trades_on
from tests.test_cli import run
from tests.test_site import readable
from tests.tools import ROOT
from tests.type_reading import codes_read

pytestmark = [pytest.mark.browser, pytest.mark.film, pytest.mark.slow]

NAME = "perroquet"
"""Of the film, and in every text of it: nothing else in the site says this word."""
SECONDS = 6
CONTACT = "contact@guide-des-metiers.fr"
TAGS = {"title": "Perroquet", "comment": "perroquet dans les étiquettes"}
# What the class said in its mail, and nothing else: no length, no text that it handed in as a file.
DOCUMENT = """titre: Le film du perroquet
metier: exemple
etablissement:
  nom: Collège du perroquet
  uai: 0310001H
classe: 3e perroquet
annee: 2026
cahier: "2026"
langue: oc
generique: La classe du perroquet.
exemple: oui
autorisations:
  - reference: dossier-2026-077
    portee: [web, papier, hors-ligne]
    expire_le: 2027-08-31
    etat: valable
"""
CAPTIONS = """1
00:00:00,500 --> 00:00:02,500
Le perroquet dit bonjour.

2
00:00:03,000 --> 00:00:05,500
<v Le maître du perroquet>Le perroquet s’en va.</v>
"""
TRANSCRIPT = """Le perroquet dit bonjour.
Il bat des ailes.

« Bonjour! » dit le perroquet: il s'en va.
"""


@dataclass(frozen=True)
class Journey:
    """A site with one film, the film as its makers sent it, and what `film check` and `film prepare` said."""

    content: Path
    film: Path
    captions: Path
    checked: dict[str, object]
    told: str
    site: Built

    @property
    def served(self) -> bytes:
        """Return the file that the site serves."""
        return (self.content.parent / "films" / f"{NAME}.mp4").read_bytes()

    @property
    def poster(self) -> bytes:
        """Return the picture shown before the film is played, as the site serves it."""
        return (self.site.folder / "films" / f"{NAME}.jpg").read_bytes()


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    place = tmp_path_factory.mktemp("voyage")
    content = Path(shutil.copytree(FULL, place / "content", ignore=shutil.ignore_patterns("films")))
    brief = (ROOT / "tests" / "films" / "content" / "cahiers" / "2026.yaml").read_text(encoding="utf-8")
    brief = brief.replace("maximum: 8", "maximum: 180").replace(
        "largeur: 640, hauteur: 360", "largeur: 1920, hauteur: 1080"
    )
    (content / "cahiers" / "2026.yaml").write_text(brief, encoding="utf-8")
    (content / "films").mkdir()
    document = content / "films" / f"{NAME}.yaml"
    document.write_text(DOCUMENT, encoding="utf-8")
    film = shoot(place / "recu" / "film.mp4", Take(seconds=SECONDS, tags=TAGS))
    captions, transcript = film.with_name("film.srt"), film.with_name("film.txt")
    captions.write_text(CAPTIONS, encoding="utf-8")
    transcript.write_text(TRANSCRIPT, encoding="utf-8")
    settings = content / "site.yaml"
    settings.write_text(
        re.sub("(?m)^contact: .*", f"contact: {CONTACT}", settings.read_text("utf-8")), encoding="utf-8"
    )
    texts = ("--captions", captions, "--transcript", transcript)
    checked = run("film", "check", film, *texts, "--brief", "2026", "--content", content, "--format", "json")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    prepared = run("film", "prepare", film, "--film", NAME, *texts, "--content", content)
    assert prepared.returncode == 0, prepared.stderr
    site = build_into(place / "built", content, take=("tous",))
    return Journey(content, film, captions, json.loads(checked.stdout), prepared.stdout, site)


def test_it_follows_the_brief(journey: Journey) -> None:
    assert (journey.checked["verdict"], journey.checked["brief"]) == ("conforme", "2026")


def test_its_file_knows_what_the_site_serves(journey: Journey) -> None:
    document = yaml.safe_load((journey.content / "films" / f"{NAME}.yaml").read_text(encoding="utf-8"))
    assert document["fichier"]["empreinte"] == hashlib.sha256(journey.served).hexdigest()
    assert document["fichier"]["octets"] == len(journey.served)
    assert document["duree"] == SECONDS
    assert (journey.site.folder / "films" / f"{NAME}.mp4").read_bytes() == journey.served
    assert b"perroquet" in journey.film.read_bytes()
    assert b"erroquet" not in journey.served
    assert [problem for problem in journey.site.problems if problem.path.startswith("content/films")] == []


def test_nothing_is_asked_twice(journey: Journey) -> None:
    """What the class wrote in its mail stays as it is; its files and the commands say all the rest."""
    document = (journey.content / "films" / f"{NAME}.yaml").read_text(encoding="utf-8")
    assert document.startswith(DOCUMENT)
    written = yaml.load(document.removeprefix(DOCUMENT), yaml.BaseLoader)  # noqa: S506 - it makes only texts
    assert {*written} == {"duree", "fichier", "transcription"}
    assert written["transcription"] == TRANSCRIPT


def test_its_transcript_keeps_its_lines_and_its_language(journey: Journey) -> None:
    """French rules of typography do not touch another language."""
    source = journey.site.pages["metiers/exemple.html"].source
    assert '<p lang="oc">Le perroquet dit bonjour.\nIl bat des ailes.</p>' in source
    assert '<p lang="oc">«\u00a0Bonjour!\u00a0» dit le perroquet: il s&#39;en va.</p>' in source.replace(
        "« ", "«\u00a0"
    ).replace(" »", "\u00a0»")


def test_who_speaks_stays_in_its_captions(journey: Journey) -> None:
    track = journey.site.text(f"films/{NAME}.vtt")
    assert "\n<v Le maître du perroquet>Le perroquet s’en va.</v>\n" in track
    assert "\nLe perroquet dit bonjour.\n" in track


def test_its_page_says_how_to_have_it_withdrawn(journey: Journey) -> None:
    for route in ("metiers/exemple.html", "films.html"):
        link = journey.site.pages[route].first(
            "a", href=f"mailto:{CONTACT}?subject=Retrait%20du%20film%20%3A%20Le%20film%20du%20perroquet"
        )
        assert link
        assert "aucune raison n’est demandée" in journey.site.pages[route].source


def test_its_page_plays_it(journey: Journey) -> None:
    page = journey.site.pages["metiers/exemple.html"]
    video = page.first("video")
    assert (video["src"], video["preload"], video["width"], video["height"]) == (
        f"../films/{NAME}.mp4",
        "none",
        "854",
        "480",
    )
    assert "autoplay" not in video
    assert "controls" in video
    track = page.first("track")
    assert track == {"kind": "captions", "src": f"../films/{NAME}.vtt", "srclang": "oc", "label": "Occitan"}
    assert "film d’élèves, Collège du perroquet, 3e perroquet, 2026" in page.source
    with Image.open(io.BytesIO(journey.poster)) as poster:
        assert poster.size == (854, 480)


def test_its_title_length_and_code_are_on_paper(journey: Journey, tmp_path: Path) -> None:
    assert f"lefilmduperroquet({SECONDS}s)" in printed(journey.site)
    pages = text_of_pages(journey.site.pdf)
    (page, *_) = trades_on(pages, linked(journey.content))["exemple"]
    (target,) = (code for code in codes_read(journey.site.pdf, [page], tmp_path)[page] if "#" in code)
    route, _, anchor = target.removeprefix(journey.site.address.removesuffix("index.html")).partition("#")
    assert anchor in journey.site.pages[route].ids
    assert anchor == f"film-{NAME}"


@pytest.fixture(scope="module")
def carried(journey: Journey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unzipped(journey.site, tmp_path_factory.mktemp("clé USB"))


def test_a_copy_takes_it_along(journey: Journey, carried: Path) -> None:
    assert (carried / "films" / f"{NAME}.mp4").read_bytes() == journey.served
    assert "31 août 2027" in (carried / "LISEZMOI.txt").read_text(encoding="utf-8-sig")


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, journey: Journey, carried: Path) -> Iterator[str]:
    if request.param == "file":
        yield (carried / "films.html").as_uri()
    else:
        with served(journey.site) as server:
            yield f"http://127.0.0.1:{server.server_address[1]}{journey.site.base}films.html"


def shown(page: Page, mode: str) -> Image.Image:
    """Return the film as the screen shows it at one second, with captions in one mode."""
    page.evaluate(
        """mode => new Promise(done => {
            const video = document.querySelector("video"), [track] = video.textTracks;
            video.controls = false;
            track.mode = mode;
            requestAnimationFrame(() => requestAnimationFrame(done));
        })""",
        mode,
    )
    return Image.open(io.BytesIO(page.locator("video").screenshot()))


def test_captions_are_seen_on_screen(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address)
    assert page.evaluate("document.querySelector('video').textTracks[0].mode") == "disabled"
    assert [request for request in watched.requests if request.endswith((".mp4", ".vtt"))] == []
    page.evaluate("""() => new Promise(done => {
        const video = document.querySelector("video");
        video.muted = true;
        video.textTracks[0].mode = "showing";
        video.addEventListener("timeupdate", () => { if (video.currentTime > 1) { video.pause(); done(); } });
        video.play();
    })""")
    cue = "document.querySelector('video').textTracks[0].activeCues[0].text"
    assert page.evaluate(cue) == "Le perroquet dit bonjour."
    with_words, without = shown(page, "showing"), shown(page, "hidden")
    left, top, right, bottom = (
        ImageChops.difference(with_words.convert("L"), without.convert("L")).getbbox() or (0,) * 4
    )
    assert right - left > 100
    assert 10 < bottom - top < 200
    assert top > without.height / 2
    assert watched.complaints == []


def test_it_is_found_by_its_title_and_its_school(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address)
    for words in ("film du perroquet", "collège du perroquet"):
        page.locator("#chercher").fill(words)
        expect(page.locator("[role=option]").first).to_contain_text("Le film du perroquet")
    page.locator("[role=option]").first.click()
    page.wait_for_url(f"**/metiers/exemple.html#film-{NAME}")
    assert watched.complaints == []


def middle(data: bytes) -> bytes:
    """Return some bytes that no other file has: nearly always so, in pictures and films."""
    return data[len(data) // 2 :][:48]


def every_byte(site: Built, place: Path) -> bytes:
    """Return all that is published, and what the copy for folders holds once it is unpacked."""
    folders = (site.folder, unzipped(site, place))
    return b"".join(path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file())


def test_once_withdrawn_nothing_is_left_of_it(journey: Journey, tmp_path: Path) -> None:
    """The next build in the same place takes away every text, picture and byte; `rights` still speaks of it."""
    marks = {"film": middle(journey.served), "poster": middle(journey.poster), "captions": b"Le perroquet dit bonjour"}
    assert [name for name, mark in marks.items() if mark not in every_byte(journey.site, tmp_path / "before")] == []
    document = journey.content / "films" / f"{NAME}.yaml"
    document.write_text(document.read_text("utf-8").replace("etat: valable", "etat: retiree"), encoding="utf-8")
    root = journey.site.folder.parent
    summary, problems = build(
        Project(root, journey.content, journey.site.folder, TODAY, jobs=2, take=("tous",)), silent
    )
    site = Built(journey.site.folder, summary, problems, TODAY, journey.site.content)
    assert [problem.code for problem in site.problems if problem.path.startswith("content/films")] == ["film-retire"]
    assert [name for name, data in readable(site).items() if b"perroquet" in data or "perroquet" in name] == []
    left = every_byte(site, tmp_path / "after")
    assert [name for name, mark in marks.items() if mark in left] == []
    assert "film-perroquet" not in "".join(site.text(route) for route in site.pages)
    told = run("rights", "--content", journey.content, "--today", "2026-11-23")
    assert "dossier-2026-077" in told.stdout
    assert "retirée" in told.stdout
    assert f"films/{NAME}.mp4" in told.stdout
