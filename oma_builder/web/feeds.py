"""Files for machines: `sitemap.xml` and `robots.txt`."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from oma_builder.artifact import Artifact
from oma_builder.guide import routes
from oma_builder.web.views import PageView


def sitemap(views: Iterable[PageView], address: str) -> Artifact:
    """List every page but the error page, with its review date where it has one (sitemaps.org 0.9)."""
    entries = "\n".join(_entry(view, address) for view in views if view.route != routes.NOT_FOUND)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}\n</urlset>\n'
    )
    return Artifact(routes.SITEMAP, text.encode())


def _entry(view: PageView, address: str) -> str:
    route = "" if view.route == routes.HOME else view.route
    modified = f"<lastmod>{view.modified.isoformat()}</lastmod>" if view.modified else ""
    return f"  <url><loc>{escape(address + route)}</loc>{modified}</url>"


def robots(address: str) -> Artifact:
    """Allow every robot, and tell where the sitemap is (RFC 9309)."""
    return Artifact(routes.ROBOTS, f"User-agent: *\nAllow: /\n\nSitemap: {address}{routes.SITEMAP}\n".encode())
