"""A book made of sections: PDF files of Typst's, joined with their tags, links and bookmarks (ISO 32000-1)."""

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, String

from oma_builder.prepress.packets import describe, read_description
from oma_builder.prepress.saving import saved

_OF_THE_ROOT = ("/Lang", "/MarkInfo", "/ViewerPreferences")
_JOINED = ("/Names", "/Outlines", "/StructTreeRoot")
_TAGGED = {"pdfuaid:part": "1"}


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is laid over some pages, which are counted from 1: the first page of a PDF over odd ones, the second over even ones."""

    pdf: bytes
    pages: frozenset[int]


def as_section(pdf: bytes, leading: int, name: str) -> bytes:
    """Return what Typst made as a section that can be joined: without its first `leading` pages, its links within by name.

    Typst writes a link to a place of the book as one to `#label`. The identifiers of its cells begin with `name`, so that no
    two sections have the same (14.7.2).
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        del document.pages[:leading]
        for note in _notes(document.pages):
            address = str(note.get("/A", {}).get("/URI", ""))
            if address.startswith("#"):
                del note.A
                note.Dest = String(address[1:])
        _identify(document, name)
        return saved(document)


def assembled(sections: Sequence[bytes], moment: str, overlay: Overlay | None = None) -> bytes:
    """Return sections as one document, made at the `moment` (`20261125000000Z`); the same bytes for the same sections.

    A link to a place that no section has is a `KeyError`.
    """
    with ExitStack() as stack:
        sources = [stack.enter_context(pikepdf.open(io.BytesIO(section))) for section in sections]
        whole = stack.enter_context(pikepdf.new())
        brought = [_brought(whole, source) for source in sources]
        for key in _OF_THE_ROOT:
            if key in sources[0].Root:
                whole.Root[key] = whole.copy_foreign(sources[0].make_indirect(sources[0].Root[key]))
        _join_places(whole, [told.Names.Dests.Names for told, _ in brought if "/Names" in told])
        _join_bookmarks(whole, [told.Outlines for told, _ in brought if "/Outlines" in told])
        trees = [(told.StructTreeRoot, pages) for told, pages in brought if "/StructTreeRoot" in told]
        if trees:
            _join_structure(whole, trees)
        _share_fonts(whole)
        if overlay:
            _lay_over(whole, overlay)
        told = replace(read_description(sources[0]), moment=moment)
        seal = hashlib.sha256(b"".join(hashlib.sha256(section).digest() for section in sections)).hexdigest()
        describe(whole, told, seal, _TAGGED if trees else {})
        return saved(whole, sources[0].pdf_version)


def _notes(pages: Iterable[Page]) -> Iterator[Any]:
    for page in pages:
        yield from page.obj.get("/Annots", ())


def _identify(document: Pdf, name: str) -> None:
    """Put a name before the identifier of each cell, and before those of the headers that a cell has."""
    if "/StructTreeRoot" not in document.Root or "/IDTree" not in document.Root.StructTreeRoot:
        return
    table = document.Root.StructTreeRoot.IDTree
    pairs = list(table.Names)
    table.Names = Array([f"{name} {part}" if rank % 2 == 0 else part for rank, part in enumerate(map(_plain, pairs))])
    for element in pairs[1::2]:
        element.ID = String(f"{name} {element.ID}")
    for element in document.objects:
        if isinstance(element, Dictionary) and isinstance(element.get("/A"), Array):
            for attributes in element.A:
                if "/Headers" in attributes:
                    attributes.Headers = Array([String(f"{name} {header}") for header in attributes.Headers])


def _plain(part: Any) -> Any:
    return str(part) if isinstance(part, String) else part


def _brought(whole: Pdf, source: Pdf) -> tuple[Any, Sequence[Page]]:
    """Add the pages of a section; return a copy of the parts of its catalogue that are to be joined, and the pages."""
    start = len(whole.pages)
    # `add_pages_from` would also look for forms and layers, and bring names one by one: twice as slow.
    for page in source.pages:
        whole.pages.append(page)
    parts = source.make_indirect(Dictionary({key: source.Root[key] for key in _JOINED if key in source.Root}))
    return whole.copy_foreign(parts), whole.pages[start:]


def _join_places(whole: Pdf, trees: Iterable[Any]) -> None:
    """Join the named destinations (12.3.2.3), and make each link to one a link to its page, for readers that know no names."""
    places = {str(tree[rank]): tree[rank + 1] for tree in map(list, trees) for rank in range(0, len(tree), 2)}
    numbers = {page.objgen: number for number, page in enumerate(whole.pages, 1)}
    for note in _notes(whole.pages):
        if isinstance(note.get("/Dest"), String):
            note.Dest = places[str(note.Dest)]
            note.Contents = String(f"page {numbers[note.Dest[0].objgen]}")
    if places:
        named = [part for name, place in sorted(places.items()) for part in (String(name), place)]
        whole.Root.Names = Dictionary(Dests=Dictionary(Names=Array(named)))


def _join_bookmarks(whole: Pdf, outlines: Sequence[Any]) -> None:
    """Join the bookmarks (12.3.3): those of a section follow those of the one before."""
    shown = [outline for outline in outlines if "/First" in outline]
    if not shown:
        return
    root = whole.make_indirect(Dictionary(Type=Name.Outlines, First=shown[0].First, Last=shown[-1].Last))
    root.Count = sum(int(outline.Count) for outline in shown)
    for outline in shown:
        bookmark = outline.First
        while bookmark is not None:
            bookmark.Parent = root
            bookmark = bookmark.get("/Next")
    for before, after in pairwise(shown):
        before.Last.Next, after.First.Prev = after.First, before.Last
    whole.Root.Outlines = root


def _join_structure(whole: Pdf, trees: Sequence[tuple[Any, Sequence[Page]]]) -> None:
    """Join the structure trees (14.7): each section is a part of the one document."""
    root = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    parts: list[Any] = []
    parents: list[Any] = []
    roles: dict[str, Any] = {}
    identified: dict[str, Any] = {}
    for tree, pages in trees:
        (part,) = tree.K
        part.S, part.P = Name.Part, document
        parts.append(part)
        parents += _renumbered(tree, pages, len(parents) // 2)
        roles.update(tree.get("/RoleMap", {}).items())
        identifiers = list(tree.IDTree.Names) if "/IDTree" in tree else []
        identified.update(zip(map(str, identifiers[::2]), identifiers[1::2], strict=True))
    document.K = Array(parts)
    root.K, root.RoleMap = Array([document]), Dictionary(roles)
    root.ParentTree, root.ParentTreeNextKey = Dictionary(Nums=Array(parents)), len(parents) // 2
    if identified:
        root.IDTree = Dictionary(Names=Array([part for pair in sorted(identified.items()) for part in pair]))
    whole.Root.StructTreeRoot = root


def _renumbered(tree: Any, pages: Sequence[Page], start: int) -> list[Any]:
    """Return the parents of a section's marked content (14.7.4.4), numbered from `start` on, and number the pages alike."""
    known = list(tree.ParentTree.Nums)
    numbers = {int(number): start + rank for rank, number in enumerate(known[::2])}
    for page in pages:
        if "/StructParents" in page.obj:
            page.obj.StructParents = numbers[int(page.obj.StructParents)]
    for note in _notes(pages):
        if "/StructParent" in note:
            note.StructParent = numbers[int(note.StructParent)]
    return [part for number, parent in zip(numbers.values(), known[1::2], strict=True) for part in (number, parent)]


def _share_fonts(whole: Pdf) -> None:
    """Let pages share the fonts that are alike: sections that begin with the same characters have the same subsets."""
    seals: dict[tuple[int, int], bytes] = {}
    fonts: dict[bytes, Any] = {}
    for page in whole.pages:
        resources: Any = page.obj.get("/Resources", Dictionary())
        named = resources.get("/Font", Dictionary())
        for name, font in list(named.items()):
            if font.objgen not in seals:
                seals[font.objgen] = _seal(font)
            named[name] = fonts.setdefault(seals[font.objgen], font)


def _seal(font: Any) -> bytes:
    """Return a digest of all that a font of Typst's (9.7) is: its name, its glyphs, their widths, what they mean."""
    (glyphs,) = font.DescendantFonts
    file = next(glyphs.FontDescriptor[key] for key in ("/FontFile2", "/FontFile3") if key in glyphs.FontDescriptor)
    parts = (font.BaseFont.unparse(), file.read_raw_bytes(), glyphs.W.unparse(), font.ToUnicode.read_raw_bytes())
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()


def _lay_over(whole: Pdf, overlay: Overlay) -> None:
    """Draw over pages; what is drawn is no part of their text (14.8.2.2)."""
    with pikepdf.open(io.BytesIO(overlay.pdf)) as drawn:
        forms = [whole.copy_foreign(drawn.make_indirect(page.as_form_xobject())) for page in drawn.pages]
    for number in sorted(overlay.pages):
        page = whole.pages[number - 1]
        name = page.add_resource(forms[1 - number % 2], Name.XObject, Name("/Overlay"))
        page.contents_add(b"q", prepend=True)
        page.contents_add(f"Q /Artifact BMC q {name} Do Q EMC".encode())
