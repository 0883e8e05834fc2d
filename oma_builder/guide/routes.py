"""Where each page and file goes: the only place that knows.

Addresses are flat and end in a file name, so that they also work from `file://`. A route is relative to
the root of the site, without a leading slash.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

HOME = "index.html"
METIERS = "metiers.html"
SECTORS = "secteurs.html"
INTERESTS = "interets.html"
FORMATIONS = "formations.html"
TERRITORIES = "territoires.html"
HOSTS = "stages.html"
AGENDA = "agenda.html"
ENTERPRISE = "entreprendre.html"
CAMPUSES = "campus.html"
HANDBOOKS = "guides.html"
OPEN_DATA = "donnees.html"
LEVELS = "niveaux.html"
SEARCH = "recherche.html"
QUIZ = "mes-gouts.html"
SELECTION = "ma-selection.html"
COMPARE = "comparer.html"
NOTEBOOK = "carnet.html"
CLASSROOM = "classe.html"
ACCESSIBILITY = "accessibilite.html"
GLOSSARY = "glossaire.html"
FILMS = "films.html"
UNPLUGGED = "sans-connexion.html"
MEMORY = "memoire.html"
NOT_FOUND = "404.html"
GONE = "fiche-absente.html"
UNLISTED = (GONE, NOT_FOUND)
"""Pages that only a wrong or a lost address leads to: no robot, search or folder has them."""

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
CALENDAR = "agenda.ics"
GUIDES = "guide/"
GUIDE_PDF = f"{GUIDES}oma-guide.pdf"
FICHES = "fiches/"
ARCHIVE = "hors-ligne/oma-hors-ligne.zip"
FEED = "nouveautes.atom"
WEB_MANIFEST = "manifest.webmanifest"
WORKER = "sw.js"
HEADERS = "_headers"
NGINX = "serveur/nginx.conf"
APACHE = "serveur/apache.conf"

ASSETS = "assets/"
IMAGES = "images/"
SHARED = "partage/"
HASHED = (ASSETS, IMAGES, SHARED)
"""Folders of files whose names change with their bytes: they may be kept for ever."""

SHORT = "m/"
"""The folder of the short addresses: the shortest that paper can show."""

DATA_JSON = "donnees/metiers.json"
DATA_CSV = "donnees/metiers.csv"
DATA_SCHEMA = "donnees/metiers.schema.json"


def metier(identifier: str) -> str:
    """Return the route of a trade page."""
    return f"metiers/{identifier}.html"


def typed(code: str) -> str:
    """Return a short address as one types it: every server completes it to that of the page."""
    return f"{SHORT}{code}"


def short(code: str) -> str:
    """Return the route of the page that leads on from a short address, which is `m/<code>` on any server."""
    return f"{SHORT}{code}/index.html"


def sector(identifier: str) -> str:
    """Return the route of a sector page."""
    return f"secteurs/{identifier}.html"


def territory(identifier: str) -> str:
    """Return the route of the page of the region, an academy or a department."""
    return f"territoires/{identifier}.html"


def formation(identifier: str) -> str:
    """Return the route of the page of a diploma."""
    return f"formations/{identifier}.html"


def campus(identifier: str) -> str:
    """Return the route of the page of a campus."""
    return f"campus/{identifier}.html"


def interest(identifier: str) -> str:
    """Return the route of the page of one of the six themes."""
    return f"interets/{identifier}.html"


def audience(identifier: str) -> str:
    """Return the route of the entry page of a public."""
    return f"publics/{identifier}.html"


def handbook(identifier: str) -> str:
    """Return the route of a long document."""
    return f"guides/{identifier}.html"


def handbook_pdf(identifier: str) -> str:
    """Return the route of a long document as PDF."""
    return f"guides/{identifier}.pdf"


def brief(identifier: str) -> str:
    """Return the route of a version of the brief of films."""
    return f"cahiers/{identifier}.html"


def brief_pdf(identifier: str) -> str:
    """Return the route of the sheet to hand out, as PDF."""
    return f"cahiers/{identifier}.pdf"


def fiche(identifier: str) -> str:
    """Return the route of the sheet of a trade, as PDF."""
    return f"{FICHES}{identifier}.pdf"


def guide(name: str) -> str:
    """Return the route of a printed guide, by the name of its file."""
    return f"{GUIDES}{name}.pdf"


def sector_pdf(identifier: str) -> str:
    """Return the route of the guide of a sector."""
    return guide(cut_name("secteur", identifier))


def territory_pdf(identifier: str) -> str:
    """Return the route of the guide of a territory."""
    return guide(cut_name("territoire", identifier))


def whole_name(form: str) -> str:
    """Return the name, without suffix, of the whole guide in a form; that for screens is the guide itself."""
    return "oma-guide" if form == "ecran" else f"oma-guide-{form}"


def cover_name(name: str) -> str:
    """Return the name of the cover that goes with a bound guide."""
    return f"{name}-couverture"


def cut_name(kind: str, identifier: str) -> str:
    """Return the name of the guide of one sector or territory."""
    return f"oma-guide-{kind}-{identifier}"


def selection_name(metiers: Iterable[str]) -> str:
    """Return the name of the guide of chosen trades: it tells them, or a digest of them where that would be long.

    It is the same in whatever order they are named.
    """
    told = "+".join(sorted(metiers))
    return f"oma-guide-selection-{told if len(told) <= 60 else sha256(told.encode()).hexdigest()[:12]}"


def event(identifier: str) -> str:
    """Return the place of an event on the agenda."""
    return f"{AGENDA}#evenement-{identifier}"


def film(metier_route: str, identifier: str) -> str:
    """Return the place of a film on the page of its trade."""
    return f"{metier_route}#film-{identifier}"


def film_file(name: str) -> str:
    """Return the route of a film, its poster, its captions or their script: no name by which it is kept for ever."""
    return f"films/{name}"


def initiative(identifier: str) -> str:
    """Return the place of an action on its page."""
    return f"{ENTERPRISE}#initiative-{identifier}"


def rule(identifier: str) -> str:
    """Return the place of a rule on the page of internships and visits."""
    return f"{HOSTS}#regle-{identifier}"


def term(identifier: str) -> str:
    """Return the place of a word in the glossary."""
    return f"{GLOSSARY}#mot-{identifier}"


def page(identifier: str) -> str:
    """Return the route of a text page."""
    return f"{identifier}.html"


def image(stem: str, digest: str, width: int | None, suffix: str) -> str:
    """Return the route of a picture's derivative; the digest names its exact bytes' origin."""
    size = f"-{width}" if width else ""
    return f"{IMAGES}{stem}-{digest[:12]}{size}.{suffix}"


def asset(name: str, digest: str) -> str:
    """Return the route of a style sheet, script or icon, renamed whenever its bytes change."""
    stem, _, suffix = name.rpartition(".")
    return f"{ASSETS}{stem}.{digest[:10]}.{suffix}"


def share_image(stem: str, digest: str, suffix: str) -> str:
    """Return the route of the image that stands for a page when it is shared."""
    return f"{SHARED}{stem}-{digest[:12]}.{suffix}"


def root_of(route: str) -> str:
    """Return what leads from a page back to the site's root: `` or `../`."""
    return "../" * route.count("/")


_RESERVED = re.compile(r"[@.](?:example|invalid|localhost|test|example\.(?:com|net|org))$", re.IGNORECASE)
"""Hosts that nobody will ever have (RFC 2606): the addresses of samples."""


def mail_to(address: str) -> str:
    """Return what a link to a mail address is; empty for one of a reserved host, which reaches nobody."""
    return "" if not address or _RESERVED.search(address) else f"mailto:{address}"


def leads_outside(target: str) -> bool:
    """Say whether a resolved link leaves the site, and so stays as it is from every page."""
    return target[:8].casefold().startswith(("https://", "mailto:"))  # telephones write « Https »
