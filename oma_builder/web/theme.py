"""The look of the site and its scripts: style sheets in one file, scripts bundled by use, tokens shared with print."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from oma_builder.artifact import Artifact
from oma_builder.cache import digest
from oma_builder.guide import routes

_LAYERS = ("base", "layout", "components", "pages", "print")
SHELL = "oma"
"""The script of every page; any other is asked for by the pages that need it."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Routes of the assets that every page names, its paper colours (light, dark), and the files themselves.

    `scripts` gives the route of each script by its name; `libraries` names those that others wrote.
    """

    css: str
    icon: str
    papers: tuple[str, str]
    scripts: Mapping[str, str]
    libraries: frozenset[str]
    artifacts: tuple[Artifact, ...]


def load_theme(assets: Path) -> Theme:
    """Bundle the style sheets and the scripts of `assets/`."""
    tokens = json.loads((assets / "tokens.json").read_text(encoding="utf-8"))
    sheet = named("oma.css", "\n".join(_sheets(assets, tokens)).encode())
    icon = named("oma.svg", (assets / "icons" / "oma.svg").read_bytes())
    scripts = {name: named(f"{name}.js", text.encode()) for name, text in _scripts(assets)}
    light, dark = tokens["surfaces"]["paper"]
    return Theme(
        css=sheet.route,
        icon=icon.route,
        papers=(light, dark),
        scripts={name: script.route for name, script in scripts.items()},
        libraries=frozenset(path.stem for path in _libraries(assets)),
        artifacts=(sheet, icon, *scripts.values()),
    )


def named(name: str, content: bytes) -> Artifact:
    """Return a file of the site's own, under a name that changes with its bytes."""
    return Artifact(routes.asset(name, digest(content)), content)


def _sheets(assets: Path, tokens: Mapping[str, Any]) -> Iterator[str]:
    """Yield the tokens, then each layer: one sheet, or a folder with a sheet for each component."""
    yield f"@layer {', '.join(_LAYERS)};"
    yield css_tokens(tokens) + _css_icons(assets / "icons" / "ui")
    for layer in _LAYERS:
        single = assets / "css" / f"{layer}.css"
        found = [single] if single.is_file() else sorted((assets / "css" / layer).glob("*.css"))
        yield from (_without_remarks(path.read_text(encoding="utf-8")) for path in found)


def _without_remarks(css: str) -> str:
    """Return a sheet without remarks nor indentation: they are for its readers here."""
    return re.sub(r"^\s+|\n(?=\n)", "", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL), flags=re.MULTILINE)


def _scripts(assets: Path) -> Iterator[tuple[str, str]]:
    """Yield the shell (its parts in the order of their names), each page's script, and each library."""
    shell = sorted((assets / "js" / "shell").glob("*.js"))
    yield SHELL, "\n".join(path.read_text(encoding="utf-8") for path in shell)
    for path in (*sorted((assets / "js").glob("*.js")), *_libraries(assets)):
        yield path.stem, path.read_text(encoding="utf-8")


def _libraries(assets: Path) -> list[Path]:
    return sorted((assets / "vendor").glob("*/*.js"))


def css_tokens(tokens: Mapping[str, Any]) -> str:
    """Return the tokens as custom properties: light, dark, and each sector colour under `data-colour`."""
    light, dark = ("".join(f"--{name}:{value[index]};" for name, value in _all_colours(tokens)) for index in (0, 1))
    sectors = "".join(
        f'[data-colour="{name}"]{{--tone:var(--{name});--tone-soft:var(--{name}-soft)}}' for name in tokens["sectors"]
    )
    return f":root{{color-scheme:light dark;{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{sectors}"


def _css_icons(folder: Path) -> str:
    """Return every small icon as a mask: `file://` allows no other way of colouring a drawing that is shared."""
    icons = "".join(
        f'--icon-{path.stem}:url("data:image/svg+xml,{_quoted(path)}");' for path in sorted(folder.glob("*.svg"))
    )
    return f":root{{{icons}}}" if icons else ""


def _quoted(path: Path) -> str:
    return quote(path.read_text(encoding="utf-8").strip().replace('"', "'"), safe=" '=/:;,.-()")


def _all_colours(tokens: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    named = list(tokens["surfaces"].items())
    for name, tone in tokens["sectors"].items():
        named += [(name, tone["tone"]), (f"{name}-soft", tone["soft"])]
    return named
