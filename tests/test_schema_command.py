"""`python build.py schema`: JSON Schemas that agree with the program, and files that are kept fresh."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import pytest
import yaml

from oma_builder.content.schema import SINGLES
from oma_builder.content.typography import slugify
from oma_builder.editor import json_schema, manual, upkeep
from oma_builder.problems import BuildError
from tests.built import CONTENT, FULL, SITES
from tests.tools import ROOT

CHECKS = {kind.name: jsonschema.Draft7Validator(json.loads(json_schema.text(kind))) for kind in json_schema.WRITTEN}
SUFFIXES = {kind.name: kind.suffix for kind in json_schema.WRITTEN}
FOLDERS = [CONTENT, *SITES.glob("*/content")]


class CoreLoader(yaml.CSafeLoader):
    """YAML 1.2's core schema, as VS Code's extension reads a file: `09` is a number, `oui` and dates are texts."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


CoreLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), None)
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), None)
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"), None
)
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))


def read(text: str, suffix: str = ".yaml") -> Any:
    """Return what VS Code's extension makes of a file, or of its front matter."""
    return yaml.load(text.split("---\n")[1] if suffix == ".md" else text, CoreLoader)  # noqa: S506 - a safe loader


def files(kind: str) -> list[Path]:
    """Return the correct files of a kind, in the real content and in the sites of the tests."""
    singles = {single.name: single.file for single in SINGLES}
    there = (file for folder in FOLDERS for file in folder.glob(singles.get(kind, f"{kind}/**/*{SUFFIXES[kind]}")))
    others = {single.file for single in SINGLES if single.name != kind}
    return sorted(file for file in there if "/".join(file.parts[-2:]) not in others)


def complaints(kind: str, data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in CHECKS[kind].iter_errors(data)]


@pytest.mark.parametrize("kind", CHECKS)
def test_every_correct_file_passes(kind: str) -> None:
    found = {file: complaints(kind, read(file.read_text(encoding="utf-8"), file.suffix)) for file in files(kind)}
    assert found
    assert {file: lines for file, lines in found.items() if lines} == {}


Change = Callable[[Any], object]


def setting(name: str, text: str) -> Change:
    """Return the change that types `name: text` over a field of a file."""
    return lambda data: data.update({name: read(text)})


@pytest.mark.parametrize(
    ("path", "change", "complaint"),
    [
        ("metiers/exemple", setting("acroche", "Une phrase."), "Additional properties are not allowed"),
        ("metiers/exemple", lambda data: data.pop("rome"), "'rome' is a required property"),
        ("metiers/exemple", setting("niveau", "12"), "12 is greater than the maximum of 8"),
        ("metiers/exemple", setting("niveau", "bac"), "'bac' does not match"),
        ("metiers/exemple", setting("rome", "h2913"), "'h2913' does not match"),
        ("metiers/exemple", setting("accroche", ""), "None is not of type"),
        ("metiers/exemple", setting("accroche", "x" * 241), "is too long"),
        ("metiers/exemple", setting("missions", "[Souder, Couper]"), "is too short"),
        ("metiers/exemple", setting("missions", "[Souder, Couper, Souder]"), "has non-unique elements"),
        ("metiers/exemple", setting("revu_le", "23/11/2026"), "'23/11/2026' does not match"),
        ("metiers/exemple", setting("secteur", "Industrie.yaml"), "'Industrie.yaml' does not match"),
        ("metiers/exemple", setting("interets", "{principal: X}"), "'X' is not one of"),
        ("metiers/exemple", setting("sources", "[]"), "[] should be non-empty"),
        ("metiers/exemple", setting("apprentissage", "[oui]"), "['oui'] is not of type"),
        ("accueils/exemple", setting("type", "stage"), "'stage' is not one of"),
        ("accueils/exemple", setting("siret", "123 456 789 0001"), "does not match"),
        ("accueils/exemple", setting("exemple", "peut-être"), "'peut-être' is not one of"),
        ("accueils/exemple", setting("adresse", "http://exemple.fr/"), "does not match"),
        ("evenements/exemple", setting("heure_debut", "9h"), "'9h' does not match"),
        ("acteurs/exemple", setting("courriel", "stages"), "'stages' does not match"),
        (
            "formations/exemple",
            setting("codes", "{rncp: 37537, releve_le: 2026-11-23}"),
            "37537 is not of type 'string'",
        ),
        ("territoires/haute-garonne", setting("code", "8A"), "'8A' does not match"),
        ("site", setting("edition", "{nom: 2026, arretee_le: 2026}"), "2026 is not of type 'string'"),
    ],
)
def test_a_wrong_file_does_not_pass(path: str, change: Change, complaint: str) -> None:
    data = read((FULL / f"{path}.yaml").read_text(encoding="utf-8"))
    kind = path.partition("/")[0]
    assert complaints(kind, data) == []
    change(data)
    (found,) = complaints(kind, data)
    assert complaint in found


@pytest.mark.parametrize(
    ("path", "name", "text"),
    [
        ("territoires/haute-garonne", "code", "09"),
        ("territoires/haute-garonne", "nom", "2027"),
        ("metiers/exemple", "niveau", '"3"'),
        ("metiers/exemple", "mots_cles", "[2, 3D]"),
        ("accueils/exemple", "siret", "73282932000074"),
        ("accueils/exemple", "siret", "732 829 320 00074"),
        ("accueils/exemple", "exemple", "true"),
        ("evenements/exemple", "heure_debut", "09:30"),
    ],
)
def test_what_yaml_reads_as_something_else_passes(path: str, name: str, text: str) -> None:
    data = read((FULL / f"{path}.yaml").read_text(encoding="utf-8"))
    data[name] = read(text)
    assert complaints(path.partition("/")[0], data) == []


@pytest.mark.parametrize("kind", json_schema.WRITTEN, ids=lambda kind: kind.name)
def test_a_schema_speaks_french(kind: Any) -> None:
    text = json_schema.text(kind)
    jsonschema.Draft7Validator.check_schema(json.loads(text))
    assert text.endswith("}\n")
    for name, node in _named(json.loads(text)):
        assert slugify(node["title"]) == slugify(name)
        assert not re.search(r"\]\(|\*\*|`", node["description"]), node["description"]


def _named(node: Any) -> Iterator[tuple[str, Any]]:
    for name, field in node.get("properties", {}).items():
        yield name, field
        yield from _named(field)
        yield from _named(field.get("items", {}))


WANTED = upkeep.wanted(ROOT)


@pytest.mark.parametrize("name", WANTED)
def test_a_committed_file_is_fresh(name: str) -> None:
    file = ROOT / name
    assert file.is_file(), "run: python build.py schema"
    assert file.read_text(encoding="utf-8") == WANTED[name], "stale; run: python build.py schema"


def test_no_schema_of_a_former_kind_is_left() -> None:
    assert {f"{upkeep.SCHEMAS}/{file.name}" for file in (ROOT / upkeep.SCHEMAS).iterdir()} <= set(WANTED)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the files that the command keeps, beside the program."""
    shutil.copytree(ROOT / "oma_builder", tmp_path / "oma_builder", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / ".vscode", tmp_path / ".vscode")
    for name in ("build.py", upkeep.MANUAL):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def run(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, project / "build.py", "schema"]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.slow
def test_the_command_renews_what_is_stale_and_says_so(project: Path) -> None:
    stale = project / upkeep.SCHEMAS / "metiers.schema.json"
    stale.write_text("{}\n", encoding="utf-8")
    former = project / upkeep.SCHEMAS / "recettes.schema.json"
    former.write_text("{}\n", encoding="utf-8")
    done = run(project)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f".vscode/schemas/metiers.schema.json\n1 fichier mis à jour, {len(WANTED) - 1} déjà à jour.\n"
    assert stale.read_text(encoding="utf-8") == WANTED[f"{upkeep.SCHEMAS}/metiers.schema.json"]
    assert not former.exists()
    assert run(project).stdout == f"0 fichier mis à jour, {len(WANTED)} déjà à jour.\n"


def test_the_settings_of_an_editor_stay(project: Path) -> None:
    file = project / upkeep.SETTINGS
    own = {"editor.fontSize": 16, "yaml.schemas": {"mine.json": "notes/*.yaml", f"{upkeep.SCHEMAS}/old.json": "x"}}
    file.write_text(json.dumps(own), encoding="utf-8")
    upkeep.update(project)
    settings = json.loads(file.read_text(encoding="utf-8"))
    ours = json.loads(WANTED[upkeep.SETTINGS])["yaml.schemas"]
    assert settings == {"editor.fontSize": 16, "yaml.schemas": {**ours, "mine.json": "notes/*.yaml"}}
    assert ours[f"{upkeep.SCHEMAS}/metiers.schema.json"] == "content/metiers/*.yaml"
    assert ours[f"{upkeep.SCHEMAS}/site.schema.json"] == "content/site.yaml"
    assert f"{upkeep.SCHEMAS}/pages.schema.json" not in ours


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{\n  // mes réglages\n  "editor.fontSize": 16\n}', "ligne 2, ce n’est pas du JSON"),
        ("[]", "il ne contient pas de réglages"),
        ('{"yaml.schemas": []}', "« yaml.schemas » n’y contient pas d’accolades"),
    ],
)
def test_settings_that_cannot_be_read_stop_the_command(text: str, why: str, project: Path) -> None:
    (project / upkeep.SETTINGS).write_text(text, encoding="utf-8")
    stale = project / upkeep.SCHEMAS / "metiers.schema.json"
    stale.write_text("{}\n", encoding="utf-8")
    done = run(project)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"le fichier .vscode/settings.json ne peut pas être complété : {why}\n  → ")
    assert (project / upkeep.SETTINGS).read_text(encoding="utf-8") == text
    assert stale.read_text(encoding="utf-8") == "{}\n"


def test_only_the_marked_parts_of_the_manual_change() -> None:
    fresh = WANTED[upkeep.MANUAL]
    emptied = re.sub(r"(<!-- début : (.+?) -->\n).*?(<!-- fin : \2 -->)", r"\1\3", fresh, flags=re.DOTALL)
    assert "| `rome` |" in fresh
    assert "| `rome` |" not in emptied
    assert manual.refreshed(f"Un mot.\n{emptied}Un autre.\n") == f"Un mot.\n{fresh}Un autre.\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("<!-- fin : messages -->", ""), "remettez les lignes <!-- début : messages -->"),
        (lambda text: text + "<!-- début : vieux -->\n<!-- fin : vieux -->", "retirez la partie « vieux »"),
        (lambda text: text + "<!-- début : champs metiers -->\n<!-- fin : champs metiers -->", "remettez les lignes"),
    ],
)
def test_a_manual_without_its_marks_is_refused(change: Callable[[str], str], said: str) -> None:
    with pytest.raises(BuildError) as error:
        manual.refreshed(change(WANTED[upkeep.MANUAL]))
    assert said in error.value.hint
