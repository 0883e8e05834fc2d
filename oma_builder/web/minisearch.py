"""An index in the serialised format of MiniSearch 7 (`serializationVersion` 2), made without MiniSearch.

It equals, as a structure, what `MiniSearch.toJSON()` returns for the same documents; a test builds both. Terms are
sorted, since their order means nothing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """What the index knows of one thing: the terms of each field it has, and what an answer shows (`stored`)."""

    id: str
    terms: Mapping[str, Sequence[str]]
    stored: Mapping[str, Any]


def serialised(documents: Sequence[Document], fields: Sequence[str]) -> dict[str, Any]:
    """Return the index of documents whose ids differ; a document without a field is not counted in its mean length."""
    index: dict[str, dict[str, dict[str, int]]] = defaultdict(dict)
    for number, document in enumerate(documents):
        for rank, field in enumerate(fields):
            for term in document.terms.get(field, ()):
                found = index[term].setdefault(str(rank), {})
                found[str(number)] = found.get(str(number), 0) + 1
    lengths = [_lengths(document, fields) for document in documents]
    return {
        "documentCount": len(documents),
        "nextId": len(documents),
        "documentIds": {str(number): document.id for number, document in enumerate(documents)},
        "fieldIds": {field: rank for rank, field in enumerate(fields)},
        "fieldLength": {str(number): found for number, found in enumerate(lengths) if found},
        "averageFieldLength": _averages(lengths, len(fields)),
        "storedFields": {str(number): dict(document.stored) for number, document in enumerate(documents)},
        "dirtCount": 0,
        "index": sorted(index.items()),
        "serializationVersion": 2,
    }


def _lengths(document: Document, fields: Sequence[str]) -> list[int | None]:
    """Return the number of different terms of each field; a JavaScript array has a hole for a field that is missing."""
    found = [len(set(document.terms[field])) if field in document.terms else None for field in fields]
    while found and found[-1] is None:
        found.pop()
    return found


def _averages(lengths: Sequence[Sequence[int | None]], count: int) -> list[float | None]:
    """Return the mean length of each field, by the steps of MiniSearch: its rounding is part of the format.

    It divides by the documents so far, not by those that have the field.
    """
    averages: list[float | None] = [None] * count
    for number, found in enumerate(lengths):
        for rank, length in enumerate(found):
            if length is not None:
                averages[rank] = ((averages[rank] or 0) * number + length) / (number + 1)
    while averages and averages[-1] is None:
        averages.pop()
    return averages
