"""What is kept of compiled templates only saves time."""

import sys
from pathlib import Path

import jinja2
import pytest

from oma_builder.cache import Cache
from oma_builder.web.compiled import CompiledTemplates


def said(folder: Path, source: str, options: str = "") -> str:
    """Return what a template gives, in an environment of its own that keeps what it compiles in `folder`."""
    compiled = CompiledTemplates(options)
    compiled.kept = Cache(folder)
    loader = jinja2.DictLoader({"pages/a.html": source})
    return jinja2.Environment(loader=loader, autoescape=True, bytecode_cache=compiled).get_template("pages/a.html").render(x=1)  # fmt: skip


def entries(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(autouse=True)
def compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    assert said(tmp_path, "un {{ x }}") == "un 1"
    kept = entries(tmp_path)
    assert len(kept) == 1
    assert said(tmp_path, "un {{ x }}") == "un 1"
    assert entries(tmp_path) == kept


def test_another_source_or_other_options_take_its_place(tmp_path: Path) -> None:
    assert said(tmp_path, "un {{ x }}") == "un 1"
    kept = entries(tmp_path)
    assert said(tmp_path, "deux {{ x }}") == "deux 1"
    changed = entries(tmp_path)
    assert changed.keys() == kept.keys()
    assert changed != kept
    assert said(tmp_path, "deux {{ x }}", "autres") == "deux 1"
    assert entries(tmp_path) != changed


@pytest.mark.parametrize(
    "damage", [lambda raw: raw[:0], lambda raw: raw[:-9], lambda raw: raw[:60] + b"\xff" * len(raw)]
)
def test_a_damaged_entry_is_as_none(damage: object, tmp_path: Path) -> None:
    assert said(tmp_path, "un {{ x }}") == "un 1"
    [(file, raw)] = entries(tmp_path).items()
    assert callable(damage)
    file.write_bytes(damage(raw))
    assert said(tmp_path, "un {{ x }}") == "un 1"
    assert file.read_bytes() == raw


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert said(tmp_path, "un {{ x }}") == "un 1"
    assert not entries(tmp_path)
