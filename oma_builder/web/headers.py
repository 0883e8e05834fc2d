"""What a browser is told of the site: one policy, said in pages, in `_headers`, and in snippets for nginx and Apache.

Pages need no header to be safe; a server that sends them adds what a page cannot say of itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from markupsafe import Markup

from oma_builder.artifact import Artifact
from oma_builder.guide import routes
from oma_builder.guide.films import Film

_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "media-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
_ONLY_BY_HEADER = {"frame-ancestors": "'none'"}
"""Browsers ignore it, and complain, when a page says it."""

REFERRER = "no-referrer"
FOREVER = "public, max-age=31536000, immutable"
"""For files whose names change with their bytes."""
ASK_FIRST = "no-cache"
"""Kept, but asked for again each time: nearly always answered by « not modified »."""

TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml",
    "atom": "application/atom+xml",
    "ics": "text/calendar",
    "csv": "text/csv",
    "txt": "text/plain",
    "jsonld": "application/ld+json",
    "pdf": "application/pdf",
    "mp4": "video/mp4",
    "vtt": "text/vtt",
    "zip": "application/zip",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "woff2": "font/woff2",
}
"""The media type of every kind of file that a build makes."""

_PACKED = ("css", "js", "json", "jsonld", "webmanifest", "xml", "atom", "ics", "csv", "txt", "svg", "vtt")
"""Kinds worth packing on the way, HTML apart."""
_SNIPPETS = f"{routes.NGINX.partition('/')[0]}/"
"""The folder of settings to include in those of nginx and Apache."""
_MOST_RULES = 90
"""How many rules `_headers` may hold: Cloudflare reads a hundred."""


def _said(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def policy(films: Iterable[Film] = ()) -> Mapping[str, str]:
    """Return the directives of the security policy: our own files, and the servers that these films are played from."""
    shown = tuple(film for film in films if "web" in film.media)
    players = sorted({f"https://{film.embedded.host}" for film in shown if film.embedded})
    stores = sorted({_origin(film.video.source) for film in shown if film.video and not film.video.is_ours})
    frames = {"frame-src": " ".join(players)} if players else {}
    return {**_DIRECTIVES, "media-src": " ".join((_DIRECTIVES["media-src"], *stores)), **frames}


def folder_policy(films: Iterable[Film] = ()) -> Mapping[str, str]:
    """Return the policy of the edition for folders: there a page may open the one that keeps the selection for all."""
    served = policy(films)
    return {**served, "frame-src": f"'self' {served.get('frame-src', '')}".rstrip()}


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def meta(directives: Mapping[str, str]) -> Markup:
    """Return the security policy as a page says it of itself."""
    return Markup(_said(directives))  # noqa: S704 - hosts have no sign of HTML, and quotes stay readable in a page's source


def security(directives: Mapping[str, str], *, indexable: bool) -> Mapping[str, str]:
    """Return the headers of every answer; a site that is not `indexable` keeps its PDF and data out of searches too."""
    return {
        "Content-Security-Policy": _said({**directives, **_ONLY_BY_HEADER}),
        "Referrer-Policy": REFERRER,
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        **({} if indexable else {"X-Robots-Tag": "noindex"}),
    }


_HSTS = "Strict-Transport-Security: max-age=31536000"


def server_files(address: str, pages: Iterable[str], said: Mapping[str, str]) -> tuple[Artifact, ...]:
    """Return the settings of a site at `address` with these pages and headers, for hosts of static sites, nginx and Apache."""
    base = urlsplit(address).path
    made = {
        routes.HEADERS: _headers(base, pages, said),
        routes.NGINX: _nginx(base, said),
        routes.APACHE: _apache(base, said),
    }
    return tuple(Artifact(route, ("\n".join(lines) + "\n").encode()) for route, lines in made.items())


def _remarks(*more: str) -> Iterator[str]:
    yield "# Produit par OMA Builder : relancez la construction plutôt que de modifier ce fichier."
    yield from (f"# {line}" for line in more)
    yield "# Une fois tout le domaine servi en HTTPS, et pour longtemps, ajoutez l’en-tête :"
    yield f"#   {_HSTS}"


def _headers(base: str, pages: Iterable[str], security: Mapping[str, str]) -> Iterator[str]:
    """Yield `_headers`. Rules about caching must not overlap: hosts join the values of every rule that fits."""
    yield from _remarks("Lu par Netlify, Cloudflare Pages et les hébergeurs qui suivent la même convention.")
    rules: dict[str, Mapping[str, str]] = {f"{base}*": security}
    rules |= {f"{base}{folder}*": {"Cache-Control": FOREVER} for folder in routes.HASHED}
    rules |= {
        f"{base}{place}": {"Cache-Control": ASK_FIRST}
        for place in (routes.WORKER, routes.ADDRESSES, routes.film_file("*"))
    }
    rare = (routes.FEED, routes.CALENDAR, routes.WEB_MANIFEST)
    rules |= {f"{base}{route}": {"Content-Type": type_of(route)} for route in rare}
    # The pages of a folder share a rule; beyond the limit, hosts do nearly the same by themselves.
    asked = ("", *sorted({f"{route.partition('/')[0]}/*" if "/" in route else route for route in pages}))
    rules |= {f"{base}{place}": {"Cache-Control": ASK_FIRST} for place in asked[: _MOST_RULES - len(rules)]}
    for place, said in rules.items():
        yield from ("", place, *(f"  {name}: {value}" for name, value in said.items()))


def type_of(route: str) -> str:
    """Return the `Content-Type` of a file that a build makes."""
    kind = TYPES[route.rpartition(".")[2]]
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def caching(route: str) -> str:
    """Return the `Cache-Control` of a file that a build makes."""
    return FOREVER if route.startswith(routes.HASHED) else ASK_FIRST


def is_for_servers(route: str) -> bool:
    """Say whether a file that a build makes tells servers how to serve the others: no reader needs it."""
    return route == routes.HEADERS or route.startswith(_SNIPPETS)


def _hashed(base: str) -> str:
    folders = "|".join(folder.rstrip("/") for folder in routes.HASHED)
    return f"^{re.escape(base)}({folders})/"


def _hidden(base: str) -> str:
    """Return the pattern of what is not for readers: settings, and the builder's own list of files."""
    return rf"^{re.escape(base)}({routes.HEADERS}$|{_SNIPPETS}|\.oma-)"


def _nginx(base: str, security: Mapping[str, str]) -> Iterator[str]:
    """Yield a snippet for a `server` block. The locations within another have all its headers, as they set none."""
    yield from _remarks(
        "À inclure dans un bloc « server » de nginx, qui donne « root ».",
        f"Le contenu du dossier publié se trouve dans « root », sous « {base} ».",
    )
    yield from ("", f"location {base} {{", "    types {")
    yield from (f"        {kind} {suffix};" for suffix, kind in TYPES.items())
    yield from ("    }", "    charset utf-8;", f"    charset_types {_kinds('html', *_PACKED)};")
    yield from ("    index index.html;", f"    error_page 404 {base}{routes.NOT_FOUND};", "    gzip on;")
    yield from ("    gzip_vary on;", f"    gzip_types {_kinds(*_PACKED)};", f'    set $oma_cache "{ASK_FIRST}";')
    yield from (f'    add_header {name} "{value}" always;' for name, value in security.items())
    yield from ("    add_header Cache-Control $oma_cache always;", "")
    yield from (f"    location ~ {_hashed(base)} {{", f'        set $oma_cache "{FOREVER}";', "    }")
    yield from (f"    location ~ {_hidden(base)} {{", f'        set $oma_cache "{ASK_FIRST}";', "        return 404;")
    yield from ("    }", "}")


def _kinds(*suffixes: str) -> str:
    return " ".join(TYPES[suffix] for suffix in suffixes if suffix != "html")


def _apache(base: str, security: Mapping[str, str]) -> Iterator[str]:
    """Yield settings for a virtual host, a `<Directory>` or a `.htaccess`."""
    yield from _remarks(
        "À inclure dans un « VirtualHost » d’Apache 2.4, ou à copier en « .htaccess » à la racine du dossier publié.",
        "Demande les modules « headers », « mime » et « deflate ».",
    )
    yield from (
        "",
        "DirectoryIndex index.html",
        f"ErrorDocument 404 {base}{routes.NOT_FOUND}",
        "AddDefaultCharset utf-8",
    )
    yield from (f"AddType {TYPES[suffix]} .{suffix}" for suffix in TYPES)
    yield f"AddCharset utf-8 {' '.join(f'.{suffix}' for suffix in _PACKED)}"
    yield f"AddOutputFilterByType DEFLATE text/html {_kinds(*_PACKED)}"
    yield from (f'Header always set {name} "{value}"' for name, value in security.items())
    yield f'Header always set Cache-Control "{ASK_FIRST}"'
    yield f'<If "%{{REQUEST_URI}} =~ m#{_hashed(base)}#">'
    yield from (f'    Header always set Cache-Control "{FOREVER}" "expr=%{{REQUEST_STATUS}} < 400"', "</If>")
    yield f'<If "%{{REQUEST_URI}} =~ m#{_hidden(base)}#">'
    yield from ("    Require all denied", "</If>")
