"""Texts → sentences → words."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…:;]+(?:\s|$)|\n")
_LISTS = Path(__file__).parent


def words(text: str) -> list[str]:
    """Return the words as a word processor counts them: *l’eau* is one, *serre-joint* is one, *30* is none."""
    return _WORD.findall(text)


def bare(word: str) -> str:
    """Return a word without the article or pronoun that it swallowed: *eau* for *l’eau*."""
    return re.sub(r"^(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)[’']", "", word, flags=re.IGNORECASE)


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
