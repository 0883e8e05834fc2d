"""The arrows of the architecture: imports go down only, and no room imports its sibling."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "oma_builder"

LAYERS = tuple(
    tuple(re.findall(r"`([a-z._]+)`", line))
    for line in re.findall(r"^\d+\. (`.*)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
)
"""From the ground up, as the README lists them; within one layer, modules of one room may import each other."""


@cache
def modules() -> tuple[str, ...]:
    """Return every module of the package, without the package's name."""
    names = (path.relative_to(PACKAGE).with_suffix("").parts for path in PACKAGE.rglob("*.py"))
    return tuple(sorted(".".join(parts) for parts in names if parts[-1] != "__init__"))


def layer(module: str) -> tuple[int, str]:
    """Return the height of a module and the entry of the table it belongs to, the most exact one."""
    found = [
        (len(entry), height, entry)
        for height, entries in enumerate(LAYERS)
        for entry in entries
        if module == entry or module.startswith(entry + ".")
    ]
    assert found, f"{module} has no place in the table"
    _, height, entry = max(found)
    return height, entry


@cache
def imports(module: str) -> set[str]:
    """Return the modules of the package that a module imports, at its top or late."""
    path = PACKAGE.joinpath(*module.split(".")).with_suffix(".py")
    known = set(modules())
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{module} imports by a relative name"
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("oma_builder"):
            base = (node.module or "").removeprefix("oma_builder").strip(".")
            names = {f"{base}.{alias.name}".strip(".") for alias in node.names}
            found |= {name for name in names if name in known} or {base}
        elif isinstance(node, ast.Import):
            found |= {alias.name.removeprefix("oma_builder.") for alias in node.names if "oma_builder" in alias.name}
    return found


def test_every_import_goes_down() -> None:
    wrong = []
    for module in modules():
        height, entry = layer(module)
        for target in imports(module):
            below, other = layer(target)
            if below > height or (below == height and entry != other and entry.split(".")[0] != other.split(".")[0]):
                wrong.append(f"{module} → {target}")
    assert not wrong


def test_nobody_imports_a_package() -> None:
    packages = {path.parent.name for path in PACKAGE.rglob("__init__.py")} - {"oma_builder"}
    assert not [module for module in modules() if imports(module) & {*packages, ""}]


def test_package_files_hold_a_docstring_at_most() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        assert len(ast.parse(path.read_text(encoding="utf-8")).body) <= 1, path


def test_modules_and_functions_stay_short() -> None:
    too_long = []
    for module in modules():
        text = PACKAGE.joinpath(*module.split(".")).with_suffix(".py").read_text(encoding="utf-8")
        if text.count("\n") > 400:
            too_long.append(module)
        too_long += [
            f"{module}.{node.name}"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 50
        ]
    assert not too_long


def test_the_readme_lists_every_layer() -> None:
    ground = ("problems", "artifact", "font_table", "paris")
    assert (len(LAYERS), LAYERS[0], LAYERS[-1]) == (13, ground, ("cli",))
