"""What every printed document is made with: templates, fonts, tokens, pictures."""

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from PIL import Image

from oma_builder import fonts
from oma_builder.artifact import Artifact
from oma_builder.cache import Cache, digest
from oma_builder.guide.model import Guide
from oma_builder.guide.pictures import Derivative, Picture
from oma_builder.guide.vocabulary import french_date
from oma_builder.prepress import photographs
from oma_builder.prepress.inks import Inks, Mixer, mixer, paper_tokens
from oma_builder.print.forms import Form
from oma_builder.print.parts import Data
from oma_builder.print.qrcodes import VERSION as CODER
from oma_builder.print.sheet import Folder
from oma_builder.raster.drawing import VERSION as DRAWER
from oma_builder.raster.drawing import as_pixels, frame, has_gradients
from oma_builder.raster.reading import VERSION as READER
from oma_builder.raster.reading import memory_for, on_ground, original, read, upright_size

VERSION = "15"
"""Version of what this context does; raise it when the same input gives another PDF."""

DENSEST = 300
"""Pixels of a photograph on an inch of paper: more are not seen, and weigh."""

PALE = 0.45
"""How much of its darkness a photograph keeps on plain paper: a copier makes mud of the rest, and takes toner for it."""

DRAWN = 350
"""Pixels of a drawing on an inch of paper: its edges are sharper than a photograph's."""

LONGEST = 16_000
"""Pixels of a side of a picture: neither Typst nor WebP holds 400 more, and a panorama is cut to its place anyway."""

SEE_THROUGH = ".webp"
"""The end of the name of a photograph that shows through, on paper: it lies on whatever it stands on."""

PHOTOGRAPHS = (".jpg", SEE_THROUGH)
DRAWING = ".svg"


@dataclass(frozen=True, slots=True)
class PictureStore:
    """The pictures by route, the one to print for each original, and the folder of the originals."""

    contents: Mapping[str, bytes]
    printed: Mapping[str, Derivative]
    originals: Path

    def names(self) -> dict[str, str]:
        """Return, for each original picture, the name of the file to print."""
        return {source: Path(item.route).name for source, item in self.printed.items()}

    def files(self, shown: Iterable[Picture]) -> dict[str, bytes]:
        """Return the files of these pictures only, so that no other one makes the PDF anew."""
        wanted = {self.printed[picture.original].route for picture in shown}
        return {Path(route).name: self.contents[route] for route in sorted(wanted)}

    def original(self, name: str) -> str:
        """Return the original behind a file to print, as messages name it."""
        return f"{self.originals.parent.name}/{self.originals.name}/{self._named()[name].source}"

    def sizes(self, folder: Folder, inks: Inks) -> dict[str, tuple[int, int]]:
        """Return how wide and high each picture of pixels of a folder can be in these inks.

        A drawing with gradients is one on its way to other inks: it can be as large as one likes.
        """
        known = self._named()
        photos = {name: raw for name, raw in folder.items() if name.endswith(PHOTOGRAPHS)}
        found = {name: upright_size(self._source(known[name], raw, inks)) for name, raw in photos.items()}
        if inks is Inks.RGB:
            return found
        drawings = {name: raw for name, raw in folder.items() if name.endswith(DRAWING) and has_gradients(raw)}
        return found | {name: _largest(raw) for name, raw in drawings.items()}

    def inked(
        self, folder: Folder, mix: Mixer, sizes: Mapping[str, tuple[int, int]], cache: Cache, *, is_plain: bool = False
    ) -> Folder:
        """Return these pictures of a folder in these inks, at these sizes, each made once; on plain paper, photographs are pale.

        What shows through is recoloured in the finished PDF, as are flat drawings. Raises `BuildError`.
        """
        known, inks = self._named(), (mix.inks, mix.profile, repr(sorted(mix.text)))
        made = {}
        for name, size in sizes.items():
            item, raw = known[name], folder[name]
            key = digest(
                "inked", VERSION, DRAWER, READER, *TOOLS, *inks, item.digest, name, repr(size), repr(is_plain), raw
            )
            made[name] = cache.memo(key, partial(self._inked, item, raw, mix, size, is_plain))
        return made

    def _inked(self, item: Derivative, raw: bytes, mix: Mixer, size: tuple[int, int], is_plain: bool) -> bytes:
        with memory_for(item.source):
            return (
                as_pixels(raw, *size)
                if item.route.endswith(DRAWING)
                else self._photograph(item, raw, mix, size, is_plain)
            )

    def _photograph(self, item: Derivative, raw: bytes, mix: Mixer, size: tuple[int, int], is_plain: bool) -> bytes:
        opened = read(self._source(item, raw, mix.inks), mix.profile, max(size))
        shown = opened.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        shown = _pale(shown) if is_plain else shown
        return _lossless(shown) if item.route.endswith(SEE_THROUGH) else photographs.jpeg(on_ground(shown), mix)

    def _named(self) -> dict[str, Derivative]:
        return {Path(item.route).name: item for item in self.printed.values()}

    def _source(self, item: Derivative, raw: bytes, inks: Inks) -> bytes:
        """Return what a photograph is printed from: for the press the original, else the site's own, which is `raw`."""
        return original(self.originals / item.source, item.digest) if inks is Inks.CMYK else raw


def _largest(drawing: bytes) -> tuple[int, int]:
    """Return the most pixels that a drawing may have, in its proportions."""
    across, down = frame(drawing)
    scale = LONGEST / max(across, down)
    return max(1, round(across * scale)), max(1, round(down * scale))


def _pale(picture: Image.Image) -> Image.Image:
    """Return a picture whose colours are nearer to white, as much of it seen through as before."""
    scale = [round(255 - (255 - value) * PALE) for value in range(256)]
    kept = list(range(256))
    return picture.point([*scale * 3, *kept] if picture.mode == "RGBA" else scale * len(picture.getbands()))


def _lossless(picture: Image.Image) -> bytes:
    stream = BytesIO()
    picture.save(stream, "WEBP", lossless=True, exact=True)
    return stream.getvalue()


def picture_store(guide: Guide, pictures: Iterable[Artifact], originals: Path) -> PictureStore:
    """Gather the derivatives that paper can show: of each picture, the largest, see-through where it is."""
    contents = {artifact.route: artifact.content for artifact in pictures}
    best: dict[str, Derivative] = {}
    for item in guide.derivatives:
        if item.suffix in ("jpg", "svg") and (item.source not in best or item.width > best[item.source].width):
            best[item.source] = item
    clear = {item.source: item for item in guide.derivatives if _shows_through(item, best[item.source], contents)}
    return PictureStore(contents, best | clear, originals)


def _shows_through(item: Derivative, best: Derivative, contents: Mapping[str, bytes]) -> bool:
    if not item.route.endswith(SEE_THROUGH) or item.width != best.width or item.route not in contents:
        return False
    return Image.open(BytesIO(contents[item.route])).mode == "RGBA"


@dataclass(frozen=True, slots=True)
class PrintContext:
    """What every task of a build shares."""

    guide: Guide
    pictures: PictureStore
    materials: "Materials"
    cache: Cache


TOOLS = tuple(version(name) for name in ("typst", "segno", "pikepdf", "pillow"))
"""Versions of the libraries that have a part in the bytes of a PDF."""


@dataclass(frozen=True)
class Materials:
    """Where the print templates are, and the fonts, tokens and colour profiles (`assets`); each file is read once.

    `profile` is the name of that of the printer; empty, it is ours.
    """

    templates: Path
    assets: Path
    profile: str = ""

    @property
    def fonts(self) -> Path:
        """Return the folder of the fonts, the only ones Typst may see."""
        return self.assets / fonts.FOLDER

    def mixer(self, inks: Inks) -> Mixer:
        """Return what mixes inks for this paper. Raises `BuildError` when the colour profile is missing."""
        return mixer(inks, self.assets, self.profile if inks is Inks.CMYK else "")

    def dressed(self, data: Data, form: Form, guide: Guide, document: str = "") -> Data:
        """Return what a template draws, with its form, its colours, its digest and, for a draft, its stamp.

        A draft is what the two parties have not approved: `site.yaml` warns of it, or `document`, the route of the one that
        makes up the whole, lacks an agreement that it needs.
        """
        mix = self.mixer(form.typeset_inks)
        seal = sha256(_canonical(data)).hexdigest()[:16]
        shown = {
            "tokens": _on_paper(self._tokens, mix),
            "screen": json.loads(self._tokens),
            "form": form.told(),
            "stamp": stamp_told(seal, guide) if guide.site.notice or document in guide.awaiting else "",
        }
        return {**data, **shown, "site": {**data["site"], "digest": seal}}

    def folder(self, data: Data, pictures: Mapping[str, bytes]) -> Folder:
        """Return what Typst sees: the templates, the pictures and what to draw."""
        return {**self._templates, **pictures, "data.json": _canonical(data)}

    def key(self, step: str, folder: Folder, today: datetime.date) -> str:
        """Return the digest of all that makes a PDF. Raises `BuildError` when a font is not whole."""
        return self._digest(step, today.isoformat(), folder)

    def lasting_key(self, step: str, folder: Folder) -> str:
        """Return the digest of all that makes what is the same on another day. Raises `BuildError` when a font is not whole."""
        return self._digest(step, "", folder)

    def _digest(self, step: str, day: str, folder: Folder) -> str:
        named = (part for name, raw in sorted(folder.items()) for part in (name, raw))
        return digest(step, VERSION, DRAWER, CODER, *TOOLS, day, self._faces, *named)

    @cached_property
    def _templates(self) -> Folder:
        return {path.name: path.read_bytes() for path in sorted(self.templates.glob("*.typ"))}

    @cached_property
    def _tokens(self) -> str:
        return (self.assets / "tokens.json").read_text(encoding="utf-8")

    @cached_property
    def _faces(self) -> str:
        return digest(*fonts.faces(self.assets).values())


def stamp_told(seal: str, guide: Guide) -> str:
    """Return what stands on each page of a proof, `seal` being the digest of what it says."""
    return f"Épreuve du {french_date(guide.today)} – empreinte {seal[:8]}"


@cache
def _on_paper(tokens: str, mix: Mixer) -> Data:
    return paper_tokens(json.loads(tokens), mix)


def _canonical(data: Data) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True).encode()
