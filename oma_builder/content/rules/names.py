"""Names that tell documents apart, and names that no public file may hold."""

import datetime
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from oma_builder.content.documents import Document
from oma_builder.content.loader import Corpus
from oma_builder.content.schema import ACCUEILS, ACTEURS, CAMPUS, EVENEMENTS, FILMS, INITIATIVES, INTERETS
from oma_builder.content.typography import slugify
from oma_builder.problems import Problem

_PERSON = re.compile(
    r"\b(?:MM?\.\s+|M\.(?=[A-ZÀ-Ý][a-zà-ÿ])|(?:Mr|Mmes?|MME|Mlles?|MLLE)(?:\.\s*|\s+)"
    r"|(?:[Mm]onsieur|[Mm]adame|[Mm]ademoiselle)\s+)[*_]*[A-ZÀ-Ý]"
)
_OF_ORGANISATIONS = (ACCUEILS, ACTEURS, CAMPUS, EVENEMENTS, INITIATIVES, FILMS)
_NAMED_BY = {
    "metiers": "titre",
    "secteurs": "nom",
    "formations": "intitule",
    "campus": "nom",
    "initiatives": "nom",
    "regles": "titre",
    "guides": "titre",
    "cahiers": "titre",
    "publics": "nom",
    "interets": "nom",
    "pages": "titre",
    "editions": "nom",
}
"""The field by which readers tell the documents of a kind apart; an event may come back every year."""


def site_is_there(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The guide needs a title and an address."""
    if ("site", "site") not in corpus.known:
        hint = "créez-le avec au moins titre, slogan, description, adresse, contact, editeur, edition, licence_contenus"
        yield Problem(f"{corpus.folder}/site.yaml", 0, "site-absent", "le fichier site.yaml manque", hint)


def names_differ(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Two documents of one kind with one name cannot be told apart in a list."""
    for kind, field in _NAMED_BY.items():
        seen: dict[str, Document[Any]] = {}
        for document in corpus.documents[kind]:
            name = str(getattr(document.entry, field))
            first = seen.setdefault(name.casefold(), document)
            # A copy whose file name is wrong, or the same but for its accents, is told of already.
            if slugify(first.id) != slugify(document.id) == document.id:
                message = f"« {name} » est déjà le nom de {first.path}"
                yield document.problem((field,), "titre-en-double", message, "précisez l’un des deux")


def interests_are_told_once(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Each of the six themes has one page."""
    seen: dict[str, Document[Any]] = {}
    for document in corpus.of(INTERETS):
        first = seen.setdefault(document.entry.lettre, document)
        if first is not document:
            message = f"la lettre {document.entry.lettre} est déjà celle de {first.path}"
            yield document.problem(("lettre",), "interet-en-double", message, "corrigez l’une des deux lettres")


def all_interests_ask(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """One theme without questions, while another has some, hides the page that asks them."""
    silent = [document for document in corpus.of(INTERETS) if not document.entry.questions]
    if len(silent) == len(corpus.of(INTERETS)):
        return
    for document in silent:
        message = (
            "ce centre d’intérêt n’a pas de questions, et d’autres en ont : la page « Ce qui m’intéresse » n’existe pas"
        )
        yield document.warning(
            (), "questions-absentes", message, "écrivez ses trois questions, ou retirez celles des autres"
        )


def nobody_is_named(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Who helps, hosts, organises or audits is a function or an organisation, which stays when people change (RGPD)."""
    audit = (corpus.accessibility,) if corpus.accessibility else ()
    for document in chain[Document[Any]](audit, *(corpus.of(kind) for kind in _OF_ORGANISATIONS)):
        for at, text in document.values(str):
            if found := _PERSON.search(text):
                message = f"« {found.group()}… » semble nommer une personne"
                hint = "nommez la fonction ou le service, jamais la personne"
                yield document.problem(at, "personne-nommee", message, hint)
