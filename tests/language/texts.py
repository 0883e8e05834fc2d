"""The texts of the real content, and what of them is prose."""

from functools import cache

from oma_builder.content import loader
from oma_builder.content.documents import Document
from oma_builder.content.kinds.metier import Metier
from oma_builder.content.loader import Corpus
from oma_builder.content.texts import Text, texts
from oma_builder.problems import has_errors
from tests.tools import ROOT

_PROSE = (
    "accroche", "missions", "journee", "conditions", "competences", "qualites", "apprentissage", "reglementation",
    "employeurs", "evolutions",
)  # fmt: skip


@cache
def real_corpus() -> Corpus:
    """Return the real content, read once a session; all of it must be readable."""
    corpus, problems = loader.load(ROOT / "content", 1)
    assert not has_errors(problems)
    return corpus


@cache
def real_texts() -> tuple[Text, ...]:
    """Return every text of the real content."""
    return tuple(text for document in real_corpus().every() for text in texts(document))


def prose(document: Document[Metier]) -> tuple[str, ...]:
    """Return what one reads of a trade: sentences and items of lists, without names, diplomas and sources."""
    return tuple(
        text.value
        for text in texts(document)
        if text.field.split(".")[0] in _PROSE and not text.field.endswith("source.titre")
    )
