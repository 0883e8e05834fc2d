"""One edition of the guide → its PDF and, for a book whose cover is printed apart, the PDF of its cover."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from oma_builder.artifact import Artifact
from oma_builder.guide import routes
from oma_builder.prepress.imposition import booklet, signatures
from oma_builder.prepress.inks import Inks, Mixer
from oma_builder.prepress.press import LOOSE, MM, Setup, filled, press_ready, spine
from oma_builder.prepress.recolour import recolour
from oma_builder.print import book, layout
from oma_builder.print.context import DENSEST, DRAWING, DRAWN, LONGEST, PHOTOGRAPHS, PrintContext
from oma_builder.print.editions import Edition
from oma_builder.print.forms import STAPLED, Form
from oma_builder.print.layout import Laid
from oma_builder.print.memory import Memory, seal
from oma_builder.print.metiers import address_code, coded
from oma_builder.print.parts import Data
from oma_builder.print.qrcodes import qr_drawings
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
    sheets = {metier["id"]: metier for sector in data["sectors"] for metier in sector["metiers"]}
    codes = tuple(address for sheet in sheets.values() for address in coded(sheet))
    folder = context.materials.folder(data, context.pictures.files(book.pictures(guide), is_plain=form.plain))
    memory = Memory(context.cache, _shared(data, form, context), {name: seal(said) for name, said in sheets.items()})
    inside = _Job(
        "guide.typ", folder, form, codes, memory, Setup(condition=guide.site.prints.condition, is_bound=form.bound)
    )
    laid, pdf = _done(inside, context)
    artifacts = [Artifact(f"{place}{edition.name}.pdf", pdf)]
    problems = [*layout.too_long(guide.metiers, sheets, laid, form.fit), *_blurred(laid, form, context)]
    if form.cover_apart:
        cover, pdf = _done(_cover(edition, laid, context), context)
        artifacts.append(Artifact(f"{place}{routes.cover_name(edition.name)}.pdf", pdf))
        problems += _blurred(cover, form, context, on_cover=True)
    return Printed(tuple(artifacts), tuple(problems), laid, data["site"]["digest"])


@dataclass(frozen=True, slots=True)
class _Job:
    """One document to lay out: its template, what Typst sees, its form, the addresses that have a QR code.

    `memory` is of the layouts before, and names its trades. `setup` is for the press.
    """

    main: str
    folder: Folder
    form: Form
    codes: tuple[str, ...]
    memory: Memory | None
    setup: Setup = LOOSE


def _shared(data: Data, form: Form, context: PrintContext) -> str:
    """Return the digest of all that decides how a trade is set, but for what it says itself: no colour does.

    The order of the trades is part of it, as it decides how much room page numbers have.
    """
    order = [[sector["id"], [metier["id"] for metier in sector["metiers"]]] for sector in data["sectors"]]
    shared = {
        "told": form.told(),
        "fit": repr(form.fit),
        "part": data["part"],
        "screen": data["screen"],
        "order": order,
    }
    return context.materials.layout_key(shared)


def _cover(edition: Edition, laid: Laid, context: PrintContext) -> _Job:
    """Return the cover as one sheet; its spine is as thick as the inside."""
    guide, form = edition.guide, edition.form
    prints = guide.site.prints
    thickness = 0.0 if prints.is_stapled else spine(filled(laid.pages), prints.sheet_thickness, prints.cover_thickness)
    data: dict[str, Any] = book.cover(guide, edition.part, context.pictures.names())
    data |= {"spine": thickness, "code": address_code(guide.site.address)}
    shown = (guide.cover,) if guide.cover else ()
    behind = (route for metier in guide.metiers for route in (metier.route, metier.sector.route))
    waiting = next(
        (route for route in behind if route in guide.awaiting), ""
    )  # a cover stands for all that is behind it
    folder = context.materials.folder(
        context.materials.dressed(data, form, guide, waiting), context.pictures.files(shown)
    )
    width = WIDTHS[form.paper]
    folds = tuple(dict.fromkeys(place * MM for place in (width, width + thickness)))
    return _Job("cover.typ", folder, form, (guide.site.address,), None, Setup(1, prints.condition, folds=folds))


def _done(job: _Job, context: PrintContext) -> tuple[Laid, bytes]:
    """Return how a document is laid out, and its PDF, from the cache where it is there."""
    mix = context.materials.mixer(job.form.inks)
    if mix.inks is Inks.RGB:
        made = _typeset(job, mix, context)
    else:
        made = context.cache.memo(_key(job, "finished", mix, context), partial(_in_inks, job, mix, context))
    head, _, pdf = made.partition(b"\n")
    return layout.from_json(head), pdf


def _key(job: _Job, step: str, mix: Mixer, context: PrintContext) -> str:
    folder = {**job.folder, "profile.icc": mix.profile}
    return context.materials.key(f"{step} {job.main} {job.form}", folder, context.guide.today)


def _in_inks(job: _Job, mix: Mixer, context: PrintContext) -> bytes:
    """Return one line of facts, then the PDF as its machine wants it."""
    head, _, pdf = _typeset(job, mix, context).partition(b"\n")
    return head + b"\n" + _finished(pdf, layout.from_json(head).pages, job, mix, context)


def _typeset(job: _Job, mix: Mixer, context: PrintContext) -> bytes:
    return context.cache.memo(_key(job, "typeset", mix, context), partial(_set, job, mix, context))


def _set(job: _Job, mix: Mixer, context: PrintContext) -> bytes:
    """Run Typst; return one line of facts, then the PDF, whose pictures alone are in their inks."""
    sizes = context.pictures.sizes(job.folder, mix.inks)
    with laid_out(job.folder, job.main, context.materials.fonts, context.cache.root) as sheet:
        sheet.write("codes.json", qr_drawings(job.codes, context.cache))
        start = job.memory.recall() if job.memory else layout.afresh(())
        laid, settled = layout.lay_out(sheet, job.form.fit, sizes, start)
        if mix.inks is not Inks.RGB and sizes:
            inked = context.pictures.inked(
                job.folder, mix, _fitted(sizes, laid), context.cache, is_plain=job.form.plain
            )
            for name, content in inked.items():
                sheet.put(name, content)
            # A pixel more or less may move a line: what is told of the book is told of this one.
            laid, settled = layout.lay_out(sheet, job.form.fit, sizes, settled)
        if job.memory:
            job.memory.keep(settled)
        pdf = sheet.pdf(context.guide.today, accessible=job.form.accessible)
    return laid.to_json() + b"\n" + pdf


def _fitted(sizes: Mapping[str, tuple[int, int]], laid: Laid) -> dict[str, tuple[int, int]]:
    """Return the pixels that each picture needs where it stands largest: no more than paper shows."""
    largest: dict[str, float] = {}
    for name, _, density in laid.photographs:
        largest[name] = min(density, largest.get(name, density))
    fitted = {}
    for name, density in largest.items():
        width, height = sizes[name]
        wanted = DRAWN if name.endswith(DRAWING) else DENSEST
        share = min(1.0, wanted / density, LONGEST / max(width, height))
        fitted[name] = (max(1, round(width * share)), max(1, round(height * share)))
    return fitted


def _finished(pdf: bytes, pages: int, job: _Job, mix: Mixer, context: PrintContext) -> bytes:
    """Return the PDF as its machine wants it: in its inks, imposed, ready for the press."""
    if mix.inks is Inks.CMYK:
        return press_ready(pdf, mix, job.setup)
    if mix.inks is Inks.GREY:
        pdf = recolour(pdf, mix)
    return booklet(pdf, STAPLED, _labels(pages, mix, context)) if job.form.imposed else pdf


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
