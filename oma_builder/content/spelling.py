"""Words that the French dictionary lacks, told where they stand: advice, since not every computer has a dictionary.

The dictionary is Hunspell's (Dicollecte, MPL-2.0), by PyEnchant: pure Python over the system's Enchant.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Protocol

from oma_builder.content import parser, reference
from oma_builder.content.loader import Corpus
from oma_builder.content.texts import Text, texts
from oma_builder.problems import Problem, Severity, slips

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SWALLOWED = re.compile(r"^(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)[’']", re.IGNORECASE)
_CODE = re.compile(  # RNCP37537, L.4153-1, 3e, addresses, names of files: not words of a dictionary
    r"\S*\d\S*|\S+@\S+|\b[\w-]+(?:[./][\w-]+)*[./](?:com|css|eu|fr|html|js|md|org|pdf|py|srt|tv|txt|vtt|yaml)\b\S*|https?://\S+"
)
_STARTS = re.compile(r"(?:^|[.!?…:;/|(«–—-])[\s«(]*$")

_ACCENTS = ("aàâ", "cç", "eéèêë", "iîï", "oô", "uùûü")
_LETTERS = "abcdefghijklmnopqrstuvwxyzéèê"
_LONG = 6  # letters: of shorter names too many are a letter away from a word

MOST_PROPOSALS = 20
"""Different words for which the dictionary is asked what was meant: each takes it a tenth of a second."""


class Dictionary(Protocol):
    """What we ask of Hunspell."""

    def check(self, word: str) -> bool:
        """Say whether a word is known."""

    def suggest(self, word: str) -> list[str]:
        """Return known words near an unknown one, the nearest first."""


def french() -> Dictionary | None:
    """Return the French dictionary of this computer, if there is one."""
    try:
        import enchant  # type: ignore[import-untyped]  # it ships no types
    except ImportError:
        return None
    found: Dictionary | None = enchant.Dict("fr_FR") if enchant.dict_exists("fr_FR") else None
    return found


def misspelt(corpus: Corpus, folder: Path, dictionary: Dictionary) -> tuple[Problem, ...]:
    """Return a warning for each word that nobody knows; `folder` is that of the content."""
    speller = _Speller(dictionary, _own_words(corpus))
    found = [(text, word) for document in corpus.every() for text in texts(document) for word in speller.strange(text)]
    return tuple(
        problem
        for path in sorted({text.path for text, _ in found})
        for problem in speller.told(path, [pair for pair in found if pair[0].path == path], folder.parent / path)
    )


def words(text: str) -> list[str]:
    """Return the words as a word processor counts them: *l’eau* is one, *serre-joint* is one, *30* is none."""
    return _WORD.findall(text)


def bare(word: str) -> str:
    """Return a word without the article or pronoun that it swallowed: *eau* for *l’eau*."""
    return _SWALLOWED.sub("", word)


def _own_words(corpus: Corpus) -> frozenset[str]:
    """Return what the guide says of itself: the editors' list, and the words of the glossary."""
    listed = corpus.spelling.entry.mots if corpus.spelling else ()
    terms = (term.terme for term in corpus.glossary.entry.termes) if corpus.glossary else ()
    return frozenset((*listed, *(word.lower() for name in terms for word in _pieces(name))))


@cache
def _rome_words() -> frozenset[str]:
    return frozenset(word for sheet in reference.rome().values() for word in _pieces(sheet.label.lower()))


def _pieces(name: str) -> Iterator[str]:
    for word in map(bare, words(name)):
        yield word
        yield from word.split("-")


class _Speller:
    """Remembers what it has looked up; lives for one `misspelt` call."""

    def __init__(self, dictionary: Dictionary, own: frozenset[str]) -> None:
        self.dictionary, self.own = dictionary, own
        self.known: dict[str, bool] = {}
        self.slips: dict[str, bool] = {}
        self.proposals: dict[str, str] = {}

    def strange(self, text: Text) -> Iterator[str]:
        """Yield the words of a text that are neither known nor the name of somebody or something."""
        read = text.value
        if all(map(self.is_known, _WORD.findall(read))):
            return
        read = _CODE.sub(lambda code: " " * len(code.group()), read)
        for match in _WORD.finditer(read):
            word = bare(match.group())
            if not self.is_known(match.group()) and not self.is_name(word, read[: match.start()]):
                yield word

    def is_known(self, word: str) -> bool:
        if word not in self.known:
            naked = bare(word)
            self.known[word] = (
                self.is_listed(naked)
                or ("-" in naked and all(map(self.is_listed, naked.split("-"))))
                or self.dictionary.check(word)  # "aujourd’hui" swallows nothing
            )
        return self.known[word]

    def is_listed(self, word: str) -> bool:
        # A sentence may begin with a word that the dictionary has in lower case only ("Bar").
        forms = (word, word[:1].lower() + word[1:])
        return (
            len(word) < 2
            or any(form in self.own or self.dictionary.check(form) for form in forms)
            or self.is_of_rome(word)
        )

    def is_of_rome(self, word: str) -> bool:
        """Say whether a name of ROME has the word, which lacks no accent there (its "educateur" does)."""
        return word.lower() in _rome_words() and not any(map(self.dictionary.check, _accented(word.lower())))

    def is_name(self, word: str, before: str) -> bool:
        """Say whether a capital shows a name: within a word, within a sentence, or of a word that is like no other."""
        if word[1:] != word[1:].lower():
            return True
        return word[0].isupper() and not (_STARTS.search(before) and self.is_slip(word.lower()))

    def is_slip(self, word: str) -> bool:
        """Say whether a known word is a slip away: a missing accent, and in words of some length any letter."""
        if word not in self.slips:
            others = chain(_accented(word), _slipped(word) if len(word) >= _LONG else ())
            self.slips[word] = any(map(self.dictionary.check, others))
        return self.slips[word]

    def proposal(self, word: str) -> str:
        """Return what was meant by an unknown word, if that is plain."""
        if word not in self.proposals:
            asked = len(self.proposals) < MOST_PROPOSALS
            near = self.dictionary.suggest(word) if asked else []
            good = (
                other for other in near if slips(word, other) <= 2 and bare(other) == other and self.is_known(other)
            )
            self.proposals[word] = next(good, "")
        return self.proposals[word]

    def told(self, path: str, found: list[tuple[Text, str]], file: Path) -> Iterator[Problem]:
        """Yield the warnings of one file, each at the line of its word."""
        lines = parser.decode(file.read_bytes(), path).value.split("\n")
        for text, word in found:
            near = self.proposal(word if word[0].islower() else word.lower())
            near = near[:1].upper() + near[1:] if word[0].isupper() else near
            hint = f"vouliez-vous dire « {near} » ? sinon" if near else "corrigez-le ; s’il est juste"
            hint += ", ajoutez-le à orthographe.yaml"
            message = f"« {word} » n’est pas dans le dictionnaire"
            yield Problem(path, _line(lines, text.line, word), "orthographe", message, hint, Severity.WARNING)


def _accented(word: str) -> Iterator[str]:
    """Yield a word with another accent on one of its letters."""
    for place, letter in enumerate(word):
        for family in _ACCENTS:
            if letter in family:
                yield from (word[:place] + other + word[place + 1 :] for other in family if other != letter)


def _slipped(word: str) -> Iterator[str]:
    """Yield a word with two letters swapped, one too few, one too many or another."""
    for place in range(len(word)):
        before, letter, after = word[:place], word[place], word[place + 1 :]
        yield before + after
        yield before + after[:1] + letter + after[1:]
        yield from (before + other + rest for other in _LETTERS for rest in (after, letter + after))


def _line(lines: list[str], first: int, word: str) -> int:
    """Return the line of a word, from that of its text on; a text that is written otherwise keeps its own."""
    sign = re.compile(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])")
    return next((rank for rank, line in enumerate(lines[first - 1 :], first) if sign.search(line)), first)
