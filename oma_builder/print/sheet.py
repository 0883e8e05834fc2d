"""Typst at work: a folder of files → one PDF.

Typst works in a folder of its own that holds nothing but the templates, the pictures and JSON files:
no author's text is ever pasted into Typst source, and no path leads out.
"""

import datetime
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typst

from oma_builder.fonts import for_typst
from oma_builder.prepress.saving import compact
from oma_builder.workers import give_back
from oma_builder.workplace import work_folder

Folder = Mapping[str, bytes]
"""What Typst sees: each file by its name."""

_REMEMBERED = 10
"""Runs after which Typst forgets what none of them used."""


class Sheet:
    """A folder laid out by Typst, which keeps what did not change from one layout to the next."""

    def __init__(self, root: Path, main: str, fonts: Path) -> None:
        self.root = root
        self.write("pages.json", {"first-page": 1, "numbers": None, "room": 0})
        self.compiler = typst.Compiler(root / main, root=root, font_paths=for_typst(fonts))

    def put(self, name: str, content: bytes) -> None:
        """Put a file into the folder."""
        (self.root / name).write_bytes(content)

    def write(self, name: str, value: object) -> None:
        """Put a JSON file into the folder."""
        self.put(name, json.dumps(value).encode())

    def ask(self, selector: str) -> Any:
        """Return what the templates tell of the layout."""
        return json.loads(self.compiler.query(selector, field="value", one=True))

    def document(self, today: datetime.date) -> bytes:
        """Return the PDF as readers get it: accessible, and compact."""
        return compact(self.pdf(today))

    def pdf(self, today: datetime.date, *, accessible: bool = True) -> bytes:
        """Return the PDF, accessible (PDF/UA-1) or for a machine that prints (PDF 1.6, without tags).

        Any warning is our bug, and raised.
        """
        stamp = int(datetime.datetime.combine(today, datetime.time(), datetime.UTC).timestamp())
        pdf, warnings = self.compiler.compile_with_warnings(
            format="pdf", pdf_standards="ua-1" if accessible else "1.6", timestamp=stamp, pdf_tags=accessible
        )
        if warnings:
            raise RuntimeError("\n".join(f"{warning.message}\n{warning.diagnostic}" for warning in warnings))
        assert isinstance(pdf, bytes)
        return pdf


def forget(fonts: Path, cache: Path) -> None:
    """Let Typst forget every layout, and give their memory back: it keeps what its last ten runs have used."""
    with laid_out({"blank.typ": b""}, "blank.typ", fonts, cache) as blank:
        for _ in range(_REMEMBERED + 1):
            blank.compiler.compile(format="pdf")
    give_back()


@contextmanager
def laid_out(folder: Folder, main: str, fonts: Path, cache: Path) -> Iterator[Sheet]:
    """Yield the sheet of a folder that lives as long as the block, under the `cache`. Raises `BuildError`."""
    with work_folder(cache) as place:
        for name, content in folder.items():
            (place / name).write_bytes(content)
        yield Sheet(place, main, fonts)
