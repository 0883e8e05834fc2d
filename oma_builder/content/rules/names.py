"""Names that tell documents apart, and names that no public file may hold."""

import datetime
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Any, get_args

from oma_builder.content.documents import Document
from oma_builder.content.kinds.base import Riasec
from oma_builder.content.loader import Corpus
from oma_builder.content.persons import TITLED
from oma_builder.content.rules.copies import copies
from oma_builder.content.schema import ACCUEILS, ACTEURS, CAMPUS, EVENEMENTS, FILMS, INITIATIVES, INTERETS, KINDS
from oma_builder.problems import Problem, Severity

_OF_ORGANISATIONS = (ACCUEILS, ACTEURS, CAMPUS, EVENEMENTS, INITIATIVES, FILMS)
_LETTERS = get_args(Riasec)


def site_is_there(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The guide needs a title and an address."""
    if ("site", "site") not in corpus.known:
        hint = "créez-le avec au moins titre, slogan, description, adresse, contact, editeur, edition, licence_contenus"
        yield Problem(f"{corpus.folder}/site.yaml", 0, "site-absent", "le fichier site.yaml manque", hint)


def _folded(field: str, document: Document[Any]) -> str:
    return str(getattr(document.entry, field)).casefold()


def names_differ(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Two documents of one kind with one name cannot be told apart in a list; an event may come back every year."""
    for kind in KINDS:
        field = kind.named_by
        for copy, original in copies(corpus.of(kind), partial(_folded, field)) if field else ():
            message = f"« {getattr(copy.entry, field)} » est déjà le nom de {original.path}"
            hint = "précisez ce nom ; si cette fiche est une copie de l’autre, sortez-la de content/"
            yield copy.problem((field,), "titre-en-double", message, hint)


def interests_are_told_once(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Each of the six themes has one page."""
    for copy, original in copies(corpus.of(INTERETS), lambda document: document.entry.lettre):
        message = f"la lettre {copy.entry.lettre} est déjà celle de {original.path}"
        free = sorted(set(_LETTERS) - {document.entry.lettre for document in corpus.of(INTERETS)})
        hint = f"corrigez-la : {', '.join(free)} sont libres" if free else "sortez l’une des deux fiches de content/"
        yield copy.problem(("lettre",), "interet-en-double", message, hint)


def all_interests_are_there(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Of six themes, one that is gone takes the quiz with it. The first two may be written before the others."""
    there = {document.entry.lettre for document in corpus.of(INTERETS)}
    if not corpus.is_whole(INTERETS) or not 3 <= len(there) < len(_LETTERS):
        return  # one that could not be read is told of already
    missing = ", ".join(letter for letter in _LETTERS if letter not in there)
    message = f"il manque un centre d’intérêt ou plusieurs : {missing} ; la page « Ce qui m’intéresse » n’existe pas"
    hint = "remettez les fiches qui manquent, par exemple depuis une copie ou depuis Git"
    yield Problem(f"{corpus.folder}/{INTERETS.name}", 0, "interet-manquant", message, hint, Severity.WARNING)


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
            if match := TITLED.search(text):
                message = f"« {match.group()}… » semble nommer une personne"
                hint = "nommez la fonction ou le service, jamais la personne"
                yield document.problem(at, "personne-nommee", message, hint)
