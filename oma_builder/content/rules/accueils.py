"""What is true of every host offer and of every place that documents name."""

import datetime
from collections.abc import Iterator

from oma_builder.content.loader import Corpus
from oma_builder.content.schema import ACCUEILS, CAMPUS, TERRITOIRES
from oma_builder.problems import Problem


def staff_immersion_is_short(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Immersions of staff last 1 to 5 days (agreement of 18 March 2021, article 5.2)."""
    hint = "donnez « jours », de 1 à 5 (convention du 18 mars 2021, article 5.2)"
    for document in corpus.of(ACCUEILS):
        days = document.entry.jours
        if document.entry.type == "immersion-personnel" and (days is None or days > 5):
            message = f"{days} jours, c’est trop pour une immersion" if days else "il manque la durée de l’immersion"
            yield document.problem(("jours",), "duree-immersion", message, hint)


def places_are_departements(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A pupil looks near home: for an offer or a campus, a region or an academy is too wide."""
    types = {document.id: document.entry.type for document in corpus.of(TERRITOIRES)}
    offers = ((document, (("departement",), document.entry.departement)) for document in corpus.of(ACCUEILS))
    campuses = (
        (document, (("departements", index), name))
        for document in corpus.of(CAMPUS)
        for index, name in enumerate(document.entry.departements)
    )
    for document, (at, name) in (*offers, *campuses):
        if types.get(name, "departement") != "departement":
            message = f"« {name} » n’est pas un département"
            hint = "donnez le nom de fichier d’un département, comme haute-garonne"
            yield document.problem(at, "departement-attendu", message, hint)
