"""What a page weighs, and what it may weigh (pure)."""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

_UNLIMITED = 1 << 30
_GZIP = 31  # zlib's own name for a gzip file


@dataclass(frozen=True, slots=True)
class Budget:
    """What one page may hold: elements of its own (more for each entry of a list beyond 48), files, and bytes once compressed."""

    elements: int = _UNLIMITED
    each_more: int = 0
    files: int = _UNLIMITED
    gzipped: int = _UNLIMITED


AROUND = 90
"""Elements of what surrounds each page: head, header, footer."""
# EcoIndex (2022) gives its best grade up to 370 elements in 8 files and 120 kB: with what surrounds it, a trade stays below.
# 12 kB arrive in a server's first answer (ten segments), without a second journey over a slow mobile network.
TRADE = Budget(elements=275, files=8, gzipped=12_000)
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

_ELEMENT = re.compile(rb"<[a-z]")
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
    before, main, after = _parts(html)
    elements, around = _count(main), _count(before) + _count(after)
    if budget is not TRADE:
        return Measured(elements, around)
    return Measured(elements, around, files(html), gzipped(html, budget.gzipped))


def _parts(html: bytes) -> tuple[bytes, bytes, bytes]:
    """Return a page before, in and after its `main`."""
    before, start, rest = html.partition(b"<main ")
    main, _, after = rest.partition(b"</main>")
    return before, start + main, after


def _count(html: bytes) -> int:
    return len(_ELEMENT.findall(html))


def files(html: bytes) -> int:
    """Count the page and the files it asks for by itself: each once, but the site's icon again where it is shown."""
    loads = ((tag[:5], _LOADED.search(tag)) for tag in _LOADING.findall(html))
    return 1 + len({(kind, match[1]) for kind, match in loads if match})


def gzipped(content: bytes, enough: int = 0) -> int:
    """Return how many bytes a server sends; a size within `enough` may be that of a quicker, looser compression."""
    quick = len(zlib.compress(content, 1, _GZIP)) if enough else _UNLIMITED
    return quick if quick <= enough else len(zlib.compress(content, 9, _GZIP))


def elements_allowed(budget: Budget, entries: int) -> int:
    """Return how many elements a page may hold that has so many entries to list."""
    return budget.elements + budget.each_more * max(0, entries - LISTED)


def is_light(template: str, page: Measured, most: int) -> bool:
    """Say whether a page keeps within its budget, which gives it so many elements."""
    budget = budget_of(template)
    return page.elements <= most and page.files <= budget.files and page.gzipped <= budget.gzipped
