"""Trades laid out page by page: the size at which each fits, where it starts, and what does not fit."""

import json
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
"""Far more than any book needs; the real guide takes six."""

_UNSETTLED = "page numbers do not settle: a reference moves the place that it names"


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
    """A book laid out: its pages, each trade's own, and its photographs, as (file, page, points per inch)."""

    pages: int
    spans: Mapping[str, Span]
    photographs: tuple[tuple[str, int, float], ...] = ()

    def to_json(self) -> bytes:
        """Return the facts as one line, for the cache."""
        spans = {name: [span.first, span.last, span.excess] for name, span in self.spans.items()}
        return json.dumps([self.pages, spans, self.photographs], sort_keys=True).encode()


def from_json(line: bytes) -> Laid:
    """Read what `Laid.to_json` wrote."""
    pages, spans, photographs = json.loads(line)
    return Laid(pages, {name: Span(*span) for name, span in spans.items()}, tuple(map(tuple, photographs)))


@dataclass(frozen=True, slots=True)
class Setting:
    """How a book is set: the step of each trade by its rank, trades after a page of notes, where its places stand.

    Places that are not `sure` are guesses: numbers take the room that is kept for them, and no other.
    """

    ranks: Mapping[str, int]
    noted: frozenset[str] = frozenset()
    places: Mapping[str, Any] = field(default_factory=dict)
    sure: bool = False


def afresh(metiers: Iterable[str]) -> Setting:
    """Return the setting to begin with where nothing is known: every trade at its largest."""
    return Setting(dict.fromkeys(metiers, 0))


def lay_out(sheet: Sheet, fit: Fit, pixels: Mapping[str, tuple[int, int]], start: Setting) -> tuple[Laid, Setting]:
    """Lay the book out, then again with the next step for each trade that runs over its pages, until it settles.

    `pixels` are the width and height of each photograph, by the name of its file. A second layout costs little:
    Typst keeps what did not change. (Measuring each trade inside Typst cost three times as much, in time and in
    memory.) References come last: until sizes hold, each new page number would lay its paragraph out anew.

    Returns also where to start the next time. Where a book settles does not hang on its start, as long as each rank is
    that of a trade that runs over at every lower one: notes follow from the pages, and guessed places move nothing.
    """
    now = learned = start
    for _ in range(_MOST_LAYOUTS):
        facts = _asked(sheet, now, fit)
        spans = dict(_spans(facts, fit))
        after = _next(now, spans, facts["places"], fit)
        if after == now:
            laid = Laid(facts["pages"], spans, tuple(_densities(facts["photographs"], pixels)))
            return laid, replace(learned, places=now.places)
        now, learned = after, learned if after.sure else after
    raise RuntimeError(_UNSETTLED)


def _asked(sheet: Sheet, setting: Setting, fit: Fit) -> Any:
    """Return what the templates tell of the book in this setting."""
    steps = fit.steps
    layouts = {name: {**asdict(steps[rank]), "notes": name in setting.noted} for name, rank in setting.ranks.items()}
    sheet.write("layouts.json", layouts)
    sheet.place(setting.places, sure=setting.sure)
    return sheet.ask("<facts>")


def _next(now: Setting, spans: Mapping[str, Span], places: Mapping[str, Any], fit: Fit) -> Setting:
    """Return the setting that a layout asks for: the same when it is settled."""
    last = len(fit.steps) - 1
    over = {name for name, span in spans.items() if span.pages > fit.aim and now.ranks[name] < last}
    if over:
        return replace(now, ranks={name: rank + (name in over) for name, rank in now.ranks.items()})
    wanted = frozenset(_after_notes(spans, now.noted)) if fit.faces else now.noted
    return replace(now, noted=wanted) if wanted != now.noted else replace(now, places=places, sure=bool(places))


def settle(sheet: Sheet, facts: Any) -> None:
    """Lay a document out until every reference names the page on which its place stands; `found` is its last layout."""
    for _ in range(_MOST_LAYOUTS):
        places = facts["places"]
        sheet.place(places, sure=True)
        facts = sheet.ask("<facts>")
        if facts["places"] == places:
            return
    raise RuntimeError(_UNSETTLED)


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


def _spans(facts: Any, fit: Fit) -> Iterator[tuple[str, Span]]:
    """Yield the pages of each trade, from the marks at its start and end."""
    height = facts["height"]
    for (name, first), (_, last, depth) in zip(facts["starts"], facts["ends"], strict=True):
        length = (last - first) * height + depth
        yield name, Span(first, last, max(0.0, 1 - fit.most * height / length))


def _densities(places: Any, pixels: Mapping[str, tuple[int, int]]) -> Iterator[tuple[str, int, float]]:
    """Yield how many pixels of each photograph stand on an inch of paper; one that fills its place is cut to it."""
    for name, page, width, height in places:
        if name in pixels:
            across, down = pixels[name]
            yield name, page, round(_MM_PER_INCH / max(width / across, height / down), 1)


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
