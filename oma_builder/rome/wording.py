"""Texts of ROME as the guide may print them: capitals with their accents, whole sentences, what the rules allow."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from pydantic import TypeAdapter, ValidationError

from oma_builder.content.fields import Label, Sentence
from oma_builder.content.markup import marks_in_plain

_WORDS = re.compile(r"[^\W\d_]+")
_FIRST = re.compile(r"(?<![^\W_])[AEIOU][a-zà-ÿœ]+")
_BULLET = re.compile(r"^(?:[.•–-]\s*|\d+\.\s+)+")
_LIGATURE = re.compile(r"oe(?=u)")
_LONE_POINT = re.compile(r" +\.(?!\.)")
_ACRONYM = re.compile(r"(?<= )- ?([A-Z]{2,}) ?-(?=[ ),]|$)")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-ÝŒ])")

_LABEL, _SENTENCE = TypeAdapter[str](Label), TypeAdapter[str](Sentence)

Spelling = Callable[[str], str]
"""Gives words the accents of their capitals."""


def spelling(texts: Iterable[str]) -> Spelling:
    """Return what gives « Etablissement » its accent: ROME writes capitals bare, and small letters as they should be.

    « oeuvre » gets its ligature too: no French word has these three letters apart. A capital gets the accent with which these texts write the word in small letters, if they never write it without.
    """
    words = {word for text in texts for word in _WORDS.findall(text) if word.islower()}
    accented: dict[str, set[str]] = {}
    for word in words:
        if word[0] != (bare := _bare(word[0])):
            accented.setdefault(bare + word[1:], set()).add(word)

    def spelt(match: re.Match[str]) -> str:
        small = match[0].lower()
        known = accented.get(small, set())
        return known.copy().pop().capitalize() if len(known) == 1 and small not in words else match[0]

    return lambda text: _bracketed(_LIGATURE.sub("œ", _FIRST.sub(spelt, text)))


def _bracketed(text: str) -> str:
    """Put the acronyms that ROME sets between dashes between brackets, unless they are: « Commercial - PNC - »."""
    return _ACRONYM.sub(lambda match: match[1] if "(" in text[: match.start()] else f"({match[1]})", text)


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def sentences(phrases: Iterable[str]) -> Iterator[str]:
    """Yield the sentences of some phrases, without bullets; a phrase that begins in small letters goes on the last one."""
    joined: list[str] = []
    for phrase in phrases:
        text = _LONE_POINT.sub(".", _BULLET.sub("", phrase)).strip()
        if joined and text[:1].islower():
            joined[-1] += f" {text}"
        elif any(letter.isalpha() for letter in text):
            joined.append(text)
    for text in joined:
        yield from _END.split(text)


def is_label(text: str) -> bool:
    """Say whether a text may stand where the guide takes a short line."""
    return _is_accepted(_LABEL, text)


def is_sentence(text: str) -> bool:
    """Say whether a text may stand where the guide takes a sentence: nothing that announces a list, nothing cut."""
    return _is_accepted(_SENTENCE, text) and text[-1:] not in ":;,"


def _is_accepted(kind: TypeAdapter[str], text: str) -> bool:
    try:
        kind.validate_python(text)
    except ValidationError:
        return False
    return not any(marks_in_plain(text))


def listed(text: str) -> str:
    """Return a sentence as an item of a list: without its point."""
    if text.endswith("etc"):
        return f"{text}."
    return text[:-1].rstrip() if text.endswith(".") and not text.endswith(("..", "etc.")) else text


def ended(text: str) -> str:
    """Return a sentence that stands alone: with a point, unless it has another end."""
    return text if text[-1:] in ".!?…" else f"{text}."
