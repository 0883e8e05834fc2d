"""The page that a class gets back about its film: one page, in its words, that everybody can read."""

from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser

from tests.browsing import CUT_OFF, violations
from tests.built import Page
from tests.filming import shoot
from tests.test_cli import run
from tests.test_film_check import CONTENT, FAULTY, FILMS, GOOD

pytestmark = [pytest.mark.browser, pytest.mark.film, pytest.mark.slow]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the pages of a film that is good, and of one with every fault, by the real brief and by a small one."""
    place = tmp_path_factory.mktemp("retours")
    good, faulty = shoot(place / "bon.mp4", GOOD), shoot(place / "boulanger.mov", FAULTY)
    texts = {"good": ("captions.vtt", "transcript.txt"), "faulty": ("captions.srt",)}
    made = {}
    for name, film, *brief in (
        ("good", good, "--content", CONTENT),
        ("faulty", faulty),
        ("small", faulty, "--content", CONTENT),
    ):
        folder = FILMS / ("good" if name == "good" else "faulty")
        options = zip(("--captions", "--transcript"), (folder / text for text in texts[folder.name]), strict=False)
        made[name] = place / f"{name}.html"
        done = run("film", "check", film, *(part for pair in options for part in pair), *brief, "--report", made[name])
        assert done.returncode == (name != "good"), done.stderr
    return made


def words(file: Path) -> str:
    """Return what one reads on a page, with plain spaces."""
    page = Page(file.read_text(encoding="utf-8"))
    return " ".join(" ".join(text for tag, text in page.texts if tag != "style").split())


def test_it_says_what_to_do_in_plain_words(reports: dict[str, Path]) -> None:
    text = words(reports["faulty"])
    assert "points à reprendre, et le film pourra paraître" in text
    assert "Que faire ? Au montage, montez le volume de tout le film" in text
    assert "On ne doit ni tendre l’oreille, ni baisser le son." in text, "why, as the brief has it"
    assert "l’unité du volume moyen d’un film" in text, "a word that a class does not know is explained"
    assert "--" not in text, "no option of a command"
    assert "python" not in text
    assert "43.6" not in text, "no place leaves the film"


def test_a_good_film_is_told_so(reports: dict[str, Path]) -> None:
    text = words(reports["good"])
    assert "Le film suit le cahier des charges. Bravo !" in text
    assert "À reprendre" not in text


def test_it_asks_nobody_and_runs_nothing(reports: dict[str, Path]) -> None:
    for file in reports.values():
        page = Page(file.read_text(encoding="utf-8"))
        assert not list(page.every("script", "link", "img", "iframe"))
        assert "url(" not in page.source


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(browser: Browser, reports: dict[str, Path], scheme: str) -> None:
    for width in (360, 1280):
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
        for file in reports.values():
            page.goto(file.as_uri())
            assert violations(page) == []
            assert page.evaluate(CUT_OFF) == []
        page.close()


def test_it_is_one_page_of_paper(browser: Browser, reports: dict[str, Path], tmp_path: Path) -> None:
    page = browser.new_page()
    for name, file in reports.items():
        page.goto(file.as_uri())
        page.pdf(path=tmp_path / f"{name}.pdf", prefer_css_page_size=True)
        with pikepdf.open(tmp_path / f"{name}.pdf") as pdf:
            assert len(pdf.pages) == 1
    page.close()


def test_only_a_page_is_written(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"x")
    done = run("film", "check", film, "--report", film, "--content", CONTENT)
    assert (done.returncode, "donnez un nom qui finit par .html" in done.stderr) == (2, True)
    assert film.read_bytes() == b"x"
    done = run("film", "check", film, "--report", tmp_path / "retour.html", "--content", CONTENT)
    assert "ce n’est pas un film" in words(tmp_path / "retour.html")
