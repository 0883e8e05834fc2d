"""What the import says at its end: what nobody wrote for it, and what of ROME stands in no field."""

from collections import Counter
from collections.abc import Iterator, Sequence

from oma_builder.content.typography import FIXED
from oma_builder.guide.vocabulary import thousands
from oma_builder.rome.drafts import BEYOND, FORMS, LONG, UNTOLD, Draft

_LEFT = {
    FORMS: "noms sans leurs deux genres dans le ROME, ou trop longs",
    LONG: "phrases trop longues, abrégées ou qui annoncent une liste",
    BEYOND: "missions ou savoir-faire au-delà de douze, et qualités au-delà de huit",
    UNTOLD: "contextes de travail qui n’ont pas de champ",
}
_TOLD = 30
"""Titles that are told one by one."""


def lines(drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield the lines of the report."""
    missing = Counter(name for draft in drafts for name in draft.missing)
    asked = ", ".join(f"{name} ({thousands(count)})" for name, count in sorted(missing.items()))
    drafts_told = "Un brouillon de métier" if len(drafts) == 1 else f"{thousands(len(drafts))} brouillons de métiers"
    yield f"{drafts_told}. Il reste à écrire{FIXED}: {asked}."
    if alone := [draft.sheet.label for draft in drafts if "titre › feminin" in draft.missing][:_TOLD]:
        yield f"Titres dont le ROME ne donne pas les deux genres{FIXED}: {', '.join(alone)}."
    left = sum((draft.left for draft in drafts), Counter[str]())
    for reason, words in _LEFT.items():
        if left[reason]:
            yield f"Laissé de côté{FIXED}: {thousands(left[reason])} {words}."
