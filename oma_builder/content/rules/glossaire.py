"""The glossary: each word told once, with its source, and leading to words that are there."""

import datetime
import re
from collections.abc import Iterator

from oma_builder.content.documents import Document
from oma_builder.content.kinds.glossaire import Glossaire
from oma_builder.content.loader import Corpus
from oma_builder.content.parser import Pointer
from oma_builder.content.rules.relations import meant
from oma_builder.content.typography import slugify
from oma_builder.problems import Problem

_STATES_A_FACT = re.compile(
    r"\d|\b(?:lois?|décrets?|arrêtés?|codes? (?:du|de)|interdit(?:e|s|es)?|obligatoires?)\b", re.IGNORECASE
)
"""A figure, or a word by which law is told."""


def terms_are_told_once(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Neither a word nor what an abbreviation stands for has two entries: readers would find only one."""
    if corpus.glossary is None:
        return
    seen: dict[str, Pointer] = {}
    for at, name in _names(corpus.glossary):
        if (first := seen.setdefault(slugify(name), at)) != at:
            message = f"« {name} » est déjà expliqué à la ligne {corpus.glossary.line(*first)}"
            yield corpus.glossary.problem(at, "terme-en-double", message, "gardez une seule des deux définitions")


def _names(document: Document[Glossaire]) -> Iterator[tuple[Pointer, str]]:
    for index, term in enumerate(document.entry.termes):
        yield ("termes", index, "terme"), term.terme
        if term.sigle_de and slugify(term.sigle_de) != slugify(term.terme):
            yield ("termes", index, "sigle_de"), term.sigle_de


def terms_lead_to_terms(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """What is to be read next is another word of the same file."""
    if corpus.glossary is None:
        return
    terms = {slugify(term.terme): term.terme for term in corpus.glossary.entry.termes}
    for index, term in enumerate(corpus.glossary.entry.termes):
        for rank, other in enumerate(term.voir):
            at = ("termes", index, "voir", rank)
            if slugify(other) not in terms:
                hint = meant(other, terms.values(), (term.terme, *term.voir))
                yield corpus.glossary.problem(at, "terme-inconnu", f"terme inconnu « {other} »", hint)
            elif slugify(other) == slugify(term.terme):
                message = f"« {other} » est ce terme lui-même"
                yield corpus.glossary.problem(at, "terme-soi-meme", message, corpus.glossary.removal(at))


def facts_have_sources(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A figure or a rule of law can be checked by whoever reads it."""
    if corpus.glossary is None:
        return
    for index, term in enumerate(corpus.glossary.entry.termes):
        if not term.sources and (stated := _STATES_A_FACT.search(term.definition)):
            message = f"la définition de « {term.terme} » dit « {stated.group()} », sans source"
            hint = "ajoutez « sources » : titre, adresse, jour de lecture ; ou retirez ce qui est à prouver"
            yield corpus.glossary.problem(("termes", index, "definition"), "definition-sans-source", message, hint)
