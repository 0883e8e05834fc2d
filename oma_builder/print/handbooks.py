"""A long document → its PDF, drawn by `templates/print/handbook.typ`."""

from collections.abc import Mapping

from oma_builder.artifact import Artifact
from oma_builder.content.markdown import walk
from oma_builder.guide.model import SiteInfo
from oma_builder.guide.pages import Handbook
from oma_builder.print.bookwork import Printed
from oma_builder.print.context import PrintContext
from oma_builder.print.forms import SCREEN
from oma_builder.print.parts import Data, Paper, told
from oma_builder.print.sheet import Folder, laid_out

SIZES = (10.0, 9.8, 9.6)
"""Type sizes of a handbook, in points: the largest that leaves no nearly empty last page, else the first."""

LAST_PAGE = 60
"""How far down its last page a handbook should go, in millimetres."""


def print_handbook(handbook: Handbook, context: PrintContext) -> Printed:
    """Print one handbook; nothing of the other texts goes into it, nor into its key."""
    guide, materials = context.guide, context.materials
    data = materials.dressed(
        handbook_data(handbook, guide.site, context.pictures.names()), SCREEN, guide, handbook.route
    )
    folder = materials.folder(data, context.pictures.files(picture for _, picture in handbook.pictures))
    key = materials.key(f"handbook {SIZES} {LAST_PAGE}", folder, guide.today)
    pdf = context.cache.memo(key, lambda: _set_handbook(folder, context))
    return Printed((Artifact(handbook.pdf, pdf),))


def _set_handbook(folder: Folder, context: PrintContext) -> bytes:
    with laid_out(folder, "handbook.typ", context.materials.fonts, context.cache.root) as sheet:
        for size in (*SIZES, SIZES[0]):
            sheet.write("sizes.json", size)
            if sheet.ask("<depth>") > LAST_PAGE:
                break
        return sheet.document(context.guide.today)


def handbook_data(handbook: Handbook, site: SiteInfo, files: Mapping[str, str]) -> Data:
    """Return everything a handbook shows, and nothing of the rest of the guide: its links go to the site."""
    anchors = {f"#{node.text}": f"#titre-{node.text}" for node in walk(handbook.body) if node.tag == "h"}
    paper = Paper(anchors, files, site.address)
    return {
        **paper.fields(handbook, "title description body reviewed"),
        "site": paper.fields(site, "title edition publisher contact contact_to licence notice"),
        "audiences": [audience.title for audience in handbook.audiences],
        "headings": [paper.fields(heading, "title anchor") for heading in handbook.headings],
        "sources": [{"text": told(source), "address": source.address} for source in handbook.sources],
        "address": site.address + handbook.route,
    }
