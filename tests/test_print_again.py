"""What is printed again: what holds a change and no more, and the same as if nothing had been printed before."""

import dataclasses
import datetime
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from oma_builder.pipeline import Project, build
from oma_builder.print import context
from oma_builder.print.forms import SCREEN
from oma_builder.print.sheet import Sheet
from oma_builder.printing import Prints, print_apart
from oma_builder.progress import silent
from tests.built import FULL, TODAY
from tests.tools import MINIMAL, ROOT, workshop

pytestmark = [pytest.mark.paper, pytest.mark.slow]

Runs = Callable[[], Counter[str]]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runs:
    """Return what counts, for all processes, the layouts (`ask`) and the PDF files (`pdf`) made since it was last asked."""
    log = tmp_path / "runs"
    for name in ("ask", "pdf"):
        monkeypatch.setattr(Sheet, name, noted(getattr(Sheet, name), log))

    def since() -> Counter[str]:
        told = log.read_text("utf-8").split() if log.exists() else []
        log.unlink(missing_ok=True)
        return Counter(told)

    return since


def noted(work: Callable[..., object], log: Path) -> Callable[..., object]:
    """Return the same work, which writes its name first."""

    def wrapped(*given: object, **named: object) -> object:
        with log.open("a", encoding="utf-8") as lines:
            lines.write(f"{work.__name__}\n")
        return work(*given, **named)

    return wrapped


def project_of(content: Path, folder: Path) -> Project:
    """Return a project with a cache of its own."""
    return Project(workshop(folder), content, folder / "out", TODAY)


def printed(project: Project, edition: str) -> dict[str, bytes]:
    """Return the files of an edition by their routes."""
    made, problems = print_apart(project, Prints(edition), silent)
    assert made, problems
    return {artifact.route: artifact.content for artifact in made}


def write(file: Path, pattern: str, told: str) -> None:
    """Replace what stands once in a file."""
    text, count = re.subn(pattern, told, file.read_text("utf-8"), flags=re.MULTILINE)
    assert count == 1, pattern
    file.write_text(text, encoding="utf-8")


def with_day(content: Path, paragraphs: int) -> None:
    """Let the first trade tell a day of so many paragraphs."""
    told = "\n\n".join(
        "  Exemple de phrase, qui prend une ligne entière de la fiche une fois imprimée." for _ in range(paragraphs)
    )
    write(content / "metiers" / "exemple.yaml", r"^journee: \|\n(?:  .*\n|\n)+", f"journee: |\n{told}\n")


def with_a_word(content: Path) -> None:
    write(content / "metiers" / "exemple.yaml", r"^missions:\n  - .*$", "missions:\n  - Un autre exemple de mission")


def with_a_new_trade(content: Path) -> None:
    text = (content / "metiers" / "exemple.yaml").read_text("utf-8")
    new = re.sub(r"^(  (?:masculin|feminin): ).*$", r"\1Nouvel exemple", text, flags=re.MULTILINE)
    (content / "metiers" / "nouveau.yaml").write_text(new, encoding="utf-8")


EDITS: dict[str, Callable[[Path], None]] = {
    "a word": with_a_word,
    "two pages": lambda content: with_day(content, 50),
    "a new trade": with_a_new_trade,
    "one page": lambda content: with_day(content, 12),
}


@pytest.mark.parametrize("form", ["ecran", "livret"])
def test_a_guide_is_the_same_whatever_was_printed_before(form: str, tmp_path: Path) -> None:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    again = project_of(content, tmp_path / "again")
    printed(again, form)
    for name, edit in EDITS.items():
        edit(content)
        clean = project_of(content, tmp_path / name.replace(" ", "-"))
        assert printed(again, form) == printed(clean, form), name


def test_a_guide_with_photographs_is_the_same_whatever_was_printed_before(tmp_path: Path) -> None:
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    again = project_of(content, tmp_path / "again")
    printed(again, "photocopie")
    with_day(content, 40)
    assert printed(again, "photocopie") == printed(project_of(content, tmp_path / "clean"), "photocopie")


def test_a_word_elsewhere_costs_a_long_trade_no_step(tmp_path: Path, runs: Runs) -> None:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    with_day(content, 50)
    project = project_of(content, tmp_path / "project")
    printed(project, "ecran")
    runs()
    write(content / "secteurs" / "exemple.yaml", r"^accroche: .*$", "accroche: Une autre accroche d’exemple.")
    printed(project, "ecran")
    again = runs()["ask"]
    printed(project_of(content, tmp_path / "clean"), "ecran")
    assert again <= len(SCREEN.fit.steps) < runs()["ask"]


def test_a_word_lays_out_its_section_and_the_imprint(tmp_path: Path, runs: Runs) -> None:
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    project = project_of(content, tmp_path / "project")
    printed(project, "ecran")
    assert runs()["pdf"] > 10
    with_a_word(content)
    printed(project, "ecran")
    assert runs()["pdf"] == OF_A_WORD


OF_A_WORD = 3
"""What is printed again for a word of a trade: its sector, the imprint and the stamp, which tell the digest of the whole."""


def test_a_photocopy_is_typeset_once_by_itself_as_it_looks_otherwise(tmp_path: Path, runs: Runs) -> None:
    project = project_of(MINIMAL, tmp_path / "project")
    printed(project, "ecran")
    whole = runs()["pdf"]
    beside = printed(project, "photocopie")
    assert runs()["pdf"] == whole
    assert printed(project, "photocopie") == beside
    assert runs() == Counter()
    assert beside == printed(project_of(MINIMAL, tmp_path / "apart"), "photocopie")
    assert runs()["pdf"] == whole


def test_a_word_in_a_trade_prints_its_sheet_alone(tmp_path: Path, runs: Runs) -> None:
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    project = project_of(content, tmp_path / "project")
    before = printed(project, "fiche")
    assert runs()["pdf"] == len(before) > 1
    with_a_word(content)
    after = printed(project, "fiche")
    assert runs()["pdf"] == 1
    assert {route for route in before if before[route] != after[route]} == {"fiches/exemple.pdf"}


def test_a_build_prints_again_what_holds_the_word(tmp_path: Path, runs: Runs) -> None:
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    project = dataclasses.replace(project_of(content, tmp_path / "project"), jobs=2)
    build(project, silent)
    before = files(project.output)
    runs()
    with_a_word(content)
    build(project, silent)
    after = files(project.output)
    changed = {route for route in after if before.get(route) != after[route] and route.endswith(".pdf")}
    guides = ("oma-guide", "oma-guide-photocopie", "oma-guide-secteur-exemple", "oma-guide-territoire-haute-garonne")
    told = {"fiches/exemple.pdf", *(f"guide/{name}.pdf" for name in guides)}
    assert changed == told
    assert runs()["pdf"] == 1 + len(guides) * OF_A_WORD


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def another_template(project: Project) -> Project:
    with (project.root / "templates" / "print" / "front.typ").open("a", encoding="utf-8") as file:
        file.write("// Another remark.\n")
    return project


def another_token(project: Project) -> Project:
    file = project.root / "assets" / "tokens.json"
    file.write_text(file.read_text("utf-8").replace("#a63a25", "#a63a26"), encoding="utf-8")
    return project


def another_page_template(project: Project) -> Project:
    with (project.root / "templates" / "web" / "metier.html").open("a", encoding="utf-8") as file:
        file.write("{# Another remark. #}\n")
    return project


INPUTS: dict[str, Callable[[Project], Project]] = {
    "template": another_template,
    "token": another_token,
    "day": lambda project: dataclasses.replace(project, today=project.today + datetime.timedelta(1)),
    "address": lambda project: dataclasses.replace(project, address="https://autre.example/"),
}


def own_workshop(folder: Path) -> Project:
    """Return a project of the minimal site whose templates and assets may change."""
    for name in ("templates", "assets"):
        shutil.copytree(ROOT / name, folder / name)
    return Project(folder, MINIMAL, folder / "out", TODAY)


@pytest.mark.parametrize("edition", ["ecran", "fiche"])
@pytest.mark.parametrize("name", INPUTS)
def test_whatever_a_print_is_made_of_prints_it_again(name: str, edition: str, tmp_path: Path, runs: Runs) -> None:
    project = own_workshop(tmp_path / "project")
    before = printed(project, edition)
    whole = runs()["pdf"]
    printed(another_page_template(project), edition)
    assert runs() == Counter()
    changed = INPUTS[name](project)
    again = printed(changed, edition)
    if name == "day" and edition == "ecran":
        assert runs()["pdf"] == 0  # it stands in what is said of the whole alone
    else:
        assert 0 < runs()["pdf"] <= whole
    assert again != before or name not in ("day", "address")
    shutil.rmtree(changed.cache.root)
    assert again == printed(changed, edition)


@pytest.mark.parametrize("name", ["VERSION", "DRAWER", "CODER", "TOOLS"])
def test_another_version_prints_it_again(
    name: str, tmp_path: Path, runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_of(MINIMAL, tmp_path / "project")
    printed(project, "ecran")
    whole = runs()["pdf"]
    monkeypatch.setattr(context, name, ("other",) if name == "TOOLS" else "other")
    printed(project, "ecran")
    assert runs()["pdf"] == whole > 1


def test_a_reference_to_no_heading_is_no_blank(tmp_path: Path) -> None:
    project = own_workshop(tmp_path / "project")
    with (project.root / "templates" / "print" / "front.typ").open("a", encoding="utf-8") as file:
        file.write('#let contents(..given) = page-of("nowhere")\n')
    with pytest.raises(Exception, match="nowhere"):
        printed(project, "ecran")
