"""What lets the site be installed, and read without a network or a server: web manifest, service worker, and a folder's memory."""

import json
import math
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from oma_builder.artifact import Artifact
from oma_builder.cache import digest
from oma_builder.guide import routes
from oma_builder.guide.icons import TOUCH, Icon
from oma_builder.guide.model import SiteInfo
from oma_builder.web import absent_trades, catalogue
from oma_builder.web.shards import ScriptData
from oma_builder.web.theme import Theme, named

HEAVIEST = 500_000
"""Bytes of a kind of data that a telephone is made to keep before anyone asked for it."""

PAGES = (routes.UNPLUGGED, routes.HOME, routes.SEARCH)
"""Pages kept from the start, those that exist."""

_MOST_KEPT = 30_000_000
"""Bytes that a device may be asked to keep: those of a guide of a thousand trades."""

_ABOUT = 10_000
_OTHER_FORMS = (".webp", ".jpg")
"""What browsers without AVIF are given: those since 2024 all have it (caniuse.com, avif)."""

_ON_DEMAND = frozenset({"qrcode", catalogue.SHEETS, absent_trades.KIND})
"""Scripts and data that only a few pages need: kept once one of them was seen."""


_MEMORY = """<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
<meta name="referrer" content="no-referrer">
<title>Mémoire de la sélection</title>
<script src="{script}"></script>
</head>
<body>
<p>Cette page garde « Ma sélection » pour les autres pages du dossier : elle ne montre rien.</p>
</body>
</html>
"""


def memory(assets: Path) -> tuple[Artifact, ...]:
    """Return the page, and its script, that keeps the selection for all pages of a folder, each of which may have a store of its own."""
    script = named("memoire.js", (assets / "js" / "folder" / "memoire.js").read_bytes())
    return (script, Artifact(routes.MEMORY, _MEMORY.format(script=script.route.rpartition("/")[2]).encode()))


def manifest(site: SiteInfo, theme: Theme, icons: Mapping[Icon, Artifact]) -> Artifact:
    """Say how the site is installed (W3C Web Application Manifest); addresses are relative to this file.

    All but `id`, which counts from the root of the host: several guides may share one.
    """
    drawn = [
        {"src": file.route, "sizes": f"{icon.size}x{icon.size}", "type": "image/png", "purpose": icon.purpose}
        for icon, file in icons.items()
        if icon != TOUCH
    ]
    said: dict[str, Any] = {
        "id": urlsplit(site.address).path,
        "name": site.title,
        "short_name": site.title.partition(" ")[0] if len(site.title) > 12 else site.title,
        "description": site.description,
        "lang": "fr",
        "dir": "ltr",
        "start_url": routes.HOME,
        "scope": "./",
        "display": "minimal-ui",
        "background_color": theme.papers[0],
        "theme_color": theme.papers[0],
        "icons": [{"src": theme.icon, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}, *drawn],
    }
    return Artifact(routes.WEB_MANIFEST, json.dumps(said, ensure_ascii=False, indent=1).encode())


def whole(pages: Iterable[Artifact], files: Iterable[Artifact]) -> tuple[Artifact, str]:
    """Return the list of all that a device keeps when it is asked to keep the whole guide, and a digest of what that holds.

    `bytes` is what is sent for its pages, and for the files that they show, to the next ten thousand. Of a photograph one form
    alone is kept, which every browser that has a worker shows. The data of scripts are found by `routes.ADDRESSES`: they are not in
    the list, which a word changed in a trade leaves as it is. A guide too large for a telephone gives an empty list: it is not offered.
    """
    listed = [page for page in pages if page.route not in routes.UNLISTED]
    listed += [file for file in files if PurePosixPath(file.route).suffix not in _OTHER_FORMS]
    if sum(len(file.content) for file in listed) > _MOST_KEPT:
        listed = []
    sent = sum(len(zlib.compress(file.content)) for file in listed)
    told = {"bytes": math.ceil(sent / _ABOUT) * _ABOUT, "files": [file.route for file in listed]}
    return Artifact(routes.WHOLE, json.dumps(told).encode()), digest(*(file.seal for file in listed))


def worker(assets: Path, theme: Theme, data: ScriptData, pages: Iterable[Artifact], contents: str) -> Artifact:
    """Return the service worker of a site with these pages, these data for the theme's scripts, and these `contents` that may all be kept.

    Its caches are named by digests: a build that changes what they hold starts new ones.
    """
    files = {item.route: item.content for item in (*theme.artifacts, *data.files, *pages)}
    own = (theme.css, theme.scripts["oma"], theme.icon, theme.font, theme.scripts["sans-connexion"])
    needed = [*own, routes.ADDRESSES, routes.UNPLUGGED]
    useful = [*_scripts(theme), *_light(data), *(route for route in PAGES if route in files)]
    useful = [route for route in useful if route not in needed]
    text = (assets / "js" / "worker" / "sw.js").read_text(encoding="utf-8")
    build = {
        "digest": digest(text, *(part for route in (*needed, *useful) for part in (route, files[route])))[:10],
        "look": digest(*needed[:3])[:10],
        "whole": digest(contents, data.addresses.seal)[:10],
        "list": routes.WHOLE,
        "offline": routes.UNPLUGGED,
        "addresses": routes.ADDRESSES,
        "lasting": [folder for folder in routes.HASHED if folder != routes.SHARED],
        "needed": needed,
        "useful": useful,
    }
    return Artifact(routes.WORKER, f"const BUILD = {json.dumps(build)};\n{text}".encode())


def _scripts(theme: Theme) -> Iterator[str]:
    return (route for name, route in theme.scripts.items() if name not in _ON_DEMAND)


def _light(data: ScriptData) -> Iterator[str]:
    """Yield the files of data that are kept from the start: a kind is kept whole, or not at all."""
    weights: Counter[str] = Counter()
    for shard in data.shards:
        weights[shard.kind] += len(shard.file.content)
    kept = {kind for kind, weight in weights.items() if weight <= HEAVIEST} - _ON_DEMAND
    return (shard.file.route for shard in data.shards if shard.kind in kept)
