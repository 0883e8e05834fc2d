"""One edition of the guide → its PDF and, for a book whose cover is printed apart, the PDF of its cover."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from oma_builder.artifact import Artifact
from oma_builder.cache import digest
from oma_builder.guide import routes
from oma_builder.prepress.assembly import Overlay, assembled
from oma_builder.prepress.imposition import booklet, signatures
from oma_builder.prepress.inks import Inks, Mixer
from oma_builder.prepress.press import LOOSE, MM, Setup, filled, press_ready, spine
from oma_builder.prepress.recolour import recolour
from oma_builder.print import book, layout
from oma_builder.print.composing import Composer, Copy, composer
from oma_builder.print.context import PHOTOGRAPHS, PrintContext, stamp_told
from oma_builder.print.editions import Edition
from oma_builder.print.forms import STAPLED, Form
from oma_builder.print.layout import Laid
from oma_builder.print.memory import Memory, seal
from oma_builder.print.metiers import address_code, coded
from oma_builder.print.pagination import paginated
from oma_builder.print.parts import Data
from oma_builder.print.sections import rooms, sections
from oma_builder.print.sheet import Folder, laid_out
from oma_builder.problems import Problem, Severity

BLURRED = 200
"""Points per inch under which a photograph looks blurred on paper."""

WIDTHS = {"a4": 210.0, "a5": 148.0}
"""Millimetres across a page."""

WANTED = 250
"""Points per inch that printers ask for."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF files of one task; `laid` and `seal` (the digest of all that it says) are those of a whole guide."""

    artifacts: tuple[Artifact, ...]
    problems: tuple[Problem, ...] = ()
    laid: Laid | None = None
    seal: str = ""


def print_book(edition: Edition, place: str, context: PrintContext) -> Printed:
    """Print one edition into the folder `place`."""
    guide, form = edition.guide, edition.form
    data = context.materials.dressed(
        book.book(guide, edition.part, context.pictures.names(), is_short=edition.is_short), form, guide
    )
    setup = Setup(condition=guide.site.prints.condition, is_bound=form.bound)
    inside = _Job("guide.typ", tuple(_copies(data, edition, context)), form, setup, _stamped(data, edition, context))
    laid, pdf = _done(inside, context)
    sheets = {metier["id"]: metier for sector in data["sectors"] for metier in sector["metiers"]}
    artifacts = [Artifact(f"{place}{edition.name}.pdf", pdf)]
    problems = [*layout.too_long(guide.metiers, sheets, laid, form.fit), *_blurred(laid, form, context)]
    if form.cover_apart:
        cover, pdf = _done(_cover(edition, laid, context), context)
        artifacts.append(Artifact(f"{place}{routes.cover_name(edition.name)}.pdf", pdf))
        problems += _blurred(cover, form, context, on_cover=True)
    return Printed(tuple(artifacts), tuple(problems), laid, data["site"]["digest"])


@dataclass(frozen=True, slots=True)
class _Job:
    """One document to make: its template, its sections, its form, how it is set up for the press, and its stamp."""

    main: str
    copies: tuple[Copy, ...]
    form: Form
    setup: Setup = LOOSE
    stamp: "_Stamp | None" = None


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What is laid over the pages that are not approved: all of them, or those of the places with these labels."""

    folder: Folder
    labels: tuple[str, ...] | None


def _copies(data: Data, edition: Edition, context: PrintContext) -> Iterator[Copy]:
    """Yield the sections of a book, each with the pictures that it shows and no other."""
    form, materials = edition.form, context.materials
    pictures = context.pictures.files(book.pictures(edition.guide))
    shared = {"told": form.told(), "fit": repr(form.fit), "screen": data["screen"]}
    key = materials.lasting_key("ranks", materials.folder(shared, {}))
    reckoned = rooms(data)
    for section in sections(data):
        folder = materials.folder(section.data, {})
        said = folder["data.json"].decode()
        shown = {name: raw for name, raw in pictures.items() if f'"{name}"' in said}
        codes = tuple(address for sheet in section.sheets.values() for address in coded(sheet))
        seals = {name: seal(sheet) for name, sheet in section.sheets.items()}
        memory = Memory(context.cache, digest(key, section.name), seals)
        yield Copy(section.name, {**folder, **shown}, codes, memory, reckoned.of(section.names(said)))


def _stamped(data: Data, edition: Edition, context: PrintContext) -> _Stamp | None:
    """Return the stamp of a book: on every page as long as `site.yaml` warns, then of what needs an agreement and lacks it."""
    guide, materials = edition.guide, context.materials
    labels = tuple(sorted(filter(None, guide.awaiting.values())))
    if not (guide.site.notice or labels):
        return None
    drawn = {name: data[name] for name in ("tokens", "screen", "form")}
    drawn["stamp"] = stamp_told(data["site"]["digest"], guide)
    return _Stamp(materials.folder(drawn, {}), None if guide.site.notice else labels)


def _cover(edition: Edition, laid: Laid, context: PrintContext) -> _Job:
    """Return the cover as one sheet; its spine is as thick as the inside."""
    guide, form = edition.guide, edition.form
    prints = guide.site.prints
    thickness = 0.0 if prints.is_stapled else spine(filled(laid.pages), prints.sheet_thickness, prints.cover_thickness)
    data: dict[str, Any] = book.cover(guide, edition.part, context.pictures.names())
    data |= {"spine": thickness, "code": address_code(guide.site.address)}
    shown = (guide.cover,) if guide.cover else ()
    behind = (route for metier in guide.metiers for route in (metier.route, metier.sector.route))
    # A cover stands for all that is behind it.
    waiting = next((route for route in behind if route in guide.awaiting), "")
    folder = context.materials.folder(
        context.materials.dressed(data, form, guide, waiting), context.pictures.files(shown)
    )
    width = WIDTHS[form.paper]
    folds = tuple(dict.fromkeys(place * MM for place in (width, width + thickness)))
    copy = Copy("couverture", folder, (guide.site.address,), Memory(context.cache, digest("couverture"), {}))
    return _Job("cover.typ", (copy,), form, Setup(1, prints.condition, folds=folds))


def _done(job: _Job, context: PrintContext) -> tuple[Laid, bytes]:
    """Return how a document is laid out, and its PDF, from the cache where it is there."""
    with composer(job.main, job.copies, job.form, context) as composed:
        told = job.stamp and context.materials.key(f"stamp {job.stamp.labels}", job.stamp.folder, context.guide.today)
        key = digest("finished", context.guide.today.isoformat(), repr(job.setup), told or "", *composed.keys)
        made = context.cache.memo(key, partial(_finished, job, composed, context))
    head, _, pdf = made.partition(b"\n")
    return layout.laid_of(json.loads(head)), pdf


def _finished(job: _Job, composed: Composer, context: PrintContext) -> bytes:
    """Return one line of facts, then the PDF as its machine wants it: in its inks, imposed, ready for the press."""
    paged = paginated(len(job.copies), composed.draft, composed.lay)
    laid = layout.joined(section.laid for section in paged)
    parts = [composed.pdf(section.draft, section.first, section.numbers) for section in paged]
    overlay = _overlay(job.stamp, laid, composed.mix, context) if job.stamp else None
    pdf = assembled(parts, f"{context.guide.today:%Y%m%d}000000Z", overlay)
    if composed.mix.inks is Inks.CMYK:
        pdf = press_ready(pdf, composed.mix, job.setup)
    elif job.form.imposed:
        pdf = booklet(pdf, STAPLED, _labels(laid.pages, composed.mix, context))
    return json.dumps(laid.to_json()).encode() + b"\n" + pdf


def _overlay(stamp: _Stamp, laid: Laid, mix: Mixer, context: PrintContext) -> Overlay | None:
    """Return a stamp with the pages that it goes on, in the inks of the book."""
    pages = range(1, laid.pages + 1) if stamp.labels is None else layout.pages_of(stamp.labels, laid)
    if not pages:
        return None
    with laid_out(stamp.folder, "stamp.typ", context.materials.fonts, context.cache.root) as sheet:
        pdf = sheet.pdf(context.guide.today, accessible=False)
    return Overlay(recolour(pdf, mix), frozenset(pages))


def _labels(pages: int, mix: Mixer, context: PrintContext) -> bytes:
    """Return what stands at the fold of each sheet, a page a sheet."""
    data = {"title": "Pli", "labels": list(fold_labels(signatures(pages, STAPLED)))}
    with laid_out(context.materials.folder(data, {}), "pli.typ", context.materials.fonts, context.cache.root) as sheet:
        return recolour(sheet.pdf(context.guide.today, accessible=False), mix)


def fold_labels(thick: Sequence[int]) -> Iterator[str]:
    """Yield what each sheet is called, by how many each booklet has."""
    for booklet_number, sheets in enumerate(thick, 1):
        for number in range(1, sheets + 1):
            within = f"Cahier {booklet_number} sur {len(thick)} · " if len(thick) > 1 else ""
            yield f"{within}Feuille {number} sur {sheets}"


def _blurred(laid: Laid, form: Form, context: PrintContext, *, on_cover: bool = False) -> Iterator[Problem]:
    """Warn of photographs with too few pixels for the press."""
    if form.inks is not Inks.CMYK:
        return
    for name, page, density in laid.photographs:
        if name.endswith(PHOTOGRAPHS) and density < BLURRED:
            where = "sur la couverture" if on_cover else f"à la page {page}"
            times = f"{WANTED / density:.1f}".replace(".", ",")
            message = f"photo trop peu définie {where} du guide imprimé ({density:.0f} points par pouce)"
            hint = f"l’imprimeur en attend {WANTED} : donnez une photo au moins {times} fois plus large"
            yield Problem(context.pictures.original(name), 0, "photo-peu-definie", message, hint, Severity.WARNING)
