"""What every printed document is made with: templates, fonts, tokens, pictures."""

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
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
from oma_builder.print.sheet import TYPST, Folder

VERSION = "3"
"""Version of what this room does; raise it when the same input gives another PDF."""

MOST_PIXELS = 3600
"""The longest side of a photograph for the press: 300 points per inch on an A4 page with its bleed."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The pictures by route, the route of the one to print for each original, and the folder of the originals."""

    contents: Mapping[str, bytes]
    routes: Mapping[str, str]
    originals: Path

    def names(self) -> dict[str, str]:
        """Return, for each original picture, the name of the file to print."""
        return {original: Path(route).name for original, route in self.routes.items()}

    def files(self, shown: Iterable[Picture]) -> dict[str, bytes]:
        """Return the files of these pictures only, so that no other one makes the PDF anew."""
        wanted = {self.routes[picture.original] for picture in shown}
        return {Path(route).name: self.contents[route] for route in sorted(wanted)}

    def original(self, name: str) -> str:
        """Return the original behind a file to print, as messages name it."""
        found = next(original for original, file in self.names().items() if file == name)
        return f"{self.originals.parent.name}/{self.originals.name}/{found}"

    def inked(self, folder: Folder, mix: Mixer) -> Folder:
        """Return the folder with its photographs in these inks: for the press, made from the originals.

        Drawings are recoloured in the finished PDF.
        """
        if mix.inks is Inks.RGB:
            return folder
        sources = {name: self.originals / original for original, name in self.names().items()}

        def photo(name: str, raw: bytes) -> bytes:
            found = sources[name].read_bytes() if mix.inks is Inks.CMYK else raw
            return photographs.jpeg(found, mix, MOST_PIXELS)

        return {name: photo(name, raw) if name.endswith(".jpg") else raw for name, raw in folder.items()}


def shelf(guide: Guide, pictures: Iterable[Artifact], originals: Path) -> Shelf:
    """Put the derivatives that paper can show on a shelf: of each picture, the largest."""
    best: dict[str, Derivative] = {}
    for item in guide.derivatives:
        if item.suffix in ("jpg", "svg") and (item.source not in best or item.width > best[item.source].width):
            best[item.source] = item
    contents = {artifact.route: artifact.content for artifact in pictures}
    return Shelf(contents, {original: item.route for original, item in best.items()}, originals)


@dataclass(frozen=True, slots=True)
class Room:
    """What every task of a build shares."""

    guide: Guide
    shelf: Shelf
    workshop: "Workshop"
    cache: Cache


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where the print templates are, and the fonts, tokens and colour profile (`assets`)."""

    templates: Path
    assets: Path

    @property
    def fonts(self) -> Path:
        """Return the folder of the fonts, the only ones Typst may see."""
        return self.assets / fonts.FOLDER

    def mixer(self, inks: Inks) -> Mixer:
        """Return what mixes inks for this paper. Raises `BuildError` when the colour profile is missing."""
        return mixer(inks, self.assets)

    def dressed(self, data: Data, form: Form, guide: Guide) -> Data:
        """Return what a template draws, with its form, its colours, its digest and, for a draft, its stamp.

        A draft is what the two parties have not approved: as long as `site.yaml` warns of it, every page says so.
        """
        tokens = json.loads((self.assets / "tokens.json").read_text(encoding="utf-8"))
        seal = sha256(_canonical(data)).hexdigest()[:16]
        stamp = f"Épreuve du {french_date(guide.today)} – empreinte {seal[:8]}" if guide.site.notice else ""
        shown = {
            "tokens": paper_tokens(tokens, self.mixer(form.inks)),
            "screen": tokens,
            "form": form.told(),
            "stamp": stamp,
        }
        return {**data, **shown, "site": {**data["site"], "digest": seal}}

    def folder(self, data: Data, pictures: Mapping[str, bytes]) -> Folder:
        """Return what Typst sees: the templates, the pictures and what to draw."""
        templates = {path.name: path.read_bytes() for path in sorted(self.templates.glob("*.typ"))}
        return {**templates, **pictures, "data.json": _canonical(data)}

    def key(self, step: str, folder: Folder, today: datetime.date) -> str:
        """Return the digest of all that makes a PDF. Raises `BuildError` when a font is not whole."""
        named = (part for name, raw in sorted(folder.items()) for part in (name, raw))
        return digest(step, VERSION, TYPST, today.isoformat(), *named, *fonts.faces(self.assets).values())


def pixels(folder: Folder) -> dict[str, tuple[int, int]]:
    """Return the width and height of each photograph of a folder."""
    photographs = {name: raw for name, raw in folder.items() if name.endswith(".jpg")}
    return {name: Image.open(BytesIO(raw)).size for name, raw in photographs.items()}


def _canonical(data: Data) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True).encode()
