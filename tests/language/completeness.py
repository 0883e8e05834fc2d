"""What a reviewer sees of the guide as a whole: trades that say little, sectors nearly empty, diplomas that lead nowhere."""

from collections import Counter
from collections.abc import Iterator

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds.metier import Metier
from oma_builder.content.loader import Corpus
from oma_builder.content.spelling import words
from tests.language.texts import prose

LEAST = {
    "missions": 5, "competences": 5, "qualites": 3, "similaires": 2, "synonymes": 1, "mots_cles": 3,
    "matieres": 1, "employeurs": 2, "evolutions": 2,
}  # fmt: skip
"""How many items of each list a whole sheet has."""
SHORTEST, LONGEST = 250, 450
"""Words of a sheet that fills its page and no more."""
FEWEST = 3
"""Trades of a sector that is worth opening."""


def remarks(corpus: Corpus) -> Iterator[str]:
    """Yield what the guide lacks; none of it is an error."""
    for trade in corpus.of(schema.METIERS):
        yield from (f"{trade.id} : {lack}" for lack in _lacks(trade))
    yield from _thin_sectors(corpus)
    yield from _missing_marks(corpus)
    yield from _idle_formations(corpus)
    yield from _short_paths(corpus)


def _lacks(trade: Document[Metier]) -> Iterator[str]:
    length = sum(len(words(text)) for text in prose(trade))
    if not SHORTEST <= length <= LONGEST:
        yield f"{length} mots, pour {SHORTEST} à {LONGEST}"
    for field, least in LEAST.items():
        if (count := len(getattr(trade.entry, field))) < least:
            yield f"{count} sous « {field} », pour {least} au moins"
    if not trade.entry.conditions.contraintes:
        yield "aucune contrainte"
    if not any("ROME" in source.titre and trade.entry.rome in source.titre for source in trade.entry.sources):
        yield f"aucune source ne nomme la fiche ROME {trade.entry.rome}"


def _thin_sectors(corpus: Corpus) -> Iterator[str]:
    held = Counter(trade.entry.secteur for trade in corpus.of(schema.METIERS))
    for sector in corpus.of(schema.SECTEURS):
        if held[sector.id] < FEWEST:
            yield f"secteur « {sector.id} » : pas même {FEWEST} métiers"


def _missing_marks(corpus: Corpus) -> Iterator[str]:
    trades = corpus.of(schema.METIERS)
    themes, levels = ({trade.entry.interets.principal for trade in trades}, {trade.entry.niveau for trade in trades})
    yield from (f"thème {letter} : aucun métier" for letter in "RIASEC" if letter not in themes)
    yield from (f"niveau {level} : aucun métier" for level in range(3, 8) if level not in levels)


def _idle_formations(corpus: Corpus) -> Iterator[str]:
    formations = corpus.of(schema.FORMATIONS)
    steps = [step for trade in corpus.of(schema.METIERS) for path in trade.entry.etudes for step in path.etapes]
    used = {name for step in steps for name in (step.formation, *step.ou)}
    used |= {name for formation in formations for name in formation.entry.mene_a}
    yield from (f"formation « {one.id} » : elle ne mène à rien" for one in formations if one.id not in used)


def _short_paths(corpus: Corpus) -> Iterator[str]:
    levels = {formation.id: formation.entry.niveau for formation in corpus.of(schema.FORMATIONS)}
    for trade in corpus.of(schema.METIERS):
        lowest = min(max(levels[step.formation] for step in path.etapes) for path in trade.entry.etudes)
        if lowest < trade.entry.niveau:
            yield f"{trade.id} : des études de niveau {lowest} pour un métier de niveau {trade.entry.niveau}"
