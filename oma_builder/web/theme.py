"""The look of the site: style sheets bundled in one file, icons, and the colours shared with print."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oma_builder.artifact import Artifact
from oma_builder.cache import digest
from oma_builder.guide import routes

_LAYERS = ("base", "layout", "components", "pages", "print")


@dataclass(frozen=True, slots=True)
class Theme:
    """Routes of the assets that every page names, its paper colours (light, dark), and the files themselves."""

    css: str
    icon: str
    papers: tuple[str, str]
    artifacts: tuple[Artifact, ...]


def load_theme(assets: Path) -> Theme:
    """Bundle `assets/css/*.css` in the order of their layers, after the colours of `assets/tokens.json`."""
    tokens = json.loads((assets / "tokens.json").read_text(encoding="utf-8"))
    sheets = (
        f"@layer {', '.join(_LAYERS)};",
        css_tokens(tokens),
        *((assets / "css" / f"{name}.css").read_text(encoding="utf-8") for name in _LAYERS),
    )
    css = "\n".join(sheets).encode()
    icon = (assets / "icons" / "oma.svg").read_bytes()
    css_route, icon_route = routes.asset("oma.css", digest(css)), routes.asset("oma.svg", digest(icon))
    light, dark = tokens["surfaces"]["paper"]
    return Theme(css_route, icon_route, (light, dark), (Artifact(css_route, css), Artifact(icon_route, icon)))


def css_tokens(tokens: dict[str, Any]) -> str:
    """Return the tokens as custom properties: light, dark, and each sector colour under `data-colour`."""
    light, dark = ("".join(f"--{name}:{value[index]};" for name, value in _all_colours(tokens)) for index in (0, 1))
    sectors = "".join(
        f'[data-colour="{name}"]{{--tone:var(--{name});--tone-soft:var(--{name}-soft)}}' for name in tokens["sectors"]
    )
    return f":root{{color-scheme:light dark;{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{sectors}"


def _all_colours(tokens: dict[str, Any]) -> list[tuple[str, list[str]]]:
    named = list(tokens["surfaces"].items())
    for name, tone in tokens["sectors"].items():
        named += [(name, tone["tone"]), (f"{name}-soft", tone["soft"])]
    return named
