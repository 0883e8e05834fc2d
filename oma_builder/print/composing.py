"""The sections of one document set by Typst: how each is laid out, and its PDF, from the cache where it is there."""

import datetime
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from oma_builder.cache import digest
from oma_builder.prepress.assembly import as_section
from oma_builder.prepress.inks import Inks
from oma_builder.prepress.lines import as_lines
from oma_builder.prepress.recolour import recolour
from oma_builder.print import layout
from oma_builder.print.context import DENSEST, DRAWING, DRAWN, LONGEST, PrintContext
from oma_builder.print.forms import Form
from oma_builder.print.layout import Laid, Setting
from oma_builder.print.memory import Memory
from oma_builder.print.pagination import Numbers
from oma_builder.print.qrcodes import qr_drawings
from oma_builder.print.sections import NO_ROOMS, Rooms
from oma_builder.print.sheet import Folder, Sheet, forget, laid_out

LONG = 40
"""Pages of a section from which on Typst shall not keep how it is laid out: some 200 MB."""

Sizes = Mapping[str, tuple[int, int]]
"""Pixels across and down of pictures, by the names of their files."""

_NO_DAY = datetime.date(1970, 1, 1)
"""What a section says of its day: the whole tells its own, so that nothing is set anew from one day to the next."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One section to set: its label, what Typst sees, the addresses that have a QR code, the layouts of its trades before.

    While no page number is known, each takes the room for as many figures as `rooms` says of it, or of the rest.
    """

    name: str
    folder: Folder
    codes: tuple[str, ...]
    memory: Memory
    rooms: Rooms = NO_ROOMS


@dataclass(frozen=True, slots=True)
class Draft:
    """A section laid out before any number is known: how it is set, and the pixels that its pictures need where they stand."""

    rank: int
    laid: Laid
    setting: Setting
    fitted: Sizes


class Composer:
    """Sets the sections of one document; Typst keeps what did not change from one layout of a section to the next."""

    def __init__(
        self, main: str, copies: tuple[Copy, ...], form: Form, context: PrintContext, opened: ExitStack
    ) -> None:
        self.main, self.copies, self.form, self.context = main, copies, form, context
        self.mix = context.materials.mixer(form.inks)
        self._opened = opened
        self._sheets: dict[int, tuple[Sheet, Folder]] = {}
        self.keys = tuple(self._key(copy) for copy in copies)

    def draft(self, rank: int, first: int) -> Draft:
        """Lay a section out from page `first` on, while no page number is known."""
        rooms = self.copies[rank].rooms
        numbers = {name: (0, room) for name, room in sorted(rooms.known.items())}
        start = Setting({}, first=first, numbers=numbers, room=rooms.rest)
        key = digest("draft", self.keys[rank], _told(start))
        laid, setting, fitted = json.loads(self.context.cache.memo(key, partial(self._drafted, rank, start)))
        sizes = {name: (across, down) for name, (across, down) in fitted.items()}
        return Draft(rank, layout.laid_of(laid), layout.setting_of(setting), sizes)

    def lay(self, draft: Draft, first: int, numbers: Numbers) -> Laid:
        """Lay it out again, from page `first` on and with these numbers."""
        return self._settled(draft, first, numbers)[0]

    def pdf(self, draft: Draft, first: int, numbers: Numbers) -> bytes:
        """Return the PDF of a section as it was laid out, in its inks; for the press, its pictures alone are in them."""
        return self._pdf(draft, *self._settled(draft, first, numbers))

    def _key(self, copy: Copy) -> str:
        folder = {**copy.folder, "profile.icc": self.mix.profile}
        return self.context.materials.lasting_key(f"{self.main} {self.form} {copy.name}", folder)

    def _drafted(self, rank: int, start: Setting) -> bytes:
        (sheet, folder), memory = self._sheet(rank), self.copies[rank].memory
        sizes = self.context.pictures.sizes(folder, self.mix.inks)
        laid, setting = layout.lay_out(sheet, self.form.fit, sizes, replace(start, ranks=memory.recall()))
        memory.keep(setting.ranks)
        self._make_room(laid)
        fitted = {} if self.mix.inks is Inks.RGB else _fitted(sizes, laid)
        return json.dumps([laid.to_json(), setting.to_json(), fitted]).encode()

    def _settled(self, draft: Draft, first: int, numbers: Numbers) -> tuple[Laid, Setting]:
        if first == draft.setting.first and not (numbers or draft.fitted):
            return draft.laid, draft.setting
        start = replace(draft.setting, first=first, numbers=numbers)
        key = digest("laid", self.keys[draft.rank], _told(start), _told_sizes(draft.fitted))
        laid, setting = json.loads(self.context.cache.memo(key, partial(self._settle, draft, start)))
        return layout.laid_of(laid), layout.setting_of(setting)

    def _settle(self, draft: Draft, start: Setting) -> bytes:
        sheet, folder = self._inked(draft)
        # A pixel more or less may move a line: what is told of the book is told of the pictures that it has in the end.
        laid, setting = layout.lay_out(sheet, self.form.fit, self.context.pictures.sizes(folder, self.mix.inks), start)
        # For nothing where the numbers are not yet right; but Typst forgets a layout once it has made some others.
        self._pdf(draft, laid, setting)
        return json.dumps([laid.to_json(), setting.to_json()]).encode()

    def _pdf(self, draft: Draft, laid: Laid, setting: Setting) -> bytes:
        key = digest("section", self.keys[draft.rank], _told(setting), _told_sizes(draft.fitted))
        return self.context.cache.memo(key, partial(self._set, draft, laid, setting))

    def _set(self, draft: Draft, laid: Laid, setting: Setting) -> bytes:
        sheet, _ = self._inked(draft)
        layout.set_as(sheet, setting, self.form.fit)
        pdf = sheet.pdf(_NO_DAY, accessible=self.form.accessible)
        self._make_room(laid)
        section = as_section(pdf, laid.leading, self.copies[draft.rank].name)
        return recolour(section, self.mix) if self.mix.inks is Inks.GREY else section

    def _make_room(self, laid: Laid) -> None:
        """Forget a long section: a book of such would take gigabytes, which costs more than to lay them out once more."""
        if laid.pages > LONG:
            forget(self.context.materials.fonts, self.context.cache.root)

    def _inked(self, draft: Draft) -> tuple[Sheet, Folder]:
        """Return the sheet of a section whose pictures are in their inks, as large as they stand, and what Typst saw before."""
        sheet, folder = self._sheet(draft.rank)
        pictures, cache = self.context.pictures, self.context.cache
        for name, content in pictures.inked(folder, self.mix, draft.fitted, cache, is_plain=self.form.plain).items():
            sheet.put(name, content)
        return sheet, folder

    def _sheet(self, rank: int) -> tuple[Sheet, Folder]:
        """Return the sheet of a section, and what Typst sees in it; on plain paper, drawings are lines."""
        if rank not in self._sheets:
            copy, context = self.copies[rank], self.context
            folder = {name: self._drawn(name, raw) for name, raw in copy.folder.items()}
            sheet = self._opened.enter_context(laid_out(folder, self.main, context.materials.fonts, context.cache.root))
            sheet.write("codes.json", qr_drawings(copy.codes, context.cache))
            self._sheets[rank] = sheet, folder
        return self._sheets[rank]

    def _drawn(self, name: str, raw: bytes) -> bytes:
        return as_lines(raw) if self.form.plain and name.endswith(DRAWING) else raw


@contextmanager
def composer(main: str, copies: tuple[Copy, ...], form: Form, context: PrintContext) -> Iterator[Composer]:
    """Yield what sets these sections with the template `main`. Raises `BuildError`."""
    with ExitStack() as opened:
        yield Composer(main, copies, form, context, opened)


def _told(setting: Setting) -> str:
    return json.dumps(setting.to_json(), sort_keys=True)


def _told_sizes(sizes: Sizes) -> str:
    return json.dumps(sizes, sort_keys=True)


def _fitted(sizes: Sizes, laid: Laid) -> dict[str, Any]:
    """Return the pixels that each picture needs where it stands largest: no more than paper shows."""
    largest: dict[str, float] = {}
    for name, _, density in laid.photographs:
        largest[name] = min(density, largest.get(name, density))
    fitted = {}
    for name, density in largest.items():
        width, height = sizes[name]
        wanted = DRAWN if name.endswith(DRAWING) else DENSEST
        share = min(1.0, wanted / density, LONGEST / max(width, height))
        fitted[name] = (max(1, round(width * share)), max(1, round(height * share)))
    return fitted
