"""The editors' guide as a page of the preview: what each message means is one click away, on the computer of who reads it."""

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from oma_builder.problems import MANUAL

_PICTURES = "assets/preview/"
"""Where the guide's pictures are: what the preview serves as its own."""


ADDRESSES = {MANUAL: "/apercu/aide", "README.md": "/apercu/README.md"}
"""The documents of a project that the preview shows, and where."""

_EXAMPLE = "http://localhost:8000/"
"""How the guide calls the preview, which may be at another port."""


def as_html(root: Path, name: str = MANUAL) -> str:
    """Return a document of a project, the editors' guide say, each title under the anchor that GitHub gives it."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse((root / name).read_text(encoding="utf-8"))
    _lead_somewhere(tokens)
    for before, title in pairwise(tokens):
        if before.type == "heading_open":
            before.attrSet("id", anchor(_words(title)))
    html = str(reader.renderer.render(tokens, reader.options, {}))
    return html.replace(f'src="{_PICTURES}', 'src="/apercu/')


def _lead_somewhere(tokens: Iterable[Token]) -> None:
    """Let each link lead to what the preview has; what it has not is read without a link."""
    for token in tokens:
        links = [part for part in token.children or () if part.type in ("link_open", "link_close")]
        for opened, closed in zip(links[::2], links[1::2], strict=True):
            address = str(opened.attrs["href"])
            file, mark, place = address.partition("#")
            if address.startswith(_EXAMPLE):
                opened.attrSet("href", f"/{address.removeprefix(_EXAMPLE)}")
            elif file in ADDRESSES:
                opened.attrSet("href", f"{ADDRESSES[file]}{mark}{place}")
            elif file and ":" not in file:
                opened.tag = closed.tag = "span"
                opened.attrs = {}


def _words(title: Token) -> str:
    return "".join(part.content for part in title.children or ())


def anchor(title: str) -> str:
    """Return the anchor that GitHub gives to a title."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
