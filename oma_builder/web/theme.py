"""The look of the site and its scripts: style sheets in one file, scripts bundled by use, tokens shared with print."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from oma_builder import fonts
from oma_builder.artifact import Artifact
from oma_builder.cache import digest
from oma_builder.guide import routes

_LAYERS = ("base", "layout", "components", "pages", "print")
SHELL = "oma"
"""The script of every page; any other is asked for by the pages that need it."""

_BUNDLES = {SHELL: "shell", "search": "search"}
"""The scripts of several parts, and the folders of these."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Routes of the assets that every page names, its paper colours (light, dark), and the files themselves.

    `scripts` gives the route of each script by its name, `sheets` holds those that few pages need;
    `icons` names the small icons, `libraries` the scripts that others wrote.
    """

    css: str
    font: str
    icon: str
    papers: tuple[str, str]
    scripts: Mapping[str, str]
    sheets: Mapping[str, Artifact]
    icons: tuple[str, ...]
    tokens: Mapping[str, Any]
    libraries: frozenset[str]
    artifacts: tuple[Artifact, ...]


def load_theme(assets: Path) -> Theme:
    """Bundle the style sheets and the scripts of `assets/`."""
    tokens = json.loads((assets / "tokens.json").read_text(encoding="utf-8"))
    lettering = {name: named(name, raw) for name, raw in fonts.web(assets).items()}
    sheet = named("oma.css", _with_fonts("".join(_sheets(assets, tokens)), lettering).encode())
    own = {
        path.stem: named(path.name, _packed(path).encode()) for path in sorted((assets / "css" / "own").glob("*.css"))
    }
    icon = named("oma.svg", (assets / "icons" / "oma.svg").read_bytes())
    scripts = {name: named(f"{name}.js", text.encode()) for name, text in _scripts(assets)}
    light, dark = tokens["surfaces"]["paper"]
    return Theme(
        css=sheet.route,
        font=lettering[fonts.TITLES].route,
        icon=icon.route,
        papers=(light, dark),
        scripts={name: script.route for name, script in scripts.items()},
        sheets=own,
        icons=tuple(path.stem for path in sorted((assets / "icons" / "ui").glob("*.svg"))),
        tokens=tokens,
        libraries=frozenset(path.stem for path in _libraries(assets)),
        artifacts=(sheet, icon, *lettering.values(), *scripts.values()),
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
        sheets = [single] if single.is_file() else sorted((assets / "css" / layer).glob("*.css"))
        yield from map(_packed, sheets)


def _packed(sheet: Path) -> str:
    """Return a style sheet without remarks nor the spaces that only its readers here need; no string holds such signs.

    Of six minifiers tried in 2026, none was more than 1 % smaller and safe: rcssmin changes what nested rules say.
    """
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*|(:)\s+", r"\1\2", css).replace(";}", "}").strip()


def _with_fonts(css: str, lettering: Mapping[str, Artifact]) -> str:
    """Return a sheet whose fonts (`url("…/fonts/web/x.woff2")`) have the names they are published under, beside it."""

    def published(match: re.Match[str]) -> str:
        return f'url("{lettering[match[1]].route.rpartition("/")[2]}")'

    return re.sub(rf'url\("[./]*{fonts.WEB_FOLDER}/([\w.-]+)"\)', published, css)


def _scripts(assets: Path) -> Iterator[tuple[str, str]]:
    """Yield what is of several parts (in the order of their names), each page's script, and each library."""
    for name, folder in _BUNDLES.items():
        yield name, "".join(map(_packed_script, sorted((assets / "js" / folder).glob("*.js"))))
    for path in sorted((assets / "js").glob("*.js")):
        yield path.stem, _packed_script(path)
    for path in _libraries(assets):
        yield path.stem, path.read_text(encoding="utf-8")


def _packed_script(script: Path) -> str:
    """Return a script without its remarks, each on lines of its own, nor its indentation."""
    text = script.read_text(encoding="utf-8")
    return re.sub(
        r"^[ \t]+|^\n", "", re.sub(r"^\s*/\*.*?\*/$", "", text, flags=re.DOTALL | re.MULTILINE), flags=re.MULTILINE
    )


def _libraries(assets: Path) -> list[Path]:
    return sorted(file for file in (assets / "vendor").glob("*/*.js") if file.parent.name not in _FOR_EDITORS)


_FOR_EDITORS = frozenset({"sveltia-cms"})
"""Libraries that no page of the site loads."""


def css_tokens(tokens: Mapping[str, Any]) -> str:
    """Return the tokens as custom properties: sizes, light, dark, and each sector colour under `data-colour`.

    A size is a pair: on screen, on paper; a colour is a pair too: light, dark. The device says which of both, unless
    the reader has: `data-theme` on the root. Paper is always light.
    """
    sizes = "".join(
        f"--{scale}-{name}:{pair[0]};" for scale in ("type", "space", "radius") for name, pair in tokens[scale].items()
    )
    light, dark = ("".join(f"--{name}:{value[index]};" for name, value in _all_colours(tokens)) for index in (0, 1))
    sectors = "".join(
        f'[data-colour="{name}"]{{--tone:var(--{name});--tone-soft:var(--{name}-soft)}}' for name in tokens["sectors"]
    )
    as_asked = ':root[data-theme="light"]{color-scheme:light}@media screen{:root[data-theme="dark"]{color-scheme:dark;'
    return (
        f":root{{color-scheme:light dark;{sizes}{light}}}"
        f'@media screen and (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{{dark}}}}}'
        f"{as_asked}{dark}}}}}{sectors}"
    )


def _css_icons(folder: Path) -> str:
    """Return every small icon as a mask: `file://` allows no other way of colouring a drawing that is shared."""
    return "".join(
        f'{_SELECTORS.get(path.stem, "")}[data-icon="{path.stem}"]{{--icon:url("data:image/svg+xml,{_quoted(path)}")}}'
        for path in sorted(folder.glob("*.svg"))
    )


_SELECTORS = {"close": ".menu[open]>summary,"}
"""What else shows an icon: the button of an open menu closes it."""


def _quoted(path: Path) -> str:
    return quote(path.read_text(encoding="utf-8").strip().replace('"', "'"), safe=" '=/:;,.-()")


def _all_colours(tokens: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    named = list(tokens["surfaces"].items())
    for name, tone in tokens["sectors"].items():
        named += [(name, tone["tone"]), (f"{name}-soft", tone["soft"])]
    return named
