"""French words as the search compares them: without accents, gender, number nor doubled consonants.

`assets/js/search.js` does the same, to the letter, with what a reader types; a test runs both over every word of the
guide. A stem stays the beginning of its word wherever it can, so that a word still being typed already finds it.
"""

import re
import unicodedata
from functools import cache

from oma_builder.content.typography import PLAIN_LETTERS

# The two « qu » stand before an apostrophe, where words are cut.
_STOPS = """
ai aime aimer aimerais as au aux avec ca ce cela ces cet cette chez comme comment dans de des donc du elle elles
en es est et etre eu il ils je jusqu la le les leur leurs lorsqu lui ma mais me meme mes moi mon ne ni nos notre
nous on ont ou par pas peut plus pour puisqu qu quand que quel quelle quelles quels qui sa sans se ses si son
sont suis sur ta te tes toi ton tous tout toute toutes tres tu un une vers veut veux vos votre voudrais vous
"""
STOP_WORDS = frozenset(_STOPS.split())
"""Words that are everywhere, and so find nothing; folded."""

_WORD = re.compile(r"[a-z0-9]+")
_DIGIT = re.compile(r"[0-9]")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-xz])\1")


def words(text: str) -> list[str]:
    """Return the stems of a text in order, without stop words nor lone letters (« l’ », « d’ », the « e » of « e-mail »)."""
    found = _WORD.findall(fold(text))
    return [stem(word) for word in found if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())]


def fold(text: str) -> str:
    """Return a text in lower case, without accents, ligatures nor indices: « CO₂ » is found by « co2 »."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.lower().translate(PLAIN_LETTERS))
    return re.sub("[\u0300-\u036f]", "", letters)


@cache
def stem(word: str) -> str:
    """Return what the forms of a folded word share: « conductrices » → « conducteu », « bouchère » → « boucher »."""
    if _DIGIT.search(word):
        return word
    return _singular_masculine(_DOUBLED.sub(r"\1", word).replace("th", "t").replace("y", "i"))


def _singular_masculine(word: str) -> str:
    if word.endswith("aux") and not word.endswith("eaux") and len(word) > 5:
        return f"{word[:-3]}al"  # métaux, métal
    if word.endswith(("s", "ux")) and len(word) > 3:
        word = word[:-1]
    if word.endswith("trice") and len(word) > 6:
        return f"{word[:-5]}teu"  # conductrice, conducteur
    if word.endswith("euse") and len(word) > 5:
        return word[:-2]  # serveuse, serveur
    return _without_ending(word)


def _without_ending(word: str) -> str:
    """Return a singular without its mute « e », nor what changes before one."""
    bare = word
    while bare.endswith("e") and len(bare) > 4:
        bare = bare[:-1]
    if bare.endswith("eri") and len(bare) > 5:
        return bare[:-1]  # boulangerie, boulanger
    # serveur, serveuse; sportif, sportive; français, française
    changes = bare.endswith(("eur", "if", "iv")) or (bare != word and bare.endswith("s"))
    return bare[:-1] if changes and len(bare) > 4 else bare
