"""A finished PDF in other inks: every colour, wherever it stands, becomes CMYK or grey."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Page, Pdf, Stream

from oma_builder.prepress import functions
from oma_builder.prepress.inks import Inks, Mixer
from oma_builder.prepress.operators import Operators
from oma_builder.prepress.rasters import repainted_image, standalone
from oma_builder.prepress.spaces import Masking, Mix, Printed, Space, Spaces

_OF_THE_STREAM = {"/Length", "/Filter", "/DecodeParms", "/F", "/FFilter", "/FDecodeParms", "/DL"}


def recolour(pdf: bytes, mixer: Mixer) -> bytes:
    """Return the PDF with every RGB colour and image in the inks of the mixer; the same bytes for the same PDF.

    Whatever is already in these inks stays as it is; greys of a profile become black alone in CMYK. Drawings stay
    vector, masks keep their luminosity. A colour space that Typst cannot have made is a `ValueError`.
    """
    if mixer.inks is Inks.RGB:
        return pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        recoloured(document, mixer)
        target = io.BytesIO()
        document.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def recoloured(document: Pdf, mixer: Mixer) -> None:
    """Recolour an open document in place."""
    walk = _Walk(document, Printed(mixer))
    for page in document.pages:
        walk.page(page)
    _plain_bookmarks(document)


class _Walk:
    """Goes through one document; what several pages share is made anew once.

    Nothing old is changed but the pages themselves: the same picture or pattern may serve on the page and in a mask,
    where its colours mean something else.
    """

    def __init__(self, document: Pdf, mix: Mix) -> None:
        self.document, self.mix = document, mix
        self.spaces = Spaces(document, mix)
        self.done: dict[tuple[int, int], Object] = {}
        self.masks = self if isinstance(mix, Masking) else _Walk(document, Masking())

    def page(self, page: Page) -> None:
        resources = _inherited(page.obj, "/Resources")
        self._drawing(page, resources, page.obj)
        if "/Group" in page.obj:
            page.obj.Group = self._group(page.obj.Group)
        for note in page.obj.get("/Annots", []):
            self._note(note)

    def once(self, thing: Any, make: Callable[[Any], Any]) -> Any:
        """Return what `make` makes of a thing, once for all that refer to it."""
        if not thing.is_indirect:
            return make(thing)
        if thing.objgen not in self.done:
            self.done[thing.objgen] = self.document.make_indirect(make(thing))
        return self.done[thing.objgen]

    def _drawing(self, source: Page | Object, resources: Any, target: Any) -> None:
        """Write the instructions of `source`, and the resources they name, into `target`."""
        fresh = self._resources(resources)

        def named(name: Name) -> Space:
            listed = resources.get("/ColorSpace", {})
            return self.spaces.read(listed.get(name, name))

        def inline(image: Any) -> Name:
            if "/XObject" not in fresh:
                fresh.XObject = Dictionary()
            name = Name(f"/Inline{len(fresh.XObject)}")
            fresh.XObject[name] = self._inline(image, named)
            return name

        written = Operators(self.spaces, named, inline).rewritten(source)
        if isinstance(target, Stream):
            target.write(written)
        else:
            target.Contents = self.document.make_stream(written)
        target.Resources = fresh

    def _resources(self, resources: Any) -> Dictionary:
        makers: dict[str, Callable[[Any], Any]] = {
            "/Pattern": lambda pattern: self.once(pattern, lambda old: self._pattern(old, resources)),
            "/Shading": lambda shading: self.once(shading, self._shading),
            "/XObject": lambda thing: self.once(thing, lambda old: self._xobject(old, resources)),
            "/ExtGState": lambda state: self.once(state, self._state),
            "/Font": lambda font: self.once(font, lambda old: self._font(old, resources)),
        }
        fresh = Dictionary({key: value for key, value in resources.items() if key not in {*makers, "/ColorSpace"}})
        # In a fixed order, as every new object is numbered when it is made.
        for key in sorted(makers.keys() & set(resources.keys())):
            fresh[key] = Dictionary({name: makers[key](thing) for name, thing in resources[key].items()})
        spaces = self._named_spaces(resources.get("/ColorSpace", Dictionary()))
        if spaces:
            fresh.ColorSpace = Dictionary(spaces)
        return fresh

    def _named_spaces(self, listed: Any) -> dict[str, Any]:
        """Return the spaces that are still named; a default space (8.6.5.6) would turn device colours back."""
        read = ((name, self.spaces.read(space)) for name, space in listed.items() if not name.startswith("/Default"))
        return {name: space.kept for name, space in read if space.kept is not None}

    def _form(self, form: Any, resources: Any) -> Stream:
        fresh = self._copy(form)
        self._drawing(form, form.get("/Resources", resources), fresh)
        if "/Group" in form:
            fresh.Group = self._group(form.Group)
        return fresh

    def _xobject(self, thing: Any, resources: Any) -> Any:
        if thing.Subtype == Name.Form:
            return self._form(thing, resources)
        if thing.Subtype == Name.Image:
            return repainted_image(self.document, thing, self.spaces)
        raise ValueError(f"an object of kind {thing.Subtype} cannot be printed")

    def _pattern(self, pattern: Any, resources: Any) -> Any:
        if int(pattern.PatternType) == 1:
            return self._form(pattern, resources)
        fresh = Dictionary({key: value for key, value in pattern.items() if key not in ("/Shading", "/ExtGState")})
        fresh.Shading = self.once(pattern.Shading, self._shading)
        if "/ExtGState" in pattern:
            fresh.ExtGState = self.once(pattern.ExtGState, self._state)
        return fresh

    def _shading(self, shading: Any) -> Any:
        space = self.spaces.read(shading.ColorSpace)
        if space.paint is None:
            return shading
        if "/Function" not in shading:
            raise ValueError("a mesh with colours of its own cannot be recoloured")
        fresh = self._copy(shading) if isinstance(shading, Stream) else Dictionary(dict(shading.items()))
        fresh.ColorSpace = Name(self.mix.space)
        fresh.Function = functions.repainted(self.document, shading.Function, space.paint)
        if "/Background" in shading:
            fresh.Background = space.mixed(list(shading.Background))
        return fresh

    def _state(self, state: Any) -> Any:
        mask = state.get("/SMask")
        if not isinstance(mask, Dictionary):
            return state
        # The alpha of a mask has no colour; its luminosity is nothing but colour.
        walk = self.masks if str(mask.S) == "/Luminosity" else self
        fresh = Dictionary(dict(mask.items()))
        fresh.G = walk.once(mask.G, lambda form: walk._form(form, Dictionary()))
        if "/BC" in mask and walk is self.masks:
            backdrop = walk.spaces.read(mask.G.Group.CS)
            fresh.BC = backdrop.mixed(list(mask.BC))
        return Dictionary({**dict(state.items()), "/SMask": fresh})

    def _group(self, group: Any) -> Dictionary:
        """Return the attributes of a group (11.6.6), whose colours blend in the inks."""
        fresh = Dictionary(dict(group.items()))
        if "/CS" in group:
            fresh.CS = Name(self.mix.space)
        return fresh

    def _font(self, font: Any, resources: Any) -> Any:
        if font.Subtype != Name.Type3:
            return font
        fresh = Dictionary(dict(font.items()))
        inner = font.get("/Resources", resources)
        glyphs = {name: self._glyph(glyph, inner) for name, glyph in font.CharProcs.items()}
        fresh.CharProcs = Dictionary(glyphs)
        fresh.Resources = self._resources(inner)
        return fresh

    def _glyph(self, glyph: Any, resources: Any) -> Stream:
        fresh = self._copy(glyph)
        self._drawing(glyph, resources, fresh)
        return fresh

    def _note(self, note: Any) -> None:
        for key in ("/C", "/IC"):
            if key in note and len(note[key]) in (3, 4):
                note[key] = self.spaces.device(len(note[key])).mixed(list(note[key]))
        for key, shown in list(note.get("/AP", {}).items()):
            if isinstance(shown, Stream):
                note.AP[key] = self.once(shown, lambda form: self._form(form, Dictionary()))
            else:
                states = {
                    name: self.once(form, lambda form: self._form(form, Dictionary())) for name, form in shown.items()
                }
                note.AP[key] = Dictionary(states)

    def _inline(self, image: Any, named: Callable[[Name], Space]) -> Any:
        """Return an image that stood in the text (8.9.7) as an object of its own."""
        inks = repainted_image(self.document, standalone(self.document, image), self.spaces, named)
        return self.document.make_indirect(inks)

    def _copy(self, stream: Any) -> Stream:
        kept = {key: value for key, value in stream.items() if key not in _OF_THE_STREAM}
        copy: Stream = self.document.make_stream(stream.read_bytes(), Dictionary(kept))
        return copy


def _inherited(node: Any, key: str) -> Any:
    """Return an entry of a page, or of the nearest branch above that has it (7.7.3.4)."""
    while key not in node and "/Parent" in node:
        node = node.Parent
    return node.get(key, Dictionary())


def _plain_bookmarks(document: Pdf) -> None:
    """Take the colours, always RGB, from the bookmarks (12.3.3)."""
    waiting = [document.Root.get("/Outlines", Dictionary())]
    while waiting:
        mark = waiting.pop()
        waiting += [mark[key] for key in ("/First", "/Next") if key in mark]
        if "/C" in mark:
            del mark["/C"]
