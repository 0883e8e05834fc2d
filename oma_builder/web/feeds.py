"""Files for machines: `sitemap.xml`, `robots.txt`, and the Atom feed of new and reviewed trades."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from urllib.parse import urlsplit

from oma_builder.artifact import Artifact
from oma_builder.guide import routes
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.web.views import PageView

NEWEST = 30
"""How many trades the feed tells of at most."""

_SINCE = "2026"
"""The year our identifiers start from (RFC 4151); another one would make every entry look new."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one sitemap may hold at most, as sitemaps.org 0.9 says: addresses, and bytes before compression."""

    addresses: int = 50_000
    size: int = 50 * 1024 * 1024


LIMITS = Limits()

_text = partial(escape, quote=False)


def sitemaps(views: Iterable[PageView], address: str, limits: Limits = LIMITS) -> tuple[Artifact, ...]:
    """List every page that is to be found, with its review date where it has one (sitemaps.org 0.9).

    Robots ask for `sitemap.xml`: where one file cannot hold all, that is the index of the others.
    """
    entries = (_place(view, address) for view in views if view.route not in routes.UNLISTED)
    texts = [_sitemap("urlset", group) for group in _groups(entries, limits)]
    if len(texts) == 1:
        return (Artifact(routes.SITEMAP, texts[0]),)
    files = [Artifact(routes.sitemap(number), text) for number, text in enumerate(texts, 1)]
    listed = (f"  <sitemap><loc>{_text(address + file.route)}</loc></sitemap>" for file in files)
    return (Artifact(routes.SITEMAP, _sitemap("sitemapindex", listed)), *files)


def _groups(entries: Iterable[str], limits: Limits) -> Iterator[list[str]]:
    """Yield the entries of each file; there is one at least."""
    group, size = list[str](), len(_sitemap("urlset", ()))
    empty = size
    for entry in entries:
        weight = len(entry.encode()) + 1
        if group and (len(group) == limits.addresses or size + weight > limits.size):
            yield group
            group, size = [], empty
        group.append(entry)
        size += weight
    yield group


def _sitemap(kind: str, entries: Iterable[str]) -> bytes:
    lines = "\n".join(entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}\n</{kind}>\n'
    ).encode()


def _place(view: PageView, address: str) -> str:
    route = "" if view.route == routes.HOME else view.route
    modified = f"<lastmod>{view.modified.isoformat()}</lastmod>" if view.modified else ""
    return f"  <url><loc>{_text(address + route)}</loc>{modified}</url>"


def robots(address: str) -> Artifact:
    """Allow every robot, and tell where the sitemap is (RFC 9309)."""
    return Artifact(routes.ROBOTS, f"User-agent: *\nAllow: /\n\nSitemap: {address}{routes.SITEMAP}\n".encode())


def no_robots() -> Artifact:
    """Keep every robot out of what is no release."""
    return Artifact(routes.ROBOTS, b"User-agent: *\nDisallow: /\n")


def news(guide: Guide) -> Artifact:
    """Tell of the trades reviewed last, newest first (Atom, RFC 4287)."""
    site = guide.site
    newest = sorted(guide.metiers, key=lambda metier: (-metier.reviewed.toordinal(), metier.id))[:NEWEST]
    updated = newest[0].reviewed if newest else site.closed_on
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">',
        f"  <id>{_text(_identifier(site.address, ''))}</id>",
        f"  <title>{_text(site.title)} – Nouveautés</title>",
        "  <subtitle>Les métiers nouveaux, et ceux dont la fiche vient d’être relue.</subtitle>",
        f"  <updated>{_moment(updated)}</updated>",
        f"  <author><name>{_text(site.publisher)}</name></author>",
        f'  <link rel="self" type="application/atom+xml" href="{escape(site.address + routes.FEED)}"/>',
        f'  <link rel="alternate" type="text/html" hreflang="fr" href="{escape(site.address)}"/>',
        f"  <rights>{_text(site.licence)}</rights>",
        *(_entry(metier, site.address) for metier in newest),
        "</feed>",
    )
    return Artifact(routes.FEED, ("\n".join(lines) + "\n").encode())


def _entry(metier: Metier, address: str) -> str:
    return (
        "  <entry>\n"
        f"    <id>{_text(_identifier(address, f'metiers/{metier.id}'))}</id>\n"
        f"    <title>{_text(metier.title.both)}</title>\n"
        f"    <updated>{_moment(metier.reviewed)}</updated>\n"
        f'    <link rel="alternate" type="text/html" hreflang="fr" href="{escape(address + metier.route)}"/>\n'
        f'    <category term="{escape(metier.sector.title)}"/>\n'
        f"    <summary>{_text(metier.hook)}</summary>\n"
        "  </entry>"
    )


def _identifier(address: str, name: str) -> str:
    """Return a `tag:` URI: the same one as long as the site lives at its address, whatever its files are called."""
    parts = urlsplit(address)
    return f"tag:{parts.hostname},{_SINCE}:{parts.path}{name}"


def _moment(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
