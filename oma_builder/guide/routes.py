"""Where each page and file goes: the only place that knows.

Addresses are flat and end in a file name, so that they also work from `file://`. A route is relative to
the root of the site, without a leading slash.
"""

HOME = "index.html"
METIERS = "metiers.html"
SECTORS = "secteurs.html"
TERRITORIES = "territoires.html"
NOT_FOUND = "404.html"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
GUIDE_PDF = "guide/oma-guide.pdf"


def metier(identifier: str) -> str:
    """Return the route of a trade page."""
    return f"metiers/{identifier}.html"


def sector(identifier: str) -> str:
    """Return the route of a sector page."""
    return f"secteurs/{identifier}.html"


def territory(identifier: str) -> str:
    """Return the route of the page of the region, an academy or a department."""
    return f"territoires/{identifier}.html"


def page(identifier: str) -> str:
    """Return the route of a text page."""
    return f"{identifier}.html"


def image(stem: str, digest: str, width: int | None, suffix: str) -> str:
    """Return the route of a picture's derivative; the digest names its exact bytes' origin."""
    size = f"-{width}" if width else ""
    return f"images/{stem}-{digest[:12]}{size}.{suffix}"


def asset(name: str, digest: str) -> str:
    """Return the route of a style sheet, script or icon, renamed whenever its bytes change."""
    stem, _, suffix = name.rpartition(".")
    return f"assets/{stem}.{digest[:10]}.{suffix}"


def root_of(route: str) -> str:
    """Return what leads from a page back to the site's root: `` or `../`."""
    return "../" * route.count("/")


def leads_outside(target: str) -> bool:
    """Say whether a resolved link leaves the site, and so stays as it is from every page."""
    return target.startswith(("https://", "mailto:"))
