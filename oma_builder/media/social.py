"""The image that stands for a page when it is shared (Open Graph): a trade's own, and one for the site.

It looks as the site does: the colours of `tokens.json`, our fonts, the trade's illustration, the brand. Text is set
by FreeType alone (`Layout.BASIC`): the finer engine depends on what the machine has, and bytes must not.
"""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache as remembered
from functools import partial
from pathlib import Path
from typing import Any

import PIL
from PIL import Image, ImageChops, ImageDraw, ImageOps

from oma_builder import fonts
from oma_builder.artifact import Artifact
from oma_builder.cache import Cache, digest
from oma_builder.guide import routes
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.guide.pictures import Picture
from oma_builder.media.drawings import Pose, rasterise
from oma_builder.media.lettering import Block, Lettering, fitted
from oma_builder.parallel import Tick, fan_out, no_tick

VERSION = "3"
"""Version of what this module does; raise it when the same page gives another image."""

SIZE = (1200, 630)
_MARGIN = 60
_TEXT = 560
"""The width of the text."""
_PICTURE = (500, 510)
_MARK = 64
_SITE_COLOUR = "ocre"
_COLOURS = 128
_HEAVIEST = 60_000
"""Bytes of a share image at most: some services take no heavier one."""


@dataclass(frozen=True, slots=True)
class Poster:
    """What one share image says: the page it stands for, its words, and the route of its illustration, if any."""

    page: str
    stem: str
    kicker: str
    titles: tuple[str, ...]
    level: str
    hook: str
    colour: str
    illustration: str
    alt: str


@dataclass(frozen=True, slots=True)
class Shared:
    """The share image of the page at the route `page`, and its text alternative."""

    page: str
    file: Artifact
    alt: str


@dataclass(frozen=True, slots=True, eq=False)
class _Studio:
    """What every poster is made with; there is one a build, so that it is compared, and remembered, as itself."""

    fonts: Path
    tokens: Mapping[str, Any]
    brand: str
    mark: bytes
    illustrations: Mapping[str, bytes]
    seal: str


def share_images(
    guide: Guide, pictures: Iterable[Artifact], assets: Path, cache: Cache, jobs: int, tick: Tick = no_tick
) -> tuple[Shared, ...]:
    """Return the image of the home page, then one for each trade; `pictures` are the derivatives the site shows."""
    posters = (_site(guide), *map(_trade, guide.metiers))
    studio = _studio(guide.site.title, posters, {item.route: item.content for item in pictures}, assets, cache)
    return tuple(fan_out(partial(_share, studio, cache), posters, jobs, batch=8, name=_name, tick=tick))


def _name(poster: Poster) -> str:
    return f"l’image de partage de {poster.page}"


def _site(guide: Guide) -> Poster:
    site = guide.site
    alt = f"{site.title}. {site.slogan}"
    drawn = _route(guide.cover)
    return Poster(routes.HOME, "site", site.title, (site.slogan,), "", site.description, _SITE_COLOUR, drawn, alt)


def _trade(metier: Metier) -> Poster:
    title, sector = metier.title, metier.sector.title
    titles = (title.masculine,) if title.masculine == title.feminine else (f"{title.masculine} /", title.feminine)
    level = f"Accessible {metier.level}"
    alt = ". ".join(filter(None, (title.both, sector, level)))
    return Poster(
        metier.route, metier.id, sector, titles, level, metier.hook, metier.colour, _route(metier.picture), alt
    )


def _route(picture: Picture | None) -> str:
    """Return the file of a picture to draw: for a photograph, that which shows through where the original does."""
    if picture is None:
        return ""
    clear = (rendition.srcset for rendition in picture.renditions if rendition.mime == "image/webp")
    return next((route for srcset in clear for route, width in srcset if width == picture.width), picture.route)


def _studio(
    brand: str, posters: Sequence[Poster], pictures: Mapping[str, bytes], assets: Path, cache: Cache
) -> _Studio:
    faces = fonts.faces(assets).values()
    tokens = (assets / "tokens.json").read_bytes()
    wanted = dict.fromkeys(poster.illustration for poster in posters if poster.illustration)
    drawn = {route: Pose(pictures[route], *_PICTURE) for route in wanted if route.endswith(".svg")}
    mark = Pose((assets / "icons" / "oma.svg").read_bytes(), _MARK, _MARK)
    pixels = rasterise([mark, *drawn.values()], cache)
    return _Studio(
        fonts=assets / fonts.FOLDER,
        tokens=json.loads(tokens),
        brand=brand,
        mark=pixels[mark],
        illustrations={route: pixels[drawn[route]] if route in drawn else pictures[route] for route in wanted},
        seal=digest("share image", VERSION, PIL.__version__, brand, tokens, pixels[mark], *faces),
    )


def _share(studio: _Studio, cache: Cache, poster: Poster) -> Shared:
    illustration = studio.illustrations.get(poster.illustration, b"")
    key = digest(studio.seal, json.dumps(astuple(poster), ensure_ascii=False), illustration)
    content = cache.memo(key, lambda: _draw(studio, poster))
    suffix = "jpg" if _is_photo(poster) else "png"
    return Shared(poster.page, Artifact(routes.share_image(poster.stem, key, suffix), content), poster.alt)


def _is_photo(poster: Poster) -> bool:
    return poster.illustration != "" and not poster.illustration.endswith(".svg")


def _draw(studio: _Studio, poster: Poster) -> bytes:
    """Return the poster: the ground that it shares with its sector, then its words."""
    canvas = _ground(studio, poster.colour, poster.illustration).copy()
    _write(ImageDraw.Draw(canvas), studio, poster)
    return _photo(canvas) if _is_photo(poster) else _flat(canvas)


def _flat(canvas: Image.Image) -> bytes:
    """Return a PNG with few colours: sharper than a JPEG of a drawing, and half as heavy."""
    stream = io.BytesIO()
    palette = canvas.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette.save(stream, format="PNG", compress_level=6)
    return stream.getvalue()


def _photo(canvas: Image.Image) -> bytes:
    """Return the best JPEG that is light enough."""
    for quality in range(80, 20, -10):
        stream = io.BytesIO()
        canvas.save(stream, format="JPEG", quality=quality, optimize=True, progressive=True)
        if stream.tell() <= _HEAVIEST:
            break
    return stream.getvalue()


@remembered
def _ground(studio: _Studio, colour: str, illustration: str) -> Image.Image:
    """Return all but the words: colours, illustration and brand."""
    surfaces, tones = studio.tokens["surfaces"], studio.tokens["sectors"][colour]
    canvas = Image.new("RGB", SIZE, tones["soft"][0])
    draw = ImageDraw.Draw(canvas)
    draw.rectangle((0, 0, SIZE[0], 14), fill=tones["tone"][0])
    if illustration:
        picture = _cover(studio.illustrations[illustration])
        seen = ImageChops.multiply(picture.getchannel("A"), _corners(_PICTURE))
        canvas.paste(picture, (SIZE[0] - _MARGIN - _PICTURE[0], (SIZE[1] + 14 - _PICTURE[1]) // 2), seen)
    mark = Image.open(io.BytesIO(studio.mark)).convert("RGBA")
    foot = SIZE[1] - _MARGIN - _MARK + 14
    canvas.paste(mark, (_MARGIN, foot), mark)
    lettering = Lettering(studio.fonts)
    font = lettering.display(34)
    brand = fitted(studio.brand, font, _TEXT - _MARK - 18)
    draw.text((_MARGIN + _MARK + 18, foot + _MARK // 2), brand, surfaces["ink"][0], font, anchor="lm")
    return canvas


def _cover(content: bytes) -> Image.Image:
    """Return a picture cut to the frame of illustrations, as large as it may be.

    It is cut first: a ribbon enlarged whole to the frame's width would fill the memory.
    """
    return ImageOps.fit(Image.open(io.BytesIO(content)).convert("RGBA"), _PICTURE, Image.Resampling.LANCZOS)


@remembered
def _corners(size: tuple[int, int]) -> Image.Image:
    """Return a mask with round corners, drawn four times larger to be smooth."""
    mask = Image.new("L", (size[0] * 4, size[1] * 4), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] * 4 - 1, size[1] * 4 - 1), 40 * 4, fill=255)
    return mask.resize(size, Image.Resampling.LANCZOS)


def _write(draw: ImageDraw.ImageDraw, studio: _Studio, poster: Poster) -> None:
    """Set the words from the top down: sector, title, level, and the hook where room is left for it."""
    surfaces, tone = studio.tokens["surfaces"], studio.tokens["sectors"][poster.colour]["tone"][0]
    lettering = Lettering(studio.fonts)
    width = _TEXT if poster.illustration else SIZE[0] - 2 * _MARGIN
    top, bottom = 58, SIZE[1] - _MARGIN - _MARK - 12
    top = _pill(draw, poster.kicker, (_MARGIN, top), width, lettering, tone, surfaces["surface"][0]) + 22
    level = lettering.block((poster.level,), lettering.bold, (28, 26, 24), width, 2 * 32) if poster.level else None
    room = bottom - top - (level.height + 14 if level else 0)
    title = lettering.block(poster.titles, lettering.display, range(76, 42, -2), width, round(room * 0.64))
    if not title.fits:
        title = lettering.block(poster.titles, lettering.display, range(54, 26, -2), width, room)
    top = _paint(draw, title, top, surfaces["ink"][0]) + 14
    if level:
        top = _paint(draw, level, top, tone) + 14
    hook = lettering.block((poster.hook,), lettering.plain, (30, 28, 26, 24), width, bottom - top)
    if hook.fits:
        _paint(draw, hook, top, surfaces["muted"][0])


def _pill(
    draw: ImageDraw.ImageDraw,
    text: str,
    corner: tuple[int, int],
    width: int,
    lettering: Lettering,
    ground: str,
    ink: str,
) -> int:
    """Draw a word on a rounded ground, as the site's tags are; return where it ends."""
    font = lettering.bold(24)
    said = fitted(text, font, width - 40)
    left, top = corner
    if said:
        right = left + round(font.getlength(said)) + 40
        draw.rounded_rectangle((left, top, right, top + 44), 22, fill=ground)
        draw.text((left + 20, top + 22), said, ink, font, anchor="lm")
    return top + 44


def _paint(draw: ImageDraw.ImageDraw, block: Block, top: int, ink: str) -> int:
    """Write the lines of a block; return where they end."""
    for number, line in enumerate(block.lines):
        draw.text((_MARGIN, top + number * block.leading), line, ink, block.font, anchor="la")
    return top + block.height
