"""Spelling, after Hunspell's French dictionary (Dicollecte, MPL-2.0).

The binding is PyEnchant (LGPL, 3.3.0 of September 2025): pure Python over Debian's `libenchant-2-2`, and what
sphinxcontrib-spelling rests on. Its maintainer would like company; chunspell (compiled, September 2026) would be the
next choice. phunspell, spylls and hunspell have had no release since 2022.
"""

import re
from collections.abc import Iterable
from typing import Protocol

from tests.language.texts import Text
from tests.language.words import bare, words
from tests.tools import missing

_CODE = re.compile(  # RNCP37537, L.4153-1, 3e, addresses: not words of a dictionary
    r"\S*\d\S*|\S+@\S+|(?:https?://|\b)[\w-]+(?:\.[\w-]+)*\.(?:com|eu|fr|org|tv)\b\S*"
)


class Dictionary(Protocol):
    """What we ask of Hunspell."""

    def check(self, word: str) -> bool:
        """Say whether a word is known."""

    def suggest(self, word: str) -> list[str]:
        """Return known words near an unknown one, the nearest first."""


def need_french() -> Dictionary:
    """Return the French dictionary; without it the test is skipped, or fails on the CI machine."""
    try:
        import enchant  # type: ignore[import-untyped]  # it ships no types
    except ImportError:
        missing("the Enchant library is not installed (Debian: libenchant-2-2)")
    if not enchant.dict_exists("fr_FR"):
        missing("the French dictionary is not installed (Debian: hunspell-fr)")
    french: Dictionary = enchant.Dict("fr_FR")
    return french


def spelled(text: str) -> list[str]:
    """Return the words of a text that a dictionary can judge."""
    return words(_CODE.sub(" ", text))


def unknown_words(texts: Iterable[Text], french: Dictionary) -> dict[str, str]:
    """Return each word that the dictionary lacks, and the first place where it stands."""
    known: dict[str, bool] = {}
    found: dict[str, str] = {}
    for text in texts:
        for word in spelled(text.value):
            if word not in known:
                # A sentence may begin with a word that the dictionary has in lower case only ("Bar").
                known[word] = any(map(french.check, (word, bare(word), word[0].lower() + word[1:])))
            if not known[word]:
                found.setdefault(bare(word), text.place)
    return found
