"""The guide and its handbooks → PDF, each a memo entry of its own."""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from oma_builder.artifact import Artifact
from oma_builder.cache import Cache, digest
from oma_builder.guide import routes
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.guide.pages import Handbook
from oma_builder.guide.pictures import Picture
from oma_builder.print import book
from oma_builder.print.handbooks import handbook_data
from oma_builder.print.parts import Data
from oma_builder.print.sheet import TYPST, Folder, Sheet, laid_out
from oma_builder.problems import Checked, Problem, Severity

VERSION = "2"
"""Version of what this room does; raise it when the same input gives another PDF."""

SIZES = (9.3, 8.8, 8.3)
"""Type sizes of a trade, in points: the largest that fits one page is taken."""

HANDBOOK_SIZES = (10.0, 9.8, 9.6)
"""Type sizes of a handbook: the largest that leaves no nearly empty last page, else the first."""

LAST_PAGE = 60
"""How far down its last page a handbook should go, in millimetres."""

MAX_PAGES = 2
"""A trade takes one page, or a spread."""


@dataclass(frozen=True, slots=True)
class Press:
    """Where the print templates, fonts and tokens are."""

    templates: Path
    assets: Path

    @property
    def fonts(self) -> Path:
        """Return the folder of the fonts, the only ones Typst may see."""
        return self.assets / "fonts"

    def tokens(self) -> Any:
        """Return the colours that screen and paper share."""
        return json.loads((self.assets / "tokens.json").read_text(encoding="utf-8"))

    def folder(self, data: Data, pictures: Mapping[str, bytes]) -> Folder:
        """Return what Typst sees: the templates, the pictures and what to draw."""
        templates = {path.name: path.read_bytes() for path in sorted(self.templates.glob("*.typ"))}
        return {**templates, **pictures, "data.json": _canonical(data)}

    def key(self, step: str, folder: Folder, today: datetime.date) -> str:
        """Return the digest of all that makes a PDF."""
        named = (part for name, raw in sorted(folder.items()) for part in (name, raw))
        fonts = (path.read_bytes() for path in sorted(self.fonts.glob("*.ttf")))
        return digest(step, VERSION, TYPST, today.isoformat(), *named, *fonts)


@dataclass(frozen=True, slots=True)
class Typeset:
    """The PDF files, the guide first; its number of pages, the first and last page of each trade, the digest it shows."""

    artifacts: tuple[Artifact, ...]
    pages: int
    spans: Mapping[str, Sequence[int]] = field(default_factory=dict)
    digest: str = ""


def typeset(guide: Guide, pictures: Iterable[Artifact], press: Press, cache: Cache) -> Checked[Typeset]:
    """Make the accessible guide and handbooks (PDF/UA-1); `pictures` are the derivatives the site shows."""
    shelf = _Shelf({artifact.route: artifact.content for artifact in pictures}, _printable(guide))
    pdf, facts = _guide(guide, shelf, press, cache)
    handbooks = (_handbook(handbook, guide, shelf, press, cache) for handbook in guide.handbooks)
    return Checked(
        Typeset((Artifact(routes.GUIDE_PDF, pdf), *handbooks), facts["pages"], facts["spans"], facts["digest"]),
        tuple(_too_long(guide.metiers, facts["spans"])),
    )


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The derivatives by route, and the route of the one to print for each original picture."""

    contents: Mapping[str, bytes]
    routes: Mapping[str, str]

    def names(self) -> dict[str, str]:
        """Return, for each original picture, the name of the file to print."""
        return {original: Path(route).name for original, route in self.routes.items()}

    def files(self, shown: Iterable[Picture]) -> dict[str, bytes]:
        """Return the files of these pictures only, so that no other one makes the PDF anew."""
        wanted = {self.routes[picture.original] for picture in shown}
        return {Path(route).name: self.contents[route] for route in wanted}


def _guide(guide: Guide, shelf: _Shelf, press: Press, cache: Cache) -> tuple[bytes, Any]:
    """Return the guide's PDF, and what Typst tells of its pages."""
    data = book.book(guide, press.tokens(), shelf.names())
    data["site"]["digest"] = sha256(_canonical(data)).hexdigest()[:16]
    folder = press.folder(data, shelf.files(book.pictures(guide)))
    identifiers = [metier.id for metier in guide.metiers]
    key = press.key(f"guide {SIZES}", folder, guide.today)
    stored = cache.memo(key, lambda: _set_guide(folder, identifiers, press.fonts, guide.today))
    head, _, pdf = stored.partition(b"\n")
    return pdf, {**json.loads(head), "digest": data["site"]["digest"]}


def _handbook(handbook: Handbook, guide: Guide, shelf: _Shelf, press: Press, cache: Cache) -> Artifact:
    """Return a handbook's PDF; nothing of the other texts goes into it, nor into its key."""
    data = handbook_data(handbook, guide.site, press.tokens(), shelf.names())
    folder = press.folder(data, shelf.files(picture for _, picture in handbook.pictures))
    key = press.key(f"handbook {HANDBOOK_SIZES} {LAST_PAGE}", folder, guide.today)
    return Artifact(handbook.pdf, cache.memo(key, lambda: _set_handbook(folder, press.fonts, guide.today)))


def _canonical(data: Data) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True).encode()


def _printable(guide: Guide) -> dict[str, str]:
    """Return, for each original picture, its largest derivative that paper can show."""
    best: dict[str, tuple[int, str]] = {}
    for item in guide.derivatives:
        if item.suffix in ("jpg", "svg"):
            best[item.source] = max(best.get(item.source, (0, "")), (item.width, item.route))
    return {original: route for original, (_, route) in best.items()}


def _set_guide(folder: Folder, metiers: Sequence[str], fonts: Path, today: datetime.date) -> bytes:
    """Run Typst; return one line of JSON facts, then the PDF."""
    with laid_out(folder, "guide.typ", fonts) as sheet:
        facts = _fit(sheet, metiers)
        return json.dumps(facts, sort_keys=True).encode() + b"\n" + sheet.pdf(today)


def _set_handbook(folder: Folder, fonts: Path, today: datetime.date) -> bytes:
    with laid_out(folder, "handbook.typ", fonts) as sheet:
        for size in (*HANDBOOK_SIZES, HANDBOOK_SIZES[0]):
            sheet.write("sizes.json", size)
            if sheet.ask("<end>") > LAST_PAGE:
                break
        return sheet.pdf(today)


def _fit(sheet: Sheet, metiers: Sequence[str]) -> dict[str, Any]:
    """Lay the book out, then again with the next smaller size for each trade that runs over its page.

    A second layout costs little: Typst keeps what did not change. (Measuring each trade inside Typst cost
    three times as much, in time and in memory.)
    """
    ranks = dict.fromkeys(metiers, 0)
    while True:
        sheet.write("sizes.json", {identifier: SIZES[rank] for identifier, rank in ranks.items()})
        found = sheet.ask("<facts>")
        spans = {name: [first, last] for (name, first), (_, last) in zip(found["starts"], found["ends"], strict=True)}
        over = [name for name, (first, last) in spans.items() if last > first and ranks[name] < len(SIZES) - 1]
        if not over:
            return {"pages": found["pages"], "spans": spans}
        for name in over:
            ranks[name] += 1


def _too_long(metiers: Iterable[Metier], spans: Mapping[str, list[int]]) -> Iterator[Problem]:
    for metier in metiers:
        first, last = spans[metier.id]
        if last - first >= MAX_PAGES:
            message = f"la fiche prend {last - first + 1} pages dans le guide imprimé"
            hint = f"raccourcissez-la pour qu’elle tienne sur {MAX_PAGES} pages"
            yield Problem(metier.file, 1, "fiche-trop-longue", message, hint, Severity.WARNING)
