"""One edition of the guide → its PDF and, for a book whose cover is printed apart, the PDF of its cover."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from oma_builder.artifact import Artifact
from oma_builder.guide.model import Guide
from oma_builder.guide.prints import cover_name
from oma_builder.prepress.imposition import booklet
from oma_builder.prepress.inks import Inks, Mixer
from oma_builder.prepress.press import filled, press_ready, spine
from oma_builder.prepress.recolour import recolour
from oma_builder.print import book, fitting
from oma_builder.print.editions import Edition
from oma_builder.print.fitting import Laid
from oma_builder.print.forms import STAPLED, Form
from oma_builder.print.metiers import address_code
from oma_builder.print.parts import Data
from oma_builder.print.sheet import Folder, laid_out
from oma_builder.print.workshop import Room, pixels
from oma_builder.problems import Problem, Severity

BLURRED = 200
"""Points per inch under which a photograph looks blurred on paper."""

WANTED = 250
"""Points per inch that printers ask for."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF files of one task; `laid` and `seal` (the digest of all that it says) are those of a whole guide."""

    artifacts: tuple[Artifact, ...]
    problems: tuple[Problem, ...] = ()
    laid: Laid | None = None
    seal: str = ""


def print_book(edition: Edition, place: str, room: Room) -> Printed:
    """Print one edition into the folder `place`."""
    guide, form = edition.guide, edition.form
    data = room.workshop.dressed(book.book(guide, edition.part, room.shelf.names()), form, guide)
    folder = room.workshop.folder(data, room.shelf.files(book.pictures(guide)))
    identifiers = tuple(metier["id"] for sector in data["sectors"] for metier in sector["metiers"])
    key = room.workshop.key(f"book {form}", folder, guide.today)
    stored = room.cache.memo(key, partial(_set_book, folder, identifiers, form, guide, room))
    head, _, pdf = stored.partition(b"\n")
    laid = fitting.from_json(head)
    made = [Artifact(f"{place}{edition.name}.pdf", pdf)]
    if form.cover_apart:
        made.append(_cover(edition, laid, place, room))
    sheets = {metier["id"]: metier for sector in data["sectors"] for metier in sector["metiers"]}
    problems = (*fitting.too_long(guide.metiers, sheets, laid, form.fit), *_blurred(laid, form, room))
    return Printed(tuple(made), problems, laid, data["site"]["digest"])


def _set_book(folder: Folder, metiers: tuple[str, ...], form: Form, guide: Guide, room: Room) -> bytes:
    """Run Typst; return one line of facts, then the PDF."""
    mix = room.workshop.mixer(form.inks)
    inked = room.shelf.inked(folder, mix)
    with laid_out(inked, "guide.typ", room.workshop.fonts) as sheet:
        laid = fitting.lay_out(sheet, metiers, form.fit, pixels(inked))
        pdf = sheet.pdf(guide.today, accessible=form.accessible)
    return laid.to_json() + b"\n" + finished(pdf, form, mix)


def finished(pdf: bytes, form: Form, mix: Mixer, multiple: int = 4) -> bytes:
    """Return the PDF as its machine wants it: in its inks, imposed, ready for the press, a multiple of pages long."""
    if form.inks is Inks.CMYK:
        return press_ready(pdf, mix, multiple)
    if form.inks is Inks.GREY:
        pdf = recolour(pdf, mix)
    return booklet(pdf, STAPLED) if form.imposed else pdf


def _cover(edition: Edition, laid: Laid, place: str, room: Room) -> Artifact:
    """Print the cover as one sheet; its spine is as thick as the inside."""
    guide, form = edition.guide, edition.form
    thickness = spine(filled(laid.pages), guide.site.prints.sheet_thickness)
    data: dict[str, Any] = book.cover(guide, edition.part, room.shelf.names())
    data |= {"spine": thickness, "code": address_code(guide.site.address)}
    dressed: Data = room.workshop.dressed(data, form, guide)
    shown = (guide.cover,) if guide.cover else ()
    folder = room.workshop.folder(dressed, room.shelf.files(shown))
    key = room.workshop.key(f"cover {form}", folder, guide.today)
    pdf = room.cache.memo(key, partial(_set_cover, folder, form, guide, room))
    return Artifact(f"{place}{cover_name(edition.name)}.pdf", pdf)


def _set_cover(folder: Folder, form: Form, guide: Guide, room: Room) -> bytes:
    mix = room.workshop.mixer(form.inks)
    with laid_out(room.shelf.inked(folder, mix), "cover.typ", room.workshop.fonts) as sheet:
        return finished(sheet.pdf(guide.today, accessible=form.accessible), form, mix, multiple=1)


def _blurred(laid: Laid, form: Form, room: Room) -> Iterator[Problem]:
    """Warn of photographs with too few pixels for the press."""
    if form.inks is not Inks.CMYK:
        return
    for name, page, density in laid.photographs:
        if density < BLURRED:
            times = f"{WANTED / density:.1f}".replace(".", ",")
            message = f"photo trop peu définie à la page {page} du guide imprimé ({density:.0f} points par pouce)"
            hint = f"l’imprimeur en demande {WANTED} : donnez une photo au moins {times} fois plus large"
            yield Problem(room.shelf.original(name), 0, "photo-peu-definie", message, hint, Severity.WARNING)
