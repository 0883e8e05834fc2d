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
from oma_builder.print.sheet import Folder, Sheet, laid_out

Sizes = Mapping[str, tuple[int, int]]
"""Pixels across and down of pictures, by the names of their files."""

_NO_DAY = datetime.date(1970, 1, 1)
"""What a section says of its day: the whole tells its own, so that nothing is set anew from one day to the next."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One section to set: its label, what Typst sees, the addresses that have a QR code, the layouts of its trades before."""

    name: str
    folder: Folder
    codes: tuple[str, ...]
    memory: Memory


@dataclass(frozen=True, slots=True)
class _Draft:
    """A section laid out before any number is known: how it is set, and the pixels that its pictures need where they stand."""

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

    def lay(self, rank: int, first: int, numbers: Numbers | None) -> Laid:
        """Lay a section out from page `first` on; while no numbers are known, as a draft."""
        draft = self._draft(rank, first)
        return draft.laid if numbers is None else self._settled(rank, draft, numbers)[0]

    def pdf(self, rank: int, first: int, numbers: Numbers) -> bytes:
        """Return the PDF of a section as it was laid out, in its inks; for the press, its pictures alone are in them."""
        draft = self._draft(rank, first)
        laid, setting = self._settled(rank, draft, numbers)
        key = digest("section", self.keys[rank], _told(setting), _told_sizes(draft.fitted))
        return self.context.cache.memo(key, partial(self._set, rank, draft, setting, laid.leading))

    def _key(self, copy: Copy) -> str:
        folder = {**copy.folder, "profile.icc": self.mix.profile}
        return self.context.materials.lasting_key(f"{self.main} {self.form} {copy.name}", folder)

    def _draft(self, rank: int, first: int) -> _Draft:
        key = digest("draft", self.keys[rank], str(first))
        laid, setting, fitted = json.loads(self.context.cache.memo(key, partial(self._drafted, rank, first)))
        sizes = {name: (across, down) for name, (across, down) in fitted.items()}
        return _Draft(layout.laid_of(laid), layout.setting_of(setting), sizes)

    def _drafted(self, rank: int, first: int) -> bytes:
        (sheet, folder), memory = self._sheet(rank), self.copies[rank].memory
        sizes = self.context.pictures.sizes(folder, self.mix.inks)
        for name in sizes:
            sheet.put(name, folder[name])
        laid, setting = layout.lay_out(sheet, self.form.fit, sizes, replace(memory.recall(), first=first))
        memory.keep(setting)
        fitted = {} if self.mix.inks is Inks.RGB else _fitted(sizes, laid)
        return json.dumps([laid.to_json(), setting.to_json(), fitted]).encode()

    def _settled(self, rank: int, draft: _Draft, numbers: Numbers) -> tuple[Laid, Setting]:
        if not (numbers or draft.fitted):
            return draft.laid, draft.setting
        start = replace(draft.setting, numbers=numbers)
        key = digest("laid", self.keys[rank], _told(start), _told_sizes(draft.fitted))
        laid, setting = json.loads(self.context.cache.memo(key, partial(self._settle, rank, draft, start)))
        return layout.laid_of(laid), layout.setting_of(setting)

    def _settle(self, rank: int, draft: _Draft, start: Setting) -> bytes:
        sheet, folder = self._inked(rank, draft.fitted)
        # A pixel more or less may move a line: what is told of the book is told of the pictures that it has in the end.
        laid, setting = layout.lay_out(sheet, self.form.fit, self.context.pictures.sizes(folder, self.mix.inks), start)
        return json.dumps([laid.to_json(), setting.to_json()]).encode()

    def _set(self, rank: int, draft: _Draft, setting: Setting, leading: int) -> bytes:
        sheet, _ = self._inked(rank, draft.fitted)
        layout.set_as(sheet, setting, self.form.fit)
        pdf = as_section(sheet.pdf(_NO_DAY, accessible=self.form.accessible), leading, self.copies[rank].name)
        return recolour(pdf, self.mix) if self.mix.inks is Inks.GREY else pdf

    def _inked(self, rank: int, fitted: Sizes) -> tuple[Sheet, Folder]:
        """Return the sheet of a section whose pictures are in their inks, at these sizes, and what Typst saw before."""
        sheet, folder = self._sheet(rank)
        pictures, cache = self.context.pictures, self.context.cache
        for name, content in pictures.inked(folder, self.mix, fitted, cache, is_plain=self.form.plain).items():
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
