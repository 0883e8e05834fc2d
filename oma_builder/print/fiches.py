"""One sheet per trade → its PDF: to hand out, to pin up, to take home."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oma_builder.artifact import Artifact
from oma_builder.guide.metiers import Metier
from oma_builder.print import layout
from oma_builder.print.book import site_data
from oma_builder.print.bookwork import Printed
from oma_builder.print.context import PrintContext
from oma_builder.print.forms import SCREEN, SHEET
from oma_builder.print.metiers import coded, metier_data
from oma_builder.print.parts import Data, Paper
from oma_builder.print.qrcodes import qr_drawings
from oma_builder.print.sheet import Folder, laid_out
from oma_builder.workers import naming


def print_fiches(identifiers: Sequence[str], place: str, context: PrintContext) -> Printed:
    """Print the sheets of these trades, each once: what did not change comes from the cache.

    One compiler, kept warm, makes all that are missing.
    """
    wanted = set(identifiers)
    paper = Paper({}, context.pictures.names(), context.guide.site.address)
    fiches = {metier.id: _fiche(metier, paper, context) for metier in context.guide.metiers if metier.id in wanted}
    keys = {
        name: context.materials.key(f"fiche {SHEET}", fiche.folder, context.guide.today)
        for name, fiche in fiches.items()
    }
    made = {name: context.cache.get(key) for name, key in keys.items()}
    for name, pdf in _set_fiches({name: fiches[name] for name, pdf_made in made.items() if pdf_made is None}, context):
        context.cache.put(keys[name], pdf)
        made[name] = pdf
    return Printed(tuple(Artifact(f"{place}{name}.pdf", pdf) for name, pdf in made.items() if pdf is not None))


@dataclass(frozen=True, slots=True)
class _Fiche:
    """What Typst sees of one trade, of which file it is, and the addresses that have a QR code."""

    file: str
    folder: Folder
    codes: tuple[str, ...]


def _fiche(metier: Metier, paper: Paper, context: PrintContext) -> _Fiche:
    said = metier_data(metier, paper)
    data: Data = {"site": site_data(context.guide), "metier": said}
    shown = (metier.picture,) if metier.picture else ()
    folder = context.materials.folder(
        context.materials.dressed(data, SCREEN, context.guide, metier.route), context.pictures.files(shown)
    )
    return _Fiche(metier.file, folder, tuple(coded(said)))


def _set_fiches(fiches: dict[str, _Fiche], context: PrintContext) -> Iterator[tuple[str, bytes]]:
    if not fiches:
        return
    common: Folder = {file: raw for fiche in fiches.values() for file, raw in fiche.folder.items()}
    with laid_out(common, "fiche.typ", context.materials.fonts, context.cache.root) as sheet:
        codes = (code for fiche in fiches.values() for code in fiche.codes)
        sheet.write("codes.json", qr_drawings(codes, context.cache))
        for name, fiche in fiches.items():
            with naming(fiche.file):
                sheet.put("data.json", fiche.folder["data.json"])
                layout.lay_out(sheet, SHEET, {}, layout.afresh((name,)))
                pdf = sheet.document(context.guide.today)
            yield name, pdf
