"""A font that is missing, cut or another one stops whatever would have been drawn with it, in plain French."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from oma_builder import fonts
from oma_builder.font_table import FACES, WEB
from oma_builder.pipeline import build
from oma_builder.printing import Prints, print_apart
from oma_builder.problems import BuildError, ExitCode
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.built import TODAY
from tests.tools import MINIMAL, ROOT

FACE = "AtkinsonHyperlegibleNext_400Regular.ttf"


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """Return a copy of our assets, to be spoilt."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "templates").symlink_to(ROOT / "templates")
    return Path(shutil.copytree(ROOT / "assets", root / "assets"))


def project(assets: Path, **choices: bool) -> Project:
    root = assets.parent
    return Project(root, MINIMAL, root / "public", TODAY, **choices)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


SPOILT: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "cut": cut,
    "empty": lambda file: file.write_bytes(b""),
    "another": lambda file: shutil.copy(file.with_name("BricolageGrotesque_700Bold.ttf"), file),
    "folder": lambda file: (file.unlink(), file.mkdir()),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_face_is_named_with_what_to_do(how: str, assets: Path) -> None:
    SPOILT[how](assets / "fonts" / FACE)
    with pytest.raises(BuildError) as told:
        fonts.faces(assets)
    assert f"{FACE} (Atkinson Hyperlegible Next, graisse 400, romain)" in told.value.message
    assert told.value.hint.startswith(f"remettez le fichier {FACE} dans ")
    assert told.value.exit_code is ExitCode.ENVIRONMENT


@pytest.mark.parametrize("face", FACES)
def test_no_face_may_be_missing(face: str, assets: Path) -> None:
    (assets / "fonts" / face).unlink()
    with pytest.raises(BuildError, match=face):
        fonts.faces(assets)


@pytest.mark.parametrize("name", WEB)
def test_no_font_of_the_site_may_be_missing(name: str, assets: Path) -> None:
    cut(assets / "fonts" / "web" / name)
    with pytest.raises(BuildError, match=name):
        fonts.web(assets)


def test_a_face_nobody_knows_is_refused(assets: Path) -> None:
    shutil.copy(assets / "fonts" / FACE, assets / "fonts" / "autre.otf")
    with pytest.raises(BuildError, match=r"inconnue.*autre\.otf"):
        fonts.faces(assets)


def test_a_missing_folder_is_told(assets: Path) -> None:
    shutil.rmtree(assets / "fonts")
    for read in (fonts.faces, fonts.web):
        with pytest.raises(BuildError, match="n’existe pas"):
            read(assets)


def test_nothing_is_printed_with_a_spoilt_face(assets: Path) -> None:
    cut(assets / "fonts" / "AtkinsonHyperlegibleNext_400Regular_Italic.ttf")
    with pytest.raises(BuildError, match="graisse 400, italique"):
        print_apart(project(assets), Prints("ecran"), silent)


@pytest.mark.parametrize("spoil", [FACE, f"web/{next(iter(WEB))}"])
def test_no_site_is_made_with_a_spoilt_font(spoil: str, assets: Path) -> None:
    (assets / "fonts" / spoil).unlink()
    with pytest.raises(BuildError, match=r"ne peut pas être lue"):
        build(project(assets, with_pdf=False), silent)
    assert not (assets.parent / "public").exists()
