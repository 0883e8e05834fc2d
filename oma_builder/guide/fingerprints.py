"""What each field of a trade says, as digests: how a printed edition remembers a sheet for years.

A contract: digests are kept in `content/editions/`, and compared with those that later programs make. So they are of what
the author wrote, by the authors' own names of fields, in the order of these names. A field that is empty or left at its
default counts as not written, so that a new optional one changes nothing; spaces, quotation marks and dashes do not
count, since typography and line breaks may be set anew. Planned recruitments are no author's words: their digest is of the
survey's year and source, of whom it counts, and of the figures that are told. Whatever else changes here makes every sheet look changed:
`tests/test_editions.py` pins the digests of a whole trade.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from oma_builder.content.documents import Document
from oma_builder.content.kinds.base import Picture, Source
from oma_builder.content.kinds.metier import Metier
from oma_builder.content.wording import digest_of, written
from oma_builder.guide.metier_fields import COUNTED
from oma_builder.guide.recruitment import Demand

Fingerprints = Mapping[str, str]
"""Digests by the authors' names of fields."""

_UNPRINTED: Mapping[type[BaseModel], frozenset[str]] = {
    Source: frozenset({"adresse", "date"}),  # the day somebody looked again changes nothing
    Picture: frozenset({"alt", "credit"}),
}
"""What a sheet of paper does not show of its parts."""

_LENGTH = 12
_NUMBER = re.compile(r"\d+", re.ASCII)


def fingerprints(entry: Metier, demand: Demand | None) -> Fingerprints:
    """Return the digest of every field that counts and that is filled: the first 12 hexadecimal digits of a SHA-256."""
    told = {"recrutements": _planned(demand)} if demand and demand.region else {}
    fields = {**written(entry, _UNPRINTED), **told}
    return {name: fingerprint(value) for name, value in sorted(fields.items()) if name in COUNTED}


def fingerprint(value: object) -> str:
    """Return the digest of what one field says."""
    return digest_of(value)[:_LENGTH]


def all_fingerprints(documents: Iterable[Document[Metier]], demands: Mapping[str, Demand]) -> dict[str, Fingerprints]:
    """Return the digests of every trade, by its identifier."""
    return {document.id: fingerprints(document.entry, demands.get(document.id)) for document in documents}


def _planned(demand: Demand) -> Mapping[str, Any]:
    """Return what paper prints of planned recruitments, without its words.

    The comparison with an earlier year is left out: a sheet that lacks it says nothing wrong.
    """
    figures = {
        f"{figure.kind} {figure.code}": [figure.low, figure.high, _numbers(figure.difficult), _numbers(figure.seasonal)]
        for figure in demand.figures
    }
    return {
        "annee": demand.year,
        "source": demand.source.title,
        "code": demand.code,
        "famille": demand.family,
        "chiffres": figures,
    }


def _numbers(share: str) -> list[str]:
    return _NUMBER.findall(share)
