"""How hard a text is to read: LIX, and words that a 14-year-old may not know."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from wordfreq import zipf_frequency

from oma_builder.content.spelling import bare, words
from tests.language.words import plain, sentences

HARDEST = 45
"""The highest LIX of a trade: halfway from books for leisure (40) to official texts (50)."""

HARDEST_ON_AVERAGE = 40
"""The highest mean of all trades: up to here, Björnsson calls a text easy."""

_RARE = 3.0  # van Heuven and others (2014, SUBTLEX-UK): a word is rare below one use in a million, 3 on the Zipf scale
_EXPLAINS = re.compile(
    r"c’est-à-dire|\b(?:est|sont) (?:une?|des|les?|la)\b|\bappel|\("
    r"|, (?:une?|des|ces?|cet|cette|pour) |, (?:le|la|les|l’)[^,.]* (?:qui|que|où)\b|\. (?:Ces?|Cet|Cette) "
)
# Frequencies count forms: "tu meules" and "formatrice" are rare where "meule" and "formateur" are not. A form is as
# well known as its most used base: ending of the form, ending of the base.
_BASES = (
    ("s", ""), ("x", ""), ("s", "r"), ("s", "re"), ("s", "t"), ("aux", "al"),
    ("es", "er"), ("e", "er"), ("ent", "er"), ("ez", "er"), ("era", "er"), ("erait", "er"), ("eraient", "er"),
    ("ant", "er"), ("é", "er"), ("és", "er"), ("ée", "er"), ("ées", "er"),
    ("trice", "teur"), ("euse", "eur"), ("enne", "en"), ("ère", "er"),
    ("trices", "teur"), ("euses", "eur"), ("ennes", "en"), ("ères", "er"),
)  # fmt: skip


def lix(texts: Iterable[str]) -> float:
    """Return the words per sentence, plus how many of 100 words are longer than six letters.

    Björnsson, *Läsbarhet*, Stockholm, Liber, 1968. It counts letters only, where Kandel and Moles' Flesch (1958)
    needs the syllables of French, about whose mute e no two programs agree.
    """
    read = [words(sentence) for text in texts for sentence in sentences(text)]
    every = [word for sentence in read for word in sentence]
    return len(every) / len(read) + 100 * sum(len(bare(word)) > 6 for word in every) / len(every)


def rare_words(texts: Iterable[str], known: frozenset[str]) -> list[str]:
    """Return, in order of the alphabet, the rare words that are not `known` and that no sentence explains.

    Frequencies are wordfreq's (code Apache-2.0, data CC BY-SA 4.0, closed in 2021: words of every day do not age).
    """
    seen: dict[str, bool] = {}
    for text in texts:
        for sentence in re.split(r"(?<=[.!?])\s(?!(?:Ces?|Cet|Cette) )", text):
            explained = _EXPLAINS.search(sentence) is not None
            for word in filter(_is_rare, _parts(sentence)):
                seen[word] = seen.get(word, False) or explained
    return sorted((word for word, explained in seen.items() if not explained and word not in known), key=plain)


def _parts(text: str) -> Iterator[str]:
    """Yield the words in lower case, compounds taken apart."""
    for word in words(text):
        yield from bare(word).lower().split("-")


@cache
def _is_rare(word: str) -> bool:
    bases = (word.removesuffix(end) + base for end, base in _BASES if word.endswith(end))
    return max(zipf_frequency(form, "fr") for form in (word, *bases)) < _RARE
