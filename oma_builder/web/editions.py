"""The two editions of a rendered page, and where in its bytes the texts of authors stand.

What templates put between `<!--server-->` and `<!--/server-->` is not in the folder, what they put between
`<!--folder-->` and `<!--/folder-->` only there. (No author's text can hold a comment: it would be escaped.)
"""

import json
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

_ONLY_SERVER = re.compile(r"<!--server-->.*?<!--/server-->\n?", re.DOTALL)
_ONLY_FOLDER = re.compile(r"<!--folder-->.*?<!--/folder-->\n?", re.DOTALL)
_MARKS = re.compile(r"<!--/?(?:server|folder)-->\n?")
_SEAM = re.compile(rb"<!--text ([^ >]*) ([^ >]*)-->|<!--/text-->")


@dataclass(frozen=True, slots=True)
class Seam:
    """Where a text stands in a page, in bytes: its `field` (`guide.values.LinkedText`), what its links lead to, start and end."""

    field: str
    links: tuple[tuple[str, str], ...]
    start: int
    end: int


def seamed(html: str, field: str, links: tuple[tuple[str, str], ...]) -> str:
    """Return the HTML of a text between marks that the editions take out again."""
    return f"<!--text {field} {quote(json.dumps(links))}-->{html}<!--/text-->"


def for_server(html: str, online: str) -> tuple[bytes, tuple[Seam, ...]]:
    """Return a page as a server gives it, with what its head says there besides, and where texts stand in it."""
    page = _MARKS.sub("", _ONLY_FOLDER.sub("", html)).replace("</head>", f"{online}</head>", 1)
    return _unmarked(page.encode())


def for_folder(html: str) -> bytes:
    """Return a page as it opens from a folder."""
    return _unmarked(_MARKS.sub("", _ONLY_SERVER.sub("", html)).encode())[0]


def _unmarked(page: bytes) -> tuple[bytes, tuple[Seam, ...]]:
    pieces: list[bytes] = []
    opened: list[tuple[str, tuple[tuple[str, str], ...], int]] = []
    seams: list[Seam] = []
    length = last = 0
    for mark in _SEAM.finditer(page):
        pieces.append(page[last : mark.start()])
        length, last = length + mark.start() - last, mark.end()
        if mark[1] is None:
            field, links, start = opened.pop()
            seams.append(Seam(field, links, start, length))
        else:
            links = tuple((written, target) for written, target in json.loads(unquote(mark[2].decode())))
            opened.append((mark[1].decode(), links, length))
    return b"".join((*pieces, page[last:])), tuple(seams)
