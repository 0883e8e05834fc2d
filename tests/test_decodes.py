"""A picture is decoded once in its life: what is unchanged comes from the cache, whatever it is needed for."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import ImageFile

from oma_builder.guide import routes
from oma_builder.pipeline import Project, build, check
from oma_builder.progress import silent
from tests.built import FULL, TODAY
from tests.tools import workshop

pytestmark = [pytest.mark.paper, pytest.mark.slow]

Decodes = Callable[[], list[str]]


@pytest.fixture
def decodes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Decodes:
    """Return what lists the pictures, by format and size, that Pillow decoded in any process since it was last asked."""
    log, load = tmp_path / "decodes", ImageFile.ImageFile.load

    def noted(picture: ImageFile.ImageFile) -> object:
        if picture.tile:  # what is left to decode: a header alone costs nothing
            with log.open("a", encoding="utf-8") as lines:
                lines.write(f"{picture.format} {picture.size}\n")
        return load(picture)

    def since() -> list[str]:
        told = log.read_text("utf-8").splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return told

    monkeypatch.setattr(ImageFile.ImageFile, "load", noted)
    return since


@pytest.mark.parametrize("run", [build, check])
def test_pictures_posters_and_share_images_are_decoded_once(
    run: Callable[..., object], tmp_path: Path, decodes: Decodes
) -> None:
    site = Path(shutil.copytree(FULL.parent, tmp_path / "site"))
    project = Project(workshop(tmp_path / "project"), site / "content", tmp_path / "out", TODAY, jobs=2)
    build(project, silent)
    shared = list((project.output / routes.SHARED).iterdir())
    assert len(decodes()) >= 2 + len(shared)  # the photograph, the poster of a film, and each page that Typst drew
    run(project, silent)
    decodes()  # a check alone looks whether each photograph opens to its end
    run(project, silent)
    assert decodes() == []


def test_a_word_decodes_no_picture(tmp_path: Path, decodes: Decodes) -> None:
    site = Path(shutil.copytree(FULL.parent, tmp_path / "site"))
    project = Project(workshop(tmp_path / "project"), site / "content", tmp_path / "out", TODAY, jobs=2)
    build(project, silent)
    assert decodes()
    file = site / "content" / "metiers" / "exemple.yaml"
    file.write_text(file.read_text("utf-8").replace("missions:\n  - ", "missions:\n  - Un mot et "), encoding="utf-8")
    build(project, silent)
    assert decodes() == []
