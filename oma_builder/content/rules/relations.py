"""What documents name exists, is of the right kind, and never leads back to itself."""

import datetime
from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from oma_builder.content import reference
from oma_builder.content.documents import Document
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.loader import Corpus
from oma_builder.content.relations import Named, named
from oma_builder.content.schema import FORMATIONS, KINDS, METIERS
from oma_builder.content.typography import slugify
from oma_builder.problems import Problem, nearest

_KINDS: Mapping[str, Kind[Author]] = {kind.name: kind for kind in KINDS}


def references_exist(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A name leads to a document of the kind its field asks for; one that could not be read stays silent."""
    outside = {key: name for code, name in reference.outside().items() for key in (code, slugify(name))}
    for document in corpus.every():
        for name in named(document.entry):
            if (name.kind, name.id) not in corpus.known:
                yield _unknown(document, name, corpus, outside)


def _unknown(document: Document[Author], name: Named, corpus: Corpus, outside: Mapping[str, str]) -> Problem:
    kind = _KINDS[name.kind]
    if name.kind == "territoires" and name.id in outside:
        message = f"« {outside[name.id]} » n’est pas un département d’Occitanie"
        return document.problem(name.at, "hors-occitanie", message, "ce guide s’arrête aux treize départements")
    if elsewhere := [_KINDS[found] for found, known in corpus.known if known == name.id and found in _KINDS]:
        wrong = min(elsewhere, key=lambda kind: kind.name)
        message = f"« {name.id} » est {'une' if wrong.feminine else 'un'} {wrong.noun}"
        hint = f"il faut ici {'une' if kind.feminine else 'un'} {kind.noun}, un fichier de {kind.name}/"
        return document.problem(name.at, "reference-autre-genre", message, hint)
    known = [found for folder, found in corpus.known if folder == name.kind]
    inside = reference.departements().get(name.id)
    if inside and name.kind == "territoires":
        there = slugify(inside.name) in known
        hint = f"le {name.id} s’écrit « {slugify(inside.name)} »" if there else f"{inside.name} n’a pas encore de fiche"
        return document.problem(name.at, "reference-inconnue", f"territoire inconnu « {name.id} »", hint)
    message = f"{kind.noun} inconnu{'e' if kind.feminine else ''} « {name.id} »"
    hint = followed(name.kind, name.id, corpus) or meant(name.id, known, _written(document, name))
    return document.problem(name.at, "reference-inconnue", message, hint)


def followed(kind: str, identifier: str, corpus: Corpus) -> str:
    """Return the hint for the former name of a trade, or an empty string."""
    former = {old: document.id for document in corpus.of(METIERS) for old in document.entry.remplace}
    former |= dict(corpus.renamed)
    is_former = kind == METIERS.name and identifier in former
    return f"cette fiche s’appelle maintenant « {former[identifier]} » : écrivez ce nom" if is_former else ""


def _written(document: Document[Author], name: Named) -> set[str]:
    """Return what the list that holds a name may not hold a second time, nor at all: the document itself."""
    if not isinstance(name.at[-1], int):
        return set()
    itself = {document.id} if document.path.split("/")[-2] == name.kind else set()
    return itself | {other.id for other in named(document.entry) if other.at[:-1] == name.at[:-1]}


def meant(typed: str, known: Collection[str], written: Collection[str] = ()) -> str:
    """Return the hint for a name that does not exist: the nearest one, or some that do.

    One that is `written` already beside it would be there twice.
    """
    if (close := nearest(typed, known)) and close in written:
        return f"« {close} » est déjà là : retirez celui-ci de la liste"
    if close:
        return f"vouliez-vous dire « {close} » ?"
    others = sorted(set(known) - set(written))
    if not others:
        return "il n’en existe aucun autre" if known else "il n’en existe aucun"
    return f"existent : {', '.join(others[:8])}{'…' if len(others) > 8 else ''}"


def similar_is_another(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A trade is not similar to itself."""
    for document in corpus.of(METIERS):
        for index, other in enumerate(document.entry.similaires):
            if other == document.id:
                message = f"« {other} » est ce métier lui-même"
                at = ("similaires", index)
                yield document.problem(at, "similaire-soi-meme", message, document.removal(at))


def formations_never_lead_back(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Studies go on: a chain of "mene_a" that comes back to its start is a mistake. Each circle is told once."""
    by_id = {document.id: document for document in corpus.of(FORMATIONS)}
    onward = {name: set(document.entry.mene_a) for name, document in by_id.items()}
    while circle := _circle(onward):
        first, following = circle[:2]
        names = " → ".join(circle)
        at = ("mene_a", by_id[first].entry.mene_a.index(following))
        hint = "retirez l’une de ces lignes « mene_a »"
        message = f"cette suite d’études tourne en rond : {names}"
        yield by_id[first].problem(at, "formations-en-boucle", message, hint)
        onward[first].remove(following)


def _circle(onward: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return one circle, from its first name in the alphabet back to it, or nothing."""
    try:
        TopologicalSorter(onward).prepare()
    except CycleError as error:
        loop = error.args[1][:0:-1]  # each before the one it comes from; its first and last are the same
        start = loop.index(min(loop))
        return (*loop[start:], *loop[:start], loop[start])
    return ()
