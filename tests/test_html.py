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


WRONG = {
    "end.html": (SOUND.replace("<p>", "<p></div>"), "Stray end tag"),
    "twice.html": (SOUND.replace("<p>", '<p id="a"><p id="a">'), "Duplicate ID"),
    "role.html": (SOUND.replace("<p>", '<p role="exemple">'), "Bad value"),
    "child.html": (SOUND.replace("<p>", "<ul><p>"), "not allowed as child"),
    "heading.html": (SOUND.replace("<p>", "<section>"), "Section lacks heading"),
    "style.css": ("p { color: exemple }", "exemple"),
    "dessin.svg": ('<svg xmlns="http://www.w3.org/2000/svg"><exemple/></svg>', "not allowed as child"),
}


def test_the_checker_finds_what_is_wrong_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "sain.html").write_text(SOUND, encoding="utf-8")
    for name, (text, _) in WRONG.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = [fault.partition(":") for fault in faults(tmp_path)]
    assert {name for name, _, _ in found} == WRONG.keys()
    assert [
        name for name, (_, said) in WRONG.items() if not any(said in told for at, _, told in found if at == name)
    ] == []
