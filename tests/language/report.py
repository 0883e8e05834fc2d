"""What a reviewer sees of the trades' language: length, LIX, rare words, masculines that stand alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds.metier import Metier
from oma_builder.content.loader import Corpus
from oma_builder.content.spelling import words
from oma_builder.content.texts import texts
from tests.language.gender import lonely_masculines, title_faults
from tests.language.readability import HARDEST, HARDEST_ON_AVERAGE, lix, rare_words
from tests.language.texts import prose
from tests.language.typography import faults
from tests.language.words import sentences

LONGEST = 30
"""Words of the longest sentence of a definition."""

_HEAD = """\
La langue des fiches métiers. Rien de ce qui suit n’est une erreur : ce sont des mots à relire.
LIX (Björnsson, 1968) : mots par phrase + mots de plus de six lettres sur 100 ; facile jusqu’à 40.
« rares » : moins d’une fois par million de mots, et pas expliqués dans leur phrase.
« masculin seul » : sans le féminin dans la même phrase.

"""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is measured of one trade."""

    id: str
    words: int
    lix: float
    rare: tuple[str, ...]
    masculine: tuple[str, ...]


def readings(corpus: Corpus) -> tuple[Reading, ...]:
    """Measure every trade; the names of the guide's trades are no rare words, since the guide explains them."""
    metiers = corpus.of(schema.METIERS)
    names = frozenset(word for document in metiers for word in _names(document.entry))
    return tuple(_reading(document, names) for document in metiers)


def table(measured: Sequence[Reading]) -> str:
    """Return the report as text, a trade per line, with what is to be read again below it."""
    average = f"{'moyenne':40}{mean(one.words for one in measured):5.0f}{mean(one.lix for one in measured):6.1f}\n"
    return _HEAD + f"{'métier':40}{'mots':>5}{'LIX':>6}\n" + "".join(map(_lines, measured)) + average


def remarks(corpus: Corpus) -> Iterator[str]:
    """Yield what is to be looked at again in any text: signs, titles, trades and definitions that are hard to read."""
    for document in corpus.every():
        for text in texts(document):
            yield from (f"{text.place} : {broken} : « {found} »" for broken, found in faults(text.value))
    for document in corpus.of(schema.METIERS):
        for title in (document.entry.titre, *document.entry.synonymes):
            yield from (f"{document.path} : {found}" for found in title_faults(title.masculin, title.feminin))
    measured = readings(corpus)
    yield from (f"{one.id} : difficile à lire, LIX {one.lix:.0f}" for one in measured if one.lix > HARDEST)
    if measured and mean(one.lix for one in measured) > HARDEST_ON_AVERAGE:
        yield f"les fiches sont difficiles à lire en moyenne : LIX de plus de {HARDEST_ON_AVERAGE}"
    if corpus.glossary:
        for term in corpus.glossary.entry.termes:
            if max(len(words(sentence)) for sentence in sentences(term.definition)) > LONGEST:
                yield f"glossaire, « {term.terme} » : une phrase de plus de {LONGEST} mots"


def _reading(document: Document[Metier], names: frozenset[str]) -> Reading:
    read = prose(document)
    length = sum(len(words(text)) for text in read)
    return Reading(document.id, length, lix(read), tuple(rare_words(read, names)), tuple(lonely_masculines(read)))


def _names(entry: Metier) -> Iterator[str]:
    for title in (entry.titre, *entry.synonymes):
        for name in (title.masculin, title.feminin):
            for word in words(name.lower()):
                for part in word.split("-"):
                    yield from (part, f"{part}s")


def _lines(one: Reading) -> str:
    line = f"{one.id:40}{one.words:5}{one.lix:6.1f}\n"
    for name, found in (("rares", one.rare), ("masculin seul", one.masculine)):
        line += f"    {name} : {', '.join(found)}\n" if found else ""
    return line
