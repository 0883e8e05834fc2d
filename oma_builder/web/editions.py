"""The two editions of a rendered page, and where in its bytes the texts of authors stand.

What templates put between `<!--server-->` and `<!--/server-->` is not in the folder, what they put between
`<!--folder-->` and `<!--/folder-->` only there. (No author's text can hold a comment: it would be escaped.)
"""

import json
from dataclasses import dataclass
from urllib.parse import quote, unquote

_OF_EDITIONS = frozenset(("server", "/server", "folder", "/folder"))


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
    return _edition(html.replace("</head>", f"{online}</head>", 1), "folder")


def for_folder(html: str) -> bytes:
    """Return a page as it opens from a folder."""
    return _edition(html, "server")[0]


def _edition(html: str, absent: str) -> tuple[bytes, tuple[Seam, ...]]:
    """Return a page without its marks, and without what stands between those of the edition that is `absent`."""
    first, *marked = html.split("<!--")  # a page has a few dozen marks: searching it for each kind of them takes longer
    pieces = [first.encode()]
    opened: list[tuple[str, tuple[tuple[str, str], ...], int]] = []
    seams: list[Seam] = []
    length, is_absent = len(pieces[0]), False
    for part in marked:
        mark, _, text = part.partition("-->")
        name, *told = mark.split(" ")
        if name in _OF_EDITIONS:
            text = text.removeprefix("\n")
            is_absent = name == absent or (is_absent and name != f"/{absent}")
        if is_absent:
            continue
        if name == "text":
            links = tuple((written, target) for written, target in json.loads(unquote(told[1])))
            opened.append((told[0], links, length))
        elif name == "/text":
            seams.append(Seam(*opened.pop(), length))
        elif name not in _OF_EDITIONS:
            text = f"<!--{part}"  # none of ours
        pieces.append(text.encode())
        length += len(pieces[-1])
    return b"".join(pieces), tuple(seams)
