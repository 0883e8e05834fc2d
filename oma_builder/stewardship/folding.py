"""One form for what people write in many: names without case, accents and hyphens, telephones without gaps."""

import re
import unicodedata
from functools import lru_cache

from oma_builder.content.typography import PLAIN_LETTERS

_WORD = re.compile(r"[a-z0-9]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""))
_FRENCH = re.compile(r"(?:(?:\+|00)33(?:\(0\)|0)?|0)?([1-9]\d{8})")
_FOREIGN = re.compile(r"(?:\+|00)(?!33)([1-9]\d{6,14})")
_GAPS = re.compile(r"[\s.\-/\u2010-\u2015\u202f\u00a0]+")


def folded(text: str) -> str:
    """Return a text in small letters without accents, nor the signs that nobody sees."""
    if text.isascii():
        return text.lower()
    return _BEYOND_ASCII.sub(lambda run: _plain(run[0]), text.lower())


@lru_cache(10_000)
def _plain(letters: str) -> str:
    apart = unicodedata.normalize("NFKD", letters.casefold().translate(PLAIN_LETTERS).translate(_UNSEEN))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """Return the words of a text, folded: *Jean-Noël D’ARC* gives `jean noel d arc`."""
    return _WORD.findall(folded(text))


def telephone(text: str) -> str:
    """Return a number as `0612345678` or `+4930123456`, or an empty text where it is none.

    A spreadsheet takes the first zero away: nine digits are a French number too.
    """
    bare = _GAPS.sub("", text)
    if french := _FRENCH.fullmatch(bare):
        return f"0{french[1]}"
    foreign = _FOREIGN.fullmatch(bare.replace("(0)", ""))
    return f"+{foreign[1]}" if foreign else ""
