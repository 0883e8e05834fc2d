"""Pictures as readers get them: which derivatives a page needs, named before any is made."""

from dataclasses import dataclass
from hashlib import sha256

from oma_builder.content import drawings
from oma_builder.content.pictures import ImageFile
from oma_builder.guide import routes

WIDTHS = (480, 960, 1600)
FORMATS = (("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg"))
RECIPE = "2"
"""Version of the instructions below; raise it when `media/images.py` makes other bytes of the same picture."""


@dataclass(frozen=True, slots=True)
class Derivative:
    """One file to make: from the original `source` (of digest `digest`), `width` pixels wide, in `suffix`."""

    route: str
    source: str
    digest: str
    width: int
    height: int
    suffix: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """All widths of a picture in one format."""

    mime: str
    srcset: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be shown; `original` is its file name in `content/images/`.

    One that `needs_ground` gets a light ground on a dark page.
    """

    alt: str
    credit: str
    width: int
    height: int
    route: str
    renditions: tuple[Rendition, ...]
    original: str
    needs_ground: bool = False


def derivatives(image: ImageFile) -> tuple[Derivative, ...]:
    """Name every file made of a picture: a drawing gets its clean form, a photograph 3 widths × 3 formats."""
    stem = image.name.rpartition(".")[0]
    if image.format == "SVG":
        recipe = sha256(f"{drawings.VERSION} {image.digest}".encode()).hexdigest()
        route = routes.image(stem, recipe, None, "svg")
        return (Derivative(route, image.name, image.digest, image.width, image.height, "svg"),)
    widths = [width for width in WIDTHS if width < image.width]
    if len(widths) < len(WIDTHS):
        widths.append(image.width)  # never enlarged: a small original is its own largest width
    made = []
    for suffix, _ in FORMATS:
        for width in widths:
            digest = sha256(f"{RECIPE} {image.digest} {width} {suffix}".encode()).hexdigest()
            height = max(1, round(image.height * width / image.width))
            made.append(
                Derivative(routes.image(stem, digest, width, suffix), image.name, image.digest, width, height, suffix)
            )
    return tuple(made)


def poster(identifier: str, source: str, digest: str, width: int, height: int) -> Derivative:
    """Name what a film shows before it is played: the file `source`, at the size of the film.

    One JPEG: `<video poster>` knows no choice of formats. Unlike other pictures, no browser keeps it for ever: it may
    show a pupil, and goes when the film does.
    """
    return Derivative(routes.film_file(f"{identifier}.jpg"), source, digest, width, height, "jpg")


def picture(image: ImageFile, alt: str, credit: str) -> Picture:
    """Return the view of a picture for pages and print."""
    made = derivatives(image)
    fallback = [item for item in made if item.suffix in ("jpg", "svg")]
    best = fallback[len(fallback) // 2]
    renditions = tuple(
        Rendition(mime, tuple((item.route, item.width) for item in made if item.suffix == suffix))
        for suffix, mime in FORMATS
        if image.format != "SVG"
    )
    return Picture(alt, credit, best.width, best.height, best.route, renditions, image.name, image.needs_ground)
