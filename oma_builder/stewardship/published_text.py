"""All that a published file says, to people or to machines, whatever form it says it in.

What is not seen: words drawn or filmed, letters of a PDF whose font has no table, labels of pictures within a PDF, base64,
and files packed within files of other kinds than ZIP.
"""

import html
import io
import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from oma_builder.stewardship import pdf_text

_MARKUP = frozenset({".html", ".svg", ".xml", ".atom"})
_BINARY = frozenset({".jpg", ".png", ".webp", ".avif", ".ico", ".mp4", ".woff2", ".icc", ".gif"})
_TAG = re.compile(r"<[^>]*>")
_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_BLANKS = {"\\n": "\n", "\\r": "\n", "\\t": "\t", "\\b": " ", "\\f": "\n", "\\v": "\n"}
_ACCENTED = rb"(?:[\xc3-\xc5][\x80-\xbf]|[\xc0-\xfd])?"  # what begins a part of a JPEG is no letter
_READABLE = re.compile(rb"(?:" + _ACCENTED + rb"[\t\n\r\x20-\x7e]){6,}" + _ACCENTED)
"""Words of western Europe, in UTF-8 or latin-1: pixels hold few."""
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){6,}")
_PNG = b"\x89PNG\r\n\x1a\n"


def texts(route: str, raw: bytes) -> Iterator[str]:
    """Yield the texts of a file; several of them may be readings of one."""
    suffix = PurePosixPath(route).suffix.lower()
    if suffix == ".pdf":
        yield from pdf_text.texts(raw)
    elif suffix in _MARKUP:
        yield from _of_markup(raw.decode("utf-8", "replace"))
    elif suffix in _BINARY:
        yield from _of_binary(raw)
    else:
        text = raw.decode("utf-8", "replace")
        yield _opened(_FOLD.sub("", text) if suffix == ".ics" else text)


def _of_markup(text: str) -> Iterator[str]:
    """Yield what stands between tags, with and without a gap in their place, and what stands in them."""
    yield _opened(_TAG.sub(" ", text))
    yield _opened(_TAG.sub("", text))
    yield _opened("\n".join(_TAG.findall(text)))


def _opened(text: str) -> str:
    """Return a text with each sign as itself, however scripts, HTML and addresses wrote it."""
    if "\\" in text:
        text = _ESCAPE.sub(lambda found: _unescaped(found[0]), text)
    if "&" in text:
        text = html.unescape(text)
    return unquote(text) if "%" in text else text


def _unescaped(escape: str) -> str:
    if len(escape) == 2:
        return _BLANKS.get(escape, escape[1])
    return chr(int(escape[2:], 16))


def _of_binary(raw: bytes) -> Iterator[str]:
    """Yield what can be read among the bytes, as the labels of photographs and films are written."""
    readable = b"\n".join(_READABLE.findall(raw))
    for encoding in ("utf-8", "latin-1"):
        yield _opened(readable.decode(encoding, "replace"))
    yield b"\n\0".join(_WIDE.findall(raw)).decode("utf-16-le", "replace")
    if raw.startswith(_PNG):
        from PIL import Image

        with Image.open(io.BytesIO(raw)) as picture:
            yield json.dumps([str(value) for value in picture.info.values()], ensure_ascii=False)
