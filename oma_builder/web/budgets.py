"""What the site may weigh: every build holds its pages, its style sheet and its scripts against these numbers.

A page that goes over because of what it says is a warning, as a trade too long for the guide is: the site can still be
seen, and no strict build (a release, CI) lets it through. What surrounds every page, and a template most of whose pages go over,
are no fault of the editor who builds: they are told as such, and fail the tests of whoever changed them. Style and scripts that
go over, which a developer alone writes, are an error.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from oma_builder.guide.model import Guide
from oma_builder.guide.vocabulary import thousands
from oma_builder.problems import Problem, Severity, plural
from oma_builder.web.ranges import MOST
from oma_builder.web.theme import SHELL, Theme
from oma_builder.web.views import PageView
from oma_builder.web.weights import AROUND, Budget, Measured, budget_of, elements_allowed, gzipped, taken_by_files

STYLE = 8_000
"""Bytes of the style sheets, compressed together."""
CODE = 8_000
"""Bytes of the scripts of every page, compressed, and again of those that one page adds at once; libraries, data and
what waits for a gesture apart."""

_TRADES_ALONE = (
    "metiers.html",
    "secteurs.html",
    "secteur.html",
    "interets.html",
    "interet.html",
    "niveaux.html",
    "liste.html",
)
_LISTS = 2
"""Lists of trades that one page may hold: beyond `MOST` entries, each goes on in other pages."""


def most_elements(template: str, guide: Guide) -> int:
    """Return how many elements of its own a page of this template may hold."""
    return elements_allowed(budget_of(template), _Entries.of(guide).on(template))


def check_pages(views: Iterable[PageView], measured: Iterable[Measured], guide: Guide) -> tuple[Problem, ...]:
    """Return a problem for each budget that a page goes over, or its template, or what surrounds all pages."""
    entries = _Entries.of(guide)
    pages = [
        _Page(view, found, budget_of(view.template), entries.on(view.template))
        for view, found in zip(views, measured, strict=True)
    ]
    heavy = _heavy_templates(pages)
    alone = (problem for page in pages for problem in page.problems(tells_elements=page.view.template not in heavy))
    return (*_heavy_surroundings(pages), *map(_template_problem, heavy), *alone)


MANY = 4
"""Pages of one template from which on most of them going over is the template's fault."""


def _heavy_templates(pages: Iterable["_Page"]) -> tuple[str, ...]:
    """Return the templates of documents most of whose pages hold too many elements."""
    over: dict[str, list[bool]] = {}
    for page in pages:
        if page.view.origin:
            over.setdefault(page.view.template, []).append(page.has_too_many_elements)
    return tuple(name for name, excesses in over.items() if len(excesses) >= MANY and sum(excesses) * 2 > len(excesses))


def _template_problem(template: str) -> Problem:
    message = (
        f"le gabarit « {template} » compte trop d’éléments : la plupart de ses pages dépassent ce qu’elles peuvent"
    )
    hint = "si vos textes n’ont pas beaucoup grandi, ils n’y sont pour rien : dites-le à qui développe le site"
    return Problem(f"templates/web/{template}", 0, "gabarit-trop-lourd", message, hint, Severity.INFORMATION)


def _heavy_surroundings(pages: Iterable["_Page"]) -> Iterator[Problem]:
    most = max((page.found.around for page in pages), default=0)
    if most > AROUND:
        message = f"ce qui entoure chaque page compte {most} éléments ; {AROUND} au plus"
        yield Problem("templates/web/base.html", 0, "gabarit-trop-lourd", message, _NOT_YOURS, Severity.INFORMATION)


_NOT_YOURS = "vos textes n’y sont pour rien : dites-le à qui développe le site"


def check_code(views: Iterable[PageView], theme: Theme) -> tuple[Problem, ...]:
    """Return a problem for a style sheet, or for the scripts of a page, that weigh too much."""
    content = {artifact.route: artifact.content for artifact in theme.artifacts}
    weights = {name: gzipped(content[route]) for name, route in theme.scripts.items() if name not in theme.libraries}
    style = gzipped(content[theme.css])
    problems = [_too_heavy("assets/css", "l’ensemble des feuilles de style", style, STYLE)]
    for asked in sorted({(SHELL,), *(view.scripts for view in views)}):
        own = [name for name in asked if name in weights]
        what, weight = f"l’ensemble des scripts d’une page ({', '.join(own)})", sum(weights[name] for name in own)
        problems.append(_too_heavy("assets/js", what, weight, CODE))
    return tuple(problem for problem in problems if problem)


@dataclass(frozen=True, slots=True)
class _Entries:
    """How many entries of the guide the lists share."""

    trades: int
    formations: int
    places: int

    @classmethod
    def of(cls, guide: Guide) -> "_Entries":
        places = (guide.hosts, guide.events, guide.initiatives, guide.campuses)
        return cls(len(guide.cards), len(guide.formations), sum(map(len, places)))

    def on(self, template: str) -> int:
        """Return how many entries a page may have to list, at most."""
        shown = min(self.trades, _LISTS * MOST)
        if template in _TRADES_ALONE:
            return shown
        return shown + self.formations if template.startswith("formation") else self.trades + self.places


@dataclass(frozen=True, slots=True)
class _Page:
    """One page, what it holds, and what it may hold with so many entries to list."""

    view: PageView
    found: Measured
    budget: Budget
    entries: int

    @property
    def most(self) -> int:
        return elements_allowed(self.budget, self.entries) - taken_by_files(self.budget, self.found.files)

    @property
    def has_too_many_elements(self) -> bool:
        return self.found.elements > self.most

    def problems(self, *, tells_elements: bool) -> Iterator[Problem]:
        """Yield a warning for each budget that it goes over because of what it says; its elements may be its template's."""
        route, found, budget = self.view.route, self.found, self.budget
        if tells_elements and self.has_too_many_elements:
            message = f"le contenu de la page « {route} » compte {found.elements} éléments ; {self.most} au plus"
            yield self._warning(
                message,
                "raccourcissez ses listes ; si elles viennent d’autres fiches, son gabarit doit en montrer moins",
            )
        if found.files > budget.files + budget.more_files:
            most = budget.files + budget.more_files
            message = f"la page « {route} » demande {plural(found.files, 'fichier')} ; {most} au plus"
            yield self._warning(message, "retirez des images, ou des scripts de son gabarit")
        if found.gzipped > budget.gzipped:
            message = f"la page « {route} » pèse {thousands(found.gzipped)} octets une fois compressée ; {thousands(budget.gzipped)} au plus"
            yield self._warning(message, "raccourcissez ses textes")

    def _warning(self, message: str, hint: str) -> Problem:
        where = self.view.origin or f"templates/web/{self.view.template}"
        return Problem(where, 0, "page-trop-lourde", message, hint, Severity.WARNING)


def _too_heavy(where: str, what: str, weight: int, most: int) -> Problem | None:
    if weight <= most:
        return None
    message = f"{what} pèse {thousands(weight)} octets, une fois compressé ; {thousands(most)} au plus"
    return Problem(
        where, 0, "code-trop-lourd", message, "retirez ce qui ne sert plus, ou ne le chargez que sur demande"
    )
