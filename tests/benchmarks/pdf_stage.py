"""One PDF of one content folder in this process, by us or by WeasyPrint; prints seconds and pages.

Timed, for both: from the linked guide to the bytes of the PDF (ours: data, JSON, Typst, empty cache; theirs:
Jinja, layout, PDF/UA-1). Not timed: imports, reading and linking the content, pictures.
"""

import argparse
import datetime
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from oma_builder.artifact import Artifact
from oma_builder.cache import Cache
from oma_builder.content import loader
from oma_builder.content.walking import PICTURES
from oma_builder.guide import linker
from oma_builder.guide.model import Guide
from oma_builder.media import images
from oma_builder.prepress.inks import PROFILE
from oma_builder.print.bookwork import print_book
from oma_builder.print.context import Materials, PrintContext, picture_store
from oma_builder.print.editions import whole
from oma_builder.print.forms import SCREEN
from tests.benchmarks.weasy_guide import guide_html, write_pdf

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime.date(2026, 12, 1)


def ours(guide: Guide, pictures: tuple[Artifact, ...], folder: Path) -> tuple[bytes, int]:
    """Return our PDF and its number of pages."""
    materials = Materials(ROOT / "templates" / "print", ROOT / "assets")
    context = PrintContext(guide, picture_store(guide, pictures, folder), materials, Cache(folder / "cache"))
    made = print_book(whole(guide, SCREEN), "", context)
    assert made.laid is not None, "a whole guide tells how it is laid out"
    return made.artifacts[0].content, made.laid.pages


def weasyprint(guide: Guide, pictures: tuple[Artifact, ...], folder: Path) -> tuple[bytes, int]:
    """Return WeasyPrint's PDF, tagged like ours, and its number of pages."""
    for picture in pictures:
        (folder / picture.route).parent.mkdir(parents=True, exist_ok=True)
        (folder / picture.route).write_bytes(picture.content)
    return write_pdf(guide_html(guide, ROOT / "assets"), folder, "pdf/ua-1")


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the PDF that the command line asks for."""
    parser = argparse.ArgumentParser(description="Make one PDF and print how long it took.")
    parser.add_argument("engine", choices=["ours", "weasyprint"])
    parser.add_argument("content", type=Path)
    parser.add_argument("pdf", type=Path)
    chosen = parser.parse_args(arguments)
    guide, _ = linker.link(loader.load(chosen.content, 1).value, TODAY)
    assert guide is not None, "the synthetic content is valid"
    with tempfile.TemporaryDirectory(prefix="oma-") as place:
        pictures, _ = images.produce(
            guide.derivatives, chosen.content / PICTURES, ROOT / "assets" / PROFILE, Cache(Path(place)), 1
        )
        if chosen.engine == "weasyprint":
            import_module("weasyprint")  # before the clock starts, as Typst is
        start = time.perf_counter()
        pdf, pages = (ours if chosen.engine == "ours" else weasyprint)(guide, pictures, Path(place))
        seconds = time.perf_counter() - start
    chosen.pdf.write_bytes(pdf)
    print(f"{seconds:.3f} {pages}")


if __name__ == "__main__":
    main()
