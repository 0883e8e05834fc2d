"""Texts → sentences → words."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from oma_builder.content.spelling import words

_SENTENCE_END = re.compile(r"[.!?…:;]+(?:\s|$)|\n")
_LISTS = Path(__file__).parent


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; a colon or semicolon ends one too, as Björnsson counts them."""
    return (part for part in _SENTENCE_END.split(text) if words(part))


def plain(word: str) -> str:
    """Return what words are put in order by: their letters without accents nor case."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def listed(name: str) -> tuple[str, ...]:
    """Return the lines of one of the lists beside this module."""
    return tuple((_LISTS / name).read_text(encoding="utf-8").splitlines())
