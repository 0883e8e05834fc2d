"""What helps authors and is made from the program: schemas, VS Code's settings, tables of CONTRIBUTING.md."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from oma_builder.content.schema import SINGLES
from oma_builder.editor import json_schema, manual
from oma_builder.problems import MANUAL, BuildError

SCHEMAS = ".vscode/schemas"
SETTINGS = ".vscode/settings.json"
_SETTING = "yaml.schemas"


def update(root: Path) -> tuple[int, tuple[str, ...]]:
    """Write what is out of date, once all is known; return how many files there are, and the names of those."""
    try:
        texts = wanted(root)
        changed = tuple(name for name, text in texts.items() if _text(root / name) != text)
        (root / SCHEMAS).mkdir(parents=True, exist_ok=True)
        for name in changed:
            (root / name).write_text(texts[name], encoding="utf-8", newline="\n")
        for file in (root / SCHEMAS).glob("*.schema.json"):
            if f"{SCHEMAS}/{file.name}" not in texts:
                file.unlink()  # of a kind that is no more
    except OSError as error:
        raise BuildError(f"écriture impossible : {error.filename} ({error.strerror})", "vérifiez vos droits") from error
    return len(texts), changed


def wanted(root: Path) -> dict[str, str]:
    """Return the text that each file must have, by its path in the project `root`."""
    schemas = {f"{SCHEMAS}/{kind.name}.schema.json": json_schema.text(kind) for kind in json_schema.WRITTEN}
    settings = _settings(_text(root / SETTINGS) or "{}")
    return {**schemas, SETTINGS: settings, MANUAL: manual.refreshed(_text(root / MANUAL))}


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _settings(text: str) -> str:
    """Return VS Code's settings with our schemas in the place of older ones, and all else as it is."""
    settings = _object(text)
    others = settings.get(_SETTING, {})
    if not isinstance(others, dict):
        raise _not_ours(f"« {_SETTING} » n’y contient pas d’accolades")
    kept = {schema: files for schema, files in others.items() if not schema.startswith(f"{SCHEMAS}/")}
    return json.dumps({**settings, _SETTING: {**_checked_files(), **kept}}, ensure_ascii=False, indent=2) + "\n"


def _object(text: str) -> dict[str, Any]:
    try:
        settings = json.loads(text)
    except ValueError as error:
        raise _not_ours(f"ligne {getattr(error, 'lineno', 1)}, ce n’est pas du JSON") from error
    if not isinstance(settings, dict):
        raise _not_ours("il ne contient pas de réglages")
    return settings


def _not_ours(why: str) -> BuildError:
    hint = "retirez-en les remarques « // » et les virgules en trop, ou supprimez-le"
    return BuildError(f"le fichier {SETTINGS} ne peut pas être complété : {why}", hint)


def _checked_files() -> Mapping[str, str]:
    """Return the files that VS Code checks by each schema; it looks at no front matter."""
    homes = {kind.home for kind in SINGLES}  # beside a single file, documents are named by a year
    files = {
        kind.name: f"content/{kind.name}/{'*/' * kind.depth}{'[0-9]*' if kind.name in homes else '*'}.yaml"
        for kind in json_schema.WRITTEN
        if kind.suffix == ".yaml"
    }
    files |= {kind.name: f"content/{kind.file}" for kind in SINGLES}
    return {f"{SCHEMAS}/{name}.schema.json": pattern for name, pattern in files.items()}
