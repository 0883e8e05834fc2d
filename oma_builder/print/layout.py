"""Trades laid out page by page: the size at which each fits, where it starts, and what does not fit."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from oma_builder.guide.metiers import Metier
from oma_builder.print.forms import Fit
from oma_builder.print.parts import Data
from oma_builder.print.sheet import Sheet
from oma_builder.problems import Problem

_ROUNDED = 50
"""What is to be cut is told in steps of so many characters: no editor counts closer."""

_MM_PER_INCH = 25.4

_MOST_LAYOUTS = 20
"""Far more than any book needs: there are fewer steps."""


@dataclass(frozen=True, slots=True)
class Span:
    """The pages of one trade; `excess` is the share of its text, 0 to 1, that does not fit."""

    first: int
    last: int
    excess: float

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Laid:
    """Pages laid out: how many, each trade's own, the photographs, as (file, page, points per inch), and the places.

    `places` are the pages of its labelled headings, `named` the labels whose pages it tells. Pages are counted from the
    beginning of the book, without those `leading` ones that only Typst's own PDF has.
    """

    pages: int
    spans: Mapping[str, Span]
    photographs: tuple[tuple[str, int, float], ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    named: tuple[str, ...] = ()
    leading: int = 0

    def to_json(self) -> Any:
        """Return the facts as plain data, for the cache."""
        spans = {name: [span.first, span.last, span.excess] for name, span in self.spans.items()}
        return [self.pages, spans, self.photographs, self.places, self.named, self.leading]


def laid_of(told: Any) -> Laid:
    """Read what `Laid.to_json` wrote."""
    pages, spans, photographs, places, named, leading = told
    kept = {name: Span(*span) for name, span in spans.items()}
    return Laid(pages, kept, tuple(map(tuple, photographs)), places, tuple(named), leading)


def joined(sections: Iterable[Laid]) -> Laid:
    """Return the whole that sections make up, which follow one another."""
    several = tuple(sections)
    return Laid(
        sum(laid.pages for laid in several),
        {name: span for laid in several for name, span in laid.spans.items()},
        tuple(photograph for laid in several for photograph in laid.photographs),
        {name: page for laid in several for name, page in laid.places.items()},
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """How a section is set: the step of each trade by its rank, trades after a page of notes, its first page, its numbers.

    `numbers` are the page of each place that it names and the figures that this has room for; one that is not known takes
    `room` for so many.
    """

    ranks: Mapping[str, int]
    noted: frozenset[str] = frozenset()
    first: int = 1
    numbers: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    room: int = 2

    def to_json(self) -> Any:
        """Return it as plain data, for the cache."""
        return [self.ranks, sorted(self.noted), self.first, self.numbers, self.room]


def setting_of(told: Any) -> Setting:
    """Read what `Setting.to_json` wrote."""
    ranks, noted, first, numbers, room = told
    return Setting(ranks, frozenset(noted), first, {name: (page, kept) for name, (page, kept) in numbers.items()}, room)


def afresh(metiers: Iterable[str]) -> Setting:
    """Return the setting to begin with where nothing is known: every trade at its largest."""
    return Setting(dict.fromkeys(metiers, 0))


def lay_out(sheet: Sheet, fit: Fit, pixels: Mapping[str, tuple[int, int]], start: Setting) -> tuple[Laid, Setting]:
    """Lay a section out, then again with the next step for each trade that runs over its pages, until it settles.

    `pixels` are the width and height of each photograph, by the name of its file. A second layout costs little:
    Typst keeps what did not change. (Measuring each trade inside Typst cost three times as much, in time and in
    memory.)

    Returns also how it is set in the end. That does not hang on where it starts, as long as each rank is that of a trade
    that runs over at every lower one: notes follow from the pages.
    """
    now = start
    for _ in range(_MOST_LAYOUTS):
        set_as(sheet, now, fit)
        facts = sheet.ask("<facts>")
        before = now.first - 1 - facts["leading"]
        spans = dict(_spans(facts, fit, before))
        after = _next(now, spans, fit)
        if after == now:
            return _told(facts, spans, pixels, before), now
        now = after
    raise RuntimeError("trades do not settle on their pages")


def _told(facts: Any, spans: Mapping[str, Span], pixels: Mapping[str, tuple[int, int]], before: int) -> Laid:
    return Laid(
        facts["pages"] - facts["leading"],
        spans,
        tuple(_densities(facts["photographs"], pixels, before)),
        {name: page + before for name, page in facts["places"].items()},
        tuple(facts["named"]),
        facts["leading"],
    )


def set_as(sheet: Sheet, setting: Setting, fit: Fit) -> None:
    """Tell the templates how the section is set."""
    steps = fit.steps
    layouts = {name: {**asdict(steps[rank]), "notes": name in setting.noted} for name, rank in setting.ranks.items()}
    sheet.write("layouts.json", layouts)
    sheet.write("pages.json", {"first-page": setting.first, "numbers": setting.numbers, "room": setting.room})


def _next(now: Setting, spans: Mapping[str, Span], fit: Fit) -> Setting:
    """Return the setting that a layout asks for: the same when it is settled."""
    last = len(fit.steps) - 1
    over = {name for name, span in spans.items() if span.pages > fit.aim and now.ranks[name] < last}
    if over:
        return replace(now, ranks={name: rank + (name in over) for name, rank in now.ranks.items()})
    return replace(now, noted=frozenset(_after_notes(spans, now.noted))) if fit.faces else now


def pages_of(labels: Iterable[str], laid: Laid) -> frozenset[int]:
    """Return the pages of these places of a book, each from its heading to the next one, and the first, which stands for all.

    There is none where no label has a place.
    """
    starts = sorted({*laid.places.values(), laid.pages + 1})
    firsts = [laid.places[name] for name in labels if name in laid.places]
    found = {page for first in firsts for page in range(first, min(start for start in starts if start > first))}
    return frozenset({1, *found} if found else ())


def too_long(metiers: Iterable[Metier], sheets: Mapping[str, Data], laid: Laid, fit: Fit) -> Iterator[Problem]:
    """Report the trades that do not fit, each with how much of it is to be cut."""
    for metier in metiers:
        span = laid.spans[metier.id]
        if span.pages > fit.most:
            signs = signs_to_cut(sheets[metier.id], span.excess)
            message = f"la fiche prend {span.pages} pages dans le guide imprimé, qui lui en donne {fit.most}"
            hint = f"raccourcissez-la d’environ {signs} signes"
            yield Problem(metier.file, 1, "fiche-trop-longue", message, hint)


def signs_to_cut(data: Data, excess: float) -> int:
    """Return about how many characters a text has too many, of which the share `excess` (0 to 1) does not fit."""
    return math.ceil(_length(data) * excess / _ROUNDED) * _ROUNDED


def _spans(facts: Any, fit: Fit, before: int) -> Iterator[tuple[str, Span]]:
    """Yield the pages of each trade, from the marks at its start and end; `before` are the pages of the book till then."""
    height = facts["height"]
    for (name, first), (_, last, depth) in zip(facts["starts"], facts["ends"], strict=True):
        length = (last - first) * height + depth
        yield name, Span(first + before, last + before, max(0.0, 1 - fit.most * height / length))


def _densities(
    photographs: Any, pixels: Mapping[str, tuple[int, int]], before: int
) -> Iterator[tuple[str, int, float]]:
    """Yield how many pixels of each photograph stand on an inch of paper; one that fills its place is cut to it."""
    for name, page, width, height in photographs:
        if name in pixels:
            across, down = pixels[name]
            yield name, page + before, round(_MM_PER_INCH / max(width / across, height / down), 1)


def _after_notes(spans: Mapping[str, Span], noted: frozenset[str]) -> Iterator[str]:
    """Yield the trades that need a page of notes before them, so as to open on a left-hand page."""
    now, then = 0, 0  # pages of notes so far: in this layout, and in the one that is wanted
    for name, span in spans.items():
        now += name in noted
        if span.pages > 1 and (span.first - now + then) % 2:
            then += 1
            yield name


def _length(data: object) -> int:
    """Return how many characters a sheet holds, the addresses apart."""
    if isinstance(data, str):
        return 0 if data.startswith(("http", "#")) else len(data)
    if isinstance(data, dict):
        return sum(map(_length, data.values()))
    return sum(map(_length, data)) if isinstance(data, list | tuple) else 0
