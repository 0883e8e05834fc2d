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


Focus = tuple[int, int]
"""The point of a picture that its frame keeps: hundredths from the left, and from the top.

It stands in the frame where it stands in the picture, as `object-position` has it: no side is ever left empty.
"""

MIDDLE: Focus = (50, 50)
CENTRE = 2
"""The quarter where a focus stands that nobody chose."""

_SIDES = {"gauche": (0, 50), "droite": (100, 50), "haut": (50, 0), "bas": (50, 100)}


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

    One that `needs_ground` gets a light ground on a dark page; where a frame cuts it, `focus` stays.
    One that `is_borrowed` shows something else than what it stands for.
    """

    alt: str
    credit: str
    width: int
    height: int
    route: str
    renditions: tuple[Rendition, ...]
    original: str
    needs_ground: bool = False
    focus: Focus = MIDDLE
    is_borrowed: bool = False

    @property
    def quarters(self) -> Focus:
        """Its focus in quarters, as the style sheet has it: a page may not carry styles of its own."""
        return (self.focus[0] + 12) // 25, (self.focus[1] + 12) // 25

    @property
    def thumbnail(self) -> str:
        """The route of its smallest file that every browser reads: for cards."""
        webp = next((rendition for rendition in self.renditions if rendition.mime == "image/webp"), None)
        return webp.srcset[0][0] if webp else self.route


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


def focus(framing: str | None) -> Focus:
    """Return the point that a `cadrage` means: a side, a corner, two shares; without one, the middle."""
    if framing is None:
        return MIDDLE
    if "%" in framing:
        across, down = (int(share) for share in framing.replace("%", "").split())
        return across, down
    sides = [_SIDES[word] for word in framing.split()]
    across, down = (next((side[axis] for side in sides if side[axis] != 50), 50) for axis in (0, 1))
    return across, down


def picture(image: ImageFile, alt: str, credit: str, kept: Focus = MIDDLE) -> Picture:
    """Return the view of a picture for pages and print, where frames keep the point `kept`."""
    made = derivatives(image)
    fallback = [item for item in made if item.suffix in ("jpg", "svg")]
    best = fallback[len(fallback) // 2]
    renditions = tuple(
        Rendition(mime, tuple((item.route, item.width) for item in made if item.suffix == suffix))
        for suffix, mime in FORMATS
        if image.format != "SVG"
    )
    return Picture(alt, credit, best.width, best.height, best.route, renditions, image.name, image.needs_ground, kept)
