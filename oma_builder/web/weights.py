"""What a page weighs, and what it may weigh (pure)."""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

_UNLIMITED = 1 << 30
_GZIP = 31  # zlib's own name for a gzip file


@dataclass(frozen=True, slots=True)
class Budget:
    """What one page may hold: elements of its own (more for each entry of a list beyond 48), files, and bytes once compressed.

    It may ask for up to `more_files` more, each of which takes elements away from it.
    """

    elements: int = _UNLIMITED
    each_more: int = 0
    files: int = _UNLIMITED
    more_files: int = 0
    gzipped: int = _UNLIMITED


AROUND = 94
"""Elements of what surrounds each page: head, header, footer."""
A_FILE = 3
"""Elements that a file costs beyond those of a budget: to EcoIndex, one more request is as much."""
# EcoIndex (2022) gives its best grade up to 368 elements in 9 files and 110 kB: with what surrounds it, a trade stays below.
# Those of near trades are pictures that come when one has read down to them, and that lists have brought already.
# 12 kB arrive in a server's first answer (ten segments), without a second journey over a slow mobile network.
TRADE = Budget(elements=269, files=9, more_files=5, gzipped=12_000)
LIST = Budget(elements=500, each_more=10)
TEXT = Budget()
LISTED = 48
"""The entries of a list that its 500 elements must do for; each one beyond brings its own."""

_BUDGETS: Mapping[str, Budget] = {
    "metier.html": TRADE,
    "page.html": TEXT,  # as long as its author writes
    "guide.html": TEXT,
    "cahier.html": TEXT,
    "glossaire.html": TEXT,
    "charte.html": TEXT,  # never published
    "accessibilite.html": TEXT,  # the law wants all 106 criteria
}

_LOADING = re.compile(rb"<(?:img|script|link|video|iframe) [^>]+")
_LOADED = re.compile(rb'(?:^<(?:img|script|iframe) .*?\bsrc|^<link (?=.*\brel="(?:icon|stylesheet)").*?\bhref|\bposter)="([^"]+)"', re.DOTALL)  # fmt: skip


def budget_of(template: str) -> Budget:
    """Return the budget of the pages of a template."""
    return _BUDGETS.get(template, LIST)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a page holds: elements of its own, and around them; what its budget does not limit is not measured."""

    elements: int
    around: int = 0
    files: int = 0
    gzipped: int = 0


def measure(template: str, html: bytes) -> Measured:
    """Count what a page of this template holds."""
    budget = budget_of(template)
    if budget is TEXT:
        return Measured(0)
    start, end = html.find(b"<main "), html.find(b"</main>")
    elements, around = _count(html, start, end), _count(html, 0, start) + _count(html, end, len(html))
    if budget is not TRADE:
        return Measured(elements, around)
    return Measured(elements, around, files(html), gzipped(html, budget.gzipped))


def _count(html: bytes, start: int, end: int) -> int:
    """Count the elements of a part of a page, in which a bare « < » begins a mark and nothing else."""
    return html.count(b"<", start, end) - html.count(b"</", start, end) - html.count(b"<!", start, end)


def files(html: bytes) -> int:
    """Count the page and the files it asks for by itself: each once, but the site's icon again where it is shown.

    The style sheet asks for one more, the letters of titles.
    """
    loads = ((tag[:5], _LOADED.search(tag)) for tag in _LOADING.findall(html))
    return 2 + len({(kind, match[1]) for kind, match in loads if match})


def gzipped(content: bytes, enough: int = 0) -> int:
    """Return how many bytes a server sends; a size within `enough` may be that of a quicker, looser compression."""
    quick = len(zlib.compress(content, 1, _GZIP)) if enough else _UNLIMITED
    return quick if quick <= enough else len(zlib.compress(content, 9, _GZIP))


def elements_allowed(budget: Budget, entries: int) -> int:
    """Return how many elements a page may hold that has so many entries to list."""
    return budget.elements + budget.each_more * max(0, entries - LISTED)


def taken_by_files(budget: Budget, files: int) -> int:
    """Return how many elements fewer a page may hold that asks for so many files."""
    return A_FILE * max(0, files - budget.files)


def is_light(template: str, page: Measured, most: int) -> bool:
    """Say whether a page keeps within its budget, which gives it so many elements."""
    budget = budget_of(template)
    has_room = page.elements <= most - taken_by_files(budget, page.files)
    return has_room and page.files <= budget.files + budget.more_files and page.gzipped <= budget.gzipped
