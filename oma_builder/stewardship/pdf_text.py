"""The words of a PDF: of its text layer, by the tables that its fonts have for it, and of everything it says beside.

It reads what Typst writes and `prepress` makes of it, not any PDF: letters that have no table, and words within pictures,
are not seen.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # most commands read no PDF
    from pikepdf import Pdf

_SHOWING = "Tf Tj TJ ' \""
_SHOWN = re.compile(rb"\bBT\b.*?\bET\b", re.DOTALL)
"""What shows letters: the rest of a page, nine tenths of it, draws lines."""
_FORM = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
_RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*(?:<([0-9a-fA-F]+)>|\[([^\]]*)\])")
_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(rb"<([0-9a-fA-F]+)>")
_STRING = re.compile(rb"\((?:[^()\\]|\\.|\([^()]*\))*\)|<(?:feff|FEFF)[0-9a-fA-F]*>", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS_OF_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
Tables = dict[tuple[int, int], Mapping[int, str]]
"""The letters of each font, by the object that holds its table."""

_BROKEN_WORD = re.compile("[-\u2010\u00ad]\n")


def texts(raw: bytes) -> Iterator[str]:
    """Yield the runs of the text layer, apart, without the hyphens that break words, and joined; then the rest.

    The rest are titles, bookmarks, links, alternatives and notes.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(raw)) as pdf:
        tables: Tables = {}
        layer = "\n".join(run for page in pdf.pages for run in _runs(pdf, page.obj, tables, frozenset()))
        yield layer
        yield _BROKEN_WORD.sub("", layer)
        yield layer.replace("\n", "")
        yield "\n".join(_strings(pdf))
        if "/Metadata" in pdf.Root:
            yield pdf.Root.Metadata.read_bytes().decode("utf-8", "replace")


def _runs(pdf: "Pdf", holder: Any, tables: Tables, around: frozenset[tuple[int, int]]) -> Iterator[str]:
    """Yield what each instruction of a page, or of a form that is drawn there, shows."""
    import pikepdf

    resources, drawn = holder.get("/Resources", {}), _drawn(holder)
    table: Mapping[int, str] = {}
    shown = pikepdf.Stream(pdf, b"\n".join(_SHOWN.findall(drawn)))
    for instruction in pikepdf.parse_content_stream(shown, _SHOWING):
        operands = instruction.operands
        if str(instruction.operator) == "Tf":
            table = _table(resources.get("/Font", {}).get(str(operands[0])), tables)
        else:
            parts = operands[-1] if isinstance(operands[-1], pikepdf.Array) else operands[-1:]
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            yield codes.decode("utf-16-be", "replace").translate(table) if table else codes.decode("latin-1")
    for name in dict.fromkeys(_FORM.findall(drawn)):
        form = resources.get("/XObject", {}).get(f"/{name.decode('latin-1')}")
        if form is not None and form.get("/Subtype") == "/Form" and form.objgen not in around:
            yield from _runs(pdf, form, tables, around | {form.objgen})


def _drawn(holder: Any) -> bytes:
    """Return the instructions of a page, which may be in pieces, or of a form."""
    import pikepdf

    contents = holder if isinstance(holder, pikepdf.Stream) else holder.get("/Contents", ())
    pieces = (contents,) if isinstance(contents, pikepdf.Stream) else contents
    return b"\n".join(piece.read_bytes() for piece in pieces)


def _strings(pdf: "Pdf") -> Iterator[str]:
    """Yield every string of a PDF outside of its streams."""
    import pikepdf

    plain = io.BytesIO()
    whole = pikepdf.StreamDecodeLevel.none  # what streams hold was read, or is no text
    pdf.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable, stream_decode_level=whole)
    return map(_string, _STRING.findall(_STREAM.sub(b"", plain.getvalue())))


def _table(font: Any, known: Tables) -> Mapping[int, str]:
    """Return the letters that the codes of a font stand for; a code that has none is nothing."""
    if font is None or "/ToUnicode" not in font:
        return {}
    table = font.ToUnicode
    if table.objgen not in known:
        known[table.objgen] = dict(_mapped(table.read_bytes()))
    return known[table.objgen]


def _mapped(table: bytes) -> Iterator[tuple[int, str]]:
    """Yield the code and the letters of each entry of a ToUnicode table (ISO 32000-2, 9.10.3)."""
    for form, entries in _BLOCK.findall(table):
        if form == b"bfchar":
            yield from ((int(code, 16), _utf16(letters)) for code, letters in _PAIR.findall(entries))
            continue
        for first, last, start, several in _RANGE.findall(entries):
            low, high = int(first, 16), int(last, 16)
            if several:
                yield from zip(range(low, high + 1), map(_utf16, _HEX.findall(several)), strict=False)
            else:
                base = _utf16(start)
                yield from ((code, base[:-1] + chr(ord(base[-1]) + code - low)) for code in range(low, high + 1))


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _string(found: bytes) -> str:
    """Return what a string of a PDF says, in either of its forms."""
    if found.startswith(b"<"):
        return _utf16(found[5:-1] if len(found) % 2 == 0 else found[5:-1] + b"0")
    plain = _ESCAPE.sub(_unescaped, found[1:-1])
    return plain[2:].decode("utf-16-be", "replace") if plain.startswith(b"\xfe\xff") else plain.decode("latin-1")


def _unescaped(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    if sign[:1] in b"01234567":
        return bytes([int(sign, 8) & 255])
    return _LETTERS_OF_ESCAPES.get(sign, sign)
