"""The short addresses that paper shows: each leads to a trade of today, or to the page that says it is gone."""

from collections.abc import Iterator
from dataclasses import dataclass

from oma_builder.content import schema
from oma_builder.content.loader import Corpus
from oma_builder.content.short_codes import claims
from oma_builder.guide import routes
from oma_builder.guide.metiers import Cards
from oma_builder.guide.values import Link


@dataclass(frozen=True, slots=True)
class ShortAddress:
    """One code and where it leads; the title is empty when the trade is not in the guide."""

    code: str
    target: Link

    @property
    def route(self) -> str:
        """Return the route of the page that leads on."""
        return routes.short(self.code)


def short_addresses(corpus: Corpus, cards: Cards) -> Iterator[ShortAddress]:
    """Yield every code that may stand on paper, printed or not, each once: also those of drafts and of sheets that are gone."""
    found: dict[str, Link] = {}
    for code, _, document in claims(corpus.of(schema.METIERS), corpus.of(schema.EDITIONS)):
        card = cards.get(document.id) if document else None
        link = Link(card.title.both, card.route) if card else Link("", routes.GONE)
        if found.setdefault(code, link).route == routes.GONE:
            found[code] = link
    return (ShortAddress(code, link) for code, link in sorted(found.items()))
