"""The brief of pupils' films → one sheet of two sides to hand out, drawn by `templates/print/cahier.typ`."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from oma_builder.artifact import Artifact
from oma_builder.guide.briefs import Cahier
from oma_builder.guide.clauses import Clause
from oma_builder.print.book import site_data
from oma_builder.print.bookwork import Printed
from oma_builder.print.context import PrintContext
from oma_builder.print.forms import SCREEN
from oma_builder.print.layout import signs_to_cut
from oma_builder.print.metiers import address_code
from oma_builder.print.parts import Data, Paper, told
from oma_builder.print.qrcodes import qr_drawings
from oma_builder.print.sheet import Folder, laid_out
from oma_builder.problems import Problem

SIZES = (10.0, 9.6, 9.2, 8.8, 8.4)
"""Type sizes of the sheet, in points: the largest at which it fits is taken."""

SIDES = 2
"""The pages of one sheet; more is an error."""


def print_brief(brief: Cahier, context: PrintContext) -> Printed:
    """Print one version; nothing of the other texts goes into it, nor into its key."""
    data: Data = {"site": site_data(context.guide), "brief": brief_data(brief, context.guide.site.address)}
    folder = context.materials.folder(context.materials.dressed(data, SCREEN, context.guide, brief.route), {})
    key = context.materials.key(f"brief {SIZES} {SIDES}", folder, context.guide.today)
    address = data["brief"]["code"]["address"]
    head, _, pdf = context.cache.memo(key, partial(_set, folder, address, context)).partition(b"\n")
    problems = tuple(_too_long(brief, data["brief"], _Extent(*json.loads(head))))
    return Printed((Artifact(brief.pdf, pdf),), problems)


@dataclass(frozen=True, slots=True)
class _Extent:
    """How far a layout reaches: its pages, the height of one, and how far down the last it goes, in millimetres."""

    pages: int
    height: float
    depth: float

    @property
    def excess(self) -> float:
        """Return the share of the text, 0 to 1, that one sheet does not hold."""
        return max(0.0, 1 - SIDES * self.height / ((self.pages - 1) * self.height + self.depth))


def _set(folder: Folder, address: str, context: PrintContext) -> bytes:
    """Run Typst; return one line of facts, then the PDF."""
    with laid_out(folder, "cahier.typ", context.materials.fonts, context.cache.root) as sheet:
        sheet.write("codes.json", qr_drawings((address,), context.cache))
        for size in SIZES:
            sheet.write("sizes.json", size)
            found = sheet.ask("<facts>")
            if found["pages"] <= SIDES:
                break
        facts = json.dumps([found["pages"], found["height"], found["depth"]]).encode()
        return facts + b"\n" + sheet.document(context.guide.today)


def _too_long(brief: Cahier, data: Data, extent: _Extent) -> Iterator[Problem]:
    if extent.pages > SIDES:
        message = f"le cahier des charges prend {extent.pages} pages : il doit tenir sur une feuille, recto verso"
        hint = f"raccourcissez-le d’environ {signs_to_cut(data, extent.excess)} signes"
        yield Problem(brief.file, 1, "fiche-trop-longue", message, hint)


def brief_data(brief: Cahier, address: str) -> Data:
    """Return everything the sheet shows; its links go to the site, which is at `address`."""
    paper = Paper({}, {}, address)
    return {
        **paper.fields(brief, "title description body forbidden sending is_sample sources reviewed"),
        "version": brief.id,
        "audiences": [audience.title for audience in brief.audiences],
        "clauses": [paper.fields(clause, "name demands why is_proposal") for clause in brief.clauses],
        "checklists": [paper.fields(checklist, "moment points") for checklist in brief.checklists],
        "adoption": told(brief.adoption) if brief.adoption else "",
        "reasons": list(_reasons(brief.clauses)),
        "code": address_code(address + brief.route),
    }


def _reasons(clauses: Iterable[Clause]) -> Iterator[str]:
    """Yield each source with the clauses that rest on it: many share one."""
    resting: dict[str, list[str]] = {}
    for clause in clauses:
        if clause.source:
            resting.setdefault(told(clause.source), []).append(clause.name)
    for source, names in resting.items():
        yield f"{', '.join(names)} – {source}"
