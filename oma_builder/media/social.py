"""The image that stands for a page when it is shared (Open Graph): that of its trade, sector, public or list, and one for the site.

It looks as the site does: the colours of `tokens.json`, our fonts, the trade's illustration, the brand. Typst sets it by
`templates/share/poster.typ`, several in one document, in processes of their own: it starts threads.
"""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import PIL
from PIL import Image, ImageOps

from oma_builder import fonts
from oma_builder.artifact import Artifact
from oma_builder.cache import Cache, digest
from oma_builder.content import schema
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.guide.pictures import MIDDLE, Focus, Picture
from oma_builder.parallel import Tick, fan_out, no_tick
from oma_builder.workplace import work_folder

VERSION = "5"
"""Version of what this module does; raise it when the same page gives another image."""

_PICTURE = (544, 340)
"""The frame of illustrations, as `poster.typ` has it."""
_SITE_COLOUR = "ocre"
_COLOURS = 128
_HEAVIEST = 60_000
"""Bytes of a share image at most: some services take no heavier one."""
_TOGETHER = 16
"""Images of one document: more of them would only fill the memory."""


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
    focus: Focus = MIDDLE


@dataclass(frozen=True, slots=True)
class Shared:
    """The share image of the page at the route `page`, and its text alternative."""

    page: str
    file: Artifact
    alt: str


@dataclass(frozen=True, slots=True)
class _Studio:
    """What every poster is made with: the fonts, where to work, and files by name: template, tokens, mark."""

    assets: Path
    workplace: Path
    brand: str
    files: Mapping[str, bytes]
    illustrations: Mapping[str, bytes]

    @property
    def seal(self) -> str:
        """Return the digest of all that posters share. Raises `BuildError` when a font is not whole."""
        faces = fonts.faces(self.assets).values()
        return digest(
            "share image", VERSION, PIL.__version__, version("typst"), self.brand, *self.files.values(), *faces
        )


def share_images(
    guide: Guide, pictures: Iterable[Artifact], root: Path, cache: Cache, jobs: int, tick: Tick = no_tick
) -> tuple[Shared, ...]:
    """Return the image of the home page, one for each trade, then those of sectors, publics and lists.

    `pictures` are the derivatives the site shows; `root` holds the folders `templates` and `assets`.
    """
    posters = (_site(guide), *map(_trade, guide.metiers), *_others(guide))
    wanted = {poster.illustration for poster in posters}
    shown = {item.route: item.content for item in pictures if item.route in wanted}
    studio = _studio(guide.site.title, shown, root, cache)
    seal = studio.seal
    keys = {poster: _key(poster, seal, studio) for poster in posters}
    made = {poster: cache.get(key) for poster, key in keys.items()}
    for poster, content in _drawn([poster for poster, content in made.items() if content is None], studio, jobs, tick):
        cache.put(keys[poster], content)
        made[poster] = content
    return tuple(_shared(poster, keys[poster], made[poster] or b"") for poster in posters)


def _site(guide: Guide) -> Poster:
    site = guide.site
    alt = f"{site.title}. {site.slogan}"
    drawn = _route(guide.cover)
    kept = guide.cover.focus if guide.cover else MIDDLE
    return Poster(routes.HOME, "site", site.title, (site.slogan,), "", site.description, _SITE_COLOUR, drawn, alt, kept)


def _trade(metier: Metier) -> Poster:
    title, sector = metier.title, metier.sector.title
    titles = (title.masculine,) if title.masculine == title.feminine else (title.masculine, f"/\u00a0{title.feminine}")
    level = metier.studies_named[:1].upper() + metier.studies_named[1:]
    alt = ". ".join(filter(None, (title.both, sector, level)))
    kept = metier.picture.focus if metier.picture else MIDDLE
    drawn = _route(metier.picture)
    return Poster(metier.route, metier.id, sector, titles, level, metier.hook, metier.colour, drawn, alt, kept)


def _others(guide: Guide) -> Iterator[Poster]:
    cover = _route(guide.cover)
    for sector in guide.sectors:
        stem, alt = f"secteur-{sector.id}", f"{sector.name}. {sector.hook}"
        yield Poster(
            sector.route, stem, "Secteur", (sector.name,), "", sector.hook, sector.colour, _route(sector.picture), alt
        )
    for audience in guide.audiences:
        stem, alt = f"public-{audience.id}", f"{audience.name}. {audience.hook}"
        yield Poster(audience.route, stem, "", (audience.name,), "", audience.hook, _SITE_COLOUR, cover, alt)
    count = vocabulary.thousands(len(guide.metiers))
    for listing in dict.fromkeys(kind.listing for kind in schema.KINDS if kind.listing):
        if listing.route in guide.lists:
            stem, said = f"liste-{listing.route.removesuffix('.html')}", listing.description.format(count=count)
            alt = f"{listing.title}. {said}"
            yield Poster(listing.route, stem, "", (listing.title,), "", said, _SITE_COLOUR, cover, alt)


def _route(picture: Picture | None) -> str:
    """Return the file of a picture to draw: for a photograph, that which shows through where the original does."""
    if picture is None:
        return ""
    clear = (rendition.srcset for rendition in picture.renditions if rendition.mime == "image/webp")
    return next((route for srcset in clear for route, width in srcset if width == picture.width), picture.route)


def _studio(brand: str, pictures: Mapping[str, bytes], root: Path, cache: Cache) -> _Studio:
    files = {
        "poster.typ": root / "templates" / "share" / "poster.typ",
        "tokens.json": root / "assets" / "tokens.json",
        "mark.svg": root / "assets" / "icons" / "oma.svg",
    }
    read = {name: path.read_bytes() for name, path in files.items()}
    return _Studio(root / "assets", cache.root, brand, read, pictures)


def _key(poster: Poster, seal: str, studio: _Studio) -> str:
    illustration = studio.illustrations[poster.illustration] if poster.illustration else b""
    return digest(seal, json.dumps(astuple(poster), ensure_ascii=False), illustration)


def _shared(poster: Poster, key: str, content: bytes) -> Shared:
    suffix = "jpg" if _is_photo(poster) else "png"
    return Shared(poster.page, Artifact(routes.share_image(poster.stem, key, suffix), content), poster.alt)


def _is_photo(poster: Poster) -> bool:
    return poster.illustration != "" and not poster.illustration.endswith(".svg")


def _drawn(missing: Sequence[Poster], studio: _Studio, jobs: int, tick: Tick) -> Iterable[tuple[Poster, bytes]]:
    batches = [tuple(missing[start : start + _TOGETHER]) for start in range(0, len(missing), _TOGETHER)]
    drawn = fan_out(partial(_draw, studio), batches, jobs, apart=True, name=_names, tick=tick) if batches else ()
    for batch, contents in zip(batches, drawn, strict=True):
        yield from zip(batch, contents, strict=True)


def _names(posters: Sequence[Poster]) -> str:
    return f"les images de partage de {posters[0].page} à {posters[-1].page}"


def _draw(studio: _Studio, posters: Sequence[Poster]) -> list[bytes]:
    """Return the images of some posters, drawn in one document."""
    names = {(poster.illustration, poster.focus): "" for poster in posters if poster.illustration}
    with work_folder(studio.workplace) as place:
        for name, content in studio.files.items():
            (place / name).write_bytes(content)
        for number, (route, kept) in enumerate(names):
            is_drawing, content = route.endswith(".svg"), studio.illustrations[route]
            name = names[route, kept] = f"{number}.svg" if is_drawing else f"{number}.png"
            (place / name).write_bytes(content if is_drawing else _cover(content, kept))
        told = [asdict(poster) | {"picture": names.get((poster.illustration, poster.focus), "")} for poster in posters]
        data = {"brand": studio.brand, "tokens": json.loads(studio.files["tokens.json"]), "posters": told}
        (place / "data.json").write_text(json.dumps(data), encoding="utf-8")
        pages = _pages(place / "poster.typ", studio.assets / fonts.FOLDER)
    return [_photo(page) if _is_photo(poster) else _flat(page) for poster, page in zip(posters, pages, strict=True)]


def _pages(template: Path, faces: Path) -> list[Image.Image]:
    import typst  # only where something is missing: a build without change never needs it

    made: Any = typst.compile(template, root=template.parent, font_paths=fonts.for_typst(faces), format="png", ppi=72.0)
    return [Image.open(io.BytesIO(page)).convert("RGB") for page in (made if isinstance(made, list) else [made])]


def _cover(content: bytes, kept: Focus) -> bytes:
    """Return a photograph cut to the frame of illustrations, as large as it may be.

    Not by Typst: a ribbon enlarged whole to the frame's width would fill the memory.
    """
    stream = io.BytesIO()
    picture = Image.open(io.BytesIO(content)).convert("RGBA")
    across, down = kept[0] / 100, kept[1] / 100
    cut = ImageOps.fit(picture, _PICTURE, Image.Resampling.LANCZOS, centering=(across, down))
    cut.save(stream, format="PNG", compress_level=1)
    return stream.getvalue()


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
