"""`python -m tests.weights SITE`: what of a built site is near its limits, from nine tenths of each on; CI prints it."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oma_builder.guide import routes
from oma_builder.web import budgets, weights
from oma_builder.web.theme import load_theme
from tests.tools import ROOT

WARNING_ZONE = 0.9


@dataclass(frozen=True)
class Use:
    """What one budget holds: of what, how much is used, and how much may be."""

    name: str
    used: int
    most: int

    @property
    def share(self) -> float:
        """How much of it is used, 1 for all."""
        return self.used / self.most


def uses(site: Path) -> Iterator[Use]:
    """Yield the fullest use of each budget."""
    trades = [measured("metier.html", file) for file in (site / "metiers").glob("*.html")]
    yield Use("elements of a trade", max(found.elements for found in trades), weights.TRADE.elements)
    yield Use("elements around a page", max(found.around for found in trades), weights.AROUND)
    yield Use("files of a trade", max(found.files for found in trades), weights.TRADE.files)
    yield Use("bytes of a trade", max(found.gzipped for found in trades), weights.TRADE.gzipped)
    entries = len(trades)
    for route in (routes.METIERS, routes.SECTORS, routes.INTERESTS, routes.LEVELS):
        if (site / route).is_file():
            most = weights.elements_allowed(weights.LIST, entries)
            yield Use(f"elements of {route}", measured(route, site / route).elements, most)
    yield from _code()


def measured(template: str, file: Path) -> budgets.Measured:
    """Return what a page of this template holds."""
    return weights.measure(template, file.read_bytes())


def _code() -> Iterator[Use]:
    theme = load_theme(ROOT / "assets")
    content = {artifact.route: artifact.content for artifact in theme.artifacts}
    yield Use("style sheet", weights.gzipped(content[theme.css]), budgets.STYLE)
    for name in sorted(theme.scripts.keys() - theme.libraries):
        yield Use(f"script {name}", weights.gzipped(content[theme.scripts[name]]), budgets.CODE)


if __name__ == "__main__":
    near = [use for use in uses(Path(sys.argv[1])) if use.share >= WARNING_ZONE]
    for use in near:
        print(f"{use.share:4.0%} {use.name}: {use.used:,} of {use.most:,}")
    print(f"{len(near)} budgets are used to {WARNING_ZONE:.0%} or more")
