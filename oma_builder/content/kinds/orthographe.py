"""The words that no dictionary has: `content/orthographe.yaml`."""

import re
from typing import Annotated

from pydantic import Field

from oma_builder.content.fields import Given, shaped
from oma_builder.content.kinds.base import Author, Distinct

_LETTERS = "A-Za-zÀ-ÖØ-öø-ſ"  # spelt out for text editors, whose \\w knows no accents
Word = Annotated[
    Given,
    *shaped(
        re.compile(f"[{_LETTERS}]+(?:[’'-][{_LETTERS}]+)*"),
        "mot-invalide",
        "un mot",
        "écrivez un seul mot par ligne, sans espace ni chiffre",
    ),
]


class Orthographe(Author):
    """The guide's own words: abbreviations, words of a trade, English ones."""

    mots: Distinct[Word] = Field((), description="les mots justes que le dictionnaire ne connaît pas, un par ligne")
