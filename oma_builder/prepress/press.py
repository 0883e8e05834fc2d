"""The file for the printer: PDF/X-4 (ISO 15930-7:2010), with bleed and crop marks."""

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream, String

from oma_builder.prepress.inks import Mixer
from oma_builder.prepress.packets import describe, read_description
from oma_builder.prepress.recolour import recoloured
from oma_builder.prepress.saving import saved

MM = 72 / 25.4
"""Points in a millimetre."""

MARGIN = 10.0
"""Paper beyond the bleed that holds the crop marks, in millimetres."""

MARK = (1.0, 5.0)
"""How far from the bleed a crop mark starts, and how long it is, in millimetres: nothing of it is ever left by the knife."""

STROKE = 0.25
"""Width of a crop mark, in points."""

CONDITIONS = {
    "FOGRA39": "Offset printing, coated paper, ISO 12647-2:2004/Amd 1",
    "FOGRA51": "Offset printing, premium coated paper, ISO 12647-2:2013, printing condition 1",
    "FOGRA52": "Offset printing, wood-free uncoated paper, ISO 12647-2:2013, printing condition 5",
}
"""The characterised printing conditions that a profile may be for, as the registry of the ICC names them."""

OURS = "FOGRA39"
"""That of the profile that comes with the program."""

DASHES = "[4 2] 0 d"
"""How the mark of a fold differs from that of a cut."""

_OF_THE_ROOT = {"/Type", "/Pages", "/Lang"}
_OF_A_PAGE = {"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/TrimBox", "/BleedBox", "/Group", "/Rotate"}


@dataclass(frozen=True, slots=True)
class Setup:
    """How a document is bound and printed: a condition, whole sheets of so many pages, and where it is folded.

    Pages that are `bound` at one side have no bleed there, where no knife comes. `folds` are points from the left of the trim.
    """

    multiple: int = 4
    condition: str = OURS
    is_bound: bool = False
    folds: tuple[float, ...] = ()


LOOSE = Setup()
"""Single pages, in whole sheets."""


def press_ready(pdf: bytes, mixer: Mixer, setup: Setup = LOOSE) -> bytes:
    """Return a PDF of Typst's (1.6, with bleed) as PDF/X-4: the same bytes for the same PDF.

    Everything is in CMYK; marks stand outside the bleed; blank pages fill the count up to a multiple (1 for a cover). Of a
    bound book, odd pages have their spine on the left.
    Bookmarks, links and the structure tree are dropped: they serve readers, a printer's machine may only stumble
    over them, and the accessible edition has them. What the standard forbids is a `ValueError`, as is a page
    without bleed.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        told = read_description(document)
        recoloured(document, mixer)
        _bare(document)
        _fill(document, setup.multiple)
        marks = _Marks(document, setup.folds)
        for number, page in enumerate(document.pages, 1):
            _dress(page, marks, (0, 2)[number % 2 == 0] if setup.is_bound else None)
        document.Root.OutputIntents = Array([_output_intent(document, mixer.profile, setup.condition)])
        claims = {"pdfxid:GTS_PDFXVersion": "PDF/X-4", "pdf:Trapped": "False"}
        describe(document, told, hashlib.sha256(pdf).hexdigest(), claims)
        made = saved(document, "1.6", is_compact=False)
    with pikepdf.open(io.BytesIO(made)) as document:
        if found := sorted(set(forbidden(document))):
            raise ValueError(f"PDF/X-4 forbids: {', '.join(found)}")
    return made


def filled(pages: int, multiple: int = 4) -> int:
    """Return how many pages a book has once blank ones fill its last sheets."""
    return -(-pages // multiple) * multiple


def spine(pages: int, sheet: float, cover: float = 0.0) -> float:
    """Return the width of a spine in millimetres, from the pages inside and the thickness of a sheet in millimetres.

    `cover` is that of both leaves of the cover, where the printer counts them.
    """
    return -(-pages // 2) * sheet + cover


def forbidden(document: Pdf) -> Iterator[str]:
    """Yield what a document holds that PDF/X-4 forbids (ISO 15930-7:2010, 6), beside colours."""
    if document.is_encrypted:
        yield "encryption"
    for thing in document.objects:
        for part in _parts(thing):
            yield from _forbidden_in(part)


def _parts(thing: Any) -> Iterator[Any]:
    """Yield the dictionaries that an object is made of, down to where other objects begin."""
    if isinstance(thing, Dictionary | Stream):
        yield thing
    inner = thing if isinstance(thing, Array) else thing.values() if isinstance(thing, Dictionary | Stream) else ()
    for part in inner:
        if isinstance(part, Object) and not part.is_indirect:
            yield from _parts(part)


def _forbidden_in(thing: Any) -> Iterator[str]:
    keys = set(thing.keys())
    alone = {
        "/JS",
        "/AA",
        "/OpenAction",
        "/OPI",
        "/Alternates",
        "/EF",
        "/XFA",
        "/Annots",
        "/ArtBox",
        "/Ref",
        "/Encrypt",
    }
    yield from keys & alone
    if "/PS" in (str(thing.get("/Subtype")), str(thing.get("/Subtype2"))):
        yield "PostScript"
    if str(thing.get("/Type")) == "/ExtGState":
        yield from keys & {"/TR", "/HT"}
        yield from ("/TR2" for _ in keys & {"/TR2"} if str(thing.TR2) != "/Default")
    if str(thing.get("/Type")) == "/FontDescriptor" and not keys & {"/FontFile", "/FontFile2", "/FontFile3"}:
        yield "a font that is not embedded"
    if isinstance(thing, Stream):
        filters = thing.get("/Filter", Array())
        names = {str(name) for name in (filters if isinstance(filters, Array) else [filters])}
        yield from names & {"/LZWDecode", "/Crypt"}
        yield from keys & {"/F", "/FFilter"}


def _bare(document: Pdf) -> None:
    """Leave what is printed, and the language."""
    for key in sorted(set(document.Root.keys()) - _OF_THE_ROOT):
        del document.Root[key]
    for page in document.pages:
        if "/TrimBox" not in page.obj:
            raise ValueError("a page for the press needs a trim box inside its bleed")
        for key in sorted(set(page.obj.keys()) - _OF_A_PAGE):
            del page.obj[key]


def _fill(document: Pdf, multiple: int) -> None:
    """Add blank pages like the last one up to a multiple."""
    last = document.pages[-1].obj
    boxes = {key: last[key] for key in ("/MediaBox", "/TrimBox")}
    for _ in range(filled(len(document.pages), multiple) - len(document.pages)):
        document.pages.append(Page(Dictionary({"/Type": Name.Page, "/Resources": Dictionary(), **boxes})))


def _dress(page: Page, marks: "_Marks", spine_side: int | None) -> None:
    """Give a page its boxes and marks. The origin stays: patterns are laid from it (ISO 32000-1, 8.7.3.1).

    `spine_side` is the place, in a box, of the side without bleed.
    """
    bleed = [float(side) for side in page.mediabox]
    trim = [float(side) for side in page.trimbox]
    if bleed == trim:
        raise ValueError("a page for the press needs a bleed")
    grown = MARGIN * MM
    kept = list(bleed)
    if spine_side is not None:
        kept[spine_side] = trim[spine_side]
    page.obj.BleedBox = _box(kept)
    page.obj.MediaBox = _box([bleed[0] - grown, bleed[1] - grown, bleed[2] + grown, bleed[3] + grown])
    # Said on each page, so that no machine guesses in which inks what is transparent blends.
    page.obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)
    name = page.add_resource(*marks.around(trim, bleed))
    if "/Contents" in page.obj:
        left, bottom, right, top = kept
        page.contents_add(
            f"q {left:.4f} {bottom:.4f} {right - left:.4f} {top - bottom:.4f} re W n".encode(), prepend=True
        )
        page.contents_add(b"Q")
    page.contents_add(f"q {name} Do Q".encode())


class _Marks:
    """The crop marks of one document, drawn once for each size of page."""

    def __init__(self, document: Pdf, folds: tuple[float, ...]) -> None:
        self.document, self.folds = document, folds
        self.drawn: dict[tuple[float, ...], tuple[Stream, Name, Name]] = {}
        # The colour of registration (ISO 32000-1, 8.6.6.4): it comes out on every plate, so whoever cuts or sets
        # the sheets sees the marks whichever plates they look at. It stands outside of what is kept of the sheet.
        tint = document.make_stream(b"{dup dup dup}", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 4)
        self.ink = document.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]))

    def around(self, trim: list[float], bleed: list[float]) -> tuple[Stream, Name, Name]:
        """Return the drawing for these boxes, the kind of resource it is, and its name (a random one by default)."""
        key = (*trim, *bleed)
        if key not in self.drawn:
            self.drawn[key] = (self._draw(trim, bleed), Name.XObject, Name(f"/CropMarks{len(self.drawn)}"))
        return self.drawn[key]

    def _draw(self, trim: list[float], bleed: list[float]) -> Stream:
        gap, length = (part * MM for part in MARK)
        lines = []
        for x in (trim[0], trim[2]):
            lines += [(x, bleed[1] - gap, x, bleed[1] - gap - length), (x, bleed[3] + gap, x, bleed[3] + gap + length)]
        for y in (trim[1], trim[3]):
            lines += [(bleed[0] - gap, y, bleed[0] - gap - length, y), (bleed[2] + gap, y, bleed[2] + gap + length, y)]
        drawn = _strokes(lines)
        if self.folds:
            places = [trim[0] + fold for fold in self.folds]
            ends = [(bleed[1] - gap, bleed[1] - gap - length), (bleed[3] + gap, bleed[3] + gap + length)]
            drawn += f"\n{DASHES}\n" + _strokes([(x, start, x, end) for x in places for start, end in ends])
        grown = MARGIN * MM
        return self.document.make_stream(
            f"/All CS 1 SCN {STROKE} w\n{drawn}".encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=_box([bleed[0] - grown, bleed[1] - grown, bleed[2] + grown, bleed[3] + grown]),
            Resources=Dictionary(ColorSpace=Dictionary(All=self.ink)),
        )


def _strokes(lines: Iterable[tuple[float, float, float, float]]) -> str:
    return "\n".join(f"{x:.4f} {y:.4f} m {to:.4f} {down:.4f} l S" for x, y, to, down in lines)


def _output_intent(document: Pdf, profile: bytes, condition: str) -> Object:
    embedded = document.make_stream(profile, N=4)
    told = {
        "/OutputConditionIdentifier": condition,
        "/OutputCondition": CONDITIONS[condition],
        "/RegistryName": "http://www.color.org",
        "/Info": condition,
    }
    said = {key: String(value) for key, value in told.items()}
    return document.make_indirect(
        Dictionary({"/Type": Name.OutputIntent, "/S": Name.GTS_PDFX, "/DestOutputProfile": embedded, **said})
    )


def _box(sides: list[float]) -> Array:
    return Array([round(side, 4) for side in sides])
