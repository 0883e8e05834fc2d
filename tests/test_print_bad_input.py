"""What strains a printed page: each a clear error, or a good page."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from oma_builder.printing import Prints, print_apart
from oma_builder.problems import BuildError, Problem
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.built import TODAY, squeezed, text_of_pages
from tests.papers import run, words_off_the_page
from tests.tools import MINIMAL, ROOT

pytestmark = [pytest.mark.paper, pytest.mark.slow]

TRADE = "metiers/exemple.yaml"
WORD = "wxkqz" * 80
"""Four hundred letters that no dictionary breaks."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a copy of the minimal site, in a workshop of its own."""
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    root = tmp_path / "project"
    root.mkdir()
    (root / "templates").symlink_to(ROOT / "templates")
    shutil.copytree(ROOT / "assets", root / "assets")
    return Project(root, content, tmp_path / "out", TODAY)


def change(project: Project, name: str, old: str, new: str) -> None:
    file = project.content / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def printed(project: Project, edition: str = "ecran") -> tuple[Path | None, tuple[Problem, ...]]:
    """Print an edition; return its file, none where it has an error, and its problems."""
    files, problems = print_apart(project, Prints(edition), silent)
    if not files:
        return None, problems
    project.output.mkdir(exist_ok=True)
    place = project.output / "made.pdf"
    place.write_bytes(files[0].content)
    return place, problems


LONG_WORDS: dict[str, Callable[[Project], None]] = {
    "mission": lambda project: change(project, TRADE, "Premier exemple de mission", WORD[:240]),
    "day": lambda project: change(project, TRADE, "Exemple de journée.", WORD),
    "sector": lambda project: change(
        project, "secteurs/exemple.yaml", "presentation: |\n", f"presentation: |\n  {WORD}\n\n"
    ),
    "skill": lambda project: change(project, TRADE, "competences:\n", f"competences:\n  - {WORD[:240]}\n"),
}


@pytest.mark.parametrize("edition", ["ecran", "livret", "fiche"])
@pytest.mark.parametrize("place", LONG_WORDS)
def test_a_word_without_end_stays_on_the_page(project: Project, place: str, edition: str) -> None:
    LONG_WORDS[place](project)
    file, problems = printed(project, edition)
    assert problems == ()
    assert file
    width, height = 842.0, 595.3
    boxes = re.findall(
        r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)"', run("pdftotext", "-bbox", file, "-")
    )
    assert max(float(right) for _, _, right in boxes) < (width if edition == "livret" else height) - 20
    if edition != "livret":
        assert words_off_the_page(file) == []
    if edition != "fiche" or place != "sector":
        assert squeezed(WORD[:200]) in squeezed("".join(text_of_pages(file))).replace("-", "")


def test_a_name_without_end_is_refused(project: Project) -> None:
    change(project, TRADE, "masculin: Exemple de soudeur", f"masculin: {WORD}")
    file, problems = printed(project)
    assert file is None
    assert [(problem.code, problem.line) for problem in problems] == [("texte-trop-long", 2)]


def test_forty_missions_make_a_good_page_or_are_refused(project: Project) -> None:
    missions = "".join(f"  - Exemple de mission numéro {rank}\n" for rank in range(37))
    change(project, TRADE, "missions:\n", f"missions:\n{missions}")
    file, problems = printed(project)
    if file is None:
        assert {problem.code for problem in problems} == {"liste-trop-longue"}
    else:
        assert problems == ()
        assert words_off_the_page(file) == []
        assert squeezed("numéro 36") in squeezed("".join(text_of_pages(file)))


def test_a_sector_of_many_trades_is_told_whole(project: Project) -> None:
    """It takes more than a column of the contents, and more than a page of its opening."""
    trade = (project.content / TRADE).read_text(encoding="utf-8")
    for rank in range(130):
        named = trade.replace("Exemple de soudeur", f"Soudeur {rank:03}").replace(
            "Exemple de soudeuse", f"Soudeuse {rank:03}"
        )
        (project.content / "metiers" / f"soudeur-{rank:03}.yaml").write_text(named, encoding="utf-8")
    file, problems = printed(project)
    assert problems == ()
    assert file
    assert words_off_the_page(file) == []
    pages = text_of_pages(file)
    opening = next(at for at, text in enumerate(pages) if text.startswith("Secteur\n"))
    contents, trades = "".join(pages[:opening]), squeezed("".join(pages[opening : opening + 5]))
    for rank in range(130):
        title = f"Soudeur {rank:03} / Soudeuse {rank:03}"
        (page,) = (at for at, text in enumerate(pages, 1) if f"metiers/soudeur-{rank:03}.html" in squeezed(text))
        assert re.search(rf"{title}[ .]* {page}$", contents, re.MULTILINE), title
        assert squeezed(f"{title} – p. {page}") in trades, title


def test_a_sector_without_trades_says_that_they_come(project: Project) -> None:
    text = (project.content / "secteurs" / "exemple.yaml").read_text(encoding="utf-8")
    (project.content / "secteurs" / "vide.yaml").write_text(
        text.replace("nom: Exemple de secteur", "nom: Secteur d'exemple sans métier").replace("mer", "ocre"),
        encoding="utf-8",
    )
    file, problems = printed(project)
    assert file
    assert [problem.code for problem in problems] == ["secteur-vide"]
    assert "Les fiches de ce secteur sont en préparation." in "".join(text_of_pages(file))


def test_a_guide_of_one_trade_is_a_book(project: Project) -> None:
    file, problems = printed(project)
    assert file
    assert problems == ()
    text = squeezed("".join(text_of_pages(file)))
    for part in ("Comment lire ce guide", "Sommaire", "Index des métiers", "À propos de cette édition"):
        assert squeezed(part) in text


@pytest.mark.parametrize(("size", "code"), [((1, 1), "photo-peu-definie"), ((20_001, 3), "image-trop-grande")])
def test_a_picture_of_a_dot_or_of_a_wall_is_told(project: Project, size: tuple[int, int], code: str) -> None:
    Image.new("RGB", size, "#884422").save(project.content / "images" / "photo.jpg")
    picture = "illustration:\n  fichier: photo.jpg\n  alt: Exemple\n  credit: Exemple\n"
    change(project, TRADE, "accroche:", f"{picture}accroche:")
    _, problems = printed(project, "presse")
    assert {problem.code for problem in problems} == {code}


def test_the_widest_picture_allowed_is_printed(project: Project) -> None:
    Image.new("RGB", (20_000, 400), "#884422").save(project.content / "images" / "photo.jpg", quality=50)
    picture = "illustration:\n  fichier: photo.jpg\n  alt: Exemple\n  credit: Exemple\n"
    change(project, TRADE, "accroche:", f"{picture}accroche:")
    assert printed(project, "presse")[1] == ()
    file, problems = printed(project)
    assert file
    assert problems == ()
    assert words_off_the_page(file) == []


def test_a_picture_without_alternative_is_refused(project: Project) -> None:
    Image.new("RGB", (900, 600), "#884422").save(project.content / "images" / "photo.jpg")
    change(project, TRADE, "accroche:", "illustration:\n  fichier: photo.jpg\n  credit: Exemple\naccroche:")
    file, problems = printed(project)
    assert file is None
    assert {problem.code for problem in problems} == {"champ-manquant"}


def test_without_its_profile_the_press_edition_is_refused(project: Project) -> None:
    (project.root / "assets" / "icc" / "FOGRA39L_coated.icc").unlink()
    with pytest.raises(
        BuildError, match=r"le profil colorimétrique FOGRA39L_coated\.icc ne peut pas être lu"
    ) as refused:
        printed(project, "presse")
    assert "assets/icc/" in refused.value.hint
