"""Every page, style sheet and drawing is valid, as the reference checker sees it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.built import Built, full, real
from tests.validity import faults

pytestmark = pytest.mark.slow

Builder = Callable[[pytest.TempPathFactory], Built]
SOUND = '<!doctype html>\n<html lang="fr">\n<title>Un titre</title>\n<p>Un paragraphe.\n'


@pytest.mark.parametrize("build", [real, full])
def test_every_page_is_valid(build: Builder, tmp_path_factory: pytest.TempPathFactory) -> None:
    site = build(tmp_path_factory)
    assert faults(site.folder) == []
    assert [route for route, page in site.pages.items() if not page.source.startswith("<!doctype html>\n")] == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("page.html", SOUND.replace("<p>", "<p></div>"), "Stray end tag"),
        ("page.html", SOUND.replace("<p>", '<p id="a"><p id="a">'), "Duplicate ID"),
        ("page.html", SOUND.replace("<p>", '<p role="exemple">'), "Bad value"),
        ("page.html", SOUND.replace("<p>", "<ul><p>"), "not allowed as child"),
        ("page.html", SOUND.replace("<p>", "<section>"), "Section lacks heading"),
        ("style.css", "p { color: exemple }", "exemple"),
        ("dessin.svg", '<svg xmlns="http://www.w3.org/2000/svg"><exemple/></svg>', "not allowed as child"),
    ],
)
def test_the_checker_finds_what_is_wrong(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / "sain.html").write_text(SOUND, encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = faults(tmp_path)
    assert any(said in fault for fault in found), found
    assert {fault.partition(":")[0] for fault in found} == {name}
