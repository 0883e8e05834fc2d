"""The papers move with the code."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from oma_builder import pipeline
from oma_builder.editor.codes import SECTIONS
from oma_builder.guide import references, routes
from oma_builder.problems import Problem, as_text, explanation
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.built import SITES, TODAY
from tests.test_problems import CASES, _codes
from tests.tools import workshop

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CODES = [code for codes in SECTIONS.values() for code in codes]
EXAMPLES = dict(re.findall(r"```yaml\n# (content/\S+)\n(.*?)```", GUIDE, re.DOTALL))
ADDED = dict(re.findall(r"```yaml\n# à ajouter à (content/\S+)\n(.*?)```", GUIDE, re.DOTALL))


def test_every_code_is_explained_once_and_no_other() -> None:
    names = [code.name for code in CODES]
    assert sorted(names) == sorted(_codes())


def test_what_is_called_a_warning_is_one() -> None:
    told = "\n".join(file.read_text(encoding="utf-8") for file in CASES.glob("*/expected.txt"))
    lines = re.findall(r"^\S+: (avertissement|information)?.*\[([a-z0-9-]+)\]$", told, re.MULTILINE)
    told_as = {
        weight: {name for found, name in lines if found == weight} for weight in ("", "avertissement", "information")
    }
    assert told_as["avertissement"] == {code.name for code in CODES if code.is_warning}
    assert told_as["information"] == {code.name for code in CODES if code.is_information}
    assert sum(map(len, told_as.values())) == len(set[str]().union(*told_as.values()))


def test_the_editors_guide_lists_every_target_of_a_link() -> None:
    targets = {f"`{scheme}:" for scheme in references._LINKED} | {f"`{name}`" for name in references._LISTS}
    assert {target for target in targets if target not in GUIDE} == set()


def test_the_editors_guide_lists_every_page_name_that_is_taken() -> None:
    pages = (route for route in vars(routes).values() if isinstance(route, str) and re.fullmatch(r"[^/]+\.html", route))
    reserved = GUIDE.partition("noms de page sont réservés")[2].partition("<!--")[0]
    assert set(re.findall(r"`([^`]+)`", reserved)) == {page.removesuffix(".html") for page in pages}


def _anchors() -> list[str]:
    """Return what GitHub and GitLab make of each title, for links to lead to."""
    titles = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```", "", GUIDE, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return [
        re.sub(r"[^\w -]", "", re.sub("[\u00a0\u202f]", "", title).casefold()).replace(" ", "-") for title in titles
    ]


def test_every_link_inside_the_editors_guide_leads_to_a_title() -> None:
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) - set(_anchors()) == set()


def test_the_first_day_stays_short() -> None:
    """Six printed pages: who begins reads it to the end."""
    first = GUIDE.partition("\n## Votre première journée\n")[2].partition("\n## La référence\n")[0]
    assert 1_000 < len(first.split()) <= 2_000


def test_every_title_is_led_to_by_its_own_words() -> None:
    """Hosts number titles that are alike: a link to a code would lead elsewhere."""
    assert [anchor for anchor, count in Counter(_anchors()).items() if count > 1] == []


def test_what_is_said_of_a_problem_leads_to_its_explanation() -> None:
    anchors = {f"CONTRIBUTING.md#{anchor}" for anchor in _anchors()}
    assert {explanation(Problem("", 0, code.name, "")) for code in CODES} <= anchors


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return all that the program says of the site of the manual with the examples of the editors' guide in it."""
    root = workshop(tmp_path_factory.mktemp("examples") / "project")
    content = Path(shutil.copytree(SITES / "manuel" / "content", root / "content"))
    for path, text in EXAMPLES.items():
        (content.parent / path).parent.mkdir(exist_ok=True)
        (content.parent / path).write_text(text + ADDED.get(path, ""), encoding="utf-8")
    project = Project(root, content, root / "public", TODAY, pages_only=True)
    return [as_text(problem) for problem in pipeline.check(project, silent).problems]


def test_the_editors_guide_has_examples() -> None:
    kinds = {path.split("/")[1] for path in EXAMPLES}
    assert kinds == {
        "metiers",
        "formations",
        "accueils",
        "regles",
        "evenements",
        "campus",
        "acteurs",
        "films",
        "cahiers",
        "convention.yaml",
    }
    assert set(ADDED) == {"content/metiers/patissier.yaml"}


@pytest.mark.parametrize("path", EXAMPLES)
def test_an_example_passes_as_it_stands(path: str, told: list[str]) -> None:
    assert not [line for line in told if line.startswith(path) and ": information : " not in line]


def test_project_files_name_no_machine_and_no_registry() -> None:
    wrong = re.compile(r"/work/|/root/|/tmp/v/|pypi\.org|npmjs|debian\.org")
    for path in (ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "pyproject.toml", ".ci/run")):
        assert not wrong.search(path.read_text(encoding="utf-8")), path


def test_the_first_lines_of_the_readme_are_the_two_commands() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").split("```")[1]
    assert "pip install -r requirements.txt && python build.py" in first
    assert "pip install -r requirements-dev.txt && python -m pytest" in first
