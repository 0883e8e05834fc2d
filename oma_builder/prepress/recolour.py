"""A finished PDF in other inks: every colour that Typst can have put there becomes CMYK or grey."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream
from PIL import Image

from oma_builder.prepress.inks import Inks, Mixer
from oma_builder.prepress.operators import OVERPRINT, Operators, paint_of
from oma_builder.prepress.photographs import picture
from oma_builder.prepress.saving import saved

_OF_THE_STREAM = {"/Length", "/Filter", "/DecodeParms"}
_IN_COLOURS = {"/Pattern", "/Shading"}
_OF_AN_IMAGE = {"/Type", "/Subtype", "/Width", "/Height", "/BitsPerComponent", "/SMask", "/Interpolate"}


def recolour(pdf: bytes, mixer: Mixer) -> bytes:
    """Return a PDF of Typst's with every RGB colour and image in the inks of the mixer; the same bytes for the same PDF.

    Whatever is already in these inks stays as it is; greys of a profile become black alone in CMYK. Flat drawings stay
    vector. It knows what Typst makes of text, flat drawings and pictures: anything else (a gradient, a pattern, another
    colour space) is a `ValueError`.
    """
    if mixer.inks is Inks.RGB:
        return pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        recoloured(document, mixer)
        return saved(document)


def recoloured(document: Pdf, mixer: Mixer) -> None:
    """Recolour an open document in place."""
    walk = _Walk(document, mixer)
    for page in document.pages:
        walk.page(page)


class _Walk:
    """Goes through one document; what several pages share is made anew once."""

    def __init__(self, document: Pdf, mix: Mixer) -> None:
        self.document, self.mix = document, mix
        self.done: dict[tuple[int, int], Object] = {}
        self.overprint = Dictionary(Type=Name.ExtGState, OP=False, op=True, OPM=1)

    def page(self, page: Page) -> None:
        written, resources = self._drawing(page.obj.Contents, page.obj)
        page.obj.Contents = self.document.make_stream(written)
        page.obj.Resources = resources
        if "/Group" in page.obj:
            page.obj.Group = self._group(page.obj.Group)
        if any({"/C", "/AP"} & set(note.keys()) for note in page.obj.get("/Annots", [])):
            raise ValueError("a note with colours: Typst cannot have made it of what it was given")

    def once(self, thing: Any, make: Callable[[Any], Any]) -> Any:
        """Return what `make` makes of a thing, once for all that refer to it."""
        if not thing.is_indirect:
            return make(thing)
        if thing.objgen not in self.done:
            self.done[thing.objgen] = self.document.make_indirect(make(thing))
        return self.done[thing.objgen]

    def _drawing(self, contents: Any, holder: Any) -> tuple[bytes, Dictionary]:
        """Return the instructions of a page or of a form, and the resources that they name."""
        resources = holder.get("/Resources", Dictionary())
        spaces = resources.get("/ColorSpace", {})
        streams = contents if isinstance(contents, Array) else (contents,)
        # Where one stream ends, a word may too (ISO 32000-1, 7.8.2).
        content = b"\n".join(stream.read_bytes() for stream in streams)
        return Operators(spaces, self.mix).rewritten(content), self._resources(resources)

    def _resources(self, resources: Any) -> Dictionary:
        """Return resources without colour spaces: every colour is in a device's own, and needs no name."""
        if found := _IN_COLOURS & set(resources.keys()):
            raise ValueError(f"{', '.join(sorted(found))}: Typst cannot have made it of what it was given")
        makers = {"/XObject": self._xobject, "/ExtGState": self._state, "/Font": _font}
        fresh = Dictionary({key: value for key, value in resources.items() if key not in {*makers, "/ColorSpace"}})
        # In a fixed order, as every new object is numbered when it is made.
        for key in sorted(makers.keys() & set(resources.keys())):
            fresh[key] = Dictionary({name: self.once(thing, makers[key]) for name, thing in resources[key].items()})
        if self.mix.inks is Inks.CMYK and "/Font" in fresh:
            states = fresh.get("/ExtGState", Dictionary())
            states[OVERPRINT] = self.overprint
            fresh.ExtGState = states
        return fresh

    def _xobject(self, thing: Any) -> Any:
        if thing.Subtype == Name.Form:
            return self._form(thing)
        if thing.Subtype == Name.Image:
            return self._image(thing)
        raise ValueError(f"an object of kind {thing.Subtype} cannot be printed")

    def _form(self, form: Any) -> Stream:
        written, resources = self._drawing(form, form)
        kept = {key: value for key, value in form.items() if key not in _OF_THE_STREAM}
        fresh = self.document.make_stream(written, Dictionary({**kept, "/Resources": resources}))
        if "/Group" in form:
            fresh.Group = self._group(form.Group)
        return fresh

    def _image(self, image: Any) -> Any:
        """Return an image in these inks, what shows through it kept; a photograph (JPEG) is in them already."""
        if paint_of(image.get("/ColorSpace"), self.mix) is None:
            return image
        kept = {key: image[key] for key in _OF_AN_IMAGE if key in image}
        if image.get("/Filter") == Name.DCTDecode:
            return self.document.make_stream(
                image.read_raw_bytes(),
                Dictionary({**kept, "/Filter": Name.DCTDecode, "/ColorSpace": Name(self._of_photograph(image))}),
            )
        drawn = picture(_pixels(image), self.mix)
        space = Name.DeviceGray if drawn.mode == "L" else Name(self.mix.space)
        return self.document.make_stream(drawn.tobytes(), Dictionary({**kept, "/ColorSpace": space}))

    def _of_photograph(self, image: Any) -> str:
        """Return the space of a photograph whose profile only says that it is grey."""
        if self.mix.inks is not Inks.GREY or int(image.ColorSpace[1].N) != 1:
            raise ValueError("a photograph that is not in the inks of its paper")
        return self.mix.space

    def _state(self, state: Any) -> Any:
        mask = state.get("/SMask")
        if not isinstance(mask, Dictionary):
            return state
        if Name.Alpha != mask.S:
            raise ValueError(f"a mask of kind {mask.S}: Typst cannot have made it of what it was given")
        fresh = Dictionary({**dict(mask.items()), "/G": self.once(mask.G, self._form)})
        return Dictionary({**dict(state.items()), "/SMask": fresh})

    def _group(self, group: Any) -> Dictionary:
        """Return the attributes of a group (11.6.6), whose colours blend in the inks."""
        fresh = Dictionary(dict(group.items()))
        if "/CS" in group:
            fresh.CS = Name(self.mix.space)
        return fresh


def _font(font: Any) -> Any:
    if font.Subtype == Name.Type3:
        raise ValueError("a font of drawings: Typst cannot have made it of ours")
    return font


def _pixels(image: Any) -> Image.Image:
    """Return the pixels of an image without losses, in RGB."""
    raw, size = image.read_bytes(), (int(image.Width), int(image.Height))
    odd = {"/Decode", "/Mask", "/ImageMask"} & set(image.keys()) or "/Matte" in image.get("/SMask", {})
    if odd or image.BitsPerComponent != 8 or len(raw) != 3 * size[0] * size[1]:
        raise ValueError("an image of a kind that Typst cannot have made of what it was given")
    return Image.frombytes("RGB", size, raw)
