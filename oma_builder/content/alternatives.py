"""What stands for a picture where it is not seen: words that say what it shows, or an editor's word that it only decorates."""

import re

DECORATIVE = "decorative"
"""What an editor writes for a picture that shows nothing a reader would miss."""

SILENT_HINT = "écrivez en une phrase ce qu’on y voit, pour qui ne la voit pas"
EMPTY_HINT = f"{SILENT_HINT} ; si l’image ne fait que décorer, écrivez « {DECORATIVE} »"

_FILE = r".*[\w)-]\.(?:jpe?g|png|webp|svg|gif|heic|heif|tiff?|bmp|avif)"
_MADE_BY_MACHINES = (
    r"(?:img|dsc[nf]?|p|pxl|mvimg|gopr|dji|image|photo|picture|screenshot|capture|scan|whatsapp image)[ _-]*\d[\w ~-]*"
)
_ANY = r"(?:une? |l’|la |sans )?(?:image|photo|photographie|illustration|picture|titre|untitled)|null|none|todo|capture d[’']écran.*"
_REDUNDANT = re.compile(
    r"(?:une? |la |l’|cette )?(?:photo(?:graphie)?|image|illustration|visuel|cliché|picture|photograph)s?"
    r"(?: (?:de|du|des|montrant|représentant|qui (?:montre|représente)|où|avec|of)\b| d’)",
    re.IGNORECASE,
)
REDUNDANT_HINT = "on sait déjà que c’est une image : commencez par ce qu’on y voit"
_NO_WORD = re.compile(r"(?!.*[^\W\d_]{3})")
_SAYS_NOTHING = re.compile(f"{_FILE}|{_MADE_BY_MACHINES}|{_ANY}", re.IGNORECASE)


def says_nothing(alt: str) -> bool:
    """Say whether a description is only the name of a file, as programs put it there, the word "image", or no word at all."""
    typed = alt.strip().rstrip(".")
    return bool(_NO_WORD.match(typed) or _SAYS_NOTHING.fullmatch(typed))


def redundant_start(alt: str) -> str:
    """Return the beginning of a description that says only that it is that of a picture: « Photo de »; or nothing."""
    begun = _REDUNDANT.match(alt.strip().replace("'", "’"))
    return begun[0].strip() if begun else ""


def is_decorative(alt: str) -> bool:
    """Say whether an editor has called the picture decorative."""
    return alt.strip().casefold() in (DECORATIVE, "décorative")
