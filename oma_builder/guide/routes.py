"""Where each page and file goes: the only place that knows.

Addresses are flat and end in a file name, so that they also work from `file://`. A route is relative to
the root of the site, without a leading slash.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

from oma_builder.content import schema

HOME = "index.html"
METIERS = schema.METIERS.list_route
SECTORS = schema.SECTEURS.list_route
INTERESTS = schema.INTERETS.list_route
FORMATIONS = schema.FORMATIONS.list_route
TERRITORIES = schema.TERRITOIRES.list_route
HOSTS = schema.ACCUEILS.list_route
AGENDA = schema.EVENEMENTS.list_route
ENTERPRISE = schema.INITIATIVES.list_route
CAMPUSES = schema.CAMPUS.list_route
HANDBOOKS = schema.GUIDES.list_route
OPEN_DATA = "donnees.html"
LEVELS = "niveaux.html"
SEARCH = "recherche.html"
QUIZ = "mes-gouts.html"
SELECTION = "ma-selection.html"
COMPARE = "comparer.html"
NOTEBOOK = "carnet.html"
CLASSROOM = "classe.html"
ACCESSIBILITY = "accessibilite.html"
CONVENTION = "convention.html"
GLOSSARY = "glossaire.html"
FILMS = schema.FILMS.list_route
UNPLUGGED = "sans-connexion.html"
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
WHOLE = "tout-le-guide.json"
"""The list of all that a device keeps of the guide, and how much that is, when somebody asks it to."""
ADDRESSES = "adresses.js"
"""Where the data of scripts are today: the one file about them that pages need to know. It changes with every edit."""
HEADERS = "_headers"
NGINX = "serveur/nginx.conf"
APACHE = "serveur/apache.conf"

ASSETS = "assets/"
MEMORY = f"{ASSETS}memoire.html"
"""The page of a folder that keeps the selection for all others: no page of an author can have this address."""
IMAGES = "images/"
SHARED = "partage/"
HASHED = (ASSETS, IMAGES, SHARED)
"""Folders of files whose names change with their bytes: they may be kept for ever."""

SHORT = "m/"
"""The folder of the short addresses: the shortest that paper can show."""

DATA = "donnees/"
DATA_JSON = f"{DATA}metiers.json"
DATA_CSV = f"{DATA}metiers.csv"
DATA_SCHEMA = f"{DATA}metiers.schema.json"
RECRUITMENTS_CSV = f"{DATA}recrutements.csv"
RECRUITMENTS_RESOURCE = f"{DATA}recrutements.resource.json"
DATA_CATALOGUE = f"{DATA}catalogue.jsonld"

# Where a document of each kind is, by its identifier: a page of its own, or a place on a list page.
metier = schema.METIERS.route
sector = schema.SECTEURS.route
territory = schema.TERRITOIRES.route
formation = schema.FORMATIONS.route
campus = schema.CAMPUS.route
interest = schema.INTERETS.route
audience = schema.PUBLICS.route
handbook = schema.GUIDES.route
brief = schema.CAHIERS.route
event = schema.EVENEMENTS.route
initiative = schema.INITIATIVES.route
rule = schema.REGLES.route
page = schema.PAGES.route


def data_json(name: str) -> str:
    """Return the route of a set of open data as JSON."""
    return f"{DATA}{name}.json"


def data_csv(name: str) -> str:
    """Return the route of the same as CSV."""
    return f"{DATA}{name}.csv"


def data_schema(name: str) -> str:
    """Return the route of the schema of that JSON."""
    return f"{DATA}{name}.schema.json"


def sitemap(number: int) -> str:
    """Return the route of one of several sitemaps; `SITEMAP` is their index."""
    return f"sitemap-{number}.xml"


def typed(code: str) -> str:
    """Return a short address as one types it: every server completes it to that of the page."""
    return f"{SHORT}{code}"


def short(code: str) -> str:
    """Return the route of the page that leads on from a short address, which is `m/<code>` on any server."""
    return f"{SHORT}{code}/index.html"


def handbook_pdf(identifier: str) -> str:
    """Return the route of a long document as PDF."""
    return f"guides/{identifier}.pdf"


def consent_form(identifier: str) -> str:
    """Return the route of the model of authorisation of a brief, as PDF."""
    return f"cahiers/autorisations/{identifier}.pdf"


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
    names = "+".join(sorted(metiers))
    return f"oma-guide-selection-{names if len(names) <= 60 else sha256(names.encode()).hexdigest()[:12]}"


def film(metier_route: str, identifier: str) -> str:
    """Return the place of a film on the page of its trade."""
    return f"{metier_route}#film-{identifier}"


def film_file(name: str) -> str:
    """Return the route of a film, its poster, its captions or their script: no name by which it is kept for ever."""
    return f"films/{name}"


def term(identifier: str) -> str:
    """Return the place of a word in the glossary."""
    return f"{GLOSSARY}#mot-{identifier}"


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


def address_from(root: str, target: str) -> str:
    """Return the address of what a text links to, on a page whose links to the site start with `root`."""
    return target if leads_outside(target) or target.startswith("#") else root + target


def leads_outside(target: str) -> bool:
    """Say whether a resolved link leaves the site, and so stays as it is from every page."""
    return target[:8].casefold().startswith(("https://", "mailto:"))  # telephones write « Https »
