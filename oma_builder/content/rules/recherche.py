"""What the search understands: each wish told once, and what pupils say leading to one of them."""

import datetime
from collections.abc import Iterator

from oma_builder.content.documents import Document
from oma_builder.content.kinds.recherche import Recherche
from oma_builder.content.loader import Corpus
from oma_builder.content.parser import Pointer
from oma_builder.content.typography import slugify
from oma_builder.problems import Problem


def wishes_are_told_once(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Neither a wish nor a way of saying one stands twice: its name is its address, and readers would see one of two lists."""
    if corpus.search is None:
        return
    seen: dict[tuple[str, str], Pointer] = {}
    for at, field, text in _said(corpus.search):
        if (first := seen.setdefault((field, slugify(text) if field == "nom" else text.casefold()), at)) != at:
            message = f"« {text} » est déjà à la ligne {corpus.search.line(*first)}"
            yield corpus.search.problem(at, "envie-en-double", message, "gardez l’un des deux")


def _said(document: Document[Recherche]) -> Iterator[tuple[Pointer, str, str]]:
    """Yield where each name, word and saying stands, by the list in which it may stand once."""
    for index, wish in enumerate(document.entry.envies):
        yield ("envies", index, "nom"), "nom", wish.nom
        for rank, word in enumerate(wish.mots):
            yield ("envies", index, "mots", rank), "mots", word
    for index, saying in enumerate(document.entry.expressions):
        for rank, word in enumerate(saying.dit):
            yield ("expressions", index, "dit", rank), "dit", word
