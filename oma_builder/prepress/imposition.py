"""The booklet: A5 pages on A4 sheets that a school prints on both sides, folds and staples."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from oma_builder.prepress.packets import describe, read_description
from oma_builder.prepress.saving import saved

SHEET = (297 * 72 / 25.4, 210 * 72 / 25.4)
"""A4, lying, in points."""

Side = tuple[int | None, int | None]
"""The numbers, from 1, of the left and right pages of one side of a sheet; nothing for a blank one."""


MM = 72 / 25.4
"""Points in a millimetre."""

BAR = (2.0, 8.0)
"""Width and height of a gathering mark, in millimetres: one at the back of each booklet, lower from one to the next."""

LABEL = 22.0
"""How high above the foot of a sheet the middle of its label stands, in millimetres."""


def booklet(pdf: bytes, sheets_at_most: int, labels: bytes = b"") -> bytes:
    """Return pages imposed two by two for stapling through the fold; the same bytes for the same PDF.

    Each booklet has as many sheets as a stapler takes, at most; with more, there are several, of nearly the same
    thickness, one after the other in the file. Sheets are turned over on their short edge, and the file says so.
    Links and bookmarks are dropped, the text stays text.

    `labels` is a PDF with a page for each sheet, which is set along its fold; with it, a bar at the back of each booklet
    shows in which order they lie.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        told = read_description(document)
        pages = [document.make_indirect(page.as_form_xobject()) for page in document.pages]
        sides = list(imposed(len(pages), sheets_at_most))
        del document.pages[:]
        thick = signatures(len(pages), sheets_at_most)
        for side in sides:
            _lay(document, [None if number is None else pages[number - 1] for number in side])
        if labels:
            _mark(document, labels, thick)
        _settle(document)
        describe(document, replace(told, title=f"{told.title} – livret"), hashlib.sha256(pdf).hexdigest(), {})
        return saved(document)


def imposed(pages: int, sheets_at_most: int) -> Iterator[Side]:
    """Yield the sides in the order of printing: front and back of each sheet, the outermost first."""
    first = 1
    for sheets in signatures(pages, sheets_at_most):
        last = first + 4 * sheets - 1
        for inner in range(0, 2 * sheets, 2):
            for left, right in ((last - inner, first + inner), (first + inner + 1, last - inner - 1)):
                yield (left if left <= pages else None, right if right <= pages else None)
        first = last + 1


def signatures(pages: int, sheets_at_most: int) -> list[int]:
    """Return how many sheets each booklet has; a stapler that takes no sheet is a `ValueError`."""
    if sheets_at_most < 1:
        raise ValueError("a booklet has one sheet at least")
    sheets = -(-pages // 4)
    booklets = -(-sheets // sheets_at_most)
    share, more = divmod(sheets, max(booklets, 1))
    return [share + 1] * more + [share] * (booklets - more)


def _lay(document: Pdf, pages: list[Object | None]) -> None:
    """Add one side of a sheet: both pages touch the fold, and stand in the middle of its height."""
    width, height = SHEET
    drawn, named = [], {}
    for at, page in enumerate(pages):
        if page is None:
            continue
        left, bottom, right, top = (float(side) for side in page.BBox)
        scale = min(1.0, width / 2 / (right - left), height / (top - bottom))
        x = width / 2 - (right - left) * scale * (1 - at) - left * scale
        y = (height - (top - bottom) * scale) / 2 - bottom * scale
        drawn.append(f"q {scale:.6g} 0 0 {scale:.6g} {x:.4f} {y:.4f} cm /Page{at} Do Q")
        named[f"/Page{at}"] = page
    document.add_blank_page(page_size=SHEET)
    side = document.pages[-1].obj
    side.Resources = Dictionary(XObject=Dictionary(named))
    side.Contents = document.make_stream("\n".join(drawn).encode())


def _mark(document: Pdf, labels: bytes, thick: list[int]) -> None:
    """Set the label of each sheet at its fold, on the side that is printed first, and a bar on the first of each booklet."""
    width, height = SHEET
    across, down = (part * MM for part in BAR)
    starts = {sum(thick[:rank]): rank for rank in range(len(thick))}
    with pikepdf.open(io.BytesIO(labels)) as told:
        for sheet, label in enumerate(told.pages):
            page = document.pages[2 * sheet]
            form = document.copy_foreign(told.make_indirect(label.as_form_xobject()))
            name = page.add_resource(form, Name.XObject, Name("/Label"))
            long, thin = (float(side) for side in form.BBox[2:])
            drawn = f"q 0 1 -1 0 {width / 2 + thin / 2:.4f} {LABEL * MM - long / 2:.4f} cm {name} Do Q"
            if sheet in starts:
                top = height - (30 * MM + starts[sheet] * down * 1.5)
                drawn += f" q 0 g {width / 2 - across / 2:.4f} {top - down:.4f} {across:.4f} {down:.4f} re f Q"
            page.contents_add(drawn.encode())


def _settle(document: Pdf) -> None:
    """Leave of the catalogue what paper needs, and tell the printer how to turn the sheets (ISO 32000-1, 12.2)."""
    for key in sorted(set(document.Root.keys()) - {"/Type", "/Pages", "/Lang"}):
        del document.Root[key]
    document.Root.ViewerPreferences = Dictionary(
        Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None"), DisplayDocTitle=True
    )
