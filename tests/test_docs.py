"""The papers move with the code."""

import re
from pathlib import Path

from oma_builder.content import schema
from tests.test_problems import NAMES

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_editors_guide_explains_every_message_and_no_other() -> None:
    codes = {name.partition("--")[0] for name in NAMES}
    explained = set(re.findall(r"^\| `([a-z][a-z-]+)` \|", GUIDE.partition("chaque message")[2], re.MULTILINE))
    assert codes - explained == set()
    assert {code for code in explained if "-" in code} - codes == set()


def test_the_editors_guide_names_every_field() -> None:
    models = [model for model in vars(schema).values() if isinstance(model, type) and issubclass(model, schema.Author)]
    fields = {field for model in models for field in model.model_fields}
    assert {field for field in fields if f"`{field}`" not in GUIDE} == set()


def test_project_files_name_no_machine_and_no_registry() -> None:
    wrong = re.compile(r"/work/|/root/|/tmp/v/|pypi\.org|npmjs|debian\.org")
    for path in (ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "pyproject.toml", ".ci/run")):
        assert not wrong.search(path.read_text(encoding="utf-8")), path


def test_the_first_lines_of_the_readme_are_the_two_commands() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").split("```")[1]
    assert "pip install -r requirements.txt && python build.py" in first
    assert "pip install -r requirements-dev.txt && python -m pytest" in first
