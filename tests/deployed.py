"""Two small sites that follow one another, and the reader who must never meet half of one."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from oma_builder.artifact import Artifact
from oma_builder.publish import output
from oma_builder.publish.built import Built, whole

Files = Mapping[str, bytes]

_COMMON = {
    "mentions-legales.html": b'<link href="assets/site.0000000000.css"><a href="index.html">x</a>',
    "assets/site.0000000000.css": b"b{}",
    "_headers": b"/*\n",
    "serveur/nginx.conf": b"location / {}\n",
}
OLD: Files = _COMMON | {
    "index.html": b'<link href="assets/site.aaaaaaaaaa.css"><script src="adresses.js">'
    b'</script><a href="metiers/soudeur.html">x</a><a href="metiers/vieux.html">x</a><a href="mentions-legales.html">x</a>',
    "metiers/soudeur.html": b'<link href="../assets/site.aaaaaaaaaa.css"><a href="vieux.html">x</a><a href="../fiches/soudeur.pdf">x</a>'
    b'<video src="../films/atelier.mp4"></video>',
    "metiers/vieux.html": b'<link href="../assets/site.aaaaaaaaaa.css"><a href="soudeur.html">x</a><a href="../fiches/vieux.pdf">x</a>',
    "assets/site.aaaaaaaaaa.css": b"a{}",
    "assets/donnees.aaaaaaaaaa.js": b"old data",
    "films/atelier.mp4": b"film",
    "fiches/soudeur.pdf": b"old sheet",
    "fiches/vieux.pdf": b"sheet that goes",
    "adresses.js": b'["assets/donnees.aaaaaaaaaa.js"]',
    "sw.js": b'["assets/site.aaaaaaaaaa.css", "adresses.js"]',
}
NEW: Files = _COMMON | {
    "index.html": b'<link href="assets/site.bbbbbbbbbb.css"><script src="adresses.js">'
    b'</script><a href="metiers/soudeur.html">x</a><a href="metiers/neuf.html">x</a><a href="mentions-legales.html">x</a>',
    "metiers/soudeur.html": b'<link href="../assets/site.bbbbbbbbbb.css"><a href="neuf.html">x</a><a href="../fiches/soudeur.pdf">x</a>',
    "metiers/neuf.html": b'<link href="../assets/site.bbbbbbbbbb.css"><a href="autre.html">x</a><a href="../fiches/neuf.pdf">x</a>',
    "metiers/autre.html": b'<link href="../assets/site.bbbbbbbbbb.css"><a href="neuf.html">x</a><a href="soudeur.html">x</a>',
    "assets/site.bbbbbbbbbb.css": b"a{color:red}",
    "assets/donnees.bbbbbbbbbb.js": b"new data",
    "fiches/soudeur.pdf": b"new sheet",
    "fiches/neuf.pdf": b"sheet that comes",
    "adresses.js": b'["assets/donnees.bbbbbbbbbb.js"]',
    "sw.js": b'["assets/site.bbbbbbbbbb.css", "adresses.js"]',
}
RETAINED: Files = {route: OLD[route] for route in ("assets/site.aaaaaaaaaa.css", "assets/donnees.aaaaaaaaaa.js")}
"""What pages of the old site that are still open may ask for."""
STAYING = OLD.keys() & NEW.keys()
"""Where a reader may start from while one follows the other: who is on a page that leaves is left with it."""
_NAMED = re.compile(rb'(?:href="|src="|<loc>|")((?:\.\./)*[\w./-]+\.\w+)(?:"|</loc>)')


def generation(number: int) -> Files:
    """Return the new site once more, with other assets, and so other pages."""
    name = f"{number:010}"
    return {
        route.replace("bbbbbbbbbb", name): content.replace(b"bbbbbbbbbb", name.encode())
        for route, content in NEW.items()
    }


def laid(folder: Path, files: Files, *, for_release: bool = True) -> None:
    """Leave a site as a build does."""
    artifacts = output.plan(Artifact(route, content) for route, content in files.items()).value
    output.write(artifacts, folder, for_release=for_release)


def built(folder: Path, files: Files, *, for_release: bool = True) -> Built:
    """Return a site as a build leaves it."""
    laid(folder, files, for_release=for_release)
    return whole(folder)


def for_readers(files: Files) -> dict[str, bytes]:
    """Return what of a site is put where readers are, on S3."""
    return {route: content for route, content in files.items() if route not in ("_headers", "serveur/nginx.conf")}


def missed_by_readers(online: Files, starts: Iterable[str]) -> list[str]:
    """Return, as `page → missing`, what a reader would not get.

    Whatever a page shows, and what a script or the sitemap names, is there; and from the pages where a reader may start,
    every link leads to a page.
    """
    named = {route: _named(route, online[route]) for route in online if route.endswith((".html", ".js", ".xml"))}
    missed = {
        (route, target)
        for route, targets in named.items()
        for target in targets
        if target not in online and not target.endswith(".html")
    }
    waiting, seen = [route for route in starts if route in online], set[str]()
    while waiting:
        seen.add(route := waiting.pop())
        missed |= {(route, target) for target in named.get(route, ()) if target not in online}
        waiting += [target for target in named.get(route, ()) if target in online and target not in seen]
    return sorted(f"{route} → {target}" for route, target in missed)


@cache
def _named(route: str, content: bytes) -> frozenset[str]:
    folder = posixpath.dirname(route)
    targets = (found.decode() for found in _NAMED.findall(content))
    return frozenset(posixpath.normpath(posixpath.join(folder, target)) for target in targets)
